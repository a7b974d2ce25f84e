"""What a phrase is cut into."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Token"]


class Token(NamedTuple):
    """One word of a phrase.

    Parameters:
        letter: the letter of its kinds.
        text: the word, folded; the digits of a number, the year of a year.
        values: its value per kind.
        start, end: where it stands in the folded text.
    """

    letter: str
    text: str
    values: dict[str, str]
    start: int
    end: int
