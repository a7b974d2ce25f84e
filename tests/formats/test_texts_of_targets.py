"""A target that a file gives by its text alone means what it means read with its indicator, whatever reads it."""

from __future__ import annotations

import copy
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest

import planmodel as pm
from planmodel.formats.structure import converter
from planmodel.model.kinds import Indicator
from planmodel.model.targets import Change, Commitment, Level, Target, Unread
from planmodel.model.vocabulary import VOCABULARY
from planmodel.parts import MultilingualText
from planmodel.results import IndicatorProgress
from planmodel.tracking.attainment import indicator_progress

pq = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")


def by_each_path(tmp_path: Path, text: str, **fields: Any) -> list[Commitment]:
    """Return what the text promises by the reader of good files, the careful one, and after each kind of writing."""
    return [target.commitment for target in targets_by_each_path(tmp_path, text, **fields)]


def targets_by_each_path(tmp_path: Path, text: str, given: dict[str, Any] | None = None, **fields: Any) -> list[Target]:
    """Return the target that the text is read as, by each path; ``given`` is what its entry says beside the text."""
    indicator = {"id": "i", "targets": [{"year": 2025, "as_published": text, **(given or {})}], **fields}
    path = tmp_path / "p.json"
    path.write_text(json.dumps({"planmodel": 1, "id": "p", "title": "P", "indicators": [indicator]}), encoding="utf-8")
    plan = pm.read_plan(path)
    plans = [plan]
    plan.to_json(tmp_path / "again.json")
    plan.to_yaml(tmp_path / "again.yaml")
    plan.to_tables(tmp_path / "tables")
    plans += [pm.read_plan(tmp_path / name) for name in ("again.json", "again.yaml", "tables")]
    careful = [converter(VOCABULARY, False, gather).structure(indicator, Indicator) for gather in (False, True)]
    read = [*(one for plan in plans for one in plan.indicators), *careful]
    assert all(again.indicators["i"] == plan.indicators["i"] for again in plans)
    return [one.targets[0] for one in read]


RISE = Change(direction="increase", value="3 %", relative=True, comparator="about")
CUT = Change(direction="decrease", value="10 %", relative=True)


@pytest.mark.parametrize(
    ("text", "fields", "promise"),
    [
        ("3%左右", {"name": "居民消费价格涨幅", "unit": "%", "better": "lower"}, RISE),
        ("3%左右", {"name": "居民消费价格涨幅(%)"}, RISE),
        ("3%左右", {"name": "城镇调查失业率", "unit": "%"}, Level(value="3 %", comparator="about")),
        ("下降10%", {"name": "化学需氧量排放量", "unit": "吨"}, CUT),
        ("10%", {"name": "单位GDP能耗降低率", "unit": "%"}, CUT),
        ("10%", {"name": {"zh": "单位GDP能耗降低率", "en": "Cut"}, "unit": "%"}, CUT),
        ("10%", {"name": "森林覆盖率", "unit": "%"}, Level(value="10 %")),
    ],
)
def test_a_text_is_read_with_the_name_of_its_indicator(
    tmp_path: Path, text: str, fields: dict[str, Any], promise: Commitment
) -> None:
    assert by_each_path(tmp_path, text, **fields) == [promise] * 6


@pytest.mark.parametrize(
    ("fields", "direction"),
    [
        ({"name": "某物降低率", "better": "higher"}, "decrease"),
        ({"name": "某物数", "better": "higher"}, "increase"),
        ({"name": "某物数", "better": "lower"}, "decrease"),
        ({"name": "某物数", "metric": "forest-cover-share"}, "increase"),
        ({"name": "某物数", "metric": "forest-cover-share", "better": "lower"}, "decrease"),
        ({"name": "森林覆盖率"}, "increase"),
    ],
)
def test_brackets_take_their_direction_from_the_name_then_better_then_the_metric(
    tmp_path: Path, fields: dict[str, Any], direction: str
) -> None:
    read = by_each_path(tmp_path, "〔1〕", unit="%", **fields)
    assert [one.direction for one in read if isinstance(one, Change)] == [direction] * 6


def test_brackets_stay_unread_where_nothing_tells_their_direction(tmp_path: Path) -> None:
    assert {type(one) for one in by_each_path(tmp_path, "〔1〕", name="某物数", unit="%")} == {Unread}


@pytest.mark.parametrize("text", ["95%（2024年）", "2024年达到95%"])
def test_a_text_for_another_year_than_the_targets_is_no_promise_for_that_year(tmp_path: Path, text: str) -> None:
    read = by_each_path(tmp_path, text, name="污水处理率", unit="%")
    assert read == [Unread(reason="the text is for 2024, the target for 2025")] * 6


