"""Readers for good files: quick, and raising on whatever is not plainly good.

The careful readers of :mod:`~planmodel.formats.structure` then find out what is wrong; tests hold the two against each
other.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, get_args, get_origin

from planmodel.formats.generated import Generator, Refused
from planmodel.formats.scalars import (
    LONGEST_TEXT,
    Reader,
    is_language,
    read_amount,
    read_multilingual,
    scalar_reader,
)
from planmodel.formats.structure import careful_reader, tally
from planmodel.model.kinds import Indicator
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.targets import COMMITMENTS, Level, Target
from planmodel.model.vocabulary import Vocabulary
from planmodel.phrases.reader import read_commitment
from planmodel.text import MultilingualText
from planmodel.units import Amount, is_known
from planmodel.units.numerals import to_decimal

__all__ = ["keys_in", "quick_reader"]

_FREQUENT = (Link, Citation, Baseline, Observation, Target)
"""Classes, beside elements and commitments, that are worth a generated reader."""
_COMMITMENTS: dict[Any, Any] = {cls.kind: cls for cls in COMMITMENTS}


@lru_cache(maxsize=64)
def quick_reader(vocabulary: Vocabulary, lexical: bool, clean: bool, cls: Any) -> Reader:
    """Return the quick reader of a class; it raises on whatever is not plainly good.

    Parameters:
        vocabulary: the kinds that may occur.
        lexical: whether scalars arrive as text (YAML, CSV) or with JSON's types.
        clean: whether the file as a whole is known to hold no text that could not be written again.
        cls: the class to read.
    """
    return _Readers(vocabulary, lexical, clean).of_class(cls)


class _Readers:
    def __init__(self, vocabulary: Vocabulary, lexical: bool, clean: bool) -> None:
        self.lexical = lexical
        self.clean = clean
        self._vocabulary = vocabulary
        self._made: dict[Any, Reader] = {}

    def of(self, annotation: Any) -> Reader:
        """Return the reader of a type."""
        found = _number if annotation is Amount else scalar_reader(annotation, self.lexical)
        if found is read_multilingual:
            return _clean_multilingual if self.clean else _counted(read_multilingual)
        if found is not None:
            return found
        if get_origin(annotation) is tuple:
            return _list(self.of(get_args(annotation)[0]))
        if isinstance(annotation, type) and issubclass(annotation, _FREQUENT):
            return self.of_class(annotation)
        if set(get_args(annotation)) == set(COMMITMENTS):
            return self._commitment
        return _counted(careful_reader(self._vocabulary, self.lexical, annotation))

    def _commitment(self, value: Any) -> Any:
        """Read a commitment, by its kind."""
        if type(value) is not dict:
            raise Refused
        tally.get().keys += 1
        return self.of_class(_COMMITMENTS[value["kind"]])({key: one for key, one in value.items() if key != "kind"})

    def of_class(self, cls: Any) -> Reader:
        """Return the reader of an attrs class."""
        if cls not in self._made:
            read = Generator(cls, self).reader()
            if issubclass(cls, Link):
                read = _long_link(cls, read)
            elif cls is Citation:
                read = _citation(read)
            elif issubclass(cls, Indicator):
                read = _indicator(read)
            self._made[cls] = read
        return self._made[cls]


def _number(value: Any) -> Amount:
    """Read an amount."""
    kind = type(value)
    if kind is int and -_ORDINARY < value < _ORDINARY:
        return Amount._of(Decimal(value), "")
    if kind is Decimal:
        digits = str(value)
        return Amount._of(value if len(digits) < 40 and "E" not in digits and value else to_decimal(value), "")
    return read_amount(value)


_ORDINARY = 10**15


def _clean_multilingual(value: Any) -> Any:
    """Read a mapping of languages of a file that holds no text that needs a look."""
    if type(value) is not dict or not _are_languages(tuple(value)):
        raise Refused
    for text in value.values():
        if type(text) is not str or not 0 < len(text) <= LONGEST_TEXT:
            raise Refused
    tally.get().keys += len(value)
    return MultilingualText.of_checked(value)


@lru_cache(maxsize=256)
def _are_languages(tags: tuple[str, ...]) -> bool:
    return bool(tags) and all(map(is_language, tags))


def _counted(read: Reader) -> Reader:
    """Return a careful reader that adds the keys of what it reads to the tally."""

    def read_and_count(value: Any) -> Any:
        tally.get().keys += keys_in(value)
        return read(value)

    return read_and_count


def keys_in(value: Any) -> int:
    """Return how many keys the mappings inside ``value`` have together."""
    if type(value) is dict:
        return len(value) + sum(map(keys_in, value.values()))
    return sum(map(keys_in, value)) if type(value) is list else 0


def _list(inner: Reader) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise Refused
        return tuple([inner(one) for one in value])

    return read


def _long_link(cls: type[Link], read_mapping: Reader) -> Reader:
    return lambda value: cls(value) if type(value) is str else read_mapping(value)


def _citation(read_mapping: Reader) -> Reader:
    def read(value: Any) -> Citation:
        found: Citation = Citation(document=value) if type(value) is str else read_mapping(value)
        tally.get().documents.add(found.document)
        return found

    return read


_known = lru_cache(maxsize=4096)(is_known)


def _indicator(read_mapping: Reader) -> Reader:
    """Read an indicator; its parts are still nobody else's, so they are completed in place."""
    put: Callable[[object, str, object], None] = object.__setattr__

    def complete(level: object, unit: Any) -> None:
        if type(level) is Level and not level.value.unit:
            put(level, "value", Amount._of(level.value.magnitude, unit))
            if level.high is not None and not level.high.unit:
                put(level, "high", Amount._of(level.high.magnitude, unit))

    def read(value: Any) -> Indicator:
        found: Indicator = read_mapping(value)
        unit = found.unit
        known = unit is not None and _known(unit)
        if found.targets:
            for target, raw in zip(found.targets, value["targets"], strict=False):
                if "commitment" not in raw and target.as_published is not None:
                    put(target, "commitment", read_commitment(target.as_published, unit=unit))
                elif known:
                    complete(target.commitment, unit)
                if known and target.stretch is not None:
                    complete(target.stretch, unit)
        if known and unit is not None:
            measured: Any = found.observations
            if found.baseline is not None:
                measured = (found.baseline, *measured)
            for part in measured:
                amount = part.value
                if amount is not None and not amount.unit:
                    put(part, "value", Amount._of(amount.magnitude, unit))
        if type(found) is not Indicator:
            found.__attrs_post_init__()
        return found

    return read
