"""The rules of :mod:`~planmodel.scheduling.quality`, one function a point."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import attrs

from planmodel.model.element import Undertaking
from planmodel.model.kinds import Project, Resource
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency
from planmodel.model.time_amounts import DAY, MONTH, WORKDAY, counted_in
from planmodel.scheduling.lengths import estimate_of
from planmodel.scheduling.quality import Point
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.shares import mean_ticks
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = ["RULES", "Facts"]

_LONG, _MUCH = 44, 600
"""Working days: two months, beyond which durations and slack are high, and by how much the critical path is tested."""
_HARD = frozenset({"start_on", "finish_on", "start_no_later", "finish_no_later"})


class _Link(NamedTuple):
    first: str
    then: str
    link: Dependency

    def __str__(self) -> str:
        return f"{self.then} on {self.first}"


@attrs.frozen(kw_only=True, slots=False)
class Facts:
    """What the rules look at.

    Parameters:
        schedule: the schedule.
        baseline: what was once promised.
    """

    schedule: Schedule
    baseline: Schedule | None

    @classmethod
    def of(cls, schedule: Schedule, baseline: Schedule | Plan | None) -> Facts:
        """Return the facts; a plan as a baseline is scheduled as ``schedule`` was, without a day of the report."""
        from planmodel.scheduling.run import solved

        if isinstance(baseline, Plan):
            assert schedule.request is not None
            baseline = solved(baseline, attrs.evolve(schedule.request, as_of=None))
        return cls(schedule=schedule, baseline=baseline)

    @cached_property
    def open(self) -> list[int]:
        """The nodes of the work that is not over."""
        return [node for node in range(len(self.schedule.network.ids)) if node not in self.schedule.bounds.over]

    @cached_property
    def links(self) -> list[_Link]:
        """The links between scheduled work, wholes included, to work that is not over."""
        schedule, found = self.schedule, []
        for one in schedule.plan.of(Undertaking):
            node = schedule.network.index.get(one.id)
            if one.id in schedule and (node is None or node not in schedule.bounds.over):
                for link in one.depends_on if "depends_on" in schedule.network.fields else ():
                    if link.to in schedule:
                        found.append(_Link(link.to, one.id, link))
        return found

    @cached_property
    def as_of(self) -> dt.date | None:
        """The day of the report."""
        return None if self.schedule.request is None else self.schedule.request.as_of

    @cached_property
    def workday(self) -> float:
        """How many ticks a working day is: where every day counts, five working days are seven days."""
        axis = self.schedule.network.axis
        if axis.unit == WORKDAY:
            return float(axis.per_unit)
        days = 1.0 if axis.unit == DAY else float(counted_in(Amount(1, MONTH), DAY))
        return axis.per_unit / days * 7 / 5

    def id(self, node: int) -> str:
        """Return the id of a node."""
        return self.schedule.network.ids[node]

    def work(self, node: int) -> Undertaking:
        """Return the task or project of a node."""
        one = self.schedule.plan[self.id(node)]
        assert isinstance(one, Undertaking)
        return one

    def length(self, node: int) -> float:
        """Return a duration in working days, months as their mean length."""
        return mean_ticks(self.schedule.network.length(node), self.schedule.network.axis) / self.workday

    @property
    def promises_nothing(self) -> bool:
        """Whether the baseline states no duration at all, so that its dates are no promises."""
        return self.baseline is not None and bool(len(self.baseline)) and self.baseline.basis.empty

    def promised(self) -> list[str] | None:
        """Return the work that the baseline has over by the day of the report; ``None`` where nobody can say."""
        if self.baseline is None or self.as_of is None or self.promises_nothing:
            return None
        return [task.id for task in self.baseline.tasks() if not task.summary and _day(task.early_finish) <= self.as_of]


def _day(moment: object) -> dt.date:
    if isinstance(moment, dt.datetime):
        return moment.date()
    return moment if isinstance(moment, dt.date) else dt.date.max


# --- how a point is made ---


def _name(code: str) -> Message:
    return say(f"quality.{code}")


def _unknown(code: str, limit: str, because: str) -> Point:
    return Point(code=code, name=_name(code), value=None, limit=limit, verdict="unknown", because=say(because))


def _share(code: str, ids: Sequence[str], of: int, most: float) -> Point:
    """Return a point about the share of what was found, in %."""
    if not of:
        return _unknown(code, f"≤ {most:g} %", "quality.nothing_to_count")
    value = 100 * len(ids) / of
    return Point(
        code=code,
        name=_name(code),
        value=value,
        unit="%",
        limit=f"≤ {most:g} %",
        verdict="kept" if value <= most else "broken",
        found=len(ids),
        of=of,
        ids=tuple(ids),
    )


def _index(code: str, value: float, least: float, ids: Iterable[str] = (), found: int | None = None) -> Point:
    verdict = "kept" if value >= least - 1e-9 else "broken"
    return Point(
        code=code,
        name=_name(code),
        value=value,
        unit="index",
        limit=f"≥ {least:g}",
        verdict=verdict,  # type: ignore[arg-type]
        ids=tuple(ids),
        found=found,
    )


# --- the fourteen points ---


def _logic(facts: Facts) -> Point:
    network = facts.schedule.network
    waits = {*network.then, *(then for _, then, _, _ in network.openings)}
    holds = {*network.first, *(part for parts, *_ in network.openings for part in parts)}
    return _share(
        "DCMA-01",
        [facts.id(node) for node in facts.open if node not in waits or node not in holds],
        len(facts.open),
        5,
    )


def _leads(facts: Facts) -> Point:
    found = [str(one) for one in facts.links if one.link.lag is not None and one.link.lag.magnitude < 0]
    return _share("DCMA-02", found, len(facts.links), 0)


def _lags(facts: Facts) -> Point:
    found = [str(one) for one in facts.links if one.link.lag is not None and one.link.lag.magnitude > 0]
    return _share("DCMA-03", found, len(facts.links), 5)


def _types(facts: Facts) -> Point:
    return _share("DCMA-04", [str(one) for one in facts.links if one.link.type != "FS"], len(facts.links), 10)


def _hard(facts: Facts) -> Point:
    held = [facts.id(node) for node in facts.open if any(held.type in _HARD for held in facts.work(node).constraints)]
    return _share("DCMA-05", held, len(facts.open), 5)


def _high_float(facts: Facts) -> Point:
    most = _LONG * facts.workday
    found = [facts.id(node) for node in facts.open if facts.schedule.slack_ticks(node) > most]
    return _share("DCMA-06", found, len(facts.open), 5)


def _negative_float(facts: Facts) -> Point:
    found = [facts.id(node) for node in facts.open if facts.schedule.slack_ticks(node) < 0]
    return _share("DCMA-07", found, len(facts.open), 0)


def _durations(facts: Facts) -> Point:
    stated = [node for node in facts.open if facts.id(node) not in facts.schedule.unstated]
    return _share("DCMA-08", [facts.id(node) for node in stated if facts.length(node) > _LONG], len(stated), 5)


def _dates(facts: Facts) -> Point:
    if facts.as_of is None:
        return _unknown("DCMA-09", "≤ 0 %", "quality.no_day")
    bounds, day = facts.schedule.bounds, facts.as_of
    real = {id for when in (bounds.began, bounds.ended) for id, date in when.items() if date > day}
    late = {
        facts.id(node) for node in facts.open if _day(facts.schedule.shown_finish(node)) <= day
    }  # still to be done, and dated before now
    return _share("DCMA-09", sorted(real | late), len(facts.schedule), 0)


def _resources(facts: Facts) -> Point:
    plan = facts.schedule.plan
    if not len(plan.of(Resource)) and not any(one.cost is not None for one in plan.of(Project)):
        return _unknown("DCMA-10", "≤ 0 %", "quality.no_resources")
    works = [node for node in facts.open if facts.length(node) >= 1]
    without = [
        facts.id(node)
        for node in works
        if not facts.work(node).uses and getattr(facts.work(node), "cost", None) is None
    ]
    return _share("DCMA-10", without, len(works), 0)


def _no_promise(facts: Facts) -> str:
    return "quality.empty_baseline" if facts.promises_nothing else "quality.no_baseline"


def _missed(facts: Facts) -> Point:
    promised = facts.promised()
    if promised is None:
        return _unknown("DCMA-11", "≤ 5 %", _no_promise(facts))
    assert facts.baseline is not None
    ended = facts.schedule.bounds.ended
    missed = [id for id in promised if id not in ended or ended[id] > _day(facts.baseline[id].early_finish)]
    return _share("DCMA-11", missed, len(promised), 5)


def _path(facts: Facts) -> Point:
    schedule = facts.schedule
    path = [id for id in schedule.critical_path if id in schedule.network.index]
    if not path:
        return _unknown("DCMA-12", "≥ 0.98", "quality.no_path")
    first = next((id for id in path if schedule.node(id) not in schedule.bounds.pinned), path[0])
    much = schedule.network.axis.amount(_MUCH * facts.workday)
    slip = schedule.delay({first: much}).finish.slip
    return _index("DCMA-12", 0.0 if slip is None else float(slip) / float(much), 0.98, [first])


def _length_index(facts: Facts) -> Point:
    schedule, axis = facts.schedule, facts.schedule.network.axis
    period = schedule.plan.period
    if facts.promises_nothing:
        return _unknown("DCMA-13", "≥ 0.95", "quality.empty_baseline")
    if facts.baseline is not None and facts.baseline.network.axis == axis:
        target = facts.baseline.finish_tick
    elif axis.start is not None and period is not None:
        target = axis.end_of(period)
    else:
        return _unknown("DCMA-13", "≥ 0.95", "quality.no_target")
    begin = 0 if facts.as_of is None else axis.tick_of(facts.as_of, end=True)
    length = axis.work_between(begin, schedule.finish_tick)
    if length <= 0:
        return _unknown("DCMA-13", "≥ 0.95", "quality.nothing_to_count")
    return _index("DCMA-13", (length + axis.work_between(schedule.finish_tick, target)) / length, 0.95)


def _execution_index(facts: Facts) -> Point:
    promised = facts.promised()
    if promised is None:
        return _unknown("DCMA-14", "≥ 0.95", _no_promise(facts))
    if not promised:
        return _unknown("DCMA-14", "≥ 0.95", "quality.nothing_promised")
    day = facts.as_of
    done = [id for id, date in facts.schedule.bounds.ended.items() if day is not None and date <= day]
    return _index("DCMA-14", len(done) / len(promised), 0.95, [id for id in promised if id not in done], len(done))


# --- GAO ---


def _dangling(side: str, code: str) -> Callable[[Facts], Point]:
    """Return the rule that every start waits for something (``S``), or every finish is waited for (``F``)."""

    def rule(facts: Facts) -> Point:
        network = facts.schedule.network
        links = [*zip(network.first, network.then, network.types, strict=True)]
        opened = [(part, then, type) for parts, then, type, _ in network.openings for part in parts]
        if side == "S":
            tied = {then for _, then, type in (*links, *opened) if type[1] == "S"}
            some = {then for _, then, _ in (*links, *opened)}
        else:
            tied = {first for first, _, type in links if type[0] == "F"}
            some = {first for first, _, _ in (*links, *opened)}
        return _share(code, [facts.id(node) for node in facts.open if node in some - tied], len(facts.open), 0)

    return rule


def _wholes(facts: Facts) -> Point:
    parts = facts.schedule.network.parts
    found = [str(one) for one in facts.links if one.first in parts or one.then in parts]
    return _share("GAO-wholes", found, len(facts.links), 0)


def _soft(facts: Facts) -> Point:
    found = [
        facts.id(node) for node in facts.open if facts.work(node).constraints or facts.work(node).not_before is not None
    ]
    return _share("GAO-constraints", found, len(facts.open), 0)


def _sequence(facts: Facts) -> Point:
    if facts.schedule.network.axis.start is None:
        return _unknown("GAO-sequence", "≤ 0 %", "quality.no_dates")
    ids = {one.element for one in facts.schedule.findings if one.code == "PM602" and one.element is not None}
    return _share("GAO-sequence", sorted(ids), len(facts.schedule), 0)


def _uncertain(facts: Facts) -> Point:
    estimates = {node: estimate_of(facts.work(node)) for node in facts.open}
    without = [facts.id(node) for node, one in estimates.items() if one is None or one.low is None]
    return _share("GAO-risk", without, len(facts.open), 0)


RULES: tuple[Callable[[Facts], Point], ...] = (
    _logic,
    _leads,
    _lags,
    _types,
    _hard,
    _high_float,
    _negative_float,
    _durations,
    _dates,
    _resources,
    _missed,
    _path,
    _length_index,
    _execution_index,
    _dangling("S", "GAO-starts"),
    _dangling("F", "GAO-finishes"),
    _wholes,
    _soft,
    _sequence,
    _uncertain,
)
"""Every rule, in the order of the report."""
