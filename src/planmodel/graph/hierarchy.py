"""What is part of what: wholes above, parts below, and the way through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from planmodel.arguments import check_argument
from planmodel.model.collection import unknown_id
from planmodel.model.element import Element
from planmodel.model.vocabulary import Vocabulary
from planmodel.words import say

__all__ = ["Hierarchy"]

_V = TypeVar("_V")


class Hierarchy:
    """Elements and the wholes that they are part of.

    It never runs in a circle: where elements are part of each other in one, the member whose id sorts first stands at
    the top, and its own link does not count (the check reports the circle, PM104). There is no limit to the number of
    levels.

    Parameters:
        ids: the elements, in the order in which they are to be told.
        wholes: part → the whole that it names; links from or to other ids do not count.

    Example:
        >>> tree = Hierarchy(["a", "a1", "a11", "b"], {"a1": "a", "a11": "a1"})
        >>> tree.above("a11"), tree.below("a"), tree.tops
        (('a1', 'a'), ('a1', 'a11'), ('a', 'b'))
    """

    def __init__(self, ids: Iterable[str], wholes: Mapping[str, str]) -> None:
        self.ids = tuple(dict.fromkeys(ids))
        self._known = known = frozenset(self.ids)
        held = self.ids if wholes else ()
        self.named: Mapping[str, str] = {id: wholes[id] for id in held if id in wholes and wholes[id] in known}
        """The whole that each part names, in circles too."""
        tops = _tops_of_circles(self.named)
        self.whole: Mapping[str, str] = {id: whole for id, whole in self.named.items() if id not in tops}
        """The whole of each part."""

    @classmethod
    def of(cls, elements: Iterable[Element], vocabulary: Vocabulary) -> Hierarchy:
        """Return the hierarchy of some elements.

        Every relation declared with ``order="hierarchy"`` counts that points at one of the elements, and at a kind that
        it may point at; of several wholes of an element the first does.
        """
        every = {element.id: element for element in elements}
        declared = {
            kind: found
            for kind in vocabulary.by_kind
            if (found := [one for one in vocabulary.relations_from(kind) if one.order == "hierarchy"])
        }
        wholes: dict[str, str] = {}
        for id, element in every.items():
            for relation in declared.get(element.kind, ()):
                for link in relation.links(element) if getattr(element, relation.field) else ():
                    whole = every.get(link.to)
                    if whole is not None and whole.kind in relation.targets:
                        wholes.setdefault(id, link.to)
        return cls(every, wholes)

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """The direct parts of each element that has any, in order."""
        found: dict[str, list[str]] = {}
        for id, whole in self.whole.items():
            found.setdefault(whole, []).append(id)
        return {whole: tuple(ids) for whole, ids in found.items()}

    @property
    def tops(self) -> tuple[str, ...]:
        """The elements that are part of no other."""
        return tuple(id for id in self.ids if id not in self.whole)

    def __contains__(self, id: object) -> bool:
        return id in self._known

    def _check(self, *ids: str) -> None:
        for id in ids:
            check_argument("id", id, str)
        if not self._known.issuperset(ids):
            raise unknown_id(next(id for id in ids if id not in self._known), self.ids, say("id.hierarchy"))

    def above(self, *ids: str) -> tuple[str, ...]:
        """Return the wholes that some elements are part of, nearest first, each once and none of ``ids``.

        Raises:
            UnknownIdError: there is no such element.
        """
        self._check(*ids)
        found = dict.fromkeys(ids)
        for id in ids:
            here = self.whole.get(id)
            while here is not None and here not in found:
                found[here] = None
                here = self.whole.get(here)
        return tuple(found)[len(set(ids)) :]

    def below(self, *ids: str) -> tuple[str, ...]:
        """Return every part of some elements, of theirs and so on, level by level, each once and none of ``ids``.

        Raises:
            UnknownIdError: there is no such element.
        """
        self._check(*ids)
        found = dict.fromkeys(ids)
        level = list(found)
        while level:
            level = [part for id in level for part in self.parts.get(id, ()) if part not in found]
            found.update(dict.fromkeys(level))
        return tuple(found)[len(set(ids)) :]

    def holds(self, whole: str, part: str) -> bool:
        """Return whether one element is part of another, directly or through others.

        Raises:
            UnknownIdError: there is no such element.
        """
        self._check(whole)
        return whole in self.above(part)

    def walk(self) -> Iterator[tuple[str, int]]:
        """Yield every element with the number of wholes above it: wholes before their parts, in order."""
        waiting = [(id, 0) for id in reversed(self.tops)]
        while waiting:
            id, depth = waiting.pop()
            yield id, depth
            waiting += [(part, depth + 1) for part in reversed(self.parts.get(id, ()))]

    def top(self, id: str) -> str:
        """Return the outermost whole of an element: itself when it is part of nothing.

        Raises:
            UnknownIdError: there is no such element.
        """
        self._check(id)
        return self._outermost[id]

    @cached_property
    def _outermost(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for id, depth in self.walk():
            found[id] = found[self.whole[id]] if depth else id
        return found

    def nearest(self, value: Callable[[str], _V | None]) -> Mapping[str, _V]:
        """Return what each element has, or else the nearest whole above it that has something.

        Parameters:
            value: what an element has itself; ``None`` when it has nothing.

        Returns:
            id → value, without the elements for which there is none.
        """
        found: dict[str, _V] = {}
        for id, _ in self.walk():
            own = value(id)
            whole = self.whole.get(id)
            if own is not None:
                found[id] = own
            elif whole is not None and whole in found:
                found[id] = found[whole]
        return found


def _tops_of_circles(wholes: Mapping[str, str]) -> set[str]:
    """Return the first by id of each circle of elements that are part of each other, or of itself."""
    found: set[str] = set()
    passed: dict[str, str] = {}  # each element → where the walk that first met it began
    for start in wholes:
        here: str | None = start
        while here is not None and here not in passed:
            passed[here] = start
            here = wholes.get(here)
        if here is not None and passed[here] == start:  # this walk came back to itself
            circle = [here]
            while wholes[circle[-1]] != here:
                circle.append(wholes[circle[-1]])
            found.add(min(circle))
    return found
