"""An assertion about plan files: silent when they are in order, else with every place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planmodel.errors import ArgumentError, ModelError, PlanFileError
from planmodel.settings import Settings, read_settings
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
    assert "in 2 plan files: 1 error" in str(error.value)
    assert "b.yaml" in str(error.value)
    assert "a.yaml" not in str(error.value)


def test_no_file_at_all_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match="cannot find"):
        assert_valid_plans(tmp_path / "*.yaml")


def test_no_paths_are_no_success_either() -> None:
    with pytest.raises(PlanFileError, match="no path is given"):
        assert_valid_plans([])


@pytest.mark.parametrize("paths", [3, None, [3]])
def test_what_is_no_path_is_refused(paths: Any) -> None:
    with pytest.raises(ArgumentError, match="paths"):
        assert_valid_plans(paths)


def test_what_is_no_severity_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PLAN, "utf-8")
    wrong: Any = "fatal"
    with pytest.raises(ModelError, match="fatal"):
        assert_valid_plans(tmp_path, fail_on=wrong)


def test_it_speaks_the_language_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PLAN, "utf-8")
    with pytest.raises(AssertionError) as error:
        assert_valid_plans(tmp_path, fail_on="warning", settings=Settings(language="zh"))
    assert str(error.value).startswith("1个规划数据文件中：1个警告\n")


def test_it_takes_all_that_the_settings_say(tmp_path: Path) -> None:
    (tmp_path / "kinds_of_ours.py").write_text(
        "import attrs\nfrom planmodel.parts import Element\n\n\n@attrs.frozen(kw_only=True)\nclass Hazard(Element):\n"
        '    """A hazard."""\n\n    kind = "hazard"\n    plural = "hazards"\n',
        "utf-8",
    )
    (tmp_path / "planmodel.toml").write_text('vocabulary = "kinds_of_ours:Hazard"\nlimits = {text = 40}\n', "utf-8")
    settings = read_settings(tmp_path)
    plan = tmp_path / "a.yaml"
    plan.write_text(PLAN + "hazards:\n  - {id: h, name: Flood, evidence: assumed}\n", "utf-8")
    assert_valid_plans(plan, settings=settings)
    with pytest.raises(AssertionError, match="hazards"):
        assert_valid_plans(plan)
    plan.write_text(PLAN.replace("Clean air", "Clean air " * 9), "utf-8")
    assert_valid_plans(plan)
    with pytest.raises(AssertionError, match="at most 40"):
        assert_valid_plans(plan, settings=settings)
