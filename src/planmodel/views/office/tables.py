"""Any result as tables for papers and offices: typed cells, units in heads, notes, and the addresses of sources."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import attrs

from planmodel.arguments import AnyPath
from planmodel.columns import Column
from planmodel.diagnostics import Diagnostic
from planmodel.failures import check_language
from planmodel.limits import in_force
from planmodel.model.collection import Collection
from planmodel.model.element import Element
from planmodel.model.kinds import Indicator
from planmodel.steering import seen
from planmodel.tabular import Result, Rows
from planmodel.text import display_width, in_language
from planmodel.views.office.indicators import indicator_columns
from planmodel.words import LANGUAGES, has_words, say

__all__ = ["Cell", "OfficeTable", "kind_title", "made_table", "papers_of", "spoken_for", "table_of", "tables_of"]

Cell: TypeAlias = str | float | int | dt.date | None
"""What a cell holds: a number or day is one for the program that opens the file."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHOWN_NUMBER = re.compile(r"([+-]?)((?:\d[\d,]*)?(?:\.(\d+))?(?:e[+-]?\d+)?)(%?)")
_WIDE = 30
"""From how many places on a text is a sentence."""


class OfficeTable(NamedTuple):
    """One table.

    Parameters:
        title: what it is called.
        heads: the heads of its columns, with units.
        rows: its cells.
        notes: what a reader should know.
        wide: the numbers of the columns that hold sentences.
        formats: how a program shows the numbers of a column, by its number; as it likes where nothing is said.
        links: the addresses that cells lead to, by row and column.
        ids: the columns of ids beside which the title stands, which a page has no room for.
    """

    title: str
    heads: tuple[str, ...]
    rows: list[list[Cell]]
    notes: list[str]
    wide: frozenset[int]
    formats: Mapping[int, str] = {}
    links: Mapping[tuple[int, int], str] = {}
    ids: frozenset[int] = frozenset()

    @property
    def cells(self) -> int:
        """How many cells it has, its heads too."""
        return len(self.heads) * (len(self.rows) + 1)


def spoken_for(result: Result, language: str | None) -> str:
    """Return the language of a result's file: the one asked for, else that of the result.

    Raises:
        ModelError: there are no words in that language.
    """
    language = language or result._language() or LANGUAGES[0]
    check_language(language)
    return language


def papers_of(result: Result, language: str, path: AnyPath) -> tuple[OfficeTable, ...]:
    """Return the tables of a result that a file shall hold.

    Raises:
        PlanFileError: they have more cells than :class:`~planmodel.limits.Limits` let in.
    """
    tables = result._papers(language)
    in_force().check("cells", sum(table.cells for table in tables), str(path), verb="write")
    return tables


def tables_of(result: Result, language: str) -> tuple[OfficeTable, ...]:
    """Return a result as its one table; indicators as plans print theirs, with a column a year."""
    if isinstance(result, Collection) and result._classes == (Indicator,) and len(result):
        columns = indicator_columns(result._columns(), list(result))
        return (made_table(columns, result._rows(), title_of(result, language), language, notes=result._above()),)
    return (table_of(result, language),)


def table_of(result: Result, language: str, *, title: str | None = None) -> OfficeTable:
    """Return the table of a result: the columns that people read, and those that tell title, place and source.

    What such a column says of all rows alike stands in a note, once.

    Parameters:
        result: the result.
        language: ``en`` or ``zh``.
        title: what it is called; the name of what it holds when left out.
    """
    title = title or title_of(result, language)
    told = (*result._above(), *result._below(), *result._paper_notes())
    return made_table(result._columns(), result._rows(), title, language, notes=told, sparse=result._SPARSE)


