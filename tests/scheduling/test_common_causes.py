"""Drivers, risk events and correlations: closed forms, another implementation, and what is refused."""

from __future__ import annotations

import math
import random
import statistics
from typing import Any

import attrs
import pytest

import planmodel as pm
from planmodel.errors import ModelError, UnknownIdError
from planmodel.model.numbers import Cost
from planmodel.parts import Constraint, Correlation, Driver, Estimate, Factor, RiskEvent, Use
from planmodel.results import Schedule, Simulation
from planmodel.scheduling.sampling_error import chance_limits, quantile_ranks
from scheduling.plans import link, plan_of, task

np = pytest.importorskip("numpy", reason="needs numpy")
sampling: Any = pytest.importorskip("planmodel.scheduling.sampling")

UNIFORM = Estimate(low="0 天", likely="50 天", high="100 天", distribution="uniform")
TRIANGLE = Estimate(low="10 天", likely="20 天", high="60 天", distribution="triangular")
DOUBLE = Factor(low=1, likely=1.5, high=2, distribution="uniform")
SURE = 1 - 1e-6
"""The confidence of limits that a right answer leaves in one of a million simulations."""


def together(ids: list[str], coefficient: float) -> Correlation:
    return Correlation(id="k", name="k", tasks=ids, coefficient=coefficient)


def solved(*elements: Any) -> Schedule:
    return pm.schedule(plan_of(*elements))


def drawn(found: Simulation, id: str = "p") -> Any:
    return np.array(found.finishes[id])


def is_near(found: Simulation, by: float, expected: float) -> bool:
    limits = found.chance_between(pm.Amount(by, "天"), confidence=SURE)
    assert limits is not None
    return limits[0] <= expected <= limits[1]


FINISH_OF = {
    "start_on": lambda a, b: 19 + b,
    "finish_on": lambda a, b: 20 + 0 * b,
    "start_no_later": lambda a, b: np.minimum(a, 19) + b,
    "finish_no_later": lambda a, b: np.minimum(a + b, 20),
    "finish_no_earlier": lambda a, b: np.maximum(a + b, 20),
    "by_hand": lambda a, b: 19 + b,
    "late": lambda a, b: np.maximum(a, 15) + b,  # 15 days are planned for what it waits for
}


@pytest.mark.parametrize("type", FINISH_OF)
def test_dates_hold_work_in_every_sample(type: Any) -> None:
    """B waits for A and is held to 20 January, C waits for B: against draws of another generator."""
    date = None if type == "late" else "2025-01-20"
    month, weeks = (
        Estimate(low="0 天", likely=f"{days / 2:g} 天", high=f"{days} 天", distribution="uniform") for days in (30, 20)
    )
    plan = plan_of(
        task("a", month),
        task("b", weeks, ["a"], constraints=[Constraint(type=type, date=date)]),
        task("c", "1 天", ["b"]),
    )
    found = pm.schedule(plan, "2025-01-01").simulate(20_000, seed=1)
    generator = np.random.default_rng(7)
    a, b = generator.uniform(0, 30, 200_000), generator.uniform(0, 20, 200_000)
    expected = np.maximum(a, FINISH_OF[type](a, b) + 1)
    assert drawn(found).mean() == pytest.approx(expected.mean(), abs=6 * expected.std() / math.sqrt(20_000))
    for share in (0.1, 0.5, 0.9):
        assert np.quantile(drawn(found), share) == pytest.approx(np.quantile(expected, share), abs=0.5)


@pytest.mark.parametrize("type", FINISH_OF)
@pytest.mark.parametrize("of", ["天", "月"])
def test_samples_of_work_that_does_not_vary_end_when_the_schedule_says(type: Any, of: str) -> None:
    date = None if type == "late" else "2025-04-20"
    held = {"constraints": [Constraint(type=type, date=date)]}
    short = Estimate(low="0 天", likely="0.5 天", high="1 天")
    plan = plan_of(task("a", f"2 {of}"), task("b", f"1 {of}", ["a"], **held), task("c", f"1 {of}"), task("v", short))
    found = pm.schedule(plan, "2025-01-01")
    assert {float(one) for one in drawn(found.simulate(50, seed=1))} == {float(found.finish_tick)}


