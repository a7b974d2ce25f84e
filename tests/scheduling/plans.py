"""Small plans for the tests of schedules."""

from __future__ import annotations

from typing import Any

import planmodel as pm
from planmodel.parts import Element
from planmodel.results import Schedule

UNTIL_PROVEN = float("inf")
"""No limit of seconds: whether a small search ends must not depend on what else the machine does."""


def plan_of(*tasks: Element, **header: Any) -> pm.Plan:
    return pm.Plan(**{"id": "p", "title": "Plan", **header}, elements=tasks)


def task(id: str, duration: Any = None, waits: Any = (), **fields: Any) -> pm.Task:
    return pm.Task(id=id, name=id, duration=duration, depends_on=waits, **fields)


def link(on: str, type: Any = "FS", lag: Any = None, max_lag: Any = None) -> pm.Dependency:
    return pm.Dependency(on, type=type, lag=lag, max_lag=max_lag)


def starts(schedule: Schedule) -> dict[str, float]:
    """Return earliest starts of a schedule without dates."""
    return {record["id"]: record["early_start"] for record in schedule.table()}
