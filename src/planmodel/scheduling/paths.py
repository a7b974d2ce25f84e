"""Chains in a schedule: critical paths, what drives a task, what a task holds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from planmodel.arguments import kinds_checked
from planmodel.failures import check_language
from planmodel.scheduling.curved import Link, start_allowed
from planmodel.scheduling.network import weight
from planmodel.tabular import Rows
from planmodel.text import cut
from planmodel.units import Amount
from planmodel.words import Message, coded, say

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule

__all__ = [
    "Bottleneck",
    "allowed",
    "bottlenecks",
    "critical_paths",
    "driving_links",
    "explain",
    "incoming",
    "slack_ticks",
]


def allowed(schedule: Schedule, link: int) -> int:
    """Return the tick at which a link lets what waits begin; see :meth:`Schedule.allowed`."""
    network, first = schedule.solved, schedule.solved.first[link]
    if schedule.passes.ends is None:
        lengths = network.durations
        between = weight(network.types[link], network.lags[link], lengths[first], lengths[network.then[link]])
        return int(schedule.passes.early[first]) + between
    one = Link(first, network.then[link], network.types[link], network.lag(link))
    return start_allowed(network, one, schedule.passes.early, schedule.ends)


def slack_ticks(schedule: Schedule, node: int) -> int:
    """Return a node's total slack in ticks; see :meth:`Schedule.slack_ticks`."""
    if schedule.passes.ends is None:
        return int(schedule.passes.late[node]) - int(schedule.passes.early[node])
    room = schedule.network.work_between(node, schedule.ends[node], schedule.late_ends[node])
    if node in schedule.bounds.pinned:
        return room  # it has begun: only its end can slip
    return min(
        room, schedule.network.work_between(node, int(schedule.passes.early[node]), int(schedule.passes.late[node]))
    )


def driving_links(schedule: Schedule, node: int) -> list[int]:
    """Return the links that hold a node's start where it is; see :meth:`Schedule.driving_links`."""
    network, early = schedule.solved, int(schedule.passes.early[node])
    links = [link for link in schedule.incoming[node] if schedule.allowed(link) == early]
    if len(links) < 2:
        return links
    return sorted(links, key=lambda link: (network.name(network.first[link]), network.types[link]))


@attrs.frozen
class Bottleneck:
    """A critical task and what it holds up.

    Parameters:
        id: the task or project.
        holds_up: how many others slip at once when it takes longer: what its links drive, and what those drive.
        goals: the goals and indicators that these serve, and its own.
    """

    id: str
    holds_up: int
    goals: tuple[str, ...]


@kinds_checked
def critical_paths(schedule: Schedule, limit: int) -> tuple[tuple[str, ...], ...]:
    """Return the chains of critical tasks; see :meth:`Schedule.critical_paths`."""
    if schedule.basis.empty:
        return ()
    network = schedule.solved

    def by_id(node: int) -> tuple[str, int]:
        return network.name(node), node

    critical = {node for node in range(len(network.durations)) if schedule.slack_ticks(node) <= 0}
    after: dict[int, list[int]] = {node: [] for node in critical}
    driven: set[int] = set()
    for node in sorted(critical, key=by_id):
        for link in schedule.driving_links(node):
            first = network.first[link]
            if first in critical:
                after[first].append(node)
                driven.add(node)
    ends = {node for node in critical if not after[node]}
    late = {node for node in ends if node in schedule.bounds.due or schedule.ends[node] >= schedule.finish_tick}
    shown = {node for node in critical if node < len(network.ids) and schedule.is_critical(node)}
    found: dict[tuple[str, ...], None] = {}
    steps: list[tuple[int, int]] = [(0, 0)]  # what is shown of a chain so far: the step before, and the node
    numbers: dict[tuple[int, int], int] = {}

    def with_node(before: int, node: int) -> tuple[int, int]:
        if node in shown:
            key = before, node
            if key not in numbers:
                numbers[key] = len(steps)
                steps.append(key)
            before = numbers[key]
        return before, node

    stack = [with_node(0, node) for node in sorted(critical - driven, key=by_id, reverse=True)]
    seen: set[tuple[int, int]] = set()  # chains that differ only in what is not shown are one
    while stack and len(found) < limit:
        one = stack.pop()
        if one in seen:
            continue
        seen.add(one)
        step, last = one
        if last not in ends:
            stack += [with_node(step, node) for node in sorted(set(after[last]), key=by_id, reverse=True)]
        elif last in late or not late:
            names = []
            while step:
                step, node = steps[step]
                names.append(network.ids[node])
            if names:
                found[tuple(reversed(names))] = None
    return tuple(found)


