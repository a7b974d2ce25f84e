"""From a plan to plain data in the short forms of a plan file: what JSON, YAML and tables write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, TypeAlias, get_origin

import attrs

from planmodel.formats.object_fields import keys_of
from planmodel.formats.objects import published
from planmodel.formats.scalars import optional_of
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.kinds import Indicator
from planmodel.model.numbers import Estimate
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.model.targets import COMMITMENTS, Level, Target, Unread
from planmodel.model.vocabulary import field_types
from planmodel.text import MultilingualText
from planmodel.units import Amount

__all__ = ["FORMAT_VERSION", "element_tree", "header_tree", "plan_tree", "written"]

FORMAT_VERSION = 1

Tree: TypeAlias = dict[str, Any]
_Writer = Callable[[Any, "Indicator | None"], Any]
"""Writes a value; of an indicator, whose unit its numbers need not state and whose texts are read with it."""


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
    tree: Tree = _header_writer()(plan, None)
    return tree


def element_tree(element: Element) -> Tree:
    """Return one element as plain data."""
    tree: Tree = _writers()[type(element)](element, element if isinstance(element, Indicator) else None)
    return tree


class _Writers(dict[type, _Writer]):
    """The writer of each class, made when it is first met."""

    def __missing__(self, cls: Any) -> _Writer:
        made = self[cls] = self._make(cls)
        return made

    def _make(self, cls: Any) -> _Writer:
        if not attrs.has(cls):
            return _as_it_is
        fields = self.fields_writer(cls)
        if issubclass(cls, Target):
            return _target_writer(fields, self)
        if issubclass(cls, COMMITMENTS):
            bare = cls is Level  # only a level takes its indicator's unit when it is read
            return lambda value, of: {"kind": value.kind, **fields(value, of if bare else None)}
        return _estimate_writer(fields) if issubclass(cls, Estimate) else fields

    def fields_writer(self, cls: Any) -> _Writer:
        """Return a function, generated from a class's fields, that leaves out what has its default.

        Looping over the fields of each object would take twice as long.
        """
        types, keys = field_types(cls), keys_of(cls)
        names: dict[str, Any] = {"_writers": self}
        lines, beside = [], []
        for number, field in enumerate(attrs.fields(cls)):
            absent = _default(field)
            names[f"_d{number}"] = absent
            if absent is attrs.NOTHING:
                given = "True"
            else:
                given = "_x" if absent == () else f"_x is not {absent}" if absent is None else f"_x != _d{number}"
            value = _expression(types[field.name])
            lines += [f"  _x = _o.{field.name}", f"  if {given}: _t[{keys[field.name]!r}] = {value}"]
            if field.name != "to":
                beside.append(given.replace("_x", f"_o.{field.name}", 1))
        if issubclass(cls, Link):  # an id alone where the link says nothing else
            lines.insert(0, f"  if not ({' or '.join(beside)}): return _o.to")
        exec("\n".join(["def write(_o, _of):", "  _t = {}", *lines, "  return _t"]), names)
        return names["write"]  # type: ignore[no-any-return]


def _default(field: attrs.Attribute[Any]) -> object:
    default: Any = field.default
    return default.factory() if isinstance(default, attrs.Factory) else default  # type: ignore[arg-type]


def _expression(annotation: Any) -> str:
    """Return the expression that writes ``_x``, which is of this type."""
    inner = optional_of(annotation) or annotation
    if inner is str:
        return "_x if type(_x) is str else str(_x)"  # a unit of the plan's own is a text that knows more
    if inner in (int, float, bool) or get_origin(inner) is Literal:
        return "_x"
    if get_origin(inner) is tuple:
        return "[_writers[type(_y)](_y, _of) for _y in _x]"
    return "_x if type(_x) is str else _writers[type(_x)](_x, _of)"


@lru_cache(maxsize=1)
def _writers() -> _Writers:
    return _Writers({Amount: _amount, MultilingualText: _multilingual, Period: _period, str: _as_it_is})


@lru_cache(maxsize=1)
def _header_writer() -> _Writer:
    return _writers().fields_writer(Header)


def written(value: Any, of: Indicator | None) -> Any:
    """Return one value as plain data; a number in the unit of the indicator that it is of is written bare."""
    return _writers()[type(value)](value, of)


def _as_it_is(value: Any, of: Indicator | None) -> Any:
    return value


def _target_writer(fields: _Writer, writers: _Writers) -> _Writer:
    def write(value: Target, of: Indicator | None) -> Tree:
        tree: Tree = fields(value, of)
        if value.as_published is not None:
            told = _told_by_text(value, of) if of is not None else ()
            for key in told:
                tree.pop(key, None)
            if not told:
                tree.setdefault("commitment", writers[type(value.commitment)](value.commitment, of))
        return tree

    return write


def _told_by_text(target: Target, indicator: Indicator) -> tuple[str, ...]:
    """Return the keys that a reader fills from the target's text as they are; none where it would read it otherwise."""
    given = [name for name in ("stretch", "scope") if getattr(target, name) is not None]
    for some in (given, given[:1], given[1:], []):
        absent: dict[str, Any] = dict.fromkeys(some)
        bare = attrs.evolve(target, commitment=Unread(), **absent)
        if published(bare, indicator) == target:
            return "commitment", *some
    return ()


def _estimate_writer(fields: _Writer) -> _Writer:
    def write(value: Estimate, of: Indicator | None) -> Any:
        tree = fields(value, None)
        return tree["likely"] if len(tree) == 1 else tree

    return write


def _amount(value: Amount, of: Indicator | None) -> Any:
    return number(value.magnitude) if not value.unit or (of is not None and value.unit == of.unit) else str(value)


def number(value: Decimal) -> int | float | str:
    """Return a decimal as the JSON number that reads back digit for digit, or else as text."""
    text = str(value)
    if value == value.to_integral_value() and "." not in text and "E" not in text:
        return int(value)
    return float(value) if repr(float(value)) == text else text


def _multilingual(value: Mapping[str, str], of: Indicator | None) -> Tree:
    return dict(value)


def _period(value: Period, of: Indicator | None) -> str | int:
    return int(value.text) if len(value.text) == 4 and value.text >= "1000" else value.text
