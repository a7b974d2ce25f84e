"""Numbers in Chinese words: 五十, 百分之十, 三成, 三分之一, 一半."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from planmodel.expression import expression

__all__ = ["FIRST_CHARACTERS", "Numeral", "chinese_numeral", "percent", "year_in_words"]

FIRST_CHARACTERS = frozenset("一二两三四五六七八九十百千万半过")
"""What a number in words begins with."""

_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_PLAIN = "[零一二两三四五六七八九十百千]"
_SHARE = expression(rf"(百|千)分之(?:({_PLAIN}+)(?:点([零一二三四五六七八九]+))?|(\d+(?:\.\d+)?))")
_PARTS = expression(rf"({_PLAIN}+)分之({_PLAIN}+)")
_TENTHS = expression(
    r"([一二两三四五六七八九])成(?:(半)|([一二三四五六七八九])(?![般些个批方两]))?"
    r"(?![立为果本员功熟长品年色套都人了交效就员])"
)
_HALF = expression(r"(?:一半|半数)")
_COUNT = expression(rf"{_PLAIN}+")
_YEAR = expression(r"(二[零〇○][零一二三四五六七八九〇○]{2})年")


class Numeral(NamedTuple):
    """A number in words.

    Parameters:
        value: the number.
        unit: the unit that the words name, %, ‰, or none.
        end: where they end.
    """

    value: Decimal
    unit: str
    end: int


def chinese_numeral(text: str, at: int) -> Numeral | None:
    """Return the number in words that begins at a place: a share, or a count that a unit must follow."""
    share = _SHARE.match(text, at)
    if share is not None:
        unit = "%" if share[1] == "百" else "‰"
        number = Decimal(share[4]) if share[4] else _with_places(share[2], share[3])
        return None if number is None else Numeral(number, unit, share.end())
    parts = _PARTS.match(text, at)
    if parts is not None:
        below, above = _whole(parts[1]), _whole(parts[2])
        return Numeral(percent(Fraction(above, below)), "%", parts.end()) if below and above is not None else None
    tenths = _TENTHS.match(text, at)
    if tenths is not None:
        rest = 5 if tenths[2] else _DIGITS[tenths[3]] if tenths[3] else 0  # 九成五
        return Numeral(Decimal(_DIGITS[tenths[1]] * 10 + rest), "%", tenths.end())
    half = _HALF.match(text, at)
    if half is not None:
        return Numeral(Decimal(50), "%", half.end())
    count = _COUNT.match(text, at)
    whole = _whole(count[0]) if count is not None else None
    return Numeral(Decimal(whole), "", count.end()) if count is not None and whole is not None else None


def year_in_words(text: str, at: int) -> tuple[str, int] | None:
    """Return the year that is written 二〇二五年, and where it ends."""
    found = _YEAR.match(text, at)
    return ("".join(str(_DIGITS[sign]) for sign in found[1]), found.end()) if found is not None else None


def _with_places(words: str, places: str | None) -> Decimal | None:
    whole = _whole(words)
    if whole is None:
        return None
    return Decimal(f"{whole}.{''.join(str(_DIGITS[sign]) for sign in places)}" if places else whole)


def percent(share: Fraction) -> Decimal:
    """Return a share in hundredths, to 15 places."""
    hundredfold = share * 100
    exact = Decimal(hundredfold.numerator) / Decimal(hundredfold.denominator)
    return exact if Fraction(exact) == hundredfold else round(exact, 15)


def _whole(words: str) -> int | None:
    """Return the integer that words below 一万 name; ``None`` when they are no number: 三五, 十百."""
    total, digit, last = 0, None, 10_000
    if len(words) > 2 and words[-2] in "百千" and words[-1] in _DIGITS and words[-1] not in "零〇○":
        words = f"{words}{'十' if words[-2] == '百' else '百'}"  # 一百二 is 120; 102 is 一百零二
    for sign in words:
        if sign in _TENS:
            if _TENS[sign] >= last or (digit is None and sign != "十"):
                return None
            total += (1 if digit is None else digit) * _TENS[sign]
            digit, last = None, _TENS[sign]
        elif sign in "零〇○":
            if digit is not None:
                return None
        elif digit is not None:
            return None
        else:
            digit = _DIGITS[sign]
    return total + (digit or 0)
