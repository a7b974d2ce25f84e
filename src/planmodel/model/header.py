"""A plan's header: what the document says about itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import attrs

from planmodel.descriptions import Described
from planmodel.model.instances import as_instance, as_instances, tell_field
from planmodel.model.period import Period, as_period
from planmodel.model.relations import Link, as_links, relation
from planmodel.model.sources import (
    Citation,
    as_citations,
    as_names,
    check_count,
    check_id,
    check_names,
    check_one_of,
    check_optional_text,
    check_year,
)
from planmodel.model.targets import optional_text
from planmodel.text import Text, as_text
from planmodel.units.own import OwnUnits, UnitDefinition, unit_of_text

__all__ = ["DeclaredCount", "Header", "Jurisdiction", "as_declared", "as_jurisdiction", "as_units"]


@tell_field
@attrs.frozen(kw_only=True)
class Jurisdiction:
    """The area that a plan is made for.

    Parameters:
        name: its name.
        level: ``national``, ``province``, ``city``, ``county``, ``township`` or ``other``.
        code: its code in the national register (GB/T 2260), ``441882``.
        parent: the area that it belongs to.
        aliases: other names in print.
    """

    name: Text = attrs.field(converter=as_text)
    level: Literal["national", "province", "city", "county", "township", "other"] | None = attrs.field(
        default=None,
        validator=check_one_of("national", "province", "city", "county", "township", "other"),
    )
    code: str | None = attrs.field(default=None, validator=check_optional_text)
    parent: Text | None = attrs.field(default=None, converter=optional_text)
    aliases: tuple[str, ...] = attrs.field(default=(), converter=as_names, validator=check_names)


@tell_field
@attrs.frozen(kw_only=True)
class DeclaredCount:
    """How many top-level elements of a kind the document says it has (五个部分).

    Parameters:
        kind: the kind's name, such as ``section``.
        count: the number declared.
        sources: where it says so.
    """

    kind: str = attrs.field(validator=check_optional_text)
    count: int = attrs.field(validator=check_count)
    sources: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)


_ORGANIZATIONS = relation("organization", flow="from_target")


def as_jurisdiction(value: Jurisdiction | Mapping[str, Any] | None) -> Jurisdiction | None:
    """Return an optional jurisdiction; a mapping holds its fields."""
    return (
        value if value is None else as_instance(Jurisdiction, value, hint='Jurisdiction(name="连州市", level="county")')
    )


def as_declared(counts: Iterable[DeclaredCount | Mapping[str, Any]] | DeclaredCount) -> tuple[DeclaredCount, ...]:
    """Return declared counts as a tuple; a mapping holds the fields of one."""
    return as_instances(DeclaredCount, counts)


def as_units(
    units: Iterable[UnitDefinition | Mapping[str, Any] | str] | UnitDefinition | Mapping[str, Any] | str,
) -> tuple[UnitDefinition, ...]:
    """Return the units of a plan's own as a tuple; a text alone is ``teams`` or ``crew = 5 teams``.

    Raises:
        ModelError: one of them cannot be a unit.
    """
    several: Iterable[Any] = (units,) if isinstance(units, str | UnitDefinition | Mapping) else units
    made = tuple(as_instance(UnitDefinition, unit_of_text(one) if isinstance(one, str) else one) for one in several)
    if made:
        OwnUnits(made)
    return made


@attrs.frozen(kw_only=True, eq=False, slots=False, repr=False)
class Header(Described):
    """What the document says about itself.

    Parameters:
        id: ASCII id of the plan.
        title: its title: text, or ``{zh: …, en: …}``.
        description: more words about it.
        jurisdiction: the area that it is made for.
        period: the period that it covers: ``2021/2025``.
        base_year: the year that it starts from.
        status: ``draft``, ``draft_for_comment``, ``review_draft``, ``adopted``, ``superseded`` or ``evaluation``.
        number: its document number, ``粤环〔2021〕10号``.
        issued: when it was issued.
        drafted_by: the organizations that drafted it.
        approved_by: the organizations that approved it.
        issued_by: the organizations that issued it.
        follows: the documents that it follows (编制依据).
        declares: how many top-level elements of a kind the document says it has.
        units: the units that it counts in and that planmodel's table does not have.
        sources: citations for the header.
        note: a remark by whoever made the file.
    """

    id: str = attrs.field(validator=check_id)
    title: Text = attrs.field(converter=as_text)
    description: Text | None = attrs.field(default=None, converter=optional_text)
    jurisdiction: Jurisdiction | None = attrs.field(default=None, converter=as_jurisdiction)
    period: Period | None = attrs.field(default=None, converter=as_period)
    base_year: int | None = attrs.field(default=None, validator=check_year)
    status: Literal["draft", "draft_for_comment", "review_draft", "adopted", "superseded", "evaluation"] | None = (
        attrs.field(
            default=None,
            validator=check_one_of("draft", "draft_for_comment", "review_draft", "adopted", "superseded", "evaluation"),
        )
    )
    number: str | None = attrs.field(default=None, validator=check_optional_text)
    issued: Period | None = attrs.field(default=None, converter=as_period)
    drafted_by: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=_ORGANIZATIONS)
    approved_by: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=_ORGANIZATIONS)
    issued_by: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=_ORGANIZATIONS)
    follows: tuple[Link, ...] = attrs.field(
        default=(),
        converter=as_links,
        metadata=relation("document", flow="from_target"),
    )
    declares: tuple[DeclaredCount, ...] = attrs.field(
        default=(),
        converter=as_declared,
    )
    units: tuple[UnitDefinition, ...] = attrs.field(default=(), converter=as_units)
    sources: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)
    note: str | None = attrs.field(default=None, validator=check_optional_text)
