"""What schedules say in Chinese: headlines, notes, delays and drags, with nothing left in English."""

from __future__ import annotations

import re

import pytest

import planmodel as pm
from planmodel.scheduling.drag import drag_text

IDS = re.compile(r"\b(?:p|a|b|g|zero)\b|FS|`[^`]*`")


def plan() -> pm.Plan:
    duration = {"low": "1 月", "likely": "2 月", "high": "4 月"}
    first = pm.Task(id="a", name="甲", duration=duration, contributes_to=["g"], evidence="assumed")
    second = pm.Task(id="b", name="乙", depends_on=["a"], contributes_to=["g"])
    return pm.Plan(id="p", title="规划", elements=[pm.Goal(id="g", name="目标"), first, second])


def chinese() -> dict[str, str]:
    found = pm.schedule(plan(), start="2021-01-01")
    return {
        "schedule": found.to_text(language="zh"),
        "without dates": pm.schedule(plan()).to_text(language="zh"),
        "delay": found.delay({"a": "1 月"}).to_text(language="zh"),
        "drag": drag_text(found.drag("g"), "g", "zh"),
        "pert": found.pert().to_text(language="zh"),
        "explain": found.explain("b", language="zh"),
        "bracket": found.brackets().to_text(language="zh"),
    }


@pytest.mark.parametrize("what", chinese())
def test_no_english_is_left(what: str) -> None:
    assert re.findall("[A-Za-z]{2,}", IDS.sub("", chinese()[what])) == []


def test_a_schedule_begins_with_what_it_comes_to_and_what_it_rests_on() -> None:
    lines = chinese()["schedule"].split("\n")
    assert lines[:2] == ["p 的进度计划：2021年1月1日至2021年2月28日，59天", "2项工作中有1项关键工作"]
    assert lines[2] == "关键路径：a"
    assert "注：1项工期中有1项为假定，原文未写明" in lines
    assert "注：2项工作中有1项未定工期，按0计算（规则 `zero`）" in lines
    assert chinese()["delay"].startswith("a 延误1个月：完成时间推迟")


def test_findings_say_in_chinese_what_is_late_held_and_not_counted() -> None:
    work = [
        pm.Task(id="a", name="甲", duration="3 月", finish_by="2021-02"),
        pm.Task(id="b", name="乙", duration="1 月", depends_on=["a"], started="2021-01-15"),
        pm.Task(id="c", name="丙", duration="1 月", depends_on=["a"], done="-5 %"),
        pm.Task(id="d", name="丁", duration="2 月", uses=[{"to": "r", "amount": 1}]),
        pm.Task(id="e", name="戊", duration="1 月", part_of="d"),
    ]
    plan = pm.Plan(id="p", title="规划", period="2021-01/2021-03", elements=work)
    found = pm.schedule(plan, start="2021-01-01", as_of="2021-01-20")
    said = [one.in_language("zh").message for one in found.findings]
    assert {one.code for one in found.findings} >= {"PM601", "PM602", "PM603", "PM604", "PM607"}
    assert [text for text in said if re.search("[A-Za-z]{2,}", re.sub("FS|`[^`]*`", "", text))] == []
