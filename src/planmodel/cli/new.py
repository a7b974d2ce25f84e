"""``planmodel new``: a small commented plan to begin with."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.output import Failed, say
from planmodel.text import one_line
from planmodel.words import say as sentence

__all__ = ["command"]

_PLAN, _SOURCE, _SCHEMA = "plan.yaml", "source.md", "plan.schema.json"


@click.command("new", cls=Verb)
@click.argument("folder", type=options.FOLDER, metavar="DIR")
def command(folder: Path) -> None:
    """Write a small commented plan into DIR: plan.yaml, the text that it quotes, and the JSON Schema for editors."""
    from planmodel.formats.json_schema import as_text, json_schema

    templates = files("planmodel.cli") / "templates"
    texts = {name: (templates / name).read_text(encoding="utf-8") for name in (_SOURCE, _PLAN)}
    texts[_SCHEMA] = as_text(json_schema())
    for name in texts:
        if (folder / name).exists():
            raise Failed(sentence("cli.is_there", file=str(folder / name)), sentence("new.other_folder"))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        with (folder / name).open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    say(sentence("new.wrote", files=tuple(one_line(str(folder / name)) for name in sorted(texts))))
    say(sentence("new.next", file=one_line(str(folder / _PLAN))))
