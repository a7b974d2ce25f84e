"""The grammar of published targets: the words and forms of a language, compiled once.

Every word becomes one letter, and every form one pattern over such letters: a clause is read by matching a short
string. No rule refers to itself, so patterns are all that is needed.
"""

from __future__ import annotations

import re
from functools import cache
from pkgutil import get_data
from typing import Literal, NamedTuple, TypeAlias

from planmodel.expression import expression
from planmodel.phrases.patterns import distinct

__all__ = ["Form", "Grammar", "Language", "Word", "grammar", "letters_of", "lines_of"]

Language: TypeAlias = Literal["zh", "en"]
"""A language that targets are read in."""

_NAMES = {"zh": "chinese", "en": "english"}
_FIRST_LETTER = 0xE000  # private use: no text that is read holds it as a word
_MADE = (
    "NUM",
    "UNIT",
    "YEAR",
    "DATE",
    "GRADE",
    "INTO",
    "OUT",
    "OTHER",
    "NAMED",
    "STRANGE",
    "NOUN",
    "PERIOD",
    "ACTUAL",
    "TILL",
    "SINCE",
    "UNDER",
    "OVER",
    "BASED",
)
"""Kinds of words that the scanners make themselves."""


class Word(NamedTuple):
    """A word of the lexicon: the letter that stands for its kinds, and its value per kind."""

    letter: str
    values: dict[str, str]


class Form(NamedTuple):
    """A form.

    Parameters:
        name: its name.
        pattern: what it looks like, over letters.
        needs: classes of letters of each of which it holds at least one; without them it is not tried.
    """

    name: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]


class Grammar(NamedTuple):
    """The words and forms of a language, ready for reading.

    Parameters:
        words: by spelling.
        pairs: how long words are that begin with two characters, in Chinese; with the word of the first alone, if any.
        singles: the words of one character, in Chinese.
        lengths: how long words are that begin with a character (in Chinese) or a word (in English), longest first.
        letters: the letters of each kind.
        made: the letter of each kind of word that a scanner makes itself.
        forms: in the order in which they are tried.
        rules: the patterns of ``lead`` and ``adjunct``.
        ends: how an unknown word must end to name what a bare number measures.
        ends_not: what does not name it all the same.
    """

    words: dict[str, Word]
    pairs: dict[str, tuple[int, ...]]
    singles: dict[str, tuple[int, ...]]
    lengths: dict[str, tuple[int, ...]]
    letters: dict[str, frozenset[str]]
    made: dict[str, str]
    forms: tuple[Form, ...]
    rules: dict[str, re.Pattern[str]]
    ends: tuple[str, ...]
    ends_not: tuple[str, ...]

    def any_of(self, *kinds: str) -> frozenset[str]:
        """Return the letters of some kinds of words."""
        return frozenset().union(*(self.letters.get(kind, frozenset()) for kind in kinds))


@cache
def grammar(language: Language) -> Grammar:
    """Return the grammar of a language."""
    kinds: dict[str, dict[str, str]] = {}
    ends: dict[str, tuple[str, ...]] = {}
    for line in lines_of(f"{_NAMES[language]}_words.txt"):
        head, _, spellings = line.partition(": ")
        kind, _, value = head.partition(" ")
        split = [one.replace("_", " ") for one in spellings.split()]
        if kind in ("ENDS", "ENDS_NOT"):
            ends[kind] = tuple(split)
            continue
        for spelling in split:
            kinds.setdefault(spelling, {})[kind] = value
    for spelling, values in kinds.items():
        if (
            language == "zh"
            and "NOUN" in values
            and spelling.endswith(ends["ENDS"])
            and not spelling.endswith(ends["ENDS_NOT"])
        ):
            values["NAMED"] = ""
    sets = list(dict.fromkeys([*(frozenset([kind]) for kind in _MADE), *(frozenset(one) for one in kinds.values())]))
    letter_of = {one: chr(_FIRST_LETTER + number) for number, one in enumerate(sets)}
    letters: dict[str, frozenset[str]] = {}
    for one, letter in letter_of.items():
        for kind in one:
            letters[kind] = letters.get(kind, frozenset()) | {letter}
    made = {kind: letter_of[frozenset([kind])] for kind in _MADE}
    words = {spelling: Word(letter_of[frozenset(values)], values) for spelling, values in kinds.items()}
    forms, rules = _patterns(lines_of(f"{_NAMES[language]}_forms.txt"), letters)
    pairs = _pairs(words) if language == "zh" else {}
    singles: dict[str, tuple[int, ...]] = {spelling: (1,) for spelling in words if len(spelling) == 1}
    lengths = _lengths(words, language)
    return Grammar(words, pairs, singles, lengths, letters, made, forms, rules, ends["ENDS"], ends["ENDS_NOT"])


