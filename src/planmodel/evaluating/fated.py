"""One row of a succession."""

from __future__ import annotations

from typing import Any

import attrs

from planmodel.evaluating.fates import Direction, Fate
from planmodel.evaluating.matching import How
from planmodel.evaluating.outcome import State
from planmodel.evaluating.printed import plain_fields
from planmodel.tabular import Single
from planmodel.units import Amount

__all__ = ["Fated"]


@attrs.frozen(kw_only=True)
class Fated(Single):
    """What became of one promise, task or project.

    Parameters:
        old_plan: the id of the earlier plan.
        new_plan: the id of the later one.
        kind: ``indicator``, ``task`` or ``project``.
        name: its name, in the earlier plan where that has it.
        fate: see :data:`~planmodel.evaluating.fates.FATES`.
        old: the id in the earlier plan; several where they were merged, its own first; none where it is new.
        new: the id in the later plan; several where it was split, none where it does not return.
        matched: how the two were found to be the same: ``mapping``, ``metric``, ``name`` or ``wording``.
        score: how alike the names are, 0 to 1; 1 where nothing was guessed.
        scope: the part that the promise is for, when not the whole.
        old_promise: what was promised.
        old_year: the year by whose end.
        outcome: ``met``, ``missed``, ``not_met_so_far`` or ``unknown``.
        value: the last value measured.
        value_year: its year.
        new_baseline: where the later plan says that it starts.
        baseline_year: the year of that.
        new_promise: what is promised now.
        new_year: the year by whose end.
        redefined: what changed, where that forbids a ranking.
        rebased: the base years, where they differ.
        pace: whether the new promise asks for more a year: ``raised``, ``lowered`` or ``kept``.
        level: whether it ends at a more demanding level.
        obligation: how it is bound now, where that changed.
        findings: what does not go together: outcome, new baseline, old target.
        reason: why nobody can say, or what to mind.
    """

    old_plan: str
    new_plan: str
    kind: str
    name: str
    fate: Fate
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    matched: How | None = None
    score: float | None = None
    scope: str | None = None
    old_promise: str | None = None
    old_year: int | None = None
    outcome: State | None = None
    value: Amount | None = None
    value_year: int | None = None
    new_baseline: Amount | None = None
    baseline_year: int | None = None
    new_promise: str | None = None
    new_year: int | None = None
    redefined: tuple[str, ...] = ()
    rebased: str | None = None
    pace: Direction | None = None
    level: Direction | None = None
    obligation: str | None = None
    findings: tuple[str, ...] = ()
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values; amounts as exact text."""
        return plain_fields(self)
