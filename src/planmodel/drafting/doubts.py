"""What a draft is not sure about: one code a sort, those first that most hangs on."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel.diagnostics import Diagnostic, Place
from planmodel.drafting.codes import DOUBTS
from planmodel.drafting.ledger import Ledger

__all__ = ["Doubts"]


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
