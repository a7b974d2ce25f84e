"""A plan's header: what the document says about itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import attrs

from planmodel.model.instances import as_instance, as_instances
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
    doc,
)
from planmodel.model.targets import optional_text
from planmodel.text import Text, as_text
from planmodel.units.own import OwnUnits, UnitDefinition, unit_of_text

__all__ = ["DeclaredCount", "Header", "Jurisdiction", "as_declared", "as_jurisdiction", "as_units"]


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

    name: Text = attrs.field(converter=as_text, metadata=doc("Its name"))
    level: Literal["national", "province", "city", "county", "township", "other"] | None = attrs.field(
        default=None,
        validator=check_one_of("national", "province", "city", "county", "township", "other"),
        metadata=doc("national, province, city, county, township or other"),
    )
    code: str | None = attrs.field(
        default=None, validator=check_optional_text, metadata=doc("Code in the national register (GB/T 2260)")
    )
    parent: Text | None = attrs.field(default=None, converter=optional_text, metadata=doc("The area it belongs to"))
    aliases: tuple[str, ...] = attrs.field(
        default=(), converter=as_names, validator=check_names, metadata=doc("Other names in print")
    )


@attrs.frozen(kw_only=True)
class DeclaredCount:
    """How many top-level elements of a kind the document says it has (五个部分).

    Parameters:
        kind: the kind's name, ``section``.
        count: the number declared.
        sources: where it says so.
    """

    kind: str = attrs.field(validator=check_optional_text, metadata=doc("The kind's name, e.g. section"))
    count: int = attrs.field(validator=check_count, metadata=doc("The number declared"))
    sources: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations, metadata=doc("Citations"))


def _organizations(what: str) -> dict[str, Any]:
    return relation("organization", flow="from_target", doc=f"Who {what} it")


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
class Header:
    """What the document says about itself.

    Parameters:
        id: ASCII id of the plan.
        title: its title.
        description: more words about it.
        jurisdiction: the area that it is made for.
        period: the period that it covers.
        base_year: the year that it starts from.
        status: ``draft``, ``draft_for_comment``, ``review_draft``, ``adopted``, ``superseded`` or ``evaluation``.
        number: its document number.
        issued: when it was issued.
        drafted_by: the organizations that drafted it.
        approved_by: the organizations that approved it.
        issued_by: the organizations that issued it.
        follows: the documents that it follows.
        declares: how many top-level elements of a kind the document says it has.
        units: the units that it counts in and that planmodel's table does not have.
        sources: citations for the header.
        note: a remark by whoever made the file.
    """

    id: str = attrs.field(validator=check_id, metadata=doc("ASCII id of the plan"))
    title: Text = attrs.field(converter=as_text, metadata=doc("Its title: text, or {zh: …, en: …}"))
    description: Text | None = attrs.field(default=None, converter=optional_text, metadata=doc("More words about it"))
    jurisdiction: Jurisdiction | None = attrs.field(
        default=None, converter=as_jurisdiction, metadata=doc("The area that it is made for")
    )
    period: Period | None = attrs.field(
        default=None, converter=as_period, metadata=doc("The period that it covers: 2021/2025")
    )
    base_year: int | None = attrs.field(
        default=None, validator=check_year, metadata=doc("The year that it starts from")
    )
    status: Literal["draft", "draft_for_comment", "review_draft", "adopted", "superseded", "evaluation"] | None = (
        attrs.field(
            default=None,
            validator=check_one_of("draft", "draft_for_comment", "review_draft", "adopted", "superseded", "evaluation"),
            metadata=doc("draft, draft_for_comment, review_draft, adopted, superseded or evaluation"),
        )
    )
    number: str | None = attrs.field(
        default=None, validator=check_optional_text, metadata=doc("Document number, e.g. 粤环〔2021〕10号")
    )
    issued: Period | None = attrs.field(default=None, converter=as_period, metadata=doc("When it was issued"))
    drafted_by: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=_organizations("drafted"))
    approved_by: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=_organizations("approved"))
    issued_by: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=_organizations("issued"))
    follows: tuple[Link, ...] = attrs.field(
        default=(),
        converter=as_links,
        metadata=relation("document", flow="from_target", doc="The documents that it follows (编制依据)"),
    )
    declares: tuple[DeclaredCount, ...] = attrs.field(
        default=(),
        converter=as_declared,
        metadata=doc("How many top-level elements of a kind the document says it has"),
    )
    units: tuple[UnitDefinition, ...] = attrs.field(
        default=(), converter=as_units, metadata=doc("Units of the plan's own: counts, and multiples of a unit")
    )
    sources: tuple[Citation, ...] = attrs.field(
        default=(), converter=as_citations, metadata=doc("Where the header stands: citations")
    )
    note: str | None = attrs.field(default=None, validator=check_optional_text, metadata=doc("A remark"))
