"""Schedules of small plans held against a count day by day that knows nothing of networks."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.results import Schedule
from scheduling.brute import DAY, Tie, Work, counted, exceeded
from scheduling.plans import link, plan_of, task

START = dt.date(2021, 1, 4)
TYPES = ("FS", "FS", "SS", "FF", "SF")


def drawn(random: Random) -> dict[str, Work]:
    """Return some work, linked to what stands before it, with dates, wholes and longest waits here and there."""
    works: dict[str, Work] = {}
    wholes = ["w0", "w1"][: random.randrange(3)]
    for whole in wholes:
        own = (Tie(f"t{random.randrange(2)}", random.choice(("FS", "SS")), random.randrange(3)),)
        works[whole] = Work(0, own if random.random() < 0.5 else ())
    for number in range(random.randrange(4, 9)):
        ties: list[Tie] = []
        for before in random.sample(range(number), min(number, random.randrange(3))):
            most = random.choice((None, None, random.randrange(4, 8)))
            ties.append(Tie(f"t{before}", random.choice(TYPES), random.randrange(-2, 4), most))
        if wholes and number > 5 and random.random() < 0.6:
            ties.append(Tie(random.choice(wholes), random.choice(TYPES), random.randrange(3)))
        day = START + DAY * 7 * random.randrange(3)
        began = day if random.random() < 0.2 else None
        works[f"t{number}"] = Work(
            random.randrange(1, 7),
            tuple(ties),
            not_before=day + DAY * 2 if random.random() < 0.2 else None,
            started=began,
            finished=day + DAY * random.randrange(5) if began and random.random() < 0.5 else None,
            whole=random.choice(wholes) if wholes and 2 <= number <= 5 and random.random() < 0.8 else None,
        )
    return {id: one for id, one in works.items() if one.days or any(id == other.whole for other in works.values())}


def as_plan(works: dict[str, Work], due: dt.date) -> pm.Plan:
    """Return the same as a plan; all of it must be over by a day."""
    return plan_of(
        *(
            task(
                id,
                f"{one.days} 天" if one.days else None,
                [
                    link(tie.on, tie.type, f"{tie.lag} 天", None if tie.most is None else f"{tie.most} 天")
                    for tie in one.ties
                    if tie.on in works
                ],
                not_before=one.not_before,
                started=one.started,
                finished=one.finished,
                part_of=one.whole,
                finish_by=due if one.days else None,
            )
            for id, one in works.items()
        )
    )


def found_late(schedule: Schedule, code: str) -> set[str]:
    return {str(one.element) for one in schedule.findings if one.code == code}


CONTRADICTING = {23, 37}
"""Seeds of which a longest wait contradicts the links."""


def work_of(seed: int) -> dict[str, Work]:
    works = drawn(Random(seed))
    return {id: one._replace(ties=tuple(tie for tie in one.ties if tie.on in works)) for id, one in works.items()}


@pytest.mark.parametrize("weekends", [True, False], ids=["every day", "working days"])
@pytest.mark.parametrize("seed", sorted({*range(42)} - CONTRADICTING))
def test_a_schedule_is_what_a_count_day_by_day_comes_to(seed: int, weekends: bool) -> None:
    works, due = work_of(seed), START + DAY * 25
    spans = counted(START, works, weekends=weekends)
    schedule = pm.schedule(as_plan(works, due), START, None if weekends else pm.Calendar())
    assert {one.id: (one.early_start, one.early_finish) for one in schedule.tasks()} == {
        id: (first, after - DAY) for id, (first, after) in spans.items()
    }
    late = {id for id, (_, after) in spans.items() if works[id].days and after - DAY > due}
    assert found_late(schedule, "PM601") == {id for id in late if works[id].finished is None}
    assert found_late(schedule, "PM608") == {id for id, _ in exceeded(works, spans, weekends=weekends)}


@pytest.mark.parametrize("seed", sorted(CONTRADICTING))
def test_what_no_day_can_satisfy_is_refused(seed: int) -> None:
    with pytest.raises(OverflowError):
        counted(START, work_of(seed))
    with pytest.raises(ModelError, match="longest waits contradict"):
        pm.schedule(as_plan(work_of(seed), START), START)
