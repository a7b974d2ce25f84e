"""How long work takes at least within the resources, by how much there is to do: lower bounds without a solver.

Energy bound: the jobs that need a resource cannot begin before the first of their earliest starts, need at least
their work divided by the capacity, and the last of them is followed by at least the shortest of their tails. It holds
for every set of jobs; the sets tried are those with a head and a tail above two thresholds.

Source: the energetic reasoning of P. Baptiste, C. Le Pape and W. Nuijten, *Satisfiability tests and time-bound
adjustments for cumulative scheduling problems*, Annals of Operations Research 92, 1999, on heads and tails.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from planmodel.scheduling.network import weight
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solver import Job, Stock, years

__all__ = ["least_makespan"]

_MOST_TRIES = 4_000_000


def least_makespan(schedule: Schedule, jobs: Sequence[Job], stocks: Sequence[Stock]) -> int:
    """Return by which tick everything can be over at the earliest: the best of the bounds of all resources.

    Parameters:
        schedule: the schedule without resources, in which each job has its shortest mode.
        jobs: each node's modes.
        stocks: the resources.
    """
    heads, tails, finish = _heads_and_tails(schedule, jobs)
    bounds = [finish]
    for stock in stocks:
        if stock.capacity <= 0:
            continue
        if stock.renewal == "always":
            bounds.append(_energy(heads, tails, jobs, stock))
        elif stock.renewal == "year":
            bounds.append(_years_needed(schedule, jobs, stock))
    return max(bounds)


def _least(job: Job, id: str) -> Fraction:
    """Return the least work, demand times duration, that a job puts on a resource in any of its modes."""
    return min(demand.get(id, Fraction(0)) * length for demand, length in zip(job.demands, job.lengths, strict=True))


def _energy(early: Sequence[int], tails: Sequence[int], jobs: Sequence[Job], stock: Stock) -> int:
    work = [
        (int(early[node]), tails[node], energy)
        for node, job in enumerate(jobs)
        if (energy := _least(job, stock.id)) > 0
    ]
    if not work:
        return 0
    heads = sorted({head for head, _, _ in work})
    if len(heads) * len(work) > _MOST_TRIES:
        heads = heads[:: -(-len(heads) * len(work) // _MOST_TRIES)]
    best = 0
    by_tail = sorted(work, key=lambda one: -one[1])
    for head in heads:
        total, least_head = Fraction(0), None
        for at, (begin, tail, energy) in enumerate(by_tail):
            if begin >= head:
                total += energy
                least_head = begin if least_head is None else min(least_head, begin)
            if least_head is not None and (at + 1 == len(by_tail) or by_tail[at + 1][1] < tail):
                best = max(best, least_head + math.ceil(total / stock.capacity) + tail)
    return best


def _heads_and_tails(schedule: Schedule, jobs: Sequence[Job]) -> tuple[Sequence[int], list[int], int]:
    """Return when each node begins at the earliest, how long all lasts after its end, and when all is over at least.

    They hold in whichever modes work is done: a longer one lets work behind FF and SF begin earlier, and what is
    tied to its start then lies less far behind its end. Which part opens a whole depends on the resources, and binds no
    tail.
    """
    from planmodel.scheduling.passes import solve

    network, pinned = schedule.network, schedule.bounds.pinned
    short, long = ([choose(job.lengths) for job in jobs] for choose in (min, max))
    links = [
        (first, then, weight(type, lag, short[first], long[then]))
        for first, then, type, lag in zip(network.first, network.then, network.types, network.lags, strict=True)
        if then not in pinned
    ]
    first, then, weights = ([link[side] for link in links] for side in range(3))
    passes = solve(first, then, weights, short, schedule.bounds.floor, {})
    finish = max((int(start) + length for start, length in zip(passes.early, short, strict=True)), default=0)
    tails = [max(0, finish - int(late) - length) for late, length in zip(passes.late, long, strict=True)]
    if short != long or schedule.bounds.late:  # the schedule has the shortest modes, and work as late as it can be
        return passes.early, tails, finish
    return schedule.passes.early, tails, max(finish, schedule.finish_tick)


def _years_needed(schedule: Schedule, jobs: Sequence[Job], stock: Stock) -> int:
    """Return the first tick of the last year whose budget is needed."""
    here = [job for node, job in enumerate(jobs) if schedule.passes.early[node] >= 0]
    total = sum((min(demand.get(stock.id, Fraction(0)) for demand in job.demands) for job in here), Fraction(0))
    needed = math.ceil(total / stock.capacity)
    if needed < 2:
        return 0
    budgets = years(schedule, needed)
    return budgets[-1][0] if len(budgets) == needed else 0
