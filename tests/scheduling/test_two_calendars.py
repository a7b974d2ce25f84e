"""Work by two calendars, also what takes no time: late dates hold, and counting back is the walk back day by day."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.model.working_times import WorkCalendar

DAY = dt.timedelta(days=1)
Spec = tuple[bool, int, list[int]]
"""Whether it goes by the second calendar, how many days it takes, and what it waits for."""


def network(random: Random) -> list[Spec]:
    return [
        (random.random() < 0.4, random.choice((0, 0, 1, 2, 3, 5)), [j for j in range(i) if random.random() < 0.45])
        for i in range(random.randint(2, 6))
    ]


def week(random: Random) -> list[int]:
    return sorted(random.sample(range(1, 8), random.randint(1, 6)))


def plan_of(spec: list[Spec], usual: list[str], other: list[str], late: dict[int, str] | None = None) -> pm.Plan:
    work = [
        pm.Task(
            id=f"t{number}",
            name="x",
            duration=f"{days} 天",
            depends_on=[f"t{one}" for one in after],
            calendar="other" if own else None,
            not_before=(late or {}).get(number),
        )
        for number, (own, days, after) in enumerate(spec)
    ]
    calendars = [
        WorkCalendar(id="usual", name="U", weekdays=usual, usual=True),
        WorkCalendar(id="other", name="O", weekdays=other),
    ]
    return pm.Plan(id="p", title="P", elements=[*work, *calendars])


SHIFTS = ("08:00-12:00 13:00-17:00", "00:00-24:00", "20:00-24:00")


def day_of(moment: object) -> dt.date:
    assert isinstance(moment, dt.date)
    return moment


@pytest.mark.parametrize("seed", range(60))
def test_late_dates_are_the_latest_from_which_the_end_still_holds(seed: int) -> None:
    random = Random(seed)
    spec = network(random)
    usual, other = ([f"{day} {random.choice(SHIFTS)}" for day in week(random)] for _ in range(2))
    start = str(dt.date(2025, 4, 1) + DAY * random.randint(0, 10))
    found = pm.schedule(plan_of(spec, usual, other), start)
    for number, (_, days, _) in enumerate(spec):
        one = found[f"t{number}"]
        assert one.total_slack.magnitude >= 0, (seed, number)
        last, begin = day_of(found.finish), day_of(one.late_start)
        assert day_of(one.late_finish) <= last, (seed, number)
        late = pm.schedule(plan_of(spec, usual, other, {number: begin.isoformat()}), start)
        assert late.finish == last, (seed, number)
        later = {number: (begin + dt.timedelta(minutes=1)).isoformat()}
        over = day_of(pm.schedule(plan_of(spec, usual, other, later), start).finish)
        assert over > last or not days, (seed, number)


def worked(weekdays: list[int], day: dt.date) -> bool:
    return day.isoweekday() in weekdays


def walked_back(spec: list[Spec], usual: list[int], other: list[int], finish: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return when each piece of work begins and is over at the latest: the mornings of two days."""
    begins: dict[int, dt.date] = {}
    ends: dict[int, dt.date] = {}
    for number in reversed(range(len(spec))):
        own, left, _ = spec[number]
        weekdays = other if own else usual
        end = min([finish + DAY, *(begins[one] for one in begins if number in spec[one][2])])
        while not (worked(weekdays, end - DAY) or (not left and worked(weekdays, end))):
            end -= DAY
        begin = end
        while left:
            begin -= DAY
            left -= worked(weekdays, begin)
        begins[number], ends[number] = begin, end
    return [(begins[number], ends[number]) for number in range(len(spec))]


@pytest.mark.parametrize("seed", range(80))
def test_counting_back_from_a_finish_is_the_walk_back_day_by_day(seed: int) -> None:
    random = Random(seed)
    spec, usual, other = network(random), week(random), week(random)
    finish = dt.date(2025, 5, 1) + DAY * random.randint(0, 20)
    plan = plan_of(spec, list(map(str, usual)), list(map(str, other)))
    given = plan["usual"]
    assert isinstance(given, WorkCalendar)
    plain = plan.remove("usual")
    walked = walked_back(spec, usual, other, finish)
    for found in (pm.schedule(plan, finish=str(finish)), pm.schedule(plain, finish=str(finish), calendar=given.times)):
        assert not found.findings
        for number, (begin, end) in enumerate(walked):
            own, days, _ = spec[number]
            shown, over = day_of(found[f"t{number}"].early_start), day_of(found[f"t{number}"].early_finish)
            # what takes no time lies at an edge of its time off, and is shown on the day before or behind it
            between = [shown + DAY * more for more in range(1, (end - shown).days)]
            stands = shown <= end and not any(worked(other if own else usual, day) for day in between)
            assert (shown, over) == (begin, end - DAY) if days else stands, (seed, number)


def test_a_calendar_or_a_day_of_the_report_needs_a_start_or_a_finish() -> None:
    work = [pm.Task(id="a", name="a", duration="3 天"), pm.Task(id="b", name="b", duration="2 天", depends_on=["a"])]
    plan = pm.Plan(id="p", title="P", elements=work)
    found = pm.schedule(plan, finish="2025-03-16", calendar=pm.Calendar(holidays=["2025-03-12"]))
    assert [str(found[id].early_start) for id in "ab"] == ["2025-03-07", "2025-03-13"]
    assert str(found.finish) == "2025-03-14"
    reported = pm.schedule(
        plan.replace("a", started="2025-03-03", done="50 %"), finish="2025-03-31", as_of="2025-03-12"
    )
    assert str(reported["a"].early_finish) == "2025-03-14"  # half of three days and a morning
    assert str(reported["b"].early_start) == "2025-03-30"
    assert not reported.findings
    asks: tuple[dict[str, Any], ...] = ({"calendar": pm.Calendar()}, {"as_of": "2025-03-12"})
    for asked in asks:
        with pytest.raises(ModelError, match="needs a start, or a finish to count back from"):
            pm.schedule(plan, **asked)
