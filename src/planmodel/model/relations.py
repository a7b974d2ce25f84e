"""Relations between elements: how a class declares one on its field, and the links that a field holds.

A relation is declared once, in the metadata of the attrs field that holds it::

    guided_by: tuple[Link, ...] = attrs.field(
        default=(), converter=as_links, metadata=relation("principle", flow="from_target")
    )

The graph, the checks, the JSON Schema, the tables, the exports and the documentation read that declaration.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal, TypeAlias, TypeVar

import attrs

from planmodel.descriptions import Described
from planmodel.errors import ModelError
from planmodel.model.instances import as_instance, tell_field
from planmodel.model.sources import Citation, Evidence, as_citations, check_one_of, check_optional_text
from planmodel.units import Amount
from planmodel.words import say

__all__ = [
    "ANY_KIND",
    "SAME_KIND",
    "Contribution",
    "Dependency",
    "DependencyType",
    "Flow",
    "Link",
    "Order",
    "Responsibility",
    "Use",
    "as_contributions",
    "as_dependencies",
    "as_link",
    "as_links",
    "as_responsibilities",
    "as_uses",
    "check_target",
    "relation",
]

SAME_KIND = "same"
"""Stands for the holder's own kind in :func:`relation`."""
ANY_KIND = "any"
"""Stands for every kind in :func:`relation`."""

Flow: TypeAlias = Literal["to_target", "from_target", "none"]
"""Which end of a relation bears on the other: a task bears on the goal that it contributes to (``to_target``), a
principle on the task that it guides (``from_target``); a place in the document bears on nothing (``none``)."""

Order: TypeAlias = Literal["precedence", "hierarchy", "none"]
"""Whether the relation orders things: a circle of ``precedence`` or ``hierarchy`` is an error."""

DependencyType: TypeAlias = Literal["FS", "SS", "FF", "SF"]
"""Finish-to-start, start-to-start, finish-to-finish, start-to-finish."""


def relation(
    *to: str,
    name: str | None = None,
    flow: Flow = "to_target",
    order: Order = "none",
    external: bool = False,
    doc: str = "",
) -> dict[str, Any]:
    """Return the field metadata that declares a relation.

    Parameters:
        to: the kinds that it may point at, such as ``"goal"``; :data:`SAME_KIND` or :data:`ANY_KIND`.
        name: the relation's name in the graph and the tables; the field's name when left out.
        flow: which end bears on the other, for ``upstream`` and ``downstream``.
        order: ``precedence`` or ``hierarchy`` when a circle would make no sense.
        external: whether a target outside the plan is legal.
        doc: what the relation means, where the class's docstring does not say.

    Raises:
        ModelError: no kind is named.
    """
    if not to:
        raise ModelError(say("relation.no_kinds"), hint='relation("task", …)')
    declared = {"to": to, "name": name, "flow": flow, "order": order, "external": external}
    return {"relation": declared, **({"doc": doc} if doc else {})}


