"""What can be made of a file in which something is wrong, and every fault in it.

Most of a faulty file is good: elements are read together as those of a good file, and only those that do not come
through are read one by one, by the converter that gathers every fault with its place. What is faulty is left out of
an element and the rest read again, so that rules about the plan as a whole can still be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import GenericAlias
from typing import Any, TypeAlias

from planmodel.formats.assembly import (
    ADD,
    Draft,
    adds,
    completed,
    read_header,
    read_portions,
    top_faults,
)
from planmodel.formats.objects import object_reader, own_units, tally
from planmodel.formats.scalars import Fault
from planmodel.formats.source_tree import Path, SourceTree, convert_tree
from planmodel.formats.structure import converter, faults
from planmodel.limits import in_force
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.vocabulary import Vocabulary
from planmodel.units import OwnUnits
from planmodel.words import say

__all__ = ["draft_all_faults", "repeated_ids"]

_ROUNDS = 8
"""How often a faulty part is mended: what is left out may leave a part without what it needs."""
_FEW = 8
"""How many elements are read one by one once something is wrong with one of them."""
_WEARY = 10
"""How many times as many faulty elements are looked at as problems of a kind are listed."""
_Faults: TypeAlias = "list[tuple[Path, Fault]]"


def draft_all_faults(source: SourceTree, vocabulary: Vocabulary) -> tuple[Draft | None, _Faults]:
    """Return what can be made of a file, and every fault of shape in it."""
    found = list(top_faults(source.tree, vocabulary))
    if type(source.tree) is not dict:
        return None, found
    gone = {path[0] for path, _ in found}
    tree = {key: value for key, value in source.tree.items() if key not in gone}
    repeated = list(repeated_ids(tree, vocabulary))
    found += repeated
    reader = _Reader(source, vocabulary, tree.get("overlay"))
    header, seen = reader.header(tree)
    found += seen
    taken = {path[:2] for path, _ in repeated}
    elements: list[Element] = []
    given: dict[str, frozenset[str]] = {}
    added: set[str] = set()
    for plural, cls in vocabulary.by_plural.items():
        made, seen = reader.elements(tree.get(plural) or [], plural, cls)
        found += seen
        if reader.is_weary:
            found.append(((), Fault(say("limits.stopped", number=reader.faulty), code="PM001")))
            return None, _without_echoes(found)
        for number, (element, entry) in enumerate(made):
            if element is not None and (plural, number) not in taken:
                elements.append(element)
                given[element.id] = frozenset(entry) - {ADD}
                added |= {element.id} if reader.overlay is not None and adds(entry) else set()
    found = _without_echoes(found)
    if header is None:
        return None, found
    return Draft(
        overlay=reader.overlay, header=header, elements=tuple(elements), given=given, added=frozenset(added)
    ), found


def repeated_ids(tree: dict[str, Any], vocabulary: Vocabulary) -> Iterator[tuple[Path, Fault]]:
    """Yield each id that stands in the file already."""
    seen: dict[object, tuple[str, int] | None] = {}
    if isinstance(tree.get("id"), str):
        seen[tree["id"]] = None
    for plural in vocabulary.by_plural:
        for number, entry in enumerate(tree.get(plural) or ()):
            id = entry.get("id") if type(entry) is dict else None
            if type(id) is not str:
                continue
            here = (plural, number)
            first = seen.setdefault(id, here)
            if first is not here:
                if first is None:
                    message = say("file.taken_by_plan", id=id)
                else:
                    message = say("file.taken", id=id, by=f"{first[0]}[{first[1]}]")
                yield (*here, "id"), Fault(message, code="PM009", hint=say("file.unique"))


def _without_echoes(found: _Faults) -> _Faults:
    """Drop "name is missing" where an unknown key such as nmae stands in the same mapping: that is one mistake."""
    misspelt = {(path[:-1], fault.meant) for path, fault in found if fault.code == "PM002"}
    return [(path, fault) for path, fault in found if fault.code != "PM008" or (path, fault.meant) not in misspelt]


class _Reader:
    """Reads the parts of one file, and gathers the faults of those that are not good.

    Parameters:
        source: the file.
        vocabulary: its kinds.
        overlay: the id of the plan that it is laid over, if it is.
    """

    def __init__(self, source: SourceTree, vocabulary: Vocabulary, overlay: Any) -> None:
        self.overlay: str | None = overlay
        self.faulty = 0
        self._most = _WEARY * in_force().findings
        self._vocabulary = vocabulary
        self._quick = object_reader(vocabulary, source.lexical)
        self._gathering = converter(vocabulary, source.lexical, True)

    @property
    def is_weary(self) -> bool:
        """Whether so much is wrong that the rest is not looked at."""
        return self.faulty > self._most

    def header(self, tree: dict[str, Any]) -> tuple[dict[str, Any] | None, _Faults]:
        """Return the header's fields, ``None`` when nothing can be made of them, and their faults."""
        own = {key: value for key, value in tree.items() if key not in self._vocabulary.by_plural}

        def structured(value: Any) -> Any:
            return self._gathering.structure(value, Header)

        def read(value: Any) -> Any:
            return read_header(structured, value, self._vocabulary, self.overlay)

        header, _, found = _mended_until_read(read, own, Header, ())
        if header is not None and header.get("units"):
            tally.get().units = OwnUnits(header["units"])
        return header, found

    def elements(self, entries: list[Any], plural: str, cls: Any) -> tuple[list[tuple[Element | None, Any]], _Faults]:
        """Return the element of each entry, ``None`` for one of which nothing can be made, with the entry as far as it
        was read, and their faults."""
        made: list[tuple[Element | None, Any]] = []
        found: _Faults = []
        for portion in read_portions(entries):
            for some, elements in self._good(portion, cls):
                if elements is not None:
                    made += zip(elements, some, strict=True)
                    continue
                for entry in some:
                    element, kept, seen = self._one(entry, cls, (plural, len(made)))
                    made.append((element, kept))
                    found += seen
                    self.faulty += bool(seen)
                if self.is_weary:
                    return made, found
        return made, found

    def _good(self, entries: list[Any], cls: Any) -> Iterator[tuple[list[Any], list[Element] | None]]:
        """Yield entries with their elements, where these can be read together; else a few entries, and ``None``."""
        if self.overlay is None and own_units() is None:
            wanted, read = self._quick.elements(cls)
            try:
                elements = read(convert_tree(entries, GenericAlias(list, wanted), clean=False))
            except Exception:  # read one by one, each tells what is wrong with it, or with planmodel
                if len(entries) > _FEW:
                    middle = len(entries) // 2
                    yield from self._good(entries[:middle], cls)
                    yield from self._good(entries[middle:], cls)
                    return
            else:
                yield entries, list(elements)
                return
        yield entries, None

    def _one(self, entry: Any, cls: Any, path: Path) -> tuple[Element | None, Any, _Faults]:
        def read(value: Any) -> Any:
            return self._gathering.structure(value if self.overlay is None else completed(value), cls)

        return _mended_until_read(read, entry, cls, path)


