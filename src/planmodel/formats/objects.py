"""The reader of good files: what msgspec decodes into structs becomes the model's objects, a whole column at a time.

msgspec checks keys, texts, lists and choices while it decodes; what it cannot check (amounts, periods, the model's own
validators) is read field by field, for all elements of a kind together. Whatever is not plainly good ends in an
exception, and :mod:`~planmodel.formats.structure` then reads the file again and finds every fault with its place.

The model's classes are frozen, and setting a field of one costs more than all the rest of reading. So msgspec fills the
unfrozen twin of a class (same bases, same slots), and the instance then turns into the real class.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import lru_cache
from itertools import chain, compress, islice, repeat
from operator import attrgetter
from types import GenericAlias
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs
import msgspec

from planmodel.errors import ModelError
from planmodel.formats.object_fields import (
    Column,
    FieldCheck,
    FieldColumn,
    NotPlain,
    default_of,
    is_implied,
    keys_of,
    set_all,
    twin_of,
)
from planmodel.formats.scalars import (
    is_language,
    is_text,
    optional_of,
    read_amount,
    read_period,
    scalar_reader,
)
from planmodel.limits import in_force
from planmodel.model.field_types import field_types
from planmodel.model.kinds import Indicator, complete_units, settle_subjects
from planmodel.model.numbers import Estimate
from planmodel.model.period import Period
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.targets import COMMITMENTS, WAITING, Target
from planmodel.model.vocabulary import Vocabulary
from planmodel.phrases.target_texts import Told, read_later
from planmodel.text import MultilingualText
from planmodel.units import Amount, OwnUnits

__all__ = ["ObjectReader", "Tally", "object_reader", "own_units", "tally", "text_types"]


class Tally:
    """What is gathered on the way through a file: the ids of the documents cited, and the units of its own."""

    __slots__ = ("documents", "units")

    def __init__(self) -> None:
        self.documents: set[str] = set()
        self.units: OwnUnits | None = None


tally: ContextVar[Tally] = ContextVar("tally")
"""The tally of the file being read."""


def own_units() -> OwnUnits | None:
    """Return the units that the header of the file being read defines, if it defines any."""
    held = tally.get(None)
    return held.units if held is not None else None


def object_reader(vocabulary: Vocabulary, lexical: bool) -> ObjectReader:
    """Return the reader for a vocabulary and a kind of source, and texts as long as the limits in force allow.

    Parameters:
        vocabulary: the kinds that may occur.
        lexical: whether scalars arrive as text (YAML, CSV) or with JSON's types.
    """
    return _object_reader(vocabulary, lexical, in_force().text)


@lru_cache(maxsize=32)
def _object_reader(vocabulary: Vocabulary, lexical: bool, longest: int) -> ObjectReader:
    return ObjectReader(vocabulary, lexical, longest)


def text_types(longest: int) -> tuple[Any, Any]:
    """Return what msgspec decodes a text into that is not empty and no longer, and what one in several languages."""
    text: Any = Annotated[str, msgspec.Meta(min_length=1, max_length=longest)]
    several: Any = Annotated[GenericAlias(dict, (str, text)), msgspec.Meta(min_length=1)]
    return text, Union[text, several]  # noqa: UP007 - made at run time


class ObjectReader:
    """Reads structs, and the mappings that they are made of, as objects of the model.

    Parameters: as for :func:`object_reader`, and how many characters a text may have.
    """

    def __init__(self, vocabulary: Vocabulary, lexical: bool, longest: int) -> None:
        self.text, self._texts = text_types(longest)
        self._vocabulary = vocabulary
        self._lexical = lexical
        self._classes: dict[Any, ClassReader] = {}
        self._building = threading.RLock()
        self._commitments: Any = None

    def of(self, cls: Any) -> ClassReader:
        """Return the reader of an attrs class."""
        with self._building:
            if cls not in self._classes:
                self._classes[cls] = ClassReader(cls, self)
            return self._classes[cls]

    def read(self, cls: Any, value: Any) -> Any:
        """Return the object that one mapping (or its short form) is.

        Raises:
            Exception: it is not plainly good.
        """
        reader = self.of(cls)
        return reader.read([msgspec.convert(value, reader.accepted)])[0]

    def column(self, annotation: Any) -> tuple[Any, Column | None]:
        """Return the type that msgspec decodes a field into, and what makes the model's values of it (or nothing)."""
        inner = optional_of(annotation)
        if inner is not None:
            wanted, column = self.column(inner)
            return Union[wanted, None], column  # noqa: UP007 - made at run time
        if get_origin(annotation) is tuple:
            wanted, column = self.column(get_args(annotation)[0])
            return Union[GenericAlias(list, wanted), None], _several(column)  # noqa: UP007
        if is_text(annotation):
            return self._texts, _texts
        if annotation is str:
            return self.text, None
        if get_origin(annotation) is Literal:
            return annotation, None
        if annotation is Amount:
            return Any, _each(read_amount)
        if annotation is Period:
            return Any, _each(read_period)
        scalar = scalar_reader(annotation, self._lexical)
        if scalar is not None:
            return Any, _each(scalar)
        if set(get_args(annotation)) == set(COMMITMENTS):
            return self._commitment()
        if annotation is Estimate:
            return Any, _each(self._estimate)
        if isinstance(annotation, type) and attrs.has(annotation):
            return self.elements(annotation)
        return Any, self._careful(annotation)

    def elements(self, cls: Any) -> tuple[Any, Column]:
        """Return the type that msgspec decodes an object of a class into, and what makes objects of several."""
        try:
            reader = self.of(cls)
        except NotPlain:
            return Any, self._careful(cls)
        return reader.accepted, reader.read

    def _careful(self, annotation: Any) -> Column:
        from planmodel.formats.structure import careful_reader  # of a type that only a kind of one's own has

        return _each(careful_reader(self._vocabulary, self._lexical, annotation))

    def _estimate(self, value: Any) -> Estimate:
        return self.read(Estimate, value) if type(value) is dict else Estimate(likely=read_amount(value))

    def _commitment(self) -> tuple[Any, Column]:
        """Return the column of commitments, which name their class by ``kind``; some have commitments as parts."""
        if self._commitments is None:
            self._commitments = Any  # inside of a commitment
            structs = tuple(self.of(cls).struct for cls in COMMITMENTS)
            made: Any = Union[structs]  # noqa: UP007 - made at run time
            self._commitments = made
            self._by_struct = {self.of(cls).struct: self.of(cls) for cls in COMMITMENTS}
            return made, self._read_commitments
        if self._commitments is Any:
            return Any, self._read_parts
        return self._commitments, self._read_commitments

    def _read_parts(self, values: list[Any]) -> Sequence[Any]:
        return self._read_commitments(msgspec.convert(values, GenericAlias(list, self._commitments)))

    def _read_commitments(self, values: list[Any]) -> Sequence[Any]:
        done: list[Any] = [None] * len(values)
        for struct in {type(value) for value in values}:
            places = [place for place, value in enumerate(values) if type(value) is struct]
            for place, made in zip(places, self._by_struct[struct].read([values[p] for p in places]), strict=True):
                done[place] = made
        return done


