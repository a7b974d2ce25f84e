"""What verbs about schedules share: reading a plan, or another program's schedule, and others to hold it against."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import attrs

from planmodel.cli import options
from planmodel.cli.language import spoken
from planmodel.cli.output import say

if TYPE_CHECKING:
    from planmodel.model.plan import Plan
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["ScheduleFile", "is_overlay", "read_schedule_file"]


class ScheduleFile(NamedTuple):
    """A plan to schedule, and the start or finish that another program's file counts from.

    Parameters:
        plan: the plan.
        start: from when the file counts, if it says so.
        finish: back from when it counts, if it does.
    """

    plan: Plan
    start: dt.datetime | None = None
    finish: dt.datetime | None = None


def read_schedule_file(path: Path, overlays: tuple[Path, ...], vocabulary: Vocabulary | None) -> ScheduleFile:
    """Return a plan with what is laid over it, or another program's schedule; what was left out of it is said.

    Raises:
        PlanFileError: it cannot be read.
    """
    from planmodel.exchange.opening import is_plan_file, read_schedule
    from planmodel.formats.native import read_over

    if is_plan_file(path):
        return ScheduleFile(options.read(path, overlays, vocabulary))
    read = read_schedule(path)
    for issue in read.issues:
        say(issue.one_line(spoken()))
    plan = read.plan if vocabulary is None else attrs.evolve(read.plan, vocabulary=vocabulary)
    return ScheduleFile(read_over(plan, *overlays) if overlays else plan, read.start, read.finish)


def is_overlay(path: Path) -> bool:
    """Return whether a file is laid over a plan, rather than one of its own."""
    from planmodel.exchange.opening import is_plan_file
    from planmodel.formats.native import read_clean

    if path.is_dir() or not is_plan_file(path):
        return False
    tree = read_clean(path).tree
    return isinstance(tree, dict) and "overlay" in tree
