"""What a rule is given, and what comes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from planmodel.verifying.plan_text import PlanText
from planmodel.verifying.quantities import Cannot, Quantity
from planmodel.words import say

__all__ = ["UNKNOWN", "Came", "Facts", "day_of", "exactly"]


class Came(NamedTuple):
    """What came of a rule: a number in a unit, bounds, coverage, a word; what does not apply is ``None``."""

    number: Fraction | None = None
    unit: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    coverage: Fraction | None = None
    verdict: str | None = None


class Facts(NamedTuple):
    """The inputs of one derivation, read in the plan or computed again.

    Parameters:
        numbers: name → amounts.
        words: name → words and days.
        came: name → results of other derivations; ``None`` for a part in a circle with the whole.
        weights: element → weight of a part; the parts are in the order of ``of``.
        of: the elements that the parts are.
        rule: the rule's name.
        entries: name, element and value of each input that has a value, in their order.
        periods: name, period and element of each input that has a period.
        of_whom: the element that it is about.
        plan: the plan.
        reason: why there is no number, as the file says.
    """

    numbers: Mapping[str, Sequence[Quantity]]
    words: Mapping[str, str]
    came: Mapping[str, Sequence[Came | None]]
    weights: Mapping[str, Quantity]
    of: Sequence[str]
    rule: str
    entries: Sequence[tuple[str, str, str]]
    periods: Sequence[tuple[str, str, str]]
    of_whom: str
    plan: PlanText
    reason: str | None

    def one(self, name: str) -> Quantity:
        """Return the amount of a name, stated or computed.

        Raises:
            Cannot: there is none, or more than one.
        """
        held = [*self.numbers.get(name, ())]
        held += [Quantity(one.number, one.unit) for one in self.came.get(name, ()) if one and one.number is not None]
        if len(held) != 1:
            raise Cannot(say("verify.input_missing", name=name))
        return held[0]

    def has(self, name: str) -> bool:
        """Tell whether there is an amount of a name."""
        return bool(self.numbers.get(name) or self.came.get(name))

    def word(self, name: str) -> str:
        """Return the word of a name.

        Raises:
            Cannot: there is none.
        """
        if name not in self.words:
            raise Cannot(say("verify.input_missing", name=name))
        return self.words[name]

    def verdict(self, name: str) -> str:
        """Return the word that another derivation comes to.

        Raises:
            Cannot: there is none.
        """
        found = [one.verdict for one in self.came.get(name, ()) if one is not None and one.verdict is not None]
        if len(found) != 1:
            raise Cannot(say("verify.input_missing", name=name))
        return found[0]


UNKNOWN = Came(None, "", Fraction(0), Fraction(1), Fraction(0))
"""Of what nothing is known."""


def exactly(share: Fraction) -> Came:
    """Return a share that is known."""
    return Came(share, "", share, share, Fraction(1))


def day_of(text: str) -> dt.date:
    """Return a day of a result file.

    Raises:
        Cannot: it is none.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Cannot(f"{text!r:.40}") from None
