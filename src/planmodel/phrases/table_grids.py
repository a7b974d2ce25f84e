"""Tables as printed, from CSV, Excel, Markdown and HTML: rows of text, with merged cells filled in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from planmodel.diagnostics import Diagnostic, Place
from planmodel.errors import MissingExtraError, PlanFileError

__all__ = ["Grid", "grid_from", "grid_of"]

_LARGEST = 32 << 20
_LARGEST_UNPACKED = 256 << 20
_MOST_CELLS = 2_000_000
_WIDEST_SPAN = 1_000
_UNWRITABLE = re.compile("[\\0\ud800-\udfff]")


class Grid(NamedTuple):
    """One table.

    Parameters:
        file: the file's name, or ``None`` for rows given in code.
        rows: rows of text; all of one length.
        encoding: the encoding that a text file was read in.
    """

    file: str | None
    rows: tuple[tuple[str, ...], ...]
    encoding: str = "utf-8"


def grid_of(path: Path, *, sheet: str | None = None, table: int = 0) -> Grid:
    """Return a table of a file.

    Parameters:
        path: a ``.csv``, ``.tsv``, ``.xlsx``, ``.md``, ``.html`` or ``.htm`` file.
        sheet: the sheet of an Excel file; the first when left out.
        table: which table of a Markdown or HTML file, from 0.

    Raises:
        PlanFileError: it cannot be read, or holds no such table.
        MissingExtraError: openpyxl is not installed.
    """
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return _excel(path, sheet)
    if suffix not in (".csv", ".tsv", ".md", ".html", ".htm"):
        raise _failed(path, f"{suffix or 'no suffix'}: not the suffix of a table", "give .csv, .xlsx, .md or .html")
    text, encoding = _text(path)
    if suffix in (".csv", ".tsv"):
        try:
            rows = list(csv.reader(io.StringIO(text), delimiter="\t" if suffix == ".tsv" else ",", strict=True))
        except csv.Error as error:
            raise _failed(path, f"no CSV table: {error}") from None
        tables = [rows]
    else:
        tables = _markdown(text) if suffix == ".md" else _html(text)
    if not 0 <= table < len(tables):
        raise _failed(path, f"there is no table {table}: it holds {len(tables)}")
    return grid_from(tables[table], str(path), encoding)


def grid_from(rows: list[list[str]], file: str | None = None, encoding: str = "utf-8") -> Grid:
    """Return rows as a grid: each filled up to the length of the longest."""
    width = max((len(row) for row in rows), default=0)
    filled = tuple(tuple(_cell(row[n]) if n < len(row) else "" for n in range(width)) for row in rows)
    return Grid(file, filled, encoding)


def _cell(text: object) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", str(text).strip()) if text is not None else ""


def _failed(path: Path, message: str, hint: str | None = None) -> PlanFileError:
    found = Diagnostic(code="PM001", severity="error", message=message, place=Place(file=str(path)), hint=hint)
    return PlanFileError(f"cannot read {path}: {message}", problems=[found])


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise _failed(path, f"the file has more than {_LARGEST >> 20} MiB")
        return path.read_bytes()
    except OSError as error:
        raise _failed(path, f"it cannot be opened: {error.strerror}") from None


def _text(path: Path) -> tuple[str, str]:
    data = _bytes(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise _failed(path, "it is neither UTF-8 nor GB 18030", "save it as UTF-8")


def _markdown(text: str) -> list[list[list[str]]]:
    """Return the pipe tables of a Markdown text, without their delimiter rows."""
    tables: list[list[list[str]]] = []
    inside = False
    for line in text.splitlines():
        bare = line.strip()
        if not bare.startswith("|"):
            inside = False
            continue
        if not inside:
            tables.append([])
            inside = True
        cells = re.split(r"(?<!\\)\|", bare.removeprefix("|").removesuffix("|"))
        if not all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in cells):
            tables[-1].append([re.sub(r"<br\s*/?>", " ", cell.replace("\\|", "|")) for cell in cells])
    return tables


class _Tables(HTMLParser):
    """Gathers the tables of a page; spans are filled in, a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[int] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._held: dict[int, dict[tuple[int, int], str]] = {}
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        if tag == "table":
            self._close()
            self.tables.append([])
            self._open.append(len(self.tables) - 1)
            self._held[self._open[-1]] = {}
        elif tag == "tr" and self._open:
            self._close()
            self.tables[self._open[-1]].append([])
        elif tag in ("td", "th") and self._open and self.tables[self._open[-1]]:
            self._close()
            given = dict(attrs)
            self._span = (_number(given.get("rowspan")), _number(given.get("colspan")))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell, a row or a table."""
        if tag in ("td", "th", "tr", "table"):
            self._close()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Gather the text of a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _close(self) -> None:
        if self._cell is None or not self._open:
            return
        text, self._cell = " ".join("".join(self._cell).split()), None
        number = self._open[-1]
        row, held = self.tables[number][-1], self._held[number]
        at = len(self.tables[number]) - 1
        while (at, len(row)) in held:
            row.append(held.pop((at, len(row))))
        down, right = self._span
        self._cells += down * right
        if self._cells > _MOST_CELLS:
            return
        column = len(row)
        row += [text] * right
        held.update({(at + n, column + k): text for n in range(1, down) for k in range(right)})
        while (at, len(row)) in held:
            row.append(held.pop((at, len(row))))


def _number(text: str | None) -> int:
    return max(1, min(int(text), _WIDEST_SPAN)) if text is not None and text.isdecimal() and text.isascii() else 1


def _html(text: str) -> list[list[list[str]]]:
    parser = _Tables()
    parser.feed(text)
    parser.close()
    parser.handle_endtag("table")
    return [table for table in parser.tables if table]


def _excel(path: Path, sheet: str | None) -> Grid:
    data = _bytes(path)
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtraError("openpyxl", extra="xlsx", purpose="reading an Excel table") from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
        book = load_workbook(io.BytesIO(data), data_only=True) if unpacked <= _LARGEST_UNPACKED else None
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise _failed(path, f"no Excel file: {type(error).__name__}") from None
    if book is None:
        raise _failed(path, "unpacked it would be too large")
    if sheet is not None and sheet not in book.sheetnames:
        raise _failed(path, f"there is no sheet {sheet!r}", f"sheets: {', '.join(book.sheetnames)}")
    page = book[sheet] if sheet is not None else book.worksheets[0]
    if page.max_row * page.max_column > _MOST_CELLS:
        raise _failed(path, "the sheet has too many cells")
    rows = [[_cell(value) for value in row] for row in page.iter_rows(values_only=True)]
    for merged in page.merged_cells.ranges:
        first = rows[merged.min_row - 1][merged.min_col - 1]
        for row in range(merged.min_row - 1, min(merged.max_row, len(rows))):
            for column in range(merged.min_col - 1, min(merged.max_col, len(rows[row]))):
                rows[row][column] = first
    return grid_from(rows, str(path))
