"""``planmodel schema``: the JSON Schema of plan files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.output import put

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("schema", short_help="Print the JSON Schema of plan files.")
@options.vocabulary
def command(vocabulary: Vocabulary | None) -> None:
    """Print the JSON Schema of plan files.

    An editor completes and checks a plan file whose first line is

    \b
    # yaml-language-server: $schema=plan.schema.json
    """
    from planmodel.formats.json_schema import as_text, json_schema

    put(as_text(json_schema(options.vocabulary_or_shipped(vocabulary))).rstrip("\n"))
