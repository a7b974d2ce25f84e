"""What writing another program's file comes to: what was written, and what the format cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from planmodel.columns import Column
from planmodel.model.element import Element
from planmodel.tabular import Result
from planmodel.words import say

__all__ = ["ExportReport", "unwritten"]


@attrs.frozen(kw_only=True, repr=False)
class ExportReport(Result):
    """What was written into another program's file, and what was not.

    Parameters:
        written: how many elements of each name were written.
        lost: what the file does not hold, one sentence each.
    """

    written: Mapping[str, int] = attrs.field(hash=False)
    lost: tuple[str, ...] = ()

    def _columns(self) -> Sequence[Column]:
        return (Column("lost", "text", "what the file does not hold, in one sentence", of=lambda row: row),)

    def _rows(self) -> Sequence[str]:
        return self.lost

    def _above(self) -> Iterable[str]:
        counts = [say("import.count", n=number, what=what) for what, number in self.written.items() if number]
        return (say("export.written", counts=counts or say("export.nothing"), n=len(self.lost)),)


def unwritten(element: Element, written: frozenset[str], lost: Counter[str]) -> None:
    """Count the fields of an element that say something and are not among those that were written."""
    for field in attrs.fields(type(element)):
        value = getattr(element, field.name)
        default = field.default.factory() if isinstance(field.default, attrs.Factory) else field.default  # type: ignore[arg-type]
        if field.name not in written and value != default and value not in ((), None):
            lost[f"{element.kind}: {field.name} is not written"] += 1
