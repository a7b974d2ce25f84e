"""The model that the solver gets: OR-Tools CP-SAT over a network with resources (extra ``schedule``)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, NamedTuple

import attrs

from planmodel.errors import ModelError
from planmodel.scheduling.bounds import Limit
from planmodel.scheduling.network import Network
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.spans import plain
from planmodel.words import say

__all__ = [
    "Group",
    "Job",
    "Leeway",
    "Model",
    "Stock",
    "build_model",
    "groups_of",
    "is_inner",
    "limit_group",
    "link_group",
    "openings_of",
    "years",
]

What = Literal["resource", "finish by", "longest wait", "not before", "link", "duration", "start"]


class Group(NamedTuple):
    """A constraint as the plan states it, which can be left out of the model, or can give, on its own.

    Parameters:
        what: which kind of constraint it is.
        id: the resource, or the work that is held; of the start the plan.
        on: the work that a link or a longest wait counts from.
        type: the type of that link, or of the constraint that says when work must be over.
    """

    what: What
    id: str
    on: str = ""
    type: str = ""


class Job(NamedTuple):
    """A node: its modes with their durations, in ticks, and what each mode takes of each resource."""

    lengths: tuple[int, ...]
    names: tuple[str | None, ...]
    demands: tuple[Mapping[str, Fraction], ...]


class Stock(NamedTuple):
    """A resource: how much there is, and when there is more of it."""

    id: str
    capacity: Fraction
    renewal: str


class Model(NamedTuple):
    """The solver's model and its variables.

    Parameters:
        cp: the model.
        starts, ends, chosen: for each node its variables, in steps of ``tick``; ``chosen`` has one for each mode.
        makespan: when everything is over.
        tick: the ticks of the schedule in a step of the model.
        give: by how much the group that may give does; ``None`` when none may.
        part: what one step of ``give`` is: ticks, or units of the resource.
    """

    cp: Any
    starts: list[Any]
    ends: list[Any]
    chosen: list[list[Any]]
    makespan: Any
    tick: int
    give: Any
    part: Fraction


@attrs.frozen
class Leeway:
    """What is left out of a model, and the one group that may give.

    Parameters:
        without: the groups that are left out.
        loose: the group that gives as little as it can; the model then makes that little instead of everything short.
        give: the variable that says by how much, made with the model.
    """

    without: frozenset[Group] = frozenset()
    loose: Group | None = None
    give: Any = 0

    def of(self, group: Group) -> Any:
        """Return by how much a group gives: nothing, the variable, or ``None`` where it is left out."""
        if group in self.without:
            return None
        return self.give if group == self.loose else 0


def limit_group(limit: Limit) -> Group:
    """Return the group of a day by which work must be over, which a whole states for all of its parts at once."""
    return Group("finish by", limit.holder, type=limit.type)


def link_group(what: What, network: Network, first: int, then: int, type: str) -> Group:
    """Return the group of a link or longest wait."""
    return Group(what, network.name(then), network.name(first), type)


def is_inner(network: Network, first: int, then: int) -> bool:
    """Return whether a link only ties a whole to its own parts: that is what a whole is, and cannot give."""
    size = len(network.ids)
    return (first >= size and then in network.parts[network.name(first)]) or (
        then >= size and first in network.parts[network.name(then)]
    )


def groups_of(schedule: Schedule, stocks: Sequence[Stock]) -> list[Group]:
    """Return what can be left out of the model, resources first, each kind by its ids."""
    network, bounds = schedule.network, schedule.bounds
    links = (
        link_group("link", network, first, then, type)
        for first, then, type in zip(network.first, network.then, network.types, strict=True)
        if then not in bounds.pinned and not is_inner(network, first, then)
    )
    kinds: tuple[Iterable[Group], ...] = (
        (Group("resource", stock.id) for stock in stocks),
        (limit_group(limit) for limit in bounds.limits if limit.node not in bounds.over),
        (link_group("longest wait", network, first, then, type) for first, then, type, _ in network.longest),
        (Group("not before", network.ids[node]) for node in bounds.why if node < len(network.ids)),
        (*links, *(group for group, _, then, _, _ in openings_of(network) if then not in bounds.pinned)),
    )
    return [group for kind in kinds for group in sorted(set(kind))]


def openings_of(network: Network) -> Iterator[tuple[Group, tuple[int, ...], int, str, int]]:
    """Yield the links that wait for the first part of a whole, each with its group."""
    wholes = {parts: id for id, parts in network.parts.items()} if network.openings else {}
    for parts, then, type, lag in network.openings:
        yield Group("link", network.name(then), wholes[parts], type), parts, then, type, plain(lag)


def build_model(
    schedule: Schedule, jobs: Sequence[Job], stocks: Sequence[Stock], leeway: Leeway = Leeway(), least: int = 0
) -> Model:
    """Return the solver's model.

    Parameters:
        schedule: the schedule without resources: its network and bounds.
        jobs: each node's modes.
        stocks: the resources.
        leeway: what to leave out, and what may give.
        least: a tick before which not everything can be over, as is known beforehand.
    """
    from ortools.sat.python import cp_model

    network = schedule.network
    tick = 1 if any(stock.renewal == "year" for stock in stocks) else _common(schedule, jobs)
    cp: Any = cp_model.CpModel()
    horizon = _horizon(schedule, jobs) // tick
    if leeway.loose is not None:
        leeway = attrs.evolve(
            leeway, give=cp.new_int_var(0, _most(schedule, jobs, leeway.loose, horizon, tick), "give")
        )
    starts: list[Any] = [None] * len(jobs)
    ends: list[Any] = [None] * len(jobs)
    chosen: list[list[Any]] = [[] for _ in jobs]
    intervals: list[list[Any]] = [[] for _ in jobs]
    made = Model(cp, starts, ends, chosen, None, tick, leeway.give, Fraction(tick))
    order = _by_id(network, range(len(jobs)))
    for node in order:
        _add_job(made, schedule, jobs, node, leeway, horizon, intervals)
    _add_limits(made, schedule, leeway)
    _add_links(made, schedule, leeway)
    makespan = cp.new_int_var(max(0, -(-least // tick)), max(2 * horizon, -(-least // tick)), "makespan")
    cp.add_max_equality(makespan, [0, *(ends[node] for node in order)])
    made = made._replace(makespan=makespan)
    for stock in sorted(stocks, key=lambda one: one.id):
        group = Group("resource", stock.id)
        if (give := leeway.of(group)) is not None:
            scale = _add_stock(made, schedule, jobs, stock, intervals, horizon, give)
            made = made._replace(part=Fraction(1, scale)) if group == leeway.loose else made
    cp.minimize(makespan if leeway.loose is None else leeway.give)
    if wrong := cp.validate():
        raise ModelError(say("levelling.too_large", why=wrong.splitlines()[0]), hint=say("levelling.too_large.hint"))
    return made


def _most(schedule: Schedule, jobs: Sequence[Job], loose: Group, horizon: int, tick: int) -> int:
    """Return the most by which a group may give: all of a duration, any time, and of a resource what nobody exceeds."""
    if loose.what == "duration":
        return -(-jobs[schedule.network.index[loose.id]].lengths[0] // tick)
    return 2**45 if loose.what == "resource" else 2 * horizon


def _add_job(
    made: Model,
    schedule: Schedule,
    jobs: Sequence[Job],
    node: int,
    leeway: Leeway,
    horizon: int,
    intervals: list[list[Any]],
) -> None:
    """Add a node: when it begins and ends, in which of its modes."""
    network, bounds, cp, job, tick = schedule.network, schedule.bounds, made.cp, jobs[node], made.tick
    dates = Group("not before", network.name(node))
    held = node >= len(network.ids) or dates not in leeway.without
    pinned = node in bounds.pinned and held
    low = -(-bounds.floor[node] // tick) if held else 0
    if node < len(network.ids) and dates == leeway.loose:
        start = cp.new_int_var(min(0, low), horizon, "")
        cp.add(start >= low - leeway.give)
        if pinned:
            cp.add(start <= low + leeway.give)
    elif leeway.loose == Group("start", schedule.plan.id) and not low and not pinned:
        start = cp.new_int_var(-horizon, horizon, "")
        cp.add(start >= -leeway.give)
    else:
        start = cp.new_int_var(low, low if pinned else horizon, "")
    end = cp.new_int_var(-horizon if leeway.loose is not None else low, 2 * horizon, "")
    lengths: list[Any] = [-(-length // tick) for length in job.lengths]
    if len(lengths) == 1:
        literals = [cp.new_constant(1)]
        if node < len(network.ids) and leeway.loose == Group("duration", network.name(node)):
            lengths = [lengths[0] - leeway.give]
        intervals[node] = [cp.new_interval_var(start, lengths[0], end, "")]
    else:
        literals = [cp.new_bool_var("") for _ in lengths]
        cp.add_exactly_one(literals)
        intervals[node] = [
            cp.new_optional_interval_var(start, length, end, literal, "")
            for length, literal in zip(lengths, literals, strict=True)
        ]
    made.starts[node], made.ends[node], made.chosen[node] = start, end, literals


def _add_limits(made: Model, schedule: Schedule, leeway: Leeway) -> None:
    """Add the days by which work must be over, or have begun."""
    for limit in schedule.bounds.limits:
        later = leeway.of(limit_group(limit))
        if later is not None and limit.node not in schedule.bounds.over:
            side, tick = limit.by
            made.cp.add((made.starts, made.ends)[side][limit.node] <= tick // made.tick + later)


def _by_id(network: Network, nodes: Iterable[int]) -> list[int]:
    """Return nodes by their ids, so that what the solver finds does not depend on the order of the plan's elements."""
    return sorted(nodes, key=lambda node: (network.name(node), node))


