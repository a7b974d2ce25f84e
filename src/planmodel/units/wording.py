"""How an amount is worded in a sentence: units of time as the language has them, all others as they are written."""

from __future__ import annotations

from decimal import Decimal

from planmodel.units.numerals import number_text

__all__ = ["amount_in_words"]

_TIMES = {
    name: words
    for names, *words in (
        ("月 个月 month months", "month", "months", "个月"),
        ("工作日 个工作日 workday workdays working_day working_days", "working day", "working days", "个工作日"),
        ("日历日 个日历日 自然日 个自然日 calendar_day calendar_days", "calendar day", "calendar days", "个日历日"),
        ("天 日 day days", "day", "days", "天"),
        ("周 week weeks", "week", "weeks", "周"),
        ("年 year years", "year", "years", "年"),
        ("小时 个小时 hour hours", "hour", "hours", "小时"),
    )
    for name in names.split()
}
"""What sentences call units of time: one of it and several in English, and in Chinese, where 6 月 would be June."""


def amount_in_words(magnitude: Decimal, unit: str, language: str) -> str:
    """Return an amount as sentences of a language have it.

    Parameters:
        magnitude: its number.
        unit: its unit.
        language: ``en`` or ``zh``; in others it is written as in English.
    """
    time = _TIMES.get(unit.replace(" ", "_"))
    if language != "zh":
        called = unit if time is None else time[magnitude != 1]
        return f"{number_text(magnitude)} {called}" if called else number_text(magnitude)
    number, called = number_text(magnitude).replace("-", "\N{MINUS SIGN}"), unit if time is None else time[2]
    return f"{number} {called}" if called[:1].isascii() and called[:1].isalpha() else f"{number}{called}"
