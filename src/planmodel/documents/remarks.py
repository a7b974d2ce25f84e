"""What a reader of documents left out, moved or is not sure of: one table of codes and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planmodel.diagnostics import Diagnostic, Place, Severity
from planmodel.text import cut
from planmodel.words import Message, has_words, say

__all__ = ["TITLES", "Remarks", "examples", "numbered"]

TITLES = {
    "PM040": say("PM040.title"),
    "PM041": say("PM041.title"),
    "PM042": say("PM042.title"),
    "PM043": say("PM043.title"),
    "PM044": say("PM044.title"),
    "PM045": say("PM045.title"),
    "PM046": say("PM046.title"),
    "PM047": say("PM047.title"),
    "PM048": say("PM048.title"),
    "PM049": say("PM049.title"),
}
"""Code → title."""

_REMARKS: dict[str, tuple[str, Severity]] = {
    "encoding": ("PM046", "info"),
    "damage": ("PM046", "warning"),
    "name": ("PM046", "warning"),
    "struck": ("PM044", "warning"),
    "front_matter": ("PM043", "info"),
    "beside": ("PM043", "info"),
    "nested": ("PM045", "warning"),
    "deleted": ("PM044", "warning"),
    "inserted": ("PM044", "info"),
    "hidden": ("PM044", "warning"),
    "pictures": ("PM048", "info"),
    "embedded": ("PM048", "warning"),
    "text_boxes": ("PM042", "info"),
    "notes": ("PM042", "info"),
    "broken_part": ("PM047", "warning"),
    "running": ("PM040", "info"),
    "joined_tables": ("PM045", "info"),
    "split_rows": ("PM045", "warning"),
    "open_tables": ("PM045", "warning"),
    "unruled": ("PM045", "warning"),
    "drawings": ("PM045", "warning"),
    "columns": ("PM047", "info"),
    "scans": ("PM048", "warning"),
    "sideways": ("PM048", "warning"),
    "bad_pages": ("PM048", "warning"),
    "unknown_letters": ("PM048", "warning"),
    "askew": ("PM043", "info"),
    "rejoined": ("PM047", "info"),
    "skipped_level": ("PM049", "warning"),
    "number_form": ("PM049", "warning"),
    "contents": ("PM041", "info"),
    "wrapped": ("PM047", "info"),
    "parted": ("PM047", "warning"),
}
"""Key of the catalogue, behind ``remark.`` → code, severity."""


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
        code, severity = _REMARKS[key]
        message = say(f"remark.{key}", **facts)
        hint = say(f"remark.{key}.hint") if has_words(f"remark.{key}.hint") else None
        place = Place(file=self.file, line=line)
        self._all.append(Diagnostic(code=code, severity=severity, message=message, place=place, hint=hint))

    def all(self) -> tuple[Diagnostic, ...]:
        """Return the remarks, each once: warnings first."""
        order = sorted(dict.fromkeys(self._all), key=lambda one: one.severity != "warning")
        return tuple(order)


def examples(texts: Iterable[str], most: int = 3) -> str:
    """Return the first few of some texts, each cut, parted by ``; ``."""
    different = list(dict.fromkeys(texts))
    return "; ".join([*(cut(text, 40) for text in different[:most]), *(["…"] if len(different) > most else [])])


def numbered(pages: Sequence[int]) -> Message:
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
    return say("document.page" if len(runs) == 1 and len(runs[0]) == 1 else "document.pages", pages=shown)
