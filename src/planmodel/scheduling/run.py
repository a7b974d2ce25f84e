"""The schedule of a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.model.calendar import Calendar
from planmodel.model.element import Undertaking
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.model.time_amounts import is_elapsed
from planmodel.model.working_times import WorkCalendar
from planmodel.scheduling.axis import Counting
from planmodel.scheduling.bounds import bounds_of
from planmodel.scheduling.network import Levels, build
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solving import solve_network
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = ["Request", "asked_otherwise", "refined", "requested", "schedule", "solved"]


@kinds_checked
def schedule(
    plan: Plan,
    start: str | int | dt.date | Period | None = None,
    calendar: Calendar | None = None,
    relations: Sequence[str] = ("depends_on",),
    levels: Levels = "leaf",
    *,
    as_of: str | int | dt.date | Period | None = None,
    missing: str | Amount = "zero",
    finish: str | int | dt.date | Period | None = None,
) -> Schedule:
    """Return when the tasks and projects of a plan can begin and end, and which of them are critical.

    Parameters:
        plan: the plan.
        start: the first day, ``2021-01-01``; a time of day counts with a calendar that has hours. Without one
            everything is in durations from 0, and fixed and real dates do not count.
        calendar: the working calendar, the plan's usual one (:attr:`Plan.calendars`) when left out: 天 are then working
            days, 日历日 calendar days, and a month has its ``days_per_month``. Without one every day counts, and where
            there is a start a month is a calendar month from the day on which the work begins.
        relations: the relations that mean precedence; a link that is no :class:`Dependency` counts as FS.
        levels: ``leaf`` schedules what has no parts, and links of what has parts reach them; ``all`` schedules
            everything by its own duration and does not look at parts.
        as_of: the day of the report: what is not done by then lies after it, and ``done`` counts.
        missing: what stands for a duration that is missing: ``zero``, ``refuse`` (an error) or an amount (``6 月``).
        finish: the day by which everything is to be over, instead of ``start``: all work then stands as late as it can,
            by the calendar; what has begun, is over or is held to a date stands where it is.

    Returns:
        A :class:`Schedule`.

    Raises:
        CycleError: work waits for itself; the error names the tasks of every circle in order.
        ModelError: no such relation, level or rule; a start that is no date; a start and a finish; a calendar or a day
            of the report with neither.
        IncompatibleUnitsError: a duration or lag is no time, or is working time beside other time and no calendar.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> plan = Plan(id="p", title="Plan", elements=[
        ...     Task(id="survey", name="Survey", duration="3 月"),
        ...     Task(id="pipes", name="Pipes", duration="12 月", depends_on=["survey"]),
        ...     Task(id="rules", name="Rules", duration="6 月", depends_on=["survey"]),
        ... ])
        >>> found = schedule(plan, start="2021-01-01")
        >>> found.critical_path, str(found.finish), str(found.slack("rules"))
        (('survey', 'pipes'), '2022-03-31', '182 天')
    """
    request = requested(start, calendar, relations, levels, as_of=as_of, missing=missing, finish=finish)
    return solved(plan, request) if finish is None else _counted_back(plan, request, finish)


def requested(
    start: str | int | dt.date | Period | None,
    calendar: Calendar | None,
    relations: Sequence[str],
    levels: Levels,
    *,
    as_of: str | int | dt.date | Period | None,
    missing: str | Amount,
    finish: object = None,
) -> Request:
    """Return what a schedule is asked for, read; parameters as for :func:`schedule`."""
    if levels not in ("leaf", "all"):
        raise ModelError(say("levels.unknown", levels=levels), hint=say("levels.unknown.hint"))
    first = _time(start)
    dated = first is not None or finish is not None
    if not dated and calendar is not None:
        raise ModelError(say("start.for_calendar"), hint=_start_hint("calendar"))
    if not dated and as_of is not None:
        raise ModelError(say("start.for_as_of"), hint=_start_hint("as_of"))
    names = (relations,) if isinstance(relations, str) else tuple(relations)
    day = None if as_of is None else Period(as_of).end
    return Request(start=first, calendar=calendar, relations=names, levels=levels, as_of=day, missing=missing)


def _start_hint(name: str) -> Message:
    call = f'schedule(plan, start="2021-01-01", {name}=…)'
    return say("start.for.hint", call=call, option=f"--start 2021-01-01 --{name.replace('_', '-')} …")


@attrs.frozen(kw_only=True)
class Request:
    """What a schedule is asked for; parameters as for :func:`schedule`, read.

    Parameters:
        counting: how months count where there are dates.
        timed: whether every minute is to count beside a calendar, also where nothing in the plan needs it.
        until: the moment by which everything is to be over, all work standing as late as it can.
    """

    start: dt.datetime | None
    calendar: Calendar | None
    relations: tuple[str, ...]
    levels: Levels
    as_of: dt.date | None
    missing: str | Amount
    counting: Counting = "calendar"
    timed: bool = False
    until: dt.datetime | None = None


def solved(plan: Plan, request: Request) -> Schedule:
    """Return the schedule that is asked for."""
    usual = next((one for one in plan.of(WorkCalendar) if one.usual), None)
    if usual is not None and request.start is not None and request.calendar is None:
        request = attrs.evolve(request, calendar=usual.times)
    network = build(
        plan,
        start=request.start,
        calendar=request.calendar,
        relations=request.relations,
        levels=request.levels,
        missing=request.missing,
        counting=request.counting,
        reported=request.as_of is not None,
        timed=request.timed,
    )
    if usual is not None and request.calendar is not None and request.calendar != usual.times:
        network.notes.append(say("calendars.replaced", name=usual.label()))
    every = plan.of(Undertaking)
    wholes = {one.id: one for one in every if one.id in network.parts} if network.parts else {}
    nodes = every if len(every) == len(network.ids) else [one for one in every if one.id in network.index]
    bounds = bounds_of(network, nodes, wholes, request.as_of)
    if request.until is not None:
        bounds.until = network.axis.end_of(Period(request.until))
        bounds.late |= set(range(len(network.ids))) - bounds.pinned
    return Schedule(plan=plan, network=network, bounds=bounds, passes=solve_network(network, bounds), request=request)


def asked_otherwise(schedule: Schedule, **changes: Any) -> Schedule:
    """Return the schedule of the same plan that is asked for otherwise, field by field of :class:`Request`."""
    assert schedule.request is not None
    return solved(schedule.plan, attrs.evolve(schedule.request, **changes))


def refined(schedule: Schedule, amounts: Iterable[Amount]) -> Schedule:
    """Return the schedule on an axis on which more amounts of time count; see :meth:`Schedule.refined`."""
    amounts = [*amounts]
    line = schedule.network.axis
    if line.calendar is not None and not line.is_clock and schedule.request and any(map(is_elapsed, amounts)):
        return refined(asked_otherwise(schedule, timed=True), amounts)
    axis, factor = line.finer(amounts)
    if axis == line:
        return schedule
    return attrs.evolve(
        schedule,
        network=schedule.network.scaled(axis, factor),
        bounds=schedule.bounds.scaled(factor),
        passes=schedule.passes.scaled(factor),
    )


def _counted_back(plan: Plan, request: Request, finish: str | int | dt.date | Period) -> Schedule:
    """Return the schedule in which all work stands as late as it can to be over by a day."""
    if request.start is not None:
        raise ModelError(say("start.and_finish"), hint=say("start.and_finish.hint"))
    day = Period(finish)
    if day.time is None and day.end == dt.date.max:  # its end is the beginning of a day that is no date
        raise ModelError(say("finish.last_day", day=str(day.end)), hint=say("finish.last_day.hint"))
    until = dt.datetime.combine(day.end, day.time or dt.time())
    last = attrs.evolve(request, start=until)
    forward = solved(plan, last)
    ends = forward.bounds
    end = forward.network.axis.end_of(day)
    for node in range(len(forward.network.durations)):
        due = ends.due.get(node)
        ends.due[node] = end if due is None else min(end, due)
    back = solve_network(forward.network, ends)
    first = min(map(int, back.late), default=0)
    moment = forward.network.axis.moment(first, finish=False)
    begin = moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time())
    if day.time is None:
        until += dt.timedelta(days=1)  # all of the last day is there to work on
    return solved(plan, attrs.evolve(last, start=begin, until=until))


def _time(start: str | int | dt.date | Period | None) -> dt.datetime | None:
    if start is None:
        return None
    if isinstance(start, dt.datetime):
        return start
    if isinstance(start, str) and "T" in start:
        try:
            return dt.datetime.fromisoformat(start)
        except ValueError:
            raise ModelError(say("start.no_time", start=start), hint=say("start.no_time.hint")) from None
    return dt.datetime.combine(Period(start).start, dt.time())
