"""``planmodel compare``: what plans promise about the same metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.many import Format, exit_code, format_option, plans_argument, put_result, read_set, workers_option
from planmodel.cli.output import Failed, put
from planmodel.text import suggestion
from planmodel.words import Message
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("compare", cls=Verb)
@plans_argument
@click.option("--on", type=click.Choice(("metric", "indicator", "name")), default="metric", show_default=True)
@click.option("--reference", metavar="ID")
@click.option("--metric", metavar="ID")
@click.option("--unit", metavar="UNIT")
@click.option("--year", type=int)
@click.option("--all", "silent", is_flag=True)
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
    silent: bool,
    format: Format,
    workers: int | None,
    vocabulary: Vocabulary | None,
) -> None:
    """Hold plans side by side: one row a metric and PLAN (files, folders or patterns), in one unit a metric."""
    from planmodel.comparing.many import compare

    held = read_set(plans, vocabulary, workers)
    found = compare(held, on=on, reference=reference, unit=unit, year=year)
    if metric is not None:
        known = found.metrics
        found = found.filter(metric=metric)
        if not len(found):
            raise Failed(sentence("compare.no_metric", metric=metric), suggestion(metric, known) or _some(known))
    spoken_of = found if silent or format != "text" else found.filter(where=lambda row: row.reason != "not_stated")
    put_result(spoken_of, format, found.to_dict())
    if len(spoken_of) < len(found):
        put(sentence("compare.silent", n=len(found) - len(spoken_of)))
    click.get_current_context().exit(exit_code(held))


def _some(known: Sequence[str]) -> Message:
    return sentence("compare.metrics", metrics=tuple(known)) if known else sentence("compare.no_metrics")
