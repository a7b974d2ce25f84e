"""When one task can take place, and times as plain values."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs

from planmodel.columns import Column
from planmodel.model.time_amounts import CALENDAR_DAY, CALENDAR_HOUR
from planmodel.scheduling.axis import Axis, Moment
from planmodel.scheduling.spans import MONTHS, WORK, Span, Wait, through
from planmodel.tabular import Single
from planmodel.units import Amount
from planmodel.units.numerals import from_fraction
from planmodel.words import Message, say

__all__ = ["ScheduledTask", "amount_of", "moment_column", "plain", "time_column"]


@attrs.frozen(kw_only=True)
class ScheduledTask(Single):
    """When one task or project can take place.

    Parameters:
        id: the task or project.
        name: what people call it.
        kind: ``task`` or ``project``.
        early_start, early_finish, late_start, late_finish: days, both included (times with a calendar that has hours);
            amounts from 0 when the schedule has no start date.
        total_slack: how far its start or its finish can slip, whichever is less, before the plan's finish, or a fixed
            date, does.
        free_slack: how far it can slip before anything else does.
        critical: whether it has no slack; never of work for which no duration is stated or taken.
        duration: how long it takes, as it was counted; of a whole from its first start to its last finish; ``None``
            when none is stated and none stands for it: it then counts as no time in the dates beside.
        duration_stated: whether the plan says how long it takes, or when it really began and was over.
        assumed: whether its duration is assumed; of a whole, whether that of a part is.
        summary: whether it is a whole that spans its parts.
        finished: whether it is over.
    """

    id: str
    name: str
    kind: str
    early_start: Moment | Amount
    early_finish: Moment | Amount
    late_start: Moment | Amount
    late_finish: Moment | Amount
    total_slack: Amount
    free_slack: Amount
    critical: bool
    duration: Amount | None
    duration_stated: bool = True
    assumed: bool = False
    summary: bool = False
    finished: bool = False

    @property
    def duration_text(self) -> Message | str:
        """The duration in words: ``3 months``, ``6 months, assumed`` or ``no duration stated``."""
        if self.duration is None:
            return say("schedule.no_duration")
        return say("schedule.assumed", duration=self.duration) if self.assumed else say("row", parts=(self.duration,))

    def to_record(self) -> dict[str, Any]:
        """Return plain values: dates as ISO text, amounts as numbers.

        Slack is in ``unit``, the duration in ``duration_unit``.
        """
        record = {field.name: plain(getattr(self, field.name)) for field in attrs.fields(type(self))}
        record["unit"] = self.total_slack.unit
        record["duration_unit"] = None if self.duration is None else self.duration.unit
        return record


def moment_column(name: str, about: str, *, dated: bool, head: str | None = None) -> Column:
    """Return the column of a day, or of a time from 0 where a schedule has no dates."""
    how = "as ISO 8601" if dated else "from 0, in unit"
    return Column(name, "text" if dated else "number", f"{about}, {how}", head=head, cell=_as_it_is(name))


def time_column(name: str, about: str, *, head: str | None = None, shown: bool = True) -> Column:
    """Return the column of an amount of time, which is a number in the unit of the row."""
    return Column(name, "number", f"{about}, in unit", head=head, cell=_as_it_is(name), shown=shown)


def _as_it_is(name: str) -> Callable[[Any], object]:
    """Return the function that reads a field with its unit."""

    def read(row: Any) -> object:
        value = row[name] if type(row) is dict else getattr(row, name)
        return say("nothing") if value is None else value

    return read


def amount_of(wait: Wait, axis: Axis) -> Amount:
    """Return a duration or lag as an amount; one of whole months, or of calendar days beside work, in these."""
    if not isinstance(wait, Span):
        return axis.amount(wait) if not axis.is_clock or not wait else _passing(wait, axis)
    if len(wait) == 1 and wait[0].kind == MONTHS:
        return Amount(wait[0].size, "月")
    if all(step.kind == WORK for step in wait):
        return axis.amount(sum(step.size for step in wait))
    begin = 0  # of several kinds: what it is from the start on
    return axis.amount(axis.work_between(begin, through(axis, wait, begin)))


def _passing(ticks: int, axis: Axis) -> Amount:
    days = Fraction(ticks, 1440 * axis.per_minute)
    shown = days if (days * 4).denominator == 1 else days * 24
    return Amount(from_fraction(shown), CALENDAR_DAY if shown == days else CALENDAR_HOUR)


def plain(value: Any) -> Any:
    """Return a moment as ISO text and an amount as a number; other values as they are."""
    if isinstance(value, Amount):
        number = float(value)
        return int(number) if number.is_integer() else number
    return value.isoformat() if hasattr(value, "isoformat") else value
