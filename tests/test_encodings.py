"""What bytes say, in whichever encoding they were written, and when that is not sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.encodings import decoded_text

CHINESE = "到2025年，全县森林覆盖率达到24.1%以上。\n一、总体要求\n"
TRADITIONAL = "一、總體要求\n到2025年，全縣森林覆蓋率達到百分之二十四，機關團體應當說明實際情況。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (CHINESE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + CHINESE.encode(), "utf-8"),
        (CHINESE.encode("utf-16"), "utf-16"),
        (CHINESE.encode("utf-16-le"), "utf-16"),
        (CHINESE.encode("utf-16-be"), "utf-16"),
        (CHINESE.encode("utf-32"), "utf-32"),
        (CHINESE.encode("gbk"), "gb18030"),
    ],
)
def test_a_text_is_the_same_in_every_encoding(data: bytes, encoding: str) -> None:
    read = decoded_text(data)
    assert read is not None
    assert (read.text, read.encoding, read.doubt) == (CHINESE, encoding, None)


def test_big5_is_not_read_as_the_nonsense_that_gb18030_makes_of_it() -> None:
    read = decoded_text(TRADITIONAL.encode("big5"))
    assert read is not None
    assert (read.text, read.encoding) == (TRADITIONAL, "big5")


def test_curly_quotes_of_windows_are_not_read_as_chinese() -> None:
    text = "The city’s “green” plan – a café for everyone.\n" * 3
    read = decoded_text(text.encode("windows-1252"))
    assert read is not None
    assert (read.text, read.encoding) == (text, "windows-1252")


def test_lines_in_two_encodings_are_both_read_and_said() -> None:
    data = CHINESE.encode() + "（二）保障措施\n".encode("gb18030") + CHINESE.encode()
    read = decoded_text(data)
    assert read is not None
    assert read.text == CHINESE + "（二）保障措施\n" + CHINESE
    assert read.doubt == "line 3 is GB 18030 among UTF-8"


def test_a_damaged_line_is_kept_as_far_as_it_goes_and_said() -> None:
    data = CHINESE.encode() * 3 + "保障".encode()[:-1] + b"\n" + CHINESE.encode() * 3
    read = decoded_text(data)
    assert read is not None
    assert "保\N{REPLACEMENT CHARACTER}\n" in read.text
    assert read.doubt is not None
    assert read.doubt.startswith("line 7 is in no known encoding")


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\xff\xff\xff", b"\0\1\2\3" * 50, b"\x7fELF" + b"\0\2" * 99])
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decoded_text(data) is None


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FFF), max_size=200))
def test_utf8_is_read_as_it_was_written(text: str) -> None:
    read = decoded_text(text.encode())
    if text.startswith("\ufeff"):
        text = text[1:]
    assert read is None or read.text == text


@given(st.binary(max_size=300))
def test_no_bytes_are_an_exception(data: bytes) -> None:
    read = decoded_text(data)
    assert read is None or isinstance(read.text, str)
