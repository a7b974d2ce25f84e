"""``planmodel agree``: how far two people's plan files of one document agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.many import Format, format_option, put_result

if TYPE_CHECKING:
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("agree", short_help="Show how far two people's files of one document agree.")
@click.argument("here", metavar="A", type=options.PATH)
@click.argument("there", metavar="B", type=options.PATH)
@format_option
@options.vocabulary
def command(here: Path, there: Path, format: Format, vocabulary: Vocabulary | None) -> None:
    """Show how far the plans A and B, two people's files of one document, agree.

    Per kind the elements that both have, per field how often both say the same, and Cohen's kappa over the clauses of
    the documents whose text lies beside A.
    """
    from planmodel.comparing.agreement import agreement

    found = agreement(options.read(here, (), vocabulary), options.read(there, (), vocabulary))
    put_result(found, format, found.to_dict())
