"""From the clauses of one sentence to what it promises: lists, carried years, what is striven for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import attrs

from planmodel.errors import AmountError
from planmodel.model.kinds import in_unit
from planmodel.model.targets import Change, Commitment, Comparator, Compound, Level, Qualitative
from planmodel.phrases.clauses import Clause, clauses_of, letters_of
from planmodel.phrases.commitments import Context, baseline_of, commitment_of, comparator_of
from planmodel.phrases.grammar import Language
from planmodel.phrases.measures import SCALE, SCALES
from planmodel.phrases.naming import names_in, subject_of, with_subject
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.tokens import Token
from planmodel.units import Amount

__all__ = ["Reading", "readings_of"]


class Reading(NamedTuple):
    """One promise of a sentence.

    Parameters:
        start, end: where it stands in the folded text.
        subject: what it is about, whole; ``""`` when the sentence does not say.
        commitment: what is promised.
        doubt: why it is not read.
        year: the year that it names or that is carried to it.
        stretch: the harder promise behind 力争.
        baseline: the printed value that it counts from, and that value's year.
        note: its place in a list.
        promised: whether a word of a promise stands in its clause or before it.
        form: the form that read it.
        closed: whether nothing stands behind the words of a trend.
        loose: whether it is a small count in words (两个关口), which need not be a promise.
    """

    start: int
    end: int
    subject: str
    commitment: Commitment
    doubt: Doubt | None = None
    year: int | None = None
    stretch: Commitment | None = None
    baseline: tuple[Amount, int | None] | None = None
    note: str | None = None
    promised: bool = False
    form: str = ""
    closed: bool = True
    loose: bool = False


class _Said(NamedTuple):
    """A clause with what is carried to it."""

    clause: Clause
    year: int | None
    stretch: bool
    subject: str
    promised: bool


def readings_of(tokens: list[Token], context: Context, language: Language) -> list[Reading]:
    """Return what one sentence promises, in the order of its words.

    Parameters:
        tokens: its words.
        context: what stands around it.
        language: its language.
    """
    clauses = clauses_of(tokens, language)
    if any(clause.actual for clause in clauses) and not any(clause.promised for clause in clauses):
        doubt = Doubt("actual")
        return [Reading(clauses[0].start, clauses[-1].end, "", doubt.unread(), doubt)]
    if len(clauses) == 1 and _stands_alone(clauses[0]):
        [clause] = clauses
        one = _Said(clause, clause.year, clause.stretch, subject_of(clause, language), clause.promised)
        return [_reading(one, context)]
    said, names = _carried(clauses, language)
    readings: list[Reading] = []
    at = 0
    while at < len(said):
        length = _list_length(said, at)
        waiting = names.get(at, ())
        if length > 1 or (said[at].clause.together and said[at].clause.form != "trend"):
            listed = _list(said[at : at + length], waiting, context, language)
            if listed:
                readings += listed
                at += length
                continue
        one = said[at]
        if waiting and not one.subject:
            one = one._replace(subject=waiting[-1])
        reading = _reading(one, context)
        if one.clause.form == "elided":  # reduce A by 10 % and B by 20 %
            reading = _elided(readings, reading)
        _join(readings, one, reading)
        at += 1
    for number in range(1, len(readings)):
        whole = with_subject(readings[number].subject, readings[number - 1].subject) if language == "zh" else ""
        if whole and whole != readings[number].subject:
            readings[number] = readings[number]._replace(subject=whole)
    if any(reading.form != "trend" for reading in readings):
        readings = [one for one in readings if not (one.form == "trend" and _is_work(one.commitment))]
    return readings


def _stands_alone(clause: Clause) -> bool:
    """Return whether a clause that is all of a sentence needs nothing from other clauses."""
    return clause.doubt is None and not (clause.together or clause.leads or clause.form in ("named", "elided", ""))


def _is_work(commitment: Commitment) -> bool:
    """Return whether words promise work rather than a result: 完善制度 beside numbers is no target of its own."""
    return isinstance(commitment, Qualitative) and commitment.trend in ("complete", "improve", "full_coverage")


_COUNTED_FROM = frozenset({"base", "base2", "last", "last2", "from0"})


def _carried(clauses: list[Clause], language: Language) -> tuple[list[_Said], dict[int, tuple[str, ...]]]:
    """Return the clauses that say something, each with its year, and the names that stand before each."""
    said: list[_Said] = []
    names: dict[int, tuple[str, ...]] = {}
    waiting: tuple[str, ...] = ()
    year: int | None = None
    all_stretch, promised, reached = False, False, False
    limit: Doubt | None = None
    base: Token | None = None
    span: Token | None = None
    head = ""
    for clause in clauses:
        year = clause.year if clause.year is not None else year
        promised = promised or clause.promised
        reached = clause.actual or (reached and not clause.promised)
        if clause.leads:
            all_stretch = all_stretch or clause.stretch
            base = clause.roles.get("base", base)
            span = clause.roles.get("span", span)
            continue
        if span is not None and clause.form == "fromto" and "from0" not in clause.roles:
            clause = clause._replace(form="", doubt=Doubt("past_or_plan"))
        if base is not None and not _COUNTED_FROM & clause.roles.keys():
            clause = clause._replace(roles={**clause.roles, "base0": base})
        if clause.actual or reached:
            continue
        if clause.doubt is not None and not clause.valued and clause.doubt.code in ("limited", "turned"):
            limit = clause.doubt if clause.doubt.code == "limited" else limit  # 除山区外，…: of what follows
            continue
        if limit is not None:
            clause, limit = clause._replace(form="", doubt=limit), None
        subject = subject_of(clause, language)
        if clause.form == "named":
            names_one = bool(subject) and clause.parts["what"][-1].letter in letters_of(language, "NAMED", "SUBJECT")
            waiting = (*(waiting if names_one else ()), *([subject] if subject else []))
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
        said.append(_Said(clause, year, clause.stretch or all_stretch, subject, promised))
    if limit is not None and said:  # …，山区除外: of what stands before it
        last = said[-1]
        said[-1] = last._replace(clause=last.clause._replace(form="", doubt=limit))
    return said, names


def _reading(one: _Said, context: Context, unit: str | None = None) -> Reading:
    clause = one.clause
    if clause.doubt is not None:
        return _made(one, clause.doubt, None)
    if unit is not None and "unit" not in clause.roles:
        context = context._replace(unit=unit)
    dated = clause if clause.year == one.year else clause._replace(year=one.year)
    baseline = None
    try:
        commitment = commitment_of(dated, context, one.subject)
        if isinstance(commitment, Level | Change):
            baseline = baseline_of(clause, commitment.value.unit)
    except AmountError as error:
        commitment = Doubt("amount", (error.message,))
    reading = _made(one, commitment, baseline)
    return _only_striven_for(reading) if one.stretch and reading.doubt is None else reading


def _made(one: _Said, commitment: Commitment | Doubt, baseline: tuple[Amount, int | None] | None) -> Reading:
    clause = one.clause
    value = clause.roles.get("value")
    loose = value is not None and "WORDS" in value.values and "after" not in clause.roles
    doubt = commitment if isinstance(commitment, Doubt) else None
    return Reading(
        clause.start,
        clause.end,
        "" if doubt is not None and doubt.code == "unknown" else one.subject,
        commitment.unread() if isinstance(commitment, Doubt) else commitment,
        doubt,
        one.year,
        None,
        baseline,
        None,
        one.promised,
        clause.form,
        "rest" not in clause.parts,
        loose,
    )


def _only_striven_for(reading: Reading) -> Reading:
    doubt = Doubt("stretch_only")
    return reading._replace(commitment=doubt.unread(), doubt=doubt, stretch=reading.commitment)


# --- several clauses of one promise ---


def _elided(readings: list[Reading], reading: Reading) -> Reading:
    """Return a value without a verb as the change that stands before it."""
    last = readings[-1].commitment if readings else None
    if isinstance(last, Change) and reading.doubt is None:
        commitment = _like(last, reading.commitment)
        if isinstance(commitment, Change):
            return reading._replace(commitment=commitment)
    doubt = reading.doubt or Doubt("no_direction")
    return reading._replace(commitment=doubt.unread(), doubt=doubt)


def _join(readings: list[Reading], one: _Said, reading: Reading) -> None:
    """Put a reading behind the others, or into the one that it belongs to: a promise and what is striven for."""
    last = readings[-1] if readings else None
    new_subject = one.subject and (last is None or one.subject != last.subject)
    if last is None or new_subject or not one.clause.joint:
        readings.append(reading)
        return
    if one.clause.year is not None and last.year is not None and one.year != last.year:
        commitment = reading.commitment if reading.form == "zero" else _like(last.commitment, reading.commitment)
        readings.append(reading._replace(subject=last.subject, commitment=commitment))
        return
    if reading.stretch is not None and last.doubt is None and last.stretch is None:
        stretch = _like(last.commitment, reading.stretch)
        readings[-1] = last._replace(stretch=stretch, end=reading.end)
        return
    if last.stretch is not None and reading.doubt is None and last.doubt is not None:  # 力争达到30%，确保25%
        firm = _like(last.stretch, reading.commitment)
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
    if _conflict(parts):
        doubt = Doubt("two_values")
        return last._replace(commitment=doubt.unread(), doubt=doubt, end=reading.end)
    commitment = parts[0] if len(parts) == 1 else Compound(parts=parts)
    return last._replace(commitment=commitment, end=reading.end)


def _parts(commitment: Commitment) -> tuple[Commitment, ...]:
    return commitment.parts if isinstance(commitment, Compound) else (commitment,)


def _conflict(commitments: Sequence[Commitment]) -> bool:
    """Return whether two levels in one unit say the same of different values: then they are not of one thing."""
    said = [(one.comparator, one.value.unit) for one in commitments if isinstance(one, Level)]
    return len(set(said)) < len(said)


def _like(first: Commitment, other: Commitment) -> Commitment:
    """Return a bare value as the change that the first of its list is: 下降8%、8%、10%以上."""
    if isinstance(first, Change) and isinstance(other, Change):
        return attrs.evolve(other, since=first.since if other.since is None else other.since, per=first.per)
    if isinstance(first, Level | Change) and isinstance(other, Level) and not other.value.unit:
        high = None if other.high is None else in_unit(other.high, first.value.unit)
        other = attrs.evolve(other, value=in_unit(other.value, first.value.unit), high=high)
    if isinstance(first, Change) and isinstance(other, Level) and first.value.is_convertible_to(other.value.unit):
        return attrs.evolve(first, value=other.value, high=other.high, comparator=other.comparator)
    return other


# --- lists ---

_NUMBERED = frozenset({"bare", "bound", "level", "change", "made", "shared", "reduced", "summed"})


def _list_length(said: list[_Said], at: int) -> int:
    """Return how many clauses from here on are the places of one list."""
    first = said[at].clause
    if first.form not in _NUMBERED and first.form != "grade":
        return 1
    apart = "分别" in _told_by(first) or first.together
    end = at + 1
    while end < len(said) and _is_place(said[end], first, apart=apart):
        end += 1
    return end - at


def _told_by(clause: Clause) -> str:
    return "分别" if clause.together else ""


def _is_place(one: _Said, first: Clause, *, apart: bool) -> bool:
    clause = one.clause
    if one.subject or clause.stretch or clause.doubt is not None or clause.year is not None:
        return False
    if clause.form not in ("bare", "bound", "grade", "bracket") and not (apart and clause.form in ("change", "level")):
        return False
    return clause.joint == "SEP" or (apart and clause.joint == "STOP")


def _list(said: list[_Said], waiting: tuple[str, ...], context: Context, language: Language) -> list[Reading]:
    """Return the places of a list, or nothing when it is no list."""
    head = said[0]
    names = _names(head, waiting, context, language)
    if len(said) == 1 and (len(names) < 2 or (head.clause.doubt is not None)):
        return []
    if len(said) > 1 and len(names) > 1 and len(names) != len(said):
        doubt = Doubt("list_length", (len(said), len(names)))
        return [Reading(head.clause.start, said[-1].clause.end, head.subject, doubt.unread(), doubt, head.year)]
    framed = _frame(said)
    unit = next((one.clause.roles["unit"].text for one in reversed(said) if "unit" in one.clause.roles), None)
    if unit is not None and _without_scale(unit):
        said = [_with_scale_of(one, unit) for one in said]
        head = said[0]
    first = _reading(head, context, unit)
    readings = []
    for number in range(max(len(said), len(names))):
        one = said[number] if number < len(said) else head
        reading = first if one is head else _reading(one, context, unit)
        commitment = first.commitment if one is head else _like(_firm(first), _firm(reading))
        if framed is not None and isinstance(commitment, Level | Change):
            commitment = attrs.evolve(commitment, comparator=framed)
        reading = reading._replace(
            start=head.clause.start,
            end=said[-1].clause.end,
            subject=names[number] if len(names) > 1 else head.subject,
            year=one.clause.year if one.clause.year is not None else head.year,
            note=f"{number + 1} of {max(len(said), len(names))} in a list",
        )
        if one is not head and reading.doubt is None:
            reading = reading._replace(commitment=commitment)
            reading = _only_striven_for(reading) if first.stretch is not None else reading
        elif reading.doubt is None and framed is not None:
            reading = reading._replace(commitment=commitment)
        readings.append(reading)
    return readings


def _without_scale(unit: str) -> str:
    scale = SCALE.match(unit)
    return unit[scale.end() :] if scale is not None and scale[0][-1] in "万亿" else unit


def _with_scale_of(one: _Said, unit: str) -> _Said:
    """Return a place of a list whose number has a scale alone with the unit of the last: 2亿 of 2亿和1亿千瓦."""
    own = one.clause.roles.get("unit")
    if own is None or own.text not in SCALES:
        return one
    whole = own._replace(text=own.text + _without_scale(unit))
    return one._replace(clause=one.clause._replace(roles={**one.clause.roles, "unit": whole}))


def _firm(reading: Reading) -> Commitment:
    return reading.stretch if reading.stretch is not None else reading.commitment


def _names(head: _Said, waiting: tuple[str, ...], context: Context, language: Language) -> list[str]:
    if not head.subject and not waiting and context.name is not None:
        return names_in(context.name, language)
    listed = "、".join((*waiting, head.subject)) if head.subject else "、".join(waiting)
    return names_in(listed, language)


def _frame(said: list[_Said]) -> Comparator | None:
    """Return the comparator that holds for a whole list: 分别不低于10%、8%, 分别控制在25、45以内.

    以上 behind the last place stays with that place where each has a unit of its own: a text does not say whether it is
    meant for all. Where the unit behind the last is that of all (2亿和1亿千瓦以上), 以上 is, too.
    """
    first, last = said[0].clause.roles, said[-1].clause.roles
    if len(said) < 2:
        return None
    if "before" in first and not any({"before", "after"} & one.clause.roles.keys() for one in said[1:]):
        comparator = comparator_of(first)
        return None if isinstance(comparator, Doubt) else comparator
    if "after" not in last or any("after" in one.clause.roles for one in said[:-1]):
        return None
    comparator = comparator_of(last)
    if isinstance(comparator, Doubt):
        return None
    units = [one.clause.roles.get("unit") for one in said[:-1]]
    shared = "unit" in last and all(unit is None or unit.text in SCALES for unit in units)  # 2亿和1亿千瓦以上
    return comparator if shared or ("held" in first and comparator == "at_most") else None
