"""How far one indicator is towards one target: attainment, what was expected, a status; or the reason why not."""

from __future__ import annotations

import datetime as dt

import attrs

from planmodel.arguments import kinds_checked
from planmodel.listing import sentences
from planmodel.model.kinds import Indicator, Metric
from planmodel.model.kinds import in_unit as in_the_unit
from planmodel.model.period import Period
from planmodel.model.targets import (
    Assigned,
    Change,
    Commitment,
    Compound,
    Grade,
    Level,
    Qualitative,
    RelativeTo,
    Target,
)
from planmodel.tracking.change import (
    better_size,
    change_to_level,
    falls_or_fallen,
    is_that_change,
    no_level,
    or_a_change,
    published_change,
    year_told,
)
from planmodel.tracking.choice import (
    Refusal,
    base_year_of,
    baseline_at,
    choose_observation,
    choose_target,
    definition_changed,
    measured,
)
from planmodel.tracking.grades import rank_of
from planmodel.tracking.judging import judged, target_input
from planmodel.tracking.levels import direction_of
from planmodel.tracking.path import check_trajectory
from planmodel.tracking.question import Question, is_due, refused, stale_value
from planmodel.tracking.results import IndicatorProgress, Input, Reason, Status, Trajectory, record_of
from planmodel.units import Amount, is_known
from planmodel.words import say, term

__all__ = ["day_of", "indicator_progress"]

_KEEP = ("maintain", "keep", "hold", "not_worsen", "not_decrease", "not_increase", "not_lower", "no_worse")
_MOST_YEARS = 200
_WORST_FIRST: tuple[Status, ...] = ("regressed", "breached", "behind", "unknown", "on_track", "held", "met")


def day_of(as_of: str | int | dt.date | Period) -> dt.date:
    """Return the last day of a date or period.

    Raises:
        ModelError: it is not a date.
    """
    return Period(as_of).end


@kinds_checked
def indicator_progress(
    indicator: Indicator,
    *,
    as_of: str | int | dt.date | Period,
    target: Target | None = None,
    trajectory: Trajectory = "linear",
    base_level: Amount | None = None,
    base_year: int | None = None,
    metric: Metric | None = None,
) -> IndicatorProgress:
    """Return how far an indicator is towards a target, or the reason why nobody can say.

    Parameters:
        indicator: with its baseline, targets and measured values.
        as_of: the day; of a month or year its last day. Nothing measured later counts.
        target: which target; the next one due on that day when left out, else the last.
        trajectory: ``linear``, ``geometric`` or ``step``.
        base_level: the level in the base year, when it is known from elsewhere.
        base_year: the base year, for an indicator that does not say its own (the plan's).
        metric: the definition that the indicator uses; it may say which way is better.

    Returns:
        attainment = (actual − baseline) / (target − baseline), at most 1, the excess as overshoot. The status holds it
        against the trajectory on the last day of the measured value. A target that asks for no more than the baseline
        is ``held`` or ``breached`` and has no attainment.

    Raises:
        ModelError: ``as_of`` is not a date, or there is no such trajectory.

    Example:
        >>> from planmodel.model.numbers import Baseline, Observation
        >>> pm25 = Indicator(id="i", name="PM2.5", unit="微克/立方米", better="lower",
        ...     baseline=Baseline(year=2020, value=50), targets=[Target(year=2025, commitment=Level(value=20))],
        ...     observations=[Observation(period=2023, value=29)])
        >>> result = indicator_progress(pm25, as_of="2023-12-31")
        >>> result.status, result.attainment, result.expected
        ('on_track', Decimal('0.7'), Decimal('0.6'))
    """
    day = day_of(as_of)
    trajectory = check_trajectory(trajectory)
    chosen = choose_target(indicator, day) if target is None else target
    seed = IndicatorProgress(indicator=indicator.id, as_of=day)
    if isinstance(chosen, Refusal):
        return refused(seed, chosen)
    question = Question(
        indicator=indicator,
        metric=metric,
        day=day,
        target=chosen,
        trajectory=trajectory,
        base_level=base_level,
        base_year=base_year,
    )
    result = _about(question, chosen.commitment)
    if chosen.stretch is None:
        return result
    return attrs.evolve(result, stretch=_about(question, chosen.stretch))


def _about(q: Question, promise: Commitment) -> IndicatorProgress:
    seed = IndicatorProgress(
        indicator=q.indicator.id,
        as_of=q.day,
        target_year=q.target.year,
        better=q.better,
        promise=record_of(promise),
        target_text=q.target.as_published,
    )
    refusal = _not_a_number(q, promise)
    if refusal is not None:
        return refused(seed, refusal)
    promise = _with_unit(promise, q.indicator.unit)
    if isinstance(promise, Compound):
        return _compound(seed, promise, tuple(_about(q, part) for part in promise.parts))
    if isinstance(promise, Level):
        return _number(q, seed, promise)
    if isinstance(promise, Change):
        return _change(q, seed, promise)
    return _grade(q, seed, promise) if isinstance(promise, Grade) else _kept(q, seed)


