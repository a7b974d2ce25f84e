"""The invented county at mid-term: three lists, every number of them computed by hand."""

from __future__ import annotations

import pytest

import planmodel as pm
from planmodel.functions import verify

PLAN = pm.examples.succession()["yi-145"]
FILE = pm.examples.folder("succession") / "yi-145.yaml"
MID = pm.evaluate(PLAN, as_of="2023-12-31")


def test_each_class_of_the_scale_and_each_outside_of_it_occurs() -> None:
    states = {row.indicator: (row.state, row.share) for row in MID.indicators}
    right = {
        "i-pm25": ("early", 5.5 / 5),
        "i-good-days": ("ahead", 2.2 / 3),
        "i-water": ("on_schedule", 6 / 10),
        "i-cod": ("behind", 400 / 1200),
        "i-reuse": ("regressed", -1 / 10),
        "i-forest": ("kept", None),
        "i-farmland": ("broken", None),
        "i-noise": ("no_data", None),
        "i-sewage": ("caliber_changed", None),
        "i-soil": ("cannot_be_judged", None),
        "i-chargers": ("behind", 400 / 1000),
    }
    assert {id: state for id, (state, _) in states.items()} == {id: state for id, (state, _) in right.items()}
    assert [share for _, share in states.values()] == [pytest.approx(share) for _, share in right.values()]
    counts = {row.verdict: row.count for row in MID.counts() if row.of == "all"}
    assert sum(counts.values()) == 11
    assert {row.judged for row in MID.counts() if row.of == "all"} == {8}


def test_work_and_money_are_told_with_what_is_unknown() -> None:
    assert [row.late for row in MID.tasks] == [False, True, False, None]
    assert [str(row.spent) for row in MID.projects] == ["8000 万元", "None", "760 万元", "None"]
    assert (str(MID.cost.total), len(MID.cost.missing)) == ("1.88 亿元", 1)
    assert (str(MID.spent.total), len(MID.spent.missing)) == ("8760 万元", 2)


def test_a_plant_that_waits_for_late_pipes_does_not_count() -> None:
    row = pm.sufficiency(PLAN)["i-cod"]
    assert [(one.work, str(one.amount)) for one in row.work] == [
        ("t-intercept", "300 吨"),
        ("t-farms", "500 吨"),
        ("pr-plant", "0 吨"),
    ]
    assert (row.verdict, str(row.net), str(row.high)) == ("not_enough", "1200 吨", "800 吨")
    in_time = PLAN.replace("pr-pipes", period="2022/2024")
    assert pm.sufficiency(in_time, growth={"i-cod": 0})["i-cod"].verdict == "enough"
    assert pm.sufficiency(in_time, growth={"i-cod": "200 吨"})["i-cod"].verdict == "not_enough"


def test_its_numbers_are_verified() -> None:
    found = verify(pm.progress(PLAN, as_of="2023-12-31").derivations().to_dict(), FILE)
    assert found.counts()["differs"] == 0