def made_table(
    columns: Sequence[Column],
    rows: Sequence[Any],
    title: str,
    language: str,
    *,
    notes: Iterable[str] = (),
    sparse: bool = False,
) -> OfficeTable:
    """Return the table of rows.

    Parameters:
        columns: the columns; those are taken that people read, and those that are there for papers.
        rows: the rows.
        title: what it is called.
        language: ``en`` or ``zh``.
        notes: what a reader should know.
        sparse: whether columns in which no row says anything are left out.
    """
    made: list[_Made] = []
    titled = {one.name for one in columns if one.paper and one.name.endswith("_title")}
    said = [in_language(note, language) for note in notes]
    for column in _in_order(columns):
        told = [column.text(row, language) for row in rows]
        once = column.paper and len(rows) > 1 and len({*told}) == 1 and column.address is None
        if once and told[0] != "—":
            said.append(say("office.once", head=column.title, text=told[0]).in_language(language))
        elif not once:
            of_plan = column.shown and f"{column.name}_title" in titled
            made += [
                one._replace(is_id=of_plan)
                for one in _made(column, {one.name: one for one in columns}, rows, told, language)
            ]
    made = [one for one in made if (one.shown and not sparse) or any(cell is not None for cell in one.cells)]
    return OfficeTable(
        title=title,
        heads=tuple(seen(one.head) for one in made),
        rows=[list(row) for row in zip(*(one.cells for one in made), strict=True)],
        notes=[seen(line) for note in said for line in note.splitlines() if line.strip()],
        wide=frozenset(place for place, one in enumerate(made) if one.is_wide),
        formats={place: one.format for place, one in enumerate(made) if one.format},
        ids=frozenset(place for place, one in enumerate(made) if one.is_id),
        links={(row, place): url for place, one in enumerate(made) for row, url in one.links.items()},
    )


def title_of(result: Result, language: str) -> str:
    """Return what a table is called: by the kind of its rows, else by its class."""
    of: type = type(result)
    if isinstance(result, Collection):
        return kind_title(result._classes, result._name, language)
    if isinstance(result, Rows):
        of = result._of or (type(result[0]) if result else of)
    if of is Diagnostic:
        return in_language(say("office.title.report"), language)
    key = f"office.title.{of.__name__.lower()}"
    if has_words(key):
        return in_language(say(key), language)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", of.__name__).capitalize()


def kind_title(classes: Sequence[type[Element]], plural: str, language: str) -> str:
    """Return what a table of elements of some classes is called."""
    key = f"office.kind.{classes[0].kind}" if len(classes) == 1 else "office.title.collection"
    return say(key).in_language(language) if has_words(key) else plural.replace("_", " ").capitalize()


def _in_order(columns: Sequence[Column]) -> list[Column]:
    """Return the columns of the table; title and place of a plan stand behind its id."""
    held = [one for one in columns if one.shown]
    at = 0
    for one in (one for one in columns if one.paper and not one.shown):
        holder = one.name.rpartition("_")[0] or "plan"
        if one.address is not None:
            held.append(one)
            continue
        places = [place for place, other in enumerate(held) if other.name == holder or other.name.startswith(holder)]
        at = places[-1] + 1 if places else at
        held.insert(at, one)
        at += 1
    return held


class _Made(NamedTuple):
    """One column of the table."""

    head: str
    cells: list[Cell]
    shown: bool = False
    format: str | None = None
    links: Mapping[int, str] = {}
    is_id: bool = False

    @property
    def is_wide(self) -> bool:
        return any(isinstance(cell, str) and display_width(cell) > _WIDE for cell in self.cells)


def _made(
    column: Column, others: Mapping[str, Column], rows: Sequence[Any], told: Sequence[str], language: str
) -> Iterator[_Made]:
    head = in_language(column.title or attrs.evolve(column, head=None).title, language)
    for value, unit in _numbers(column, others):
        # In English, where an amount is its number and its unit: Chinese says 3个月.
        amounts = _amounts(column, value, unit, rows, [column.text(row, written=True) for row in rows])
        if amounts is not None:
            yield from _in_units(head, *amounts, column.shown, language)
            return
    cells = [_typed(column, row, text) for row, text in zip(rows, told, strict=True)]
    links: dict[int, str] = {}
    if column.address is not None:
        found = ((place, column.address(row)) for place, row in enumerate(rows))
        links = {place: str(url) for place, url in found if _is_address(url)}
    links |= {place: cell for place, cell in enumerate(cells) if isinstance(cell, str) and _is_address(cell)}
    yield _Made(head, cells, column.shown, _format(cells, told), links)


