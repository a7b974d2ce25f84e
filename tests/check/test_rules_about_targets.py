"""A target's commitment is held against its text as printed, wherever the target was made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import planmodel as pm


def level(value: str, comparator: Any = None, **fields: Any) -> pm.Level:
    return pm.Level(value=value, comparator=comparator, **fields)


def change(direction: Any, value: str, comparator: Any = None) -> pm.Change:
    return pm.Change(direction=direction, value=value, relative=True, since=2020, comparator=comparator)


def plan(text: str, commitment: Any, unit: str = "%") -> pm.Plan:
    target = pm.Target(year=2025, as_published=text, commitment=commitment)
    return pm.Plan(id="p", title="P", elements=[pm.Indicator(id="i", name="污水处理率", unit=unit, targets=[target])])


def contradictions(made: pm.Plan) -> list[str]:
    return [one.message for one in made.check().findings if one.code == "PM416"]


@pytest.mark.parametrize(
    ("text", "commitment", "message"),
    [
        ("≥90%", level("80 %", "at_least"), "the text '≥90%' says ≥ 90 %, the commitment ≥ 80 %"),
        ("≥90%", level("90 %", "at_most"), "the text '≥90%' says ≥ 90 %, the commitment ≤ 90 %"),
        ("90%", level("9 %"), "the text '90%' says 90 %, the commitment 9 %"),
        ("下降14%", change("increase", "14 %"), "the text '下降14%' says a fall 14 %, the commitment a rise 14 %"),
        (
            "比2020年下降14%以上",
            change("decrease", "14 %", "at_most"),
            "the text '比2020年下降14%以上' says a fall ≥ 14 %, the commitment a fall ≤ 14 %",
        ),
    ],
)
def test_a_commitment_that_its_text_contradicts_is_a_finding(text: str, commitment: Any, message: str) -> None:
    assert contradictions(plan(text, commitment)) == [message]


@pytest.mark.parametrize(
    ("text", "commitment"),
    [
        ("≥90%", level("90 %", "at_least")),
        ("90%", level("90 %", "at_least")),
        ("≥90%", level("90 %")),
        ("持续改善", level("90 %", "at_least")),
        ("分别达到90%、80%", level("80 %", "at_least")),
        ("比2020年下降14%", change("decrease", "14 %", "at_least")),
        ("下降14%", level("86 %", "at_most")),
        ("55～60%", level("55 %", "between", high="60 %")),
    ],
)
def test_what_a_text_leaves_open_contradicts_nothing(text: str, commitment: Any) -> None:
    assert contradictions(plan(text, commitment)) == []


def test_a_plan_from_a_file_is_held_to_the_same(tmp_path: Path) -> None:
    made = plan("≥90%", level("80 %", "at_least"))
    made.to_yaml(tmp_path / "plan.yaml")
    assert contradictions(pm.read_plan(tmp_path / "plan.yaml")) == contradictions(made) != []
