"""On which days work stands: what takes no time, what really happened, and time that passes when nobody works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from planmodel.scheduling.axis import Moment
from planmodel.scheduling.times import ScheduledTask
from planmodel.units import Amount
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule

__all__ = [
    "finish_of",
    "on_day",
    "shown_finish",
    "shown_start",
    "stands_at_end",
    "start_of",
    "task_of",
    "unknown_years",
    "whole_of",
]


def task_of(schedule: Schedule, node: int) -> ScheduledTask:
    """Return when one task or project can take place."""
    network, id = schedule.network, schedule.network.ids[node]
    nobody_says = schedule.basis.durations[id] is None
    return ScheduledTask(
        id=id,
        name=schedule.plan[id].label(),
        kind=schedule.plan[id].kind,
        early_start=shown_start(schedule, node),
        early_finish=shown_finish(schedule, node),
        late_start=_shown_late(schedule, node, finish=False),
        late_finish=_shown_late(schedule, node, finish=True),
        total_slack=network.axis.amount(schedule.slack_ticks(node)),
        free_slack=network.axis.amount(int(schedule.passes.free[node])),
        critical=schedule.is_critical(node),
        duration=None if id in schedule.unstated else schedule.amount_of(network.length(node)),
        duration_stated=not nobody_says,
        assumed=id in schedule.basis.assumed,
        finished=node in schedule.bounds.over,
    )


# What takes no time lies between two ticks, at the end of a day and at the beginning of the next one.


def stands_at_end(schedule: Schedule, node: int) -> bool:
    """Return whether a node without length stands on the day that ends there, on which what it waits for ends.

    What only a date or the start of the schedule holds stands on the day that begins there, and so does what work by
    its calendar goes on with there, after time off.
    """
    network, seen, waiting = schedule.solved, {node}, [node]
    if node not in schedule.bounds.over and network.goes_on(node, int(schedule.passes.early[node])):
        return False
    ended = False
    while waiting:
        here = waiting.pop()
        if here in schedule.bounds.days and schedule.bounds.floor[here] == schedule.passes.early[here]:
            return False
        if here in schedule.bounds.over:
            ended = True
            continue
        for link in schedule.driving_links(here):
            first = network.first[link]
            if not schedule.is_point(first):
                if network.types[link][0] == "S" and not network.lag(link):
                    return False
                ended = True
            elif network.lag(link):
                ended = True
            elif first not in seen:
                seen.add(first)
                waiting.append(first)
    return ended


def shown_start(schedule: Schedule, node: int) -> Moment | Amount:
    """Return the day on which a node begins at the earliest; what takes no time begins on the day it stands on."""
    early = int(schedule.passes.early[node])
    fact = schedule.bounds.began.get(schedule.network.name(node)) if node < len(schedule.network.ids) else None
    if fact is not None:
        return on_day(fact, schedule.moment(early, finish=False))
    if schedule.network.axis.start is None or not schedule.is_point(node):
        return schedule.moment(early, finish=False)
    at_end = stands_at_end(schedule, node)
    day = schedule.bounds.days.get(node)
    shown = schedule.moment(early, finish=at_end)
    return on_day(day, shown) if day is not None and not at_end and schedule.bounds.floor[node] == early else shown


def shown_finish(schedule: Schedule, node: int) -> Moment | Amount:
    """Return the last day of a node at the earliest."""
    fact = schedule.bounds.ended.get(schedule.network.name(node)) if node < len(schedule.network.ids) else None
    end = schedule.moment(schedule.ends[node], finish=True) if fact is not None else None
    if fact is not None and end is not None:
        return on_day(fact, end)
    if schedule.network.axis.start is None or not schedule.is_point(node):
        return schedule.moment(schedule.ends[node], finish=True)
    return shown_start(schedule, node)


def _shown_late(schedule: Schedule, node: int, *, finish: bool) -> Moment | Amount:
    late = int(schedule.passes.late[node])
    stays = node in schedule.bounds.over or late == schedule.passes.early[node]
    if not finish and (stays or node in schedule.bounds.pinned):  # what has begun begins no later
        return shown_start(schedule, node)
    if finish and stays and schedule.late_ends[node] == schedule.ends[node]:
        return shown_finish(schedule, node)
    if finish:
        return schedule.moment(schedule.late_ends[node], finish=True)
    return schedule.moment(late, finish=schedule.is_point(node))


def start_of(schedule: Schedule, nodes: Iterable[int]) -> Moment | Amount:
    """Return the day on which the first of these nodes begins."""
    return _extreme(schedule, nodes, schedule.passes.early, min, shown_start)


def finish_of(schedule: Schedule, nodes: Iterable[int]) -> Moment | Amount:
    """Return the last day of the last of these nodes."""
    return _extreme(schedule, nodes, schedule.ends, max, shown_finish)


def _extreme(
    schedule: Schedule, nodes: Iterable[int], ticks: Sequence[int], choose: Any, shown: Any
) -> Moment | Amount:
    nodes = [*nodes]
    if not nodes:
        return schedule.moment(0, finish=False)
    edge = choose(ticks[node] for node in nodes)
    there = [node for node in nodes if ticks[node] == edge]
    extreme: Moment | Amount = (
        choose(shown(schedule, node) for node in there)
        if schedule.network.axis.start is not None
        else shown(schedule, there[0])
    )
    return extreme


def whole_of(schedule: Schedule, id: str) -> ScheduledTask:
    """Return when a whole can take place: from its first part's start to its last part's end."""
    nodes = schedule.network.parts[id]
    begin = min(int(schedule.passes.early[node]) for node in nodes)
    end = max(schedule.ends[node] for node in nodes)
    first = min(nodes, key=lambda node: (schedule.passes.late[node], schedule.network.ids[node]))
    last = max(nodes, key=lambda node: (schedule.late_ends[node], schedule.network.ids[node]))
    start, finish = start_of(schedule, nodes), finish_of(schedule, nodes)
    facts = schedule.bounds.began.get(id), schedule.bounds.ended.get(id)
    amount = schedule.network.axis.amount
    ids = [schedule.network.ids[node] for node in nodes]
    return ScheduledTask(
        id=id,
        name=schedule.plan[id].label(),
        kind=schedule.plan[id].kind,
        early_start=start if facts[0] is None else on_day(facts[0], start),
        early_finish=finish if facts[1] is None else on_day(facts[1], finish),
        late_start=_shown_late(schedule, first, finish=False),
        late_finish=_shown_late(schedule, last, finish=True),
        total_slack=amount(min(schedule.slack_ticks(node) for node in nodes)),
        free_slack=amount(int(min(schedule.passes.free[node] for node in nodes))),
        critical=any(schedule.is_critical(node) for node in nodes),
        duration=None if schedule.unstated.issuperset(ids) else amount(schedule.network.axis.work_between(begin, end)),
        duration_stated=any(schedule.basis.durations[part] is not None for part in ids),
        assumed=not schedule.basis.assumed.isdisjoint(ids),
        summary=True,
        finished=all(node in schedule.bounds.over for node in nodes),
    )


def on_day(day: dt.date, shown: Moment | Amount) -> Moment | Amount:
    """Return the day on which something really was, which may be one that is not worked."""
    if isinstance(shown, dt.datetime):
        return shown if shown.date() == day else dt.datetime.combine(day, dt.time())
    return day


def unknown_years(schedule: Schedule) -> tuple[str, ...]:
    """Return a note where the schedule reaches beyond the years whose holidays are known."""
    calendar = schedule.network.axis.calendar
    if calendar is None or calendar.years is None or isinstance(schedule.start, Amount):
        return ()
    years = calendar.years
    beyond = [moment.year for moment in (schedule.start, schedule.finish) if not isinstance(moment, Amount)]
    if all(year in years for year in beyond):
        return ()
    return (say("days.holidays", first=years[0], last=years[-1]),)
