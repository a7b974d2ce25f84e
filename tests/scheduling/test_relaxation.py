"""What would have to give where no schedule is possible: how little is enough, and what that means for the goals."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planmodel as pm
from planmodel.functions import schedule_resources
from planmodel.parts import Use
from scheduling.plans import link, plan_of, task

pytest.importorskip("ortools", reason="needs ortools")

START = dt.date(2025, 1, 1)
UNTIL_PROVEN = 60.0


def crew(capacity: str = "2 人", **fields: Any) -> pm.Resource:
    return pm.Resource(id="crew", name="Crew", capacity=capacity, **fields)


def use(amount: str, of: str = "crew") -> list[Use]:
    return [Use(of, amount=amount)]


def day(number: int) -> str:
    """Return the day that begins so many days behind the start."""
    return (START + dt.timedelta(days=number)).isoformat()


def searched(plan: pm.Plan, **given: Any) -> Any:
    return schedule_resources(plan, START, workers=1, time_limit=UNTIL_PROVEN, **given)


# --- an oracle that knows no solver: every way to place the work, and by how much each misses each constraint ---

Spans = Mapping[str, tuple[int, int]]
Key = tuple[str, str, str]
Miss = Callable[[Spans], int]


class Drawn(NamedTuple):
    """A plan, and by how much spans miss each of its constraints."""

    plan: pm.Plan
    lengths: Mapping[str, int]
    misses: Mapping[Key, Miss]


def ends_at(id: str, due: int) -> Miss:
    return lambda spans: max(0, spans[id][1] - due)


def begins_at(id: str, floor: int) -> Miss:
    return lambda spans: max(0, floor - spans[id][0])


def waits(id: str, on: str, type: str, lag: int) -> Miss:
    return lambda spans: max(0, spans[on][type[0] == "F"] + lag - spans[id][type[1] == "F"])


def waits_at_most(id: str, on: str, type: str, most: int) -> Miss:
    return lambda spans: max(0, spans[id][type[1] == "F"] - spans[on][type[0] == "F"] - most)


def takes(needs: Mapping[str, int], capacity: int) -> Miss:
    def peak(spans: Spans) -> int:
        days = range(min(0, *(one for one, _ in spans.values())), max(end for _, end in spans.values()))
        held = (sum(needs[id] for id, (begin, end) in spans.items() if begin <= at < end) for at in days)
        return max(0, max(held, default=0) - capacity)

    return peak


def drawn(rng: random.Random) -> Drawn:
    """Draw three tasks that hang together, with more dates than they can keep."""
    ids, capacity = "abc", rng.randrange(1, 4)
    lengths = {id: rng.randrange(1, 4) for id in ids}
    needs = {id: rng.randrange(0, 3) for id in ids}
    misses: dict[Key, Miss] = {("resource", "crew", ""): takes(needs, capacity)}
    works = []
    for at, id in enumerate(ids):
        fields: dict[str, Any] = {}
        if rng.random() < 0.6:
            due = rng.randrange(1, 6)
            fields["finish_by"], misses["finish by", id, ""] = day(due - 1), ends_at(id, due)
        if rng.random() < 0.4:
            floor = rng.randrange(1, 4)
            fields["not_before"], misses["not before", id, ""] = day(floor), begins_at(id, floor)
        links = []
        for on in ids[:at]:
            if rng.random() < 0.5:
                type, lag = rng.choice(["FS", "SS", "FF", "SF"]), rng.randrange(-1, 3)
                most = lag + rng.randrange(3) if rng.random() < 0.4 else None
                links.append(link(on, type, f"{lag} 天", None if most is None else f"{most} 天"))
                misses["link", id, on] = waits(id, on, type, lag)
                if most is not None:
                    misses["longest wait", id, on] = waits_at_most(id, on, type, most)
        works.append(task(id, f"{lengths[id]} 天", links, uses=use(f"{needs[id]} 人"), **fields))
    return Drawn(plan_of(crew(f"{capacity} 人"), *works), lengths, misses)


def placed(lengths: Mapping[str, int], first: int = 0) -> Iterator[Spans]:
    for starts in product(range(first, 9), repeat=len(lengths)):
        yield {id: (begin, begin + lengths[id]) for id, begin in zip(lengths, starts, strict=True)}


def least(one: Drawn, key: Key, kept: Sequence[Key]) -> int | None:
    """Return the least by which a constraint has to give so that the others of those that are kept hold."""
    others = [one.misses[other] for other in kept if other != key]
    if key[0] == "duration":
        for less in range(1, one.lengths[key[1]] + 1):
            shorter = {**one.lengths, key[1]: one.lengths[key[1]] - less}
            if any(not any(miss(spans) for miss in others) for spans in placed(shorter)):
                return less
        return None
    if key[0] == "start":
        early = [spans for spans in placed(one.lengths, -5) if not any(miss(spans) for miss in others)]
        return min((max(0, *(-begin for begin, _ in spans.values())) for spans in early), default=None)
    fitting = (spans for spans in placed(one.lengths) if not any(miss(spans) for miss in others))
    return min((one.misses[key](spans) for spans in fitting), default=None)


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_least_that_each_constraint_has_to_give_is_that_of_trying_every_placing(rng: random.Random) -> None:
    one = drawn(rng)
    try:
        found = searched(one.plan)
    except pm.PlanModelError:  # longest waits that contradict the links, whatever the dates
        waits_and_links = {key: miss for key, miss in one.misses.items() if key[0] in ("link", "longest wait")}
        assert all(any(miss(spans) for miss in waits_and_links.values()) for spans in placed(one.lengths))
        return
    possible = any(not any(miss(spans) for miss in one.misses.values()) for spans in placed(one.lengths))
    assert (found.status == "optimal") == possible
    members = [(each.what, each.id, each.on or "") for each in found.relaxations if each.is_member]
    for each in found.relaxations:
        key = each.what, each.id, each.on or ""
        wanted = least(one, key, [*one.misses] if each.whole else members)
        assert each.is_proven, key
        assert float(each.by) == wanted, key
        assert each.whole or least(one, key, [*one.misses]) is None, key
