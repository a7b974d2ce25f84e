"""Generated functions that build objects without running ``__init__``.

A frozen class sets each attribute through ``object.__setattr__``, which costs more than all the rest of reading. A
generated reader fills an unfrozen twin (same bases, same slots) by plain assignment and then turns it into the real
class. What ``__init__`` would have checked is checked: a field's validator and converter run on every value that the
file gives, except those whose work the field's reader has done already; what the file does not give is the default.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal, Protocol, get_args, get_origin

import attrs

from planmodel.formats.scalars import LONGEST_TEXT, Reader, is_text, optional_of, read_known_period
from planmodel.formats.structure import keys_of, tally
from planmodel.model import numbers, relations, sources, targets
from planmodel.model.period import Period, as_period
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.vocabulary import field_types
from planmodel.text import as_text

__all__ = ["DONE_BY_READERS", "Generator", "Refused", "twin_of"]

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
        numbers.as_observations,
        numbers.as_a_period,
    }
)
"""Converters that leave what a field's reader returns as it is."""


class Refused(Exception):
    """A value is not plainly good."""


class Readers(Protocol):
    """What a generator needs to know about the source, and the readers of other types."""

    lexical: bool
    clean: bool

    def of(self, annotation: Any) -> Reader:
        """Return the reader of a type."""
        ...


class Generator:
    """Writes the reader of one attrs class.

    Parameters:
        cls: the class.
        readers: the readers of other types.
    """

    def __init__(self, cls: Any, readers: Readers) -> None:
        self._cls = cls
        self._readers = readers
        self._types, self._keys = field_types(cls), keys_of(cls)
        self._twin = twin_of(cls)
        self._names: dict[str, Any] = {
            "_cls": cls,
            "_twin": self._twin,
            "_new": object.__new__,
            "_Refused": Refused,
            "_period": read_known_period,
            "_Decimal": Decimal,
            "_tally": tally.get,
        }

    def reader(self) -> Reader:
        """Return a function from a mapping to an instance."""
        cls = self._cls
        lines = ["def read(_d):", "  if type(_d) is not dict: raise _Refused", "  _n = 0"]
        if self._twin is not None:
            lines.append("  _o = _new(_twin)")
        for number, field in enumerate(attrs.fields(cls)):
            lines += self._field(number, field)
        lines.append("  if _n != len(_d): raise _Refused")  # a key that no field has
        lines.append("  _tally().keys += _n")
        if self._twin is None:
            given = ", ".join(f"{field.alias}=_v_{field.name}" for field in attrs.fields(cls))
            lines.append(f"  return _cls({given})")
        else:
            lines.append("  _o.__class__ = _cls")
            if hasattr(cls, "__attrs_post_init__") and "unit" not in self._keys:
                lines.append("  _o.__attrs_post_init__()")
            lines.append("  return _o")
        exec("\n".join(lines), self._names)
        return self._names["read"]  # type: ignore[no-any-return]

    def _field(self, number: int, field: attrs.Attribute[Any]) -> list[str]:
        annotation = self._types[field.name]
        inner = optional_of(annotation)
        where = f"_o.{field.name}" if self._twin is not None else f"_v_{field.name}"
        absent = default_of(field, number, self._names)
        key = self._keys[field.name]
        lines = [
            f"  if {key!r} not in _d: {'raise _Refused' if absent is None else f'{where} = {absent}'}",
            "  else:",
            "    _n += 1",
            f"    _x = _d[{key!r}]",
        ]
        short = not field.metadata.get("relation", {}).get("external", False)
        value = self._value(number, annotation if inner is None else inner, where, short)
        if inner is not None or get_origin(annotation) is tuple:
            value = [f"if _x is None: {where} = {absent}", "else:", *(f"  {line}" for line in value)]
        lines += [f"    {line}" for line in value]
        converter: Any = field.converter
        if converter is not None and converter not in DONE_BY_READERS:
            self._names[f"_c{number}"] = converter
            lines.append(f"    {where} = _c{number}({where})")
        if field.validator is sources.check_year:
            lines.append(f"    if type({where}) is not int or not 1 <= {where} <= 9999: raise _Refused")
        elif field.validator is relations.check_target:
            lines.append("    if not _x.isascii() or not _x.isprintable() or ' ' in _x: raise _Refused")
        elif field.validator is not None and not _implied(self._cls, field, inner or annotation):
            self._names[f"_w{number}"], self._names[f"_a{number}"] = field.validator, field
            lines.append(f"    _w{number}({'_o' if self._twin is not None else 'None'}, _a{number}, {where})")
        return lines

    def _value(self, number: int, annotation: Any, where: str, in_plan: bool) -> list[str]:
        """Return the statements that read ``_x`` into ``where``: the usual case in place, all others by a call.

        A link given as text alone is not checked where it must point into the plan: following it checks it.
        """
        read = f"_r{number}"
        self._names[read] = self._readers.of(_element_type(annotation))
        if (annotation is str or is_text(annotation)) and self._readers.clean:
            return [
                f"if type(_x) is str and 0 < len(_x) <= {LONGEST_TEXT}: {where} = _x",
                f"else: {where} = {read}(_x)",
            ]
        if annotation is float and not self._readers.lexical:
            return [
                "if type(_x) is not int and type(_x) is not _Decimal: raise _Refused",
                f"{where} = _x = float(_x)",
                "if _x - _x != 0: raise _Refused",  # too large for a float
            ]
        if get_origin(annotation) is Literal:
            self._names[f"_t{number}"] = {choice: choice for choice in get_args(annotation)}
            return [f"{where} = _t{number}[_x]"]
        if annotation is Period:
            return ["if type(_x) is not str and type(_x) is not int: raise _Refused", f"{where} = _period(_x)"]
        short = self._short_link(number, _element_type(annotation)) if in_plan else None
        if get_origin(annotation) is tuple:
            one = f"({short}(_y) if type(_y) is str and _y.isascii() else {read}(_y))" if short else f"{read}(_y)"
            return ["if type(_x) is not list: raise _Refused", f"{where} = tuple([{one} for _y in _x])"]
        if short:
            return [f"{where} = {short}(_x) if type(_x) is str and _x.isascii() else {read}(_x)"]
        return [f"{where} = {read}(_x)"]

    def _short_link(self, number: int, annotation: Any) -> str | None:
        """Return the name of a function that makes a link from an id, if ``annotation`` is a class of links."""
        if not (isinstance(annotation, type) and issubclass(annotation, Link)):
            return None
        make = link_maker(annotation)
        if make is None:
            return None
        self._names[f"_s{number}"] = make
        return f"_s{number}"


