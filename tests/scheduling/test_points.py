"""Work that takes no time, work without a duration, what really happened, and what wholes say of themselves."""

from __future__ import annotations

import functools
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.parts import Constraint, Element, Estimate, RiskEvent, Use
from planmodel.results import Schedule
from scheduling.plans import link, plan_of, task

START = "2021-01-01"


def days(schedule: Schedule, id: str) -> tuple[str, str]:
    one = schedule[id]
    return str(one.early_start), str(one.early_finish)


# --- no time at all ---


@pytest.mark.parametrize("field", ["not_before", "started", "finished"])
def test_a_milestone_stands_on_the_day_that_bounds_it(field: str) -> None:
    fields: Any = {field: "2022-03-01"}
    milestone = task("m", "0 天", contributes_to=["g"], **fields)
    found = pm.schedule(plan_of(pm.Goal(id="g", name="G"), milestone), START)
    assert days(found, "m") == ("2022-03-01", "2022-03-01")
    assert (str(found["m"].late_start), str(found["m"].late_finish)) == ("2022-03-01", "2022-03-01")
    assert (str(found.start), str(found.finish), str(found.goals()[0].finish)) == ("2022-03-01",) * 3
    pytest.importorskip("numpy", reason="needs numpy")
    assert str(found.simulate(3).percentile(50, "g")) == "2022-03-01"


def test_a_milestone_without_anything_before_it_stands_on_the_first_day() -> None:
    found = pm.schedule(plan_of(task("m", "0 天"), task("a", "3 天", ["m"])), START)
    assert days(found, "m") == (START, START)
    assert str(found["a"].early_start) == START


def test_a_milestone_between_work_stands_where_that_ends_and_a_dated_one_where_the_next_begins() -> None:
    plan = plan_of(
        task("a", "59 天"),
        task("m", "0 天", ["a"]),
        task("n", "0 天", ["a"], not_before="2021-03-01"),
        task("after-m", "0 天", ["m"]),
        task("after-n", "0 天", ["n"]),
        task("with-b", "0 天", [link("b", "SS")]),
        task("b", "5 天", ["n"]),
    )
    found = pm.schedule(plan, START)
    at = {id: days(found, id)[0] for id in ("m", "n", "after-m", "after-n", "with-b", "b")}
    assert at == {
        "m": "2021-02-28",
        "n": "2021-03-01",
        "after-m": "2021-02-28",
        "after-n": "2021-03-01",
        "with-b": "2021-03-01",
        "b": "2021-03-01",
    }


def test_late_dates_of_a_milestone_lie_within_the_schedule() -> None:
    found = pm.schedule(plan_of(task("a", "59 天"), task("m", "0 天", not_before="2021-01-10")), START)
    assert (str(found["m"].late_finish), str(found.finish)) == ("2021-02-28", "2021-02-28")
    assert str(found["m"].early_finish) == "2021-01-10"


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=6), st.integers(1, 28))
def test_nothing_finishes_before_it_starts(works: list[tuple[int, bool]], day: int) -> None:
    chain = [
        task(
            f"t{number}",
            f"{length} 天",
            [f"t{number - 1}"] if number else (),
            not_before=f"2021-01-{day:02}" if dated else None,
        )
        for number, (length, dated) in enumerate(works)
    ]
    found = pm.schedule(plan_of(*chain), START)
    for one in found.tasks():
        assert str(one.early_start) <= str(one.early_finish) <= str(found.finish)
        assert str(one.late_start) <= str(one.late_finish) <= str(found.finish)
        assert str(found.start) <= str(one.early_start)


def test_a_milestone_on_the_day_behind_the_last_one_is_late() -> None:
    plan = plan_of(task("m", "0 天", not_before="2022-01-01", finish_by="2021-12-31"), period="2021")
    found = pm.schedule(plan, START)
    assert [finding.code for finding in found.findings] == ["PM601", "PM603"]
    on_time = pm.schedule(plan_of(task("a", "365 天"), task("m", "0 天", ["a"], finish_by="2021-12-31")), START)
    assert on_time.findings == ()


# --- no duration ---


def test_a_plan_without_durations_has_no_critical_path_and_every_view_says_so() -> None:
    plan = plan_of(pm.Goal(id="g", name="G"), task("a"), task("b", waits=["a"], contributes_to=["g"]))
    for start in (None, START):
        found = pm.schedule(plan, start)
        assert (found.critical, found.critical_path, found.critical_paths(), found.bottlenecks()) == ((), (), (), ())
        assert found.drag("g") == ()
        assert [row["duration"] for row in found.table()] == [None, None]
        assert not any(row["duration_stated"] or row["critical"] for row in found.table())
        assert "no critical path: no durations stated" in repr(found)
        assert "no duration stated" in repr(found)
        assert "no critical path: no durations stated" in found._repr_html_()


