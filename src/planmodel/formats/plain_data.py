"""From a plan to plain data in the short forms of a plan file: what JSON, YAML and tables write.

Objects are written a class at a time and a field at a time: most fields of most elements hold their default, which one
look at the whole column tells.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, compress, groupby, islice, repeat
from operator import attrgetter, is_not, ne
from typing import Any, Literal, NamedTuple, TypeAlias, get_origin

import attrs

from planmodel.formats.object_fields import keys_of
from planmodel.formats.scalars import optional_of
from planmodel.model.element import Element
from planmodel.model.field_types import field_types
from planmodel.model.header import Header
from planmodel.model.kinds import Indicator
from planmodel.model.numbers import Estimate
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.model.targets import COMMITMENTS, Level, Target
from planmodel.phrases.target_texts import Promise, Told, is_to_be_read, promised
from planmodel.text import MultilingualText
from planmodel.units import Amount, OwnUnit

__all__ = ["FORMAT_VERSION", "as_data", "element_tree", "element_trees", "header_tree", "plan_tree"]

FORMAT_VERSION = 1
_PORTION = 1000
"""How many elements are written together."""

Tree: TypeAlias = dict[str, Any]
_Of: TypeAlias = "list[Indicator | None]"
"""The indicator of each value, whose unit its numbers need not state and whose texts are read with it."""
_Writer: TypeAlias = "Callable[[list[Any], _Of], list[Any]]"


def plan_tree(plan: Plan) -> Tree:
    """Return the whole plan as plain data, in the order of a file."""
    tree: Tree = {"planmodel": FORMAT_VERSION, **header_tree(plan)}
    lists: dict[type[Element], list[Tree]] = {}
    for cls, trees in element_trees(plan.elements):
        lists.setdefault(cls, []).extend(trees)
    for kind in plan.vocabulary.kinds:
        if kind in lists:
            tree[kind.plural] = lists[kind]
    return tree


def header_tree(plan: Plan) -> Tree:
    """Return the header as plain data."""
    tree: Tree = _fields_writer(Header)([plan], [None])[0]
    return tree


def element_trees(elements: Sequence[Element]) -> Iterator[tuple[type[Element], list[Tree]]]:
    """Yield elements as plain data in their order, those of one kind that follow each other some at a time."""
    for cls, alike in groupby(elements, type):
        while portion := list(islice(alike, _PORTION)):
            yield cls, _plain(portion, portion if issubclass(cls, Indicator) else [None] * len(portion))


def element_tree(element: Element) -> Tree:
    """Return one element as plain data."""
    [(_, [tree])] = element_trees([element])
    return tree


def as_data(value: Any, of: Indicator | None) -> Any:
    """Return one value as plain data; a number in the unit of the indicator that it is of is written bare."""
    return _plain([value], [of])[0]


def _plain(values: list[Any], of: Any) -> list[Any]:
    """Return values as plain data, those of one class together."""
    classes = {*map(type, values)}
    if len(classes) == 1:
        return _writer(classes.pop())(values, of)
    done: list[Any] = [None] * len(values)
    for cls in classes:
        places = [place for place, value in enumerate(values) if type(value) is cls]
        trees = _writer(cls)([values[place] for place in places], [of[place] for place in places])
        for place, tree in zip(places, trees, strict=True):
            done[place] = tree
    return done


@lru_cache(maxsize=512)
def _writer(cls: Any) -> _Writer:
    """Return what writes objects of a class."""
    if cls in _SCALARS:
        return _SCALARS[cls]
    if not attrs.has(cls):
        return _as_they_are
    fields = _fields_writer(cls)
    if issubclass(cls, Target):
        return _targets_writer(fields)
    if cls is Level:  # only a level takes its indicator's unit when it is read
        return fields
    if issubclass(cls, COMMITMENTS):
        return lambda values, _: fields(values, [None] * len(values))
    if issubclass(cls, Estimate):
        return lambda values, _: [_alone(tree, "likely") for tree in fields(values, [None] * len(values))]
    return _links_writer(cls, fields) if issubclass(cls, Link) else fields


class _Field(NamedTuple):
    """A field and how it is written."""

    name: str
    key: str
    absent: object
    sort: Literal["as it is", "several", "value"]


def _fields_writer(cls: Any) -> _Writer:
    """Return what writes the fields of objects that do not hold their default."""
    types, keys = field_types(cls), keys_of(cls)
    fields = [
        _Field(field.name, keys[field.name], _default(field), _sort(types[field.name])) for field in attrs.fields(cls)
    ]
    begin = {"kind": cls.kind} if cls in COMMITMENTS else {}

    def write(values: list[Any], of: _Of) -> list[Any]:
        trees: list[Tree] = [{**begin} for _ in values]
        for field in fields:
            held = list(map(attrgetter(field.name), values))
            given = _given(held, field.absent)
            if given is None:
                _put(trees, field, held, of)
            elif any(given):
                some = compress(trees, given), compress(held, given), compress(of, given)
                _put(list(some[0]), field, list(some[1]), list(some[2]))
        return trees

    return write


def _given(held: list[Any], absent: object) -> list[Any] | None:
    """Return which values are not the default; ``None`` when all are written, whatever they are."""
    if absent is attrs.NOTHING:
        return None
    if absent is None:
        return list(map(is_not, held, repeat(None)))
    return held if absent == () else list(map(ne, held, repeat(absent)))


def _put(trees: list[Tree], field: _Field, held: list[Any], of: _Of) -> None:
    if field.sort == "several":
        flat = list(chain.from_iterable(held))
        sizes = list(map(len, held))
        written = iter(_plain(flat, list(chain.from_iterable(map(repeat, of, sizes)))))
        done: list[Any] = list(map(list, map(islice, repeat(written), sizes)))
    else:
        done = _texts(held) if field.sort == "as it is" else _plain(held, of)
    deque(map(dict.__setitem__, trees, repeat(field.key), done), maxlen=0)


def _texts(held: list[Any]) -> list[Any]:
    """Return what is written as it is; of a unit of the plan's own the text alone."""
    return [str(one) if type(one) is OwnUnit else one for one in held] if OwnUnit in set(map(type, held)) else held


