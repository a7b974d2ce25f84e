"""What a Primavera exchange file holds that is not read: tables, and fields of activities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planmodel.exchange.xer_tables import Row, Tables
from planmodel.words import Message, say

__all__ = ["unread_fields", "unread_tables"]

_READ = frozenset({"PROJECT", "CALENDAR", "PROJWBS", "TASK", "TASKPRED", "RSRC", "TASKRSRC"})
_ABOUT_THE_FILE = frozenset({"", "CURRTYPE", "OBS", "SCHEDOPTIONS", "UMEASURE"})
_FIELDS = (
    "expect_end_date",
    "suspend_date",
    "resume_date",
    "external_early_start_date",
    "external_late_end_date",
)


def unread_tables(tables: Tables) -> Iterator[Message]:
    """Yield a sentence about the tables that hold something about the project and are not read."""
    left = [
        f"{name} ({len(rows)})" for name, rows in tables.rows.items() if rows and name not in _READ | _ABOUT_THE_FILE
    ]
    if left:
        yield say("xer.tables", tables=left)


def unread_fields(rows: Sequence[Row]) -> Iterator[tuple[Row, Message]]:
    """Yield the rows of activities with a date that bears on the schedule and is not read."""
    for row in rows:
        for name in _FIELDS:
            if (text := row.text(name)) is not None:
                yield row, say("xer.field", name=name, value=text[:40])
    by_resources = [row for row in rows if row.text("task_type") == "TT_Rsrc"]
    if by_resources:
        yield by_resources[0], say("xer.by_resources", n=len(by_resources))
