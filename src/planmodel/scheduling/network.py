"""From a plan to a network of whole numbers: nodes with durations, links with types and lags."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

import attrs

from planmodel.errors import ModelError, PlanModelError
from planmodel.graph.hierarchy import Hierarchy
from planmodel.model.calendar import Calendar
from planmodel.model.element import Undertaking
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency
from planmodel.model.time_amounts import is_elapsed
from planmodel.model.working_times import WorkCalendar
from planmodel.scheduling import clock
from planmodel.scheduling.axis import Axis, Counting
from planmodel.scheduling.counting import axis_for
from planmodel.scheduling.lengths import lengths_of, share_of_done
from planmodel.scheduling.links import FF, FS, SF, SS, Links, Same, parts_of
from planmodel.scheduling.spans import Span, Wait, on_calendar, scaled
from planmodel.text import suggestion
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = ["Levels", "Network", "build"]

Levels = Literal["leaf", "all"]
"""``leaf``: what has no parts is scheduled, and what has parts spans them; ``all``: everything by its own duration."""


@attrs.define(kw_only=True, eq=False)
class Network:
    """Nodes and links as lists of the same lengths; nodes from ``len(ids)`` on stand for the ends of wholes.

    Parameters:
        ids: the undertaking that each node is.
        index: id → node.
        axis: how ticks are counted.
        durations: of each node, in ticks; 0 where ``spans`` has it.
        first, then, types, lags: the links; a lag is 0 where ``waits`` has it.
        longest: links with a longest wait: (first, then, type, wait).
        openings: links that wait for a whole's first part to start: (parts, then, type, lag).
        parts: whole → the nodes of its leaves.
        gates: the id of the whole that each node beyond ``ids`` belongs to.
        missing: undertakings without a duration.
        notes: what else was done that a reader of the result should know.
        stand_in: what counts for a duration that is missing; ``None`` for no time at all.
        spans: the durations that depend on when they begin, by node.
        waits: the lags that depend on when they begin, by link.
        fields: the fields whose links mean precedence here.
        calendars: the name of the calendar that a node goes by, where it is not the usual one.
    """

    ids: list[str]
    index: dict[str, int]
    axis: Axis
    durations: list[int]
    first: Sequence[int]
    then: Sequence[int]
    types: Sequence[str]
    lags: Sequence[int]
    longest: list[tuple[int, int, str, Wait]]
    openings: list[tuple[tuple[int, ...], int, str, Wait]]
    parts: dict[str, tuple[int, ...]]
    gates: list[str]
    missing: tuple[str, ...]
    notes: list[str]
    stand_in: Amount | None = None
    spans: dict[int, Span] = attrs.field(factory=dict)
    waits: dict[int, Span] = attrs.field(factory=dict)
    fields: tuple[str, ...] = ("depends_on",)
    calendars: dict[int, str] = attrs.field(factory=dict)

    @property
    def is_curved(self) -> bool:
        """Whether some durations or waits depend on when they begin, so that ticks cannot simply be added."""
        if self.spans or self.waits or self.axis.is_clock:
            return True
        far = (*(most for *_, most in self.longest), *(lag for *_, lag in self.openings))
        return any(isinstance(wait, Span) for wait in far)

    def length(self, node: int) -> Wait:
        """Return how long a node takes."""
        return self.spans.get(node, self.durations[node]) if self.spans else self.durations[node]

    def lag(self, link: int) -> Wait:
        """Return the lag of a link."""
        return self.waits.get(link, self.lags[link]) if self.waits else self.lags[link]

    def begin(self, node: int, tick: int) -> int:
        """Return where a node begins that may do so from a tick on: with the next working time, where it works."""
        axis = self.axis
        if not axis.is_clock or node >= len(self.ids):
            return tick
        calendar, length = self.calendars.get(node, ""), self.length(node)
        if isinstance(length, Span):
            return clock.next_work(axis, length[0].calendar, tick)
        return tick if length else clock.point_at(axis, calendar, tick)

    def last_end(self, node: int, tick: int) -> int:
        """Return where a node ends that must be over by a tick: before time off, where it works."""
        axis = self.axis
        if not axis.is_clock or node >= len(self.ids) or self.length(node):
            return tick
        calendar = self.calendars.get(node, "")
        return clock.ends(axis, calendar, clock.worked(axis, calendar, tick))

    def last_point(self, node: int, tick: int) -> int:
        """Return the last place by a tick where a node that takes no time can stand: also where work goes on."""
        axis = self.axis
        if not axis.is_clock or node >= len(self.ids) or self.length(node):
            return tick
        return clock.last_point(axis, self.calendars.get(node, ""), tick)

    def goes_on(self, node: int, tick: int) -> bool:
        """Return whether time off of a node ends at a tick."""
        axis = self.axis
        if not axis.is_clock or node >= len(self.ids):
            return False
        calendar = self.calendars.get(node, "")
        work = clock.worked(axis, calendar, tick)
        return clock.ends(axis, calendar, work) < tick == clock.begins(axis, calendar, work)

    def work_between(self, node: int, tick: int, other: int) -> int:
        """Return how much time lies between two ticks for a node: what it works, or all where it passes."""
        if self.axis.is_clock and node < len(self.ids) and self.durations[node]:
            return other - tick
        return self.axis.work_between(tick, other, self.calendars.get(node, ""))

    def with_length(self, node: int, length: Wait) -> None:
        """Give a node another duration."""
        self.spans.pop(node, None)
        if isinstance(length, Span):
            self.spans[node] = length
            self.durations[node] = 0
        else:
            self.durations[node] = length

    def copy(self) -> Network:
        """Return a network whose durations can be changed without this one's."""
        return attrs.evolve(self, durations=list(self.durations), spans=dict(self.spans))

    def scaled(self, axis: Axis, factor: int) -> Network:
        """Return the network on an axis whose ticks are so many times finer."""
        return attrs.evolve(
            self,
            axis=axis,
            durations=[length * factor for length in self.durations],
            lags=self.lags if isinstance(self.lags, Same) else [lag * factor for lag in self.lags],
            longest=[(first, then, type, scaled(most, factor)) for first, then, type, most in self.longest],
            openings=[(parts, then, type, scaled(lag, factor)) for parts, then, type, lag in self.openings],
            spans={node: _span(scaled(span, factor)) for node, span in self.spans.items()},
            waits={link: _span(scaled(span, factor)) for link, span in self.waits.items()},
        )

    def weights(self, durations: Sequence[int] | None = None) -> list[int]:
        """Return each link's weight between starts (see :mod:`~planmodel.scheduling.passes`)."""
        lengths = self.durations if durations is None else durations
        if isinstance(self.lags, Same) and isinstance(self.types, Same):
            return [lengths[first] for first in self.first]
        if isinstance(self.types, Same) or self.types.count(FS) == len(self.types):
            return [lengths[first] + lag for first, lag in zip(self.first, self.lags, strict=True)]
        return [
            weight(type, lag, lengths[first], lengths[then])
            for first, then, type, lag in zip(self.first, self.then, self.types, self.lags, strict=True)
        ]

    def name(self, node: int) -> str:
        """Return the id of a node, or of the whole whose end it is."""
        return self.ids[node] if node < len(self.ids) else self.gates[node - len(self.ids)]