def test_a_text_that_names_the_targets_own_year_is_read(tmp_path: Path) -> None:
    promise = Level(value="95 %")
    assert by_each_path(tmp_path, "到2025年达到95%", name="污水处理率", unit="%") == [promise] * 6


@pytest.mark.parametrize("text", ["3%左右", "〔3〕", "3%", "下降3%"])
def test_what_was_promised_otherwise_than_its_text_says_is_written_out(tmp_path: Path, text: str) -> None:
    target = pm.Target(year=2025, as_published=text, commitment=Level(value="3 %"))
    indicator = Indicator(id="i", name="居民消费价格涨幅", unit="%", targets=(target,))
    plan = pm.Plan(id="p", title="P", elements=(indicator,))
    plan.to_json(tmp_path / "p.json")
    assert pm.read_plan(tmp_path / "p.json") == plan


# --- the part and the stretch that a text names ---


@pytest.mark.parametrize(
    ("text", "fields", "scope"),
    [
        ("山区≥75%", {"name": "森林覆盖率", "unit": "%"}, "山区"),
        ("90%（城区）", {"name": "污水处理率", "unit": "%"}, "城区"),
        ("城区污水处理率达到98%", {"name": "污水处理率", "unit": "%"}, "城区"),
        ("农村95%", {"name": "城市、农村污水处理率", "unit": "%"}, "农村"),
        ("湿地保护率达到55%", {"name": "森林覆盖率", "unit": "%"}, "湿地保护率"),
        ("规模以上工业下降10%", {"name": "单位增加值能耗", "unit": "%"}, "规模以上工业"),
        ("森林覆盖率达到24.1%", {"name": "森林覆盖率（%）", "unit": "%"}, None),
        ("全市森林覆盖率达到24.1%", {"name": "森林覆盖率", "unit": "%"}, None),
        ("森林覆盖率达到24.1%", {"name": {"en": "Forest cover", "zh": "森林覆盖率"}, "unit": "%"}, None),
        ("森林覆盖率达到24.1%", {"name": "绿化水平", "metric": "forest-cover-share", "unit": "%"}, None),
        ("PM2.5浓度达到25微克/立方米", {"name": "细颗粒物年均浓度", "unit": "微克/立方米"}, None),
        ("95%（约束性）", {"name": "污水处理率", "unit": "%"}, None),
        ("达到95%", {"name": "污水处理率", "unit": "%"}, None),
    ],
)
def test_a_text_keeps_the_part_that_its_number_speaks_of(
    tmp_path: Path, text: str, fields: dict[str, Any], scope: str | None
) -> None:
    read = targets_by_each_path(tmp_path, text, **fields)
    assert [(one.scope, one.subject) for one in read] == [(scope, None)] * 6
    assert not any(isinstance(one.commitment, Unread) for one in read)


def test_a_text_keeps_the_stretch_that_it_names(tmp_path: Path) -> None:
    read = targets_by_each_path(tmp_path, "下降14%，力争14.5%", name="单位GDP能耗", unit="%")
    firm, harder = (Change(direction="decrease", value=value, relative=True) for value in ("14 %", "14.5 %"))
    assert [(one.commitment, one.stretch) for one in read] == [(firm, harder)] * 6


def test_what_is_striven_for_alone_is_a_stretch_and_no_firm_promise(tmp_path: Path) -> None:
    read = targets_by_each_path(tmp_path, "力争达到95%", name="污水处理率", unit="%")
    assert [(type(one.commitment), one.stretch) for one in read] == [(Unread, Level(value="95 %"))] * 6


@pytest.mark.parametrize(
    ("given", "scope", "stretch"),
    [
        ({}, "山区", "80 %"),
        ({"scope": "丘陵"}, "丘陵", "80 %"),
        ({"scope": {"zh": "山区", "en": "hills"}}, MultilingualText({"zh": "山区", "en": "hills"}), "80 %"),
        ({"stretch": {"kind": "Level", "value": 90}}, "山区", "90 %"),
        ({"scope": "丘陵", "stretch": {"kind": "Level", "value": 90}}, "丘陵", "90 %"),
    ],
)
def test_what_the_file_says_itself_goes_before_its_text(
    tmp_path: Path, given: dict[str, Any], scope: Any, stretch: str
) -> None:
    read = targets_by_each_path(tmp_path, "山区达到75%，力争80%", given, name="森林覆盖率", unit="%")
    assert [(one.scope, one.stretch) for one in read] == [(scope, Level(value=stretch))] * 6


