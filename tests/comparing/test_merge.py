"""Two changes of one plan joined."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from comparing.counties import county, indicator
from planmodel.functions import merge
from planmodel.parts import MultilingualText
from planmodel.results import Merge
from strategies import plans

BASE = county(
    "p",
    indicator("x", "-", targets=[pm.Target(year=2025, commitment=pm.Level(value="1 万亩"))]),
    elements=[
        pm.Goal(id="g", name={"zh": "目标", "en": "Goal"}),
        pm.Task(id="t", name="任务"),
        pm.Task(id="u", name="措施"),
    ],
)


def why(joined: Merge) -> list[tuple[str, str, str]]:
    return [(one.id, one.field, one.reason) for one in joined.conflicts]


def test_changes_of_different_fields_and_members_are_joined() -> None:
    late = pm.Target(year=2030, commitment=pm.Level(value="2 万亩"))
    far = pm.Target(year=2035, commitment=pm.Level(value="3 万亩"))
    targets = BASE.indicators[0].targets
    ours = BASE.replace("t", period="2021/2023").replace("i-x", targets=(*targets, late)).evolve(status="draft")
    theirs = BASE.replace("t", name="新任务").replace("i-x", targets=(far, *targets)).add(pm.Task(id="n", name="新"))
    joined = merge(BASE, ours, theirs)
    assert joined.ok
    assert (joined.plan["t"].name, str(joined.plan.tasks["t"].period)) == ("新任务", "2021/2023")
    assert sorted(target.year or 0 for target in joined.plan.indicators[0].targets) == [2025, 2030, 2035]
    assert (joined.plan.status, "n" in joined.plan) == ("draft", True)
    assert "no conflict" in repr(joined)


def test_languages_of_a_text_are_joined() -> None:
    ours = BASE.replace("g", name={"zh": "新目标", "en": "Goal"})
    theirs = BASE.replace("g", name={"zh": "目标", "en": "New goal"})
    joined = merge(BASE, ours, theirs)
    assert joined.ok
    assert joined.plan["g"].name == MultilingualText({"zh": "新目标", "en": "New goal"})


def test_what_both_changed_in_their_own_way_is_a_conflict_and_ours_stands() -> None:
    joined = merge(BASE, BASE.replace("t", name="甲"), BASE.replace("t", name="乙"))
    [conflict] = joined.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs, conflict.field) == ("任务", "甲", "乙", "name")
    assert joined.plan["t"].name == "甲"
    assert "both sides changed it" in repr(joined)
    assert "both sides changed it" in joined._repr_html_()
    assert joined.to_records()[0]["theirs"] == "乙"


def test_the_same_change_in_another_unit_is_no_conflict() -> None:
    def with_target(value: str) -> pm.Plan:
        return BASE.replace("i-x", targets=[pm.Target(year=2025, commitment=pm.Level(value=value))])

    assert merge(BASE, with_target("2 万亩"), with_target("20000 亩")).ok
    joined = merge(BASE, with_target("2 万亩"), with_target("20001 亩"))
    assert why(joined) == [("i-x", "targets[2025].commitment.value", "both sides changed it")]


def test_what_one_removed_and_the_other_changed_stays_as_a_conflict() -> None:
    ours, theirs = BASE.remove("t"), BASE.replace("t", name="新任务")
    for first, second in ((ours, theirs), (theirs, ours)):
        joined = merge(BASE, first, second)
        assert why(joined) == [("t", "", "removed by one side, changed by the other: it stays")]
        assert joined.plan["t"].name == "新任务"
    assert "t" not in merge(BASE, ours, BASE).plan


def test_no_link_is_left_without_its_end() -> None:
    ours, theirs = BASE.remove("u"), BASE.replace("t", depends_on=["u"])
    for first, second in ((ours, theirs), (theirs, ours)):
        joined = merge(BASE, first, second)
        assert "u" in joined.plan
        assert why(joined) == [("u", "", "removed by one side, and t of the other points at it: it stays")]


def test_no_citation_is_left_without_its_document_wherever_it_stands() -> None:
    cited = BASE.add(pm.Document(id="d", name="文件"))
    target = pm.Target(year=2025, commitment=pm.Level(value="1 万亩"), sources=[pm.Citation(document="d")])
    ours, theirs = cited.remove("d"), cited.replace("i-x", targets=[target])
    for first, second in ((ours, theirs), (theirs, ours)):
        joined = merge(cited, first, second)
        assert "d" in joined.plan
        assert why(joined) == [("d", "", "removed by one side, and i-x of the other points at it: it stays")]


def test_one_id_added_twice_is_a_conflict_where_the_two_differ() -> None:
    joined = merge(BASE, BASE.add(pm.Task(id="n", name="甲")), BASE.add(pm.Task(id="n", name="乙")))
    assert why(joined) == [("n", "name", "both sides changed it")]
    other = merge(BASE, BASE.add(pm.Task(id="n", name="甲")), BASE.add(pm.Goal(id="n", name="甲")))
    assert why(other) == [("n", "", "both sides changed it")]


def test_changes_that_do_not_go_together_are_one_conflict() -> None:
    level = BASE.indicators[0].targets[0].commitment
    assert isinstance(level, pm.Level)

    def promise(**more: object) -> pm.Plan:
        return BASE.replace("i-x", targets=[pm.Target(year=2025, commitment=pm.Level(value="1 万亩", **more))])  # type: ignore[arg-type]

    joined = merge(
        promise(high="2 万亩", comparator="between"), promise(high="3 万亩", comparator="between"), promise()
    )
    assert not joined.ok
    assert joined.plan.indicators[0].targets[0].commitment == pm.Level(
        value="1 万亩", high="3 万亩", comparator="between"
    )


@given(plans(), st.data())
def test_a_side_that_changed_nothing_leaves_the_other(plan: pm.Plan, data: st.DataObject) -> None:
    changed = plan.evolve(status="draft")
    if len(plan):
        id = data.draw(st.sampled_from([element.id for element in plan.elements]))
        changed = (
            changed.remove(id, references="drop") if data.draw(st.booleans()) else changed.replace(id, name="别的")
        )
    for joined in (merge(plan, plan, changed), merge(plan, changed, plan), merge(plan, changed, changed)):
        assert joined.ok
        assert joined.plan == changed
