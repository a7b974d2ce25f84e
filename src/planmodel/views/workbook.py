"""Cells of Excel files: a text stays a text, a date a date, and a file is written whole or not at all."""

from __future__ import annotations

import datetime as dt
import errno
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planmodel.arguments import AnyPath
from planmodel.cells import is_formula
from planmodel.errors import MissingExtraError, ModelError
from planmodel.formats.files import write_whole
from planmodel.text import for_xml
from planmodel.words import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["column_letter", "new_workbook", "put_cells", "save_workbook"]


def new_workbook(path: AnyPath) -> Workbook:
    """Return an Excel workbook without sheets (extra ``xlsx``).

    Parameters:
        path: where it is going to be written.

    Raises:
        MissingExtraError: openpyxl is not installed.
        ModelError: the suffix of the file is another than ``.xlsx``.
    """
    suffix = Path(path).suffix
    if suffix.lower() not in (".xlsx", ""):
        raise ModelError(say("excel.suffix", suffix=suffix), hint=say("excel.suffix.hint"))
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtraError("openpyxl", extra="xlsx", purpose=say("purpose.excel_out")) from None
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def save_workbook(book: Workbook, path: AnyPath) -> None:
    """Write a workbook.

    Raises:
        OSError: it cannot be written, or its sheets cannot be kept where the system keeps temporary files.
    """
    data = io.BytesIO()
    try:
        book.save(data)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from None
    except Exception as error:
        if type(error).__module__ != "lxml.etree":  # with lxml, openpyxl has sheets written by it
            raise
        raise OSError(errno.EIO, say("file.no_sheets_kept", reason=str(error)), str(path)) from None
    write_whole(Path(path), data.getvalue())


def put_cells(sheet: Worksheet, line: int, values: Sequence[object], *, bold: bool = False) -> None:
    """Write cells; a text that begins with = stays a text, also when it is edited."""
    from openpyxl.styles import Font

    for number, value in enumerate(values, 1):
        if value is None:
            continue
        text: Any = for_xml(value) if isinstance(value, str) else value
        cell = sheet.cell(line, number, text)
        if isinstance(text, str):
            cell.data_type = "s"
            cell.quotePrefix = is_formula(text)
        elif isinstance(text, dt.datetime):
            cell.number_format = "yyyy-mm-dd hh:mm"
        elif isinstance(text, dt.date):
            cell.number_format = "yyyy-mm-dd"
        if bold:
            cell.font = Font(bold=True)


def column_letter(number: int) -> str:
    """Return the letters of a column, counted from 1."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))
