"""The links between the work of a plan as they are gathered; those of wholes reach their parts."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from itertools import chain, repeat
from operator import attrgetter
from typing import Any, TypeVar

from planmodel.graph.hierarchy import Hierarchy
from planmodel.graph.waiting import wait_inside
from planmodel.model.element import Undertaking
from planmodel.model.relations import Dependency, Link
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["FF", "FS", "SF", "SS", "Links", "Same", "parts_of"]

FS, SS, FF, SF = "FS", "SS", "FF", "SF"
_DEPENDS_ON, _TO, _TYPE, _LAG, _MAX_LAG = map(attrgetter, ("depends_on", "to", "type", "lag", "max_lag"))

_V = TypeVar("_V")


class Same(MutableSequence[_V]):
    """The same value many times, in the room of one; it only stands where nothing is added."""

    def __init__(self, value: _V, size: int) -> None:
        self._value, self._size = value, size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, key: Any) -> Any:
        return self._value if isinstance(key, int) else [self._value] * len(range(self._size)[key])

    def __iter__(self) -> Iterator[_V]:
        return repeat(self._value, self._size)

    def __setitem__(self, key: Any, value: Any) -> None:
        raise TypeError("all values are the same")

    __delitem__ = insert = __setitem__  # type: ignore[assignment]


def parts_of(tree: Hierarchy, index: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Return the leaves below each whole, in order."""
    if not tree.parts:
        return {}
    found: dict[str, list[int]] = {}
    for id, node in index.items():
        for above in tree.above(id):
            found.setdefault(above, []).append(node)
    return {id: tuple(nodes) for id, nodes in found.items()}


class Links:
    """The links as they are gathered, lags still as amounts; those of wholes reach their parts.

    Parameters:
        parts: whole → the nodes of its leaves.
        tree: what is part of what.
        index: id → node.
        notes: where to say what is left out.
    """

    def __init__(
        self, parts: dict[str, tuple[int, ...]], tree: Hierarchy, index: dict[str, int], notes: list[str]
    ) -> None:
        self.parts, self._tree, self._index, self._notes = parts, tree, index, notes
        self.first: MutableSequence[int] = []
        self.then: MutableSequence[int] = []
        self.types: MutableSequence[str] = []
        self.lags: MutableSequence[Amount | None] = []
        self.longest: list[tuple[int, int, str, Amount]] = []
        self.openings: list[tuple[tuple[int, ...], int, str, Amount | None]] = []
        self.gates: list[str] = []
        self._starts: dict[str, int] = {}
        self._finishes: dict[str, int] = {}
        self._outside: list[str] = []
        self._within: list[str] = []

    def amounts(self) -> list[Amount]:
        """Return every lag and longest wait."""
        lags = [] if isinstance(self.lags, Same) else [one for one in self.lags if one is not None]
        opening = [lag for *_, lag in self.openings if lag is not None]
        return [*lags, *opening, *(most for *_, most in self.longest)]

    def gather_all(self, every: Sequence[Undertaking], fields: Sequence[str]) -> None:
        """Add the links that some fields of the undertakings hold, and say which are left out."""
        if [*fields] != ["depends_on"] or not self.gather_plain(every):
            for field in fields:
                self.gather(every, field)
        self.tell_left_out()

    def gather(self, every: Sequence[Undertaking], field: str) -> None:
        """Add the links that a field of the undertakings holds."""
        find, first, then, types, lags = self._index.get, self.first, self.then, self.types, self.lags
        for one in every:
            held: Any = getattr(one, field, ())
            if not held:
                continue
            node = find(one.id)
            for link in held if type(held) is tuple else (held,):
                type_, lag, longest = FS, None, None
                if isinstance(link, Dependency):
                    type_, lag, longest = link.type, link.lag, link.max_lag
                source = find(link.to)
                if source is None or node is None:
                    self._of_wholes(one.id, link, type_, lag, longest)
                    continue
                first.append(source)
                then.append(node)
                types.append(type_)
                lags.append(lag)
                if longest is not None:
                    self.longest.append((source, node, type_, longest))

    def gather_plain(self, every: Sequence[Undertaking]) -> bool:
        """Add all dependencies column by column, in few bytes, if they are plain ones between nodes."""
        if self.parts:
            return False
        held = [*map(_DEPENDS_ON, every)]
        links = [*chain.from_iterable(held)]
        if {*map(type, links)} - {Dependency} or [*map(_MAX_LAG, links)].count(None) < len(links):
            return False
        try:
            self.first = array("i", map(self._index.__getitem__, map(_TO, links)))
        except KeyError:
            return False
        self.then = array("i", [node for node, those in enumerate(held) for _ in those])
        types: list[str] = [*map(_TYPE, links)]
        self.types = Same(FS, len(links)) if types.count(FS) == len(links) else types
        lags: list[Amount | None] = [*map(_LAG, links)]
        self.lags = Same(None, len(links)) if lags.count(None) == len(links) else lags
        return True

    def _of_wholes(self, holder: str, link: Link, type: str, lag: Amount | None, longest: Amount | None) -> None:
        """Add a link of which one end at least has parts, or does not exist."""
        target = link.to
        first, then = self._index.get(target), self._index.get(holder)
        if (first is None and target not in self.parts) or (then is None and holder not in self.parts):
            self._outside.append(f"{holder} → {target}")
            return
        inside = wait_inside(self._tree, holder, link)
        if inside is not None:
            if inside != "implied":
                self._within.append(say("links.within", id=holder, on=target))
            return
        then = self._waiting(holder, type) if then is None else then
        if first is None:
            if type in (SS, SF):
                self.openings.append((self.parts[target], then, type, lag))
                if longest is not None:  # the node stands for the whole, of whose parts the first to start counts
                    self.longest.append((self._finish(target), then, type, longest))
                return
            first = self._finish(target)
        self._link(first, then, type, lag)
        if longest is not None:
            self.longest.append((first, then, type, longest))

    def tell_left_out(self) -> None:
        """Say which links lead to what is not scheduled, or run between a whole and its part."""
        self._notes += sorted(self._within)
        if self._outside:
            links = tuple(sorted(self._outside))
            self._notes.append(say("links.outside", n=len(links), links=links))

    def _link(self, first: int, then: int, type: str, lag: Amount | None = None) -> None:
        self.first.append(first)
        self.then.append(then)
        self.types.append(type)
        self.lags.append(lag)

    def _gate(self, whole: str) -> int:
        """Return a new node of no duration at an end of a whole."""
        self.gates.append(whole)
        return len(self._index) + len(self.gates) - 1

    def _waiting(self, whole: str, type: str) -> int:
        """Return the node that waits: before the parts for FS and SS, behind them for FF and SF."""
        if type in (FF, SF):
            return self._finish(whole)
        if whole not in self._starts:
            self._starts[whole] = node = self._gate(whole)
            for part in self.parts[whole]:
                self._link(node, part, SS)
        return self._starts[whole]

    def _finish(self, whole: str) -> int:
        """Return the node that is reached when every part is over."""
        if whole not in self._finishes:
            self._finishes[whole] = node = self._gate(whole)
            for part in self.parts[whole]:
                self._link(part, node, FS)
        return self._finishes[whole]
