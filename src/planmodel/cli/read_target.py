"""``planmodel read-target``: what published phrases promise."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from planmodel.cli import options
from planmodel.cli.output import Failed, put, put_json
from planmodel.text import cut, display_width, one_line, suggestion

if TYPE_CHECKING:
    from planmodel.model.targets import Target

__all__ = ["command"]

_WIDEST = 48


@click.command("read-target", short_help="Tell what published target phrases promise.")
@click.argument("phrases", nargs=-1, metavar="PHRASE...")
@click.option("--from", "file", type=options.PATH, metavar="FILE", help="Read phrases from a CSV file, or one a line.")
@click.option("--column", metavar="NAME", help="The column of the CSV file that holds them.")
@click.option("--unit", help="Unit of a number that has none of its own.")
@click.option("--name", help="The indicator's name as printed, such as 单位GDP能源消耗降低(%).")
@click.option("--base-year", type=int, help="The year that changes count from.")
@click.option("--better", type=click.Choice(("higher", "lower")), help="Which way is better.")
@click.option("--year", type=int, help="The year by whose end it shall hold.")
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(
    phrases: tuple[str, ...],
    file: Path | None,
    column: str | None,
    unit: str | None,
    name: str | None,
    base_year: int | None,
    better: Literal["higher", "lower"] | None,
    year: int | None,
    format: str,
) -> None:
    """Tell what each PHRASE promises: 比2020年下降14.5%, 力争达到90%, 完成省下达任务.

    Nothing is guessed: what is not sure is said to be not read, with the reason.
    """
    from planmodel.phrases.reader import read_targets

    texts = [*phrases, *(_column(file, column) if file is not None else [])]
    if not texts:
        raise Failed("there is nothing to read", "give phrases, or --from FILE")
    for given in (base_year, year):
        if given is not None and not 1 <= given <= 9999:
            raise Failed(f"{given} is no year")
    found = [
        (text, read_targets(text, unit=unit, name=name, base_year=base_year, better=better, year=year))
        for text in texts
    ]
    if format == "json":
        put_json({"results": [_result(text, targets) for text, targets in found]})
    else:
        _table(found)


def _result(text: str, targets: tuple[Target, ...]) -> dict[str, Any]:
    from planmodel.views.commitment import target_record

    return {"text": text, "targets": [target_record(target) for target in targets]}


def _table(found: list[tuple[str, tuple[Target, ...]]]) -> None:
    from planmodel.views.commitment import commitment_text

    width = min(_WIDEST, max(display_width(one_line(text)) for text, _ in found))
    for text, targets in found:
        shown = cut(text, width)
        for number, target in enumerate(targets):
            words = f"{target.year}: " if target.year is not None else ""
            words += f"{one_line(str(target.scope))}: " if target.scope is not None else ""
            words += commitment_text(target.commitment)
            words += f"; strives for {commitment_text(target.stretch)}" if target.stretch is not None else ""
            head = shown if number == 0 else ""
            put(f"{head}{' ' * (width - display_width(head))}  {one_line(words)}")


def _column(file: Path, column: str | None) -> list[str]:
    """Return the phrases of a CSV column, or the lines of a text file, without empty ones."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Failed(f"{file} is not UTF-8", "save it as UTF-8") from None
    if column is None:
        if file.suffix.lower() == ".csv":
            raise Failed(f"{file}: which column?", "--column NAME")
        return [line.strip() for line in text.splitlines() if line.strip()]
    try:
        rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
        names = list(rows[0]) if rows else []
    except csv.Error as error:
        raise Failed(f"{file} is no CSV table: {error}") from None
    if column not in names:
        raise Failed(f"{file} has no column {column!r}", suggestion(column, names) or f"columns: {', '.join(names)}")
    return [cell.strip() for row in rows if (cell := row[column]) and cell.strip()]
