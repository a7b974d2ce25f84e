"""What became of one promise: held against the one that follows it, its pace and its level told apart."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from planmodel.comparing.definitions import DEFINED, Definition, definition_of
from planmodel.comparing.opposites import opposites_apart
from planmodel.comparing.outcomes import Outcome as Comparison
from planmodel.comparing.outcomes import compare_successive, numbered_parts
from planmodel.comparing.requirement import Requirement, requirement
from planmodel.comparing.statements import Statement
from planmodel.evaluating.outcome import Outcome, Promise
from planmodel.evaluating.renamed import bases_apart, numbers_apart
from planmodel.listing import sentences
from planmodel.model.bounds import CEILINGS
from planmodel.model.kinds import Better
from planmodel.model.metrics import metric_of
from planmodel.model.subjects import same_part
from planmodel.model.targets import Assigned, Change, Level, RelativeTo, Unread
from planmodel.tracking.choice import base_year_of, definition_changed
from planmodel.units import is_known, same_dimension
from planmodel.words import Message, coded, say

__all__ = ["FATES", "Direction", "Fate", "Judgement", "change_way", "fate_of_the_dropped", "fate_of_two"]

Fate: TypeAlias = Literal[
    "kept",
    "raised",
    "lowered",
    "redefined",
    "met_and_closed",
    "missed_and_dropped",
    "dropped_unmet",
    "dropped_unknown",
    "put_into_words",
    "put_into_numbers",
    "assigned",
    "new",
    "carried_over",
    "finished",
    "dropped",
    "split",
    "merged",
    "unknown",
]

FATES: Mapping[Fate, str] = {
    "kept": "the same number is promised again",
    "raised": "the new number asks for more",
    "lowered": "the new number asks for less",
    "redefined": "unit, scope, statistic, base or form changed, so that the numbers cannot be ranked",
    "met_and_closed": "reached, and not promised again",
    "missed_and_dropped": "not reached in its year, and not promised again",
    "dropped_unmet": "not reached by the last value, which is of an earlier year, and not promised again",
    "dropped_unknown": "not promised again, and whether it was reached is not known",
    "put_into_words": "the number became words",
    "put_into_numbers": "words became a number",
    "assigned": "the number is now a superior's",
    "new": "promised for the first time",
    "carried_over": "a task or project that goes on",
    "finished": "a task or project that was finished and does not return",
    "dropped": "a task or project that was not finished and does not return",
    "split": "one became several",
    "merged": "several became one",
    "unknown": "nobody can say, for the reason told",
}
"""Every fate, and what it means."""

Direction: TypeAlias = Literal["raised", "lowered", "kept"]

_DIRECTIONS: Mapping[Comparison, Direction] = {"stricter": "raised", "looser": "lowered", "equal": "kept"}


class Judgement(NamedTuple):
    """What became of a promise.

    Parameters:
        fate: see :data:`FATES`.
        redefined: what changed, where that forbids a ranking.
        rebased: the base years of the two, where they differ.
        pace: whether the new promise asks for more a year.
        level: whether it ends at a more demanding level.
        reason: why nobody can say, or what to mind.
    """

    fate: Fate
    redefined: tuple[str, ...] = ()
    rebased: str | None = None
    pace: Direction | None = None
    level: Direction | None = None
    reason: str | None = None


def fate_of_the_dropped(outcome: Outcome) -> Judgement:
    """Return the fate of a promise that the next plan does not make again."""
    fates: Mapping[str, Fate] = {
        "met": "met_and_closed",
        "missed": "missed_and_dropped",
        "not_met_so_far": "dropped_unmet",
        "unknown": "dropped_unknown",
    }
    return Judgement(fates[outcome.state], reason=outcome.reason)


def fate_of_two(old: Promise, new: Promise, outcome: Outcome) -> Judgement:
    """Return the fate of a promise that the next plan makes again, in whatever form."""
    for which, one in (("old", old), ("new", new)):
        if one.several is not None:
            return Judgement("unknown", reason=say(f"succession.several.{which}", what=one.several))
        if isinstance(one.target.commitment, Unread):
            text = one.target.as_published or say("succession.no_text")
            return Judgement("unknown", reason=say(f"succession.not_read.{which}", text=text))
    worded = _words(old, new)
    if worded is not None:
        return worded
    before, after = definition_of(old.plan, old.indicator), definition_of(new.plan, new.indicator)
    changed = _redefined(old, new, before, after)
    if changed:
        return Judgement("redefined", redefined=changed, reason=sentences(*changed))
    better = after.better or before.better or change_way(old, new)
    told = compare_successive(new.target.commitment, old.target.commitment, better=better)
    if told.outcome == "not_comparable":
        return Judgement("redefined", redefined=(_changed("form", _form(old), _form(new)),), reason=told.reason)
    if told.outcome not in _DIRECTIONS:
        return Judgement("unknown", reason=say("succession.no_better", outcome=coded("succession.is", told.outcome)))
    fate = _DIRECTIONS[told.outcome]
    pace, level = _pace(old, new, better), fate if _is_level(old) else _level_of_changes(old, new, outcome, better)
    years, notes = [_length(one) for one in (old, new)], [told.reason] if told.reason else []
    if not _is_level(old) and None not in years and years[0] != years[1]:
        notes.append(say("succession.years", old=str(years[0]), new=str(years[1])))
    return Judgement(fate, rebased=_rebased(old, new), pace=pace, level=level, reason=sentences(*notes))


def _words(old: Promise, new: Promise) -> Judgement | None:
    """Return the fate where either promise has no number."""
    has = [bool(numbered_parts(one.target.commitment)) for one in (old, new)]
    if all(has):
        return None
    before, after = old.target.commitment, new.target.commitment
    if isinstance(after, Assigned):
        return Judgement("kept" if isinstance(before, Assigned) else "assigned", reason=say("succession.superior"))
    if isinstance(after, RelativeTo):
        return Judgement(
            "kept" if before == after else "redefined", reason=say("succession.measured_on", scope=after.scope)
        )
    if has[0]:
        return Judgement("put_into_words", reason=new.target.as_published)
    if has[1]:
        return Judgement("put_into_numbers", reason=old.target.as_published)
    if before == after:
        return Judgement("kept", reason=say("succession.same_words"))
    return Judgement("unknown", reason=say("succession.both_words"))


def _redefined(old: Promise, new: Promise, before: Definition, after: Definition) -> tuple[str, ...]:
    """Return what of the definitions differs where both say it."""
    found = [(field, getattr(before, field), getattr(after, field)) for field in DEFINED]
    metrics = [metric_of(one.plan, one.indicator) for one in (old, new)]
    if metrics[0] is not None and metrics[1] is not None:
        found += [(field, *(getattr(one, field) for one in metrics)) for field in ("base", "parameter")]
        if metrics[0].id != metrics[1].id:
            found.append(("metric", metrics[0].id, metrics[1].id))
    changed = [_changed(name, one, other) for name, one, other in found if None not in (one, other) and one != other]
    if not same_part(old.target.scope, new.target.scope):
        scopes = [one.target.scope or say("succession.whole") for one in (old, new)]
        changed.append(_changed("scope", *scopes))
    units = [_unit(one) for one in (old, new)]
    if None not in units and units[0] != units[1]:
        known = all(is_known(unit or "") for unit in units)
        if not known or not same_dimension(units[0] or "", units[1] or ""):
            changed.append(_changed("unit", *(unit or say("succession.no_unit") for unit in units)))
    called = old.indicator.label("zh"), new.indicator.label("zh")
    for names in (numbers_apart(*called), opposites_apart(*called)):
        if names is not None:
            changed.append(_changed("name", *names))
    bases = None if all("/" in (unit or "") for unit in units) else bases_apart(*called)
    if bases is not None:
        changed.append(_changed("per", *(one or say("succession.no_base") for one in bases)))
    for one in (old.target.note, new.target.note):
        if definition_changed(one):
            changed.append(say("succession.definition", note=one))
    return tuple(changed)


def _changed(what: str, old: object, new: object) -> Message:
    return say(f"succession.changed.{what}", old=old, new=new)


def _unit(promise: Promise) -> str | None:
    """Return the unit of a level or of a change in a quantity; a share of the base has none of its own."""
    commitment = promise.target.commitment
    if isinstance(commitment, Level):
        return commitment.value.unit
    return commitment.value.unit if isinstance(commitment, Change) and not commitment.relative else None


def _form(promise: Promise) -> Message:
    commitment = promise.target.commitment
    if not isinstance(commitment, Change):
        return say(f"succession.form.{commitment.kind.lower()}")
    of = ".relative" if commitment.relative else ""
    return say(f"succession.form.{commitment.direction}{of}{'.yearly' if commitment.per == 'year' else ''}")


def _is_level(promise: Promise) -> bool:
    return not isinstance(promise.target.commitment, Change)


def _base_year(promise: Promise) -> int | None:
    commitment = promise.target.commitment
    if isinstance(commitment, Change) and commitment.per == "total":
        return base_year_of(promise.indicator, commitment, promise.plan.base_year)
    return None


def _length(promise: Promise) -> int | None:
    base, year = _base_year(promise), promise.target.year
    return None if base is None or year is None else year - base


def _rebased(old: Promise, new: Promise) -> Message | None:
    bases = [_base_year(one) for one in (old, new)]
    return (
        None
        if None in bases or bases[0] == bases[1]
        else say("succession.became", old=str(bases[0]), new=str(bases[1]))
    )


def _pace(old: Promise, new: Promise, better: Better | None) -> Direction | None:
    """Return whether the new promise asks for more a year: in points, or as a compound rate of the base."""
    asked = [
        requirement(Statement(one.indicator, one.target, _base_year(one) or one.plan.base_year, None), better)
        for one in (old, new)
    ]
    if asked[0] is None or asked[1] is None or asked[0].kin.measure != asked[1].kin.measure:
        return None
    rates = [_rate(one, better) for one in asked if one is not None]
    if rates[0] is None or rates[1] is None:
        return None
    return _ordered(rates[1] - rates[0])


def _rate(asked: Requirement, better: Better | None) -> Fraction | None:
    kin, amount = asked.kin, asked.improvement
    if kin.since is None:
        return amount
    years = kin.until - kin.since
    if years <= 0:
        return None
    if kin.measure == "points":
        return amount / years
    grown = 1 - amount if better == "lower" else 1 + amount
    if grown <= 0:
        return None
    rate = Fraction(float(grown) ** (1 / years)).limit_denominator(10**9) - 1
    return -rate if better == "lower" else rate


def change_way(*promises: Promise) -> Better | None:
    """Return which way is better as promised changes go, unless one of them caps the change (增长不超过)."""
    changes = [part for one in promises for part in numbered_parts(one.target.commitment) if isinstance(part, Change)]
    ways = {one.direction for one in changes}
    if len(ways) != 1 or any(one.comparator in CEILINGS for one in changes):
        return None
    return "higher" if ways == {"increase"} else "lower"


def _level_of_changes(old: Promise, new: Promise, outcome: Outcome, better: Better | None) -> Direction | None:
    """Return whether a relative change from a new base ends beyond where the old one was to end.

    Both are counted from the old base: (1 − reached)(1 − new) against (1 − old). That takes what was reached by the
    year that the new promise counts from; without it nobody can say.
    """
    before, after = old.target.commitment, new.target.commitment
    if not isinstance(before, Change) or not isinstance(after, Change) or not (before.relative and after.relative):
        return None
    if "year" in (before.per, after.per) or better is None:
        return None
    bases = [_base_year(one) for one in (old, new)]
    start = Fraction(1)
    if bases[0] != bases[1]:
        reached = _reached(outcome, before)
        if reached is None or None in bases or bases[1] != outcome.year:
            return None
        start = reached
    elif None in bases:
        return None
    sign = -1 if before.direction == "decrease" else 1
    promised, then = (1 + sign * one.value.to("%").fraction / 100 for one in (before, after))
    ends = start * then
    return _ordered(promised - ends if better == "lower" else ends - promised)


def _reached(outcome: Outcome, promise: Change) -> Fraction | None:
    """Return the level reached as a share of the base."""
    result, value = outcome.result, outcome.value
    if result is None or value is None or result.baseline is None or result.baseline.value is None:
        return None
    if outcome.is_change:
        if not (is_known(value.unit) and value.unit and same_dimension(value.unit, "%")):
            return None
        sign = -1 if promise.direction == "decrease" else 1
        return 1 + sign * value.to("%").fraction / 100
    base = result.baseline.value
    return None if base.fraction == 0 else value.to(base.unit).fraction / base.fraction


def _ordered(difference: Fraction) -> Direction:
    return "kept" if difference == 0 else "raised" if difference > 0 else "lowered"
