"""Contradictions that only a schedule shows: links against dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planmodel.diagnostics import Diagnostic, Place
from planmodel.scheduling.network import weight

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule

__all__ = ["findings"]


def findings(schedule: Schedule) -> tuple[Diagnostic, ...]:
    """Return contradictions between links and dates, in plan order.

    ``PM601`` work that ends after the day by which it must be over, with what drives it; ``PM602`` real dates that no
    link would have allowed; ``PM603`` an end behind the plan's period.
    """
    if schedule.network.axis.start is None:
        return ()
    return (*_overdue(schedule), *_out_of_sequence(schedule), *_behind_period(schedule))


def _overdue(schedule: Schedule) -> list[Diagnostic]:
    network, early = schedule.solved, schedule.passes.early
    made = []
    for node, due in sorted(schedule.bounds.due.items()):
        end = int(early[node]) + network.durations[node]
        if end <= due or node in schedule.bounds.over:
            continue
        id = network.ids[node]
        drivers = schedule.driving_links(node)
        if drivers:
            link = drivers[0]
            why = f"its link {network.types[link]} to {network.name(network.first[link])!r}"
        else:
            why = schedule.bounds.why.get(node, "its duration")
        made.append(
            Diagnostic(
                code="PM601",
                severity="warning",
                message=(
                    f"{id!r} must be over by {schedule.moment(due, finish=True)}, but {why} lets it end on "
                    f"{schedule.moment(end, finish=True)}: {network.axis.amount(end - due)} late"
                ),
                element=id,
                place=Place(),
            )
        )
    return made


def _out_of_sequence(schedule: Schedule) -> list[Diagnostic]:
    network, early = schedule.solved, schedule.passes.early
    made = []
    for link, then in enumerate(network.then):
        if then not in schedule.bounds.pinned:
            continue
        first = network.first[link]
        lag = weight(network.types[link], network.lags[link], network.durations[first], network.durations[then])
        if early[first] + lag > early[then]:
            made.append(
                Diagnostic(
                    code="PM602",
                    severity="warning",
                    message=(
                        f"{network.name(then)!r} has real dates ({schedule.bounds.why[then]}) before its link "
                        f"{network.types[link]} to {network.name(first)!r} allows"
                    ),
                    element=network.name(then),
                )
            )
    return made


def _behind_period(schedule: Schedule) -> list[Diagnostic]:
    period = schedule.plan.period
    if period is None or schedule.finish_tick <= schedule.network.axis.tick_of(period.end, end=True):
        return []
    message = f"everything is over on {schedule.finish}, after the plan's period, which ends {period.end}"
    return [Diagnostic(code="PM603", severity="warning", message=message)]
