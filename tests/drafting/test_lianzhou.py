"""The interpretation of Lianzhou's plan, drafted by general rules, held against the plan that was coded by hand."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from planmodel.drafting.draft import Draft
from planmodel.drafting.run import draft_plan
from planmodel.formats.native import read_plan
from planmodel.model.plan import Plan

FOLDER = Path(__file__).parents[2] / "examples" / "lianzhou"


def plain(text: str) -> str:
    return re.sub(r"[\s\W_]+", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module")
def coded() -> Plan:
    return read_plan(FOLDER / "plan.yaml")


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_plan(FOLDER / "source.md")


MISSING = {
    # five goals that the coder read into five fields
    *("goal-green", "goal-quality", "goal-ecology", "goal-risk", "goal-governance"),
    # an indicator of which the words name only 生态环境
    "ind-environment",
    # tasks read into the general approach, into the members of a list inside a task, and into the title of a part
    *("t-carbon-synergy", "t-pollution", "t-prevention", "t-process-control", "t-compensation", "t-accountability"),
    "t-safeguards",
}
"""What the hand has and the rules have not: readings between the lines."""


def test_the_draft_gives_nearly_all_that_the_interpretation_is_cited_for(coded: Plan, draft: Draft) -> None:
    cited = [one for one in coded.elements if any(source.document == "interpretation" for source in one.sources)]
    assert len(cited) == 84
    held = {(one.kind, plain(one.label())) for one in draft.plan.elements}
    missing = {one.id for one in cited if (one.kind, plain(one.label())) not in held}
    assert missing == MISSING
    assert len(cited) - len(missing) >= 65


def test_what_the_draft_has_beyond_the_hand_is_little(coded: Plan, draft: Draft) -> None:
    names = {(one.kind, plain(one.label())) for one in coded.elements}
    beyond = [one.label() for one in draft.plan.elements if (one.kind, plain(one.label())) not in names]
    assert len(beyond) <= 8


def test_the_header_is_the_same(coded: Plan, draft: Draft) -> None:
    plan = draft.plan
    assert plan.label() == coded.label()
    assert (str(plan.period), plan.base_year) == (str(coded.period), coded.base_year)
    assert plan.jurisdiction is not None
    assert coded.jurisdiction is not None
    assert (plan.jurisdiction.level, plan.jurisdiction.code) == (coded.jurisdiction.level, coded.jurisdiction.code)
    follows = [[plain(one[link.to].label()) for link in one.follows] for one in (plan, coded)]
    assert follows[0] == follows[1]


def test_the_six_projects_of_which_seven_are_listed_are_a_doubt(draft: Draft) -> None:
    assert [one.message for one in draft.doubts if one.code == "PM805"] == [
        "“六项重点工程”: the text tells 6, 7 were drafted under “连州市生态环境保护“十四五”规划重大工程”"
    ]
