"""What would have to give so that work can be scheduled, by how much, and what that means for the goals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs

from planmodel.model.element import Undertaking
from planmodel.model.kinds import Goal, Indicator
from planmodel.model.plan import Plan
from planmodel.model.targets import Target
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.times import plain
from planmodel.units import Amount
from planmodel.units.numerals import from_fraction
from planmodel.words import Message, say

__all__ = ["GoalTerm", "Relaxation", "goal_terms", "names_told"]


@attrs.frozen(kw_only=True)
class GoalTerm:
    """What a relaxation means for a goal, or for one target of an indicator.

    Parameters:
        id: the goal or indicator.
        name: what people call it.
        until: the last day of the year or period by which it shall hold; ``None`` when none is stated.
        finish: the last day of the work for it, in the shortest schedule that the relaxation allows.
        late: by how many months the year or period would have to be later; ``None`` when it stands or nobody can say.
        years: the same in years: from the stated year to that in which the work is over.
        target: the target as published, with its unit; ``None`` for a goal.
        late_share: the share of the target, 0 to 1, that work brings about which is over only after ``until``.
        late_amount: the amount of it, where contributions state amounts.
        because: why one of these cannot be told.
    """

    id: str
    name: str
    until: dt.date | None
    finish: Moment | Amount
    late: Amount | None = None
    years: int | None = None
    target: str | None = None
    late_share: float | None = None
    late_amount: Amount | None = None
    because: Message | None = None

    @property
    def message(self) -> Message:
        """The same in words."""
        head = say("relax.goal.head", id=self.id, target=self.target) if self.target else self.id
        if self.until is None:
            return say("relax.goal.unknown", head=head, because=self.because)
        told: dict[str, Any] = {"head": head, "until": self.until, "finish": self.finish}
        if self.late is None:
            key = "relax.goal.in_time" if self.because is None else "relax.goal.cannot"
            return say(key, **told, because=self.because)
        late = say("relax.goal.late", **told, late=self.late, years=self.years)
        if self.late_share is not None:
            return say("relax.goal.share", late=late, share=f"{100 * self.late_share:.4g} %")
        if self.late_amount is not None:
            return say("relax.goal.amount", late=late, amount=self.late_amount)
        return late if self.because is None else say("relax.goal.but", late=late, because=self.because)

    def to_record(self) -> dict[str, Any]:
        """Return plain values."""
        return {key: plain(value) for key, value in attrs.asdict(self, recurse=False).items()}


@attrs.frozen(kw_only=True)
class Relaxation:
    """What would have to give, alone and as little as it can, so that all else can be kept.

    Parameters:
        what: ``resource`` (there is more of it), ``finish by`` (a deadline or date is later; with the
            type ``start_on`` or ``start_no_later`` the day by which work begins), ``not before`` (work may
            begin earlier), ``link`` (a lag is shorter), ``longest wait`` (it is longer), ``duration`` (it is shorter),
            ``start`` (everything begins earlier) or ``calendar`` (more days of the week are worked).
        id: the resource or work; of the start and the calendar the plan.
        on: of a link or longest wait the work that it counts from.
        type: the type of that link, or of the constraint that holds work to a date; ``None`` where there is none.
        constraint: what the plan states, in words.
        is_member: whether it is a member of the conflict; what else could give is no member.
        by: the smallest amount found that is enough, in the unit of what gives; ``None`` when none was found.
        least: the smallest amount not proven to be too little; equal to ``by`` when that is proven to be the smallest.
        to: what it then is: a day, an amount of time, an amount of the resource.
        finish: by when everything can be over when it is left out; ``None`` when no schedule without it was found.
        whole: whether all else in the plan can be kept then, or only the rest of the conflict, since other constraints
            conflict, too.
        goals: what that means for the goals and indicators that hang on it.
        because: why no amount can be told.
        days: of a calendar the days of the week that would be worked, too, 0 for Monday.
    """

    what: str
    id: str
    on: str | None
    type: str | None
    constraint: Message
    is_member: bool
    by: Amount | None = None
    least: Amount | None = None
    to: Moment | Amount | None = None
    finish: Moment | Amount | None = None
    whole: bool = True
    goals: tuple[GoalTerm, ...] = ()
    because: Message | None = None
    days: tuple[int, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Whether less is proven to be too little."""
        return self.by is not None and self.by == self.least

    @property
    def message(self) -> Message:
        """What would have to give and by how much, in words."""
        if self.by is None:
            assert self.because is not None
            return say("relax.cannot", constraint=self.constraint, because=self.because)
        days = tuple(say(f"relax.day.{day}") for day in self.days)
        key = f"relax.{self.what.replace(' ', '_')}"
        if self.type == "by_hand" or (self.what == "finish by" and self.type in ("start_on", "start_no_later")):
            key = "relax.by_hand" if self.type == "by_hand" else "relax.start_by"
        told = say(key, id=self.id, on=self.on, by=self.by, to=self.to, days=days)
        if not self.is_proven:
            told = say("relax.unproven", told=told, least=self.least)
        return told if self.whole else say("relax.others", told=told)

    def to_record(self) -> dict[str, Any]:
        """Return plain values."""
        values = {key: plain(value) for key, value in attrs.asdict(self, recurse=False).items() if key != "goals"}
        days = {"days": list(self.days)}
        return {**values, **days, "message": str(self.message), "goals": [goal.to_record() for goal in self.goals]}


