"""What a schedule was given that cannot be: a finish too early, facts of tomorrow, dates that rule each other out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planmodel.diagnostics import Diagnostic
from planmodel.listing import named
from planmodel.model.element import Undertaking

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule

__all__ = ["finish_missed", "impossible_facts", "shares_not_counted", "starts_before"]


def finish_missed(schedule: Schedule) -> Iterator[Diagnostic]:
    """Yield ``PM601`` where a schedule that counts back from a finish ends only after it."""
    until, end = schedule.bounds.until, schedule.finish_tick
    if until is None or end <= until:
        return
    axis = schedule.network.axis
    message = (
        f"everything is over on {schedule.finish}, {axis.amount(axis.work_between(until, end))} after the finish "
        f"asked for, {schedule.moment(until, finish=True)}: a date or what really happened does not leave the time"
    )
    yield Diagnostic(code="PM601", severity="warning", message=message)


def starts_before(schedule: Schedule) -> Iterator[Diagnostic]:
    """Yield ``PM602`` for real dates and ``PM606`` for constraints before the day from which the schedule counts."""
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
            ids = named([schedule.network.ids[node] for node in nodes])
            message = f"the schedule counts from {start}, but its dates let this begin before: {ids}"
            yield Diagnostic(code=code, severity="warning", message=message, element=schedule.network.ids[nodes[0]])


def impossible_facts(schedule: Schedule) -> Iterator[Diagnostic]:
    """Yield ``PM602`` for what really happened only after the day of the report, or was over before it began."""
    today = None if schedule.request is None else schedule.request.as_of
    for one in _scheduled(schedule):
        if one.started is not None and one.finished is not None and one.finished.end < one.started.start:
            message = f"{one.id!r} was over {one.finished}, before it began {one.started}"
            yield Diagnostic(code="PM602", severity="warning", message=message, element=one.id)
        for verb, day in (("began", one.started), ("was over", one.finished)):
            if today is not None and day is not None and day.start > today:
                message = f"{one.id!r} {verb} {day}, after {today}, the day of the report: no fact on that day"
                yield Diagnostic(code="PM602", severity="warning", message=message, element=one.id)


def shares_not_counted(schedule: Schedule) -> Iterator[Diagnostic]:
    """Yield ``PM607`` for shares done that are none, where a day of report makes them count."""
    if schedule.request is None or schedule.request.as_of is None:
        return
    for one in _scheduled(schedule):
        if one.done is None:
            continue
        if not one.done.is_convertible_to("%"):
            taken = "it is no share, and counts as nothing done"
        elif one.done.magnitude < 0:
            taken = "less than nothing, and counts as nothing done"
        elif one.done.to("%").magnitude > 100:
            taken = "more than all, and counts as all"
        else:
            continue
        message = f"{one.id!r} is said to be done to {one.done}: {taken}"
        yield Diagnostic(code="PM607", severity="warning", message=message, element=one.id)


def _scheduled(schedule: Schedule) -> Iterator[Undertaking]:
    network = schedule.network
    return (one for one in schedule.plan.of(Undertaking) if one.id in network.index or one.id in network.parts)
