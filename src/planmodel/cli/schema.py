"""``planmodel schema``: the JSON Schema of plan files."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.output import put_data
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


_OTHERS = {"derivations": "planmodel.verifying", "conformance": "planmodel.testing.conformance"}


@click.command("schema", cls=Verb)
@click.option("--of", "which", type=click.Choice(("plan", *_OTHERS)), default="plan", show_default=True)
@click.option("--dialect", type=click.Choice(("full", "strict")), default="full", show_default=True)
@options.vocabulary
def command(
    which: Literal["plan", "derivations", "conformance"],
    dialect: Literal["full", "strict"],
    vocabulary: Vocabulary | None,
) -> None:
    """Print the JSON Schema of plan files, of derivations or of the conformance cases."""
    if which != "plan":
        if dialect != "full":
            raise click.UsageError(sentence("schema.dialect_of_plans"))
        put_data((files(_OTHERS[which]) / f"{which}.schema.json").read_text(encoding="utf-8").rstrip("\n"))
        return
    from planmodel.formats.json_schema import as_text, json_schema
    from planmodel.formats.strict_schema import strict_schema

    made = strict_schema(vocabulary) if dialect == "strict" else json_schema(vocabulary)
    put_data(as_text(made).rstrip("\n"))
