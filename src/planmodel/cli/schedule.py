"""``planmodel schedule``: when work can take place, what is critical, and which goal pays for a delay."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, spoken, worded
from planmodel.cli.output import Styled, put_json, put_styled, say
from planmodel.cli.schedule_answers import Answers
from planmodel.cli.schedule_file import ScheduleFile, is_overlay, read_schedule_file
from planmodel.progress_bar import progress_bar
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.model.calendar import Calendar
    from planmodel.model.vocabulary import Vocabulary
    from planmodel.scheduling.levelling import ResourceSchedule
    from planmodel.scheduling.schedule import Schedule
    from planmodel.scheduling.simulation import Simulation

__all__ = ["command"]


def _delays(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return the amounts of ``ID=AMOUNT`` texts by id."""
    found = {}
    for value in values:
        id, equals, amount = value.partition("=")
        if not (id and equals and amount):
            raise click.BadParameter(sentence("schedule.no_delay", text=value), ctx, param)
        found[id] = amount
    return found


@click.command("schedule", cls=Verb)
@options.plan
@options.overlays_after
@click.option("--start", metavar="DATE")
@options.calendar
@click.option("--as-of", metavar="DATE")
@click.option("--missing", default="zero", show_default=True, metavar="RULE")
@click.option("--levels", type=click.Choice(("leaf", "all")), default="leaf", show_default=True)
@click.option("--delay", "delays", multiple=True, callback=_delays, metavar="ID=AMOUNT")
@click.option("--goal", metavar="ID")
@click.option("--simulate", type=click.IntRange(min=1), metavar="N")
@click.option("--spread", metavar="NAME")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--quality", is_flag=True)
@click.option("--baseline", type=options.PATH, metavar="FILE")
@click.option("--compare", "others", multiple=True, metavar="[NAME=]FILE")
@click.option("--resources", is_flag=True)
@click.option("--time-limit", type=click.FloatRange(min=0.1), default=10.0, show_default=True)
@click.option("--explain", metavar="ID")
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
@options.overlay
@options.vocabulary
def command(
    plan: Path,
    overlays_after: tuple[Path, ...],
    start: str | None,
    calendar: Calendar | None,
    as_of: str | None,
    missing: str,
    levels: Literal["leaf", "all"],
    delays: dict[str, str],
    goal: str | None,
    simulate: int | None,
    spread: str | None,
    seed: int,
    quality: bool,
    baseline: Path | None,
    others: tuple[str, ...],
    resources: bool,
    time_limit: float,
    explain: str | None,
    format: Literal["text", "json"],
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Show earliest and latest dates, slack and critical tasks (marked *) of a plan."""
    laid = (*overlays_after, *overlays)

    def scheduled(path: Path, over: tuple[Path, ...], as_of: str | None = as_of) -> Schedule:
        file = read_schedule_file(path, over, vocabulary)
        return _scheduled(file, start, calendar, levels=levels, as_of=as_of, missing=missing)

    found = scheduled(plan, laid)
    if resources:
        within = _within_resources(found, time_limit, seed, as_of=as_of, missing=missing, levels=levels)
        put_json(within.to_dict()) if format == "json" else _put(within.to_text(language=spoken()))
        click.get_current_context().exit(0 if within.tasks or not len(found) else 1)
    if others:
        beside = {(laid or (plan,))[-1].stem: found}
        for name, path in map(_named, others):
            if name in beside:
                raise click.BadParameter(sentence("schedule.name_twice", name=name), param_hint="--compare")
            beside[name] = scheduled(plan, (*laid, path)) if is_overlay(path) else scheduled(path, ())
        _put_side_by_side(beside, format)
        return
    old = None
    if baseline is not None:  # what was promised knew nothing of the day of the report
        below, over = (plan, (baseline,)) if is_overlay(baseline) else (baseline, ())
        old = scheduled(below, over, as_of=None)
    answers = Answers(
        goal=goal,
        slips=None if old is None or quality else old.compare(found),
        delay=found.delay(delays) if delays else None,
        drag=None if goal is None else found.drag(goal),
        quality=found.quality(old) if quality else None,
        simulation=None if simulate is None else _simulated(found, simulate, seed, spread),
    )
    if format == "json":
        put_json({**found.to_dict(), **answers.record()})
    elif explain is not None:
        _put(found.explain(explain, language=spoken()))
    elif texts := answers.texts():
        for text in texts:
            _put(text)
    else:
        put_styled(_lines(found))


def _scheduled(file: ScheduleFile, start: str | None, calendar: Calendar | None, **given: Any) -> Schedule:
    """Schedule what a file holds: from the start that is asked for, else from its own start or back from its finish."""
    from planmodel.scheduling.run import schedule

    begin, finish = (file.start, file.finish) if start is None else (start, None)
    return schedule(file.plan, begin, calendar, finish=finish, **given)


def _named(text: str) -> tuple[str, Path]:
    """Return what a schedule is called and where it stands, of ``NAME=FILE`` or ``FILE``."""
    name, equals, path = text.partition("=")
    if equals and name and path and not Path(text).exists():
        return name, Path(path)
    return Path(text).stem, Path(text)


def _put_side_by_side(schedules: dict[str, Schedule], format: Literal["text", "json"]) -> None:
    from planmodel.scheduling.side_by_side import compare_schedules

    found = compare_schedules(schedules)
    put_json({"names": list(found.names), "figures": found.to_records()}) if format == "json" else _put(
        found.to_text(language=spoken())
    )


def _put(text: str) -> None:
    put_styled([[(line, "")] for line in text.split("\n")])


def _within_resources(found: Schedule, time_limit: float, seed: int, **given: Any) -> ResourceSchedule:
    """Search for a schedule within the resources; on a terminal each better one is told on standard error."""
    from planmodel.scheduling.levelling import schedule_resources

    def told(seconds: float, length: float, bound: float) -> None:
        say(
            sentence(
                "schedule.searching",
                seconds=f"{seconds:6.1f}",
                length=f"{length:g}",
                unit=found.unit,
                bound=f"{bound:g}",
            )
        )

    axis = found.network.axis
    progress = told if sys.stderr.isatty() else None
    return schedule_resources(
        found.plan, axis.start, axis.calendar, time_limit=time_limit, seed=seed, progress=progress, **given
    )


def _simulated(found: Schedule, samples: int, seed: int, spread: str | None) -> Simulation:
    """Draw the samples, with a bar on standard error when it is a terminal."""
    with progress_bar(sys.stderr.isatty(), worded(sentence("bar.samples"))) as told:
        return found.simulate(samples, seed=seed, spread=spread, progress=told)


def _lines(found: Schedule) -> list[list[Styled]]:
    from itertools import zip_longest

    from planmodel.listing import fitted
    from planmodel.scheduling.display import headline

    head, rows = found._table(found._rows(), spoken())
    first, *rest = map(worded, headline(found))
    lines: list[list[Styled]] = [[(first, "bold")], *([(line, "")] for line in rest)]
    styles = ["dim", *("bold red" if row[0] == "*" else "" for row in rows)]
    for block, style in zip_longest(fitted(head, rows), styles, fillvalue=""):
        lines += [[(worded(line), style)] for line in block]
    return lines
