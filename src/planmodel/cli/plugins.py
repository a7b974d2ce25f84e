"""``planmodel plugins``: what installed packages add."""

from __future__ import annotations

import click

from planmodel.cli.language import Verb
from planmodel.cli.many import Format, format_option, put_result

__all__ = ["command"]


@click.command("plugins", cls=Verb)
@format_option
def command(format: Format) -> None:
    """List what installed packages add: kinds, rules, metrics, readers and writers."""
    from planmodel.packages import additions

    found = additions()
    whole = {"entries": found.to_records(), "findings": [one.to_record() for one in found.findings]}
    put_result(found, format, whole)