def test_no_duration_is_not_the_duration_zero() -> None:
    found = pm.schedule(plan_of(task("a", "0 天"), task("b", waits=["a"]), task("c", "2 天", ["b"])))
    assert [one.duration_text for one in found.tasks()] == ["0 days", "no duration stated", "2 days"]
    assert [one.duration_stated for one in found.tasks()] == [True, False, True]
    assert (found.critical, found.critical_path) == (("a", "c"), ("a", "c"))
    assumed = pm.schedule(plan_of(task("a"), task("b", "2 天")), missing="6 天")
    assert (assumed["a"].duration_text, assumed["a"].duration_stated) == ("6 days, assumed", False)
    assert assumed.basis.assumed == {"a"}
    assert assumed.critical_path == ("a",)


# --- facts ---


def test_what_is_over_is_not_moved_by_a_delay() -> None:
    plan = plan_of(
        task("a", "30 天", started="2021-01-05", finished="2021-02-10"),
        task("b", "10 天", ["a"], started="2021-02-12"),
        task("c", "5 天", ["b"]),
    )
    found = pm.schedule(plan, START)
    late = found.delay({"a": "1 月"})
    assert (late.slips, late.unmoved, str(late.finish.slip)) == ((), ("a",), "0 天")
    assert "not moved, since it has really happened: a" in repr(late)
    assert found.delay({"b": "3 天"}, of="start").unmoved == ("b",)
    assert [slip.id for slip in found.delay({"b": "3 天"}).slips] == ["b", "c"]


def test_what_remains_of_months_stays_months_where_it_can() -> None:
    half = pm.schedule(plan_of(task("a", "6 月", done="50 %")), START, as_of="2021-03-31")
    assert (str(half.finish), half.bounds.notes) == ("2021-06-30", [])
    part = pm.schedule(plan_of(task("a", "3 月", done="50 %")), START, as_of="2021-03-31")
    assert str(part.finish) == "2021-05-16"  # 45.66 days
    assert "what remains of a is no whole number of months: it counts 30.436875 days a month" in part.notes


# --- wholes ---


def test_the_dates_of_a_whole_bind_its_parts() -> None:
    plan = plan_of(
        task("w", not_before="2021-03-01", finish_by="2021-03-10"),
        task("a", "30 天", part_of="w"),
        task("b", "3 天", part_of="w"),
    )
    found = pm.schedule(plan, START)
    assert days(found, "a") == ("2021-03-01", "2021-03-30")
    assert str(found["b"].late_finish) == "2021-03-10"
    assert [finding.code for finding in found.findings] == ["PM601"]


def test_the_real_dates_of_a_whole_are_facts() -> None:
    plan = plan_of(
        task("w", started="2021-02-01", finished="2021-02-20"),
        task("a", "30 天", part_of="w"),
        task("b", "3 天", part_of="w", started="2021-01-10", finished="2021-01-12"),
        task("c", "1 天", ["w"]),
    )
    found = pm.schedule(plan, START)
    assert days(found, "w") == ("2021-02-01", "2021-02-20")
    assert found["w"].finished
    assert str(found["c"].early_start) == "2021-02-21"
    assert [finding.code for finding in found.findings] == ["PM604"]
    assert "'b' began 2021-01-10, before its whole 'w'" in found.findings[0].message


def test_what_a_whole_says_and_its_parts_do_not_is_a_finding() -> None:
    plan = plan_of(
        pm.Resource(id="crew", name="Crew", capacity="2 人"),
        task("w", "9 天", uses=[Use("crew", amount="1 人")], done="40 %"),
        task("a", "3 天", part_of="w"),
    )
    findings = pm.schedule(plan).findings
    assert [finding.code for finding in findings] == ["PM604"] * 3
    assert {finding.element for finding in findings} == {"w"}
    assert pm.schedule(plan, levels="all").findings == ()


# --- draws and bounds ---


def drawn(source: random.Random) -> pm.Plan:
    """A plan in which nothing varies, half of whose work takes no time."""
    work: list[Element] = [pm.Goal(id=f"g{n}", name="G") for n in range(3)]
    for n in range(6):
        types = [source.choice(["FS", "FS", "FS", "SS", "FF", "SF"]) for _ in range(n)]
        waits = [
            link(f"t{m}", type, source.choice([None, None, "2 天"]))
            for m, type in enumerate(types)
            if source.random() < 0.35
        ]
        fields: Any = {}
        if source.random() < 0.3:
            day = f"2021-0{source.randint(1, 2)}-{source.randint(1, 28):02}"
            fields[source.choice(["not_before", "started", "finished", "finish_by"])] = day
        length = source.choice(["0 天", "0 天", "3 天", "5 天", None])
        work.append(task(f"t{n}", length, waits, contributes_to=[f"g{source.randint(0, 2)}"], **fields))
    return plan_of(*work)


