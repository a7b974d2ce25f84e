"""Tables: what stands where, what is reported, what is left alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.formats.places import locate


def plan() -> pm.Plan:
    return pm.Plan(
        id="p",
        title={"zh": "计划", "en": "Plan"},
        elements=[
            pm.Document(id="d", name="Source"),
            pm.Goal(id="g", name="Air", sources=[pm.Citation(document="d", quote='a "b"\nc')]),
            pm.Indicator(
                id="i",
                name="PM2.5",
                unit="微克/立方米",
                measures=["g"],
                baseline=pm.Baseline(year=2020, value=25),
                observations=[pm.Observation(period=2023, value="21.50")],
            ),
            pm.Task(id="t", name="Buses", contributes_to=[pm.Contribution("g", strength=0.5)]),
        ],
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_numbers_are_columns_of_their_own(tmp_path: Path) -> None:
    plan().to_tables(tmp_path)
    assert rows(tmp_path / "plan.csv") == [{"id": "p", "title@zh": "计划", "title@en": "Plan"}]
    (indicator,) = rows(tmp_path / "indicators.csv")
    assert (indicator["baseline.year"], indicator["baseline.value"]) == ("2020", "25")
    assert rows(tmp_path / "observations.csv") == [{"owner": "i", "period": "2023", "value": "21.50"}]
    links = rows(tmp_path / "relations.csv")
    assert [(link["holder"], link["relation"], link["target"], link["strength"]) for link in links] == [
        ("i", "measures", "g", ""),
        ("t", "contributes_to", "g", "0.5"),
    ]


def test_old_tables_go_and_other_files_stay(tmp_path: Path) -> None:
    plan().to_tables(tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    plan().remove("t").to_tables(tmp_path)
    assert not (tmp_path / "tasks.csv").exists()
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "datapackage.json", "documents.csv", "goals.csv", "indicators.csv", "notes.txt", "observations.csv",
        "plan.csv", "relations.csv",
    ]  # fmt: skip


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(ModelError, match="is a file"):
        plan().to_tables(path)


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("tasks.csv", "id,name", "id,nmae", ("tasks.csv", 1, "PM002")),
        ("relations.csv", "contributes_to,g", "contributes_to,g9", ("relations.csv", 3, "PM101")),
        ("relations.csv", "contributes_to,g", "contribute_to,g", ("relations.csv", 3, "PM002")),
        ("relations.csv", "t,contributes_to", "t9,contributes_to", ("relations.csv", 3, "PM101")),
        ("observations.csv", "2023", "2023-13", ("observations.csv", 2, "PM004")),
        ("observations.csv", "i,2023", "i9,2023", ("observations.csv", 2, "PM101")),
        ("indicators.csv", "2020", "20x0", ("indicators.csv", 2, "PM003")),
        ("goals.csv", '"[{', '"[[{', ("goals.csv", 2, "PM001")),
        ("documents.csv", "d,Source", "d,Source,more", ("documents.csv", 2, "PM001")),
        ("documents.csv", "id,name", "id,id", ("documents.csv", 1, "PM007")),
        ("documents.csv", "d,Source", 'd,"Source"x', ("documents.csv", 2, "PM001")),
    ],
)
def test_a_mistake_in_a_cell_has_its_place(
    tmp_path: Path, name: str, old: str, new: str, expected: tuple[str, int, str]
) -> None:
    plan().to_tables(tmp_path)
    path = tmp_path / name
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    with pytest.raises(pm.PlanFileError) as caught:
        pm.read_plan(tmp_path)
    found = [(Path(str(p.place.file)).name, p.place.line, p.code) for p in caught.value.problems]
    name_of, line, code = expected
    if code == "PM002" and name == "tasks.csv":
        line = 2  # an unknown column is told at the first row that uses it
    assert (name_of, line, code) in found


def test_a_folder_without_a_header_and_an_unknown_table_are_reported(tmp_path: Path) -> None:
    plan().to_tables(tmp_path)
    (tmp_path / "goal.csv").write_text("id,name\n", encoding="utf-8")
    with pytest.raises(pm.PlanFileError, match="did you mean goals"):
        pm.read_plan(tmp_path)
    (tmp_path / "goal.csv").unlink()
    (tmp_path / "plan.csv").unlink()
    with pytest.raises(pm.PlanFileError, match=r"no plan\.csv"):
        pm.read_plan(tmp_path)


def test_findings_name_the_cell(tmp_path: Path) -> None:
    plan().to_tables(tmp_path)
    read = pm.read_plan(tmp_path)
    (place, path), (measured, _) = locate(read, [("t", "contributes_to[0].strength"), ("i", "observations[0].value")])
    assert path == "tasks[0].contributes_to[0].strength"
    assert (Path(str(place.file)).name, place.line) == ("relations.csv", 3)
    assert Path(str(measured.file)).name == "observations.csv"


def test_records_are_flat_and_alike() -> None:
    records = plan().to_records()
    assert [record["kind"] for record in records] == ["document", "goal", "indicator", "task"]
    assert len({tuple(record) for record in records}) == 1
    assert records[3]["contributes_to"] == "g"
    assert records[2]["baseline_value_value"] == 25.0


def test_a_frame_has_a_row_an_element() -> None:
    pandas = pytest.importorskip("pandas")
    frame = plan().to_frame()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["id"]) == ["d", "g", "i", "t"]


def wide_plan() -> pm.Plan:
    return pm.Plan(
        id="p",
        title="P",
        base_year=2020,
        period="2021/2025",
        elements=[
            *plan().elements,
            pm.Goal(id="g2", name="Water", declared_count=3),
            pm.Indicator(id="i2", name="Water", targets=[pm.Target(year=2025, commitment=pm.Level(value=3))]),
            pm.Task(id="t2", name="Dig", started="2022-03-01", finish_by="2024"),
            pm.Task(id="t3", name="Fill", finish_by="2025"),
        ],
    )


@pytest.mark.parametrize("index", [False, True])
def test_tables_that_went_through_pandas_read_back_equal(index: bool, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    made = wide_plan()
    made.to_tables(tmp_path)
    for path in tmp_path.glob("*.csv"):
        pandas.read_csv(path, encoding="utf-8-sig").to_csv(path, index=index)
    assert pm.read_plan(tmp_path) == made
    assert "2024.0" in (tmp_path / "tasks.csv").read_text("utf-8")  # pandas has no whole number beside a gap


def test_tables_that_went_through_a_spreadsheet_read_back_equal(tmp_path: Path) -> None:
    made = wide_plan()
    made.to_tables(tmp_path)
    for path in tmp_path.glob("*.csv"):
        lines = rows_of(path)
        lines = [[cell.replace("2022-03-01", "2022/3/1") for cell in row] + ["", ""] for row in lines]
        lines += [[""] * len(lines[0])] * 2
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream, lineterminator="\r\n").writerows(lines)
    assert "2022/3/1" in (tmp_path / "tasks.csv").read_text("utf-8-sig")
    assert pm.read_plan(tmp_path) == made


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize("said", ["TRUE", "True", "FALSE", "False"])
def test_yes_and_no_are_read_as_spreadsheets_write_them(tmp_path: Path, said: str) -> None:
    cost = pm.Cost(total="3 亿元", approximate=True)
    pm.Plan(id="p", title="P", elements=[pm.Project(id="j", name="J", cost=cost)]).to_tables(tmp_path)
    path = tmp_path / "projects.csv"
    path.write_text(path.read_text("utf-8").replace("true", said), "utf-8")
    read = pm.read_plan(tmp_path).projects["j"].cost
    assert read is not None
    assert read.approximate is (said.lower() == "true")


def test_a_cell_below_no_name_is_told(tmp_path: Path) -> None:
    plan().to_tables(tmp_path)
    path = tmp_path / "goals.csv"
    path.write_text("id,name,\ng,Air,stray\n", "utf-8")
    with pytest.raises(pm.PlanFileError, match="the column of this cell has no name"):
        pm.read_plan(tmp_path)
