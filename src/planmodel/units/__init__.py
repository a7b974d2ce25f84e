"""Amounts and units: a number and the text of its unit, read by one table of units and converted exactly.

The layout: ``definitions.txt`` defines the units and ``definitions`` reads it, ``spelling`` reads how a unit is
written, ``table`` looks it up and knows the factors, ``strict_registry`` is pint's side of the table, ``products``
spells the units of products, ``numerals`` reads numbers, ``amount`` joins number and unit, and ``conversion`` converts
whole columns.

:data:`registry` is the pint registry. (No module here may be called ``registry``: it would hide it.)

Nothing here imports pint but :data:`registry` and :attr:`Amount.quantity`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planmodel.units.amount import Amount
from planmodel.units.conversion import convert
from planmodel.units.table import (
    difference_unit,
    factor,
    is_known,
    is_level,
    known_units,
    pint_registry,
    same_dimension,
    usual_unit,
)

if TYPE_CHECKING:
    from planmodel.units.strict_registry import StrictRegistry

    registry: StrictRegistry

__all__ = [
    "Amount",
    "convert",
    "difference_unit",
    "factor",
    "is_known",
    "is_level",
    "known_units",
    "registry",
    "same_dimension",
    "usual_unit",
]


def __getattr__(name: str) -> object:
    if name == "registry":
        return pint_registry()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
