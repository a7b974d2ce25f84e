"""What work contributes to an indicator: the sum of what is sure to count, of what may, and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import attrs

from planmodel.evaluating.need import Need, towards
from planmodel.evaluating.outcome import Promise
from planmodel.evaluating.waiting import finish_of
from planmodel.model.element import Undertaking
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution
from planmodel.scheduling.schedule import Schedule
from planmodel.tracking.choice import base_year_of
from planmodel.tracking.path import year_end
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = ["Contributed", "WorkShare", "base_end", "contributed", "inside_of"]


@attrs.frozen(kw_only=True)
class WorkShare:
    """What one task or project contributes to an indicator.

    Parameters:
        work: its id.
        name: its name.
        stated: the contribution as stated.
        amount: that in the unit of the need; 0 where it comes too late; ``None`` when nobody can say.
        low: what of it is sure to count.
        high: what of it may count; ``None`` when nobody can say.
        finish: when it is over, its prerequisites included; ``None`` when that is not stated.
        reason: why it does not count, or what is missing.
    """

    work: str
    name: str
    stated: str | None = None
    amount: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    finish: dt.date | None = None
    reason: str | None = None


class Contributed(NamedTuple):
    """What contributions come to, and what is not known of them."""

    work: list[WorkShare]
    low: Fraction
    high: Fraction | None
    missing: Sequence[str]
    open: list[Message]
    unnumbered: int
    unlike: int


def contributed(
    promise: Promise, links: Sequence[tuple[Undertaking, Contribution]], need: Need, schedule: Schedule | None
) -> Contributed:
    """Return what contributions add up to, from what is sure to count to what may."""
    plan, indicator, inside = promise.plan, promise.indicator, inside_of(promise.plan, links)
    due = year_end(promise.target.year) if promise.target.year is not None else None
    work, missing, low, high = [], [], Fraction(0), Fraction(0)
    bare, odd, endless, early = 0, 0, 0, 0
    base, unit = base_end(promise), need.unit or None
    for one, link in links:
        finish, known = finish_of(plan, one, schedule)
        number, reason = _amount(link, need)
        is_open = False
        if one.id in inside:
            number, reason = Fraction(0), say("sufficiency.inside", whole=inside[one.id])
        elif due is not None and finish is not None and finish > due:
            number, reason = Fraction(0), say("sufficiency.late", finish=finish)
        elif number is None:
            unlike = link.amount is not None
            bare, odd = bare + (not unlike), odd + unlike
            which = ".unlike" if unlike else ""
            missing.append(say(f"sufficiency.missing.number{which}", work=one.id, id=indicator.id, unit=need.unit))
        elif due is not None and not known:
            is_open, endless, reason = True, endless + 1, say("sufficiency.no_end")
            missing.append(say("sufficiency.missing.end", work=one.id))
        elif base is not None and finish is not None and known and finish <= base:
            is_open, early, reason = True, early + 1, say("sufficiency.in_base", year=str(base.year))
        least, most = (min(number or Fraction(0), Fraction(0)), max(number or Fraction(0), Fraction(0)))
        ends = (least, most) if is_open else (number or Fraction(0), number or Fraction(0))
        low, high = low + ends[0], high + ends[1]
        work.append(
            WorkShare(
                work=one.id,
                name=one.label("zh"),
                stated=_stated(link),
                amount=None if number is None else Amount(number, unit),
                low=Amount(ends[0], unit),
                high=None if number is None else Amount(ends[1], unit),
                finish=finish,
                reason=reason,
            )
        )
    told = [("undecided.number", bare), ("undecided.unit", odd), ("undecided.end", endless), ("undecided.base", early)]
    why = [say(f"sufficiency.{key}", n=count) for key, count in told if count]
    return Contributed(work, low, None if bare or odd else high, missing, why, bare, odd)


def base_end(promise: Promise) -> dt.date | None:
    """Return the last day of the year that the promise counts from, whose level holds what was over by then."""
    year = base_year_of(promise.indicator, promise.target.commitment, promise.plan.base_year)
    return None if year is None else year_end(year)


def _stated(link: Contribution) -> str | None:
    if link.amount is not None:
        return str(link.amount)
    return say("sufficiency.of_the_need", share=f"{link.strength:g}") if link.strength is not None else None


def _amount(link: Contribution, need: Need) -> tuple[Fraction | None, str | None]:
    if link.amount is not None:
        found = towards(link.amount, need)
        return (None, found) if isinstance(found, str) else (found, None)
    if link.strength is None:
        return None, say("sufficiency.no_number")
    if need.net is None or need.net.fraction < 0:
        return None, say(f"sufficiency.share_of_{'unknown' if need.net is None else 'room'}")
    return Fraction(str(link.strength)) * need.net.fraction, None


def inside_of(plan: Plan, links: Sequence[tuple[Undertaking, Contribution]]) -> dict[str, str]:
    """Return work whose contribution stands in that of a whole or task above it, and which one that is."""
    stated = {one.id for one, link in links if link.amount is not None or link.strength is not None}
    tree, serving, found = plan.graph.hierarchy, plan.graph.serving, {}
    for one, _ in links:
        above = [*tree.above(one.id), *serving.implemented(one.id)]
        held = next((id for id in above if id in stated), None)
        if held is not None:
            found[one.id] = held
    return found
