"""What stands around a phrase that is read: its column's unit, its indicator's name, the base year."""

from __future__ import annotations

from typing import Literal, NamedTuple, NoReturn, TypeAlias

from planmodel.phrases.directions import direction_in
from planmodel.phrases.remainders import SHARES
from planmodel.units import Amount, OwnUnits

__all__ = ["Context", "Direction", "NameAsked", "NamelessContext", "direction_of"]

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
    def name(self) -> NoReturn:  # pyright: ignore[reportIncompatibleVariableOverride]
        """Raise :class:`NameAsked`."""
        raise NameAsked


def direction_of(told: tuple[Direction | None, bool], value: Amount) -> Direction | None:
    """Return the direction that a name tells of a value: some names tell it of quantities alone, not of shares."""
    direction, quantity_only = told
    return None if quantity_only and value.unit in SHARES else direction
