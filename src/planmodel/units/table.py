"""The table of units: which texts name a unit, what each measures, and the exact factors between them.

pint holds the definitions and computes the factors. It is imported, and ``definitions.txt`` read, when the first unit
is looked up; every text is looked up once.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from planmodel.errors import IncompatibleUnitsError, UnknownUnitError
from planmodel.text import near
from planmodel.units.numerals import shown
from planmodel.units.spelling import MOST_CHARACTERS, SpellingError, Word, normalise, spell, words

if TYPE_CHECKING:
    import pint

    from planmodel.units.strict_registry import StrictRegistry

__all__ = [
    "Dimension",
    "Reading",
    "factor",
    "is_known",
    "known_units",
    "pint_registry",
    "pint_unit",
    "reading",
    "same_dimension",
    "usual_unit",
]

Dimension = tuple[tuple[str, int], ...]
"""What a unit measures: base dimensions and their exponents, sorted; empty for a plain ratio."""

_LOCK = threading.RLock()  # pint adds prefixed units to its tables as it meets them
_FIRST_CHINESE = "\u4e00"
_NUMERALS = frozenset("十百千万亿")
_POWER = re.compile(r"(.*[^\d-])([2-9]|-[1-9])")


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
    """

    factors: tuple[Factor, ...]
    scale: Fraction
    dimension: Dimension


class _Refusal(NamedTuple):
    reason: str
    near: tuple[str, ...] = ()


class _Prefixes(NamedTuple):
    names: Mapping[str, str]
    si: frozenset[str]
    unprefixed: frozenset[str]


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

    lines = resources.files("planmodel.units").joinpath("definitions.txt").read_text("utf-8").splitlines()
    registry = StrictRegistry(lines, _pint_exponents)
    _names(registry)  # before pint adds the first prefixed unit to them
    return registry


@cache
def _names(registry: StrictRegistry) -> _Prefixes:
    """Return every defined spelling with its pint name, and the units whose prefixes are limited."""
    return _Prefixes(
        {name: registry.get_name(name) for name in registry},
        registry.get_group("SI", create_if_needed=False).members,
        registry.get_group("unprefixed", create_if_needed=False).members,
    )


def _pint_exponents(unit: str) -> Mapping[str, int]:
    exponents: dict[str, int] = {}
    for _, name, power in reading(unit).factors:
        exponents[name] = exponents.get(name, 0) + power
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
    if len(unit) > MOST_CHARACTERS:
        short = shown(unit)
        raise UnknownUnitError(f"a text of {len(unit)} characters is no unit: {short!r}", unit=short)
    found = _look_up(unit)
    if isinstance(found, Reading):
        return found
    hint = f"did you mean {' or '.join(found.near)}?" if found.near else "planmodel.units.known_units() lists them all"
    raise UnknownUnitError(f"{unit!r} is not a unit: {found.reason}", unit=unit, near=found.near, hint=hint)


@lru_cache(maxsize=4096)
def _look_up(unit: str) -> Reading | _Refusal:
    text = normalise(unit)
    if not text:
        return _NO_UNIT
    try:
        parts = [Word(text, None, 1)] if text == "dB(A)" else list(words(text))
    except SpellingError as error:
        return _Refusal(str(error))
    with _LOCK:
        factors: list[Factor] = []
        for word in parts:
            found = _factor(word)
            if found is None:
                return _Refusal(f"{word.text!r} is not in the table", near(word.text, known_units()))
            factors.append(found)
        return _measured(tuple(factors))


def _factor(word: Word) -> Factor | None:
    """Find a word with its exponent: ``m^3`` is the unit ``m3`` if there is one, else ``m`` to the third."""
    joined = word.text if word.power is None else f"{word.text}{word.power}"
    name = _pint_name(joined)
    if name:
        return Factor(joined, name, word.sign)
    stem, power = word.text, word.power
    if power is None:
        found = _POWER.fullmatch(word.text)
        if found is None:
            return None
        stem, power = found[1], int(found[2])
    name = _pint_name(stem)
    return Factor(stem, name, word.sign * power) if name else None


