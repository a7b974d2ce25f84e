"""What a script or a model proposes: taken when it quotes the text, refused with a doubt when not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from planmodel.drafting.draft import Draft
from planmodel.drafting.run import draft_plan

TEXT = (
    "清河县治水规划（2021—2025年）\n一、主要任务\n（一）清淤。清理河道，恢复行洪能力，让百姓有水可亲。（水利局负责）\n"
)


def goals(draft: Draft) -> Iterator[Mapping[str, Any]]:
    yield {"kind": "goal", "name": "百姓有水可亲", "quote": "让百姓有水可亲", "note": "mine"}


def test_a_suggestion_that_quotes_the_text_is_inferred_and_names_its_origin() -> None:
    draft = draft_plan(TEXT.encode(), suggest=goals)
    [goal] = draft.plan.goals
    assert (goal.evidence, goal.note, goal.sources[0].quote) == ("inferred", "suggested by goals", "让百姓有水可亲")
    row = next(one for one in draft.record if one.element == goal.id)
    assert (row.rule, draft.text[row.start : row.end]) == ("suggested by goals", "让百姓有水可亲")
    assert [one.code for one in draft.plan.check(texts={"source": draft.text}).findings if one.code == "PM202"] == []


@pytest.mark.parametrize(
    ("proposal", "reason"),
    [
        ({"kind": "goal", "name": "天更蓝", "quote": "天更蓝"}, "is not in the text"),
        ({"kind": "wish", "name": "清淤", "quote": "清淤"}, "is no kind"),
        ({"kind": "goal", "name": "", "quote": "清淤"}, "needs a name and a quote"),
        ({"kind": "goal", "name": "清"}, "needs a name and a quote"),
        ({"kind": "goal", "name": "清", "quote": "清淤", "colour": "blue"}, "colour"),
        ({"kind": "goal", "name": "清", "quote": "清淤", "part_of": "g-none"}, "g-none"),
        ({"kind": "goal", "name": "清", "quote": "清淤", "evidence": "stated", "period": "soon"}, ""),
        ("清淤", "expected a mapping"),
    ],
)
def test_a_suggestion_without_a_ground_is_refused_with_a_doubt(proposal: Any, reason: str) -> None:
    draft = draft_plan(TEXT.encode(), suggest=lambda _: [proposal])
    assert draft.plan == draft_plan(TEXT.encode()).plan
    [doubt] = [one for one in draft.doubts if one.code == "PM811"]
    assert reason in doubt.message
    assert "suggestion 1 of <lambda> is refused" in doubt.message


def test_what_the_rules_have_drafted_is_not_taken_twice() -> None:
    draft = draft_plan(TEXT.encode(), suggest=lambda _: [{"kind": "task", "name": "清淤", "quote": "清淤"}])
    assert draft.plan == draft_plan(TEXT.encode()).plan
    assert [one for one in draft.doubts if one.code == "PM811"] == []


def test_several_are_asked_in_order_and_one_that_fails_leaves_the_draft() -> None:
    def breaks(draft: Draft) -> list[Mapping[str, Any]]:
        raise RuntimeError("no connection")

    def counts(draft: Draft) -> list[Mapping[str, Any]]:
        return [{"kind": "theme", "name": f"{len(draft.plan.goals)}个目标", "quote": "清淤"}]

    draft = draft_plan(TEXT.encode(), suggest=[goals, breaks, counts])
    assert [one.label() for one in draft.plan.themes] == ["1个目标"]
    assert ["RuntimeError: no connection" in one.message for one in draft.doubts if one.code == "PM811"] == [True]
