"""Money and quantities count once."""

from __future__ import annotations

import pytest

from planmodel.errors import UnknownIdError
from planmodel.model.kinds import Project
from planmodel.model.numbers import Cost
from planmodel.model.plan import Plan
from planmodel.tracking.money import total_cost
from planmodel.units import Amount


def project(
    id: str, total: str | None = None, *, of: str | None = None, count: int | None = None, **cost: object
) -> Project:
    held = Cost(total=total, **cost) if total is not None or cost else None  # type: ignore[arg-type]
    return Project(id=id, name=id, part_of=of, cost=held, declared_count=count)


def plan_of(*projects: Project) -> Plan:
    return Plan(id="p", title="Plan", elements=projects)


def test_a_group_with_its_own_total_counts_once() -> None:
    found = total_cost(
        plan_of(project("g", "1 亿元"), project("a", "4000 万元", of="g"), project("b", "6000 万元", of="g"))
    )
    assert (found.total, found.counted, found.inside, found.mismatches) == (Amount("1 亿元"), ("g",), ("a", "b"), ())


def test_a_group_without_a_total_is_the_sum_of_its_parts_and_says_what_is_missing() -> None:
    found = total_cost(
        plan_of(
            project("g", count=5),
            project("a", "1 亿元", of="g"),
            project("b", "500 万元", of="g"),
            project("c", of="g"),
        )
    )
    assert (found.total, found.missing, found.unlisted) == (Amount("1.05 亿元"), ("c",), 2)
    assert str(found) == "1.05 亿元 from 2; 3 without a number"


def test_a_group_that_differs_from_its_parts_is_reported() -> None:
    (more,) = total_cost(
        plan_of(project("g", "1 亿元"), project("a", "2 亿元", of="g"), project("b", of="g"))
    ).mismatches
    assert (more.id, more.stated, more.parts, more.missing) == ("g", Amount("1 亿元"), Amount("2 亿元"), 1)
    (less,) = total_cost(plan_of(project("g", "3 亿元"), project("a", "2 亿元", of="g"))).mismatches
    assert less.parts == Amount("2 亿元")
    assert (
        total_cost(plan_of(project("g", "3 亿元"), project("a", "2 亿元", of="g"), project("b", of="g"))).mismatches
        == ()
    )


def test_no_number_at_all_is_no_zero_and_zero_is_a_number() -> None:
    assert total_cost(plan_of(project("a"))).total is None
    assert total_cost(plan_of()).total is None
    assert total_cost(plan_of(project("a", "0 元"))).total == Amount("0 元")


def test_other_currencies_are_not_added_silently() -> None:
    found = total_cost(plan_of(project("a", "1 亿元"), project("b", "3 吨"), project("c", "5")))
    assert (found.total, found.not_added) == (Amount("1 亿元"), ("b", "c"))


def test_approximate_money_makes_an_approximate_sum_only_where_it_counts() -> None:
    assert total_cost(plan_of(project("a", "1 亿元", approximate=True))).approximate
    inside = plan_of(project("g", "1 亿元"), project("a", "1 亿元", of="g", approximate=True))
    assert not total_cost(inside).approximate


def test_a_member_named_beside_its_group_counts_once() -> None:
    plan = plan_of(project("g", "1 亿元"), project("a", "4000 万元", of="g"), project("b", "1 亿元", of="g"))
    assert total_cost(plan, ["a", "g", "a"], unit="万元").total == Amount("10000 万元")
    assert total_cost(plan, ["a"]).total == Amount("4000 万元")
    with pytest.raises(UnknownIdError):
        total_cost(plan, ["nobody"])


def test_the_part_in_the_period_is_summed_apart() -> None:
    plan = plan_of(project("a", "2 亿元", in_period="1 亿元"), project("b", "1 亿元"))
    found = total_cost(plan, in_period=True)
    assert (found.total, found.missing) == (Amount("1 亿元"), ("b",))


def test_groups_in_a_circle_end_and_count_once() -> None:
    found = total_cost(plan_of(project("a", "1 亿元", of="b"), project("b", of="a")))
    assert found.total == Amount("1 亿元")
    assert total_cost(plan_of(project("a", "1 亿元", of="b"), project("b", "1 亿元", of="a"))).total == Amount("1 亿元")


def test_the_sum_is_a_record() -> None:
    record = total_cost(plan_of(project("g", "1 亿元"), project("a", "2 亿元", of="g"))).to_dict()
    assert record["total"] == "1 亿元"
    assert record["mismatches"] == [{"id": "g", "stated": "1 亿元", "parts": "2 亿元", "missing": 0}]
