"""What stands around an English promise without being part of it: who aims, by what means, and what for.

"The strategy sets a goal of cutting waste by 30% through reuse, to save money" is "cutting waste by 30%". Only words
without an amount are left out, and none that limit or turn round what is promised.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from planmodel.expression import expression
from planmodel.phrases.english_names import is_verb
from planmodel.phrases.grammar import Grammar, grammar
from planmodel.phrases.tokens import Token

__all__ = ["core"]


class _Letters(NamedTuple):
    """The letters that promises are told from what is around them by."""

    stop: frozenset[str]
    sep: frozenset[str]
    amounts: frozenset[str]
    years: frozenset[str]
    since: frozenset[str]
    doubts: frozenset[str]
    actual: frozenset[str]
    kept: frozenset[str]
    to: frozenset[str]
    by: frozenset[str]
    verbs: frozenset[str]
    bare: frozenset[str]
    nouns: frozenset[str]


@cache
def _letters() -> _Letters:
    of = grammar("en").any_of
    return _Letters(
        stop=of("STOP"),
        sep=of("SEP"),
        amounts=of("NUM", "STRANGE", "HALVE", "DOUBLE", "ZERO", "OUT"),
        years=of("TILL", "SINCE", "UNDER", "OVER", "BASED", "DUE", "FROMNOW"),
        since=of("SINCE", "FROMNOW"),
        doubts=of("DOUBT"),
        actual=of("ACTUAL"),
        kept=of("TILL", "DUE", "STRETCH"),
        to=of("TO"),
        by=of("BY"),
        verbs=of("UP", "DOWN", "REACH", "LIMIT", "OUT", "HALVE", "DOUBLE", "TREND", "ENSURE"),
        bare=of("BY", "TO", "NUM", "BEFORE", "ABOUT", "NEARLY"),
        nouns=of("OTHER", "NAMED", "UNIT", "SUBJECT"),
    )


def core(tokens: list[Token], phrase: str, known: Grammar) -> list[Token]:
    """Return the words of a sentence without what stands around its promises.

    Parameters:
        tokens: the words.
        phrase: the folded sentence.
        known: the grammar.
    """
    letters = _letters()
    tokens = _with_base(tokens) if "," in phrase else tokens
    behind, ahead = _BEHIND.search(phrase) is not None, _AHEAD.search(phrase) is not None
    if not (behind or ahead):
        return tokens
    out: list[Token] = []
    start = 0
    for end in [n for n, token in enumerate(tokens) if token.letter in letters.stop] + [len(tokens)]:
        part = tokens[start:end]
        amounts = [n for n, token in enumerate(part) if token.letter in letters.amounts]
        if amounts and behind:
            part = _without_tail(part, amounts[-1], phrase, known)
        if amounts and (behind or ahead):
            part = _without_opening(part, amounts[0])
            amounts = [n for n, token in enumerate(part) if token.letter in letters.amounts]
        if amounts and ahead:
            part = _without_head(part, amounts[0], known)
        out += part
        out += tokens[end : end + 1]
        start = end + 1
    return out


def _with_base(tokens: list[Token]) -> list[Token]:
    """Return words without the comma between a value and the year that it counts from: by 30%, compared to 1990."""
    letters = _letters()
    out: list[Token] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1].letter if at + 1 < len(tokens) else ""
        behind = tokens[at + 2].letter if at + 2 < len(tokens) else ""
        base = token.text == "," and following in letters.since and (not behind or behind in letters.sep | letters.stop)
        if not (base and any(one.letter in letters.amounts for one in out)):
            out.append(token)
    return out


_BEHIND = expression(
    r"\b(?:to [a-z]|that|who|which|while|whilst|through|via|by [a-z]+ing|with|in order|so (?:that|as)|thereby|thus"
    r"|such as|using|as (?:part|set|out|described|stated|defined|agreed)|in line|in accordance|in partnership|in co)"
    r"|, [a-z]+ing\b",
    re.IGNORECASE,
)
_AHEAD = expression(
    r"\b(?:targets?|goals?|objectives?|missions?|commitments?|pledge[sd]?|visions?|intentions?|milestones?|purposes?|course"
    r"|call(?:s|ing) for|calls? for|aim|aims|aiming|aimed|committ?\w* (?:\w+ )?to|plans?|seeks?|intends?|proposes?"
    r"|wants?|agreed?|promise[sd]?|undertakes?|set out|asks?|tasks?|contribut(?:e|es|ing) to|result(?:s|ing)? in"
    r"|(?:that|which) (?:will|shall)"
    r"|continues?|by [a-z]+ing)\b",
    re.IGNORECASE,
)
"""What may stand around a promise: without one of these words nothing is looked for."""

# --- behind the last amount ---

_PURPOSE = frozenset({"in order", "so", "thereby", "while", "whilst", "thus"})
_MEANS = expression(
    r"through|via|such as|using|by means of|as part of|in line with|in accordance with|in partnership with"
    r"|in collaboration with|in cooperation with|in co-operation with"
    r"|with (?:the )?(?:help|support|assistance|aid) (?:of|from)"
    r"|with (?:an? |the )?(?:\w+ )?(?:focus|emphasis|priority) (?:on|to)"
    r"|as (?:set out|outlined|described|stated|defined|agreed) (?:in|by|\d{4})"
)
_CITING = expression(r"as |in (?:line|accordance)", re.IGNORECASE)
"""How words begin that tell of another plan, whose year is not that of the promise."""
_DUE = expression(r"by |until |till |before |from |since |between |over |compared |relative ", re.IGNORECASE)
_TURNING = frozenset({"limit", "case", "rule"})


def _without_tail(part: list[Token], last: int, phrase: str, known: Grammar) -> list[Token]:
    """Return a part of a sentence without what is said behind its last amount of purpose, means and manner."""
    letters = _letters()
    for at in range(last + 1, len(part)):
        run = part[at:]
        if any(token.values.get("DOUBT") in _TURNING for token in run):
            return part
        dated = any(token.letter in letters.years for token in run)
        if _is_means(part, at):
            years = [token for token in run if token.letter in letters.years]
            if _CITING.match(phrase, part[at].start):  # as agreed in 2015, as set out in the 2021 plan by 2030
                years = [token for token in years if _DUE.match(phrase, token.start)]
            return [*part[:at], *years]
        if _is_told_of_a_share(part, last, at):  # 25% of our energy to come from the sun
            text = phrase[run[0].start : run[-1].end]
            return part if dated else [*part[:at], Token(known.made["OTHER"], text, {}, run[0].start, run[-1].end)]
        if not dated and _is_purpose(part, at):
            return part[:at]
        if not dated and part[at].text.lower() in _RELATIVES and part[at - 1].letter in letters.nouns and len(run) > 1:
            text = phrase[run[0].start : run[-1].end]
            return [*part[:at], Token(known.made["OTHER"], text, {}, run[0].start, run[-1].end)]
    return part


def _is_told_of_a_share(part: Sequence[Token], last: int, at: int) -> bool:
    """Return whether to leads to what is told of a share that no verb governs, rather than to a purpose."""
    letters = _letters()
    share = [token.text.lower() for token in part[last + 1 : last + 3]] == ["%", "of"] and at + 1 < len(part)
    governed = any(token.letter in letters.verbs for token in part[:last])
    return share and not governed and part[at].letter in letters.to and is_verb(part[at + 1].text)


_RELATIVES = frozenset({"that", "who", "whose", "who are", "who have", "that are", "that have", "which are", "who can"})


def _is_means(part: Sequence[Token], at: int) -> bool:
    """Return whether words tell by what means or with whom: through our programme, by planting trees."""
    words = " ".join([token.text.lower() for token in part[at : at + 6]])
    found = _MEANS.match(words)
    if found is not None and words[found.end() : found.end() + 1] in ("", " "):
        return True
    following = part[at + 1].text.lower() if at + 1 < len(part) else ""
    return part[at].letter in _letters().by and following.endswith("ing")


def _is_purpose(part: Sequence[Token], at: int) -> bool:
    """Return whether words tell what for or what besides: to save money, in order to, while improving, , creating."""
    word = part[at].text.lower()
    following = part[at + 1] if at + 1 < len(part) else None
    if following is None:
        return False
    if word == "in" and following.text.lower() == "order":
        return True
    if word in _PURPOSE:
        return word != "so" or following.text.lower() in ("that", "as")
    letters = _letters()
    if part[at].letter in letters.sep and word == ",":
        behind = part[at + 2].letter if at + 2 < len(part) else ""
        listed = (
            not behind or behind in letters.sep or part[at - 1].text.lower().endswith("ing")
        )  # walking, cycling and
        return following.text.lower().endswith("ing") and not listed
    return part[at].letter in letters.to and is_verb(following.text, behind_to=True)


# --- before the first amount ---


def _without_opening(part: list[Token], first: int) -> list[Token]:
    """Return a part of a sentence without the means or purpose that it opens with: to save water, we will …"""
    letters = _letters()
    comma = next((n for n in range(1, first) if part[n].text == ","), 0)
    lone = [n for n in range(1, first) if part[n].letter in letters.sep]
    opens = bool(comma) and len(lone) == 1 and (_is_means(part, 0) or _opens_a_purpose(part))
    return part[comma + 1 :] if opens and not any(token.letter in letters.kept for token in part[:comma]) else part


def _opens_a_purpose(part: Sequence[Token]) -> bool:
    words = [token.text.lower() for token in part[:2]]
    addition = words[0] == "in" and words[1] in ("addition", "order", "response")
    leads = part[1].letter in _letters().verbs or is_verb(words[1], behind_to=True)
    return addition or (words[0] == "to" and leads) or words[0] == "working"


_AIM = (
    r"(?:targets?|goals?|objectives?|aims?|missions?|commitments?|pledges?|visions?|intentions?|milestones?|purposes?)"
)
_FITTING = (
    r"(?:an?|the|its|our|their|this|ambitious|clear|new|bold|overall|interim|ultimate|key|core|headline|shared|common|main"
    r"|specific|collective|revised|long-term|medium-term|short-term|legally|binding|national|global|strategic|longer-term|first|mandatory"
    r"|statutory|headline|stretching|proposed)"
)
_HEAD = expression(
    rf"(?:calls?|calling) for(?= (?:an?|the|\w+ing)\b)"
    rf"|{_AIM}(?: (?:of|for|in|under) [\w' -]{{1,60}}?)? (?:is|are) to(?: see| have| achieve)?(?= )"
    rf"|(?:{_FITTING} )+(?:{_AIM}|course) (?:of|for)(?= \w+ing\b)"
    rf"|(?:{_FITTING} )+{_AIM} to(?= )"
    rf"|(?:{_FITTING} )+{_AIM} (?:of|is)(?= (?:[\w.%]+ ){{1,4}}of )"
    rf"|(?:is|are) (?:committed|aiming|planning|determined|working|seeking) to(?= )"
    rf"|(?:is|are) committed to(?= \w+ing)"
    rf"|(?:pledg|commit|aim|plan|seek|intend|propos|want|agree|promis|undertak|resolv|set out)"
    rf"(?:e|t|ted)?(?:s|d|ed|ing)?"
    rf"(?: (?:itself|themselves|ourselves))? to(?= )"
    rf"|(?:asks?|tasks?) (?:\w+ ){{1,4}}to(?= )"
    rf"|contribut(?:e|es|ing) to(?= (?:an?|the)\b)|result(?:s|ing)? in(?= (?:an?|the)\b)"
    rf"|(?:plans?|programmes?|programs?|strategy|strategies|schemes?|projects?|initiatives?|packages?|investments?|measures"
    rf"|polic(?:y|ies)|acts?|bills?|frameworks?|roadmaps?|reforms?) (?:that|which) (?:will|shall|aims? to)(?= )"
    rf"|aim(?:s|ing)? for(?= )|continues? to(?= )"
    rf"|by(?= (?:planting|building|creating|installing|constructing|training|recruiting|adding|opening|restoring)\b)",
)

_UNDOING = expression(
    r"(?<![^ ])(?:abandon|scrap|drop|reject|oppos|miss|fail|withdr[ae]w|cancel|delay|postpon|weaken|dilut|ditch|shelv"
    r"|revers|revok|repeal|suspend|dismiss|ignor|relax|resist)(?:[a-z]?(?:e|ed|es|s|ing|n))?"
    rf"(?: (?:to (?:meet|reach|achieve|deliver|hit|fulfil|honour|keep)|on))?"
    rf"(?: {_FITTING})* (?:{_AIM}|calls?|plans?|proposals?|promises?)(?= )",
)
"""What becomes of a promise that is none any more: abandoned its target to build 300,000 homes, rejected calls for."""


def _without_head(part: list[Token], first: int, known: Grammar) -> list[Token]:
    """Return a part of a sentence without who aims at what it promises: the council has set a goal of …"""
    letters = _letters()
    starts: list[int] = []
    text = ""
    for token in part:
        starts.append(len(text))
        text += f"{token.text.lower()} "
    undone = _UNDOING.search(text[: starts[first]])
    if undone is not None:
        at = starts.index(undone.start())
        doubt = known.words["not"]
        return [*part[:at], part[at]._replace(letter=doubt.letter, values=doubt.values), *part[at + 1 :]]
    best = 0
    for found in _HEAD.finditer(text):
        if found.start() and text[found.start() - 1] != " ":
            continue
        end = next((n for n, start in enumerate(starts) if start > found.end()), len(part))
        if end <= first and _leads_to_an_object(part, end):
            best = end
    if not best or any(token.letter in letters.doubts and not _is_relative(token) for token in part[:best]):
        return part
    told = next((n for n, token in enumerate(part[:best]) if token.letter in letters.actual), None)
    if told is not None and part[told].text.lower() not in ("has", "have"):
        return part
    mark = known.words["target"]
    kept = [token for token in part[:best] if token.letter in letters.kept]
    return [*kept, Token(mark.letter, "target", mark.values, part[best - 1].start, part[best - 1].end), *part[best:]]


def _is_relative(token: Token) -> bool:
    return token.text.lower() in ("that", "which")


def _leads_to_an_object(part: Sequence[Token], at: int) -> bool:
    """Return whether a verb with an object, or a noun, follows: to cut waste, but not emissions aim to fall by 30%."""
    letters = _letters()
    if at + 1 >= len(part):
        return False
    verb = part[at].text.lower()
    leads = verb in _HAVING or verb.endswith("ing")
    return part[at].letter not in letters.verbs or part[at + 1].letter not in letters.bare or leads


_HAVING = frozenset(
    {
        "have",
        "deliver",
        "build",
        "plant",
        "create",
        "install",
        "train",
        "provide",
        "add",
        "achieve",
        "reach",
        "invest",
        "support",
    }
)