def check_target(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Raise :class:`ModelError` unless ``value`` can be an element's id."""
    if type(value) is not str or not value or not value.isascii() or not value.isprintable() or " " in value:
        raise ModelError(say("id.no_element", value=f"{value!r:.60}"), hint=say("id.ascii"))


def can_be_targets(values: Sequence[str]) -> bool:
    """Return whether each of many texts passes :func:`check_target`: a look at all of them together."""
    together = "".join(values)
    return all(values) and together.isascii() and together.isprintable() and " " not in together


@tell_field
@attrs.frozen(weakref_slot=False)
class Link(Described):
    """A reference from one element to another, with its own evidence and citations.

    Parameters:
        to: the id of the element that it points at.
        evidence: ``stated``, ``inferred`` or ``assumed``; the same as its holder's when left out.
        sources: citations for just this link.

    Example:
        >>> Link("p-people", evidence="inferred").to
        'p-people'
    """

    to: str = attrs.field(validator=check_target)
    evidence: Evidence | None = attrs.field(
        default=None,
        kw_only=True,
        validator=check_one_of("stated", "inferred", "assumed"),
    )
    sources: tuple[Citation, ...] = attrs.field(default=(), kw_only=True, converter=as_citations)

    target_key: ClassVar[str] = "to"
    """The key that holds the target in a file's long form."""

    def __str__(self) -> str:
        return self.to


def _as_optional_amount(value: Amount | str | int | float | None) -> Amount | None:
    return value if value is None or isinstance(value, Amount) else Amount(value)


def _check_unit_interval(low: float) -> Any:
    def check(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
        if value is not None and (type(value) not in (int, float) or not low <= value <= 1):
            raise ModelError(
                say("field.between", name=attribute.name, low=f"{low:g}", value=f"{value!r:.60}"),
                field=(attribute.name,),
            )

    return check


@tell_field
@attrs.frozen(weakref_slot=False)
class Contribution(Link):
    """A link from what is done to what it serves.

    Parameters:
        strength: share of the target that this brings about, -1 to 1; negative when it works against it.
        amount: how much it brings about: ``2.4 万吨`` towards the target, whichever way that goes, or ``3 %`` of the
            level in the base year; negative when it works against it.
        confidence: how sure that is, 0 to 1.
    """

    strength: float | None = attrs.field(
        default=None,
        kw_only=True,
        validator=_check_unit_interval(-1),
    )
    amount: Amount | None = attrs.field(default=None, kw_only=True, converter=_as_optional_amount)
    confidence: float | None = attrs.field(default=None, kw_only=True, validator=_check_unit_interval(0))

    @property
    def sign(self) -> int:
        """1 when it serves its target, also by an unknown amount; −1 when it works against it; 0 when it says nothing.

        Example:
            >>> Contribution("g").sign, Contribution("g", strength=-0.5).sign, Contribution("g", strength=0).sign
            (1, -1, 0)
        """
        stated = self.strength if self.strength is not None or self.amount is None else self.amount.magnitude
        return 1 if stated is None else (stated > 0) - (stated < 0)


@tell_field
@attrs.frozen(weakref_slot=False)
class Dependency(Link):
    """A precedence link: the holder waits for ``to``.

    Parameters:
        type: ``FS`` finish-to-start (the usual), ``SS`` start-to-start, ``FF`` finish-to-finish or ``SF``
            start-to-finish.
        lag: waiting time as an amount (``3 月``); negative for a lead.
        max_lag: the longest that the holder may wait, ``3 月``; no limit when left out.
    """

    type: DependencyType = attrs.field(
        default="FS",
        kw_only=True,
        validator=check_one_of("FS", "SS", "FF", "SF"),
    )
    lag: Amount | None = attrs.field(default=None, kw_only=True, converter=_as_optional_amount)
    max_lag: Amount | None = attrs.field(default=None, kw_only=True, converter=_as_optional_amount)

    target_key: ClassVar[str] = "on"


@tell_field
@attrs.frozen(weakref_slot=False)
class Responsibility(Link):
    """A link to the organization that answers for something.

    Parameters:
        role: ``lead`` (牵头) or ``support`` (配合); absent when the document does not say.
    """

    role: Literal["lead", "support"] | None = attrs.field(
        default=None,
        kw_only=True,
        validator=check_one_of("lead", "support"),
    )

    target_key: ClassVar[str] = "org"


@tell_field
@attrs.frozen(weakref_slot=False)
class Use(Link):
    """A link to a resource that work takes up.

    Parameters:
        amount: how much, such as 3 人: of people and machines what is held while the work lasts, of money what is spent
            in all.
        mode: the :class:`~planmodel.model.numbers.Mode` in which it is used; in every mode when left out.
    """

    amount: Amount | None = attrs.field(default=None, kw_only=True, converter=_as_optional_amount)
    mode: str | None = attrs.field(default=None, kw_only=True, validator=check_optional_text)

    target_key: ClassVar[str] = "resource"


_L = TypeVar("_L", bound=Link)
_Fields: TypeAlias = "Mapping[str, Any]"
Several: TypeAlias = Iterable[_L | str | _Fields] | _L | str | _Fields
"""Links of a class as they may be given: links, ids, mappings of fields, one of them or several."""


def _many(value: Several[_L], link: type[_L]) -> tuple[_L, ...]:
    if not value:
        return ()
    several: Iterable[object] = (value,)
    if isinstance(value, Iterable) and not isinstance(value, str | Link | Mapping):
        several = value
    return tuple([one if isinstance(one, link) else _one(one, link) for one in several])


def _one(value: object, link: type[_L]) -> _L:
    if isinstance(value, str):
        return link(value)
    hint = say("relation.hint", name=link.__name__, key=f"{link.target_key!r}")
    return as_instance(link, value, renamed={link.target_key: "to"}, hint=hint)


def as_link(value: Link | str | _Fields | None) -> Link | None:
    """Return one optional link; a string is the id that it points at."""
    return value if value is None or isinstance(value, Link) else _one(value, Link)


def as_links(value: Several[Link]) -> tuple[Link, ...]:
    """Return links as a tuple; a string is the id that it points at."""
    return _many(value, Link)


def as_contributions(
    value: Iterable[Contribution | str | _Fields] | Contribution | str | _Fields,
) -> tuple[Contribution, ...]:
    """Return contributions as a tuple; a string is the id of what is contributed to."""
    return _many(value, Contribution)


def as_dependencies(value: Several[Dependency]) -> tuple[Dependency, ...]:
    """Return dependencies as a tuple; a string is the id of what must come first."""
    return _many(value, Dependency)


def as_responsibilities(
    value: Iterable[Responsibility | str | _Fields] | Responsibility | str | _Fields,
) -> tuple[Responsibility, ...]:
    """Return responsibilities as a tuple; a string is the id of the organization."""
    return _many(value, Responsibility)


def as_uses(value: Several[Use]) -> tuple[Use, ...]:
    """Return uses as a tuple; a string is the id of the resource."""
    return _many(value, Use)
