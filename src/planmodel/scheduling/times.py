"""When one task can take place, and times as plain values."""

from __future__ import annotations

from typing import Any

import attrs

from planmodel.records import Shown
from planmodel.scheduling.axis import Moment
from planmodel.units import Amount

__all__ = ["ScheduledTask", "plain"]


@attrs.frozen(kw_only=True)
class ScheduledTask(Shown):
    """When one task or project can take place.

    Parameters:
        id: the task or project.
        name: what people call it.
        kind: ``task`` or ``project``.
        early_start, early_finish, late_start, late_finish: days, both included (times with a calendar that has hours);
            amounts from 0 when the schedule has no start date.
        total_slack: how far its finish can slip before the plan's finish, or a fixed date, does.
        free_slack: how far it can slip before anything else does.
        critical: whether it has no slack.
        duration: how long it takes; of a whole from its first start to its last finish.
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
    duration: Amount
    summary: bool = False
    finished: bool = False

    def to_record(self) -> dict[str, Any]:
        """Return plain values: dates as ISO text, amounts as numbers in the schedule's unit."""
        record = {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}
        return {key: plain(value) for key, value in record.items()}


def plain(value: Any) -> Any:
    """Return a moment as ISO text and an amount as a number; other values as they are."""
    if isinstance(value, Amount):
        number = float(value)
        return int(number) if number.is_integer() else number
    return value.isoformat() if hasattr(value, "isoformat") else value
