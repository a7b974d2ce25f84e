"""``planmodel quotas``: whether the promises of parts add up to that of the whole."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.many import Format, format_option, put_result
from planmodel.cli.output import write_out
from planmodel.units import Amount

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


def _percent(text: str) -> Decimal:
    """Return a percentage as it is printed, its digits kept."""
    return Amount(text.removesuffix("%")).magnitude


@click.command("quotas", cls=Verb)
@click.argument("parent", type=options.PATH, metavar="PARENT")
@click.argument("children", type=options.PATH, nargs=-1, required=True, metavar="CHILD...")
@click.option("--metric", required=True, metavar="ID")
@click.option("--year", type=int)
@click.option("--reserve", metavar="AMOUNT")
@click.option("--growth", metavar="AMOUNT")
@click.option("--weight", "weights", multiple=True, metavar="ID=AMOUNT")
@click.option("--share", "shares", multiple=True, metavar="ID=PERCENT")
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
    growth: str | None,
    weights: tuple[str, ...],
    shares: tuple[str, ...],
    parts: int | None,
    derivations: Path | None,
    format: Format,
    vocabulary: Vocabulary | None,
) -> None:
    """Tell whether what the plans CHILD promise of a metric adds up to what PARENT promises."""
    from planmodel.evaluating.quotas import quotas

    plans = [options.read(path, (), vocabulary) for path in (parent, *children)]
    found = quotas(
        plans[0],
        plans[1:],
        metric=metric,
        year=year,
        reserve=reserve,
        growth=growth,
        weights=options.by_id(weights, "--weight"),
        parts=parts,
        shares={id: _percent(text) for id, text in options.by_id(shares, "--share").items()},
    )
    if derivations is not None:
        write_out(found.derivations().to_json(), derivations)
    put_result(found, format, found.to_dict())
