"""A draft: a plan made from a document by rules, the document's text, and what is not sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import attrs

from planmodel.columns import Column
from planmodel.diagnostics import Diagnostic
from planmodel.documents.document_text import DocumentText
from planmodel.drafting.ledger import Trace
from planmodel.listing import some
from planmodel.model.plan import Plan
from planmodel.records import said
from planmodel.tabular import Result
from planmodel.words import say

__all__ = ["Draft"]

_COLUMNS = (
    Column("kind", "text", "the kind of the elements"),
    Column("drafted", "integer", "how many were drafted"),
    Column("stated", "integer", "how many of them the document states"),
    Column(
        "instance", "text", "the name of the first", head="for instance", cell=lambda row: said(row["instance"], 60)
    ),
)
_DOUBTS_SHOWN = 12


@attrs.frozen(kw_only=True, repr=False)
class Draft(Result):
    """What was made of a document.

    Parameters:
        plan: the draft plan: every element quotes the words that it stands on.
        document: the document that it is made from.
        doubts: what is not sure, those first that most hangs on.
        record: one row a stretch of the text that was used: element, rule, place.
    """

    plan: Plan
    document: DocumentText = attrs.field(repr=False)
    doubts: tuple[Diagnostic, ...] = ()
    record: tuple[Trace, ...] = ()

    @property
    def text(self) -> str:
        """The words of the document, in which every quotation stands."""
        return self.document.text

    def save(self, folder: str | Path) -> Path:
        """Write ``plan.yaml``, ``source.txt`` and ``draft.json`` into a folder, all of them or none.

        Parameters:
            folder: where to; it is made if it is not there. A folder that holds a plan is left alone: a second draft
                goes into it with :func:`~planmodel.drafting.again.draft_into`.

        Returns:
            the plan's file.

        Raises:
            PlanFileError: the folder holds one of the files already, or cannot be written.
        """
        from planmodel.drafting.saving import save

        return save(self, Path(folder))

    def report(self, path: str | Path | None = None) -> str:
        """Return the draft as one page of HTML: the text left, what was made of it right, doubts first.

        Parameters:
            path: where to write it as well.
        """
        from planmodel.views.report.draft_page import draft_page

        return draft_page(self, path)

    def to_record(self) -> dict[str, Any]:
        """Return the draft without its text as plain values, as ``draft.json`` holds it."""
        from planmodel.drafting.saving import record_of

        return record_of(self)

    def _columns(self) -> Sequence[Column]:
        return _COLUMNS

    def _rows(self) -> Sequence[dict[str, object]]:
        of_kind = {cls: [one for one in self.plan.elements if type(one) is cls] for cls in self.plan.vocabulary.kinds}
        return [
            {
                "kind": cls.kind,
                "drafted": len(every),
                "stated": sum(one.evidence == "stated" for one in every),
                "instance": every[0].label(),
            }
            for cls, every in of_kind.items()
            if every
        ]

    def _above(self) -> Iterable[str]:
        return (self._headline(),)

    def _below(self) -> Iterable[str]:
        return some([one.one_line() for one in self.doubts], _DOUBTS_SHOWN)

    def _headline(self) -> str:
        numbers = {"elements": len(self.plan), "quotations": len(self.record), "doubts": len(self.doubts)}
        return say("draft.headline", plan=self.plan.label(), **numbers)
