"""The unit of a product or a quotient of two amounts, in the words of its factors."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from planmodel.errors import AmountError
from planmodel.units.spelling import spell
from planmodel.units.table import Dimension, is_known, reading
from planmodel.units.unit_text import OwnUnit
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.units.own import OwnUnits

__all__ = ["product"]


@lru_cache(maxsize=1024)
def product(left: str, right: str, sign: int) -> tuple[str, Fraction]:
    """Return the unit of a product (``sign`` 1) or quotient (-1), and the factor that its simplification leaves.

    Words that measure the same thing are folded into the first of them, shares become numbers, and what cancels is left
    out.

    Parameters:
        left: the unit of the first amount.
        right: the unit of the second.
        sign: 1 to multiply, -1 to divide.

    Returns:
        The text of the unit, and the number by which the product of the magnitudes is to be multiplied.

    Raises:
        UnknownUnitError: one of them is not in the table.
        AmountError: the result has an exponent above 9 or too many words to write down.

    Example:
        >>> product("万元/人", "人", 1), product("亩", "公顷", -1)
        (('万元', Fraction(1, 1)), ('', Fraction(1, 15)))
    """
    first, second = reading(left), reading(right)
    if not second.factors:
        return left, Fraction(1)
    if not first.factors and sign == 1:
        return right, Fraction(1)
    own = _own(left, right)
    scale = Fraction(1)
    folded: dict[Dimension, tuple[str, Fraction, int]] = {}
    for written, _, power in (*first.factors, *(f._replace(power=sign * f.power) for f in second.factors)):
        alone = reading(own.unit(written) if own is not None else written)
        kept, kept_scale, total = folded.get(alone.dimension, (written, alone.scale, 0))
        scale *= (alone.scale / kept_scale) ** power
        folded[alone.dimension] = kept, kept_scale, total + power
    kept_share = folded.pop((), None)
    if kept_share:
        scale *= kept_share[1] ** kept_share[2]
    remaining = [(written, power) for written, _, power in folded.values() if power]
    return _written(remaining, scale, f"{left} {'×' if sign == 1 else '÷'} {right}", own)


def _own(left: str, right: str) -> OwnUnits | None:
    """Return where the units of one's own in a product are defined."""
    own = [one.units for one in (left, right) if isinstance(one, OwnUnit)]
    if len(own) == 2 and own[0] != own[1]:
        raise AmountError(say("unit.two_places", left=left, right=right), text=left)
    return own[0] if own else None


def _written(
    factors: list[tuple[str, int]], scale: Fraction, source: str, own: OwnUnits | None
) -> tuple[str, Fraction]:
    text = spell(factors) if all(abs(power) <= 9 for _, power in factors) else ""
    text = own.unit(text) if own is not None and text else text
    if factors and not (text and is_known(text)):
        raise AmountError(say("unit.no_text", source=source), text=source)
    if factors and not reading(text).dimension:
        return "", scale * reading(text).scale
    return text, scale
