"""``planmodel convert``: a plan in another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import options
from planmodel.cli.output import Failed, put, say
from planmodel.text import counted, one_line

if TYPE_CHECKING:
    from planmodel.model.plan import Plan
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("convert", short_help="Write a plan as YAML, JSON, StratML or tables.")
@click.argument("source", type=options.PATH, metavar="IN")
@click.argument("target", type=options.PATH, metavar="OUT")
@click.option("--force", is_flag=True, help="Overwrite OUT if it is there.")
@options.overlay
@options.vocabulary
def command(source: Path, target: Path, force: bool, overlays: tuple[Path, ...], vocabulary: Vocabulary | None) -> None:
    """Write the plan IN as YAML (.yaml, .yml), JSON (.json), StratML (.xml), or a folder of CSV tables (no suffix).

    IN may also be StratML or Microsoft Project XML (.xml). An OUT of - is standard output, as YAML.
    """
    if target == options.STDOUT:
        put(_read(source, overlays, vocabulary).to_yaml().removesuffix("\n"))
        return
    suffix = "" if target.is_dir() else target.suffix.lower()
    if suffix not in {"", ".yaml", ".yml", ".json", ".xml"}:
        raise Failed(
            f"{target}: plans are not written as {suffix} files",
            "end OUT in .yaml, .yml, .json or .xml (StratML), or give it no suffix for a folder of tables",
        )
    if not force and _is_there(target):
        raise Failed(f"{target} is there already", "convert --force overwrites it")
    plan = _read(source, overlays, vocabulary)
    if suffix == ".xml":
        from planmodel.exchange.stratml_writer import write_stratml

        for line in write_stratml(plan, target).lost:
            say(f"not in {one_line(str(target))}: {one_line(line)}")
    elif suffix == ".json":
        plan.to_json(target)
    elif suffix:
        plan.to_yaml(target)
    else:
        plan.to_tables(target)
    if suffix not in {".yaml", ".yml"}:
        _tell_of_comments(plan, target)
    say(f"wrote {one_line(str(target))}: {counted(len(plan), 'element')}")


def _read(source: Path, overlays: tuple[Path, ...], vocabulary: Vocabulary | None) -> Plan:
    is_foreign = source.suffix.lower() == ".xml" and not overlays
    return _foreign(source) if is_foreign else options.read(source, overlays, vocabulary)


def _tell_of_comments(plan: Plan, target: Path) -> None:
    """Say how many comments of the file that was read cannot be kept; in YAML they stay where they belong."""
    from planmodel.formats.yaml_comments import comments_in

    comments = len(comments_in(plan))
    if comments:
        say(f"not in {one_line(str(target))}: {counted(comments, 'comment')}; only YAML keeps them")


def _foreign(source: Path) -> Plan:
    """Return the plan in another program's file, and say what was left out of it."""
    from planmodel.exchange.opening import read_foreign

    read = read_foreign(source)
    for issue in read.issues:
        say(issue.one_line())
    return read.plan


def _is_there(target: Path) -> bool:
    """Return whether there is something that writing would overwrite; an empty folder is not."""
    return any(target.iterdir()) if target.is_dir() else target.exists() or target.is_symlink()
