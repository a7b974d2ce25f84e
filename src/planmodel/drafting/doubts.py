"""What a draft is not sure about: one code a sort, those first that most hangs on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import attrs

from planmodel.diagnostics import Diagnostic, Place
from planmodel.documents.document_text import DocumentText
from planmodel.drafting.codes import DOUBTS
from planmodel.drafting.ledger import Ledger
from planmodel.words import say

__all__ = ["Doubts"]


class Doubts:
    """Gathers doubts, each with its place in the text.

    Parameters:
        ledger: tells lines and columns.
        document: the document; its lines are those of ``source.txt``, which is saved beside the plan.
    """

    def __init__(self, ledger: Ledger, document: DocumentText) -> None:
        self._ledger, self._file = ledger, document.name or "source.txt"
        self._lines = [(one.start, one.line) for one in document.blocks if one.line is not None]
        self._all: list[tuple[Diagnostic, int | None]] = []

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
            place = Place(file="source.txt", line=line, column=column, length=max(1, min(span[1] - span[0], 200)))
        doubt = Diagnostic(
            code=code, severity=severity, message=message, element=element, place=place, hint=hint or usual
        )
        self._all.append((doubt, span[0] if span is not None else None))

    def extend(self, others: Iterable[Diagnostic]) -> None:
        """Add what the reader of the document said, under a code of drafts, by its own place in the file."""
        for one in others:
            message = say("draft.reader", message=one.message, code=one.code)
            doubt = Diagnostic(code="PM813", severity="info", message=message, place=one.place, hint=one.hint)
            self._all.append((doubt, None))

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Return the doubts, those first that most hangs on, and by their place.

        Each hint says where a reader of the document itself finds the place, who has no ``source.txt`` open.
        """
        order = {code: number for number, code in enumerate(DOUBTS)}
        sections = self._ledger.sections()
        every = [attrs.evolve(one, hint=self._where(start, sections, one.hint)) for one, start in self._all]
        ranked = sorted(every, key=lambda one: (order[one.code], one.place.line or 0, one.place.column or 0))
        return tuple(dict.fromkeys(ranked))

    def _where(self, start: int | None, sections: Sequence[tuple[int, str]], hint: str | None) -> str | None:
        """Return a hint behind the page, the line of the file and the section of a place."""
        if start is None:
            return hint
        page = self._ledger.page_at(start)
        at = bisect_right(self._lines, (start, 1 << 60)) - 1
        line = self._lines[at][1] if at >= 0 else None
        above = bisect_right(sections, (start, "")) - 1
        is_heading = above + 1 < len(sections) and sections[above + 1][0] == start
        parts = [
            say("draft.on_page", n=page) if page is not None else "",
            say("draft.on_line", n=line) if line is not None and line != self._ledger.line_at(start) else "",
            say("draft.under", heading=sections[above][1][:40]) if above >= 0 and not is_heading else "",
        ]
        named = [part for part in parts if part]
        if not named or hint is None:
            return say("row", parts=named) if named else hint
        return say("draft.where", where=say("row", parts=named), hint=hint)
