"""Texts in the cells of tables that spreadsheet programs open.

Such a program runs a text that begins with ``=``, ``+``, ``-`` or ``@`` as a formula. A text that begins so is written
with an apostrophe before it, the programs' own mark of a text, and loses it again when it is read.

Source: OWASP, *CSV Injection*.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence

from planmodel.expression import expression

__all__ = ["csv_text", "is_formula", "plain_cell", "safe_cell"]

_RUN = r"[=+\-@＝＋－＠\t\r\n]"
_FORMULA = expression(_RUN)
_GUARDED = expression(rf"'+{_RUN}")
_NUMBER = expression(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?%?\Z", re.ASCII)


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet program would run a text; a number is none.

    Example:
        >>> is_formula("=1+1"), is_formula("-3.5"), is_formula("-3 天"), is_formula("a=b")
        (True, False, True, False)
    """
    return _FORMULA.match(text) is not None and _NUMBER.match(text) is None


def safe_cell(text: str) -> str:
    """Return a text as it is written into a cell.

    Example:
        >>> safe_cell("=1+1"), safe_cell("'=1+1"), safe_cell("-3.5"), safe_cell("'tis")
        ("'=1+1", "''=1+1", '-3.5', "'tis")
    """
    return f"'{text}" if is_formula(text) or _GUARDED.match(text) else text


def plain_cell(text: str) -> str:
    """Return the text that :func:`safe_cell` wrote.

    Example:
        >>> plain_cell("'=1+1"), plain_cell("''=1+1"), plain_cell("=1+1"), plain_cell("'tis")
        ('=1+1', "'=1+1", '=1+1', "'tis")
    """
    return text[1:] if _GUARDED.match(text) else text


def csv_text(names: Sequence[str], rows: Iterable[Mapping[str, object]], *, line_end: str = "\n") -> str:
    """Return rows below their names as CSV (RFC 4180): absent values are empty, no text is a formula.

    Parameters:
        names: the columns.
        rows: for each row its values by column.
        line_end: what ends a line.
    """
    lines: list[str] = []
    writer = csv.writer(_Lines(lines), lineterminator="\r\n")  # by which it knows that both are to be quoted
    writer.writerow([safe_cell(name) for name in names])
    for row in rows:
        values = (row.get(name, "") for name in names)
        writer.writerow([safe_cell(value) if isinstance(value, str) else value for value in values])
    return "".join(line.removesuffix("\r\n") + line_end for line in lines)


class _Lines:
    """Where a writer writes line by line."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append
