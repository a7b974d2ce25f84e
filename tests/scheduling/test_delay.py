"""What a delay does to tasks, goals and indicators."""

from __future__ import annotations

import pytest

import planmodel as pm
from planmodel.errors import AmountError, IncompatibleUnitsError, ModelError, PlanModelError, UnknownIdError
from planmodel.functions import schedule_resources
from planmodel.parts import Responsibility
from scheduling.plans import link, plan_of, task


def small() -> pm.Plan:
    return plan_of(
        pm.Organization(id="o-water", name="Water"),
        pm.Organization(id="o-city", name="City"),
        pm.Goal(id="g-top", name="Top"),
        pm.Goal(id="g-water", name="Water", part_of="g-top"),
        pm.Goal(id="g-air", name="Air", part_of="g-top"),
        pm.Indicator(id="i-water", name="Clean rivers", measures=["g-water"]),
        task("t-survey", "3 月"),
        task("t-rules", "2 月", ["t-survey"], contributes_to=["g-air"]),
        task(
            "t-water",
            contributes_to=["i-water"],
            responsible=[Responsibility("o-water", role="lead"), Responsibility("o-city", role="support")],
        ),
        task("t-pipes", "12 月", ["t-survey"], part_of="t-water"),
        task("t-plant", "6 月", [link("t-pipes", "SS", "2 月")], part_of="t-water"),
        pm.Project(id="pr-works", name="Works", duration="4 月", implements=["t-water"], depends_on=["t-pipes"]),
    )


def test_a_delay_reaches_tasks_goals_and_indicators_and_leaves_the_plan_alone() -> None:
    plan = small()
    found = pm.schedule(plan, "2021-01-01")
    before = found.table()
    late = found.delay({"t-pipes": "6 月"})
    assert [(slip.id, str(slip.slip), slip.delayed) for slip in late.slips] == [
        ("t-pipes", "183 天", True),  # from 2022-03-31 to 2022-09-30
        ("pr-works", "184 天", False),
    ]
    assert [(goal.id, str(goal.before), str(goal.after)) for goal in late.goals] == [
        ("g-top", "2022-07-31", "2023-01-31"),
        ("g-water", "2022-07-31", "2023-01-31"),
        ("i-water", "2022-07-31", "2023-01-31"),
    ]
    assert str(late.finish.slip) == "184 天"
    assert late.slips[0].lead == ("o-water",)
    assert late.slips[0].support == ("o-city",)
    assert late.slips[1].lead == ()
    assert (found.table(), plan) == (before, small())
    assert "no lead is named for: pr-works" in repr(late)


def test_a_delay_within_slack_names_the_goals_that_do_not_move() -> None:
    late = pm.schedule(small()).delay({"t-rules": "1 月", "t-plant": "1 月"})
    assert [goal.id for goal in late.goals] == ["g-air"]
    assert late.untouched == ("g-top", "g-water", "i-water")
    assert str(late.finish.slip) == "0 月"


def test_a_late_start_moves_what_waits_for_the_start() -> None:
    found = pm.schedule(small())
    assert [slip.id for slip in found.delay({"t-pipes": "2 月"}, of="start").slips] == [
        "t-pipes",
        "t-plant",
        "pr-works",
    ]
    assert [slip.id for slip in found.delay({"t-pipes": "2 月"}).slips] == ["t-pipes", "pr-works"]


def test_a_delay_of_a_whole_delays_each_part() -> None:
    late = pm.schedule(small()).delay({"t-water": "1 月"})
    assert {slip.id for slip in late.slips if slip.delayed} == {"t-pipes", "t-plant"}


def test_an_early_task_gives_negative_slips() -> None:
    late = pm.schedule(small()).delay({"t-pipes": "-2 月"})
    assert str(late.finish.slip) == "-2 月"
    with pytest.raises(ModelError, match="cannot be 13 months shorter"):
        pm.schedule(small()).delay({"t-pipes": "-13 月"})


def test_bad_delays_are_refused() -> None:
    found = pm.schedule(small())
    with pytest.raises(UnknownIdError, match="did you mean t-pipes"):
        found.delay({"t-pipe": "6 月"})
    with pytest.raises(IncompatibleUnitsError):
        found.delay({"t-pipes": "6 吨"})
    with pytest.raises(ModelError, match="is not known"):
        found.delay({"t-pipes": "6 月"}, of="end")


def test_drag_ranks_what_a_month_costs_a_goal_and_what_it_could_give_back() -> None:
    found = pm.schedule(small())
    ranked = [(one.id, str(one.cost), str(one.drag), str(one.slack)) for one in found.drag("g-water")]
    assert ranked == [
        ("t-pipes", "1 月", "8 月", "0 月"),
        ("pr-works", "1 月", "4 月", "0 月"),
        ("t-survey", "1 月", "3 月", "0 月"),
    ]
    assert [one.id for one in found.drag("g-air", by="2 months")] == ["t-survey", "t-rules"]
    with pytest.raises(UnknownIdError):
        found.drag("g-none")