def bottlenecks(schedule: Schedule) -> tuple[Bottleneck, ...]:
    """Return the critical tasks with how many others each one holds up; see :meth:`Schedule.bottlenecks`."""
    from planmodel.scheduling.sweep import reached_behind

    network, serving = schedule.solved, schedule.plan.graph.serving
    after: list[list[int]] = [[] for _ in network.durations]
    for node in range(len(network.durations)):
        for link in schedule.driving_links(node):
            after[network.first[link]].append(node)
    goals = tuple(dict.fromkeys(goal for id in network.ids for goal in serving.goals(id)))
    bit = {goal: 1 << number for number, goal in enumerate(goals)}
    marks = [sum(bit[goal] for goal in serving.goals(id)) for id in network.ids]
    marks += [0] * (len(after) - len(marks))
    order = [int(node) for node in schedule.passes.order]
    counts, carried = reached_behind(after, order, marks, len(network.ids))
    told: dict[int, tuple[str, ...]] = {}  # many tasks hold up the same goals
    made = []
    for id in schedule.critical:
        node = schedule.node(id)
        held = carried[node]
        if held not in told:
            served = {goal for goal, mark in bit.items() if mark & held}
            told[held] = tuple(goal for goal in schedule.plan if goal in served) if served else ()
        made.append((-counts[node], node, Bottleneck(id, counts[node], told[held])))
    return Rows((one[2] for one in sorted(made, key=lambda one: one[:2])), Bottleneck)


@kinds_checked
def explain(schedule: Schedule, id: str, language: str = "en") -> str:
    """Return why a task begins when it does: the chain of what drives it, back to the start.

    Parameters:
        schedule: the schedule.
        id: the task or project.
        language: ``en`` or ``zh``.

    Raises:
        UnknownIdError: it was not scheduled.
        ModelError: there are no words in that language.
    """
    network = schedule.solved
    whole = network.parts.get(id)
    node = (
        schedule.node(id)
        if whole is None
        else min(whole, key=lambda part: (schedule.passes.early[part], network.ids[part]))
    )
    check_language(language)
    lines = [_line(schedule, id)] if whole is not None else []
    seen: set[int] = set()
    while node not in seen:
        seen.add(node)
        if node < len(network.ids):
            lines.append(_line(schedule, network.ids[node]))
        links = schedule.driving_links(node)
        floor = schedule.bounds.floor[node] == schedule.passes.early[node]
        if node in schedule.bounds.why and floor:
            lines.append(say("explain.because", why=schedule.bounds.why[node]))
            break
        if not links:
            lines.append(say("explain.because", why=say("explain.start" if floor else "explain.longest")))
            break
        link = links[0]
        if node < len(network.ids):
            others = [network.name(network.first[other]) for other in links[1:]]
            told = {
                "type": coded("link", network.types[link]),
                "first": network.name(network.first[link]),
                "others": others,
            }
            wait = _wait(schedule.amount_of(network.lag(link)))
            why = say("explain.drivers" if others else "explain.driver", **told, wait=wait)
            lines.append(say("explain.because", why=why))
        node = network.first[link]
    return "\n".join(line.in_language(language) for line in lines)


def _wait(lag: Amount) -> Message | str:
    if not lag.magnitude:
        return ""
    if lag.magnitude > 0:
        return say("explain.later", lag=lag)
    return say("explain.earlier", lag=Amount(-lag.magnitude, lag.unit))


def _line(schedule: Schedule, id: str) -> Message:
    task = schedule[id]
    mark = say("explain.is_critical") if task.critical else say("explain.has_slack", slack=task.total_slack)
    days = {"start": task.early_start, "finish": task.early_finish}
    return say("explain.task", id=id, name=cut(task.name, 40), **days, duration=task.duration_text, mark=mark)


def incoming(schedule: Schedule) -> list[list[int]]:
    """Return the links into each node; see :attr:`Schedule.incoming`."""
    found: list[list[int]] = [[] for _ in schedule.network.durations]
    for link, then in enumerate(schedule.solved.then):
        if then not in schedule.bounds.pinned:
            found[then].append(link)
    return found
