"""Why a phrase is not read: a code for programs, and a sentence for people."""

from __future__ import annotations

from typing import NamedTuple

from planmodel.model.targets import Unread

__all__ = ["REASONS", "Doubt"]

REASONS = {
    "empty": "empty",
    "numbers": "{0} numbers in a row: a column of data, no sentence",
    "too_long": "longer than {0} characters",
    "other_digits": "digits of another script",
    "signs": "signs that do not make one",
    "full_stop": "a full stop 。 inside a number: a decimal point, or the end of a sentence",
    "garbled": "{0!r} is not one number",
    "apart": "numbers that stand apart: white space, a line or a tag is between them",
    "rank": "{0!r} is a rank, no value",
    "class": "{0!r} is a class or a number in an order, no amount",
    "code": "{0!r} is a name that holds a number, no amount",
    "bracket_year": "({0}) behind a value: which year that is, of the target or of its base, is not said",
    "plus_minus": "±: a value, or its tolerance",
    "brackets": "{0} and {1} are no pair of brackets",
    "plus": "a plus sign: a level, or a change",
    "year": "{0} is a year, and no word says of what",
    "month": "names a month",
    "foreign": "{0!r} beside a number is not understood",
    "unit": "{0!r} holds a unit that is not known",
    "turned": "{0!r} may turn round what is promised",
    "limited": "{0!r} limits what is promised to a part, or to a case",
    "rule": "{0!r}: a rule that says whom or what it is for, no promise",
    "metres": "{0}m: metres, or millions",
    "minus": "a negative share: a cut, or a level below zero",
    "actual": "tells what was reached, not what is promised",
    "unknown": "{0!r} beside a number is not understood",
    "no_form": "its words do not make a form that is known",
    "nothing": "no number, and no words that are known",
    "no_promise": "nothing is promised",
    "named_only": "{0!r} is not understood",
    "several": "it holds {0} targets",
    "list_length": "a list of {0} values for {1} names",
    "respectively": "respectively: which value belongs to which name is not told apart",
    "years": "several years for one clause",
    "two_values": "two values for one promise",
    "no_room": "no value is both above {0} and below {1}",
    "two_trends": "two trends in one sentence: {0} and {1}",
    "stretch_only": "力争: what the plan strives for, with no firmer promise beside it",
    "stretch_twice": "strives for more than one thing",
    "class_side": "{0} behind a class: better, or worse",
    "class_moves": "one class going in and another coming out",
    "comparators": "two comparators: {0} and {1}",
    "range_order": "the ends of the range are not in order",
    "range_units": "the ends of the range are in {0} and in {1}",
    "range_bound": "{0} behind a range",
    "past_or_plan": "what moved between two years: reached, or promised",
    "attribute": "{0!r} limits what is meant rather than says how much",
    "no_year": "tells from what to what something moved, and not by when it is promised",
    "last_year": "counts from the year before, and no year is given",
    "year_or_years": "{0}年 is neither a year nor a number of years",
    "exponent": "{0}: an exponent seems to be lost",
    "column": "is in {0}, and its column in {1}",
    "no_unit": "a change without a unit",
    "negative": "a negative number beside a word of change",
    "no_direction": "a change, and neither the text nor the name says in which direction",
    "gained_share": "{0!r} beside a share: that much of what there was, or that many points",
    "red_line": "a red line, and nothing says from which side",
    "nearly": "{0}: nearly a value, from which side is not said",
    "times": "{0} 倍 of what is not said",
    "amount": "{0}",
}


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
        return Unread(reason=REASONS[self.code].format(*self.words))
