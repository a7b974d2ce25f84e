"""Whether what an English clause is said to be of can be a name: words that only clauses hold give it away."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["is_verb", "leads_elsewhere", "no_name_in"]


class _Words(NamedTuple):
    """The words that no name holds, and those that allow some of them."""

    verbs: frozenset[str]
    finite: frozenset[str]
    clausal: re.Pattern[str]
    not_first: frozenset[str]
    before_to: frozenset[str]
    scarcely: frozenset[str]
    purpose: frozenset[str]


@cache
def _words() -> _Words:
    text = (files("planmodel.phrases") / "english_clausal.txt").read_text(encoding="utf-8")
    rows = (line.partition(": ") for line in text.splitlines() if line and not line.startswith("#"))
    sorts = {kind: [one.replace("_", " ") for one in words.split()] for kind, _, words in rows}
    verbs = [form for verb in sorts["VERB"] for form in (verb, _third(verb))]
    return _Words(
        frozenset(verbs),
        frozenset(sorts["FINITE"]),
        re.compile(rf"\b(?:{'|'.join(map(re.escape, sorts['CLAUSAL']))}|than(?! \d))\b(?!-)"),
        frozenset(sorts["NOT_FIRST"]),
        frozenset(sorts["BEFORE_TO"]),
        frozenset(sorts["SCARCELY"]),
        frozenset(sorts["PURPOSE"]),
    )


def _third(verb: str) -> str:
    """Return the form of a verb that he, she and it have."""
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


@lru_cache(maxsize=4096)
def leads_elsewhere(subject: str) -> bool:
    """Return whether a subject begins as no name does, but with where or how something is: through planting.

    Nor is a name what only says of one which it is: an ultimate goal of 15 %.
    """
    known, words = _words(), subject.lower().split()
    return bool(words) and (words[0] in known.not_first or known.scarcely.issuperset(words))


def is_verb(word: str, *, behind_to: bool = False) -> bool:
    """Return whether a word is a verb that no name holds, or is one ``behind_to`` though names hold it."""
    known, lowered = _words(), word.lower()
    return lowered in known.verbs or (behind_to and lowered in known.purpose)


_WORD = re.compile(r"[a-z][a-z'-]*")
_PASSED_OVER = re.compile(
    r"\bfrom (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d)|\bbetween$"
    r"|^(?:minimum|maximum) (?:average|mean)\b|^among (?:those|them)\b"
)
"""Words of values, bounds and groups that a form went past: from seven to 15 per cent, a minimum average growth."""
_RELATIVES = frozenset({"who", "that", "which", "whose", "where"})


@lru_cache(maxsize=4096)
def no_name_in(subject: str, *, tells: bool = False) -> str | None:
    """Return the word that shows a subject to be no name, or ``None``.

    Parameters:
        subject: what a clause is said to be about.
        tells: whether a verb may stand in it, as in what is told of a share: 65 % of patients wait less than a week.

    Example:
        >>> no_name_in("number of people who walk to work"), no_name_in("projects to assist towns")
        (None, 'assist')
    """
    lowered = subject.lower().replace("’", "'")
    known = _words()
    passed = _PASSED_OVER.search(lowered)
    if passed is not None:
        return str(passed[0]).strip()
    clausal = known.clausal.search(lowered)
    if clausal is not None:
        return clausal[0]
    words: list[str] = _WORD.findall(lowered)
    if tells or not (known.verbs | known.finite).intersection(words):
        return None
    led = False
    for number, word in enumerate(words):
        led = led or word in _RELATIVES
        may = number > 1 and words[number - 1] == "to" and words[number - 2] in known.before_to
        if not (led or may) and (word in known.verbs or word in known.finite):
            return word
    return None
