"""From a plan to a network of whole numbers: nodes with durations, links with types and lags."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

import attrs

from planmodel.errors import ModelError
from planmodel.model.calendar import Calendar
from planmodel.model.element import Undertaking
from planmodel.model.numbers import Estimate
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency, Link
from planmodel.scheduling.axis import Axis, axis_for, family
from planmodel.text import suggestion
from planmodel.units import Amount

__all__ = ["Levels", "Network", "build"]

Levels = Literal["leaf", "all"]
"""``leaf``: what has no parts is scheduled, and what has parts spans them; ``all``: everything by its own duration."""

FS, SS, FF, SF = "FS", "SS", "FF", "SF"


@attrs.define(kw_only=True, eq=False)
class Network:
    """Nodes and links as lists of the same lengths; nodes from ``len(ids)`` on stand for the ends of wholes.

    Parameters:
        ids: the undertaking that each node is.
        index: id → node.
        axis: how ticks are counted.
        durations: of each node, in ticks.
        first, then, types, lags: the links.
        longest: links with a longest wait: (first, then, type, ticks).
        openings: links that wait for a whole's first part to start: (parts, then, type, lag).
        parts: whole → the nodes of its leaves.
        gates: the id of the whole that each node beyond ``ids`` belongs to.
        missing: undertakings without a duration.
        notes: what else was done that a reader of the result should know.
    """

    ids: list[str]
    index: dict[str, int]
    axis: Axis
    durations: list[int]
    first: list[int]
    then: list[int]
    types: list[str]
    lags: list[int]
    longest: list[tuple[int, int, str, int]]
    openings: list[tuple[tuple[int, ...], int, str, int]]
    parts: dict[str, tuple[int, ...]]
    gates: list[str]
    missing: tuple[str, ...]
    notes: list[str]

    def weights(self, durations: Sequence[int] | None = None) -> list[int]:
        """Return each link's weight between starts (see :mod:`~planmodel.scheduling.passes`)."""
        lengths = self.durations if durations is None else durations
        if self.types.count(FS) == len(self.types):
            return [lengths[first] + lag for first, lag in zip(self.first, self.lags, strict=True)]
        return [
            weight(type, lag, lengths[first], lengths[then])
            for first, then, type, lag in zip(self.first, self.then, self.types, self.lags, strict=True)
        ]

    def name(self, node: int) -> str:
        """Return the id of a node, or of the whole whose end it is."""
        return self.ids[node] if node < len(self.ids) else self.gates[node - len(self.ids)]


def weight(type: str, lag: int, first: int, then: int) -> int:
    """Return a link's weight between starts.

    Parameters:
        type: ``FS``, ``SS``, ``FF`` or ``SF``.
        lag: the waiting time, in ticks.
        first: the duration of the node it starts from.
        then: the duration of the node that waits.
    """
    if type == FS:
        return first + lag
    if type == SS:
        return lag
    return first + lag - then if type == FF else lag - then


def build(
    plan: Plan,
    *,
    start: dt.datetime | None,
    calendar: Calendar | None,
    relations: Sequence[str],
    levels: Levels,
    missing: str | Amount,
) -> Network:
    """Return the network of a plan's undertakings; parameters as for :func:`~planmodel.scheduling.run.schedule`."""
    every = tuple(plan.of(Undertaking))
    parents = {} if levels == "all" else {one.id: one.part_of.to for one in every if one.part_of is not None}
    wholes = set(parents.values())
    nodes = [one for one in every if one.id not in wholes] if wholes else every
    ids = [one.id for one in nodes]
    index = {id: node for node, id in enumerate(ids)}
    lengths, without, notes = _lengths(nodes, missing)
    links = [*_links(plan, every, relations)]
    amounts = {(one.magnitude, one.unit): one for one in lengths if one is not None}
    lagged = [link for _, link in links if isinstance(link, Dependency)]
    lags = [one for link in lagged for one in (link.lag, link.max_lag) if one is not None]
    amounts.update(((one.magnitude, one.unit), one) for one in lags)
    dated = start is not None and any(
        one.not_before is not None or one.finish_by is not None or one.started is not None or one.finished is not None
        for one in every
    )
    axis = axis_for(amounts.values(), start, calendar, dated=dated)
    ticks = {key: axis.ticks(amount) for key, amount in amounts.items()}
    made = Network(
        ids=ids,
        index=index,
        axis=axis,
        durations=[0 if one is None else ticks[one.magnitude, one.unit] for one in lengths],
        first=[],
        then=[],
        types=[],
        lags=[],
        longest=[],
        openings=[],
        parts=_parts(parents, index),
        gates=[],
        missing=without,
        notes=notes,
    )
    _connect(made, links, ticks, parents)
    return made


def _lengths(
    nodes: Sequence[Undertaking], missing: str | Amount
) -> tuple[list[Amount | None], tuple[str, ...], list[str]]:
    """Return each node's likely duration, the nodes that have none, and notes."""
    found: list[Amount | None] = []
    without, in_modes = [], 0
    for one in nodes:
        estimate = one.duration
        if one.modes:
            in_modes += 1
            estimate = shortest_mode(one)
        if estimate is None:
            without.append(one.id)
            found.append(None)
        else:
            found.append(estimate.likely)
    notes = [f"{in_modes} with several modes: the shortest counts"] if in_modes else []
    instead = _instead(missing, without)
    if without:
        found = [instead if amount is None else amount for amount in found]
        shown = "0" if instead is None else str(instead)
        notes.insert(0, f"{len(without)} of {len(nodes)} without a duration, counted as {shown} (rule {missing})")
    return found, tuple(without), notes