def goal_terms(plan: Plan, ids: tuple[str, ...], ends: Mapping[str, Moment | Amount]) -> tuple[GoalTerm, ...]:
    """Return what it means for the goals and indicators that some work serves when work is over then.

    Parameters:
        plan: the plan.
        ids: the work.
        ends: when each task and project is over.
    """
    served = {goal for id in ids for goal in plan.graph.serving.goals(id)}
    made: list[GoalTerm] = []
    for id in plan:
        if id not in served:
            continue
        one = plan[id]
        last = max((ends[work] for work in plan.graph.serving.work(id) if work in ends), default=None, key=_day_of)
        if last is None:
            continue
        if isinstance(one, Indicator):
            made += [_of_target(plan, one, target, last, ends) for target in one.targets if target.year is not None]
        elif isinstance(one, Goal):
            period = one.period or plan.period
            made.append(_term(one, None if period is None else period.end, last))
    return tuple(made)


def names_told(plan: Plan, relaxations: Iterable[Relaxation]) -> Iterator[Message]:
    """Yield a line with the names behind the ids of what would have to give; none where every name is its id."""
    ids = dict.fromkeys(id for one in relaxations for id in (one.id, one.on, *(goal.id for goal in one.goals)))
    named = {id: plan[id].label() for id in ids if id is not None and id in plan}
    if names := [say("levelling.name", id=id, name=name) for id, name in named.items() if name != id]:
        yield say("levelling.names", names=names)


def _day_of(moment: Any) -> Any:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _term(one: Goal | Indicator, until: dt.date | None, finish: Moment | Amount) -> GoalTerm:
    """Return by how much a year or period would have to be later for some work."""
    made = GoalTerm(id=one.id, name=one.label(), until=until, finish=finish)
    if until is None:
        return attrs.evolve(made, because=say("relax.because.no_year"))
    if isinstance(finish, Amount):
        return attrs.evolve(made, because=say("relax.because.undated"))
    end = _day_of(finish)
    if end <= until:
        return made
    months = (end.year - until.year) * 12 + end.month - until.month
    next_day = until + dt.timedelta(days=1)  # a period to the last of a month is longer by whole months
    if next_day.day == 1:
        months = max(1, months)
    elif end.day > until.day:
        months += 1
    return attrs.evolve(made, late=Amount(months, "月"), years=end.year - until.year)


def _of_target(
    plan: Plan, one: Indicator, target: Target, finish: Moment | Amount, ends: Mapping[str, Moment | Amount]
) -> GoalTerm:
    """Return what it means for a target, with the part of what is contributed to it that comes only after its year."""
    assert target.year is not None
    term = _term(one, dt.date(target.year, 12, 31), finish)
    shown = target.as_published or str(target.commitment)
    unit = "" if one.unit is None or one.unit in shown else f" {one.unit}"
    term = attrs.evolve(term, target=f"{target.year}: {shown}{unit}")
    if term.late is None:
        return term
    late = [
        link
        for work in plan.of(Undertaking)
        for link in work.contributes_to
        if link.to == one.id and link.sign > 0 and _is_late(plan, work.id, term.until, ends)
    ]
    if not late:
        return attrs.evolve(term, because=say("relax.because.by_others"))
    if all(link.strength is not None for link in late):
        return attrs.evolve(term, late_share=float(sum(Fraction(str(link.strength)) for link in late)))
    amounts = [link.amount for link in late if link.amount is not None]
    if len(amounts) == len(late) and all(one.is_convertible_to(amounts[0].unit) for one in amounts):
        total = sum((Fraction(one.to(amounts[0].unit).magnitude) for one in amounts), Fraction(0))
        return attrs.evolve(term, late_amount=Amount(from_fraction(total), amounts[0].unit))
    silent = sum(link.strength is None and link.amount is None for link in late)
    key = "relax.because.not_stated" if silent else "relax.because.two_ways"
    return attrs.evolve(term, because=say(key, n=silent, all=len(late)))


def _is_late(plan: Plan, id: str, until: Any, ends: Mapping[str, Moment | Amount]) -> bool:
    """Return whether some work, or a part of it, is over only after a day."""
    parts = (id, *(part for part in ends if id in plan.graph.hierarchy.above(part)))
    return any(_day_of(ends[part]) > until for part in parts if part in ends)
