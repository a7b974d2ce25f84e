"""Tables in Excel files: what each sheet shows, read with openpyxl within bounds."""

from __future__ import annotations

import contextlib
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from planmodel.errors import MissingExtraError, PlanFileError
from planmodel.limits import Limits, refusal
from planmodel.phrases.tables.grids import Grid, Remark, grid_from
from planmodel.phrases.tables.marks import INDENT, above_line
from planmodel.phrases.tables.number_formats import shown
from planmodel.text import cut
from planmodel.words import say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["excel_grids"]


def excel_grids(data: bytes, file: str, sheet: str | None, limits: Limits) -> list[Grid]:
    """Return the sheets of an Excel file that are not hidden and hold something, or the sheet that is named.

    Raises:
        PlanFileError: it is no Excel file, has no such sheet, or is more than the limits allow.
        MissingExtraError: openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtraError("openpyxl", extra="xlsx", purpose=say("purpose.excel")) from None
    formulas = _within(data, file, limits)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")  # of what openpyxl does not know, it warns and prints
            book = load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
            written = load_workbook(io.BytesIO(data), data_only=False) if formulas else None
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise refusal(file, say("excel.none", kind=type(error).__name__)) from None
    names = [page.title for page in book.worksheets]
    if not names:
        raise refusal(file, say("table.no_sheets"))
    if sheet is not None and sheet not in names:
        raise refusal(file, say("table.no_sheet", sheet=f"{sheet!r}"), say("table.sheets", names=tuple(names)))
    grids = []
    for page in book.worksheets:
        if page.title == sheet or (sheet is None and page.sheet_state == "visible"):
            others = [_named(other) for other in book.worksheets if other is not page and other.max_row > 0]
            grid = _grid(page, None if written is None else written[page.title], file, limits)
            about = [Remark(None, None, say("excel.other_sheets", names=cut(", ".join(others), 200)))] if others else []
            grids.append(grid._replace(remarks=(*about, *grid.remarks)))
    return grids


def _named(page: Worksheet) -> str:
    return page.title if page.sheet_state == "visible" else f"{page.title} (hidden)"


def _within(data: bytes, file: str, limits: Limits) -> bool:
    """Check a packed file against the limits before openpyxl unpacks it; return whether it holds formulas.

    openpyxl makes an object of every cell, and of every cell of a merged area: what would be too many is counted first.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist() if "/media/" not in one.filename)
            texts = [one for one in packed.infolist() if "/media/" not in one.filename]
            parts = [packed.read(one) for one in texts] if unpacked <= limits.unpacked else []
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise refusal(file, say("excel.none", kind=type(error).__name__)) from None
    limits.check("unpacked", unpacked, file)
    counted = _Counted(limits, file)
    for part in parts:
        counted.read(part)
    if not counted.sheets:
        raise refusal(file, say("table.no_sheets"))
    return counted.formulas


