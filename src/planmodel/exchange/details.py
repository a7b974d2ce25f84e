"""What a foreign file says that no field of ours holds: labelled lines in the note, which the writer reads back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from planmodel.text import one_line

__all__ = ["Details", "from_note", "merged_note", "to_note"]

Details: TypeAlias = list[tuple[str, str]]
"""Labels and their texts, in order; a label may stand several times."""

FREE = "OtherInformation"
"""The label of free text: always the last, and the only one whose text may run over several lines."""


def to_note(details: Iterable[tuple[str, str]], free: str | None = None) -> str | None:
    """Return a note of one line a detail, and the free text after them.

    Example:
        >>> to_note([("Acronym", "HHI")], "Seen in print.")
        'Acronym: HHI\\nOtherInformation: Seen in print.'
    """
    lines = [f"{label}: {one_line(text)}" for label, text in details]
    if free is not None:
        lines.append(f"{FREE}: {free}" if lines or _label(free) else free)
    return "\n".join(lines) or None


def from_note(note: str | None) -> tuple[Details, str | None]:
    """Return the details in a note, and the free text after them.

    Example:
        >>> from_note("Acronym: HHI\\nOtherInformation: Seen in print.")
        ([('Acronym', 'HHI')], 'Seen in print.')
    """
    details: Details = []
    rest = note
    while rest and (label := _label(rest)):
        text = rest[len(label) + 2 :]
        if label == FREE:
            return details, text
        line, _, rest = text.partition("\n")
        details.append((label, line))
    return details, rest or None


def merged_note(details: Details, words: str | None) -> str | None:
    """Return a note of details, those that stand at the head of ``words`` among them, and the rest of the words."""
    more, free = from_note(words)
    return to_note(sorted([*details, *more], key=lambda one: _LABELS.index(one[0])), free)


_LABELS = (
    *(
        "PartOf",
        "IndicatorsOf",
        "Acronym",
        "Type",
        "StartDate",
        "EndDate",
        "PublicationDate",
        "SequenceIndicator",
        "ValueChainStage",
    ),
    *("PerformanceIndicatorType", "Relationship", "StakeholderOf", "StakeholderTypeType", "Role"),
    *("NumberOfUnits", "DescriptorName", "DescriptorValue", "Description", FREE),
)


def _label(text: str) -> str | None:
    return next((label for label in _LABELS if text.startswith(f"{label}: ")), None)
