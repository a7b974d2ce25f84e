"""What rests on what, which circles there are, what is left unconnected."""

from __future__ import annotations

import operator
import sys
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import CycleError, ModelError, UnknownIdError
from reached import Reached


def tasks(*links: tuple[str, str], more: tuple[str, ...] = ()) -> pm.Plan:
    """A plan of tasks: each pair says that the first waits for the second."""
    ids = dict.fromkeys([id for link in links for id in link] + list(more))
    waits: dict[str, list[str]] = {id: [] for id in ids}
    for first, second in links:
        waits[first].append(second)
    elements = [pm.Task(id=id, name=id, depends_on=waits[id], evidence="assumed") for id in ids]
    return pm.Plan(id="p", title="Plan", elements=elements)


def served() -> pm.Plan:
    return pm.Plan(
        id="p",
        title="Plan",
        follows=["d"],
        elements=[
            pm.Document(id="d", name="Above"),
            pm.Principle(id="pr", name="People first"),
            pm.Goal(id="g", name="Environment"),
            pm.Goal(id="g-air", name="Air", part_of="g", guided_by=["pr"]),
            pm.Indicator(id="i", name="PM2.5", measures=["g-air"], metric="pm25"),
            pm.Task(id="t", name="Buses", contributes_to=[pm.Contribution("i", strength=0.5)]),
            pm.Task(id="t-part", name="Electric ones", part_of="t", depends_on=["t-survey"]),
            pm.Task(id="t-survey", name="Survey", evidence="assumed"),
            pm.Project(id="x", name="Depot", implements=["t"]),
        ],
    )


def test_upstream_is_what_an_element_rests_on_and_downstream_what_it_bears_on() -> None:
    graph = served().graph
    assert graph.upstream("g") == ("g-air", "pr", "i", "t", "t-part", "x", "t-survey")
    assert graph.downstream("t-survey") == ("t-part", "t", "i", "g-air", "g")
    assert graph.upstream("g", depth=1) == ("g-air",)
    assert graph.downstream("t-survey", relations="depends_on") == ("t-part",)
    assert graph.upstream("p") == ("d",)


def test_an_unknown_id_or_relation_is_named_with_what_is_near() -> None:
    graph = served().graph
    with pytest.raises(UnknownIdError, match="did you mean g-air"):
        graph.upstream("g-iar")
    with pytest.raises(ModelError, match="did you mean depends_on"):
        graph.downstream("g", relations="depend_on")


def test_paths_name_each_step_and_the_shortest_come_first() -> None:
    plan = tasks(("d", "b"), ("d", "c"), ("b", "a"), ("c", "b"))
    found = [str(path) for path in plan.graph.paths("a", "d")]
    assert found == [
        "a -[depends_on]-> b -[depends_on]-> d",
        "a -[depends_on]-> b -[depends_on]-> c -[depends_on]-> d",
    ]
    assert plan.graph.paths("d", "a") == ()
    assert len(plan.graph.paths("a", "d", limit=1)) == 1


def test_paths_through_a_dense_net_come_to_an_end() -> None:
    dense = tasks(*[(f"t{n}", f"t{m}") for n in range(60) for m in range(n)])
    assert len(dense.graph.paths("t0", "t59", limit=50)) == 50


