"""Every result has four forms, text, records, a frame and Arrow, and they say the same."""

from __future__ import annotations

import importlib
import math
import pkgutil
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from every_result import empty, made
from planmodel.comparing.ambition import ambition
from planmodel.comparing.counts import specificity
from planmodel.errors import ArgumentError, MissingExtraError, ModelError
from planmodel.functions import schedule_resources
from planmodel.results import Quotas
from planmodel.steering import STEERING
from planmodel.tabular import NOTEBOOK_ROWS, InLanguage, Result, Rows, Single, result_columns
from planmodel.text import in_language
from planmodel.words import has_words
from results_page import PAGE, page

pd = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")

RESULTS = {name: value for name, value in made("水环境", 3).items() if isinstance(value, Result)}
LARGE = {name: value for name, value in made("水环境", 30).items() if isinstance(value, Result)}
EMPTY: dict[str, Result] = empty()
ALL = {**RESULTS, **{f"{name}, empty": value for name, value in EMPTY.items()}}
TYPES = {"text": str, "integer": int, "number": float, "flag": bool}
DTYPES = {"text": "object", "integer": "Int64", "number": "float64", "flag": "boolean"}
ARROW = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_()}
OWN_TEXT = {"Coverage", "CorpusBuilt", "Explanation", "ImportResult", "Plan", "Report"}
"""Results whose text is no table: compilers' lines, trees, one screen of a plan."""
ELSEWHERE = {"Corpus", "CorpusBuilt", "ResourceSchedule", "Similarity"}
"""Results that take an engine, a solver or scikit-learn."""


class Cells(HTMLParser):
    """The texts of the cells of a page, a list a row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def cells(result: Result) -> list[list[str]]:
    page = Cells()
    page.feed(result._repr_html_())
    return page.rows


def plain(value: Any) -> Any:
    """Return a cell of a frame as records have it."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value


@pytest.mark.parametrize("kind", [Result, pm.Plan, Quotas, int])
def test_a_class_in_the_place_of_a_result_is_refused_by_name(kind: Any) -> None:
    with pytest.raises(ArgumentError, match=f"result must be Result, found the class {kind.__name__}"):
        result_columns(kind)


@pytest.mark.parametrize("name", ALL)
def test_the_columns_are_declared_with_a_name_a_type_and_a_meaning(name: str) -> None:
    columns = result_columns(ALL[name])
    assert columns
    assert len({column.name for column in columns}) == len(columns)
    assert [column.name for column in columns if not column.name.isidentifier() or not column.doc.strip()] == []
    assert {column.type for column in columns} <= set(TYPES)
    assert any(column.shown for column in columns)


@pytest.mark.parametrize("name", ALL)
def test_records_frame_and_arrow_have_the_same_rows_columns_and_values(name: str) -> None:
    hold_equal(ALL[name])


def hold_equal(result: Result) -> None:
    """Assert that records, frame and Arrow of a result say the same, in the columns and types that it declares."""
    columns, records = result_columns(result), result.to_records()
    names = [column.name for column in columns]
    for record in records:
        assert list(record) == names
        wrong = [(one.name, record[one.name]) for one in columns if type(record[one.name]) is not TYPES[one.type]]
        assert [cell for cell in wrong if cell[1] is not None] == []
    rows = [list(record.values()) for record in records]
    frame = result.to_frame()
    assert list(frame.columns) == names
    assert list(map(str, frame.dtypes)) == [DTYPES[column.type] for column in columns]
    assert list(frame.index) == list(range(len(records)))
    assert [[plain(value) for value in row] for row in frame.itertuples(index=False, name=None)] == rows
    table = pa.RecordBatchReader.from_stream(result).read_all()
    assert table.schema.names == names
    assert table.schema.types == [ARROW[column.type] for column in columns]
    assert table.to_pylist() == records
    assert table.schema.field(0).metadata == {b"description": columns[0].doc.encode()}


@pytest.mark.parametrize("name", sorted(ELSEWHERE))
def test_so_have_results_that_take_an_engine_a_solver_or_a_learner(name: str, tmp_path: Path) -> None:
    plan, other = made("水环境", 3)["plan"], pm.Plan(id="z", title="Z")
    plans = pm.PlanSet([plan, other])
    if name == "Similarity":
        pytest.importorskip("sklearn")
        pytest.importorskip("rapidfuzz")
        result: Result = plans.similarity()
    elif name == "ResourceSchedule":
        pytest.importorskip("ortools")
        result = schedule_resources(plan, workers=1)
    else:
        pytest.importorskip("ibis")
        built = plans.to_parquet(tmp_path)
        result = built if name == "CorpusBuilt" else pm.open_corpus(tmp_path)
    assert type(result).__name__ == name
    assert len(result.to_records()) == {"Similarity": 2, "ResourceSchedule": 4, "CorpusBuilt": 0, "Corpus": 2}[name]
    hold_equal(result)
    assert cells(result)[1:] == [list(row) for row in result._table(result._rows())[1]]