@cache
def letters_of(language: Language, *kinds: str) -> frozenset[str]:
    """Return the letters of some kinds of words of a language."""
    return grammar(language).any_of(*kinds)


def _pairs(words: dict[str, Word]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for spelling in words:
        if len(spelling) > 1:
            lengths.setdefault(spelling[:2], {1} if spelling[0] in words else set()).add(len(spelling))
    return {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}


def _lengths(words: dict[str, Word], language: Language) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for spelling in words:
        first, length = (spelling[0], len(spelling)) if language == "zh" else _english(spelling)
        lengths.setdefault(first, set()).add(length)
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def _english(spelling: str) -> tuple[str, int]:
    parts = spelling.split(" ")
    return parts[0], len(parts)


def lines_of(name: str) -> list[str]:
    """Return the lines of a list of this room, without empty ones and remarks."""
    text = (get_data("planmodel.phrases", name) or b"").decode()
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


_SYMBOL = expression(r"not-(before|after)\(([A-Z_ ]+)\)|([a-z][a-z0-9]*):|([A-Z_]+)|([a-z]+)|([()|?*+])")


def _patterns(
    lines: list[str], letters: dict[str, frozenset[str]]
) -> tuple[tuple[Form, ...], dict[str, re.Pattern[str]]]:
    bodies: dict[str, str] = {}
    needs: dict[str, list[frozenset[str]]] = {}
    forms: list[Form] = []
    for line in lines:
        head, _, body = line.partition("=")
        what, name = head.split()
        bodies[name] = _pattern(body, bodies, letters)
        needs[name] = _needed(_SYMBOL.findall(body), needs, letters)
        if what == "form":
            forms.append(Form(name, expression(bodies[name]), tuple(dict.fromkeys(needs[name]))))
    rules = {name: expression(body) for name, body in bodies.items() if name in ("lead", "adjunct", "basis")}
    return tuple(forms), rules


def _pattern(body: str, rules: dict[str, str], letters: dict[str, frozenset[str]]) -> str:
    """Return the pattern of a rule's right side; roles become named groups."""
    parts: list[str] = []
    role = ""
    for where, kinds, name, kind, rule, sign in _SYMBOL.findall(body):
        if name:
            role = name
            continue
        if where:
            parts.append(f"(?{'<' if where == 'after' else ''}!{_class(kinds.split(), letters)})")
            continue
        if sign and sign != "(":
            parts.append(sign)
            continue
        inner = "" if sign else _class([kind], letters) if kind else _rule(rules[rule])
        opening = f"(?P<{role}>" if role else "(?:" if sign else ""
        parts.append(opening + inner + (")" if role and not sign else ""))
        role = ""
    return distinct("".join(parts))


_Symbol: TypeAlias = tuple[str, str, str, str, str, str]


def _needed(
    symbols: list[_Symbol], rules: dict[str, list[frozenset[str]]], letters: dict[str, frozenset[str]]
) -> list[frozenset[str]]:
    """Return the classes of letters of each of which whatever these symbols match holds one."""
    choices: list[list[frozenset[str]]] = [[]]
    at = 0
    while at < len(symbols):
        _, _, name, kind, rule, sign = symbols[at]
        at += 1
        if sign == "|":
            choices.append([])
            continue
        if name or not (kind or rule or sign == "("):
            continue
        if sign == "(":
            end = _closing(symbols, at)
            found = _needed(symbols[at:end], rules, letters)
            at = end + 1
        else:
            found = [letters[kind]] if kind else rules[rule]
        if at >= len(symbols) or symbols[at][5] not in ("?", "*"):
            choices[-1] += found
    if len(choices) == 1:
        return choices[0]
    one_each = all(len(choice) == 1 for choice in choices)
    return [frozenset().union(*(choice[0] for choice in choices))] if one_each else []


def _closing(symbols: list[_Symbol], at: int) -> int:
    depth = 1
    while depth:
        depth += (symbols[at][5] == "(") - (symbols[at][5] == ")")
        at += 1
    return at - 1


def _rule(body: str) -> str:
    return body if _ONE_CLASS.fullmatch(body) else f"(?:{body})"


_ONE_CLASS = re.compile("\\[[\ue000-\uf8ff]+\\]")


def _class(kinds: list[str], letters: dict[str, frozenset[str]]) -> str:
    every = sorted({letter for kind in kinds for letter in letters[kind]})
    return f"[{''.join(every)}]"
