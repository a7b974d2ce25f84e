"""Rules about indicators: what they say about themselves, and what they promise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from planmodel.check.numbers import aims_worse, numbers_of, parts_of
from planmodel.check.rule import Found, rule
from planmodel.check.scope import Scope, named
from planmodel.model.areas import any_area_in
from planmodel.model.bounds import no_room, side_of
from planmodel.model.kinds import Indicator, completed
from planmodel.model.metrics import metric_of
from planmodel.model.repeats import repeated_targets, repeated_values, same_promise, same_value
from planmodel.model.targets import Change, Level, Unread
from planmodel.phrases.directions import direction_in
from planmodel.phrases.target_texts import Promise, Told, promised
from planmodel.text import cut
from planmodel.units import Amount, same_dimension
from planmodel.words import Message, say, term

__all__ = [
    "area_without_jurisdiction",
    "direction_against_metric",
    "indicator_without_baseline",
    "indicator_without_direction",
    "indicator_without_unit",
    "no_value_can_keep",
    "said_twice",
    "target_beside_its_text",
    "target_unread",
    "target_worse_than_baseline",
]

_SIGNS: Mapping[str | None, str] = {
    "at_least": "≥ ",
    "more_than": "> ",
    "at_most": "≤ ",
    "less_than": "< ",
    "about": "≈ ",
}


@rule("PM401", "warning", say("PM401.title"))
def indicator_without_unit(scope: Scope) -> Iterator[Found]:
    for indicator in scope.indicators:
        if indicator.unit is not None or all(number.share for number in numbers_of(indicator)):
            continue
        metric = metric_of(scope.plan, indicator)
        if metric is not None and metric.quantity in ("index", "ratio", "grade"):
            continue
        unit = metric.unit if metric is not None else None
        hint = say("PM401.hint.metric", unit=unit) if unit else say("PM401.hint")
        yield Found(indicator.id, "", say("PM401", e=named(indicator)), hint)


@rule("PM402", "info", say("PM402.title"))
def indicator_without_baseline(scope: Scope) -> Iterator[Found]:
    for indicator in scope.indicators:
        if indicator.baseline is None:
            yield Found(indicator.id, "", say("PM402", e=named(indicator)), say("PM402.hint"))


@rule("PM403", "warning", say("PM403.title"))
def indicator_without_direction(scope: Scope) -> Iterator[Found]:
    for indicator in scope.indicators:
        if not any(isinstance(part, Level | Change) for target in indicator.targets for part in parts_of(target)):
            continue
        if _direction(scope, indicator) is None:
            yield Found(indicator.id, "", say("PM403", e=named(indicator)), say("PM403.hint"))


def _direction(scope: Scope, indicator: Indicator) -> str | None:
    metric = metric_of(scope.plan, indicator)
    return indicator.better or (metric.better if metric is not None else None)


@rule("PM404", "warning", say("PM404.title"))
def target_worse_than_baseline(scope: Scope) -> Iterator[Found]:
    for indicator in scope.indicators:
        better = _direction(scope, indicator)
        baseline = indicator.baseline.value if indicator.baseline is not None else None
        for number, target in enumerate(indicator.targets if better is not None else ()):
            for part in parts_of(target) if target.scope is None else ():
                worse = aims_worse(part, baseline, better)
                if worse and better and not (better == "higher" and _is_the_cut_itself(indicator, part)):
                    message = say("PM404", worse=worse, better=term("better", better))
                    yield Found(indicator.id, f"targets[{number}].commitment", message, say("PM404.hint"))


def _is_the_cut_itself(indicator: Indicator, promise: object) -> bool:
    """Return whether an indicator is the cut that is promised (化学需氧量减排量): more of it is better."""
    return isinstance(promise, Change) and promise.direction == "decrease" == direction_in(indicator.label())[0]


@rule("PM411", "info", say("PM411.title"))
def target_unread(scope: Scope) -> Iterator[Found]:
    scope.saw("targets", sum(len(indicator.targets) for indicator in scope.indicators))
    for indicator in scope.indicators:
        for number, target in enumerate(indicator.targets):
            for part in parts_of(target):
                if isinstance(part, Unread):
                    text = cut(target.as_published or "", 80)
                    key = f"PM411{'' if text else '.empty'}{'.reason' if part.reason else ''}"
                    message = say(key, text=text, reason=_why(part))
                    yield Found(indicator.id, f"targets[{number}]", message, say("PM411.hint"))


@rule("PM412", "warning", say("PM412.title"))
def direction_against_metric(scope: Scope) -> Iterator[Found]:
    for indicator in scope.indicators:
        metric = metric_of(scope.plan, indicator)
        if metric is not None and indicator.better and metric.better and indicator.better != metric.better:
            mine, other = term("better", indicator.better), term("better", metric.better)
            yield Found(indicator.id, "better", say("PM412", better=mine, other=other, metric=metric.id))


@rule("PM414", "warning", say("PM414.title"))
def said_twice(scope: Scope) -> Iterator[Found]:
    for indicator in scope.indicators:
        targets, observations = indicator.targets, indicator.observations
        for first, later in repeated_targets(indicator):
            same = same_promise(targets[first], targets[later])
            year = targets[later].year
            when = say("PM414.no_year") if year is None else say("PM414.year", year=year)
            what = say("PM414.target", later=later, first=first, when=when, outcome=_outcome(same))
            hint = say("PM414.keep_one") if same else say("PM414.tell_apart")
            yield Found(indicator.id, f"targets[{later}]", what, hint)
        for first, later in repeated_values(indicator):
            same = same_value(observations[first], observations[later])
            period = observations[later].period
            what = say("PM414.value", later=later, first=first, when=period, outcome=_outcome(same))
            hint = say("PM414.keep_one") if same else say("PM414.keep_true")
            yield Found(indicator.id, f"observations[{later}]", what, hint)


def _why(unread: Unread) -> str:
    """Return why a target is not read: a sentence of the catalogue whole, what a file says cut."""
    return unread.reason if isinstance(unread.reason, Message) else cut(unread.reason or "", 80)


def _outcome(same: bool) -> Message:
    return say("PM414.same") if same else say("PM414.differs")


@rule("PM415", "error", say("PM415.title"))
def no_value_can_keep(scope: Scope) -> Iterator[Found]:
    for indicator in scope.indicators:
        for number, target in enumerate(indicator.targets):
            for field in ("commitment", "stretch"):
                promise = getattr(target, field)
                bounds = no_room(promise) if promise is not None else None
                if bounds is not None:
                    message = say("PM415", low=bounds[0], high=bounds[1])
                    yield Found(indicator.id, f"targets[{number}].{field}", message, say("PM415.hint"))


@rule("PM416", "warning", say("PM416.title"))
def target_beside_its_text(scope: Scope) -> Iterator[Found]:
    for indicator in scope.indicators:
        told = Told.by(indicator)
        for number, target in enumerate(indicator.targets):
            promise, text = target.commitment, target.as_published
            if text is None or not isinstance(promise, Level | Change) or _is_printed(promise, text):
                continue
            read = completed(_read(text, told, target.year).commitment, told.unit)
            if isinstance(read, Level | Change) and _contradicts(promise, read):
                message = say("PM416", text=cut(text, 80), read=_words(read), said=_words(promise))
                yield Found(indicator.id, f"targets[{number}].commitment", message, say("PM416.hint"))


@lru_cache(maxsize=16_384)
def _read(text: str, told: Told, year: int | None) -> Promise:
    return promised(text, told, year=year, stretch=None, scope=None)


def _is_printed(promise: Level | Change, text: str) -> bool:
    """Return whether a text has the number of a bare level, which leaves nothing to contradict."""
    if not isinstance(promise, Level) or promise.comparator is not None:
        return False
    number = re.escape(f"{promise.value.magnitude:f}")
    return re.search(rf"(?<![\d.]){number}(?![\d.])", text) is not None


def _contradicts(promise: Level | Change, read: Level | Change) -> bool:
    """Return whether two readings of one promise differ in their number, the side that they bound or the direction."""
    directions = [one.direction if isinstance(one, Change) else None for one in (promise, read)]
    if None in directions and directions[0] != directions[1]:
        return False  # a level beside a change: which of them a text means, its reader may know better
    if directions[0] != directions[1]:
        return True
    sides = [side_of(one.comparator, direction) for one, direction in zip((promise, read), directions, strict=True)]
    if None not in sides and sides[0] != sides[1]:
        return True
    values = (promise.value, read.value), (promise.high, read.high)
    return any(one is not None and other is not None and _unequal(one, other) for one, other in values)


def _unequal(one: Amount, other: Amount) -> bool:
    return same_dimension(one.unit, other.unit) and one != other


def _words(promise: Level | Change) -> Message:
    way = promise.direction if isinstance(promise, Change) else "level"
    return say(f"PM416.{way}", sign=_SIGNS.get(promise.comparator, ""), value=promise.value)


@rule("PM417", "info", say("PM417.title"))
def area_without_jurisdiction(scope: Scope) -> Iterator[Found]:
    if scope.plan.jurisdiction is not None:
        return
    for indicator in scope.indicators:
        for number, target in enumerate(indicator.targets):
            words = any_area_in(target.as_published) if target.as_published and target.scope is None else None
            if words is not None:
                yield Found(indicator.id, f"targets[{number}]", say("PM417", words=words), say("PM417.hint"))
