"""What a picture shows, as the sentence that stands above it: numbers first, the same on pages and in charts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from planmodel.model.plan import Plan
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.times import plain
from planmodel.text import in_language
from planmodel.tracking.results import IndicatorProgress, Verdict
from planmodel.words import Message, say

__all__ = ["count_verdicts", "counted_parts", "end_of_work", "headed", "unconnected"]


def headed(language: str, name: str, *findings: object) -> str:
    """Return the heading of a picture: what it is of, and what it shows.

    Parameters:
        language: ``zh`` or ``en``.
        name: what it is of.
        findings: what it shows, each in a clause.
    """
    told = [in_language(one, language) if isinstance(one, str) else one for one in findings]
    return say("picture.title", name=name, facts=told).in_language(language) if told else name


def counted_parts(found: Iterable[str], order: Sequence[str], group: str) -> list[Message]:
    """Return how many there are of each code, in the order given.

    Parameters:
        found: the codes.
        order: all codes there can be.
        group: where their words stand in the catalogue: ``page.v``.
    """
    counts = Counter(found)
    return [say("answer.counted", what=say(f"{group}.{one}"), n=counts[one]) for one in order if counts[one]]


def count_verdicts(results: Sequence[IndicatorProgress]) -> list[Message]:
    """Return how many indicators have which verdict."""
    return counted_parts((one.verdict for one in results), get_args(Verdict), "page.v")


def end_of_work(schedule: Schedule) -> Message:
    """Return when all work is over, held against the period of the plan."""
    if schedule.network.axis.start is None:
        return say("answer.takes", time=schedule.duration)
    last = dt.date.fromisoformat(str(plain(schedule.finish))[:10])
    period = schedule.plan.period
    if period is None:
        return say("answer.ends", day=last)
    days = (last - period.end).days
    if not days:
        return say("answer.ends_with", day=last)
    return say("answer.ends_after" if days > 0 else "answer.ends_before", day=last, n=abs(days), end=period.end)


def unconnected(plan: Plan) -> Message | None:
    """Return how many goals no work serves and how much work serves none; ``None`` where there is neither."""
    found = plan.graph.coverage()
    goals, tasks = len(plan.goals), len(plan.tasks)
    lacking = {"goals": (found.goals_without_task, goals), "tasks": (found.tasks_without_goal, tasks)}
    parts = [
        say(f"structure.{name}", n=len(ids), all=number) if ids else say(f"structure.all_{name}", all=number)
        for name, (ids, number) in lacking.items()
        if number
    ]
    return say("row.clauses", parts=parts) if parts else None
