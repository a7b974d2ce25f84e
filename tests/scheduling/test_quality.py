"""The quality of a schedule, point by point, with numbers by hand; and schedules side by side."""

from __future__ import annotations

from typing import Any

import pytest

import planmodel as pm
from planmodel.errors import ModelError, UnknownIdError
from planmodel.parts import Constraint, Estimate, Use
from planmodel.results import Quality
from scheduling.plans import link, plan_of, task

WEEK = pm.Calendar()


def assessed(*elements: Any, baseline: Any = None, as_of: str | None = None, **header: Any) -> Quality:
    return pm.schedule(plan_of(*elements, **header), "2025-01-06", WEEK, as_of=as_of).quality(baseline)


def row(found: Quality, code: str) -> tuple[Any, ...]:
    one = found[code]
    return one.found, one.of, one.verdict, one.ids


CHAIN = [task("a", "5 天"), task("b", "5 天", ["a"]), task("c", "5 天", ["b"])]


def test_work_without_anything_before_or_behind_it_is_counted() -> None:
    assert row(assessed(*CHAIN), "DCMA-01") == (2, 3, "broken", ("a", "c"))
    whole = [task("w"), task("i", "1 天", part_of="w"), task("z", "1 天", ["w"]), task("x", "1 天", [link("w", "SS")])]
    assert row(assessed(*whole), "DCMA-01")[3] == ("i", "z", "x"), "what waits for a whole waits for its parts"


def test_links_are_counted_by_what_they_say() -> None:
    links = [link("a", lag="-1 天"), link("b", "SS", "2 天"), "c"]
    found = assessed(*CHAIN, task("d", "1 天", links))
    assert row(found, "DCMA-02") == (1, 5, "broken", ("d on a",))
    assert row(found, "DCMA-03") == (1, 5, "broken", ("d on b",))
    assert found["DCMA-03"].value == 20
    assert row(found, "DCMA-04") == (1, 5, "broken", ("d on b",))


def test_hard_dates_slack_and_durations_beyond_two_months_are_found() -> None:
    held = [Constraint(type="start_on", date="2025-01-13")]
    found = assessed(
        task("a", "45 天"),
        task("b", "1 天"),
        task("c", "44 天", constraints=held),
        task("d", "9 天", finish_by="2025-01-10"),
    )
    assert row(found, "DCMA-05")[3] == ("c",)
    assert row(found, "DCMA-07")[3] == ("d",)
    assert row(found, "DCMA-08") == (1, 4, "broken", ("a",))
    assert row(found, "GAO-constraints")[3] == ("c",)
    assert row(assessed(task("a", "46 天"), task("b", "1 天")), "DCMA-06")[3] == ("b",)
    assert row(assessed(task("a", "45 天"), task("b", "1 天")), "DCMA-06")[3] == ()


def test_where_every_day_counts_44_working_days_are_61_6_days() -> None:
    lengths = pm.schedule(plan_of(task("a", "61 天"), task("b", "62 天"), task("c", "2 月"), task("d", "3 月")))
    assert lengths.quality()["DCMA-08"].ids == ("b", "d")


def test_resources_are_asked_for_where_the_plan_knows_any() -> None:
    assert assessed(*CHAIN)["DCMA-10"].verdict == "unknown"
    crew = pm.Resource(id="crew", name="crew", capacity="2 人")
    found = assessed(crew, task("a", "5 天", uses=[Use("crew", amount="1 人")]), task("b", "5 天"), task("m", "0 天"))
    assert row(found, "DCMA-10") == (1, 2, "broken", ("b",))


def test_a_baseline_tells_what_was_missed_and_how_much_was_carried_out() -> None:
    done = [
        task("a", "5 天", started="2025-01-06", finished="2025-01-10"),
        task("b", "5 天", ["a"], started="2025-01-13", finished="2025-01-20"),
        task("c", "5 天", ["b"]),
    ]
    found = assessed(*done, baseline=plan_of(*CHAIN), as_of="2025-01-24")
    assert row(found, "DCMA-11") == (2, 3, "broken", ("b", "c"))
    assert found["DCMA-14"].value == pytest.approx(2 / 3)
    assert found["DCMA-14"].ids == ("c",)
    assert found["DCMA-09"].verdict == "kept"
    early = assessed(*done, baseline=pm.schedule(plan_of(*CHAIN), "2025-01-06", WEEK), as_of="2025-01-07")
    assert early["DCMA-09"].ids == ("a", "b"), "they were over after the day of the report"
    assert "nothing over by the day" in str(early["DCMA-14"].because)


def test_the_length_index_holds_the_end_against_what_is_left() -> None:
    found = assessed(*CHAIN, period="2025-01-06/2025-01-31")
    assert found["DCMA-13"].value == pytest.approx((15 + 5) / 15)
    late = assessed(*CHAIN, period="2025-01-06/2025-01-22")
    assert late["DCMA-13"].value == pytest.approx(13 / 15)
    assert late["DCMA-13"].verdict == "broken"
    assert assessed(*CHAIN)["DCMA-13"].verdict == "unknown"


