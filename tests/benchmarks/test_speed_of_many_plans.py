"""How long many plans take, as ratios to the same work done otherwise in the same run.

The promised ratio stands in each test. A run fails only at one and a half times the promise, so that a busy machine
does not fail it; the ratio measured is in the benchmark's ``extra_info`` and in the printed line (``pytest -rP``).
"""

from __future__ import annotations

import json
import os
import shutil
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from benchmarks.documents import make_document
from benchmarks.ratios import SLACK, ratio, seconds
from planmodel.corpus import build as building
from planmodel.corpus.manifest import Batch, Entry, begin, commit
from planmodel.corpus.parts import Part
from planmodel.corpus.schema import arrow_schema

pytestmark = pytest.mark.no_cover  # tracing lines slows Python and not the C that it is held against

LARGE = bool(os.environ.get("PLANMODEL_LARGE"))
"""The sizes of the promises need some minutes and some gigabytes of disk: with ``PLANMODEL_LARGE=1``."""
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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


@pytest.mark.benchmark(group="many plans")
def test_plans_become_tables_in_some_times_parsing_their_json(benchmark: Any, tmp_path: Path) -> None:
    """Every file is checked as strictly as by ``read_plan``."""
    orjson: Any = pytest.importorskip("orjson")
    pytest.importorskip("joblib")
    pytest.importorskip("msgspec")
    if CORES < 2:
        pytest.skip("needs two cores")
    paths = documents(tmp_path / "plans", 3_000 if LARGE else 1_000, 300)

    def parse() -> None:
        for path in paths:
            orjson.loads(path.read_bytes())

    def tables() -> None:
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        assert pm.build_corpus(paths, tmp_path / "out", workers=2).added == len(paths)

    assert ratio(benchmark, tables, parse, rounds=3) < 5 * SLACK


def test_the_memory_of_a_build_does_not_grow_with_the_number_of_plans(tmp_path: Path, monkeypatch: Any) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(building, "BATCH", 20)
    paths = documents(tmp_path / "plans", 160, 300)
    peaks = []
    for count in (40, 160):
        pm.build_corpus(paths[:20], tmp_path / f"warm{count}", workers=1)
        tracemalloc.start()
        pm.build_corpus(paths[:count], tmp_path / str(count), workers=1)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    print(f"peak: {peaks[0] / 2**20:.1f} MiB for 40 plans, {peaks[1] / 2**20:.1f} MiB for 160")
    assert peaks[1] < 1.3 * peaks[0]


def test_yaml_files_are_read_by_two_processes_at_least_one_point_six_times_as_fast(tmp_path: Path) -> None:
    """JSON files are read by one process: see ``docs/many-plans.md`` for the reason."""
    pytest.importorskip("joblib")
    if CORES < 2:
        pytest.skip("needs two cores")
    pm.testing.write_plans(tmp_path, 1_000 if LARGE else 250, elements=100, format="yaml")
    pm.PlanSet.read(tmp_path, workers=2)  # starts the processes, which stay

    def spent(workers: int) -> float:
        return seconds(lambda: pm.PlanSet.read(tmp_path, workers=workers))

    found = min(spent(1) for _ in range(3)) / min(spent(2) for _ in range(3))
    print(f"two processes: {found:.2f} times as fast")
    assert found > 1.6 / SLACK


@pytest.mark.benchmark(group="many plans")
def test_a_comparison_takes_at_most_three_times_pandas_from_plain_tuples(benchmark: Any) -> None:
    """Both tables have the same columns, a row for each metric and plan, and the difference from a reference."""
    pd: Any = pytest.importorskip("pandas")
    plans = pm.PlanSet(_levels(number) for number in range(1_000))
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

    ours = pm.compare(plans, reference="p0", unit="吨")
    assert len(theirs()) == len(ours) == 20_000
    assert theirs()["difference"].sum() == pytest.approx(sum(row.difference or 0 for row in ours.rows))
    assert ratio(benchmark, lambda: pm.compare(plans, reference="p0", unit="吨"), theirs, rounds=7) < 3 * SLACK


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


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of nothing but plans and observations: 150 a plan, made by the engine itself."""
    duckdb: Any = pytest.importorskip("duckdb")
    pytest.importorskip("ibis")
    plans = 100_000 if LARGE else 10_000
    folder = tmp_path_factory.mktemp("measured")
    begin(folder)
    parts = []
    for table, count, columns in (("plans", plans, _PLANS), ("observations", plans * 150, _OBSERVATIONS)):
        path = folder / table / "part.parquet"
        path.parent.mkdir()
        absent = [name for name in arrow_schema(table).names if f" AS {name}" not in columns]
        nothing = ", ".join(f'NULL AS "{name}"' for name in absent)
        query = f"SELECT {columns}, {nothing} FROM range({count}) r(n)"
        duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        parts.append(Part(table=table, path=f"{table}/part.parquet", rows=count, size=path.stat().st_size))
    commit(folder, Batch(plans=tuple(Entry(plan=f"plan-{n}") for n in range(plans)), parts=tuple(parts)))
    return folder


_PLANS = "'plan-' || n AS plan, 'county' AS level, '2021-2025' AS period"
_OBSERVATIONS = (
    "'plan-' || (n // 150) AS plan, 'county' AS level, '2021-2025' AS period, 'i' || (n % 75) AS indicator, "
    "'metric-' || (n % 75) AS metric, 1.0 * ((n * 7919) % 1000) AS value, "
    "CASE n % 2 WHEN 0 THEN '吨' ELSE '万吨' END AS unit, '吨' AS base_unit, "
    "CASE n % 2 WHEN 0 THEN 1.0 ELSE 10000.0 END AS factor"
)
BY_HAND = """
SELECT metric, plan, base_unit AS unit, avg(value * factor) AS value, count(*) AS count
FROM read_parquet('{path}') WHERE metric IS NOT NULL AND value IS NOT NULL AND factor IS NOT NULL
GROUP BY metric, plan, base_unit
"""


@pytest.mark.benchmark(group="many plans")
def test_the_matrix_takes_at_most_one_point_three_times_the_same_question_by_hand(
    benchmark: Any, measured: Path
) -> None:
    duckdb: Any = pytest.importorskip("duckdb")
    query = BY_HAND.format(path=measured / "observations" / "part.parquet")
    corpus = pm.open_corpus(measured)

    def ours() -> Any:
        return corpus.matrix("observations").to_pyarrow()

    def theirs() -> Any:
        return duckdb.sql(query).to_arrow_table()

    assert len(ours()) == len(theirs()) == (7_500_000 if LARGE else 750_000)
    assert ratio(benchmark, ours, theirs, rounds=3) < 1.3 * SLACK
