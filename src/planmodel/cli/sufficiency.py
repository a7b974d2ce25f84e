"""``planmodel sufficiency``: whether what work contributes reaches the targets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, spoken
from planmodel.cli.many import Format, format_option, put_result
from planmodel.cli.output import put, write_out

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("sufficiency", cls=Verb)
@options.plan
@click.option("--growth", multiple=True, metavar="ID=AMOUNT")
@click.option("--year", type=int)
@click.option("--explain", metavar="ID")
@click.option("--missing", is_flag=True)
@options.derivations
@format_option
@options.overlay
@options.vocabulary
def command(
    plan: Path,
    growth: tuple[str, ...],
    year: int | None,
    explain: str | None,
    missing: bool,
    derivations: Path | None,
    format: Format,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Tell for each indicator whether what tasks and projects contribute reaches what its target asks for."""
    from planmodel.evaluating.sufficiency import sufficiency, value_of_numbers

    grown = options.by_id(growth, "--growth")
    found = sufficiency(options.read(plan, overlays, vocabulary), growth=dict(grown), year=year)
    if derivations is not None:
        write_out(found.derivations().to_json(), derivations)
    if explain is not None:
        put(found.explain(explain, language=spoken()))
    elif missing:
        numbers = value_of_numbers(found)
        put_result(numbers, format, numbers.to_records())
    else:
        put_result(found, format, found.to_dict())
