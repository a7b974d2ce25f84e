"""``planmodel read-table``: the indicators or projects of a published table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, spoken
from planmodel.cli.output import Failed, put, put_json, say
from planmodel.text import one_line
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.phrases.tables.indicator_table import IndicatorTable
    from planmodel.phrases.tables.project_table import ProjectTable

__all__ = ["command"]


@click.command("read-table", cls=Verb)
@click.argument("file", type=options.PATH, metavar="FILE")
@click.option("--as", "kind", type=click.Choice(("indicators", "projects")), default="indicators", show_default=True)
@click.option("--sheet", metavar="NAME")
@click.option("--table", type=click.IntRange(min=0), metavar="N")
@click.option("--base-year", type=click.IntRange(1, 9999))
@click.option("--year", type=click.IntRange(1, 9999))
@click.option("--unit")
@click.option("-o", "--output", type=options.PATH, metavar="PLAN")
@click.option("--force", is_flag=True)
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(
    file: Path,
    kind: Literal["indicators", "projects"],
    sheet: str | None,
    table: int | None,
    base_year: int | None,
    year: int | None,
    unit: str | None,
    output: Path | None,
    force: bool,
    format: str,
) -> None:
    """Read the table of indicators or projects in FILE, and tell what is not sure about it."""
    if output is not None and output.suffix.lower() not in (".yaml", ".yml", ".json"):
        raise Failed(sentence("read_table.no_format", file=str(output)))
    if output is not None and not force and (output.exists() or output.is_symlink()):
        raise Failed(sentence("cli.is_there", file=str(output)), sentence("cli.force"))
    read: IndicatorTable | ProjectTable
    if kind == "projects":
        from planmodel.phrases.tables.project_table import read_project_table

        read = read_project_table(file, sheet=sheet, table=table, unit=unit, document="source")
    else:
        from planmodel.phrases.tables.indicator_table import read_indicator_table

        read = read_indicator_table(file, sheet=sheet, table=table, base_year=base_year, year=year, document="source")
    id = "plan" if output is None else _plan_id(output)
    if format == "json":
        put_json(
            {"plan": json.loads(read.to_plan(id=id).to_json()), "doubts": [one.to_record() for one in read.doubts]}
        )
    elif output is None:
        put(read.to_text(language=spoken()))
    if output is not None:
        plan = read.to_plan(id=id)
        plan.to_json(output) if output.suffix.lower() == ".json" else plan.to_yaml(output)
        for doubt in read.doubts:
            say(one_line(doubt.one_line(spoken())))
        wrote = one_line(str(output))
        say(sentence("cli.wrote_doubts", file=wrote, elements=len(plan), doubts=len(read.doubts)))


def _plan_id(output: Path) -> str:
    """Return an id from a file's name, so that the plans of several tables can stand side by side."""
    from planmodel.model.sources import is_id
    from planmodel.phrases.tables.grids import hash_id

    return output.stem if is_id(output.stem) else f"plan-{hash_id(output.stem)}"