def test_every_circle_is_named_by_relation_in_the_order_of_its_links() -> None:
    plan = tasks(("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("e", "d"), ("f", "f"))
    assert [str(cycle) for cycle in plan.graph.cycles()] == [
        "depends_on: a -> b -> c -> a",
        "depends_on: d -> e -> d",
        "depends_on: f -> f",
    ]
    assert {cycle.order for cycle in plan.graph.cycles()} == {"precedence"}
    with pytest.raises(CycleError, match="a -> b -> c -> a") as caught:
        plan.graph.layers()
    assert ("d", "e") in caught.value.cycles


def test_circles_of_different_relations_are_told_apart() -> None:
    plan = pm.Plan(
        id="p",
        title="x",
        elements=[pm.Goal(id="a", name="a", part_of="b"), pm.Goal(id="b", name="b", part_of="a")],
    )
    assert [(cycle.relation, cycle.order) for cycle in plan.graph.cycles()] == [("part_of", "hierarchy")]
    assert plan.graph.cycles("depends_on") == ()


def test_every_knot_gives_a_circle_even_when_the_limit_is_small() -> None:
    plan = tasks(*[(f"t{n}", f"t{m}") for n in range(8) for m in range(8) if n != m], ("x", "y"), ("y", "x"))
    found = plan.graph.cycles(limit=5)
    assert 2 <= len(found) <= 6
    assert any("x" in cycle.ids for cycle in found)


def test_layers_hold_what_waits_only_for_earlier_ones() -> None:
    plan = tasks(("c", "a"), ("c", "b"), ("d", "c"), more=("alone",))
    assert plan.graph.layers() == (("a", "b"), ("c",), ("d",))


def test_an_implied_link_is_found_and_left_out() -> None:
    graph = tasks(("c", "b"), ("b", "a"), ("c", "a")).graph
    assert [(edge.source, edge.target) for edge in graph.redundant_links()] == [("c", "a")]
    assert set(graph.transitive_reduction().edges) == {("a", "b"), ("b", "c")}


def test_a_bottleneck_is_what_all_ways_pass_through() -> None:
    graph = tasks(("m", "a"), ("m", "b"), ("x", "m"), ("y", "m")).graph
    first = graph.bottlenecks()[0]
    assert (first.id, first.share, first.upstream, first.downstream) == ("m", 1.0, 2, 2)
    assert {one.id: one.share for one in graph.bottlenecks()}["a"] == 0.5


def test_coverage_counts_parents_parts_and_indicators() -> None:
    coverage = served().graph.coverage()
    assert coverage.goals_without_task == ()
    assert coverage.tasks_without_goal == ("t-survey",)
    assert coverage.projects_without_task == ()
    assert coverage.principles_guiding_nothing == ()
    bare = pm.Plan(
        id="p",
        title="x",
        elements=[
            pm.Goal(id="g", name="g"),
            pm.Principle(id="r", name="r"),
            pm.Project(id="x", name="x"),
            pm.Indicator(id="i", name="i"),
            pm.Organization(id="o", name="o"),
        ],
    ).graph.coverage()
    assert bare.goals_without_task == bare.goals_without_indicator == ("g",)
    assert bare.principles_guiding_nothing == ("r",)
    assert bare.projects_without_task == ("x",)
    assert bare.indicators_without_goal == ("i",)
    assert bare.organizations_without_part == ("o",)
    assert {"lack": "principles_guiding_nothing", "id": "r"} in bare.to_records()
    assert "projects without task: x" in str(bare)


def test_an_explanation_shows_evidence_repeats_and_circles() -> None:
    text = str(served().explain("g"))
    assert "rests on" in text
    assert "t-survey  Survey [assumed]" in text
    round_about = tasks(("a", "b"), ("b", "a"))
    assert "(cycle)" in str(round_about.explain("a"))
    diamond = tasks(("d", "b"), ("d", "c"), ("b", "a"), ("c", "a"), ("a", "z"))
    assert "(see above)" in str(diamond.explain("d"))


def test_an_explanation_is_bounded_and_escaped() -> None:
    wide = tasks(*[("top", f"t{n}") for n in range(2_000)])
    assert len(str(wide.explain("top")).splitlines()) < 500
    assert "(and more)" in str(wide.explain("top"))
    chain = tasks(*[(f"t{n}", f"t{n - 1}") for n in range(1, 3_000)])
    assert "(and more)" in str(chain.explain("t2999"))
    nasty = pm.Plan(id="p", title="x", elements=[pm.Goal(id="g", name="<script>alert(1)</script>")])
    assert "<script" not in nasty.explain("g")._repr_html_()
    assert nasty.explain("g").to_record()["rests_on"]["id"] == "g"


def test_the_networkx_graph_carries_elements_relations_and_evidence() -> None:
    plan = served()
    assert plan.graph.nx.nodes["g"]["element"] is plan["g"]
    assert plan.graph.nx.nodes["pm25"]["kind"] == "external"
    edge = plan.graph.nx.edges["t", "i", "contributes_to"]
    assert (edge["relation"], edge["evidence"], edge["strength"]) == ("contributes_to", "stated", 0.5)


def test_a_link_that_stands_twice_is_two_edges() -> None:
    plan = tasks(("a", "b"), ("a", "b"))
    assert sorted(key for _, _, key in plan.graph.nx.edges(keys=True)) == ["depends_on", "depends_on-2"]


def test_a_large_plan_answers_without_recursion() -> None:
    size = 20_000
    plan = tasks(*[(f"t{n}", f"t{n - 1}") for n in range(1, size)])
    assert len(plan.graph.upstream(f"t{size - 1}")) == size - 1
    assert len(plan.graph.layers()) == size
    assert plan.graph.cycles() == ()


links = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40)


@pytest.mark.reaches(acyclic=15, circles=3, bottlenecks=15)
@given(st.one_of(links, links.map(lambda pairs: [(max(pair), min(pair)) for pair in pairs if pair[0] != pair[1]])))
def test_the_questions_agree_with_networkx(reached: Reached, pairs: list[tuple[int, int]]) -> None:
    plan = tasks(*[(f"t{a}", f"t{b}") for a, b in pairs], more=("t0",))
    graph = plan.graph
    peer: nx.DiGraph[str] = nx.DiGraph([(f"t{b}", f"t{a}") for a, b in pairs])
    peer.add_node("t0")
    for id in list(peer)[:4]:
        assert set(graph.downstream(id)) == nx.descendants(peer, id)
        assert set(graph.upstream(id)) == nx.ancestors(peer, id)
    acyclic = nx.is_directed_acyclic_graph(peer)
    assert (graph.cycles() == ()) == acyclic
    reached("circles", not acyclic)
    if reached("acyclic", acyclic):
        peer.remove_nodes_from(list(nx.isolates(peer)))
        assert [sorted(layer) for layer in graph.layers()] == [sorted(g) for g in nx.topological_generations(peer)]
        reduced = nx.transitive_reduction(peer)
        assert set(graph.transitive_reduction().edges) == set(reduced.edges)
        for one in graph.bottlenecks():
            reached("bottlenecks")
            assert one.downstream == len(nx.descendants(peer, one.id))
            assert one.upstream == len(nx.ancestors(peer, one.id))


@given(links, st.permutations(range(13)))
def test_answers_do_not_depend_on_names(pairs: list[tuple[int, int]], names: list[int]) -> None:
    plan = tasks(*[(f"t{a}", f"t{b}") for a, b in pairs], more=("t0",))
    renamed = tasks(*[(f"t{names[a]}", f"t{names[b]}") for a, b in pairs], more=(f"t{names[0]}",))
    there = {f"t{names[int(id[1:])]}" for id in plan.graph.upstream("t0")}
    assert there == set(renamed.graph.upstream(f"t{names[0]}"))


def test_the_graph_is_a_picture_in_a_notebook_and_text_where_there_is_nothing_to_draw_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("pygraphviz")
    plan = pm.Plan(id="p", title="x", elements=[pm.Goal(id="g", name="Air"), pm.Task(id="t", name="Trees")])
    shown = plan.graph._repr_mimebundle_()
    assert shown["text/html"].startswith('<img src="data:image/svg+xml;base64,')
    assert shown["image/svg+xml"].startswith("<svg")
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    assert list(plan.graph._repr_mimebundle_()) == ["text/plain"]
    assert 'pip install "planmodel[report]"' in plan.graph._repr_mimebundle_()["text/plain"]


def test_descendants_are_counted_through_others_once() -> None:
    tasks = [
        pm.Task(id="a", name="a"),
        pm.Task(id="b", name="b", depends_on=["a"]),
        pm.Task(id="c", name="c", depends_on=["a"]),
        pm.Task(id="d", name="d", depends_on=["b", "c"]),
        pm.Task(id="e", name="e"),
    ]
    counts = pm.Plan(id="p", title="x", elements=tasks).graph.descendant_counts()
    assert counts == {"a": 3, "b": 1, "c": 1, "d": 0}


def test_paths_say_when_there_are_more_and_never_that_there_are_none() -> None:
    ladder = [pm.Task(id="t0", name="t")]
    for step in range(1, 31):  # 2 ** 15 ways, each of 30 links, among them none of fewer than 30
        before = [f"t{step - 1}"] if step % 2 else [f"t{step - 1}", f"u{step - 1}"]
        ladder.append(pm.Task(id=f"t{step}", name="t", depends_on=before))
        if step % 2:
            ladder.append(pm.Task(id=f"u{step}", name="u", depends_on=before))
    graph = pm.Plan(id="p", title="x", elements=ladder).graph
    some = graph.paths("t0", "t30", limit=10)
    assert (len(some), some.complete, {len(path) for path in some}) == (10, False, {30})
    assert "more" in repr(some)
    few = graph.paths("t0", "t4", limit=4)
    assert (len(few), few.complete) == (4, True)
    assert (len(graph.paths("t0", "t4", limit=3)), graph.paths("t0", "t4", limit=3).complete) == (3, False)
    with pytest.raises(pm.PlanModelError, match="limit=0"):
        graph.paths("t0", "t4", limit=0)


def test_a_search_for_paths_that_gives_up_still_shows_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planmodel.graph.trace._MOST_STEPS", 5)
    tasks = [pm.Task(id=f"t{n}", name="t", depends_on=[f"t{n - 1}"] if n else []) for n in range(20)]
    found = pm.Plan(id="p", title="x", elements=tasks).graph.paths("t0", "t19")
    assert [path.ids for path in found] == [tuple(f"t{n}" for n in range(20))]
    assert not found.complete


@pytest.mark.parametrize(
    ("direct", "chain", "implied"),
    [
        ({}, ({}, {}), True),
        ({"type": "SS"}, ({}, {}), False),
        ({"type": "FF"}, ({}, {}), False),
        ({"type": "SS"}, ({"type": "SS"}, {"type": "SS"}), True),
        ({}, ({"type": "SS"}, {}), False),
        ({}, ({}, {"type": "SS"}), True),
        ({}, ({}, {"type": "FF"}), False),
        ({"lag": "3 月"}, ({}, {}), False),
        ({"lag": "3 月"}, ({"lag": "1 月"}, {"lag": "2 月"}), True),
        ({"lag": "3 月"}, ({"lag": "1 月"}, {"lag": "60 天"}), False),
        ({"lag": "-3 月"}, ({}, {}), True),
        ({}, ({"lag": "-3 月"}, {}), False),
        ({"max_lag": "3 月"}, ({}, {}), False),
    ],
)
def test_a_dependency_is_implied_only_by_a_chain_that_waits_as_long(
    direct: dict[str, Any], chain: tuple[dict[str, Any], dict[str, Any]], implied: bool
) -> None:
    graph = pm.Plan(
        id="p",
        title="x",
        elements=[
            pm.Task(id="a", name="a"),
            pm.Task(id="b", name="b", depends_on=[pm.Dependency("a", **chain[0])]),
            pm.Task(id="c", name="c", depends_on=[pm.Dependency("b", **chain[1]), pm.Dependency("a", **direct)]),
        ],
    ).graph
    assert [(edge.source, edge.target) for edge in graph.redundant_links()] == [("c", "a")] * implied
    assert (("a", "c") in graph.transitive_reduction().edges) is not implied


@pytest.mark.parametrize(("strength", "implied"), [(None, True), (0.5, False), (-0.5, False)])
def test_a_contribution_with_a_strength_is_implied_by_none(strength: float | None, implied: bool) -> None:
    graph = pm.Plan(
        id="p",
        title="x",
        elements=[
            pm.Goal(id="g", name="g"),
            pm.Task(id="b", name="b", contributes_to=["g"]),
            pm.Task(id="a", name="a", contributes_to=["b", pm.Contribution("g", strength=strength)]),
        ],
    ).graph
    assert [(edge.source, edge.target) for edge in graph.redundant_links("contributes_to")] == [("a", "g")] * implied


ASKED: list[Any] = [
    lambda graph: nx.descendants(graph, "g"),
    lambda graph: list(nx.topological_sort(graph)),
    lambda graph: nx.degree_centrality(graph),
    lambda graph: list(nx.bfs_edges(graph, "g")),
    lambda graph: nx.number_of_nodes(graph),
    lambda graph: nx.shortest_path(graph, "g", "g-air"),
]


@pytest.mark.parametrize("ask", ASKED)
def test_a_function_of_networkx_is_told_what_to_be_given(ask: Any) -> None:
    graph: Any = served().graph
    with pytest.raises((AttributeError, TypeError), match=r"give networkx plan\.graph\.nx"):
        ask(graph)
    with pytest.raises(TypeError, match=r"plan\.graph\.nx"):
        list(graph)


def test_a_graph_has_its_nodes_and_nothing_else_is_made_up() -> None:
    graph = served().graph
    assert "g-air" in graph
    assert "nowhere" not in graph
    assert len(graph) == len(graph.nodes) == graph.nx.number_of_nodes()
    assert nx.descendants(graph.nx, "g-air") == {"g", "pr"}
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        operator.attrgetter("nope")(graph)
    assert graph.to_mermaid() == served().to_mermaid()
