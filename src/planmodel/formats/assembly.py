"""From source trees to headers, elements and references: those of good files, or with every fault."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from types import GenericAlias
from typing import Any, Union

import attrs
import msgspec

from planmodel.errors import ModelError
from planmodel.formats.objects import object_reader, tally
from planmodel.formats.scalars import Fault, describe
from planmodel.formats.source_tree import Path, SourceTree
from planmodel.formats.unstructure import FORMAT_VERSION
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.vocabulary import Vocabulary
from planmodel.units import OwnUnits

__all__ = ["BESIDE_HEADER", "Draft", "NotGood", "draft_all_faults", "draft_good"]

_ADD = "add"
_PORTION = 1000
"""How many elements are read together."""
BESIDE_HEADER = ("planmodel", "$schema", "overlay")


class NotGood(Exception):
    """A file is not plainly good; the careful way will say why not."""


@attrs.frozen(kw_only=True)
class Draft:
    """One file's content as objects.

    Parameters:
        overlay: the id of the plan that the file is laid over, or ``None`` for a whole plan.
        header: the header, or of an overlay the header fields that it gives.
        elements: the elements.
        given: in an overlay, the fields that the file gives each element, by its id.
        added: in an overlay, the ids of the elements that it says it adds.
    """

    overlay: str | None
    header: dict[str, Any]
    elements: tuple[Element, ...]
    given: dict[str, frozenset[str]]
    added: frozenset[str] = frozenset()


def draft_good(source: SourceTree, vocabulary: Vocabulary) -> Draft:
    """Return the content of a file in which nothing is wrong.

    Raises:
        NotGood: something is.
    """
    try:
        document = source.decoded(document_of(vocabulary, source.lexical).struct)
        if document.overlay is not None:
            return _overlay(source, vocabulary)
        return document_of(vocabulary, source.lexical).draft(document)
    except Exception as error:
        raise NotGood from error


class Document:
    """What a file may hold, as msgspec decodes it, and what becomes of it.

    Parameters:
        vocabulary: the kinds that may occur.
        lexical: whether scalars arrive as text (YAML, CSV) or with JSON's types.
    """

    def __init__(self, vocabulary: Vocabulary, lexical: bool) -> None:
        readers = object_reader(vocabulary, lexical)
        self._header = readers.of(Header)
        self._kinds = {plural: readers.elements(cls) for plural, cls in vocabulary.by_plural.items()}
        beside = [("planmodel", Any, msgspec.UNSET), ("schema", Any, None), ("overlay", Any, None)]
        lists = [(plural, Union[GenericAlias(list, wanted), None], None) for plural, (wanted, _) in self._kinds.items()]  # noqa: UP007
        header = [(field.name, field.type, field.default) for field in msgspec.structs.fields(self._header.struct)]
        self.struct: Any = msgspec.defstruct(
            "Document",
            [*beside, *header, *lists],
            kw_only=True,
            gc=False,
            forbid_unknown_fields=True,
            omit_defaults=True,
            rename={"schema": "$schema"},
        )

    def draft(self, document: Any) -> Draft:
        """Return the content of a decoded file.

        Raises:
            Exception: something is not plainly good.
        """
        if document.units:
            raise NotGood  # amounts are read by the units that the header defines: one after the other
        if document.planmodel is not msgspec.UNSET and str(document.planmodel) != str(FORMAT_VERSION):
            raise NotGood
        elements: list[Element] = []
        for plural, (_, read) in self._kinds.items():
            entries = getattr(document, plural) or []
            for first in range(0, len(entries), _PORTION):  # all at once would not fit the processor's cache
                elements += read(entries[first : first + _PORTION])
        [header] = self._header.read([document])
        fields = {field.name: getattr(header, field.name) for field in attrs.fields(Header)}
        return Draft(overlay=None, header=fields, elements=tuple(elements), given={})


@lru_cache(maxsize=32)
def document_of(vocabulary: Vocabulary, lexical: bool) -> Document:
    """Return what a file of a kind of source may hold."""
    return Document(vocabulary, lexical)


def _overlay(source: SourceTree, vocabulary: Vocabulary) -> Draft:
    """Return the content of an overlay: its entries may lack names, and say which fields they give."""
    from planmodel.formats.structure import converter

    source.look_again()
    tree = source.tree
    if source.problems or any(True for _ in _top_faults(tree, vocabulary)):
        raise NotGood
    made = converter(vocabulary, source.lexical, False)
    entries = [(cls, entry) for plural, cls in vocabulary.by_plural.items() for entry in tree.get(plural) or ()]
    return Draft(
        overlay=tree["overlay"],
        header=_header(made, tree, vocabulary, tree["overlay"]),
        elements=tuple(made.structure(_completed(entry), cls) for cls, entry in entries),
        given={entry["id"]: frozenset(entry) - {_ADD} for _, entry in entries},
        added=frozenset(entry["id"] for _, entry in entries if _adds(entry)),
    )


def _header(made: Any, tree: dict[str, Any], vocabulary: Vocabulary, overlay: str | None) -> dict[str, Any]:
    own = {key: value for key, value in tree.items() if key not in vocabulary.by_plural and key not in BESIDE_HEADER}
    if overlay is None:
        header = made.structure(own, Header)
        return {field.name: getattr(header, field.name) for field in attrs.fields(Header)}
    header = made.structure({"id": overlay, "title": "-", **own}, Header)
    return {key: getattr(header, key) for key in own}


def _completed(entry: Any) -> Any:
    """Return an overlay's entry with the name that it may leave to the plan below, without the mark that it adds."""
    if not isinstance(entry, dict):
        return entry
    own = {key: value for key, value in entry.items() if key != _ADD}
    return own if _adds(entry) else {"name": "-", **own}


