"""Quotations are found whatever the form of their punctuation, and texts are read only where they may be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.check.texts import CitedText, TextFault, Texts, fold
from planmodel.errors import UnknownIdError
from planmodel.formats.native import read_plan
from planmodel.model.kinds import Document
from planmodel.model.plan import Plan

WORDS = """# 标题

到 2025 年，空气质量“持续改善”。

**亮点一：突出绿色发展。**深入贯彻`思想`，见[附件](a.md)。
> 保持Ⅱ类
> 水体"""


@pytest.mark.parametrize(
    "quotation",
    [
        "到 2025 年，空气质量“持续改善”。",
        '到2025年,空气质量"持续改善".',
        "到２０２５年，空气质量「持续改善」｡",
        "到\u30002025\n年",
        "亮点一：突出绿色发展。深入贯彻思想",
        "**亮点一**: 突出绿色发展",
        "见附件。",
        "保持Ⅱ类水体",
        "持续改善”。亮点一",
    ],
)
def test_form_and_white_space_are_no_difference(quotation: str) -> None:
    assert CitedText(name="source.md", words=WORDS, markup=True).holds(quotation)


@pytest.mark.parametrize("quotation", ["到2035年", "空气质量改善", "", "**", " \n", "年到2025"])
def test_other_words_or_none_are_not_found(quotation: str) -> None:
    assert not CitedText(name="source.md", words=WORDS, markup=True).holds(quotation)


def test_markdown_marks_are_words_in_a_plain_text() -> None:
    assert not CitedText(name="source.txt", words="a **b** c").holds("a b c")
    assert CitedText(name="source.txt", words="a **b** c").holds("a **b**c")


@given(st.text(alphabet="水气abc 12，。“”\n*#", max_size=60), st.data())
def test_every_part_of_a_text_is_found_in_it_when_it_has_words(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    part = words[start:end]
    found = CitedText(name="t.md", words=words, markup=True).holds(part)
    assert found is bool(fold(part, markup=True))


def test_the_nearest_passage_is_shown_as_it_stands_with_its_line() -> None:
    text = CitedText(name="source.md", words=WORDS, markup=True)
    assert text.nearest("到2035年，空气质量“持续改善”") == (3, "到 2025 年，空气质量“持续改善”")
    assert text.nearest("亮点二：突出绿色发展。深入") == (5, "亮点一：突出绿色发展。**深入")
    assert text.nearest("something else altogether") is None


def test_the_nearest_passage_is_found_in_a_line_of_a_million_characters() -> None:
    text = CitedText(name="s.txt", words="甲乙丙丁" * 250_000 + "到二零二五年空气质量持续改善")
    found = text.nearest("到二零三五年空气质量持续改善")
    assert found is not None
    assert found[1].endswith("空气质量持续改善")


def plan_in(folder: Path, text: str) -> Plan:
    file = folder / "plan.json"
    file.write_text('{"planmodel": 1, "id": "p", "title": "P"}', "utf-8")
    return read_plan(file).add(Document(id="d", name="D", text=text))


def read(folder: Path, text: str) -> CitedText | TextFault | None:
    plan = plan_in(folder, text)
    return Texts(plan).of(plan.documents["d"])


def fault(folder: Path, text: str) -> str:
    found = read(folder, text)
    assert isinstance(found, TextFault)
    return found.message


def test_a_text_beside_the_plan_or_below_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_bytes(b"\xef\xbb\xbf" + "水".encode())
    found = read(tmp_path, "texts/a.md")
    assert isinstance(found, CitedText)
    assert (found.words, found.markup, found.name) == ("水", True, "texts/a.md")


def test_a_text_outside_the_folder_of_the_plan_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    (folder / "link.txt").symlink_to(secret)
    assert fault(folder, "../secret.txt") == "the path leads out of the plan's folder"
    assert fault(folder, "a/../../secret.txt") == "the path leads out of the plan's folder"
    assert fault(folder, "link.txt") == "the path leads out of the plan's folder"
    assert fault(folder, str(secret)) == "the path is absolute"
    assert fault(folder, "C:\\secret.txt") == "the path is absolute"


def test_what_is_no_readable_text_file_is_a_fault_and_never_an_exception(tmp_path: Path) -> None:
    (tmp_path / "dir").mkdir()
    (tmp_path / "gbk.txt").write_bytes("连州".encode("gbk"))
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate((16 << 20) + 1)
    assert fault(tmp_path, "lost.md") == "there is no such file"
    assert fault(tmp_path, "dir") == "it is not a file"
    assert fault(tmp_path, "pipe") == "it is not a file"
    assert fault(tmp_path, "huge.txt") == "16,777,217 bytes; at most 16,777,216 are read"
    assert fault(tmp_path, "gbk.txt") == "it is not UTF-8 (byte 0)"
    assert fault(tmp_path, "x" * 5000).startswith("it cannot be opened")
    assert isinstance(read(tmp_path, "loop"), TextFault)


def test_the_texts_of_a_plan_in_tables_lie_in_its_folder(tmp_path: Path) -> None:
    from planmodel.model.origin import Origin, SourceFile

    (tmp_path / "a.txt").write_text("水", "utf-8")
    file = SourceFile(path=str(tmp_path), format="tables", size=0, modified_ns=0)
    plan = Plan(id="p", title="P", elements=[Document(id="d", name="D", text="a.txt")], origin=Origin(files=(file,)))
    assert isinstance(Texts(plan).of(plan.documents["d"]), CitedText)


def test_a_plan_made_in_code_has_no_folder_to_look_in() -> None:
    plan = Plan(id="p", title="P", elements=[Document(id="d", name="D", text="a.md"), Document(id="e", name="E")])
    found = Texts(plan).of(plan.documents["d"])
    assert isinstance(found, TextFault)
    assert found.hint == "give its words: check(texts={'d': …})"
    assert Texts(plan).of(plan.documents["e"]) is None


def test_given_words_take_the_place_of_a_file() -> None:
    plan = Plan(id="p", title="P", elements=[Document(id="d", name="D", text="a.md")])
    found = Texts(plan, {"d": "**水**"}).of(plan.documents["d"])
    assert isinstance(found, CitedText)
    assert found.holds("水")
    assert found.name == "d"


def test_words_for_a_document_that_is_not_there_are_refused_with_a_suggestion() -> None:
    plan = Plan(id="p", title="P", elements=[Document(id="interpretation", name="D")])
    with pytest.raises(UnknownIdError, match="did you mean interpretation"):
        plan.check(texts={"interpretaton": "水"})


TWICE = CitedText(name="source.txt", words="一、总则\n坚持生态优先。\n\n二、任务\n坚持生态优先。加强治理。\n")


@pytest.mark.parametrize(
    ("where", "stands"),
    [
        ({}, True),
        ({"paragraph": 2}, True),
        ({"paragraph": 4}, True),
        ({"paragraph": 1}, False),
        ({"paragraph": 3}, False),
        ({"paragraph": 5}, False),
        ({"prefix": "二、任务"}, True),
        ({"prefix": "一、总则", "suffix": "二、任务"}, True),
        ({"prefix": "一、总则", "suffix": "加强"}, False),
        ({"suffix": "加强治理", "paragraph": 4}, True),
        ({"suffix": "加强治理", "paragraph": 2}, False),
        ({"prefix": "一、 总则", "paragraph": 2}, True),
    ],
)
def test_words_that_stand_twice_are_found_where_they_are_said_to_stand(where: dict[str, Any], stands: bool) -> None:
    assert TWICE.holds("坚持生态优先。", **where) is stands
