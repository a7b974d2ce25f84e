"""Whose number it is in an English sentence: of what stands before will, or of what it makes or does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planmodel.expression import expression
from planmodel.phrases.clauses import Clause, letters_of
from planmodel.phrases.tokens import Token

__all__ = ["REACHING", "is_beside", "is_doing", "is_participle", "makes_what_follows", "told_of"]

_DOING = expression(
    r"(?:(?:restoration|creation|delivery|construction|planting|provision|installation|completion|development"
    r"|rehabilitation|recruitment|training|establishment|opening|distribution|procurement|protection|designation"
    r"|acquisition)(?:,| and| or)? ?)+",
    re.IGNORECASE,
)
"""Nouns of what is done to what is counted behind them."""
REACHING = frozenset(
    [
        *("reach", "reaches", "reaching", "hit", "hitting", "attain", "attaining", "achieve", "achieving"),
        *("rising to", "falling to", "dropping to", "declining to"),
        *("taking the total to", "bringing the total to", "taking this to"),
    ]
)
"""Verbs that lead to a value of what is named beside it."""
_BEING = frozenset(
    [
        "be",
        "is",
        "are",
        "remain",
        "remains",
        "stay",
        "stays",
        "become",
        "equal",
        "average",
        "averages",
        "averaging",
        "reach",
        "hit",
    ]
)
"""Verbs that tell of what stands before them rather than lead to what it makes."""
_SUPPLYING = frozenset(["supply", "generate", "provide", "produce", "cover", "deliver", "satisfy", "power", "meet"])
"""Verbs of what is a share of the whole behind it: wind will supply a third of electricity."""
_ACTORS = expression(
    r"\b(?:council|government|city|county|ministry|department|authority|agency|board|trust|university|company|group"
    r"|partners?|state|province|district|municipality|administration|committee|plan|programme|program|strategy|project"
    r"|we)$",
    re.IGNORECASE,
)


_BESIDE_IT = frozenset({"in", "as", "across", "on", "at", "within", "throughout", "for", "among"})


def is_beside(words: Sequence[Token]) -> bool:
    """Return whether words between a verb and its number say where or how, not what: debt should fall as a share."""
    return bool(words) and words[0].text.lower() in _BESIDE_IT


def is_doing(words: Sequence[Token]) -> bool:
    """Return whether words name nothing but what is done to what is counted: creation of 500 hectares of woodland."""
    return _DOING.fullmatch(" ".join([word.text for word in words])) is not None


def is_participle(clause: Clause) -> bool:
    """Return whether what stands behind a value says what is done, and of what only the words before it do."""
    rest = clause.parts.get("rest", ())
    return clause.form == "shared" and bool(rest) and rest[0].text.lower().endswith("ed") and not rest[0].values


def makes_what_follows(clause: Clause) -> bool:
    """Return whether a verb before a comparator leads to what is counted behind it: will have at least two nurses."""
    what, rest = clause.parts.get("what", ()), clause.parts.get("rest", ())
    verb = clause.roles.get("doing") or (what[-1] if what else None)
    if (
        clause.form not in ("bound", "level")
        or not rest
        or verb is None
        or verb.letter not in letters_of("en", "REACH")
    ):
        return False
    unit = clause.roles.get("unit")
    share = unit is not None and unit.text == "%" and rest[0].text.lower() == "of"
    return not share and verb.text.lower() not in _BEING


def told_of(clause: Clause) -> list[Token]:
    """Return what stands before will or should where the number is of it: waiting times shall be 18 weeks for all.

    Of what makes or does something (the council will plant) and before a name of its own (schools will reach 95%
    attendance) it is not.
    """
    ahead, verb = list(clause.parts.get("ahead", ())), clause.roles.get("doing") or clause.roles.get("verb")
    rest = clause.parts.get("rest", ())
    if verb is not None and verb.text.lower() in REACHING and rest:
        ahead = [] if rest[0].letter in letters_of("en", "OTHER", "NAMED", "SUBJECT") else ahead
    unit = clause.roles.get("unit")
    share_of = unit is not None and unit.text == "%" and bool(rest) and rest[0].text.lower() == "of"
    told = verb is None or verb.text.lower() in (_BEING | _SUPPLYING if share_of else _BEING)
    return ahead if told and _ACTORS.search(" ".join([word.text for word in ahead])) is None else []
