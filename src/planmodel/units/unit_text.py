"""The text of a unit that is defined beside the table, which carries what it means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planmodel.units.own import OwnUnits
    from planmodel.units.table import Reading

__all__ = ["OwnUnit", "defined_otherwise", "own_text", "without_own_unit"]


class OwnUnit(str):
    """The text of a unit of one's own; equal to the same text with the same meaning, and to no other text.

    (Were it equal to the bare text, what is remembered of one plan's unit would be told of another's.)
    """

    units: OwnUnits
    reading: Reading

    def __new__(cls, text: str, units: OwnUnits, reading: Reading) -> OwnUnit:
        """Make the text; ``units`` are where it is defined and ``reading`` is what it means."""
        made = super().__new__(cls, text)
        made.units, made.reading = units, reading
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OwnUnit):
            return False if isinstance(other, str) else NotImplemented
        return str.__eq__(self, other) and self.reading == other.reading and self.words == other.words

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((str.__hash__(self), self.reading.dimension, self.reading.scale))

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (str(self), self.units)

    @property
    def words(self) -> dict[str, str]:
        """The words of the text that are defined beside the table, each with its definition."""
        return {name: self.units.definition(name) for name in self.units.names_in(self.reading)}


def _again(text: str, units: OwnUnits) -> str:
    return units.unit(text)


def defined_otherwise(first: str, second: str) -> str | None:
    """Return a name that two units share and that each defines in its own way; ``None`` if there is none.

    Example:
        >>> from planmodel.units import OwnUnits
        >>> one, other = OwnUnits(["crew = 5 人"]).unit("crew"), OwnUnits(["crew = 6 人"]).unit("crew")
        >>> defined_otherwise(one, other), defined_otherwise(one, "人")
        ('crew', None)
    """
    if not (isinstance(first, OwnUnit) and isinstance(second, OwnUnit)):
        return None
    mine, theirs = first.units.known.units, second.units.known.units
    shared = [name for name in first.words if name in second.words]
    return next((name for name in shared if mine[name] != theirs[name]), None)


def without_own_unit(text: str, unit: str | None) -> str:
    """Return a printed number without the unit of a plan's own behind it, which it then takes from its indicator.

    Example:
        >>> from planmodel.units import OwnUnits
        >>> without_own_unit("达到30车队以上", OwnUnits(["车队"]).unit("车队")), without_own_unit("30 亩", "亩")
        ('达到30以上', '30 亩')
    """
    if not isinstance(unit, OwnUnit):
        return text
    names = sorted({str(unit), *(name for name in unit.units if unit.units.unit(name) == unit)}, key=len, reverse=True)
    return re.sub(rf"(?<=\d)\s*(?:{'|'.join(map(re.escape, names))})(?![A-Za-z])", "", text)


def own_text(unit: str) -> str:
    """Return the text of a unit with what it means, where that is a plan's own: ``crew (crew = 5 teams)``.

    In a table of many plans two units of one name are told apart by it; a word for what is counted needs no more.
    """
    if not isinstance(unit, OwnUnit):
        return unit
    meant = [text for text in unit.words.values() if "=" in text]
    return f"{unit} ({'; '.join(meant)})" if meant else str(unit)
