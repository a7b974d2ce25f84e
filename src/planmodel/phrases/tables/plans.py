"""A plan that holds what a table prints, to go on from."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel.model.element import Element
from planmodel.model.kinds import Document
from planmodel.model.plan import Plan
from planmodel.phrases.tables.unit_texts import title_unit
from planmodel.units import OwnUnits

__all__ = ["plan_of"]


def plan_of(
    elements: Iterable[Element],
    file: str | None,
    *,
    id: str,
    title: str | None,
    notes: Iterable[str],
    units: OwnUnits | None = None,
) -> Plan:
    """Return a plan of what a table holds, with a document for each that its elements cite.

    Parameters:
        elements: what the table holds.
        file: the file that it stands in.
        id: the plan's id.
        title: its title; the first line above the table when left out.
        notes: the lines around the table, the first of them its title.
        units: units of one's own that the elements are counted in.
    """
    held = list(elements)
    cited = dict.fromkeys(
        citation.document for one in held for citation in one.sources if citation.document is not None
    )
    documents = [Document(id=document, name=file or "the table", evidence="inferred") for document in cited]
    first = next((note for note in notes if not title_unit([note])), None)
    own = () if units is None else tuple(dict.fromkeys(units.values()))
    return Plan(id=id, title=title or first or file or "a table", units=own, elements=[*documents, *held])
