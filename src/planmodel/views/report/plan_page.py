"""The page of one plan."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import Any, TypeVar

from planmodel.diagnostics import SEVERITIES, Diagnostic
from planmodel.errors import PlanModelError
from planmodel.faults import InternalFault, attempt
from planmodel.formats.files import write_whole
from planmodel.model.calendar import Calendar
from planmodel.model.numbers import Estimate
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.scheduling.run import schedule
from planmodel.scheduling.schedule import Schedule
from planmodel.text import MultilingualText, one_line
from planmodel.tracking.run import Progress, progress
from planmodel.views.charts.values import plot_indicators
from planmodel.views.graphs.draw import draw_in
from planmodel.views.progress_words import due_text, value_text
from planmodel.views.report.answer import answer, attention, made_from
from planmodel.views.report.facts import facts_of
from planmodel.views.report.frame import page_language, render
from planmodel.views.report.over_time import enough_in, evaluated
from planmodel.views.report.pictures import Shown, shown, shown_in
from planmodel.views.report.promises import both
from planmodel.views.report.records import page_records, place_of, several
from planmodel.views.report.sections import gaps_in, indicator_rows, kinds_in, source_rows
from planmodel.views.report.words import PageLanguage
from planmodel.words import coded, say, worded

__all__ = ["plan_report"]

_T = TypeVar("_T")
_MOST_BARS = 60
_MOST_TRANSLATED = 150
_SAMPLES = 1_000


def plan_report(
    plan: Plan,
    path: str | Path | None = None,
    *,
    as_of: str | int | dt.date | Period | None = None,
    start: str | int | dt.date | Period | None = None,
    calendar: Calendar | None = None,
    language: str | None = None,
) -> str:
    """Return a plan as one page of HTML that works without a network, and write it when a path is given.

    Parameters:
        plan: any plan.
        path: the file to write, whole or not at all.
        as_of: the day that progress is asked about and that the Gantt chart marks; without one there is no progress.
        start: the first day of the schedule; without one the first day of the plan's period.
        calendar: the working calendar of the schedule; without one every day counts.
        language: the language in which the page opens, ``zh`` or ``en``; without one, that of the plan's title.

    Returns:
        the page; the same plan gives the same text. A part that cannot be had says in its place why.

    Raises:
        MissingExtraError: jinja2 is not installed.
        ModelError: no such date or language.
        OSError: the file cannot be written.

    Example:
        >>> from planmodel.model.kinds import Goal
        >>> page = plan_report(Plan(id="p", title="Plan", elements=[Goal(id="g", name="Clean air")]))
        >>> page.startswith("<!DOCTYPE html>"), "Clean air" in page
        (True, True)
    """
    opened = page_language(language, plan.title)
    day = None if as_of is None else Period(as_of).end
    found = plan.check()
    findings = sorted(found.findings, key=lambda one: SEVERITIES.index(one.severity))
    failed = _Failed()
    scheduled = _scheduled(plan, start, calendar)
    followed = None if day is None else failed.part("progress", lambda: progress(plan, as_of=day))
    spoken = _spoken(plan, opened)
    page = render(
        "plan.html.jinja",
        title=plan.title,
        language=opened,
        data=page_records(plan),
        plan=plan,
        description=None if plan.description is None else several(plan.description),
        facts=failed.part("summary", lambda: facts_of(plan)) or (),
        kinds=failed.part("elements", lambda: kinds_in(plan)) or (),
        evidence=Counter(element.evidence for element in plan.elements),
        name_of=lambda id: several(plan[id].name) if id in plan else id,
        structure=shown(lambda: draw_in(plan, "structure", spoken), spoken, "s."),
        network=shown(lambda: draw_in(plan, "network", spoken, _solved(scheduled)), spoken, "n."),
        gantt=_gantt(scheduled, day, spoken),
        **_work(scheduled),
        answer=failed.part("answer", lambda: answer(plan, followed, scheduled, findings)) or (),
        attention=attention(followed, scheduled),
        values=shown_in(spoken, lambda one: plot_indicators(plan, as_of=day, language=one), "v."),
        flow=shown(lambda: draw_in(plan, "flow", spoken), spoken, "f."),
        simulation=_simulation(plan, _solved(scheduled), spoken),
        gaps=failed.part("gaps", lambda: gaps_in(plan)) or (),
        indicators=failed.part("indicators", lambda: indicator_rows(plan)) or (),
        progress=followed,
        spelled=lambda amount: both(amount) if len(spoken) > 1 else worded(amount, opened),
        trajectory=None if followed is None else coded("trajectory", followed.trajectory),
        verdicts=Counter(one.verdict for one in followed.results) if followed is not None else {},
        measured=lambda result: value_text(result.actual),
        due_then=due_text,
        progress_picture=_progress_picture(followed, spoken),
        evaluation=failed.part("evaluation", lambda: evaluated(plan, day, _solved(scheduled))),
        enough=failed.part("sufficiency", lambda: enough_in(plan, _solved(scheduled))),
        findings=findings,
        with_hint=_with_hint(findings),
        place=place_of,
        checked=[say(f"checked.{what}", n=number) for what, number in found.counts],
        sources=failed.part("sources", lambda: source_rows(plan)) or (),
        failed=failed.messages,
        made_from=made_from(plan, scheduled),
        files=[PurePath(file.path).name for file in plan.origin.files] if plan.origin else [],
    )
    if path is not None:
        write_whole(path, page)
    return page


class _Failed:
    """The sections at which planmodel failed, each with what is said in its place; the others are there."""

    def __init__(self) -> None:
        self.messages: dict[str, str] = {}

    def part(self, section: str, make: Callable[[], _T]) -> _T | None:
        """Return what a section is made of, or nothing."""
        made = attempt(say("fault.section", section=say(f"page.{section}")), make)
        if not isinstance(made, InternalFault):
            return made
        self.messages[section] = made.told
        return None


def _scheduled(plan: Plan, start: str | int | dt.date | Period | None, calendar: Calendar | None) -> Schedule | str:
    """Return the schedule, or why there is none."""
    first = None if start is None else Period(start).start
    if first is None and plan.period is not None:
        first = plan.period.start
    try:
        found = attempt(
            say("fault.schedule"), lambda: schedule(plan, start=first, calendar=calendar), purposely=(PlanModelError,)
        )
    except PlanModelError as error:
        return one_line(str(error))
    return found.told if isinstance(found, InternalFault) else found


def _spoken(plan: Plan, opened: PageLanguage) -> tuple[PageLanguage, ...]:
    """Return the languages in which pictures are drawn: both where names have both and the pictures stay small."""
    other: PageLanguage = "en" if opened == "zh" else "zh"
    named = any(isinstance(one.name, MultilingualText) and other in one.name for one in plan.elements)
    return (opened, other) if named and len(plan) <= _MOST_TRANSLATED else (opened,)


def _solved(scheduled: Schedule | str) -> Schedule | None:
    return None if isinstance(scheduled, str) else scheduled


def _work(scheduled: Schedule | str) -> dict[str, Any]:
    """Return the rows of the schedule, and who says how long the work takes and what waits for what."""
    if isinstance(scheduled, str) or scheduled.basis.empty:
        return {"tasks": [], "basis": None, "assumed": frozenset(), "unstated": frozenset()}
    basis = scheduled.basis
    return {
        "tasks": [task for task in scheduled.tasks() if not task.summary],
        "basis": {"durations": Counter(basis.durations.values()), "links": basis.links},
        "assumed": basis.assumed,
        "unstated": basis.unstated,
    }


def _gantt(scheduled: Schedule | str, day: dt.date | None, spoken: Sequence[str]) -> Shown:
    if isinstance(scheduled, str):
        return Shown(reason=scheduled)
    dated = scheduled.network.axis.start is not None
    return shown_in(spoken, lambda one: scheduled.gantt(as_of=day if dated else None, language=one), "g.")


def _simulation(plan: Plan, scheduled: Schedule | None, spoken: Sequence[str]) -> Shown | None:
    """Return the picture of a simulation; ``None`` where no duration varies, so that it would repeat the schedule."""
    times = [one.duration for one in (*plan.tasks, *plan.projects)]
    varies = any(isinstance(one, Estimate) and one.low is not None for one in times)
    if scheduled is None or scheduled.basis.empty or not (varies or plan.drivers or plan.risk_events):
        return None
    simulated = attempt(say("fault.simulation"), lambda: scheduled.simulate(_SAMPLES), purposely=(PlanModelError,))
    if isinstance(simulated, InternalFault):
        return Shown(reason=simulated.told)
    return shown_in(spoken, lambda one: simulated.plot(language=one), "r.")


def _with_hint(findings: Sequence[Diagnostic]) -> frozenset[Diagnostic]:
    """Return the findings beside which a hint is shown: the first one with each, for it is the same for all."""
    first = {finding.hint: finding for finding in reversed(findings) if finding.hint}
    return frozenset(first.values())


def _progress_picture(followed: Progress | None, spoken: Sequence[str]) -> Shown | None:
    """Return the picture of how far things are; above so many the bars in the tables take its place."""
    if followed is None:
        return None
    if not any(one.attainment is not None for one in followed.results) and not any(
        one.coverage for one in followed.goals
    ):
        return None  # a row of "unknown" after another is no picture: the tables say why
    rows = len(followed.results) + len(followed.goals)
    if rows > _MOST_BARS:
        return Shown(reason=both(say("progress.too_many_rows", n=rows)))
    return shown_in(spoken, followed.plot, "p.")