def _adds(entry: Any) -> bool:
    """Return whether an overlay's entry says that it adds an element.

    Raises:
        ModelError: it says neither yes nor no.
    """
    value = entry.get(_ADD, False)
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise ModelError(f"add must be true or false, found {describe(value)}", field=(_ADD,))


def _top_faults(tree: Any, vocabulary: Vocabulary) -> Iterator[tuple[Path, Fault]]:
    from planmodel.formats.structure import unknown_key

    if type(tree) is not dict:
        hint = "is the colon ： full-width? YAML wants a plain colon and a space" if "：" in str(tree)[:500] else None
        yield (), Fault(f"expected a plan (a mapping of keys), found {describe(tree)}", hint=hint)
        return
    header = [field.name for field in attrs.fields(Header)]
    allowed = [*BESIDE_HEADER, *header, *vocabulary.by_plural]
    for key in tree:
        if key not in allowed:
            yield (key,), unknown_key(key, allowed)
    version = tree.get("planmodel", FORMAT_VERSION)
    if str(version) != str(FORMAT_VERSION):
        yield (
            ("planmodel",),
            Fault(
                f"format version {version!r} is not one that this planmodel reads",
                code="PM010",
                hint=f"it reads version {FORMAT_VERSION}",
            ),
        )
    for plural in vocabulary.by_plural:
        if tree.get(plural) is not None and type(tree[plural]) is not list:
            yield (plural,), Fault(f"expected a list of {plural}, found {describe(tree[plural])}")
    if "overlay" in tree and (type(tree["overlay"]) is not str or "id" in tree):
        yield ("overlay",), Fault("an overlay names the id of the plan below and has no id of its own", code="PM010")


# --- the careful way ---


def draft_all_faults(source: SourceTree, vocabulary: Vocabulary) -> tuple[Draft | None, list[tuple[Path, Fault]]]:
    """Return what can be made of a file, and every fault of shape in it.

    What is faulty is left out and the rest read again, so that rules about the plan as a whole can still be checked.
    """
    found = list(_top_faults(source.tree, vocabulary))
    if type(source.tree) is not dict:
        return None, found
    tree = _mended(source.tree, found)
    found += _duplicate_ids(tree, vocabulary)
    draft, shape = _attempt(source, tree, vocabulary)
    found = _without_echoes(found + shape)
    shape += [(path[:-1], fault) for path, fault in found if fault.code == "PM009"]
    for _ in range(8):
        if not shape:
            break
        tree = _mended(tree, shape)
        draft, shape = _attempt(source, tree, vocabulary)
    return (None if shape else draft), found


