"""The grammar of published targets: ``lexicon.txt`` and ``grammar.txt``, compiled once.

Every word of the lexicon becomes one letter, and every form of the grammar one pattern over such letters: a clause is
read by matching a short string. No rule refers to itself, so patterns are all that is needed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["Lexicon", "Word", "forms", "lexicon"]

_FIRST_LETTER = 0xE000  # private use: no text that is read holds it as a word
_MADE = ("NUM", "UNIT", "YEAR", "GRADE", "OTHER")
"""Kinds of words that the scanner makes itself."""


class Word(NamedTuple):
    """A word of the lexicon: the letter that stands for its kinds, and its value per kind."""

    letter: str
    values: dict[str, str]


class Lexicon(NamedTuple):
    """The lexicon, ready for scanning.

    Parameters:
        words: by spelling.
        longest: how long the longest word is that begins with a character.
        letters: the letters of each kind.
        doubt: characters that make an unknown word unsafe to pass over.
        folded: characters of other scripts, with what they are read as.
    """

    words: dict[str, Word]
    longest: dict[str, int]
    letters: dict[str, str]
    doubt: frozenset[str]
    folded: dict[int, str]


def _lines(name: str) -> list[str]:
    text = (files("planmodel.phrases") / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon."""
    kinds: dict[str, dict[str, str]] = {}
    doubt: frozenset[str] = frozenset()
    folded: dict[int, str] = {}
    for line in _lines("lexicon.txt"):
        head, _, spellings = line.partition(": ")
        kind, _, value = head.partition(" ")
        if kind == "DOUBT":
            doubt = frozenset(spellings)
        elif kind == "TRADITIONAL":
            folded |= {ord(pair[0]): pair[1] for pair in spellings.split()}
        else:
            for spelling in spellings.split():
                kinds.setdefault(spelling, {})[kind] = value
    sets = list(dict.fromkeys([*(frozenset([kind]) for kind in _MADE), *(frozenset(one) for one in kinds.values())]))
    letter_of = {one: chr(_FIRST_LETTER + number) for number, one in enumerate(sets)}
    letters: dict[str, str] = {}
    for one, letter in letter_of.items():
        for kind in one:
            letters[kind] = letters.get(kind, "") + letter
    words = {spelling: Word(letter_of[frozenset(values)], values) for spelling, values in kinds.items()}
    longest: dict[str, int] = {}
    for spelling in words:
        longest[spelling[0]] = max(longest.get(spelling[0], 0), len(spelling))
    return Lexicon(words, longest, letters, doubt, folded)


_SYMBOL = re.compile(r"([a-z][a-z0-9]*):|([A-Z_]+)|([a-z]+)|([()|?*+])")


@lru_cache(maxsize=1)
def forms() -> dict[str, re.Pattern[str]]:
    """Return the pattern of each rule over letters, in the order of the grammar."""
    bodies: dict[str, str] = {}
    for line in _lines("grammar.txt"):
        name, _, body = line.partition("=")
        bodies[name.strip()] = _pattern(body, bodies)
    return {name: re.compile(body) for name, body in bodies.items()}


def _pattern(body: str, rules: dict[str, str]) -> str:
    """Return the pattern of a rule's right side; roles become named groups."""
    letters = lexicon().letters
    made: list[str] = []
    role = ""
    for name, kind, rule, sign in _SYMBOL.findall(body):
        if name:
            role = name
        elif sign == "(":
            made.append(f"(?P<{role}>" if role else "(?:")
            role = ""
        elif sign:
            made.append(sign)
        else:
            inner = f"[{letters[kind]}]" if kind else f"(?:{rules[rule]})"
            made.append(f"(?P<{role}>{inner})" if role else inner)
            role = ""
    return "".join(made)
