"""From source trees to headers and elements: those of files in which nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from types import GenericAlias
from typing import Any, Union

import attrs
import msgspec

from planmodel.errors import ModelError, PlanModelError
from planmodel.faults import fault_of
from planmodel.formats.objects import ObjectReader, object_reader
from planmodel.formats.plain_data import FORMAT_VERSION
from planmodel.formats.scalars import Fault, Reader, describe
from planmodel.formats.source_tree import Path, SourceTree
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.vocabulary import Vocabulary
from planmodel.words import say

__all__ = [
    "ADD",
    "BESIDE_HEADER",
    "REFUSALS",
    "Draft",
    "NotGood",
    "adds",
    "completed",
    "draft_good",
    "read_header",
    "read_portions",
    "top_faults",
]

ADD = "add"
"""The key by which an overlay's entry says that it adds an element."""
_PORTION = 1000
"""How many elements are read together."""
BESIDE_HEADER = ("planmodel", "$schema", "overlay")


class NotGood(Exception):
    """A file is not plainly good; the careful way will say why not."""


REFUSALS = (
    NotGood,
    PlanModelError,
    msgspec.MsgspecError,
    ValueError,
    TypeError,
    KeyError,
    ArithmeticError,
    RecursionError,
)
"""How readers, the model and the checks of somebody's own kinds refuse what a file says.

Whatever else is raised is a fault of planmodel's, which warns before the file is read in another way.
"""


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
    except REFUSALS as error:
        raise NotGood from error
    except Exception as error:
        fault_of(f"the quick reading of {source.file}", error)
        raise NotGood from error


class Document:
    """What a file may hold, as msgspec decodes it, and what becomes of it.

    Parameters:
        readers: the readers of a vocabulary and a kind of source.
        vocabulary: the kinds that may occur.
    """

    def __init__(self, readers: ObjectReader, vocabulary: Vocabulary) -> None:
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
            for portion in read_portions(getattr(document, plural) or []):
                elements += read(portion)
        [header] = self._header.read([document])
        fields = {field.name: getattr(header, field.name) for field in attrs.fields(Header)}
        return Draft(overlay=None, header=fields, elements=tuple(elements), given={})


def read_portions(entries: list[Any]) -> Iterator[list[Any]]:
    """Yield the entries of a kind, so many together as fit the processor's cache."""
    for first in range(0, len(entries), _PORTION):
        yield entries[first : first + _PORTION]


def document_of(vocabulary: Vocabulary, lexical: bool) -> Document:
    """Return what a file of a kind of source may hold, with texts as long as the limits in force allow."""
    return _document(object_reader(vocabulary, lexical), vocabulary)


@lru_cache(maxsize=32)
def _document(readers: ObjectReader, vocabulary: Vocabulary) -> Document:
    return Document(readers, vocabulary)


def _overlay(source: SourceTree, vocabulary: Vocabulary) -> Draft:
    """Return the content of an overlay: its entries may lack names, and say which fields they give."""
    from planmodel.formats.structure import careful_reader

    source.look_again()
    tree = source.tree
    if source.problems or any(True for _ in top_faults(tree, vocabulary)):
        raise NotGood
    readers = {cls: careful_reader(vocabulary, source.lexical, cls) for cls in (Header, *vocabulary.kinds)}
    entries = [(cls, entry) for plural, cls in vocabulary.by_plural.items() for entry in tree.get(plural) or ()]
    return Draft(
        overlay=tree["overlay"],
        header=read_header(readers[Header], tree, vocabulary, tree["overlay"]),
        elements=tuple(readers[cls](completed(entry)) for cls, entry in entries),
        given={entry["id"]: frozenset(entry) - {ADD} for _, entry in entries},
        added=frozenset(entry["id"] for _, entry in entries if adds(entry)),
    )


def read_header(read: Reader, tree: dict[str, Any], vocabulary: Vocabulary, overlay: str | None) -> dict[str, Any]:
    """Return the header's fields, of an overlay those that it gives."""
    own = {key: value for key, value in tree.items() if key not in vocabulary.by_plural and key not in BESIDE_HEADER}
    if overlay is None:
        header = read(own)
        return {field.name: getattr(header, field.name) for field in attrs.fields(Header)}
    header = read({"id": overlay, "title": "-", **own})
    return {key: getattr(header, key) for key in own}


def completed(entry: Any) -> Any:
    """Return an overlay's entry with the name that it may leave to the plan below, without the mark that it adds."""
    if not isinstance(entry, dict):
        return entry
    own = {key: value for key, value in entry.items() if key != ADD}
    return own if adds(entry) else {"name": "-", **own}


def adds(entry: Any) -> bool:
    """Return whether an overlay's entry says that it adds an element.

    Raises:
        ModelError: it says neither yes nor no.
    """
    value = entry.get(ADD, False)
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise ModelError(say("file.add_truth", found=describe(value)), field=(ADD,))


def top_faults(tree: Any, vocabulary: Vocabulary) -> Iterator[tuple[Path, Fault]]:
    """Yield what is wrong with the keys of a file."""
    from planmodel.formats.structure import unknown_keys

    if type(tree) is not dict:
        hint = say("file.full_width_colon") if "：" in str(tree)[:500] else None
        yield (), Fault(say("file.not_a_plan", found=describe(tree)), hint=hint)
        return
    header = [field.name for field in attrs.fields(Header)]
    allowed = [*BESIDE_HEADER, *header, *vocabulary.by_plural]
    for key, fault in unknown_keys([key for key in tree if key not in allowed], allowed):
        yield (key,), fault
    version = tree.get("planmodel", FORMAT_VERSION)
    if str(version) != str(FORMAT_VERSION):
        yield (
            ("planmodel",),
            Fault(
                say("file.version", version=str(version)),
                code="PM010",
                hint=say("file.version_read", version=str(FORMAT_VERSION)),
            ),
        )
    for plural in vocabulary.by_plural:
        if tree.get(plural) is not None and type(tree[plural]) is not list:
            yield (plural,), Fault(say("file.not_a_list_of", plural=plural, found=describe(tree[plural])))
    if "overlay" in tree and (type(tree["overlay"]) is not str or "id" in tree):
        yield ("overlay",), Fault(say("overlay.own_id"), code="PM010")
