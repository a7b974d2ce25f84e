"""What writing another program's file comes to: what was written, and what the format cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import attrs

from planmodel.listing import some
from planmodel.model.element import Element

__all__ = ["ExportReport", "unwritten"]


@attrs.frozen(kw_only=True, repr=False)
class ExportReport:
    """What was written into another program's file, and what was not.

    Parameters:
        written: how many elements of each name were written.
        lost: what the file does not hold, one sentence each.
    """

    written: Mapping[str, int] = attrs.field(hash=False)
    lost: tuple[str, ...] = ()

    def __repr__(self) -> str:
        counted = ", ".join(f"{number:,} {what}" for what, number in self.written.items() if number)
        return "\n".join([f"written: {counted or 'nothing'}; {len(self.lost):,} kinds of loss", *some(self.lost, 40)])


def unwritten(element: Element, written: frozenset[str], lost: Counter[str]) -> None:
    """Count the fields of an element that say something and are not among those that were written."""
    for field in attrs.fields(type(element)):
        value = getattr(element, field.name)
        default = field.default.factory() if isinstance(field.default, attrs.Factory) else field.default  # type: ignore[arg-type]
        if field.name not in written and value != default and value not in ((), None):
            lost[f"{element.kind}: {field.name} is not written"] += 1
