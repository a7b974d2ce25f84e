"""The kinds of element that plans are read with, and the relations that their fields declare."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

import attrs

from planmodel.arguments import kinds_checked
from planmodel.descriptions import described
from planmodel.errors import VocabularyError
from planmodel.model import kinds as shipped
from planmodel.model.element import Element
from planmodel.model.field_types import field_types
from planmodel.model.header import Header
from planmodel.model.instances import tell_field
from planmodel.model.relations import ANY_KIND, SAME_KIND, Flow, Link, Order
from planmodel.model.risks import Correlation, Driver, RiskEvent
from planmodel.model.working_times import WorkCalendar
from planmodel.plugins import Registry
from planmodel.text import pictured, suggestion
from planmodel.words import say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["KINDS", "VOCABULARY", "Relation", "Vocabulary"]
__all__ += ["covering", "installed_vocabulary", "relations_of", "vocabulary_named"]

_PLAN_KIND = "plan"
_KEYS = ("planmodel", "overlay", "relations", *(field.name for field in attrs.fields(Header)))
"""What a list of elements in a file cannot be called: keys beside it, and the table of links."""


@attrs.frozen(kw_only=True)
class Relation:
    """One declared relation, seen from the kind that holds it.

    Parameters:
        name: what it is called in graphs and tables: ``contributes_to``.
        field: the field that holds its links.
        holder: the kind that holds it.
        targets: the kinds that it may point at.
        link: the class of its links.
        many: whether the field holds several links.
        flow: which end bears on the other.
        order: ``precedence``, ``hierarchy`` or ``none``.
        external: whether a target outside the plan is legal.
        doc: one line about it.
    """

    name: str
    field: str
    holder: str
    targets: tuple[str, ...]
    link: type[Link]
    many: bool
    flow: Flow
    order: Order
    external: bool
    doc: str

    def links(self, element: object) -> tuple[Link, ...]:
        """Return the links that ``element`` holds in this relation's field."""
        value: Any = getattr(element, self.field)
        if value is None:
            return ()
        return value if self.many else (value,)


def relations_of(cls: type, kind: str, kinds: tuple[str, ...]) -> tuple[Relation, ...]:
    """Return the relations that the fields of ``cls`` declare.

    Raises:
        VocabularyError: a relation names an unknown kind, or its field does not hold links.
    """
    fields, meanings = field_types(cls), described(cls)
    found = []
    for field in attrs.fields(cls):
        declared = field.metadata.get("relation")
        if declared is None:
            continue
        link, many = _link_type(fields[field.name])
        if link is None:
            raise VocabularyError(
                say("vocabulary.no_links", cls=cls.__name__, field=field.name),
                hint=say("vocabulary.no_links.hint"),
            )
        found.append(
            Relation(
                name=declared["name"] or field.name,
                field=field.name,
                holder=kind,
                targets=_target_kinds(declared["to"], kind, kinds, f"{cls.__name__}.{field.name}"),
                link=link,
                many=many,
                flow=declared["flow"],
                order=declared["order"],
                external=declared["external"],
                doc=meanings.get(field.name, ""),
            )
        )
    return tuple(found)


def _link_type(annotation: Any) -> tuple[type[Link] | None, bool]:
    if get_origin(annotation) is tuple:
        inner = get_args(annotation)[0]
        return (inner, True) if _is_link(inner) else (None, True)
    if get_origin(annotation) in (Union, types.UnionType):
        for option in get_args(annotation):
            if _is_link(option):
                return option, False
    return (annotation, False) if _is_link(annotation) else (None, False)


def _is_link(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Link)


def _target_kinds(to: tuple[str, ...], kind: str, kinds: tuple[str, ...], where: str) -> tuple[str, ...]:
    targets: list[str] = []
    for name in to:
        if name == ANY_KIND:
            targets += kinds
        elif name == SAME_KIND:
            targets.append(kind)
        elif name in kinds:
            targets.append(name)
        else:
            raise VocabularyError(
                say("vocabulary.no_target", where=where, name=f"{name!r}"), hint=suggestion(name, kinds)
            )
    return tuple(dict.fromkeys(targets))


def _as_kinds(kinds: Iterable[type[Element]]) -> tuple[type[Element], ...]:
    return tuple(kinds)


