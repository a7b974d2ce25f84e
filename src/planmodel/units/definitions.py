"""The definitions of ``definitions.txt`` as exact numbers: what each name and prefix means, read by rules of our own.

The file is in pint's language, and :mod:`planmodel.units.strict_registry` hands the same lines to pint; a test holds
every factor of one against the other. It is read here as well so that common work needs no pint, which takes longer to
import than a plan takes to read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pkgutil import get_data
from typing import NamedTuple

from planmodel.expression import expression

__all__ = ["Definitions", "Measure", "definition_lines", "definitions"]

_TERM = expression(r"(?P<sign>^|[*/])\s*(?P<term>[^\s*/]+)(?:\s*\*\*\s*(?P<power>\d))?\s*(?=$|[*/])")


class Measure(NamedTuple):
    """What a unit comes to.

    Parameters:
        scale: the exact factor to the base units.
        bases: the base units and their exponents, none of which is 0.
    """

    scale: Fraction
    bases: Mapping[str, int]


class Definitions(NamedTuple):
    """Everything that the file defines.

    Parameters:
        units: what each unit comes to, by its first name.
        names: the first name of every spelling of a unit.
        prefixes: the first name of every spelling of a prefix, longest spellings first.
        powers: the factor of each prefix, by its first name.
        dimensions: what each base unit measures, in words.
        groups: the units of each ``@group``.
        levels: the unit of a difference, by the name of each unit that is read on a scale with an arbitrary zero.
    """

    units: Mapping[str, Measure]
    names: Mapping[str, str]
    prefixes: Mapping[str, str]
    powers: Mapping[str, Fraction]
    dimensions: Mapping[str, str]
    groups: Mapping[str, frozenset[str]]
    levels: Mapping[str, str]


@cache
def definition_lines() -> tuple[str, ...]:
    """Return the lines of the file that defines the units."""
    # importlib.resources takes longer to import than the file to read
    return tuple((get_data("planmodel.units", "definitions.txt") or b"").decode().splitlines())


@cache
def definitions() -> Definitions:
    """Return what the file defines.

    Example:
        >>> definitions().units["公顷"].scale, dict(definitions().units["公顷"].bases)
        (Fraction(10000, 1), {'米': 2})
    """
    expressions: dict[str, str] = {}
    names: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    powers: dict[str, Fraction] = {}
    groups: dict[str, set[str]] = {}
    group: set[str] = set()
    for line in definition_lines():
        text = line.partition("#")[0].strip()
        if text.startswith("@"):
            words = text.split()
            group = groups.setdefault(words[1], set()) if words[0] == "@group" else set()
        elif text:
            name, expression, *aliases = (part.strip() for part in text.split(" = "))
            spellings = [name, *(alias for alias in aliases if alias != "_")]
            if name.endswith("-"):
                powers[name[:-1]] = Fraction(expression)
                prefixes.update((spelling.removesuffix("-"), name[:-1]) for spelling in spellings)
            else:
                expressions[name] = expression
                names.update((spelling, name) for spelling in spellings)
                group.add(name)
    units, dimensions = _measures(expressions, names)
    longest = sorted(prefixes.items(), key=lambda item: -len(item[0]))
    levels = {name: f"{name}差" for name in groups["levels"]}
    kept = {key: frozenset(members) for key, members in groups.items()}
    return Definitions(units, names, dict(longest), powers, dimensions, kept, levels)


def _measures(expressions: Mapping[str, str], names: Mapping[str, str]) -> tuple[dict[str, Measure], dict[str, str]]:
    """Return what every unit comes to, and what every base unit measures."""
    units: dict[str, Measure] = {}
    dimensions: dict[str, str] = {}

    def measure(name: str) -> Measure:
        if name not in units:
            expression = expressions[name]
            if expression == "[]":
                units[name] = Measure(Fraction(1), {})
            elif expression.startswith("["):
                dimensions[name] = expression.strip("[]")
                units[name] = Measure(Fraction(1), {name: 1})
            else:
                units[name] = product(expression)
        return units[name]

    def product(expression: str) -> Measure:
        scale, bases = Fraction(1), Counter[str]()
        for found in _TERM.finditer(expression):
            one = Measure(Fraction(found["term"]), {}) if found["term"][0].isdigit() else measure(names[found["term"]])
            power = int(found["power"] or 1) * (-1 if found["sign"] == "/" else 1)
            scale *= one.scale**power
            for base, exponent in one.bases.items():
                bases[base] += exponent * power
        return Measure(scale, {base: exponent for base, exponent in bases.items() if exponent})

    for name in expressions:
        measure(name)
    return units, dimensions
