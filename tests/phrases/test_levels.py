"""Levels and ranges are read; all else is kept unread, and nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.phrases.levels import read_commitment


@pytest.mark.parametrize(
    ("text", "unit", "comparator", "value", "high"),
    [
        ("≥90", "%", "at_least", "90 %", None),
        ("≥90%", None, "at_least", "90 %", None),
        (">=90.0 %", None, "at_least", "90.0 %", None),
        ("97%以上", None, "at_least", "97 %", None),
        ("不低于317天", None, "at_least", "317 天", None),
        ("达到95%以上", None, "at_least", "95 %", None),
        ("≤25", "微克/立方米", "at_most", "25 微克/立方米", None),
        ("13.17万吨以内", None, "at_most", "13.17 万吨", None),
        ("小于35", "微克/立方米", "less_than", "35 微克/立方米", None),
        ("15左右", "%", "about", "15 %", None),
        ("达到40微克/立方米", None, None, "40 微克/立方米", None),
        ("320天", None, None, "320 天", None),
        ("55～60", "%", "between", "55 %", "60 %"),
        ("55%-60%", None, "between", "55 %", "60 %"),
        ("１，２３４ 吨", None, None, "1234 吨", None),
    ],
)
def test_a_level_is_read(text: str, unit: str | None, comparator: str | None, value: str, high: str | None) -> None:
    level = pm.read_target(text, unit=unit).commitment
    assert isinstance(level, pm.Level), level
    assert (level.comparator, str(level.value), level.high and str(level.high)) == (comparator, value, high)


@pytest.mark.parametrize(
    "text",
    [
        "比2020年下降14.5%", "年均下降10%以上", "〔18〕", "下降14%,力争14.5%", "≥55且不降低", "保持Ⅱ类", "Ⅱ类",
        "完成省下达任务", "持续改善", "97。3%", "11⠥", "8%、8%、10%、10%以上", "20%以上 / 15%以上",
        "从42降至26", "上升7.5%", "≥ 90 以上",
        "到2025年达到90%", "60～55", "--5", "1,23", "NaN", "∞", "٣٤%", "", " ", "≥", "5 蒲式耳", "x" * 100,
    ],
)  # fmt: skip
def test_what_is_no_level_stays_unread_with_a_reason(text: str) -> None:
    commitment = read_commitment(text, unit="%")
    assert isinstance(commitment, pm.Unread)
    assert commitment.reason


def test_ten_megabytes_of_text_are_refused_at_once() -> None:
    assert isinstance(read_commitment("9" * 10_000_000), pm.Unread)


@given(st.text(max_size=90), st.sampled_from([None, "%", "吨"]))
def test_no_text_raises(text: str, unit: str | None) -> None:
    assert isinstance(read_commitment(text, unit=unit), pm.Level | pm.Unread)