def _common(schedule: Schedule, jobs: Sequence[Job]) -> int:
    """Return the largest number of ticks of which every time is a multiple.

    Some shortest schedule has all its times on that grid, since work can be moved to the left until something holds it;
    not so with yearly budgets, for which a later start can be cheaper.
    """
    network, bounds = schedule.network, schedule.bounds
    times = [length for job in jobs for length in job.lengths]
    times += [*network.lags, *bounds.floor, *(limit.by[1] for limit in bounds.limits)]
    times += [plain(most) for *_, most in network.longest] + [plain(lag) for *_, lag in network.openings]
    return math.gcd(*times) or 1


def _horizon(schedule: Schedule, jobs: Sequence[Job]) -> int:
    """Return a time by which everything can be over, one after the other."""
    network, bounds = schedule.network, schedule.bounds
    longest = sum(max(job.lengths) for job in jobs)
    waits = sum(max(0, lag) for lag in network.lags) + sum(max(0, plain(lag)) for *_, lag in network.openings)
    return longest + waits + max(bounds.floor, default=0) + schedule.finish_tick


def _add_links(made: Model, schedule: Schedule, leeway: Leeway) -> None:
    """Add the links, links from the first part of a whole, and longest waits."""
    network, pinned, cp, tick = schedule.network, schedule.bounds.pinned, made.cp, made.tick
    starts, ends = made.starts, made.ends
    links = zip(network.first, network.then, network.types, network.lags, strict=True)
    named = sorted(links, key=lambda link: (network.name(link[1]), network.name(link[0]), *link[2:]))
    for first, then, type, lag in named:
        inner = is_inner(network, first, then)
        sooner = 0 if inner else leeway.of(link_group("link", network, first, then, type))
        if then in pinned or sooner is None:
            continue
        source = ends[first] if type in ("FS", "FF") else starts[first]
        held = starts[then] if type in ("FS", "SS") else ends[then]
        cp.add(held >= source + lag // tick - sooner)
    for group, parts, then, type, wait in openings_of(network):
        sooner = leeway.of(group)
        if then in pinned or sooner is None:
            continue
        opening = cp.new_int_var(-(2**40), 2**40, "")
        cp.add_min_equality(opening, [starts[part] for part in parts])
        cp.add((starts[then] if type == "SS" else ends[then]) >= opening + wait // tick - sooner)
    for first, then, type, most in network.longest:
        longer = leeway.of(link_group("longest wait", network, first, then, type))
        if longer is None:
            continue
        source = _end_of(cp, network, first, type[0], starts, ends)
        held = _end_of(cp, network, then, type[1], starts, ends)
        cp.add(held <= source + plain(most) // tick + longer)


def _end_of(cp: Any, network: Network, node: int, side: str, starts: Any, ends: Any) -> Any:
    """Return the variable of an end of a node, of a whole that of the part which starts first or ends last."""
    if node < len(network.ids):
        return ends[node] if side == "F" else starts[node]
    found, parts = cp.new_int_var(-(2**40), 2**40, ""), network.parts[network.name(node)]
    if side == "F":
        cp.add_max_equality(found, [ends[part] for part in parts])
    else:
        cp.add_min_equality(found, [starts[part] for part in parts])
    return found


def _add_stock(
    made: Model,
    schedule: Schedule,
    jobs: Sequence[Job],
    stock: Stock,
    intervals: list[list[Any]],
    horizon: int,
    more: Any,
) -> int:
    """Add what one resource allows and more, and return in how many parts a unit of it counts."""
    taking = [
        (node, mode, job.demands[mode][stock.id])
        for node in _by_id(schedule.network, range(len(jobs)))
        for job in (jobs[node],)
        for mode in range(len(job.lengths))
        if job.demands[mode].get(stock.id)
    ]
    scale = math.lcm(stock.capacity.denominator, *(demand.denominator for *_, demand in taking))
    capacity = int(stock.capacity * scale) + more
    if stock.renewal == "always":
        spans = [intervals[node][mode] for node, mode, _ in taking]
        made.cp.add_cumulative(spans, [int(demand * scale) for *_, demand in taking], capacity)
    elif stock.renewal == "never":
        made.cp.add(sum(int(demand * scale) * made.chosen[node][mode] for node, mode, demand in taking) <= capacity)
    else:
        return _add_budget(made, schedule, jobs, taking, stock, horizon, more)
    return scale


_EXACT = 2**40


def _add_budget(
    made: Model,
    schedule: Schedule,
    jobs: Sequence[Job],
    taking: list[tuple[int, int, Fraction]],
    stock: Stock,
    horizon: int,
    more: Any,
) -> int:
    """Add a budget of each calendar year and more: what work takes accrues evenly while it lasts."""
    rates = []
    for node, mode, demand in taking:
        length = max(1, -(-jobs[node].lengths[mode] // made.tick))
        rates.append(demand / length)
    scale = math.lcm(stock.capacity.denominator, *(rate.denominator for rate in rates))
    scale = scale if scale < _EXACT else _EXACT  # beyond that rates are rounded up, so that a budget is never exceeded
    for begin, end in _years_until(schedule, horizon * made.tick):
        low, high = -(-begin // made.tick), end // made.tick
        spent = []
        for (node, mode, _), rate in zip(taking, rates, strict=True):
            coefficient = math.ceil(rate * scale)
            spent.append(coefficient * _overlap(made, node, mode, jobs[node], low, high))
        made.cp.add(sum(spent) <= int(stock.capacity * scale) + more)
    return scale


def _overlap(made: Model, node: int, mode: int, job: Job, low: int, high: int) -> Any:
    """Return a variable: how long a job in one mode lasts within a year; a job of no length counts where it starts."""
    cp, size = made.cp, max(1, high - low)
    inside = cp.new_int_var(0, size, "")
    length = max(1, -(-job.lengths[mode] // made.tick))
    end = made.starts[node] + length
    first, last = cp.new_int_var(low, 2**40, ""), cp.new_int_var(-(2**40), high, "")
    cp.add_max_equality(first, [made.starts[node], low])
    cp.add_min_equality(last, [end, high])
    cp.add_max_equality(inside, [last - first, 0])
    if len(job.lengths) == 1:
        return inside
    counted = cp.new_int_var(0, size, "")
    cp.add(counted == inside).only_enforce_if(made.chosen[node][mode])
    cp.add(counted == 0).only_enforce_if(made.chosen[node][mode].negated())
    return counted


def years(schedule: Schedule, count: int) -> list[tuple[int, int]]:
    """Return the first and last tick of each of the first calendar years of a schedule."""
    axis = schedule.network.axis
    assert axis.start is not None
    found: list[tuple[int, int]] = []
    for year in range(axis.start.year, min(axis.start.year + count, dt.MAXYEAR + 1)):
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        found.append((axis.tick_of(max(first, axis.start.date()), end=False), axis.tick_of(last, end=True)))
    return found


def _years_until(schedule: Schedule, horizon: int) -> list[tuple[int, int]]:
    """Return the first and last tick of each calendar year up to the horizon."""
    count = 1
    while (found := years(schedule, count))[-1][1] < horizon and len(found) == count:
        count *= 2
    return [year for year in found if year[0] <= horizon]
