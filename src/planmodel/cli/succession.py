"""``planmodel succession``: what became of each promise in the next plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, spoken
from planmodel.cli.many import Format, format_option, put_result

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("succession", cls=Verb)
@click.argument("old", type=options.PATH, metavar="OLD")
@click.argument("new", type=options.PATH, nargs=-1, required=True, metavar="NEW...")
@click.option("--mapping", type=options.PATH, metavar="FILE")
@click.option("--least", type=float, default=0.75, show_default=True)
@click.option("--plot", type=options.PATH, metavar="FILE")
@format_option
@options.vocabulary
def command(
    old: Path,
    new: tuple[Path, ...],
    mapping: Path | None,
    least: float,
    plot: Path | None,
    format: Format,
    vocabulary: Vocabulary | None,
) -> None:
    """Show what became of the promises, tasks and projects of the plan OLD in the NEW ones, in the order of time."""
    from planmodel.evaluating.mapping_file import read_mapping
    from planmodel.evaluating.succession import succession

    plans = [options.read(path, (), vocabulary) for path in (old, *new)]
    said = read_mapping(mapping) if mapping is not None else None
    found = succession(plans[0], plans[1], *plans[2:], mapping=said, least=least)
    put_result(found, format, found.to_dict())
    if plot is not None:
        found.plot("zh" if spoken() == "zh" else None).save(plot)