@pytest.mark.parametrize("asked", [{"start": START}, {"finish": "2021-03-31"}, {"start": START, "as_of": "2021-01-20"}])
@pytest.mark.parametrize("calendar", [None, pm.Calendar()])
def test_where_nothing_varies_draws_and_bounds_are_the_schedule(
    asked: dict[str, Any], calendar: pm.Calendar | None
) -> None:
    pytest.importorskip("numpy", reason="needs numpy")
    for seed in range(40):
        found = pm.schedule(drawn(random.Random(seed)), calendar=calendar, **asked)
        goals = {goal.id: str(goal.finish) for goal in found.goals()}
        sample, bounds = found.simulate(1, seed=1), found.brackets()
        assert str(sample.percentile(50)) == str(bounds.earliest) == str(bounds.latest) == str(found.finish)
        assert {id: str(sample.percentile(50, id)) for id in goals} == goals
        assert {id: str(latest) for id, (_, latest) in bounds.goals.items()} == goals
        ends = {one.id: str(one.early_finish) for one in found.tasks()}
        assert {id: str(latest) for id, (_, latest) in bounds.tasks.items()} == ends


def test_work_without_length_at_the_start_is_drawn_on_the_first_day() -> None:
    pytest.importorskip("numpy", reason="needs numpy")
    for length in ("0 天", None):
        found = pm.schedule(plan_of(task("m", length)), START)
        assert str(found.simulate(3).percentile(80)) == str(found.brackets().latest) == START


def test_bounds_of_months_are_days_of_the_months_drawn() -> None:
    months = Estimate(low="1 月", likely="2 月", high="3 月")
    bounds = pm.schedule(plan_of(task("a", months)), START).brackets()
    assert (str(bounds.earliest), str(bounds.latest)) == ("2021-01-31", "2021-04-02")
    assert "30.436875" in bounds.notes[0]


# --- dates at the edge ---


@pytest.mark.parametrize("calendar", [None, pm.Calendar()])
@pytest.mark.parametrize("duration", ["0 天", "1 天", "3 天", "3 月", "3 日历日"])
@pytest.mark.parametrize("where", ["not_before", "finish_by", "started", "finished", "start", "as_of", "period"])
def test_the_last_day_of_all_is_a_date_or_a_clear_error(
    where: str, duration: str, calendar: pm.Calendar | None
) -> None:
    last = "9999-12-31"
    fields = {where: last} if where in ("not_before", "finish_by", "started", "finished") else {}
    plan = plan_of(task("a", duration, **fields), period=f"2021-01-01/{last}")
    try:
        found = pm.schedule(
            plan, last if where == "start" else START, calendar, as_of=last if where == "as_of" else None
        )
        shown = repr(found) + str(found.to_dict()) + repr(found.delay({"a": "1 天"}))
    except ModelError as error:
        shown = str(error)
    assert "9999" in shown or "beyond" in shown or "year 10000" in shown or "2021-0" in shown


@pytest.mark.parametrize("calendar", [None, pm.Calendar()])
@pytest.mark.parametrize("start", ["0001-01-01", "9999-12-27"])
def test_what_a_schedule_writes_holds_the_first_and_the_last_of_all_days(
    start: str, calendar: pm.Calendar | None, tmp_path: Path
) -> None:
    for extra in ("numpy", "openpyxl", "pygraphviz"):
        pytest.importorskip(extra, reason=f"needs {extra}")
    lengths = Estimate(low="1 天", likely="2 天", high="3 天")
    plan = plan_of(task("a", "5 天"), task("b", lengths), task("m", "0 天"), period=start)
    found = pm.schedule(plan, start, calendar)
    drawn = found.simulate(20, seed=1)
    assert start[:4] in str(drawn) + str(found.brackets())
    assert "<svg" in drawn.plot().svg
    assert "<svg" in found.gantt().svg
    found.to_excel(tmp_path / "s.xlsx")
    found.to_ical(tmp_path / "s.ics")
    dates = re.findall(r"VALUE=DATE:(\d*)", (tmp_path / "s.ics").read_text("utf-8"))
    assert len(dates) > 3
    assert {len(one) for one in dates} == {8}


