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
    from planmodel.model.plan import Plan
    from planmodel.model.vocabulary import Vocabulary

    Parameter = click.ParamType[str]
else:
    Parameter = click.ParamType  # older versions of click are generic for no one

__all__ = ["command"]


class _Form(Parameter):
    """The name of a format; those of installed packages are looked for when it is none of planmodel's."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the names of all formats."""
        from planmodel.exchange.writing import format_names

        return f"[{'|'.join(format_names())}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return a name that there is."""
        from planmodel.exchange.writing import format_names

        if value not in format_names(installed=False) and value not in format_names():
            choices = sentence("usage.choices", values=format_names())
            raise click.BadParameter(sentence("usage.no_choice", value=value, choices=choices), ctx, param)
        return value


@click.command("convert", cls=Verb)
@click.argument("source", type=options.PATH, metavar="IN")
@click.argument("target", type=options.PATH, metavar="OUT")
@click.option("--to", "form", type=_Form())
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
    from planmodel.exchange.writing import format_of_name, write_as

    if target == options.STDOUT:
        put_data(_read(source, overlays, vocabulary).to_yaml().removesuffix("\n"))
        return
    suffix = "" if target.is_dir() else target.suffix.lower()
    form = form or format_of_name(suffix)
    if form is None:
        raise Failed(sentence("convert.no_format", file=str(target), suffix=suffix), sentence("convert.formats"))
    if not force and _is_there(target):
        raise Failed(sentence("cli.is_there", file=str(target)), sentence("cli.force"))
    plan = _read(source, overlays, vocabulary)
    report = write_as(form, plan, target)
    for line in () if report is None else report.lost:
        say(sentence("convert.not_in", file=one_line(str(target)), what=one_line(worded(line))))
    if form not in ("yaml", "jsonld"):
        _tell_of_comments(plan, target)
    if report is None:
        say(sentence("cli.wrote_elements", file=one_line(str(target)), elements=len(plan)))
    else:
        counts = [sentence("import.count", n=number, what=what) for what, number in report.written.items() if number]
        name = one_line(str(target))
        say(sentence("convert.wrote", file=name, counts=counts) if counts else sentence("cli.wrote", file=name))


def _read(source: Path, overlays: tuple[Path, ...], vocabulary: Vocabulary | None) -> Plan:
    """Return a plan, and say all that was left out of another program's file."""
    from planmodel.exchange.opening import read_plan

    plan = read_plan(source, *overlays, vocabulary=vocabulary)
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
