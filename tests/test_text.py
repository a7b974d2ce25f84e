"""Text in one language or several: what it refuses, how wide it is, how it is cut and what it resembles."""

from __future__ import annotations

import pickle
from collections.abc import Mapping

import pytest

from planmodel.errors import ModelError
from planmodel.parts import MultilingualText
from planmodel.text import as_text, cut, display_width, in_language, near, one_line, suggestion


def test_a_text_in_languages_is_a_hashable_mapping_that_pickles() -> None:
    text = MultilingualText({"zh": "水", "en": "water"})
    assert dict(text) == {"zh": "水", "en": "water"}
    assert str(text) == "水"
    assert pickle.loads(pickle.dumps(text)) == text
    assert hash(text) == hash(MultilingualText({"zh": "水", "en": "water"}))
    assert text != MultilingualText({"en": "water", "zh": "水"})  # the first language is the preferred one
    assert text != {"zh": "水", "en": "water"}
    with pytest.raises(AttributeError, match="immutable"):
        text.other = 1


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({}, "needs at least one"),
        ({"中": "水"}, "not a language tag"),
        ({"zh": ""}, "empty"),
        ({"zh": "a\0b"}, "NUL character at position 1"),
        ({"zh": "a\ud800"}, "half a character"),
        ({"zh": 5}, "expected text, found int"),
    ],
)
def test_what_no_file_can_hold_is_refused(texts: Mapping[str, str], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        MultilingualText(texts)


@pytest.mark.parametrize("value", ["", "a\0b", "治\ud800", 5, None])
def test_a_name_must_be_text(value: object) -> None:
    with pytest.raises(ModelError):
        as_text(value)  # type: ignore[arg-type]


def test_a_language_that_is_absent_falls_back_to_the_first() -> None:
    text = MultilingualText({"zh": "水", "en": "water"})
    assert [in_language(text, one) for one in ("en", "fr", None)] == ["water", "水", "水"]
    assert in_language("water", "zh") == "water"


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("水", 2), ("é", 1), ("e\u0301", 1), ("\u200b", 0), ("ｱ（", 3)]
)
def test_the_width_counts_terminal_cells(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("水水水", 5, "水水…"), ("水水水", 6, "水水水"), ("a\nb", 9, "a b")],
)
def test_cut_text_fits_and_says_that_it_was_cut(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected
    assert display_width(cut(text, width)) <= width


def test_one_line_shows_control_characters() -> None:
    assert one_line("a\x07\n b") == "a\\x07 b"


def test_near_words_come_best_first_and_of_many_only_those_that_begin_or_end_alike() -> None:
    many = [f"indicator-{number}" for number in range(10_000)]
    assert near("indicator-77x", many)[0].startswith("indicator-77")
    assert near("x" * 1000, many) == ()
    assert suggestion("task", ["zebra"]) is None
    assert suggestion("taks", ["task", "tasks"]) == "did you mean tasks or task?"
