"""A query in SQL reads the tables of the corpus and nothing else of the machine, unless it is said to be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

import planmodel as pm
from planmodel.cli.group import run
from planmodel.errors import ModelError
from planmodel.results import Corpus

pytest.importorskip("pyarrow", reason="needs pyarrow")
pytest.importorskip("ibis", reason="needs ibis")

SECRET = "not for everybody"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("it's a corpus")
    (place / "secret.csv").write_text(f"a\n{SECRET}\n", encoding="utf-8")
    goal = pm.Goal(id="g", name="Clean air", evidence="assumed")
    pm.PlanSet([pm.Plan(id="p", title="x", elements=[goal])]).to_parquet(place / "corpus")
    return place


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return pm.open_corpus(folder / "corpus")


WANTS = (
    "SELECT * FROM read_csv('{0}/secret.csv')",
    "SELECT * FROM read_text('{0}/secret.csv')",
    "SELECT * FROM read_blob('{0}/secret.csv')",
    "SELECT * FROM '{0}/secret.csv'",
    "SELECT * FROM glob('{0}/*')",
    "SELECT * FROM sniff_csv('{0}/secret.csv')",
    "SELECT * FROM query('FROM read_text(''{0}/secret.csv'')')",
    "SELECT * FROM 'https://example.org/x.csv'",
    "SELECT * FROM enable_logging(storage = 'file', storage_path = '{0}/written')",
    "COPY plans TO '{0}/written'",
    "COPY (SELECT 1) TO '{0}/written.parquet' (USE_TMP_FILE false)",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{1}' (USE_TMP_FILE false)",
    "COPY (SELECT 1) TO '{1}' (USE_TMP_FILE false)",
    "EXPORT DATABASE '{0}/written'",
    "ATTACH '{0}/written'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "PRAGMA enable_external_access = true",
    "SET lock_configuration = false",
    "RESET lock_configuration",
    "SET temp_directory = '{0}/written'",
    "CREATE TABLE t AS SELECT 1",
    "SELECT 1; COPY plans TO '{0}/written'",
    "SELECT * FROM secrets",
)


@pytest.mark.parametrize("query", WANTS)
def test_a_query_reads_and_writes_no_file_of_the_machine(folder: Path, corpus: Corpus, query: str) -> None:
    secrets = corpus.sql("SELECT plan FROM plans")
    assert secrets.to_pylist() == [{"plan": "p"}]
    [part] = (folder / "corpus" / "plans").rglob("*.parquet")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    place, file = (str(path).replace("'", "''") for path in (folder, part))
    with pytest.raises(ModelError) as caught:
        corpus.sql(query.format(place, file))
    assert SECRET not in str(caught.value)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert corpus.sql("SELECT count(*) AS n FROM elements").to_pylist() == [{"n": 1}]


@pytest.mark.parametrize(
    "query", ["FROM plans", "WITH a AS (SELECT plan FROM plans) SELECT * FROM a", "DESCRIBE plans", "SUMMARIZE plans"]
)
def test_what_only_asks_is_answered(corpus: Corpus, query: str) -> None:
    assert corpus.sql(query).num_rows > 0


def test_tables_without_a_row_are_there(corpus: Corpus) -> None:
    assert corpus.sql("SELECT * FROM targets").column_names == corpus.tables["targets"].execute().columns.tolist()


def test_a_trusted_query_does_what_the_engine_can(folder: Path, corpus: Corpus, tmp_path: Path) -> None:
    place = str(folder / "secret.csv").replace("'", "''")
    assert corpus.sql(f"SELECT a FROM read_csv('{place}')", trusted=True).to_pylist() == [{"a": SECRET}]
    corpus.sql(f"COPY plans TO '{tmp_path}/written.csv'; SELECT 1", trusted=True)
    assert (tmp_path / "written.csv").is_file()


def test_the_command_trusts_a_query_when_told_to(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(folder / "secret.csv").replace("'", "''")
    query = ["corpus", "query", str(folder / "corpus"), "--sql", f"SELECT a FROM read_csv('{place}')"]
    assert run(query) == 2
    said = capsys.readouterr()
    assert "--trusted" in said.err
    assert SECRET not in said.out + said.err
    assert run([*query, "--trusted"]) == 0
    assert SECRET in capsys.readouterr().out
