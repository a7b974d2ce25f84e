"""Where what takes no time stands in each sample: with the beginning of other work, it stands on the day of that."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING

from planmodel.scheduling.schedule import Schedule

if TYPE_CHECKING:
    from planmodel.scheduling.sampler_input import Prepared

__all__ = ["openers_of", "stand_with_openers"]

_BEYOND = 1e-5
"""By how many ticks an end is moved into the day that begins there: more than what is rounded, less than any time."""


def openers_of(
    schedule: Schedule, works: Mapping[str, Sequence[int]], varying: Container[int]
) -> dict[str, tuple[int, ...]]:
    """Return for each group of nodes the work with whose beginning something in it stands that takes no time.

    Only what nothing in the group follows counts: it alone can be the last of it.

    Parameters:
        schedule: the schedule.
        works: the groups.
        varying: the nodes that may take time in a sample though they take none as planned.
    """
    network = schedule.solved
    if network.axis.start is None or "SS" not in network.types:
        return {}
    size = len(network.durations)
    points = [schedule.is_point(node) and node not in varying for node in range(size)]
    openers: list[frozenset[int]] = [frozenset()] * size
    for node in schedule.passes.order:
        if not points[node]:
            continue
        for link in schedule.incoming[node]:
            first = network.first[link]
            if network.lag(link):
                continue
            if points[first]:
                openers[node] |= openers[first]
            elif network.types[link] == "SS":
                openers[node] |= {first}
    followed: dict[int, set[int]] = {}
    for first, then, type in zip(network.first, network.then, network.types, strict=True):
        if openers[first] and type == "FS" and not points[then]:
            followed.setdefault(first, set()).add(then)
    found = {}
    for id, nodes in works.items():
        held = set(nodes)
        last = (openers[node] for node in nodes if openers[node] and not followed.get(node, set()) & held)
        found[id] = tuple(sorted(frozenset[int]().union(*last)))
    return found


def stand_with_openers(ready: Prepared, openers: Mapping[str, Sequence[int]], rows: Mapping[int, int]) -> None:
    """Move the drawn ends of groups that stand with the beginning of other work into the day of that beginning.

    Parameters:
        ready: what was drawn; its finishes are changed.
        openers: the work of each group (see :func:`openers_of`).
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
