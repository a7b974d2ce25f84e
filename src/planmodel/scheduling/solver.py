"""The model that the solver gets: OR-Tools CP-SAT over a network with resources (extra ``schedule``)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from planmodel.scheduling.network import Network
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.spans import plain

__all__ = ["Group", "Job", "Model", "Stock", "build_model", "groups_of", "years"]

Group = tuple[str, str]
"""What can be left out to find a conflict: ``("resource", id)``, ``("finish by", id)``, ``("longest wait", …)``, …"""


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
    """The solver's model and its variables."""

    cp: Any
    starts: list[Any]
    ends: list[Any]
    chosen: list[list[Any]]
    makespan: Any
    tick: int


def groups_of(schedule: Schedule, jobs: Sequence[Job], stocks: Sequence[Stock]) -> list[Group]:
    """Return what can be left out of the model, resources first, each kind by its ids."""
    network, bounds = schedule.network, schedule.bounds
    waits = [f"{network.name(then)} on {network.name(first)}" for first, then, *_ in network.longest]
    kinds = {
        "resource": [stock.id for stock in stocks],
        "finish by": [network.ids[node] for node in bounds.due],
        "longest wait": waits,
        "not before": [network.ids[node] for node in bounds.why if node < len(network.ids)],
        "links of": [network.name(then) for then in network.then],
    }
    return [(kind, id) for kind, ids in kinds.items() for id in sorted(set(ids))]


def build_model(
    schedule: Schedule,
    jobs: Sequence[Job],
    stocks: Sequence[Stock],
    without: frozenset[Group] = frozenset(),
    least: int = 0,
) -> Model:
    """Return the solver's model.

    Parameters:
        schedule: the schedule without resources: its network and bounds.
        jobs: each node's modes.
        stocks: the resources.
        without: what to leave out.
        least: a tick before which not everything can be over, as is known beforehand.
    """
    from ortools.sat.python import cp_model

    network, bounds = schedule.network, schedule.bounds
    tick = 1 if any(stock.renewal == "year" for stock in stocks) else _common(schedule, jobs)
    cp: Any = cp_model.CpModel()
    horizon = _horizon(schedule, jobs) // tick
    starts: list[Any] = [None] * len(jobs)
    ends: list[Any] = [None] * len(jobs)
    chosen: list[list[Any]] = [[] for _ in jobs]
    intervals: list[list[Any]] = [[] for _ in jobs]
    for node in _by_id(network, range(len(jobs))):
        job = jobs[node]
        kept = ("not before", network.name(node)) not in without
        pinned = node in bounds.pinned and kept
        low = -(-bounds.floor[node] // tick) if kept else 0
        start = cp.new_int_var(low, low if pinned else horizon, "")
        end = cp.new_int_var(low, 2 * horizon, "")
        lengths = [-(-length // tick) for length in job.lengths]
        if len(lengths) == 1:
            literals = [cp.new_constant(1)]
            intervals[node] = [cp.new_interval_var(start, lengths[0], end, "")]
        else:
            literals = [cp.new_bool_var("") for _ in lengths]
            cp.add_exactly_one(literals)
            intervals[node] = [
                cp.new_optional_interval_var(start, length, end, literal, "")
                for length, literal in zip(lengths, literals, strict=True)
            ]
        if node in bounds.due and node not in bounds.over and ("finish by", network.name(node)) not in without:
            cp.add(end <= bounds.due[node] // tick)
        starts[node], ends[node], chosen[node] = start, end, literals
    _add_links(cp, network, bounds.pinned, starts, ends, tick, without)
    makespan = cp.new_int_var(max(0, -(-least // tick)), max(2 * horizon, -(-least // tick)), "makespan")
    cp.add_max_equality(makespan, [ends[node] for node in _by_id(network, range(len(jobs)))] or [cp.new_constant(0)])
    made = Model(cp, starts, ends, chosen, makespan, tick)
    for stock in sorted(stocks, key=lambda one: one.id):
        if ("resource", stock.id) not in without:
            _add_stock(made, schedule, jobs, stock, intervals, horizon)
    cp.minimize(makespan)
    return made


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
    times += [*network.lags, *bounds.floor, *bounds.due.values()]
    times += [plain(most) for *_, most in network.longest] + [plain(lag) for *_, lag in network.openings]
    return math.gcd(*times) or 1


def _horizon(schedule: Schedule, jobs: Sequence[Job]) -> int:
    """Return a time by which everything can be over, one after the other."""
    network, bounds = schedule.network, schedule.bounds
    longest = sum(max(job.lengths) for job in jobs)
    waits = sum(max(0, lag) for lag in network.lags) + sum(max(0, plain(lag)) for *_, lag in network.openings)
    return longest + waits + max(bounds.floor, default=0) + schedule.finish_tick


def _add_links(
    cp: Any, network: Network, pinned: set[int], starts: Any, ends: Any, tick: int, without: frozenset[Group]
) -> None:
    """Add the links, links from the first part of a whole, and longest waits."""
    links = zip(network.first, network.then, network.types, network.lags, strict=True)
    named = sorted(links, key=lambda link: (network.name(link[1]), network.name(link[0]), *link[2:]))
    for first, then, type, lag in named:
        if then in pinned or ("links of", network.name(then)) in without:
            continue
        source = ends[first] if type in ("FS", "FF") else starts[first]
        held = starts[then] if type in ("FS", "SS") else ends[then]
        cp.add(held >= source + lag // tick)
    for parts, then, type, wait in network.openings:
        if ("links of", network.name(then)) in without:
            continue
        opening = cp.new_int_var(-(2**40), 2**40, "")
        cp.add_min_equality(opening, [starts[part] for part in parts])
        cp.add((starts[then] if type == "SS" else ends[then]) >= opening + plain(wait) // tick)
    for first, then, type, most in network.longest:
        if ("longest wait", f"{network.name(then)} on {network.name(first)}") in without:
            continue
        source = _end_of(cp, network, first, type[0], starts, ends)
        held = _end_of(cp, network, then, type[1], starts, ends)
        cp.add(held <= source + plain(most) // tick)


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
    made: Model, schedule: Schedule, jobs: Sequence[Job], stock: Stock, intervals: list[list[Any]], horizon: int
) -> None:
    """Add what one resource allows."""
    taking = [
        (node, mode, job.demands[mode][stock.id])
        for node in _by_id(schedule.network, range(len(jobs)))
        for job in (jobs[node],)
        for mode in range(len(job.lengths))
        if job.demands[mode].get(stock.id)
    ]
    scale = math.lcm(stock.capacity.denominator, *(demand.denominator for *_, demand in taking))
    capacity = int(stock.capacity * scale)
    if stock.renewal == "always":
        spans = [intervals[node][mode] for node, mode, _ in taking]
        made.cp.add_cumulative(spans, [int(demand * scale) for *_, demand in taking], capacity)
    elif stock.renewal == "never":
        made.cp.add(sum(int(demand * scale) * made.chosen[node][mode] for node, mode, demand in taking) <= capacity)
    else:
        _add_budget(made, schedule, jobs, taking, stock, horizon)


_EXACT = 2**40


def _add_budget(
    made: Model,
    schedule: Schedule,
    jobs: Sequence[Job],
    taking: list[tuple[int, int, Fraction]],
    stock: Stock,
    horizon: int,
) -> None:
    """Add a budget of each calendar year: what work takes accrues evenly while it lasts."""
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
        made.cp.add(sum(spent) <= int(stock.capacity * scale))


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
