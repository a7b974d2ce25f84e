"""The cells of lists of tasks: durations, what comes first, dates, shares done."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from planmodel.model.time_amounts import DAY, MONTH, WORKDAY, counted_in, family, unit_name
from planmodel.units import Amount, is_known, same_dimension

__all__ = [
    "DateStyle",
    "Predecessor",
    "date_in",
    "disagrees",
    "duration_of",
    "has_thousands",
    "predecessor_in",
    "share_in",
    "styles_of",
]

_UNITS = (
    (r"e(?:lapsed)?[\s.-]*(?:d|days?)|日历日|自然日|个自然日|历时日|日历天", "日历日", 1),
    (r"e(?:lapsed)?[\s.-]*(?:h|hrs?|hours?)|日历小时", "日历小时", 1),
    (r"e(?:lapsed)?[\s.-]*(?:w|wks?|weeks?)|日历周|历时周", "日历日", 7),
    (r"m|mins?|minutes?|分钟?|分", "分钟", 1),
    (r"h|hrs?|hours?|小时|个小时|工时", "小时", 1),
    (r"d|dys?|days?|天|日|工日", "天", 1),
    (r"(?:business|working|work)\s*days?|bd|wd|个?工作[日天]", "工作日", 1),
    (r"w|wks?|weeks?|周|个?星期|个周", "周", 1),
    (r"mo|mons?|mths?|months?|个?月", "月", 1),
    (r"旬", "天", 10),
    (r"q|qtrs?|quarters?|个?季度?", "季度", 1),
    (r"半年", "月", 6),
    (r"y|yrs?|years?|年", "年", 1),
)
_DURATION = re.compile(
    r"(?P<number>[-+]?\s*\d{1,9}(?:[.,]\d{1,28})?)\s*(?P<unit>[^\d\s?？][^\d?？]{0,20}?)?\s*(?P<mark>[?？])?"
)
_PREDECESSOR = re.compile(
    r"(?P<to>.+?)\s*(?:(?P<type>FS|SS|FF|SF|完成[-—–到至]?开始|开始[-—–到至]?开始|完成[-—–到至]?完成|开始[-—–到至]?完成)"
    r"\s*(?:[(（](?:FS|SS|FF|SF)[)）])?)?\s*(?P<lag>[-+]\s*\d{1,9}(?:\.\d{1,28})?\s*[^\d\s+-]?[^\d+-]{0,20})?",
    re.IGNORECASE,
)
_WORDS = {"完成开始": "FS", "开始开始": "SS", "完成完成": "FF", "开始完成": "SF"}
LinkType = Literal["FS", "SS", "FF", "SF"]


class Duration(NamedTuple):
    """A duration as printed: the amount, and whether it is marked as estimated."""

    amount: Amount
    estimated: bool


class Predecessor(NamedTuple):
    """What comes first, as printed: who, in which way, and how much later.

    Parameters:
        to: a number, a code or a name.
        type: how they are linked.
        lag: the waiting time, without one ``None``.
        percent: the waiting time as a share of how long what comes first takes.
    """

    to: str
    type: LinkType
    lag: Amount | None = None
    percent: Decimal | None = None


def duration_of(text: str, unit: str | None = None) -> Duration | None:
    """Return the time that a cell names; ``None`` when it is none, or nothing tells its unit.

    Parameters:
        text: ``5 days?``, ``3w``, ``2 月``.
        unit: what the head says of a number alone.

    Example:
        >>> [str(duration_of(one).amount) for one in ("5 days?", "3w", "2 个月", "1.5 edays", "10 个工作日")]
        ['5 天', '3 周', '2 月', '1.5 日历日', '10 工作日']
    """
    match = _DURATION.fullmatch(unicodedata.normalize("NFKC", text).strip().removeprefix("约"))
    if match is None:
        return None
    named = _unit_of((match["unit"] or unit or "").strip())
    if named is None and not match["unit"] and not Decimal(_decimal(match["number"])):
        named = "天", 1  # no time at all needs no unit
    if named is None:
        return None
    number = Decimal(_decimal(match["number"])) * named[1]
    return Duration(Amount(number, named[0]), match["mark"] is not None)


def disagrees(length: Amount, start: dt.date, finish: dt.date) -> bool:
    """Return whether work of a length cannot be what stands from one day to another, whatever days off there are.

    Days may be worked or not, a week has five that are and a month twenty, and half of the weekdays may be days off.

    Example:
        >>> monday, friday = dt.date(2025, 3, 3), dt.date(2025, 3, 14)
        >>> [disagrees(Amount(f"{n} 天"), monday, friday) for n in (3, 10, 12, 20)]
        [True, False, False, True]
    """
    kind, span = family(length), (finish - start).days + 1
    if unit_name(length) not in ("天", "工作日", "日历日", "周", "月", "季度", "年"):
        return False
    weekdays = sum((start.weekday() + day) % 7 < 5 for day in range(span % 7)) + span // 7 * 5
    days = Fraction(length.magnitude) if kind == WORKDAY else counted_in(length, DAY)
    worked = days * (Fraction(5, 7) if unit_name(length) == "周" else Fraction(2, 3) if kind == MONTH else 1)
    return worked < Fraction(weekdays, 2) - 1 or worked > span + 1


def has_thousands(text: str) -> bool:
    """Return whether a cell has a comma that may be one of thousands, as it is read, or one of decimals."""
    return re.search(r"\d,\d{3}(?!\d)", unicodedata.normalize("NFKC", text)) is not None


def _decimal(number: str) -> str:
    """Return a number with a point for decimals: three digits behind a comma are thousands."""
    bare = number.replace(" ", "")
    return bare.replace(",", "" if has_thousands(bare) else ".")


def _unit_of(text: str) -> tuple[str, int] | None:
    for pattern, unit, count in _UNITS:
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return unit, count
    if not text or not is_known(text):
        return None
    return (text, 1) if same_dimension(text, "天") or same_dimension(text, "工作日") else None


def predecessor_in(text: str) -> Predecessor | None:
    """Return what one piece of a list of predecessors names; ``None`` when its waiting time is none.

    Example:
        >>> predecessor_in("3FS+2d"), predecessor_in("5SS-50%").percent
        (Predecessor(to='3', type='FS', lag=Amount("2 天"), percent=None), Decimal('-50'))
    """
    match = _PREDECESSOR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    word = (match["type"] or "FS").upper()
    word = _WORDS.get(re.sub(r"[-—–到至]", "", word), word)
    type: LinkType = "SS" if word == "SS" else "FF" if word == "FF" else "SF" if word == "SF" else "FS"
    lag = match["lag"]
    if lag is None:
        return Predecessor(match["to"].strip(), type)
    share = re.fullmatch(r"([-+])\s*(\d+(?:\.\d+)?)\s*%", lag.strip())
    if share is not None:
        return Predecessor(match["to"].strip(), type, percent=Decimal(share[1] + share[2]))
    found = duration_of(lag)
    return None if found is None else Predecessor(match["to"].strip(), type, found.amount)


# --- dates ---

DateStyle = Literal["day first", "month first", "year first"]
_FIRST_SHORT_YEAR = 20  # what is less is a day: 13/4/25
_FIRST_LAST_CENTURY = 70  # as POSIX has it: 31/12/99
_ISO = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?=\D|$)")
_NUMBERS = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?=\D|$)")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[\s.-]*)?([a-z]{3,9})[\s.,-]*(?:(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+)?"
    r"'?(\d{4}|\d{2})(?=\D|$)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[\s,.]+|^(?:星期|周)[一二三四五六日天]\s*"
    r"|(?:星期|周)[一二三四五六日天]$",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def styles_of(text: str) -> frozenset[DateStyle] | None:
    """Return the ways in which a date in numbers can be read; ``None`` for one that is written otherwise."""
    match = _NUMBERS.match(_bare(text))
    if match is None or _ISO.match(_bare(text)):
        return None
    if match[1] == match[2]:
        return None
    ways: tuple[DateStyle, ...] = ("day first", "month first", "year first")
    return frozenset(way for way in ways if _in_style(match, way) is not None)


def _in_style(match: re.Match[str], style: DateStyle) -> dt.date | None:
    first, second = int(match[1]), int(match[2])
    if style == "year first":
        is_year = len(match[3]) == 2 and first >= _FIRST_SHORT_YEAR
        return _date(2000 + first, second, int(match[3])) if is_year else None
    year = _year(match[3])
    return _date(year, second, first) if style == "day first" else _date(year, first, second)


def date_in(text: str, style: DateStyle | None = None) -> dt.date | None:
    """Return the date that a cell names; ``None`` when it is none, or can be read in two ways.

    Parameters:
        text: ``2025-03-04``, ``2025年3月4日``, ``Mon 3/10/25``, ``4-Mar-25``, ``March 4, 2025``.
        style: how dates in numbers are read in this table.

    Example:
        >>> [str(date_in(one)) for one in ("2025/3/4", "2025年3月4日", "4-Mar-25", "25/3/2025", "3/4/25")]
        ['2025-03-04', '2025-03-04', '2025-03-04', '2025-03-25', 'None']
    """
    bare = _bare(text)
    if match := _ISO.match(bare):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.match(bare):
        styles = styles_of(bare)
        if styles is None:
            style = "day first"  # day and month are the same
        elif len(styles) == 1:
            style = next(iter(styles))
        return None if style is None else _in_style(match, style)
    if (match := _NAMED.match(bare)) and match[2][:3].lower() in _MONTHS and (match[1] is None) != (match[3] is None):
        return _date(_year(match[4]), _MONTHS.index(match[2][:3].lower()) + 1, int(match[1] or match[3]))
    return None


def _bare(text: str) -> str:
    return _WEEKDAY.sub("", unicodedata.normalize("NFKC", text).strip()).strip()


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else (1900 if year >= _FIRST_LAST_CENTURY else 2000) + year


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def share_in(text: str) -> tuple[Decimal, bool] | None:
    """Return a share done in percent, and whether the cell says that it is one; ``None`` for what is none.

    Example:
        >>> share_in("50 %"), share_in("0.5"), share_in("half")
        ((Decimal('50'), True), (Decimal('0.5'), False), None)
    """
    match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?)\s*(%)?", unicodedata.normalize("NFKC", text).strip())
    if match is None or Decimal(match[1]) > 100:
        return None
    return Decimal(match[1]), match[2] is not None