class ClassReader:
    """Reads structs as objects of one attrs class.

    Parameters:
        cls: the class.
        readers: the readers of other types.
    """

    def __init__(self, cls: Any, readers: ObjectReader) -> None:
        self._cls = cls
        self._twin = twin_of(cls)
        if issubclass(cls, Indicator) and self._twin is None:
            raise NotPlain(cls.__name__)
        types = field_types(cls)
        fields: list[Any] = []
        self._columns: list[FieldColumn] = []
        self._checks: list[FieldCheck] = []
        for field in attrs.fields(cls):
            if not field.init or field.alias != field.name or isinstance(field.converter, attrs.Converter):
                raise NotPlain(cls.__name__)
            wanted, read = readers.column(types[field.name])
            default = default_of(field)
            fields.append((field.name, wanted, *(() if default is msgspec.UNSET else (default,))))
            column = FieldColumn(field, default, read, converts=self._twin is not None)
            if column.is_needed:
                self._columns.append(column)
            if field.validator is not None and not is_implied(
                field, optional_of(types[field.name]) or types[field.name]
            ):
                self._checks.append(FieldCheck(field, default))
        keys = {name: key for name, key in keys_of(cls).items() if name != key}
        tag: dict[str, Any] = {"tag_field": "kind", "tag": cls.kind} if cls in COMMITMENTS else {}
        self.struct: Any = msgspec.defstruct(
            cls.__name__,
            fields,
            kw_only=True,
            gc=False,
            forbid_unknown_fields=True,
            omit_defaults=True,
            rename=keys or None,
            **tag,
        )
        self._short = "to" if issubclass(cls, Link) else "document" if cls is Citation else None
        self.accepted: Any = Union[readers.text, self.struct] if self._short else self.struct  # noqa: UP007 - made at run time
        """What stands for one in a file: a mapping, or its short form."""

    def read(self, values: Sequence[Any]) -> list[Any]:
        """Return the objects that structs (or texts, of links and citations) stand for.

        Links and citations that are texts alone are the same object where they say the same.
        """
        if self._short is None:
            return self._objects(list(values))
        if self._cls is Citation:
            tally.get().documents.update(value if type(value) is str else value.document for value in values)
        is_long = list(map(isinstance, values, repeat(self.struct)))
        structs = list(compress(values, is_long))
        if len(structs) == len(values):
            return self._objects(structs)
        texts = list({*values} if not structs else {value for value in values if type(value) is str})
        made = self._objects([*(self.struct(**{self._short: text}) for text in texts), *structs])
        of_text = dict(zip(texts, made, strict=False))
        if not structs:
            return list(map(of_text.__getitem__, values))
        rest = iter(made[len(texts) :])
        return [next(rest) if long else of_text[value] for value, long in zip(values, is_long, strict=True)]

    def _objects(self, structs: list[Any]) -> list[Any]:
        """Return the objects of structs, whose fields are read on the way."""
        for column in self._columns:
            column.read_all(structs)
        made: list[Any]
        if self._twin is None:
            names = [field.name for field in attrs.fields(self._cls)]
            return [self._cls(**{name: getattr(struct, name) for name in names}) for struct in structs]
        made = msgspec.convert(structs, GenericAlias(list, self._twin), from_attributes=True)
        cls = self._cls
        set_all(made, "__class__", repeat(cls))
        for check in self._checks:
            check.check_all(made)
        if issubclass(cls, Indicator):
            for one in made:
                _read_texts(one)
        if cls is Indicator:
            for one in made:
                if any(map(_SUBJECT, one.targets)):
                    settle_subjects(one)
                complete_units(one, fresh=True)
        elif hasattr(cls, "__attrs_post_init__") and cls is not Target:  # the indicator of its text is not there yet
            for one in made:
                one.__attrs_post_init__()
        return made


