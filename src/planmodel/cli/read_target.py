"""``planmodel read-target``: what published phrases promise."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import attrs
import click

from planmodel.cells import plain_cell
from planmodel.cli import options
from planmodel.cli.language import Verb, spoken, worded
from planmodel.cli.output import Failed, put, put_json
from planmodel.limits import bytes_of
from planmodel.text import cut, display_width, one_line, suggestion
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.model.targets import Target
    from planmodel.phrases.pages import FoundTarget

__all__ = ["command"]

_WIDEST = 48


@click.command("read-target", cls=Verb)
@click.argument("phrases", nargs=-1, metavar="PHRASE...")
@click.option("--from", "file", type=options.PATH, metavar="FILE")
@click.option("--text", "page", type=options.PATH, metavar="FILE")
@click.option("--column", metavar="NAME")
@click.option("--unit")
@click.option("--name")
@click.option("--base-year", type=int)
@click.option("--better", type=click.Choice(("higher", "lower")))
@click.option("--year", type=int)
@click.option("--language", type=click.Choice(("zh", "en")))
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(
    phrases: tuple[str, ...],
    file: Path | None,
    page: Path | None,
    column: str | None,
    unit: str | None,
    name: str | None,
    base_year: int | None,
    better: Literal["higher", "lower"] | None,
    year: int | None,
    language: Literal["zh", "en"] | None,
    format: str,
) -> None:
    """Tell what each PHRASE promises: 比2020年下降14.5%, 力争达到90%, 完成省下达任务."""
    from planmodel.phrases.reader import read_targets

    pages = [page] if page is not None else []
    pages += [Path(phrase) for phrase in phrases if _is_text_file(phrase)]
    texts = [phrase for phrase in phrases if not _is_text_file(phrase)]
    texts += _column(file, column) if file is not None else []
    if not texts and not pages:
        raise Failed(sentence("read_target.nothing"), sentence("read_target.give"))
    for given in (base_year, year):
        if given is not None and not 1 <= given <= 9999:
            raise Failed(sentence("read_target.no_year", year=given))
    for text in texts:
        if text in phrases and _names_text_file(text):
            raise Failed(sentence("read_target.no_file", file=text), sentence("read_target.path"))
    found = [
        (
            text,
            read_targets(text, unit=unit, name=name, base_year=base_year, better=better, year=year, language=language),
        )
        for text in texts
    ]
    places = [place for one in pages for place in _places(one, language, base_year)]
    if format == "json":
        put_json({"results": [*(_result(*one) for one in found), *(_place_record(*one) for one in places)]})
        return
    if found:
        _table(found)
    for path, line, column_number, one in places:
        put(f"{path}:{line}:{column_number}  {one_line(_words(one))}")


def _is_text_file(phrase: str) -> bool:
    return _names_text_file(phrase) and Path(phrase).is_file()


def _names_text_file(phrase: str) -> bool:
    return phrase.lower().endswith((".txt", ".md"))


def _places(
    path: Path, language: Literal["zh", "en"] | None, base_year: int | None
) -> list[tuple[Path, int, int, FoundTarget]]:
    """Return each target of a text file with its line and column, counted from 1."""
    from planmodel.phrases.pages import find_targets

    text = _text(path)
    places = []
    line, line_start = 1, 0
    for one in sorted(find_targets(text, language=language, base_year=base_year), key=lambda one: one.start):
        line += text.count("\n", line_start, one.start)
        line_start = max(line_start, text.rfind("\n", 0, one.start) + 1)
        places.append((path, line, one.start - line_start + 1, one))
    return places


def _words(found: FoundTarget) -> str:
    words = " ".join(part for part in (found.place, found.sector, found.subject) if part)
    return f"{cut(one_line(found.text), _WIDEST)}  {words}{': ' if words else ''}{_promise(found.target)}"


def _place_record(path: Path, line: int, column: int, found: FoundTarget) -> dict[str, Any]:
    from planmodel.views.commitment import target_record

    told = {"subject": found.subject, "place": found.place, "sector": found.sector, "doubt": found.doubt}
    record = target_record(found.target) | {key: value for key, value in told.items() if value is not None}
    if found.baseline is not None:
        record["baseline"] = {"value": str(found.baseline.value), "year": found.baseline.year}
    return {"text": found.text, "file": str(path), "line": line, "column": column, "targets": [record]}


def _result(text: str, targets: tuple[Target, ...]) -> dict[str, Any]:
    from planmodel.views.commitment import target_record

    return {"text": text, "targets": [target_record(target) for target in targets]}


def _promise(target: Target, *, year: bool = True) -> str:
    from planmodel.views.report.promises import promise

    told = promise(attrs.evolve(target, scope=None))[spoken()]
    return _labelled(target.year if year else None, told)


def _labelled(label: object, words: str) -> str:
    """Return words behind what they are about, if that is known."""
    return words if label is None else str(worded(sentence("read_target.labelled", label=str(label), words=words)))


def _table(found: list[tuple[str, tuple[Target, ...]]]) -> None:
    width = min(_WIDEST, max(display_width(one_line(text)) for text, _ in found))
    for text, targets in found:
        shown = cut(text, width)
        for number, target in enumerate(targets):
            about = target.subject if target.scope is None else str(target.scope)
            words = _labelled(None if about is None else one_line(about), _promise(target, year=False))
            words = _labelled(target.year, words)
            head = shown if number == 0 else ""
            put(f"{head}{' ' * (width - display_width(head))}  {one_line(words)}")


def _column(file: Path, column: str | None) -> list[str]:
    """Return the phrases of a CSV column, or the lines of a text file, without empty ones."""
    text = _text(file)
    if column is None:
        if file.suffix.lower() == ".csv":
            raise Failed(sentence("read_target.which_column", file=str(file)), sentence("read_target.column"))
        return [line.strip() for line in text.splitlines() if line.strip()]
    try:
        rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
        names = list(rows[0]) if rows else []
    except csv.Error as error:
        raise Failed(sentence("read_target.no_csv", file=str(file), error=str(error))) from None
    if column not in names:
        known = suggestion(column, names) or sentence("read_target.columns", columns=tuple(names))
        raise Failed(sentence("read_target.no_column", file=str(file), column=column), known)
    return [plain_cell(cell).strip() for row in rows if (cell := row[column]) and cell.strip()]


def _text(file: Path) -> str:
    try:
        return bytes_of(file, pipe=True).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Failed(sentence("read_target.no_utf8", file=str(file)), sentence("read_target.save_utf8")) from None
