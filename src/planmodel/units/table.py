"""The table of units: which texts name a unit, what each measures, and the exact factors between them.

``definitions.txt`` is read when the first unit is looked up; every text is looked up once. pint is given the same
definitions when somebody asks for a pint quantity, and not before.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from planmodel.errors import IncompatibleUnitsError, UnknownUnitError
from planmodel.expression import expression
from planmodel.units.definitions import Definitions, Measure, definition_lines, definitions
from planmodel.units.hints import hint_for, units_near
from planmodel.units.numerals import shown
from planmodel.units.spelling import MOST_CHARACTERS, SpellingError, Word, normalise, spell, words
from planmodel.units.unit_text import OwnUnit, defined_otherwise, own_text
from planmodel.words import Message, say

if TYPE_CHECKING:
    import pint

    from planmodel.units.strict_registry import StrictRegistry

__all__ = [
    "Dimension",
    "Reading",
    "difference_unit",
    "factor",
    "is_known",
    "is_level",
    "is_money",
    "known_units",
    "pint_registry",
    "pint_unit",
    "read_with",
    "reading",
    "same_dimension",
    "time_of_rate",
    "without_prefix",
]

Dimension = tuple[tuple[str, int], ...]
"""What a unit measures: base dimensions and their exponents, sorted; empty for a plain ratio."""

_LOCK = threading.Lock()  # quantities of two registries do not mix, so there is one
_FIRST_CHINESE = "\u4e00"
_NUMERALS = frozenset("十百千万亿")
_CONTROL = expression(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_POWER = expression(r"(.*[^\d-])([2-9]|-[1-9])")


class Factor(NamedTuple):
    """One word of a unit.

    Parameters:
        written: the word as written.
        name: pint's name of it.
        power: its exponent.
    """

    written: str
    name: str
    power: int


class Reading(NamedTuple):
    """What the table knows about a unit text.

    Parameters:
        factors: its words.
        scale: the exact factor to the base units.
        dimension: what it measures.
        level: whether it is read on a scale with an arbitrary zero (℃): it has differences, but no sums or multiples.
    """

    factors: tuple[Factor, ...]
    scale: Fraction
    dimension: Dimension
    level: bool = False


class _Refusal(NamedTuple):
    reason: Message
    word: str | None = None
    """The word that names no unit: what is near it is looked for when somebody wants to know."""


_NO_UNIT = Reading((), Fraction(1), ())


def pint_registry() -> StrictRegistry:
    """Return the one pint registry of planmodel, built when it is first asked for.

    Returns:
        A registry of its own: pint's application registry is neither used nor changed.

    Example:
        >>> pint_registry().Quantity(30, "亩").to("公顷").magnitude
        Fraction(2, 1)
    """
    with _LOCK:
        return _registry()


@cache
def _registry() -> StrictRegistry:
    from planmodel.units.strict_registry import StrictRegistry

    return StrictRegistry(definition_lines(), _exponents)


def _exponents(unit: str) -> Mapping[str, int]:
    exponents = Counter[str]()
    for _, name, power in reading(unit).factors:
        exponents[name] += power
    return {name: power for name, power in exponents.items() if power}


def reading(unit: str) -> Reading:
    """Return what the table knows about a unit.

    Parameters:
        unit: the unit as people write it.

    Returns:
        Its words, its scale and what it measures.

    Raises:
        UnknownUnitError: the table has no such unit.

    Example:
        >>> reading("万亩").scale
        Fraction(20000000, 3)
    """
    if isinstance(unit, OwnUnit):
        return unit.reading
    if len(unit) > MOST_CHARACTERS:
        short = shown(unit)
        raise UnknownUnitError(say("unit.long", n=len(unit), unit=short), unit=short)
    found = _look_up(unit)
    if isinstance(found, Reading):
        return found
    alike = units_near(found.word, known_units()) if found.word is not None else ()
    hint = hint_for(alike)
    raise UnknownUnitError(say("unit.unknown", unit=unit, reason=found.reason), unit=unit, near=alike, hint=hint)


@lru_cache(maxsize=4096)
def _look_up(unit: str) -> Reading | _Refusal:
    return _read(unit, definitions())


def read_with(unit: str, known: Definitions) -> Reading | None:
    """Return what a unit text means by definitions other than the table's; ``None`` for an unknown one."""
    found = _read(unit, known) if len(unit) <= MOST_CHARACTERS else None
    return found if isinstance(found, Reading) else None


