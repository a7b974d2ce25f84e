"""The three lists of an evaluation as an Excel file and as a Word file."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planmodel.arguments import AnyPath
from planmodel.errors import MissingExtraError, ModelError
from planmodel.evaluating.evaluation import Evaluation
from planmodel.formats.files import write_whole
from planmodel.text import for_xml
from planmodel.views.evaluations.lists import Cell, ListTable, tables_of
from planmodel.views.workbook import column_letter, new_workbook, put_cells, save_workbook
from planmodel.words import say

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["write_lists_excel", "write_lists_word"]


def write_lists_excel(found: Evaluation, path: AnyPath, *, language: str | None = None) -> None:
    """Write the lists as an Excel file, a sheet a list and one of notes, whole or not at all (extra ``xlsx``).

    Parameters:
        found: the evaluation.
        path: the file.
        language: ``en`` or ``zh``; English when left out.

    Raises:
        MissingExtraError: openpyxl is not installed.
        ModelError: there is no such language, or the suffix of the file is another than ``.xlsx``.
        OSError: it cannot be written.
    """
    tables = tables_of(found, language)
    book = new_workbook(path)
    for table in tables:
        sheet = book.create_sheet(table.title)
        put_cells(sheet, 1, table.heads, bold=True)
        for line, row in enumerate(table.rows, 2):
            put_cells(sheet, line, row)
        for number, head in enumerate(table.heads):
            width = 36 if number in table.wide else max(10, 2 * len(head))
            sheet.column_dimensions[column_letter(number + 1)].width = min(width, 36)
        sheet.freeze_panes = "C2"
    notes = book.create_sheet(say("lists.notes").in_language(language or "en"))
    told = [(table.title, note) for table in tables for note in table.notes]
    for line, cells in enumerate(told, 1):
        put_cells(notes, line, cells)
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 20, 100
    save_workbook(book, path)


def write_lists_word(found: Evaluation, path: AnyPath, *, language: str | None = None) -> None:
    """Write the lists as a Word file, three tables with captions and notes, whole or not at all (extra ``documents``).

    Parameters:
        found: the evaluation.
        path: the file.
        language: ``en`` or ``zh``; English when left out.

    Raises:
        MissingExtraError: python-docx is not installed.
        ModelError: there is no such language, or the suffix of the file is another than ``.docx``.
        OSError: it cannot be written.
    """
    tables = tables_of(found, language)
    if Path(path).suffix.lower() not in (".docx", ""):
        raise ModelError(say("lists.no_word_file", suffix=Path(path).suffix), hint=say("lists.no_word_file.hint"))
    try:
        import docx
    except ImportError:
        raise MissingExtraError("python-docx", extra="documents", purpose="writing a Word file") from None
    document = docx.Document()
    _lay_out(document, chinese=language == "zh")
    for number, table in enumerate(tables, 1):
        _add(document, table, say("lists.caption", n=number, title=table.title).in_language(language or "en"))
    data = io.BytesIO()
    document.save(data)
    write_whole(Path(path), data.getvalue())


def _lay_out(document: Document, *, chinese: bool) -> None:
    """Turn the page on its side, for tables of many columns."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Pt

    section: Any = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    style: Any = document.styles["Normal"]
    style.font.size = Pt(8)
    if chinese:
        style.font.name = "Times New Roman"
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")


def _add(document: Document, table: ListTable, caption: str) -> None:
    from docx.oxml import OxmlElement

    document.add_paragraph(caption, style="Caption")
    filled = [any(row[number] is not None for row in table.rows) for number in range(len(table.heads))]
    used = [number for number, held in enumerate(filled) if held or number < 2]  # a page is not as wide as a sheet
    made: Any = document.add_table(rows=1, cols=len(used), style="Table Grid")
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, number in zip(made.rows[0].cells, used, strict=True):
        cell.paragraphs[0].add_run(for_xml(table.heads[number])).bold = True
    for row in table.rows:
        cells = made.add_row().cells
        for cell, number in zip(cells, used, strict=True):
            cell.text = _shown(row[number])
    for note in table.notes:
        document.add_paragraph(for_xml(note))


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return value.isoformat() if isinstance(value, dt.date) else for_xml(str(value))
