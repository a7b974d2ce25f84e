"""From words to clauses: a sentence is cut at its joints, and each clause is read by the first form that covers it."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from planmodel.phrases.asides import settled
from planmodel.phrases.beside import compared_in, gained_in, paced_in
from planmodel.phrases.grammar import Form, Grammar, Language, grammar
from planmodel.phrases.leads import Lead, lead_of, without_adjuncts
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.tokens import Token

__all__ = ["Clause", "clauses_of", "is_plain_year"]

_MOST_IN_CLAUSE = 48  # some forms take cubic time at worst; a clause of a real plan has a dozen words


class Clause(NamedTuple):
    """One clause.

    Parameters:
        form: the form that read it, or ``""``.
        roles: what the form took out of it, one word a role.
        parts: what the form took out of it, several words a role.
        joint: the kind of word before it: ``STOP``, ``SEP``, ``AND`` or ``""``.
        year: the year that it names.
        stretch: whether 力争 or the like stands in it, or before all of it.
        leads: whether it is only a lead: 到2025年, 力争到2025年.
        together: whether 分别 or 均 stands in it.
        actual: whether it tells what was reached.
        promised: whether a word of a promise stands in it: a year, 目标, 确保.
        doubt: why it is not read.
        start, end: where it stands in the folded text.
        valued: whether a number stands in it.
        years: the years that it names, where it names several.
        within: whether 其中 leads it: a part of what the clause before it counts.
        plain: whether the year that it begins with is led by nothing: 2020年, not 到2025年.
        case: whether 如果, 若 or the like leads it: what follows is promised in that case alone.
        firm: whether 确保 leads it: no stretch, whatever is striven for before it.
        strives: whether 力争 leads it, and with it all that 、 joins to it.
    """

    form: str
    roles: dict[str, Token]
    parts: dict[str, tuple[Token, ...]]
    joint: str
    year: int | None
    stretch: bool
    leads: bool
    together: bool
    actual: bool
    promised: bool
    doubt: Doubt | None
    start: int
    end: int
    valued: bool = False
    years: tuple[int, ...] = ()
    within: bool = False
    plain: bool = False
    case: bool = False
    firm: bool = False
    strives: bool = False


class _Kinds(NamedTuple):
    """The letters that clauses are cut and judged by."""

    opening: frozenset[str]
    closing: frozenset[str]
    mark: frozenset[str]
    stretch: frozenset[str]
    stop: frozenset[str]
    sep: frozenset[str]
    colon: frozenset[str]
    works: frozenset[str]
    also: frozenset[str]
    valued: frozenset[str]
    numbered: frozenset[str]
    multiples: frozenset[str]
    actual: frozenset[str]
    adjuncts: frozenset[str]
    together: frozenset[str]
    joints: frozenset[str]
    strange: frozenset[str]
    turning: frozenset[str]
    unknown: frozenset[str]
    number: frozenset[str]
    behind: frozenset[str]
    marked: frozenset[str]


@cache
def _kinds(language: Language) -> _Kinds:
    of = grammar(language).any_of
    return _Kinds(
        opening=of("OPEN"),
        closing=of("CLOSE"),
        mark=of("MARK"),
        stretch=of("STRETCH"),
        stop=of("STOP"),
        sep=of("SEP"),
        colon=of("COLON"),
        works=of("NUM", "BEFORE", "ABOUT", "UP", "DOWN", "TO", "REACH"),
        also=of("AND"),
        valued=of("NUM", "GRADE", "ZERO", "HALVE", "DOUBLE", *(("OUT",) if language == "en" else ())),
        numbered=of("NUM", "DOUBLE", "HALVE", "ZERO"),
        multiples=of("DOUBLE", "HALVE") if language == "en" else frozenset(),
        actual=of("ACTUAL"),
        adjuncts=of("PERIOD", "STRETCH", "YEAR", "DUE", "TILL", "SINCE", "FROMNOW"),
        together=of("TOGETHER", "EACH"),
        joints=of("SEP", "AND", "STOP") - of("WITH", "THAN"),
        strange=of("STRANGE", "DOUBT", "PART"),
        turning=of("DOUBT", "PART"),
        unknown=of("OTHER", "NAMED"),
        number=of("NUM"),
        behind=of("AFTER"),
        marked=of("MARK", "ENSURE", "STRETCH"),
    )


def clauses_of(tokens: list[Token], language: Language) -> list[Clause]:
    """Return the clauses of one sentence, each with the form that read it or the doubt about it."""
    known = grammar(language)
    whole = _unwrapped(settled(tokens, language), language)
    return [_clause(joint, words, known, language) for joint, words in _cut(whole, language)]


def _unwrapped(tokens: list[Token], language: Language) -> list[Token]:
    """Return words without the brackets around all that follows 目标 or 力争: 年度目标(…), 90%(力争95%)."""
    kinds = _kinds(language)
    opening, closing = kinds.opening, kinds.closing
    if len(tokens) < 4 or tokens[-1].letter not in closing:
        return tokens
    if tokens[0].letter in kinds.mark and tokens[1].letter in opening:
        return [tokens[0], *tokens[2:-1]]
    stretch = kinds.stretch
    at = next((n for n, token in enumerate(tokens[:-1]) if token.letter in stretch), 0)
    if at > 1 and tokens[at - 1].letter in opening:
        stop = tokens[at - 1]
        return [*tokens[: at - 1], stop._replace(letter=_stop(language), values={"STOP": ""}), *tokens[at:-1]]
    return tokens


@cache
def _stop(language: Language) -> str:
    return grammar(language).words[";"].letter


def _cut(tokens: list[Token], language: Language) -> list[tuple[str, list[Token]]]:
    """Cut at joints: at stops always, at 、 and 和 only between two values, since names are lists as well."""
    kinds = _kinds(language)
    stop, sep, also = kinds.stop, kinds.sep, kinds.also
    valued, opening, closing = kinds.valued, kinds.opening, kinds.closing
    ahead = _values_ahead(tokens, stop, valued)
    parts: list[tuple[str, list[Token]]] = [("", [])]
    depth, has_value, multiplied = 0, False, False
    for number, token in enumerate(tokens):
        letter = token.letter
        if letter in opening:
            depth += 1
        elif letter in closing:
            depth = max(0, depth - 1)
        joint = ""
        if depth == 0 or letter in stop:
            if letter in stop:
                joint, depth = "STOP", 0
            elif letter in kinds.colon and not has_value and not _number_next(tokens, number + 1, kinds):
                joint = "COLON"
            elif has_value and letter in sep and (ahead[number] or _strives(tokens, number + 1, language)):
                joint = "" if multiplied and _leads_on(tokens, number + 1, language) else "SEP"
            elif letter in also and (has_value or not ahead[number]):
                joint = "AND"
        if not joint:
            parts[-1][1].append(token)
            multiplied = (multiplied or not has_value) and (letter in kinds.multiples or multiplied)
            has_value = has_value or letter in valued
        elif parts[-1][1]:
            parts.append((joint, []))
            has_value = multiplied = False
        else:
            parts[-1] = ("AND" if joint == "AND" else parts[-1][0] or joint, [])
    return [part for part in parts if part[1]]


def _number_next(tokens: list[Token], at: int, kinds: _Kinds) -> bool:
    return at < len(tokens) and tokens[at].letter in kinds.works


def _leads_on(tokens: list[Token], at: int, language: Language) -> bool:
    """Return whether no verb stands before to and the next number: double exports of X and Y to $1 trillion."""
    kinds = _kinds(language)
    for number in range(at, len(tokens)):
        letter = tokens[number].letter
        if letter in kinds.works - kinds.behind or letter in kinds.stop or letter in kinds.number:
            return language == "en" and tokens[number].text.lower() == "to"
    return False


def _strives(tokens: list[Token], at: int, language: Language) -> bool:
    return at < len(tokens) and tokens[at].letter in _kinds(language).stretch


def _values_ahead(tokens: list[Token], stop: frozenset[str], valued: frozenset[str]) -> list[bool]:
    """Return for each word whether a value follows before the next stop."""
    found = [False] * len(tokens)
    ahead = False
    for number in range(len(tokens) - 1, -1, -1):
        found[number] = ahead
        letter = tokens[number].letter
        ahead = letter in valued or (ahead and letter not in stop)
    return found


def _clause(joint: str, words: list[Token], known: Grammar, language: Language) -> Clause:
    kinds = frozenset([word.letter for word in words])
    sets = _kinds(language)
    actual = not sets.actual.isdisjoint(kinds)
    lead = lead_of(words, known, actual=actual)
    strives = lead.stretch
    lead = without_adjuncts(lead, known, actual=actual) if not sets.adjuncts.isdisjoint(lead.letters) else lead
    all_words = words
    words, letters = _trimmed(lead.words, lead.letters, language)
    empty = _without_form(joint, all_words, lead, kinds, language, strives=strives)
    if not words:
        return empty._replace(roles={"span": lead.span}) if lead.span is not None else empty
    basis = known.rules["basis"].fullmatch(letters) if "basis" in known.rules else None
    if basis is not None:  # 以2005年为基数: what the clauses behind it count from
        base = next((words[basis.start(role)] for role in ("base", "base2") if basis[role]), None)
        return empty._replace(year=None, roles={"base": base} if base is not None else {})
    if words[-1].text.endswith("基础上"):  # 在达到12000元的基础上: what is built on, not what is promised
        built_on = Doubt("named_only", (words[-1].text,))
        return empty._replace(year=None, stretch=False, leads=False, doubt=built_on)
    together = not sets.together.isdisjoint(letters)
    case = words[0].values.get("DOUBT") == "case"
    clause = Clause._make((*empty[:6], False, together, *empty[8:]))  # no lead alone
    clause = clause._replace(case=True) if case else clause
    doubt = _strange(words, kinds, language)
    if doubt is None and not sets.behind.isdisjoint(kinds):
        doubt = _twice(words, language)
    if doubt is not None or actual:
        return clause._replace(doubt=doubt)
    read = _form(words, letters, language)
    if read is None:
        return clause._replace(doubt=_why(words, letters, language))
    return _formed(clause, read, lead, all_words, language)


def _without_form(
    joint: str, words: list[Token], lead: Lead, kinds: frozenset[str], language: Language, *, strives: bool
) -> Clause:
    """Return what stands around the form of a clause: where it stands, what leads it, by when."""
    sets = _kinds(language)
    actual, valued = not sets.actual.isdisjoint(kinds), not sets.valued.isdisjoint(kinds)
    start, end = words[0].start, words[-1].end
    clause = Clause(
        "", {}, {}, joint, lead.year, lead.stretch, True, False, actual, lead.promised, None, start, end, valued
    )
    if lead.year is not None and is_plain_year(words[0]) and kinds.isdisjoint(sets.marked):
        clause = clause._replace(plain=True)
    if len(lead.years) > 1:
        clause = clause._replace(years=lead.years)
    within = words[0].text == "其中" or "WITHIN" in words[0].values
    firm = joint != "" and words[0].text in _FIRM
    return clause._replace(within=within, firm=firm, strives=strives) if within or firm or strives else clause


def _formed(
    clause: Clause,
    read: tuple[str, dict[str, Token], dict[str, tuple[Token, ...]]],
    lead: Lead,
    words: list[Token],
    language: Language,
) -> Clause:
    """Return a clause with what its form took out of it and what stands beside that."""
    form, roles, parts = read
    if (
        form == "times"
        and "base" in roles
        and roles["unit"].text not in _MULTIPLES
        and "恢复" not in lead.words[0].text
    ):
        form, roles = "level", {**roles, "till": roles["base"]}  # 增加到2025年的500亿元
        del roles["base"]
    if form == "fromto" and "from0" not in roles and lead.span is not None:
        return clause._replace(doubt=Doubt("past_or_plan"))  # 2015年至2020年从76.34岁提高到77.93岁
    if form == "fromto" and "from0" in roles and clause.plain and not lead.stretch:
        return clause._replace(doubt=Doubt("past_or_plan"))  # 2017年，死亡率由2010年的30‰降至19‰
    if "till" in roles:  # 增至2025年的6000万户
        clause = clause._replace(year=int(roles["till"].text), promised=True)
    if lead.base is not None and "base" not in roles:
        roles["base"] = lead.base
    roles |= compared_in(words, roles, grammar(language))
    if language == "en" and "value" in roles:
        roles |= gained_in(words, roles["value"])
        roles |= paced_in(words)
    return Clause._make((form, roles, parts, *clause[3:]))  # a fraction of the time of _replace


def is_plain_year(word: Token) -> bool:
    """Return whether a word is a year that 到 or 力争到 does not lead: 2017年."""
    printed = word.end - word.start
    return printed == _PLAIN_YEAR and len(word.text) == _PLAIN_YEAR - 1 and word.text.isdigit()


_PLAIN_YEAR = len("2020年")
_MULTIPLES = frozenset({"倍", "times", "%", "‰", "个百分点"})
_FIRM = frozenset({"确保", "保证", "力保", "务必", "ensure"})


def _twice(words: list[Token], language: Language) -> Doubt | None:
    """Return the doubt about a value with two comparators behind it: 95%左右以上; 3000余家以上 says one thing."""
    behind = _kinds(language).behind
    for one, other in pairwise(words):
        if one.letter in behind and other.letter in behind:
            said = {one.values.get("AFTER"), other.values.get("AFTER")} - {None}
            if len(said) > 1 and said != {"more", "at_least"}:
                return Doubt("comparators", (one.text, other.text))
    return None


def _trimmed(words: list[Token], letters: str, language: Language) -> tuple[list[Token], str]:
    """Return a clause without the joints that what was taken out of it leaves at its ends."""
    joints = _kinds(language).joints
    start, end = 0, len(letters)
    while start < end and letters[start] in joints:
        start += 1
    while end > start and letters[end - 1] in joints:
        end -= 1
    return (words, letters) if end - start == len(letters) else (words[start:end], letters[start:end])


def _form(
    words: list[Token], letters: str, language: Language
) -> tuple[str, dict[str, Token], dict[str, tuple[Token, ...]]] | None:
    """Return the form that covers all words, and what it takes out of them."""
    match = _match(letters, language)
    if match is None:
        return None
    name, spans = match
    roles = {role: words[start] for role, start, _ in spans}
    parts = {role: tuple(words[start:end]) for role, start, end in spans if role in _SEVERAL}
    return name, roles, parts


@lru_cache(maxsize=16_384)  # many clauses are built alike: a name, a verb, a number
def _match(letters: str, language: Language) -> tuple[str, tuple[tuple[str, int, int], ...]] | None:
    """Return the first form that covers these letters, and where its roles stand."""
    if not 0 < len(letters) <= _MOST_IN_CLAUSE:
        return None
    kinds = frozenset(letters)
    numbered = not _kinds(language).numbered.isdisjoint(kinds)
    for form in grammar(language).forms if numbered else _wordy(language):
        if any(need.isdisjoint(kinds) for need in form.needs):
            continue
        match = form.pattern.fullmatch(letters)
        if match is not None:
            regs = zip(match.re.groupindex, match.regs[1:], strict=False)
            return form.name, tuple((role, start, end) for role, (start, end) in regs if end > start)
    return None


_SEVERAL = frozenset({"what", "what0", "what2", "object", "rest", "naming", "scope", "pace", "trend", "ahead", "whole"})


@cache
def _wordy(language: Language) -> tuple[Form, ...]:
    """Return the forms that hold no number."""
    forms = grammar(language).forms
    first = next(number for number, form in enumerate(forms) if form.name == "grade")
    return forms[first:]


def _strange(words: list[Token], kinds: frozenset[str], language: Language) -> Doubt | None:
    """Return the doubt about a word that must not be passed over."""
    if _kinds(language).strange.isdisjoint(kinds):
        return None
    for word in words:
        why = word.values.get("WHY")
        if why is not None:
            return Doubt(why, (word.text,))
    turning = _kinds(language).turning
    found = next((word for word in words if word.letter in turning), None)
    if found is None:
        return None
    kind = "limit" if "PART" in found.values else found.values.get("DOUBT")
    return Doubt(
        {"limit": "limited", "case": "limited", "rule": "rule", "pace": "pace"}.get(kind or "", "turned"), (found.text,)
    )


def _why(words: list[Token], letters: str, language: Language) -> Doubt:
    unknown = _kinds(language).unknown
    strange = [word.text for word in words if word.letter in unknown]
    if not strange:
        return Doubt("no_form")
    if not _kinds(language).number.isdisjoint(letters):
        return Doubt("unknown", (strange[-1][:20],))
    return Doubt("named_only", (strange[0][:20],))
