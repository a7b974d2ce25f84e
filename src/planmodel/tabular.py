"""Results as rows of declared columns: from one declaration follow text, HTML, records, a frame and Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from planmodel.arguments import AnyPath, kinds_checked
from planmodel.columns import Cell, Column, columns_of
from planmodel.failures import check_language
from planmodel.frames import arrow_stream, frame_of
from planmodel.listing import html_table, paragraphs, text_table
from planmodel.records import Shown
from planmodel.steering import seen
from planmodel.text import in_language
from planmodel.words import say

if TYPE_CHECKING:
    import pandas as pd

    from planmodel.views.office.tables import OfficeTable

__all__ = ["NOTEBOOK_ROWS", "InLanguage", "Keyed", "Listed", "Result", "Rows", "Single", "result_columns"]

NOTEBOOK_ROWS = 20
"""How many rows a notebook shows."""
_TEXT_ROWS = 60
"""How many rows a terminal shows; ``str`` has all of them."""

_Record = TypeVar("_Record", covariant=True)


class Result:
    """What was computed, as rows of columns.

    A class of results says what its columns are and what its rows, and what people should read above and below them;
    all forms follow.
    """

    __slots__ = ()

    _SPARSE: ClassVar[bool] = False
    """Whether people's tables leave out columns in which no row says anything."""
    _WIDTH: ClassVar[int] = 44
    """How many terminal cells a cell of the text may take; the last column's twice as many."""

    # --- what a class of results says ---

    def _columns(self) -> Sequence[Column]:
        raise NotImplementedError

    def _rows(self) -> Sequence[Any]:
        raise NotImplementedError

    def _shown_rows(self) -> Sequence[Any]:
        """Return the rows as a notebook shows them."""
        return self._rows()

    def _above(self) -> Iterable[str]:
        """Return the lines above the table."""
        return ()

    def _below(self) -> Iterable[str]:
        """Return the lines below it."""
        return ()

    def _paper_notes(self) -> Iterable[str]:
        """Return what papers say below the table beside those lines."""
        return ()

    def _has_answer(self, row: Any) -> bool:
        """Tell whether there is something in a row: such rows come first where not all are shown."""
        return True

    def _is_strong(self, row: Any) -> bool:
        """Tell whether a row is printed bold."""
        return False

    def _language(self) -> str:
        """Return the language in which it shows itself when no other is asked for."""
        return "en"

    # --- what follows ---

    def to_records(self) -> list[dict[str, Cell]]:
        """Return one flat record a row, of plain values: text, whole numbers, floats, true or false, or ``None``."""
        columns = self._columns()
        return [{column.name: column.value(row) for column in columns} for row in self._rows()]

    def to_frame(self) -> pd.DataFrame:
        """Return :meth:`to_records` as a pandas table (extra ``frames``).

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return frame_of(self._columns(), self.to_records())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return :meth:`to_records` as an Arrow stream, which polars, DuckDB, pyarrow and narwhals read (``frames``).

        Raises:
            MissingExtraError: pyarrow is not installed.
        """
        return arrow_stream(self._columns(), self.to_records(), requested_schema)

    @kinds_checked
    def to_excel(self, path: AnyPath, *, language: str | None = None) -> None:
        """Write an Excel file (extra ``xlsx``); see :func:`planmodel.views.office.excel.write_excel`."""
        from planmodel.views.office.excel import write_excel

        write_excel(self, path, language=language)

    @kinds_checked
    def to_docx(self, path: AnyPath, *, language: str | None = None, caption: str | None = None) -> None:
        """Write a Word file (extra ``documents``); see :func:`planmodel.views.office.word.write_word`."""
        from planmodel.views.office.word import write_word

        write_word(self, path, language=language, caption=caption)

    def _papers(self, language: str) -> tuple[OfficeTable, ...]:
        """Return its tables for papers and offices."""
        from planmodel.views.office.tables import tables_of

        return tables_of(self, language)

    def to_text(self, *, language: str = "en") -> str:
        """Return the result as people read it, all rows.

        Parameters:
            language: of its words: ``en`` or ``zh``; what a plan says stays as it is.

        Raises:
            ModelError: there are no words in that language.
        """
        check_language(language)
        return self._text(None, language)

    def in_language(self, language: str) -> Result:
        """Return the result as one that shows itself in another language, in a terminal and in a notebook.

        Parameters:
            language: ``en`` or ``zh``.

        Raises:
            ModelError: there are no words in that language.
        """
        check_language(language)
        return InLanguage(self, language)

    def _table(self, rows: Sequence[Any], language: str = "en") -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Return the head and the cells that people read."""
        columns = [column for column in self._columns() if column.shown]
        cells = [tuple(column.text(row, language) for column in columns) for row in rows]
        titles = [in_language(column.title, language) for column in columns]
        if self._SPARSE:
            kept = [place for place in range(len(columns)) if any(row[place] != "—" for row in cells)]
            return tuple(titles[place] for place in kept), [tuple(row[place] for place in kept) for row in cells]
        return tuple(titles), cells

    def _text(self, most: int | None, language: str | None = None) -> str:
        rows, lines = self._rows(), []
        language = language or self._language()
        if rows:
            shown, more = self._chosen(rows, most)
            lines = [*text_table(*self._table(shown, language), most=len(shown), width=self._WIDTH), *more]
        lines = [in_language(line, language) for line in (*self._above(), *lines, *self._below())]
        return seen("\n".join(lines)) or in_language(say("nothing"), language)

    def _chosen(self, rows: Sequence[Any], most: int | None) -> tuple[Sequence[Any], list[str]]:
        """Return the rows to show, those with something in them first where there are more, and a line that says so."""
        if most is None or len(rows) <= most:
            return rows, []
        first = sorted(rows, key=lambda row: not self._has_answer(row))
        answers = sum(map(self._has_answer, rows))
        if answers < len(rows):
            return first[:most], [say("rows.answers_first", shown=most, all=len(rows), answers=answers)]
        return first[:most], [say("rows.shown", shown=most, all=len(rows))]

    def __str__(self) -> str:
        return self._text(None)

    def __repr__(self) -> str:
        return self._text(_TEXT_ROWS)

    def _repr_html_(self) -> str:
        return self._html(self._language())

    def _html(self, language: str) -> str:
        rows, table = self._shown_rows(), ""
        above, below = ([in_language(line, language) for line in lines] for lines in (self._above(), self._below()))
        if rows:
            shown, more = self._chosen(rows, NOTEBOOK_ROWS)
            bold = [self._is_strong(row) for row in shown]
            table = html_table(*self._table(shown, language), most=NOTEBOOK_ROWS, strong=bold)
            table += paragraphs(in_language(line, language) for line in more)
        return f"{paragraphs(above)}{table}{paragraphs(below)}" or f"<p>{in_language(say('nothing'), language)}</p>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return what a notebook shows: both from the same rows."""
        return {"text/plain": self._text(NOTEBOOK_ROWS), "text/html": self._repr_html_()}

    def __rich__(self) -> object:
        """Return what rich prints: the text that a notebook shows, in which nothing is markup."""
        from rich.text import Text

        return Text(self._repr_mimebundle_()["text/plain"])

    def __rich_repr__(self) -> Iterator[tuple[object, ...]]:
        """Yield what rich shows of it within other things: how many rows it has."""
        yield from ((name, getattr(self, name)) for name in ("id",) if hasattr(self, name))
        yield "rows", len(self._rows())


