"""The fields of the model's classes, as the reader of good files fills them: what is left to do for each, and for all
objects of a class together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import compress, repeat
from operator import attrgetter, is_not
from typing import Any, Literal, TypeAlias, get_origin

import attrs
import msgspec

from planmodel.formats.scalars import optional_of
from planmodel.model import header, numbers, relations, sources, targets
from planmodel.model.period import as_period
from planmodel.model.relations import Link
from planmodel.text import as_text

__all__ = [
    "DONE_BY_READERS",
    "Column",
    "FieldCheck",
    "FieldColumn",
    "NotPlain",
    "default_of",
    "is_implied",
    "keys_of",
    "set_all",
    "twin_of",
]

Column: TypeAlias = "Callable[[list[Any]], Sequence[Any]]"
"""Turns what a field holds in many elements into the values of the model."""
DONE_BY_READERS = frozenset(
    {
        as_text,
        as_period,
        sources.as_names,
        sources.as_citations,
        relations.as_link,
        relations.as_links,
        relations.as_contributions,
        relations.as_dependencies,
        relations.as_responsibilities,
        relations.as_uses,
        targets.as_amount,
        targets.as_optional_amount,
        targets.as_targets,
        targets.optional_text,
        numbers.as_a_period,
        numbers.as_baseline,
        numbers.as_cost,
        numbers.as_observations,
        header.as_declared,
        header.as_jurisdiction,
        header.as_units,
    }
)
"""Converters that leave what a field's reader returns as it is."""


class NotPlain(Exception):
    """A class does something that needs its own ``__init__``."""


def keys_of(cls: type) -> dict[str, str]:
    """Return the key in a file of each field of ``cls``, by field name."""
    keys = {field.name: field.name for field in attrs.fields(cls)}
    if issubclass(cls, Link):
        keys["to"] = cls.target_key
    return keys


class FieldColumn:
    """A field of many structs, and what is done to turn it into the model's values.

    Parameters:
        field: the field.
        default: what it holds where the file does not give it.
        read: reads what the file gives; ``None`` where msgspec has done all.
        converts: whether the field's converter is to be run here, because no ``__init__`` will.
    """

    def __init__(self, field: attrs.Attribute[Any], default: Any, read: Column | None, *, converts: bool) -> None:
        self._name, self._default, self._read = field.name, default, read
        self._get = attrgetter(field.name)
        converter: Any = field.converter
        self._convert = converter if converts and converter not in DONE_BY_READERS else None
        made: Any = field.default
        self._make: Callable[[], Any] | None = made.factory if _is_factory(made) else None

    @property
    def is_needed(self) -> bool:
        """Whether anything is to be done."""
        return self._read is not None or self._convert is not None or self._make is not None

    def read_all(self, structs: list[Any]) -> None:
        """Put the model's values where the file's stood.

        Raises:
            ValueError: one that must be given is ``null``.
        """
        values = list(map(self._get, structs))
        name, default = self._name, self._default
        if default is msgspec.UNSET and None in values:
            raise ValueError(name)  # whatever it says, the careful reader says it better
        absent = values.count(default)
        given = structs
        if default is not None and None in values:
            set_all([struct for struct in structs if self._get(struct) is None], name, repeat(default))
            values = list(map(self._get, structs))
            absent = values.count(default)
        if absent:
            is_given = list(map(is_not, values, repeat(default)))
            given, values = list(compress(structs, is_given)), list(compress(values, is_given))
        if values:
            read = values if self._read is None else self._read(values)
            if self._convert is not None:
                read = list(map(self._convert, read))
            if read is not values:
                set_all(given, name, read)
        if self._make is not None and absent:
            for struct in structs:
                if self._get(struct) is None:
                    setattr(struct, name, self._make())


def set_all(objects: list[Any], name: str, values: Iterable[Any]) -> None:
    """Set an attribute of each object; a loop in C takes half the time of one in Python."""
    deque(map(setattr, objects, repeat(name), values), maxlen=0)


class FieldCheck:
    """The validator of a field, run on what the file gives."""

    def __init__(self, field: attrs.Attribute[Any], default: Any) -> None:
        self._field, self._default = field, default
        self._get = attrgetter(field.name)

    def check_all(self, objects: list[Any]) -> None:
        """Check the field of all objects.

        Raises:
            Exception: the validator refuses one.
        """
        values = list(map(self._get, objects))
        if values.count(self._default) == len(values):
            return
        field, default, validate = self._field, self._default, self._field.validator
        assert validate is not None
        if validate is sources.check_id and all(map(sources.is_id, values)):
            return
        if validate is relations.check_target and relations.can_be_targets(values):
            return
        if getattr(validate, "__module__", "").startswith("planmodel.model.") and type(values[0]) in (str, int):
            for value in {*values}:  # our own look at nothing but the value
                if value is not default:
                    validate(objects[0], field, value)
            return
        for one, value in zip(objects, values, strict=True):
            if value is not default:
                validate(one, field, value)


def default_of(field: attrs.Attribute[Any]) -> Any:
    """Return what a struct holds where the file does not give a field; ``UNSET`` for one that must be given."""
    if field.default is attrs.NOTHING:
        return msgspec.UNSET
    default: Any = field.default
    if _is_factory(default):
        if default.takes_self:
            raise NotPlain(field.name)
        return None
    return default


def _is_factory(default: Any) -> bool:
    return isinstance(default, attrs.Factory)  # type: ignore[arg-type]


def is_implied(field: attrs.Attribute[Any], annotation: Any) -> bool:
    """Return whether msgspec has checked what a field's validator would."""
    inner = optional_of(annotation) or annotation
    return field.validator is sources.check_optional_text or get_origin(inner) is Literal


def twin_of(cls: Any) -> type | None:
    """Return an unfrozen class that msgspec fills and whose instances can turn into ``cls``; ``None`` without one.

    CPython refuses for a class that adds slots and a weak reference slot: hence the model's ``weakref_slot=False``.
    """
    slots = cls.__dict__.get("__slots__")
    # Our own bases work on the __init__ and the docstring of a subclass, which a twin has not; what those of others do
    # when a class is made is theirs to know.
    told = [base for base in cls.__mro__[:-1] if "__init_subclass__" in base.__dict__]
    if slots is None or not all(base.__module__.startswith("planmodel.") for base in told):
        return None
    names = [field.name for field in attrs.fields(cls)]
    filled = {
        # both, or CPython keeps calling the frozen base's methods by name
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
        "__annotations__": dict.fromkeys(names, Any),
        # checks and converters are run for many at once, and what a struct holds is never left to a default
        "__attrs_attrs__": tuple(one.evolve(validator=None, default=attrs.NOTHING) for one in attrs.fields(cls)),
        # msgspec calls it before the class is the real one
        "__attrs_post_init__": _nothing,
    }
    twin = type(f"_{cls.__name__}", cls.__bases__, {"__slots__": tuple(slots), **filled})
    try:
        object.__new__(twin).__class__ = cls
    except TypeError:
        return None
    return twin


def _nothing(self: object) -> None:
    """Do nothing."""
