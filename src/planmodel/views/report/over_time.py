"""What became of a plan's promises on a day, as rows of its page: the three lists, and whether work is enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from planmodel.evaluating.evaluation import Evaluation, evaluate
from planmodel.evaluating.sufficiency import Sufficiency, sufficiency
from planmodel.evaluating.work import TaskState
from planmodel.model.plan import Plan
from planmodel.scheduling.schedule import Schedule
from planmodel.text import in_language
from planmodel.views.report.promises import Several

__all__ = ["Verdicts", "enough_in", "evaluated"]


@attrs.frozen(kw_only=True)
class Verdicts:
    """An evaluation, with the words of its classes in both languages and how many of its targets have each."""

    found: Evaluation
    counts: tuple[tuple[Several, int], ...]
    judged: int

    def words(self, verdict: str) -> Several:
        """Return a class in both languages."""
        return {language: str(in_language(verdict, language)) for language in ("zh", "en")}

    def known(self, rows: Iterable[TaskState]) -> list[TaskState]:
        """Return the work of whose state, delay or spending anything is known."""
        return [
            one
            for one in rows
            if one.state != "unknown" or one.late is not None or getattr(one, "spent", None) is not None
        ]


def evaluated(plan: Plan, day: dt.date | None, scheduled: Schedule | None) -> Verdicts | None:
    """Return a plan on a day in three lists; ``None`` without a day."""
    if day is None:
        return None
    found = evaluate(plan, as_of=day, schedule=scheduled)
    counts = [one for one in found.counts() if one.of == "all"]
    made = Verdicts(found=found, counts=(), judged=counts[0].judged if counts else 0)
    return attrs.evolve(made, counts=tuple((made.words(one.verdict), one.count) for one in counts))


def enough_in(plan: Plan, scheduled: Schedule | None) -> Sufficiency | None:
    """Return whether contributions are enough; ``None`` where no work states how much it contributes."""
    found = sufficiency(plan, schedule=scheduled)
    return found if any(row.numbered for row in found.rows) else None
