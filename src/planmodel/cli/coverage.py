"""``planmodel coverage``: which plan speaks of what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.many import Format, exit_code, format_option, plans_argument, put_result, read_set, workers_option

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("coverage", cls=Verb)
@plans_argument
@click.option("--by", type=click.Choice(("metric", "theme", "kind")), default="metric", show_default=True)
@format_option
@workers_option
@options.vocabulary
def command(
    plans: tuple[str, ...],
    by: Literal["metric", "theme", "kind"],
    format: Format,
    workers: int | None,
    vocabulary: Vocabulary | None,
) -> None:
    """Show which PLAN (files, folders or patterns) speaks of which metric, theme or kind of element, and how often."""
    held = read_set(plans, vocabulary, workers)
    found = held.coverage("plan", by)
    put_result(found, format, {"by": by, "plans": list(found.plans), "rows": found.to_records()})
    click.get_current_context().exit(exit_code(held))
