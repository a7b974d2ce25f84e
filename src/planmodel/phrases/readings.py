"""One promise of a sentence: a clause with what is carried to it, read."""

from __future__ import annotations

from typing import NamedTuple

import attrs

from planmodel.errors import AmountError
from planmodel.model.kinds import in_unit
from planmodel.model.targets import Change, Commitment, Level
from planmodel.phrases.clauses import Clause
from planmodel.phrases.commitments import baseline_of, commitment_of
from planmodel.phrases.context import Context
from planmodel.phrases.measures import SCALES
from planmodel.phrases.reasons import Doubt
from planmodel.units import Amount

__all__ = ["Reading", "Said", "alike", "reading_of", "striven_for"]


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


class Said(NamedTuple):
    """A clause with what is carried to it."""

    clause: Clause
    year: int | None
    stretch: bool
    subject: str
    promised: bool


def reading_of(one: Said, context: Context, unit: str | None = None) -> Reading:
    """Return what a clause promises; ``unit`` is that of its number when it prints none."""
    clause = one.clause
    if clause.doubt is not None or clause.years:
        return _made(one, clause.doubt or Doubt("years"), None)
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
    return striven_for(reading) if one.stretch and reading.doubt is None else reading


def _made(one: Said, commitment: Commitment | Doubt, baseline: tuple[Amount, int | None] | None) -> Reading:
    clause = one.clause
    value = clause.roles.get("value")
    counted = clause.roles.get("unit")
    told = "after" in clause.roles or (counted is not None and counted.text.isascii())  # rise by five years
    loose = value is not None and "WORDS" in value.values and not told
    doubt = commitment if isinstance(commitment, Doubt) else None
    subject = one.subject
    if doubt is not None and doubt.code == "unit" and str(doubt.words[0])[0] in SCALES:
        subject = subject.removesuffix(str(doubt.words[0]).lstrip("十百千万亿"))  # 10万单: 单 is no part of the name
    return Reading(
        clause.start,
        clause.end,
        "" if doubt is not None and doubt.code == "unknown" else subject,
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


def striven_for(reading: Reading) -> Reading:
    """Return a reading as what is striven for alone: a stretch, and no firm promise."""
    doubt = Doubt("stretch_only")
    return reading._replace(commitment=doubt.unread(), doubt=doubt, stretch=reading.commitment)


def alike(first: Commitment, other: Commitment) -> Commitment:
    """Return a bare value as the change that the first of its list is: 下降8%、8%、10%以上."""
    if isinstance(first, Change) and isinstance(other, Change):
        return attrs.evolve(other, since=first.since if other.since is None else other.since, per=first.per)
    if isinstance(first, Level | Change) and isinstance(other, Level) and not other.value.unit:
        high = None if other.high is None else in_unit(other.high, first.value.unit)
        other = attrs.evolve(other, value=in_unit(other.value, first.value.unit), high=high)
    if isinstance(first, Change) and isinstance(other, Level) and first.value.is_convertible_to(other.value.unit):
        return attrs.evolve(first, value=other.value, high=other.high, comparator=other.comparator)
    return other
