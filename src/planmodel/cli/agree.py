"""``planmodel agree``: how far two people's plan files of one document agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.many import Format, format_option, put_result
from planmodel.cli.output import Failed, say
from planmodel.text import counted, one_line

if TYPE_CHECKING:
    from planmodel.comparing.agreement import Agreement
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("agree", short_help="Show how far two people's files of one document agree.")
@click.argument("here", metavar="A", type=options.PATH)
@click.argument("there", metavar="B", type=options.PATH)
@click.option(
    "--page", type=options.PATH, metavar="FILE", help="Write a page for talking it through: text and both codings."
)
@click.option(
    "--join", type=options.PATH, metavar="FILE", help="Write both as one plan; conflicts are listed, exit status 1."
)
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
    """Show how far the plans A and B, two people's files of one document, agree.

    Per kind the elements that both have, per field how often both say the same, and Cohen's kappa over the clauses of
    the documents whose text lies beside A. With --join what either says becomes one plan, best written beside A, whose
    documents it names; where they differ A's word stands.
    """
    from planmodel.comparing.agreement import agreement

    found = agreement(options.read(here, (), vocabulary), options.read(there, (), vocabulary))
    conflicts = 0
    if page is not None:
        found.report(page)
        say(f"wrote {one_line(str(page))}")
    if join is not None:
        conflicts = _join(found, join)
    put_result(found, format, found.to_dict())
    ctx.exit(1 if conflicts else 0)


def _join(found: Agreement, file: Path) -> int:
    """Write both plans as one, tell where they differ, and return at how many places."""
    if file.exists():
        raise Failed(f"{file} is there already", "give a new name: a file that people work in is not overwritten")
    joined = found.joined()
    joined.plan.to_yaml(file)
    for conflict in joined.conflicts:
        where = f"{conflict.id}{f'.{conflict.field}' if conflict.field else ''}"
        say(one_line(f"conflict: {where}: A says {conflict.ours}, B says {conflict.theirs}; A's word stands"))
    counts = f"{counted(len(joined.plan), 'element')}, {counted(len(joined.conflicts), 'conflict')}"
    say(f"wrote {one_line(str(file))}: {counts}")
    return len(joined.conflicts)
