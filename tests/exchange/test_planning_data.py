"""England's plan data: tables told by their heads, plans as projects, events as tasks, homes as indicators."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.exchange.planning_tables import is_planning_head, read_table
from planmodel.limits import Limits
from planmodel.results import ImportResult

GOOD = Path(__file__).parents[1] / "spoiling" / "good"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "england"
TABLES = ("plan", "plan-timetable", "housing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "tables"
    place.mkdir()
    for name in TABLES:
        shutil.copy(GOOD / f"{name}.csv", place / ("plans-2026.csv" if name == "plan" else f"{name}.csv"))
    return place


def rows(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return sum(1 for _ in csv.DictReader(stream))


def messages(result: ImportResult) -> list[str]:
    return [one.message for one in result.issues]


def test_a_plan_is_a_project_with_its_period_bodies_type_and_document(folder: Path) -> None:
    plan = pm.read_planning_data(folder).plan
    east = plan.projects["LP-East"]
    assert (east.name, east.period, east.started, east.finished) == (
        "East Local Plan",
        pm.Period("2026/2038"),
        pm.Period("2027-03-01"),
        None,
    )
    assert [plan[one.to].label() for one in east.responsible] == ["local-authority:EAS", "local-authority:WES"]
    assert [plan[one.to].label() for one in east.themes] == ["local plan", "waste plan"]
    assert [plan.documents[one.document].url for one in east.sources] == ["https://east.example/plan.pdf"]
    assert (east.note or "").splitlines() == [
        "reference: LP/East",
        "local-planning-authorities: E60000001",
        "entry-date: 2027-04-01",
        "notes: Joint plan, of two towns",
    ]
    assert plan.projects["old-plan"].finished == pm.Period("2027-03-01")
    assert [one.to for one in plan.projects["hill-plan"].responsible] == ["E60000002", "E60000003"]


def test_required_homes_are_a_minimum_by_the_end_of_the_period(folder: Path) -> None:
    result = pm.read_planning_data(folder)
    homes = result.plan.indicators["LP-East.required-housing"]
    [target] = homes.targets
    assert (target.year, target.as_published, target.note) == (2038, "24,852", "period: 2026/2038")
    assert target.commitment == pm.Level(value="24852 homes", comparator="at_least")
    assert [one.to for one in result.plan.projects["LP-East"].contributes_to] == [homes.id]
    [vague] = result.plan.indicators["hill-plan.required-housing"].targets
    assert (type(vague.commitment), vague.as_published) == (pm.Unread, "about 900")


def test_homes_of_each_authority_are_part_of_those_of_the_plan(folder: Path) -> None:
    result = pm.read_planning_data(folder)
    parts = [one for one in result.plan.indicators if one.part_of is not None]
    assert [(one.label(), one.targets[0].commitment.value) for one in parts] == [  # type: ignore[union-attr]
        ("Required housing: East Local Plan (E60000001)", pm.Amount("14852 homes")),
        ("Required housing: East Local Plan (E60000009)", pm.Amount("10000 homes")),
    ]
    assert "allocated-housing: 9239" in (parts[0].note or "")
    assert result.counts["housing left out: its numbers were withdrawn"] == 1


def test_events_are_tasks_of_their_plan(folder: Path) -> None:
    result = pm.read_planning_data(folder)
    plan = result.plan
    assert [one.to for one in plan.projects["LP-East"].implements] == ["LP-East.commenced", "LP-East.adopted"]
    begun, adopted = (plan.tasks[id] for id in ("LP-East.commenced", "LP-East.adopted"))
    assert (begun.name, begun.period, begun.finished) == ("commenced", pm.Period("2025-06-01"), pm.Period("2025-06-09"))
    assert (adopted.period, adopted.finished) == (pm.Period("2027-03-01"), None)
    gateway = plan.tasks["hill-plan.gateway-1-self-assessment"]
    assert (gateway.period, "predicted-date: 1/2/2027" in (gateway.note or "")) == (None, True)
    assert "1/2/2027 is no date: it stands in the note" in messages(result)


def test_a_plan_that_no_table_lists_is_called_by_its_reference(folder: Path) -> None:
    result = pm.read_planning_data(folder)
    assert result.plan.projects["far-plan"].name == "far-plan"
    assert "no table of plans lists far-plan: it is called by its reference" in messages(result)


def test_every_row_is_counted(folder: Path) -> None:
    result = pm.read_planning_data(folder)
    counts = dict(result.counts)
    assert [counts.pop(name) for name in ("plan", "timetable", "housing")] == [
        rows(GOOD / f"{name}.csv") for name in TABLES
    ]
    assert counts == {
        "plan left out: it has neither a reference nor a name": 1,
        "timetable left out: it names no plan": 1,
        "housing left out: its numbers were withdrawn": 1,
    }
    assert "the id LP/East stands twice: the second is read as LP-East-2" in messages(result)
    assert "it ends on 2026, before it begins on 2041: only the end is read" in messages(result)


def test_stages_of_the_older_tables_are_over_when_their_row_came_later(tmp_path: Path) -> None:
    plan = pm.read_planning_data(GOOD / "development-plan-timetable.csv").plan
    times = {one.label(): (one.period, one.finished) for one in plan.tasks}
    assert times == {
        "submitted": (pm.Period("2014-10-09"), pm.Period("2014-10-09")),
        "adopted": (pm.Period("2026-05-26"), None),
        "emerging": (pm.Period("2012-01-01/2013-12-31"), pm.Period("2013-12-31")),
    }


def test_documents_are_cited_by_their_plan() -> None:
    result = pm.read_planning_data(GOOD / "development-plan-document.csv", GOOD / "development-plan-timetable.csv")
    plan = result.plan
    assert [(one.id, one.name, one.url) for one in plan.documents] == [
        ("185b", "Amended Local Plan", "https://east.example/1592.pdf"),
        ("f66c", "Map", None),
    ]
    [local] = plan.projects
    assert [one.document for one in local.sources] == ["185b", "f66c"]
    assert (result.counts["document"], result.counts["timetable"]) == (2, 3)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("development-plan,name,development-plan-type,organisations,geographies,notes", "plan"),
        ("reference,name,developmentPlanType,periodStartDate,periodEndDate,documentationUrl", "plan"),
        ("Reference;Name;Local Plan Process;Adopted Date", "plan"),
        ("development-plan-document,name,development-plan-types,document-url", "plan"),
        ("reference,name,developmentPlan,developmentPlanEvent,eventDate,notes", "timetable"),
        ("development-plan-document,development-plan-status,start-date", "timetable"),
        ("REFERENCE\tPLAN\tPLAN_EVENT\tPREDICTED_DATE", "timetable"),
        ("reference,local-plan,local-planning-authority,required-housing", "housing"),
        ("reference,local-plan,name,document-types,document-url", "document"),
        ("development-plan-document,development-plan,development-policies,name", "document"),
        ("development-plan-status,name,start-date", None),
        ("organisation,status,date,entry-date", None),
        ("reference,name,geometry,point", None),
    ],
)
def test_heads_tell_tables_in_every_spelling(tmp_path: Path, head: str, kind: str | None) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{head}\n")
    table = read_table(path)
    assert (None if table is None else table.kind) == kind
    assert is_planning_head(head) == (kind is not None)


def test_files_are_named_one_by_one_or_by_their_folder(folder: Path) -> None:
    one_by_one = pm.read_planning_data(folder / "plans-2026.csv", folder / "plan-timetable.csv", folder / "housing.csv")
    together = pm.read_planning_data(folder)
    assert one_by_one.plan.elements == together.plan.elements
    assert pm.read_plan(folder).elements == together.plan.elements
    (folder / "wards.csv").write_text("ward,name\n1,North\n")
    assert pm.read_planning_data(folder).plan.elements == together.plan.elements, (
        "other tables of a folder are no matter"
    )


@pytest.mark.parametrize("change", ["\ufeff{}", "sep", "\n\n{}"])
def test_marks_delimiters_and_empty_lines_make_no_difference(tmp_path: Path, change: str) -> None:
    text = (GOOD / "plan-timetable.csv").read_text(encoding="utf-8")
    path = tmp_path / "a.dat"
    path.write_text(text.replace(",", ";") if change == "sep" else change.format(text), encoding="utf-8")
    expected = pm.read_planning_data(GOOD / "plan-timetable.csv").plan
    assert pm.read_plan(path).elements == expected.elements


def test_an_outline_of_an_area_is_read_up_to_the_limit_of_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"reference,name,period-end-date,geometry\na,A,2030,POLYGON({'1 2 ' * 50_000})\n")
    assert pm.read_planning_data(path).plan.projects.ids == ("a",)
    with Limits(text=1000), pytest.raises(pm.PlanFileError, match="no CSV table: field larger"):
        pm.read_planning_data(path)
    assert csv.field_size_limit() == 131_072


def test_a_file_that_is_cut_off_is_read_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('reference,name,period-end-date,notes\na,A,2030,x\nb,B,2031,"cut o\n', encoding="utf-8")
    result = pm.read_planning_data(path)
    assert [one.name for one in result.plan.projects] == ["A", "B"]
    assert any("quotes are not as those of CSV" in one for one in messages(result))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ward,name\n1,North\n", "the head of the table is none"),
        ("development-plan-type,name,entry-date\nlocal-plan,Local plan,\n", "the head of the table is none"),
        ("", "the head of the table is none"),
    ],
)
def test_other_tables_are_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(pm.PlanFileError, match=words):
        pm.read_planning_data(path)
    with pytest.raises(pm.PlanFileError, match="holds no table of England"):
        pm.read_planning_data(tmp_path)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the published tables are not here")
def test_published_tables_are_read_whole() -> None:
    result = pm.read_planning_data(SAMPLES)
    expected = [rows(SAMPLES / f"development-plan{name}.csv") for name in ("", "-timetable")]
    assert [result.counts["plan"], result.counts["timetable"]] == expected
    assert not any("left out" in name for name in result.counts)
    assert len(result.plan.tasks) == expected[1]