# --- closed forms ---


@pytest.mark.parametrize("by", [20, 50, 80])
def test_the_later_of_independent_works_has_the_product_of_their_chances(by: int) -> None:
    found = solved(*(task(id, UNIFORM) for id in "abc")).simulate(20_000, seed=1)
    assert is_near(found, by, (by / 100) ** 3)


def test_what_durations_have_in_common_moves_a_percentile_as_closed_forms_say() -> None:
    """Of the later of three uniform works: alone the cube root, together the share itself."""
    group = together(["a", "b"], 1)
    found = solved(*(task(id, UNIFORM) for id in "abc"), group).simulate(20_000, seed=1)
    told = found.dependence(64)
    alone, stated, everything = (float(one) for one in (told.alone, told.stated, told.together))  # type: ignore[arg-type]
    assert alone == pytest.approx(100 * 0.64 ** (1 / 3), abs=1)
    assert stated == pytest.approx(100 * 0.64**0.5, abs=1)
    assert everything == pytest.approx(64, abs=1.5)
    assert told.stated == found.percentile(64)
    assert told.left_out == 0
    with pytest.raises(ModelError, match="100"):
        found.dependence(101)


def test_what_a_risk_event_adds_may_lie_outside_and_is_said() -> None:
    event = RiskEvent(id="e", name="E", tasks=["a"], chance=1, delay="50 天")
    told = solved(task("a", UNIFORM), event).simulate(2_000, seed=1).dependence(64)
    assert float(told.stated) == pytest.approx(float(max(told.alone, told.together)) + 50, abs=1)  # type: ignore[arg-type]
    assert told.left_out == 1
    assert "only in what the plan states, which may lie outside of the other two" in told.headline()
    assert "计入1项共同因素和风险事件" in told.headline().in_language("zh")


@pytest.mark.parametrize("by", [20, 50, 80])
def test_works_that_are_long_together_are_as_late_as_one(by: int) -> None:
    found = solved(*(task(id, UNIFORM) for id in "abc"), together(["a", "b", "c"], 1)).simulate(20_000, seed=1)
    assert is_near(found, by, by / 100)


