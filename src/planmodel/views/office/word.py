"""Tables as a Word file: captions that Word numbers, heads on each page, notes and sources below."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planmodel.arguments import AnyPath
from planmodel.errors import MissingExtraError, ModelError
from planmodel.formats.files import write_whole
from planmodel.listing import plain_number
from planmodel.tabular import Result
from planmodel.text import for_xml
from planmodel.views.office.tables import Cell, OfficeTable, papers_of, spoken_for
from planmodel.words import say

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["write_word"]

_UPRIGHT = 6
"""With more columns than this a page lies on its side."""
_LATIN, _CHINESE = "Times New Roman", "宋体"


def write_word(result: Result, path: AnyPath, *, language: str | None = None, caption: str | None = None) -> None:
    """Write a result as a Word file: its tables with captions, notes and sources, whole or not at all (``documents``).

    The number in a caption is a field of Word's (``SEQ``), so that captions of several files count through when they
    are put into one paper. The head of a table stands on each page that it runs over. Columns that say nothing are left
    out; the sources of the rows stand below the table, numbered, with their addresses.

    Parameters:
        result: the result.
        path: the file.
        language: ``en`` or ``zh``; that of the result when left out.
        caption: what the first table is called; what it holds when left out.

    Raises:
        MissingExtraError: python-docx is not installed.
        ModelError: there is no such language, or the suffix of the file is another than ``.docx``.
        PlanFileError: it has more cells than :class:`~planmodel.limits.Limits` let in.
        OSError: it cannot be written.
    """
    language = spoken_for(result, language)
    if Path(path).suffix.lower() not in (".docx", ""):
        raise ModelError(say("lists.no_word_file", suffix=Path(path).suffix), hint=say("lists.no_word_file.hint"))
    try:
        import docx
    except ImportError:
        raise MissingExtraError("python-docx", extra="documents", purpose=say("purpose.word_out")) from None
    tables = papers_of(result, language, path)
    document = docx.Document()
    _lay_out(document, wide=any(len(_used(table)) > _UPRIGHT for table in tables))
    for number, table in enumerate(tables, 1):
        _add(document, table, caption if caption and number == 1 else table.title, number, language)
    document.core_properties.title = for_xml(caption or tables[0].title)
    document.core_properties.author, document.core_properties.comments = "", ""
    data = io.BytesIO()
    document.save(data)
    write_whole(Path(path), data.getvalue())


def _lay_out(document: Document, *, wide: bool) -> None:
    """Set the fonts, those of Chinese apart, and turn the page on its side for tables of many columns."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section: Any = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(2)
    for name, size in (("Normal", 9), ("Caption", 10)):
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _LATIN, Pt(size), RGBColor(0, 0, 0)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), _CHINESE)
        if name == "Normal":
            style.paragraph_format.space_after = Pt(2)
        else:
            style.paragraph_format.keep_with_next = True


def _used(table: OfficeTable) -> list[int]:
    """Return the columns in which anything stands, but for ids of plans that have a title: a page is no sheet."""
    columns = range(len(table.heads))
    said = [n for n in columns if n not in table.ids and any(row[n] is not None for row in table.rows)]
    return said or [*columns]


def _add(document: Document, table: OfficeTable, title: str, number: int, language: str) -> None:
    _caption(document, title, number, language)
    used = _used(table)
    sources, cited = _sources(table)
    if table.heads:
        _grid(document, table, used, cited)
    for note in table.notes:
        document.add_paragraph(for_xml(say("office.note", text=note).in_language(language)))
    if sources:
        document.add_paragraph(say("office.sources").in_language(language))
    for place, (text, url) in enumerate(sources, 1):
        line: Any = document.add_paragraph(f"[{place}] ")
        _link(line, text, url)


def _grid(document: Document, table: OfficeTable, used: list[int], cited: dict[tuple[int, int], str]) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    made: Any = document.add_table(rows=len(table.rows) + 1, cols=len(used), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid = [row.cells for row in made.rows]  # each look at a table's cells walks through all of them
    _keep(made.rows[0], "w:tblHeader")
    for cell, number in zip(grid[0], used, strict=True):
        cell.paragraphs[0].add_run(for_xml(table.heads[number])).bold = True
    for place, (cells, row) in enumerate(zip(grid[1:], table.rows, strict=True)):
        _keep(made.rows[place + 1], "w:cantSplit")
        for cell, number in zip(cells, used, strict=True):
            value = row[number]
            cell.text = cited.get((place, number)) or _shown(value, table.formats.get(number))
            if isinstance(value, int | float):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _keep(row: Any, what: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(what))


def _caption(document: Document, title: str, number: int, language: str) -> None:
    """Add a caption whose number is a field of Word's."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    label = say("office.caption").in_language(language)
    paragraph: Any = document.add_paragraph(f"{label} " if label.isascii() else label, style="Caption")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" SEQ {label} \\* ARABIC ")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = str(number)
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
    paragraph.add_run(for_xml(f". {title}" if label.isascii() else f" {title}"))


def _sources(table: OfficeTable) -> tuple[list[tuple[str, str]], dict[tuple[int, int], str]]:
    """Return the sources that cells lead to, each once, and what a cell says in the place of its own."""
    found: dict[tuple[str, str], int] = {}
    cited = {}
    for place in sorted(table.links):
        row, column = place
        url = table.links[place]
        number = found.setdefault((str(table.rows[row][column] or url), url), len(found) + 1)
        cited[place] = f"[{number}]"
    return [*found], cited


def _link(paragraph: Any, text: str, url: str) -> None:
    """Add a source and its address, which leads there."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if text != url:
        paragraph.add_run(for_xml(f"{text} "))
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(paragraph.add_run(for_xml(url))._r)
    paragraph._p.append(link)


def _shown(value: Cell, form: str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and form is not None and "%" in form:
        places = form.partition("%")[0].partition(".")[2].count("0")
        return f"{value:{'+' if form.startswith('+') else ''}.{places}%}"
    if isinstance(value, float):
        sign = "+" if form is not None and form.startswith("+") and value > 0 else ""
        return f"{sign}{plain_number(value)}"
    return value.isoformat() if isinstance(value, dt.date) else for_xml(str(value))
