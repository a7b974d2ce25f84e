"""The questions of a corpus: what they answer in memory, DuckDB answers, and Spark as well."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from comparing.counties import county, indicator
from planmodel import testing
from planmodel.errors import ModelError, UnknownIdError
from planmodel.results import Corpus

pytest.importorskip("pyarrow", reason="needs pyarrow")
pytest.importorskip("ibis", reason="needs ibis")
pytest.importorskip("pandas", reason="needs pandas")

PLANS = pm.PlanSet(
    [
        *testing.make_plans(12, seed=3, elements=60),
        county("a", indicator("pm25", "≤25微克/立方米", unit="微克/立方米", baseline=pm.Baseline(year=2020, value=30))),
        county("b", indicator("pm25", "≥0.02毫克/立方米", unit="毫克/立方米")),
        county("c", indicator("pm25", pm.Target(year=2030, commitment=pm.Level(value="24 微克/立方米")))),
        county("d", indicator("pm25", "下降14%"), indicator("cod-total", "300天", unit="天")),
        county("e", indicator("pm25", "20~22微克/立方米"), indicator("cod-total", "2万吨", unit="万吨")),
        county("f", indicator("pm25", "完成省下达任务"), indicator(None, "5%", id="i-x")),
    ]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("corpus") / "out"
    PLANS.to_parquet(out)
    return out


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return pm.open_corpus(folder)


def records(expression: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = expression.to_pyarrow().to_pylist()
    return found


def test_a_comparison_can_be_of_one_metric_and_leave_out_what_is_not_stated(corpus: Corpus) -> None:
    assert {row["metric"] for row in records(corpus.compare(metric="pm25"))} == {"pm25"}
    stated = records(corpus.compare(metric="cod-total", missing=False))
    assert {"d", "e"} <= {row["plan"] for row in stated}
    assert not any(row["note"] == "not stated" for row in stated)
    with pytest.raises(UnknownIdError, match="did you mean"):
        corpus.compare(reference="synthetic-00003")


def test_the_matrix_is_in_one_unit_a_metric_and_form(corpus: Corpus) -> None:
    cells = [row for row in records(corpus.matrix()) if row["reason"] is None]
    assert len({(row["metric"], row["form"], row["plan"]) for row in cells}) == len(cells)
    units: dict[tuple[str, str], set[str]] = {}
    for row in cells:
        units.setdefault((row["metric"], row["form"]), set()).add(row["unit"])
    assert all(len(found) == 1 for found in units.values())
    measured = records(corpus.matrix("observations"))
    assert all(row["count"] % 2 == 0 for row in measured)
    told = records(corpus.statistics("observations"))
    assert sum(row["plans"] for row in told) == sum(row["reason"] is None for row in measured) > 0
    assert all((row["value"] is None) == (row["reason"] == "several_values") for row in measured)
    with pytest.raises(ModelError, match="targets or observations"):
        corpus.matrix("colours")  # type: ignore[arg-type]


def test_two_values_of_one_period_are_none_and_neither_is_their_mean(tmp_path: Path) -> None:
    def measured(plan: str, *values: tuple[str, str]) -> pm.Plan:
        seen = [pm.Observation(period=period, value=value) for period, value in values]
        return pm.Plan(id=plan, title=plan, elements=[pm.Indicator(id="i", name="n", metric="area", observations=seen)])

    plans = [
        measured("differ", ("2021", "10 公顷"), ("2021", "12 公顷"), ("2022", "14 公顷")),
        measured("same", ("2021", "1 公顷"), ("2021", "15 亩"), ("2022", "3 公顷")),
        measured("years", ("2021", "10 公顷"), ("2022", "14 公顷")),
        measured("kinds", ("2021", "10 公顷"), ("2021-06", "12 公顷")),
    ]
    pm.PlanSet(plans).to_parquet(tmp_path / "out")
    rows = records(pm.open_corpus(tmp_path / "out").matrix("observations"))
    assert {row["plan"]: (row["value"], row["unit"], row["count"], row["reason"]) for row in rows} == {
        "differ": (None, "公顷", 3, "several_values"),
        "same": (2.0, "公顷", 3, None),
        "years": (12.0, "公顷", 2, None),
        "kinds": (11.0, "公顷", 2, None),
    }


def test_raw_tables_answer_sql_and_what_is_wrong_in_it_is_told(corpus: Corpus) -> None:
    found = corpus.sql("SELECT kind, count(*) AS n FROM elements GROUP BY kind ORDER BY kind")
    assert found.column_names == ["kind", "n"]
    with pytest.raises(ModelError, match="refuses this query"):
        corpus.sql("SELECT nothing FROM nowhere")
    assert corpus.tables["plans"].count().execute() == len(PLANS) == len(corpus)
    assert "18 plans" in repr(corpus)
    assert "<table" in corpus._repr_html_()


def test_an_unknown_engine_is_refused(folder: Path) -> None:
    with pytest.raises(ModelError, match="no engine"):
        pm.open_corpus(folder, engine="abacus")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def on_spark(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    sql: Any = pytest.importorskip("pyspark.sql", reason="needs pyspark")
    if shutil.which("java") is None:
        pytest.skip("needs Java")
    builder = sql.SparkSession.builder.master("local[2]").appName("planmodel tests")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("spark")),
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield pm.open_corpus(folder, engine="spark", session=session)
    session.stop()


QUESTIONS: dict[str, Callable[[Corpus], Any]] = {
    "compare": lambda held: held.compare(reference="a"),
    "compare, no reference": lambda held: held.compare(missing=False),
    "matrix of targets": lambda held: held.matrix(),
    "matrix of observations": lambda held: held.matrix("observations"),
    "statistics": lambda held: held.statistics("observations"),
    "coverage": lambda held: held.coverage("theme"),
    "specificity": lambda held: held.specificity(),
    "shape": lambda held: held.shape(),
    "ambition": lambda held: held.ambition("pm25"),
}


@pytest.mark.outside
@pytest.mark.filterwarnings("ignore")  # of pyspark's own use of pandas and sockets
@pytest.mark.parametrize("question", QUESTIONS)
def test_spark_gives_equal_rows(corpus: Corpus, on_spark: Corpus, question: str) -> None:
    import pandas as pd

    one, two = (QUESTIONS[question](held).execute() for held in (corpus, on_spark))
    keys = [name for name in ("metric", "theme", "form", "plan") if name in one.columns]
    one, two = (frame.sort_values(keys).reset_index(drop=True) for frame in (one, two))
    assert len(one) > 0
    empty = [name for name in one.columns if one[name].isna().all()]
    assert two[empty].isna().all(axis=None)
    one, two = one.drop(columns=empty), two.drop(columns=empty)
    pd.testing.assert_frame_equal(one, two, check_dtype=False, rtol=1e-12, atol=0)


@pytest.mark.outside
@pytest.mark.filterwarnings("ignore")
def test_spark_takes_its_own_sql_and_tells_what_is_wrong_in_it(on_spark: Corpus) -> None:
    with pytest.raises(ModelError, match=r"nothing keeps a query of Spark's(.|\n)*trusted=True"):
        on_spark.sql("SELECT count(*) AS n FROM plans")
    assert on_spark.sql("SELECT count(*) AS n FROM plans", trusted=True).to_pylist() == [{"n": len(PLANS)}]
    with pytest.raises(ModelError, match="refuses this query"):
        on_spark.sql("SELECT nothing FROM nowhere", trusted=True)