def _element_type(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is tuple else annotation


def _implied(cls: Any, field: attrs.Attribute[Any], annotation: Any) -> bool:
    """Return whether reading the field, or following references, has checked what its validator would."""
    if cls is Citation and field.name == "document":
        return True
    return field.validator is sources.check_optional_text or get_origin(annotation) is Literal


def default_of(field: attrs.Attribute[Any], number: int, names: dict[str, Any]) -> str | None:
    """Return the expression of a field's default, or ``None`` when it has none."""
    default: Any = field.default
    if default is attrs.NOTHING:
        return None
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        names[f"_f{number}"] = default.factory
        return f"_f{number}(_o)" if default.takes_self else f"_f{number}()"
    if default is None or default == ():
        return repr(default)
    names[f"_d{number}"] = default
    return f"_d{number}"


def twin_of(cls: Any) -> type | None:
    """Return an unfrozen class whose instances can turn into ``cls``, or ``None`` when there can be none.

    CPython refuses for a class that adds slots and a weak reference slot: hence the model's ``weakref_slot=False``.
    """
    slots = cls.__dict__.get("__slots__")
    if slots is None or any("__init_subclass__" in base.__dict__ for base in cls.__mro__[:-1]):
        return None
    # both, or CPython keeps calling the frozen base's methods by name
    plain = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    twin = type(f"_{cls.__name__}", cls.__bases__, {"__slots__": tuple(slots), **plain})
    try:
        object.__new__(twin).__class__ = cls
    except TypeError:
        return None
    return twin


def link_maker(cls: Any) -> Callable[[str], Any] | None:
    """Return a function that makes a link of this class from an id, unchecked, or ``None`` when there can be none."""
    twin = twin_of(cls)
    if twin is None or hasattr(cls, "__attrs_post_init__"):
        return None
    names: dict[str, Any] = {"_cls": cls, "_twin": twin, "_new": object.__new__}
    lines = ["def make(to):", "  _o = _new(_twin)"]
    for number, field in enumerate(attrs.fields(cls)):
        value = "to" if field.name == "to" else default_of(field, number, names)
        if value is None:
            return None
        lines.append(f"  _o.{field.name} = {value}")
    exec("\n".join([*lines, "  _o.__class__ = _cls", "  return _o"]), names)
    return names["make"]  # type: ignore[no-any-return]
