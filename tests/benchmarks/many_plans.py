"""How long many plans take, against the same work done otherwise."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import planmodel as pm
from benchmarks.documents import make_document
from benchmarks.ratios import Benchmark, Pair
from planmodel import testing
from planmodel.corpus.build import CorpusBuilt
from planmodel.corpus.manifest import Batch, Entry, begin, commit
from planmodel.corpus.parts import Part
from planmodel.corpus.schema import arrow_schema
from planmodel.results import Comparison

__all__ = ["MANY_PLANS", "documents"]


def documents(folder: Path, count: int, size: int) -> list[Path]:
    """Write plans as JSON: a hundred different ones, over and over under ids of their own."""
    folder.mkdir()
    trees = [make_document(size, seed) for seed in range(min(count, 100))]
    paths = []
    for number in range(count):
        path = folder / f"{number:06}.json"
        tree = {**trees[number % len(trees)], "id": f"plan-{number:06}"}
        path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
        paths.append(path)
    return paths


def different(folder: Path, count: int) -> list[Path]:
    """Write plans as JSON of 100 elements that have nothing in common, in one plan or between two."""
    folder.mkdir()
    paths = []
    for number in range(count):
        ids = [number * 100 + place for place in range(20, 60)]
        cited = [{"id": f"d{place}", "name": f"文件{number}-{place}"} for place in range(20)]
        indicators = [
            {
                "id": f"i{one}",
                "name": f"第{one}项指标",
                "unit": "万吨",
                "sources": [{"document": f"d{one % 20}", "section": f"第{one}节", "quote": f"到2025年达到{one}"}],
                "baseline": {"year": 2020, "value": one + 0.25},
                "targets": [{"year": 2025, "as_published": f"≥{one + 0.5}", "note": f"见表{one}"}],
                "observations": [{"period": 2023, "value": one + 0.75}],
            }
            for one in ids
        ]
        tasks = [
            {
                "id": f"t{one}",
                "name": f"第{one}项任务",
                "description": f"推进第{one}项工作",
                "contributes_to": [{"to": f"i{one}", "strength": round(one % 997 / 997, 6)}],
                "done": f"{one % 10_000 / 100} %",
                "sources": [{"document": f"d{one % 20}", "quote": f"推进第{one}项"}],
            }
            for one in ids
        ]
        tree = {"planmodel": 1, "id": f"plan-{number:06}", "title": f"第{number}号规划"}
        path = folder / f"{number:06}.json"
        lists = {"documents": cited, "indicators": indicators, "tasks": tasks}
        path.write_text(json.dumps({**tree, **lists}, ensure_ascii=False), encoding="utf-8")
        paths.append(path)
    return paths


def building(count: int, folder: Path) -> Pair:
    return _building(documents(folder / "plans", count, 300), folder)


def building_different(count: int, folder: Path) -> Pair:
    return _building(different(folder / "plans", count), folder)


def _building(paths: list[Path], folder: Path) -> Pair:
    """Every file is checked as strictly as by ``read_plan``."""
    import orjson

    out = folder / "out"

    def tables() -> CorpusBuilt:
        shutil.rmtree(out, ignore_errors=True)
        return pm.build_corpus(paths, out, workers=2)

    def parse() -> None:
        for path in paths:
            orjson.loads(path.read_bytes())

    return Pair(ours=tables, theirs=parse, agree=lambda: tables().added == len(paths))


def two_processes(count: int, folder: Path) -> Pair:
    """JSON files are read by one process: see ``docs/many-plans.md`` for the reason."""
    testing.write_plans(folder, count, elements=100, format="yaml")

    def reading(workers: int) -> pm.PlanSet:
        return pm.PlanSet.read(folder, workers=workers)

    return Pair(ours=lambda: reading(2), theirs=lambda: reading(1), agree=lambda: list(reading(1)) == list(reading(2)))


def comparing(count: int, folder: Path) -> Pair:
    """Both tables have the same columns, a row for each metric and plan, and the difference from a reference."""
    import pandas

    pd: Any = pandas
    plans = pm.PlanSet(_levels(number) for number in range(count))
    said = ("Level", "level")
    nothing = (None, None, None)  # scope, upper end, stretch
    rows = [
        (
            *(one.metric.to, plan.id, float(level.value.magnitude), level.value.unit, level.comparator, one.obligation),
            *(*said, target.year, *nothing, one.id, target.as_published),
        )
        for plan in plans
        for one in plan.indicators
        for target in one.targets
        if isinstance(level := target.commitment, pm.Level) and one.metric is not None
    ]
    names = ["metric", "plan", "value", "unit", "comparator", "obligation", "kind", "form", "year"]
    names += ["scope", "high", "stretch", "indicator", "as_published"]

    def theirs() -> Any:
        frame = pd.DataFrame(rows, columns=names)
        frame["value"] = frame["value"] * frame["unit"].map({"吨": 1.0, "万吨": 1e4})
        frame["unit"] = "吨"
        held = frame[frame["plan"] == "p0"][["metric", "value"]].rename(columns={"value": "reference"})
        every = pd.MultiIndex.from_product([frame["metric"].unique(), frame["plan"].unique()], names=["metric", "plan"])
        frame = frame.set_index(["metric", "plan"]).reindex(every).reset_index().merge(held, on="metric", how="left")
        frame["difference"] = frame["value"] - frame["reference"]
        frame["relative"] = frame["difference"] / frame["reference"]
        frame["note"] = None
        frame.loc[frame["value"].isna(), "note"] = "not stated"
        return frame

    def ours() -> Comparison:
        return pm.compare(plans, reference="p0", unit="吨")

    def agree() -> bool:
        one, two = ours(), theirs()
        total = sum(row.difference or 0 for row in one.rows)
        return len(one) == len(two) == count * 20 and abs(two["difference"].sum() - total) <= 1e-9 * abs(total)

    return Pair(ours=ours, theirs=theirs, agree=agree)


def _levels(number: int) -> pm.Plan:
    indicators = [
        pm.Indicator(
            id=f"i{metric}",
            name=f"指标{metric}",
            metric=f"m{metric}",
            unit="吨" if (number + metric) % 3 else "万吨",
            targets=[pm.Target(year=2025, commitment=pm.Level(value=1 + (number * 7 + metric * 13) % 97))],
        )
        for metric in range(20)
    ]
    return pm.Plan(id=f"p{number}", title=f"规划{number}", elements=indicators, period="2021/2025")


_PLANS = "'plan-' || n AS plan, 'county' AS level, '2021-2025' AS period"
_OBSERVATIONS = (
    "'plan-' || (n // 150) AS plan, 'county' AS level, '2021-2025' AS period, 'i' || (n % 75) AS indicator, "
    "'metric-' || (n % 75) AS metric, 1.0 * ((n * 7919) % 1000) AS value, "
    "CASE n % 2 WHEN 0 THEN '吨' ELSE '万吨' END AS unit, '吨' AS base_unit, "
    "CASE n % 2 WHEN 0 THEN 1.0 ELSE 10000.0 END AS factor, "
    "make_date(2021 + (n % 150) // 75, 1, 1) AS start, make_date(2021 + (n % 150) // 75, 12, 31) AS end"
)
BY_HAND = """
SELECT metric, plan, unit, CASE WHEN max(high - low) > 0 THEN NULL ELSE avg(mean) END AS value, sum(several) AS count
FROM (
    SELECT metric, plan, base_unit AS unit, "start", "end",
        min(value * factor) AS low, max(value * factor) AS high, avg(value * factor) AS mean, count(*) AS several
    FROM read_parquet('{path}') WHERE metric IS NOT NULL AND value IS NOT NULL AND factor IS NOT NULL
    GROUP BY metric, plan, base_unit, "start", "end"
)
GROUP BY metric, plan, unit
"""


def matrix(count: int, folder: Path) -> Pair:
    """On a corpus of nothing but plans and observations: 150 a plan, made by the engine itself."""
    import duckdb

    engine: Any = duckdb
    corpus = pm.open_corpus(_measured(count, folder))
    query = BY_HAND.format(path=folder / "observations" / "part.parquet")

    def ours() -> Any:
        return corpus.matrix("observations").to_pyarrow()

    def theirs() -> Any:
        return engine.sql(query).to_arrow_table()

    def agree() -> bool:
        keys = ["metric", "plan", "unit", "value"]
        one, two = (
            table.select(keys).sort_by([("plan", "ascending"), ("metric", "ascending")]) for table in (ours(), theirs())
        )
        return len(one) == count * 75 and one.to_pylist() == two.to_pylist()

    return Pair(ours=ours, theirs=theirs, agree=agree)


def _measured(count: int, folder: Path) -> Path:
    import duckdb

    begin(folder)
    parts = []
    for table, rows, columns in (("plans", count, _PLANS), ("observations", count * 150, _OBSERVATIONS)):
        path = folder / table / "part.parquet"
        path.parent.mkdir()
        absent = [name for name in arrow_schema(table).names if f" AS {name}" not in columns]
        nothing = ", ".join(f'NULL AS "{name}"' for name in absent)
        query = f"SELECT {columns}, {nothing} FROM range({rows}) r(n)"
        duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        parts.append(Part(table=table, path=f"{table}/part.parquet", rows=rows, size=path.stat().st_size))
    commit(folder, Batch(plans=tuple(Entry(plan=f"plan-{n}") for n in range(count)), parts=tuple(parts)))
    return folder


MANY_PLANS = (
    Benchmark(
        name="build-corpus",
        wall=True,
        promise="1,000 plans of JSON become tables, on two cores, in five times parsing them with orjson",
        at_most=5,
        prepare=building,
        size=1_000,
        large=3_000,
        small=5,
        needs=("orjson", "joblib", "msgspec", "pyarrow"),
    ),
    Benchmark(
        name="build-corpus-different",
        wall=True,
        promise="so do 1,000 plans of 100 different elements",
        at_most=5,
        prepare=building_different,
        size=1_000,
        small=5,
        needs=("orjson", "joblib", "msgspec", "pyarrow"),
    ),
    Benchmark(
        name="read-yaml-twice",
        wall=True,
        promise="YAML files are read by two processes at least 1.6 times as fast as by one",
        at_most=1 / 1.6,
        prepare=two_processes,
        size=250,
        large=1_000,
        small=4,
        needs=("joblib",),
    ),
    Benchmark(
        name="compare",
        promise="comparing 20 metrics of 1,000 plans takes at most three times pandas from plain tuples",
        at_most=3,
        prepare=comparing,
        size=1_000,
        small=30,
        rounds=7,
        needs=("pandas",),
    ),
    Benchmark(
        name="matrix",
        promise="the matrix of 10,000 plans takes at most 1.3 times the same question in DuckDB's SQL by hand",
        at_most=1.3,
        prepare=matrix,
        size=10_000,
        large=100_000,
        small=10,
        needs=("duckdb", "ibis", "pyarrow"),
    ),
)