def test_nothing_is_counted_back_from_the_end_of_the_last_day() -> None:
    plan = plan_of(task("a", "5 天"))
    with pytest.raises(ModelError, match="from the end of 9999-12-31, the last of all dates"):
        pm.schedule(plan, finish="9999-12-31")
    before = pm.schedule(plan, finish="9999-12-30")
    assert (str(before.finish), before.findings) == ("9999-12-30", ())


# --- order ---


@functools.cache
def _in_order(seed: int) -> tuple[list[Element], list[object]]:
    """Return elements in some order, and what is told of a plan of them."""
    estimate = Estimate(low="1 月", likely="2 月", high="4 月")
    elements: list[Element] = [
        pm.Goal(id="g", name="G"),
        task("w", waits=["z"]),
        task("w1", estimate, part_of="w", contributes_to=["g"]),
        task("w2", "2 月", part_of="w"),
        task("z", "10 天"),
        task("a", "1 月", ["z", link("w", "SS", "5 天"), "ghost", "other"], contributes_to=["g"]),
        task("b", "1 月", [link("a", "FF", "3 天"), "w"], contributes_to=["g"]),
        task("c", estimate, ["w", "a", "z"], contributes_to=["g"]),
        task("d", "61 天", [link("z", "FS", None, "9 天")]),
    ]
    return elements, _told(pm.Plan(id="p", title="Plan", elements=elements), seed)


@given(st.randoms(use_true_random=False), st.integers(0, 4))
def test_no_result_depends_on_the_order_of_elements_or_links(rng: random.Random, seed: int) -> None:
    pytest.importorskip("numpy", reason="needs numpy")
    elements, told = _in_order(seed)
    mixed = []
    for one in elements:
        links = list(one.depends_on) if isinstance(one, pm.Task) else []
        rng.shuffle(links)
        mixed.append(pm.Task(**{**_fields(one), "depends_on": links}) if isinstance(one, pm.Task) else one)
    rng.shuffle(mixed)
    assert _told(pm.Plan(id="p", title="Plan", elements=mixed), seed) == told


def _fields(one: pm.Task) -> dict[str, Any]:
    names = ("id", "name", "duration", "part_of", "contributes_to")
    return {name: getattr(one, name) for name in names}


def _told(plan: pm.Plan, seed: int) -> list[object]:
    found = pm.schedule(plan, START)
    simulated = found.simulate(40, seed=seed)
    late = found.delay({"z": "3 天"})
    return [
        sorted(map(str, found.table())),
        found.critical_paths(),
        found.notes,
        sorted((one.id, one.last, str(one.finish)) for one in found.goals()),
        sorted((one.id, one.cost, one.drag) for one in found.drag("g")),
        [found.explain(id) for id in ("a", "b", "c", "w")],
        sorted((one.id, str(one.slip)) for one in late.slips),
        sorted(map(str, simulated.table())),
        dict(sorted(simulated.criticality.items())),
    ]


def test_what_took_no_time_stands_on_the_day_off_on_which_it_was_over() -> None:
    plan = pm.Plan(id="p", title="Plan", elements=[pm.Task(id="a", name="A", duration="0 天", finished="2022-03-05")])
    for calendar in (pm.Calendar(), None):  # a Saturday
        over = pm.schedule(plan, start="2022-01-01", calendar=calendar)["a"]
        days = over.early_start, over.early_finish, over.late_start, over.late_finish
        assert {str(day) for day in days} == {"2022-03-05"}


def test_a_length_that_counts_from_before_the_first_work_says_from_when() -> None:
    plan = pm.Plan(
        id="p", title="Plan", elements=[pm.Task(id="a", name="A", duration="10 天", not_before="2024-03-01")]
    )
    for start, length in (("2024-03-01", "10 days"), ("2024-01-01", "70 days from 2024-01-01")):
        (first, *_) = str(pm.schedule(plan, start=start)).splitlines()
        assert first == f"schedule of p: 2024-03-01 to 2024-03-10, {length}"


def test_what_takes_no_time_and_is_late_from_the_beginning_is_held_by_the_start() -> None:
    point = pm.Task(id="m", name="M", duration="0 天", finish_by="2020-12-01", evidence="assumed")
    (finding,) = pm.schedule(pm.Plan(id="p", title="P", elements=[point]), start="2021-01-01").findings
    assert finding.message == (
        "'m' must be over by 2020-12-01, but the start of the schedule lets it end on 2021-01-01: 30 days late"
    )


