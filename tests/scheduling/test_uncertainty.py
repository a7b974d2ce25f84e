"""Durations that nobody knows exactly."""

from __future__ import annotations

import math
import statistics
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.parts import Estimate
from planmodel.scheduling.estimates import Spread, moments
from scheduling.plans import link, plan_of, task

np = pytest.importorskip("numpy", reason="needs numpy")
sampling: Any = pytest.importorskip("planmodel.scheduling.sampling")


def between(low: str, likely: str, high: str, distribution: Any = "pert") -> Estimate:
    return Estimate(low=low, likely=likely, high=high, distribution=distribution)


def small() -> pm.Plan:
    return plan_of(
        pm.Goal(id="g", name="Goal"),
        task("a", between("10 天", "20 天", "60 天")),
        task("b", between("10 天", "30 天", "40 天"), ["a"], contributes_to=["g"]),
        task("c", between("20 天", "45 天", "90 天")),
        task("d", "5 天", ["b", "c"]),
        period="2021-01-01/2021-03-10",
    )


@pytest.mark.parametrize("distribution", ["pert", "triangular", "uniform", "lognormal"])
def test_samples_have_the_mean_and_variance_of_their_distribution(distribution: str) -> None:
    spread = Spread(10.0, 20.0, 60.0, distribution)
    table = sampling.quantiles(spread)
    middles = (table[1:] + table[:-1]) / 2
    mean, variance = moments(spread)
    assert statistics.fmean(middles) == pytest.approx(mean, rel=0.005)
    assert statistics.pvariance(middles) == pytest.approx(variance, rel=0.02)


@given(st.floats(0, 1), st.sampled_from(["pert", "triangular", "uniform"]))
def test_quantiles_rise_from_low_to_high(mode: float, distribution: str) -> None:
    table = sampling.quantiles(Spread(5.0, 5 + 3 * mode, 8.0, distribution))
    assert (np.diff(table) >= 0).all()
    assert table[0] == pytest.approx(5)
    assert table[-1] == pytest.approx(8)


def test_a_simulation_gives_percentiles_chances_and_criticality() -> None:
    found = pm.schedule(small(), "2021-01-01")
    simulated = found.simulate(4_000, seed=7)
    assert simulated.p50 < simulated.p80  # type: ignore[operator]
    assert simulated.percentile(0) <= simulated.percentile(50, "g")  # type: ignore[operator]
    chance = simulated.chance()
    assert chance is not None
    assert 0.6 < chance < 0.9
    assert simulated.chance("2030") == 1
    for percent in (10, 50, 80):  # a day within a month counts as a day, also where durations are months
        by_then = simulated.chance(str(simulated.percentile(percent)))
        assert by_then is not None
        assert by_then >= percent / 100
    assert simulated.criticality["d"] == 1
    assert simulated.criticality["a"] + simulated.criticality["c"] == pytest.approx(1, abs=0.01)
    assert [row["id"] for row in simulated.table()] == ["p", "g"]
    assert "4,000 samples, seed 7" in repr(simulated)


def test_the_same_seed_gives_the_same_numbers_whatever_the_order_of_tasks() -> None:
    plan = small()
    turned = pm.Plan(id="p", title="Plan", period=plan.period, elements=reversed(plan.elements))
    one, other = (pm.schedule(which, "2021-01-01").simulate(500, seed=3) for which in (plan, turned))
    assert one.to_dict()["finishes"] == other.to_dict()["finishes"]
    assert one.criticality == other.criticality
    assert str(one) == str(other)  # also where two are critical equally often
    different = pm.schedule(plan, "2021-01-01").simulate(500, seed=4)
    assert list(different.finishes["p"]) != list(one.finishes["p"])


def test_compiled_samples_equal_the_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba", reason="needs numba")
    plan = plan_of(
        task("a", between("1 天", "2 天", "9 天")),
        task("b", between("3 天", "4 天", "5 天", "triangular"), [link("a", "SS", "1 天")]),
        task("c", between("3 天", "4 天", "5 天", "lognormal"), [link("b", "FF", "-1 天")]),
        task("d", between("3 天", "4 天", "5 天", "uniform"), [link("c", "SF", "2 天"), "a"]),
    )
    plain = pm.schedule(plan).simulate(200, seed=1)
    monkeypatch.setattr(sampling, "_COMPILED_FROM", 0)
    compiled = pm.schedule(plan).simulate(200, seed=1)
    assert list(compiled.finishes["p"]) == list(plain.finishes["p"])
    assert compiled.criticality == plain.criticality