class InLanguage(Result):
    """A result that shows itself in a language; its records and frames are those of the result.

    Parameters:
        result: the result.
        language: ``en`` or ``zh``.
    """

    __slots__ = ("language", "result")
    result: Result
    language: str

    def __init__(self, result: Result, language: str) -> None:
        self.result, self.language = result, language

    def _columns(self) -> Sequence[Column]:
        return self.result._columns()

    def _rows(self) -> Sequence[Any]:
        return self.result._rows()

    def _language(self) -> str:
        return self.language

    def _text(self, most: int | None, language: str | None = None) -> str:
        return self.result._text(most, language or self.language)

    def _html(self, language: str) -> str:
        return self.result._html(language)

    def _papers(self, language: str) -> tuple[OfficeTable, ...]:
        return self.result._papers(language)

    def to_text(self, *, language: str | None = None) -> str:
        """Return the result as people read it, all rows, in its language or in another one."""
        return self.result.to_text(language=language or self.language)


class Single(Shown, Result):
    """A result of one row, which a notebook shows as its facts, one a line."""

    __slots__ = ()

    def _columns(self) -> Sequence[Column]:
        return columns_of(type(self))

    def _rows(self) -> Sequence[Any]:
        return (self,)


class Keyed:
    """What gives a row for an id: it goes over the ids, in their order, and holds those."""

    __slots__ = ()

    def _ids(self) -> Iterable[str]:
        raise NotImplementedError

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids())

    def __contains__(self, id: object) -> bool:
        return id in tuple(self._ids())


class Listed:
    """What has rows and nothing else to go over: it goes over its rows, and is as long as there are."""

    __slots__ = ()

    def _rows(self) -> Sequence[Any]:
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows())

    def __len__(self) -> int:
        return len(self._rows())


class Rows(tuple[_Record, ...], Result):
    """Records of one kind: a tuple, equal to any tuple of the same, that is a result, too.

    Columns in which no record says anything are left out of people's tables.

    Parameters:
        records: the records.
        of: their class, so that there are columns where there is no record.

    Example:
        >>> rows = Rows(["a", "b"])
        >>> rows == ("a", "b"), len(rows), rows.to_records()
        (True, 2, [{'value': 'a'}, {'value': 'b'}])
    """

    _SPARSE = True
    _of: type | None

    def __new__(cls, records: Iterable[_Record] = (), of: type | None = None) -> Self:
        """Return the records with their class."""
        made = super().__new__(cls, records)
        made._of = of
        return made

    def _columns(self) -> Sequence[Column]:
        of = type(self[0]) if self and self._of is None else self._of
        return () if of is None else columns_of(of)

    def _rows(self) -> Sequence[Any]:
        return self

    def __repr__(self) -> str:
        return tuple.__repr__(self)

    def __str__(self) -> str:
        return tuple.__repr__(self)


@kinds_checked
def result_columns(result: Result) -> tuple[Column, ...]:
    """Return the columns of a result: what each is called, of which type it is and what it means.

    Parameters:
        result: any result, collection, plan or set of plans.
    """
    return tuple(result._columns())
