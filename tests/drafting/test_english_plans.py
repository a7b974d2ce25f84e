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

GENERAL = """CITY OF STARLING COVE
GENERAL PLAN 2045

CHAPTER 1: HOUSING ELEMENT

Goal H-1: Homes for every age.
Policy H-1.1: Small Lots. Allow small lots near the harbour.
Implementation Measure H-1.a: Rewrite the lot rules.
Responsible Department: Planning

CHAPTER 2: WATER ELEMENT

Goal W-1: Clean wells.
Policy W-1.1: Well Caps. Cap 40 old wells by 2031.
"""

GOALS_AND_ACTIONS = """Corrigan County Council
Heritage Plan 2025–2029

Strategic Goal 1 – Care
Objectives
1. Know what there is.
2. Keep it dry.
Actions
CA1 List every mill. Lead: Heritage Office
CA2 Mend 12 roofs by 2028. Lead: Works Department; Partners: Mill Owners
Strategic Goal 2 – Sharing
Objectives
1. Open the doors.
Actions
SH1 Hold an open day each year. Lead: Library
SH2 Print a map
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


def test_codes_of_chapters_number_goals_policies_and_measures() -> None:
    plan = pm.draft_plan(GENERAL.encode()).plan
    assert _names(plan.goals) == ["Homes for every age", "Clean wells"]
    assert _names(plan.tasks) == ["Small Lots", "Rewrite the lot rules", "Well Caps"]
    assert plan.jurisdiction is not None
    assert plan.jurisdiction.name == "City of Starling Cove"


def test_lines_that_name_a_kind_again_and_again_stand_under_the_goals() -> None:
    plan = pm.draft_plan(GOALS_AND_ACTIONS.encode()).plan
    above = {str(one.label()): str(plan[one.part_of.to].label()) for one in plan.goals if one.part_of is not None}
    assert above == {"Know what there is": "Care", "Keep it dry": "Care", "Open the doors": "Sharing"}
    assert _names(plan.tasks) == [
        "List every mill",
        "Mend 12 roofs by 2028",
        "Hold an open day each year",
        "Print a map",
    ]


def test_items_that_go_on_with_a_semicolon_are_items() -> None:
    page = (
        "<h1>Ferrin Council Plan 2024–2028</h1><h2>Strategic priorities</h2>"
        "<ul><li>plant trees in every street;</li><li>mend the old bridge; and</li>"
        "<li>open the pool in winter.</li></ul>"
    )
    plan = pm.draft_plan(page.encode()).plan
    assert _names(plan.tasks) == ["plant trees in every street", "mend the old bridge", "open the pool in winter"]


def test_numbers_under_a_goal_without_a_label_are_told_and_not_guessed() -> None:
    text = """Fernhill Parks and Trails Department
Strategic Plan 2023-2028

Guiding Principles
Fairness: Everyone has a park near by.
Patience: Trees take their time.

Goal 1: Longer trails
1.1 Build 15 miles of trails by 2028
1.2 Mend the bridges
"""
    draft = pm.draft_plan(text.encode())
    assert _names(draft.plan.principles) == ["Fairness", "Patience"]
    assert _names(draft.plan.tasks) == []
    assert any(one.code == "PM812" and "Longer trails" in one.message for one in draft.doubts)
    assert _names(draft.plan.organizations) == ["Fernhill Parks and Trails Department"]
