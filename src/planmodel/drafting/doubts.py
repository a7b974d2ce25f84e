"""What a draft is not sure about: one code a sort, those first that most hangs on."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel.diagnostics import Diagnostic, Place, Severity
from planmodel.drafting.ledger import Ledger

__all__ = ["DOUBTS", "Doubts"]

DOUBTS: dict[str, tuple[Severity, str, str]] = {
    "PM801": (
        "warning",
        "a document that seems to be no plan",
        "read it yourself: nothing, or next to nothing, was drafted",
    ),
    "PM802": (
        "warning",
        "a number that is missing among the headings",
        "is a heading lost in the copy? add its section and tasks",
    ),
    "PM803": ("warning", "a table that could not be read", "code its rows by hand, or read it with read-table"),
    "PM804": (
        "warning",
        "a fact of the header that is missing or assumed",
        "look at the title page, and write it into the plan",
    ),
    "PM805": ("warning", "a count that disagrees with what was drafted", "look for what is missing or too much"),
    "PM806": ("warning", "a chapter whose role was assumed", "does it hold tasks? if not, take them out"),
    "PM807": ("warning", "a target that is not read", "read it yourself; its words are kept"),
    "PM808": ("info", "a goal without a year", "by when shall it hold?"),
    "PM809": ("info", "a long passage that gave nothing", "does it hold goals, tasks or targets?"),
    "PM810": ("warning", "a heading with the number of the one before it", "is one of the two no heading?"),
    "PM811": ("warning", "a suggestion that was refused", "its quotation must stand in the text, word for word"),
    "PM812": (
        "info",
        "a document of which only labelled parts are read",
        "headings without labels (Goal 1, Action 2) say nothing about their role",
    ),
    "PM813": ("info", "something that the reader of the document says", "look at the place"),
}
"""Code → severity, what it is, and what to do about it, in the order of what hangs on it."""


class Doubts:
    """Gathers doubts, each with its place in the text.

    Parameters:
        ledger: tells lines and columns.
        file: what the text is called.
    """

    def __init__(self, ledger: Ledger, file: str) -> None:
        self._ledger, self._file = ledger, file
        self._all: list[Diagnostic] = []

    def add(
        self,
        code: str,
        message: str,
        span: tuple[int, int] | None = None,
        *,
        element: str | None = None,
        hint: str | None = None,
    ) -> None:
        """Add a doubt."""
        severity, _, usual = DOUBTS[code]
        place = Place(file=self._file)
        if span is not None:
            line, column = self._ledger.line_at(span[0]), self._ledger.column_at(span[0])
            place = Place(file=self._file, line=line, column=column, length=max(1, min(span[1] - span[0], 200)))
        self._all.append(
            Diagnostic(code=code, severity=severity, message=message, element=element, place=place, hint=hint or usual)
        )

    def extend(self, others: Iterable[Diagnostic]) -> None:
        """Add what the reader of the document said, under a code of drafts, by its own place in the file."""
        for one in others:
            message = f"{one.message} ({one.code})"
            self._all.append(Diagnostic(code="PM813", severity="info", message=message, place=one.place, hint=one.hint))

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Return the doubts, those first that most hangs on, and by their place."""
        order = {code: number for number, code in enumerate(DOUBTS)}
        ranked = sorted(self._all, key=lambda one: (order[one.code], one.place.line or 0, one.place.column or 0))
        return tuple(dict.fromkeys(ranked))
