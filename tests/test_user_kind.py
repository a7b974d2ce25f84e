"""A kind of one's own gets files, graph, checks, schema and exports without a change to planmodel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import ClassVar, Literal

import attrs
import jsonschema
import pytest
from hypothesis import given, settings

import planmodel as pm
import strategies
from planmodel.errors import VocabularyError
from planmodel.formats import graphs
from planmodel.functions import json_schema
from planmodel.parts import VOCABULARY, Element, Link, relation


@attrs.frozen
class Threat(Link):
    """What a risk threatens, and how likely that is."""

    likelihood: float | None = attrs.field(default=None, kw_only=True, metadata={"doc": "From 0 to 1"})


def as_threats(value: object) -> tuple[Threat, ...]:
    links = (value,) if isinstance(value, str | Threat) else value
    assert isinstance(links, tuple | list)
    return tuple(Threat(one) if isinstance(one, str) else one for one in links)


@attrs.frozen(kw_only=True)
class Risk(Element):
    """Something that may go wrong."""

    severity: Literal["low", "high"] | None = attrs.field(default=None, metadata={"doc": "How bad it would be"})
    threatens: tuple[Threat, ...] = attrs.field(
        default=(), converter=as_threats, metadata=relation("task", "project", doc="What it endangers")
    )

    kind: ClassVar[str] = "risk"
    plural: ClassVar[str] = "risks"


KINDS = VOCABULARY.extend(Risk)


def plan() -> pm.Plan:
    return pm.Plan(
        id="p",
        title="Plan",
        vocabulary=KINDS,
        elements=[
            pm.Goal(id="g", name="Air", evidence="assumed"),
            pm.Task(id="t", name="Buses", contributes_to=["g"], evidence="assumed"),
            Risk(id="r", name="No money", severity="high", threatens=[Threat("t", likelihood=0.2)], evidence="assumed"),
        ],
    )


@pytest.mark.parametrize("name", ["plan.yaml", "plan.json", "tables"])
def test_it_is_read_and_written_in_every_format(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "tables":
        plan().to_tables(path)
    else:
        plan().to_yaml(path) if name.endswith("yaml") else plan().to_json(path)
    assert pm.read_plan(path, vocabulary=KINDS) == plan()
    with pytest.raises(pm.PlanFileError):
        pm.read_plan(path)


def test_its_mistakes_are_found_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        "planmodel: 1\nid: p\ntitle: x\ntasks: [{id: t, name: z}]\nrisks:\n"
        "  - {id: r, name: y, severity: hihg, threatens: [{to: t, likelyhood: 1}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(pm.PlanFileError) as caught:
        pm.read_plan(path, vocabulary=KINDS)
    hints = [found.hint for found in caught.value.problems]
    assert hints == ["did you mean high?", "did you mean likelihood?"]


def test_the_graph_follows_its_relation() -> None:
    assert plan().graph.upstream("g") == ("t", "r")
    assert plan().graph.nx.edges["r", "t", "threatens"]["likelihood"] == 0.2
    assert "No money" in str(plan().explain("t"))


def test_the_checks_read_its_relation() -> None:
    dangling = plan().replace("r", threatens=["t9"])
    wrong = plan().replace("r", threatens=["g"])
    assert [finding.code for finding in dangling.check().at_least("error")] == ["PM101"]
    assert [finding.code for finding in wrong.check().at_least("error")] == ["PM102"]
    assert plan().check().ok


def test_the_schema_knows_it() -> None:
    schema = json_schema(KINDS)
    validator = jsonschema.Draft202012Validator(schema)
    data = json.loads(plan().to_json())
    assert list(validator.iter_errors(data)) == []
    data["risks"][0]["severity"] = "hihg"
    assert len(list(validator.iter_errors(data))) == 1


def test_it_is_in_collections_records_and_exports() -> None:
    risks = plan().of(Risk)
    assert risks.filter(threatens="t*", severity="high").ids == ("r",)
    assert plan().to_records()[-1]["threatens"] == "t"
    assert plan().to_networkx().nodes["r"]["severity"] == "high"
    assert "No money" in plan().to_mermaid()
    assert "No money" in plan().to_dot()
    assert "No money" in graphs.to_graphml(plan())


def test_renaming_carries_its_references_along() -> None:
    (risk,) = plan().rename("t", "t-new").of(Risk)
    assert risk.threatens == (Threat("t-new", likelihood=0.2),)


def test_a_kind_that_cannot_work_is_refused_at_once() -> None:
    class Broken(Risk):
        kind: ClassVar[str] = "task"

    with pytest.raises(VocabularyError, match="both called 'task'"):
        VOCABULARY.extend(attrs.frozen(kw_only=True)(Broken))


@settings(max_examples=30)
@given(made=strategies.plans(KINDS))
def test_whatever_it_holds_survives(made: pm.Plan, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("risk") / "plan.yaml"
    made.to_yaml(path)
    assert pm.read_plan(path, vocabulary=KINDS) == made
