"""Elements of a plan in order, with lookup by id and a filter that researchers know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.errors import DuplicateIdError, FilterError, UnknownIdError
from planmodel.model.element import Element
from planmodel.model.flat import element_columns, flat_records
from planmodel.model.relations import ANY_KIND, SAME_KIND
from planmodel.tabular import Result
from planmodel.text import cut, near
from planmodel.words import Message, count_of, say, term

__all__ = ["Collection", "duplicate_id", "unknown_field", "unknown_id"]

_E = TypeVar("_E", bound=Element)
_co = TypeVar("_co", bound=Element, covariant=True)


class Collection(Sequence[_co], Result, Generic[_co]):
    """Elements in plan order; a sequence that also looks up ids.

    Parameters:
        elements: the elements, with distinct ids.
        name: what they are called, for messages: ``tasks``.
        classes: the classes that may occur, which name the fields to filter on.
        whole: what their links may point at, so that a filter can tell a misspelt id; unknown when left out.
    """

    _SPARSE = True
    _WIDTH = 30

    def __init__(
        self,
        elements: Iterable[_co],
        name: str,
        classes: Sequence[type[Element]],
        whole: Sequence[Element] = (),
    ) -> None:
        self._elements = tuple(elements)
        self._name = name
        self._classes = tuple(classes)
        self._whole = whole
        self._all: Collection[_co] = self

    @cached_property
    def _index(self) -> Mapping[str, _co]:
        return {element.id: element for element in self._elements}

    def _ipython_key_completions_(self) -> list[str]:
        """Return what IPython offers after ``plan.tasks["``."""
        return list(self._index)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(element.id for element in self._elements)

    @overload
    def __getitem__(self, key: int | str) -> _co: ...
    @overload
    def __getitem__(self, key: slice) -> Collection[_co]: ...
    def __getitem__(self, key: int | str | slice) -> _co | Collection[_co]:
        if isinstance(key, slice):
            return self._some(self._elements[key])
        if isinstance(key, int):
            return self._elements[key]
        try:
            return self._index[key]
        except (KeyError, TypeError):
            raise unknown_id(key, self._index, self._name) from None

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            return item in self._index
        return isinstance(item, Element) and self._index.get(item.id) == item

    def __iter__(self) -> Iterator[_co]:
        return iter(self._elements)

    def __len__(self) -> int:
        return len(self._elements)

    def __eq__(self, other: object) -> bool:
        return self._elements == other._elements if isinstance(other, Collection) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._elements)

    def __str__(self) -> str:
        return repr(self)

    def __repr__(self) -> str:
        shown = ", ".join(self.ids[:6]) + (", …" if len(self) > 6 else "")
        return f"<{len(self)} {self._name}: {shown}>" if len(self) else f"<no {self._name}>"

    def _rows(self) -> Sequence[Mapping[str, object]]:
        return flat_records(self._elements)

    def _columns(self) -> Sequence[Column]:
        from planmodel.model.citing import cited_columns

        held: Mapping[str, Element] = {one.id: one for one in self._whole}
        return cited_columns(element_columns(self._classes, flat_records(self._elements)), lambda row: held)

    def _above(self) -> Iterable[str]:
        if not self._elements:
            return (say("collection.none", name=self._name),)
        kinds = {one.kind for one in self._elements}
        kind = kinds.pop() if len(kinds) == 1 else self._name.removesuffix("s")
        return (count_of(kind, len(self), kind.replace("_", " ") if len(self) == 1 else self._name),)

    @kinds_checked
    def filter(self, *, where: Callable[[_co], bool] | None = None, **criteria: object) -> Collection[_co]:
        """Return the elements that meet every criterion, in the same order.

        Parameters:
            where: a function of an element.
            criteria: field = value. Text may hold wildcards (``org-*``), is held against ids, names in every language
                and text fields, and may say a number, a year or an amount; a list, tuple or set matches any of its
                members; ``range`` and :class:`Between` match numbers, amounts and periods, a year all dates in it;
                a period also matches any year, month or day in it, and a stretch only itself;
                ``None`` matches what is absent; :class:`Not` turns a criterion round. Amounts are the same in any unit;
                a duration is held by its likely time, a cost by its total. A relation may be called by its field or
                its name, and ``kind`` is one too.

        Raises:
            FilterError: no element class here has such a field, its values are things of another kind than what
                is wanted, or a text without wildcards is nobody's value and could be nobody's, such as a misspelt id.

        Example:
            >>> from planmodel.model.kinds import Task
            >>> tasks = Collection([Task(id="t-1", name="水"), Task(id="t-2", name="气")], "tasks", [Task])
            >>> tasks.filter(name="水").ids
            ('t-1',)
        """
        met = [self._meeting(keyword, wanted) for keyword, wanted in criteria.items()]
        kept = [
            element
            for position, element in enumerate(self._elements)
            if all(found[position] for found in met) and (where is None or where(element))
        ]
        return self._some(kept)

    def _some(self, elements: Iterable[_co]) -> Collection[_co]:
        """Return some of the elements; a value that others of these have is not misspelt."""
        found = Collection(elements, self._name, self._classes, self._whole)
        found._all = self._all
        return found

    def _meeting(self, keyword: str, wanted: object) -> list[bool]:
        from planmodel.model.criteria import meets

        fields = self._fields_called(keyword)
        rows = [[_value(element, field) for field in fields] for element in self._elements]
        who = self._classes[0].kind if len(self._classes) == 1 else "element"
        return meets(
            keyword, rows, wanted, who=who, known=lambda: self._words(fields), types=lambda: self._types(fields)
        )

    def _types(self, fields: Iterable[str]) -> Iterator[type]:
        """Yield the types of the values that fields may have in any class here."""
        from planmodel.model.field_types import value_types

        for name in fields:
            for cls in self._classes:
                if name in attrs.fields_dict(cls):
                    yield from value_types(cls, name)

    def _words(self, fields: Iterable[str]) -> Iterator[str]:
        """Yield what fields may say: what the elements say, the words of closed lists, the ids of the plan."""
        from planmodel.model.criteria import texts_of
        from planmodel.model.field_types import closed_words
        from planmodel.model.metrics import shipped_ids
        from planmodel.model.vocabulary import installed_vocabulary

        for name in fields:
            for element in self._all:
                yield from texts_of(_value(element, name))
            if name == "kind":
                yield from installed_vocabulary().by_kind
            for cls in self._classes:
                field = attrs.fields_dict(cls).get(name)
                if field is not None:
                    yield from closed_words(cls, name)
                    declared = field.metadata.get("relation") or {}
                    yield from (one.id for one in self._whole if _may_be(one, declared, cls)) if declared else ()
                    yield from shipped_ids() if declared.get("external") else ()

    def _fields_called(self, keyword: str) -> tuple[str, ...]:
        names: dict[str, set[str]] = {"kind": {"kind"}}
        for cls in self._classes:
            for field in attrs.fields(cls):
                declared = field.metadata.get("relation") or {}
                aliases = {field.name, declared.get("name") or field.name}
                if field.name.endswith("s"):
                    aliases.add(field.name.removesuffix("s"))
                for alias in aliases:
                    names.setdefault(alias, set()).add(field.name)
        if keyword not in names:
            raise unknown_field(say("filter.none", name=self._name, keyword=f"{keyword!r}"), keyword, sorted(names))
        return tuple(sorted(names[keyword]))


