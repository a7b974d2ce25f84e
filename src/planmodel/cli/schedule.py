"""``planmodel schedule``: when work can take place, what is critical, and which goal pays for a delay."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, spoken
from planmodel.cli.output import Styled, put_json, put_styled, say
from planmodel.progress_bar import progress_bar
from planmodel.words import say as sentence

if TYPE_CHECKING:
    import datetime as dt

    from planmodel.model.calendar import Calendar
    from planmodel.model.plan import Plan
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
    resources: bool,
    time_limit: float,
    explain: str | None,
    format: Literal["text", "json"],
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Show earliest and latest dates, slack and critical tasks (marked *) of a plan."""
    from planmodel.scheduling.run import schedule

    read, began, finish = _read(plan, (*overlays_after, *overlays), vocabulary)
    begin, until = (began, finish) if start is None else (start, None)
    found = schedule(read, begin, calendar, levels=levels, as_of=as_of, missing=missing, finish=until)
    if resources:
        within = _within_resources(found, time_limit, seed, as_of=as_of, missing=missing, levels=levels)
        put_json(within.to_dict()) if format == "json" else _put(within.to_text(language=spoken()))
        click.get_current_context().exit(0 if within.tasks or not len(found) else 1)
    delay = found.delay(delays) if delays else None
    drag = None if goal is None else found.drag(goal)
    simulation = None if simulate is None else _simulated(found, simulate, seed, spread)
    if format == "json":
        told: dict[str, Any] = found.to_dict()
        if delay is not None:
            told["delay"] = delay.to_dict()
        if drag is not None:
            told["drag"] = [one.to_record() for one in drag]
        if quality:
            told["quality"] = found.quality().to_records()
        if simulation is not None:
            told["simulation"] = simulation.to_dict()
        put_json(told)
        return
    if explain is not None:
        _put(found.explain(explain))
        return
    answers = [one.to_text(language=spoken()) for one in (delay, simulation) if one is not None]
    if drag is not None:
        from planmodel.scheduling.drag import drag_text

        answers.append(drag_text(drag, goal))
    if quality:
        answers.append(found.quality().to_text(language=spoken()))
    for answer in answers:
        _put(answer)
    if not answers:
        put_styled(_lines(found))


def _read(
    path: Path, overlays: tuple[Path, ...], vocabulary: Vocabulary | None
) -> tuple[Plan, dt.datetime | None, dt.datetime | None]:
    """Return a plan, and of another program's schedule its start or finish; what was left out of it is said."""
    from planmodel.exchange.opening import is_plan_file, read_schedule

    if overlays or is_plan_file(path):
        return options.read(path, overlays, vocabulary), None, None
    read = read_schedule(path)
    for issue in read.issues:
        say(issue.one_line(spoken()))
    return read.plan, read.start, read.finish


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
    with progress_bar(sys.stderr.isatty(), "drawing samples") as told:
        return found.simulate(samples, seed=seed, spread=spread, progress=told)


def _lines(found: Schedule) -> list[list[Styled]]:
    from planmodel.listing import aligned
    from planmodel.scheduling.display import headline

    head, rows = found._table(found._rows())
    first, *rest = headline(found)
    lines: list[list[Styled]] = [[(first, "bold")], *([(line, "")] for line in rest)]
    title, *body = aligned([head, *rows])
    lines.append([(title, "dim")])
    return lines + [[(line, "bold red" if row[0] == "*" else "")] for line, row in zip(body, rows, strict=True)]
