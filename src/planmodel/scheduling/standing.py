"""Where what takes no time stands in each sample: with the beginning of other work, it stands on the day of that."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from planmodel.scheduling.axis import Moment
from planmodel.scheduling.days import on_day
from planmodel.scheduling.schedule import Schedule
from planmodel.units import Amount

if TYPE_CHECKING:
    from planmodel.scheduling.sampler_input import Prepared

__all__ = ["Standing", "stand_with_openers", "standing_of"]

_BEYOND = 1e-5
"""By how many ticks an end is moved into the day that begins there: more than what is rounded, less than any time."""


class Standing(NamedTuple):
    """Where the ends of groups of nodes stand in other samples than the plan's own; whoever knows no more of an end
    than its tick would take it for the end of the working day before.

    Parameters:
        days: for each group the ticks at which its last end is shown on another day than the one that ends there.
        openers: for each group the work with whose beginning something in it stands that takes no time.
    """

    days: dict[str, dict[float, Moment | Amount]]
    openers: dict[str, tuple[int, ...]]


def standing_of(schedule: Schedule, works: Mapping[str, Sequence[int]], varying: Container[int]) -> Standing:
    """Return where what takes no time stands, in whichever sample.

    On the day that begins at its tick stands what a date holds there, what nothing holds, and what stands with the
    beginning of other work; what was really over on a day off stands on that.

    Parameters:
        schedule: the schedule.
        works: the groups.
        varying: the nodes that may take time in a sample though they take none as planned.
    """
    network = schedule.network
    if network.axis.start is None:
        return Standing({id: {} for id in works}, dict.fromkeys(works, ()))
    size = len(network.durations)
    points = [schedule.is_point(node) and node not in varying for node in range(size)]
    openers, held = _held_with(schedule, points)
    days: dict[str, dict[float, Moment | Amount]] = {}
    for id, nodes in works.items():
        known = days[id] = dict[float, Moment | Amount]()
        for node in nodes:
            for tick, day in held[node].items():
                known[tick] = max(day, known.get(tick, day))
    return Standing(days, _last(schedule, works, points, openers))


def _held_with(
    schedule: Schedule, points: Sequence[bool]
) -> tuple[Sequence[frozenset[int]], Sequence[Mapping[float, Moment | Amount]]]:
    """Return for each node the work with whose beginning it stands, and the days on which it stands at some ticks."""
    network, bounds = schedule.solved, schedule.bounds
    openers: list[frozenset[int]] = [frozenset()] * len(points)
    held: list[dict[float, Moment | Amount]] = [{} for _ in points]
    dated: list[frozenset[int]] = [frozenset()] * len(points)  # the ticks at which a date holds it, or what it follows
    for node in map(int, schedule.passes.order):
        here = held[node]
        if _is_fact(schedule, node):
            here[float(schedule.ends[node])] = schedule.shown_finish(node)
        if not points[node]:
            continue
        for link in () if node in bounds.over else schedule.incoming[node]:
            first = network.first[link]
            if network.lag(link):
                continue
            if points[first]:
                openers[node] |= openers[first]
                dated[node] |= dated[first]
            elif network.types[link][0] == "S":
                openers[node] |= {first}
        here |= {float(tick): schedule.moment(tick, finish=False) for tick in dated[node]}
        floor = bounds.floor[node]
        if node in bounds.days and bounds.held.get(node, floor) >= floor:  # no sample has it earlier
            dated[node] |= {floor}
            here[float(floor)] = on_day(bounds.days[node], schedule.moment(floor, finish=False))
        end = schedule.ends[node]
        alone = node < len(network.ids) and all(schedule.passes.early[opener] != end for opener in openers[node])
        if alone and float(end) not in here and not schedule.stands_at_end(node):
            here[float(end)] = schedule.shown_finish(node)  # where nothing holds it, or its own work goes on
    return openers, held


def _is_fact(schedule: Schedule, node: int) -> bool:
    """Return whether a node was really over on a day on which its tick does not end."""
    if node >= len(schedule.network.ids) or schedule.network.name(node) not in schedule.bounds.ended:
        return False
    return schedule.shown_finish(node) != schedule.moment(schedule.ends[node], finish=True)


def _last(
    schedule: Schedule, works: Mapping[str, Sequence[int]], points: Sequence[bool], openers: Sequence[frozenset[int]]
) -> dict[str, tuple[int, ...]]:
    """Return the openers of each group: of what nothing in the group follows, for that alone can be the last of it."""
    network = schedule.solved
    followed: dict[int, set[int]] = {}
    for first, then, type in zip(network.first, network.then, network.types, strict=True):
        if openers[first] and type == "FS" and not points[then]:
            followed.setdefault(first, set()).add(then)
    found = {}
    for id, nodes in works.items():
        group = set(nodes)
        last = (openers[node] for node in nodes if openers[node] and not followed.get(node, set()) & group)
        found[id] = tuple(sorted(frozenset[int]().union(*last)))
    return found


def stand_with_openers(ready: Prepared, openers: Mapping[str, Sequence[int]], rows: Mapping[int, int]) -> None:
    """Move the drawn ends of groups that stand with the beginning of other work into the day of that beginning.

    Parameters:
        ready: what was drawn; its finishes are changed.
        openers: the work of each group (see :class:`Standing`).
        rows: for each piece of that work the row of the finishes that holds its starts.
    """
    import numpy as np

    finishes = ready.order.finishes
    for at, id in enumerate(ready.targets):
        ends = finishes[at]
        whole = np.abs(ends - np.round(ends)) < _BEYOND / 10
        stands = np.zeros(len(ends), bool)
        for node in openers.get(id, ()):
            stands |= np.abs(finishes[rows[node]] - ends) < _BEYOND / 10
        ends[stands & whole] += _BEYOND