def test_the_critical_path_test_fails_where_the_end_does_not_hang_on_the_path() -> None:
    assert assessed(*CHAIN)["DCMA-12"].value == 1
    due = assessed(task("a", "1 天", finish_by="2025-01-06"), task("b", "900 天"))["DCMA-12"]
    assert (due.value, due.verdict, due.ids) == (0, "broken", ("a",)), "without slack, but the end does not hang on it"
    nobody = pm.schedule(plan_of(task("a"), task("b", None, ["a"]))).quality()
    assert "no durations are stated" in str(nobody["DCMA-12"].because)


def test_starts_and_finishes_that_hang_are_found_though_the_work_has_links() -> None:
    hanging = assessed(
        task("a", "5 天"), task("b", "5 天", [link("a", "FF")]), task("c", "5 天", [link("a", "SS"), "b"])
    )
    assert row(hanging, "GAO-starts")[3] == ("b",)
    alone = assessed(task("a", "5 天"), task("b", "5 天", [link("a", "SS")]))
    assert row(alone, "GAO-finishes")[3] == ("a",)


def test_wholes_in_links_order_and_three_points_are_looked_at() -> None:
    three = Estimate(low="1 天", likely="2 天", high="3 天")
    found = assessed(task("w"), task("i", three, part_of="w"), task("z", "1 天", ["w"]))
    assert row(found, "GAO-wholes")[3] == ("z on w",)
    assert row(found, "GAO-risk")[3] == ("z",)
    done = [
        task("a", "5 天", started="2025-01-06"),
        task("b", "1 天", ["a"], started="2025-01-07", finished="2025-01-07"),
    ]
    assert row(assessed(*done, as_of="2025-01-08"), "GAO-sequence")[3] == ("b",)


def test_the_report_is_the_same_in_both_languages_and_says_what_nobody_can() -> None:
    found = assessed(*CHAIN)
    counts = [sum(one.verdict == name for one in found) for name in ("kept", "broken", "unknown")]
    kept, broken, unknown = counts
    english, chinese = (found.to_text(language=language) for language in ("en", "zh"))
    assert f"of 20 points {kept} are kept, {broken} are not, of {unknown} nobody can say" in english
    assert f"共20项检查，{kept}项符合，{broken}项不符合，{unknown}项暂不能评价" in chinese
    assert "需要基准计划和报告日期" in chinese
    assert "not kept" in english
    assert "不符合" in chinese.partition("\n")[2], "the verdicts are worded, too"
    assert [one.code for one in found.broken] == [
        one["code"] for one in found.to_records() if one["verdict"] == "broken"
    ]
    with pytest.raises(UnknownIdError):
        found["DCMA-15"]
    with pytest.raises(ModelError):
        found.to_text(language="fr")


# --- side by side ---


def test_schedules_side_by_side_give_finishes_slips_costs_and_critical_work() -> None:
    def version(length: str, total: str) -> pm.Plan:
        cost = pm.Cost(total=total)
        return plan_of(
            pm.Goal(id="g", name="Goal"),
            pm.Goal(id="h", name="Other"),
            task("a", length, contributes_to=["g"]),
            task("b", "8 天", contributes_to=["h"]),
            pm.Project(id="pr", name="pr", cost=cost),
        )

    named = {"as planned": version("5 天", "1 亿元"), "id": version("12 天", "1.5 亿元")}
    found = pm.compare_schedules({name: pm.schedule(plan, "2025-01-06") for name, plan in named.items()})
    shown = {(one.kind, one.id): tuple(map(str, one.slips)) for one in found}
    assert shown["finish", "p"] == ("0 天", "4 天")
    assert shown["goal", "g"] == ("0 天", "7 天")
    assert shown["goal", "h"] == ("0 天", "0 天")
    assert shown["cost", "p"] == ("0 亿元", "0.5 亿元")
    assert found.figures[-1].values == (("b",), ("a",))
    assert "2025-01-17 (+4 天)" in str(found)
    assert len(found.to_records()[0]) == 7
    chinese = found.to_text(language="zh").splitlines()
    assert chinese[0].split()[1:3] == ["as", "planned"]
    assert chinese[0].split()[3] == "id", "the name of a schedule stays as it is, whatever a column of that name is"
    assert chinese[1].startswith("全部完成")
    picture = found.plot("zh")
    assert "2个进度计划对比" in picture.title
    assert "as planned: 2025-01-13" in picture.svg
    assert any("关键工作" in note for note in picture.notes)


def test_fewer_than_two_schedules_or_other_units_are_not_compared() -> None:
    days, dated = pm.schedule(plan_of(task("a", "5 天"))), pm.schedule(plan_of(task("a", "5 天")), "2025-01-06")
    with pytest.raises(ModelError, match="two schedules or more"):
        pm.compare_schedules({"one": days})
    with pytest.raises(ModelError, match="not comparable"):
        pm.compare_schedules({"one": days, "two": dated})
