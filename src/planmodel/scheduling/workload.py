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
    bounds = [schedule.finish_tick]
    for stock in stocks:
        if stock.capacity <= 0:
            continue
        if stock.renewal == "always":
            bounds.append(_energy(schedule, jobs, stock))
        elif stock.renewal == "year":
            bounds.append(_years_needed(schedule, jobs, stock))
    return max(bounds)


def _least(job: Job, id: str) -> Fraction:
    """Return the least work, demand times duration, that a job puts on a resource in any of its modes."""
    return min(demand.get(id, Fraction(0)) * length for demand, length in zip(job.demands, job.lengths, strict=True))


def _energy(schedule: Schedule, jobs: Sequence[Job], stock: Stock) -> int:
    early, late_ends, finish = schedule.passes.early, _unbounded_ends(schedule), schedule.finish_tick
    work = [
        (int(early[node]), finish - late_ends[node], energy)
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


def _unbounded_ends(schedule: Schedule) -> list[int]:
    """Return by when each node must be over so that what follows it can be over with the schedule's finish."""
    from planmodel.scheduling.passes import solve

    network = schedule.solved
    if not schedule.bounds.due:
        return [int(end) for end in schedule.late_ends]
    links = [link for into in schedule.incoming for link in into]
    weights = network.weights()
    passes = solve(
        [network.first[link] for link in links],
        [network.then[link] for link in links],
        [weights[link] for link in links],
        network.durations,
        schedule.bounds.floor,
        {},
    )
    return [int(start) + length for start, length in zip(passes.late, network.durations, strict=True)]


def _years_needed(schedule: Schedule, jobs: Sequence[Job], stock: Stock) -> int:
    """Return the first tick of the last year whose budget is needed."""
    here = [job for node, job in enumerate(jobs) if schedule.passes.early[node] >= 0]
    total = sum((min(demand.get(stock.id, Fraction(0)) for demand in job.demands) for job in here), Fraction(0))
    needed = math.ceil(total / stock.capacity)
    if needed < 2:
        return 0
    budgets = years(schedule, needed)
    return budgets[-1][0] if len(budgets) == needed else 0