_SUBJECT = attrgetter("subject")


def _read_texts(indicator: Indicator) -> None:
    """Have the texts of targets that give no commitment read when they are asked for."""
    waiting = [one for one in indicator.targets if one.commitment is WAITING and one.as_published is not None]
    if waiting:
        told = Told.by(indicator)
        for target in waiting:
            read_later(target, told)


def _each(read: Callable[[Any], Any]) -> Column:
    return lambda values: list(map(read, values))


def _several(column: Column | None) -> Column:
    """Return the column of a field that holds several values of what ``column`` reads."""

    def read(values: list[Any]) -> Sequence[Any]:
        if column is None:
            return list(map(tuple, values))
        done = iter(column(list(chain.from_iterable(values))))
        return list(map(tuple, map(islice, repeat(done), map(len, values))))

    return read


def _texts(values: list[Any]) -> Sequence[Any]:
    """Read texts of one language or several, whose characters and lengths msgspec has checked."""
    if dict not in set(map(type, values)):
        return values
    if not all(map(_are_languages, {tuple(value) for value in values if type(value) is dict})):
        raise ModelError("a language that is none")
    return [value if type(value) is str else MultilingualText.of_checked(value) for value in values]


@lru_cache(maxsize=256)
def _are_languages(tags: tuple[str, ...]) -> bool:
    return all(map(is_language, tags))
