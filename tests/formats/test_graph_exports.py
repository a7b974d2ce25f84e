"""Graph exports say the same in other programs, whatever stands in names."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings

import planmodel as pm
import strategies
from planmodel.errors import ModelError
from planmodel.formats import graphs

NASTY = (
    "end", 'say "x"', "a [b] (c) {d}", "one\ntwo",
    "# ; %% -->", "<script>alert(1)</script>", "连州市“十四五”",
    "back\\slash\\", "`code`", "a | b", "&amp; &", "#quot;", "graph TD", "\x07bell",
)  # fmt: skip


def plan() -> pm.Plan:
    """Tasks with awkward names and ids, one after the other, all serving a goal called ``end``."""
    tasks = [
        pm.Task(
            id=f"t{number}",
            name=name,
            contributes_to=["end"],
            depends_on=[f"t{number - 1}"] if number else [],
            evidence="assumed" if number % 2 else "stated",
            done="40 %",
            period="2021/2023",
        )
        for number, name in enumerate(NASTY)
    ]
    goal = pm.Goal(id="end", name={"zh": "终点", "en": "End"})
    return pm.Plan(id="graph", title="Plan", elements=[goal, pm.Task(id="subgraph", name="class"), *tasks])


def ends(graph: nx.Graph[str]) -> set[tuple[str, str]]:
    return {(source, target) for source, target in graph.edges()}


def test_plain_values_keep_numbers_units_and_languages() -> None:
    data = plan().to_networkx().nodes["t1"]
    assert (data["done"], data["done_value"], data["done_unit"]) == ("40 %", 40.0, "%")
    assert data["period"] == "2021/2023"
    assert plan().to_networkx().nodes["end"]["name_en"] == "End"
    assert "description" not in data


def test_graphml_and_gexf_are_read_back_by_networkx() -> None:
    original = plan().to_networkx()
    graphml = nx.parse_graphml(graphs.to_graphml(plan()), force_multigraph=True)
    gexf = nx.read_gexf(io.BytesIO(graphs.to_gexf(plan()).encode()))
    for read in (graphml, gexf):
        assert set(read) == set(original)
        assert ends(read) == ends(original)
    assert [graphml.nodes[f"t{n}"]["name"] for n in range(7)] == list(NASTY[:7])
    assert graphml.nodes["t13"]["name"] == "\ufffdbell"
    assert gexf.nodes["t1"]["label"] == NASTY[1]


def test_node_link_and_cytoscape_are_plain_json() -> None:
    data = json.loads(json.dumps(graphs.to_node_link(plan())))
    assert ends(nx.node_link_graph(data, edges="edges")) == ends(plan().to_networkx())
    cytoscape = json.loads(json.dumps(graphs.to_cytoscape(plan())))
    assert {node["data"]["id"] for node in cytoscape["elements"]["nodes"]} == set(plan().to_networkx())
    assert len({edge["data"]["id"] for edge in cytoscape["elements"]["edges"]}) == len(cytoscape["elements"]["edges"])


def test_graphviz_reads_the_same_nodes_edges_and_labels() -> None:
    pygraphviz = pytest.importorskip("pygraphviz")
    read = pygraphviz.AGraph(string=plan().to_dot())
    assert {(str(a), str(b)) for a, b in read.edges()} == ends(plan().to_networkx())
    assert read.get_node("t1").attr["label"] in (NASTY[1], NASTY[1].replace('"', '\\"'))  # as its version unescapes
    assert {str(node) for node in read.nodes()} >= {"end", "subgraph"}


MERMAID = """
import { JSDOM } from 'jsdom';
const dom = new JSDOM('<!DOCTYPE html><body></body>');
globalThis.window = dom.window; globalThis.document = dom.window.document;
const { default: mermaid } = await import('mermaid');
let text = ''; for await (const part of process.stdin) text += part;
await mermaid.parse(text);
const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
const db = diagram.db;
const vertices = db.getVertices();
const nodes = [...(vertices instanceof Map ? vertices.values() : Object.values(vertices))];
console.log(JSON.stringify({ nodes: nodes.map(n => n.text), edges: db.getEdges().map(e => [e.start, e.end]) }));
"""


def test_mermaid_reads_every_node_and_edge(tmp_path: Path) -> None:
    modules = os.environ.get("PLANMODEL_NODE_MODULES")
    node = shutil.which("node")
    if not modules or not node:
        pytest.skip("needs node, and PLANMODEL_NODE_MODULES with mermaid and jsdom in it")
    (tmp_path / "node_modules").symlink_to(modules)
    script = tmp_path / "read.mjs"
    script.write_text(MERMAID, encoding="utf-8")
    ran = subprocess.run(
        [node, str(script)], input=plan().to_mermaid(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stderr
    read = json.loads(ran.stdout)
    assert len(read["nodes"]) == len(NASTY) + 2
    assert len(read["edges"]) == 2 * len(NASTY) - 1
    assert "end" in read["nodes"]


def test_a_line_break_and_quotes_are_escaped_in_mermaid() -> None:
    text = plan().to_mermaid()
    assert '"say #quot;x#quot;"' in text
    assert '"one<br/>two"' in text
    assert "<script" not in text


def test_relations_and_language_can_be_chosen() -> None:
    assert "contributes" not in graphs.to_mermaid(plan(), relations=["depends_on"])
    assert '"End"' in graphs.to_mermaid(plan(), language="en")
    with pytest.raises(ModelError, match="did you mean depends_on"):
        graphs.to_dot(plan(), relations=["depend_on"])


def test_the_same_plan_gives_the_same_text() -> None:
    for write in (graphs.to_graphml, graphs.to_gexf, graphs.to_mermaid, graphs.to_dot):
        assert write(plan()) == write(plan())


@settings(max_examples=40)
@given(made=strategies.plans())
def test_no_plan_is_refused(made: pm.Plan) -> None:
    ElementTree.fromstring(graphs.to_graphml(made))
    ElementTree.fromstring(graphs.to_gexf(made))
    json.dumps(graphs.to_cytoscape(made))
    assert made.to_dot().count("\n") >= 4
    assert made.to_mermaid().startswith("flowchart LR\n")
