"""Plans as JSON-LD, read by an RDF library: everything is there, in the words of others where they have one."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.functions import write_jsonld
from planmodel.model.relations import Dependency, Link
from strategies import make_plan

rdflib = pytest.importorskip("rdflib")
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # of rdflib's own parser

SKOS = "http://www.w3.org/2004/02/skos/core#"
P_PLAN = "http://purl.org/net/p-plan#"
PROV = "http://www.w3.org/ns/prov#"
DCT = "http://purl.org/dc/terms/"
QUDT = "http://qudt.org/schema/qudt/"
ORG = "http://www.w3.org/ns/org#"
OWN = "urn:planmodel:terms#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PLAN = pm.Plan(
    id="p",
    title={"zh": "规划", "en": "Plan"},
    period="2021/2025",
    issued="2021-06-30",
    issued_by=["o"],
    elements=[
        pm.Document(id="d", name="Law", url="https://example.org/law"),
        pm.Organization(id="o", name="Office"),
        pm.Organization(id="u", name="Unit", part_of="o"),
        pm.Principle(id="r", name="Fair"),
        pm.Goal(id="g", name="Air"),
        pm.Goal(id="h", name="Dust", part_of="g", guided_by=["r"]),
        pm.Indicator(
            id="i",
            name="PM10",
            unit="微克/立方米",
            better="lower",
            measures=["h"],
            metric="pm10",
            baseline={"year": 2020, "value": "45.50"},
            targets=[pm.Target(year=2025, commitment=pm.Level(value=40, comparator="at_most"), as_published="≤40")],
            observations=[pm.Observation(period="2023-01/2023-06", value="41")],
        ),
        pm.Task(id="t", name="Sweep", sources=[pm.Citation(document="d", section="四", quote="sweep", page=3)]),
        pm.Task(
            id="s",
            name="Wet",
            part_of="t",
            contributes_to=[{"to": "h", "strength": 0.5}],
            depends_on=["t", {"on": "w", "type": "SS", "lag": "3 月"}],
            responsible=[{"org": "u", "role": "lead"}],
            duration="18 月",
        ),
        pm.Project(id="w", name="Walls", cost={"total": "2 亿元"}, implements=["t"], period="2022"),
    ],
)


def graph(plan: pm.Plan, folder: Path, **options: str) -> Any:
    write_jsonld(plan, folder / "plan.jsonld", **options)
    return rdflib.Graph().parse(folder / "plan.jsonld", format="json-ld")


def at(id: str) -> Any:
    return rdflib.URIRef(f"urn:planmodel:p#{id}")


def ids(found: Any, holder: str, relation: str) -> set[str]:
    return {str(one).partition("#")[2] for one in found.objects(at(holder), rdflib.URIRef(relation))}


def test_every_element_is_what_others_call_it(tmp_path: Path) -> None:
    found = graph(PLAN, tmp_path)
    types = {
        **dict.fromkeys(("g", "h", "r"), f"{SKOS}Concept"),
        **dict.fromkeys(("t", "s", "w"), f"{P_PLAN}Step"),
        **dict.fromkeys(("o", "u"), f"{ORG}Organization"),
        "i": "https://schema.org/StatisticalVariable",
        "d": f"{PROV}Entity",
    }
    assert set(types) == {one.id for one in PLAN.elements}
    for id, wanted in types.items():
        kinds = {str(one) for one in found.objects(at(id), rdflib.RDF.type)}
        assert {wanted, f"{OWN}{type(PLAN[id]).__name__}"} <= kinds
    plan = rdflib.URIRef("urn:planmodel:p")
    assert {f"{PROV}Plan", f"{P_PLAN}Plan"} <= {str(one) for one in found.objects(plan, rdflib.RDF.type)}
    titles = {(one.language, str(one)) for one in found.objects(plan, rdflib.URIRef(f"{DCT}title"))}
    assert titles == {("zh", "规划"), ("en", "Plan")}


def test_relations_are_in_the_words_of_others(tmp_path: Path) -> None:
    found = graph(PLAN, tmp_path)
    assert ids(found, "h", f"{SKOS}broader") == {"g"}
    assert ids(found, "s", f"{DCT}isPartOf") == {"t"}
    assert ids(found, "u", f"{ORG}subOrganizationOf") == {"o"}
    assert ids(found, "h", f"{OWN}guided_by") == {"r"}
    assert ids(found, "s", f"{OWN}contributes_to") == {"h"}
    assert ids(found, "t", f"{DCT}source") == {"d"}
    schemes = {str(one) for id in "gh" for one in found.objects(at(id), rdflib.URIRef(f"{SKOS}inScheme"))}
    assert schemes == {"urn:planmodel:p/goal"}
    assert [str(one) for one in found.objects(at("i"), rdflib.URIRef(f"{OWN}metric"))] == ["urn:planmodel:metrics#pm10"]


def test_only_what_finishes_first_precedes(tmp_path: Path) -> None:
    found = graph(PLAN, tmp_path)
    assert ids(found, "s", f"{P_PLAN}isPrecededBy") == {"t"}
    [other] = found.objects(at("s"), rdflib.URIRef(f"{OWN}depends_on_links"))
    assert str(found.value(other, rdflib.URIRef(f"{OWN}type"))) == "SS"
    assert str(found.value(other, rdflib.URIRef(f"{OWN}to"))) == "urn:planmodel:p#w"
    lag = found.value(other, rdflib.URIRef(f"{OWN}lag"))
    assert str(found.value(lag, rdflib.URIRef(f"{QUDT}unit"))) == "http://qudt.org/vocab/unit/MO"


def test_numbers_and_times_are_data(tmp_path: Path) -> None:
    found = graph(PLAN, tmp_path)
    base = found.value(at("i"), rdflib.URIRef(f"{OWN}baseline"))
    assert found.value(base, rdflib.URIRef(f"{OWN}year")) == rdflib.Literal("2020", datatype=f"{XSD}gYear")
    quantity = found.value(base, rdflib.URIRef(f"{OWN}value"))
    number = found.value(quantity, rdflib.URIRef(f"{QUDT}numericValue"))
    assert (number.datatype, number.toPython(), str(number)) == (rdflib.XSD.decimal, Decimal("45.5"), "45.50")
    assert str(found.value(quantity, rdflib.URIRef(f"{QUDT}unit"))) == "http://qudt.org/vocab/unit/MicroGM-PER-M3"
    period = found.value(rdflib.URIRef("urn:planmodel:p"), rdflib.URIRef(f"{DCT}temporal"))
    ends = [found.value(period, rdflib.URIRef(f"http://www.w3.org/ns/dcat#{name}Date")) for name in ("start", "end")]
    assert ends == [rdflib.Literal(year, datatype=f"{XSD}gYear") for year in ("2021", "2025")]
    cost = found.value(at("w"), rdflib.URIRef(f"{OWN}cost"))
    total = found.value(cost, rdflib.URIRef(f"{OWN}total"))
    assert str(found.value(total, rdflib.URIRef("https://schema.org/unitText"))) == "亿元"
    assert found.value(total, rdflib.URIRef(f"{QUDT}unit")) is None, "QUDT has no hundred millions of yuan"


def test_words_stay_words(tmp_path: Path) -> None:
    found = graph(PLAN, tmp_path)
    [citation] = found.objects(at("t"), rdflib.URIRef(f"{OWN}sources"))
    assert found.value(citation, rdflib.URIRef(f"{OWN}section")) == rdflib.Literal("四")
    assert found.value(citation, rdflib.URIRef(f"{OWN}quote")) == rdflib.Literal("sweep")


@pytest.mark.parametrize("plan", [PLAN, pm.examples.lianzhou(scenario=True)], ids=["small", "lianzhou"])
def test_every_link_is_there_and_every_address_is_whole(tmp_path: Path, plan: pm.Plan) -> None:
    found = graph(plan, tmp_path)
    nodes = {one for triple in found for one in triple if isinstance(one, rdflib.URIRef)}
    assert not [one for one in nodes if not str(one).startswith(("urn:planmodel:", "http"))]
    for element in plan.elements:
        for field in attrs.fields(type(element)):
            value = getattr(element, field.name)
            links = [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Link)]
            plain = [one for one in links if not isinstance(one, Dependency) or one.type == "FS"]
            holder = rdflib.URIRef(f"urn:planmodel:{plan.id}#{element.id}")
            ends = [str(one).partition("#")[2] for one in found.objects(holder)]
            assert {one.to for one in plain} <= set(ends)
    labels = {one for one, _ in found.subject_objects(rdflib.URIRef(f"{SKOS}prefLabel"))}
    assert {rdflib.URIRef(f"urn:planmodel:{plan.id}#{one.id}") for one in plan.elements} <= labels


def test_addresses_begin_as_one_wants(tmp_path: Path) -> None:
    found = graph(PLAN, tmp_path, base="https://example.org/plans/")
    assert (rdflib.URIRef("https://example.org/plans/p#t"), rdflib.RDF.type, rdflib.URIRef(f"{P_PLAN}Step")) in found
    for base in ("", "plans/", "https:", "https://a b/", "https://a/#"):
        with pytest.raises(ModelError, match="no beginning of an address"):
            write_jsonld(PLAN, tmp_path / "no.jsonld", base=base)
    assert not (tmp_path / "no.jsonld").exists()


def test_the_file_is_the_same_each_time_and_says_what_it_lost(tmp_path: Path) -> None:
    source = tmp_path / "plan.yaml"
    source.write_text("planmodel: 1\nid: p\ntitle: P\n# a word\ngoals:\n  - {id: g, name: G, evidence: assumed}\n")
    plan = pm.read_plan(source)
    report = write_jsonld(plan, tmp_path / "a.jsonld")
    write_jsonld(plan, tmp_path / "b.jsonld")
    assert (tmp_path / "a.jsonld").read_bytes() == (tmp_path / "b.jsonld").read_bytes()
    assert (dict(report.written), report.lost) == ({"goal": 1}, ("1 comment of the YAML file",))
    assert list(json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))) == ["@context", "@graph"]


@pytest.mark.parametrize("seed", range(12))
def test_any_plan_becomes_a_graph_with_all_its_elements(tmp_path: Path, seed: int) -> None:
    plan = make_plan(seed)
    found = graph(plan, tmp_path)
    subjects = {str(one) for one in found.subjects()}
    assert {f"urn:planmodel:{plan.id}#{one.id}" for one in plan.elements} <= subjects
    addresses = {one for triple in found for one in triple if isinstance(one, rdflib.URIRef)}
    assert [one for one in addresses if not str(one).startswith(("urn:planmodel:", "http"))] == []