def _span(wait: Wait) -> Span:
    assert isinstance(wait, Span)
    return wait


def weight(type: str, lag: int, first: int, then: int) -> int:
    """Return a link's weight between starts.

    Parameters:
        type: ``FS``, ``SS``, ``FF`` or ``SF``.
        lag: the waiting time, in ticks.
        first: the duration of the node it starts from.
        then: the duration of the node that waits.
    """
    if type == FS:
        return first + lag
    if type == SS:
        return lag
    return first + lag - then if type == FF else lag - then


def build(
    plan: Plan,
    *,
    start: dt.datetime | None,
    calendar: Calendar | None,
    relations: Sequence[str],
    levels: Levels,
    missing: str | Amount,
    counting: Counting = "calendar",
    reported: bool = False,
    timed: bool = False,
) -> Network:
    """Return the network of a plan's undertakings; parameters as for :func:`~planmodel.scheduling.run.schedule`.

    Parameters:
        counting: how months count where there are dates.
        reported: whether there is a day of the report, so that of work that is partly done a part remains.
        timed: whether every minute is to count, also where nothing in the plan needs it.
    """
    every = plan.of(Undertaking)
    tree = Hierarchy((), {}) if levels == "all" else plan.graph.hierarchy
    wholes = set(tree.parts)
    nodes = [one for one in every if one.id not in wholes] if wholes else every
    ids = [one.id for one in nodes]
    index = {id: node for node, id in enumerate(ids)}
    lengths, without, notes, instead = lengths_of(nodes, missing)
    links = Links(parts_of(tree, index), tree, index, notes)
    fields = _fields(plan, relations)
    links.gather_all(every, fields)
    amounts = _amounts(lengths, links)
    parts = math.lcm(1, *{share_of_done(one.done).denominator for one in nodes}) if reported else 1
    own = _own_calendars(plan, nodes, notes)
    hours = calendar is not None and (SF in links.types or any(map(_has_time, every)))
    try:
        axis = _axis(
            plan,
            amounts.values(),
            own,
            start=start,
            calendar=calendar,
            counting=counting,
            parts=parts,
            hours=hours,
            timed=timed,
        )
        waits = {key: axis.wait(amount) for key, amount in amounts.items()}
    except PlanModelError as error:
        raise _about_holder(error, every) from None
    if own and not axis.is_clock:
        notes.append(say("calendars.not_counted", n=len(own)))
        own = {}
    return Network(
        ids=ids,
        index=index,
        axis=axis,
        first=links.first,
        then=links.then,
        types=links.types,
        parts=links.parts,
        gates=links.gates,
        missing=without,
        notes=notes,
        stand_in=instead,
        fields=tuple(fields),
        calendars=own,
        **_counted(links, lengths, waits, own),
    )


