"""The columns of a succession: what people read of a row, and what a paper needs to cite it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from planmodel.columns import Column, columns_of
from planmodel.evaluating.fated import Fated
from planmodel.listing import sentences
from planmodel.model.citing import plan_columns, source_columns, sources_of
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.sources import Citation
from planmodel.words import Message, coded, say, term

if TYPE_CHECKING:
    from planmodel.evaluating.succession import Succession

__all__ = ["columns_of_succession"]

_SHOWN = (
    "kind",
    "name",
    "old_promise",
    "value",
    "new_baseline",
    "new_promise",
    "fate",
    "matched",
    "pace",
    "level",
    "reason",
)
_HEADS = {
    "old_promise": "promised",
    "value": "measured",
    "new_baseline": "starts from",
    "new_promise": "promised next",
    "reason": "mind",
}


def columns_of_succession(succession: Succession) -> tuple[Column, ...]:
    """Return the columns of a succession: its rows, and of both plans what a citation needs."""
    columns = {column.name: column for column in columns_of(Fated)}
    shown = [attrs.evolve(columns[name], head=_HEADS.get(name), cell=_CELLS.get(name)) for name in _SHOWN]
    hidden = [attrs.evolve(column, shown=False) for name, column in columns.items() if name not in _SHOWN]
    cited: list[Column] = []
    for which in ("old", "new"):
        cited += _cited(succession, which)
    return (*shown, *hidden, *cited)


def _cited(succession: Succession, which: str) -> Iterable[Column]:
    def plan_of(row: Fated) -> Plan:
        return succession.held[row.old_plan if which == "old" else row.new_plan]

    def cited(row: Fated) -> tuple[Plan, Iterable[Citation]]:
        plan, ids = plan_of(row), row.old if which == "old" else row.new
        element = plan[ids[0]] if ids else None
        year = row.old_year if which == "old" else row.new_year
        targets = [one for one in element.targets if one.year == year] if isinstance(element, Indicator) else []
        return plan, sources_of(*targets, element)

    yield from plan_columns(plan_of, f"{which}_", f"the {which} plan")
    yield from source_columns(cited, f"{which}_", f"the {which} promise")


def _fate(row: Fated) -> str:
    missed = row.outcome == "missed" and row.fate != "missed_and_dropped"
    told = say("succession.fate_missed", fate=_word(row.fate)) if missed else _word(row.fate)
    return sentences(told, say("succession.rebased", rebased=row.rebased) if row.rebased else None) or ""


def _word(fate: str) -> Message:
    return term("page.fate", fate)


def _matched(row: Fated) -> str:
    if row.matched == "wording" and row.score is not None:
        return say("succession.by_wording", share=f"{row.score:.0%}")
    return "" if row.matched is None else coded("matched", row.matched)


_CELLS = {"fate": _fate, "matched": _matched}
