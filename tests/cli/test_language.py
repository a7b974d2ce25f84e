"""The language of the command: who says which, that every verb and option has words, and help and errors in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from planmodel.cli.group import planmodel, run
from planmodel.cli.language import Verb, chosen_language
from planmodel.errors import ModelError
from planmodel.text import display_width
from planmodel.words import catalogue, has_words

PLAN = """\
planmodel: 1
id: p
title: 示范县规划
goals:
  - {id: g, name: 持续改善, evidence: assumed}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder of a person whose system speaks English."""
    monkeypatch.chdir(tmp_path)
    for name in ("PLANMODEL_LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return tmp_path


def commands(group: click.Group = planmodel, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Verb]]:
    """Yield every verb with the words that call it."""
    assert isinstance(group, Verb)
    yield path, group
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert isinstance(command, Verb), name
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


ALL = dict(commands())


def keys_of(verb: Verb) -> Iterator[tuple[str, ...]]:
    """Yield for the verb and each of its options the keys of which one must be in the catalogue."""
    yield (f"verb.{verb.words}",)
    if verb.words != "planmodel":
        yield (f"verb.{verb.words}.short",)
    for param in verb.get_params(click.Context(verb)):
        if isinstance(param, click.Option):
            name = "help" if "--help" in param.opts else param.name
            yield f"option.{verb.words}.{name}", f"option.{name}"


def test_every_verb_and_option_has_words_and_no_words_are_left_over() -> None:
    asked = [keys for verb in ALL.values() for keys in keys_of(verb)]
    assert [keys for keys in asked if not any(map(has_words, keys))] == []
    used = {next(filter(has_words, keys)) for keys in asked}
    assert {key for key in catalogue() if key.startswith(("verb.", "option."))} == used


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(path) or "planmodel")
def test_help_is_chinese_throughout_and_fits_the_terminal(path: tuple[str, ...], here: Path) -> None:
    told = CliRunner().invoke(planmodel, ["--language", "zh", *path, "--help"], terminal_width=80).output
    assert told.startswith("用法：")
    assert "选项：\n" in told
    assert [line for line in told.split("\n") if display_width(line) > 80] == []
    prose = [line for line in told.split("\n") if not line.startswith("  planmodel ")]  # examples are what one types
    sentences = re.findall(r"(?:[A-Za-z']+ ){3,}[a-z]+", "\n".join(prose))
    assert sentences == []


@pytest.mark.parametrize(
    ("environment", "setting", "spoken"),
    [
        ({}, None, "en"),
        ({"LANG": "zh_CN.UTF-8"}, None, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, None, "en"),
        ({"LANG": "zha_CN"}, None, "en"),
        ({"LANG": "C"}, "zh", "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "en", "en"),
        ({"PLANMODEL_LANGUAGE": "zh"}, "en", "zh"),
        ({"PLANMODEL_LANGUAGE": " "}, "zh", "zh"),
    ],
)
def test_the_variable_goes_before_the_settings_and_these_before_the_system(
    environment: dict[str, str], setting: str | None, spoken: str
) -> None:
    assert chosen_language(setting, environment) == spoken


def test_an_option_goes_before_all(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "planmodel.toml").write_text('language = "zh"', encoding="utf-8")
    (here / "plan.yaml").write_text(PLAN, encoding="utf-8")
    assert run(["check", "plan.yaml"]) == 0
    out, err = capsys.readouterr()
    assert "没有任务或工程项目服务于目标“持续改善”（g）" in out
    assert err.startswith("已检查1个规划、1项条目：")
    assert run(["--language", "en", "check", "plan.yaml"]) == 0
    assert capsys.readouterr().err.startswith("checked 1 plan with 1 element: ")
    assert run(["check", "plan.yaml", "--language", "en"]) == 0
    assert capsys.readouterr().err.startswith("checked 1 plan with 1 element: ")


def test_a_language_without_words_is_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANMODEL_LANGUAGE", "fr")
    assert run(["rules"]) == 2
    assert "'fr' is no language" in capsys.readouterr().err
    with pytest.raises(ModelError):
        chosen_language(None, {"PLANMODEL_LANGUAGE": "中文"})


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["check"], "缺少 PLAN..."),
        (["check", "x", "--format", "yaml"], "'--format' 的取值有误：yaml 不在可用取值之内：text、json、sarif、github"),
        (["chekc"], "没有命令 chekc；是否应为 check？"),
        (["corpus", "ask"], "没有命令 ask"),
        (["show", "x", "--langauge", "zh"], "没有选项 --langauge；是否应为 --language？"),
        (["show", "x", "--depth"], "选项 --depth 缺少取值"),
        (["show", "x", "--depth", "0"], "'--depth' 的取值有误：0 超出范围 x>=1"),
        (["show", "x", "--depth", "many"], "'--depth' 的取值有误：many 不是有效的数"),
        (["draft", "x", "--page=3"], "选项 --page 不接受取值"),
        (["new", "a", "b"], "多余的参数：b"),
        (["progress", "x"], "缺少选项 --as-of"),
        (["graph", "x"], "缺少选项 --to；可用：mermaid、dot、json、cytoscape、graphml、gexf、svg、png、pdf"),
        (["corpus", "build", "x", "-"], "的取值有误：写出的是文件夹，不能写到标准输出（-）"),
        (["schedule", "x", "--delay", "t"], "的取值有误：t 不是“编号=数量”，如 t-pipes=6月"),
        (["report", "x", "y", "--as-of", "2023"], "--as-of 只用于一个规划"),
    ],
)
def test_wrong_words_are_told_in_chinese(
    args: list[str], told: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--language", "zh", *args]) == 2
    assert capsys.readouterr().err.split("\n")[-2].startswith("错误：")
    assert run(["--language", "zh", *args]) == 2
    assert told in capsys.readouterr().err