def _read(unit: str, known: Definitions) -> Reading | _Refusal:
    if _CONTROL.search(unit):
        return _Refusal(say("unit.control"))
    text = normalise(unit)
    if not text:
        return _NO_UNIT
    try:
        parts = [Word(text, None, 1)] if text == "dB(A)" else list(words(text))
    except SpellingError as error:
        return _Refusal(error.reason)
    factors: list[Factor] = []
    for word in parts:
        found = _factor(word, known)
        if found is None:
            return _Refusal(say("unit.not_in_table", word=word.text), word.text)
        factors.append(found)
    return _measured(tuple(factors), known)


def _factor(word: Word, known: Definitions) -> Factor | None:
    """Find a word with its exponent: ``m^3`` is the unit ``m3`` if there is one, else ``m`` to the third."""
    joined = word.text if word.power is None else f"{word.text}{word.power}"
    name = _full_name(joined, known)
    if name:
        return Factor(joined, name, word.sign)
    stem, power = word.text, word.power
    if power is None:
        found = _POWER.fullmatch(word.text)
        if found is None:
            return None
        stem, power = found[1], int(found[2])
    name = _full_name(stem, known)
    return Factor(stem, name, word.sign * power) if name else None


def _full_name(word: str, known: Definitions) -> str | None:
    """Return the name of a single word, or ``None`` if it is not a defined unit behind a prefix that it may have."""
    if word in known.names:
        return known.names[word]
    found = _parted(word, known)
    return "".join(found) if found else None


def _parted(word: str, known: Definitions) -> tuple[str, str] | None:
    """Return the names of a prefix and of the unit behind it."""
    for spelling, prefix in known.prefixes.items():
        name = known.names.get(word[len(spelling) :]) if word.startswith(spelling) else None
        if name is None:
            continue
        chinese = word[0] >= _FIRST_CHINESE
        if (
            chinese
            and _NUMERALS.issuperset(prefix)
            and not (name in known.groups["unprefixed"] or name in known.levels)
        ):
            return prefix, name
        if name in known.groups["SI"] and chinese == (word[-1] >= _FIRST_CHINESE):
            return prefix, name
    return None


def without_prefix(name: str, known: Definitions) -> str:
    """Return the defined unit of a full name: 亩 of 万亩."""
    parts = None if name in known.units else _parted(name, known)
    return name if parts is None else parts[1]


def _measure(name: str, known: Definitions) -> Measure:
    """Return what a full name comes to: that of a defined unit, or a prefix and one."""
    if name in known.units:
        return known.units[name]
    parts = _parted(name, known)
    assert parts is not None
    prefix, unit = parts
    return Measure(known.powers[prefix] * known.units[unit].scale, known.units[unit].bases)


def _measured(factors: tuple[Factor, ...], known: Definitions) -> Reading:
    """Return the reading of words: their factor to the base units, and what they measure.

    A level (℃) beside anything else is a difference: 0.3 ℃/年 is a warming.

    Parameters:
        factors: words whose names are in the table.
        known: the table.
    """
    if factors[0].name in known.levels and len(factors) == factors[0].power == 1:
        return Reading(factors, Fraction(1), ((known.dimensions[factors[0].name], 1),), True)
    factors = tuple(_as_difference(one) if one.name in known.levels else one for one in factors)
    scale, exponents = Fraction(1), Counter[str]()
    for _, name, power in factors:
        one = _measure(name, known)
        scale *= one.scale**power
        for base, exponent in one.bases.items():
            exponents[known.dimensions[base]] += exponent * power
    return Reading(factors, scale, tuple(sorted((base, power) for base, power in exponents.items() if power)))


def _as_difference(level: Factor) -> Factor:
    written, name = f"Δ{level.written}", definitions().levels[level.name]
    return Factor(written if definitions().names.get(written) == name else name, name, level.power)


def is_level(unit: str) -> bool:
    """Tell whether a unit is known and read on a scale with an arbitrary zero: no sums, multiples or ratios.

    Example:
        >>> is_level("℃"), is_level("℃/年"), is_level("吨")
        (True, False, False)
    """
    return is_known(unit) and reading(unit).level


