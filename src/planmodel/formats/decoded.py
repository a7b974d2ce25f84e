"""A good JSON file decoded in one pass, as far as tables need it: the header as an object, elements as structs.

Making an object of each element and link takes longer than all the rest of reading. msgspec makes structs in a tenth
of that, and checks types and keys on the way; what it cannot check goes through the ordinary readers, each different
value once. Whatever is not plainly good is not decoded at all: the ordinary way then says what is wrong.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from types import GenericAlias
from typing import Any, NamedTuple

import attrs
import msgspec

from planmodel.faults import fault_of
from planmodel.formats.assembly import BESIDE_HEADER, REFUSALS, NotGood, draft_good
from planmodel.formats.decoded_checks import IndicatorChecks, KindChecks, Tell
from planmodel.formats.decoded_types import Links, StructMaker
from planmodel.formats.files import read_data
from planmodel.formats.json_source import JsonSource
from planmodel.formats.objects import Tally, tally
from planmodel.limits import in_force
from planmodel.model.areas import areas_of, of_areas
from planmodel.model.dangling import reference_fault, unmet_references
from planmodel.model.header import Header
from planmodel.model.kinds import Indicator
from planmodel.model.origin import Origin, SourceFile
from planmodel.model.plan import Plan
from planmodel.model.vocabulary import Vocabulary

__all__ = ["Decoded", "decode"]

_ESCAPED = re.compile(rb"\\u(?:00(?:00|3[aA])|[dD][89a-fA-F])")
"""Escapes of NUL, of a colon (which would spoil the count of keys), and of half a character."""
_IDS = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.:-]{0,199}\n)*")


class Decoded(NamedTuple):
    """What a file holds.

    Parameters:
        plan: the plan with those elements only that were read as objects.
        elements: the others as structs, by kind. They have the fields of the objects, with ``None`` for what is absent;
            texts in several languages are dicts, links and citations may be text alone.
        links: the links of these, by kind.
    """

    plan: Plan
    elements: dict[str, list[Any]]
    links: dict[str, list[Links]]


def decode(path: Path, vocabulary: Vocabulary, tell: Tell) -> Decoded | None:
    """Return what a JSON file holds; ``None`` when it is to be read the ordinary way, good or not.

    Parameters:
        path: the file.
        vocabulary: the kinds that it may hold.
        tell: returns what is kept of a link beside its target.
    """
    try:
        data, file = read_data(path, "json")
        if b"\\" in data and _ESCAPED.search(data):
            return None
        return _decoder(vocabulary, tell, in_force().text).decode(data, file)
    except REFUSALS:  # the careful reader finds out which
        return None
    except Exception as error:
        fault_of(f"decoding {path}", error)
        return None


@lru_cache(maxsize=16)
def _decoder(vocabulary: Vocabulary, tell: Tell, longest: int) -> _Decoder:
    return _Decoder(vocabulary, tell, longest)


class _Decoder:
    """Decodes the files of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, tell: Tell, longest: int) -> None:
        self._vocabulary = vocabulary
        structs = StructMaker(longest)
        made = {cls: structs.of(cls) for cls in vocabulary.kinds}
        self._checks = [
            (IndicatorChecks if cls is Indicator else KindChecks)(cls, struct, structs, vocabulary, tell)
            for cls, struct in made.items()
            if struct is not None
        ]
        beside = {f"_{number}": key for number, key in enumerate(BESIDE_HEADER) if key != "overlay"}
        self._rest = beside | {field.name: field.name for field in attrs.fields(Header)}
        self._rest |= {cls.plural: cls.plural for cls, struct in made.items() if struct is None}
        fields: list[tuple[str, Any]] = [(name, msgspec.Raw) for name in self._rest]
        fields += [(cls.plural, GenericAlias(list, struct)) for cls, struct in made.items() if struct is not None]
        self._decode = msgspec.json.Decoder(structs.define("Document", fields, beside, frozenset())).decode
        self._encode = msgspec.json.Encoder().encode

    def decode(self, data: bytes, file: SourceFile) -> Decoded:
        document = self._decode(data)
        if data.count(b":") != self._encode(document).count(b":"):
            raise NotGood  # a key stands twice: each has a colon, and those in texts are in both
        present = [(one, held) for one in self._checks if (held := getattr(document, one.plural))]
        kinds: dict[str, str] = {}
        ids: list[str] = []
        for checks, elements in present:
            own = [one.id for one in elements]
            ids += own
            kinds |= dict.fromkeys(own, checks.kind)
        if not _are_ids(ids):
            raise NotGood
        documents: set[str] = set()
        plan = self._plan(document, file, kinds, documents)
        kinds |= {one.id: one.kind for one in plan.elements}
        if len(kinds) < len(ids) + len(plan) or plan.id in kinds:
            raise NotGood  # an id stands twice
        links = {}
        for checks, elements in present:
            checks.check(elements, documents)
            links[checks.kind] = checks.links(elements, kinds, documents)
            if checks.kind == Indicator.kind and (home := areas_of(plan.jurisdiction)):
                for one in elements:
                    one.targets = of_areas(one.targets, home)
        if any(reference_fault(kinds.get(id)) for id in documents):
            raise NotGood
        return Decoded(plan, {checks.kind: elements for checks, elements in present}, links)

    def _plan(self, document: Any, file: SourceFile, also: dict[str, str], documents: set[str]) -> Plan:
        """Return the plan of what was left as it stands in the file, read the ordinary way.

        Parameters:
            document: the file.
            file: which it is.
            also: the kinds of the elements that are structs, by id.
            documents: takes the ids that citations name.
        """
        held = [(key, getattr(document, name)) for name, key in self._rest.items()]
        text = b"{%b}" % b",".join([b'"%b":%b' % (key.encode(), raw) for key, raw in held if raw is not None])
        token = tally.set(Tally())
        try:
            draft = draft_good(JsonSource(text.decode(), file.path), self._vocabulary)
            documents |= tally.get().documents
        finally:
            tally.reset(token)
        # What citations name is looked at with those of the structs, when the documents of both are known.
        unmet = unmet_references(draft.header, draft.elements, self._vocabulary, also, cited=())
        if any(one.fault for one in unmet):
            raise NotGood
        origin = Origin(files=(file,))
        return Plan(**draft.header, elements=draft.elements, vocabulary=self._vocabulary, origin=origin)


def _are_ids(ids: list[str]) -> bool:
    """Return whether each can be the id of an element (see ``check_id``)."""
    lines = "\n".join([*ids, ""])
    return _IDS.fullmatch(lines) is not None and lines.count("\n") == len(ids)