@pytest.mark.parametrize("name", sorted(name for name, one in RESULTS.items() if not isinstance(one, Single | pm.Plan)))
def test_text_and_page_show_the_same_cells_of_declared_columns(name: str) -> None:
    result = RESULTS[name]
    rows = result._shown_rows()[:NOTEBOOK_ROWS]
    head, expected = result._table(rows)
    titles = [column.title for column in result_columns(result) if column.shown]
    assert [title for title in head if title not in titles] == []
    assert result._SPARSE or list(head) == titles
    assert len(expected) == len(rows)
    shown = cells(result) if type(result).__name__ != "Explanation" else [list(head), *map(list, expected)]
    assert shown == ([list(head), *map(list, expected)] if rows else [])
    text = result._repr_mimebundle_()["text/plain"]
    lines = [line for line in text.splitlines() if line]
    assert type(result).__name__ in OWN_TEXT or len(lines) >= len(rows) + bool(rows)


@pytest.mark.parametrize("name", sorted(name for name, one in LARGE.items() if not isinstance(one, Single | pm.Plan)))
def test_a_notebook_shows_twenty_rows_and_how_many_there_are(name: str) -> None:
    result = LARGE[name]
    rows = result._shown_rows()
    page = result._repr_html_()
    assert page.count("<tr>") <= NOTEBOOK_ROWS + 1
    told = f"{NOTEBOOK_ROWS} of {len(rows)} rows" in page
    assert told == (len(rows) > NOTEBOOK_ROWS and type(result).__name__ != "Explanation")


def test_rows_with_something_in_them_come_first_where_not_all_are_shown() -> None:
    plans = [
        pm.Plan(id=f"p{n}", title="P", elements=[indicator("i", "pm25", "30 微克/立方米" if n > 25 else None)])
        for n in range(30)
    ]
    found = pm.compare(plans)
    first, *others = cells(found)[1:]
    assert first[:5] == ["pm25", "细颗粒物年均浓度", "p26", "P", "30"]
    assert [row[2] for row in others[:4]] == ["p27", "p28", "p29", "p0"]
    assert "20 of 30 rows, 4 of them with something in them, which come first" in found._repr_html_()
    assert [row.plan for row in found.rows][:2] == ["p0", "p1"], "the rows themselves keep their order"
    assert len(str(found).splitlines()) == 2 + 30


def indicator(id: str, metric: str, value: str | None) -> pm.Indicator:
    targets = [] if value is None else [pm.Target(year=2025, commitment=pm.Level(value=pm.Amount(value)))]
    return pm.Indicator(id=id, name="PM2.5", metric=metric, unit="微克/立方米", targets=targets)


STEERED = "a\x1b[31m\x7f\x9b31m\u202e\u200fb"


def test_no_result_sends_on_what_steers_a_terminal() -> None:
    for name, result in made(STEERED, 3).items():
        texts = [str(result), repr(result)]
        if isinstance(result, Result):
            texts += [result.to_text(language="en"), result.to_text(language="zh"), result._repr_html_()]
        if hasattr(result, "_repr_mimebundle_"):
            texts += result._repr_mimebundle_().values()
        assert [text for text in texts if re.search(STEERING, text)] == [], name


def test_every_class_of_results_is_looked_at_here() -> None:
    seen = {cls for value in RESULTS.values() for cls in type(value).__mro__}
    assert {cls.__name__ for cls in classes() - seen - {InLanguage}} <= ELSEWHERE


def classes() -> set[type]:
    names = [one.name for one in pkgutil.walk_packages(pm.__path__, "planmodel.") if "__main__" not in one.name]
    modules = list(map(importlib.import_module, names))
    return {
        cls
        for module in modules
        for cls in vars(module).values()
        if isinstance(cls, type) and issubclass(cls, Result) and cls.__module__.startswith("planmodel.")
    }


LABELS = ("水环境", "other")
"""What the schedules that are compared are called: heads that a user gives."""


@pytest.mark.parametrize("name", [name for name, one in RESULTS.items() if isinstance(one, Result)])
def test_the_head_of_every_result_is_called_something_in_chinese(name: str) -> None:
    result = RESULTS[name]
    assert isinstance(result, Result)
    shown = {str(column.title) for column in result_columns(result) if column.shown} - {"", "±", *LABELS}
    assert [title for title in shown if not has_words(f"column.{title.replace(' ', '_')}")] == []


