"""What a target was read as, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from planmodel.model.targets import (
    Assigned,
    Change,
    Commitment,
    Compound,
    Grade,
    Level,
    Qualitative,
    RelativeTo,
    Target,
)
from planmodel.text import in_language, one_line
from planmodel.units import Amount
from planmodel.views.commitment import commitment_text
from planmodel.words import Message, worded

__all__ = ["Several", "both", "promise"]

Several: TypeAlias = str | dict[str, str]
"""A text, or one a language."""


def both(text: object) -> Several:
    """Return a sentence or an amount in the languages of the page; any other text as it is.

    What has no words, so that the languages differ in spaces alone (≥ 70 %), is one text; 3 天 is 3天 in Chinese.
    """
    if isinstance(text, Message | Amount):
        told = {one: one_line(worded(text, one)) for one in ("en", "zh")}
        spaced = told["en"] != told["zh"] and any("\u4e00" <= one <= "\u9fff" for one in told["zh"])
        same = not spaced and "".join(told["en"].split()) == "".join(told["zh"].split())
        return told["en"] if same else told
    return "" if text is None else one_line(str(text))


_HOW: Mapping[str | None, str] = {
    "at_least": "不低于",
    "at_most": "不超过",
    "more_than": "高于",
    "less_than": "低于",
    "better_than": "优于",
}
_AFTER: Mapping[str | None, str] = {"about": "左右"}
"""What stands behind a number, as one comparator a phrase."""
_OF_CHANGE: Mapping[str | None, tuple[str, str]] = {
    "at_least": ("", "以上"),
    "at_most": ("不超过", ""),
    "more_than": ("超过", ""),
    "less_than": ("不足", ""),
    "better_than": ("超过", ""),
    "about": ("", "左右"),
}
"""What stands before and behind the number of a change: 下降14%以上, 下降不超过5%."""
_STATISTICS: Mapping[str | None, str] = {None: "水平", "mean": "平均水平", "median": "中位水平"}
_TRENDS: Mapping[str, str] = {
    "complete": "完成",
    "control": "得到控制",
    "decrease": "下降",
    "eliminate": "消除",
    "full_coverage": "全覆盖",
    "improve": "改善",
    "increase": "提高",
    "maintain": "保持",
    "meet_standard": "达标",
    "not_increase": "不增加",
}


def promise(target: Target) -> dict[str, str]:
    """Return a target as read, with what is striven for and the part that it holds for.

    Example:
        >>> from planmodel.phrases.reader import read_target
        >>> promise(read_target("比2020年下降14%以上"))
        {'zh': '比2020年下降14%以上', 'en': 'falls by at least 14 % since 2020'}
    """
    scope = one_line(str(target.scope)) if target.scope is not None else ""
    english, chinese = commitment_text(target.commitment), _chinese(target.commitment)
    if target.stretch is not None:
        english += f"; striving for {commitment_text(target.stretch)}"
        chinese += f"，力争{_chinese(target.stretch)}"
    held_for = {"zh": f"（{scope}）", "en": f" ({scope})"} if scope else {"zh": "", "en": ""}
    return {"zh": one_line(chinese + held_for["zh"]), "en": one_line(english + held_for["en"])}


def _chinese(commitment: Commitment) -> str:
    if isinstance(commitment, Compound):
        return ("，且" if commitment.of == "all" else "，或").join(map(_chinese, commitment.parts))
    if isinstance(commitment, Qualitative):
        return _TRENDS.get(commitment.trend, commitment.trend.replace("_", " "))
    if isinstance(commitment, Assigned):
        return f"完成{commitment.by or '上级'}下达任务（数值未列出）"
    comparator = getattr(commitment, "comparator", None)
    how = _HOW.get(comparator, "")
    if isinstance(commitment, RelativeTo):
        return f"{how}{commitment.scope}{_STATISTICS.get(commitment.statistic, commitment.statistic)}"
    if isinstance(commitment, Grade):
        better = "达到或优于" if comparator == "at_least" else how
        return f"{better}{commitment.grade}类" + (f"（{commitment.scale}）" if commitment.scale else "")
    if isinstance(commitment, Level | Change):
        value = _range(commitment)
        return (
            f"{how}{value}{_AFTER.get(comparator, '')}" if isinstance(commitment, Level) else _change(commitment, value)
        )
    reason = in_language(commitment.reason, "zh") if commitment.reason else ""
    return "目标表述尚未识别" + (f"：{reason}" if reason else "")


def _range(commitment: Level | Change) -> str:
    """Return a number, or a range of two in which a unit of letters stands once and a percent sign twice."""
    low = commitment.value.in_language("zh")
    if commitment.high is None:
        return low
    high = commitment.high.in_language("zh")
    once = commitment.value.unit == commitment.high.unit != "%"
    return f"{low.removesuffix(commitment.value.unit).rstrip() if once else low}～{high}"


def _change(change: Change, value: str) -> str:
    since = f"比{change.since}年" if change.since is not None else ""
    per = "年均" if change.per == "year" else ""
    before, behind = _OF_CHANGE.get(change.comparator, ("", ""))
    return f"{since}{per}{'上升' if change.direction == 'increase' else '下降'}{before}{value}{behind}"
