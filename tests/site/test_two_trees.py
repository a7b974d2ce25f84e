"""The English and the Chinese pages are the same pages, and what they show is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.check import RULES
from planmodel.parts import VOCABULARY
from planmodel.text import in_language
from reader import BLOCK, Reader

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
# Made from docstrings or lists: these stay English, and Chinese pages lead to them.
REFERENCE = {"fields", "names", "results"}
# Prose that is not written in Chinese yet: this only shrinks.
WAITING: set[str] = set()
FENCE = re.compile(r"^(`{3,}).*?^\1", re.DOTALL | re.MULTILINE)


def pages(tree: Path) -> set[str]:
    """Return the pages of prose of a tree, without their ending."""
    found = {path.relative_to(tree).with_suffix("").as_posix() for path in tree.rglob("*.md")}
    return {name for name in found if not name.startswith(("zh/", "reference/"))} - REFERENCE


ENGLISH, CHINESE = pages(DOCS), pages(DOCS / "zh")


def headings(path: Path) -> list[int]:
    """Return the levels of a page's headings, in order."""
    return [len(mark) for mark in re.findall(r"^(#+) ", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)]


def test_the_chinese_list_of_rules_is_current() -> None:
    text = (DOCS / "zh" / "rules.md").read_text(encoding="utf-8")
    severities = {"error": "错误", "warning": "警告", "info": "提示"}
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}) | {severities[rule.severity]} | {in_language(rule.title, 'zh')} |"
        for rule in RULES
    ]
    assert re.findall(r"^\| \[.*", text, re.MULTILINE) == rows


def blocks(path: Path) -> list[tuple[str, str]]:
    """Return the blocks of a page with their languages."""
    return BLOCK.findall(path.read_text(encoding="utf-8"))


def prose(path: Path) -> str:
    """Return what a Chinese page says itself: without blocks, code, addresses and what stands in quotation marks."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    text = re.sub(r"<textarea.*?</textarea>", "", text, flags=re.DOTALL)
    return re.sub(r"`[^`\n]*`|\]\([^)]*\)|“[^”\n]*”|<[^>\n]*>", "·", text)


def test_both_trees_have_the_same_pages() -> None:
    assert ENGLISH - WAITING == CHINESE
    assert ENGLISH >= WAITING


@pytest.mark.parametrize("page", sorted(CHINESE))
def test_a_page_has_the_same_headings_and_blocks_in_both_languages(page: str) -> None:
    english, chinese = DOCS / f"{page}.md", DOCS / "zh" / f"{page}.md"
    assert headings(english) == headings(chinese)
    assert [language for language, _ in blocks(english)] == [language for language, _ in blocks(chinese)]


def pieces(text: str) -> list[str]:
    """Return what a page is made of beside its blocks: paragraphs, items of lists, rows of tables.

    A row is told by the code in its first cell where that is alone there, but in Chinese for its meaning in brackets.
    """
    text = re.sub(r"^<!--.*?-->$", "", FENCE.sub("\n", text), flags=re.DOTALL | re.MULTILINE)
    return [_piece(part) for part in re.split(r"\n\s*\n|\n(?=\||(?:-|\d+\.) )", text.strip()) if part.strip()]


def _piece(part: str) -> str:
    row = re.match(r"\s*\|(?: (`[^`|]+`(?:(?:, |、)`[^`|]+`)*)(?:（[^|]*）)? \|)?", part)
    if row:
        return f"row {row[1] or ''}".replace("、", ", ")
    return "item" if re.match(r"\s*(?:-|\d+\.) ", part) else "paragraph"


@pytest.mark.parametrize("page", sorted(CHINESE))
def test_a_page_has_the_same_paragraphs_items_and_rows_in_both_languages(page: str) -> None:
    english, chinese = ((tree / f"{page}.md").read_text(encoding="utf-8") for tree in (DOCS, DOCS / "zh"))
    assert pieces(chinese) == pieces(english)


def test_what_a_page_lacks_would_be_noticed() -> None:
    page = "# A\n\nOne\nparagraph.\n\n| code | means |\n| --- | --- |\n| `a`, `b` | x |\n\n- one\n- two\n"
    whole = ["paragraph", "paragraph", "row ", "row ", "row `a`, `b`", "item", "item"]
    assert pieces(page) == whole
    assert pieces(page.replace("`a`, `b`", "`a`、`b`（甲）")) == whole
    for less in ("One\nparagraph.\n\n", "| `a`, `b` | x |\n", "- two\n"):
        assert len(pieces(page.replace(less, ""))) == len(whole) - 1


def test_the_chinese_page_of_the_model_names_every_kind_and_relation() -> None:
    text = (DOCS / "zh" / "model.md").read_text(encoding="utf-8")
    names = {kind.__name__ for kind in VOCABULARY.kinds} | {one.name for one in pm.Plan(id="p", title="x").relations}
    assert sorted(name for name in names if f"`{name}`" not in text) == []


@pytest.mark.parametrize("page", sorted(CHINESE))
def test_chinese_pages_keep_to_the_marks_and_words_of_the_field(page: str) -> None:
    text = prose(DOCS / "zh" / f"{page}.md")
    assert re.findall(r".{0,8}[一-鿿] ?[,;!?](?=[ \n一-鿿]).{0,8}", text) == [], (
        "half-width marks between Chinese words"
    )
    assert re.findall(r".{0,8}(?:[一-鿿] [0-9]|(?<![A-Za-z0-9])[0-9]+ [一-鿿%]).{0,8}", text) == [], (
        "a space between a digit and a Chinese word or %"
    )
    assert re.findall(r"[「」！您]|我们|抱歉|要素|文本载明|解读|更松|承诺值", text) == []


@pytest.mark.parametrize("page", sorted([*ENGLISH, *(f"zh/{name}" for name in CHINESE), *REFERENCE]))
def test_what_a_page_shows_is_what_happens(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("examples", "docs", "src"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delenv("PLANMODEL_LANGUAGE", raising=False)
    assert Reader(tmp_path, {"pm": pm}).read(DOCS / f"{page}.md") == []


@pytest.mark.parametrize(
    "block",
    [
        "```python\n>>> 1 + 1\n3\n```",
        "```sh\nplanmodel check nowhere.yaml\n```",
        "```sh\nrm nothing\n```",
        "```console\n$ planmodel read-target 持续改善\nnothing of the sort\n```",
        "```console\n$ planmodel check nowhere.yaml\n...\n$ echo $?\n0\n```",
    ],
)
def test_a_page_that_shows_something_else_would_be_noticed(block: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(block + "\n", encoding="utf-8")
    assert Reader(tmp_path).read(page) != []
