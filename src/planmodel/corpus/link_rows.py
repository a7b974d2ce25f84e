"""The links of an element as rows: one function a kind, written from its declared relations.

Half of a plan's rows are links, and most of an element's relations hold none: a loop over what is declared would take
twice as long as the statements that it stands for.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import attrs

from planmodel.formats.scalars import optional_of
from planmodel.formats.unstructure import written
from planmodel.model.header import Header
from planmodel.model.relations import Link
from planmodel.model.vocabulary import Relation, Vocabulary, field_types, relations_of
from planmodel.units import Amount

__all__ = ["link_adder"]

_Row = tuple[Any, ...]
_MOST_KNOWN = 10_000


@lru_cache(maxsize=64)
def link_adder(vocabulary: Vocabulary, kind: str) -> Callable[[object, str, list[_Row]], None]:
    """Return a function that adds the links of a holder of ``kind``, under its id, to the rows of ``relations``.

    Parameters:
        vocabulary: the kinds and their relations.
        kind: the kind of the holder; ``plan`` for the header.
    """
    names: dict[str, Any] = {"_attributes": _ATTRIBUTES}
    lines = ["def add(_holder, _id, _rows):"]
    kinds = tuple(cls.kind for cls in vocabulary.kinds)
    declared = relations_of(Header if kind == "plan" else vocabulary.by_kind[kind], kind, kinds)
    for number, one in enumerate(declared):
        names[f"_c{number}"] = one.link
        lines += _statements(number, one)
    exec("\n".join([*lines, "  return None"]), names)
    return names["add"]  # type: ignore[no-any-return]


def _statements(number: int, relation: Relation) -> list[str]:
    """Return the statements that add the links of one relation."""
    beside = [field for field in attrs.fields(relation.link) if field.name != "to"]
    said = "_attributes[type(_l)](_l)"
    if all(field.default is None or type(field.default) in (str, tuple) for field in beside):
        plain = "".join(f" and _l.{field.name} == {field.default!r}" for field in beside).replace("== None", "is None")
        said = f"None if type(_l) is _c{number}{plain} else {said}"
    if not relation.many:
        row = f"(_id, {relation.name!r}, _l.to, 0, {said})"
        return [f"  _l = _holder.{relation.field}", f"  if _l is not None: _rows.append({row})"]
    row = f"(_id, {relation.name!r}, _l.to, _p, {said})"
    several = f"_rows += [{row} for _p, _l in enumerate(_v)]"
    return [f"  _v = _holder.{relation.field}", f"  if _v: {several}"]


def _attributes(cls: type[Link]) -> Callable[[Link], str | None]:
    """Return what tells what a link of ``cls`` says beside its target, as JSON; many links say the same."""
    types = field_types(cls)
    known: dict[_Row, str | None] = {}
    # an amount is hashed by what it is worth, which takes long, and equals one that is written otherwise
    parts = [
        f"(str(_x.magnitude), _x.unit) if type(_x := _l.{field.name}) is _Amount else _x"
        if optional_of(types[field.name]) is Amount
        else f"_l.{field.name}"
        for field in attrs.fields(cls)
        if field.name != "to"
    ]
    names: dict[str, Any] = {"_Amount": Amount, "_get": known.get}
    exec(f"def find(_l):\n  _k = ({', '.join(parts)},)\n  return _k, _get(_k, _k)", names)
    find = names["find"]

    def say(link: Link) -> str | None:
        key, said = find(link)
        if said is not key:
            return said  # type: ignore[no-any-return]
        if len(known) > _MOST_KNOWN:
            known.clear()
        known[key] = _written(link)
        return known[key]

    return say


def _written(link: Link) -> str | None:
    tree = written(link, None)
    if type(tree) is str:
        return None
    said = {key: value for key, value in tree.items() if key != link.target_key}
    return json.dumps(said, ensure_ascii=False, default=str) if said else None


class _AttributesByClass(dict[type[Link], Callable[[Link], "str | None"]]):
    """The writers of attributes, each made when its class of links is first met."""

    def __missing__(self, cls: type[Link]) -> Callable[[Link], str | None]:
        return self.setdefault(cls, _attributes(cls))


_ATTRIBUTES = _AttributesByClass()
