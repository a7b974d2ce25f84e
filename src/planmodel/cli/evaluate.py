"""``planmodel evaluate``: a plan on a day in three lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, spoken, worded
from planmodel.cli.many import Format, format_option, put_result
from planmodel.cli.output import write_out
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.evaluating.evaluation import Evaluation
    from planmodel.model.vocabulary import Vocabulary
    from planmodel.tabular import Result

__all__ = ["command"]


@click.command("evaluate", cls=Verb)
@options.plan
@options.overlays_after
@click.option("--as-of", required=True, metavar="DATE")
@click.option("--scale", metavar="SCALE")
@click.option("--method", metavar="METHOD")
@options.own_trajectory
@click.option("--time-share", type=float, metavar="SHARE")
@click.option("--tolerance", type=float, metavar="SHARE")
@click.option("--margin", type=float, default=0.0, metavar="SHARE")
@click.option("--given", type=options.PATH, metavar="FILE")
@click.option("--list", "which", type=click.Choice(("indicators", "tasks", "projects", "counts")), default="indicators")
@click.option("-o", "--output", type=options.PATH, metavar="FILE")
@options.derivations
@format_option
@options.overlay
@options.vocabulary
def command(
    plan: Path,
    overlays_after: tuple[Path, ...],
    as_of: str,
    scale: str | None,
    method: str | None,
    trajectory: Literal["linear", "geometric", "step"] | None,
    time_share: float | None,
    tolerance: float | None,
    margin: float,
    given: Path | None,
    which: Literal["indicators", "tasks", "projects", "counts"],
    output: Path | None,
    derivations: Path | None,
    format: Format,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Evaluate a plan on a day: each indicator on a scale, tasks and projects with what is late and what was spent."""
    from planmodel.evaluating.evaluation import evaluate
    from planmodel.evaluating.given_file import read_given
    from planmodel.tabular import Rows

    read = options.read(plan, (*overlays_after, *overlays), vocabulary)
    sticks: dict[str, Any] = {"trajectory": trajectory, "time_share": time_share, "tolerance": tolerance}
    told = {} if given is None else read_given(given, read)._asdict()
    found = evaluate(read, as_of=as_of, scale=scale, method=method, margin=margin, **sticks, **told)
    if derivations is not None:
        write_out(found.derivations().to_json(), derivations)
    if output is not None:
        _write(found, output)
        return
    lists: dict[str, Result] = {"indicators": found, "counts": found.counts()}
    for name in ("tasks", "projects"):
        held = getattr(found, name)
        assert isinstance(held, Rows)
        lists[name] = held
    shown = lists[which]
    put_result(shown, format, found.to_dict())


def _write(found: Evaluation, output: Path) -> None:
    """Write the three lists into a file of the kind that its name says."""
    writers = {".xlsx": found.to_excel, ".docx": found.to_docx}
    if output.suffix.lower() not in writers:
        raise click.BadParameter(worded(say("lists.no_list_file", path=str(output))), param_hint="--output")
    writers[output.suffix.lower()](output, language=spoken())
