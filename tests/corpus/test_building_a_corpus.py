"""Plans written as tables: whole or not at all, once each, with everything that is wrong told."""

from __future__ import annotations

import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from benchmarks.many_plans import documents
from planmodel import testing
from planmodel.corpus import build as building
from planmodel.corpus import manifest
from planmodel.corpus.schema import PLACE, SCHEMA_VERSION, TABLES, arrow_schema
from planmodel.errors import ModelError, UnknownIdError
from planmodel.parts import DeclaredCount

pytest.importorskip("pyarrow", reason="needs pyarrow")
pytest.importorskip("ibis", reason="needs ibis")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    testing.write_plans(tmp_path / "plans", 9, elements=40)
    return tmp_path / "plans"


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    found: list[dict[str, Any]] = []
    for path in sorted((folder / table).rglob("*.parquet")):
        found += pq.ParquetFile(path).read().to_pylist()
    return found


def test_every_table_has_the_columns_of_its_schema_and_its_version(files: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    made = pm.build_corpus(files, tmp_path / "out")
    assert (made.added, made.kept, made.findings) == (9, 0, ())
    for table in TABLES:
        [path] = (tmp_path / "out" / table).rglob("*.parquet")
        schema = pq.read_schema(path)
        assert schema.equals(arrow_schema(table))
        assert schema.metadata[b"planmodel_corpus"] == str(SCHEMA_VERSION).encode()
        assert path.parent.relative_to(tmp_path / "out" / table).as_posix() == "county/2021-2025"
        assert pq.ParquetFile(path).metadata.num_rows == made.rows[table]
    assert "9 plans added" in repr(made)


def test_tables_hold_what_the_plans_say(tmp_path: Path) -> None:
    plan = pm.Plan(
        id="p",
        title={"zh": "规划", "en": "Plan"},
        jurisdiction=pm.Jurisdiction(name="连州市", level="county", code="441882", parent="清远市"),
        period="2021/2025",
        base_year=2020,
        declares=[DeclaredCount(kind="section", count=5)],
        sources=[pm.Citation(document="d", quote="原文", prefix="前", suffix="后", paragraph=3, note="注")],
        follows=["d"],
        elements=[
            pm.Document(id="d", name="解读", url="https://example.org/d"),
            pm.Indicator(
                id="i",
                name={"zh": "细颗粒物", "en": "PM2.5"},
                metric="pm25",
                unit="μg/m³",
                obligation="binding",
                baseline=pm.Baseline(year=2020, value="0.03 毫克/立方米"),
                targets=[pm.Target(year=2025, commitment=pm.Level(value=22, comparator="at_most"), scope="城区")],
                observations=[pm.Observation(period="2023", value=21)],
            ),
            pm.Goal(id="g", name="目标"),
            pm.Task(
                id="t",
                name="任务",
                contributes_to=[pm.Contribution("g", strength=0.5)],
                depends_on=[pm.Dependency("u", type="SS", lag="3 月")],
            ),
            pm.Task(id="u", name="措施", part_of="t"),
        ],
    )
    made = pm.PlanSet([plan]).to_parquet(tmp_path / "out")
    assert made.rows == {
        "plans": 1,
        "elements": 5,
        "relations": 5,
        "indicators": 1,
        "targets": 1,
        "observations": 1,
        "sources": 1,
    }
    [header] = rows(tmp_path / "out", "plans")
    assert header["declares"] == '{"section": 5}'
    assert (header["title"], header["title_en"], header["parent"]) == ("规划", "Plan", "清远市")
    assert (str(header["start"]), str(header["end"]), header["base_year"]) == ("2021-01-01", "2025-12-31", 2020)
    [indicator] = rows(tmp_path / "out", "indicators")
    assert (indicator["name"], indicator["unit"], indicator["better"]) == ("细颗粒物", "μg/m³", "lower")
    assert (indicator["baseline_value"], indicator["baseline_base_unit"]) == (0.03, "微克/立方米")
    assert indicator["baseline_factor"] == 1000.0
    [target] = rows(tmp_path / "out", "targets")
    assert (target["value"], target["base_unit"], target["factor"], target["scope"]) == (
        22.0,
        "微克/立方米",
        1.0,
        "城区",
    )
    assert (target["compared"], target["specificity"], target["statistic"]) == (True, "numeric", "annual mean")
    links = {
        (one["source"], one["relation"], one["target"]): one["attributes"]
        for one in rows(tmp_path / "out", "relations")
    }
    assert json.loads(links["t", "contributes_to", "g"]) == {"strength": 0.5}
    assert json.loads(links["t", "depends_on", "u"]) == {"type": "SS", "lag": "3 月"}
    assert links["u", "part_of", "t"] is None
    assert links["p", "follows", "d"] is None
    assert links["i", "uses_metric", "pm25"] is None
    [source] = rows(tmp_path / "out", "sources")
    assert (source["element"], source["title"], source["url"], source["quote"]) == (
        "p",
        "解读",
        "https://example.org/d",
        "原文",
    )
    assert [source[name] for name in ("prefix", "suffix", "paragraph", "note")] == ["前", "后", 3, "注"]
    [whole] = [one for one in rows(tmp_path / "out", "elements") if one["id"] == "u"]
    assert (whole["kind"], whole["part_of"], whole["level"]) == ("task", "t", "county")


def test_other_libraries_read_a_table_as_a_folder(files: Path, tmp_path: Path) -> None:
    pandas: Any = pytest.importorskip("pandas")
    made = pm.build_corpus(files, tmp_path / "out")
    annual = pm.Plan(id="annual", title="Annual", period="2021", elements=[pm.Task(id="t", name="t")])
    pm.PlanSet([annual]).to_parquet(tmp_path / "out")
    found = pandas.read_parquet(tmp_path / "out" / "elements")
    assert len(found) == made.rows["elements"] + 1
    assert set(found["period"]) == {"2021", "2021-2025"}
    assert set(found["level"]) == {"county", "none"}


def test_a_second_run_keeps_what_is_there_and_adds_what_is_new(files: Path, tmp_path: Path) -> None:
    pm.build_corpus(f"{files}/*00000[0-4].json", tmp_path / "out")
    made = pm.build_corpus(files, tmp_path / "out")
    assert (made.added, made.kept, made.findings) == (4, 5, ())
    again = pm.build_corpus(files, tmp_path / "out")
    assert (again.added, again.kept) == (0, 9)
    assert len(pm.open_corpus(tmp_path / "out")) == 9


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


def test_a_plan_that_has_changed_since_is_told(files: Path, tmp_path: Path) -> None:
    pm.build_corpus(files, tmp_path / "out")
    path = sorted(files.iterdir())[0]
    pm.read_plan(path).evolve(note="later").to_json(path)
    made = pm.build_corpus(files, tmp_path / "out")
    assert (made.added, made.kept) == (0, 8)
    assert made.findings[0].message.startswith("this file, as it was when it was put in, has the id")


def test_the_same_plans_make_the_same_files(files: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        pm.build_corpus(files, tmp_path / out)
    one, two = (
        {p.relative_to(tmp_path / out): p.read_bytes() for p in (tmp_path / out).rglob("*.*")} for out in ("one", "two")
    )
    assert one == two


def test_broken_files_second_ids_and_other_versions_are_told_and_the_rest_is_written(
    files: Path, tmp_path: Path
) -> None:
    names = sorted(files.iterdir())
    names[1].write_text("{", encoding="utf-8")
    names[2].write_text(
        names[2].read_text(encoding="utf-8").replace('"planmodel": 1', '"planmodel": 2', 1), encoding="utf-8"
    )
    (files / "zz.json").write_bytes(names[3].read_bytes())
    made = pm.build_corpus(files, tmp_path / "out")
    assert made.added == 7
    assert [(Path(str(one.place.file)).name, one.code) for one in made.findings] == [
        (names[1].name, "PM001"),
        (names[2].name, "PM010"),
        ("zz.json", "PM011"),
    ]


def test_a_plan_of_an_earlier_batch_is_not_written_twice(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 4)
    names = sorted(files.iterdir())
    (files / "zz.json").write_bytes(names[0].read_bytes())
    made = pm.build_corpus(files, tmp_path / "out")
    assert (made.added, [one.code for one in made.findings]) == (9, ["PM011"])
    corpus = pm.open_corpus(tmp_path / "out")
    assert corpus.findings == ()
    assert len(set(corpus.plans)) == len(corpus) == 9
    assert len(rows(tmp_path / "out", "plans")) == 9


def test_two_processes_write_what_one_writes(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("joblib")
    monkeypatch.setattr(building, "BATCH", 4)
    for workers in (1, 2):
        pm.build_corpus(files, tmp_path / str(workers), workers=workers)
    one, two = (
        {p.relative_to(tmp_path / out): p.read_bytes() for p in (tmp_path / out).rglob("*.parquet")}
        for out in ("1", "2")
    )
    assert one == two


def test_a_run_that_dies_leaves_what_it_finished_and_goes_on_from_there(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 4)
    plain = manifest.commit
    calls: list[int] = []

    def dying(folder: Path, batch: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        plain(folder, batch)

    monkeypatch.setattr(building, "commit", dying)
    with pytest.raises(KeyboardInterrupt):
        pm.build_corpus(files, tmp_path / "out")
    half = pm.open_corpus(tmp_path / "out")
    assert len(half) == 4
    assert half.tables["plans"].count().execute() == 4
    assert [one.code for one in half.findings] == ["PM703"]
    monkeypatch.setattr(building, "commit", plain)
    made = pm.build_corpus(files, tmp_path / "out")
    assert (made.added, made.kept) == (5, 4)
    whole = pm.open_corpus(tmp_path / "out")
    assert (len(whole), whole.findings) == (9, ())


def test_files_that_are_missing_or_cut_off_take_their_batch_with_them(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 3)
    pm.build_corpus(files, tmp_path / "out")
    first, second, third = sorted((tmp_path / "out" / "targets").rglob("*.parquet"))
    first.write_bytes(first.read_bytes()[:-100])
    second.unlink()
    corpus = pm.open_corpus(tmp_path / "out")
    assert len(corpus) == 3
    assert [one.code for one in corpus.findings] == ["PM702", "PM702", "PM703"]
    assert "should have" in str([one.message for one in corpus.findings])
    assert corpus.tables["elements"].count().execute() == 3 * 40
    made = pm.build_corpus(files, tmp_path / "out")
    assert made.added == 6
    assert third.exists()
    assert len(pm.open_corpus(tmp_path / "out")) == 9
    assert pm.open_corpus(tmp_path / "out").findings == ()


def test_a_list_of_a_batch_that_cannot_be_read_is_told(files: Path, tmp_path: Path) -> None:
    pm.build_corpus(files, tmp_path / "out")
    [batch] = (tmp_path / "out" / "batches").iterdir()
    batch.write_text("{")
    corpus = pm.open_corpus(tmp_path / "out")
    assert (len(corpus), corpus.findings[0].code) == (0, "PM702")
    assert corpus.tables["plans"].count().execute() == 0
    assert len(corpus.compare().execute()) == 0


def test_what_is_no_corpus_or_of_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(pm.PlanFileError, match=r"no corpus\.json"):
        pm.open_corpus(tmp_path)
    (tmp_path / "precious.txt").write_text("x")
    with pytest.raises(pm.PlanFileError, match="not an empty folder"):
        pm.PlanSet().to_parquet(tmp_path)
    (tmp_path / "corpus.json").write_text('{"planmodel_corpus": 99}')
    with pytest.raises(pm.PlanFileError, match="version 99"):
        pm.open_corpus(tmp_path)
    (tmp_path / "corpus.json").write_text("nothing")
    with pytest.raises(pm.PlanFileError, match="does not say"):
        pm.open_corpus(tmp_path)


def test_plans_in_memory_are_written_once_each(tmp_path: Path) -> None:
    plans = list(testing.make_plans(3, elements=40))
    made = pm.PlanSet(plans).to_parquet(tmp_path / "out")
    assert made.added == 3
    more = pm.PlanSet([*plans[1:], pm.Plan(id="new", title="New")]).to_parquet(tmp_path / "out")
    assert (more.added, [one.code for one in more.findings]) == (1, ["PM011", "PM011"])
    corpus = pm.open_corpus(tmp_path / "out")
    assert len(corpus) == 4
    with pytest.raises(ModelError, match="from memory"):
        corpus.read_plans(["new"])


def test_plans_of_a_corpus_can_be_read_again_from_their_files(files: Path, tmp_path: Path) -> None:
    pm.build_corpus(files, tmp_path / "out")
    corpus = pm.open_corpus(tmp_path / "out")
    assert corpus.read_plans(corpus.plans[:2]).ids == corpus.plans[:2]
    with pytest.raises(UnknownIdError):
        corpus.read_plans(["nobody"])


def test_the_page_lists_every_table_and_column() -> None:
    page = (Path(__file__).parents[2] / "docs" / "corpus.md").read_text(encoding="utf-8")
    for table, columns in TABLES.items():
        assert f"### `{table}`" in page
        for column in columns:
            assert f"| `{column.name}` | {column.type.replace('_', ' ')} | {column.doc} |" in page
    for column in PLACE:
        assert f"| `{column.name}` |" in page


def test_numbers_that_no_table_can_hold_are_absent_and_the_rest_is_there(tmp_path: Path) -> None:
    change = pm.Change(direction="increase", value="1 万亩", high="2 个百分点", comparator="between")
    plan = pm.Plan(
        id="p",
        title="x",
        elements=[
            pm.Document(id="d", name="x", sources=[pm.Citation(document="d"), pm.Citation(document="d", page=7)]),
            pm.Indicator(id="i", name="x", targets=[pm.Target(year=2025, commitment=change)]),
        ],
    )
    plan.to_json(tmp_path / "p.json")
    assert pm.build_corpus(tmp_path / "p.json", tmp_path / "out").added == 1
    assert [row["page"] for row in rows(tmp_path / "out", "sources")] == [None, 7]
    [target] = rows(tmp_path / "out", "targets")
    assert (target["value"], target["high"], target["unit"]) == (1.0, None, "万亩")


def test_the_memory_of_a_build_does_not_grow_with_the_number_of_plans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 5)
    paths = documents(tmp_path / "plans", 40, 300)
    pm.build_corpus(paths[:5], tmp_path / "warm", workers=1)
    peaks = []
    for count in (10, 40):
        tracemalloc.start()
        pm.build_corpus(paths[:count], tmp_path / str(count), workers=1)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


def test_a_folder_whose_name_cannot_be_is_refused(tmp_path: Path) -> None:
    pm.Plan(id="p", title="P").to_yaml(tmp_path / "p.yaml")
    with pytest.raises(pm.PlanFileError, match="no NUL character"):
        pm.build_corpus(tmp_path / "p.yaml", tmp_path / "a\0b")
    for name in ("x" * 300, "x/" * 3_000 + "a"):
        with pytest.raises(pm.PlanFileError, match="it cannot be opened: File name too long"):
            pm.build_corpus(tmp_path / "p.yaml", tmp_path / name)
        with pytest.raises(pm.PlanFileError, match="it cannot be opened: File name too long"):
            pm.open_corpus(tmp_path / name)


def test_a_flipped_bit_in_a_part_is_noticed(files: Path, tmp_path: Path) -> None:
    pm.build_corpus(files, tmp_path / "corpus")
    part = next((tmp_path / "corpus" / "elements").rglob("*.parquet"))
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    corpus = pm.open_corpus(tmp_path / "corpus")
    assert "PM702" in [one.code for one in corpus.findings]
    assert any("not as it was written" in one.message for one in corpus.findings)
    pm.build_corpus(files, tmp_path / "corpus")
    assert pm.open_corpus(tmp_path / "corpus").findings == ()


def test_a_corpus_without_digests_is_read(files: Path, tmp_path: Path) -> None:
    pm.build_corpus(files, tmp_path / "corpus")
    plans = pm.open_corpus(tmp_path / "corpus").plans
    for path in (tmp_path / "corpus" / "batches").glob("*.json"):
        tree = json.loads(path.read_text("utf-8"))
        for part in tree["parts"]:
            del part["digest"]
        path.write_text(json.dumps(tree), "utf-8")
    corpus = pm.open_corpus(tmp_path / "corpus")
    assert corpus.findings == ()
    assert corpus.plans == plans


def test_a_corpus_that_somebody_fills_is_not_filled_by_another_and_nothing_half_written_stays(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr("planmodel.formats.together._TRIES", 1)
    pm.build_corpus(files, tmp_path / "corpus")
    for left in ("batches/.x.json.abc.tmp", "plans/left.tmp", ".corpus.json.abc.tmp"):
        (tmp_path / "corpus" / left).touch()
    handle = os.open(tmp_path / "corpus", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(pm.PlanFileError, match="another process fills it"):
        pm.build_corpus(files, tmp_path / "corpus")
    os.close(handle)
    pm.build_corpus(files, tmp_path / "corpus")
    assert list((tmp_path / "corpus").rglob("*.tmp")) == []
