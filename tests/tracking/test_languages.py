"""The reasons of progress say themselves in English and in Chinese."""

from __future__ import annotations

import re
from typing import Any

import pytest

import planmodel as pm
from planmodel.tracking.results import IndicatorProgress
from planmodel.words import Message

ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")


def progress(target: str, observed: str | None = "9 吨", **given: Any) -> IndicatorProgress:
    """Return the progress of one indicator by the end of 2023."""
    seen = [] if observed is None else [pm.Observation(period=2023, value=observed)]
    fields: dict[str, Any] = {"baseline": pm.Baseline(year=2020, value="10 吨"), "better": "lower"} | given
    targets = [pm.read_target(target, unit="吨", year=2025)]
    indicator = pm.Indicator(id="i", name="排放量", unit="吨", targets=targets, observations=seen, **fields)
    (result,) = pm.progress(pm.Plan(id="p", title="P", elements=[indicator]), as_of="2023-12-31").results
    return result


@pytest.mark.parametrize(
    ("result", "english", "chinese"),
    [
        (progress("≤8", None), "nothing was measured", "无实际值"),
        (
            progress("完成省下达任务"),
            "省 sets the number, and it is not here (完成省下达任务)",
            "数值由省下达，数据中没有（“完成省下达任务”）",
        ),
        (
            progress("持续改善"),
            "the promise is in words: improve (持续改善)",
            "目标为定性表述：改善（“持续改善”）",
        ),
        (
            progress("≤8", better="higher"),
            "higher is better for i, but its target says at most 8 吨",
            "指标 i 越高越好，而其目标为不超过8吨",
        ),
        (
            progress("≤12"),
            "the target 12 吨 is not better than the baseline 10 吨",
            "目标值12吨不优于基期值10吨",
        ),
        (
            progress("≤8", baseline=None),
            "there is no level to start from, so only met or not met can be told",
            "缺少基期值，只能判断达到与否",
        ),
    ],
)
def test_a_reason_says_itself_in_both_languages(result: IndicatorProgress, english: str, chinese: str) -> None:
    assert isinstance(result.message, Message)
    assert (result.message, result.message.in_language("zh")) == (english, chinese)
    assert result.message.in_language("zh").in_language("en") == english


def test_every_reason_of_a_real_plan_is_a_sentence_of_the_catalogue() -> None:
    results = pm.progress(pm.examples.lianzhou(), as_of="2023-12-31").results
    said = [one.message for one in results if one.message is not None]
    assert len(said) > 5
    left = [text for text in said if not isinstance(text, Message) or ENGLISH.search(text.in_language("zh"))]
    assert left == []
