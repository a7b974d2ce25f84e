"""From the clauses of one sentence to what it promises: lists, carried years, what is striven for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from planmodel.model.bounds import no_room
from planmodel.model.targets import Commitment, Compound, Level, Qualitative
from planmodel.phrases.clauses import Clause, clauses_of, is_plain_year, letters_of
from planmodel.phrases.context import Context
from planmodel.phrases.governed import base_behind, counted_on, elided, since, with_verb, without_base
from planmodel.phrases.grammar import Language
from planmodel.phrases.lists import list_length, listed
from planmodel.phrases.naming import has_verb, subject_of, with_subject
from planmodel.phrases.readings import Reading, Said, alike, reading_of
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.tokens import Token

__all__ = ["readings_of"]


def readings_of(tokens: list[Token], context: Context, language: Language) -> list[Reading]:
    """Return what one sentence promises, in the order of its words.

    Parameters:
        tokens: its words.
        context: what stands around it.
        language: its language.
    """
    present = {token.letter for token in tokens}
    if not present.isdisjoint(letters_of(language, "RESPECTIVELY")):
        doubt = Doubt("respectively")
        return [Reading(tokens[0].start, tokens[-1].end, "", doubt.unread(), doubt, form="list")]
    joined = "" if present.isdisjoint(letters_of(language, "TOGETHER")) else _joined_by_comma(tokens, language)
    if joined:
        doubt = Doubt("garbled", (joined,))
        return [Reading(tokens[0].start, tokens[-1].end, "", doubt.unread(), doubt, form="list")]
    doubted = letters_of(language, "DOUBT")
    rules = () if doubted.isdisjoint(present) else [one for one in tokens if one.values.get("DOUBT") == "rule"]
    for rule in rules:
        doubt = Doubt("rule", (rule.text,))
        return [Reading(tokens[0].start, tokens[-1].end, "", doubt.unread(), doubt)]
    clauses = clauses_of(tokens, language)
    promised = any(clause.promised for clause in clauses) and not _tells_of_a_year(tokens)
    if any(clause.actual for clause in clauses) and not promised:
        doubt = Doubt("actual")
        return [Reading(clauses[0].start, clauses[-1].end, "", doubt.unread(), doubt)]
    if len(clauses) == 1 and _stands_alone(clauses[0]):
        [clause] = clauses
        one = Said(clause, clause.year, clause.stretch, subject_of(clause, language), clause.promised)
        return [reading_of(one, context)]
    said, names = _carried(clauses, language)
    readings: list[Reading] = []
    at = 0
    while at < len(said):
        length = list_length(said, at)
        waiting = names.get(at, ())
        if length > 1 or (said[at].clause.together and said[at].clause.form != "trend"):
            places = listed(said[at : at + length], waiting, context, language)
            if places:
                readings += places
                at += length
                continue
        one = said[at]
        if waiting and not one.subject:
            one = one._replace(subject=waiting[-1])
        if at and one.clause.joint == "SEP" and one.clause.form in ("bare", "listed") and one.subject:
            one = with_verb(said[at - 1].clause, one)
        base = base_behind(one, readings) if language == "en" else None
        one = one if base is None else one._replace(clause=without_base(one.clause))
        reading = reading_of(one, context)
        if base is not None and one.clause.form == "bare":
            reading = reading._replace(commitment=alike(readings[-1].commitment, reading.commitment))
        if one.clause.form == "elided":  # reduce A by 10 % and B by 20 %
            reading = elided(readings, reading)
        elif one.clause.form == "listed":  # 创建示范县2个，示范镇10个
            reading = counted_on(readings, reading, one.clause)
        _join(readings, one, reading)
        readings = readings if base is None else [since(one, base) for one in readings]
        at += 1
    for number in range(1, len(readings)):
        whole = with_subject(readings[number].subject, readings[number - 1].subject) if language == "zh" else ""
        if whole and whole != readings[number].subject:
            readings[number] = readings[number]._replace(subject=whole)
    if any(reading.form != "trend" for reading in readings):
        readings = [one for one in readings if not (one.form == "trend" and _is_work(one.commitment))]
    return readings


_ON_THE_YEAR_BEFORE = ("同比", "环比")


def _tells_of_a_year(tokens: list[Token]) -> bool:
    """Return whether a sentence tells what a year brought: 2020年，财政收入达到56亿元，同比增长4.1%."""
    return is_plain_year(tokens[0]) and any(token.text.startswith(_ON_THE_YEAR_BEFORE) for token in tokens)


def _joined_by_comma(tokens: list[Token], language: Language) -> str:
    """Return the one number of a list that a comma parts, as its comma may part two of them: 分别减少100,200吨."""
    numbers = [token for token in tokens if token.letter in letters_of(language, "NUM")]
    printed = f"{Decimal(numbers[0].text):,}" if len(numbers) == 1 else ""
    return printed if "," in printed and len(printed) == numbers[0].end - numbers[0].start else ""


def _stands_alone(clause: Clause) -> bool:
    """Return whether a clause that is all of a sentence needs nothing from other clauses."""
    return clause.doubt is None and not (
        clause.years or clause.together or clause.leads or clause.form in ("named", "elided", "listed", "")
    )


def _is_work(commitment: Commitment) -> bool:
    """Return whether words promise work rather than a result: 完善制度 beside numbers is no target of its own."""
    return isinstance(commitment, Qualitative) and commitment.trend == "complete"


_COUNTED_FROM = frozenset({"base", "base2", "last", "last2", "from0"})


def _carried(clauses: list[Clause], language: Language) -> tuple[list[Said], dict[int, tuple[str, ...]]]:
    """Return the clauses that say something, each with its year, and the names that stand before each."""
    said: list[Said] = []
    names: dict[int, tuple[str, ...]] = {}
    waiting: tuple[str, ...] = ()
    year: int | None = None
    all_stretch, promised, reached = False, False, False
    limit: Doubt | None = None
    case: Doubt | None = None
    base: Token | None = None
    span: Token | None = None
    plain, before = False, False
    ends = [one.year for one in clauses if one.year is not None and not one.plain and not one.actual]
    head = ""
    years: tuple[int, ...] = ()
    for clause in clauses:
        years = clause.years if clause.year is not None else years
        year = clause.year if clause.year is not None and not clause.actual else year
        before = bool(ends) and clause.plain and clause.year < max(ends) if clause.year is not None else before
        if years and clause.form:
            clause = clause._replace(years=years)
        promised = promised or clause.promised
        reached = clause.actual or (reached and not clause.promised)
        if clause.leads:
            all_stretch = all_stretch or clause.stretch
            base = clause.roles.get("base", base)
            span = clause.roles.get("span", span)
            plain = clause.year is not None and clause.end - clause.start == len("2020年")  # 2017年, not 到2025年
            continue
        if span is not None and clause.form == "fromto" and "from0" not in clause.roles:
            clause = clause._replace(form="", doubt=Doubt("past_or_plan"))
        bare = {"before", "after"}.isdisjoint(clause.roles)
        if before and bare and language == "zh" and clause.form and not clause.stretch and not all_stretch:
            clause = clause._replace(form="", doubt=Doubt("past_or_plan"))  # 2020年达到35%，到2025年提高到36%
        if plain and clause.form == "fromto" and "from0" in clause.roles and clause.year is None and not all_stretch:
            clause = clause if clause.stretch else clause._replace(form="", doubt=Doubt("past_or_plan"))
        if base is not None and not _COUNTED_FROM & clause.roles.keys():
            clause = clause._replace(roles={**clause.roles, "base0": base})
        if clause.actual or reached:
            continue
        if case is not None:
            clause = clause._replace(form="", doubt=case)
        elif clause.case:
            case = clause.doubt
        if clause.doubt is not None and not clause.valued and clause.doubt.code in ("limited", "turned"):
            limit = clause.doubt if clause.doubt.code == "limited" else limit  # 除山区外，…: of what follows
            continue
        if limit is not None:
            clause, limit = clause._replace(form="", doubt=limit), None
        subject = subject_of(clause, language)
        if clause.form == "named":
            tells = has_verb(clause, language)
            names_one = bool(subject) and clause.parts["what"][-1].letter in letters_of(language, "NAMED", "SUBJECT")
            names_one = names_one and not tells
            waiting = (*(waiting if names_one else ()), *([subject] if subject and not tells else []))
            head = ""
            continue
        if not clause.form and clause.doubt is not None and clause.doubt.code == "named_only":
            continue
        if clause.joint == "COLON" and waiting:  # 重点工程减排量：化学需氧量1.2万吨、氨氮0.05万吨
            head, waiting = waiting[-1], ()
        elif clause.joint == "STOP":
            head = head if clause.form == "bare" else ""
        if head and clause.form == "bare" and subject:
            subject = f"{subject}{head}"
        if waiting:
            names[len(said)] = waiting
            waiting = ()
        said.append(Said(clause, year, clause.stretch or all_stretch, subject, promised))
    if language == "en":
        _dated_backwards(said)
    if limit is not None and said:  # …，山区除外: of what stands before it
        last = said[-1]
        said[-1] = last._replace(clause=last.clause._replace(form="", doubt=limit))
    return said, names


def _dated_backwards(said: list[Said]) -> None:
    """Give what one verb governs the year behind its last place: reach 95,000 vans and 3,500 lorries by 2030."""
    for number in range(len(said) - 1, 0, -1):
        one, before = said[number], said[number - 1]
        joined = one.clause.joint == "SEP" and not before.promised
        if joined and one.year is not None and before.year is None and before.clause.doubt is None:
            said[number - 1] = before._replace(year=one.year, promised=True)


# --- several clauses of one promise ---


def _join(readings: list[Reading], one: Said, reading: Reading) -> None:
    """Put a reading behind the others, or into the one that it belongs to: a promise and what is striven for."""
    last = readings[-1] if readings else None
    new_subject = one.subject and (last is None or one.subject != last.subject)
    if last is None or new_subject or not one.clause.joint:
        readings.append(reading)
        return
    if one.clause.year is not None and last.year is not None and one.year != last.year:
        commitment = reading.commitment if reading.form == "zero" else alike(last.commitment, reading.commitment)
        readings.append(reading._replace(subject=last.subject, commitment=commitment))
        return
    if reading.stretch is not None and last.doubt is None and last.stretch is None:
        stretch = alike(last.commitment, reading.stretch)
        readings[-1] = last._replace(stretch=stretch, end=reading.end)
        return
    if last.stretch is not None and reading.doubt is None and last.doubt is not None:  # 力争达到30%，确保25%
        firm = alike(last.stretch, reading.commitment)
        readings[-1] = reading._replace(start=last.start, subject=last.subject, commitment=firm, stretch=last.stretch)
        return
    if last.form == "fromby" and reading.form == "level":  # 从23.04%提高1个百分点，达到24.1%: the level is promised
        readings[-1] = reading._replace(start=last.start, subject=last.subject, baseline=last.baseline)
        return
    if (last.subject or one.subject) and one.clause.joint != "AND":
        readings.append(reading._replace(subject=one.subject or last.subject.removeprefix("新增")))
        return
    readings[-1] = _together(last, reading)


def _together(last: Reading, reading: Reading) -> Reading:
    """Return one promise of two that no subject tells apart: ≥55%且不降低."""
    if last.stretch is not None and reading.stretch is not None:
        doubt = Doubt("stretch_twice")
        return last._replace(commitment=doubt.unread(), doubt=doubt, stretch=None, end=reading.end)
    if last.doubt is not None or reading.doubt is not None:
        unsure = last.doubt or reading.doubt
        return last._replace(commitment=unsure.unread() if unsure else last.commitment, doubt=unsure, end=reading.end)
    parts = (*_parts(last.commitment), *_parts(reading.commitment))
    parts = tuple(dict.fromkeys(parts))
    empty = no_room(*parts)
    if empty is not None or _conflict(parts):
        doubt = Doubt("two_values") if empty is None else Doubt("no_room", empty)
        return last._replace(commitment=doubt.unread(), doubt=doubt, end=reading.end)
    commitment = parts[0] if len(parts) == 1 else Compound(parts=parts)
    return last._replace(commitment=commitment, end=reading.end)


def _parts(commitment: Commitment) -> tuple[Commitment, ...]:
    return commitment.parts if isinstance(commitment, Compound) else (commitment,)


def _conflict(commitments: Sequence[Commitment]) -> bool:
    """Return whether two levels in one unit say the same of different values: then they are not of one thing.

    A number without a unit beside one with a unit may be in that unit, or of something else: 50且60%.
    """
    said = [(one.comparator, one.value.unit) for one in commitments if isinstance(one, Level)]
    bare = {how for how, unit in said if not unit}
    return len(set(said)) < len(said) or any(unit and how in bare for how, unit in said)
