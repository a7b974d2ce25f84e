"""What a schedule rests on: how many of its durations and links are stated, inferred and assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from planmodel.model.element import Undertaking
from planmodel.model.relations import Link
from planmodel.model.sources import Evidence
from planmodel.scheduling.lengths import estimate_of
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule

__all__ = ["Basis", "basis_of", "duration_evidence"]


@attrs.frozen(kw_only=True, slots=False)
class Basis:
    """Who says what a schedule is computed from.

    Parameters:
        durations: each piece of scheduled work → who says how long it takes; ``None`` when nobody does, nor when it
            really began and was over.
        links: how many links between scheduled work are stated, inferred and assumed.
        counted: whether a duration that nobody states was counted as more than nothing.
    """

    durations: Mapping[str, Evidence | None]
    links: Mapping[Evidence, int]
    counted: bool = False

    @cached_property
    def assumed(self) -> frozenset[str]:
        """The work whose duration is assumed, or counted by a rule because nobody states one."""
        rule = {None} if self.counted else set()
        return frozenset(id for id, evidence in self.durations.items() if evidence == "assumed" or evidence in rule)

    @cached_property
    def unstated(self) -> frozenset[str]:
        """The work that no duration is stated or counted for: nobody can say whether it is critical."""
        return frozenset(id for id, evidence in self.durations.items() if evidence is None) - self.assumed

    @property
    def empty(self) -> bool:
        """Whether no duration at all is stated or counted, so that there is no critical path."""
        return not self.counted and all(evidence is None for evidence in self.durations.values())

    def notes(self) -> Iterator[str]:
        """Yield what is not stated, in sentences: ``34 of 34 durations are assumed``."""
        durations = Counter(evidence for evidence in self.durations.values() if evidence is not None)
        for what, counts in (("duration", durations), ("link", self.links)):
            total = sum(counts.values())
            for evidence in ("assumed", "inferred"):
                if number := counts.get(evidence, 0):
                    yield say(f"basis.{what}.{evidence}", n=number, total=total)


def duration_evidence(work: Undertaking) -> Evidence | None:
    """Return who says how long work takes: ``stated``, ``inferred`` or ``assumed``; ``None`` when nobody does."""
    estimate = estimate_of(work)
    return None if estimate is None else estimate.evidence or work.evidence


def basis_of(schedule: Schedule) -> Basis:
    """Return what a schedule rests on."""
    plan, index = schedule.plan, schedule.network.index
    work = [one for one in plan.of(Undertaking) if one.id in index]
    scheduled = {*index, *schedule.network.parts}
    links: Counter[Evidence] = Counter(
        link.evidence or one.evidence
        for one in plan.of(Undertaking)
        for field in schedule.network.fields
        for link in _links(getattr(one, field, None))
        if one.id in scheduled and link.to in scheduled
    )
    real = schedule.bounds.began.keys() & schedule.bounds.ended.keys()
    stand_in = schedule.network.stand_in
    return Basis(
        durations={one.id: duration_evidence(one) or (one.evidence if one.id in real else None) for one in work},
        links=links,
        counted=bool(schedule.missing) and stand_in is not None and bool(stand_in.magnitude),
    )


def _links(value: Link | tuple[Link, ...] | None) -> tuple[Link, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)