def _numbers(column: Column, others: Mapping[str, Column]) -> Iterator[tuple[Column, Column]]:
    """Yield the columns of the number and the unit that a column may say in words, its own or of a part: a total."""
    for name, value in others.items():
        of = name.removesuffix("_value")
        unit = others.get(f"{of}_unit")
        if of != name and f"{of}_".startswith(f"{column.name}_") and unit and not (value.shown or unit.shown):
            yield value, unit


def _is_address(url: object) -> bool:
    return isinstance(url, str) and re.fullmatch(r"https?://[^\s\"<>]{1,2000}", url) is not None


def _amounts(
    column: Column, value: Column, unit: Column, rows: Sequence[Any], told: Sequence[str]
) -> tuple[list[Cell], list[str]] | None:
    """Return numbers and units of a column of amounts; ``None`` where one says more than its number and unit."""
    numbers: list[Cell] = []
    units: list[str] = []
    for row, text in zip(rows, told, strict=True):
        number, held = value.value(row), unit.value(row)
        if text == "—" or not isinstance(number, float):
            if text != "—":
                return None
            numbers.append(None)
            units.append("")
            continue
        shown = text.removesuffix(str(held or "")).strip()
        if not _shows(shown, number):
            return None
        numbers.append(int(number) if number.is_integer() and abs(number) < 1e15 else number)
        units.append(str(held or ""))
    return numbers, units


def _in_units(head: str, numbers: list[Cell], units: list[str], shown: bool, language: str) -> Iterator[_Made]:
    """Yield the column of numbers in one unit, which its head names, or one of numbers and one of units."""
    held = {unit for unit, number in zip(units, numbers, strict=True) if number is not None}
    if len(held) == 1 and (only := held.pop()):
        yield _Made(say("office.head_unit", head=head, unit=only).in_language(language), numbers, shown)
        return
    yield _Made(head, numbers, shown)
    yield _Made(say("office.unit_of", head=head).in_language(language), [unit or None for unit in units])


def _typed(column: Column, row: Any, text: str) -> Cell:
    """Return what people read in a cell, as a number or day where it is nothing else."""
    if text == "—":
        return None
    value = column.value(row)
    if column.type in ("integer", "number") and isinstance(value, int | float):
        return value if _shows(text, float(value)) else seen(text)
    if isinstance(value, str) and _DAY.fullmatch(value) and (text == value or column.cell is None):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return seen(text)
    return seen(text)


def _shows(text: str, value: float) -> bool:
    """Return whether a text shows a number and nothing else, but for rounding."""
    match = _SHOWN_NUMBER.fullmatch(text)
    if match is None or not match[2]:
        return False
    share = 0.01 if match[4] else 1.0
    try:
        number = float(match[1] + match[2].replace(",", "")) * share
    except ValueError:
        return False
    step = 10.0 ** -len(match[3] or "") * share
    return abs(number - value) <= max(step * 0.501, abs(value) * 1e-5)


def _format(cells: Sequence[Cell], told: Sequence[str]) -> str | None:
    """Return how the numbers of a column are shown: as shares in %, with a sign, or years without commas."""
    texts = [text for cell, text in zip(cells, told, strict=True) if isinstance(cell, int | float)]
    if not texts:
        return None
    matches = [match for text in texts if (match := _SHOWN_NUMBER.fullmatch(text))]
    form = "General"
    if all(match[4] for match in matches):
        places = max(len(match[3] or "") for match in matches)
        form = "0" + ("." + "0" * places if places else "") + "%"
    if any(match[1] == "+" for match in matches):
        return f"+{form};-{form};{form}"
    return None if form == "General" else form
