"""StratML: what becomes what, that nothing is left out without a word, and that what is written is valid."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

import planmodel as pm
from planmodel.errors import PlanFileError
from planmodel.formats.imported import ImportResult
from planmodel.parts import Link

SAMPLES = Path(__file__).parents[3] / "shared/samples/stratml"
SPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
RESULT = "<{0}><StartDate>{1}</StartDate><EndDate>{2}</EndDate>{3}</{0}>"


def document(core: str, *, space: str = SPACE, root: str = "PerformancePlanOrReport", more: str = "") -> str:
    return (
        f'<{root} xmlns="{space}" Type="Performance_Plan"><Name>Clean water</Name>'
        f"<StrategicPlanCore>{core}</StrategicPlanCore>{more}</{root}>"
    )


def goal(*objectives: str, id: str = "<Identifier>_g</Identifier>", more: str = "") -> str:
    return f"<Goal><Name>Rivers</Name><Description/>{id}{more}{''.join(objectives)}</Goal>"


def indicator(results: str, unit: str = "Tons", more: str = "") -> str:
    return (
        f"<Objective><Name>Less waste</Name><Identifier>_o</Identifier><PerformanceIndicator>"
        f"<MeasurementDimension>Waste</MeasurementDimension><UnitOfMeasurement>{unit}</UnitOfMeasurement>"
        f"<MeasurementInstance>{results}</MeasurementInstance>{more}</PerformanceIndicator></Objective>"
    )


def result(name: str, inside: str, start: str = "2025-01-01", end: str = "2025-12-31") -> str:
    return RESULT.format(name, start, end, inside)


def read(tmp_path: Path, text: str, name: str = "plan.xml") -> ImportResult:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return pm.read_stratml(path)


def words(found: ImportResult) -> str:
    return "\n".join(issue.one_line() for issue in found.issues)


def test_goals_objectives_values_and_the_organization_become_elements(tmp_path: Path) -> None:
    core = (
        "<Organization><Name>Water Board</Name><Acronym>WB</Acronym><Identifier>_wb</Identifier></Organization>"
        "<Vision><Description>Clear rivers.</Description></Vision><Mission><Description/></Mission>"
        "<Value><Name>Honesty</Name><Description>We say what is.</Description></Value>"
        + goal(indicator(result("TargetResult", "<NumberOfUnits>12.5</NumberOfUnits>")))
    )
    admin = (
        "<AdministrativeInformation><Identifier>wb-plan</Identifier><StartDate>2024-01-01</StartDate>"
        "<EndDate>2028-12-31</EndDate><PublicationDate>2023-11-05</PublicationDate><Source>https://example.org/p</Source>"
        "</AdministrativeInformation>"
    )
    found = read(tmp_path, document(core, more=admin))
    plan = found.plan
    assert (plan.id, str(plan.period), str(plan.issued)) == ("wb-plan", "2024-01-01/2028-12-31", "2023-11-05")
    assert (plan.documents[0].url, plan["_wb"].note) == ("https://example.org/p", "Acronym: WB")
    assert [link.to for link in plan.issued_by] == ["_wb"]
    assert plan.goals.ids == ("_g", "_o")
    assert plan.goals[1].part_of == Link("_g")
    assert (plan["value-1"].name, plan["vision-1"].description) == ("Honesty", "Clear rivers.")
    (waste,) = plan.indicators
    assert (waste.name, waste.unit, [link.to for link in waste.measures]) == ("Waste", "Tons", ["_o"])
    (target,) = waste.targets
    assert (target.year, target.commitment) == (2025, pm.Level(value=pm.Amount("12.5")))
    assert (found.counts["Mission"], found.counts["Mission left out: it is empty"]) == (1, 1)


@pytest.mark.parametrize("number", ["0", "0.0", "7", ""])
def test_a_number_beside_to_be_determined_is_no_observation(tmp_path: Path, number: str) -> None:
    inside = f"<NumberOfUnits>{number}</NumberOfUnits><Description>[To be determined]</Description>"
    found = read(tmp_path, document(goal(indicator(result("ActualResult", inside)))))
    assert found.plan.indicators[0].observations == ()
    assert found.counts["ActualResult left out: it says that it is to be determined"] == 1


def test_a_measured_zero_is_zero_and_words_stay_words(tmp_path: Path) -> None:
    zero = result("ActualResult", "<NumberOfUnits>0</NumberOfUnits>")
    status = (
        "<Descriptor><DescriptorName>Status</DescriptorName><DescriptorValue>Adopted</DescriptorValue></Descriptor>"
    )
    found = read(tmp_path, document(goal(indicator(result("TargetResult", status) + zero))))
    (one,) = found.plan.indicators
    assert one.observations[0].value == pm.Amount(0)
    assert one.targets[0].as_published == "Status: Adopted"
    assert isinstance(one.targets[0].commitment, pm.Unread)


@pytest.mark.parametrize("text", ["130,000.00", "Yes", "72,0000", "1e5"])
def test_a_number_that_is_none_is_kept_as_text_and_reported(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, document(goal(indicator(result("TargetResult", f"<NumberOfUnits>{text}</NumberOfUnits>")))))
    (target,) = found.plan.indicators[0].targets
    assert isinstance(target.commitment, pm.Unread)
    assert text in str(target.as_published)
    assert "NumberOfUnits is no plain number" in words(found)


@pytest.mark.parametrize("end", ["9999-12-31", "FY 2026", "2025-02-30"])
def test_a_date_that_is_none_gives_no_year_and_is_kept(tmp_path: Path, end: str) -> None:
    inside = "<NumberOfUnits>5</NumberOfUnits>"
    found = read(tmp_path, document(goal(indicator(result("TargetResult", inside, end=end)))))
    (target,) = found.plan.indicators[0].targets
    assert target.year is None
    assert end in str(target.note)
    assert "EndDate is not read as a day" in words(found)


def test_an_identifier_that_stands_twice_or_begins_with_a_digit_is_replaced_and_reported(tmp_path: Path) -> None:
    twice = "<Objective><Name>B</Name><Identifier>_g</Identifier></Objective>"
    digit = "<Objective><Name>C</Name><Identifier>5337e65c</Identifier></Objective>"
    found = read(tmp_path, document(goal(twice, digit)))
    assert found.plan.goals.ids == ("_g", "_g-2", "_5337e65c")
    assert "the identifier _g stands twice" in words(found)
    assert "'5337e65c' cannot stand" in words(found)


def test_what_stands_where_none_is_expected_is_reported(tmp_path: Path) -> None:
    stray = "<Descriptor><DescriptorName>Status</DescriptorName></Descriptor>"
    found = read(tmp_path, document(goal(indicator("", more=stray)) + "<Risk>Flood</Risk>loose"))
    assert "Descriptor is not read inside PerformanceIndicator: 'Status'" in words(found)
    assert "Risk is not read inside StrategicPlanCore: 'Flood'" in words(found)
    assert "text between the elements" in words(found)


def test_an_element_in_a_place_of_no_use_is_counted_as_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, document(goal(), more="<Value><Name>Lost</Name></Value>"))
    assert found.counts["Value"] == found.counts["Value left out: it stands where none is read"] == 1
    assert "Value is not read" in words(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<a><b></a>", "not well-formed"),
        ("", "not well-formed"),
        ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "defines XML entities"),
        (document("", space="http://schemas.stratml.us/3.5"), "StratML Part 3"),
        (document("", space="http://example.org/other"), "is not StratML's"),
        ("<iati-activities/>", "the first element is 'iati-activities'"),
        (document("\0"), "not well-formed"),
    ],
)
def test_what_is_no_stratml_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PlanFileError, match="cannot read") as error:
        read(tmp_path, text)
    (problem,) = error.value.problems
    assert said in problem.message
    assert problem.place.line is not None


@pytest.mark.parametrize("space", ["http://www.stratml.net", "urn:ISO:std:iso:17469:tech:xsd:stratml_core"])
def test_part_1_and_the_older_namespaces_are_read(tmp_path: Path, space: str) -> None:
    assert read(tmp_path, document(goal(), space=space, root="StrategicPlan")).plan.goals.ids == ("_g",)


AWKWARD = document(
    "<Organization><Name>Board</Name><Stakeholder StakeholderTypeType='Company'><Name>X</Name><Role><Name/>"
    "<RoleType>Performer</RoleType><RoleType>On\nlooker</RoleType></Role></Stakeholder></Organization>"
    "<Value><Identifier>_v</Identifier><Description>Care</Description></Value>"
    + goal(
        indicator(
            result("TargetResult", "<NumberOfUnits>130,000</NumberOfUnits>", end="soon")
            + result("ActualResult", "<NumberOfUnits>3</NumberOfUnits>", start="2026-01-01"),
            unit="%",
            more="<Relationship RelationshipType='Peer_To'><ReferentIdentifier>_g</ReferentIdentifier></Relationship>"
            "<OtherInformation>Type: any\nmore</OtherInformation>",
        ),
        "<Objective><Description>Deep</Description><Objective><Name>Deeper</Name></Objective></Objective>",
        "<PerformanceIndicator ValueChainStage='Elsewhere'><UnitOfMeasurement/></PerformanceIndicator>",
        more="<SequenceIndicator>1</SequenceIndicator><OtherInformation>Role: none</OtherInformation>",
    )
    + goal(),
    more="<AdministrativeInformation><StartDate>2024</StartDate><EndDate>2028-01-01</EndDate></AdministrativeInformation>",
)


def test_what_was_read_is_written_and_read_again_as_the_same(tmp_path: Path) -> None:
    once = read(tmp_path, AWKWARD).plan
    pm.write_stratml(once, tmp_path / "again.xml")
    twice = pm.read_stratml(tmp_path / "again.xml").plan
    assert twice.header() == once.header()
    assert list(twice.elements) == list(once.elements)


def test_what_stratml_cannot_hold_is_in_the_report(tmp_path: Path) -> None:
    plan = pm.Plan(
        id="p:1",
        title="Plan",
        elements=[
            pm.Goal(id="g", name="Air"),
            pm.Task(id="t", name="Measure"),
            pm.Indicator(
                id="i",
                name="PM2.5",
                unit="微克/立方米",
                measures=["g"],
                baseline=pm.Baseline(value="25"),
                note="Relationship: odd",
            ),
        ],
    )
    report = pm.write_stratml(plan, tmp_path / "p.xml")
    assert report.written == {"Goal": 1, "PerformanceIndicator": 1}
    assert "1 task elements are not written: StratML has no place for them" in report.lost
    assert "indicator: baseline is not written" in report.lost
    assert any("the id p:1 is written as p-1" in line for line in report.lost)
    (back,) = pm.read_stratml(tmp_path / "p.xml").plan.indicators
    assert [link.to for link in back.measures] == ["g"]


def test_a_number_that_was_changed_after_reading_is_the_one_written(tmp_path: Path) -> None:
    text = document(goal(indicator(result("TargetResult", "<NumberOfUnits>5</NumberOfUnits>"))))
    plan = read(tmp_path, text).plan
    (old,) = plan.indicators
    changed = pm.Target(year=2026, commitment=pm.Level(value=6), note=old.targets[0].note)
    pm.write_stratml(plan.replace(old.id, targets=[changed]), tmp_path / "new.xml")
    (target,) = pm.read_stratml(tmp_path / "new.xml").plan.indicators[0].targets
    assert (target.year, target.commitment) == (2026, pm.Level(value=pm.Amount(6)))


# --- real files, and the schema ---


def sample(name: str) -> Path:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the checkout")
    return path


@pytest.mark.parametrize("name", ["HHISAP2025.xml", "PMOAI.xml"])
def test_counts_of_a_real_file_are_those_of_an_independent_count_and_it_comes_back_the_same(
    tmp_path: Path, name: str
) -> None:
    path = sample(name)
    found = pm.read_stratml(path)
    tags = Counter(one.tag.rpartition("}")[2] for one in ElementTree.parse(path).iter())
    named = {key: number for key, number in found.counts.items() if "left out" not in key}
    assert named == {key: tags[key] for key in named}
    left_out = Counter[str]()
    for key, number in found.counts.items():
        if " left out: " in key:
            left_out[key.partition(" ")[0]] += number
    goals = named["Goal"] + named["Objective"] - left_out["Goal"] - left_out["Objective"]
    assert len(found.plan.goals) == goals
    bodies = named["Organization"] + named["Stakeholder"] - left_out["Organization"] - left_out["Stakeholder"]
    assert len(found.plan.organizations) == bodies
    pm.write_stratml(found.plan, tmp_path / "again.xml")
    assert pm.read_stratml(tmp_path / "again.xml").plan == found.plan


def test_a_real_file_that_is_not_well_formed_is_refused_with_line_and_column() -> None:
    with pytest.raises(PlanFileError) as error:
        pm.read_stratml(sample("MPPIA.xml"))
    assert (error.value.problems[0].place.line, error.value.problems[0].place.column) == (22, 19)


def test_what_is_written_is_valid(tmp_path: Path) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    schema = xmlschema.XMLSchema(sample("PerformancePlanOrReport20160216.xsd"))
    plans = [read(tmp_path, AWKWARD).plan, pm.examples.lianzhou()]
    plans += [pm.read_stratml(sample(name)).plan for name in ("HHISAP2025.xml", "PMOAI.xml")]
    for plan in plans:
        pm.write_stratml(plan, tmp_path / "out.xml")
        assert [str(one) for one in schema.iter_errors(tmp_path / "out.xml")] == []


def test_indicators_that_no_written_goal_holds_are_said_to_be_lost(tmp_path: Path) -> None:
    circle = [pm.Goal(id="a", name="A", part_of="b"), pm.Goal(id="b", name="B", part_of="a")]
    for goals, measures in (([], []), (circle, ["a"])):
        plan = pm.Plan(id="p", title="P", elements=[*goals, pm.Indicator(id="i", name="I", measures=measures)])
        report = pm.write_stratml(plan, tmp_path / "p.xml")
        assert "1 indicator is not written: no goal that is written holds it" in report.lost
        assert pm.read_stratml(tmp_path / "p.xml").plan.indicators.ids == ()
