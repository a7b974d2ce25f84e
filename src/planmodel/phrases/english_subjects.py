"""Whose number it is in an English sentence: of what stands before will, or of what it makes or does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from planmodel.expression import expression
from planmodel.phrases.clauses import Clause
from planmodel.phrases.english_names import is_verb, leads_elsewhere
from planmodel.phrases.grammar import letters_of
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.tokens import Token

__all__ = ["REACHING", "english_subject", "is_participle"]

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


def _is_beside(words: Sequence[Token]) -> bool:
    """Return whether words between a verb and its number say where or how, not what: debt should fall as a share."""
    return bool(words) and words[0].text.lower() in _BESIDE_IT


def _is_doing(words: Sequence[Token]) -> bool:
    """Return whether words name nothing but what is done to what is counted: creation of 500 hectares of woodland."""
    return _DOING.fullmatch(" ".join([word.text for word in words])) is not None


def is_participle(clause: Clause) -> bool:
    """Return whether what stands behind a value says what is done, and of what only the words before it do."""
    rest = clause.parts.get("rest", ())
    return clause.form == "shared" and bool(rest) and rest[0].text.lower().endswith("ed") and not rest[0].values


def _makes_what_follows(clause: Clause) -> bool:
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


def _told_of(clause: Clause) -> list[Token]:
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
    if clause.form == "shared" and verb is None and rest and rest[0].letter in letters_of("en", "OTHER", "NAMED"):
        return []  # a drive to 100% recycled packaging
    told = verb is None or verb.text.lower() in (_BEING | _SUPPLYING if share_of else _BEING)
    return ahead if told and _ACTORS.search(" ".join([word.text for word in ahead])) is None else []


_LEADING_WORDS = expression(
    r"^(?:(?:take|bring|push|drive|of|in|the|a|an|our|its|their|to|for|from|with|that|is|be|are|for|all|will|shall|should|must)\s+)+",
    re.IGNORECASE,
)
_TRAILING_WORDS = expression(
    r"(?:\s+(?:to|of|at|by|in|the|a|an|is|are|be|held|kept|falls?|stays?|remains?|reach(?:es)?|down|up|average|stabilised|stabilized|extended|expanded|raised|increased|reduced|improved|maintained|will|shall|should|must))+$",
    re.IGNORECASE,
)
_EMPTY = frozenset({"", "with", "of", "the"})
_GROWTH = frozenset({"growth", "Growth"})
_DROPPING = frozenset({"level", "change", "changeby", "limited", "capped", "moved"})
"""Forms whose words behind the value are no part of the name that stands before it."""
_TOLD_AHEAD = frozenset({"level", "shared", "bound", "double", "halve", "moved", "change", "changeby"})


def english_subject(clause: Clause) -> str:
    """Return what an English clause is about, in the order of its words; ``""`` when it names nothing."""
    parts, roles = clause.parts, clause.roles
    object_, rest = list(parts.get("object", ())), list(parts.get("rest", ()))
    before = _before(clause)
    if before and before[-1].letter in letters_of("en", "MARK") and clause.form == "bound":
        before, rest = before[:-1], []  # adopt a canopy target of at least 40% of the city
        before = before[1:] if len(before) > 1 and is_verb(before[0].text) else before
    if clause.form in ("double", "halve") and object_ and parts.get("ahead"):
        object_ = [] if object_[0].letter in letters_of("en", "IN") else object_  # traffic will double across it
    behind = rest
    if clause.form in _WORDS_ONLY or (before and clause.form in _DROPPING) or object_:
        rest = [word for word in rest[:1] if before and word.text.lower().startswith("per ")]  # waste by 10% per person
    if before and rest and clause.form == "bound" and _is_counted(clause, rest):
        rest = []  # class size shall not exceed 25 pupils
    if _names_a_part(behind):
        rest = behind if before or object_ else behind[1:-1]
    if "gained" in roles and rest and roles["gained"].start == rest[0].start and rest[0].text != "new":
        rest = rest[1:]  # 200,000 more people
    words = [*before, *object_, *rest]
    if clause.form in ("double", "halve"):  # more than double exports
        beside = {roles[role].start for role in ("before", "round", "after") if role in roles}
        words = [word for word in words if word.start not in beside]
    ahead = _told_of(clause) if not object_ and not before else []
    if ahead and clause.form in _TOLD_AHEAD:
        words = ahead  # waiting times shall be no more than 18 weeks for all patients
    text = _text(words)
    if "unit" not in roles or roles["unit"].text not in ("%", "pp"):
        text = _DONE.sub("", text)  # 500 homes will be built
    if text and "zero" in roles and roles["zero"].text.lower() in ("zero waste", "zero emissions"):
        text = f"{roles['zero'].text.split()[-1]} {' '.join([word.text for word in rest])}"  # zero waste to landfill
    if not text:  # emissions should fall by 30%
        words = ahead
        text = _text(words)
    if text.lower() in _KINDS_OF_GROWTH and "up" in roles:
        text = f"{text} {roles['up'].text}"
    return text if text not in _EMPTY and (_names(words) or text in _GROWTH) else ""


def _is_counted(clause: Clause, rest: Sequence[Token]) -> bool:
    """Return whether bare words behind a number without a unit are what it counts: 25 pupils."""
    named = letters_of("en", "OTHER", "NAMED", "SUBJECT")
    return "unit" not in clause.roles and all(word.letter in named for word in rest)


def english_rate(clause: Clause) -> Doubt | None:
    """Return the doubt about a rate whose count no table knows: frequency will increase to 12 services per hour."""
    rest = clause.parts.get("rest", ())
    named = clause.parts.get("ahead") or _before(clause)
    if clause.form not in _DROPPING | {"bound"} or "unit" in clause.roles or not named:
        return None
    rated = [word for word in rest[1:] if word.text.lower().split(" ")[0] in ("per", "/", "each")]
    return Doubt("unknown", (" ".join([word.text for word in rest])[:40],)) if rated else None


def is_within(clause: Clause) -> bool:
    """Return whether within leads to what a name is at most: times will be within 9 minutes, not sent within 2 days."""
    verb = next(reversed(clause.parts.get("what", ())), clause.roles.get("verb"))
    return clause.roles["inside"].text.lower() == "within" and verb is not None and verb.text.lower() in _STAYING


_STAYING = frozenset({"be", "is", "are", "remain", "stay", "keep"})


def english_limit(clause: Clause) -> Doubt | None:
    """Return the doubt about a bound on what something is done to: inspect bridges over 20 metres."""
    what = list(clause.parts.get("what", ()))
    unit = clause.roles["unit"].text if "unit" in clause.roles else ""
    if clause.form != "bound" or not what:
        return None
    shown = f"{clause.roles['before'].text} {clause.roles['value'].text} {unit}".strip()
    if len(what) > 1 and what[-1].text.lower() in _LIMITING:
        return Doubt("attribute", (f"{what[-1].text} {shown}"[:20],))
    if unit in ("%", "pp") or clause.roles["before"].text.lower() not in _SIDES:
        return None
    verb = what[0]
    if verb.letter not in letters_of("en", "REACH") or verb.text.lower() in _BEING | REACHING | _KEEPING:
        return None
    return Doubt("attribute", (shown[:20],))


_LIMITING = frozenset({"on", "with", "for", "in", "within", "from", "after", "into", "having", "earning", "per"})
"""Words behind which a bound tells which things are meant: people living on less than $2 a day."""


_SIDES = frozenset({"over", "above", "under", "below", "more than", "less than", "greater than", "exceeding"})
_KEEPING = frozenset(
    [
        *("keep", "keeping", "maintain", "maintaining", "hold", "holding", "sustain", "sustaining", "bring", "get"),
        *("have", "will have", "ensure", "ensure that"),
    ]
)
_DONE = expression(
    r"\s+(?:will|shall|should|must|are to|to)(?: have)?(?: be(?:en)?)? (?:built|constructed|delivered|planted|installed"
    r"|created|restored|opened|trained|provided|completed|upgraded|connected|established|recruited|launched|introduced|supported)$",
    re.IGNORECASE,
)
"""What is done to what is counted, behind it."""
_WORDS_ONLY = frozenset({"relative", "trend", "grade"})
_KINDS_OF_GROWTH = frozenset({"economic", "industrial", "agricultural", "real", "annual economic", "real economic"})


def _before(clause: Clause) -> list[Token]:
    """Return the words that name something before the value, where they are what it is of."""
    parts = clause.parts
    before = [
        *parts.get("what0", ()),
        *_stripped(parts.get("what", ())),
        *_stripped(parts.get("what2", ())),
        *parts.get("naming", ()),
    ]
    if not _names(before) and not any(word.text in _GROWTH for word in before):
        return []
    doing = clause.form == "level" and _is_doing(before)  # creation of 500 hectares of woodland
    beside = bool(parts.get("ahead")) and _is_beside(before)
    elsewhere = leads_elsewhere(_text(before))  # a drive to 100% reused pallets
    return [] if doing or beside or elsewhere or _makes_what_follows(clause) else before


def _names_a_part(rest: Sequence[Token]) -> bool:
    """Return whether the words behind a value are a name in brackets, the part that it holds for: 90% (town)."""
    if len(rest) < 3 or rest[0].text != "(" or rest[-1].text != ")":
        return False
    plain = all({"SUBJECT", "SCOPE", "OF", "SEP", "OPEN", "CLOSE"}.issuperset(word.values) for word in rest)
    return plain and not any(sign.isdigit() for word in rest for sign in word.text)


def _stripped(words: Sequence[Token]) -> Sequence[Token]:
    """Return words without the verbs that lead to the name or follow it: ensure, maintain; not those in the use of."""
    leading, trailing = _leading_and_trailing()
    start, end = 0, len(words)
    while start < end and (
        (words[start].letter in leading and not (start + 1 < end and words[start + 1].text == "of"))
        or (words[start].text in ("and", "or") and start + 1 < end and words[start + 1].letter in leading)
    ):
        start += 1
    while end > start and words[end - 1].letter in trailing:
        end -= 1
    return words[start:end]


@cache
def _leading_and_trailing() -> tuple[frozenset[str], frozenset[str]]:
    names = letters_of("en", "SUBJECT", "NAMED", "SCOPE")
    return letters_of("en", *_LEADING) - names, letters_of("en", "ENSURE") - names


_LEADING = ("ENSURE", "REACH", "OF", "TO", "MARK", "TREND")


def _names(words: Sequence[Token]) -> bool:
    """Return whether one of the words names something."""
    naming = letters_of("en", "OTHER", "NAMED", "SUBJECT", "SCOPE")
    return any(word.letter in naming for word in words)


def _text(words: Sequence[Token]) -> str:
    """Return words as printed, without those that lead to a name or follow one; quotation marks stand close."""
    if not words:
        return ""
    parts: list[str] = []
    for number, word in enumerate(words):
        last = words[number - 1]
        close = number and word.start == last.end and (word.text in _QUOTES or last.text in _QUOTES)
        parts += [word.text] if close or not number else [" ", word.text]
    spaced = "".join(parts).replace(" ,", ",").replace("( ", "(").replace(" )", ")").strip(" ,")
    if not any(sign.isalnum() for sign in spaced):
        return ""
    return _TRAILING_WORDS.sub("", _LEADING_WORDS.sub("", spaced))


_QUOTES = frozenset("\"“”‘’'*")
