"""Tables as an Excel file: a sheet a table, heads with units, numbers and days as such, sources that lead there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from planmodel.arguments import AnyPath
from planmodel.tabular import Result
from planmodel.text import display_width
from planmodel.views.office.tables import Cell, OfficeTable, papers_of, spoken_for
from planmodel.views.workbook import column_letter, new_workbook, put_cells, save_workbook
from planmodel.words import say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_excel"]

_NARROWEST, _WIDEST = 8, 48
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_LONGEST_NAME = 31


def write_excel(result: Result, path: AnyPath, *, language: str | None = None) -> None:
    """Write a result as an Excel file, a sheet a table and one of notes, whole or not at all (extra ``xlsx``).

    Numbers are numbers in the unit that their head names, days are days, shares are shown in %, a source leads to its
    address, and a text that begins with ``=`` stays a text.

    Parameters:
        result: the result, a plan or a set of plans.
        path: the file.
        language: ``en`` or ``zh``; that of the result when left out.

    Raises:
        MissingExtraError: openpyxl is not installed.
        ModelError: there is no such language, or the suffix of the file is another than ``.xlsx``.
        PlanFileError: it has more cells than :class:`~planmodel.limits.Limits` let in.
        OSError: it cannot be written.
    """
    language = spoken_for(result, language)
    book = new_workbook(path)
    tables = papers_of(result, language, path)
    notes = say("lists.notes").in_language(language)
    names = sheet_names([*(table.title for table in tables), notes])
    for table, name in zip(tables, names, strict=False):
        _fill(book.create_sheet(name), table)
    told = [(table.title, note) for table in tables for note in table.notes]
    if told:
        sheet = book.create_sheet(names[-1])
        for line, cells in enumerate(told, 1):
            put_cells(sheet, line, cells)
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 100
    save_workbook(book, path)


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Return titles as the names of sheets: short, without the signs that Excel refuses, each once.

    Example:
        >>> sheet_names(["a/b", "a/b", ""])
        ['a b', 'a b 2', 'Sheet']
    """
    names: list[str] = []
    for title in titles:
        name = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:_LONGEST_NAME].strip() or "Sheet"
        number, base = 1, name
        while name.casefold() in (one.casefold() for one in names):
            number += 1
            name = f"{base[: _LONGEST_NAME - 1 - len(str(number))]} {number}"
        names.append(name)
    return names


def _fill(sheet: Worksheet, table: OfficeTable) -> None:
    from openpyxl.styles import Alignment, Font

    linked = Font(underline="single", color="FF0563C1")
    put_cells(sheet, 1, table.heads, bold=True)
    for line, row in enumerate(table.rows, 2):
        put_cells(sheet, line, row)
    for number, form in table.formats.items():
        for line, row in enumerate(table.rows, 2):
            if isinstance(row[number], int | float):
                sheet.cell(line, number + 1).number_format = form
    for (row_number, number), url in table.links.items():
        cell: Any = sheet.cell(row_number + 2, number + 1)
        cell.hyperlink = url
        cell.font = linked  # a named style would undo what keeps a text a text
    wraps = Alignment(wrap_text=True, vertical="top")
    for number, head in enumerate(table.heads):
        cells = [row[number] for row in table.rows]
        sheet.column_dimensions[column_letter(number + 1)].width = _width(head, cells)
        if number in table.wide:
            for line in range(2, len(table.rows) + 2):
                sheet.cell(line, number + 1).alignment = wraps
    sheet.freeze_panes = "B2"
    if table.rows:
        sheet.auto_filter.ref = f"A1:{column_letter(len(table.heads))}{len(table.rows) + 1}"


def _width(head: str, cells: Sequence[Cell]) -> float:
    widest = max([display_width(head), *(display_width(str(cell)) for cell in cells if cell is not None)])
    return min(max(widest + 2, _NARROWEST), _WIDEST)
