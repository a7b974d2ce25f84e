"""``planmodel report``: a plan, or several side by side, as one page to look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.many import exit_code, read_set, workers_option
from planmodel.cli.output import write_out
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.model.calendar import Calendar
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("report", cls=Verb)
@click.argument("plans", nargs=-1, required=True, metavar="PLAN...")
@click.option("-o", "--output", type=options.PATH, metavar="FILE")
@click.option("--as-of", metavar="DATE")
@click.option("--start", metavar="DATE")
@options.calendar
@click.option("--reference", metavar="ID")
@click.option("--language", type=click.Choice(("zh", "en")))
@workers_option
@options.overlay
@options.vocabulary
def command(
    plans: tuple[str, ...],
    output: Path | None,
    as_of: str | None,
    start: str | None,
    calendar: Calendar | None,
    reference: str | None,
    language: Literal["zh", "en"] | None,
    workers: int | None,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Write one page of HTML that works without a network."""
    single = _single(plans)
    if single is not None:
        if reference is not None:
            raise click.UsageError(sentence("report.several_plans"))
        plan = options.read(single, overlays, vocabulary)
        write_out(plan.report(as_of=as_of, start=start, calendar=calendar, language=language), output)
        return
    for name, given in (("--as-of", as_of), ("--start", start), ("--calendar", calendar), ("--overlay", overlays)):
        if given:
            raise click.UsageError(sentence("report.one_plan", option=name))
    held = read_set(plans, vocabulary, workers)
    write_out(held.report(reference=reference, language=language), output)
    click.get_current_context().exit(exit_code(held))


def _single(plans: Sequence[str]) -> Path | None:
    """Return the file or folder of tables when just one plan is named."""
    from planmodel.exchange.plan_files import find_plan_files

    if len(plans) > 1:
        return None
    if not Path(plans[0]).exists() and not any(sign in plans[0] for sign in "*?["):
        return Path(plans[0])  # the reader says best what is wrong with it
    found = find_plan_files(plans)
    return found[0] if len(found) == 1 else None