def test_of_several_promises_in_a_text_the_scope_that_the_file_gives_says_which(tmp_path: Path) -> None:
    text = "山区≥60 / 丘陵≥40 / 平原≥18"
    fields: dict[str, Any] = {"name": "森林覆盖率", "unit": "%"}
    read = targets_by_each_path(tmp_path, text, {"scope": "丘陵"}, **fields)
    assert [(one.scope, one.commitment) for one in read] == [("丘陵", Level(value="40 %", comparator="at_least"))] * 6
    assert {type(one) for one in by_each_path(tmp_path, text, **fields)} == {Unread}
    assert {type(one.commitment) for one in targets_by_each_path(tmp_path, text, {"scope": "台地"}, **fields)} == {
        Unread
    }


def test_of_promises_for_several_years_the_year_that_the_file_gives_says_which(tmp_path: Path) -> None:
    text = "2020年要达到87%,2025年要达到87.5%"
    assert by_each_path(tmp_path, text, name="优良天数比率", unit="%") == [Level(value="87.5 %")] * 6


def test_a_target_without_a_year_takes_that_of_its_text(tmp_path: Path) -> None:
    read = targets_by_each_path(tmp_path, "到2027年达到95%", {"year": None}, name="污水处理率", unit="%")
    assert [one.year for one in read] == [2027] * 6


@pytest.mark.parametrize(
    "target",
    [
        Target(year=2025, as_published="山区≥75%", commitment=Level(value="75 %", comparator="at_least")),
        Target(year=2025, as_published="山区≥75%", commitment=Level(value="75 %", comparator="at_least"), scope="城区"),
        Target(year=2025, as_published="山区≥75%", commitment=Unread(), scope="山区"),
        Target(as_published="到2025年≥75%", commitment=Level(value="75 %", comparator="at_least")),
        Target(year=2025, as_published="75%，力争80%", commitment=Level(value="75 %")),
        Target(year=2025, as_published="75%，力争80%", commitment=Level(value="75 %"), stretch=Level(value="81 %")),
        Target(year=2025, as_published="山区75%，力争80%", commitment=Level(value="75 %"), stretch=Level(value="80 %")),
        Target(year=2025, as_published="山区75%，力争80%", commitment=Level(value="75 %"), scope="山区"),
    ],
)
@pytest.mark.parametrize("suffix", ["json", "yaml", "tables"])
def test_a_target_that_says_otherwise_than_its_text_reads_back_equal(
    tmp_path: Path, target: Target, suffix: str
) -> None:
    plan = pm.Plan(id="p", title="P", elements=(Indicator(id="i", name="森林覆盖率", unit="%", targets=(target,)),))
    path = tmp_path / f"p.{suffix}"
    getattr(plan, f"to_{suffix}")(path)
    assert pm.read_plan(path) == plan


def a_plan(path: Path, *targets: dict[str, Any] | str) -> pm.Plan:
    """Return a plan read from a file whose targets for 2025 are given by texts alone."""
    given = [one if isinstance(one, dict) else {"as_published": one} for one in targets]
    indicator = {
        "id": "forest",
        "name": "森林覆盖率",
        "metric": "forest-cover-share",
        "unit": "%",
        "better": "higher",
        "baseline": {"year": 2020, "value": 60},
        "targets": [{"year": 2025, **one} for one in given],
        "observations": [{"period": 2025, "value": 70}],
    }
    header = {"planmodel": 1, "id": path.stem, "title": "P", "period": "2021/2025"}
    path.write_text(json.dumps({**header, "indicators": [indicator]}), encoding="utf-8")
    return pm.read_plan(path)


HILLS: dict[str, Any] = {"scope": "山区", "commitment": {"kind": "Level", "value": 75, "comparator": "at_least"}}
"""The same as 山区≥75%, said in fields."""


def test_targets_of_one_year_for_different_parts_are_no_contradiction(tmp_path: Path) -> None:
    def repeated(*targets: dict[str, Any] | str) -> list[str]:
        return [one.code for one in a_plan(tmp_path / "p.json", *targets).check().findings if one.code == "PM414"]

    assert repeated("山区≥75%", "平原≥18%", "≥50%") == []
    assert repeated("山区≥75%", "山区≥18%") == ["PM414"]
    assert repeated("山区≥75%", {"as_published": "≥18%", "scope": {"en": "hills", "zh": "山区"}}) == ["PM414"]


