"""Targets that are given by their text alone: what the text promises of its indicator, read when it is asked for.

The grammar of promises takes longer to load than a plan to read, and most who read a plan ask few of its targets.
"""

from __future__ import annotations

from itertools import compress, product
from typing import Any, NamedTuple

import attrs

from planmodel.faults import fault_of
from planmodel.model.kinds import Indicator, completed
from planmodel.model.subjects import part_named, printed_names, same_part
from planmodel.model.targets import Commitment, Target, Unread, fill_later, is_filled_by
from planmodel.text import Text, in_language
from planmodel.units.unit_text import without_own_unit
from planmodel.words import say

__all__ = ["NOBODY", "Promise", "Told", "is_to_be_read", "promised", "read_alone", "read_later", "told_targets"]


class Told(NamedTuple):
    """What an indicator tells of the texts of its targets.

    Parameters:
        name: its name.
        unit: its unit.
        better: which way is better.
        metric: the id of its metric.
    """

    name: Text
    unit: str | None
    better: Any
    metric: str | None

    @classmethod
    def by(cls, indicator: Indicator) -> Told:
        """Return what an indicator tells."""
        metric = indicator.metric.to if indicator.metric is not None else None
        return cls(indicator.name, indicator.unit, indicator.better, metric)


NOBODY = Told("", None, None, None)
"""What is told of a target that no indicator has yet."""


class Promise(NamedTuple):
    """What a target says that gives no commitment but a text."""

    year: int | None
    commitment: Commitment
    stretch: Commitment | None
    scope: Text | None


def promised(text: str, told: Told, *, year: int | None, stretch: Commitment | None, scope: Text | None) -> Promise:
    """Return what a target of an indicator promises by its text: year, commitment, stretch and part.

    What the target gives itself stays. The base year is left to those who reckon with it: an indicator is read before
    its plan's is known, and a change without one counts from the baseline's year, else from the plan's. A text for
    another year than the target's is no promise for that year, and stays unread.

    Parameters:
        text: the text.
        told: what its indicator tells.
        year: the year that the target gives, if any.
        stretch: the stretch that it gives.
        scope: the part that it gives.
    """
    said = _said(without_own_unit(text, told.unit), year, scope, told)
    if year is not None and said.year is not None and said.year != year:
        return Promise(year, Unread(reason=say("target.other_year", said=said.year, year=year)), stretch, scope)
    return Promise(
        said.year if year is None else year,
        said.commitment,
        said.stretch if stretch is None else stretch,
        said.scope if scope is None else scope,
    )


def _said(text: str, year: int | None, scope: Text | None, told: Told) -> Target | Promise:
    """Return what a text says of its indicator; the grammar is loaded for the first.

    Of several promises in one text the target's is the one for its part, else for its year.
    """
    from planmodel.model.metrics import shipped_metric
    from planmodel.phrases.reader import read_target, read_targets

    better = told.better
    if better is None and told.metric is not None and (defined := shipped_metric(told.metric)) is not None:
        better = defined.better
    name, unit = in_language(told.name) or None, told.unit
    found = read_targets(text, unit=unit, name=name, better=better)
    if len(found) > 1 and scope is not None:
        found = tuple(one for one in found if same_part(one.scope, scope))
    if len(found) != 1:
        found = (read_target(text, unit=unit, name=name, better=better, year=year),)
    [said] = found
    if said.scope is None or said.subject is None or name is None:
        return said
    # by the name in other languages and of its metric it may be the indicator itself
    part = part_named(said.subject, printed_names(told.name), told.metric)
    return Promise(said.year, said.commitment, said.stretch, part)


def read_later(target: Target, told: Told) -> None:
    """Have the text of a target that gives no commitment read when what it promises is first asked for.

    Parameters:
        target: the target, which has a text and is nobody else's yet.
        told: what its indicator tells now: what is told it later is too late for its texts.
    """
    left = _LEFT[target.year is None, target.stretch is None, target.scope is None]
    fill_later(target, left, _Later(told, left))


def read_alone(target: Target) -> None:
    """Have the text of a target that no indicator has yet read whenever what it promises is asked for."""
    read_later(target, NOBODY)


def told_targets(indicator: Indicator, before: Indicator | None = None) -> tuple[Target, ...]:
    """Return the targets of an indicator; texts that waited for it will be read with what it tells now.

    Parameters:
        indicator: the indicator.
        before: the indicator that told them something else; none for targets that nobody had.
    """
    told, past = Told.by(indicator), NOBODY if before is None else Told.by(before)
    found = [(target, is_to_be_read(target, past)) for target in indicator.targets]
    return tuple([_told(target, told, left) if left else target for target, left in found])


def _told(target: Target, told: Told, left: tuple[str, ...]) -> Target:
    given = {one.name: getattr(target, one.name) for one in attrs.fields(Target) if one.name not in left}
    if given.get("stretch") is not None:
        given["stretch"] = completed(given["stretch"], told.unit)
    made, later = Target(**given), _Later(told, left)
    fill_later(made, (), later)
    return made


def is_to_be_read(target: Target, told: Told) -> tuple[str, ...]:
    """Return the fields of a target that its text tells and nobody has asked for; none if it was told otherwise."""
    later = is_filled_by(target)
    return later.left if isinstance(later, _Later) and later.told == told else ()


_GIVEN = ("year", "stretch", "scope")
_LEFT = {absent: ("commitment", *compress(_GIVEN, absent)) for absent in product((True, False), repeat=3)}
"""The fields of a target that are left to its text, by which of the others it lacks."""


class _Later(NamedTuple):
    """What fills the fields of a target that are left to its text; small, for there is one a target.

    Parameters:
        told: what the target's indicator tells.
        left: the fields.
    """

    told: Told
    left: tuple[str, ...]

    @property
    def lasts(self) -> bool:
        """Whether what the text says is settled: an indicator may say more of it."""
        return self.told is not NOBODY

    def __call__(self, target: Target) -> Promise:
        given: Any = {name: None if name in self.left else getattr(target, name) for name in _GIVEN}
        text = str(target.as_published)
        try:
            promise = promised(text, self.told, **given)
        except Exception as error:
            fault = fault_of(f"reading the target {text!r:.60}", error)
            return Promise(**given, commitment=Unread(reason=str(fault.message)))
        stretch = None if promise.stretch is None else completed(promise.stretch, self.told.unit)
        return promise._replace(commitment=completed(promise.commitment, self.told.unit), stretch=stretch)
