"""``planmodel schema``: the JSON Schema of plan files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.output import put

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("schema", cls=Verb)
@options.vocabulary
def command(vocabulary: Vocabulary | None) -> None:
    """Print the JSON Schema of plan files."""
    from planmodel.formats.json_schema import as_text, json_schema

    put(as_text(json_schema(options.vocabulary_or_shipped(vocabulary))).rstrip("\n"))
