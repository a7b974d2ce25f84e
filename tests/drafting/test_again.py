"""Drafting again: corrections and comments stay, what nobody touched is renewed, and both at once is a conflict."""

from __future__ import annotations

from pathlib import Path

import pytest

from planmodel.drafting.again import draft_into
from planmodel.drafting.run import draft_plan
from planmodel.errors import PlanFileError
from planmodel.formats.native import read_plan

FIRST = """清河县治水规划（2021—2025年）
一、主要目标
到2025年，水环境质量明显改善，地表水优良比例达到80%以上。
二、主要任务
（一）清淤。清理河道，恢复行洪能力。（水利局负责）
（二）截污。建设管网，补齐污水收集短板。（住建局负责）
"""
SECOND = FIRST.replace("（二）截污", "（二）补水。实施生态补水，保障河道生态流量。\n（三）截污").replace(
    "2025年，", "2025年底，"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    draft_plan(FIRST.encode()).save(tmp_path / "qinghe")
    return tmp_path / "qinghe"


def corrected(folder: Path, old: str, new: str) -> None:
    file = folder / "plan.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_the_same_document_again_changes_nothing(folder: Path) -> None:
    before = (folder / "plan.yaml").read_text("utf-8")
    joined = draft_into(draft_plan(FIRST.encode()), folder)
    assert joined.ok
    assert (folder / "plan.yaml").read_text("utf-8") == before


def test_a_newer_edition_comes_in_and_corrections_and_comments_stay(folder: Path) -> None:
    corrected(folder, "name: 清淤", "name: 清淤与疏浚   # so called in the annex")
    corrected(folder, "tasks:", "# --- checked by hand ---\ntasks:")
    goal = next(iter(read_plan(folder / "plan.yaml").goals)).id
    corrected(folder, f"- id: {goal}\n", f"- id: {goal}\n  note: read twice, {goal}\n")
    joined = draft_into(draft_plan(SECOND.encode()), folder)
    text = (folder / "plan.yaml").read_text("utf-8")
    assert "name: 清淤与疏浚  # so called in the annex" in text
    assert "# --- checked by hand ---\ntasks:" in text
    assert f"note: read twice, {goal}" in text
    plan = read_plan(folder / "plan.yaml")
    assert plan == joined.plan
    assert {"清淤与疏浚", "补水", "截污"} <= {one.label() for one in plan.elements}
    assert "补水" in (folder / "source.txt").read_text("utf-8")


def test_a_comment_of_what_is_gone_stands_at_the_end(folder: Path) -> None:
    corrected(folder, "name: 截污", "name: 截污   # ask the bureau")
    draft_into(draft_plan(FIRST.partition("（二）")[0].encode()), folder)
    text = (folder / "plan.yaml").read_text("utf-8")
    assert "ask the bureau" in text
    assert read_plan(folder / "plan.yaml")


def test_an_element_that_was_added_by_hand_stays(folder: Path) -> None:
    corrected(folder, "tasks:\n", "tasks:\n- {id: t-mine, name: 我的任务, evidence: inferred}\n")
    draft_into(draft_plan(SECOND.encode()), folder)
    assert read_plan(folder / "plan.yaml")["t-mine"].label() == "我的任务"


def test_what_both_changed_is_a_conflict_in_which_the_hand_stands(folder: Path) -> None:
    corrected(folder, "number: （二）", "number: 二号")
    joined = draft_into(draft_plan(SECOND.encode()), folder)
    assert [one.field for one in joined.conflicts] == ["number"]
    assert "number: 二号" in (folder / "plan.yaml").read_text("utf-8")


def test_a_second_time_meets_the_first(folder: Path) -> None:
    draft_into(draft_plan(SECOND.encode()), folder)
    once = (folder / "plan.yaml").read_text("utf-8")
    assert draft_into(draft_plan(SECOND.encode()), folder).ok
    assert (folder / "plan.yaml").read_text("utf-8") == once


def test_a_folder_without_a_draft_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("planmodel: 1\nid: p\ntitle: P\n", "utf-8")
    with pytest.raises(PlanFileError, match=r"draft\.json"):
        draft_into(draft_plan(FIRST.encode()), tmp_path)
    (tmp_path / "draft.json").write_text("[]", "utf-8")
    with pytest.raises(PlanFileError, match="no record of a draft"):
        draft_into(draft_plan(FIRST.encode()), tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["draft.json", "plan.yaml"]
