"""Elements as rows."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import attrs

from planmodel.corpus.columns import Runs, Texts
from planmodel.corpus.texts import in_chinese, target_of

__all__ = ["ElementRows"]


class ElementRows:
    """The table ``elements``.

    Parameters:
        ids: the ids of plans and elements.
    """

    def __init__(self, ids: Texts) -> None:
        self._ids, self._kinds, self._plans = Runs(ids), Runs(), Runs()
        self._columns: dict[str, list[Any]] = {name: [] for name in _NAMES}

    def begin(self, plan: str, count: int) -> None:
        """Begin with a plan of so many elements."""
        self._plans.add(plan, count)

    def add(self, cls: Any, elements: Sequence[Any], first: int) -> None:
        """Add elements of one class, or structs with its fields, whose ids are those from number ``first`` on."""
        fields = attrs.fields_dict(cls)
        self._kinds.add(cls.kind, len(elements))
        names = [one.name for one in elements]
        columns = self._columns
        self._ids.extend(first, [1] * len(elements))
        columns["name"] += _changed(names, in_chinese)
        columns["name_en"] += [None if type(name) is str else name.get("en") for name in names]
        columns["description"] += _column(elements, "description", in_chinese)
        columns["part_of"] += _column(elements, "part_of" if "part_of" in fields else None, target_of)
        stated = fields["evidence"].default
        columns["evidence"] += [one.evidence or stated for one in elements]
        columns["declared_count"] += _column(elements, "declared_count" if "declared_count" in fields else None, None)

    def __len__(self) -> int:
        return len(self._columns["name"])

    def columns(self) -> dict[str, Any]:
        """Return the columns by name."""
        return {"kind": self._kinds, "id": self._ids, "position": self._plans.positions(), **self._columns}


_NAMES = ("name", "name_en", "description", "part_of", "evidence", "declared_count")


def _column(elements: Sequence[Any], field: str | None, change: Any) -> list[Any]:
    """Return what elements have in a field, changed where that is no text; nothing when they have no such field."""
    held = list(map(attrgetter(field), elements)) if field is not None else []
    if held.count(None) == len(held):
        return [None] * len(elements)
    return held if change is None else _changed(held, change)


def _changed(texts: list[Any], change: Any) -> list[Any]:
    return [text if type(text) is str else change(text) for text in texts]