@pytest.mark.parametrize("calendar", [None, pm.Calendar()])
@pytest.mark.parametrize("through", [False, True])
@pytest.mark.parametrize("type", ["SS", "SF"])
def test_what_stands_with_the_beginning_of_work_is_drawn_on_the_day_of_that(
    calendar: pm.Calendar | None, through: bool, type: Any
) -> None:
    pytest.importorskip("numpy", reason="needs numpy")
    goal, event = pm.Goal(id="g", name="G"), RiskEvent(id="e", name="E", tasks=["a"], chance=0.5, delay="3 天")
    sign = pm.Dependency("b", type=type)
    tasks = [task("a", "5 天"), task("b", "1 天", ["a"]), task("m", "0 天", [sign])]
    tasks += [task("n", "0 天", ["m" if through else sign], contributes_to=["g"])]
    plan = plan_of(goal, event, *tasks)
    simulated = pm.schedule(plan, "2025-03-03", calendar).simulate(500)
    drawn = {str(simulated.percentile(percent, "g")) for percent in range(0, 101, 10)}
    later = pm.schedule(plan.replace("a", duration="8 天"), "2025-03-03", calendar)
    planned = pm.schedule(plan, "2025-03-03", calendar)
    assert drawn == {str(found["n"].early_finish) for found in (planned, later)}
    assert str(simulated.percentile(100)) == str(later.finish)


def stepped(seed: int, side: int | None) -> pm.Plan:
    """A plan whose work takes as little time as it may (0), as much (1), or either (None); half of it takes none."""
    source = random.Random(seed)
    work: list[Element] = [pm.Goal(id=f"g{n}", name="G") for n in range(3)]
    for n in range(6):
        waits = [
            link(f"t{m}", source.choice(["FS", "FS", "SS"]), source.choice([None, None, "2 天"]))
            for m in range(n)
            if source.random() < 0.35
        ]
        points = [f"{source.randint(1, 3)} 天", f"{source.randint(4, 6)} 天"]
        varies = Estimate(low=points[0], likely="3 天", high=points[1]) if side is None else points[side]
        fields: Any = {"not_before": f"2021-01-{source.randint(1, 20):02}"} if source.random() < 0.2 else {}
        length = source.choice(["0 天", "0 天", "3 天", varies, varies])
        work.append(task(f"t{n}", length, waits, contributes_to=[f"g{source.randint(0, 2)}"], **fields))
    return plan_of(*work)


HOURS = pm.Calendar(hours=(("08:00", "12:00"), ("13:00", "17:00")))


@pytest.mark.parametrize("calendar", [None, pm.Calendar(), HOURS], ids=["days", "week", "hours"])
def test_bounds_are_the_schedules_of_the_least_and_the_most_time(calendar: pm.Calendar | None) -> None:
    for seed in range(60):
        bounds = pm.schedule(stepped(seed, None), START, calendar).brackets()
        for side in (0, 1):
            found = pm.schedule(stepped(seed, side), START, calendar)
            ends = {one.id: one.early_finish for one in found.tasks()} | {one.id: one.finish for one in found.goals()}
            shown = {id: span[side] for id, span in {**bounds.tasks, **bounds.goals}.items()}
            assert shown == ends, (seed, side)
            assert (bounds.earliest, bounds.latest)[side] == found.finish


@pytest.mark.parametrize("calendar", [None, pm.Calendar()])
def test_what_may_not_be_before_a_day_is_in_no_sample_before_it(calendar: pm.Calendar | None) -> None:
    pytest.importorskip("numpy", reason="needs numpy")
    day = "2021-03-06"  # a Saturday
    before = task("a", Estimate(low="10 天", likely="40 天", high="90 天", distribution="uniform"))
    held = task("m", "0 天", ["a"], not_before=day)
    then = task("n", "0 天", ["m"], contributes_to=["g"])
    drawn = pm.schedule(plan_of(pm.Goal(id="g", name="G"), before, held, then), START, calendar).simulate(500)
    assert str(drawn.percentile(0, "g")) == (day if calendar is None else "2021-03-08")
    assert drawn.chance("2021-03-05", "g") == 0


def test_a_date_that_another_one_overrides_holds_no_day() -> None:
    pytest.importorskip("numpy", reason="needs numpy")
    dates = {"not_before": "2025-01-12", "constraints": [Constraint(type="finish_no_later", date="2025-01-07")]}
    works = [task("m", "0 天", **dates, contributes_to=["g"]), task("a", "5 天", contributes_to=["g"])]
    found = pm.schedule(plan_of(pm.Goal(id="g", name="G"), *works), "2025-01-06", pm.Calendar())
    shown = {str(found.simulate(1).percentile(50, "g")), str(found.brackets().goals["g"][1])}
    assert shown == {str(found.finish)} == {"2025-01-10"}