@tell_field
@attrs.frozen
class Vocabulary:
    """The kinds that a plan may hold, in the order in which files list them.

    Parameters:
        kinds: classes below :class:`Element`, each with its own ``kind`` and ``plural``.

    Raises:
        VocabularyError: two kinds share a name, a name is taken, or a relation cannot work.
    """

    kinds: tuple[type[Element], ...] = attrs.field(converter=_as_kinds)

    def __attrs_post_init__(self) -> None:
        taken: dict[str, str] = {_PLAN_KIND: "Plan", "plans": "Plan"}
        for cls in self.kinds:
            if not attrs.has(cls) or not issubclass(cls, Element):
                raise VocabularyError(say("vocabulary.no_class", cls=f"{cls!r}"))
            if cls.plural in _KEYS:
                raise VocabularyError(say("vocabulary.key", cls=cls.__name__, name=cls.plural))
            for name in dict.fromkeys((cls.kind, cls.plural)):
                if not (isinstance(name, str) and name.isidentifier()):
                    raise VocabularyError(say("vocabulary.identifier", cls=cls.__name__, name=f"{name!r}"))
                if taken.setdefault(name, cls.__name__) != cls.__name__:
                    raise VocabularyError(
                        say("vocabulary.same_name", cls=cls.__name__, other=taken[name], name=f"{name!r}")
                    )
        relations_of_all = self.relations  # raises when a relation cannot work
        del relations_of_all

    @kinds_checked
    def extend(self, *kinds: type[Element]) -> Vocabulary:
        """Return a vocabulary with more kinds.

        Example:
            >>> from planmodel.model.kinds import Task
            >>> VOCABULARY.extend() == VOCABULARY
            True
        """
        return Vocabulary((*self.kinds, *kinds))

    @cached_property
    def by_kind(self) -> Mapping[str, type[Element]]:
        """The class of each kind's name (``goal``)."""
        return types.MappingProxyType({cls.kind: cls for cls in self.kinds})

    @cached_property
    def by_plural(self) -> Mapping[str, type[Element]]:
        """The class of each plural name (``goals``)."""
        return types.MappingProxyType({cls.plural: cls for cls in self.kinds})

    @cached_property
    def order(self) -> Mapping[type[Element], int]:
        """The position of each class."""
        return types.MappingProxyType({cls: number for number, cls in enumerate(self.kinds)})

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Every relation that the fields of the kinds declare, in order of kind and field."""
        names = tuple(cls.kind for cls in self.kinds)
        return tuple(relation for cls in self.kinds for relation in relations_of(cls, cls.kind, names))

    @cached_property
    def _by_holder(self) -> Mapping[str, tuple[Relation, ...]]:
        holders: dict[str, list[Relation]] = {cls.kind: [] for cls in self.kinds}
        for relation in self.relations:
            holders[relation.holder].append(relation)
        return {kind: tuple(relations) for kind, relations in holders.items()}

    @kinds_checked
    def relations_from(self, kind: str) -> tuple[Relation, ...]:
        """Return the relations that elements of ``kind`` hold.

        Raises:
            VocabularyError: no kind is called so.
        """
        found = self._by_holder.get(kind)
        return self._by_holder[self.class_of(kind).kind] if found is None else found

    @kinds_checked
    def class_of(self, name: str) -> type[Element]:
        """Return the class called ``name``, singular or plural.

        Raises:
            VocabularyError: no kind is called so.
        """
        cls = self.by_kind.get(name) or self.by_plural.get(name)
        if cls is None:
            raise VocabularyError(
                say("vocabulary.no_kind", name=f"{name!r}"), hint=suggestion(name, [*self.by_kind, *self.by_plural])
            )
        return cls


VOCABULARY = Vocabulary(
    (
        shipped.Document,
        shipped.Organization,
        WorkCalendar,
        shipped.Resource,
        shipped.Section,
        shipped.Theme,
        shipped.Principle,
        shipped.Goal,
        shipped.Metric,
        shipped.Indicator,
        shipped.Task,
        shipped.Project,
        Driver,
        RiskEvent,
        Correlation,
    )
)
"""The kinds that planmodel ships."""


def _kinds_in(value: object) -> Iterator[tuple[tuple[str, ...], type[Element]]]:
    """Yield the kind, or the kinds, that an entry point leads to."""
    for cls in value if isinstance(value, list | tuple) else (value,):
        if not (isinstance(cls, type) and issubclass(cls, Element)):
            raise VocabularyError(say("plugin.wrong", wanted="Element", found=pictured(cls)))
        yield (cls.kind, cls.plural), cls


def _goes_together(before: Iterable[type[Element]], cls: type[Element]) -> None:
    Vocabulary((*VOCABULARY.kinds, *before, cls))


KINDS: Registry[type[Element]] = Registry(
    "kinds",
    lambda name: name in VOCABULARY.by_kind or name in VOCABULARY.by_plural,
    _kinds_in,
    _goes_together,
)
"""The kinds that installed packages add."""


def installed_vocabulary() -> Vocabulary:
    """Return the shipped kinds and those that installed packages add.

    Example:
        >>> installed_vocabulary() == VOCABULARY  # where no package adds one
        True
    """
    return _with_kinds(KINDS.values())


def covering(vocabulary: Vocabulary, classes: Iterable[type]) -> Vocabulary:
    """Return the vocabulary of a plan with elements of these classes: what is given, or all that are known.

    Raises:
        VocabularyError: one of the classes is in neither.
    """
    strange = [cls for cls in classes if cls not in vocabulary.order]
    if strange and vocabulary is VOCABULARY:
        vocabulary = installed_vocabulary()
    for cls in strange:
        if cls not in vocabulary.order:
            hint = f"Plan(…, vocabulary=VOCABULARY.extend({cls.__name__}))" if issubclass(cls, Element) else None
            message = say("vocabulary.foreign", name=cls.__name__)
            raise VocabularyError(message, hint=hint or say("vocabulary.elements"))
    return vocabulary


@lru_cache(maxsize=16)
def _with_kinds(added: tuple[type[Element], ...]) -> Vocabulary:
    return VOCABULARY.extend(*added) if added else VOCABULARY


def vocabulary_named(path: str, folder: Path | None = None) -> Vocabulary:
    """Return the vocabulary that ``module:name`` leads to; a kind is added to the shipped ones and those of packages.

    Parameters: as for :func:`planmodel.settings.object_named`.

    Raises:
        ModelError: there is no such name.
        VocabularyError: it holds neither.
    """
    from planmodel.settings import object_named

    named = object_named(path, folder)
    if isinstance(named, type) and issubclass(named, Element):
        known = installed_vocabulary()
        return known if named in known.kinds else known.extend(named)
    if not isinstance(named, Vocabulary):
        raise VocabularyError(say("settings.no_vocabulary", text=path[:80]))
    return named