class _Counted:
    """What the sheets of a file hold, counted while they are parsed and no further than the limits allow.

    Parameters:
        limits: how much is read.
        file: the file.
    """

    def __init__(self, limits: Limits, file: str) -> None:
        self.sheets = 0
        self.formulas = False
        self._limits, self._file = limits, file
        self._numbers: dict[str, int] = dict.fromkeys(("c", "drawn", "mergeCell", "area"), 0)

    def read(self, part: bytes) -> None:
        """Count what a part of the file holds, if it is XML.

        Raises:
            PlanFileError: it is more than the limits allow.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._begin
        parser.EntityDeclHandler = self._entity
        try:
            parser.Parse(part, True)
        except PlanFileError:
            raise
        except (expat.ExpatError, ValueError, LookupError):  # of what is no XML, openpyxl will say so
            return

    def _entity(self, *about: object) -> None:
        raise refusal(self._file, say("excel.entities"))

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if name == "c":
            self._count("c", 1, "cells")
        elif name in ("row", "col"):
            self._count("drawn", 1, "cells")
        elif name == "mergeCell":
            self._count("mergeCell", 1, "merges")
            self._count("area", self._size(attributes.get("ref", "")), "cells")
        elif name == "f":
            self.formulas = True
        elif name in ("worksheet", "chartsheet"):
            self.sheets += 1
            self._numbers["mergeCell"] = 0  # which are counted a sheet

    def _count(self, what: str, number: int, limit: str) -> None:
        self._numbers[what] += number
        self._limits.check(limit, self._numbers[what], self._file)

    def _size(self, area: str) -> int:
        """Return how many cells an area has; one without rows or columns goes over the whole sheet."""
        from openpyxl.utils.cell import range_boundaries

        try:
            left, top, right, bottom = range_boundaries(area)
        except (ValueError, TypeError):
            raise refusal(self._file, say("excel.no_area", area=area[:40])) from None
        width = _LAST_COLUMN if left is None or right is None else abs(right - left) + 1
        return width * (_LAST_ROW if top is None or bottom is None else abs(bottom - top) + 1)


_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _grid(page: Worksheet, written: Any, file: str, limits: Limits) -> Grid:
    last_row, last_column = _used(page)
    limits.check("cells", last_row * last_column, file)
    remarks: list[Remark] = []
    rows: list[list[str]] = []
    if last_row and last_column:
        shown_rows = page.iter_rows(max_row=last_row, max_col=last_column)
        rows = [[_text(cell, written, remarks) for cell in cells] for cells in shown_rows]
    for merged in page.merged_cells.ranges:
        if merged.min_row > len(rows) or merged.min_col > last_column:
            continue
        first = rows[merged.min_row - 1][merged.min_col - 1]
        for row in rows[merged.min_row - 1 : merged.max_row]:
            for column in range(merged.min_col - 1, min(merged.max_col, last_column)):
                row[column] = first
    remarks += _hidden(page, rows)
    groups = {row - 1: line.outlineLevel for row, line in page.row_dimensions.items() if line.outlineLevel}
    return grid_from(rows, limits, file, remarks=remarks)._replace(groups=groups)


def _used(page: Worksheet) -> tuple[int, int]:
    """Return the last row and the last column that hold something: formats reach further than what is written."""
    last_row = last_column = 0
    for (row, column), cell in page._cells.items():  # the only way that does not make the empty cells
        if cell.value is not None:
            last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row, last_column


def _text(cell: Any, written: Any, remarks: list[Remark]) -> str:
    row, column = cell.row - 1, cell.column - 1
    value = cell.value
    if value is None:
        formula = None if written is None else written._cells.get((cell.row, cell.column))
        if formula is not None and formula.data_type == "f":
            hint = say("excel.save_again")
            remarks.append(Remark(row, column, say("excel.formula"), hint))
        return ""
    text, struck = _rich(value)
    if cell.font is not None and cell.font.strike:
        text, struck = "", text
    if struck:
        remarks.append(Remark(row, column, say("row.struck_out", text=cut(struck, 40))))
        return text
    if cell.data_type == "e":
        remarks.append(Remark(row, column, say("excel.error", text=text)))
        return text
    if text and cell.alignment is not None and cell.alignment.indent:
        text = INDENT * (3 * int(cell.alignment.indent)) + text  # Excel moves by about three characters
    if not isinstance(value, str):
        text, doubt = (text, "") if _is_rich(value) else shown(value, cell.number_format or "General")
        if doubt:
            remarks.append(Remark(row, column, doubt))
    return text


def _is_rich(value: object) -> bool:
    return isinstance(value, list)


def _rich(value: Any) -> tuple[str, str]:
    """Return the text of a value as it is shown, and what of it is struck."""
    if not _is_rich(value):
        return str(value), ""
    text, struck = "", ""
    for piece in value:
        font = getattr(piece, "font", None)
        words = getattr(piece, "text", piece)
        if font is not None and font.strike:
            struck += words
        elif font is not None and font.vertAlign == "superscript":
            text += above_line(words)
        else:
            text += words
    return text, struck


def _hidden(page: Worksheet, rows: list[list[str]]) -> Iterator[Remark]:
    """Take hidden rows and columns out, and yield what stood in them."""
    for number, dimension in page.row_dimensions.items():
        if dimension.hidden and number <= len(rows) and any(rows[number - 1]):
            words = " ".join(dict.fromkeys(filter(None, rows[number - 1])))
            rows[number - 1][:] = [""] * len(rows[number - 1])
            yield Remark(number - 1, None, say("excel.hidden_row", number=number, text=cut(words, 60)))
    for letters, group in page.column_dimensions.items():
        if not group.hidden:
            continue
        first = group.min or _column(letters.encode())
        for column in range(first, min(group.max or first, len(rows[0]) if rows else 0) + 1):
            words = " ".join(dict.fromkeys(row[column - 1] for row in rows if row[column - 1]))
            if words:
                for row in rows:
                    row[column - 1] = ""
                yield Remark(None, column - 1, say("excel.hidden_column", letters=letters, text=cut(words, 60)))
