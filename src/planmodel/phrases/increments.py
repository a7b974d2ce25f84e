"""What a count of more or fewer promises: 5 more hospitals, 5 fewer schools, add 5 parks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from planmodel.model.targets import Change, Comparator
from planmodel.phrases.beside import OUTPUTS
from planmodel.phrases.context import Direction
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.remainders import PERCENT, SHARES
from planmodel.phrases.tokens import Token
from planmodel.units import Amount, is_known

__all__ = ["increment", "is_increment"]

_OTHER_PACES = frozenset({"month", "week", "day", "quarter", "hour"})
_PARTS_OF_UNITS = frozenset(
    {"percentage", "percent", "points", "point", "square", "cubic", "thousand", "million", "billion"}
)
"""Words that begin a unit of several words, or scale the number before them."""


def is_increment(roles: Mapping[str, Token], value: Amount) -> bool:
    """Return whether a word beside a number makes it a change; of a share, as in 100 % new vehicles or build 60 % of
    homes on used land, it tells of what the share is."""
    if "gained" not in roles:
        return False
    word = roles["gained"].text.lower()
    return not ((value.unit in PERCENT and word == "new") or (value.unit in SHARES and word in OUTPUTS))


def increment(
    roles: Mapping[str, Token],
    value: Amount,
    high: Amount | None,
    comparator: Comparator | None,
    since: int | None,
    per: Literal["year", "total"],
) -> Change | Doubt:
    """Return 5 more hospitals, 5 fewer, a further 5 as what is added or taken away, which needs no unit."""
    word = roles["gained"].text.lower()
    counted = roles["counted"].text if "counted" in roles else ""
    if not value.unit and counted.lower() in _PARTS_OF_UNITS:
        return Doubt("unknown", (counted,))  # 5 additional percentage points
    if not value.unit and counted and is_known(counted):
        value = Amount._of(value.magnitude, counted)
        high = None if high is None else Amount._of(high.magnitude, counted)
    if value.unit in PERCENT:
        return Doubt("gained_share", (word,))
    if value.unit in ("倍", "times"):
        return Doubt("times", (value.magnitude,))
    if value.unit in SHARES and word in ("further", "additional", "extra", "another"):
        return Doubt("no_direction")  # a further 5 percentage points: up, or down
    if value.magnitude < 0:
        return Doubt("negative")
    if value.unit.endswith("/year"):  # create 500 jobs a year
        value, per = Amount._of(value.magnitude, value.unit.removesuffix("/year")), "year"
        high = None if high is None else Amount._of(high.magnitude, value.unit)
    if value.unit.rpartition("/")[2] in _OTHER_PACES:
        return Doubt("pace", (value.unit,))  # create 500 jobs per month
    direction: Direction = OUTPUTS.get(word, "decrease" if word in ("fewer", "less") else "increase")
    return Change(
        direction=direction, value=value, high=high, relative=False, comparator=comparator, since=since, per=per
    )
