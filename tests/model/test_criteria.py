"""A criterion is read as the kind of thing that a field holds, or refused: never nothing in silence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import planmodel as pm
from planmodel.errors import FilterError
from planmodel.model.criteria import as_year, meets
from planmodel.parts import Between, Not

YEARS = [2025, 2030, None]


@pytest.mark.parametrize(
    ("values", "wanted", "met"),
    [
        (YEARS, "2025", [True, False, False]),
        (YEARS, 2025.0, [True, False, False]),
        (YEARS, "20*", [True, True, False]),
        (YEARS, Not("2025"), [False, True, True]),
        (YEARS, ["2030", None], [False, True, True]),
        (YEARS, Between("2026", None), [False, True, False]),
        ([5.0, 5.5, 0.1], range(3, 6), [True, False, False]),
        ([13.4, 14.0], "13.4", [True, False]),
        ([13.4, 14.0], Between("13.4", "13.5"), [True, False]),
        (["441882", "110000"], 441882, [True, False]),
        ([pm.Period("2025-03-01"), pm.Period("2021/2025"), pm.Period("2025")], "2025", [True, True, True]),
        ([pm.Period("2025-03-01"), pm.Period("2021/2025"), pm.Period("2025")], 2025, [True, True, True]),
        ([pm.Period("2023"), pm.Period("2021/2025")], "2021/2025", [False, True]),
        ([pm.Amount("40 %"), pm.Amount("3 亩")], "0.4", [True, False]),
        ([pm.Amount("15 亩"), pm.Amount("2 公顷")], "1 公顷", [True, False]),
    ],
)
def test_a_criterion_is_read_as_what_the_field_holds(values: list[object], wanted: object, met: list[bool]) -> None:
    assert meets("field", [[value] for value in values], wanted) == met


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (YEARS, "abc"),
        (YEARS, "2025年"),
        (YEARS, ["2025", "soon"]),
        (YEARS, Not("abc")),
        (YEARS, True),
        (YEARS, Between("early", None)),
        (["goal"], Between(1, 2)),
        (["goal"], range(3)),
        ([pm.Period("2025")], "next year"),
        ([pm.Amount("40 %")], 40),
        ([pm.Amount("40 %")], range(50)),
        ([pm.Amount("40 %")], "3 亩"),
        ([pm.Amount("40 %")], Between("3 亩", None)),
    ],
)
def test_what_can_never_be_met_is_an_error(values: list[object], wanted: object) -> None:
    with pytest.raises(FilterError, match=r"field cannot be[\s\S]*hint") as caught:
        meets("field", [[value] for value in values], wanted)
    assert caught.value.keyword == "field"


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (YEARS, Between("2030", 2025)),
        (YEARS, range(2030, 2025)),
        (YEARS, Not(Between(2030, 2025))),
        (YEARS, [2025, Between(2030, 2025)]),
        ([10.0, 9.0], Between("10", "9")),
        (["goal"], Between("z", "a")),
        ([pm.Amount("40 %")], Between("50 %", "10 %")),
        ([pm.Amount("1 万亩")], Between("2 万亩", "3 公顷")),
        ([pm.Period("2025")], Between("2026", "2024-06")),
    ],
)
def test_ends_that_are_not_in_order_are_refused_and_do_not_answer_none(values: list[object], wanted: object) -> None:
    with pytest.raises(FilterError, match=r"^field cannot lie from .* to .*: the ends are not in order\n") as caught:
        meets("field", [[value] for value in values], wanted)
    assert caught.value.keyword == "field"


def test_ends_that_are_one_or_share_days_are_in_order() -> None:
    assert meets("year", [[2025], [2026]], Between(2025, 2025)) == [True, False]
    assert meets("year", [[2025]], range(2025, 2025)) == [False]
    assert meets("period", [[pm.Period("2023-08")]], Between("2023-07", "2023")) == [True]


def test_units_are_the_same_when_they_measure_alike() -> None:
    rows: list[list[object]] = [["公顷"], ["亩"], [None]]
    assert meets("unit", rows, "ha") == [True, False, False]
    with pytest.raises(FilterError):
        meets("unit", rows, "acer")


@pytest.mark.parametrize(("given", "year"), [("2025", 2025), (2025, 2025), (None, None)])
def test_a_year_may_be_text(given: object, year: int | None) -> None:
    assert as_year(given) == year


@pytest.mark.parametrize("given", ["2025年", "", 2025.5, True, 0, "12025"])
def test_what_is_no_year_is_an_error(given: object) -> None:
    with pytest.raises(FilterError, match="year=2025"):
        as_year(given)


def plan(id: str, **header: Any) -> pm.Plan:
    base = pm.Baseline(year=2020, value="30 %")
    targets = [
        pm.Target(year=year, commitment=pm.Level(value=value)) for year, value in ((2025, "40 %"), (2035, "50 %"))
    ]
    cover = pm.Indicator(id="forest", name="森林覆盖率", metric="forest-cover", baseline=base, targets=targets)
    return pm.Plan(id=id, title=id, elements=[cover], **header)


def test_plans_are_filtered_by_years_and_codes_as_text_or_numbers() -> None:
    plans = pm.PlanSet(
        [
            plan("a", base_year=2020, period="2021/2025", jurisdiction=pm.Jurisdiction(name="A", code="441882")),
            plan("b", base_year=2015, period="2016/2020"),
        ]
    )
    criteria: tuple[dict[str, Any], ...] = (
        {"base_year": "2020"},
        {"period": "2023"},
        {"period": 2023},
        {"code": 441882},
    )
    assert [plans.filter(**one).ids for one in criteria] == [("a",)] * 4
    with pytest.raises(FilterError, match="base_year"):
        plans.filter(base_year="the year 2020")


_PLANS = pm.PlanSet(
    [
        plan("five", period="2021/2025"),
        plan("fifteen", period="2021/2035"),
        plan("yearly", period="2023"),
        plan("half", period="2023-01/2023-06"),
        plan("none"),
    ]
)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("2023", ("five", "fifteen", "yearly")),
        ("2023-06", ("five", "fifteen", "yearly", "half")),
        ("2023-07-01", ("five", "fifteen", "yearly")),
        (dt.date(2023, 6, 30), ("five", "fifteen", "yearly", "half")),
        (dt.datetime.fromisoformat("2023-06-30T09:30"), ("five", "fifteen", "yearly", "half")),
        ("2030", ("fifteen",)),
        (2015, ()),
        ("2021/2025", ("five",)),
        ("2016/2020", ()),
        (["2021/2025", "2030"], ("five", "fifteen")),
        (Between("2023-07", "2024-06"), ("five", "fifteen", "yearly")),
        (Between("2026", None), ("fifteen",)),
        (range(2024, 2027), ("five", "fifteen")),
        (Not("2023"), ("half", "none")),
        (None, ("none",)),
        ("2021*", ("five", "fifteen")),
        ("*/2035", ("fifteen",)),
    ],
)
def test_plans_are_found_by_any_time_in_their_period(asked: Any, ids: tuple[str, ...]) -> None:
    assert _PLANS.filter(period=asked).ids == ids


@pytest.mark.parametrize("asked", ["2022/2023", "2020/2025", ["2022/2023", "2030"], Not("2022/2023")])
def test_a_stretch_that_is_no_plans_period_but_meets_one_is_an_error_that_says_how_to_ask(asked: Any) -> None:
    with pytest.raises(FilterError, match=r"no plan has the period '202[02]/202[35]'(?s:.*)Between"):
        _PLANS.filter(period=asked)


def test_elements_are_found_by_a_time_in_their_period_and_dates_by_what_holds_them() -> None:
    work = pm.Plan(
        id="w",
        title="W",
        elements=[
            pm.Task(id="t-stretch", name="a", period="2021/2023"),
            pm.Task(id="t-year", name="b", period="2022", not_before="2022"),
            pm.Task(id="t-day", name="c", not_before="2022-06-15"),
        ],
    ).tasks
    assert work.filter(period="2022").ids == ("t-stretch", "t-year")
    assert work.filter(period="2022-06").ids == ("t-stretch", "t-year")
    assert work.filter(not_before="2022").ids == ("t-year", "t-day")
    assert work.filter(not_before="2022-06").ids == ("t-day",)
    with pytest.raises(FilterError, match=r"no task has the period '2022/2023'(?s:.*)2021/2023"):
        work.filter(period="2022/2023")
    with pytest.raises(FilterError, match=r"no task has the not_before '2022/2023'"):
        work.filter(not_before="2022/2023")


def test_a_comparison_is_asked_for_a_year_as_text() -> None:
    plans = [plan("a"), plan("b")]
    found = pm.compare(plans, year="2025")
    assert [row.value for row in found.rows] == [40.0, 40.0]
    assert len(found.filter(year="2025")) == 2
    with pytest.raises(FilterError, match="year"):
        pm.compare(plans, year="soon")
    with pytest.raises(FilterError, match="year"):
        found.filter(year="soon")
    ambition = pm.PlanSet(plans).ambition("forest-cover", year="2035")
    assert [one.year for one in ambition.plans] == [2035, 2035]


def test_a_metric_or_plan_that_was_not_compared_is_an_error_with_a_suggestion() -> None:
    found = pm.compare([plan("a"), plan("b")])
    with pytest.raises(FilterError, match="did you mean forest-cover"):
        found.filter(metric="forest-covr")
    with pytest.raises(FilterError, match="no row has the plan 'z'"):
        found.filter(plan="z")


_WORK = [
    pm.Task(id="t-1", name="two weeks", duration="14 天", themes=["th-1"]),
    pm.Task(id="t-2", name="a week", duration={"low": "3 天", "likely": "1 周", "high": "9 天"}),
    pm.Task(id="t-3", name="who knows"),
]
_PLAN = pm.Plan(
    id="p",
    title="P",
    elements=[
        *_WORK,
        pm.Project(id="p-1", name="dear", cost={"total": "10000 万元"}),
        pm.Project(id="p-2", name="cheap", cost={"in_period": "1 亿元"}),
        pm.Theme(id="th-1", name="water"),
        pm.Indicator(id="i-1", name="share"),
    ],
)


@pytest.mark.parametrize(
    ("plural", "criterion", "ids"),
    [
        ("tasks", {"duration": "2 周"}, ("t-1",)),
        ("tasks", {"duration": pm.Amount("336 小时")}, ("t-1",)),
        ("tasks", {"duration": Between("1 周", None)}, ("t-1", "t-2")),
        ("tasks", {"duration": Not("2 周")}, ("t-2", "t-3")),
        ("projects", {"cost": "1 亿元"}, ("p-1",)),
        ("projects", {"cost": Between(None, "2 亿元")}, ("p-1",)),
        ("projects", {"duration": "2 周"}, ()),
        ("tasks", {"done": "40 %"}, ()),
        ("tasks", {"period": 2025}, ()),
        ("indicators", {"obligation": "binding"}, ()),
    ],
)
def test_amounts_are_the_same_in_any_unit_and_what_nobody_has_is_none(
    plural: str, criterion: dict[str, Any], ids: tuple[str, ...]
) -> None:
    assert getattr(_PLAN, plural).filter(**criterion).ids == ids


@pytest.mark.parametrize(
    "within", [lambda value: value, Not, lambda value: [value], lambda value: Between(value, None)]
)
@pytest.mark.parametrize(
    ("plural", "field", "wanted"),
    [
        ("tasks", "period", "zz"),
        ("tasks", "duration", "5 zz"),
        ("projects", "duration", "5 zz"),
        ("projects", "duration", "3 公顷"),
        ("tasks", "done", "4 zz"),
        ("projects", "cost", "3 公顷"),
        ("tasks", "declared_count", "zz"),
        ("indicators", "baseline", "zz"),
    ],
)
def test_what_no_value_of_a_field_could_be_is_an_error_though_nothing_has_one(
    plural: str, field: str, wanted: str, within: Any
) -> None:
    with pytest.raises(FilterError, match=f"{field} cannot be"):
        getattr(_PLAN, plural).filter(**{field: within(wanted)})


@pytest.mark.parametrize("fact", ["base_year", "period"])
def test_the_facts_of_plans_that_none_has_refuse_what_they_could_not_be(fact: str) -> None:
    criterion: dict[str, Any] = {fact: "zz"}
    with pytest.raises(FilterError, match=f"{fact} cannot be"):
        pm.PlanSet([_PLAN]).filter(**criterion)


def test_a_misspelt_theme_is_answered_with_themes() -> None:
    with pytest.raises(FilterError, match=r"there are: th-1$"):
        _PLAN.tasks.filter(theme="zz")


def test_a_row_of_a_comparison_refuses_what_its_field_could_not_be() -> None:
    compared = pm.compare(pm.PlanSet([_PLAN]), on="name")
    with pytest.raises(FilterError, match="year cannot be 'zz'"):
        compared.filter(year="zz")
