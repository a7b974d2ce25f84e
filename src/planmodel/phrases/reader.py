"""The reader of published targets: what a table cell or a sentence promises, or why it cannot be told.

Nothing is guessed: a phrase that the grammar does not cover as a whole is :class:`Unread`, with the reason. 达到 alone
says nothing about which way is better; the indicator does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

import attrs

from planmodel.errors import AmountError
from planmodel.model.kinds import in_unit
from planmodel.model.targets import (
    Change,
    Commitment,
    Comparator,
    Compound,
    Level,
    Target,
    Unread,
)
from planmodel.phrases.clauses import Clause, Refusal, clauses_of
from planmodel.phrases.commitments import BRACKETS, Context, commitment_of, comparator_of, unit_in
from planmodel.phrases.scanner import LONGEST, folded
from planmodel.records import Rows

__all__ = ["read_commitment", "read_target", "read_targets"]

_WHAT = re.compile(r"(?:年均|平均)*(?:浓度|(?:重点工程)?(?:排放|减排|削减)(?:总量|量)?)$")
_HALF = re.compile("[\\0\ud800-\udfff]")
_LISTED = re.compile(r"[、，,]|和|及(?!以)")


def read_target(
    text: str,
    *,
    unit: str | None = None,
    name: str | None = None,
    base_year: int | None = None,
    better: Literal["higher", "lower"] | None = None,
    year: int | None = None,
) -> Target:
    """Return the target that a published phrase states.

    Parameters:
        text: the phrase as printed.
        unit: the unit of a number that has none of its own.
        name: the indicator's name as printed; it settles the unit when it ends in one in brackets, that a bare
            ``13.5%`` is a cut when it ends in 降低 or 减排量, and which of several targets is meant.
        base_year: the year that a change counts from when the text does not say.
        better: which way is better, for the sign of 〔18〕 when neither the text nor the name tells; never for 达到.
        year: the year by whose end it shall hold when the text does not say.

    Returns:
        one target; of a text that holds several the one that ``name`` or ``year`` settles, else one that is
        :class:`Unread` and says how many there are. It never raises: what cannot be read is :class:`Unread`.

    Example:
        >>> target = read_target("比2020年下降14%,力争14.5%")
        >>> str(target.commitment.value), target.commitment.since, str(target.stretch.value)
        ('14 %', 2020, '14.5 %')
        >>> read_target("达到85%", year=2025).commitment.comparator is None
        True
        >>> read_target("97。3%").commitment.reason
        'a full stop 。 inside a number: a decimal point, or the end of a sentence'
    """
    found = read_targets(text, unit=unit, name=name, base_year=base_year, better=better, year=year)
    if len(found) == 1:
        return found[0]
    chosen = [one for one in found if one.year == year] if year is not None else []
    if len(chosen) != 1 and name is not None:
        wanted = folded(name)
        chosen = [one for one in found if one.scope is not None and folded(str(one.scope)) in wanted]
    if len(chosen) == 1:
        return chosen[0]
    return Target(year=year, as_published=text or None, commitment=Unread(reason=f"it holds {len(found)} targets"))


def read_targets(
    text: str,
    *,
    unit: str | None = None,
    name: str | None = None,
    base_year: int | None = None,
    better: Literal["higher", "lower"] | None = None,
    year: int | None = None,
) -> tuple[Target, ...]:
    """Return every target that a published phrase states: one a position of a list (分别…), one a year.

    Parameters: those of :func:`read_target`.

    Returns:
        at least one target; ``note`` tells the place in a list, ``scope`` what the list names there.

    Example:
        >>> [str(one.commitment.value) for one in read_targets("分别达到245吨、18吨", name="减排量")]
        ['245 吨', '18 吨']
    """
    if "\0" in text or _HALF.search(text):
        text = _HALF.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(text) > LONGEST or len(name or "") > LONGEST:
        return Rows(_read.__wrapped__(text, unit, name, base_year, better, year))
    return Rows(_read(text, unit, name, base_year, better, year))


@lru_cache(maxsize=16_384)
def _read(
    text: str, unit: str | None, name: str | None, base_year: int | None, better: str | None, year: int | None
) -> tuple[Target, ...]:
    clauses = clauses_of(text)
    if isinstance(clauses, Refusal):
        return (_unread(clauses.reason, Context(text), year),)
    context = Context(text, unit if unit is not None else unit_in(name), name, base_year)
    try:
        return _targets(clauses, context, year, better)
    except AmountError as error:
        return (_unread(error.message, context, year),)


@lru_cache(maxsize=16_384)
def read_commitment(text: str, *, unit: str | None = None) -> Commitment:
    """Return what a published phrase promises, or :class:`Unread` with the reason.

    Parameters:
        text: the phrase as printed.
        unit: the unit of a number that has none of its own.
    """
    return read_target(text, unit=unit).commitment


# --- from clauses to targets ---


class _Part(NamedTuple):
    clause: Clause
    commitment: Commitment


def _targets(clauses: tuple[Clause, ...], context: Context, year: int | None, better: str | None) -> tuple[Target, ...]:
    names = [clause.subject for clause in clauses if clause.form == "named"]
    numbered = [clause for clause in clauses if clause.form != "named"]
    if not numbered:
        return (
            Target(
                year=year, as_published=context.text, commitment=Unread(reason="no number, and no words that are known")
            ),
        )
    listed = _is_list(numbered)
    if names and not listed:
        return (
            Target(
                year=year, as_published=context.text, commitment=Unread(reason=f"{names[0][:20]!r} is not understood")
            ),
        )
    if listed and len(numbered) > 1:
        return _list(numbered, names, context, year, better)
    parts = [_Part(clause, commitment_of(clause, context, better)) for clause in numbered]
    if len(parts) == 1:
        return (_joined(parts, context, year),)
    years = list(dict.fromkeys(part.clause.year for part in parts))
    if len(years) > 1 and None not in years:
        return tuple(_joined([part for part in parts if part.clause.year == one], context, one) for one in years)
    subjects = [part.clause.subject for part in parts]
    if any(subjects[1:]) and len(set(subjects)) == len(parts):
        scopes = [subject.removeprefix("其中") or None for subject in subjects]
        return tuple(
            attrs.evolve(_joined([part], context, year), scope=scope) for part, scope in zip(parts, scopes, strict=True)
        )
    return (_joined(parts, context, year),)


def _unread(reason: str, context: Context, year: int | None) -> Target:
    return Target(year=year, as_published=context.text or None, commitment=Unread(reason=reason))


def _is_list(clauses: list[Clause]) -> bool:
    """Return whether clauses are the places of one list rather than the parts of one promise."""
    if any(clause.together for clause in clauses):
        return all(_is_place(clause) for clause in clauses[1:])
    joints = all(clause.joint == "SEP" for clause in clauses[1:])
    units = {clause.roles["unit"].text for clause in clauses if "unit" in clause.roles}
    return len(clauses) > 1 and joints and len(units) < 2 and all(_is_bare(clause) for clause in clauses[1:])


def _is_place(clause: Clause) -> bool:
    return (
        clause.joint in ("SEP", "STOP") and clause.form in ("level", "change", "range", "grade") and not clause.stretch
    )


def _is_bare(clause: Clause) -> bool:
    return clause.form == "level" and not clause.subject and not clause.stretch and clause.year is None


def _list(
    clauses: list[Clause], names: list[str], context: Context, year: int | None, better: str | None
) -> tuple[Target, ...]:
    if not names and context.name is not None:
        inside = _LISTED.split(BRACKETS.sub("", context.name))
        names = inside if len(inside) > 1 else []
    elif names and clauses[0].subject:
        names = [*names, _WHAT.sub("", clauses[0].subject) or clauses[0].subject]
    subjects = [clause.subject for clause in clauses[1:]]
    if names and len(names) != len(clauses):
        reason = f"a list of {len(clauses)} values for {len(names)} names"
        return (_unread(reason, context, year),)
    if not names and all(subjects):
        names = [clause.subject for clause in clauses]
    unit = next((clause.roles["unit"].text for clause in reversed(clauses) if "unit" in clause.roles), context.unit)
    first = commitment_of(clauses[0], context._replace(unit=unit), better)
    framed = _frame(clauses)
    found = []
    for number, clause in enumerate(clauses):
        commitment = first
        if number > 0:
            commitment = _like(first, commitment_of(clause, context._replace(unit=unit), better))
        note = f"{number + 1} of {len(clauses)} in a list"
        if framed is not None and isinstance(commitment, Level | Change):
            commitment = attrs.evolve(commitment, comparator=framed)
        scope = names[number] if names else None
        own_year = clause.year if clause.year is not None else year
        found.append(
            Target(year=own_year, as_published=context.text, commitment=commitment, scope=scope or None, note=note)
        )
    return tuple(found)


def _frame(clauses: list[Clause]) -> Comparator | None:
    """Return the comparator that holds for a whole list: 分别不低于10%、8%, 分别控制在25、45以内.

    以上 behind the last place stays with that place: a text does not say whether it is meant for all.
    """
    first, last = clauses[0].roles, clauses[-1].roles
    if "before" in first and not any("before" in clause.roles or "after" in clause.roles for clause in clauses[1:]):
        return comparator_of(first)
    alone = not any("after" in clause.roles for clause in clauses[:-1])
    if "held" in first and alone and "after" in last and comparator_of(last) == "at_most":
        return "at_most"
    return None


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


def _joined(parts: list[_Part], context: Context, year: int | None) -> Target:
    """Return one target from the parts of one promise; what 力争 leads is the harder promise beside another."""
    firm = [part for part in parts if not part.clause.stretch]
    strive = [part for part in parts if part.clause.stretch]
    if not firm and len(strive) == 1:
        alone = Unread(reason="力争: what the plan strives for, with no firmer promise beside it")
        own_year = strive[0].clause.year if strive[0].clause.year is not None else year
        return Target(year=own_year, as_published=context.text, commitment=alone, stretch=strive[0].commitment)
    if len(strive) > 1:
        return _unread("strives for more than one thing", context, year)
    commitments = [part.commitment for part in firm]
    if len(commitments) > 1:
        commitments = list(dict.fromkeys(commitments))
    unread = next((one for one in commitments if isinstance(one, Unread)), None)
    if unread is None and _conflict(commitments):
        unread = Unread(reason="two values for one promise")
    if unread is not None:
        commitment: Commitment = unread
    else:
        commitment = commitments[0] if len(commitments) == 1 else Compound(parts=tuple(commitments))
    stretch = _like(commitments[0], strive[0].commitment) if strive else None
    own_year = next((part.clause.year for part in parts if part.clause.year is not None), year)
    return Target(year=own_year, as_published=context.text, commitment=commitment, stretch=stretch)


def _conflict(commitments: list[Commitment]) -> bool:
    """Return whether two levels in one unit say the same of different values: then they are not of one thing."""
    levels = [one for one in commitments if isinstance(one, Level)]
    said = [(one.comparator, one.value.unit) for one in levels]
    return len(set(said)) < len(said)
