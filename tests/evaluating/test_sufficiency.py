"""Whether contributions reach what targets ask for: gross need, bounds, what comes too late, what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.cli.group import run
from planmodel.errors import PlanModelError


def of(base: Any, commitment: Any, better: Any = "lower", *, unit: str = "万吨", **more: Any) -> pm.Indicator:
    """Return an indicator with a base level in 2005 and a target for 2010."""
    start = None if base is None else {"year": 2005, "value": base}
    target = pm.Target(year=2010, commitment=commitment if isinstance(commitment, LEVELS) else level(commitment))
    named = {"id": "so2", "name": "排放量", "baseline": start, "targets": [target], **more}
    return pm.Indicator(unit=unit, better=better, **named)


LEVELS = (pm.Level, pm.Change)


def level(value: Any, comparator: Any = None, **more: Any) -> pm.Level:
    return pm.Level(value=value, comparator=comparator, **more)


def change(direction: Any, value: str, comparator: Any = None, **more: Any) -> pm.Change:
    return pm.Change(direction=direction, value=value, comparator=comparator, relative=value.endswith("%"), **more)


def sulphur(**more: Any) -> pm.Indicator:
    # sulphur dioxide 2006 to 2010: 2549 to 2295, growth 370 (interview of the development commission, 2007)
    return of(2549, 2295, **{"name": "二氧化硫排放量", **more})


def work(
    id: str, amount: str | None = None, *, strength: float | None = None, period: str | None = "2006/2010", **more: Any
) -> pm.Task:
    link = pm.Contribution("so2", amount=amount, strength=strength)
    return pm.Task(id=id, name=id.upper(), period=period, contributes_to=[link], **more)


def plan(*elements: Any) -> pm.Plan:
    return pm.Plan(id="p", title="P", period="2006/2010", elements=elements)


def row(*tasks: pm.Task, growth: Any = "370 万吨", **more: Any) -> Any:
    return pm.sufficiency(plan(sulphur(), *tasks), growth=None if growth is None else {"so2": growth}, **more)["so2"]


@pytest.mark.parametrize(
    ("amounts", "growth", "verdict"),
    [
        (["624 万吨"], "370 万吨", "enough"),
        (["623 万吨"], "370 万吨", "not_enough"),
        (["300 万吨"], "370 万吨", "not_enough"),
        (["300 万吨"], 0, "enough"),
        (["300 万吨"], None, "cannot_be_known"),
        (["200 万吨"], None, "not_enough"),
        (["400 万吨", "2240000 吨"], "370 万吨", "enough"),
        (["300 万吨", None], "370 万吨", "cannot_be_known"),
        (["700 万吨", None], "370 万吨", "enough"),
        (["700 万吨", "-80 万吨"], "370 万吨", "not_enough"),
        (["10 %"], 0, "enough"),
        (["9 %"], 0, "not_enough"),
    ],
)
def test_contributions_are_held_against_the_gross_need(amounts: list[str | None], growth: Any, verdict: str) -> None:
    found = row(*[work(f"t{place}", one) for place, one in enumerate(amounts)], growth=growth)
    assert found.verdict == verdict
    assert str(found.net) == "254 万吨"
    assert found.unnumbered == amounts.count(None)
    assert verdict == "enough" or found.reason


def test_the_need_of_sulphur_is_254_net_and_624_gross() -> None:
    found = row(work("t", "500 万吨"))
    assert (str(found.net), str(found.growth), str(found.gross)) == ("254 万吨", "370 万吨", "624 万吨")
    assert found.reason == "short by 124 万吨"


def test_a_strength_is_a_share_of_the_net_need() -> None:
    found = row(work("t", strength=0.5), work("u", strength=0.5), growth=0)
    assert (found.verdict, str(found.low), str(found.high)) == ("enough", "254 万吨", "254 万吨")


def test_what_comes_after_the_target_year_does_not_count() -> None:
    late = row(work("t", "300 万吨", period="2009/2011"), growth=0)
    assert (late.verdict, str(late.high)) == ("not_enough", "0 万吨")
    assert "after the target's year" in late.work[0].reason


def test_a_prerequisite_that_is_late_makes_what_waits_for_it_late() -> None:
    survey = pm.Task(id="s", name="S", period="2010/2011")
    found = pm.sufficiency(plan(sulphur(), survey, work("t", "300 万吨", depends_on=["s"])), growth={"so2": 0})["so2"]
    assert (found.verdict, str(found.work[0].finish)) == ("not_enough", "2011-12-31")


def test_a_schedule_says_when_work_is_over_with_its_delays() -> None:
    held = plan(
        sulphur(),
        pm.Task(id="s", name="S", duration="12 月"),
        work("t", "300 万吨", period=None, duration="12 月", depends_on=["s"]),
    )
    for start, verdict in (("2008-01-01", "enough"), ("2009-06-01", "not_enough")):
        found = pm.sufficiency(held, growth={"so2": 0}, schedule=pm.schedule(held, start=start))["so2"]
        assert found.verdict == verdict


def test_an_end_that_is_not_stated_leaves_an_interval() -> None:
    found = row(work("t", "300 万吨", period=None), growth=0)
    assert (found.verdict, str(found.low), str(found.high)) == ("cannot_be_known", "0 万吨", "300 万吨")
    assert found.missing == ("end of t",)


def test_a_part_and_its_whole_count_once() -> None:
    found = row(work("t", "200 万吨"), work("u", "200 万吨", part_of="t"), growth=0)
    assert (found.verdict, str(found.high)) == ("not_enough", "200 万吨")
    assert found.work[1].reason == "inside t, which is counted"


def test_amounts_of_unlike_kind_are_listed_and_not_added() -> None:
    found = row(work("t", "300 万吨"), work("u", "5 万亩"), growth=0)
    assert (str(found.low), found.numbered, found.unnumbered, found.unlike, found.high) == ("300 万吨", 1, 0, 1, None)
    assert "does not convert" in found.work[1].reason
    short = row(work("t", "200 万吨"), work("u", "5 万亩"), growth=0)
    assert short.reason == "it hangs on 1 contribution in another unit"
    assert short.missing == ("contribution of u to so2 in 万吨",)


@pytest.mark.parametrize(
    "target",
    [pm.Target(year=2010, as_published="持续改善"), pm.Target(year=2010, commitment=pm.Qualitative(trend="improve"))],
)
def test_a_promise_without_a_number_asks_for_nothing_that_is_known(target: pm.Target) -> None:
    held = plan(pm.Indicator(id="so2", name="N", unit="万吨", targets=[target]), work("t", "300 万吨"))
    found = pm.sufficiency(held)["so2"]
    assert (found.verdict, found.net) == ("cannot_be_known", None)
    assert "no number" in (found.reason or "")


def test_a_level_without_a_baseline_and_a_change_that_needs_none() -> None:
    bare = pm.sufficiency(plan(sulphur(baseline=None), work("t", "300 万吨")), growth={"so2": 0})["so2"]
    assert bare.verdict == "cannot_be_known"
    assert "baseline of so2" in bare.missing
    cut = pm.Target(year=2010, commitment=pm.Change(direction="decrease", value="254 万吨"))
    held = pm.Indicator(id="so2", name="二氧化硫减排量", unit="万吨", targets=[cut])
    assert pm.sufficiency(plan(held, work("t", "300 万吨")), growth={"so2": 0})["so2"].verdict == "enough"
    share = pm.Target(year=2010, commitment=pm.Change(direction="decrease", value="10 %", relative=True, since=2005))
    held = sulphur().__class__(
        id="so2", name="二氧化硫", unit="万吨", targets=[share], baseline={"year": 2005, "value": 2549}
    )
    assert str(pm.sufficiency(plan(held, work("t", "255 万吨")), growth={"so2": 0})["so2"].net) == "254.9 万吨"


def test_points_of_a_share_are_its_need() -> None:
    forest = of(50, 53, "higher", unit="%", name="森林覆盖率")
    found = pm.sufficiency(plan(forest, work("t", "3 个百分点")), growth={"so2": 0})["so2"]
    assert (str(found.net), found.verdict) == ("3 个百分点", "enough")


LIMITS = {
    "a ceiling above the baseline leaves room": (of(100, level(120, "at_most")), 10, 5, "-20", "-10", "enough"),
    "growth beyond the room asks for work": (of(100, level(120, "at_most")), 30, 5, "-20", "10", "not_enough"),
    "nobody says how it grows": (of(100, level(120, "at_most")), None, 5, "-20", None, "cannot_be_known"),
    "the comparator says which side is good": (of(100, level(120, "at_most"), None), 10, 5, "-20", "-10", "enough"),
    "a floor below the baseline": (of(50, level(40, "at_least"), "higher"), 5, 0, "-10", "-5", "enough"),
    "less than a number": (of(100, level(80, "less_than")), 0, 20, "20", "20", "not_enough"),
    "less than a number, by one more": (of(100, level(80, "less_than")), 0, 21, "20", "20", "enough"),
    "more than a number": (of(10, level(20, "more_than"), None), 0, 10, "10", "10", "not_enough"),
    "at most a number": (of(100, level(80, "at_most")), 0, 20, "20", "20", "enough"),
    "a cap on growth": (of(50, change("increase", "10 %", "at_most"), None), 8, 2, "-5", "3", "not_enough"),
    "a cap on growth, kept": (of(50, change("increase", "10 %", "at_most"), None), 8, 3, "-5", "3", "enough"),
    "a cap on a quantity": (of(None, change("increase", "10 万吨", "at_most"), None), 15, 5, "-10", "5", "enough"),
    "a rise of what should be low": (of(100, change("increase", "10 万吨")), 15, 5, "-10", "5", "enough"),
    "the least of a range": (of(100, change("decrease", "10 %", "between", high="15 %")), 0, 10, "10", "10", "enough"),
    "the near end of a range": (of(70, level(55, "between", high=60), None), 0, 9, "10", "10", "not_enough"),
    "by the year": (of(None, change("increase", "3 万吨", since=2005, per="year"), None), 0, 15, "15", "15", "enough"),
    "about, nearly": (of(100, level(80, "about")), 0, 18, "20", "20", "cannot_be_known"),
    "about, by far not": (of(100, level(80, "about")), 0, 10, "20", "20", "not_enough"),
}


@pytest.mark.parametrize("name", LIMITS)
def test_room_limits_and_ranges_have_the_need_that_they_leave(name: str) -> None:
    indicator, growth, amount, net, gross, verdict = LIMITS[name]
    grown = None if growth is None else {"so2": f"{growth} 万吨"}
    found = pm.sufficiency(plan(indicator, work("t", f"{amount} 万吨")), growth=grown)["so2"]
    shown = tuple(None if one is None else str(one.magnitude) for one in (found.net, found.gross))
    assert (*shown, found.verdict) == (net, gross, verdict)
    assert verdict == "enough" or found.reason


@pytest.mark.parametrize(
    ("indicator", "why"),
    [
        (of(100, level(120, "at_least")), "lower is better"),
        (of(100, change("increase", "10 万吨", "at_most"), "higher"), "higher is better"),
        (of(57, level(55, "between", high=60), None), "lies in the range"),
        (of(None, change("decrease", "10 %", per="year")), "base year"),
        (of(100, 80, targets=[pm.Target(year=2010, commitment=level(80), note="口径调整")]), "definition"),
    ],
)
def test_a_need_that_nobody_can_tell_says_why(indicator: pm.Indicator, why: str) -> None:
    found = pm.sufficiency(plan(indicator, work("t", "3 万吨")), growth={"so2": 0})["so2"]
    assert (found.verdict, found.net) == ("cannot_be_known", None)
    assert why in (found.reason or "")
    assert ("baseline of so2" in found.missing) == (indicator.baseline is None)


def test_a_base_level_of_another_year_is_not_the_one_that_a_change_counts_from() -> None:
    held = of(100, change("decrease", "10 %", since=2008))
    found = pm.sufficiency(plan(held, work("t", "10 万吨"), work("u", "10 %")), growth={"so2": 0})["so2"]
    assert (str(found.net), found.unlike, found.verdict) == ("10 %", 1, "enough")


def test_a_share_of_the_need_is_nothing_where_there_is_room() -> None:
    held = plan(of(100, level(120, "at_most")), work("t", strength=0.5))
    found = pm.sufficiency(held, growth={"so2": "30 万吨"})["so2"]
    assert (found.verdict, found.unnumbered) == ("cannot_be_known", 1)


def test_another_year_has_no_target_and_does_not_take_the_one_there_is() -> None:
    held = plan(sulphur(), work("t", "700 万吨"))
    [found] = pm.sufficiency(held, growth={"so2": 0}, year=2030).rows
    assert (found.verdict, found.target, found.year) == ("cannot_be_known", None, 2030)
    assert found.reason == "there is no target for 2030, only for 2010"
    assert pm.sufficiency(held, growth={"so2": 0}, year=2010)["so2"].verdict == "enough"
    assert pm.sufficiency(held, growth={"so2": 0}).explain("so2").count("\n") == 3
    assert pm.sufficiency(held, year=2030).explain("so2").startswith("二氧化硫排放量: cannot be known (there is no")


def test_which_missing_number_would_settle_most() -> None:
    second = of(1414, 1273, id="cod", name="COD")
    both = pm.Task(id="u", name="U", contributes_to=["so2", "cod"], period=None)
    held = plan(sulphur(), second, work("t", "700 万吨"), both)
    numbers = pm.value_of_numbers(pm.sufficiency(held, growth={"cod": 0}))
    assert [(one.number, one.settles, one.touches) for one in numbers] == [
        ("contribution of u to cod", ("cod",), ("cod",)),
        ("contribution of u to so2", (), ("so2",)),
        ("growth of so2", (), ("so2",)),
    ]


def test_a_tree_tells_what_a_verdict_is_made_of() -> None:
    found = pm.sufficiency(plan(sulphur(), work("t", "300 万吨"), work("u")), growth={"so2": "370 万吨"})
    assert found.explain("so2").splitlines() == [
        "二氧化硫排放量: cannot be known (it hangs on 1 contribution without a number)",
        "├── asked: 624 万吨 = net 254 万吨 + growth 370 万吨",
        "└── contributed: from 300 万吨 to ?",
        "    ├── t T: 300 万吨, over 2010-12-31",
        "    └── u U: no number, over 2010-12-31: no number",
    ]


@pytest.mark.parametrize("growth", [{"nobody": 0}, {"t": 0}, {"so2": "3 万亩"}])
def test_growth_that_is_none_is_refused(growth: Any) -> None:
    with pytest.raises(PlanModelError):
        pm.sufficiency(plan(sulphur(), work("t", "300 万吨")), growth=growth)


def test_amounts_of_contributions_go_through_every_file_and_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = plan(sulphur(), work("t", "500 万吨"))
    held.to_yaml(tmp_path / "p.yaml")
    held.to_json(tmp_path / "p.json")
    held.to_tables(tmp_path / "tables")
    for name in ("p.yaml", "p.json", "tables"):
        assert pm.read_plan(tmp_path / name) == held
    assert run(["sufficiency", str(tmp_path / "p.yaml"), "--growth", "so2=370 万吨"]) == 0
    assert "short by 124 万吨" in capsys.readouterr().out
    assert run(["sufficiency", str(tmp_path / "p.yaml"), "--missing"]) == 0
    assert run(["sufficiency", str(tmp_path / "p.yaml"), "--explain", "so2"]) == 0
    assert run(["sufficiency", str(tmp_path / "p.yaml"), "--growth", "so2"]) == 2


@pytest.mark.parametrize(
    ("link", "before", "own", "verdict"),
    [
        ({"type": "FS"}, {"period": "2024/2026"}, {"period": "2021/2025"}, "not_enough"),
        ({"type": "FF"}, {"period": "2024/2026"}, {"period": "2021/2025"}, "not_enough"),
        ({"type": "SS"}, {"period": "2024/2026"}, {"period": "2021/2025"}, "enough"),
        ({"type": "SS"}, {"period": "2026/2027"}, {"period": "2021/2025"}, "not_enough"),
        ({"type": "SF"}, {"period": "2026/2027"}, {"period": "2021/2025"}, "not_enough"),
        ({"type": "SF"}, {"period": "2024/2027"}, {"period": "2021/2025"}, "enough"),
        ({"lag": "12 月"}, {"period": "2023/2024"}, {"period": "2021/2025"}, "enough"),
        ({"lag": "13 月"}, {"period": "2023/2024"}, {"period": "2021/2025"}, "not_enough"),
        ({"lag": "-1 年"}, {"period": "2024/2026"}, {"period": "2021/2025"}, "enough"),
        ({"lag": "10 工作日"}, {"period": "2023/2024"}, {"period": "2021/2025"}, "cannot_be_known"),
        ({"lag": "10 工作日"}, {"period": "2024/2026"}, {"period": "2021/2025"}, "not_enough"),
        # what may begin only then takes its time
        ({"type": "FS"}, {"period": "2024"}, {"period": "2021/2025", "duration": "12 月"}, "enough"),
        ({"type": "FS"}, {"period": "2024"}, {"period": "2021/2025", "duration": "13 月"}, "not_enough"),
        ({"type": "SS"}, {"period": "2025/2026"}, {"period": "2021/2025", "duration": "12 月"}, "enough"),
        # what happened counts, whatever it waited for
        ({"type": "FF"}, {"period": "2024/2026"}, {"finished": "2025-06"}, "enough"),
    ],
)
def test_every_type_of_dependency_carries_delays_through(
    link: dict[str, Any], before: dict[str, Any], own: dict[str, Any], verdict: str
) -> None:
    cod = pm.Indicator(
        id="i",
        name="化学需氧量排放量",
        unit="万吨",
        better="lower",
        baseline={"year": 2020, "value": 100},
        targets=[pm.read_target("80", unit="万吨", year=2025)],
    )
    works = pm.Task(
        id="a",
        name="a",
        contributes_to=[pm.Contribution("i", amount="20 万吨")],
        depends_on=[pm.Dependency("b", **link)],
        **own,
    )
    held = pm.Plan(id="p", title="P", elements=[cod, works, pm.Task(id="b", name="b", **before)])
    [row] = pm.sufficiency(held, growth={"i": 0}).rows
    assert row.verdict == verdict


@pytest.mark.parametrize(
    ("own", "verdict"),
    [
        ({"period": "2015/2019"}, "cannot_be_known"),
        ({"finished": "2020-06"}, "cannot_be_known"),
        ({"finished": "2021-01"}, "enough"),
        ({"period": "2020/2021"}, "enough"),
    ],
)
def test_what_was_over_by_the_base_year_may_stand_in_its_level(own: dict[str, Any], verdict: str) -> None:
    cod = pm.Indicator(
        id="i",
        name="化学需氧量排放量",
        unit="万吨",
        better="lower",
        baseline={"year": 2020, "value": 100},
        targets=[pm.read_target("80", unit="万吨", year=2025)],
    )
    works = pm.Task(id="a", name="a", contributes_to=[pm.Contribution("i", amount="20 万吨")], **own)
    [row] = pm.sufficiency(pm.Plan(id="p", title="P", elements=[cod, works]), growth={"i": 0}).rows
    assert (row.verdict, str(row.high)) == (verdict, "20 万吨")
    assert ("base year" in (row.reason or "")) == (verdict != "enough")
