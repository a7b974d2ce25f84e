"""A schedule's network, bounds, jobs and resources with one constraint that gives, and others left out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solver import Group, Job, Leeway, Stock, is_inner, limit_group, link_group, openings_of
from planmodel.scheduling.spans import plain
from planmodel.scheduling.verification import Placing

if TYPE_CHECKING:
    from planmodel.scheduling.infeasible import Search

__all__ = ["loosened"]


def loosened(
    search: Search, leeway: Leeway, give: Fraction, placings: Sequence[Placing]
) -> tuple[Schedule, Sequence[Job], Sequence[Stock]]:
    """Return what is searched with one group that gives so much, and without what is left out.

    Parameters:
        search: the schedule, jobs and resources.
        leeway: what is left out, and what gives.
        give: by how much, in ticks or units of the resource.
        placings: where work stands: what is put somewhere by hand may stand there if that is no farther off.
    """
    found, jobs, loose = search.found, [*search.jobs], leeway.loose
    if loose is not None and loose.what == "duration":
        node = found.network.index[loose.id]
        jobs[node] = jobs[node]._replace(lengths=(jobs[node].lengths[0] - int(give),))
    stocks = [
        stock._replace(capacity=stock.capacity + (give if group == loose else 0))
        for stock in search.stocks
        if (group := Group("resource", stock.id)) not in leeway.without
    ]
    return _within(found, leeway, int(give), placings), jobs, stocks


def _within(found: Schedule, leeway: Leeway, ticks: int, placings: Sequence[Placing]) -> Schedule:
    network, bounds, without = found.network, found.bounds, leeway.without

    def more(group: Group) -> int:
        return ticks if group == leeway.loose else 0

    limits = [
        limit._replace(tick=limit.tick + more(group), begin=None if limit.begin is None else limit.begin + more(group))
        for limit in bounds.limits
        if (group := limit_group(limit)) not in without
    ]
    floor = list(bounds.floor)
    for node, id in enumerate(network.ids):
        group, begin = Group("not before", id), placings[node][0]
        if node in bounds.pinned and (group in without or abs(begin - floor[node]) <= more(group)):
            floor[node] = begin
        elif group in without or not floor[node]:
            floor[node] = -more(Group("start", found.plan.id))
        else:
            floor[node] -= more(group)
    numbers = [
        number
        for number, (first, then, type) in enumerate(zip(network.first, network.then, network.types, strict=True))
        if is_inner(network, first, then) or link_group("link", network, first, then, type) not in without
    ]
    links = [(network.first[one], network.then[one], network.types[one], network.lags[one]) for one in numbers]
    changed = attrs.evolve(
        network,
        first=[link[0] for link in links],
        then=[link[1] for link in links],
        types=[link[2] for link in links],
        lags=[link[3] - more(link_group("link", network, *link[:3])) for link in links],
        longest=[
            (first, then, type, plain(most) + more(group))
            for first, then, type, most in network.longest
            if (group := link_group("longest wait", network, first, then, type)) not in without
        ],
        openings=[
            (parts, then, type, lag - more(group))
            for group, parts, then, type, lag in openings_of(network)
            if group not in without
        ],
    )
    return attrs.evolve(found, network=changed, bounds=attrs.evolve(bounds, floor=floor, limits=limits))
