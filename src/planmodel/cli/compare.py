"""``planmodel compare``: what plans promise about the same metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from planmodel.cli import options
from planmodel.cli.many import Format, exit_code, format_option, plans_argument, put_result, read_set, workers_option
from planmodel.cli.output import Failed
from planmodel.text import suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("compare", short_help="Hold plans side by side, metric by metric.")
@plans_argument
@click.option("--on", type=click.Choice(("metric", "indicator", "name")), default="metric", show_default=True)
@click.option("--reference", metavar="ID", help="The plan that the others are held against.")
@click.option("--metric", metavar="ID", help="Only these metrics; wildcards are welcome: '*-cut'.")
@click.option("--unit", metavar="UNIT", help="Show numbers in this unit.")
@click.option("--year", type=int, help="Only targets for this year. [default: the end of each plan's period]")
@format_option
@workers_option
@options.vocabulary
def command(
    plans: tuple[str, ...],
    on: Literal["metric", "indicator", "name"],
    reference: str | None,
    metric: str | None,
    unit: str | None,
    year: int | None,
    format: Format,
    workers: int | None,
    vocabulary: Vocabulary | None,
) -> None:
    """Hold plans side by side: one row a metric and PLAN (files, folders or patterns), in one unit a metric.

    Differences are given where two numbers are of the same form; elsewhere the note says why there is none. A file that
    cannot be read is told of on standard error, and the exit status is then 1.
    """
    from planmodel.comparing.many import compare

    held = read_set(plans, vocabulary, workers)
    found = compare(held, on=on, reference=reference, unit=unit, year=year)
    if metric is not None:
        known = found.metrics
        found = found.filter(metric=metric)
        if not len(found):
            raise Failed(f"none of these plans speaks of {metric!r}", suggestion(metric, known) or _some(known))
    put_result(found, format, found.to_dict())
    click.get_current_context().exit(exit_code(held))


def _some(known: Sequence[str]) -> str:
    return f"they speak of {', '.join(known[:8])}{' …' if len(known) > 8 else ''}" if known else "they name no metric"
