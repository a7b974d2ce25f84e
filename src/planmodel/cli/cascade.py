"""``planmodel cascade``: what a plan makes of the promises of the plan above it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, spoken
from planmodel.cli.output import put, put_json

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("cascade", cls=Verb)
@click.argument("child", type=options.PATH, metavar="CHILD")
@click.argument("parents", type=options.PATH, nargs=-1, required=True, metavar="PARENT...")
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
@options.vocabulary
def command(
    child: Path, parents: tuple[Path, ...], format: Literal["text", "json"], vocabulary: Vocabulary | None
) -> None:
    """Hold the plan CHILD against its PARENT, that against the next one, and so on up to the nation."""
    from planmodel.comparing.cascade import cascade

    plans = [options.read(path, (), vocabulary) for path in (child, *parents)]
    found = cascade(plans[0], plans[1], *plans[2:])
    if format == "json":
        put_json(found.to_dict())
    else:
        put(found.to_text(language=spoken()))
