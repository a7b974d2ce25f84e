"""Who asks for more, the same or less than the plan above or the reference, and why nobody can say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from planmodel.comparing.cascade import Cascade, CascadeResult
from planmodel.comparing.compared_rows import ComparedRow
from planmodel.comparing.comparison import Comparison
from planmodel.comparing.requirement import Requirement
from planmodel.text import MultilingualText
from planmodel.views.progress_words import percent
from planmodel.views.report.promises import Several, both
from planmodel.views.strictness import promised
from planmodel.words import Message, say

if TYPE_CHECKING:
    from planmodel.comparing.plans import PlanSet

__all__ = ["Group", "Side", "answer_of", "grouped", "sides_of"]

_ORDER = (
    "stricter",
    "more",
    "equal",
    "same",
    "looser",
    "less",
    "higher",
    "lower",
    "share",
    "child_unnumbered",
    "parent_unnumbered",
    "not_comparable",
)
_LEVELS = ("national", "province", "city", "county", "township", "other", None)
_CANNOT = frozenset({"not_comparable", "child_unnumbered", "parent_unnumbered"})
_MORE = frozenset({"stricter", "more"})
_MOST_NAMED = 8
_MOST_REASONS = 5


@attrs.frozen(kw_only=True)
class Side:
    """A promise of a plan beside another plan's: the outcome, the share where it is one, and why there is no more."""

    plan: str
    beside: str
    metric: str
    year: int | None
    outcome: str
    share: str = ""
    reason: Message | str | None = None

    @property
    def word(self) -> str:
        """The key of the outcome among the words of pages."""
        return f"o.{self.outcome}"

    @property
    def why(self) -> Several:
        """The reason in the languages of the page."""
        return both(self.reason)


@attrs.frozen(kw_only=True)
class Row:
    """A plan with its cells by metric; ``beside`` is the plan that all of them were held against, if it is one."""

    plan: str
    cells: Mapping[str, tuple[Side, ...]]

    @property
    def beside(self) -> str | None:
        """The one plan that all its promises stand beside."""
        others = {one.beside for held in self.cells.values() for one in held}
        return others.pop() if len(others) == 1 else None


@attrs.frozen(kw_only=True)
class Group:
    """The plans of one level of government."""

    level: str | None
    rows: tuple[Row, ...]

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that any of them was held against another on."""
        return tuple(dict.fromkeys(metric for row in self.rows for metric in row.cells))


def sides_of(below: Cascade, compared: Comparison) -> tuple[Side, ...]:
    """Return every promise beside that of the plan above; of plans that none stands above, beside the reference's.

    Parameters:
        below: the plans held against those above them.
        compared: the plans beside the reference.
    """
    found = [_of_cascade(one) for one in below.results]
    held = {one.plan for one in found} | {compared.reference or ""}
    return (*found, *_beside_reference(compared, held))


def _of_cascade(one: CascadeResult) -> Side:
    share = "" if one.share is None else percent(float(one.share))
    return Side(
        plan=one.child,
        beside=one.parent,
        metric=one.metric,
        year=one.year,
        outcome=one.outcome,
        share=share,
        reason=one.reason,
    )


def _beside_reference(compared: Comparison, held: set[str]) -> Iterator[Side]:
    """Yield the promises of plans that were not held against one above, beside the reference's."""
    asked: dict[str, Mapping[str, Requirement]] = {}
    for row in compared.rows:
        if row.plan in held or not promised(row):
            continue
        if row.metric not in asked:
            asked[row.metric] = compared.requirements(row.metric)
        outcome = _outcome(row, asked[row.metric].get(row.plan), asked[row.metric].get(compared.reference or ""))
        yield Side(
            plan=row.plan,
            beside=compared.reference or "",
            metric=row.metric,
            year=row.year,
            outcome=outcome,
            reason=row.note if outcome == "not_comparable" and row.note else _alone(outcome),
        )


def _outcome(row: ComparedRow, mine: Requirement | None, other: Requirement | None) -> str:
    """Return who asks for more by the change required; two numbers alone say nothing about that."""
    if row.note is not None and row.difference is None:
        return "not_comparable"
    if mine is None or other is None or mine.kin != other.kin:
        return "not_comparable"
    if mine.improvement == other.improvement:
        return "same"
    return "more" if mine.improvement > other.improvement else "less"


def _alone(outcome: str) -> Message | None:
    return say("sides.size_unknown") if outcome == "not_comparable" else None


def grouped(plans: PlanSet, sides: Sequence[Side]) -> tuple[Group, ...]:
    """Return the plans that were held against another by level, the highest first, with their cells.

    Parameters:
        plans: the plans.
        sides: their promises beside others.
    """
    cells: dict[str, dict[str, tuple[Side, ...]]] = {}
    for one in sides:
        row = cells.setdefault(one.plan, {})
        row[one.metric] = (*row.get(one.metric, ()), one)
    levels: dict[str | None, list[Row]] = {level: [] for level in _LEVELS}
    for plan in plans:
        if plan.id in cells:
            area = plan.jurisdiction
            levels[None if area is None else area.level].append(Row(plan=plan.id, cells=cells[plan.id]))
    return tuple(Group(level=level, rows=tuple(rows)) for level, rows in levels.items() if rows)


def answer_of(plans: PlanSet, sides: Sequence[Side], metrics: Mapping[str, Several]) -> tuple[Message, ...]:
    """Return in sentences who asks for more, the same and less, where, and why nobody can say it of the others.

    Parameters:
        plans: the plans.
        sides: their promises beside others.
        metrics: the names of metrics.
    """
    if not sides:
        return (say("sides.none", n=len(plans)),)
    counts = Counter(one.outcome for one in sides)
    parts = [say("answer.counted", what=say(f"page.o.{one}"), n=counts[one]) for one in _ORDER if counts[one]]
    told = [say("sides.counts", plans=len(plans), n=len(sides), parts=parts)]
    more = [_named(plans, one, metrics) for one in sides if one.outcome in _MORE]
    if more:
        told.append(
            say("sides.more", named=more[:_MOST_NAMED], rest=len(more) - _MOST_NAMED)
            if len(more) > _MOST_NAMED
            else say("sides.more_all", named=more)
        )
    cannot = [one for one in sides if one.outcome in _CANNOT]
    if cannot:
        told.append(say("sides.cannot", n=len(cannot), why=[*_reasons(cannot)]))
    return tuple(told)


def _named(plans: PlanSet, side: Side, metrics: Mapping[str, Several]) -> Message:
    name = metrics.get(side.metric, side.metric)
    return say(
        "sides.where", plan=_title(plans, side.plan), metric=name if isinstance(name, str) else MultilingualText(name)
    )


def _title(plans: PlanSet, id: str) -> object:
    plan = plans[id]
    return plan.title if plan.jurisdiction is None else plan.jurisdiction.name


def _reasons(sides: Sequence[Side]) -> Iterator[Message]:
    """Yield the reasons, those of most promises first: alike are those of one sentence of the catalogue."""
    by_key: dict[str, list[Message | str]] = {}
    for one in sides:
        reason = one.reason if one.reason else say(f"page.o.{one.outcome}")
        by_key.setdefault(getattr(reason, "key", str(reason)), []).append(reason)
    ordered = sorted(by_key.values(), key=len, reverse=True)
    for held in ordered[:_MOST_REASONS]:
        yield say("answer.times", code=held[0], n=len(held))
    rest = sum(map(len, ordered[_MOST_REASONS:]))
    if rest:
        yield say("sides.other_reasons", n=rest)
