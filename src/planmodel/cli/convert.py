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
    from planmodel.exchange.export import ExportReport
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
    report = _exported(plan, target, form)
    for line in () if report is None else report.lost:
        say(sentence("convert.not_in", file=one_line(str(target)), what=one_line(worded(line))))
    if report is None:
        _write(plan, target, form)
    if form not in ("yaml", "jsonld"):
        _tell_of_comments(plan, target)
    if report is None and form != "psplib":
        say(sentence("cli.wrote_elements", file=one_line(str(target)), elements=len(plan)))
    else:
        written = {} if report is None else report.written
        counts = [sentence("import.count", n=number, what=what) for what, number in written.items() if number]
        name = one_line(str(target))
        say(sentence("convert.wrote", file=name, counts=counts) if counts else sentence("cli.wrote", file=name))


def _exported(plan: Plan, target: Path, form: str) -> ExportReport | None:
    """Write a plan into a format that tells what it holds and what not; ``None`` of another, which is not written."""
    if form == "stratml":
        from planmodel.exchange.stratml_writer import write_stratml

        return write_stratml(plan, target)
    if form == "mspdi":
        from planmodel.exchange.mspdi_writer import write_mspdi

        return write_mspdi(plan, target)
    if form == "jsonld":
        from planmodel.exchange.jsonld import write_jsonld

        return write_jsonld(plan, target)
    return None


def _write(plan: Plan, target: Path, form: str) -> None:
    """Write a plan in one of planmodel's own formats, or as a benchmark project."""
    if form == "psplib":
        from planmodel.formats.rcpsp_writer import write_psplib

        write_psplib(plan, target)
        say(sentence("convert.not_in", file=one_line(str(target)), what=sentence("convert.psplib")))
    elif form == "json":
        plan.to_json(target)
    elif form == "yaml":
        plan.to_yaml(target)
    else:
        plan.to_tables(target)


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
