"""What msgspec cannot check of decoded elements: goes through the ordinary readers, each different value once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from decimal import Decimal
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from planmodel.formats.assembly import NotGood
from planmodel.formats.decoded_types import Links, StructMaker, links_of
from planmodel.formats.objects import Tally, object_reader, tally
from planmodel.formats.scalars import is_language
from planmodel.model.dangling import held_citations, held_links, reference_faults
from planmodel.model.relations import Link, check_target
from planmodel.model.vocabulary import Vocabulary

__all__ = ["IndicatorChecks", "KindChecks", "Tell"]

Tell = Callable[[Link], Any]
"""Returns what is kept of a link beside its target."""

_DECODER: msgspec.json.Decoder[list[Any]] = msgspec.json.Decoder(list[Any], float_hook=Decimal)
_ENCODER = msgspec.json.Encoder()
_MOST_KNOWN = 4096
_ANY = "x"
"""Stands for an id or a name where it does not matter which."""
_NO_FIELD: Any = None


class _Read(NamedTuple):
    """A value, and the documents that it cites."""

    value: Any
    documents: frozenset[str]


class _Known:
    """What JSON texts mean, each read once.

    Parameters:
        read: reads a value the ordinary way.

    ``cite`` tells whether any of them cites a document.
    """

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read
        self._known: dict[bytes, _Read] = {}
        self.cite = False

    def of(self, texts: Sequence[bytes]) -> list[_Read]:
        """Return what each text means; those that are new are parsed together.

        Raises:
            NotGood: something is wrong with one of them.
        """
        known = self._known
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            if len(known) + len(new) > _MOST_KNOWN:
                known.clear()
                new = list(dict.fromkeys(texts))
            known.update(zip(new, self._parsed(new), strict=True))
        return list(map(known.__getitem__, texts))

    def _parsed(self, texts: list[bytes]) -> list[_Read]:
        text = b"[%b]" % b",".join(texts)
        values = _DECODER.decode(text)
        if text.count(b":") != _ENCODER.encode(values).count(b":"):
            raise NotGood  # a key stands twice
        made = []
        for one in values:
            token = tally.set(Tally())
            try:
                value = self._read(one)
                documents = tally.get().documents
            finally:
                tally.reset(token)
            self.cite = self.cite or bool(documents)
            made.append(_Read(value, frozenset(documents)))
        return made


class KindChecks:
    """Checks the elements of one kind.

    Parameters:
        cls: their class.
        struct: what they are decoded into.
        structs: who made that.
        vocabulary: the kinds of the plan.
        tell: returns what is kept of a link beside its target.
    """

    def __init__(self, cls: Any, struct: Any, structs: StructMaker, vocabulary: Vocabulary, tell: Tell) -> None:
        self.kind, self.plural = cls.kind, cls.plural
        self._cls, self._vocabulary = cls, vocabulary
        self._encoder = msgspec.json.Encoder()
        fields = msgspec.structs.fields(struct)
        self._texts = [field.name for field in fields if field.type == structs.texts]
        self._raw = {
            field.name: _Known(partial(_field, vocabulary, cls, field.name))
            for field in fields
            if field.type is msgspec.Raw
        }
        self._links = {
            one.field: _Known(partial(_link, vocabulary, one.link, tell)) for one in vocabulary.relations_from(cls.kind)
        }

    def check(self, elements: list[Any], documents: set[str]) -> None:
        """Check all but ids and references.

        Parameters:
            elements: the elements.
            documents: takes the ids that citations inside of values name.

        Raises:
            NotGood: something is wrong.
        """
        for name in self._texts:
            texts = map(attrgetter(name), elements)
            if not all(map(_are_languages, {tuple(text) for text in texts if type(text) is dict})):
                raise NotGood
        for name, known in self._raw.items():
            held = list(map(attrgetter(name), elements))
            if held.count(None) < len(held):
                documents.update(*[one.documents for one in known.of([bytes(raw) for raw in held if raw is not None])])

    def links(self, elements: list[Any], kinds: dict[str, str], documents: set[str]) -> list[Links]:
        """Return the links of elements.

        Parameters:
            elements: the elements.
            kinds: the kind of each id of the plan.
            documents: takes the ids that citations name.

        Raises:
            NotGood: one points at nothing, or at the wrong kind, or has a fault of its own.
        """
        for cited in held_citations(self._cls, elements):
            documents.update(cited.targets)
        found = []
        for held in held_links(self._vocabulary.relations_from(self.kind), elements):
            assert held.relation is not None
            faults = reference_faults(held, kinds)
            if any(faults):
                raise NotGood
            if faults:  # outside of the plan, where no element has been checked to have an id
                for id in held.targets:
                    check_target(None, _NO_FIELD, id)
            found.append(links_of(held, partial(self._tell, self._links[held.relation.field], documents)))
        return found

    def _tell(self, known: _Known, documents: set[str], links: list[Any]) -> list[Any]:
        """Return what is kept of links beside their targets; those that say the same are read once."""
        targets = [link.to for link in links]
        for link in links:
            link.to = _ANY
        read = known.of(self._encoded(links))
        for link, to in zip(links, targets, strict=True):
            link.to = to
        if known.cite:
            documents.update(*[one.documents for one in read])
        return [one.value for one in read]

    def _encoded(self, structs: list[Any]) -> list[bytes]:
        lines = self._encoder.encode_lines(structs).split(b"\n")[:-1]
        # what was left as it stands in the file may hold line breaks
        return lines if len(lines) == len(structs) else [self._encoder.encode(one) for one in structs]


class IndicatorChecks(KindChecks):
    """Checks indicators, and puts their numbers where they stood as text; equal ones are read once.

    Baselines and observations, and targets of indicators without a metric, may be the same objects in many indicators.
    """

    def __init__(self, cls: Any, struct: Any, structs: StructMaker, vocabulary: Vocabulary, tell: Tell) -> None:
        super().__init__(cls, struct, structs, vocabulary, tell)
        for name in _NUMBERS:
            del self._raw[name]
        others: list[tuple[str, Any]] = [(name, Any) for name in (*_NUMBERS, *_CONTEXT)]
        self._struct = structs.define("Numbers", [("unit", str), *others], {}, frozenset())
        self._known = _Known(partial(_numbers, vocabulary, cls))

    def check(self, elements: list[Any], documents: set[str]) -> None:
        """Check all but ids and references, and read the numbers."""
        super().check(elements, documents)
        make = self._struct
        held = [
            make(
                unit=one.unit,
                baseline=one.baseline,
                targets=one.targets,
                observations=one.observations,
                **(_context(one) if one.targets is not None and _PUBLISHED in bytes(one.targets) else {}),
            )
            for one in elements
        ]
        met = set()
        texts = self._encoded(held)
        for one, text, (value, cited) in zip(elements, texts, self._known.of(texts), strict=True):
            one.baseline, one.targets, one.observations = value
            if cited:
                documents |= cited
            if one.metric is not None and text in met:  # which of its plan's targets is compared goes by identity
                one.targets = tuple(map(copy, one.targets))
            met.add(text)


_NUMBERS = ("baseline", "targets", "observations")
_CONTEXT = ("name", "better", "metric")
"""What the text of a target is read with, beside the unit; most indicators have none, and share their numbers."""
_PUBLISHED = b"as_published"


def _context(indicator: Any) -> dict[str, Any]:
    return {name: getattr(indicator, name) for name in _CONTEXT}


@lru_cache(maxsize=256)
def _are_languages(tags: tuple[str, ...]) -> bool:
    return all(map(is_language, tags))


def _field(vocabulary: Vocabulary, cls: Any, name: str, value: Any) -> None:
    object_reader(vocabulary, False).read(cls, {"id": _ANY, "name": _ANY, name: value})


def _link(vocabulary: Vocabulary, cls: Any, tell: Tell, value: Any) -> Any:
    return tell(object_reader(vocabulary, False).read(cls, value))


def _numbers(vocabulary: Vocabulary, cls: Any, value: Any) -> tuple[Any, Any, Any]:
    read = object_reader(vocabulary, False).read(cls, {"id": _ANY, "name": _ANY, **value})
    return read.baseline, read.targets, read.observations
