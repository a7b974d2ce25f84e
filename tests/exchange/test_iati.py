"""IATI activities: what they say is read, parts are never added up, and every element is counted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.results import ImportResult

GOOD = Path(__file__).parents[1] / "spoiling" / "good"
ACTIVITIES, OLD = ((GOOD / f"{name}.iati.xml").read_text(encoding="utf-8") for name in ("activities", "old"))

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "iati"


def read(folder: Path, text: str | bytes = ACTIVITIES) -> ImportResult:
    path = folder / "a.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return pm.read_iati(path)


def counted(text: str) -> Counter[str]:
    """Count the elements of a file by what begins each, without any reader of XML."""
    bare = re.sub(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", "", text, flags=re.DOTALL)
    return Counter(re.findall(r"<([A-Za-z][\w.:-]*)", bare))


def check_counts(result: ImportResult, text: str) -> None:
    every = counted(text)
    names = [name for name in result.counts if " left out" not in name]
    assert {name: result.counts[name] for name in names} == {name: every[name] for name in names}
    assert {"iati-activity", "result", "indicator", "period", "budget"} & set(every) <= set(names)
    for name in names:
        out = sum(n for what, n in result.counts.items() if what.startswith(f"{name} left out: "))
        assert 0 <= out <= result.counts[name]


def test_an_activity_is_a_project_with_dates_money_and_bodies(tmp_path: Path) -> None:
    plan = read(tmp_path).plan
    water = plan.projects["XX-1-water"]
    assert dict(water.name) == {"en": "Clean wells", "fr": "Puits propres"}  # type: ignore[arg-type]
    assert water.description == "Wells for ten towns.\n\nHealthy people."
    assert water.part_of == pm.Task(id="x", name="x", part_of="XX-1-all").part_of
    assert (water.period, water.started, water.finished) == (
        pm.Period("2021-01-01/2023-12-31"),
        pm.Period("2021-02-15"),
        None,
    )
    assert [(plan[one.to].label(), one.role) for one in water.responsible] == [
        ("Water Office", "lead"),
        ("The diggers", None),
    ]
    assert [plan[one.to].label() for one in water.themes] == ["Wells", "DAC 14015"]
    assert [plan[one.to].label() for one in plan.issued_by] == ["Water Office"]
    for line in ("participating-org: A bank (funding)", "sector: Wells (60 %)", "activity-date: type=4, iso-date=soon"):
        assert line in (water.note or "")
    assert "policy-marker: code=1, significance=0" in (water.note or "")
    assert plan.projects["XX-1-all"].finished == pm.Period("2023-12-31")


def test_revised_budgets_stand_in_place_of_the_original_and_sums_are_of_one_currency(tmp_path: Path) -> None:
    result = read(tmp_path)
    cost = result.plan.projects["XX-1-water"].cost
    assert cost is not None
    assert (cost.total, cost.evidence) == (pm.Amount(1_000_000, "EUR"), "inferred")
    assert [(one.period.text, one.amount) for one in cost.spent] == [("2021-06-30", pm.Amount(50_000, "EUR"))]
    assert result.plan.projects["XX-1-all"].cost is None
    messages = [one.message for one in result.issues]
    assert "the budgets have no sum: they are in several currencies" in messages
    assert result.counts["budget left out: it holds no amount that can be read"] == 1
    assert result.counts["transaction left out: it is no disbursement or expenditure"] == 1


@pytest.mark.parametrize(
    ("text", "total"), [("1 200 000.50", "1200000.50"), ("1,200", "1200"), ("12 15", None), ("12,15", None)]
)
def test_signs_between_digits_part_thousands_or_the_value_is_left_out(
    tmp_path: Path, text: str, total: str | None
) -> None:
    budget = f'<budget><value currency="EUR">{text}</value></budget>'
    result = read(tmp_path, f"<iati-activities><iati-activity>{budget}</iati-activity></iati-activities>")
    [project] = result.plan.projects
    assert (None if project.cost is None else project.cost.total) == (
        None if total is None else pm.Amount(total, "EUR")
    )
    assert ("budget left out: it holds no amount that can be read" in result.counts) == (total is None)


def test_a_budget_that_ends_before_it_begins_is_told(tmp_path: Path) -> None:
    ends = '<period-start iso-date="2022-01-01"/><period-end iso-date="2021-12-31"/>'
    budget = f'<budget>{ends}<value currency="EUR">5</value></budget>'
    result = read(tmp_path, f"<iati-activities><iati-activity>{budget}</iati-activity></iati-activities>")
    assert "it ends on 2021-12-31, before it begins on 2022-01-01: only the end is read" in [
        one.message for one in result.issues
    ]


def test_a_result_is_a_goal_with_indicators(tmp_path: Path) -> None:
    plan = read(tmp_path).plan
    goal = plan.goals["XX-1-water.r1"]
    assert (goal.name, goal.note) == ("Fewer ill", "result type: outcome\naggregation-status: yes")
    ill = plan.indicators["XX-1-water.r1.i1"]
    assert (ill.unit, ill.better, [one.to for one in ill.measures]) == ("%", "lower", [goal.id])
    assert (ill.baseline.year, ill.baseline.value) == (2020, pm.Amount("30 %"))  # type: ignore[union-attr]
    assert ill.note == "reference: 99 W.1\nbaseline: 2020-06-30; a survey"
    first, words = ill.targets
    assert (first.year, first.commitment) == (2021, pm.Level(value="20 %"))
    assert (words.year, words.as_published, type(words.commitment)) == (2022, "as few as can be", pm.Unread)
    assert [(one.period.text, one.value) for one in ill.observations] == [
        ("2021-01-01/2021-12-31", pm.Amount("19.5 %"))
    ]


def test_values_of_a_part_are_an_indicator_of_their_own(tmp_path: Path) -> None:
    plan = read(tmp_path).plan
    parts = [one for one in plan.indicators if one.part_of is not None and one.part_of.to == "XX-1-water.r1.i1"]
    assert [one.label() for one in parts] == [
        "Share of people who fall ill (sex: female)",
        "Share of people who fall ill (sex: male)",
    ]
    assert [[one.commitment.value for one in part.targets] for part in parts] == [  # type: ignore[union-attr]
        [pm.Amount("22 %")],
        [pm.Amount("18 %")],
    ]
    assert [len(part.observations) for part in parts] == [1, 0]


def test_parts_do_not_count_beside_the_whole_for_a_goal(tmp_path: Path) -> None:
    plan = read(tmp_path).plan
    whole = plan.remove("XX-1-water.r1.i1.d1").remove("XX-1-water.r1.i1.d2")
    [with_parts], [without] = (pm.progress(one, as_of="2021-12-31").goals for one in (plan, whole))
    assert (with_parts.low, with_parts.high, with_parts.coverage) == (without.low, without.high, without.coverage)
    assert with_parts.coverage > 0


def test_a_place_that_all_values_share_is_the_whole(tmp_path: Path) -> None:
    result = read(tmp_path)
    one = result.plan.indicators["XX-1-water.r1.i2"]
    assert (one.name, one.better, one.note) == ("Fewer ill", None, "measure: unit\nlocation: here")
    [seen] = one.observations
    assert (seen.value, seen.note) == (pm.Amount(0), "comment: not begun")


@pytest.mark.parametrize("text", [ACTIVITIES, OLD])
def test_every_element_is_counted(tmp_path: Path, text: str) -> None:
    check_counts(read(tmp_path, text), text)


def test_what_is_left_out_is_counted_and_said(tmp_path: Path) -> None:
    result = read(tmp_path)
    out = {name: number for name, number in result.counts.items() if " left out: " in name}
    assert out == {
        "participating-org left out: it is empty": 1,
        "location left out: no field of a plan holds it": 1,
        "budget left out: it holds no amount that can be read": 1,
        "transaction left out: it is no disbursement or expenditure": 1,
        "actual left out: it is empty": 1,
        "period left out: it is empty": 1,
    }
    said = " ".join(one.message for one in result.issues)
    assert all(name.partition(": ")[2] in said for name in out)
    assert all(one.in_language("zh").message != one.message for one in result.issues)


def test_a_file_of_version_1_reads_alike(tmp_path: Path) -> None:
    plan = read(tmp_path, OLD).plan
    [road] = plan.projects
    assert (road.name, road.period) == ("Roads", pm.Period("2012-04-01/2014-03-31"))
    assert [(plan[one.to].label(), one.role) for one in road.responsible] == [("Roads Board", "lead")]
    assert road.cost is not None
    assert [one.amount for one in road.cost.spent] == [pm.Amount(1000, "GBP")]
    [length] = plan.indicators
    assert (length.better, length.targets[0].commitment) == ("higher", pm.Level(value=120))


def test_a_title_without_elements_in_it_is_a_title(tmp_path: Path) -> None:
    titled = "<title>Roads</title><description>More of them</description>"
    plan = read(
        tmp_path,
        "<iati-activities version='1.04'><iati-activity><iati-identifier>X-1</iati-identifier><title>A</title>"
        f"<result type='1'>{titled}<indicator measure='1'>{titled}</indicator></result></iati-activity>"
        "</iati-activities>",
    ).plan
    assert [(one.name, one.description) for one in plan.goals] == [("Roads", "More of them")]
    assert [(one.name, one.description) for one in plan.indicators] == [("Roads", "More of them")]


def test_files_in_other_encodings_and_namespaces_read_alike(tmp_path: Path) -> None:
    first = read(tmp_path).plan
    wide = ACTIVITIES.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    spaced = ACTIVITIES.replace("<iati-activities ", '<iati-activities xmlns="http://example.org/iati" ')
    assert read(tmp_path, wide).plan == first
    assert read(tmp_path, spaced).plan == first


def test_activities_in_an_answer_of_an_interface_are_read(tmp_path: Path) -> None:
    inner = ACTIVITIES.partition("?>")[2]
    expected = read(tmp_path).plan
    assert read(tmp_path, f"<result><ok>True</ok>{inner}</result>").plan == expected
    assert pm.read_plan(tmp_path / "a.xml") == expected


def test_ids_that_stand_twice_or_not_at_all(tmp_path: Path) -> None:
    one = "<iati-activity><iati-identifier>{}</iati-identifier><title><narrative>{}</narrative></title></iati-activity>"
    text = f"<iati-activities>{one.format('X 1', 'a')}{one.format('X 1', 'b')}{one.format('', '')}</iati-activities>"
    result = read(tmp_path, text)
    assert [(project.id, project.name) for project in result.plan.projects] == [
        ("X-1", "a"),
        ("X-1-2", "b"),
        ("activity-1", "activity-1"),
    ]
    assert "the id X 1 stands twice: the second is read as X-1-2" in [one.message for one in result.issues]


def test_the_same_thing_said_often_is_said_as_often_as_the_limits_list(tmp_path: Path) -> None:
    text = f"<iati-activities>{'<iati-activity/>' * 500}</iati-activities>"
    result = read(tmp_path, text)
    assert len(result.issues) == 101
    assert "400 more problems of this kind" in result.issues[-1].message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<iati-organisations><iati-organisation/></iati-organisations>", "organisation file"),
        ("<rss/>", "expected iati-activities"),
        ("<iati-activities>", "not well-formed"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><iati-activities/>", "entities"),
        ("", "not well-formed"),
    ],
)
def test_what_is_no_activity_file_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(pm.PlanFileError, match=words):
        read(tmp_path, text)


def test_read_plan_opens_it_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text(ACTIVITIES)
    assert pm.read_plan(tmp_path / "data.txt").projects.ids == ("XX-1-water", "XX-1-all")


@pytest.mark.skipif(not SAMPLES.exists(), reason="the published files are not here")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_published_files_are_read_whole(path: Path) -> None:
    result = pm.read_iati(path)
    check_counts(result, path.read_text(encoding="utf-8"))
    for name in ("result", "indicator", "actual", "participating-org", "budget"):
        assert [what for what in result.counts if what.startswith(f"{name} left out")] == []
