"""``planmodel agree``: how far two people's plan files of one document agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.many import Format, format_option, put_result
from planmodel.cli.output import Failed, say
from planmodel.text import one_line
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.comparing.agreement import Agreement
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("agree", cls=Verb)
@click.argument("here", metavar="A", type=options.PATH)
@click.argument("there", metavar="B", type=options.PATH)
@click.option("--page", type=options.PATH, metavar="FILE")
@click.option("--join", type=options.PATH, metavar="FILE")
@format_option
@options.vocabulary
@click.pass_context
def command(
    ctx: click.Context,
    here: Path,
    there: Path,
    page: Path | None,
    join: Path | None,
    format: Format,
    vocabulary: Vocabulary | None,
) -> None:
    """Show how far the plans A and B, two people's files of one document, agree."""
    from planmodel.comparing.agreement import agreement

    found = agreement(options.read(here, (), vocabulary), options.read(there, (), vocabulary))
    conflicts = 0
    if page is not None:
        found.report(page)
        say(sentence("cli.wrote", file=one_line(str(page))))
    if join is not None:
        conflicts = _join(found, join)
    put_result(found, format, found.to_dict())
    ctx.exit(1 if conflicts else 0)


def _join(found: Agreement, file: Path) -> int:
    """Write both plans as one, tell where they differ, and return at how many places."""
    if file.exists():
        raise Failed(sentence("cli.is_there", file=str(file)), sentence("agree.new_name"))
    joined = found.joined()
    joined.plan.to_yaml(file)
    for conflict in joined.conflicts:
        where = f"{conflict.id}{f'.{conflict.field}' if conflict.field else ''}"
        ours, theirs = one_line(str(conflict.ours)), one_line(str(conflict.theirs))
        say(sentence("agree.conflict", where=one_line(where), ours=ours, theirs=theirs))
    sizes = {"elements": len(joined.plan), "conflicts": len(joined.conflicts)}
    say(sentence("agree.wrote", file=one_line(str(file)), **sizes))
    return len(joined.conflicts)
