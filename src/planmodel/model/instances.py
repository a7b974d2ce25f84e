"""Records inside elements, given as they are or as mappings; and where in an element a value is wrong."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs

from planmodel.descriptions import described
from planmodel.errors import ModelError, PlanModelError
from planmodel.text import pictured, suggestion
from planmodel.words import say, term

__all__ = ["as_instance", "as_instances", "tell_field", "tell_where"]

_T = TypeVar("_T")


def as_instance(
    cls: type[_T], value: object, *, renamed: Mapping[str, str] | None = None, hint: str | None = None
) -> _T:
    """Return an instance of an attrs class: the value itself, or one made of a mapping of its fields.

    Parameters:
        cls: the class.
        value: what was given.
        renamed: what a mapping calls a field that has another name in the class.
        hint: what to write, where the value is neither.

    Raises:
        ModelError: it is neither, or the mapping has a key that is no field, or lacks one that is needed.

    Example:
        >>> from planmodel.model.numbers import Baseline
        >>> as_instance(Baseline, {"year": 2020, "value": "31 %"}).value
        Amount("31 %")
    """
    if isinstance(value, cls):
        return value
    if not isinstance(value, Mapping):
        hint = hint or say("instance.hint", name=cls.__name__)
        raise ModelError(say("instance.expected", name=cls.__name__, value=f"{value!r:.60}"), hint=hint)
    names = {one: (renamed or {}).get(one, one) for one in value}
    fields = {field.alias: field for field in attrs.fields(cls) if field.init}  # type: ignore[arg-type]
    for given, name in names.items():
        if name not in fields:
            near = suggestion(str(given), fields) or say("instance.fields", fields=tuple(map(str, fields)))
            raise ModelError(say("instance.no_field", name=cls.__name__, given=f"{given!r:.60}"), hint=near)
    for name, field in fields.items():
        if field.default is attrs.NOTHING and name not in names.values():
            key = next((key for key, field_name in (renamed or {}).items() if field_name == name), name)
            raise ModelError(
                say("instance.needs", name=cls.__name__, key=f"{key!r}"),
                hint=say("instance.found", value=f"{value!r:.100}"),
            )
    return cls(**{str(names[one]): value[one] for one in value})


def as_instances(
    cls: type[_T], value: object, *, renamed: Mapping[str, str] | None = None, hint: str | None = None
) -> tuple[_T, ...]:
    """Return several instances as a tuple; one alone, or one mapping, is a tuple of one.

    Raises:
        ModelError: as for :func:`as_instance`.
    """
    if isinstance(value, cls | Mapping):
        value = (value,)
    elif isinstance(value, str) or not isinstance(value, Iterable):
        return (as_instance(cls, value, hint=hint),)
    return tuple([as_instance(cls, one, renamed=renamed, hint=hint) for one in value])


def tell_where(cls: type[_T]) -> type[_T]:
    """Let errors of a class's ``__init__`` say of which element and of which field they speak.

    Readers of files make elements without ``__init__`` and tell places of their own.
    """
    plain = cls.__dict__["__init__"]

    @functools.wraps(plain)
    def init(self: Any, *args: Any, **values: Any) -> None:
        try:
            plain(self, *args, **values)
        except PlanModelError as error:
            if error.where is None:
                error.where = _where(cls, values, _field_at_fault(cls, values, error))
            raise
        except (ArithmeticError, AttributeError, TypeError, ValueError) as error:
            field = _field_at_fault(cls, values, error)
            if field is None:  # no field, such as one that is missing or nobody has: that is Python's own to say
                raise
            # What the validator of somebody's own kind says is said for people; what Python says of ours is not.
            own = isinstance(error, ValueError) and not cls.__module__.startswith("planmodel.")
            message = (str(error) if own else "") or say("cannot_be", value=f"{values[field]!r:.60}")
            refusal = ModelError(message, hint=_wanted(cls, field), field=(field,))
            refusal.where = _where(cls, values, field)
            raise refusal from None

    cls.__init__ = init  # type: ignore[method-assign]
    return cls


def tell_field(cls: type[_T]) -> type[_T]:
    """Let a record refuse what a field cannot take at all in the words of the model, with its class and the field."""
    plain = cls.__dict__["__init__"]
    names = [field.alias for field in attrs.fields(cls) if field.init and not field.kw_only]  # type: ignore[arg-type]

    @functools.wraps(plain)
    def init(self: Any, *args: Any, **values: Any) -> None:
        try:
            plain(self, *args, **values)
        except (ArithmeticError, AttributeError, TypeError, ValueError) as error:
            if isinstance(error, PlanModelError):
                raise
            given = {**values, **dict(zip(names, args, strict=False))}
            field = _field_at_fault(cls, given, error)
            if field is None:  # such as one that is missing or nobody has: that is Python's own to say
                raise
            message = say("instance.cannot_be", field=field, name=cls.__name__, value=pictured(given[field]))
            raise ModelError(message, hint=_wanted(cls, field), field=(field,)) from None

    cls.__init__ = init  # type: ignore[method-assign]
    return cls


def _where(cls: type, values: Mapping[str, Any], field: str | None) -> str:
    kind = term("kind", getattr(cls, "kind", cls.__name__.lower()))
    id = f"{values.get('id')!r:.60}"
    return say("error.of_field", kind=kind, id=id, field=field) if field else say("error.of", kind=kind, id=id)


def _wanted(cls: type, field: str) -> str | None:
    """Return what a field takes, in the words of its docstring."""
    text = described(cls).get(field)
    return None if text is None else say("instance.it_is", text=f"{text[0].lower()}{text[1:]}")


def _field_at_fault(cls: type, values: Mapping[str, Any], error: Exception) -> str | None:
    """Return the field whose value makes the error: one that is refused alone as well, else the one it names."""
    fields = attrs.fields(cls)
    for field in fields:
        if field.alias in values:
            try:
                value = values[field.alias]
                value = field.converter(value) if callable(field.converter) else value
                if callable(field.validator):
                    field.validator(None, field, value)
            except Exception as found:  # whatever the converter makes of it
                if isinstance(found, type(error)):
                    return str(field.name)
    named = getattr(error, "field", ())
    return str(named[0]) if named and hasattr(fields, named[0]) else None
