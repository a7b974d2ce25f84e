"""The worked example: what the interpretation says, quoted and found there; nothing that it does not say."""

from __future__ import annotations

from pathlib import Path

import pytest

import planmodel as pm
from planmodel.parts import MultilingualText, Not, Undertaking
from reached import Reached

FOLDER = Path(__file__).parents[2] / "examples" / "lianzhou"


@pytest.fixture(scope="module")
def plan() -> pm.Plan:
    return pm.read_plan(FOLDER / "plan.yaml")


@pytest.fixture(scope="module")
def scenario() -> pm.Plan:
    return pm.read_plan(FOLDER / "plan.yaml", FOLDER / "scenario.yaml")


def test_the_header_says_what_the_interpretation_says(plan: pm.Plan) -> None:
    assert MultilingualText.__name__ in type(plan.title).__name__
    assert str(plan.title) == "连州市生态环境保护“十四五”规划"
    assert plan.jurisdiction is not None
    assert plan.jurisdiction.code == "441882"
    assert plan.period == pm.Period("2021/2025")
    assert plan.base_year == 2020
    assert len(plan.follows) == 3
    assert [plan.organizations[link.to].label("zh") for link in plan.drafted_by] == ["清远市生态环境局连州分局"]


def test_its_parts_are_all_there(plan: pm.Plan) -> None:
    assert len(plan.principles) == 5
    assert len(plan.sections.filter(part_of=None)) == 5
    assert len(plan.sections.filter(part_of=Not(None))) == 8
    groups = plan.projects.filter(part_of=None)
    assert [group.declared_count for group in groups] == [6]
    assert len(plan.projects.filter(part_of=groups[0].id)) == 7
    assert {theme.declared_count for theme in plan.themes.filter(part_of=None)} == {5, None}
    assert len(plan.themes.filter(part_of=Not(None))) == 9


def test_every_element_has_a_chinese_and_an_english_name(plan: pm.Plan) -> None:
    assert [e.id for e in plan.all if not (isinstance(e.name, MultilingualText) and {"zh", "en"} <= {*e.name})] == []


def test_fifteen_periods_were_observed_and_one_target_has_a_number(plan: pm.Plan) -> None:
    air = plan.indicators.filter(id="ind-*", where=lambda indicator: bool(indicator.observations))
    periods = {str(observation.period) for indicator in air for observation in indicator.observations}
    assert len(periods) == 15
    numbered = [
        target
        for indicator in plan.indicators
        for target in indicator.targets
        if not isinstance(target.commitment, pm.Qualitative | pm.Unread)
    ]
    assert [target.as_published for target in numbered] == ["力争5年新增造林10万亩"]


def test_addresses_are_official_ones(plan: pm.Plan) -> None:
    hosts = {document.url.split("/")[2] for document in plan.documents if document.url}
    assert hosts == {"www.gdqy.gov.cn"}


def test_check_finds_no_error_and_reports_what_the_document_itself_contradicts(plan: pm.Plan) -> None:
    report = plan.check()
    assert report.ok
    assert report.checked["quotations"] > 90
    (count,) = [finding for finding in report.findings if finding.code == "PM301"]
    assert "6" in count.message
    assert "7" in count.message
    (basis,) = [finding for finding in report.findings if finding.code == "PM204"]
    assert "编制背景" in basis.message
    assert "编制依据" in basis.message
    assert basis.place.line


def test_a_quotation_that_does_not_stand_in_the_text_is_an_error(plan: pm.Plan) -> None:
    false = plan.replace("p-people", sources=[pm.Citation(document="interpretation", quote="坚持以经济为中心")])
    assert [finding.element for finding in false.check().findings if finding.code == "PM202"] == ["p-people"]


@pytest.mark.reaches(durations=10)
def test_the_scenario_is_all_assumed_and_changes_nothing_that_is_stated(
    reached: Reached, plan: pm.Plan, scenario: pm.Plan
) -> None:
    assert list(scenario) == list(plan)
    for element in scenario.of(Undertaking):
        old = plan[element.id]
        assert isinstance(old, Undertaking)
        if element.duration is not None and reached("durations"):
            assert element.duration.evidence == "assumed"
        assert {link.evidence for link in element.depends_on} <= {"assumed"}
        assert old.depends_on == ()
        assert old.duration is None
        assert element.sources == old.sources
    assert scenario.graph.cycles() == ()
    assert len(scenario.graph.layers()) > 3


def test_the_example_survives_every_format(plan: pm.Plan, tmp_path: Path) -> None:
    plan.to_yaml(tmp_path / "plan.yaml")
    plan.to_json(tmp_path / "plan.json")
    plan.to_tables(tmp_path / "tables")
    for name in ("plan.yaml", "plan.json", "tables"):
        assert pm.read_plan(tmp_path / name) == plan


def test_its_summary_and_an_explanation_can_be_shown(plan: pm.Plan) -> None:
    assert "连州市" in repr(plan)
    assert "<script" not in plan._repr_html_()
    assert "goal-overall" in str(plan.explain("goal-overall"))


def test_its_risks_lie_between_independent_draws_and_one_cause_of_everything() -> None:
    pytest.importorskip("numpy", reason="needs numpy")
    risky = pm.read_plan(*(FOLDER / name for name in ("plan.yaml", "scenario.yaml", "risks.yaml")))
    assert {one.evidence for one in (*risky.drivers, *risky.risk_events, *risky.correlations)} == {"assumed"}
    told = pm.schedule(risky, "2021-01-01").simulate(10_000, seed=1).dependence(80)
    assert str(told.alone) == "2026-02-03"
    assert [str(one)[:7] for one in (told.stated, told.together)] == ["2026-03", "2026-05"]
