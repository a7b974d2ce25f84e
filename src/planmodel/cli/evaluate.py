"""``planmodel evaluate``: a plan on a day in three lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.many import Format, format_option, put_result

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary
    from planmodel.tabular import Result

__all__ = ["command"]


@click.command("evaluate", cls=Verb)
@options.plan
@options.overlays_after
@click.option("--as-of", required=True, metavar="DATE")
@click.option("--scale", default="midterm-145", show_default=True)
@options.trajectory
@click.option("--time-share", type=float, metavar="SHARE")
@click.option("--tolerance", type=float, metavar="SHARE")
@click.option("--list", "which", type=click.Choice(("indicators", "tasks", "projects", "counts")), default="indicators")
@format_option
@options.overlay
@options.vocabulary
def command(
    plan: Path,
    overlays_after: tuple[Path, ...],
    as_of: str,
    scale: str,
    trajectory: Literal["linear", "geometric", "step"],
    time_share: float | None,
    tolerance: float | None,
    which: Literal["indicators", "tasks", "projects", "counts"],
    format: Format,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Evaluate a plan on a day: each indicator on a scale, tasks and projects with what is late and what was spent."""
    from planmodel.evaluating.evaluation import evaluate
    from planmodel.tabular import Rows

    read = options.read(plan, (*overlays_after, *overlays), vocabulary)
    found = evaluate(read, as_of=as_of, scale=scale, trajectory=trajectory, time_share=time_share, tolerance=tolerance)
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