def _mended_until_read(read: Callable[[Any], Any], value: Any, cls: Any, path: Path) -> tuple[Any, Any, _Faults]:
    """Return what a part of a file is read as when what is faulty in it is left out, what is left, and its faults."""
    first: _Faults | None = None
    for _ in range(_ROUNDS + 1):
        try:
            return read(value), value, first or []
        except Exception as error:  # a fault of planmodel's own is told as one, in its place
            seen = list(faults(error, cls, value, path))
        first = seen if first is None else first
        value = _mended(value, [(way[len(path) :], fault) for way, fault in seen], is_entry=bool(path))
        if value is None:
            break
    return None, value, first or []


def _mended(value: Any, shape: _Faults, *, is_entry: bool) -> Any:
    """Return a part without what is faulty, or with a name that was missing; ``None`` when nothing is left of it."""
    gone: set[Path] = set()
    added: dict[str, Any] = {}
    for path, fault in shape:
        if fault.code != "PM008" or path:
            gone.add(path)
        elif not is_entry:
            added = {"id": "unnamed", "title": "-"}
        elif fault.meant == "name":
            added = {"name": "-"}
        else:
            gone.add(path)
    if () in gone:
        return None
    kept = _copy(value, (), gone)
    id = kept.get("id")
    for key, placeholder in added.items():
        kept.setdefault(key, id if key != "id" and type(id) is str else placeholder)
    return kept


def _copy(tree: Any, path: Path, gone: set[Path]) -> Any:
    if isinstance(tree, dict):
        return {key: _copy(one, (*path, key), gone) for key, one in tree.items() if (*path, key) not in gone}
    if isinstance(tree, list):
        kept = enumerate(tree)
        return [_copy(one, (*path, number), gone) for number, one in kept if (*path, number) not in gone]
    return tree
