"""``planmodel needs``: which analyses a plan allows, and what is missing for the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.many import Format, format_option, put_result
from planmodel.cli.schedule_file import read_schedule_file

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("needs", cls=Verb)
@options.plan
@options.overlays_after
@format_option
@options.overlay
@options.vocabulary
def command(
    plan: Path,
    overlays_after: tuple[Path, ...],
    format: Format,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Tell which analyses a plan allows, and what each element would have to say for the others."""
    from planmodel.scheduling.needs import needs

    found = needs(read_schedule_file(plan, (*overlays_after, *overlays), vocabulary).plan)
    put_result(found, format, found.to_dict())
