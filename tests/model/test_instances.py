"""What constructors take in place of records, and where their errors say that something is wrong."""

from __future__ import annotations

import pickle
from typing import Any

import attrs
import pytest

from planmodel.errors import AmountError, ModelError, VocabularyError
from planmodel.model.element import Element
from planmodel.model.header import DeclaredCount, Jurisdiction
from planmodel.model.kinds import Goal, Indicator, Project, Task
from planmodel.model.numbers import Baseline, Cost, Estimate, Mode, Observation
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution, Dependency, Use
from planmodel.model.sources import Citation
from planmodel.model.targets import Level, Target


def test_a_mapping_of_fields_makes_the_record_that_it_names() -> None:
    indicator = Indicator(
        id="i",
        name="I",
        unit="%",
        baseline={"year": 2020, "value": "31 %"},
        targets=[{"year": 2025, "commitment": Level(value="40 %")}],
        observations={"period": 2021, "value": "33 %"},
        sources={"document": "d", "page": 3},
    )
    assert indicator.baseline == Baseline(year=2020, value="31 %")
    assert indicator.targets == (Target(year=2025, commitment=Level(value="40 %")),)
    assert indicator.observations == (Observation(period=2021, value="33 %"),)
    assert indicator.sources == (Citation(document="d", page=3),)
    project = Project(
        id="p",
        name="P",
        cost={"total": "300 万元"},
        depends_on=[{"on": "q", "lag": "2 月"}],
        contributes_to={"to": "g", "strength": -1},
        uses=[{"resource": "r", "amount": "3 人"}],
        modes=[{"name": "fast", "duration": {"low": "1 月", "likely": "2 月", "high": "4 月"}}],
    )
    assert project.cost == Cost(total="300 万元")
    assert project.depends_on == (Dependency("q", lag="2 月"),)
    assert project.contributes_to == (Contribution("g", strength=-1),)
    assert project.uses == (Use("r", amount="3 人"),)
    assert project.modes == (Mode(name="fast", duration=Estimate(low="1 月", likely="2 月", high="4 月")),)
    plan = Plan(
        id="plan",
        title="P",
        jurisdiction={"name": "连州", "level": "county"},
        declares=[{"kind": "task", "count": 2}],
    )
    assert plan.jurisdiction == Jurisdiction(name="连州", level="county")
    assert plan.declares == (DeclaredCount(kind="task", count=2),)


@pytest.mark.parametrize(
    ("cls", "values", "message"),
    [
        (Task, {"duration": "soon"}, "task 'x', duration: 'soon' does not begin with a number"),
        (Task, {"depends_on": [{"on": "a", "type": "XX"}]}, "task 'x', depends_on: type cannot be 'XX'"),
        (Task, {"depends_on": [{"no": "a"}]}, "task 'x', depends_on: a Dependency has no field 'no'"),
        (Task, {"uses": [{"amount": "3 人"}]}, "task 'x', uses: a Use needs 'resource'"),
        (Task, {"modes": ["fast"]}, "task 'x', modes: expected a Mode, found 'fast'"),
        (
            Task,
            {"period": "31/12/2021"},
            "task 'x', period: '31/12/2021' is not a date or period",
        ),
        (
            Indicator,
            {"baseline": {"vlaue": 5}},
            "indicator 'x', baseline: a Baseline has no field 'vlaue'",
        ),
        (Indicator, {"baseline": 5}, "indicator 'x', baseline: expected a Baseline, found 5"),
        (Indicator, {"targets": ["≥90"]}, "indicator 'x', targets: expected a Target, found '≥90'"),
        (Indicator, {"targets": "≥90"}, "indicator 'x', targets: expected a Target, found '≥90'"),
        (Indicator, {"better": "more"}, "indicator 'x', better: better cannot be 'more'"),
        (Project, {"cost": "300 万元"}, "project 'x', cost: expected a Cost, found '300 万元'"),
        (Task, {"period": []}, "task 'x', period: expected a period, found []"),
        (Task, {"not_before": {}}, "task 'x', not_before: expected a period, found {}"),
        (Goal, {"sources": [5]}, "goal 'x', sources: expected a Citation, found 5"),
    ],
)
def test_an_error_names_the_element_the_field_and_what_was_found(
    cls: type[Element], values: dict[str, Any], message: str
) -> None:
    with pytest.raises((ModelError, AmountError)) as error:
        cls(id="x", name="X", **values)
    assert str(error.value).startswith(message)
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)


