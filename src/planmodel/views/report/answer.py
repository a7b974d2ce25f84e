"""What a reader of a plan's page asks first: how many promises are kept, when the work ends, what the check found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

import attrs

from planmodel.diagnostics import SEVERITIES, Diagnostic
from planmodel.model.plan import Plan
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.times import ScheduledTask, plain
from planmodel.tracking.results import IndicatorProgress
from planmodel.tracking.run import Progress
from planmodel.views.headlines import count_verdicts, end_of_work
from planmodel.views.progress_words import due_text, value_text
from planmodel.words import Message, say

__all__ = ["Attention", "answer", "attention", "made_from"]

_BEHIND = ("regressed", "breached", "behind", "not_yet_met")
"""Verdicts that ask for attention, the worst first."""


@attrs.frozen(kw_only=True)
class Attention:
    """An element that is behind or critical: its verdict, a key of the page's words, and the numbers behind it."""

    id: str
    verdict: str
    said: Message


def answer(
    plan: Plan, followed: Progress | None, scheduled: Schedule | str, findings: Sequence[Diagnostic]
) -> tuple[Message, ...]:
    """Return three sentences: on promises, on the end of the work, on what the check found.

    Parameters:
        plan: the plan.
        followed: its progress on a day; ``None`` where no day was asked about, or nothing could be judged.
        scheduled: its schedule, or why there is none.
        findings: what the check found.
    """
    promises = say("answer.no_day", n=_promising(plan)) if followed is None else _promises(followed)
    return promises, _end(scheduled), _checked(findings)


def _promising(plan: Plan) -> int:
    return sum(bool(one.targets) for one in plan.indicators)


def _promises(followed: Progress) -> Message:
    """Return how many indicators have which verdict, and why nobody can say it of the others."""
    results = followed.results
    if not results:
        return say("answer.no_indicator")
    parts = count_verdicts(results)
    told = say("answer.promises", day=followed.as_of, n=len(results), parts=parts)
    reasons = Counter(one.reason for one in results if one.verdict == "unknown" and one.reason is not None)
    if not reasons:
        return told
    why = [say("answer.times", code=say(f"page.r.{reason}"), n=number) for reason, number in reasons.most_common()]
    return say("answer.and_why", told=told, why=why)


def _end(scheduled: Schedule | str) -> Message:
    """Return when the work ends, held against the plan's period, and on which assumptions."""
    if isinstance(scheduled, str):
        return say("answer.no_end", why=scheduled)
    basis = scheduled.basis
    if basis.empty:
        return say("answer.no_duration", n=len(scheduled)) if len(scheduled) else say("answer.no_work")
    critical = sum(task.critical and not task.summary for task in scheduled.tasks())
    notes = [*basis.notes()]
    if basis.unstated:
        notes.append(say("answer.unstated", n=len(basis.unstated)))
    rests = say("answer.rests", notes=notes) if notes else say("answer.all_stated")
    return say("answer.work", ends=end_of_work(scheduled), critical=critical, all=len(scheduled), rests=rests)


def _checked(findings: Sequence[Diagnostic]) -> Message:
    """Return how many findings of which severity there are, and which rules have most of them."""
    if not findings:
        return say("answer.nothing_found")
    counts = Counter(one.severity for one in findings)
    parts = [say(f"report.{one}", n=counts[one]) for one in SEVERITIES if counts[one]]
    most = [say("answer.times", code=code, n=n) for code, n in Counter(one.code for one in findings).most_common(3)]
    return say("answer.found", parts=parts, most=most)


def attention(followed: Progress | None, scheduled: Schedule | str) -> tuple[Attention, ...]:
    """Return what is behind and what is critical: indicators by their verdict, then work by its slack.

    Parameters:
        followed: the progress of a plan, if any was asked for.
        scheduled: its schedule, or why there is none.
    """
    behind = [] if followed is None else [one for one in followed.results if one.verdict in _BEHIND]
    behind.sort(key=lambda one: _BEHIND.index(one.verdict))
    return (*(_indicator(one) for one in behind), *_work(scheduled))


def _indicator(result: IndicatorProgress) -> Attention:
    value, due = value_text(result.actual), due_text(result)
    said = say("answer.measured_due", value=value, due=due) if due else say("answer.measured", value=value)
    return Attention(id=result.indicator, verdict=f"v.{result.verdict}", said=said)


def _work(scheduled: Schedule | str) -> Iterator[Attention]:
    """Yield the unfinished work that is late or critical, the latest first; none where no duration is stated."""
    if isinstance(scheduled, str) or scheduled.basis.empty:
        return
    unstated = scheduled.basis.unstated
    tasks = [one for one in scheduled.tasks() if not (one.summary or one.finished or one.id in unstated)]
    for task in sorted(tasks, key=lambda one: (one.total_slack.magnitude, str(plain(one.early_start)))):
        if task.total_slack.magnitude < 0 or task.critical:
            yield Attention(id=task.id, verdict=_urgency(task), said=_times(task))


def _urgency(task: ScheduledTask) -> str:
    return "too_late" if task.total_slack.magnitude < 0 else "critical"


def _times(task: ScheduledTask) -> Message:
    times = {"start": task.early_start, "finish": task.early_finish}
    if task.total_slack.magnitude < 0:
        return say("answer.late_times", late=-task.total_slack, **times)
    return say("answer.times_of_work", time=task.duration_text, **times)


def made_from(plan: Plan, scheduled: Schedule | str) -> Message:
    """Return from which files a plan comes, which of them are laid over the first, and how much of it is assumed.

    Parameters:
        plan: the plan; one that was made in code comes from no file.
        scheduled: its schedule, or why there is none.
    """
    basis = None if isinstance(scheduled, str) else scheduled.basis
    counts = {
        "elements": sum(one.evidence == "assumed" for one in plan.elements),
        "durations": 0 if basis is None else len(basis.assumed),
        "links": 0 if basis is None else basis.links.get("assumed", 0),
    }
    parts = [say(f"answer.assumed.{name}", n=number) for name, number in counts.items() if number]
    assumed = say("answer.assumed", parts=parts) if parts else say("answer.nothing_assumed")
    names = [PurePath(file.path).name for file in plan.origin.files] if plan.origin else []
    if not names:
        return assumed
    first, *over = names
    files = say("answer.files", file=first, over=over) if over else say("answer.file", file=first)
    return say("answer.made", files=files, assumed=assumed)