def _value(element: Element, field: str) -> object:
    return getattr(element, field, None)


def _may_be(one: Element, declared: Mapping[str, Any], cls: type[Element]) -> bool:
    """Return whether a relation of a class may point at an element."""
    to = declared["to"]
    return ANY_KIND in to or one.kind in to or (SAME_KIND in to and one.kind == cls.kind)


def unknown_id(key: object, ids: Iterable[str], name: str) -> UnknownIdError:
    """Return the error for an id that is not there, with the ids that are spelt alike."""
    found = near(str(key), ids)
    hint = say("did_you_mean", near=found) if found else None
    if isinstance(key, Element):
        hint = say("id.asked_for", id=key.id)
    message = say("id.not_there", where=name, id=cut(repr(key), 60))
    return UnknownIdError(message, id=str(key), near=found, hint=hint)


def duplicate_id(id: str, holder: Message, elements: Iterable[Element]) -> DuplicateIdError:
    """Return the error for the first id that two elements have, or an element and ``holder``, whose id is ``id``."""
    seen = {id: holder}
    for element in elements:
        named = say("plan.named", kind=term("kind", element.kind), label=element.label())
        if element.id in seen:
            message = say("plan.same_id", element=named, id=element.id, by=seen[element.id])
            return DuplicateIdError(message, id=element.id, hint=say("file.unique"))
        seen[element.id] = named
    raise AssertionError("no duplicate id")


def unknown_field(message: str, field: str, fields: Iterable[str]) -> FilterError:
    """Return the error for a field that is not there, with those that are spelt alike, or all."""
    known = tuple(fields)
    found = near(field, known)
    hint = say("did_you_mean", near=found) if found else say("id.fields", names=known)
    return FilterError(message, keyword=field, near=found, hint=hint)
