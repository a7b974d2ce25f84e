"""What every element of a plan has, and what elements that nest or take time have besides."""

from __future__ import annotations

from typing import Any, ClassVar

import attrs

from planmodel.descriptions import Described
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
)
from planmodel.model.targets import as_optional_amount, optional_text
from planmodel.records import Shown
from planmodel.text import Text, as_text, in_language
from planmodel.units import Amount

__all__ = ["Element", "Group", "Nested", "Undertaking"]


@attrs.frozen(kw_only=True)
class Element(Shown, Described):
    """What every element of a plan has.

    Parameters:
        id: ASCII id, unique in the plan.
        name: what people call it: text, or ``{zh: …, en: …}``.
        description: more words about it.
        section: the :class:`Section` that it stands in.
        themes: the :class:`Theme` elements that it belongs to.
        evidence: ``stated`` (the document says so), ``inferred`` (read between the lines) or ``assumed`` (for
            illustration).
        sources: where it stands: citations; a ``stated`` element without one is a finding of ``check``.
        note: a remark by whoever made the file.
        ignore: codes of rules of ``check``, or beginnings of codes, that are not to speak of it: ``PM402``.
    """

    id: str = attrs.field(validator=check_id)
    name: Text = attrs.field(converter=as_text)
    description: Text | None = attrs.field(default=None, converter=optional_text)
    section: Link | None = attrs.field(
        default=None,
        converter=as_link,
        metadata=relation("section", name="in_section", flow="none"),
    )
    themes: tuple[Link, ...] = attrs.field(
        default=(),
        converter=as_links,
        metadata=relation("theme", name="has_theme", flow="none"),
    )
    evidence: Evidence = attrs.field(
        default="stated",
        validator=check_one_of("stated", "inferred", "assumed"),
    )
    sources: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)
    note: str | None = attrs.field(default=None, validator=check_optional_text)
    ignore: tuple[str, ...] = attrs.field(
        default=(),
        converter=as_names,
        validator=check_names,
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
        metadata=relation(SAME_KIND, order="hierarchy"),
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
    )


@attrs.frozen(kw_only=True)
class Undertaking(Group):
    """What tasks and projects have in common.

    Parameters:
        contributes_to: the goals and indicators that it serves.
        depends_on: what must come first.
        responsible: who leads and who supports.
        period: when it is to be done, as the document says: ``2021/2023``.
        duration: how long it takes: ``18 月``, or ``{low: …, likely: …, high: …}``.
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
        metadata=relation("goal", "indicator"),
    )
    depends_on: tuple[Dependency, ...] = attrs.field(
        default=(),
        converter=as_dependencies,
        metadata=relation("task", "project", flow="from_target", order="precedence"),
    )
    responsible: tuple[Responsibility, ...] = attrs.field(
        default=(),
        converter=as_responsibilities,
        metadata=relation("organization", flow="from_target"),
    )
    period: Period | None = attrs.field(default=None, converter=as_period)
    duration: Estimate | None = attrs.field(default=None, converter=as_estimate)
    done: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    started: Period | None = attrs.field(default=None, converter=as_period)
    finished: Period | None = attrs.field(default=None, converter=as_period)
    not_before: Period | None = attrs.field(default=None, converter=as_period)
    finish_by: Period | None = attrs.field(default=None, converter=as_period)
    uses: tuple[Use, ...] = attrs.field(
        default=(),
        converter=as_uses,
        metadata=relation("resource", flow="from_target"),
    )
    modes: tuple[Mode, ...] = attrs.field(default=(), converter=as_modes)
    constraints: tuple[Constraint, ...] = attrs.field(default=(), converter=as_constraints)
    calendar: Link | None = attrs.field(
        default=None,
        converter=as_link,
        metadata=relation("calendar", name="goes_by", flow="none"),
    )