def _without_echoes(found: list[tuple[Path, Fault]]) -> list[tuple[Path, Fault]]:
    """Drop "name is missing" where an unknown key such as nmae stands in the same mapping: that is one mistake."""
    misspelt = {(path[:-1], fault.meant) for path, fault in found if fault.code == "PM002"}
    return [(path, fault) for path, fault in found if fault.code != "PM008" or (path, fault.meant) not in misspelt]


def _duplicate_ids(tree: dict[str, Any], vocabulary: Vocabulary) -> list[tuple[Path, Fault]]:
    found: list[tuple[Path, Fault]] = []
    seen: dict[object, str] = {}
    if isinstance(tree.get("id"), str):
        seen[tree["id"]] = "the plan"
    for plural in vocabulary.by_plural:
        for number, entry in enumerate(tree.get(plural) or ()):
            id = entry.get("id") if type(entry) is dict else None
            if type(id) is not str:
                continue
            where = f"{plural}[{number}]"
            if seen.setdefault(id, where) != where:
                hint = "ids are unique in a plan, over all kinds"
                fault = Fault(f"the id {id!r} is taken by {seen[id]}", code="PM009", hint=hint)
                found.append(((plural, number, "id"), fault))
    return found


def _attempt(
    source: SourceTree, tree: dict[str, Any], vocabulary: Vocabulary
) -> tuple[Draft, list[tuple[Path, Fault]]]:
    from planmodel.formats.structure import converter, faults

    gathering = converter(vocabulary, source.lexical, True)
    found: list[tuple[Path, Fault]] = []
    overlay = tree.get("overlay")
    header: dict[str, Any] = {}
    try:
        header = _header(gathering, tree, vocabulary, overlay)
        if header.get("units"):
            tally.get().units = OwnUnits(header["units"])
    except Exception as error:
        found += faults(error, Header, tree, ())
    elements: list[Element] = []
    given: dict[str, frozenset[str]] = {}
    added: set[str] = set()
    for plural, cls in vocabulary.by_plural.items():
        for number, entry in enumerate(tree.get(plural) or ()):
            try:
                complete = entry if overlay is None else _completed(entry)
                element = gathering.structure(complete, cls)
            except Exception as error:
                found += faults(error, cls, entry, (plural, number))
            else:
                elements.append(element)
                given[element.id] = frozenset(entry) - {_ADD}
                added |= {element.id} if overlay is not None and _adds(entry) else set()
    draft = Draft(overlay=overlay, header=header, elements=tuple(elements), given=given, added=frozenset(added))
    return draft, found


def _mended(tree: Any, shape: list[tuple[Path, Fault]]) -> Any:
    """Return a tree without what is faulty, or with a name that was missing, so that the rest can be read."""
    gone: set[Path] = set()
    added: dict[Path, dict[str, Any]] = {}
    for path, fault in shape:
        if fault.code != "PM008":
            gone.add(path)
        elif not path:
            added[()] = {"id": "unnamed", "title": "-"}
        elif len(path) == 2 and fault.meant == "name":
            added[path] = {"name": "-"}
        else:
            gone.add(path)
    return _copy(tree, (), gone, added)


def _copy(tree: Any, path: Path, gone: set[Path], added: dict[Path, dict[str, Any]]) -> Any:
    if isinstance(tree, dict):
        kept = {key: _copy(one, (*path, key), gone, added) for key, one in tree.items() if (*path, key) not in gone}
        if path in added:
            name = kept.get("id")
            for key, value in added[path].items():
                kept.setdefault(key, name if key != "id" and type(name) is str else value)
        return kept
    if isinstance(tree, list):
        numbered = enumerate(tree)
        return [_copy(one, (*path, number), gone, added) for number, one in numbered if (*path, number) not in gone]
    return tree
