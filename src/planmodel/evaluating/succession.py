"""What became of each promise in the next plan of the same place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.arguments import each_checked, kinds_checked
from planmodel.columns import Column
from planmodel.comparing.facts import is_one_place, place_names
from planmodel.errors import ModelError
from planmodel.evaluating.fated import Fated
from planmodel.evaluating.fates import FATES, Fate
from planmodel.evaluating.matching import FOLLOWED, checked_mapping
from planmodel.evaluating.rows import rows_of_pair
from planmodel.evaluating.succession_columns import columns_of_succession
from planmodel.model.header import Jurisdiction
from planmodel.model.plan import Plan
from planmodel.tabular import Result, Rows
from planmodel.words import say, term

if TYPE_CHECKING:
    from planmodel.views.picture import Picture

__all__ = ["Succession", "succession"]


@attrs.frozen(kw_only=True, repr=False)
class Succession(Result):
    """What became of the promises of plans that follow each other.

    Parameters:
        rows: one a promise, task and project; those that a later plan makes for the first time last.
        pairs: which plan follows which: (earlier, later).
        notes: what a reader should know.
        held: the plans themselves.
    """

    rows: tuple[Fated, ...]
    pairs: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    held: Mapping[str, Plan] = attrs.field(factory=dict, eq=False)

    def __len__(self) -> int:
        return len(self.rows)

    def counts(self, kind: str | None = None) -> dict[Fate, int]:
        """Return how many rows have which fate, of one kind or of all.

        Raises:
            ModelError: rows are of no such kind.
        """
        if kind not in (None, *FOLLOWED):
            raise ModelError(say("succession.no_kind", kind=str(kind)), hint=say("write_one", names=FOLLOWED))
        found = Counter(one.fate for one in self.rows if kind in (None, one.kind))
        return {fate: found[fate] for fate in FATES if found[fate]}

    def of(self, fate: Fate) -> Rows[Fated]:
        """Return the rows of one fate.

        Raises:
            ModelError: there is no such fate.
        """
        if str(fate) not in FATES:
            raise ModelError(say("succession.no_fate", fate=str(fate)), hint=say("write_one", names=tuple(FATES)))
        return Rows((one for one in self.rows if one.fate == fate), Fated)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "pairs": [list(pair) for pair in self.pairs],
            "counts": self.counts(),
            "rows": [one.to_dict() for one in self.rows],
            "notes": list(self.notes),
        }

    @kinds_checked
    def plot(self, language: str | None = None) -> Picture:
        """Return a picture (extra ``report``); see :func:`planmodel.views.charts.succession.plot_succession`."""
        from planmodel.views.charts.succession import plot_succession

        return plot_succession(self, language)

    def _columns(self) -> Sequence[Column]:
        return columns_of_succession(self)

    def _rows(self) -> Sequence[Fated]:
        return self.rows

    def _has_answer(self, row: Fated) -> bool:
        return row.fate not in ("unknown", "dropped_unknown")

    def _is_strong(self, row: Fated) -> bool:
        return bool(row.findings)

    def _above(self) -> Iterable[str]:
        counts = self.counts().items()
        told = tuple(say("succession.count", n=count, fate=term("page.fate", fate)) for fate, count in counts)
        plans = tuple(dict.fromkeys(id for pair in self.pairs for id in pair))
        return (say(f"succession.head{'' if told else '.none'}", plans=plans, counts=told), *self.notes)

    def _below(self) -> Iterable[str]:
        guessed = [one for one in self.rows if one.matched == "wording"]
        lines = [
            say("succession.guessed", old=one.old[0], new=one.new[0], share=f"{one.score:.0%}") for one in guessed[:10]
        ]
        found = [say("succession.finding", name=one.name, text=text) for one in self.rows for text in one.findings]
        return [*found, *lines]


@kinds_checked
def succession(
    old: Plan | Iterable[Plan],
    new: Plan | None = None,
    *further: Plan,
    mapping: Mapping[str, str | Iterable[str] | None] | None = None,
    least: float = 0.75,
    wording: bool = True,
) -> Succession:
    """Return what became of each promise, task and project of a plan in the next plan of the same place.

    Indicators are the same by a person's mapping, by the metric that they name, then by name with a score, never by
    their place in a list; tasks and projects by mapping and name. A row holds the old target, what was measured, the
    new baseline and the new target; where these do not go together it says so.

    Parameters:
        old: the earlier plan; or several plans, in the order of time.
        new: the next plan; one of the same period amends it.
        further: those after that.
        mapping: old id → new id, several new ids (it was split), or ``None`` (nothing follows it); several old ids with
            one new id were merged. See :func:`~planmodel.evaluating.mapping_file.read_mapping` for a file of it.
        least: the least score of a match by wording, 0 to 1.
        wording: whether names that are merely alike count; with the extra ``similarity``.

    Returns:
        a fate of :data:`~planmodel.evaluating.fates.FATES` a row. ``raised`` and ``lowered`` go by the numbers printed;
        ``pace`` tells whether more is asked a year and ``level`` whether it ends at a more demanding level. What was
        redefined is not ranked, and an outcome that nobody measured stays unknown.

    Raises:
        ModelError: plans of different places, periods that overlap, plans out of order, several that follow the same
            one, or a mapping that names nobody or takes an element for one of another kind.

    Example:
        >>> from planmodel.model.kinds import Indicator
        >>> from planmodel.phrases.reader import read_target
        >>> def plan(id, period, target, year, **more):
        ...     forest = Indicator(id="i", name="森林覆盖率", unit="%", better="higher",
        ...                        targets=[read_target(target, unit="%", year=year)], **more)
        ...     return Plan(id=id, title=id, period=period, elements=[forest])
        >>> before = plan("p13", "2016/2020", "23.04", 2020, observations=[{"period": 2020, "value": 23.04}])
        >>> after = plan("p14", "2021/2025", "24.1", 2025, baseline={"year": 2020, "value": 23.2})
        >>> [row] = succession(before, after).rows
        >>> row.fate, row.outcome, row.findings
        ('raised', 'met', ('the new plan starts from 23.2 % in 2020, where 23.04 % was measured',))
    """
    plans = [old, *([] if new is None else [new]), *further] if isinstance(old, Plan) else list(old)
    plans = list(each_checked("old", plans, Plan))
    if not isinstance(old, Plan) and new is not None:
        raise ModelError(say("succession.several"), hint="succession([*plans, plan])")
    _check(plans, least)
    said = checked_mapping(mapping or {}, plans)
    rows: list[Fated] = []
    notes: list[str] = []
    for earlier, later in pairwise(plans):
        rows += rows_of_pair(earlier, later, said, least=least, wording=wording)
        notes += _notes(earlier, later)
    return Succession(
        rows=Rows(rows, Fated),
        pairs=tuple((one.id, other.id) for one, other in pairwise(plans)),
        notes=tuple(dict.fromkeys(notes)),
        held={one.id: one for one in plans},
    )


def _check(plans: Sequence[Plan], least: float) -> None:
    if not 0 <= least <= 1:
        raise ModelError(say("succession.least", least=str(least)))
    if len(plans) < 2:
        raise ModelError(say("succession.one_plan"), hint="succession(old, new)")
    for id, count in Counter(one.id for one in plans).items():
        if count > 1:
            raise ModelError(say("succession.same_id", n=count, id=id), hint=say("succession.same_id.hint"))
    for earlier, later in pairwise(plans):
        _check_place(earlier, later)
        _check_time(earlier, later, amends=len(plans) == 2)


def _check_place(earlier: Plan, later: Plan) -> None:
    if place_names(earlier) and place_names(later) and not is_one_place(earlier, later):
        shown = [_place(one.jurisdiction) for one in (earlier, later) if one.jurisdiction is not None]
        told = say("succession.places", old=earlier.id, new=later.id, one=shown[0], other=shown[1])
        raise ModelError(told, hint=say("succession.places.hint"))


def _place(area: Jurisdiction) -> str:
    return f"{area.name} ({area.code})" if area.code is not None else str(area.name)


def _check_time(earlier: Plan, later: Plan, *, amends: bool) -> None:
    first, second = earlier.period, later.period
    if first is None or second is None or first.end < second.start:
        return
    told = {"old": earlier.id, "new": later.id, "first": str(first), "second": str(second)}
    if (first.start, first.end) == (second.start, second.end):
        if amends:
            return
        raise ModelError(say("succession.one_period", **told), hint=say("succession.one_period.hint"))
    case = "before" if second.end < first.start else "overlap"
    raise ModelError(say(f"succession.{case}", **told), hint=say(f"succession.{case}.hint"))


def _notes(earlier: Plan, later: Plan) -> Iterable[str]:
    for one in (earlier, later):
        if one.jurisdiction is None:
            yield say("succession.no_place", plan=one.id)
        if one.period is None:
            yield say("succession.no_period", plan=one.id)
    ends, begins = (one.period for one in (earlier, later))
    if ends is not None and begins is not None and (begins.start - ends.end).days > 1:
        yield say("succession.gap", old=earlier.id, new=later.id, end=str(ends.end.year), begin=str(begins.start.year))
    if earlier.indicators and not any(one.observations for one in earlier.indicators):
        yield say("succession.nothing_measured", plan=earlier.id)
