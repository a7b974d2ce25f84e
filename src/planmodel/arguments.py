"""Whether an argument is the kind of thing that a question needs: asked at the public doors, by one rule."""

from __future__ import annotations

import os
from collections.abc import Mapping

from planmodel.errors import ArgumentError

__all__ = ["check_argument"]

_HINTS: Mapping[tuple[str, str], str] = {
    ("Plan", "path"): "read_plan(path) reads a plan from a file",
    ("Plan", "Schedule"): "its plan is in .plan",
    ("Plan", "ResourceSchedule"): "its plan is in .plan",
    ("Plan", "PlanSet"): "for plan in plans: …, or plans[id] for one of them",
    ("Schedule", "Plan"): "pm.schedule(plan) returns the schedule of a plan",
    ("Indicator", "str"): "plan.indicators[id] is the indicator called so",
    ("Element", "Plan"): "plan.elements are the elements of a plan",
    ("mapping", "str"): 'write {"id": "6 月"}',
}
"""What to do, by what is needed and what was given."""


def check_argument(parameter: str, value: object, *kinds: type, wanted: str | None = None) -> None:
    """Refuse an argument that is a thing of another kind than is needed.

    Parameters:
        parameter: its name.
        value: what was given.
        kinds: the classes that it may be of.
        wanted: what that is in words; the names of the classes when left out.

    Raises:
        ArgumentError: it is of none of them.
    """
    if isinstance(value, kinds):
        return
    needed = wanted or " or ".join(kind.__name__ for kind in kinds)
    given = type(value).__name__
    hint = _HINTS.get((needed, given))
    if hint is None and isinstance(value, str | os.PathLike):
        hint = _HINTS.get((needed, "path"))
    article = "an" if needed[:1] in "AEIOUaeiou" else "a"
    what = "nothing" if value is None else f"{given} {_told(value)}".rstrip()
    raise ArgumentError(f"{parameter} must be {article} {needed}, found {what}", parameter=parameter, hint=hint)


def _told(value: object) -> str:
    """Return what a small value is; plans and tables are not printed into a message."""
    return f"{value!r:.40}" if isinstance(value, str | int | float | os.PathLike) else ""
