"""The search for what would have to give, and how little is enough: one constraint at a time, all others kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import attrs

from planmodel.model.calendar import Calendar
from planmodel.model.element import Undertaking
from planmodel.model.plan import Plan
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.infeasible import Search, is_start, members_of, sentence_of
from planmodel.scheduling.loosening import loosened
from planmodel.scheduling.relaxation import Relaxation, goal_terms
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solver import Group, Job, Leeway, Model, Stock
from planmodel.scheduling.verification import Placing, violations
from planmodel.units import Amount
from planmodel.units.numerals import from_fraction
from planmodel.words import say

__all__ = ["Made", "conflict_of", "placings_of", "verified"]

Made = Callable[[Calendar], tuple[Schedule, Sequence[Job], Sequence[Stock]]]
"""Return the schedule, jobs and resources by another working calendar."""

_MOST_DURATIONS = 12
_HAPPENED = {"bounds.started", "bounds.finished", "bounds.whole_started", "bounds.reported", "bounds.done"}


def conflict_of(search: Search, seconds: float, by_calendar: Made) -> tuple[Relaxation, ...]:
    """Return the members of a conflict, and what else could give, each with how much of it is enough.

    Parameters:
        search: the schedule, jobs and resources that allow nothing.
        seconds: how long to look for the members, and again for what they have to give.
        by_calendar: makes the same with another calendar.
    """
    members = members_of(search, seconds)
    others = _others(search, members)
    until = time.monotonic() + seconds
    made: list[Relaxation] = []
    for number, group in enumerate((*members, *others)):
        left, of = until - time.monotonic(), len(members) + len(others) - number
        if number < len(members):  # of what else could give nothing has to be told: members have most of the time
            of = min(of, len(members) - number + 1)
        one = _stated(search, group, is_member=number < len(members))
        if left > 0:
            one = _relaxed(search, one, group, members, left / of)
        elif one.because is None:
            one = attrs.evolve(one, because=say("relax.because.time"))
        if one.is_member or one.by is not None:
            made.append(one)
    calendar = _calendar(search, by_calendar, until)
    return (*made, *([] if calendar is None else [calendar]))


def _others(search: Search, members: Sequence[Group]) -> list[Group]:
    """Return what is no member but could give: the longest durations of work that members name, and the start."""
    found, jobs = search.found, search.jobs
    yearly = {stock.id for stock in search.stocks if stock.renewal == "year"}
    nodes = sorted(
        {
            node
            for group in members
            for node in _nodes(search, group)
            if len(jobs[node].lengths) == 1
            and jobs[node].lengths[0] > 0
            and node not in {*found.bounds.pinned, *found.bounds.not_over_before}
            if not yearly & jobs[node].demands[0].keys()  # what a shorter piece of work spends in a year is no line
        },
        key=lambda node: (-jobs[node].lengths[0], found.network.name(node)),
    )
    durations = [Group("duration", found.network.ids[node]) for node in nodes[:_MOST_DURATIONS]]
    axis = found.network.axis
    free = axis.start is not None and found.request is not None and found.request.as_of is None and not yearly
    return [*durations, *([Group("start", found.plan.id)] if free and not _dated_before(found) else [])]


def _dated_before(found: Schedule) -> bool:
    """Return whether a date that holds work lies before the start, which an earlier start would bring into play."""
    dates = [
        date
        for one in found.plan.of(Undertaking)
        for date in (one.not_before, *(held.date for held in one.constraints))
        if date is not None
    ]
    return any(found.network.axis.begin_of(date) < 0 for date in dates)


def _nodes(search: Search, group: Group) -> list[int]:
    """Return the nodes of the work that a group is about."""
    network = search.found.network
    if group.what == "resource":
        return [
            node
            for node, job in enumerate(search.jobs)
            if node < len(network.ids) and any(demand.get(group.id) for demand in job.demands)
        ]
    named = [id for id in (group.id, group.on) if id]
    return [node for id in named for node in (network.parts.get(id) or (network.index[id],))]


def _relaxed(search: Search, made: Relaxation, group: Group, members: Sequence[Group], seconds: float) -> Relaxation:
    """Return how little of one group is enough: for all else in the plan, or at least for the rest of the conflict."""
    until, rest = time.monotonic() + seconds, frozenset(search.groups) - frozenset(members)
    for whole, without in ((True, frozenset()), (False, rest)):
        one = attrs.evolve(made, whole=whole)
        if time.monotonic() > until:
            break
        if made.is_member:
            finish = search.shortest(Leeway(without | {group}), seconds / 6)
            if finish is None:
                continue
            one = attrs.evolve(one, finish=search.found.moment(finish, finish=True))
        if made.because is not None:
            return one
        leeway = Leeway(without, group)
        answer = search.solved(leeway, seconds / 6)
        if answer is not None:
            return _with_amount(search, one, group, leeway, answer, seconds / 6)
    return made if made.because is not None else attrs.evolve(made, because=say("relax.because.time"))


def _with_amount(
    search: Search, made: Relaxation, group: Group, leeway: Leeway, answer: tuple[Model, Any], seconds: float
) -> Relaxation:
    """Return what an answer of the solver says of how much a group gives."""
    model, solver = answer
    give = int(solver.value(model.give))
    if group.what == "duration" and give * model.part == search.jobs[search.found.network.index[group.id]].lengths[0]:
        return made  # work that takes no time is no shorter work
    placings = placings_of(search.jobs, model, solver)
    verified(*loosened(search, leeway, Fraction(give) * model.part, placings), placings)
    amounts = [_amount(search, group, number * model.part) for number in (give, round(solver.best_objective_bound))]
    by, least = amounts[0], min(amounts)
    made = attrs.evolve(made, by=by, least=least, to=_to(search, group, give * model.part, model, solver))
    return attrs.evolve(made, goals=_goals(search, group, leeway, give, seconds)) if made.whole else made


def _stated(search: Search, group: Group, is_member: bool) -> Relaxation:
    """Return what a group states, before anything is known of what it has to give."""
    found = search.found
    made = Relaxation(
        what=group.what,
        id=group.id,
        on=group.on or None,
        type=group.type or None,
        constraint=sentence_of(search, group),
        is_member=is_member,
    )
    if group.what == "not before":
        why = getattr(found.bounds.why[found.network.index[group.id]], "key", "bounds.done")
        if why in _HAPPENED:
            return attrs.evolve(made, because=say("relax.because.happened"))
        if found.network.index[group.id] in found.bounds.pinned:
            return attrs.evolve(made, type="by_hand")
    return made


def _amount(search: Search, group: Group, give: Fraction) -> Amount:
    """Return what a group gives in its own unit."""
    if group.what != "resource":
        return search.found.network.axis.amount(int(give))
    capacity = search.capacity(group.id)
    return Amount(from_fraction(give), capacity.unit)


def _to(search: Search, group: Group, give: Fraction, model: Model, solver: Any) -> Moment | Amount:
    """Return what a group then is."""
    found, network = search.found, search.found.network
    axis = network.axis
    if group.what == "resource":
        capacity = search.capacity(group.id)
        return Amount(from_fraction(Fraction(capacity.magnitude) + give), capacity.unit)
    ticks = int(give)
    if group.what == "finish by":
        return found.moment(search.due[group] + ticks, finish=not is_start(group))
    if group.what == "start":
        return found.moment(-ticks, finish=False)
    if group.what == "not before":
        node = network.index[group.id]
        pinned = node in found.bounds.pinned
        begin = solver.value(model.starts[node]) * model.tick if pinned else found.bounds.floor[node] - ticks
        return found.moment(begin, finish=False)
    if group.what == "duration":
        return axis.amount(search.jobs[network.index[group.id]].lengths[0] - ticks)
    stated = search.waits[group]
    return axis.amount(stated + (ticks if group.what == "longest wait" else -ticks))


def _goals(search: Search, group: Group, leeway: Leeway, give: int, seconds: float) -> tuple[Any, ...]:
    """Return what it means for the goals that hang on a group: as the shortest schedule with that little has them."""
    found, network = search.found, search.found.network
    ids = tuple(network.ids[node] for node in _nodes(search, group)) if group.what != "start" else found.ids
    if not any(found.plan.graph.serving.goals(id) for id in ids):
        return ()
    answer = search.solved(leeway, max(0.1, seconds), give=give)
    if answer is None:
        return ()
    model, solver = answer
    ticks = [solver.value(end) * model.tick for end in model.ends]
    ends = {id: found.moment(ticks[node], finish=True) for node, id in enumerate(network.ids)}
    return goal_terms(found.plan, ids, ends)


def _calendar(search: Search, by_calendar: Made, until: float) -> Relaxation | None:
    """Return how many days off a week would have to be worked, where that alone is enough; nothing when time is up."""
    calendar = search.found.network.axis.calendar
    if calendar is None:
        return None
    off = [day for day, sign in enumerate(calendar.week) if sign == "0"]
    for count in range(1, len(off) + 1):
        for days in combinations(off, count):
            if (seconds := until - time.monotonic()) <= 0:
                return None
            week = "".join("1" if day in days else sign for day, sign in enumerate(calendar.week))
            found, jobs, stocks = by_calendar(attrs.evolve(calendar, week=week))
            finish = Search(found, jobs, stocks).shortest(Leeway(), seconds)
            if finish is not None:
                number = Amount(count, "天")
                plan: Plan = found.plan
                return Relaxation(
                    what="calendar",
                    id=plan.id,
                    on=None,
                    type=None,
                    constraint=say("relax.stated.calendar", week=calendar.week),
                    is_member=False,
                    by=number,
                    least=number,
                    finish=found.moment(finish, finish=True),
                    days=days,
                )
    return None


def placings_of(jobs: Sequence[Job], model: Model, solver: Any) -> list[Placing]:
    """Return when each job begins in a solver's answer, in ticks, and in which mode."""
    return [
        (solver.value(start) * model.tick, _mode(job, model, solver, node))
        for node, (start, job) in enumerate(zip(model.starts, jobs, strict=True))
    ]


def _mode(job: Job, model: Model, solver: Any, node: int) -> int:
    if len(job.lengths) == 1:
        return 0
    return next(mode for mode, literal in enumerate(model.chosen[node]) if solver.value(literal))


def verified(found: Schedule, jobs: Sequence[Job], stocks: Sequence[Stock], placings: Sequence[Placing]) -> None:
    """Hold a solver's schedule against every constraint, counted without it."""
    broken = [*violations(found, jobs, stocks, placings)]
    if broken:  # a fault of ours or the solver's, and nothing that whoever asks could mend
        raise RuntimeError(f"a schedule within the resources breaks {len(broken)} constraints: {broken[0]}")