def _counted(
    links: Links,
    lengths: Sequence[Amount | None],
    waits: Mapping[tuple[Decimal, str], Wait],
    own: Mapping[int, str],
) -> dict[str, Any]:
    """Return the durations and waiting times of a network in ticks, by the names of its fields.

    Parameters:
        links: the links.
        lengths: how long each node takes.
        waits: every amount of time in ticks.
        own: the calendars that some nodes go by.
    """
    curved = any(isinstance(wait, Span) for wait in waits.values())

    def count(one: Amount | None, node: int = -1) -> Wait:
        wait = 0 if one is None else waits[one.magnitude, one.unit]
        return on_calendar(wait, own[node]) if node in own else wait

    durations, spans = _split(map(count, lengths, range(len(lengths))) if own else map(count, lengths), curved)
    lags: Sequence[int] = Same(0, len(links.lags))
    lag_spans: dict[int, Span] = {}
    if not isinstance(links.lags, Same):
        lags, lag_spans = _split(map(count, links.lags, links.then) if own else map(count, links.lags), curved)
    return {
        "durations": [*durations, *([0] * len(links.gates))],
        "lags": lags,
        "longest": [(first, then, type, count(most, then)) for first, then, type, most in links.longest],
        "openings": [(parts, then, type, count(lag, then)) for parts, then, type, lag in links.openings],
        "spans": spans,
        "waits": lag_spans,
    }