CODES = {"better", "comparator", "evidence", "fate", "kind", "level", "obligation", "relations", "severity", "state"}
PROPER = {"Unread", "Level"}
"""Codes that are names of classes."""


def coded_cells() -> Iterator[tuple[str, Any, Any]]:
    """Yield the name, the column and the row of every cell that holds a code and is shown as it is."""
    for name, result in RESULTS.items():
        columns = [one for one in result_columns(result) if one.name in CODES and one.of is one.cell is None]
        yield from ((name, one, row) for one in columns for row in result._rows() if getattr(row, one.name, None))


def test_codes_are_words_in_chinese_and_codes_in_english() -> None:
    cells = [(name, one, row) for name, one, row in coded_cells() if getattr(row, one.name) not in PROPER]
    assert len({name for name, *_ in cells}) > 15
    assert {(name, one.name) for name, one, row in cells if re.search("[a-z]", one.text(row, "zh"))} == set()
    assert [one for _, one, row in cells if one.name == "kind" and one.text(row) != row.kind] == []


HEADLINES = {
    "plans": "2个规划，24个条目",
    "tasks": "3项任务",
    "no tasks": "没有条目",
    "table": "0项指标，0处疑点，1条说明",
    "explanation": "g  水环境（目标，原文写明）",
    "coverage": "没有任务服务的目标：g0、g1、g2",
    "schedule": "p 的进度计划：2021年1月1日至2021年6月30日，181天",
    "delay": "t0 延误2个月：完成时间推迟62天",
    "bracket": "全部工作在2021年4月2日至2022年1月1日之间完成",
    "comparison": "2个规划，按指标定义对比，以 水环境 为参照规划：比较1项；2行中0行未提及，2行未量化",
    "crosstab": "2个规划，1项指标定义",
    "ambition": "pm25：2个规划中有0个可以计算",
    "counts": "各规划目标的量化程度",
    "diff": "p 到 q：新增0，删除0，修改12，其中规划信息5",
    "agreement": "p 与 q：对应12，仅甲方0，仅乙方0",
    "merge": "p：1处冲突",
    "import": "已读取规划 p：没有计数；17个问题",
}


@pytest.mark.parametrize("name", HEADLINES)
def test_a_result_begins_in_chinese_with_what_it_comes_to(name: str) -> None:
    assert RESULTS[name].to_text(language="zh").split("\n")[0] == HEADLINES[name]


def test_a_head_says_what_its_column_means_in_the_result_that_has_it() -> None:
    heads = {
        name: {one.name: in_language(one.title, "zh") for one in result_columns(RESULTS[name])}
        for name in ("one drag", "verdict counts", "merge", "task states", "tasks", "verdicts", "comparison")
    }
    assert heads["one drag"]["cost"] == "延误影响"
    assert (heads["verdict counts"]["total"], heads["verdict counts"]["of"]) == ("总数", "分组")
    assert heads["merge"]["base"] == "共同版本"
    assert (heads["task states"]["lead"], heads["task states"]["late"]) == ("牵头单位", "晚于期限")
    assert (heads["tasks"]["period"], heads["verdicts"]["value"]) == ("起止时间", "实际值")
    assert heads["comparison"]["reference"] == "参照值"


def test_a_result_shows_itself_in_another_language() -> None:
    progress = RESULTS["progress"]
    assert isinstance(progress, Result)
    chinese = progress.in_language("zh")
    head = chinese.to_text().split("\n")
    assert head[0].startswith("p 截至2023年12月31日的实施进展（逐年等量）：")
    assert "指标  名称" in chinese.to_text()
    assert "无法评估" in repr(chinese)
    assert str(chinese) == progress.to_text(language="zh")
    assert chinese.in_language("en").to_text() == str(progress)
    assert chinese.to_records() == progress.to_records()
    assert "<p>p 截至2023年12月31日" in chinese._repr_html_()
    with pytest.raises(ModelError, match="'fr' is no language"):
        progress.in_language("fr")


def test_no_class_that_shows_rows_writes_its_own_forms() -> None:
    forms = {"to_records", "to_frame", "__arrow_c_stream__", "_repr_mimebundle_", "__str__"}
    own = {cls.__name__: forms & vars(cls).keys() for cls in classes() if cls not in (Result, Rows, Single)}
    assert {name: found for name, found in own.items() if found} == {"Collection": {"__str__"}, "Sum": {"__str__"}}


