"""``planmodel sufficiency``: whether what work contributes reaches the targets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.many import Format, format_option, put_result
from planmodel.cli.output import put

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("sufficiency", short_help="Tell whether contributions reach the targets.")
@options.plan
@click.option(
    "--growth", multiple=True, metavar="ID=AMOUNT", help="What grows against a target: so2=370万吨; repeatable."
)
@click.option("--year", type=int, help="The target year. [default: the end of the period]")
@click.option("--explain", metavar="ID", help="Show what the verdict on this indicator is made of.")
@click.option("--missing", is_flag=True, help="Show which missing numbers would settle most.")
@format_option
@options.overlay
@options.vocabulary
def command(
    plan: Path,
    growth: tuple[str, ...],
    year: int | None,
    explain: str | None,
    missing: bool,
    format: Format,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Tell for each indicator whether what tasks and projects contribute reaches what its target asks for.

    The need is gross: the net change, and what grows against it (--growth). What comes after the target's year does
    not count.
    """
    from planmodel.evaluating.sufficiency import sufficiency, value_of_numbers
    from planmodel.words import say

    grown: dict[str, str] = {}
    for one in growth:
        id, sign, amount = one.partition("=")
        if not sign:
            raise click.BadParameter(str(say("sufficiency.growth_option", text=one)), param_hint="--growth")
        grown[id] = amount
    found = sufficiency(options.read(plan, overlays, vocabulary), growth=dict(grown), year=year)
    if explain is not None:
        put(found.explain(explain))
    elif missing:
        numbers = value_of_numbers(found)
        put_result(numbers, format, numbers.to_records()) if format != "text" else put(numbers._text(None))
    else:
        put_result(found, format, found.to_dict())
