"""What a notebook shows of a result: short text, and HTML that an untrusted notebook keeps and that nothing breaks."""

from __future__ import annotations

import importlib
import pkgutil
import re
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest

import planmodel as pm
from every_result import made
from planmodel.parts import Element
from planmodel.records import Shown, facts, said
from planmodel.tabular import Rows

HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(2)>&\"'"
LONG = "深入打好污染防治攻坚战持续改善生态环境质量" * 20
FORBIDDEN = re.compile(r"<(script|style|svg|iframe|link|object|form)|onerror=alert\(2\)>|javascript:", re.I)
MOST_LINES = 130
VOID = {"br", "img", "hr"}
ELSEWHERE = {"Corpus", "Picture", "PlanGraph", "PlanWidget", "ReportLink", "ResourceSchedule", "Similarity"}


class Balance(HTMLParser):
    """Fails where a tag closes what is not open; ``open`` holds what was never closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(value: Any) -> tuple[str, str | None]:
    """Return the text and the HTML that a notebook takes."""
    if hasattr(value, "_repr_mimebundle_"):
        bundle = value._repr_mimebundle_()
        return bundle["text/plain"], bundle.get("text/html")
    return repr(value), value._repr_html_() if hasattr(value, "_repr_html_") else None


CASES = sorted(made(HOSTILE, 3))


@pytest.mark.parametrize("case", CASES)
def test_no_text_of_a_plan_becomes_markup(case: str) -> None:
    text, html = shown(made(HOSTILE, 3)[case])
    assert text.strip()
    assert html is not None
    assert FORBIDDEN.search(html) is None
    balance = Balance()
    balance.feed(html)
    balance.close()
    assert balance.open == []


@pytest.mark.parametrize("case", CASES)
def test_of_a_large_plan_a_few_screens_are_shown(case: str) -> None:
    value = made(LONG, 200)[case]
    text, html = shown(value)
    assert text.count("\n") < MOST_LINES
    assert max(map(len, text.splitlines())) < 1_000
    assert html is not None
    assert len(html) < 600_000
    assert isinstance(value, Element | Rows | Shown) or len(repr(value)) < 40_000


def test_every_class_that_shows_itself_is_looked_at_here() -> None:
    seen = {cls for value in made(HOSTILE, 3).values() for cls in type(value).__mro__}
    names = [one.name for one in pkgutil.walk_packages(pm.__path__, "planmodel.") if "__main__" not in one.name]
    classes = {
        cls
        for module in map(importlib.import_module, names)
        for cls in vars(module).values()
        if isinstance(cls, type) and cls.__module__ in names
    }
    missing = {cls.__name__ for cls in classes - seen if {"_repr_html_", "_repr_mimebundle_"} & vars(cls).keys()}
    assert missing <= ELSEWHERE


def test_rows_are_a_tuple_that_shows_itself() -> None:
    rows = Rows([pm.Amount("1 亩"), pm.Amount("2 亩")])
    assert rows == (pm.Amount("1 亩"), pm.Amount("2 亩"))
    assert hash(rows) == hash(tuple(rows))
    assert repr(rows) == repr(tuple(rows))
    assert isinstance(rows, tuple)


def test_a_table_leaves_out_columns_in_which_nothing_is_said() -> None:
    goals = Rows([pm.Goal(id="a", name="Air"), pm.Goal(id="b", name="Water", part_of="a")])
    text, _ = shown(goals)
    assert text.splitlines() == ["id  name   evidence  part of", "a   Air    stated    —", "b   Water  stated    a"]


def test_a_record_shows_only_what_it_says() -> None:
    text, _ = shown(pm.Goal(id="a", name={"zh": "空气", "en": "Air"}))
    assert text.splitlines() == ["Goal", "  id        a", "  name      空气 / Air", "  evidence  stated"]


def test_what_is_put_in_words_is_cut_and_says_nothing_as_a_dash() -> None:
    @attrs.frozen
    class Point:
        x: float
        note: str | None = None
        many: tuple[str, ...] = ()

    assert said(Point(0.5)) == "0.5"
    assert facts(Point(0.5, many=("a", "b"))) == [("x", "0.5"), ("many", "a, b")]
    assert said(None) == said(()) == said("") == "—"
    assert said("x" * 999, 10) == "x" * 9 + "…"
    assert said({"a": 1}) == "a 1"


def test_no_rows_are_none() -> None:
    assert shown(Rows[int]()) == ("none", "<p>none</p>")


def test_the_direction_of_a_change_has_words_in_chinese() -> None:
    target = pm.Target(year=2025, as_published="下降14%")
    assert "、下降14%、" in said(target, language="zh")
    assert ", falls by 14 %, " in said(target)