def _axis(
    plan: Plan,
    amounts: Collection[Amount],
    own: Mapping[int, str],
    *,
    start: dt.datetime | None,
    calendar: Calendar | None,
    counting: Counting,
    parts: int,
    hours: bool,
    timed: bool,
) -> Axis:
    """Return the axis on which the work of a plan counts: with every minute where something needs it.

    Parameters:
        plan: the plan.
        amounts: every amount of time.
        own: the calendars that some nodes go by.
        start, calendar, counting, parts: as :func:`~planmodel.scheduling.counting.axis_for` has them.
        hours: whether there are times of day, or links that need them.
        timed: whether every minute is to count, also where nothing in the plan needs it.
    """
    calendars = None
    if counting == "calendar" and start is not None and calendar is not None:
        elapsed = any(is_elapsed(one) and one.magnitude for one in amounts)
        if timed or clock.is_needed(calendar, elapsed=elapsed, own=bool(own), hours=hours):
            calendars = {name: plan.of(WorkCalendar)[name].times for name in own.values()}
    return axis_for(amounts, start, calendar, counting=counting, parts=parts, calendars=calendars)


def _amounts(lengths: Iterable[Amount | None], links: Links) -> dict[tuple[Decimal, str], Amount]:
    """Return every amount of time once, in an order that is not that of the work: a note or an error may name one."""
    found = {(one.magnitude, one.unit): one for one in lengths if one is not None}
    found.update(((one.magnitude, one.unit), one) for one in links.amounts())
    return dict(sorted(found.items(), key=lambda item: item[0][::-1]))


def is_about(error: PlanModelError, amount: Amount) -> bool:
    """Tell whether an error is about an amount: its message begins with it, whatever words the unit has there.

    Parameters:
        error: the error.
        amount: the amount.
    """
    told = error.message
    said = told.parameters.values() if isinstance(told, Message) else ()
    return any(isinstance(one, Amount) and (one.magnitude, one.unit) == (amount.magnitude, amount.unit) for one in said)


def _about_holder(error: PlanModelError, undertakings: Iterable[Undertaking]) -> PlanModelError:
    """Return an error about an amount of time, said of the work that has it."""
    for one in sorted(undertakings, key=lambda one: one.id):
        links = [link for link in one.depends_on if isinstance(link, Dependency)]
        estimates = (one.duration, *(mode.duration for mode in one.modes))
        amounts = [estimate.likely for estimate in estimates if estimate is not None]
        amounts += [wait for link in links for wait in (link.lag, link.max_lag) if wait is not None]
        if any(is_about(error, amount) for amount in amounts):
            error.where = f"{one.kind} {one.id}"
            break
    return error


def _own_calendars(plan: Plan, nodes: Sequence[Undertaking], notes: list[str]) -> dict[int, str]:
    """Return the calendar that each node goes by, where it names one that the plan has."""
    own = {node: one.calendar.to for node, one in enumerate(nodes) if one.calendar is not None}
    if not own:
        return own
    known = {one.id for one in plan.of(WorkCalendar)}
    missing = sorted({name for name in own.values() if name not in known})
    if missing:
        notes.append(say("calendars.missing", ids=tuple(missing)))
    return {node: name for node, name in own.items() if name in known}


def _has_time(one: Undertaking) -> bool:
    """Return whether some date of an undertaking has a time of day."""
    dates = (one.not_before, one.finish_by, one.started, one.finished, *(held.date for held in one.constraints))
    return any(date is not None and date.time is not None for date in dates)


def _split(waits: Iterable[Wait], curved: bool) -> tuple[list[int], dict[int, Span]]:
    """Return plain numbers of ticks, and by their place the spans, for which a 0 stands among the numbers."""
    if not curved:
        return [*waits], {}  # type: ignore[list-item]
    every = [*waits]
    spans = {place: wait for place, wait in enumerate(every) if isinstance(wait, Span)}
    return [0 if isinstance(wait, Span) else wait for wait in every], spans


def _fields(plan: Plan, relations: Sequence[str]) -> list[str]:
    """Return the fields that hold the relations that mean precedence."""
    known = {relation.field: relation.name for relation in plan.relations}
    for name in relations:
        if name not in known and name not in known.values():
            hint = suggestion(name, [*known, *known.values()]) or say("relation.unknown.hint")
            raise ModelError(say("relation.unknown", name=name), hint=hint)
    return [field for field, name in known.items() if name in relations or field in relations]
