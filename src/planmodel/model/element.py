"""What every element of a plan has, and what elements that nest or take time have besides."""

from __future__ import annotations

from typing import Any, ClassVar

import attrs

from planmodel.model.constraints import Constraint, as_constraints
from planmodel.model.instances import tell_where
from planmodel.model.numbers import Estimate, Mode, as_estimate, as_modes
from planmodel.model.period import Period, as_period
from planmodel.model.relations import (
    SAME_KIND,
    Contribution,
    Dependency,
    Link,
    Responsibility,
    Use,
    as_contributions,
    as_dependencies,
    as_link,
    as_links,
    as_responsibilities,
    as_uses,
    relation,
)
from planmodel.model.sources import (
    Citation,
    Evidence,
    as_citations,
    as_names,
    check_count,
    check_id,
    check_names,
    check_one_of,
    check_optional_text,
    doc,
)
from planmodel.model.targets import as_optional_amount, optional_text
from planmodel.records import Shown
from planmodel.text import Text, as_text, in_language
from planmodel.units import Amount

__all__ = ["Element", "Group", "Nested", "Undertaking"]


@attrs.frozen(kw_only=True)
class Element(Shown):
    """What every element of a plan has.

    Parameters:
        id: ASCII id, unique in the plan.
        name: what people call it, in one language or several.
        description: more words about it.
        section: the :class:`Section` that it stands in.
        themes: the :class:`Theme` links it belongs to.
        evidence: ``stated``, ``inferred`` or ``assumed``.
        sources: where it stands; a ``stated`` element without one is a finding of ``check``.
        note: a remark by whoever made the file.
        ignore: codes of rules of ``check``, or beginnings of codes, that are not to speak of it.
    """

    id: str = attrs.field(validator=check_id, metadata=doc("ASCII id, unique in the plan"))
    name: Text = attrs.field(converter=as_text, metadata=doc("What people call it: text, or {zh: …, en: …}"))
    description: Text | None = attrs.field(default=None, converter=optional_text, metadata=doc("More words about it"))
    section: Link | None = attrs.field(
        default=None,
        converter=as_link,
        metadata=relation("section", name="in_section", flow="none", doc="The section that it stands in"),
    )
    themes: tuple[Link, ...] = attrs.field(
        default=(),
        converter=as_links,
        metadata=relation("theme", name="has_theme", flow="none", doc="The themes that it belongs to"),
    )
    evidence: Evidence = attrs.field(
        default="stated",
        validator=check_one_of("stated", "inferred", "assumed"),
        metadata=doc("stated: the document says so; inferred: read between the lines; assumed: for illustration"),
    )
    sources: tuple[Citation, ...] = attrs.field(
        default=(), converter=as_citations, metadata=doc("Where it stands: citations")
    )
    note: str | None = attrs.field(default=None, validator=check_optional_text, metadata=doc("A remark"))
    ignore: tuple[str, ...] = attrs.field(
        default=(),
        converter=as_names,
        validator=check_names,
        metadata=doc("Rules of check that are not to speak of it, by code: PM402"),
    )

    kind: ClassVar[str] = "element"
    """What one is called: ``goal``."""
    plural: ClassVar[str] = "elements"
    """What a list of them is called in files and on the plan: ``goals``."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "__init__" in cls.__dict__:  # attrs has made it
            tell_where(cls)

    def label(self, language: str | None = None) -> str:
        """Return the name in ``language``, or in its first one."""
        return in_language(self.name, language)


@attrs.frozen(kw_only=True)
class Nested(Element):
    """An element that can be part of another of its kind.

    Parameters:
        part_of: the element of the same kind that holds it.
    """

    part_of: Link | None = attrs.field(
        default=None,
        converter=as_link,
        metadata=relation(SAME_KIND, order="hierarchy", doc="The element of the same kind that holds it"),
    )


@attrs.frozen(kw_only=True)
class Group(Nested):
    """An element of which the document may say how many parts it has.

    Parameters:
        declared_count: how many parts the document says that it has.
    """

    declared_count: int | None = attrs.field(
        default=None,
        validator=attrs.validators.optional(check_count),
        metadata=doc("How many parts the document says that it has"),
    )


@attrs.frozen(kw_only=True)
class Undertaking(Group):
    """What tasks and projects have in common.

    Parameters:
        contributes_to: the goals and indicators that it serves.
        depends_on: what must come first.
        responsible: who leads and who supports.
        period: when it is to be done, as the document says.
        duration: how long it takes.
        done: how much of it is done, ``40 %``.
        started: when it really began; of a month or year its first day.
        finished: when it was really over; of a month or year its last day.
        not_before: the day before which it cannot begin.
        finish_by: the day by which it must be over.
        uses: the resources that it takes up.
        modes: the ways in which it can be done, if there are several; ``duration`` is then left out.
        constraints: dates that it is held to even where its links would have it otherwise.
        calendar: the working calendar that it goes by, where it is not the plan's usual one.
    """

    contributes_to: tuple[Contribution, ...] = attrs.field(
        default=(),
        converter=as_contributions,
        metadata=relation("goal", "indicator", doc="The goals and indicators that it serves"),
    )
    depends_on: tuple[Dependency, ...] = attrs.field(
        default=(),
        converter=as_dependencies,
        metadata=relation("task", "project", flow="from_target", order="precedence", doc="What must come first"),
    )
    responsible: tuple[Responsibility, ...] = attrs.field(
        default=(),
        converter=as_responsibilities,
        metadata=relation("organization", flow="from_target", doc="Who leads and who supports"),
    )
    period: Period | None = attrs.field(default=None, converter=as_period, metadata=doc("When it is done: 2021/2023"))
    duration: Estimate | None = attrs.field(
        default=None, converter=as_estimate, metadata=doc("How long it takes: 18 月, or {low: …, likely: …, high: …}")
    )
    done: Amount | None = attrs.field(
        default=None, converter=as_optional_amount, metadata=doc("How much of it is done: 40 %")
    )
    started: Period | None = attrs.field(default=None, converter=as_period, metadata=doc("When it really began"))
    finished: Period | None = attrs.field(default=None, converter=as_period, metadata=doc("When it was really over"))
    not_before: Period | None = attrs.field(
        default=None, converter=as_period, metadata=doc("The day before which it cannot begin")
    )
    finish_by: Period | None = attrs.field(
        default=None, converter=as_period, metadata=doc("The day by which it must be over")
    )
    uses: tuple[Use, ...] = attrs.field(
        default=(),
        converter=as_uses,
        metadata=relation("resource", flow="from_target", doc="The resources that it takes up"),
    )
    modes: tuple[Mode, ...] = attrs.field(
        default=(), converter=as_modes, metadata=doc("The ways in which it can be done, if several")
    )
    constraints: tuple[Constraint, ...] = attrs.field(
        default=(), converter=as_constraints, metadata=doc("Dates that it is held to, whatever its links allow")
    )
    calendar: Link | None = attrs.field(
        default=None,
        converter=as_link,
        metadata=relation("calendar", name="goes_by", flow="none", doc="The working calendar that it goes by"),
    )
