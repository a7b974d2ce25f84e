"""What a schedule was given that cannot be: a finish too early, facts of tomorrow, dates that rule each other out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from planmodel.diagnostics import Diagnostic
from planmodel.listing import some
from planmodel.model.constraints import Constraint
from planmodel.model.element import Undertaking
from planmodel.scheduling.bounds import constraint_words
from planmodel.scheduling.longest import exceeded
from planmodel.scheduling.spans import latest
from planmodel.words import Message, say

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule

__all__ = [
    "Overlong",
    "constraints_not_kept",
    "finish_missed",
    "impossible_facts",
    "overlong",
    "shares_not_counted",
    "starts_before",
    "waits_exceeded",
]


def finish_missed(schedule: Schedule) -> Iterator[Diagnostic]:
    """Yield ``PM601`` where a schedule that counts back from a finish ends only after it."""
    until, end = schedule.bounds.until, schedule.finish_tick
    if until is None or end <= until:
        return
    axis = schedule.network.axis
    late = axis.amount(axis.work_between(until, end))
    message = say("PM601.finish", end=schedule.finish, amount=late, until=schedule.moment(until, finish=True))
    yield Diagnostic(code="PM601", severity="warning", message=message)


def starts_before(schedule: Schedule) -> Iterator[Diagnostic]:
    """Yield ``PM602`` for real dates and ``PM606`` for constraints before the day from which the schedule counts.

    What counts back from a finish begins where it has to: nobody said a start.
    """
    if schedule.bounds.until is not None:
        return
    pinned = schedule.bounds.pinned
    early = [
        node for node in range(len(schedule.network.ids)) if int(schedule.passes.early[node]) < 0
    ]  # in ticks from the start
    start = schedule.moment(0, finish=False)
    for code, nodes in (
        ("PM602", [node for node in early if node in pinned]),
        ("PM606", [node for node in early if node not in pinned]),
    ):
        if nodes:
            ids = sorted(schedule.network.ids[node] for node in nodes)
            message = say("PM602.start", start=start, ids=some(ids, 40))
            yield Diagnostic(code=code, severity="warning", message=message, element=ids[0])


def impossible_facts(schedule: Schedule) -> Iterator[Diagnostic]:
    """Yield ``PM602`` for what really happened only after the day of the report, or was over before it began."""
    today = None if schedule.request is None else schedule.request.as_of
    for one in _scheduled(schedule):
        if one.started is not None and one.finished is not None and one.finished.end < one.started.start:
            message = say("PM602.order", id=one.id, finished=one.finished, started=one.started)
            yield Diagnostic(code="PM602", severity="warning", message=message, element=one.id)
        for key, day in (("PM602.began", one.started), ("PM602.over", one.finished)):
            if today is not None and day is not None and day.start > today:
                message = say(key, id=one.id, day=day, today=today)
                yield Diagnostic(code="PM602", severity="warning", message=message, element=one.id)


def shares_not_counted(schedule: Schedule) -> Iterator[Diagnostic]:
    """Yield ``PM607`` for shares done that are none, where a day of report makes them count."""
    if schedule.request is None or schedule.request.as_of is None:
        return
    for one in _scheduled(schedule):
        if one.done is None:
            continue
        if not one.done.is_convertible_to("%"):
            key = "PM607.no_share"
        elif one.done.magnitude < 0:
            key = "PM607.negative"
        elif one.done.to("%").magnitude > 100:
            key = "PM607.over"
        else:
            continue
        message = say(key, id=one.id, done=one.done)
        yield Diagnostic(code="PM607", severity="warning", message=message, element=one.id)


def constraints_not_kept(schedule: Schedule) -> Iterator[Diagnostic]:
    """Yield ``PM606`` for a date that work does not keep beside another date that it is held to, with the one it keeps.

    Work that has begun or is over, and work put somewhere by hand, is where it is.
    """
    for one in _scheduled(schedule):
        node = schedule.network.index.get(one.id)
        fixed = [constraint for constraint in one.constraints if constraint.date is not None]
        if one.not_before is not None:
            fixed.append(Constraint(type="start_on", date=one.not_before))
        if node is None or len(fixed) < 2 or node in schedule.bounds.pinned or node in schedule.bounds.over:
            continue
        sides = [_side(schedule, node, constraint) for constraint in fixed]
        names = [constraint_words(constraint.type, constraint.date) for constraint in fixed]
        if one.not_before is not None:
            sides[-1], names[-1] = min(sides[-1], 0), constraint_words("not_before", one.not_before)
        kept = [name for name, side in zip(names, sides, strict=True) if not side]
        for name, side in zip(names, sides, strict=True):
            if side:
                stands = {"start": schedule.shown_start(node), "end": schedule.shown_finish(node)}
                key = "PM606.counts" if kept else "PM606.not_allowed"
                message = say(key, id=one.id, name=name, kept=kept, **stands)
                yield Diagnostic(code="PM606", severity="warning", message=message, element=one.id)


class Overlong(NamedTuple):
    """A link whose longest wait is exceeded.

    Parameters:
        first: the id of what it waits for.
        then: the id of what waits.
        message: the link, how long it waits and how long it may.
        is_dated: whether what waits stands where a date has put it, whatever the rest of the schedule is.
    """

    first: str
    then: str
    message: Message
    is_dated: bool


def overlong(schedule: Schedule) -> Iterator[Overlong]:
    """Yield the links whose longest wait is exceeded, since dates let neither end of them stand where it is not."""
    network, starts, ends, bounds = schedule.network, schedule.passes.early, schedule.ends, schedule.bounds
    for one in exceeded(network, starts, ends):
        first, then, *_ = network.longest[one.number]
        source, held = one.source(starts, ends), one.held(starts, ends)
        message = say(
            "PM608.wait",
            then=network.name(then),
            first=network.name(first),
            type=one.type,
            since=schedule.moment(source, finish=one.type[0] == "F"),
            until=schedule.moment(held, finish=one.type[1] == "F"),
            wait=network.axis.amount(network.work_between(one.then, source, held)),
            most=schedule.amount_of(one.most),
        )
        is_dated = one.then in bounds.pinned or int(starts[one.then]) == bounds.floor[one.then] > 0
        yield Overlong(network.name(first), network.name(then), message, is_dated)


def waits_exceeded(schedule: Schedule) -> Iterator[Diagnostic]:
    """Yield ``PM608`` for each link whose longest wait is exceeded."""
    for one in overlong(schedule):
        yield Diagnostic(code="PM608", severity="warning", message=one.message, element=one.then)


def _side(schedule: Schedule, node: int, constraint: Constraint) -> int:
    """Return -1 where a node stands before a constraint allows, 1 where behind it, 0 where the constraint is kept."""
    network, kind, early = schedule.network, constraint.type, int(schedule.passes.early[node])
    assert constraint.date is not None
    if kind.startswith("finish"):
        end = network.last_end(node, network.axis.end_of(constraint.date))
        begin, off = latest(network.axis, network.length(node), end), schedule.ends[node] - end
    else:
        begin = network.begin(node, network.axis.begin_of(constraint.date))
        off = early - begin
    if early == begin or (off < 0 and kind.endswith("no_later")) or (off > 0 and kind.endswith("no_earlier")):
        return 0
    return (off > 0) - (off < 0)


def _scheduled(schedule: Schedule) -> Iterator[Undertaking]:
    network = schedule.network
    return (one for one in schedule.plan.of(Undertaking) if one.id in network.index or one.id in network.parts)
