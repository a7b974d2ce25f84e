"""What the command writes fits the terminal, is whole in a pipe, and shows how each verb is used."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import pytest

from planmodel.cli.compare import command as compare_verb
from planmodel.cli.examples import EXAMPLES
from planmodel.cli.group import VERBS, planmodel, run
from planmodel.listing import room_of, text_table
from planmodel.text import display_width, wrapped

HEAD = ("id", "name", "empty", "value", "remark")
ROWS = [
    ("cn-000000-air-action-2023", "细颗粒物（PM2.5）年均浓度", "—", "25", "另有2025年（京津冀及周边地区）的目标值"),
    ("a", "水", "—", "3", "not stated"),
]


@pytest.mark.parametrize("room", [40, 60, 80, 120, 200])
def test_a_table_fits_the_terminal_and_names_what_it_leaves_out(room: int) -> None:
    with room_of(room):
        lines = text_table(HEAD, ROWS)
    table = [line for line in lines if not line.startswith("not shown")]
    assert max(map(display_width, table)) <= room
    assert not any("…" in line for line in lines)
    shown = [head for head in HEAD if head in lines[0].split()]
    said = [] if shown == list(HEAD) else [", ".join(head for head in HEAD if head not in shown)]
    assert [line.partition(": ")[2] for line in lines if line.startswith("not shown")] == said
    assert "".join(part[:10].strip() for part in table[1:]).startswith("cn-000000-")


def test_empty_columns_go_first_and_a_pipe_gets_all() -> None:
    with room_of(46):
        assert text_table(HEAD, ROWS)[-1] == "not shown, for the width of the terminal: empty"
    with room_of(0):
        assert text_table(HEAD, ROWS)[1].endswith(ROWS[0][-1])


def test_a_word_that_is_wider_than_a_line_is_broken() -> None:
    assert wrapped("水环境 quality-of-water", 8) == ["水环境", "quality-", "of-water"]
    assert [display_width(line) <= 7 for line in wrapped("水环境质量改善，持续", 7)] == [True] * 4
    assert wrapped("ab e\u0301e\u0301e\u0301e\u0301e\u0301 c", 2) == [
        "ab",
        "e\u0301e\u0301",
        "e\u0301e\u0301",
        "e\u0301",
        "c",
    ]


@pytest.mark.parametrize("letter", ["a", "é", "٤"])
def test_a_word_of_hundreds_of_thousands_of_letters_is_broken_in_one_pass(letter: str) -> None:
    lines = wrapped(letter * 300_000, 20)  # hours, if each line is looked for in all that is left
    assert (len(lines), {*lines}) == (15_000, {letter * 20})


def test_compare_counts_what_is_not_stated_and_shows_it_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, metric in (("a", "pm25"), ("b", "pm10")):
        (tmp_path / f"{name}.yaml").write_text(
            f"planmodel: 1\nid: {name}\ntitle: {name}\nindicators:\n"
            f"  - {{id: i, name: n, metric: {metric}, unit: 微克/立方米,\n"
            "     targets: [{year: 2025, commitment: {kind: Level, value: 25 微克/立方米}}]}\n",
            encoding="utf-8",
        )
    run(["compare", str(tmp_path)])
    brief = capsys.readouterr().out
    run(["compare", str(tmp_path), "--all"])
    whole = capsys.readouterr().out
    assert brief.splitlines()[-1] == "not shown: 2 rows of plans that do not speak of a metric (--all shows them)"
    assert (brief.count("not stated\n"), whole.count("not stated\n")) == (0, 2)
    assert "--all" in {option for one in compare_verb.params for option in one.opts}


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_every_verb_has_examples_that_can_be_run(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    run([verb, "--help"])
    told = capsys.readouterr().out
    assert EXAMPLES[verb]
    for line in EXAMPLES[verb]:
        assert f"  {line}\n" in told
        words = shlex.split(line.partition(" > ")[0])[1:]
        command: click.Command | None = planmodel
        while isinstance(command, click.Group):
            name, words = words[0], words[1:]
            command = command.get_command(click.Context(command), name)
        assert command is not None
        command.make_context(name, words)  # refuses options, choices and arguments that are not there