def _default(field: attrs.Attribute[Any]) -> object:
    default: Any = field.default
    return default.factory() if isinstance(default, attrs.Factory) else default  # type: ignore[arg-type]


def _sort(annotation: Any) -> Literal["as it is", "several", "value"]:
    inner = optional_of(annotation) or annotation
    if inner in (str, int, float, bool) or get_origin(inner) is Literal:
        return "as it is"
    return "several" if get_origin(inner) is tuple else "value"


def _alone(tree: Tree, key: str) -> Any:
    """Return the value of a key where a mapping holds nothing else."""
    return tree[key] if len(tree) == 1 else tree


def _links_writer(cls: type[Link], fields: _Writer) -> _Writer:
    """Return what writes links: an id alone where the link says nothing else."""
    beside = [field for field in attrs.fields(cls) if field.name != "to"]
    said = attrgetter("to", *(field.name for field in beside))
    silent = tuple(map(_default, beside))

    def write(values: list[Any], of: _Of) -> list[Any]:
        done: list[Any] = [one[0] if one[1:] == silent else None for one in map(said, values)]
        places = [place for place, one in enumerate(done) if one is None]
        trees = fields([values[place] for place in places], [None] * len(places))
        for place, tree in zip(places, trees, strict=True):
            done[place] = tree
        return done

    return write


def _targets_writer(fields: _Writer) -> _Writer:
    """Return what writes targets: what their text says as it is needs no words of its own."""

    def write(values: list[Any], of: _Of) -> list[Any]:
        left = [
            is_to_be_read(target, Told.by(one)) if one is not None else ()
            for target, one in zip(values, of, strict=True)
        ]
        trees = fields([_without(target, some) for target, some in zip(values, left, strict=True)], of)
        for target, indicator, tree, some in zip(values, of, trees, left, strict=True):
            if target.as_published is None or (some and "year" not in some):
                continue
            told = _told_by_text(target, indicator) if indicator is not None else ()
            for key in told:
                tree.pop(key, None)
            if not told and "commitment" not in tree:
                tree["commitment"] = as_data(target.commitment, indicator)
        return trees

    return write


def _without(target: Target, left: tuple[str, ...]) -> Target:
    """Return a target without what its text tells, which nobody has asked for and a file need not say."""
    if not left or "year" in left:  # files give the year
        return target
    made = object.__new__(Target)
    for name, absent in _ABSENT.items():
        object.__setattr__(made, name, absent if name in left else getattr(target, name))
    return made


_ABSENT = {one.name: getattr(Target(), one.name) for one in attrs.fields(Target)}


def _told_by_text(target: Target, indicator: Indicator) -> tuple[str, ...]:
    """Return the keys that a reader fills from the target's text as they are; none where it would read it otherwise."""
    own = Promise(target.year, target.commitment, target.stretch, target.scope)
    given = [name for name in ("stretch", "scope") if getattr(target, name) is not None]
    told = Told.by(indicator)
    for some in (given, given[:1], given[1:], []) if given else ([],):
        beside = {name: None if name in some else getattr(own, name) for name in ("stretch", "scope")}
        if promised(str(target.as_published), told, year=own.year, **beside) == own:
            return "commitment", *some
    return ()


def _as_they_are(values: list[Any], of: _Of) -> list[Any]:
    return values


def _amounts(values: list[Any], of: _Of) -> list[Any]:
    return [
        number(value.magnitude) if not value.unit or (one is not None and value.unit == one.unit) else str(value)
        for value, one in zip(values, of, strict=True)
    ]


def number(value: Decimal) -> int | float | str:
    """Return a decimal as the JSON number that reads back digit for digit, or else as text."""
    text = str(value)
    if value == value.to_integral_value() and "." not in text and "E" not in text:
        return int(value)
    return float(value) if repr(float(value)) == text else text


def _periods(values: list[Any], of: _Of) -> list[Any]:
    texts = [value.text for value in values]
    return [int(text) if len(text) == 4 and text >= "1000" else text for text in texts]


_SCALARS: dict[type, _Writer] = {
    Amount: _amounts,
    MultilingualText: lambda values, _: list(map(dict, values)),
    Period: _periods,
    str: _as_they_are,
}
