"""``planmodel progress``: how far indicators and goals are, and why where nobody can say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, spoken
from planmodel.cli.output import Styled, put_json, put_styled, write_out

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary
    from planmodel.tracking.run import Progress

__all__ = ["command"]


@click.command("progress", cls=Verb)
@options.plan
@options.overlays_after
@click.option("--as-of", required=True, metavar="DATE")
@options.trajectory
@click.option(
    "--rule",
    type=click.Choice(("mean", "all", "any", "contributions")),
    default="mean",
    show_default=True,
)
@click.option("--explain", metavar="ID")
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
@options.derivations
@options.overlay
@options.vocabulary
def command(
    plan: Path,
    overlays_after: tuple[Path, ...],
    as_of: str,
    trajectory: Literal["linear", "geometric", "step"],
    rule: Literal["mean", "all", "any", "contributions"],
    explain: str | None,
    format: Literal["text", "json"],
    derivations: Path | None,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Show how far a plan is on a day: each indicator against its trajectory, and what that makes of its goals."""
    from planmodel.tracking.run import progress

    read = options.read(plan, (*overlays_after, *overlays), vocabulary)
    found = progress(read, as_of=as_of, trajectory=trajectory, rule=rule)
    if derivations is not None:
        from planmodel.tracking.money import total_cost

        cost = total_cost(read)
        made = found.derivations() + cost.derivations(read) if cost.counted else found.derivations()
        write_out(made.to_json(), derivations)
    if format == "json":
        put_json(found.to_dict())
    elif explain is not None:
        put_styled([[(line, "")] for line in found.explain(explain, language=spoken()).split("\n")])
    else:
        put_styled(_lines(found))


_COLOURS = {"met": "green", "on_track": "green", "held": "green", "not_yet_met": "dim", "unknown": "dim"}


def _lines(found: Progress) -> list[list[Styled]]:
    """Return the text of a result with each indicator in the colour of its verdict."""
    head, *lines = found.to_text(language=spoken()).split("\n")
    rows = lines[len(lines) - len(found.results) :]
    styled: list[list[Styled]] = [[(head, "bold")], *([(line, "")] for line in lines[: len(lines) - len(rows)])]
    for line, result in zip(rows, found.results, strict=True):
        reason = f" [{result.reason}]" if result.reason else ""
        styled.append([(line, _COLOURS.get(result.verdict, "bold red")), (reason, "")])
    return styled
