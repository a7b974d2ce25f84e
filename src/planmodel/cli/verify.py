"""``planmodel verify``: numbers that planmodel gave, computed again from the plan's file."""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli import options
from planmodel.cli.language import Verb
from planmodel.cli.many import Format, format_option, put_result

__all__ = ["command"]

_DIFFERS, _CANNOT = 1, 4


@click.command("verify", cls=Verb)
@click.argument("result", type=options.PATH, metavar="RESULT")
@click.argument("plans", type=options.PATH, nargs=-1, required=True, metavar="PLAN...")
@format_option
@click.pass_context
def command(ctx: click.Context, result: Path, plans: tuple[Path, ...], format: Format) -> None:
    """Compute the numbers of RESULT again from the files of the plans that they rest on, by other means."""
    from planmodel.verifying.verification import verify

    found = verify(result, list(plans))
    put_result(found, format, found.to_dict())
    counts = found.counts()
    ctx.exit(_DIFFERS if counts["differs"] else _CANNOT if counts["cannot"] else 0)
