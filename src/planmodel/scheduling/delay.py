"""What a delay does: which work slips, which goals pay, and in whose hands it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column, columns_of
from planmodel.errors import AmountError, ModelError, PlanModelError
from planmodel.listing import some
from planmodel.model.element import Undertaking
from planmodel.model.time_amounts import family
from planmodel.scheduling.bounds import Bounds
from planmodel.scheduling.differences import Difference, Differences, compare
from planmodel.scheduling.display import MOST_NAMED, finding_line
from planmodel.scheduling.network import Network, is_about
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solving import solve_network
from planmodel.scheduling.spans import joined, through
from planmodel.tabular import Rows
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = ["Delay", "Slip", "delay"]

_MOST_LINES = 40


@attrs.frozen(kw_only=True)
class Slip(Difference):
    """A task or project that slips.

    Parameters:
        lead, support: the organizations that answer for it, or for the whole that it is part of.
        goals: the goals and indicators that it serves.
        against: those that it works against.
        delayed: whether it was named as late itself, and does not slip through links alone.
    """

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    delayed: bool = False


def _hand(name: str) -> Callable[[Difference], object]:
    """Return the function that takes a field of a slip; other differences have none."""
    return lambda one: getattr(one, name, None)


_HANDS = tuple(
    attrs.evolve(column, of=_hand(column.name), shown=False)
    for column in columns_of(Slip)
    if column.name in ("lead", "support", "goals", "against", "delayed")
)
"""Who answers for a slip and what it serves."""


@attrs.frozen(kw_only=True, repr=False)
class Delay(Differences):
    """What slips when tasks are late; the plan and its schedule stay as they are.

    Parameters:
        delays: how late each task is.
        slips: the tasks and projects that slip, with who answers for them and which goals they serve.
        schedule: the schedule with the delays.
        untouched: goals and indicators that late work serves without their end moving.
        notes: by what conventions the delays were counted, where the schedule itself needs none of them.
        unmoved: work that a delay was asked for, which is over, or has begun where a later start was asked for: what
            really happened is not moved.
    """

    delays: Mapping[str, Amount]
    slips: tuple[Slip, ...]
    schedule: Schedule
    untouched: tuple[str, ...]
    unmoved: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "delays": {id: str(amount) for id, amount in self.delays.items()},
            "finish": self.finish.to_record(),
            "goals": [one.to_record() for one in self.goals],
            "slips": [one.to_record() for one in self.slips],
            "goals_within_slack": list(self.untouched),
            "unmoved": list(self.unmoved),
            "notes": list(self.notes),
            "unit": self.schedule.unit,
        }

    def _columns(self) -> Sequence[Column]:
        return (*super()._columns(), *_HANDS)

    def _rows(self) -> Sequence[Difference]:
        slips = {slip.id: slip for slip in self.slips}
        return [slips.get(one.id, one) for one in super()._rows()]

    def _above(self) -> Iterable[str]:
        return (self._headline(),)

    def _headline(self) -> str:
        told = [say("delay.one", id=id, amount=amount) for id, amount in self.delays.items()]
        return say("delay.headline", delays=told or say("export.nothing"), slip=self.finish.slip)

    def _below(self) -> Iterable[str]:
        lines: list[str] = []
        if self.unmoved:
            lines.append(_line("unmoved", self.unmoved))
        if self.untouched:
            lines.append(_line("untouched", self.untouched))
        harmed = dict.fromkeys(goal for slip in self.slips for goal in slip.against)
        if harmed:
            lines.append(_line("against", tuple(harmed)))
        lines += [say("graph.note", note=note) for note in self.notes]
        lines += [finding_line(one) for one in self.schedule.findings]
        hands = {org: [slip.id for slip in self.slips if org in slip.lead] for slip in self.slips for org in slip.lead}
        lines += [_line("led", ids, org=org) for org, ids in hands.items()]
        nobody = [slip.id for slip in self.slips if not slip.lead]
        if nobody:
            lines.append(_line("nobody", nobody))
        return some(lines, _MOST_LINES)


def _line(key: str, ids: Sequence[str], **words: object) -> Message:
    return say(f"delay.{key}", ids=some(ids, MOST_NAMED), **words)


@kinds_checked
def delay(
    schedule: Schedule,
    delays: Mapping[str, str | Amount],
    *,
    of: str = "finish",
) -> Delay:
    """Return what slips when tasks are late.

    Parameters:
        schedule: the schedule; it and its plan stay as they are.
        delays: how late each task or project is: ``{"t-pipes": "6 月"}``; negative for one that is early. A delay of
            what has parts delays each part. Months of a schedule with dates are months of the calendar. What is over,
            or has begun, stays: see ``unmoved``.
        of: ``finish``: the work takes longer; ``start``: it begins later than it could.

    Returns:
        What slips and by how much, the goals and indicators that it reaches, and who answers for it.

    Raises:
        UnknownIdError: no such task or project was scheduled.
        AmountError, IncompatibleUnitsError: a delay is no amount of time.
        ModelError: ``of`` is neither; a delay shortens work to less than nothing, or is so short that no schedule can
            count it.
    """
    if of not in ("finish", "start"):
        raise ModelError(say("delay.of_what", of=of), hint=say("write_one", names=("finish", "start")))
    amounts = {id: _late(id, amount) for id, amount in delays.items()}
    stated = schedule.network.axis.notes
    try:
        schedule = schedule.refined(amounts.values())
        waits = {id: schedule.network.axis.wait(amount) for id, amount in amounts.items()}
    except PlanModelError as error:
        late = next((id for id, amount in amounts.items() if is_about(error, amount)), None)
        error.where = None if late is None else say("delay.of", id=late)
        raise
    del waits  # what a schedule cannot count is refused before anything is moved
    changed, limits, unmoved = schedule.network.copy(), schedule.bounds.copy(), []
    for id, amount in amounts.items():
        for node in changed.parts.get(id) or (schedule.node(id),):
            if node in limits.over or (of == "start" and node in limits.pinned):
                unmoved.append(changed.ids[node])
            elif of == "start":
                _begin_later(schedule, limits, node, amount)
            else:
                _take_longer(schedule, changed, node, amount)
    after = attrs.evolve(schedule, network=changed, bounds=limits, passes=solve_network(changed, limits))
    found = compare(schedule, after)
    slips = _slips(schedule, after, found.tasks)
    served = {goal for slip in slips for goal in slip.goals}
    moved = {one.id for one in found.goals}
    untouched = tuple(id for id in schedule.plan if id in served - moved)
    return Delay(
        delays=amounts,
        tasks=found.tasks,
        goals=found.goals,
        finish=found.finish,
        slips=slips,
        schedule=after,
        untouched=untouched,
        unmoved=tuple(unmoved),
        notes=tuple(note for note in schedule.network.axis.notes if note not in stated),
    )


def _late(id: str, amount: str | Amount) -> Amount:
    """Return a delay as an amount of time; what refuses it says of which work it is."""
    try:
        read = Amount(amount)
        family(read)
    except PlanModelError as error:
        if type(error) is AmountError:  # no number at all, such as a date
            error.message, error.hint = say("delay.no_time", value=str(amount)), say("delay.no_time.hint")
        error.where = say("delay.of", id=id)
        raise
    return read


def _begin_later(schedule: Schedule, limits: Bounds, node: int, amount: Amount) -> None:
    early, axis = int(schedule.passes.early[node]), schedule.network.axis
    tick = through(axis, axis.wait(amount), early)
    if tick > limits.floor[node]:
        limits.floor[node] = tick
        limits.why[node] = say("bounds.delayed", amount=amount)
        limits.days.pop(node, None)


def _take_longer(schedule: Schedule, changed: Network, node: int, amount: Amount) -> None:
    axis, early = schedule.network.axis, int(schedule.passes.early[node])
    length = joined(changed.length(node), axis.wait(amount))
    if through(axis, length, early) < early:
        whole = schedule.amount_of(changed.length(node))
        raise ModelError(say("delay.too_short", id=changed.ids[node], whole=whole, amount=-amount))
    changed.with_length(node, length)


def _slips(before: Schedule, after: Schedule, tasks: Iterable[Difference]) -> tuple[Slip, ...]:
    serving = before.plan.graph.serving
    made = []
    for one in tasks:
        if one.id not in before.network.index or one.slip is None:
            continue
        lead, support = _hands(before, one.id)
        values = attrs.asdict(one, recurse=False)
        lengthened = after.network.length(after.node(one.id)) != before.network.length(before.node(one.id))
        goals, against = serving.goals(one.id), serving.works_against(one.id)
        made.append(Slip(**values, lead=lead, support=support, goals=goals, against=against, delayed=lengthened))
    return Rows(made, Slip)


def _hands(schedule: Schedule, id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who leads and who supports a task, or the nearest whole above it that says so."""
    for here in (id, *schedule.plan.graph.hierarchy.above(id)):
        one = schedule.plan[here]
        if isinstance(one, Undertaking) and one.responsible:
            lead = tuple(link.to for link in one.responsible if link.role != "support")
            return lead, tuple(link.to for link in one.responsible if link.role == "support")
    return (), ()
