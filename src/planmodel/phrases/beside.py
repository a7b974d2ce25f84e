"""Words beside a number or a multiple that no form holds: 5 more, a further 5, more than double."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from planmodel.phrases.grammar import Grammar, letters_of
from planmodel.phrases.tokens import Token

__all__ = ["OUTPUTS", "compared_in", "gained_in", "paced_in"]

_GAINED_AHEAD = frozenset({"additional", "further", "extra", "another", "add", "adding"})
_GAINED_BEHIND = frozenset({"more", "fewer", "less", "additional", "extra", "further", "new"})

_TIMES = frozenset({"monthly", "weekly", "daily", "quarterly", "hourly"})
_BUILT = "build building construct constructing create creating install installing plant planting"
OUTPUTS: Mapping[str, Literal["increase", "decrease"]] = {
    **dict.fromkeys(_BUILT.split(), "increase"),
    **dict.fromkeys(("remove", "removing"), "decrease"),
}
"""Verbs whose object there is more or less of by so many: build 300 homes, remove 5 car parks."""
_GAINED_OF = frozenset({"new", "additional", "extra", "further"})


def compared_in(words: list[Token], roles: dict[str, Token], known: Grammar) -> dict[str, Token]:
    """Return the comparators beside a multiple, where no number stands: more than double, 超过翻一番."""
    multiple = roles.get("double") or roles.get("halve")
    if multiple is None:
        return {}
    at = next(number for number, word in enumerate(words) if word.start == multiple.start)
    last = len(words) - 1 if " " in words[-1].text else at + 1  # double exports at least; double the maximum says none
    beside = {"before": (at - 1, "BEFORE"), "round": (at - 1, "ABOUT"), "after": (last, "AFTER")}
    found: dict[str, Token] = {}
    for role, (number, kind) in beside.items():
        if role in roles or not 0 <= number < len(words):
            continue
        entry = known.words.get(words[number].text.lower())
        if entry is not None and kind in entry.values:
            found[role] = words[number]._replace(values=entry.values)
    return found


def gained_in(words: list[Token], value: Token) -> dict[str, Token]:
    """Return the word beside a number that makes it a change: 5 more, 5 fewer, a further 5, add at least 5, 5 new."""
    at = next(number for number, word in enumerate(words) if word.start == value.start)
    behind = at + 1
    while behind < len(words) and words[behind].letter in letters_of("en", "UNIT", "AFTER"):
        behind += 1
    if behind + 1 < len(words) and words[behind].text.lower() in _TIMES:
        behind += 1  # 500 daily additional journeys
    if behind + 1 < len(words) and words[behind].text == "of" and words[behind + 1].text.lower() in _GAINED_OF:
        return {"gained": words[behind + 1]}  # 20 km of new cycle lanes
    if behind < len(words) and words[behind].text.lower() in _GAINED_BEHIND:
        counted = {"counted": words[behind + 1]} if behind == at + 1 and behind + 1 < len(words) else {}
        return {"gained": words[behind], **counted}
    tilde = letters_of("en", "TILDE")
    ahead = at - 3 if at > 2 and words[at - 1].letter in tilde else at - 1  # build 300-400 homes
    while ahead >= 0 and words[ahead].letter in letters_of("en", "BEFORE", "ABOUT", "NEARLY", "THE"):
        ahead -= 1
    gained = ahead >= 0 and words[ahead].text.lower() in (_GAINED_AHEAD | OUTPUTS.keys())
    return {"gained": words[ahead]} if gained else {}


def paced_in(words: list[Token]) -> dict[str, Token]:
    """Return the word of another stretch of time than a year that a number is for: per month, every five years.

    Before a noun monthly is part of its name.
    """
    texts = {word.text.lower() for word in words}
    if texts.isdisjoint(_OF_PACE) and letters_of("en", "PACE").isdisjoint([word.letter for word in words]):
        return {}
    last = len(words) - 1
    yearly = any("YEARLY" in word.values for word in words)
    found = {}
    for at, word in enumerate(words):
        text = word.text.lower()
        gained = at < last and words[at + 1].text.lower() in _GAINED_BEHIND
        if "PACE" in word.values or (text in _TIMES and (at == last or gained)) or (text in _MEANS and not yearly):
            found["pace"] = word
        elif text == "annual" and not word.values and _grows(words[at + 1 :]):
            found["yearly2"] = word  # annual population growth
    return found


_MEANS = frozenset({"averaging", "averages"})
"""Verbs of a mean over time, which a growth may be each year or each month by."""
_OF_PACE = _TIMES | _MEANS | {"annual"}


def _grows(words: list[Token]) -> bool:
    """Return whether a noun of change stands among words, before a number."""
    numbers, moves = letters_of("en", "NUM"), letters_of("en", "UPPING", "DOWNING")
    until = next((at for at, word in enumerate(words) if word.letter in numbers), len(words))
    return any(word.letter in moves for word in words[:until])
