"""What a sweep finds for all tasks at once is what solving again finds for each."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planmodel as pm
from planmodel.parts import Element
from planmodel.scheduling import drag as drags
from planmodel.scheduling.goals import goals_of
from planmodel.scheduling.sweep import is_plain


def drawn(rng: random.Random, types: tuple[str, ...] = ("FS",)) -> pm.Plan:
    """Return a plan whose tasks wait for each other, some with lags, dates, wholes and real starts."""
    works: list[Element] = [pm.Goal(id="g0", name="x"), pm.Goal(id="g1", name="x")]
    wholes = [pm.Task(id=f"w{number}", name="x", duration=None) for number in range(rng.randrange(2))]
    for number in range(rng.randrange(1, 12)):
        before = rng.sample(range(number), min(number, rng.randrange(4)))
        links = [
            pm.Dependency(f"t{one}", type=rng.choice(types), lag=pm.Amount(rng.choice((0, 0, 1, 3, -1)), "天"))  # type: ignore[arg-type]
            for one in before
        ]
        works.append(
            pm.Task(
                id=f"t{number}",
                name="x",
                duration=f"{rng.randrange(5)} 天",
                depends_on=links,
                part_of=rng.choice([None, None, *(one.id for one in wholes)]),
                not_before=rng.choice((None, None, None, "2021-01-04")),
                started=rng.choice((None, None, None, None, "2021-01-02")),
                contributes_to=rng.choice(([], ["g0"], ["g1"])),
            )
        )
    return pm.Plan(id="p", title="P", elements=[*works, *wholes])


@given(st.randoms(use_true_random=False), st.sampled_from(["1 天", "3 天", "0 天", "1 月"]))
@settings(max_examples=150)
def test_the_drag_of_a_sweep_is_that_of_solving_again(rng: random.Random, by: str) -> None:
    plan = drawn(rng)
    found = pm.schedule(plan, start="2021-01-01")
    for goal in (None, *(one.id for one in found.goals())):
        swept = found.drag(goal, by=by)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(drags, "is_plain", lambda schedule: False)
            solved = found.drag(goal, by=by)
        assert list(swept) == list(solved)


@given(st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_bottlenecks_hold_up_what_can_be_walked_to(rng: random.Random) -> None:
    plan = drawn(rng, ("FS", "SS", "FF"))
    found = pm.schedule(plan, start="2021-01-01")
    network = found.solved
    after: dict[int, set[int]] = {}
    for node in range(len(network.durations)):
        for link in found.driving_links(node):
            after.setdefault(network.first[link], set()).add(node)
    for one in found.bottlenecks():
        reached: set[int] = set()
        waiting = [found.node(one.id)]
        while waiting:
            fresh = after.get(waiting.pop(), set()) - reached
            reached |= fresh
            waiting += fresh
        ids = [network.ids[node] for node in sorted(reached) if node < len(network.ids)]
        assert (one.holds_up, one.goals) == (len(ids), goals_of(plan, (one.id, *ids)))


def test_most_of_what_is_drawn_is_swept() -> None:
    plain = [is_plain(pm.schedule(drawn(random.Random(seed)), start="2021-01-01")) for seed in range(60)]
    assert sum(plain) > 30
    costs = [
        one
        for seed in range(60)
        for one in pm.schedule(drawn(random.Random(seed)), start="2021-01-01").drag(by="1 天")
        if one.drag.magnitude and one.cost.magnitude
    ]
    assert len(costs) > 60


def test_a_drag_is_what_the_next_longest_way_leaves() -> None:
    def task(id: str, days: int, *before: str) -> pm.Task:
        return pm.Task(id=id, name=id, duration=f"{days} 天", depends_on=list(before))

    plan = pm.Plan(
        id="p",
        title="P",
        elements=[task("a", 3), task("b", 5, "a"), task("c", 2, "a"), task("d", 4, "b", "c"), task("e", 1, "a")],
    )
    found = {one.id: (str(one.cost), str(one.drag), str(one.slack)) for one in pm.schedule(plan).drag(by="4 天")}
    assert found == {
        "a": ("4 天", "3 天", "0 天"),
        "b": ("4 天", "3 天", "0 天"),
        "d": ("4 天", "4 天", "0 天"),
        "c": ("1 天", "0 天", "3 天"),
    }