def test_without_three_points_nothing_varies_and_the_note_says_so() -> None:
    simulated = pm.schedule(plan_of(task("a", "3 天"))).simulate(10)
    assert set(simulated.finishes["p"]) == {3}
    assert simulated.notes[-1] == "no task has three points: nothing varies"
    assert simulated.chance() is None
    assert simulated.chance(pm.Amount("3 天")) == 1


def test_what_is_over_keeps_its_dates_in_a_simulation() -> None:
    plan = plan_of(task("a", between("10 天", "20 天", "60 天"), started="2021-01-01", finished="2021-01-05"))
    assert set(pm.schedule(plan, "2021-01-01").simulate(20).finishes["p"]) == {5}


@pytest.mark.parametrize("samples", [0, -1, 2.5])
def test_a_simulation_needs_samples(samples: Any) -> None:
    with pytest.raises(pm.PlanModelError, match=r"at least one sample|samples must be int"):
        pm.schedule(small()).simulate(samples)


def test_a_log_normal_duration_that_may_be_zero_is_refused() -> None:
    found = pm.schedule(plan_of(task("a", between("0 天", "2 天", "3 天", "lognormal"))))
    with pytest.raises(ModelError, match="above zero"):
        found.simulate(10)
    with pytest.raises(ModelError, match="above zero"):
        found.pert()


def test_progress_is_told_on_long_runs() -> None:
    seen: list[tuple[int, int]] = []
    pm.schedule(small()).simulate(50_000, progress=lambda done, all: seen.append((done, all)))
    assert seen[-1] == (50_000, 50_000)
    assert len(seen) > 5


def test_pert_gives_mean_and_deviation_of_one_path_by_hand() -> None:
    plan = plan_of(task("a", between("2 天", "4 天", "12 天")), task("b", between("1 天", "1 天", "7 天"), ["a"]))
    found = pm.schedule(plan).pert()
    assert str(found.mean) == "7 天"
    variance = (5 - 2) * (12 - 5) / 7 + (2 - 1) * (7 - 2) / 7
    assert float(found.deviation) == pytest.approx(math.sqrt(variance), abs=0.001)
    assert found.path == ("a", "b")
    assert found.rivals == ()
    assert found.chance("7 天") == pytest.approx(0.5)


def test_pert_says_where_it_misleads() -> None:
    found = pm.schedule(small(), "2021-01-01")
    approximation = found.pert()
    assert "simulate()" in approximation.note
    assert "c" in approximation.rivals
    simulated = found.simulate(4_000).chance("2021-03-15")
    assert simulated is not None
    assert approximation.chance("2021-03-15") > simulated  # one path instead of the later of two


def test_brackets_hold_every_sample() -> None:
    plan = small()
    plan = plan.add(
        task("e", between("1 天", "5 天", "30 天"), [link("c", "FF", "2 天")]), task("f", "1 天", [link("e", "SS")])
    )
    found = pm.schedule(plan)
    bounds, ends = found.brackets(), found.simulate(2_000).finishes["p"]
    assert float(bounds.earliest) <= min(ends)  # type: ignore[arg-type]
    assert max(ends) <= float(bounds.latest)  # type: ignore[arg-type]
    assert str(found.brackets().goals["g"]) == str((pm.Amount("20 天"), pm.Amount("100 天")))


def test_no_work_is_not_simulated() -> None:
    with pytest.raises(ModelError, match="no work is scheduled"):
        pm.schedule(pm.Plan(id="p", title="Plan")).simulate(10)


@pytest.mark.parametrize("samples", [10**9, 10**12, 2**63, 10**30])
def test_more_samples_than_can_be_kept_are_refused(samples: int) -> None:
    found = pm.schedule(plan_of(task("a", Estimate(low="1 天", likely="2 天", high="3 天"))))
    with pytest.raises(ModelError, match="more numbers than a simulation keeps"):
        found.simulate(samples)


def test_a_deadline_makes_no_work_critical_in_a_sample_and_that_is_said() -> None:
    longer, due = task("b", between("9 天", "10 天", "12 天")), task("a", "5 天", finish_by="2021-01-02")
    found = pm.schedule(plan_of(longer, due), "2021-01-01")
    assert found["a"].critical
    drawn = found.simulate(100, seed=1)
    assert (drawn.criticality["a"], drawn.criticality["b"]) == (0, 1)
    assert "critical in: b 100 %" in drawn.to_text()
    assert any("deadlines and dates that hold work make none critical there" in note for note in drawn.notes)
    free = pm.schedule(plan_of(longer, task("a", "5 天")), "2021-01-01").simulate(100, seed=1)
    assert not any("deadlines" in note for note in free.notes)
