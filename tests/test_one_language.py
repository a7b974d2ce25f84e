"""Every result speaks one language: what is not a name, a code or an id is Chinese in a Chinese text and its page."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

import planmodel as pm
from every_result import empty, made
from planmodel.tabular import Result, result_columns

NAME = "水环境"
SET = pm.PlanSet.read("examples/counties/*.yaml")
RESULTS: dict[str, Result] = {
    **{name: value for name, value in made(NAME, 3).items() if isinstance(value, Result)},
    **{f"{name}, empty": value for name, value in empty().items()},
    "shape": SET.shape(),
    "kinds": SET.coverage("plan", "kind"),
    "of three plans": SET,
}
OF_FILES = {"derivation", "derivations", "verification", "verified"}
"""Results that show the ids and the names of rules that a file of derivations has."""
CODES = r"midterm-145|(?:DCMA|GAO)-\w+|PM\d+|Kappa|PERT|P\d\d|Python"
IDS = rf"\b(?:[a-z]{{1,2}}\d*|after|other|[a-z]+-esr-145|prj-\w+|{CODES})\b"
"""Ids of the plans that are made here, of scales and checks; names that Chinese has as they are."""
PLACES = r"[a-z_]+\[[^\]]*\](?:\.[a-z_]+(?:\[[^\]]*\])?)*|\b[a-z_]+(?:\.[a-z_]+)+|<plan>|source\.txt"
"""Ways to a field in a plan, and files."""
FIELDS = {"diff", "agreement", "merge", "report", "findings", "import"}
"""Results that show fields of plan files with what stands in them, or is to be written into them."""
PACKAGES = {"versions"}
NAMES = "水环境|水环…|甲市规划|总体目标|质量改善|细颗粒物年均浓度|森林覆盖率(?:达到58%以上)?|[一-鿿]*“十四五”[一-鿿]*"
UNITS = r"微克/立方米|万元|(?<=[0-9 ])[月天年]|(?<=begin again at )[一二三四五六七八九十]+"
"""Names, units and numbers of headings as a plan has them."""


def english(text: str) -> set[str]:
    """Return the words of a text that are neither code nor ids nor places in a file."""
    return set(re.findall(r"[A-Za-z][A-Za-z_]+", re.sub(f"`[^`]*`|{PLACES}|{IDS}", " ", text)))


def texts(result: Result) -> list[str]:
    page = re.sub("<[^>]*>", " ", result.in_language("zh")._repr_html_())
    return [result.to_text(language="zh"), html.unescape(page)]


@pytest.mark.parametrize("name", sorted(RESULTS.keys() - OF_FILES - FIELDS - PACKAGES))
def test_a_result_has_no_english_word_in_chinese(name: str) -> None:
    found = set().union(*map(english, texts(RESULTS[name])))
    assert found == set()


@pytest.mark.parametrize("name", sorted(RESULTS.keys() - {"report", "report, empty"}))
def test_what_stands_above_and_below_a_table_and_its_heads_are_chinese(name: str) -> None:
    result = RESULTS[name]
    heads = [
        str(getattr(one.title, "in_language", lambda _, one=one: one.title)("zh"))
        for one in result_columns(result)
        if one.shown
    ]
    lines = [getattr(one, "in_language", lambda _, one=one: one)("zh") for one in (*result._above(), *result._below())]
    assert [text for text in (*heads, *lines) if english(text)] == []


@pytest.mark.parametrize("name", sorted(RESULTS.keys() - {"report", "findings", "finding", "import", "of three plans"}))
def test_a_result_has_no_chinese_word_in_english(name: str) -> None:
    text = re.sub(f"{NAMES}|{UNITS}", " ", RESULTS[name].to_text())
    assert re.findall("[一-鿿]+", text) == [], text


def test_what_the_tests_would_find() -> None:
    planted: Any = RESULTS["schedule"]
    assert english("4项工作中有3项关键工作，critical path") == {"critical", "path"}
    assert english(planted.to_text(language="zh") + "\nnot stated") == {"not", "stated"}
    assert english("任务 t0（`depends_on`）位于 goals[0].name") == set()
