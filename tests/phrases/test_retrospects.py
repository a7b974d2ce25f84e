"""Paragraphs of reports that tell what was reached, beside those that promise."""

from __future__ import annotations

import pytest

import planmodel as pm

PAST = [
    "五年来，生活更好。建成公园12个。城镇新增就业31万人。",
    "刚刚过去的2024年，工作扎实。粮食产量达到50亿斤，增速居全省第2位。新建学校9所。",
    "建成医院5座。参保率均稳定在98%以上。过去五年，面貌一新。",
    "一、2024年工作回顾\n经济稳中有进。新增企业300家。新建公园5个。",
    "（一）发展基础\n绿地率达到38%。完成造林9万亩。",
]
AHEAD = {
    "五年来，生活更好。到2030年，建成公园12个。": ["建成公园"],
    "过去一年成绩可贵。今年要再接再厉，新建公园5个。": ["新建公园"],
    "一、工作回顾\n新增企业300家。\n二、主要目标\n新建公园5个。": ["新建公园"],
    "五年来，生活更好。\n新建公园5个。": ["新建公园"],
}


@pytest.mark.parametrize("text", PAST)
def test_what_was_reached_is_no_promise(text: str) -> None:
    assert list(pm.find_targets(text)) == []


@pytest.mark.parametrize(("text", "subjects"), AHEAD.items())
def test_what_is_to_come_is_found_beside_it(text: str, subjects: list[str]) -> None:
    assert [one.subject for one in pm.find_targets(text)] == subjects