def _with_unit(promise: Commitment, unit: str | None) -> Commitment:
    """Return a level or quantity without a unit in the indicator's unit (inside a compound nobody has done it yet)."""
    quantity = isinstance(promise, Level) or (isinstance(promise, Change) and not promise.relative)
    if not quantity or not isinstance(promise, Level | Change) or promise.value.unit or not (unit and is_known(unit)):
        return promise
    high = None if promise.high is None else in_the_unit(promise.high, unit)
    return attrs.evolve(promise, value=in_the_unit(promise.value, unit), high=high)


def _not_a_number(q: Question, promise: Commitment) -> Refusal | None:
    """Return why a promise cannot be measured at all; ``None`` when it may be."""

    def because(code: Reason, key: str, **words: object) -> Refusal:
        text = q.target.as_published
        return Refusal(code, say(f"progress.{key}.text" if text else f"progress.{key}", text=text, **words))

    if isinstance(promise, Assigned):
        return because("assigned", "assigned", by=promise.by or say("progress.superior"))
    if isinstance(promise, RelativeTo):
        return because("no_number", "relative_to", scope=promise.scope)
    if isinstance(promise, Qualitative) and promise.trend not in _KEEP:
        return because("qualitative", "qualitative", trend=term("trend", promise.trend))
    if not isinstance(promise, Level | Change | Grade | Compound | Qualitative):
        return because("unread", "unread", reason=promise.reason or say("progress.no_reason"))
    if q.target.scope is not None:
        return Refusal("not_comparable_scope", say("progress.scope", scope=q.target.scope))
    if definition_changed(q.target.note):
        return Refusal("definition_changed", say("progress.other_definition", note=q.target.note))
    if q.target.year is None:
        return Refusal("no_year", say("progress.no_year"))
    return None


# --- numbers ---


def _number(q: Question, seed: IndicatorProgress, promise: Level) -> IndicatorProgress:
    baseline = q.indicator.baseline
    own = baseline.year if baseline is not None and baseline.value is not None else None
    year = own if own is not None else q.base_year
    base = baseline_at(q.indicator, year, q.base_level)
    if isinstance(base, Refusal):
        return refused(attrs.evolve(seed, base_year=year), base)
    return _towards(q, attrs.evolve(seed, base_year=year, baseline=base), promise, promise)


def _change(q: Question, seed: IndicatorProgress, promise: Change) -> IndicatorProgress:
    promise = _of_its_year(q, promise)
    year = base_year_of(q.indicator, promise, q.base_year)
    base = baseline_at(q.indicator, year, q.base_level)
    if isinstance(base, Refusal):
        return refused(attrs.evolve(seed, base_year=year), base)
    seed = attrs.evolve(seed, base_year=year, baseline=base)
    due = q.target.year or 0
    if year is not None and due - year > _MOST_YEARS:
        return refused(seed, Refusal("no_year", say("progress.too_long", year=year, due=due)))
    if base is None or base.value is None or (is_that_change(q.indicator, promise) and q.base_level is None):
        found = published_change(q.indicator, q.metric, promise, q.day, since=year, due=due)
        if isinstance(found, Refusal):
            return refused(seed, found)
        zero = Input(value=Amount(0, found.level.value.unit), origin="computed")
        side = better_size(q.indicator, promise, q.better)
        seed = attrs.evolve(seed, baseline=zero, actual=measured(found.observation), better=side)
        return judged(q, seed, found.level, side)
    level = change_to_level(promise, base.value, year, due)
    return refused(seed, level) if isinstance(level, Refusal) else _towards(q, seed, level, promise)


def _of_its_year(q: Question, promise: Change) -> Change:
    """Return a change of one year as one since the year before; a name or a measured value may tell the base year, too.

    Of changes by the year it is those that have a next or last one.

    A row 2021: 5 %, 2022: 6 % promises each year's own growth; 6 % compounded since the plan's base year would be
    another promise. One yearly target alone is a yearly rate over the whole stretch, which a base year must open.
    """
    due = q.target.year
    if promise.since is not None or due is None:
        return promise
    if promise.per == "total":
        return attrs.evolve(promise, since=year_told(q.indicator, promise, due, based=q.base_year is not None))
    by_year = [one.year for one in q.indicator.targets if one.scope is None and _is_by_the_year(one.commitment)]
    if due - 1 not in by_year and due + 1 not in by_year:
        return promise
    return attrs.evolve(promise, per="total", since=due - 1)


def _is_by_the_year(commitment: Commitment) -> bool:
    return isinstance(commitment, Change) and commitment.per == "year" and commitment.since is None


