"""What would have to give where no schedule is possible: how little is enough, and what that means for the goals."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import planmodel as pm
from planmodel.functions import schedule_resources
from planmodel.parts import Constraint, Mode, Use
from scheduling.plans import UNTIL_PROVEN, link, plan_of, task

pytest.importorskip("ortools", reason="needs ortools")

START = dt.date(2025, 1, 1)


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
    for starts in product(range(first, 13), repeat=len(lengths)):
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
        early = [spans for spans in placed(one.lengths, -9) if not any(miss(spans) for miss in others)]
        return min((max(0, *(-begin for begin, _ in spans.values())) for spans in early), default=None)
    fitting = (spans for spans in placed(one.lengths) if not any(miss(spans) for miss in others))
    return min((one.misses[key](spans) for spans in fitting), default=None)


def is_placeable(one: Drawn, keys: Iterable[Key]) -> bool:
    """Return whether some placing keeps these constraints."""
    misses = [one.misses[key] for key in keys]
    return any(not any(miss(spans) for miss in misses) for spans in placed(one.lengths))


@given(st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_least_that_each_constraint_has_to_give_is_that_of_trying_every_placing(rng: random.Random) -> None:
    one = drawn(rng)
    assume(is_placeable(one, [key for key in one.misses if key[0] in ("link", "longest wait")]))  # else it is refused
    found = searched(one.plan)
    assert (found.status == "optimal") == is_placeable(one, one.misses)
    members = [(each.what, each.id, each.on or "") for each in found.relaxations if each.is_member]
    for each in found.relaxations:
        key = each.what, each.id, each.on or ""
        wanted = least(one, key, [*one.misses] if each.whole else members)
        assert each.is_proven, key
        assert float(each.by) == wanted, key
        assert each.whole or least(one, key, [*one.misses]) is None, key


# --- with it the plan can be, with a little less it cannot ---


def ways(found: Any) -> dict[tuple[str, str], tuple[str, str]]:
    """Return for each that gives by how much, and what it then is."""
    assert found.status == "infeasible"
    assert all(one.is_proven for one in found.relaxations if one.by is not None)
    return {(one.what, one.id): (str(one.by), str(one.to)) for one in found.relaxations if one.by is not None}


def is_possible(plan: pm.Plan, **given: Any) -> bool:
    status = searched(plan, **given).status
    assert status in ("optimal", "infeasible")
    return bool(status == "optimal")


def test_what_has_to_give_is_enough_and_a_day_less_is_not() -> None:
    plan = plan_of(
        crew("1 人"),
        task("a", "5 天", uses=use("1 人"), not_before=day(1)),
        task("b", "5 天", [link("a", "FS", "1 天")], uses=use("1 人"), finish_by=day(9)),
    )
    assert ways(searched(plan)) == {
        ("finish by", "b"): ("2 天", "2025-01-12"),
        ("link", "b"): ("11 天", "-10 天"),  # b is first, since nobody can do both at once
        ("duration", "a"): ("2 天", "3 天"),
        ("duration", "b"): ("2 天", "3 天"),
        ("start", "p"): ("1 天", "2024-12-31"),
    }
    for id, field, enough, too_little in [
        ("b", "finish_by", "2025-01-12", "2025-01-11"),
        ("b", "depends_on", [link("a", "FS", "-10 天")], [link("a", "FS", "-9 天")]),
        ("a", "duration", "3 天", "4 天"),
        ("b", "duration", "3 天", "4 天"),
    ]:
        assert is_possible(plan.replace(id, **{field: enough})), field
        assert not is_possible(plan.replace(id, **{field: too_little})), field


def test_a_longest_wait_and_a_date_set_by_hand_give_too() -> None:
    by_hand = task("a", "5 天", uses=use("1 人"), constraints=[Constraint(type="by_hand", date=day(2))])
    plan = plan_of(crew("1 人"), by_hand, task("b", "4 天", uses=use("1 人"), finish_by=day(5)))
    found = searched(plan)
    assert ways(found)["not before", "a"] == ("2 天", "2025-01-05")
    assert "a would have to be put 2 days away: on 2025-01-05" in found.to_text()
    waiting = task("b", "1 天", [link("a", "FS", None, "2 天")], not_before=day(10))
    tied = plan_of(task("a", "3 天", finish_by=day(5)), waiting)
    assert ways(searched(tied))["longest wait", "b"] == ("2 天", "4 天")
    for most, possible in (("4 天", True), ("3 天", False)):
        assert is_possible(tied.replace("b", depends_on=[link("a", "FS", None, most)])) is possible


def test_the_deadline_of_a_whole_gives_for_all_its_parts_at_once() -> None:
    parts = [task(id, days, part_of="w", uses=use("1 人")) for id, days in (("a", "5 天"), ("b", "4 天"))]
    plan = plan_of(crew("1 人"), task("w", finish_by=day(5)), *parts)
    found = searched(plan)
    assert [str(one) for one in found.conflict] == [
        "crew has 1 人; a needs 1 人, b needs 1 人",
        "w must be over by 2025-01-06",
    ]
    assert ways(found)["finish by", "w"] == ("3 天", "2025-01-09")
    assert is_possible(plan.replace("w", finish_by="2025-01-09"))
    assert not is_possible(plan.replace("w", finish_by="2025-01-08"))


def test_who_only_knows_names_is_told_whose_ids_they_are() -> None:
    def two(*names: str) -> str:
        stock = pm.Resource(id="r-1", name=names[0], capacity="1 人")
        held: dict[str, Any] = {"duration": "3 天", "finish_by": day(3), "uses": use("1 人", "r-1")}
        works = [pm.Task(id=f"t-{number}", name=name, **held) for number, name in enumerate(names[1:], 1)]
        found = searched(plan_of(stock, *works))
        return f"{found.to_text()}\n{found.to_text(language='zh')}"

    told = two("施工队", "上游", "下游").splitlines()
    assert "names: r-1 is “施工队”, t-1 is “上游”, t-2 is “下游”" in told
    assert "名称：r-1 为“施工队”、t-1 为“上游”、t-2 为“下游”" in told
    assert "names:" not in two("r-1", "t-1", "t-2")


@pytest.mark.parametrize(
    ("capacity", "renewal", "uses", "by", "to"),
    [
        ("100 万元", "never", ("70 万元", "0.4 百万元"), "10 万元", "110 万元"),
        ("1.5 人", "always", ("1.25 人", "1 人"), "0.75 人", "2.25 人"),
        ("1 亿元", "year", ("0.9 亿元", "0.3 亿元"), "0.2 亿元", "1.2 亿元"),
    ],
)
def test_a_resource_gives_in_its_own_unit(capacity: str, renewal: Any, uses: Any, by: str, to: str) -> None:
    works = [task(id, "5 天", uses=use(amount), finish_by=day(6)) for id, amount in zip("ab", uses, strict=True)]
    plan = plan_of(crew(capacity, renewal=renewal), *works)
    assert ways(searched(plan))["resource", "crew"] == (by, to)
    assert is_possible(plan.replace("crew", capacity=to))
    number, unit = to.split()
    assert not is_possible(plan.replace("crew", capacity=f"{float(number) - 0.01} {unit}"))


def test_what_has_happened_cannot_give_and_says_so() -> None:
    running = task("a", "5 天", uses=use("1 人"), started=day(0))
    found = searched(plan_of(crew("1 人"), running, task("b", "4 天", uses=use("1 人"), finish_by=day(5))))
    fact = next(one for one in found.relaxations if one.what == "not before")
    assert (fact.by, str(fact.finish)) == (None, "2025-01-09")
    assert "what has happened" in fact.message
    assert "已发生的情况" in fact.message.in_language("zh")


def test_another_conflict_beside_is_no_secret() -> None:
    plan = plan_of(
        task("a", "5 天", finish_by=day(2)), task("b", "5 天", finish_by=day(3)), task("c", "5 天", finish_by=day(9))
    )
    found = searched(plan)
    assert {(one.whole, one.id) for one in found.relaxations if one.is_member} in ({(False, "a")}, {(False, "b")})
    assert "within this conflict; other constraints conflict, too" in found.to_text()


def test_days_off_that_would_have_to_be_worked_are_counted_by_the_week() -> None:
    plan = plan_of(task("a", "12 天", finish_by="2025-01-14"))
    found = searched(plan, calendar=pm.Calendar())
    assert ways(found)["finish by", "a"] == ("2 工作日", "2025-01-16")
    week = next(one for one in found.relaxations if one.what == "calendar")
    assert (str(week.by), week.days) == ("1 天", (5,))
    assert is_possible(plan, calendar=pm.Calendar(week="1111110"))
    longer = searched(plan.replace("a", duration="14 天"), calendar=pm.Calendar())
    assert next(one for one in longer.relaxations if one.what == "calendar").days == (5, 6)
    endless = searched(plan.replace("a", duration="15 天"), calendar=pm.Calendar())
    assert all(one.what != "calendar" for one in endless.relaxations)


def test_work_in_several_modes_and_budgets_of_years_offer_no_shorter_duration() -> None:
    modes = [Mode(name=name, duration=length) for name, length in (("quick", "5 天"), ("slow", "9 天"))]
    found = searched(plan_of(task("a", modes=modes, finish_by=day(2))))
    assert ways(found).keys() == {("finish by", "a"), ("start", "p")}
    yearly = plan_of(crew("1 人", renewal="year"), task("a", "5 天", uses=use("1 人"), finish_by=day(2)))
    assert ways(searched(yearly)).keys() == {("finish by", "a")}


def test_a_day_on_which_work_begins_gives_at_its_start_and_holds_shorter_work_too() -> None:
    """Work that holds the crew from day 2 to 6, and other work that is to begin on day 4."""
    held = [[Constraint(type="start_on", date=day(number))] for number in (2, 4)]
    first = task("a", "5 天", uses=use("1 人"), constraints=held[0])
    plan = plan_of(crew("1 人"), first, task("b", "5 天", uses=use("1 人"), constraints=held[1]))
    found = searched(plan)
    assert {str(one) for one in found.conflict[1:]} == {f"a must begin by {day(2)}", f"b must begin by {day(4)}"}
    wanted = ways(found)
    assert wanted["finish by", "a"] == ("7 天", day(9))
    assert wanted["finish by", "b"] == ("3 天", day(7))
    assert wanted["duration", "a"] == ("3 天", "2 天")
    assert ("duration", "b") not in wanted  # however short, it begins while the crew is held
    assert not is_possible(plan.replace("b", duration="1 天"))
    told = next(one for one in found.relaxations if one.id == "b").message
    assert told == f"b would have to be allowed to begin 3 days later: by {day(7)}"


@pytest.mark.parametrize("type", ["start_on", "start_no_later"])
def test_a_day_on_which_work_begins_holds_in_each_of_its_modes(type: Any) -> None:
    modes = [Mode(name=name, duration=length) for name, length in (("quick", "2 天"), ("slow", "5 天"))]
    uses = [Use("crew", amount="3 人", mode="quick"), Use("crew", amount="1 人", mode="slow")]
    held = [Constraint(type=type, date=day(3))]
    either = task("a", modes=modes, uses=uses, constraints=held, not_before=day(2))
    beside = task("b", "4 天", uses=use("2 人"), not_before=day(2), finish_by=day(5))
    plan = plan_of(crew("3 人"), either, beside)
    slow = next(one for one in searched(plan).tasks if one.id == "a")
    assert (slow.mode, str(slow.start)) == ("slow", day(3 if type == "start_on" else 2))
    assert not is_possible(plan.replace("b", uses=use("3 人")))


def test_no_work_at_all_is_no_shorter_work() -> None:
    assert ways(searched(plan_of(crew("1 人"), task("a", "5 天", uses=use("2 人"))))).keys() == {("resource", "crew")}


def test_a_date_before_the_start_keeps_the_start_where_it_is() -> None:
    plan = plan_of(task("a", "5 天", finish_by=day(2), not_before=day(-1)))
    assert ("start", "p") not in ways(searched(plan))


# --- in the goals' own terms ---


def goal_plan(*links: pm.Contribution, finish_by: str = "2025-12-20") -> pm.Plan:
    return plan_of(
        crew("2 人"),
        pm.Goal(id="g", name="Clean air", period="2021/2025"),
        pm.Indicator(
            id="i", name="PM2.5", unit="微克/立方米", measures=["g"], targets=[pm.read_target("≤35", year=2025)]
        ),
        task("w", finish_by=finish_by, contributes_to=links),
        task("a", "200 天", part_of="w", uses=use("2 人")),
        task("b", "180 天", [link("a", "FS", "3 天")], part_of="w", uses=use("1 人")),
    )


def test_the_goals_say_by_how_much_their_year_moves_and_what_part_of_the_target_is_late() -> None:
    found = searched(goal_plan(pm.Contribution("i", strength=0.6)))
    by_what = {one.what: one for one in found.relaxations}
    assert ways(found)["finish by", "w"] == ("29 天", "2026-01-18")
    goal, target = by_what["finish by"].goals
    assert (goal.id, str(goal.late), goal.years, goal.target) == ("g", "1 月", 1, None)
    assert (target.id, str(target.late), target.years, target.late_share) == ("i", "1 月", 1, 0.6)
    assert target.target == "2025: ≤35 微克/立方米"
    assert "what is late brings about 60 % of the target" in target.message
    assert "延后的工作对目标值的贡献为60 %" in target.message.in_language("zh")
    assert [(one.late, one.years) for one in by_what["duration"].goals] == [(None, None)] * 2
    assert "不受影响" in by_what["duration"].goals[0].message.in_language("zh")


@pytest.mark.parametrize(
    ("links", "told"),
    [
        (
            [pm.Contribution("i", amount="3 微克/立方米")],
            {"i": (None, "3 微克/立方米", "None"), "g": (None, "None", "None")},
        ),
        (
            [pm.Contribution("i")],
            {
                "i": (None, "None", "1 of 1 late contributions state no share and no amount"),
                "g": (None, "None", "None"),
            },
        ),
        ([pm.Contribution("g", strength=1)], {"g": (None, "None", "None")}),
    ],
)
def test_what_contributions_do_not_say_nobody_can_tell(links: Any, told: Any) -> None:
    (deadline,) = [one for one in searched(goal_plan(*links)).relaxations if one.what == "finish by"]
    assert {one.id: (one.late_share, str(one.late_amount), str(one.because)) for one in deadline.goals} == told
    assert {one.years for one in deadline.goals} == {1}


def test_a_goal_without_a_year_says_that_nobody_can_tell() -> None:
    plan = plan_of(pm.Goal(id="g", name="G"), task("a", "5 天", finish_by=day(2), contributes_to=["g"]))
    term = searched(plan).relaxations[0].goals[0]
    assert (term.until, term.late) == (None, None)
    assert "cannot be told, because no year or period is stated" in term.message


def test_a_conflict_is_told_in_the_language_of_whoever_reads() -> None:
    found = searched(goal_plan(pm.Contribution("i", strength=0.6)))
    text = found.to_text(language="zh")
    assert "w 的完成期限须推后29天，至2026年1月18日" in text
    assert "b 的前置工作为 a，完成—开始（FS），间隔时间3天" in str(found.conflict[-1].in_language("zh"))
    assert " must be " not in text
    assert " would " not in text
    record = next(one for one in found.to_dict()["relaxations"] if one["what"] == "finish by")
    assert (record["what"], record["by"], record["to"], record["goals"][1]["late_share"]) == (
        "finish by",
        29,
        "2026-01-18",
        0.6,
    )


def test_a_thousand_pieces_of_work_that_all_conflict_are_no_hang_and_name_one_that_cannot_be() -> None:
    works = [task(f"t{number}", "3 天", uses=use("1 人"), finish_by=day(0)) for number in range(1000)]
    found = schedule_resources(plan_of(crew("1 人"), *works), START, workers=1, time_limit=UNTIL_PROVEN)
    assert [str(one) for one in found.conflict] == ["t0 must be over by 2025-01-01"]
    assert len(found.findings) == 1000