def test_two_versions_are_compared_task_by_task() -> None:
    plan = small()
    after = plan.replace("t-pipes", duration="14 月").add(task("t-new", "1 月", contributes_to=["g-air"]))
    found = pm.schedule(plan, "2021-01-01").compare(pm.schedule(after, "2021-01-01"))
    assert {one.id: str(one.slip) for one in found.tasks} == {
        "t-pipes": "61 天",
        "pr-works": "61 天",
        "t-new": "None",
    }
    assert [one.id for one in found.goals] == ["g-top", "g-water", "i-water"]
    with pytest.raises(ModelError, match="not comparable"):
        pm.schedule(plan).compare(pm.schedule(plan, "2021-01-01"))
    days, shifts = pm.Calendar(), pm.Calendar(hours=(("08:00", "12:00"), ("13:00", "17:00")))
    with pytest.raises(ModelError, match="one schedule counts in 工作日, the other in 小时"):
        pm.schedule(plan, "2021-01-01", days).compare(pm.schedule(plan, "2021-01-01", shifts))


def test_work_against_a_goal_does_not_serve_it() -> None:
    plan = plan_of(
        pm.Goal(id="g", name="Goal"),
        task("a", "3 月", contributes_to=[pm.Contribution("g", strength=-0.5)]),
        task("b", "1 月", contributes_to=["g"]),
    )
    (goal,) = pm.schedule(plan).goals()
    assert (goal.work, goal.last, str(goal.finish)) == (("b",), "b", "1 月")


@pytest.mark.parametrize("start", [None, "2021-01-01"])
@pytest.mark.parametrize("amount", ["1e-300 天", "-1e-300 天", "0.00000001 天", "1e-300 月"])
def test_a_delay_too_short_to_count_is_refused_and_never_nothing(start: str | None, amount: str) -> None:
    found = pm.schedule(chain("3 月"), start=start)
    with pytest.raises(ModelError, match=r"the delay of a: .* is shorter than a schedule can count"):
        found.delay({"a": amount})
    with pytest.raises(ModelError, match="is shorter than a schedule can count"):
        found.drag(by=amount)


@pytest.mark.parametrize("amount", ["1 秒", "0.001 天", "1 小时", "0 天"])
def test_a_short_delay_slips_exactly_as_much(amount: str) -> None:
    slip = pm.schedule(chain("3 天"), start="2021-01-01").delay({"a": amount}).finish.slip
    assert slip is not None
    assert (slip.unit, float(slip.magnitude)) == ("天", float(pm.Amount(amount).to("天").magnitude))


def test_an_amount_of_no_time_or_without_a_calendar_names_its_task() -> None:
    with pytest.raises(IncompatibleUnitsError, match="task a: 10 working days is working time"):
        pm.schedule(chain("10 工作日"), start="2021-01-01")
    with pytest.raises(IncompatibleUnitsError, match="task b: 3 吨 is no amount of time"):
        pm.schedule(chain("3 月", lag="3 吨"))
    with pytest.raises(ModelError, match="task a: 1E-300 days is shorter"):
        pm.schedule(chain("1e-300 天"))


def chain(duration: str, lag: str | None = None) -> pm.Plan:
    wait = pm.Dependency("a", lag=None if lag is None else pm.Amount(lag))
    tasks = [
        pm.Task(id="a", name="x", duration=duration),
        pm.Task(id="b", name="y", duration="2 天", depends_on=[wait]),
    ]
    return pm.Plan(id="p", title="P", elements=tasks)


def test_a_delay_of_nothing_and_one_below_zero_say_so() -> None:
    goal = pm.Goal(id="g", name="G")
    found = pm.schedule(plan_of(goal, task("a", "2 天", contributes_to=["g"]), task("b", "1 天", link("a", "FF"))))
    assert str(found.delay({})).startswith("delay of nothing: the end slips by 0 days")
    for by, told in (("-1 天", "-1 days"), ("-1 月", "-1 months")):
        with pytest.raises(ModelError, match=f"a delay to try is not negative, found {told}"):
            found.drag("g", by=by)
    assert [str(one.cost) for one in found.drag("g", by="0 天")] == ["0 天"]


def test_a_duration_that_is_missing_cannot_be_negative() -> None:
    for schedule in (pm.schedule, schedule_resources):
        with pytest.raises(ModelError, match="a duration cannot be negative, found -6 months"):
            schedule(plan_of(task("a")), missing="-6 月")


@pytest.mark.parametrize(
    ("amount", "error", "message"),
    [
        ("2025-10-01", AmountError, "the delay of t-pipes: '2025-10-01' is no amount of time"),
        ("soon", AmountError, "the delay of t-pipes: 'soon' is no amount of time"),
        ("3 吨", IncompatibleUnitsError, "the delay of t-pipes: 3 吨 is no amount of time"),
        ("3 mnths", AmountError, "the delay of t-pipes: "),
    ],
)
def test_what_is_no_delay_is_told_with_the_work_that_it_is_of(
    amount: str, error: type[PlanModelError], message: str
) -> None:
    with pytest.raises(error) as refused:
        pm.schedule(small(), "2021-01-01").delay({"t-pipes": amount})
    assert str(refused.value).startswith(message)
    assert refused.value.hint
