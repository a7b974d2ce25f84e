"""``planmodel quotas``: whether the promises of parts add up to that of the whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.many import Format, format_option, put_result
from planmodel.cli.output import write_out

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("quotas", cls=Verb)
@click.argument("parent", type=options.PATH, metavar="PARENT")
@click.argument("children", type=options.PATH, nargs=-1, required=True, metavar="CHILD...")
@click.option("--metric", required=True, metavar="ID")
@click.option("--year", type=int)
@click.option("--reserve", metavar="AMOUNT")
@click.option("--parts", type=int)
@options.derivations
@format_option
@options.vocabulary
def command(
    parent: Path,
    children: tuple[Path, ...],
    metric: str,
    year: int | None,
    reserve: str | None,
    parts: int | None,
    derivations: Path | None,
    format: Format,
    vocabulary: Vocabulary | None,
) -> None:
    """Tell whether what the plans CHILD promise of a metric adds up to what PARENT promises."""
    from planmodel.evaluating.quotas import quotas

    plans = [options.read(path, (), vocabulary) for path in (parent, *children)]
    found = quotas(plans[0], plans[1:], metric=metric, year=year, reserve=reserve, parts=parts)
    if derivations is not None:
        write_out(found.derivations().to_json(), derivations)
    put_result(found, format, found.to_dict())
