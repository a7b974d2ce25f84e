"""``planmodel new``, ``planmodel schema`` and ``planmodel rules``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planmodel import formats as planmodel_formats
from planmodel.check import RULES
from planmodel.cli.group import planmodel
from planmodel.cli.problems import FILE_PROBLEMS, OTHER_FINDINGS
from planmodel.formats.native import read_plan


def run(*args: object) -> Result:
    return CliRunner().invoke(planmodel, [str(arg) for arg in args])


def test_a_new_plan_passes_check_with_nothing_found(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "plan"
    assert run("new", folder).exit_code == 0
    result = run("check", folder / "plan.yaml", "--fail-on", "info")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_new_plan_shows_the_whole_model_and_its_schema_fits(tmp_path: Path) -> None:
    import yaml
    from jsonschema import Draft202012Validator

    class Loader(yaml.SafeLoader):
        """YAML 1.2's idea of a truth value, which is an editor's: ``on`` is a text."""

    resolvers = Loader.yaml_implicit_resolvers
    Loader.yaml_implicit_resolvers = {k: [r for r in v if r[0][-4:] != "bool"] for k, v in resolvers.items()}
    assert run("new", tmp_path).exit_code == 0
    text = (tmp_path / "plan.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=plan.schema.json\n")
    schema = json.loads((tmp_path / "plan.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(yaml.load(text, Loader))
    plan = read_plan(tmp_path / "plan.yaml")
    assert {element.kind for element in plan.elements} == {
        "document", "organization", "principle", "goal", "indicator", "task", "project"
    }  # fmt: skip
    assert {element.evidence for element in plan.elements} == {"stated", "assumed"}


def test_new_writes_into_no_folder_that_has_a_plan(tmp_path: Path) -> None:
    (tmp_path / "source.md").write_text("mine", encoding="utf-8")
    result = run("new", tmp_path)
    assert result.exit_code == 2
    assert "source.md is there already" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["source.md"]


def test_new_where_a_file_stands_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    result = run("new", tmp_path / "file")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")


def test_the_schema_is_the_librarys() -> None:
    from planmodel.formats.json_schema import json_schema

    assert json.loads(run("schema").stdout) == json_schema()


def test_rules_lists_every_rule_once() -> None:
    lines = run("rules").stdout.splitlines()
    titles = {**FILE_PROBLEMS, **OTHER_FINDINGS, **{rule.code: rule.title for rule in RULES}}
    assert [line.split()[0] for line in lines] == sorted(titles)
    assert all(titles[line.split()[0]] in line for line in lines)


def test_every_code_that_reading_a_file_can_give_is_listed() -> None:
    folder = Path(planmodel_formats.__file__).parent
    used = {code for path in folder.glob("*.py") for code in re.findall(r"PM0\d\d", path.read_text("utf-8"))}
    assert used - set(OTHER_FINDINGS) == set(FILE_PROBLEMS)


@pytest.mark.parametrize("spelt", [str.upper, str.lower])
def test_a_rule_is_explained(spelt: object) -> None:
    assert callable(spelt)
    rule = RULES[0]
    result = run("rules", spelt(rule.code))
    assert result.exit_code == 0
    assert rule.code in result.stdout
    assert rule.severity in result.stdout


def test_an_unknown_rule_is_exit_2() -> None:
    result = run("rules", "PM999999")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "there is no rule" in result.stderr


def test_rules_as_json() -> None:
    records = json.loads(run("rules", "--format", "json").stdout)
    codes = {*FILE_PROBLEMS, *OTHER_FINDINGS, *(rule.code for rule in RULES)}
    assert [record["code"] for record in records] == sorted(codes)
    assert json.loads(run("rules", "pm002", "--format", "json").stdout) == records[1]
