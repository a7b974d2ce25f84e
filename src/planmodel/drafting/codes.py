"""The codes of what a draft is not sure about."""

from __future__ import annotations

from typing import Literal

__all__ = ["DOUBTS"]

DOUBTS: dict[str, tuple[Literal["warning", "info"], str, str]] = {
    "PM801": (
        "warning",
        "a document that seems to be no plan",
        "read it yourself: nothing, or next to nothing, was drafted",
    ),
    "PM802": (
        "warning",
        "a number that is missing among the headings",
        "is a heading lost in the copy? add its section and tasks",
    ),
    "PM803": ("warning", "a table that could not be read", "code its rows by hand, or read it with read-table"),
    "PM804": (
        "warning",
        "a fact of the header that is missing or assumed",
        "look at the title page, and write it into the plan",
    ),
    "PM805": ("warning", "a count that disagrees with what was drafted", "look for what is missing or too much"),
    "PM806": ("warning", "a chapter whose role was assumed", "does it hold tasks? if not, take them out"),
    "PM807": ("warning", "a target that is not read", "read it yourself; its words are kept"),
    "PM808": ("info", "a goal without a year", "by when shall it hold?"),
    "PM809": ("info", "a long passage that gave nothing", "does it hold goals, tasks or targets?"),
    "PM810": ("warning", "a heading with the number of the one before it", "is one of the two no heading?"),
    "PM811": ("warning", "a suggestion that was refused", "its quotation must stand in the text, word for word"),
    "PM812": (
        "info",
        "a document of which only labelled parts are read",
        "headings without labels (Goal 1, Action 2) say nothing about their role",
    ),
    "PM813": ("info", "something that the reader of the document says", "look at the place"),
}
"""Code → severity, what it is, and what to do about it, in the order of what hangs on it."""
