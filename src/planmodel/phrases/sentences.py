"""From the clauses of one sentence to what it promises: lists, carried years, what is striven for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from planmodel.model.bounds import no_room
from planmodel.model.targets import Change, Commitment, Compound, Level, Qualitative
from planmodel.phrases.carried import carried
from planmodel.phrases.clauses import Clause, clauses_of, is_plain_year
from planmodel.phrases.context import Context
from planmodel.phrases.english_names import leads_elsewhere, no_name_in
from planmodel.phrases.english_subjects import REACHING, is_participle
from planmodel.phrases.governed import (
    base_behind,
    counted_on,
    elided,
    gained_with,
    part_of_a_count,
    since,
    with_shared_object,
    with_verb,
    without_base,
)
from planmodel.phrases.grammar import Language, grammar, letters_of
from planmodel.phrases.lists import list_length, listed
from planmodel.phrases.naming import WITHOUT_VERB, is_group, named_alike, named_for_group, subject_of, with_subject
from planmodel.phrases.readings import Reading, Said, alike, reading_of
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.remainders import PERCENT, SHARES
from planmodel.phrases.tokens import Token

__all__ = ["readings_of"]


def readings_of(tokens: list[Token], context: Context, language: Language) -> list[Reading]:
    """Return what one sentence promises, in the order of its words.

    Parameters:
        tokens: its words.
        context: what stands around it.
        language: its language.
    """
    unread = _unread(tokens, language)
    if unread is not None:
        return [unread]
    clauses = clauses_of(tokens, language)
    promised = any(clause.promised for clause in clauses) and not _tells_of_a_year(tokens)
    if any(clause.actual for clause in clauses) and not promised:
        doubt = Doubt("actual")
        return [Reading(clauses[0].start, clauses[-1].end, "", doubt.unread(), doubt)]
    if len(clauses) == 1 and _stands_alone(clauses[0]):
        [clause] = clauses
        one = Said(clause, clause.year, clause.stretch, subject_of(clause, language), clause.promised)
        reading = reading_of(one, context)
        return [reading if language == "zh" else _understood(reading, clause)]
    said, names = carried(clauses, language)
    said = with_shared_object(said) if language == "zh" else said
    readings = _in_order(said, names, context, language)
    if language == "zh":
        readings = _with_subjects(readings)
    if any(reading.form != "trend" for reading in readings):
        readings = [one for one in readings if not (one.form == "trend" and _is_work(one.commitment))]
    return readings


def _in_order(
    said: list[Said], names: dict[int, tuple[str, ...]], context: Context, language: Language
) -> list[Reading]:
    """Return what the clauses of a sentence promise, lists place by place.

    Parameters:
        said: the clauses that say something.
        names: the names that stand before a clause, without a value of their own.
    """
    readings: list[Reading] = []
    whole, of_all = "", ""
    governing: Clause | None = None
    at = 0
    while at < len(said):
        length = list_length(said, at)
        waiting = names.get(at, ())
        if readings and _hangs_on(readings[-1], said[at]):
            readings[-1] = readings[-1]._replace(end=said[at].clause.end)
            at += 1
            continue
        if length > 1 or (said[at].clause.together and said[at].clause.form != "trend"):
            if of_all and not waiting and not said[at].subject:
                waiting = (of_all,)
            places = listed(said[at : at + length], waiting, context, language)
            if places:
                readings += places
                of_all, governing = said[at].subject or of_all, None
                at += length
                continue
        one = said[at]
        if waiting and not one.subject and one.clause.doubt is None:
            one = one._replace(subject=waiting[-1])
        elif waiting and language == "en" and is_participle(one.clause):  # bathing waters: 85% rated good
            one = one._replace(subject=f"{waiting[-1]} {one.subject}")
        before, governing = governing, one.clause
        if before is not None and one.clause.joint == "SEP" and one.clause.form in ("bare", "listed") and one.subject:
            one = with_verb(before, one)
            governing = before if one.clause.form == "listed" else one.clause  # 新增平台30个、企业100户、园区5个
        if at and language == "en":
            one = said[at] = one._replace(clause=gained_with(said[at - 1].clause, one.clause))
        part = part_of_a_count(one.clause) if language == "en" and whole else ""
        if part:  # 500 homes, of which 70% will be for social rent
            one = one._replace(subject=f"{whole} {part}")
        elif one.subject:
            whole = one.subject
        readings = _with_one_more(readings, one, context, language)
        at += 1
    return readings


def _with_one_more(readings: list[Reading], one: Said, context: Context, language: Language) -> list[Reading]:
    """Return readings with what one more clause promises behind them, or in the one that it belongs to."""
    base = base_behind(one, readings) if language == "en" else None
    one = one if base is None else one._replace(clause=without_base(one.clause))
    reading = reading_of(one, context)
    if language == "en":
        reading = _understood(reading, one.clause, readings[-1] if readings else None)
    if base is not None and one.clause.form == "bare":
        reading = reading._replace(commitment=alike(readings[-1].commitment, reading.commitment))
    if one.clause.form == "elided":  # reduce A by 10 % and B by 20 %
        reading = elided(readings, reading)
    elif one.clause.form == "listed":  # 创建示范县2个，示范镇10个
        reading = counted_on(readings, reading, one.clause)
    _join(readings, one, reading)
    return readings if base is None else [since(one, base) for one in readings]


def _unread(tokens: list[Token], language: Language) -> Reading | None:
    """Return a sentence that some word of it leaves unread, whatever the others say."""
    present = {token.letter for token in tokens}

    def doubted(doubt: Doubt, form: str = "") -> Reading:
        return Reading(tokens[0].start, tokens[-1].end, "", doubt.unread(), doubt, form=form)

    if not present.isdisjoint(letters_of(language, "RESPECTIVELY")):
        return doubted(Doubt("respectively"), "list")
    joined = "" if present.isdisjoint(letters_of(language, "TOGETHER")) else _joined_by_comma(tokens, language)
    if joined:
        return doubted(Doubt("garbled", (joined,)), "list")
    undone = next((one.text for one in tokens if one.text in _UNDOING), "")
    if undone and tokens[-1].letter in letters_of(language, "MARK"):
        return doubted(Doubt("turned", (undone,)))  # 取消到2025年建成100公里地铁的目标
    if present.isdisjoint(letters_of(language, "DOUBT")):
        return None
    rule = next((one for one in tokens if one.values.get("DOUBT") == "rule"), None)
    return None if rule is None else doubted(Doubt("rule", (rule.text,)))


_UNDOING = frozenset({"取消", "撤销", "终止", "中止", "搁置", "推迟", "暂停", "废止", "撤回"})
"""What makes a promise whose sentence ends with the word for one a promise no more."""


def _understood(reading: Reading, clause: Clause, before: Reading | None = None) -> Reading:
    """Return a reading as it is where its subject is a name; else not read, as the words of its clause are not all
    accounted for. So is one that says of nothing what it is, behind one that was not read.

    Parameters:
        reading: the reading.
        clause: its clause.
        before: the reading before it in the sentence.
    """
    if reading.doubt is not None and reading.stretch is None:
        return reading
    unit, rest = clause.roles.get("unit"), clause.parts.get("rest", ())
    told = clause.form in ("shared", "bound") or (bool(rest) and rest[0].text.lower() == "of")
    tells = told and unit is not None and unit.text in SHARES and _is_of(reading.subject, rest)
    if leads_elsewhere(reading.subject):
        reading = reading._replace(subject="")
    odd = no_name_in(reading.subject, tells=tells)
    doubt = None if odd is None else Doubt("unknown", (odd,))
    if not reading.subject and clause.joint and before is not None and before.stretch is None:
        doubt = before.doubt
    ranged = clause.form == "level" and "low" in clause.roles and not {"verb", "doing"} & clause.roles.keys()
    if ranged and clause.joint == "SEP" and before is not None and not isinstance(before.commitment, Level):
        doubt = Doubt("level_or_change", (reading.subject,))  # cut X between 42% and 50% and Y between 29% and 41%
    if doubt is None:
        return reading
    return reading._replace(commitment=doubt.unread(), doubt=doubt, stretch=None, subject="")


def _is_of(subject: str, rest: Sequence[Token]) -> bool:
    """Return whether a subject is what stands behind a share, which may be told of it with a verb."""
    first = subject.partition(" ")[0].strip("\"“‘'")
    return any(word.text.startswith(first) for word in rest)


_DOING = ("do", "doing", "verb", "gained")
"""Roles of verbs that lead to a count of their own."""


def _with_subjects(readings: list[Reading]) -> list[Reading]:
    """Return readings with the share named before for a place or group alone: 重点人群达到85%."""
    out = readings[:1]
    named = readings[0] if readings else None
    for one in readings[1:]:
        whole = with_subject(one.subject, out[-1].subject)
        if named is not None and is_group(one.subject) and _alike_levels(named.commitment, one.commitment):
            whole = named_for_group(one.subject, named.subject)
        elif named is not None and one.subject and _alike_levels(named.commitment, one.commitment):
            whole = named_alike(one.subject, named.subject) or whole
            named = one if whole == one.subject else named
        elif one.subject:
            named = one
        out.append(one if whole == one.subject or not whole else one._replace(subject=whole))
    return out


def _alike_levels(first: Commitment, other: Commitment) -> bool:
    if not isinstance(first, Level) or not isinstance(other, Level):
        return False
    return first.value.unit == other.value.unit and other.value.unit in {*PERCENT, ""}


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
    amount = reading.form == "bare" or (one.clause.within and reading.form == "bound")  # 其中2023年不少于3万亩
    if one.clause.year is not None and amount and _may_be_part(last.commitment, reading.commitment):
        readings.append(_part_of_a_year(last, reading, of_it=one.clause.within))
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
        doing = next((one.clause.roles[role] for role in _DOING if role in one.clause.roles), None)
        of_its_own = (
            doing is not None and doing.text.isascii() and doing.text.lower() not in REACHING
        )  # attract investment of $3m and support 5,000 jobs
        kept = "" if of_its_own else _object_of(last.subject, doing)
        if (
            doing is not None and doing.text.lower().endswith(" to") and isinstance(last.commitment, Level)
        ):  # 300 midwives each year, rising to 450
            reading = reading._replace(commitment=alike(last.commitment, reading.commitment))
        unsure = reading.doubt is not None and reading.doubt.code == "unknown" and not one.subject
        readings.append(reading if unsure else reading._replace(subject=one.subject or kept))
        return
    readings[-1] = _together(last, reading)


def _may_be_part(first: Commitment, other: Commitment) -> bool:
    """Return whether a bare value may be what one year brings of the change before it."""
    if not (isinstance(first, Change) and isinstance(other, Level)):
        return False
    return first.value.is_convertible_to(other.value.unit)


def _part_of_a_year(last: Reading, reading: Reading, *, of_it: bool) -> Reading:
    """Return what one year brings of a change: 压减产能1000万吨，其中2021年500万吨; without 其中 it may be a level."""
    if of_it:
        return reading._replace(subject=last.subject, commitment=alike(last.commitment, reading.commitment))
    doubt = Doubt("level_or_change", (str(reading.year),))
    return reading._replace(commitment=doubt.unread(), doubt=doubt, subject="")


def _hangs_on(last: Reading, one: Said) -> bool:
    """Return whether a bare value of a list is of what stands before it and is not understood."""
    bare = one.clause.form == "bare" and one.clause.joint == "SEP" and not one.subject
    return bare and last.doubt is not None and last.stretch is None and last.form in ("", "list")


_LONGEST_VERB = 6


def _object_of(subject: str, doing: Token | None) -> str:
    """Return what a verb without an object is of: 开工建设保障房80套，续建60套 has 续建保障房 as well."""
    if doing is None or doing.text.isascii() or doing.text in WITHOUT_VERB:
        return subject.removeprefix("新增")
    verbs = letters_of("zh", "DO", "UP") - letters_of("zh", "NOUN", "SUBJECT")
    words = grammar("zh").words
    for end in range(min(_LONGEST_VERB, len(subject) - 2), 1, -1):
        if subject[:end] in words and words[subject[:end]].letter in verbs:
            return f"{doing.text}{subject[end:]}"
    return subject


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
    year = reading.year if last.year is None else last.year
    return last._replace(commitment=commitment, end=reading.end, year=year)


def _parts(commitment: Commitment) -> tuple[Commitment, ...]:
    return commitment.parts if isinstance(commitment, Compound) else (commitment,)


_POINTS = frozenset({"%", "pp", "个百分点"})


def _conflict(commitments: Sequence[Commitment]) -> bool:
    """Return whether promises are not of one thing: two levels in one unit that say the same of different values, or
    an amount that is gained beside a level of another dimension (10,000 trees, 20 %).

    A number without a unit beside one with a unit may be in that unit, or of something else: 50且60%.
    """
    levels = [one.value for one in commitments if isinstance(one, Level) and one.value.unit]
    moved = [one.value for one in commitments if isinstance(one, Change) and not one.relative]
    if any(not one.is_convertible_to(other.unit) for one in levels for other in moved if other.unit not in _POINTS):
        return True
    said = [(one.comparator, one.value.unit) for one in commitments if isinstance(one, Level)]
    bare = {how for how, unit in said if not unit}
    return len(set(said)) < len(said) or any(unit and how in bare for how, unit in said)
