"""Units of a plan's own in a phrase: 30车队 where 车队 is defined as a unit, 12 crews."""

from __future__ import annotations

import re
from functools import lru_cache

from planmodel.expression import expression
from planmodel.phrases.grammar import Language, grammar
from planmodel.phrases.measures import SCALE
from planmodel.phrases.tokens import Token
from planmodel.units import OwnUnits

__all__ = ["masked", "own_unit_in", "with_own"]

_IN_BRACKETS = expression(r"[(（\[［]\s*([^()（）\[\]［］]{1,24}?)\s*[)）\]］]")


_MASK = "\ue700"  # private use, which no text that is read holds as a word
"""Stands for each character of a unit of one's own while the other words are found."""


def masked(phrase: str, units: OwnUnits) -> str:
    """Return a phrase in which each unit of one's own behind a number is hidden from the words of the lexicon."""
    return _names(units).sub(lambda found: f"{found[1]}{_MASK * len(found[2])}", phrase)


def with_own(tokens: list[Token], phrase: str, units: OwnUnits, language: Language) -> list[Token]:
    """Return the words of a masked phrase with the units of one's own that stand behind numbers.

    Parameters:
        tokens: the words of the masked phrase.
        phrase: the folded phrase.
        units: the units of one's own.
        language: the language of the phrase.
    """
    numbers, made = grammar(language).any_of("NUM"), grammar(language).made["UNIT"]
    ends = {found.start(1): found for found in _names(units).finditer(phrase)}
    out: list[Token] = []
    until = 0
    for token in tokens:
        if token.start < until:
            continue
        out.append(token)
        found = ends.get(token.end) if token.letter in numbers else None
        if found is not None:
            until = found.end()
            out.append(Token(made, units.unit(f"{found[1].strip()}{found[2]}"), {}, token.end, until))
    return out


@lru_cache(maxsize=64)
def _names(units: OwnUnits) -> re.Pattern[str]:
    words = "|".join(re.escape(one) for one in sorted(units, key=len, reverse=True))
    return re.compile(rf"(?<=\d)(\s?(?:{SCALE.pattern})?\s?)({words})(?![A-Za-z])")


def own_unit_in(text: str, units: OwnUnits | None) -> str | None:
    """Return the unit of one's own that a name or head holds in brackets: 救援力量（车队）."""
    if units is None:
        return None
    return next((one for one in _IN_BRACKETS.findall(text) if one in units), None)
