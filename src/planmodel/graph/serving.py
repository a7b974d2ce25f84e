"""Which work serves which goal or indicator, which works against it, and through what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import attrs

from planmodel.arguments import check_argument
from planmodel.graph.trace import Path
from planmodel.model.collection import unknown_id
from planmodel.model.element import Undertaking
from planmodel.model.kinds import Goal, Indicator, Project, Task
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.graph.hierarchy import Hierarchy
    from planmodel.model.plan import Plan

__all__ = ["Service", "Serving"]


@attrs.frozen
class Service:
    """That a task or project serves a goal or an indicator, or works against it.

    Parameters:
        path: the way from the work to what it serves: ``t1 -[part_of]-> t -[contributes_to]-> i -[measures]-> g``. A
            whole reaches its parts by ``has_part``.
        strength: that of the contribution on the way, −1 to 1; ``None`` when it is not stated: it serves, by an unknown
            amount.
    """

    path: Path
    strength: float | None

    @property
    def work(self) -> str:
        """The task or project."""
        return self.path.ids[0]

    @property
    def target(self) -> str:
        """The goal or indicator."""
        return self.path.ids[-1]

    @property
    def via(self) -> tuple[str, ...]:
        """What lies between the two."""
        return self.path.ids[1:-1]

    @property
    def against(self) -> bool:
        """Whether it works against it."""
        return self.strength is not None and self.strength < 0

    @property
    def direct(self) -> bool:
        """Whether it is reached without a part of it: the contribution names it, or an indicator that measures it."""
        return "part_of" not in self.path.relations[self.path.relations.index("contributes_to") :]

    def __str__(self) -> str:
        return f"{self.path}{' (against)' if self.against else ''}"


class _Way(NamedTuple):
    """A way as a chain, which wholes and parts share: where it stands, the next relation, and the rest."""

    id: str
    relation: str
    rest: _Way | None
    length: int
    strength: float | None

    def ids(self) -> tuple[str, ...]:
        return tuple(self._steps(0))

    def relations(self) -> tuple[str, ...]:
        return tuple(self._steps(1))[:-1]

    def _steps(self, field: int) -> Iterable[str]:
        here: _Way | None = self
        while here is not None:
            yield here[field]  # type: ignore[misc]
            here = here.rest


_Ways: TypeAlias = dict[tuple[str, bool], _Way]
"""The shortest way to each thing served (``False``) or worked against (``True``)."""


class Serving:
    """Which work serves what, by one rule for everything that asks.

    A contribution of a task or project to a goal or indicator serves it; one of negative strength works against it; one
    of strength 0 says nothing, as if it were not there. What is served serves further: an indicator the goals that it
    measures and the indicator that it is part of, a goal the goal that it is part of.

    Work also serves what others contribute to:

    - a part what the wholes above it contribute to;
    - a whole what its parts serve;
    - a project what the tasks that it implements serve; when it names no task, those of the nearest group above it that
      does.

    What work says of a goal or indicator itself counts before what others say of that same one: a part that works
    against a goal does not serve it through a whole that contributes to that goal. It can do both through something
    else: where its whole contributes to an indicator that measures the goal, the part serves the goal by way of that
    indicator and also works against it, because it says nothing of the indicator that could overrule its whole. Links
    to what is not in the plan, or is of the wrong kind, do not count.

    Parameters:
        plan: the plan.
        hierarchy: what is part of what in it.

    Example:
        >>> from planmodel.model.plan import Plan
        >>> serving = Plan(id="p", title="x", elements=[
        ...     Goal(id="g", name="Clean air"),
        ...     Task(id="t", name="Traffic", contributes_to=["g"]),
        ...     Task(id="t1", name="Buses", part_of="t"),
        ... ]).graph.serving
        >>> [str(one) for one in serving.to("g")]
        ['t -[contributes_to]-> g', 't1 -[part_of]-> t -[contributes_to]-> g']
    """

    def __init__(self, plan: Plan, hierarchy: Hierarchy) -> None:
        self._plan, self._hierarchy = plan, hierarchy
        self._order = {id: number for number, id in enumerate(plan)}
        self._reached: dict[str, tuple[Path, ...]] = {}
        self._services: dict[str, tuple[Service, ...]] = {}

    # --- what is asked ---

    def of(self, id: str) -> tuple[Service, ...]:
        """Return what a task or project serves and works against, in plan order; what is no work serves nothing.

        Each goal and indicator stands there once, by the shortest way that names it itself, or else by the shortest;
        twice when the work both serves it and works against it.

        Raises:
            UnknownIdError: the plan has no such element; so do all questions here.
        """
        self._check(id)
        if id not in self._services:
            self._services[id] = self._serviced(self._ways.get(id, {}))
        return self._services[id]

    def to(self, id: str) -> tuple[Service, ...]:
        """Return the work that serves a goal or indicator, or works against it, in plan order."""
        self._check(id)
        return self._by_target.get(id, ())

    def goals(self, id: str) -> tuple[str, ...]:
        """Return the goals and indicators that a task or project serves, in plan order."""
        return tuple(one.target for one in self.of(id) if not one.against)

    def works_against(self, id: str) -> tuple[str, ...]:
        """Return the goals and indicators that a task or project works against, in plan order."""
        return tuple(one.target for one in self.of(id) if one.against)

    def work(self, id: str) -> tuple[str, ...]:
        """Return the tasks and projects that serve a goal or indicator, in plan order."""
        return tuple(one.work for one in self.to(id) if not one.against)

    def opponents(self, id: str) -> tuple[str, ...]:
        """Return the tasks and projects that work against a goal or indicator, in plan order."""
        return tuple(one.work for one in self.to(id) if one.against)

    def strengths(self, id: str) -> Mapping[str, tuple[float | None, ...]]:
        """Return what a task or project itself contributes to, with each strength that it states, least first.

        ``None`` is a strength that is not stated. There are several strengths where links contradict each other.
        """
        self._check(id)
        return self._strengths.get(id, {})

    def measured(self, id: str) -> tuple[str, ...]:
        """Return the goals that an indicator itself measures, each once; what is no indicator measures none."""
        self._check(id)
        one = self._plan[id]
        links = one.measures if isinstance(one, Indicator) else ()
        return tuple(dict.fromkeys(link.to for link in links if isinstance(self._plan.get(link.to), Goal)))

    def implemented(self, id: str) -> tuple[str, ...]:
        """Return the tasks that a project itself implements, each once; what is no project implements none."""
        self._check(id)
        one = self._plan[id]
        links = one.implements if isinstance(one, Project) else ()
        return tuple(dict.fromkeys(link.to for link in links if isinstance(self._plan.get(link.to), Task)))

    def tasks(self, id: str) -> tuple[str, ...]:
        """Return the tasks that a project carries out: those that it names, or the nearest group above it does."""
        self._check(id)
        return self._tasks.get(id, ())

    def _check(self, id: str) -> None:
        check_argument("id", id, str)
        if id not in self._order:
            raise unknown_id(id, self._order, say("id.plan", plan=self._plan.id))

    # --- how it is found ---

    @cached_property
    def _work(self) -> tuple[Undertaking, ...]:
        return tuple(self._plan.of(Undertaking))

    @cached_property
    def _strengths(self) -> Mapping[str, Mapping[str, tuple[float | None, ...]]]:
        found: dict[str, dict[str, tuple[float | None, ...]]] = {}
        for one in self._work:
            stated: dict[str, set[float | None]] = {}
            for link in one.contributes_to:
                if link.sign and isinstance(self._plan.get(link.to), Goal | Indicator):
                    stated.setdefault(link.to, set()).add(link.strength)
            if stated:
                found[one.id] = {
                    id: tuple(sorted(some, key=lambda one: (one is None, one or 0))) for id, some in stated.items()
                }
        return found

    @cached_property
    def _tasks(self) -> Mapping[str, tuple[str, ...]]:
        return self._hierarchy.nearest(lambda id: self.implemented(id) or None)

    @cached_property
    def _ways(self) -> Mapping[str, _Ways]:
        """The ways from each undertaking to what it contributes to itself, or others do for it."""
        work = {one.id: one for one in self._work}
        outside_in = [id for id, _ in self._hierarchy.walk() if id in work]
        own = {id: self._own(id) for id in work}
        found: dict[str, _Ways] = {}
        for projects in (False, True):  # what tasks serve first: projects carry them out
            ids = [id for id in outside_in if isinstance(work[id], Project) is projects]
            carried = {id: self._carried(id, found) for id in ids}
            inside = self._inside(ids, own, carried)
            above: dict[str, _Ways] = {}
            inherited: dict[str, _Ways] = {}
            for id in ids:
                whole = self._hierarchy.whole.get(id)
                if whole is not None and whole in own:
                    above[id] = _prepended(id, "part_of", _before(own[whole], above.get(whole, {})))
                    if not self.implemented(id):
                        group = (carried if self.implemented(whole) else inherited).get(whole, {})
                        inherited[id] = _prepended(id, "part_of", _without(group, own[whole]))
                found[id] = _before(own[id], _merged(above.get(id, {}), inherited.get(id, {}), inside[id]))
        return found

    def _own(self, id: str) -> _Ways:
        found: _Ways = {}
        for target, strengths in self.strengths(id).items():
            for strength in sorted(strengths, key=lambda one: 2 if one is None else abs(one)):
                against = strength is not None and strength < 0
                end = _Way(target, "", None, 0, strength)
                found.setdefault((target, against), _Way(id, "contributes_to", end, 1, strength))
        return found

    def _carried(self, id: str, of_tasks: Mapping[str, _Ways]) -> _Ways:
        """Return what a project serves through the tasks that it names."""
        return _merged(*(_prepended(id, "implements", of_tasks.get(task, {})) for task in self.implemented(id)))

    def _inside(
        self, outside_in: Iterable[str], own: Mapping[str, _Ways], carried: Mapping[str, _Ways]
    ) -> Mapping[str, _Ways]:
        """Return what each serves through the tasks that it names and through its parts."""
        found: dict[str, _Ways] = {}
        for id in reversed(list(outside_in)):
            parts = [part for part in self._hierarchy.parts.get(id, ()) if part in found]
            through = (_prepended(id, "has_part", _before(own[part], found[part])) for part in parts)
            found[id] = _merged(carried[id], *through)
        return found

    # --- from what is contributed to onward ---

    @cached_property
    def _by_target(self) -> Mapping[str, tuple[Service, ...]]:
        found: dict[str, list[Service]] = {}
        for id in self._order:
            if id in self._ways:
                for service in self.of(id):
                    found.setdefault(service.target, []).append(service)
        return {target: tuple(services) for target, services in found.items()}

    def _serviced(self, ways: _Ways) -> tuple[Service, ...]:
        """Return the services that ways to what is contributed to amount to: the shortest to each goal."""
        best: dict[tuple[str, bool], Service] = {}
        for (target, against), way in ways.items():
            for onward in self._onward(target):
                ids, relations = (*way.ids(), *onward.ids[1:]), (*way.relations(), *onward.relations)
                service = Service(Path(ids, relations), way.strength)
                key = onward.ids[-1], against
                if key not in best or _rank(service) < _rank(best[key]):
                    best[key] = service
        return tuple(best[key] for key in sorted(best, key=lambda key: (self._order[key[0]], key[1])))

    def _onward(self, target: str) -> tuple[Path, ...]:
        """Return the shortest way from a goal or indicator to each that is served with it, itself included."""
        if target not in self._reached:
            found = {target: Path((target,), ())}
            level = [target]
            while level:
                following: dict[str, Path] = {}
                for here in level:
                    for there, relation in self._served_with(here):
                        way = Path((*found[here].ids, there), (*found[here].relations, relation))
                        if there not in found and (there not in following or way.ids < following[there].ids):
                            following[there] = way
                found.update(following)
                level = list(following)
            self._reached[target] = tuple(found.values())
        return self._reached[target]

    def _served_with(self, id: str) -> list[tuple[str, str]]:
        found = [(goal, "measures") for goal in self.measured(id)]
        whole = self._hierarchy.whole.get(id)
        return found if whole is None else [*found, (whole, "part_of")]


def _rank(service: Service) -> tuple[bool, int, tuple[str, ...]]:
    """Return what the best of several ways to the same is chosen by: contributed to itself, shortest, first by ids."""
    return not service.direct, len(service.path), service.path.ids


def _prepended(id: str, relation: str, ways: _Ways) -> _Ways:
    """Return ways that begin one step earlier."""
    return {key: _Way(id, relation, way, way.length + 1, way.strength) for key, way in ways.items()}


def _without(ways: _Ways, stated: _Ways) -> _Ways:
    """Return ways without those to what is stated itself."""
    if not stated:
        return ways
    spoken_of = {target for target, _ in stated}
    return {key: way for key, way in ways.items() if key[0] not in spoken_of}


def _before(stated: _Ways, others: _Ways) -> _Ways:
    """Return what is stated itself, and what others say of everything else."""
    return {**stated, **_without(others, stated)} if others else stated


def _merged(*several: _Ways) -> _Ways:
    """Return the shortest of ways to the same, the first by ids of equally short ones."""
    filled = [ways for ways in several if ways]
    if len(filled) < 2:
        return filled[0] if filled else {}
    found: _Ways = {}
    for ways in filled:
        for key, way in ways.items():
            known = found.get(key)
            if known is None or way.length < known.length or (way.length == known.length and way.ids() < known.ids()):
                found[key] = way
    return found
