"""Amounts and units: a number and the text of its unit, read by one table of units and converted exactly.

The layout: ``definitions.txt`` defines the units, ``spelling`` reads how a unit is written, ``table`` looks it up and
knows the factors, ``strict_registry`` is pint's side of the table, ``products`` spells the units of products,
``numerals`` reads numbers, and ``amount`` joins number and unit.

:data:`registry` is the pint registry. (No module here may be called ``registry``: it would hide it.)

Importing this package does not import pint; the first unit that is looked up does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planmodel.units.amount import Amount
from planmodel.units.table import factor, is_known, known_units, pint_registry, same_dimension, usual_unit

if TYPE_CHECKING:
    from planmodel.units.strict_registry import StrictRegistry

    registry: StrictRegistry

__all__ = ["Amount", "factor", "is_known", "known_units", "registry", "same_dimension", "usual_unit"]


def __getattr__(name: str) -> object:
    if name == "registry":
        return pint_registry()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
