"""Whether a schedule within resources keeps every constraint, counted without the solver that returned it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from planmodel.scheduling.curved import Link
from planmodel.scheduling.longest import exceeded
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solver import Job, Stock, years
from planmodel.scheduling.spans import through

__all__ = ["Placing", "violations"]

Placing = tuple[int, int]
"""When a job begins, in ticks, and the number of its mode."""


def violations(
    schedule: Schedule, jobs: Sequence[Job], stocks: Sequence[Stock], placings: Sequence[Placing]
) -> Iterator[str]:
    """Yield each constraint that a schedule breaks, in words.

    Parameters:
        schedule: the schedule without resources: its network and bounds.
        jobs: each node's modes.
        stocks: the resources.
        placings: when each node begins and in which mode.
    """
    spans = [(begin, begin + job.lengths[mode]) for job, (begin, mode) in zip(jobs, placings, strict=True)]
    yield from _dates(schedule, spans)
    yield from _links(schedule, spans)
    for stock in stocks:
        taken = [job.demands[mode].get(stock.id, Fraction(0)) for job, (_, mode) in zip(jobs, placings, strict=True)]
        yield from _uses(schedule, stock, spans, taken)


def _dates(schedule: Schedule, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    network, bounds = schedule.network, schedule.bounds
    for node, (begin, _) in enumerate(spans):
        name = network.name(node)
        if begin < bounds.floor[node] or (node in bounds.pinned and begin != bounds.floor[node]):
            yield f"{name} begins at {begin}, its bound is {bounds.floor[node]}"
    for limit in bounds.limits:
        side, tick = limit.by
        if limit.node not in bounds.over and (there := spans[limit.node][side]) > tick:
            yield f"{network.name(limit.node)} {('begins', 'ends')[side]} at {there}, it is due at {tick}"


def _links(schedule: Schedule, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    network = schedule.network
    links = zip(network.first, network.then, network.types, strict=True)
    least = [Link(first, then, type, network.lag(number)) for number, (first, then, type) in enumerate(links)]
    for parts, then, type, lag in network.openings:
        least.append(Link(min(parts, key=lambda node: spans[node][0]), then, type, lag))
    for link in least:
        source, held = spans[link.first][link.type[0] == "F"], spans[link.then][link.type[1] == "F"]
        if link.then not in schedule.bounds.pinned and held < through(network.axis, link.lag, source):
            yield f"{network.name(link.then)} does not wait for {link.type} {network.name(link.first)}"
    starts, ends = ([span[side] for span in spans] for side in (0, 1))
    for one in exceeded(network, starts, ends):
        yield f"{network.name(one.then)} waits too long for {one.type} {network.name(one.first)}"


def _uses(
    schedule: Schedule, stock: Stock, spans: Sequence[tuple[int, int]], taken: Sequence[Fraction]
) -> Iterator[str]:
    if stock.renewal == "never":
        if sum(taken, Fraction(0)) > stock.capacity:
            yield f"{stock.id}: {float(sum(taken)):g} used of {float(stock.capacity):g}"
        return
    if stock.renewal == "always":
        changes: dict[int, Fraction] = {}
        for (begin, end), amount in zip(spans, taken, strict=True):
            if end > begin and amount:
                changes[begin] = changes.get(begin, Fraction(0)) + amount
                changes[end] = changes.get(end, Fraction(0)) - amount
        held = Fraction(0)
        for tick in sorted(changes):
            held += changes[tick]
            if held > stock.capacity:
                yield f"{stock.id}: {float(held):g} used of {float(stock.capacity):g} from {tick}"
        return
    yield from _yearly(schedule, stock, spans, taken)


def _yearly(
    schedule: Schedule, stock: Stock, spans: Sequence[tuple[int, int]], taken: Sequence[Fraction]
) -> Iterator[str]:
    last, count = max((end for _, end in spans), default=0), 1
    while (windows := years(schedule, count))[-1][1] <= last and len(windows) == count:
        count += 1
    for low, high in windows:
        spent = Fraction(0)
        for (begin, end), amount in zip(spans, taken, strict=True):
            length = max(1, end - begin)  # what takes no time is spent where it stands
            inside = min(begin + length, high) - max(begin, low)
            spent += amount * max(0, inside) / length
        if spent > stock.capacity:
            yield f"{stock.id}: {float(spent):g} spent of {float(stock.capacity):g} in the year from {low}"
