"""A target given in code by its text alone is read as in a file."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest

import planmodel as pm

CUT = pm.Change(direction="decrease", value="10 %", relative=True)


def in_file(folder: Path, indicator: dict[str, Any]) -> pm.Indicator:
    path = folder / "p.json"
    path.write_text(json.dumps({"planmodel": 1, "id": "p", "title": "P", "indicators": [indicator]}), encoding="utf-8")
    return pm.read_plan(path).indicators["i"]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("≤22", {"name": "细颗粒物年均浓度", "unit": "微克/立方米"}),
        ("10%", {"name": "单位GDP能耗降低率", "unit": "%"}),
        ("10%", {"name": "森林覆盖率", "unit": "%"}),
        ("3%左右", {"name": "居民消费价格涨幅(%)"}),
        ("达到58%，力争60%", {"name": "森林覆盖率", "unit": "%"}),
        ("山区达到75%，力争80%", {"name": "森林覆盖率", "unit": "%"}),
        ("完成省下达任务", {"name": "化学需氧量排放量", "unit": "吨"}),
        ("到2030年≤22", {"name": "细颗粒物年均浓度", "unit": "微克/立方米"}),
        ("x y z", {"name": "某物数"}),
    ],
)
def test_a_text_promises_in_code_what_it_promises_in_a_file(tmp_path: Path, text: str, fields: dict[str, Any]) -> None:
    read = in_file(tmp_path, {"id": "i", "targets": [{"year": 2025, "as_published": text}], **fields})
    written = pm.Indicator(id="i", targets=[pm.Target(year=2025, as_published=text)], **fields)
    mapped = pm.Indicator(id="i", targets=[{"year": 2025, "as_published": text}], **fields)
    assert written == mapped == read
    plan = pm.Plan(id="p", title="P", elements=[written])
    assert "commitment" not in plan.to_json(), "a text that says it is enough"


def test_what_was_asked_of_a_target_alone_does_not_stand_against_what_its_indicator_says() -> None:
    target = pm.Target(year=2025, as_published="10%")
    assert target.commitment == pm.Level(value="10 %")
    first, second = (
        pm.Indicator(id="i", name=name, targets=[target]).targets[0].commitment
        for name in ("单位GDP能耗降低率", "森林覆盖率")
    )
    assert (first, second) == (CUT, pm.Level(value="10 %"))
    assert target.commitment == pm.Level(value="10 %")


def test_what_is_given_beside_the_text_stays() -> None:
    target = pm.Target(year=2025, as_published="≤22", commitment=pm.Unread())
    assert target.commitment == pm.Unread()
    stays = pm.Indicator(id="i", name="x", unit="吨", targets=[target]).targets[0]
    assert stays.commitment == pm.Unread()
    said = pm.Target(year=2025, as_published="≤22", commitment=pm.Level(value="20 吨"))
    assert pm.Indicator(id="i", name="x", targets=[said]).targets[0].commitment == pm.Level(value="20 吨")
    assert pm.Target(as_published="到2030年≤22").year == 2030
    assert pm.Target(year=2025).commitment == pm.Unread()


def test_a_target_alone_is_copied_changed_and_stored_as_what_it_says() -> None:
    target = pm.Target(as_published="≤22 吨")
    level = pm.Level(value="22 吨", comparator="at_most")
    assert [one.commitment for one in (attrs.evolve(target, year=2030), pickle.loads(pickle.dumps(target)))] == [
        level,
        level,
    ]
    assert target == pm.Target(as_published="≤22 吨", commitment=level)
    assert hash(target) == hash(pm.Target(as_published="≤22 吨", commitment=level))
