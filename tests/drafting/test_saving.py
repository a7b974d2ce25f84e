"""A draft is written whole or not at all, and what is written is a plan whose quotations are all found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planmodel.drafting.run import draft_plan
from planmodel.drafting.saving import FILES, write_all
from planmodel.errors import PlanFileError
from planmodel.formats.native import read_plan

TEXT = "清河县治水规划（2021—2025年）\n一、主要任务\n（一）清淤。清理河道，恢复行洪能力。（水利局负责）\n"


def test_a_saved_draft_is_a_plan_and_its_text_holds_every_quotation(tmp_path: Path) -> None:
    draft = draft_plan(TEXT.encode())
    file = draft.save(tmp_path / "qinghe")
    assert sorted(one.name for one in file.parent.iterdir()) == sorted(FILES)
    plan = read_plan(file)
    assert plan == draft.plan
    report = plan.check()
    assert dict(report.counts)["quotations"] >= len(plan)
    assert [one for one in report.findings if one.code in ("PM202", "PM203")] == []


def test_one_quotation_altered_by_hand_is_found(tmp_path: Path) -> None:
    file = draft_plan(TEXT.encode()).save(tmp_path / "qinghe")
    file.write_text(file.read_text("utf-8").replace("quote: （一）清淤", "quote: （一）疏浚"), "utf-8")
    assert "PM202" in {one.code for one in read_plan(file).check().findings}


def test_the_record_has_a_row_a_passage_and_the_plan_as_drafted(tmp_path: Path) -> None:
    draft = draft_plan(TEXT.encode())
    file = draft.save(tmp_path / "qinghe")
    record = json.loads((file.parent / "draft.json").read_text("utf-8"))
    assert len(record["record"]) == len(draft.record)
    assert {"element", "rule", "paragraph", "page", "start", "end", "quote"} == set(record["record"][0])
    assert record["plan"]["id"] == draft.plan.id
    assert [one["code"] for one in record["doubts"]] == [one.code for one in draft.doubts]


def test_a_folder_that_holds_a_plan_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("mine", "utf-8")
    with pytest.raises(PlanFileError, match="there already") as caught:
        draft_plan(TEXT.encode()).save(tmp_path)
    assert "--into" in str(caught.value)
    assert [one.name for one in tmp_path.iterdir()] == ["plan.yaml"]


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", "utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "in the way").touch()
    with pytest.raises(PlanFileError, match="cannot be written"):
        write_all(tmp_path, {"a": "new", "b": "new", "c": "new"})
    assert (tmp_path / "a").read_text("utf-8") == "old"
    assert not (tmp_path / "c").exists()
