"""English plans without a format: labels, numbers and lines alone show their headings; every plan here is invented."""

from __future__ import annotations

import pytest

import planmodel as pm

COUNCIL = """Wexmere District Council
Nature Recovery Strategy and Action Plan 2024 - 2032
March 2024

1. Introduction
In 2022 the council declared a nature emergency and promised to act with its neighbours and residents.

2. Guiding principles
- Act on evidence
- Share the work fairly

3. Themes and actions
3.1 Rivers and wetlands
R1 Restore three water meadows
R2 Survey the chalk streams
3.2 Towns and gardens
T1 Plant 400 street trees by 2028
T2 Stop using peat

4. Monitoring
Progress is told to the whole council every spring, and the plan is looked at again in 2028.
"""

ACTIVITIES = """City of Larkhaven
Urban Cooling Plan
Adopted June 3, 2024

Goals
The plan has two goals:
Goal 1: Streets stay below the danger line
Goal 2: Nobody is alone in the heat

Goal 1: Streets stay below the danger line
Activity 1.1: Shade the bus stops
The city will shade 90 bus stops by 2027.
Lead: Transit Division; partners: Parks Trust, Youth Corps

Goal 2: Nobody is alone in the heat
Deliverable 2.1: A register of those who live alone
Lead: Health Department
"""

VALUES = """Town of Brackwater Strategic Plan FY2025-FY2027

Our Values

• Candour: We say what is so.
• Care: We look after what we hold.

Goal 1: Harbour

Keep the harbour open and safe for everyone.

Objective 1.1: ABC

Dredge the channel where the survey says that it is needed.

Objective 1.2: Funding

Find the money.

Goal 2: Library

Open the library on Sundays for those who work.

Objective 2.1: Funding

Ask the county.
"""


def _names(elements: object) -> list[str]:
    return [str(one.label()) for one in elements]  # type: ignore[attr-defined]


def test_numbered_chapters_are_headings_where_text_stands_below_them() -> None:
    plan = pm.draft_plan(COUNCIL.encode()).plan
    tops = [str(one.label()) for one in plan.sections if one.part_of is None]
    assert tops == ["Introduction", "Guiding principles", "Themes and actions", "Monitoring"]
    assert _names(plan.principles) == ["Act on evidence", "Share the work fairly"]
    assert [one for one in _names(plan.tasks) if one not in ("Rivers and wetlands", "Towns and gardens")] == [
        "Restore three water meadows",
        "Survey the chalk streams",
        "Plant 400 street trees by 2028",
        "Stop using peat",
    ]
    assert plan.jurisdiction is not None
    assert (plan.jurisdiction.name, plan.jurisdiction.level) == ("Wexmere", "county")


def test_activities_are_tasks_with_the_bodies_that_lines_below_them_name() -> None:
    plan = pm.draft_plan(ACTIVITIES.encode()).plan
    assert _names(plan.goals) == ["Streets stay below the danger line", "Nobody is alone in the heat"]
    assert _names(plan.tasks) == ["Shade the bus stops", "A register of those who live alone"]
    assert [[(str(plan[one.to].label()), one.role) for one in task.responsible] for task in plan.tasks] == [
        [("Transit Division", "lead"), ("Parks Trust", "support"), ("Youth Corps", "support")],
        [("Health Department", "lead")],
    ]
    assert plan.jurisdiction is not None
    assert plan.jurisdiction.name == "City of Larkhaven"


def test_a_label_that_is_not_known_makes_no_goal() -> None:
    text = (
        "Port Elm Action Plan\n\nGoals\nMuster 1.1: Clean the quay\nLead: Harbour Office\nMuster 1.2: Paint the boats\n"
    )
    assert _names(pm.draft_plan(text.encode()).plan.goals) == []


def test_goals_stand_beside_values_and_same_names_under_two_goals_are_two() -> None:
    plan = pm.draft_plan(VALUES.encode()).plan
    assert [str(one.label()) for one in plan.sections if one.part_of is None] == ["Our Values", "Harbour", "Library"]
    assert _names(plan.goals) == ["Harbour", "ABC", "Funding", "Library", "Funding"]
    assert _names(plan.principles) == ["Candour", "Care"]
    assert str(plan.period) == "2025/2027"


@pytest.mark.parametrize("gap", ["", "\n"], ids=["list", "list with blank lines"])
def test_a_numbered_list_is_no_chapters(gap: str) -> None:
    text = f"Port Elm Action Plan\n\n1. Buy a boat\n{gap}2. Paint it\n{gap}3. Sail it\n"
    assert not list(pm.draft_plan(text.encode()).plan.sections)


def test_a_plan_without_labels_gives_its_sections_and_says_that_nothing_is_labelled() -> None:
    told = "The council will use less power, and it will tell everyone how much it has used and where.\n\n"
    text = f"Climate Action Plan\n\nWhat we want to do\n\n{told}What we have done so far\n\n{told}"
    draft = pm.draft_plan(text.encode())
    assert _names(draft.plan.sections) == ["What we want to do", "What we have done so far"]
    assert _names(draft.plan.tasks) == _names(draft.plan.goals) == []
    assert {"PM801", "PM812"} <= {one.code for one in draft.doubts}