def cited() -> Iterator[tuple[str, Result, str]]:
    document = pm.Document(id="d", name="甲市规划", url="https://example.org/plan")
    source = [pm.Citation(document="d", section="专栏1", page=12)]
    plans = []
    for id in ("up", "down"):
        target = pm.Target(year=2025, commitment=pm.Level(value=pm.Amount("30 微克/立方米")), sources=source)
        one = pm.Indicator(
            id="i", name="PM2.5", metric="pm25", unit="微克/立方米", targets=[target],
            baseline=pm.Baseline(year=2020, value=40), observations=[pm.Observation(period=2022, value=36)],
        )  # fmt: skip
        area = pm.Jurisdiction(name=f"{id}市", code=f"44{len(id)}", parent="up市" if id == "down" else None)
        plan = pm.Plan(id=id, title=f"{id}规划", period="2021/2025", base_year=2020, jurisdiction=area)
        plans.append(plan.add(document, one))
    up, down = plans
    yield "comparison", pm.compare(plans), ""
    yield "cascade", pm.cascade(down, up), "child_"
    yield "progress", pm.progress(down, as_of="2023-12-31"), ""


@pytest.mark.parametrize(("result", "prefix"), [pytest.param(*rest, id=name) for name, *rest in cited()])
def test_a_row_can_be_cited(result: Result, prefix: str) -> None:
    row = result.to_records()[-1]
    title = f"{prefix}title" if prefix else "plan_title"
    assert (row[title], row[f"{prefix}place"], row[f"{prefix}place_code"]) == ("down规划", "down市", "444")
    assert (row[f"{prefix}source"], row[f"{prefix}source_address"]) == (
        "甲市规划, 专栏1, p. 12",
        "https://example.org/plan",
    )
    assert row["metric"] == "pm25"
    assert "细颗粒物年均浓度" in row.values()
    assert row["unit"] == "微克/立方米"
    assert 2025 in (row.get("year"), row.get("target_year"))


def test_tasks_become_a_frame_whose_columns_do_not_depend_on_what_is_there() -> None:
    plan = pm.Plan(id="p", title="P", elements=[pm.Task(id="t", name="Buses", duration="3 月", done="40 %")])
    frame = plan.tasks.to_frame()
    assert list(frame["duration_likely_value"]) == [3.0]
    assert (frame["done"][0], frame["done_value"][0], frame["done_unit"][0]) == ("40 %", 40.0, "%")
    assert list(plan.tasks.filter(id="x*").to_frame().columns) == list(frame.columns)


def test_other_libraries_read_results() -> None:
    duckdb, nw = pytest.importorskip("duckdb"), pytest.importorskip("narwhals")
    plan = pm.Plan(id="p", title="P", elements=[pm.Task(id=f"t{n}", name="T", duration=f"{n} 月") for n in range(3)])
    tasks, schedule = plan.tasks, pm.schedule(plan)
    longest = duckdb.sql("select id from tasks order by duration_likely_value desc limit 1").fetchall()
    assert longest == [("t2",)]
    assert duckdb.sql("select sum(duration) from schedule").fetchall() == [(3.0,)]
    assert duckdb.sql("select count(*) from plan").fetchall() == [(3,)]
    assert nw.from_arrow(schedule, backend=pa)["id"].to_list() == ["t0", "t1", "t2"]
    assert pa.table(tasks).num_rows == 3
    assert list(pd.DataFrame.from_arrow(tasks)["id"]) == ["t0", "t1", "t2"]


@pytest.mark.parametrize(("module", "form"), [("pandas", "to_frame"), ("pyarrow", "__arrow_c_stream__")])
def test_a_missing_library_is_named_with_the_extra_that_brings_it(
    module: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=module) as caught:
        getattr(RESULTS["tasks"], form)()
    assert caught.value.extra == "frames"
    assert 'pip install "planmodel[frames]"' in str(caught.value)


def test_the_page_of_results_has_every_column_as_declared() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/results_page.py"


def test_what_gives_a_row_for_an_id_goes_over_its_ids() -> None:
    plans = pm.PlanSet.read("examples/counties/*.yaml")
    plan = pm.read_plan("examples/lianzhou/plan.yaml")
    progress = pm.progress(plan, as_of="2023-06-30")
    for result, id in (
        (progress, plan.goals[0].id),
        (ambition(plans, "energy-intensity"), plans.ids[0]),
        (specificity(plans), plans.ids[0]),
    ):
        assert id in result
        assert not {"nobody", 0} & set(result)
        assert "nobody" not in result
        assert all(result[one] is not None for one in result)
        assert len(set(result)) == len(list(result)) > 1