def _towards(q: Question, seed: IndicatorProgress, level: Level, promise: Level | Change) -> IndicatorProgress:
    """Return how a measured value stands to a level."""
    if isinstance(promise, Level) and falls_or_fallen(q.indicator, promise, q.better):
        return refused(seed, Refusal("no_direction", say("progress.fall_or_fallen", indicator=q.indicator.id)))
    better = direction_of(q.better, promise, level, q.indicator.id)
    if isinstance(better, Refusal):
        return refused(seed, better)
    due = q.target.year or 0
    if seed.base_year is not None and seed.base_year >= due:
        return refused(
            attrs.evolve(seed, better=better),
            Refusal("no_year", say("progress.base_year", year=seed.base_year, due=due)),
        )
    found = choose_observation(q.indicator, q.metric, q.day, after=seed.base_year, due=due)
    target = target_input(q, level, better, computed=isinstance(promise, Change))
    actual = None if isinstance(found, Refusal) else measured(found)
    seed = attrs.evolve(seed, better=better, target=target, comparator=level.comparator, actual=actual)
    if isinstance(found, Refusal):
        return refused(seed, found)
    start = seed.baseline.value if seed.baseline is not None and isinstance(promise, Change) else None
    doubt = no_level(q.indicator, promise, level, start, found, since=seed.base_year)
    if doubt is not None:
        return refused(seed, Refusal("level_or_change", doubt))
    result = judged(q, seed, level, better, start=start)
    remark = None if found.value is None else or_a_change(promise, level, start, found.value)
    if remark is None or result.status == "unknown":
        return result
    return attrs.evolve(result, message=sentences(result.message, remark))


# --- what has no way to be part of ---


def _kept(q: Question, seed: IndicatorProgress) -> IndicatorProgress:
    """Return whether what was promised to be kept, in words, was kept: the baseline is the target."""
    baseline = q.indicator.baseline
    if baseline is None or baseline.value is None:
        return refused(seed, Refusal("no_baseline", say("progress.level_to_keep")))
    return _number(q, seed, Level(value=baseline.value))


def _grade(q: Question, seed: IndicatorProgress, promise: Grade) -> IndicatorProgress:
    """Return whether a grade was reached or kept; the grades measured and at the start are read from their texts."""
    baseline = q.indicator.baseline
    year = base_year_of(q.indicator, promise, q.base_year)
    aim = rank_of(promise.grade)
    seed = attrs.evolve(seed, base_year=year, comparator=promise.comparator)
    if aim is None:
        return refused(seed, Refusal("no_number", say("progress.no_class", grade=promise.grade)))
    if promise.comparator not in (None, "at_least", "better_than", "more_than"):
        words = term("comparator", promise.comparator)
        return refused(seed, Refusal("no_direction", say("progress.class_side", words=words, grade=promise.grade)))
    found = choose_observation(q.indicator, q.metric, q.day, after=year, due=q.target.year or 0, text=True)
    if isinstance(found, Refusal):
        return refused(seed, found)
    seed = attrs.evolve(seed, method="grade", actual=measured(found))
    rank = rank_of(found.as_published)
    if rank is None:
        return refused(seed, Refusal("no_number", say("progress.no_one_class", period=found.period)))
    stale = stale_value(q, seed)
    if stale is not None:
        return refused(seed, stale)
    reached = rank <= aim if promise.comparator in (None, "at_least") else rank < aim
    start = rank_of(baseline.as_published) if baseline is not None else None
    return _graded(q, attrs.evolve(seed, reached=reached), reached, start=start, aim=aim, rank=rank)


def _graded(
    q: Question, seed: IndicatorProgress, reached: bool, *, start: int | None, aim: int, rank: int
) -> IndicatorProgress:
    if start is not None and start <= aim:
        message = say("progress.class_not_better")
        held: Status = "held" if reached else "breached"
        return attrs.evolve(seed, status=held, reason="target_not_better_than_baseline", message=message)
    if reached:
        return attrs.evolve(seed, status="met")
    if start is not None and rank > start:
        return attrs.evolve(seed, status="regressed")
    if is_due(q):
        return attrs.evolve(seed, status="behind")
    return refused(seed, Refusal("no_trajectory", say("progress.class_no_trajectory")))


def _compound(seed: IndicatorProgress, promise: Compound, parts: tuple[IndicatorProgress, ...]) -> IndicatorProgress:
    """Return the worst part when all must hold, the best when one is enough; unknown parts do not hide a failure."""
    order = _WORST_FIRST if promise.of == "all" else tuple(reversed(_WORST_FIRST))
    chosen = min(parts, key=lambda part: (order.index(part.status), part.attainment is None, part.attainment or 0))
    shares = [part.satisfaction for part in parts]
    known = [share for share in shares if share is not None]
    pick = min if promise.of == "all" else max
    settled = len(known) == len(parts)
    return attrs.evolve(
        seed,
        status=chosen.status,
        attainment=pick(known) if settled and any(part.attainment is not None for part in parts) else None,
        method="compound",
        reason=chosen.reason,
        message=chosen.message,
        parts=parts,
    )
