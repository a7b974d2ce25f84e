"""Tables in text files: CSV with any of the usual delimiters, and Markdown."""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Iterator

from planmodel.cells import plain_cell
from planmodel.encodings import decoded_text
from planmodel.limits import Limits, refusal
from planmodel.phrases.tables.grids import Grid, Remark, grid_from
from planmodel.phrases.tables.marks import above_line
from planmodel.text import cut
from planmodel.words import say

__all__ = ["csv_grid", "decoded", "delimiter_of", "inline_text", "is_rule", "markdown_cells", "markdown_grids"]

_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 50  # rows; what parts the cells shows in the first of them
_AMBIGUOUS = re.compile(r"^[^\d]*\d{1,3},\d{3}[^\d,.]*$")
_RULE = re.compile(r"\s*:?-+:?\s*")
_INSIDE = re.compile(r"<(sup|del|s|strike)>([^<>]{0,200})</\1>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|b|i|em|strong|u|span|sub|font|a)(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_STRUCK = re.compile(r"~~([^~]{1,200})~~")
_TITLE_LINES = 3


def decoded(data: bytes, file: str) -> tuple[str, list[Remark]]:
    """Return a file's text; one that is not UTF-8 is remarked.

    Raises:
        PlanFileError: it is in none of the encodings that are known.
    """
    read = decoded_text(data)
    if read is None:
        raise refusal(file, say("table.encoding"), say("file.save_utf8"))
    if read.doubt is not None:
        return read.text, [Remark(None, None, read.doubt, say("table.save_whole"))]
    if read.encoding.startswith("utf-"):
        return read.text, []
    return read.text, [Remark(None, None, say("table.read_as", encoding=read.encoding), say("file.save_utf8"))]


def csv_grid(text: str, file: str, remarks: list[Remark], limits: Limits) -> Grid:
    """Return the table of a CSV file, whichever of ``,``, ``;``, tab and ``|`` parts its cells.

    Raises:
        PlanFileError: it is not CSV, or has more cells than the limits allow.
    """
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r"sep=(.)\r?", first)  # Excel's own way to say it
    text = rest if named else text
    delimiter = named[1] if named else delimiter_of(text, "\t" if file.lower().endswith((".tsv", ".txt")) else ",")
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        grid = grid_from((list(map(plain_cell, row)) for row in rows), limits, file)
    except csv.Error as error:
        raise refusal(file, say("csv.none", error=error)) from None
    if delimiter == ";":
        remarks = [*remarks, *_decimal_commas(grid)]
    return grid._replace(remarks=tuple(remarks))


def delimiter_of(text: str, usual: str = ",") -> str:
    """Return the delimiter that parts most rows alike, in as many cells as it can; else the usual one."""
    beginning = text[: 64 << 10]
    found = {}
    for delimiter in _DELIMITERS:
        try:
            rows = csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter)
            widths = Counter(len(row) for row, _ in zip(rows, range(_LOOKED_AT), strict=False) if row)
        except csv.Error:
            continue
        width, alike = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(1, 0))
        found[delimiter] = (width > 1, alike, width, delimiter == usual)
    best = max(found, key=lambda one: found[one], default=usual)
    return best if found.get(best, (False,))[0] else usual


def _decimal_commas(grid: Grid) -> Iterator[Remark]:
    """Yield the numbers of a table parted by ``;`` in which a comma may part thousands or decimals."""
    hint = say("csv.comma")
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            if _AMBIGUOUS.match(cell):
                yield Remark(r, c, say("csv.comma_unclear", cell=cut(cell, 40)), hint)


def markdown_grids(text: str, file: str, remarks: list[Remark], limits: Limits) -> list[Grid]:
    """Return the pipe tables of a Markdown text, without their delimiter rows.

    Raises:
        PlanFileError: there are more tables, or more cells, than the limits allow.
    """
    limits.check("cells", text.count("|") // 2, file)
    lines = text.splitlines()
    grids: list[Grid] = []
    start = 0  # behind the table before
    number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and "|" in lines[end] and (lines[end].lstrip().startswith("|") or end > number):
            end += 1
        if (
            end == number
            and number + 1 < len(lines)
            and "|" in lines[number]
            and is_rule(markdown_cells(lines[number + 1]))
        ):
            while end < len(lines) and "|" in lines[end]:
                end += 1
        if end == number:
            number += 1
            continue
        title = [line.strip("# *\t") for line in lines[start:number] if line.strip()][-_TITLE_LINES:]
        below: list[str] = []
        for line in lines[end : end + _LOOKED_AT]:
            if line.strip().startswith("|") or len(below) >= _TITLE_LINES:
                break
            below += [line.strip()] if line.strip() else []
        grids.append(_markdown_grid(lines[number:end], file, title, below, remarks, limits))
        limits.check("tables", len(grids), file)
        number = start = end
    return grids


def _markdown_grid(
    lines: list[str], file: str, title: list[str], below: list[str], remarks: list[Remark], limits: Limits
) -> Grid:
    rows: list[list[str]] = []
    struck: list[Remark] = []
    for line in lines:
        cells = markdown_cells(line)
        if is_rule(cells):
            continue
        texts = []
        for column, cell in enumerate(cells):
            plain, lost = inline_text(cell.strip(" \t"))  # which only part it from the bars
            struck += [Remark(len(rows), column, say("row.struck_out", text=cut(lost, 40)))] if lost else []
            texts.append(plain)
        rows.append(texts)
    return grid_from(rows, limits, file, title=title, below=below, remarks=[*remarks, *struck])


def markdown_cells(line: str) -> list[str]:
    """Return the cells of a row of a pipe table, as they are written."""
    bare = line.strip()
    bare = bare.removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return re.split(r"(?<!\\)\|", bare)


def is_rule(cells: list[str]) -> bool:
    """Return whether cells are those of the row that parts head and body: ``|---|:--|``."""
    return all(_RULE.fullmatch(cell) for cell in cells)


def inline_text(cell: str) -> tuple[str, str]:
    """Return text with Markdown's marks as it is shown, and what in it is struck."""
    lost: list[str] = []

    def shown(match: re.Match[str]) -> str:
        if match[1].lower() == "sup":
            return above_line(match[2])
        lost.append(match[2])
        return ""

    def strike(match: re.Match[str]) -> str:
        lost.append(match[1])
        return ""

    text = cell.replace("\\|", "|")
    if "~~" in text:
        text = _STRUCK.sub(strike, text)
    if "<" in text:
        text = re.sub(r"<br\s*/?>|</(?:p|div|li)>", "\n", text, flags=re.IGNORECASE)
        text = _TAG.sub("", _INSIDE.sub(shown, text))
    text = re.sub(r"\*\*([^*]{1,200})\*\*", r"\1", text)
    return html.unescape(text), " ".join(lost)
