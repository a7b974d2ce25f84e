"""Networks of tasks to measure on, as plans; every shape has about three links a task."""

from __future__ import annotations

import random
from typing import Literal

import planmodel as pm
from planmodel.parts import Estimate

Shape = Literal["wide", "deep"]


def make_plan(size: int, shape: Shape = "wide", seed: int = 1) -> pm.Plan:
    """Return a plan of tasks: ``wide`` ones wait for any earlier task, ``deep`` ones for near neighbours."""
    rng = random.Random(seed)
    days = [pm.Amount(number, "天") for number in range(1, 31)]
    lengths = [Estimate(likely=one) for one in days]
    tasks = []
    for number in range(size):
        if shape == "wide":
            before = {rng.randrange(number) for _ in range(3)} if number else set()
        else:
            before = {number - 1 - rng.randrange(6) for _ in range(3)}
        waits = [pm.Dependency(f"t{one}") for one in sorted(before) if one >= 0]
        tasks.append(pm.Task(id=f"t{number}", name="任务", duration=lengths[rng.randrange(30)], depends_on=waits))
    rng.shuffle(tasks)  # a plan's order is not an order of work
    return pm.Plan(id="p", title="Plan", elements=tasks)
