"""What Excel shows of a number: its number format applied, as far as the format is one of the plain kinds."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

__all__ = ["shown"]

_PART = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|([0#?]+(?:,[0#?]+)*(?:\.[0#?]+)?)|(General)|(.)')
_DATE = re.compile(r"[yd]|m(?!\w)|[年月日]")
_YEAR_ALONE = re.compile(r'"?[yY]+"?(?:"?年"?)?(?:;@)?')
_LITERAL = frozenset("+-()~≥≤><＞＜%％‰℃ :、，。/¥￥$€£〔〕【】年月日个元吨亿万以上下左右约")


def shown(value: object, number_format: str) -> tuple[str, str]:
    """Return the text that Excel shows for a value, and a doubt about it, ``""`` when there is none.

    Parameters:
        value: a cell's value: text, number, truth, date.
        number_format: the cell's format, ``0.0%``.

    Example:
        >>> shown(0.96, "0%"), shown(90, '"≥"0'), shown(1234.5, "#,##0.0")
        (('96%', ''), ('≥90', ''), ('1,234.5', ''))
    """
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "a truth value, shown as text"
    if isinstance(value, datetime | date | time):
        return _dated(value, number_format)
    if not isinstance(value, int | float):
        return str(value), ""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return str(value), "no number"
    plain = _plain(number)
    sections = _sections(number_format)
    section = (
        sections[1] if number < 0 and len(sections) > 1 else sections[2] if not number and sections[2:] else sections[0]
    )
    if any(re.match(r"[<>=]", one) for one in re.findall(r"\[([^\]]*)\]", number_format)):
        return plain, f"the number format {number_format!r} is not understood"
    text = _formatted(abs(number) if number < 0 and len(sections) > 1 else number, section)
    if text is None:
        return plain, f"the number format {number_format!r} is not understood"
    if not text:
        return "", f"the cell holds {plain} and shows nothing"
    return text, _rounded(number, section, plain)


def _sections(number_format: str) -> list[str]:
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)


def _plain(number: Decimal) -> str:
    """Return a number without the noise that binary floats bring: 0.30000000000000004 is 0.3."""
    rounded = number if number == number.to_integral_value() else Decimal(f"{number:.15g}")
    return f"{rounded.normalize():f}" if rounded else "0"


def _formatted(number: Decimal, section: str) -> str | None:
    if section.strip() in ("", "General", "@"):
        return _plain(number) if section.strip() else ""
    if re.search(r"[0#?][Ee][+-]|[0#?]\s*/\s*[0#?]", section):
        return _plain(number)  # 1.2E+05 and 1/2 are the number itself
    text, digits = "", False
    for quoted, escaped, _, _, _, pattern, general, other in _PART.findall(section):
        if pattern or general:
            if digits:
                return None
            digits = True
            text += _plain(_scaled(number, section)) if general else _grouped(_scaled(number, section), pattern)
        elif quoted or escaped:
            text += quoted or escaped
        elif other == "," and digits:
            return None  # a comma behind the digits divides by a thousand
        elif other:
            if other not in _LITERAL:
                return None
            text += other
    return text if digits else None


def _scaled(number: Decimal, section: str) -> Decimal:
    bare = re.sub(r'"[^"]*"|\\.', "", section)
    return number.scaleb(2 * bare.count("%"))


def _grouped(number: Decimal, pattern: str) -> str:
    whole, _, decimals = pattern.partition(".")
    rounded = Decimal(_plain(number)).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.rstrip(".") if decimals else text


def _rounded(number: Decimal, section: str, plain: str) -> str:
    """Return a doubt when the format hides digits that the cell holds."""
    pattern = next((one[5] for one in _PART.findall(section) if one[5]), None)
    if pattern is None or "E" in section.upper().replace("GENERAL", ""):
        return ""
    decimals = len(pattern.partition(".")[2])
    scaled = Decimal(_plain(_scaled(number, section)))
    kept = scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"the cell holds {plain} and shows it rounded" if kept != scaled else ""


def _dated(value: date | time, number_format: str) -> tuple[str, str]:
    if isinstance(value, datetime | date) and _YEAR_ALONE.fullmatch(number_format):
        return f"{value.year}年", ""
    text = value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    return text, "a date, not a number"
