"""A number of another area than the plan's own says so, in memory and in a corpus, and is compared with no whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.model.areas import area_named, areas_of

_COUNTY = {"name": "阳山县", "level": "county"}


def _plan(id: str, jurisdiction: dict[str, str] | None, text: str) -> pm.Plan:
    indicator = pm.Indicator(
        id="i",
        name={"zh": "森林覆盖率", "en": "forest cover"},
        metric="forest-cover",
        unit="%",
        better="higher",
        baseline={"year": 2020, "value": "50 %"},
        targets=[pm.read_target(text, year=2025, name="森林覆盖率")],
        observations=[{"period": "2024", "value": "54 %"}],
    )
    area = None if jurisdiction is None else pm.Jurisdiction(**jurisdiction)  # type: ignore[arg-type]
    return pm.Plan(id=id, title=id, jurisdiction=area, elements=[indicator])


@pytest.mark.parametrize(
    ("name", "level", "text", "scope"),
    [
        ("阳山县", "county", "全省森林覆盖率达到60%", "全省"),
        ("阳山县", "county", "我省森林覆盖率达到60%", "我省"),
        ("阳山县", "county", "到2025年，全国森林覆盖率达到24.1%", "全国"),
        ("阳山县", "county", "全市森林覆盖率达到60%", "全市"),
        ("阳山县", "county", "我县森林覆盖率达到60%", None),
        ("连州市", "county", "全市森林覆盖率达到60%", None),
        ("龙岗区", "county", "本区森林覆盖率达到60%", None),
        ("龙岗区", "county", "全市森林覆盖率达到60%", "全市"),
        ("广东省", "province", "全省森林覆盖率达到60%", None),
        ("广东省", "province", "全国森林覆盖率达到24.1%", "全国"),
        ("广东省", "province", "全区森林覆盖率达到60%", "全区"),
        ("广西壮族自治区", "province", "全区森林覆盖率达到60%", None),
        ("北京市", "province", "全市森林覆盖率达到60%", None),
        ("中国", "national", "全国森林覆盖率达到24.1%", None),
        ("阳山县", "county", "森林覆盖率高于全省平均水平", None),
        ("阳山县", "county", "森林覆盖率达到60%", None),
    ],
)
def test_a_target_of_another_area_than_the_plans_own_says_so(
    name: str, level: str, text: str, scope: str | None
) -> None:
    assert _plan("p", {"name": name, "level": level}, text).indicators["i"].targets[0].scope == scope


def test_without_a_jurisdiction_nobody_can_tell_and_a_finding_says_so() -> None:
    assert areas_of(None) == frozenset()
    plan = _plan("p", None, "全省森林覆盖率达到60%")
    assert plan.indicators["i"].targets[0].scope is None
    assert ["全省" in str(one.message) for one in plan.check().findings if one.code == "PM417"] == [True]
    for told in (_plan("p", None, "森林覆盖率高于全省平均水平"), _plan("p", _COUNTY, "全省森林覆盖率达到60%")):
        assert not [one for one in told.check().findings if one.code == "PM417"]


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("nationwide forest cover of 24%", "nationwide"),
        ("state-wide forest cover of 24%", "state-wide"),
        ("county-wide forest cover of 24%", None),
        ("a wide river", None),
    ],
)
def test_english_words_for_areas(text: str, area: str | None) -> None:
    assert area_named(text, areas_of(pm.Jurisdiction(name="Yangshan", level="county"))) == area


def test_what_a_county_quotes_of_its_province_is_not_compared_with_a_whole() -> None:
    quoting, own = _plan("a", _COUNTY, "全省森林覆盖率达到60%"), _plan("b", _COUNTY, "森林覆盖率达到55%")
    [row] = [one for one in pm.compare([quoting, own], reference="b", on="indicator").rows if one.plan == "a"]
    assert (row.value, row.difference, row.scope) == (60, None, "全省")
    assert "for 全省" in str(row.note)


def test_progress_counts_nothing_towards_what_is_promised_for_another_area() -> None:
    told = pm.progress(_plan("a", _COUNTY, "全省森林覆盖率达到60%"), as_of="2024-12-31").to_text()
    assert "unknown; every target is for a part only" in told


def test_a_corpus_says_the_same_as_plans_in_memory(tmp_path: Path) -> None:
    pytest.importorskip("ibis")
    folder = tmp_path / "plans"
    folder.mkdir()
    for id, text in [("a", "全省森林覆盖率达到60%"), ("b", "森林覆盖率达到55%")]:
        level = {"kind": "Level", "value": 60 if id == "a" else 55}
        target = {"year": 2025, "as_published": text, "commitment": level}
        indicator = {"id": "i", "name": "森林覆盖率", "metric": "forest-cover", "unit": "%", "targets": [target]}
        plan = {"planmodel": 1, "id": id, "title": id, "jurisdiction": _COUNTY, "indicators": [indicator]}
        (folder / f"{id}.json").write_text(json.dumps(plan, ensure_ascii=False), "utf-8")
    in_memory = pm.compare(pm.PlanSet.read(folder), reference="b")
    pm.build_corpus(folder, tmp_path / "corpus")
    in_corpus = pm.open_corpus(tmp_path / "corpus").compare(reference="b").to_pyarrow().to_pylist()
    said = {(one["plan"], one["scope"], one["difference"], one["note"]) for one in in_corpus}
    assert said == {(one.plan, one.scope, one.difference, one.note) for one in in_memory.rows}
    assert ("a", "全省", None) in {one[:3] for one in said}
