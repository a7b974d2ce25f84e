"""Contradictions that only a schedule shows: links against dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from planmodel.diagnostics import Diagnostic, Place
from planmodel.model.element import Undertaking
from planmodel.scheduling import impossible
from planmodel.scheduling.lengths import share_of_done
from planmodel.units import Amount
from planmodel.words import coded, say

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule

__all__ = ["findings"]


def findings(schedule: Schedule) -> tuple[Diagnostic, ...]:
    """Return contradictions between links and dates, in plan order.

    ``PM601`` work that ends after the day by which it, or everything, must be over, with what drives it; ``PM602`` real
    dates that a link, the start, the day of the report or each other rule out; ``PM603`` an end behind the plan's
    period; ``PM604`` what a whole says of itself that does not count beside its parts, or that they contradict;
    ``PM606`` a constraint that holds work before its links or the start allow, or that another rules out; ``PM607``
    a share done that is none; ``PM608`` a longest wait that dates or real events exceed.
    """
    if schedule.network.axis.start is None:
        return (*impossible.waits_exceeded(schedule), *_of_wholes(schedule))
    dated = (
        *_overdue(schedule),
        *_out_of_sequence(schedule),
        *_held_before_links(schedule),
        *_behind_period(schedule),
        *impossible.finish_missed(schedule),
        *impossible.starts_before(schedule),
        *impossible.impossible_facts(schedule),
        *impossible.shares_not_counted(schedule),
        *impossible.constraints_not_kept(schedule),
        *impossible.waits_exceeded(schedule),
    )
    return (*dated, *_of_wholes(schedule))


def _of_wholes(schedule: Schedule) -> Iterator[Diagnostic]:
    yield from _held_behind_parts(schedule)
    for id in sorted(schedule.network.parts):
        whole = schedule.plan.get(id)
        if isinstance(whole, Undertaking):
            for message in _alone(schedule, whole):
                yield Diagnostic(code="PM604", severity="warning", message=message, element=id)


def _held_behind_parts(schedule: Schedule) -> Iterator[Diagnostic]:
    """Yield the wholes that links hold open beyond their last part: FF and SF to a whole move none of its parts."""
    network = schedule.network
    for node in range(len(network.ids), len(network.durations)):
        id = network.name(node)
        ends = max(schedule.ends[part] for part in network.parts[id])
        links = [link for link in schedule.incoming[node] if network.first[link] not in network.parts[id]]
        if links and int(schedule.passes.early[node]) > ends and all(network.types[one][1] == "F" for one in links):
            others = [network.name(network.first[link]) for link in links]
            message = say(
                "PM604.held_open",
                whole=id,
                others=others,
                over=schedule.moment(ends, finish=True),
                until=schedule.moment(schedule.ends[node], finish=True),
            )
            yield Diagnostic(code="PM604", severity="warning", message=message, element=id)


def _alone(schedule: Schedule, whole: Undertaking) -> Iterator[str]:
    """Yield what a whole says of itself that does not count, or that its parts contradict."""
    if whole.duration is not None:
        yield say("PM604.duration_of", id=whole.id, amount=whole.duration.likely)
    elif whole.modes:
        yield say("PM604.duration", id=whole.id)
    if whole.uses:
        yield say("PM604.uses", id=whole.id)
    if 0 < share_of_done(whole.done) < 1:
        yield say("PM604.done", id=whole.id)
    real = schedule.bounds.began, schedule.bounds.ended
    for node in schedule.network.parts[whole.id]:
        id = schedule.network.ids[node]
        if whole.started is not None and id in real[0] and real[0][id] < whole.started.start:
            yield say("PM604.began", id=id, day=real[0][id], whole=whole.id, began=whole.started)
        if whole.finished is not None and id in real[1] and real[1][id] > whole.finished.end:
            yield say("PM604.over", id=id, day=real[1][id], whole=whole.id, over=whole.finished)


def _overdue(schedule: Schedule) -> list[Diagnostic]:
    network = schedule.solved
    made = []
    for node, due in sorted(schedule.bounds.due.items()):
        end = schedule.ends[node]
        late = end > due or (schedule.is_point(node) and _stands_behind(schedule, node, due))
        if not late or node in schedule.bounds.over:
            continue
        id = network.ids[node]
        behind = network.work_between(node, due, end)  # none where a point stands on the first day of work after it
        drivers = schedule.driving_links(node)
        why: str = say("PM601.start" if schedule.is_point(node) else "PM601.duration")
        if drivers:
            link = drivers[0]
            why = say("PM601.link", type=coded("link", network.types[link]), first=network.name(network.first[link]))
        elif int(schedule.passes.early[node]) > schedule.bounds.floor[node]:
            why = say("PM601.longest")
        else:
            why = schedule.bounds.why.get(node, why)
        ends = {"due": schedule.moment(due, finish=True), "end": schedule.shown_finish(node)}
        late_by = network.axis.amount(behind) if behind else None
        made.append(
            Diagnostic(
                code="PM601",
                severity="warning",
                message=say("PM601.late" if behind else "PM601.point", id=id, why=why, **ends, amount=late_by),
                element=id,
                place=Place(),
            )
        )
    return made


def _stands_behind(schedule: Schedule, node: int, due: int) -> bool:
    """Return whether work that takes no time stands on the day that begins where the last day for it ends."""
    days: list[Any] = [schedule.shown_finish(node), schedule.moment(due, finish=True)]
    return bool(days[0] > days[1])


def _out_of_sequence(schedule: Schedule) -> list[Diagnostic]:
    network, early = schedule.solved, schedule.passes.early
    made = []
    for link, then in enumerate(network.then):
        if then not in schedule.bounds.pinned:
            continue
        if schedule.allowed(link) > early[then]:
            made.append(
                Diagnostic(
                    code="PM602",
                    severity="warning",
                    message=say("PM602.real", **_before_link(schedule, then, link)),
                    element=network.name(then),
                )
            )
    return made


def _held_before_links(schedule: Schedule) -> list[Diagnostic]:
    network, early = schedule.solved, schedule.passes.early
    broken: dict[int, list[tuple[str, str, int]]] = {}
    for link, then in enumerate(network.then):
        if then in schedule.bounds.held and then not in schedule.bounds.pinned and schedule.allowed(link) > early[then]:
            broken.setdefault(then, []).append((network.name(network.first[link]), network.types[link], link))
    made = []
    for then, links in sorted(broken.items()):
        said = {**_before_link(schedule, then, min(links)[2]), "why": schedule.bounds.held_by[then]}
        message = say("PM606.held", **said)
        made.append(Diagnostic(code="PM606", severity="warning", message=message, element=network.name(then)))
    return made


def _before_link(schedule: Schedule, then: int, link: int) -> dict[str, str]:
    """Return what is said of work that begins before a link of it allows."""
    network = schedule.solved
    first = network.name(network.first[link])
    return {
        "id": network.name(then),
        "why": schedule.bounds.why[then],
        "type": coded("link", network.types[link]),
        "first": first,
    }


def _behind_period(schedule: Schedule) -> list[Diagnostic]:
    period = schedule.plan.period
    finish = schedule.finish
    if period is None or isinstance(finish, Amount) or not len(schedule):
        return []
    if (finish.date() if isinstance(finish, dt.datetime) else finish) <= period.end:
        return []
    message = say("PM603.late", end=schedule.finish, until=period.end)
    return [Diagnostic(code="PM603", severity="warning", message=message)]
