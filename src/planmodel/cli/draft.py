"""``planmodel draft``: a plan's document becomes a draft plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.output import Failed, put, put_json, say
from planmodel.text import counted, one_line

if TYPE_CHECKING:
    from planmodel.drafting.draft import Draft

__all__ = ["command"]


@click.command("draft", short_help="Draft a plan from its document.")
@click.argument("file", type=options.PATH, metavar="FILE")
@click.option("-o", "--output", type=options.PATH, metavar="DIR", help="Write plan.yaml, source.txt and draft.json.")
@click.option("--into", type=options.PATH, metavar="DIR", help="Draft again into DIR: corrections and comments stay.")
@click.option("--page", is_flag=True, help="Write draft.html beside them: the text and what was made of it.")
@click.option("--id", metavar="ID", help="The plan's id; made of its title when left out.")
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
    """Draft a plan from FILE (.docx, .pdf, .html, .md, .txt) by rules, with the words that each element stands on.

    Nothing is guessed about what serves what. What is not sure is told, those doubts first that most hangs on. With
    --into a newer draft is merged into a folder that people have worked in; conflicts are listed, and exit status is 1.
    """
    if output is not None and into is not None:
        raise Failed("-o and --into cannot both be given", "-o makes a folder, --into drafts into one that is there")
    if page and output is None and into is None:
        raise Failed("--page has no folder to write to", "draft FILE -o DIR --page")
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
        say(one_line(doubt.one_line()))
    counts = f"{counted(len(draft.plan), 'element')}, {counted(len(draft.doubts), 'doubt')}"
    say(f"wrote {one_line(str(written))}: {counts}")


def _join(draft: Draft, folder: Path, *, page: bool) -> int:
    """Merge a draft into a folder, tell what happened, and return how many conflicts there are."""
    from planmodel.drafting.again import draft_into
    from planmodel.formats.native import read_plan

    before = read_plan(folder / "plan.yaml")
    joined = draft_into(draft, folder)
    if page:
        draft.report(folder / "draft.html")
    gone = [one for one in before.elements if one.id not in joined.plan]
    new = [one for one in joined.plan.elements if one.id not in before]
    for word, elements in (("removed: the document has it no more", gone), ("new", new)):
        for one in elements:
            say(one_line(f"{word}: {one.kind} {one.id} “{one.label()}”"))
    for conflict in joined.conflicts:
        where = f"{conflict.id}{f'.{conflict.field}' if conflict.field else ''}"
        say(one_line(f"conflict: {where}: {conflict.reason}; the plan file's word stands"))
    for doubt in draft.doubts:
        say(one_line(doubt.one_line()))
    sizes = {
        "element": len(joined.plan),
        "conflict": len(joined.conflicts),
        "doubt": len(draft.doubts),
    }
    counts = ", ".join(counted(number, what) for what, number in sizes.items())
    say(f"merged into {one_line(str(folder))}: {counts}; {len(new):,} new, {len(gone):,} removed")
    return len(joined.conflicts)
