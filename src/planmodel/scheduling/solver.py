"""The model that the solver gets: OR-Tools CP-SAT over a network with resources (extra ``schedule``)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from planmodel.scheduling.network import Network
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.spans import plain

__all__ = ["Group", "Job", "Model", "Stock", "build_model", "groups_of"]

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
    """Return what can be left out of the model, resources first."""
    network, bounds = schedule.network, schedule.bounds
    found: list[Group] = [("resource", stock.id) for stock in stocks]
    found += [("finish by", network.ids[node]) for node in sorted(bounds.due)]
    found += [("longest wait", f"{network.name(then)} on {network.name(first)}") for first, then, *_ in network.longest]
    found += [("not before", network.ids[node]) for node in sorted(bounds.why) if node < len(network.ids)]
    waiting = dict.fromkeys(network.name(then) for then in network.then)
    return found + [("links of", id) for id in waiting]


def build_model(
    schedule: Schedule, jobs: Sequence[Job], stocks: Sequence[Stock], without: frozenset[Group] = frozenset()
) -> Model:
    """Return the solver's model.

    Parameters:
        schedule: the schedule without resources: its network and bounds.
        jobs: each node's modes.
        stocks: the resources.
        without: what to leave out.
    """
    from ortools.sat.python import cp_model

    network, bounds = schedule.network, schedule.bounds
    tick = 1 if any(stock.renewal == "year" for stock in stocks) else _common(schedule, jobs)
    cp: Any = cp_model.CpModel()
    horizon = _horizon(schedule, jobs) // tick
    starts, ends, chosen = [], [], []
    intervals: list[list[Any]] = []
    for node, job in enumerate(jobs):
        kept = ("not before", network.name(node)) not in without
        pinned = node in bounds.pinned and kept
        low = -(-bounds.floor[node] // tick) if kept else 0
        start = cp.new_int_var(low, low if pinned else horizon, f"s{node}")
        end = cp.new_int_var(low, 2 * horizon, f"e{node}")
        lengths = [-(-length // tick) for length in job.lengths]
        if len(lengths) == 1:
            literals = [cp.new_constant(1)]
            intervals.append([cp.new_interval_var(start, lengths[0], end, f"i{node}")])
        else:
            literals = [cp.new_bool_var(f"m{node}-{mode}") for mode in range(len(lengths))]
            cp.add_exactly_one(literals)
            intervals.append(
                [
                    cp.new_optional_interval_var(start, length, end, literal, f"i{node}-{mode}")
                    for mode, (length, literal) in enumerate(zip(lengths, literals, strict=True))
                ]
            )
        if node in bounds.due and node not in bounds.over and ("finish by", network.name(node)) not in without:
            cp.add(end <= bounds.due[node] // tick)
        starts.append(start)
        ends.append(end)
        chosen.append(literals)
    _add_links(cp, network, bounds.pinned, starts, ends, tick, without)
    makespan = cp.new_int_var(0, 2 * horizon, "makespan")
    cp.add_max_equality(makespan, ends or [cp.new_constant(0)])
    made = Model(cp, starts, ends, chosen, makespan, tick)
    for stock in stocks:
        if ("resource", stock.id) not in without:
            _add_stock(made, schedule, jobs, stock, intervals, horizon)
    cp.minimize(makespan)
    return made


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
    for first, then, type, lag in zip(network.first, network.then, network.types, network.lags, strict=True):
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
        source = ends[first] if type in ("FS", "FF") else starts[first]
        held = starts[then] if type in ("FS", "SS") else ends[then]
        cp.add(held <= source + plain(most) // tick)


def _add_stock(
    made: Model, schedule: Schedule, jobs: Sequence[Job], stock: Stock, intervals: list[list[Any]], horizon: int
) -> None:
    """Add what one resource allows."""
    taking = [
        (node, mode, job.demands[mode][stock.id])
        for node, job in enumerate(jobs)
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
    for begin, end in _years(schedule, horizon * made.tick):
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


def _years(schedule: Schedule, horizon: int) -> list[tuple[int, int]]:
    """Return the first and last tick of each calendar year up to the horizon."""
    axis = schedule.network.axis
    assert axis.start is not None
    found: list[tuple[int, int]] = []
    year = axis.start.year
    while not found or found[-1][1] < horizon:
        if year > dt.MAXYEAR - 1:
            break
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        found.append((axis.tick_of(max(first, axis.start.date()), end=False), axis.tick_of(last, end=True)))
        year += 1
    return found
