"""What stands around a phrase that is read: its column's unit, its indicator's name, the base year."""

from __future__ import annotations

from typing import Literal, NamedTuple, NoReturn, TypeAlias

from planmodel.phrases.directions import BRACKETS, direction_in
from planmodel.phrases.remainders import SHARES
from planmodel.units import Amount, OwnUnits

__all__ = ["Context", "Direction", "NameAsked", "NamelessContext", "direction_of", "names_each_year"]

Direction: TypeAlias = Literal["increase", "decrease"]


class Context(NamedTuple):
    """What stands around a phrase: the unit of its column, the indicator's name, the base year, which way is
    better, units of one's own."""

    text: str | None
    unit: str | None = None
    name: str | None = None
    base_year: int | None = None
    better: str | None = None
    told: tuple[Direction | None, bool] | None = None
    """What the name tells of a direction, as :func:`direction_in` has it, where it is known without the name."""
    units: OwnUnits | None = None

    @property
    def is_named(self) -> bool:
        """Whether the indicator has a name, whatever it is."""
        return bool(self.name)

    @property
    def is_yearly(self) -> bool:
        """Whether the indicator's name says that its changes are those of each year: 年均增速."""
        return self.name is not None and names_each_year(self.name)

    @property
    def is_yearly_rate(self) -> bool:
        """Whether the indicator is itself a rate of change a year, so that its numbers are levels: 年均增长率."""
        return self.is_yearly and self.name is not None and BRACKETS.sub("", self.name).endswith("率")

    def says(self, value: Amount) -> Direction | None:
        """Return which way a value changes by what the indicator's name tells."""
        told = self.told or (direction_in(self.name) if self.name is not None else (None, False))
        return direction_of(told, value)


class NameAsked(Exception):
    """No error: the indicator's name has a say in what a phrase promises."""


class NamelessContext(Context):
    """What stands around a phrase whose indicator may have any name: to ask for it ends the reading."""

    @property
    def is_named(self) -> bool:
        """Always: a text is read without a name where it has one."""
        return True

    @property
    def is_yearly(self) -> bool:
        """Never: a text is read without a name where it says nothing of years."""
        return False

    @property
    def name(self) -> NoReturn:  # pyright: ignore[reportIncompatibleVariableOverride]
        """Raise :class:`NameAsked`."""
        raise NameAsked


def names_each_year(name: str) -> bool:
    """Return whether a name says that what it names is of each year."""
    return any(word in name for word in ("年均", "年平均", "逐年"))


def direction_of(told: tuple[Direction | None, bool], value: Amount) -> Direction | None:
    """Return the direction that a name tells of a value: some names tell it of quantities alone, not of shares."""
    direction, quantity_only = told
    return None if quantity_only and value.unit in SHARES else direction