@pytest.mark.parametrize("hills", ["山区≥75%", HILLS])
def test_the_number_of_a_part_is_not_held_against_values_of_the_whole(tmp_path: Path, hills: Any) -> None:
    def result(*targets: dict[str, Any] | str) -> IndicatorProgress:
        return indicator_progress(a_plan(tmp_path / "p.json", *targets).indicators["forest"], as_of=2025)

    assert (result(hills).reason, result(hills).attainment) == ("not_comparable_scope", None)
    whole = result(hills, "≥65%")
    assert (whole.reason, whole.target and str(whole.target.value)) == (None, "65 %")


@pytest.mark.parametrize("hills", ["山区≥75%", HILLS])
def test_the_number_of_a_part_is_not_compared_with_that_of_the_whole(tmp_path: Path, hills: Any) -> None:
    part, whole = a_plan(tmp_path / "a.json", hills), a_plan(tmp_path / "b.json", "≥65%", "平原≥18%")
    rows = {row.plan: row for row in pm.compare([part, whole], reference="a").rows}
    assert (rows["a"].scope, rows["b"].scope) == ("山区", None)
    assert (rows["b"].difference, rows["b"].reason) == (None, "other_scope")
    [against] = pm.cascade(part, a_plan(tmp_path / "c.json", "≥65%")).results
    assert (against.outcome, against.reason) == ("not_comparable", "the two are of different scopes")


def test_the_part_is_told_by_diff_and_kept_in_a_corpus(tmp_path: Path) -> None:
    old, new = a_plan(tmp_path / "p.json", "城区≥75%"), a_plan(tmp_path / "p.json", "山区≥75%，力争80%")
    [forest] = pm.diff(old, new).changed
    assert {field.path for field in forest.fields} == {"targets[2025 城区]", "targets[2025 山区]"}
    pm.build_corpus([tmp_path / "p.json"], tmp_path / "corpus")
    [path] = (tmp_path / "corpus" / "targets").rglob("*.parquet")
    [row] = pq.read_table(path).to_pylist()
    assert (row["scope"], row["value"], row["stretch"]) == ("山区", 75, 80)


# --- read when asked for ---


def asked_later(tmp_path: Path, text: str = "山区达到75%，力争80%", **given: Any) -> pm.Plan:
    """Return a plan with one indicator whose only target is given by its text."""
    indicator = {
        "id": "i",
        "name": "森林覆盖率",
        "unit": "%",
        "targets": [{"as_published": text, "year": 2025, **given}],
    }
    path = tmp_path / "later.json"
    path.write_text(json.dumps({"planmodel": 1, "id": "p", "title": "P", "indicators": [indicator]}), encoding="utf-8")
    return pm.read_plan(path)


READ = Target(
    year=2025,
    as_published="山区达到75%，力争80%",
    commitment=Level(value="75 %"),
    stretch=Level(value="80 %"),
    scope="山区",
)


@pytest.mark.parametrize(
    "ask",
    [
        lambda target: target,
        copy.copy,
        copy.deepcopy,
        lambda target: pickle.loads(pickle.dumps(target)),
        attrs.evolve,
        lambda target: Target(**{one.name: getattr(target, one.name) for one in reversed(attrs.fields(Target))}),
    ],
)
def test_a_target_is_the_same_however_it_is_first_asked(tmp_path: Path, ask: Any) -> None:
    [target] = asked_later(tmp_path).indicators["i"].targets
    assert ask(target) == READ
    assert (hash(target), repr(target)) == (hash(READ), repr(READ))
    with pytest.raises(AttributeError, match="comitment"):
        _ = target.comitment  # type: ignore[attr-defined]


def test_a_text_means_what_it_meant_when_its_file_was_read(tmp_path: Path) -> None:
    plan = asked_later(tmp_path, "10%").replace("i", name="森林火灾降低率", unit="公顷", better="lower")
    assert plan.indicators["i"].targets[0].commitment == Level(value="10 %")
    plan.to_json(tmp_path / "again.json")
    assert pm.read_plan(tmp_path / "again.json") == plan


def test_a_plan_is_written_alike_before_and_after_its_targets_are_asked_for(tmp_path: Path) -> None:
    for given in ({}, {"scope": "丘陵"}, {"year": None}, {"stretch": {"kind": "Level", "value": 90}}):
        before, after = asked_later(tmp_path, **given), asked_later(tmp_path, **given)
        assert after.indicators["i"].targets[0].stretch is not None
        assert before.to_json() == after.to_json()


def test_many_may_ask_a_target_at_once(tmp_path: Path) -> None:
    [target] = asked_later(tmp_path).indicators["i"].targets
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: (target.scope, target.stretch, target.commitment), range(64)))
    assert set(found) == {(READ.scope, READ.stretch, READ.commitment)}