def _pint_name(word: str) -> str | None:
    """Return pint's name of a single word, or ``None`` if it is not a defined unit behind a prefix that it may have."""
    registry = _registry()
    names, si, unprefixed = _names(registry)
    if word in names:
        return names[word]
    for prefix, name, suffix in registry.parse_unit_name(word):
        if suffix or not prefix or names.get(name) != name:
            continue
        chinese = word[0] >= _FIRST_CHINESE
        if chinese and _NUMERALS.issuperset(prefix) and name not in unprefixed:
            return prefix + name
        if name in si and chinese == (word[-1] >= _FIRST_CHINESE):
            return prefix + name
    return None


def _measured(factors: tuple[Factor, ...]) -> Reading:
    """Return the reading of words; pint computes the factor to the base units and what they measure.

    Parameters:
        factors: words whose names are in the table.
    """
    registry = _registry()
    exponents: dict[str, int] = {}
    for _, name, power in factors:
        exponents[name] = exponents.get(name, 0) + power
    container = registry.UnitsContainer(exponents)
    scale, _ = registry.get_root_units(container)
    dimension = registry.get_dimensionality(container)
    measures = sorted((base.strip("[]"), int(str(power))) for base, power in dimension.items() if power)
    return Reading(factors, Fraction(str(scale)), tuple(measures))


@cache
def known_units() -> tuple[str, ...]:
    """Return every defined unit's names and symbols, without prefixes, sorted.

    Example:
        >>> "亩" in known_units(), "mu" in known_units()
        (True, False)
    """
    with _LOCK:
        return tuple(sorted(_names(_registry()).names))


def is_known(unit: str) -> bool:
    """Tell whether ``unit`` is a unit; the empty text, for no unit, is.

    Example:
        >>> is_known("万吨标准煤"), is_known("MT")
        (True, False)
    """
    return len(unit) <= MOST_CHARACTERS and isinstance(_look_up(unit), Reading)


def same_dimension(first: str, second: str) -> bool:
    """Tell whether two units measure the same thing.

    Raises:
        UnknownUnitError: one of them is not in the table.

    Example:
        >>> same_dimension("亩", "平方公里"), same_dimension("%", "个百分点")
        (True, False)
    """
    return first == second or reading(first).dimension == reading(second).dimension


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
    if first.dimension != second.dimension:
        raise IncompatibleUnitsError(
            f"{_named(unit_from)} measures {_described(first.dimension)},"
            f" {_named(unit_to)} {_described(second.dimension)}",
            left=unit_from,
            right=unit_to,
            hint="only units that measure the same thing are converted, compared or added",
        )
    return first.scale / second.scale


_USUAL = (
    "%",
    "吨",
    "公顷",
    "立方米",
    "公里",
    "天",
    "微克/立方米",
    "吨标准煤",
    "吨标准煤/万元",
    "立方米/万元",
    "千瓦",
    "千瓦时",
)


@lru_cache(maxsize=4096)
def usual_unit(unit: str) -> str:
    """Return the unit that stands for everything of one dimension: tonnes for masses, else a product of base units.

    Raises:
        UnknownUnitError: it is not in the table.

    Example:
        >>> usual_unit("万亩"), usual_unit("件/万人"), usual_unit("‰")
        ('公顷', '件/人', '%')
    """
    known = reading(unit)
    for usual in _USUAL:
        if reading(usual).dimension == known.dimension:
            return usual
    registry = pint_registry()
    _, units = registry.get_root_units(registry.UnitsContainer(_pint_exponents(unit)))
    exponents = ((name, int(str(power))) for name, power in registry.Unit(units)._units.items())
    text = spell(sorted(exponents, key=lambda one: (one[1] < 0, one[0])))
    return text if is_known(text) else unit


def _named(unit: str) -> str:
    return unit or "an amount without a unit"


def _described(dimension: Dimension) -> str:
    if not dimension:
        return "a share"
    return spell([(base.replace("_", " "), power) for base, power in dimension])


@lru_cache(maxsize=1024)
def pint_unit(unit: str) -> pint.Unit:
    """Return the unit of :func:`pint_registry` for a unit text.

    Raises:
        UnknownUnitError: it is not in the table.
    """
    registry = pint_registry()
    return registry.Unit(registry.UnitsContainer(_pint_exponents(unit)))
