"""An assertion about plan files: silent when they are in order, else with every place."""

from __future__ import annotations

from pathlib import Path

import pytest

from planmodel.errors import PlanFileError
from planmodel.settings import Settings
from planmodel.testing import assert_valid_plans

PLAN = "planmodel: 1\nid: p\ntitle: P\ngoals:\n  - {id: g, name: Clean air, evidence: assumed}\n"


def test_plans_in_order_pass_up_to_the_severity_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PLAN, "utf-8")
    assert_valid_plans(tmp_path)
    with pytest.raises(AssertionError, match=r"a\.yaml:5:\d+: warning\[PM302\]"):
        assert_valid_plans(tmp_path / "*.yaml", fail_on="warning")
    assert_valid_plans(tmp_path, fail_on="warning", settings=Settings(ignore=("PM302",)))
    with pytest.raises(AssertionError, match=r"error\[PM302\]"):
        assert_valid_plans(tmp_path, settings=Settings(severities={"PM302": "error"}))


def test_a_file_that_cannot_be_read_fails_whatever_else_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "b.yaml").write_text(PLAN.replace("name: Clean air", "nmae: Clean air"), "utf-8")
    with pytest.raises(AssertionError) as error:
        assert_valid_plans(tmp_path, settings=Settings(select=("PM1",)))
    assert "of 2 plan files: 1 findings" in str(error.value)
    assert "b.yaml" in str(error.value)
    assert "a.yaml" not in str(error.value)


def test_no_file_at_all_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match="cannot find"):
        assert_valid_plans(tmp_path / "*.yaml")
