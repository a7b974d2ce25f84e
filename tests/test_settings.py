"""Settings of a project: where they are found, what they may say, what they change."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from planmodel.cli.group import planmodel
from planmodel.errors import ModelError
from planmodel.settings import SettingsError, object_named, read_settings

PLAN = """\
planmodel: 1
id: p
title: {zh: 规划, en: Plan}
goals:
  - {id: g, name: {zh: 空气, en: Air}, evidence: assumed}
indicators:
  - {id: i, name: 优良天数, evidence: assumed, unit: "%", better: higher}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes_of_check(*args: str) -> list[str]:
    result = CliRunner().invoke(planmodel, ["check", "plan.yaml", *args])
    assert result.exit_code in (0, 1), result.output
    return [line.partition("[")[2][:5] for line in result.stdout.splitlines() if "[PM" in line or "[X" in line]


def test_without_a_file_nothing_is_set_and_all_rules_run(folder: Path) -> None:
    assert read_settings(folder).file is None
    assert codes_of_check() == ["PM302", "PM402"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("planmodel.toml", 'ignore = ["PM402"]'),
        ("pyproject.toml", '[tool.planmodel]\nignore = "PM402"'),
    ],
)
def test_the_nearest_file_counts_from_the_folder_upward(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    (folder / name).write_text(text, "utf-8")
    assert codes_of_check() == ["PM302"]
    below = folder / "below"
    below.mkdir()
    assert read_settings(below).ignore == ("PM402",)
    (below / "pyproject.toml").write_text("[tool.other]\nline = 1\n", "utf-8")
    assert read_settings(below).file == folder / name
    assert codes_of_check("--ignore", "PM3") == ["PM402"]  # an option takes the place of its setting


def test_a_broken_pyproject_with_settings_in_it_is_told_and_another_tools_is_not(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.other\n", "utf-8")
    assert read_settings(folder).file is None
    (folder / "pyproject.toml").write_text("[tool.planmodel\nignore = 'PM402'\n", "utf-8")
    with pytest.raises(SettingsError, match=r"pyproject\.toml is no TOML"):
        read_settings(folder)


def test_severities_own_rules_and_kinds_come_from_beside_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "planmodel.toml").write_text(
        'severities = { PM302 = "error" }\nrules = ["rules_of_test_settings:no_task"]\nlanguage = "en"\n', "utf-8"
    )
    (folder / "rules_of_test_settings.py").write_text(
        "from planmodel.check import Found, rule\n"
        "@rule('X001', 'info', 'a plan without tasks')\n"
        "def no_task(scope):\n"
        "    'A plan without tasks does nothing.'\n"
        "    if not scope.plan.tasks:\n"
        "        yield Found(None, '', 'the plan has no tasks')\n",
        "utf-8",
    )
    below = folder / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    result = CliRunner().invoke(planmodel, ["check", "../plan.yaml"])
    assert result.exit_code == 1
    assert "error[PM302]" in result.stdout
    assert "info[X001]: the plan has no tasks" in result.stdout
    shown = CliRunner().invoke(planmodel, ["show", "../plan.yaml"])
    assert "Air" in shown.stdout
    assert "空气" not in shown.stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ignroe = ['PM402']", "there is no setting 'ignroe'"),
        ("ignore = 3", "ignore = 3: expected texts in brackets"),
        ("severities = { PM302 = 'grave' }", "expected a table of codes"),
        ("vocabulary = 'risks'", "expected a text 'module:name'"),
        ("language = 'fr'", "expected one of en, zh"),
        ("ignore = [", "is no TOML"),
    ],
)
def test_a_setting_that_cannot_be_is_an_error_with_its_file_and_a_hint(folder: Path, text: str, message: str) -> None:
    file = folder / "planmodel.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as error:
        read_settings(folder)
    assert str(error.value).startswith(str(file))
    assert message in str(error.value)
    result = CliRunner().invoke(planmodel, ["check", "plan.yaml"])
    assert result.exit_code == 2
    assert message in result.output


def test_a_rule_that_nobody_has_and_a_module_that_fails_are_errors_of_the_settings(folder: Path) -> None:
    (folder / "planmodel.toml").write_text("ignore = ['PM999']", "utf-8")
    result = CliRunner().invoke(planmodel, ["check", "plan.yaml"])
    assert (result.exit_code, "ignore: 'PM999'" in result.output) == (2, True)
    (folder / "planmodel.toml").write_text("rules = ['no_such_module_at_all:RULES']", "utf-8")
    result = CliRunner().invoke(planmodel, ["check", "plan.yaml"])
    assert (result.exit_code, "cannot use no_such_module_at_all:RULES" in result.output) == (2, True)
    with pytest.raises(ModelError, match="is not MODULE:NAME"):
        object_named("risks")
