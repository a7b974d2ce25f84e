"""Dates that work is bound to beside its links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

import attrs

from planmodel.errors import ModelError
from planmodel.model.instances import as_instances, tell_field
from planmodel.model.period import Period, as_period
from planmodel.model.sources import check_one_of
from planmodel.words import say

__all__ = ["Constraint", "ConstraintType", "as_constraints"]

ConstraintType: TypeAlias = Literal[
    "start_on", "finish_on", "start_no_later", "finish_no_earlier", "finish_no_later", "late", "by_hand"
]


@tell_field
@attrs.frozen(kw_only=True)
class Constraint:
    """A date that work is held to even where its links would have it otherwise; a finding then says so.

    Parameters:
        type: ``start_on``, ``finish_on`` (must), ``start_no_later``, ``finish_no_later``, ``finish_no_earlier``,
            ``late`` (as late as possible without a date, so that nothing else begins or ends later), or ``by_hand`` (it
            begins on the date because somebody put it there; its slack still counts from its links).
        date: the day, or day and time; without one only for ``late``.

    Raises:
        ModelError: no such type, no date, or a date beside ``late``.

    Example:
        >>> Constraint(type="start_on", date="2025-03-03T08:00").date.start
        datetime.date(2025, 3, 3)

    Source: the constraint types of Microsoft Project (must start on, finish no later than, …); ``not_before`` is its
    start no earlier than, ``finish_by`` its deadline.
    """

    type: ConstraintType = attrs.field(
        validator=check_one_of(
            "start_on", "finish_on", "start_no_later", "finish_no_earlier", "finish_no_later", "late", "by_hand"
        ),
    )
    date: Period | None = attrs.field(default=None, converter=as_period)

    def __attrs_post_init__(self) -> None:
        if (self.type == "late") != (self.date is None):
            raise ModelError(
                say("constraint.no_date", type=self.type) if self.date is None else say("constraint.late"),
                hint=say("constraint.hint"),
            )

    def __str__(self) -> str:
        return self.type if self.date is None else f"{self.type} {self.date}"


def as_constraints(
    value: Iterable[Constraint | Mapping[str, Any]] | Constraint | Mapping[str, Any],
) -> tuple[Constraint, ...]:
    """Return constraints as a tuple; a mapping holds the fields of one."""
    return as_instances(Constraint, value)
