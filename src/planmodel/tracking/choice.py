"""Which target, baseline and measured value belong together on a day; what does not is refused with its reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Hashable, Iterable
from typing import NamedTuple

import attrs

from planmodel.model.kinds import Indicator, Metric
from planmodel.model.numbers import Observation
from planmodel.model.period import Period
from planmodel.model.repeats import same_promise, same_value, sort_of, spoken_order
from planmodel.model.targets import Change, Commitment, Compound, Target
from planmodel.tracking.results import Input, Reason
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = [
    "Refusal",
    "base_year_of",
    "baseline_at",
    "choose_observation",
    "choose_target",
    "cumulative",
    "definition_changed",
]

_CHANGED = re.compile(r"\s*(?:definition changed|统计口径|口径|指标口径|定义(?:改变|变化|调整))", re.IGNORECASE)
_WHOLE_AT_A_DAY = ("stock", "count")


class Refusal(NamedTuple):
    """Why there is no result: a code, and a sentence about this indicator."""

    reason: Reason
    message: Message


def definition_changed(note: str | None) -> bool:
    """Return whether a remark says that the definition changed: it begins with ``definition changed`` or 口径.

    Such a remark on an observation holds from its period on; on a target it means that the target is in another
    definition than the baseline.

    Example:
        >>> definition_changed("口径改变：2021年起剔除沙尘"), definition_changed("checked with 口径 of 2020")
        (True, False)
    """
    return note is not None and _CHANGED.match(note) is not None


def choose_target(indicator: Indicator, as_of: dt.date) -> Target | Refusal:
    """Return the next target that falls due on ``as_of`` or later, else the last one.

    Targets for a part only (``scope``) are left out. Of those for one year each sort of promise must hold (a level, a
    change); of two of one sort that differ nobody can say which counts.
    """
    if not indicator.targets:
        return Refusal("no_target", say("progress.no_target"))
    whole = [target for target in indicator.targets if target.scope is None]
    if not whole:
        return Refusal("not_comparable_scope", say("progress.only_parts"))
    years = sorted(target.year for target in whole if target.year is not None)
    year = next((year for year in years if year >= as_of.year), years[-1] if years else None)
    return _joined(sorted((target for target in whole if target.year == year), key=spoken_order))


def _joined(targets: list[Target]) -> Target | Refusal:
    """Return targets for one year as one."""
    sorts: dict[Hashable, Target] = {}
    for target in targets:
        first = sorts.setdefault(sort_of(target.commitment), target)
        if not same_promise(first, target):
            named = target.year is not None
            when = say("progress.year", year=target.year) if named else say("progress.no_year_named")
            return Refusal("several_targets", say("progress.several_targets", n=len(targets), when=when))
    several = tuple(sorts.values())
    if len(several) == 1:
        return several[0]
    texts = [target.as_published for target in several if target.as_published]
    notes = [target.note for target in several if target.note]
    return attrs.evolve(
        several[0],
        commitment=Compound(parts=tuple(target.commitment for target in several)),
        stretch=None,
        as_published="；".join(texts) or None,
        note=next((note for note in notes if definition_changed(note)), None),
        sources=tuple(source for target in several for source in target.sources),
    )


def base_year_of(indicator: Indicator, commitment: Commitment | None, otherwise: int | None) -> int | None:
    """Return the year that a promise counts from: that which a change names, else that of the baseline.

    Parameters:
        indicator: whose promise.
        commitment: the promise.
        otherwise: the base year where neither says one: the plan's.
    """
    since = commitment.since if isinstance(commitment, Change) else None
    own = indicator.baseline.year if indicator.baseline is not None else None
    return next((year for year in (since, own, otherwise) if year is not None), None)


def baseline_at(indicator: Indicator, year: int | None, given: Amount | None) -> Input | Refusal | None:
    """Return the level at the end of a base year.

    Parameters:
        indicator: whose level.
        year: the base year; the baseline's own when ``None``.
        given: a level that the caller knows; it counts before all others.

    Returns:
        the level given, else the baseline when it is of that year (or says no year), else a value measured for that
        whole year; ``None`` when there is none, a refusal when several differ.
    """
    if given is not None:
        return Input(value=given, period=None if year is None else Period(year), origin="given")
    baseline = indicator.baseline
    if baseline is not None and baseline.value is not None and (year is None or baseline.year in (None, year)):
        of = baseline.year if baseline.year is not None else year
        return Input(
            value=baseline.value,
            period=None if of is None else Period(of),
            text=baseline.as_published,
            origin="baseline",
            sources=baseline.sources,
        )
    known = [o for o in indicator.observations if o.value is not None and _whole_year(o.period) == year]
    if year is None or not known:
        return None
    only = _only(known[0], known)
    return only if isinstance(only, Refusal) else measured(only)


def _only(chosen: Observation, known: Iterable[Observation]) -> Observation | Refusal:
    """Return an observation, unless another of its period differs."""
    if all(same_value(chosen, other) for other in known if other.period == chosen.period):
        return chosen
    return Refusal("several_values", say("progress.several_values", period=chosen.period))


def measured(observation: Observation) -> Input:
    """Return an observation as an input."""
    return Input(
        value=observation.value,
        period=observation.period,
        text=observation.as_published,
        origin="observation",
        sources=observation.sources,
    )


def choose_observation(
    indicator: Indicator, metric: Metric | None, as_of: dt.date, *, after: int | None, due: int, text: bool = False
) -> Observation | Refusal:
    """Return the latest value that stands for a year's end: of a whole year, or of a day for what is in stock.

    Parameters:
        indicator: whose values.
        metric: its definition; values of a ``stock`` or ``count`` may be of a month or a day.
        as_of: nothing later counts.
        after: the base year; what was measured in it or before is the baseline's side and does not count.
        due: the target's year; when it is over, its own value counts before later ones.
        text: whether a published text will do where there is no number.
    """
    known = [o for o in indicator.observations if o.value is not None or (text and o.as_published)]
    known = [o for o in known if o.period.end <= as_of and (after is None or o.period.end.year > after)]
    if not known:
        return Refusal("no_observation", _nothing_measured(indicator, as_of, after))
    fitting = [o for o in known if _stands_for_a_year_end(o.period, metric)]
    if not fitting:
        latest = max(known, key=lambda o: o.period.end).period
        return Refusal("not_comparable_period", say("progress.not_a_year", period=latest))
    at_due = [o for o in fitting if o.period.end == dt.date(due, 12, 31)] if as_of >= dt.date(due, 12, 31) else []
    chosen = max(at_due or fitting, key=lambda o: (o.period.end, o.period.start))
    since = [o for o in indicator.observations if definition_changed(o.note) and o.period.start <= chosen.period.end]
    if any(after is None or o.period.end.year > after for o in since):
        message = say("progress.definition", period=since[-1].period, note=since[-1].note)
        return Refusal("definition_changed", message)
    return _only(chosen, fitting)


def cumulative(indicator: Indicator, as_of: dt.date, since: int) -> Observation | Refusal:
    """Return the latest value that counts from the base year on: its period begins on the day after and ends a year.

    What was published for a later year alone is not summed up: it may be that year's or the whole until then. Nor is it
    passed over for an older value, which would call the first year's 20 of 100 on schedule whatever came after.
    """
    known = [o for o in indicator.observations if o.value is not None and o.period.end <= as_of]
    known = [o for o in known if o.period.end.year > since]
    if not known:
        return Refusal("no_observation", _nothing_measured(indicator, as_of, since))
    begins = dt.date(since + 1, 1, 1) if since < dt.MAXYEAR else dt.date.max
    fitting = [o for o in known if o.period.start == begins and _ends_a_year(o.period)]
    if not fitting:
        latest = max(known, key=lambda o: o.period.end).period
        return Refusal("not_comparable_period", say("progress.not_from", period=latest, year=since + 1))
    chosen = max(fitting, key=lambda o: o.period.end)
    alone = [o for o in known if o.period.end > chosen.period.end and _whole_year(o.period) is not None]
    if alone:
        latest = max(alone, key=lambda o: o.period.end).period
        return Refusal("not_comparable_period", say("progress.not_from", period=latest, year=since + 1))
    changed = [o for o in known if definition_changed(o.note) and o.period.start <= chosen.period.end]
    if changed:
        message = say("progress.definition", period=changed[-1].period, note=changed[-1].note)
        return Refusal("definition_changed", message)
    return _only(chosen, fitting)


def _nothing_measured(indicator: Indicator, as_of: dt.date, after: int | None) -> Message:
    if not indicator.observations:
        return say("progress.nothing")
    return say("progress.nothing.until" if after is None else "progress.nothing.after", base=after, day=as_of)


def _ends_a_year(period: Period) -> bool:
    return (period.end.month, period.end.day) == (12, 31)


def _whole_year(period: Period) -> int | None:
    starts = (period.start.month, period.start.day) == (1, 1)
    return period.end.year if starts and _ends_a_year(period) and period.start.year == period.end.year else None


def _stands_for_a_year_end(period: Period, metric: Metric | None) -> bool:
    if _whole_year(period) is not None:
        return True
    at_a_day = metric is not None and metric.quantity in _WHOLE_AT_A_DAY
    return at_a_day and (period.start.year, period.start.month) == (period.end.year, period.end.month)
