"""Diagnostics point at the right cells of a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.diagnostics import Diagnostic, Place, at_least, render
from planmodel.text import display_width


def carets(line: str, column: int, length: int = 1) -> tuple[str, str]:
    """Return the shown line and the carets under it, both without the margin."""
    place = Place(file="plan.yaml", line=12, column=column, length=length)
    found = Diagnostic(code="PM101", severity="error", message="m", path="a", place=place)
    lines = render(found, lambda file, number: line).splitlines()
    assert lines[3].startswith("12 | ")
    assert lines[4].startswith("   | ")
    return lines[3][5:], lines[4][5:]


def cells(shown: str, marks: str) -> str:
    """Return what stands above the carets, by the width of terminal cells."""
    start = len(marks) - len(marks.lstrip())
    end = start + marks.count("^")
    at, text = 0, ""
    for character in shown:
        if start <= at < end:
            text += character
        at += display_width(character)
    return text


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("  name: 水", "水"),
        ("名称: {zh: 连州市, en: Lianzhou}", "Lianzhou"),
        ("a，b：［t-1］", "t-1"),
        ("cafe\u0301: t-1", "t-1"),
        ("\u3000\u3000水: t-1", "t-1"),
        ("\t水:\tt-1", "t-1"),
        ("水\u00a0水: t-1", "t-1"),
    ],
)
def test_carets_stand_under_the_words_they_mean(line: str, word: str) -> None:
    shown, marks = carets(line, line.index(word) + 1, len(word))
    assert cells(shown, marks) == word


def test_a_wide_character_has_two_carets() -> None:
    assert carets("水水", 2) == ("水水", "  ^^")


def test_white_space_of_any_sort_is_shown_as_spaces_and_control_characters_as_a_mark() -> None:
    assert carets("\ta\u3000b\x1b", 1)[0] == "    a  b\N{REPLACEMENT CHARACTER}"


def test_a_line_end_that_the_reader_left_on_is_not_shown() -> None:
    assert carets("abc\r\n", 3) == ("abc", "  ^")


def test_a_column_behind_the_end_gets_one_caret() -> None:
    assert carets("name:", 99, 5) == ("name:", "     ^")


def test_a_long_line_is_cut_round_the_place() -> None:
    shown, marks = carets("水" * 5000 + "target" + "水" * 5000, 5001, 6)
    assert len(shown) == 160
    assert cells(shown, marks) == "target"


@given(st.text(alphabet="a水，“\t\u3000e\u0301 ", min_size=1, max_size=400), st.data())
def test_carets_begin_where_the_text_before_them_ends(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(line)))
    shown, marks = carets(line, column)
    assert set(marks.strip()) == {"^"}
    assert display_width(marks) <= display_width(shown) + 1


def test_without_a_file_the_path_is_shown() -> None:
    found = Diagnostic(code="PM302", severity="warning", message="no task", path="goals[0]", hint="add one")
    assert render(found, lambda file, line: "never").splitlines() == [
        "warning[PM302]: no task",
        " --> <plan> (goals[0])",
        "  = hint: add one",
    ]


def test_severities_are_ordered() -> None:
    assert at_least("error", "warning")
    assert at_least("info", "info")
    assert not at_least("info", "warning")
