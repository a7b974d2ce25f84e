"""``planmodel convert``: a plan in another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, spoken, worded
from planmodel.cli.output import Failed, put_data, say
from planmodel.text import one_line
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planmodel.model.plan import Plan
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]

_BY_SUFFIX = {
    "": "tables",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonld": "jsonld",
    ".xml": "stratml",
    ".sm": "psplib",
    ".mm": "psplib",
    ".rcp": "psplib",
    ".sch": "psplib",
}
"""What is written into a file whose name ends so."""


@click.command("convert", cls=Verb)
@click.argument("source", type=options.PATH, metavar="IN")
@click.argument("target", type=options.PATH, metavar="OUT")
@click.option("--to", "form", type=click.Choice(sorted({*_BY_SUFFIX.values(), "mspdi"})))
@click.option("--force", is_flag=True)
@options.overlay
@options.vocabulary
def command(
    source: Path,
    target: Path,
    form: str | None,
    force: bool,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Write the plan IN in the format that the name of OUT, or --to, says."""
    if target == options.STDOUT:
        put_data(_read(source, overlays, vocabulary).to_yaml().removesuffix("\n"))
        return
    suffix = "" if target.is_dir() else target.suffix.lower()
    form = form or _BY_SUFFIX.get(suffix)
    if form is None:
        raise Failed(sentence("convert.no_format", file=str(target), suffix=suffix), sentence("convert.formats"))
    if not force and _is_there(target):
        raise Failed(sentence("cli.is_there", file=str(target)), sentence("cli.force"))
    plan = _read(source, overlays, vocabulary)
    for line in _write(plan, target, form):
        say(sentence("convert.not_in", file=one_line(str(target)), what=one_line(worded(line))))
    if form not in ("yaml", "jsonld"):
        _tell_of_comments(plan, target)
    say(sentence("cli.wrote_elements", file=one_line(str(target)), elements=len(plan)))


def _write(plan: Plan, target: Path, form: str) -> Sequence[str]:
    """Write a plan in a format, and return what that cannot hold."""
    if form == "stratml":
        from planmodel.exchange.stratml_writer import write_stratml

        return write_stratml(plan, target).lost
    if form == "mspdi":
        from planmodel.exchange.mspdi_writer import write_mspdi

        return write_mspdi(plan, target).lost
    if form == "jsonld":
        from planmodel.exchange.jsonld import write_jsonld

        return write_jsonld(plan, target).lost
    if form == "psplib":
        from planmodel.formats.rcpsp_writer import write_psplib

        write_psplib(plan, target)
        return (sentence("convert.psplib"),)
    if form == "json":
        plan.to_json(target)
    elif form == "yaml":
        plan.to_yaml(target)
    else:
        plan.to_tables(target)
    return ()


def _read(source: Path, overlays: tuple[Path, ...], vocabulary: Vocabulary | None) -> Plan:
    """Return a plan, and say all that was left out of another program's file."""
    from planmodel.exchange.opening import read_plan

    plan = read_plan(source, *overlays, vocabulary=options.vocabulary_or_shipped(vocabulary))
    for issue in plan.origin.issues if plan.origin is not None else ():
        say(issue.one_line(spoken()))
    return plan


def _tell_of_comments(plan: Plan, target: Path) -> None:
    """Say how many comments of the file that was read cannot be kept; in YAML they stay where they belong."""
    from planmodel.formats.yaml_comments import comments_in

    comments = len(comments_in(plan))
    if comments:
        say(sentence("convert.comments", file=one_line(str(target)), comments=comments))


def _is_there(target: Path) -> bool:
    """Return whether there is something that writing would overwrite; an empty folder is not."""
    return any(target.iterdir()) if target.is_dir() else target.exists() or target.is_symlink()
