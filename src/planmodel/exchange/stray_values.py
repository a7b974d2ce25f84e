"""What strangers write where a number, a date, a name or an id should stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

from planmodel.errors import ModelError
from planmodel.exchange.foreign import Ledger, local
from planmodel.model.period import Period
from planmodel.text import MultilingualText, Text, one_line
from planmodel.words import say

__all__ = [
    "Ids",
    "as_number",
    "as_point",
    "attribute",
    "children",
    "line_of",
    "number_in",
    "own_words",
    "point_in",
    "stretch",
    "text_of",
]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
_NUMBER = re.compile(
    r"[-+]?(?:\d{1,30}|\d{1,3}(?P<thousands>[, \N{NO-BREAK SPACE}])\d{3}(?:(?P=thousands)\d{3}){0,8})(?:\.\d{0,30})?\Z"
    r"|[-+]?\.\d{1,30}\Z",
    re.ASCII,
)
_POINT = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ][\d:.,]*)?(?:Z|[-+]\d\d:?\d\d)?\Z", re.ASCII)


def children(node: Element, *names: str) -> Iterator[Element]:
    """Yield the children of some names, whatever their namespace."""
    return (child for child in node if local(child.tag) in names)


def line_of(node: Element) -> int | None:
    """Return the line of an element."""
    return getattr(node, "line", None)


def attribute(node: Element, name: str) -> str | None:
    """Return an attribute on one line, whatever its namespace; ``None`` where it says nothing."""
    found = node.get(name)
    if found is None:
        found = next((value for key, value in node.attrib.items() if local(key) == name), "")
    return one_line(found).strip() or None


def own_words(node: Element) -> str | None:
    """Return the text inside an element, but not that of the elements in it."""
    parts = [node.text or "", *(child.tail or "" for child in node)]
    return "".join(parts).replace("\r\n", "\n").replace("\r", "\n").strip() or None


def text_of(nodes: Iterable[Element], language: str | None = None, *, between: str | None = None) -> Text | None:
    """Return what elements say, each in its language, as one text; several of one language are joined.

    Parameters:
        nodes: the elements, in the order of the file.
        language: the language of those that name none.
        between: what stands between several of one language; ``None`` where each shall be on one line, with ``/``.
    """
    by_language: dict[str, list[str]] = {}
    for node in nodes:
        words = own_words(node)
        if words is None:
            continue
        words = words if between is not None else one_line(words).strip()
        tag = node.get(_LANGUAGE, "").strip() or language or "und"
        held = by_language.setdefault(tag if _TAG.match(tag) else "und", [])
        if words and words not in held:
            held.append(words)
    texts = {tag: (" / " if between is None else between).join(held) for tag, held in by_language.items() if held}
    if len(texts) < 2:
        return next(iter(texts.values()), None)
    return MultilingualText(texts)


def as_number(text: str) -> tuple[Decimal, bool] | None:
    """Return a plain number, and whether commas stand between its thousands; ``None`` for anything else.

    Spaces may stand there as well.

    Example:
        >>> as_number("1,300.50"), as_number("12 000"), as_number("72,0000"), as_number("12 15"), as_number("1e3")
        ((Decimal('1300.50'), True), (Decimal('12000'), False), None, None, None)
    """
    found = _NUMBER.match(text)
    if found is None:
        return None
    between = found["thousands"]
    return Decimal(text.replace(between, "") if between else text), between == ","


def number_in(text: str, ledger: Ledger, line: int | None) -> Decimal | None:
    """Return a plain number as :func:`as_number` does; commas between its thousands are told.

    Parameters:
        text: what stands there.
        ledger: takes the issue.
        line: where it stands.
    """
    found = as_number(text)
    if found is None:
        return None
    if found[1]:
        ledger.note(say("import.commas", text=text), "info", line)
    return found[0]


def as_point(text: str | None) -> str | None:
    """Return a day, month or year without its time of day; ``None`` when it is none.

    Example:
        >>> as_point("2025-07-01T00:00:00Z"), as_point("2025-13"), as_point("1.7.2025")
        ('2025-07-01', None, None)
    """
    found = _POINT.match(text or "")
    if found is None or found[1] == "0000" or found[1].startswith("9999"):
        return None
    try:
        return Period(found[1]).text
    except ModelError:
        return None


def point_in(text: str | None, ledger: Ledger, line: int | None) -> str | None:
    """Return a day, month or year as :func:`as_point` does; that a text is none is told.

    Parameters:
        text: what stands there, if anything.
        ledger: takes the issue.
        line: where it stands.
    """
    point = as_point(text)
    if text and point is None:
        ledger.note(say("import.date", text=one_line(text)[:40]), line=line)
    return point


def stretch(first: str | None, last: str | None, ledger: Ledger, line: int | None) -> Period | None:
    """Return the period between two points, or one of them where the other is absent.

    Parameters:
        first: the point at which it begins.
        last: the point at which it ends; it alone counts where it lies before the other, and that is told.
        ledger: takes the issue.
        line: where they stand.
    """
    if first and last and first != last:
        try:
            return Period(f"{first}/{last}")
        except ModelError:
            ledger.note(say("import.ends_first", first=first, last=last), line=line)
            return Period(last)
    point = last or first
    return None if point is None else Period(point)


class Ids:
    """Ids that a plan can have, each given once.

    Parameters:
        taken: those that are given already.
    """

    def __init__(self, taken: Sequence[str] = ()) -> None:
        self._taken = set(taken)

    def new(self, wanted: str | None, instead: str = "element") -> str:
        """Return an id as like ``wanted`` as can be, or ``instead`` with a number."""
        slug = re.sub(r"[^A-Za-z0-9_.:-]+", "-", wanted or "").strip("-.:")[:150]
        id = slug or f"{instead}-1"
        first, number = id if slug else instead, 2
        while id in self._taken:
            id, number = f"{first}-{number}", number + 1
        self._taken.add(id)
        return id
