"""``planmodel diff``: what has changed from one version of a plan to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.many import Format, format_option, put_result

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("diff", cls=Verb)
@click.argument("old", type=options.PATH)
@click.argument("new", type=options.PATH)
@click.option("--no-match", is_flag=True)
@format_option
@options.vocabulary
def command(old: Path, new: Path, no_match: bool, format: Format, vocabulary: Vocabulary | None) -> None:
    """Show what has changed from the plan OLD to NEW, field by field, whatever the units."""
    from planmodel.comparing.diff import diff

    found = diff(options.read(old, (), vocabulary), options.read(new, (), vocabulary), match=not no_match)
    put_result(found, format, found.to_dict())
    click.get_current_context().exit(1 if found else 0)
