"""Collections filter by what researchers know and say what they cannot filter by."""

from __future__ import annotations

import pytest

import planmodel as pm
from planmodel.errors import FilterError, UnknownIdError
from planmodel.parts import Between, Not


def plan() -> pm.Plan:
    return pm.Plan(
        id="p",
        title="Plan",
        elements=[
            pm.Theme(id="water", name="水"),
            pm.Organization(id="org-a", name="A"),
            pm.Goal(id="g", name="Goal"),
            pm.Task(
                id="t1", name={"zh": "治水", "en": "Clean water"}, themes=["water"], responsible=["org-a"], done="40 %"
            ),
            pm.Task(id="t2", name="治气", period="2021/2023", contributes_to=["g"], evidence="inferred"),
            pm.Task(id="t3", name="a*b", period="2024", done="90 %", part_of="t1"),
            pm.Project(id="x", name="Depot", declared_count=3),
        ],
    )


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({"theme": "water"}, "t1"),
        ({"themes": ["water", "air*"]}, "t1"),
        ({"has_theme": "w*"}, "t1"),
        ({"responsible": "org-*"}, "t1"),
        ({"name": "*water*"}, "t1"),
        ({"name": "治?"}, "t1 t2"),
        ({"name": "a[*]b"}, "t3"),
        ({"name": ["治水", "治气"]}, "t1 t2"),
        ({"evidence": "inferred"}, "t2"),
        ({"evidence": Not("inferred")}, "t1 t3"),
        ({"period": None}, "t1"),
        ({"period": Not(None)}, "t2 t3"),
        ({"period": range(2021, 2024)}, "t2"),
        ({"period": Between("2022", None)}, "t3"),
        ({"done": Between("50 %", "100 %")}, "t3"),
        ({"done": "0.4"}, "t1"),
        ({"part_of": "t1", "kind": "task"}, "t3"),
        ({"where": lambda task: task.id > "t1"}, "t2 t3"),
        ({"kind": "goal"}, ""),
    ],
)
def test_tasks_can_be_filtered_by(criteria: dict[str, object], expected: str) -> None:
    assert " ".join(plan().tasks.filter(**criteria).ids) == expected  # type: ignore[arg-type]


def test_numbers_match_ranges() -> None:
    assert plan().all.filter(declared_count=range(2, 4)).ids == ("x",)
    assert plan().all.filter(declared_count=Between(4, None)).ids == ()


def test_an_unknown_keyword_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(FilterError, match="did you mean responsible") as caught:
        plan().tasks.filter(responsable="org-a")
    assert caught.value.keyword == "responsable"
    with pytest.raises(TypeError):
        plan().goals.filter(depends_on="t1")


def test_a_collection_is_a_sequence_that_looks_up_ids() -> None:
    tasks = plan().tasks
    assert tasks["t2"] is tasks[1]
    assert [task.id for task in tasks[1:]] == ["t2", "t3"]
    known: tuple[object, ...] = ("t1", plan()["t1"])
    assert all(one in tasks for one in known)
    unknown: object = "x"
    assert unknown not in tasks
    assert repr(tasks) == "<3 tasks: t1, t2, t3>"
    assert repr(plan().metrics) == "<no metrics>"
    with pytest.raises(UnknownIdError, match="did you mean t"):
        tasks["t11"]
