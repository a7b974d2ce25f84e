"""``planmodel draft``: a plan's document becomes a draft plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, spoken, worded
from planmodel.cli.output import Failed, put, put_json, say
from planmodel.text import one_line
from planmodel.words import say as sentence
from planmodel.words import term

if TYPE_CHECKING:
    from planmodel.drafting.draft import Draft

__all__ = ["command"]


@click.command("draft", cls=Verb)
@click.argument("file", type=options.PATH, metavar="FILE")
@click.option("-o", "--output", type=options.PATH, metavar="DIR")
@click.option("--into", type=options.PATH, metavar="DIR")
@click.option("--page", is_flag=True)
@click.option("--id", metavar="ID")
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    output: Path | None,
    into: Path | None,
    page: bool,
    id: str | None,
    format: str,
) -> None:
    """Draft a plan from FILE (.docx, .pdf, .html, .md, .txt) by rules, with the words that each element stands on."""
    if output is not None and into is not None:
        raise Failed(sentence("draft.two_folders"), sentence("draft.which_folder"))
    if page and output is None and into is None:
        raise Failed(sentence("draft.no_folder"), sentence("draft.give_folder"))
    from planmodel.drafting.run import draft_plan

    draft = draft_plan(file, id=id)
    conflicts = 0
    if output is not None:
        _save(draft, output, page=page)
    if into is not None:
        conflicts = _join(draft, into, page=page)
    if format == "json":
        put_json(draft.to_record())
    elif output is None and into is None:
        put(repr(draft))
    ctx.exit(1 if conflicts else 0)


def _save(draft: Draft, folder: Path, *, page: bool) -> None:
    written = draft.save(folder)
    if page:
        draft.report(folder / "draft.html")
    for doubt in draft.doubts:
        say(one_line(doubt.one_line(spoken())))
    say(sentence("cli.wrote_doubts", file=one_line(str(written)), elements=len(draft.plan), doubts=len(draft.doubts)))


def _join(draft: Draft, folder: Path, *, page: bool) -> int:
    """Merge a draft into a folder, tell what happened, and return how many conflicts there are."""
    from planmodel.drafting.again import draft_into
    from planmodel.exchange.opening import read_plan

    before = read_plan(folder / "plan.yaml")
    joined = draft_into(draft, folder)
    if page:
        draft.report(folder / "draft.html")
    gone = [one for one in before.elements if one.id not in joined.plan]
    new = [one for one in joined.plan.elements if one.id not in before]
    for key, elements in (("draft.removed", gone), ("draft.new", new)):
        for one in elements:
            say(sentence(key, kind=term("kind", one.kind), id=one.id, name=one_line(one.label())))
    for conflict in joined.conflicts:
        where = f"{conflict.id}{f'.{conflict.field}' if conflict.field else ''}"
        say(sentence("draft.conflict", where=one_line(where), reason=one_line(worded(conflict.reason))))
    for doubt in draft.doubts:
        say(one_line(doubt.one_line(spoken())))
    sizes = {"elements": len(joined.plan), "conflicts": len(joined.conflicts), "doubts": len(draft.doubts)}
    say(sentence("draft.merged", folder=one_line(str(folder)), new=len(new), gone=len(gone), **sizes))
    return len(joined.conflicts)
