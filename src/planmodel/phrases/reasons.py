"""Why a phrase is not read: a code for programs, and a sentence for people."""

from __future__ import annotations

from typing import NamedTuple

from planmodel.model.targets import Unread
from planmodel.words import say

__all__ = ["REASONS", "Doubt"]

REASONS = (
    "empty",
    "numbers",
    "too_long",
    "other_digits",
    "signs",
    "full_stop",
    "garbled",
    "apart",
    "rank",
    "class",
    "code",
    "bracket_year",
    "plus_minus",
    "brackets",
    "plus",
    "pace",
    "share_or_rise",
    "year",
    "month",
    "foreign",
    "unit",
    "turned",
    "limited",
    "rule",
    "metres",
    "minus",
    "actual",
    "unknown",
    "no_form",
    "nothing",
    "no_promise",
    "named_only",
    "several",
    "list_length",
    "respectively",
    "years",
    "two_values",
    "no_room",
    "two_trends",
    "stretch_only",
    "stretch_twice",
    "class_side",
    "class_moves",
    "comparators",
    "range_order",
    "range_units",
    "range_bound",
    "past_or_plan",
    "year_or_each",
    "attribute",
    "level_or_change",
    "no_year",
    "last_year",
    "year_or_years",
    "exponent",
    "column",
    "no_unit",
    "negative",
    "no_direction",
    "gained_share",
    "red_line",
    "nearly",
    "times",
    "amount",
)
"""The codes; what each says stands in the catalogue of words."""


class Doubt(NamedTuple):
    """Why something is not read.

    Parameters:
        code: a key of :data:`REASONS`.
        words: what fills the sentence.
    """

    code: str
    words: tuple[object, ...] = ()

    def unread(self) -> Unread:
        """Return the commitment that nobody has read."""
        return Unread(reason=say(f"reading.{self.code}", **dict(zip("ab", self.words, strict=False))))