@pytest.mark.parametrize(("rank", "deviation"), [(0, math.sqrt(2)), (1, 2)])
def test_a_row_of_works_adds_variances_or_deviations(rank: float, deviation: float) -> None:
    low, likely, high = 10, 20, 60
    one = math.sqrt((low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18)
    found = solved(task("a", TRIANGLE), task("b", TRIANGLE, ["a"]), together(["a", "b"], rank)).simulate(20_000, seed=2)
    ends = drawn(found)
    assert ends.mean() == pytest.approx(2 * (low + likely + high) / 3, abs=5 * deviation * one / math.sqrt(20_000))
    assert ends.std() == pytest.approx(deviation * one, rel=0.03)


def test_equal_quantiles_add_where_works_are_long_together() -> None:
    found = solved(task("a", TRIANGLE), task("b", TRIANGLE, ["a"]), together(["a", "b"], 1)).simulate(20_000, seed=3)
    for share in (0.1, 0.5, 0.9):  # of a triangle, in closed form
        mode = 10 / 50
        of_all = math.sqrt(share * mode) if share < mode else 1 - math.sqrt((1 - share) * (1 - mode))
        assert is_near(found, 2 * (10 + 50 * of_all), share)


def test_works_that_are_long_when_others_are_short_even_out() -> None:
    found = solved(task("a", UNIFORM), task("b", UNIFORM, ["a"]), together(["a", "b"], -1)).simulate(2_000, seed=3)
    assert drawn(found).std() < 1


@pytest.mark.parametrize("rank", [-0.7, -0.2, 0.3, 0.8])
def test_the_rank_correlation_of_samples_is_the_one_asked_for(rank: float) -> None:
    found = solved(
        pm.Goal(id="g", name="g"),
        pm.Goal(id="h", name="h"),
        task("a", UNIFORM, contributes_to=["g"]),
        task("b", TRIANGLE, contributes_to=["h"]),
        together(["a", "b"], rank),
    ).simulate(20_000, seed=5)
    ranks = [np.argsort(np.argsort(row)) for row in found.prepared.order.finishes[1:]]
    assert np.corrcoef(*ranks)[0, 1] == pytest.approx(rank, abs=5 / math.sqrt(20_000))


def test_sums_of_correlated_normal_numbers_are_normal_with_the_variance_of_the_matrix() -> None:
    from planmodel.scheduling.causes import Together
    from planmodel.scheduling.correlating import mixing

    names, pairs = ("a", "b", "c"), {(0, 1): 0.5, (1, 2): -0.4, (0, 2): 0.1}
    made = mixing([Together(f"k{at}", pair, rank, True) for at, (pair, rank) in enumerate(pairs.items())], names)
    assert made.pairs == 3
    normals = np.random.default_rng(1).standard_normal((len(made.shocks), 50_000))
    sums: Any = sum(
        sum(weight * normals[shock] for shock, weight in zip(*made.of[node], strict=True)) for node in range(3)
    )
    variance = 3 + 2 * sum(2 * math.sin(math.pi * rank / 6) for rank in pairs.values())
    assert sums.var() == pytest.approx(variance, rel=0.03)
    for share in (0.1, 0.5, 0.9):
        limit = statistics.NormalDist(0, math.sqrt(variance)).inv_cdf(share)
        low, high = chance_limits(int((sums <= limit).sum()), 50_000, SURE)
        assert low <= share <= high


def test_a_driver_multiplies_all_of_its_works_by_the_same() -> None:
    late = Driver(id="d", name="Funds late", tasks=["a", "b"], factor=DOUBLE)
    found = solved(task("a", "10 天"), task("b", "10 天", ["a"]), late).simulate(20_000, seed=6)
    for by in (22, 30, 38):
        assert is_near(found, by, (by - 20) / 20)
    assert found.notes[-1] == "no task has three points: only drivers and risk events move anything"


def test_an_event_happens_as_often_as_its_chance_and_costs_what_it_costs() -> None:
    flood = RiskEvent(id="e", name="Flood", tasks=["a"], chance=0.3, delay="5 天", cost="200 万元")
    built = pm.Project(id="pr", name="pr", cost=Cost(total="0.1 亿元"))
    found = solved(task("a", "10 天"), built, flood).simulate(20_000, seed=7)
    assert set(found.finishes["p"]) == {10, 15}
    assert is_near(found, 12, 0.7)
    assert found.costs is not None
    assert [str(found.costs.percentile(percent)) for percent in (50, 80)] == ["0.1 亿元", "0.12 亿元"]
    time, money, both = (
        found.chance("12 天"),
        found.costs.chance("1100 万元"),
        found.chance("12 天", within="1100 万元"),
    )
    assert time == money == both  # one cause: who keeps the time keeps the money
    assert found.chance("12 天", within="900 万元") == 0


def test_time_and_money_of_two_causes_are_kept_together_as_often_as_both_are_spared() -> None:
    slow = RiskEvent(id="e", name="e", tasks=["a"], chance=0.4, delay="5 天")
    dear = RiskEvent(id="f", name="f", chance=0.5, cost="1 万元")
    found = solved(task("a", "10 天"), slow, dear).simulate(20_000, seed=8)
    limits = found.chance_between("12 天", within="0 万元", confidence=SURE)
    assert limits is not None
    assert limits[0] <= 0.6 * 0.5 <= limits[1]


def test_a_driver_of_costs_multiplies_projects_and_their_parts_once() -> None:
    dear = Driver(id="d", name="d", tasks=["group"], factor=2, of="cost")
    parts = [
        pm.Project(id=id, name=id, part_of="group", cost=Cost(total="1 亿元"), duration="1 月") for id in ("x", "y")
    ]
    found = solved(pm.Project(id="group", name="group"), *parts, dear).simulate(10)
    assert found.costs is not None
    assert str(found.costs.mean) == "4 亿元"
    assert set(found.finishes["p"]) == {1}


# --- another implementation ---


# --- costs that grow with time ---


def part(id: str, duration: Any, **fields: Any) -> pm.Project:
    return pm.Project(id=id, name=id, part_of="g", duration=duration, **fields)


def cost_is_near(found: Simulation, limit: str, expected: float) -> bool:
    assert found.costs is not None
    low, high = found.costs.chance_between(limit, confidence=SURE)
    return low <= expected <= high


def test_a_cost_grows_by_its_rate_beyond_what_is_planned() -> None:
    """50 days are planned: 100 万元 and 1 万元 for each day more, or less, are uniform from 50 to 150."""
    cost = Cost(total="100 万元", rate="1 万元/天")
    found = solved(pm.Project(id="a", name="A", duration=UNIFORM, cost=cost)).simulate(20_000, seed=2)
    assert found.costs is not None
    assert found.costs.stated == pm.Amount("100 万元")
    for limit, share in ((75, 0.25), (100, 0.5), (125, 0.75)):
        assert cost_is_near(found, f"{limit} 万元", share)
    assert "of 1 the cost grows with time, by its rate" in found.notes
    assert [one.id for one in found.tornado(of="cost")] == ["a"]


def test_what_has_no_cost_of_its_own_costs_what_it_uses_and_its_rates() -> None:
    crew = pm.Resource(id="crew", name="Crew", capacity="5 人", rate="0.05 万元/人/天")
    crane = pm.Resource(id="crane", name="Crane", capacity="2 台", rate="0.3 万元/天")
    purse = pm.Resource(id="purse", name="Purse", capacity="500 万元", renewal="never")
    uses = [Use("crew", amount="4 人"), Use("crane", amount="1 台"), Use("purse", amount="20 万元")]
    dear = Driver(id="d", name="Dear", tasks=["a"], factor=2, of="cost")
    found = solved(crew, crane, purse, task("a", UNIFORM, uses=uses), task("b", "3 天"), dear).simulate(20_000, seed=3)
    assert found.costs is not None
    assert found.costs.stated == pm.Amount("45 万元")
    for days in (25, 50, 75):  # 0.2 and 0.3 万元 a day
        assert cost_is_near(found, f"{2 * (20 + 0.5 * days)} 万元", days / 100)
    assert "its rate" in " ".join(found.notes)


def test_a_stated_cost_holds_what_its_parts_use_and_what_their_rates_come_to() -> None:
    """The whole lasts from its first start to its last finish: 10 days, then the longer of two."""
    crew = pm.Resource(id="crew", name="Crew", capacity="5 人", rate="1 万元/天")
    purse = pm.Resource(id="purse", name="Purse", capacity="500 万元", renewal="never")
    uses = [Use("purse", amount="20 万元")]
    group = pm.Project(id="g", name="G", cost=Cost(total="300 万元", rate="2 万元/天"))
    parts = [
        part("o", "10 天", uses=uses),
        part("a", UNIFORM, depends_on=["o"]),
        part("b", UNIFORM, depends_on=["o"], uses=[Use("crew", amount="1 人")]),
    ]
    found = solved(crew, purse, group, task("before", "5 天"), *parts).simulate(20_000, seed=4)
    assert found.costs is not None
    assert found.costs.stated == pm.Amount("300 万元")
    generator = np.random.default_rng(5)
    a, b = generator.uniform(0, 100, (2, 400_000))
    expected = 300 + 2 * (np.maximum(a, b) - 50) + (b - 50)
    for limit in (220, 300, 380):
        assert cost_is_near(found, f"{limit} 万元", float((expected <= limit).mean()))


def test_compiled_samples_of_costs_equal_the_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba", reason="needs numba")
    group = pm.Project(id="g", name="G", cost=Cost(rate="2 万元/天"))
    held = [Constraint(type="finish_no_later", date="2025-02-01")]
    for more in ({}, {"constraints": held}):
        plan = plan_of(group, task("o", UNIFORM), part("a", UNIFORM, depends_on=["o"], **more), part("b", TRIANGLE))
        found = pm.schedule(plan, "2025-01-01")
        plain = found.simulate(500, seed=6)
        monkeypatch.setattr(sampling, "_COMPILED_FROM", 0)
        compiled = found.simulate(500, seed=6)
        monkeypatch.undo()
        assert plain.costs is not None
        assert compiled.costs is not None
        assert np.allclose(plain.costs.samples, compiled.costs.samples)
        assert plain.prepared.order.finishes[-2].max() == 0  # b begins at once


def test_a_rate_in_another_currency_is_said_and_one_that_is_no_money_a_time_is_refused() -> None:
    projects = [
        pm.Project(id="a", name="A", duration=UNIFORM, cost=Cost(total="5 万元")),
        pm.Project(id="b", name="B", duration="2 天", cost=Cost(rate="5 美元/天")),
    ]
    assert "the costs of b are in another unit and not counted" in solved(*projects).simulate(50).notes
    for wrong in ("5 万元", "5 人/天", "5 万元/人", "5 元/人/天"):
        with pytest.raises(ModelError, match="a rate is money a time"):
            Cost(rate=wrong)
    with pytest.raises(ModelError, match="a rate is money a time"):
        pm.Resource(id="r", name="R", rate="-5 元/天")


def test_all_together_agrees_with_an_implementation_of_its_own() -> None:
    found = solved(
        task("a", TRIANGLE),
        task("b", TRIANGLE, ["a"]),
        task("c", TRIANGLE, [link("a", "SS", "5 天")]),
        task("d", UNIFORM, ["b", link("c", "FF", "3 天")]),
        together(["b", "c"], 0.6),
        Driver(id="x", name="x", tasks=["a", "d"], factor=DOUBLE),
        RiskEvent(id="e", name="e", tasks=["c"], chance=0.25, delay="30 天"),
    ).simulate(20_000, seed=9)
    chance, normal = random.Random(1), statistics.NormalDist()
    shared = 2 * math.sin(math.pi * 0.6 / 6)

    def triangle(share: float) -> float:
        return 10 + (math.sqrt(share * 500) if share < 0.2 else 50 - math.sqrt((1 - share) * 2000))

    ends = []
    for _ in range(20_000):
        one, other = chance.gauss(0, 1), chance.gauss(0, 1)
        factor = chance.uniform(1, 2)
        a = triangle(chance.random()) * factor
        b = triangle(normal.cdf(one))
        c = triangle(normal.cdf(shared * one + math.sqrt(1 - shared**2) * other)) + 30 * (chance.random() < 0.25)
        d = chance.uniform(0, 100) * factor
        ends.append(max(a + b + d, 5 + c, max(a + b + d, 5 + c + 3)))
    mine = drawn(found)
    assert mine.mean() == pytest.approx(statistics.fmean(ends), abs=5 * mine.std() * math.sqrt(2 / 20_000))
    for percent in (10, 50, 80, 95):
        theirs = sorted(ends)[round(200 * percent)]
        assert abs((mine <= theirs).mean() - percent / 100) < 0.02


# --- the network in every sample ---


def test_a_longest_wait_holds_in_every_sample_and_where_it_cannot_the_result_says_how_often() -> None:
    estimate = Estimate(low="1 天", likely="5 天", high="9 天", distribution="uniform")
    plan = plan_of(
        pm.Goal(id="g", name="g"),
        task("a", "2 天", contributes_to=["g"]),
        task("long", estimate),
        task("b", "1 天", [link("a", max_lag="1 天"), "long"]),
    )
    found = pm.schedule(plan).simulate(500, seed=1)
    first, whole = (found.prepared.order.finishes[row] for row in (1, 0))
    assert (whole - 1 - first <= 1 + 1e-6).all()  # b begins at most a day after a is over
    assert first.max() > 6, "a waits, so that b can follow it in time"
    assert found.criticality["long"] == pytest.approx(found.criticality["b"], abs=0.6)
    assert not [note for note in found.notes if "max_lag" in note]


def test_where_longest_waits_contradict_the_links_in_some_samples_the_result_says_in_how_many() -> None:
    estimate = Estimate(low="1 天", likely="3 天", high="9 天", distribution="uniform")
    plan = plan_of(
        task("a", "2 天"), task("long", estimate, ["a"]), task("b", "1 天", [link("a", max_lag="5 天"), "long"])
    )
    found = pm.schedule(plan).simulate(2_000, seed=1)
    [note] = [note for note in found.notes if "max_lag" in note]
    broken = int(note.split()[1].replace(",", ""))
    low, high = chance_limits(broken, 2_000, SURE)
    assert low <= 0.5 <= high  # longer than 5 of 1 to 9 days
    assert max(found.finishes["p"]) == pytest.approx(12, abs=0.1)  # there the wait is as long as it must be


def test_a_whole_opens_in_every_sample_with_the_part_that_starts_first_there() -> None:
    one, other = (attrs.evolve(UNIFORM, likely=likely) for likely in ("40 天", "60 天"))
    found = solved(
        task("x", one),
        task("y", other),
        task("w"),
        task("p1", "1 天", ["x"], part_of="w"),
        task("p2", "1 天", ["y"], part_of="w"),
        task("z", "100 天", [link("w", "SS")]),
    ).simulate(20_000, seed=1)
    assert is_near(found, 150, 1 - 0.5**2)  # the earlier of two: 1 - (1 - 0.5)²


def test_what_is_named_as_a_whole_reaches_its_parts() -> None:
    plan = [
        task("w"),
        task("a", "10 天", part_of="w"),
        task("b", "10 天", ["a"], part_of="w"),
        task("c", "1 天", ["w"]),
    ]
    doubled = solved(*plan, Driver(id="d", name="d", tasks=["w"], factor=2)).simulate(5)
    assert set(doubled.finishes["p"]) == {41}
    hit = solved(*plan, RiskEvent(id="e", name="e", tasks=["w"], chance=1, delay="5 天")).simulate(5)
    assert set(hit.finishes["p"]) == {26}, "the end of the whole comes later, once"


# --- the same numbers ---


def everything() -> list[Any]:
    return [
        task("a", TRIANGLE),
        task("b", TRIANGLE, ["a"]),
        task("c", UNIFORM, ["a"]),
        task("d", "5 天", ["b", "c"]),
        together(["a", "b", "c"], 0.5),
        Correlation(id="pair", name="pair", tasks=["b", "c"], coefficient=-0.2),
        Driver(id="x", name="x", tasks=["d", "b"], factor=Factor(low=1, likely=1.2, high=2)),
        RiskEvent(id="e", name="e", tasks=["c"], chance=0.25, delay="30 天", cost="3 万元"),
        RiskEvent(id="f", name="f", tasks=["c"], chance=0.5, delay=TRIANGLE),
    ]


def test_no_number_depends_on_the_order_of_elements() -> None:
    one, other = (solved(*elements).simulate(300, seed=4) for elements in (everything(), everything()[::-1]))
    assert one.to_dict() == other.to_dict()


def test_compiled_samples_of_common_causes_equal_the_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba", reason="needs numba")
    plain = solved(*everything()).simulate(200, seed=1)
    monkeypatch.setattr(sampling, "_COMPILED_FROM", 0)
    compiled = solved(*everything()).simulate(200, seed=1)
    assert list(compiled.finishes["p"]) == list(plain.finishes["p"])


def test_who_compiles_says_so_before(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    compiled = pytest.importorskip("planmodel.scheduling.compiled_sampling", reason="needs numba")
    monkeypatch.setattr(sampling, "_COMPILED_FROM", 0)
    for ready, told in ((False, 1), (True, 0)):
        caplog.clear()
        monkeypatch.setattr(compiled, "is_compiled", lambda ready=ready: ready)
        solved(*everything()).simulate(10)
        assert ["compiled, once" in message for message in caplog.messages] == [True] * told


# --- what it says of itself ---


def test_sampling_errors_shrink_with_the_samples_and_hold_the_truth() -> None:
    schedule = solved(task("a", UNIFORM))
    few, many = schedule.simulate(500, seed=1), schedule.simulate(20_000, seed=1)
    assert float(few.mean_error()) == pytest.approx(100 / math.sqrt(12 * 500), rel=0.1)
    assert float(many.mean_error()) == pytest.approx(float(few.mean_error()) / math.sqrt(40), rel=0.1)
    held = 0
    for seed in range(200):
        low, high = schedule.simulate(100, seed=seed).percentile_between(80)
        held += float(low) <= 80 <= float(high)  # type: ignore[arg-type]
    assert 0.9 <= held / 200 <= 1
    assert quantile_ranks(0.5, 1) == (0, 0)
    with pytest.raises(ModelError, match="between 0 and 1"):
        many.percentile_between(80, confidence=1.0)


def test_a_default_spread_is_named_and_counted() -> None:
    schedule = solved(task("a", UNIFORM), task("b", "10 天", ["a"]), task("c", None, ["b"]))
    found = schedule.simulate(2_000, spread={"low": 0.5, "high": 1.5, "distribution": "uniform"})
    assert (found.uncertain, found.by_default) == (1, 1)
    assert "1 vary by the default 0.5, 1, 1.5 times their duration" in found.notes
    assert drawn(found).std() == pytest.approx(math.sqrt((100**2 + 10**2) / 12), rel=0.05)
    assert "wide" in str(schedule.simulate(5, spread="wide"))
    with pytest.raises(ModelError, match="no spread 'broad'"):
        schedule.simulate(5, spread="broad")


def test_a_tornado_names_what_moves_a_goal_and_by_how_much() -> None:
    schedule = solved(
        pm.Goal(id="g", name="g"),
        task("a", UNIFORM, contributes_to=["g"]),
        task(
            "b", Estimate(low="0 天", likely="5 天", high="10 天", distribution="uniform"), ["a"], contributes_to=["g"]
        ),
        task("apart", UNIFORM),
        RiskEvent(id="e", name="e", tasks=["b"], chance=0.5, delay="20 天"),
    )
    found = schedule.simulate(20_000, seed=1).tornado("g")
    assert [one.id for one in found] == ["a", "e", "b"]
    assert found.unclear == 1, "what does not lie before the goal moves nothing"
    for one, expected in zip(found, (90, 20, 9), strict=True):  # a tenth from either end: 95 - 5
        assert abs(float(one.swing) - expected) < 5 * float(one.error) + 0.1
    assert "风险事件" in found.to_text(language="zh")
    assert found.swings[0].swing.in_language("zh") in found.to_text(language="zh")
    assert next(one.id for one in schedule.simulate(500).tornado("p")) in ("a", "apart")
    with pytest.raises(ModelError, match="nothing about money"):
        schedule.simulate(5).tornado(of="cost")


# --- what is refused ---


@pytest.mark.parametrize(
    ("elements", "message"),
    [
        ([Driver(id="d", name="d", tasks=["a"])], "driver d: a simulation needs its factor"),
        ([RiskEvent(id="e", name="e", tasks=["a"], delay="1 天")], "risk_event e: a simulation needs its chance"),
        ([Correlation(id="c", name="c", tasks=["a", "b"])], "correlation c: a simulation needs its coefficient"),
        (
            [together(["a", "b"], 0.5), Correlation(id="c2", name="c2", tasks=["b", "a"], coefficient=0.2)],
            "correlation k: c2 gives another correlation of a, b",
        ),
    ],
)
def test_what_lacks_a_number_or_contradicts_is_refused_with_its_place(elements: list[Any], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        solved(task("a", UNIFORM), task("b", UNIFORM), *elements).simulate(10)


def test_work_that_is_not_there_is_an_error_and_work_that_is_over_is_left_alone() -> None:
    with pytest.raises(UnknownIdError, match="driver d, tasks"):
        solved(task("a", UNIFORM), Driver(id="d", name="d", tasks=["x"], factor=2)).simulate(10)
    done = task("a", UNIFORM, started="2021-01-01", finished="2021-01-05")
    found = pm.schedule(plan_of(done, Driver(id="d", name="d", tasks=["a"], factor=2)), "2021-01-01").simulate(5)
    assert set(found.finishes["p"]) == {5}
    assert "d names no work that is still to be done: it moves nothing" in found.notes


def test_correlations_that_cannot_be_are_refused_or_repaired_and_the_result_says_so() -> None:
    works = [task(id, UNIFORM) for id in "abc"]

    def pairs(*coefficients: float) -> list[Correlation]:
        both = ("ab", "bc", "ac")
        return [
            Correlation(id=f"c-{one}", name=one, tasks=[*one], coefficient=coefficient)
            for one, coefficient in zip(both, coefficients, strict=True)
        ]

    with pytest.raises(
        ModelError, match=r"smallest eigenvalue .* beside the others, that of [abc], [abc] can be about"
    ):
        solved(*works, *pairs(0.9, 0.9, -0.9)).simulate(10)
    repaired = solved(*works, *pairs(0.9, 0.9, 0.5)).simulate(10)
    [note] = [note for note in repaired.notes if "nearest" in note]
    assert 0 < float(note.split()[-1]) <= 0.1
    assert not [note for note in solved(*works, *pairs(1, 1, 1)).simulate(10).notes if "nearest" in note]


def test_drivers_events_and_correlations_survive_a_file_and_an_overlay(tmp_path: Any) -> None:
    plan = plan_of(*everything())
    path = tmp_path / "plan.yaml"
    path.write_text(plan.to_yaml(), encoding="utf-8")
    assert pm.read_plan(path) == plan
    over = tmp_path / "over.yaml"
    over.write_text(
        "planmodel: 1\noverlay: p\nrisk_events:\n  - {id: e, chance: 0.75}\ndrivers:\n"
        "  - {id: late, name: Funds late, add: true, tasks: [a], factor: {low: 1, high: 1.4}}\n",
        encoding="utf-8",
    )
    both = pm.read_plan(path, over)
    assert (both.risk_events["e"].chance, both.risk_events["e"].tasks[0].to) == (0.75, "c")
    assert both.drivers["late"].factor == Factor(low=1, high=1.4)


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        (
            "drivers: [{id: d, name: D, factor: {low: 1, likely: 1.2, high: 1.1}}]",
            36,
            "a factor runs low, likely, high",
        ),
        ("risk_events: [{id: e, name: E, chance: 1.5}]", 40, "chance must be a number from 0 to 1, found 1.5"),
        ("risk_events: [{id: e, name: E, chance: 0.5, delay: 3 万元}]", 52, "a delay is time, found 3 万元"),
        (
            "risk_events: [{id: e, name: E, chance: 0.5, cost: 3 月}]",
            51,
            "the cost of a risk event is money, found 3 months",
        ),
        ("correlations: [{id: c, name: C, coefficient: -2}]", 46, "coefficient must be a number from -1 to 1"),
    ],
)
def test_a_wrong_number_of_a_file_is_told_with_its_place(tmp_path: Any, line: str, column: int, message: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"planmodel: 1\nid: p\ntitle: P\n{line}\n", encoding="utf-8")
    with pytest.raises(pm.PlanFileError) as caught:
        pm.read_plan(path)
    [problem] = caught.value.problems
    assert message in problem.message
    assert (problem.place.line, problem.place.column) == (4, column)


def test_ways_without_samples_say_that_they_do_not_count_common_causes_and_longest_waits() -> None:
    found = solved(*everything(), task("z", "1 天", [link("d", max_lag="1 天")]))
    for note in (found.pert().note, "; ".join(found.brackets().notes)):
        assert "5 drivers, risk events and correlations do not count here" in note
    assert "longest waits (max_lag) do not count here: simulate() counts them" in found.brackets().notes
    assert solved(task("a", UNIFORM)).brackets().notes == ()
