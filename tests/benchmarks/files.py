"""How long reading and writing take, against well-known work on the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

import planmodel as pm
from benchmarks.documents import make_document, written
from benchmarks.ratios import Benchmark, Pair, without_collector
from planmodel.formats.native import read_with_problems
from planmodel.results import PlanGraph

__all__ = ["FILES"]


def reading_json(size: int, folder: Path) -> Pair:
    path = written(size, folder)
    data = path.read_bytes()
    return Pair(
        ours=lambda: pm.read_plan(path),
        theirs=lambda: json.loads(data),
        agree=lambda: len(pm.read_plan(path)) == size,
    )


def keeping_json(size: int, folder: Path) -> Pair:
    path = written(size, folder)
    return Pair(
        ours=lambda: pm.read_plan(path),
        theirs=path.read_bytes,
        agree=lambda: len(pm.read_plan(path)) == size,
    )


def reading_json_with_pydantic(size: int, folder: Path) -> Pair:
    from benchmarks import peers

    path = written(size, folder)
    data = path.read_bytes()

    def agree() -> bool:
        ours, theirs = pm.read_plan(path), peers.Plan.model_validate_json(data)
        return [one.id for one in theirs.tasks] == list(ours.tasks.ids) and size == len(ours)

    return Pair(ours=lambda: pm.read_plan(path), theirs=lambda: peers.Plan.model_validate_json(data), agree=agree)


def writing_json(size: int, folder: Path) -> Pair:
    path = written(size, folder)
    plan = pm.read_plan(path)
    tree = json.loads(plan.to_json())
    again = folder / "again.json"

    def agree() -> bool:
        again.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
        return pm.read_plan(again) == plan

    return Pair(ours=plan.to_json, theirs=lambda: json.dumps(tree, ensure_ascii=False), agree=agree)


def reading_a_bad_file(size: int, folder: Path) -> Pair:
    document = make_document(size)
    good = written(size, folder)
    document["tasks"][size // 4]["guided_by"] = ["nothing"]
    document["tasks"][size // 5]["period"] = "soon"
    bad = folder / "bad.json"
    bad.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return Pair(
        ours=lambda: read_with_problems(bad),
        theirs=lambda: read_with_problems(good),
        agree=lambda: [one.code for one in read_with_problems(bad)[1]] == ["PM004", "PM101"],
    )


def writing_yaml(size: int, folder: Path) -> Pair:
    plan = pm.read_plan(written(size, folder))
    tree = json.loads(plan.to_json())
    path = folder / "plan.yaml"

    def agree() -> bool:
        plan.to_yaml(path)
        return pm.read_plan(path) == plan

    def theirs() -> str:
        return str(yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))

    return Pair(ours=plan.to_yaml, theirs=theirs, agree=agree)


def reading_yaml(size: int, folder: Path) -> Pair:
    plan = pm.read_plan(written(size, folder))
    path = folder / "plan.yaml"
    text = plan.to_yaml(path)
    return Pair(
        ours=lambda: pm.read_plan(path),
        theirs=lambda: yaml.load(text, Loader=yaml.CSafeLoader),
        agree=lambda: pm.read_plan(path) == plan,
    )


def writing_yaml_quietly(size: int, folder: Path) -> Pair:
    plan = pm.read_plan(written(size, folder))
    return Pair(ours=plan.to_yaml, theirs=without_collector(plan.to_yaml), agree=lambda: len(plan) == size)


def building_a_graph_quietly(size: int, folder: Path) -> Pair:
    plan = pm.read_plan(written(size, folder))

    def graph() -> object:
        return PlanGraph(plan).nx

    return Pair(ours=graph, theirs=without_collector(graph), agree=lambda: len(PlanGraph(plan).nx) >= size)


FILES = (
    *(
        Benchmark(
            name=f"collector-{name}",
            promise=f"{what} 30,000 elements takes no longer than with the collector of garbage off",
            at_most=1.15,
            prepare=prepare,
            size=30_000,
            small=500,
        )
        for name, what, prepare in (
            ("yaml", "writing as YAML", writing_yaml_quietly),
            ("graph", "making a networkx graph of", building_a_graph_quietly),
        )
    ),
    Benchmark(
        name="read-json",
        promise="reading 100,000 elements of JSON into a checked plan takes at most twice json.loads",
        at_most=2,
        at_most_off=3.5,
        prepare=reading_json,
        size=100_000,
        small=2_000,
    ),
    Benchmark(
        name="read-json-memory",
        promise="a plan of 100,000 elements keeps at most five times the bytes of its JSON",
        at_most=5,
        prepare=keeping_json,
        size=100_000,
        small=2_000,
        memory="kept",
    ),
    Benchmark(
        name="read-json-pydantic",
        promise="reading 30,000 elements of JSON is at least 2.5 times as fast as models of pydantic",
        at_most=1 / 2.5,
        at_most_off=1,
        prepare=reading_json_with_pydantic,
        size=30_000,
        small=2_000,
        needs=("pydantic",),
    ),
    Benchmark(
        name="write-json",
        promise="writing 30,000 elements as JSON takes at most three times json.dumps",
        at_most=3,
        prepare=writing_json,
        size=30_000,
        small=2_000,
    ),
    Benchmark(
        name="read-bad-json",
        promise="reading 100,000 elements of JSON with two faults in them takes at most five times a good file",
        at_most=5,
        prepare=reading_a_bad_file,
        size=100_000,
        small=2_000,
    ),
    Benchmark(
        name="write-yaml",
        promise="writing 10,000 elements as YAML takes at most 0.6 times PyYAML's dumper in C",
        at_most=0.6,
        prepare=writing_yaml,
        size=10_000,
        small=500,
        needs=("yaml._yaml",),
    ),
    Benchmark(
        name="read-yaml",
        promise="reading YAML into a checked plan is not slower than PyYAML's loader in C alone",
        at_most=1,
        prepare=reading_yaml,
        size=3_000,
        small=500,
        rounds=5,
        needs=("yaml._yaml",),
    ),
)
