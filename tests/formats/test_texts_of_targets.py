"""A target that a file gives by its text alone means what it means read with its indicator, whatever reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.formats.structure import converter
from planmodel.model.kinds import Indicator
from planmodel.model.targets import Change, Commitment, Level, Unread
from planmodel.model.vocabulary import VOCABULARY


def by_each_path(tmp_path: Path, text: str, **fields: Any) -> list[Commitment]:
    """Return what the text promises by the reader of good files, the careful one, and after each kind of writing."""
    indicator = {"id": "i", "targets": [{"year": 2025, "as_published": text}], **fields}
    path = tmp_path / "p.json"
    path.write_text(json.dumps({"planmodel": 1, "id": "p", "title": "P", "indicators": [indicator]}), encoding="utf-8")
    plan = pm.read_plan(path)
    plans = [plan]
    plan.to_json(tmp_path / "again.json")
    plan.to_yaml(tmp_path / "again.yaml")
    plan.to_tables(tmp_path / "tables")
    plans += [pm.read_plan(tmp_path / name) for name in ("again.json", "again.yaml", "tables")]
    careful = [converter(VOCABULARY, False, gather).structure(indicator, Indicator) for gather in (False, True)]
    read = [*(one for plan in plans for one in plan.indicators), *careful]
    return [one.targets[0].commitment for one in read]


RISE = Change(direction="increase", value="3 %", relative=True, comparator="about")
CUT = Change(direction="decrease", value="10 %", relative=True)


@pytest.mark.parametrize(
    ("text", "fields", "promise"),
    [
        ("3%左右", {"name": "居民消费价格涨幅", "unit": "%", "better": "lower"}, RISE),
        ("3%左右", {"name": "居民消费价格涨幅(%)"}, RISE),
        ("3%左右", {"name": "城镇调查失业率", "unit": "%"}, Level(value="3 %", comparator="about")),
        ("下降10%", {"name": "化学需氧量排放量", "unit": "吨"}, CUT),
        ("10%", {"name": "单位GDP能耗降低率", "unit": "%"}, CUT),
        ("10%", {"name": {"zh": "单位GDP能耗降低率", "en": "Cut"}, "unit": "%"}, CUT),
        ("10%", {"name": "森林覆盖率", "unit": "%"}, Level(value="10 %")),
    ],
)
def test_a_text_is_read_with_the_name_of_its_indicator(
    tmp_path: Path, text: str, fields: dict[str, Any], promise: Commitment
) -> None:
    assert by_each_path(tmp_path, text, **fields) == [promise] * 6


@pytest.mark.parametrize(
    ("fields", "direction"),
    [
        ({"name": "某物降低率", "better": "higher"}, "decrease"),
        ({"name": "某物数", "better": "higher"}, "increase"),
        ({"name": "某物数", "better": "lower"}, "decrease"),
        ({"name": "某物数", "metric": "forest-cover-share"}, "increase"),
        ({"name": "某物数", "metric": "forest-cover-share", "better": "lower"}, "decrease"),
        ({"name": "森林覆盖率"}, "increase"),
    ],
)
def test_brackets_take_their_direction_from_the_name_then_better_then_the_metric(
    tmp_path: Path, fields: dict[str, Any], direction: str
) -> None:
    read = by_each_path(tmp_path, "〔1〕", unit="%", **fields)
    assert [one.direction for one in read if isinstance(one, Change)] == [direction] * 6


def test_brackets_stay_unread_where_nothing_tells_their_direction(tmp_path: Path) -> None:
    assert {type(one) for one in by_each_path(tmp_path, "〔1〕", name="某物数", unit="%")} == {Unread}


@pytest.mark.parametrize("text", ["95%（2024年）", "2024年达到95%"])
def test_a_text_for_another_year_than_the_targets_is_no_promise_for_that_year(tmp_path: Path, text: str) -> None:
    read = by_each_path(tmp_path, text, name="污水处理率", unit="%")
    assert read == [Unread(reason="the text is for 2024, the target for 2025")] * 6


def test_a_text_that_names_the_targets_own_year_is_read(tmp_path: Path) -> None:
    promise = Level(value="95 %")
    assert by_each_path(tmp_path, "到2025年达到95%", name="污水处理率", unit="%") == [promise] * 6


@pytest.mark.parametrize("text", ["3%左右", "〔3〕", "3%", "下降3%"])
def test_what_was_promised_otherwise_than_its_text_says_is_written_out(tmp_path: Path, text: str) -> None:
    target = pm.Target(year=2025, as_published=text, commitment=Level(value="3 %"))
    indicator = Indicator(id="i", name="居民消费价格涨幅", unit="%", targets=(target,))
    plan = pm.Plan(id="p", title="P", elements=(indicator,))
    plan.to_json(tmp_path / "p.json")
    assert pm.read_plan(tmp_path / "p.json") == plan
