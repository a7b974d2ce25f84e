"""What other tools' schedule files have in common: the result of reading one, and records that report their faults."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Self
from xml.etree.ElementTree import Element, TreeBuilder

import attrs

from planmodel.columns import Column
from planmodel.diagnostics import Diagnostic, Place, Severity
from planmodel.errors import MissingExtraError, PlanFileError
from planmodel.formats.source_tree import problem
from planmodel.limits import bytes_of
from planmodel.listing import some
from planmodel.model.calendar import Calendar
from planmodel.model.plan import Plan
from planmodel.tabular import Result, Rows
from planmodel.text import in_language
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = [
    "Attributed",
    "ImportResult",
    "Node",
    "Record",
    "plan_id",
    "read_tree",
    "read_xml",
    "refused",
    "time_amount",
]

_WHOLE = re.compile(r"[-+]?\d{1,15}\Z", re.ASCII)
_NUMBER = re.compile(r"[-+]?\d{1,15}(\.\d{0,20})?([eE][-+]?\d)?\Z", re.ASCII)
_MIDNIGHT = re.compile(r"T24:00(:00(\.0{1,6})?)?\Z")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?)?(Z|[-+]\d\d:?\d\d)?\Z", re.ASCII)
_ZONE = re.compile(r"(?<=\d)(Z|[-+]\d\d:?\d\d)\Z", re.ASCII)
_ZONED = "dates have a time zone (Z), which is left out: they are read as local times"
_FLAGS = {"0": False, "1": True, "false": False, "true": True}


def _as_rows(issues: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return Rows(issues, Diagnostic)


@attrs.frozen(kw_only=True, repr=False)
class ImportResult(Result):
    """What was read from another tool's file.

    Parameters:
        plan: the plan.
        issues: what was left out or changed on the way, in the order in which it was met.
        counts: how many ``tasks``, ``links`` and ``resources`` were read, and how many such rows were ``skipped``; or,
            by the names of the file's own elements, how many there are and how many were ``left out`` and why.
        start: when the project starts, as the file says.
        finish: by when it is to be over, where the file counts back from its finish; ``start`` is then ``None``.
        calendar: the project's working calendar, when the file has one that can be read.
    """

    plan: Plan
    issues: tuple[Diagnostic, ...] = attrs.field(default=(), converter=_as_rows)
    counts: Mapping[str, int] = attrs.field(factory=dict, hash=False)
    start: dt.datetime | None = None
    finish: dt.datetime | None = None
    calendar: Calendar | None = None

    def _columns(self) -> Sequence[Column]:
        return Diagnostic.COLUMNS

    def _rows(self) -> Sequence[Diagnostic]:
        return self.issues

    def _above(self) -> Iterable[str]:
        return (self._headline(),)

    def _text(self, most: int | None, language: str | None = None) -> str:
        language = language or self._language()
        lines = [issue.one_line(language) for issue in self.issues]
        lines = [self._headline(), *some(lines, len(lines) if most is None else most)]
        return "\n".join(in_language(line, language) for line in lines)

    def _headline(self) -> Message:
        counts = [say("import.count", n=number, what=what) for what, number in self.counts.items() if number]
        told = counts or say("import.nothing")
        return say("import.read", plan=self.plan.id, counts=told, n=len(self.issues))


class Node(Element):
    """An XML element that knows its line."""

    __slots__ = ("line",)
    line: int


class Record:
    """An XML element with one child a field; what cannot be read is an issue, and then counts as absent.

    Parameters:
        node: the element.
        space: the namespace of its children, ``{http://…}``.
        file: the file that it stands in.
        issues: takes what is reported.
        element: the id of the plan's element that it is read into, if any.
    """

    def __init__(
        self, node: Element, space: str, file: str, issues: list[Diagnostic], element: str | None = None
    ) -> None:
        self.element = element
        self._node, self._space, self._file, self._issues = node, space, file, issues

    def records(self, *names: str) -> list[Self]:
        """Return the elements at the end of a way of names, as ``records("Tasks", "Task")``."""
        found = self._node.findall("/".join(self._space + name for name in names))
        return [type(self)(node, self._space, self._file, self._issues, self.element) for node in found]

    def note(self, message: str, severity: Severity = "warning") -> None:
        """Report something about this element."""
        self._issues.append(
            Diagnostic(code="PM030", severity=severity, message=message, element=self.element, place=self._place())
        )

    def _place(self) -> Place:
        return Place(file=self._file, line=getattr(self._node, "line", None))

    def text(self, name: str) -> str | None:
        """Return a field's text, or ``None`` when there is none."""
        return (self._node.findtext(self._space + name) or "").strip() or None

    def flag(self, name: str, absent: bool = False) -> bool:
        """Return whether a field says yes; ``absent`` when it says nothing."""
        text = self.text(name)
        if text is None or text in _FLAGS:
            return absent if text is None else _FLAGS[text]
        self._nonsense(name, text, "0 or 1")
        return absent

    def whole(self, name: str) -> int | None:
        """Return a field's whole number."""
        text = self._matching(name, _WHOLE, "a whole number")
        return None if text is None else int(text)

    def number(self, name: str) -> Decimal | None:
        """Return a field's number."""
        text = self._matching(name, _NUMBER, "a number")
        return None if text is None else Decimal(text)

    def moment(self, name: str) -> dt.datetime | None:
        """Return a field's date and time; a date alone begins at midnight."""
        text = self._matching(name, _MOMENT, "a date such as 2025-03-01T08:00:00")
        if text is not None and len(text) > 10 and _ZONE.search(text):
            text = _ZONE.sub("", text)
            if not any(issue.message == _ZONED for issue in self._issues[:100]):
                self._issues.insert(0, Diagnostic(code="PM030", severity="info", message=_ZONED, place=self._place()))
        midnight = text is not None and _MIDNIGHT.search(text)
        try:
            if midnight:  # XML Schema's other name for the beginning of the next day
                return dt.datetime.fromisoformat(_MIDNIGHT.sub("", str(text))) + dt.timedelta(days=1)
            return None if text is None else dt.datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            self._nonsense(name, str(text), "a date that there is")
            return None

    def _matching(self, name: str, pattern: re.Pattern[str], wanted: str) -> str | None:
        text = self.text(name)
        if text is None or pattern.match(text):
            return text
        self._nonsense(name, text, wanted)
        return None

    def _nonsense(self, name: str, text: str, wanted: str) -> None:
        self.note(say("file.field_unread", name=name, wanted=wanted, text=f"{text!r:.60}"))


class Attributed(Record):
    """An XML element whose fields are its attributes."""

    def text(self, name: str) -> str | None:
        """Return an attribute, or ``None`` when there is none."""
        return (self._node.get(name) or "").strip() or None

    def below(self, name: str) -> str | None:
        """Return the text of an element below this one, or ``None`` when there is none."""
        return super().text(name)

    def tags(self) -> Counter[str]:
        """Return how many elements of each name there are, this one among them."""
        return Counter(node.tag for node in self._node.iter())


def read_xml(path: Path, space: str, root: str, what: str) -> tuple[Record, list[Diagnostic]]:
    """Return the top of an XML file as a record, and the list that its issues will stand in.

    Parameters:
        path: the file.
        space: the namespace of its elements, ``{http://…}``.
        root: the name that its first element must have.
        what: what such a file is called, ``Microsoft Project XML (MSPDI)``.

    Raises:
        PlanFileError: it cannot be opened, is too large, is no XML, defines entities, or begins with something else.
        MissingExtraError: the package defusedxml is not installed.
    """
    node = read_tree(path, what)
    if node.tag != space + root:
        message = say("file.first_element", tag=f"{node.tag!r:.120}", expected=f"{space + root!r}")
        raise refused(path, message, getattr(node, "line", None), say("file.is_no", what=what))
    issues: list[Diagnostic] = []
    return Record(node, space, str(path), issues), issues


def read_tree(path: Path, what: str) -> Element:
    """Return the first element of an XML file, whatever it is; every element is a :class:`Node`.

    Raises:
        PlanFileError: it cannot be opened, is too large, is no XML, or defines entities.
        MissingExtraError: the package defusedxml is not installed.
    """
    return _parse(path, bytes_of(path, of="exchange_bytes", pipe=True), what)


def _parse(path: Path, data: bytes, what: str) -> Element:
    try:
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import ParseError, XMLParser
    except ImportError:
        raise MissingExtraError("defusedxml", extra="xml", purpose=f"reading {what}") from None

    def made(tag: str, attributes: dict[str, str]) -> Element:
        node = Node(tag, attributes)
        node.line = parser.parser.CurrentLineNumber
        return node

    parser = XMLParser(target=TreeBuilder(element_factory=made))
    try:
        parser.feed(data)
        node: Element = parser.close()
    except ParseError as error:
        line, column = error.position
        message = say("file.not_well_formed", reason=str(error).partition(":")[0])
        raise refused(path, message, line, column=column + 1) from None
    except DefusedXmlException:
        hint = say("file.no_entities", what=what)
        raise refused(path, say("file.entities"), parser.parser.CurrentLineNumber, hint) from None
    except (LookupError, ValueError) as error:
        raise refused(path, say("file.encoding", error=error), 1, say("file.save_utf8")) from None
    return node


def refused(
    path: Path, message: str, line: int | None = None, hint: str | None = None, column: int | None = None
) -> PlanFileError:
    """Return the error that says why a file is not read."""
    place = Place(file=str(path), line=line, column=column)
    return PlanFileError(say("file.cannot_read", path=path), problems=[problem("PM001", message, place, hint=hint)])


def plan_id(tool: str, path: Path) -> str:
    """Return the id of a plan that is read from a tool's file.

    Example:
        >>> plan_id("mspdi", Path("Rail link (v2).xml"))
        'mspdi-rail-link-v2'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:100]
    return f"{tool}-{slug or 'plan'}"


def time_amount(seconds: Fraction) -> Amount:
    """Return a time in hours; in minutes or seconds when hours would have to be rounded.

    Example:
        >>> str(time_amount(Fraction(5400))), str(time_amount(Fraction(600)))
        ('1.5 小时', '10 分钟')
    """
    for unit, scale in (("小时", 3600), ("分钟", 60)):
        rest = (seconds / scale).denominator
        while rest % 2 == 0:
            rest //= 2
        while rest % 5 == 0:
            rest //= 5
        if rest == 1:
            return Amount(seconds / scale, unit)
    return Amount(seconds, "秒")
