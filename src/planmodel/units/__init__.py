"""Amounts and units: a number and the text of its unit, read by one table of units and converted exactly.

The layout: ``definitions.txt`` defines the units and ``definitions`` reads it, ``spelling`` reads how a unit is
written, ``table`` looks it up and knows the factors, ``strict_registry`` is pint's side of the table, ``products``
spells the units of products, ``numerals`` reads numbers, ``usual`` chooses
among units, ``amount`` joins number and unit, ``conversion`` converts
whole columns, ``exchange`` goes from one currency to another by a rate with a name, and ``own`` holds the units that a
plan defines for itself, whose texts (``unit_text``) know what they mean.

:data:`registry` is the pint registry. (No module here may be called ``registry``: it would hide it.)

Nothing here imports pint but :data:`registry` and :attr:`Amount.quantity`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planmodel.units.amount import Amount
from planmodel.units.conversion import convert
from planmodel.units.exchange import ExchangeRate
from planmodel.units.own import OwnUnits, UnitDefinition
from planmodel.units.table import (
    difference_unit,
    factor,
    is_known,
    is_level,
    known_units,
    pint_registry,
    same_dimension,
)
from planmodel.units.unit_text import OwnUnit, defined_otherwise, own_text
from planmodel.units.usual import usual_unit

if TYPE_CHECKING:
    from planmodel.units.strict_registry import StrictRegistry

    registry: StrictRegistry

__all__ = [
    "Amount",
    "ExchangeRate",
    "OwnUnit",
    "OwnUnits",
    "UnitDefinition",
    "convert",
    "defined_otherwise",
    "difference_unit",
    "factor",
    "is_known",
    "is_level",
    "known_units",
    "own_text",
    "registry",
    "same_dimension",
    "usual_unit",
]


def __getattr__(name: str) -> object:
    if name == "registry":
        return pint_registry()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
