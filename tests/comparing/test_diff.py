"""Versions of a plan told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from comparing.counties import county, indicator
from planmodel.comparing.alignment import align
from planmodel.errors import ModelError
from planmodel.results import Diff
from strategies import plans

TREES = pm.Task(id="t1", name="推进城镇生活污水处理设施建设", period="2021/2023")


def changed(found: Diff, id: str) -> list[str]:
    [one] = [one for one in found.changed if one.id == id]
    return [str(field) for field in one.fields]


def test_what_is_added_removed_and_changed_is_told_field_by_field() -> None:
    old = county("p", elements=[TREES, pm.Task(id="t2", name="甲")])
    new = county(
        "p",
        elements=[pm.Task(id="t1", name=TREES.name, period="2021/2024"), pm.Goal(id="g", name="乙")],
        status="draft",
    )
    found = pm.diff(old, new)
    assert [one.id for one in found.added] == ["g"]
    assert [one.id for one in found.removed] == ["t2"]
    assert changed(found, "t1") == ["period: 2021/2023 → 2021/2024"]
    assert [str(one) for one in found.header] == ["status: — → draft"]
    assert (len(found), bool(found)) == (4, True)
    assert "1 added, 1 removed, 1 changed, 1 in the header" in repr(found)
    assert len(found.to_records()) == 4
    assert found.to_dict()["changed"][0]["fields"] == [{"path": "period", "old": "2021/2023", "new": "2021/2024"}]


def test_amounts_that_are_equal_in_other_units_are_no_change() -> None:
    old = county("p", indicator("forest", "1万亩", unit="万亩", baseline=pm.Baseline(year=2020, value="0.5 万亩")))
    new = county("p", indicator("forest", "10000亩", unit="亩", baseline=pm.Baseline(year=2020, value="5000 亩")))
    found = pm.diff(old, new)
    assert not found
    assert found.notes == ("2 printed texts or units differ, and the numbers do not",)
    more = county("p", indicator("forest", "10001亩", unit="亩", baseline=pm.Baseline(year=2020, value="5000 亩")))
    assert changed(pm.diff(old, more), "i-forest") == [
        "unit: 万亩 → 亩",
        "targets[2025].commitment.value: 1 万亩 → 10001 亩",
        "targets[2025].as_published: 1万亩 → 10001亩",
    ]


def test_members_of_lists_are_known_by_year_period_and_end_whatever_their_order() -> None:
    def plan(targets: list[pm.Target], waits: list[str]) -> pm.Plan:
        tasks = [pm.Task(id=id, name=id) for id in ("a", "b", "c")]
        return county(
            "p", indicator("x", "-", targets=targets), elements=[*tasks, pm.Task(id="t", name="t", depends_on=waits)]
        )

    early, late = (pm.Target(year=year, commitment=pm.Level(value=year)) for year in (2025, 2030))
    assert not pm.diff(plan([early, late], ["a", "b"]), plan([late, early], ["b", "a"]))
    found = pm.diff(plan([early], ["a", "b"]), plan([early, late], ["b", "c"]))
    assert changed(found, "i-x") == ["targets[2030]: — → year 2030 commitment value 2030"]
    assert changed(found, "t") == ["depends_on[a]: a → —", "depends_on[c]: — → c"]


def test_texts_differ_by_language() -> None:
    old = county("p", elements=[pm.Task(id="t", name={"zh": "植树", "en": "Plant trees"})])
    new = county("p", elements=[pm.Task(id="t", name={"zh": "植树", "en": "Plant many trees"})])
    assert changed(pm.diff(old, new), "t") == ["name.en: Plant trees → Plant many trees"]
    assert changed(pm.diff(old, old.replace("t", name="植树")), "t") == ["name.en: Plant trees → —"]


def test_a_new_id_is_seen_through_and_links_to_it_are_no_change() -> None:
    old = county("p", elements=[pm.Goal(id="g", name="空气清新"), pm.Task(id="t", name="t", contributes_to=["g"])])
    new = old.rename("g", "goal-air")
    found = pm.diff(old, new)
    assert (found.added, found.removed) == ((), ())
    assert changed(found, "goal-air") == ["id: g → goal-air"]
    assert len(found.changed) == 1
    plain = pm.diff(old, new, match=False)
    assert ([one.id for one in plain.added], [one.id for one in plain.removed]) == (["goal-air"], ["g"])


def test_like_wording_matches_with_its_score() -> None:
    pytest.importorskip("rapidfuzz")
    old = county("p", elements=[TREES])
    new = county("p", elements=[pm.Task(id="x", name="加快推进城镇生活污水处理设施建设", period="2021/2023")])
    found = pm.diff(old, new)
    [one] = found.changed
    assert (one.old_id, one.id, one.how) == ("t1", "x", "wording")
    assert 0.9 < one.score < 1
    assert "taken for the same" in repr(found)
    assert found._repr_html_()


def test_elements_of_another_kind_are_never_the_same() -> None:
    found = pm.diff(county("p", elements=[TREES]), county("p", elements=[pm.Goal(id="t1", name=TREES.name)]))
    assert ([one.kind for one in found.added], [one.kind for one in found.removed]) == (["goal"], ["task"])


def test_alignment_is_one_to_one_and_best_first() -> None:
    pytest.importorskip("rapidfuzz")
    old = county(
        "p",
        elements=[pm.Task(id=id, name=name) for id, name in (("a", "建设污水处理厂一期"), ("b", "建设污水处理厂二期"))],
    )
    new = county("q", elements=[pm.Task(id="x", name="建设污水处理厂二期工程")])
    found = align(old, new)
    assert [(one.old, one.new) for one in found.matches] == [("b", "x")]
    assert (found.only_old, found.only_new) == (("a",), ())
    assert len(found.to_records()) == 2
    with pytest.raises(ModelError, match="from 0 to 1"):
        align(old, new, least=2)


def test_three_thousand_elements_are_aligned_without_filling_the_memory() -> None:
    pytest.importorskip("rapidfuzz")
    old = county(
        "p", elements=[pm.Task(id=f"t{n}", name=f"推进第{n}号污水处理设施建设{n * 7919}") for n in range(3000)]
    )
    new = county(
        "q", elements=[pm.Task(id=f"x{n}", name=f"推进第{n}号污水处理设施建设{n * 7919}期") for n in range(3000)]
    )
    assert [(one.old, one.new) for one in align(old, new).matches] == [(f"t{n}", f"x{n}") for n in range(3000)]


@given(plans())
def test_a_plan_does_not_differ_from_itself(plan: pm.Plan) -> None:
    found = pm.diff(plan, plan)
    assert not found
    assert repr(found).endswith("no difference")


@given(plans().filter(len), st.data())
def test_whatever_is_taken_out_is_removed_there_and_added_back_here(plan: pm.Plan, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from([element.id for element in plan.elements]))
    less = plan.remove(id, references="drop")
    there, back = pm.diff(plan, less, match=False), pm.diff(less, plan, match=False)
    assert [one.id for one in there.removed] == [id] == [one.id for one in back.added]
    assert {one.id for one in there.changed} == {one.id for one in back.changed}
