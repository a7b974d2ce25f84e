"""From a plan to plain data in the short forms of a plan file: what JSON, YAML and tables write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

import attrs

from planmodel.formats.structure import keys_of
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.kinds import Indicator
from planmodel.model.numbers import Estimate
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.model.targets import COMMITMENTS, Level, Target
from planmodel.phrases.levels import read_commitment
from planmodel.text import MultilingualText
from planmodel.units import Amount

__all__ = ["FORMAT_VERSION", "element_tree", "header_tree", "plan_tree", "written"]

FORMAT_VERSION = 1

Tree: TypeAlias = dict[str, Any]
_Writer = Callable[[Any, "str | None"], Any]


def plan_tree(plan: Plan) -> Tree:
    """Return the whole plan as plain data, in the order of a file."""
    tree: Tree = {"planmodel": FORMAT_VERSION, **header_tree(plan)}
    lists: dict[type[Element], list[Tree]] = {}
    for element in plan.elements:
        lists.setdefault(type(element), []).append(element_tree(element))
    for cls in plan.vocabulary.kinds:
        if cls in lists:
            tree[cls.plural] = lists[cls]
    return tree


def header_tree(plan: Plan) -> Tree:
    """Return the header as plain data."""
    return _fields_of(plan, Header, None)


def element_tree(element: Element) -> Tree:
    """Return one element as plain data."""
    unit = element.unit if isinstance(element, Indicator) else None
    return _fields_of(element, type(element), unit)


class _Layout(NamedTuple):
    """The keys of a class's fields, the values that are left out, and what gets all values at once."""

    keys: tuple[str, ...]
    defaults: tuple[object, ...]
    values: Callable[[object], tuple[Any, ...]]


@lru_cache(maxsize=256)
def _layout(cls: Any) -> _Layout:
    fields, keys = attrs.fields(cls), keys_of(cls)
    getter = attrgetter(*(field.name for field in fields))
    values = getter if len(fields) > 1 else lambda value: (getter(value),)
    return _Layout(tuple(keys[field.name] for field in fields), tuple(map(_default, fields)), values)


def _default(field: attrs.Attribute[Any]) -> object:
    default: Any = field.default
    return default.factory() if isinstance(default, attrs.Factory) else default  # type: ignore[arg-type]


def _fields_of(value: Any, cls: type, unit: str | None) -> Tree:
    layout = _layout(cls)
    tree: Tree = {}
    for key, default, one in zip(layout.keys, layout.defaults, layout.values(value), strict=True):
        if one is default:
            continue
        kind = type(one)
        if kind is str:
            if one != default:
                tree[key] = one
        elif kind is tuple:
            if one:
                tree[key] = [written(part, unit) for part in one]
        elif default is None or one != default:
            tree[key] = written(one, unit)
    return tree


def written(value: Any, unit: str | None) -> Any:
    """Return one value as plain data; a number in ``unit`` is written bare."""
    writer = _WRITERS.get(type(value))
    if writer is None:
        cls: Any = type(value)
        writer = _writer_of(cls)
    return writer(value, unit)


@lru_cache(maxsize=256)
def _writer_of(cls: Any) -> _Writer:
    if issubclass(cls, Link):
        return _link
    if issubclass(cls, COMMITMENTS):
        bare = cls is Level  # only a level takes its indicator's unit when it is read
        return lambda value, unit: {"kind": value.kind, **_fields_of(value, cls, unit if bare else None)}
    if attrs.has(cls):
        return lambda value, unit: _fields_of(value, cls, unit)
    return lambda value, unit: value


def _link(value: Link, unit: str | None) -> Any:
    cls: Any = type(value)
    layout = _layout(cls)
    if layout.values(value)[1:] == layout.defaults[1:]:
        return value.to
    return _fields_of(value, cls, None)


def _target(value: Target, unit: str | None) -> Tree:
    tree = _fields_of(value, Target, unit)
    if value.as_published is not None:
        if value.commitment == read_commitment(value.as_published, unit=unit):
            tree.pop("commitment", None)
        else:
            tree.setdefault("commitment", written(value.commitment, unit))
    return tree


def _estimate(value: Estimate, unit: str | None) -> Any:
    tree = _fields_of(value, Estimate, None)
    return tree["likely"] if len(tree) == 1 else tree


def _amount(value: Amount, unit: str | None) -> Any:
    return number(value.magnitude) if not value.unit or value.unit == unit else str(value)


def number(value: Decimal) -> int | float | str:
    """Return a decimal as the JSON number that reads back digit for digit, or else as text."""
    text = str(value)
    if value == value.to_integral_value() and "." not in text and "E" not in text:
        return int(value)
    return float(value) if repr(float(value)) == text else text


def _multilingual(value: Mapping[str, str], unit: str | None) -> Tree:
    return dict(value)


def _period(value: Period, unit: str | None) -> str | int:
    return int(value.text) if len(value.text) == 4 and value.text >= "1000" else value.text


_WRITERS: Mapping[type, _Writer] = {
    Amount: _amount,
    MultilingualText: _multilingual,
    Period: _period,
    Estimate: _estimate,
    Target: _target,
    str: lambda value, unit: value,
}
