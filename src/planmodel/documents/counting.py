"""Numbers as lists and headings print them: 一, 甲, ①, iv, (3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

__all__ = ["counted"]

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 9_999


def counted(number: int, form: str) -> str | None:
    """Return a number in one of the forms that Word and web pages count in; ``None`` for a form that is not known.

    Parameters:
        number: from 0; forms that have no sign for it count on in decimal.
        form: as Office Open XML calls it: ``decimal``, ``chineseCounting``, ``lowerRoman``, …

    Source: ECMA-376, *Office Open XML File Formats*, Part 1, ST_NumberFormat (17.18.59).

    Example:
        >>> [counted(n, "chineseCounting") for n in (3, 10, 12, 20, 21)]
        ['三', '十', '十二', '二十', '二十一']
        >>> counted(4, "lowerRoman"), counted(3, "ideographTraditional"), counted(2, "decimalEnclosedCircle")
        ('iv', '丙', '②')
    """
    write = _FORMS.get(form)
    if write is None:
        return None
    return write(number) if 0 <= number <= _MOST else str(number)


def _chinese(number: int, digits: str = _DIGITS, tens: str = "十百千") -> str:
    """Return a number in Chinese words: 一百零五; the 一 of 一十 is left out at the beginning."""
    if number == 0:
        return digits[0]
    words, zero = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            zero = bool(words)
            continue
        words += (digits[0] if zero else "") + digits[digit] + ("" if place == 0 else tens[place - 1])
        zero = False
    return words[1:] if words.startswith(digits[1] + tens[0]) and digits == _DIGITS else words


def _digital(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    return _chinese(number) if number < 100 else _digital(number)


def _roman(number: int) -> str:
    words = ""
    for value, sign in _ROMAN:
        words += sign * (number // value)
        number %= value
    return words or "0"


def _letters(number: int) -> str:
    """Return a, b, … z, aa, bb: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else "0"


def _of_signs(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_CIRCLED = _of_signs("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_FORMS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": str,
        "decimalHalfWidth": str,
        "decimalZero": lambda number: f"{number:02}",
        "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
        "decimalFullWidth2": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
        "numberInDash": lambda number: f"- {number} -",
        "ordinal": _ordinal,
        "upperRoman": lambda number: _roman(number).upper(),
        "lowerRoman": _roman,
        "upperLetter": lambda number: _letters(number).upper(),
        "lowerLetter": _letters,
        "chineseCounting": _counting,
        "taiwaneseCounting": _counting,
        "chineseCountingThousand": _chinese,
        "taiwaneseCountingThousand": _chinese,
        "japaneseCounting": _chinese,
        "koreanCounting": _chinese,
        "chineseLegalSimplified": lambda number: _chinese(number, _LEGAL, "拾佰仟"),
        "ideographLegalTraditional": lambda number: _chinese(number, _LEGAL_TRADITIONAL, "拾佰仟"),
        "ideographDigital": _digital,
        "taiwaneseDigital": _digital,
        "japaneseDigitalTenThousand": _digital,
        "ideographTraditional": _of_signs("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac": _of_signs("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle": _CIRCLED,
        "decimalEnclosedCircleChinese": _CIRCLED,
        "decimalEnclosedFullstop": _of_signs("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        "decimalEnclosedParen": _of_signs("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "ideographEnclosedCircle": _of_signs("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "none": lambda number: "",
        "bullet": lambda number: "",
    }
)