def difference_unit(unit: str) -> str:
    """Return the unit of a difference of two amounts in ``unit``: that unit, but for levels one of their own.

    Raises:
        UnknownUnitError: the table has no such unit.

    Example:
        >>> difference_unit("℃"), difference_unit("万亩"), difference_unit("%")
        ('Δ℃', '万亩', '%')
    """
    known = reading(unit)
    return _as_difference(known.factors[0]).written if known.level else unit


@cache
def known_units() -> tuple[str, ...]:
    """Return every defined unit's names and symbols, without prefixes, sorted.

    Example:
        >>> "亩" in known_units(), "mu" in known_units()
        (True, False)
    """
    return tuple(sorted(definitions().names))


def is_known(unit: str) -> bool:
    """Tell whether ``unit`` is a unit; the empty text, for no unit, is.

    Example:
        >>> is_known("万吨标准煤"), is_known("MT")
        (True, False)
    """
    return isinstance(unit, OwnUnit) or (len(unit) <= MOST_CHARACTERS and isinstance(_look_up(unit), Reading))


def same_dimension(first: str, second: str) -> bool:
    """Tell whether two units measure the same thing; units that two plans define by one name in two ways do not.

    Raises:
        UnknownUnitError: one of them is not in the table.

    Example:
        >>> same_dimension("亩", "平方公里"), same_dimension("%", "个百分点")
        (True, False)
    """
    if first == second:
        return True
    return reading(first).dimension == reading(second).dimension and defined_otherwise(first, second) is None


@lru_cache(maxsize=4096)
def factor(unit_from: str, unit_to: str) -> Fraction:
    """Return the exact number by which an amount in ``unit_from`` is multiplied to be in ``unit_to``.

    Raises:
        UnknownUnitError: one of them is not in the table.
        IncompatibleUnitsError: they measure different things.

    Example:
        >>> factor("亩", "公顷")
        Fraction(1, 15)
    """
    first, second = reading(unit_from), reading(unit_to)
    name = defined_otherwise(unit_from, unit_to)
    if name is not None:
        raise IncompatibleUnitsError(
            say("unit.two_ways", name=f"{name!r}", one=own_text(unit_from), other=own_text(unit_to)),
            left=unit_from,
            right=unit_to,
            hint=say("unit.two_ways.hint"),
        )
    if first.dimension != second.dimension:
        raise IncompatibleUnitsError(
            say(
                "unit.differ",
                one=_named(unit_from),
                first=_described(first.dimension),
                other=_named(unit_to),
                second=_described(second.dimension),
            ),
            left=unit_from,
            right=unit_to,
            hint=say("unit.money" if is_money(unit_from) and is_money(unit_to) else "unit.same_thing"),
        )
    return first.scale / second.scale


def is_money(unit: str) -> bool:
    """Tell whether a unit is one of money alone, in whatever currency.

    Example:
        >>> is_money("万美元"), is_money("元/人"), is_money("teams")
        (True, False, False)
    """
    dimension = reading(unit).dimension if is_known(unit) else ()
    return len(dimension) == 1 and dimension[0][0].startswith("money_") and dimension[0][1] == 1


def time_of_rate(unit: str) -> str | None:
    """Return the unit of time in a unit of money a time; ``None`` when it is none of these.

    Example:
        >>> time_of_rate("万元/月"), time_of_rate("元/人/天"), time_of_rate("元/人"), time_of_rate("元")
        ('月', '天', None, None)
    """
    if not is_known(unit):
        return None
    factors = reading(unit).factors
    money = [one for one in factors if one.power == 1 and is_money(one.name)]
    times = [one for one in factors if one.power == -1 and _is_time(one.name)]
    return times[0].name if len(money) == len(times) == 1 else None


def _is_time(unit: str) -> bool:
    return reading(unit).dimension in (reading("天").dimension, reading("工作日").dimension)


def _named(unit: str) -> str:
    return unit or say("unit.bare")


def _described(dimension: Dimension) -> str:
    if not dimension:
        return say("unit.share")
    return spell([(base.replace("_", " "), power) for base, power in dimension])


@lru_cache(maxsize=1024)
def pint_unit(unit: str) -> pint.Unit:
    """Return the unit of :func:`pint_registry` for a unit text.

    Raises:
        UnknownUnitError: it is not in the table.
    """
    if isinstance(unit, OwnUnit):
        raise UnknownUnitError(
            say("unit.not_pint", unit=f"{unit!r}"),
            unit=unit,
            hint=say("unit.not_pint.hint"),
        )
    registry = pint_registry()
    return registry.Unit(registry.parse_units_as_container(unit))
