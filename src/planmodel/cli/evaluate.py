"""``planmodel evaluate``: a plan on a day in three lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from planmodel.cli import options
from planmodel.cli.many import Format, format_option, put_result

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary
    from planmodel.tabular import Result

__all__ = ["command"]


@click.command("evaluate", short_help="Evaluate a plan on a day: indicators, tasks, projects.")
@options.plan
@options.overlays_after
@click.option("--as-of", required=True, metavar="DATE", help="The day: 2023-06-30; of 2023-06 or 2023 the last day.")
@click.option("--scale", default="midterm-145", show_default=True, help="midterm-145, met, schedule, or a file.")
@click.option("--method", metavar="METHOD", help="A method of its own: open-sdg, german-weather, …, or a file.")
@options.trajectory
@click.option("--time-share", type=float, metavar="SHARE", help="The share of time that counts for all rows, 0 to 1.")
@click.option("--tolerance", type=float, metavar="SHARE", help="How far an approximate target may be missed, 0 to 1.")
@click.option("--list", "which", type=click.Choice(("indicators", "tasks", "projects", "counts")), default="indicators")
@format_option
@options.overlay
@options.vocabulary
def command(
    plan: Path,
    overlays_after: tuple[Path, ...],
    as_of: str,
    scale: str,
    method: str | None,
    trajectory: Literal["linear", "geometric", "step"],
    time_share: float | None,
    tolerance: float | None,
    which: Literal["indicators", "tasks", "projects", "counts"],
    format: Format,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Evaluate a plan on a day: each indicator on a scale, tasks and projects with what is late and what was spent.

    What has no data, is not yet due or cannot be judged is counted apart. The JSON holds all lists.
    """
    from planmodel.evaluating.evaluation import evaluate
    from planmodel.tabular import Rows

    read = options.read(plan, (*overlays_after, *overlays), vocabulary)
    sticks: dict[str, Any] = {"trajectory": trajectory, "time_share": time_share, "tolerance": tolerance}
    found = evaluate(read, as_of=as_of, scale=scale, method=method, **sticks)
    lists: dict[str, Result] = {"indicators": found, "counts": found.counts()}
    for name in ("tasks", "projects"):
        held = getattr(found, name)
        assert isinstance(held, Rows)
        lists[name] = held
    shown = lists[which]
    if format == "text" and isinstance(shown, Rows):
        from planmodel.cli.output import put

        put(shown._text(None))
    else:
        put_result(shown, format, found.to_dict())