def shortest_mode(one: Undertaking) -> Estimate:
    """Return the duration of the mode that takes the least time."""
    return min((mode.duration for mode in one.modes), key=lambda estimate: estimate.likely)


def _instead(missing: str | Amount, without: Sequence[str]) -> Amount | None:
    """Return the duration that stands for one that is missing."""
    if missing == "zero":
        return None
    if missing == "refuse":
        if not without:
            return None
        shown = ", ".join(without[:10]) + (f" and {len(without) - 10} more" if len(without) > 10 else "")
        raise ModelError(
            f"{len(without)} have no duration: {shown}",
            hint='missing="zero" counts them as 0, missing="6 月" as six months',
        )
    try:
        amount = Amount(missing)
        family(amount)
    except (ValueError, TypeError) as error:
        raise ModelError(
            f"missing={missing!r} is no rule: {error}", hint='"zero", "refuse" or an amount: "6 月"'
        ) from None


def _links(plan: Plan, every: Sequence[Undertaking], relations: Sequence[str]) -> Iterator[tuple[str, Link]]:
    """Yield the precedence links: who waits, and the link to what it waits for."""
    known = {relation.field: relation.name for relation in plan.relations}
    fields = [field for field, name in known.items() if name in relations or field in relations]
    for name in relations:
        if name not in known and name not in known.values():
            hint = suggestion(name, [*known, *known.values()])
            raise ModelError(f"there is no relation {name!r}", hint=hint)
    for field in fields:
        for one in every:
            held: Any = getattr(one, field, ())
            if held:
                for link in held if type(held) is tuple else (held,):
                    yield one.id, link


def _parts(parents: dict[str, str], index: dict[str, int]) -> dict[str, tuple[int, ...]]:
    """Return the leaves below each whole, in order."""
    found: dict[str, list[int]] = {}
    for id, node in index.items():
        above, seen = parents.get(id), {id}
        while above is not None and above not in seen:
            found.setdefault(above, []).append(node)
            seen.add(above)
            above = parents.get(above)
    return {id: tuple(nodes) for id, nodes in found.items()}


def _connect(
    made: Network, links: Iterable[tuple[str, Link]], ticks: Mapping[tuple[Decimal, str], int], parents: dict[str, str]
) -> None:
    """Fill in the links; those of wholes reach their parts."""
    index, gates = made.index, _Gates(made)
    append_first, append_then = made.first.append, made.then.append
    append_type, append_lag = made.types.append, made.lags.append
    outside: list[str] = []
    for holder, link in links:
        target = link.to
        type, lag, longest = FS, 0, None
        if isinstance(link, Dependency):
            type, longest = link.type, link.max_lag
            lag = 0 if link.lag is None else ticks[link.lag.magnitude, link.lag.unit]
        first, then = index.get(target), index.get(holder)
        if first is None or then is None:
            if (first is None and target not in made.parts) or (then is None and holder not in made.parts):
                outside.append(f"{holder} → {target}")
                continue
            if _inside(target, holder, parents) or _inside(holder, target, parents):
                made.notes.append(f"{holder} waits for {target}, one of which is part of the other: left out")
                continue
            then = gates.waiting(holder, type) if then is None else then
            if first is None:
                if type in (SS, SF):
                    made.openings.append((made.parts[target], then, type, lag))
                    continue
                first = gates.finish(target)
        append_first(first)
        append_then(then)
        append_type(type)
        append_lag(lag)
        if longest is not None:
            made.longest.append((first, then, type, ticks[longest.magnitude, longest.unit]))
    if outside:
        more = f" and {len(outside) - 5} more" if len(outside) > 5 else ""
        made.notes.append(f"{len(outside)} links to what is not scheduled, left out: {', '.join(outside[:5])}{more}")


def _inside(id: str, whole: str, parents: dict[str, str]) -> bool:
    above, seen = parents.get(id), {id}
    while above is not None and above not in seen:
        if above == whole:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


class _Gates:
    """Nodes of no duration at the ends of wholes, made when a link needs them."""

    def __init__(self, made: Network) -> None:
        self._made = made
        self._starts: dict[str, int] = {}
        self._finishes: dict[str, int] = {}

    def _node(self, whole: str) -> int:
        self._made.gates.append(whole)
        self._made.durations.append(0)
        return len(self._made.durations) - 1

    def _link(self, first: int, then: int, type: str) -> None:
        self._made.first.append(first)
        self._made.then.append(then)
        self._made.types.append(type)
        self._made.lags.append(0)

    def waiting(self, whole: str, type: str) -> int:
        """Return the node that waits: before the parts for FS and SS, behind them for FF and SF."""
        if type in (FF, SF):
            return self.finish(whole)
        if whole not in self._starts:
            self._starts[whole] = node = self._node(whole)
            for part in self._made.parts[whole]:
                self._link(node, part, SS)
        return self._starts[whole]

    def finish(self, whole: str) -> int:
        """Return the node that is reached when every part is over."""
        if whole not in self._finishes:
            self._finishes[whole] = node = self._node(whole)
            for part in self._made.parts[whole]:
                self._link(part, node, FS)
        return self._finishes[whole]