def test_a_plans_own_errors_name_it_and_replace_says_where_as_well() -> None:
    with pytest.raises(ModelError, match="plan 'p', period: there is no date 2021-13"):
        Plan(id="p", title="P", period="2021-13")
    with pytest.raises(ModelError, match="plan 'p', jurisdiction: level cannot be 'contry'"):
        Plan(id="p", title="P", jurisdiction={"name": "X", "level": "contry"})
    with pytest.raises(VocabularyError, match="plan 'p': int is no kind"):
        Plan(id="p", title="P", elements=[5])  # type: ignore[list-item]
    plan = Plan(id="p", title="P", elements=Task(id="t", name="T"))
    assert list(plan) == ["t"]
    with pytest.raises(AmountError, match="task 't', duration: 'soon'"):
        plan.replace("t", duration="soon")


def test_a_kind_of_ones_own_tells_where_too() -> None:
    @attrs.frozen(kw_only=True)
    class Risk(Element):
        cost: Cost | None = attrs.field(default=None)

        kind = "risk"
        plural = "risks"

    with pytest.raises(ModelError, match=r"risk 'r 1', id: 'r 1' cannot be an id"):
        Risk(id="r 1", name="R")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("31/12/2021", "write 2021-12-31"),
        ("1/2/2021", "write 2021-02-01 or 2021-01-02"),
        ("2021/12/31", "write 2021-12-31"),
        ("2021年6月3日", "write 2021-06-03"),
        ("2021年6月", "write 2021-06"),
        ("2021年", "write 2021"),
        ("2021.6", "write 2021-06"),
        ("2021—2025年", "write 2021/2025"),
        ("30/2/2021", "write 2021, 2021-06, 2021-06-30 or 2021/2025"),
    ],
)
def test_a_date_in_another_style_is_refused_with_the_form_that_is_read(text: str, hint: str) -> None:
    with pytest.raises(ModelError) as error:
        Task(id="t", name="T", period=text)
    assert error.value.hint == hint


@pytest.mark.parametrize(
    ("field", "value"),
    [("themes", 5), ("sources", 5), ("depends_on", 5), ("ignore", None)],
)
def test_what_a_field_cannot_take_at_all_is_told_with_what_it_takes(field: str, value: object) -> None:
    with pytest.raises(ModelError) as error:
        Task(id="t", name="T", **{field: value})  # type: ignore[arg-type]
    message = str(error.value)
    assert message.startswith(f"task 't', {field}: ")
    assert f"cannot be {value!r}" in message or f", found {value!r}" in message
    assert error.value.hint is not None


def test_constraints_may_be_mappings_and_names_are_texts() -> None:
    task = Task(id="t", name="T", constraints={"type": "start_on", "date": "2022-03-01"})
    assert [str(one) for one in task.constraints] == ["start_on 2022-03-01"]
    with pytest.raises(ModelError, match="task 't', constraints: expected a Constraint, found 'xx'"):
        Task(id="t", name="T", constraints="xx")  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="task 't', ignore: expected text, found None"):
        Task(id="t", name="T", ignore=[None])  # type: ignore[list-item]


@pytest.mark.parametrize(
    "text", ["2021-00", "2021-05-00", "2021-00-05", "2021-0", "2021-13", "2021-02-30", "2021-00/2022", "2020/2021-00"]
)
def test_a_month_or_day_0_is_no_date(text: str) -> None:
    with pytest.raises(ModelError, match="date"):
        Period(text)
