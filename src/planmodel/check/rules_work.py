"""Rules about work: dates that go together, resources and modes."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.check.rule import Found, rule
from planmodel.check.scope import Scope, named
from planmodel.errors import PlanModelError
from planmodel.model.element import Undertaking
from planmodel.model.kinds import Resource
from planmodel.model.period import Period
from planmodel.units import Amount
from planmodel.words import say, term

__all__ = ["use_that_cannot_be", "work_dates_contradict"]


@rule("PM413", "error", say("PM413.title"))
def use_that_cannot_be(scope: Scope) -> Iterator[Found]:
    for one in scope.plan.of(Undertaking):
        names = [mode.name for mode in one.modes]
        for number, name in enumerate(names):
            if name in names[:number]:
                yield Found(one.id, f"modes[{number}].name", say("PM413.two_modes", e=named(one), name=name))
        if one.modes and one.duration is not None:
            yield Found(one.id, "duration", say("PM413.duration", e=named(one)))
        for number, use in enumerate(one.uses):
            path = f"uses[{number}]"
            if use.mode is not None and use.mode not in names:
                key = "PM413.mode" if names else "PM413.no_modes"
                message = say(key, e=named(one), to=use.to, mode=use.mode, modes=names)
                yield Found(one.id, f"{path}.mode", message)
            resource = scope.plan.get(use.to)
            capacity = resource.capacity if isinstance(resource, Resource) else None
            if use.amount is not None and capacity is not None and not use.amount.is_convertible_to(capacity.unit):
                message = say("PM413.unit", e=named(one), amount=use.amount, to=use.to, capacity=capacity)
                yield Found(one.id, f"{path}.amount", message)


@rule("PM506", "error", say("PM506.title"))
def work_dates_contradict(scope: Scope) -> Iterator[Found]:
    yield from _waits_too_long(scope)
    for one in scope.plan.of(Undertaking):
        if one.started is not None and one.finished is not None and one.finished.end < one.started.start:
            message = say("PM506.finished", e=named(one), finished=one.finished, started=one.started)
            yield Found(one.id, "finished", message)
        if one.not_before is not None and one.finish_by is not None and one.finish_by.end < one.not_before.start:
            message = say("PM506.fixed", e=named(one), due=one.finish_by, begin=one.not_before)
            yield Found(one.id, "finish_by", message)
        yield from _beside_wholes(scope, one)
        yield from _ruled_out(one)
        for number, link in enumerate(one.depends_on):
            if link.max_lag is not None and _longer(link.lag, link.max_lag):
                key = "PM506.wait.negative" if link.lag is None else "PM506.wait"
                message = say(key, e=named(one), least=link.lag, most=link.max_lag, to=link.to)
                yield Found(one.id, f"depends_on[{number}].max_lag", message)


def _waits_too_long(scope: Scope) -> Iterator[Found]:
    """Yield the links whose longest wait dates exceed, whenever the schedule begins: it counts from the first date."""
    every = scope.plan.of(Undertaking)
    if not any(link.max_lag is not None for one in every for link in one.depends_on):
        return
    dates = [
        date.start
        for one in every
        for date in (one.started, one.finished, one.not_before, *(held.date for held in one.constraints))
        if date is not None
    ]
    if not dates:
        return
    from planmodel.scheduling.impossible import overlong
    from planmodel.scheduling.run import schedule

    try:
        waits = [*overlong(schedule(scope.plan, min(dates)))]
    except PlanModelError:  # what cannot be scheduled is another finding
        return
    for wait in waits:
        holder = scope.plan.get(wait.then)
        if wait.is_dated and isinstance(holder, Undertaking):
            number = next(place for place, link in enumerate(holder.depends_on) if link.to == wait.first)
            yield Found(holder.id, f"depends_on[{number}].max_lag", wait.message)


def _beside_wholes(scope: Scope, one: Undertaking) -> Iterator[Found]:
    """Yield the dates of a part that those of a whole above it rule out."""
    if one.not_before is None and one.finish_by is None:
        return
    for id in scope.plan.graph.hierarchy.above(one.id):
        whole = scope.plan.get(id)
        if not isinstance(whole, Undertaking):
            continue
        if one.not_before and whole.finish_by and whole.finish_by.end < one.not_before.start:
            days = {"begin": one.not_before, "due": whole.finish_by}
            yield Found(one.id, "not_before", say("PM506.whole_due", e=named(one), whole=id, **days))
        if one.finish_by and whole.not_before and one.finish_by.end < whole.not_before.start:
            days = {"due": one.finish_by, "begin": whole.not_before}
            yield Found(one.id, "finish_by", say("PM506.whole_begins", e=named(one), whole=id, **days))


def _ruled_out(one: Undertaking) -> Iterator[Found]:
    """Yield the constraints of work that another constraint, ``not_before`` or ``finish_by`` rules out, by days."""
    fixed: list[tuple[str, str, Period | None]]
    fixed = [(f"constraints[{number}]", each.type, each.date) for number, each in enumerate(one.constraints)]
    for field, day in (("not_before", one.not_before), ("finish_by", one.finish_by)):
        fixed.append((field, field, day))
    for number, (path, kind, day) in enumerate(fixed):
        for other_path, other_kind, other in fixed[:number]:
            if day is None or other is None or not other_path.startswith("constraints"):
                continue
            if _before(kind, day, other_kind, other) or _before(other_kind, other, kind, day):
                both = {"one": term("constraint", other_kind), "two": term("constraint", kind)}
                message = say("PM506.both", e=named(one), date=other, day=day, **both)
                yield Found(one.id, path, message)


def _before(kind: str, day: Period, other_kind: str, other: Period) -> bool:
    """Return whether the first date is the last one possible, and the other, behind it, the first one possible."""
    no_later = {"start_on", "finish_on", "start_no_later", "finish_no_later", "finish_by"}
    no_earlier = {"start_on", "finish_on", "finish_no_earlier", "not_before"}
    if kind not in no_later or other_kind not in no_earlier:
        return False
    may_last = kind.startswith("start") and other_kind.startswith("finish")  # from the one to the other
    return not may_last and day.end < other.start


def _longer(lag: Amount | None, most: Amount) -> bool:
    """Return whether a wait is longer than the longest; units that do not go together are left to another rule."""
    if lag is None:
        return most.magnitude < 0
    return lag.is_convertible_to(most.unit) and lag > most
