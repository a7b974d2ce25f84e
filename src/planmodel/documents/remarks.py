"""What a reader of documents left out, moved or is not sure of: one table of codes and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planmodel.diagnostics import Diagnostic, Place, Severity
from planmodel.text import cut

__all__ = ["TITLES", "Remarks", "examples", "numbered"]

TITLES = {
    "PM040": "running heads, feet or page numbers of a document that are left out",
    "PM041": "a contents list of a document that is left out",
    "PM042": "footnotes, text boxes or tables that stand elsewhere in a document's text than on its page",
    "PM043": "what stands on a page beside the document and is left out",
    "PM044": "text of a document that is deleted, struck or hidden, and is left out",
    "PM045": "a table of a document that may not read as it is printed",
    "PM046": "a document whose encoding or kind is not what it seems",
    "PM047": "a document whose paragraphs or their order are not sure",
    "PM048": "a page or picture of a document without text that can be read",
    "PM049": "a heading number of a document that could not be computed",
}
"""Code → title."""

_SENTENCES: dict[str, tuple[str, Severity, str, str | None]] = {
    "encoding": ("PM046", "info", "the file is read as {encoding}", "save it as UTF-8"),
    "damage": ("PM046", "warning", "{what}", "save the file whole as UTF-8"),
    "name": ("PM046", "warning", "the file is called {suffix} and holds {kind}; it is read as what it holds", None),
    "struck": ("PM044", "warning", "struck text is left out in {count} places: {examples}", None),
    "front_matter": ("PM043", "info", "{count} lines of settings before the text are left out", None),
    "beside": ("PM043", "info", "{count} parts of the page beside the document are left out: {examples}", None),
    "nested": (
        "PM045",
        "warning",
        "a table stands in a cell of another; it is read as a table of its own behind it",
        None,
    ),
    "deleted": (
        "PM044",
        "warning",
        "text that a tracked change deletes is left out in {count} places: {examples}",
        None,
    ),
    "inserted": ("PM044", "info", "text that a tracked change inserts is kept in {count} places", None),
    "hidden": ("PM044", "warning", "hidden text is left out in {count} places: {examples}", None),
    "pictures": ("PM048", "info", "{count} pictures are not read", "look whether one of them holds a table or text"),
    "embedded": ("PM048", "warning", "a file that is embedded in the document is not read", "copy its text in"),
    "text_boxes": ("PM042", "info", "{count} text boxes stand behind the paragraphs that they are tied to", None),
    "notes": ("PM042", "info", "{count} footnotes stand at the end, each behind its mark", None),
    "broken_part": (
        "PM047",
        "warning",
        "{part} in the document is broken and is not read",
        "save it anew in Word or WPS",
    ),
    "running": ("PM040", "info", "{count} running heads, feet or page numbers are left out: {examples}", None),
    "joined_tables": ("PM045", "info", "a table that goes on over the end of a page is joined ({pages})", None),
    "split_rows": ("PM045", "warning", "a row that goes on over the end of a page is joined ({pages})", None),
    "open_tables": (
        "PM045",
        "warning",
        "a table whose columns no ruled lines part is read by the gaps between its words ({pages})",
        "hold its cells against the page",
    ),
    "unruled": (
        "PM045",
        "warning",
        "words stand in columns without ruled lines between them ({pages}); they are read as lines of text",
        "look whether it is a table",
    ),
    "drawings": ("PM045", "warning", "there are too many ruled lines to look for tables ({pages})", None),
    "columns": ("PM047", "info", "text is set in two columns ({pages}); the left one is read first", None),
    "scans": ("PM048", "warning", "{pages} has no text layer: a scan or a picture", "have its text recognized (OCR)"),
    "sideways": ("PM048", "warning", "text that stands on its side is not read ({pages})", "turn the page"),
    "bad_pages": ("PM048", "warning", "{pages} is broken and is not read", "print the file to a new PDF"),
    "unknown_letters": (
        "PM048",
        "warning",
        "a font does not tell which characters some letters are ({pages})",
        "look for \N{REPLACEMENT CHARACTER} in the text",
    ),
    "askew": ("PM043", "info", "{count} letters that stand askew (a watermark) are left out", None),
    "rejoined": ("PM047", "info", "a paragraph that ends in a comma is joined to the next: {words}", None),
    "skipped_level": (
        "PM049",
        "warning",
        "a heading's number names level {level}, which no heading before it has; Word prints it as one too low",
        None,
    ),
    "number_form": ("PM049", "warning", "numbers in the form {form} are written in decimal", None),
    "contents": ("PM041", "info", "a contents list of {count} lines is left out: {examples}", None),
    "wrapped": ("PM047", "info", "lines that break inside a paragraph are joined: {count} lines to {paragraphs}", None),
}
"""Key → code, severity, sentence, hint."""


class Remarks:
    """Gathers what a reader has to say.

    Parameters:
        file: the file's name.
    """

    def __init__(self, file: str | None) -> None:
        self.file = file
        self._all: list[Diagnostic] = []

    def add(self, key: str, *, line: int | None = None, **facts: object) -> None:
        """Add a remark.

        Parameters:
            key: which sentence.
            line: the line of the file that it is about.
            facts: what stands in the sentence's gaps.
        """
        code, severity, sentence, hint = _SENTENCES[key]
        message = sentence.format(**{name: _said(fact) for name, fact in facts.items()})
        place = Place(file=self.file, line=line)
        self._all.append(Diagnostic(code=code, severity=severity, message=message, place=place, hint=hint))

    def all(self) -> tuple[Diagnostic, ...]:
        """Return the remarks, each once: warnings first."""
        order = sorted(dict.fromkeys(self._all), key=lambda one: one.severity != "warning")
        return tuple(order)


def _said(fact: object) -> str:
    return f"{fact:,}" if isinstance(fact, int) else str(fact)


def examples(texts: Iterable[str], most: int = 3) -> str:
    """Return the first few of some texts, each cut, parted by ``; ``."""
    different = list(dict.fromkeys(texts))
    return "; ".join([*(cut(text, 40) for text in different[:most]), *(["…"] if len(different) > most else [])])


def numbered(pages: Sequence[int]) -> str:
    """Return the numbers of pages in few words.

    Example:
        >>> numbered([3]), numbered([1, 2, 3, 7])
        ('page 3', 'pages 1–3, 7')
    """
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], page]
        else:
            runs.append([page])
    shown = ", ".join("–".join(map(str, run)) for run in runs)
    return f"page {shown}" if len(runs) == 1 and len(runs[0]) == 1 else f"pages {shown}"
