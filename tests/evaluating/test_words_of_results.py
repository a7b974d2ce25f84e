"""What results of this room say in Chinese: heads of their own, words for codes, no English sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm

HERE = Path(__file__).parents[2] / "examples"


def results() -> Iterator[tuple[str, Any]]:
    plans = pm.examples.succession()
    found = pm.evaluate(plans["yi-145"], as_of="2023-12-31", published={"i-cod": "快于预期"})
    yield "indicators", found
    yield "tasks", found.tasks
    yield "projects", found.projects
    yield "counts", found.counts(published=True)
    yield "sufficiency", pm.sufficiency(plans["yi-145"])
    yield "succession", pm.succession(plans["jia-135"], plans["jia-145"])
    counties = pm.PlanSet.read(str(HERE / "counties" / "*.yaml"))
    yield "quotas", pm.quotas(counties["chongqing-esr-145"], [counties["qianjiang-esr-145"]], metric="cod-cut")


RESULTS = dict(results())
SETS = (pm.examples.succession(), pm.PlanSet.read(str(HERE / "counties" / "*.yaml")))
PLANS = [held[id] for held in SETS for id in held.ids]
IDS = {word for plan in PLANS for element in plan.elements for word in re.findall(r"[a-z]+", element.id)}


@pytest.mark.parametrize("name", RESULTS)
def test_no_english_word_is_left_in_chinese(name: str) -> None:
    text = RESULTS[name].to_text(language="zh")
    known = IDS | {"midterm", "yi", "jia", "esr", "chongqing", "qianjiang", "cod"}
    assert set(re.findall(r"[a-z]{2,}", text)) - known == set(), text


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("tasks", ("牵头单位", "状态")),
        ("counts", ("分组", "总数", "可评估")),
        ("indicators", ("序时进度", "完成度")),
        ("succession", ("进度要求",)),
    ],
)
def test_heads_are_those_of_their_own_columns(name: str, heads: tuple[str, ...]) -> None:
    text = RESULTS[name].to_text(language="zh")
    assert all(head in text for head in heads), text


def test_codes_stay_codes_in_english() -> None:
    assert "not_started" in RESULTS["tasks"].to_text()
    assert "not_enough" in RESULTS["sufficiency"].to_text()
    assert "binding" in RESULTS["indicators"].to_text()
