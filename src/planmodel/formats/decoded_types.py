"""The classes of the model as msgspec's: what a JSON file can be decoded into in one pass, strictly.

A field that msgspec can check wholly has its type there: text, one of several words, links, citations. Any other is
left as it stands in the file, for the ordinary readers. A class that does anything unusual (rules of its own, required
fields, defaults that rows would show) has no struct, nor have metrics, which are asked as objects: their elements are
read the ordinary way as a whole. The links of many elements become one list a relation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import GenericAlias
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import attrs

from planmodel.formats.object_fields import DONE_BY_READERS, keys_of, twin_of
from planmodel.formats.objects import text_types
from planmodel.formats.scalars import is_text, optional_of
from planmodel.model.dangling import Held
from planmodel.model.element import Element
from planmodel.model.field_types import field_types
from planmodel.model.kinds import Indicator, Metric
from planmodel.model.relations import Link
from planmodel.model.sources import (
    MOST_WHOLE,
    Citation,
    check_count,
    check_names,
    check_optional_text,
    check_place_number,
)
from planmodel.model.vocabulary import Relation

__all__ = ["Links", "StructMaker", "links_of"]

_REQUIRED = {Element: frozenset({"id", "name"}), Link: frozenset({"to"}), Citation: frozenset({"document"})}
_SHOWN = frozenset({"id", "name", "description", "evidence", "sources", "declared_count"})
"""Fields of elements that are used as they are decoded, beside the links."""
_LEAST: Mapping[object, int | None] = {None: None, attrs.validators.optional(check_count): 0, check_place_number: 1}
"""By its validator the least that a whole number may be."""


class StructMaker:
    """Makes structs of attrs classes.

    Parameters:
        longest: how many characters a text may have.

    Raises:
        ImportError: msgspec is not installed.
    """

    def __init__(self, longest: int) -> None:
        import msgspec

        self._msgspec = msgspec
        self.text, self.texts = text_types(longest)
        self._made: dict[Any, Any] = {}

    def define(self, name: str, fields: list[tuple[str, Any]], keys: dict[str, str], required: frozenset[str]) -> Any:
        """Return a struct; it refuses keys that it does not know, and every field that may be absent is ``None`` then.

        Parameters:
            name: what it is called.
            fields: names and types.
            keys: the key of each field in a file, where it is not its name.
            required: the fields that must be there.
        """
        return self._msgspec.defstruct(
            name,
            [(field, type_) if field in required else (field, type_, None) for field, type_ in fields],
            kw_only=True,
            gc=False,
            forbid_unknown_fields=True,
            omit_defaults=True,
            rename=keys or None,
        )

    def of(self, cls: Any) -> Any:
        """Return the struct of an element's, link's or citation's class; ``None`` for one that can have none."""
        if cls not in self._made:
            self._made[cls] = self._struct(cls)
        return self._made[cls]

    def _struct(self, cls: Any) -> Any:
        ruled = hasattr(cls, "__attrs_post_init__") and cls is not Indicator
        if ruled or twin_of(cls) is None or issubclass(cls, Metric):
            return None
        types = field_types(cls)
        required = next(names for base, names in _REQUIRED.items() if issubclass(cls, base))
        fields = []
        for field in attrs.fields(cls):
            if not _is_plain(field, required):
                return None
            alone = issubclass(cls, Link) and field.name not in required  # what a link says is read as one
            wanted = None if alone else self._type(field, types[field.name], field.name in required)
            if wanted is None:
                if issubclass(cls, Element) and (field.name in _SHOWN or "relation" in field.metadata):
                    return None
                wanted = self._msgspec.Raw
            fields.append((field.name, wanted))
        return self.define(cls.__name__, fields, keys_of(cls), required)

    def _type(self, field: attrs.Attribute[Any], annotation: Any, required: bool) -> Any:
        """Return the type that checks a field wholly, ids apart; ``None`` when there is none."""
        converter: Any = field.converter
        if converter is not None and converter not in DONE_BY_READERS:
            return None
        default: Any = field.default
        inner = optional_of(annotation) or annotation
        if get_origin(inner) is Literal:
            return inner
        if default is not attrs.NOTHING and default is not None and default != ():
            return None
        if inner is str and (field.validator in (None, check_optional_text) or required):
            return self.text
        if is_text(inner):
            return self.texts
        if field.validator is check_names and get_args(inner) == (str, ...):
            return GenericAlias(list, self.text)
        if inner is int and field.validator in _LEAST:
            least = _LEAST[field.validator]
            return Annotated[int, self._msgspec.Meta(ge=-MOST_WHOLE if least is None else least, le=MOST_WHOLE)]
        return self._reference(inner, "relation" in field.metadata)

    def _reference(self, annotation: Any, related: bool) -> Any:
        """Return the type of links that a relation declares, or of citations: text, or the struct."""
        many = get_origin(annotation) is tuple
        cls = get_args(annotation)[0] if many else annotation
        if not isinstance(cls, type) or not (cls is Citation or (related and issubclass(cls, Link))):
            return None
        struct = self.of(cls)
        if struct is None:
            return None
        either: Any = Union[self.text, struct]  # noqa: UP007 - made at run time
        return GenericAlias(list, either) if many else either


def _is_plain(field: attrs.Attribute[Any], required: frozenset[str]) -> bool:
    """Return whether a field is as its name says, may be left out, and is checked without a look at other fields."""
    if (field.default is attrs.NOTHING) != (field.name in required) or not field.init or field.alias != field.name:
        return False
    if isinstance(field.default, attrs.Factory) or isinstance(field.converter, attrs.Converter):  # type: ignore[arg-type]
        return False
    validator: Any = field.validator
    inner = getattr(validator, "validator", validator)  # of attrs' optional(…)
    return inner is None or str(getattr(inner, "__module__", "")).startswith("planmodel.model.")


# --- links ---


class Links(NamedTuple):
    """The links of one relation that the elements of one kind hold.

    Parameters:
        relation: the relation.
        counts: how many each element holds.
        targets: what they point at, element by element.
        told: what else each says; ``None`` for nothing.
    """

    relation: Relation
    counts: list[int]
    targets: list[str]
    told: list[Any]


def links_of(held: Held, tell: Callable[[list[Any]], list[Any]]) -> Links:
    """Return the links that elements hold in a field.

    Parameters:
        held: what they hold there.
        tell: returns what links say beside their targets; a link that is text alone says nothing.
    """
    relation, links = held.relation, held.references
    assert relation is not None
    counts = [(len(value) if relation.many else 1) if value else 0 for value in held.values]
    targets = held.targets
    long = [link for link in links if type(link) is not str]
    if not long:
        return Links(relation, counts, targets, [None] * len(links))
    told = tell(long)
    if len(long) == len(links):
        return Links(relation, counts, targets, told)
    following = iter(told)
    return Links(relation, counts, targets, [None if type(link) is str else next(following) for link in links])
