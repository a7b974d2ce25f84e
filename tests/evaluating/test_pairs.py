"""The fates of real pairs of plans, as people who read both wrote them down."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm

PAIRS = Path(__file__).parents[3] / "shared" / "data" / "evaluation" / "pairs.json"
needs_pairs = pytest.mark.skipif(not PAIRS.exists(), reason="the pairs of plans are not beside the sources")
LOWER = ("劣", "极差", "漏损", "用水总量", "污染天数", "常住人口总量", "建设用地总量")
FALLS = re.compile("下降|降低|below")
WORDS = {"closed": "met_and_closed", "words": "put_into_words", "demoted": "unknown", "projects": "raised"}


def expected(row: dict[str, Any]) -> str:
    fate = row["fate"]
    if fate.startswith("dropped"):
        return "met_and_closed" if fate.endswith("met") else "dropped_unknown"
    if fate in ("kept words", "kept rebased"):
        return "kept"
    return WORDS.get(fate.split()[0], str(fate.split()[0]))


def target_of(row: dict[str, Any], held: dict[str, Any], unit: str | None) -> pm.Target:
    """Return the promise as its text is read, else by its number alone."""
    year, text = held.get("target_year"), held.get("as_published")
    signed = (text or "").startswith("-")  # -35 %: a cut, as the unit says
    read = pm.read_target(text, unit=unit, year=year, name=row["metric"]) if text and not signed else None
    if read is not None and not isinstance(read.commitment, pm.Unread) and read.scope is None and "target" in held:
        return read
    if "target" not in held:
        return read if read is not None else pm.Target(year=year, as_published="见正文")
    if FALLS.search(row["metric"] + row["unit"]):
        cut = pm.Change(
            direction="decrease", value=f"{held['target']} %", relative=True, since=held.get("baseline_year")
        )
        return pm.Target(year=year, commitment=cut)
    return pm.Target(year=year, commitment=pm.Level(value=str(held["target"])))


def way_of(name: str, unit: str) -> Any:
    return None if FALLS.search(name + unit) else "lower" if any(one in name for one in LOWER) else "higher"


def of_pair(pair: dict[str, Any]) -> tuple[pm.Plan, pm.Plan, dict[str, dict[str, Any]]]:
    """Return two plans with the rows of a pair; what was measured is of the years that a promise counts from."""
    elements: dict[str, list[pm.Indicator]] = {"old": [], "new": []}
    for number, row in enumerate(pair["indicators"]):
        units = re.split(r" ?[/→] ?", row["unit"].removesuffix(" a year").removesuffix(" below 2005"))
        for which in elements:
            held, unit = row[which], units[0] if which == "old" or units[-1] == "亿亩" else units[-1]
            unit = None if unit == "1" else unit
            if held is None or "earlier" in held:
                continue
            name = held.get("name", row["metric"])
            base, outcome = held.get("baseline_year"), row["outcome"] or {}
            begins = f"{base + 1}/" if base and FALLS.search(row["metric"]) else ""
            measured = (
                [{"period": f"{begins}{outcome['as_of']}", "value": outcome["value"]}] if "value" in outcome else []
            )
            metric = pm.metric_named(name, unit=unit)
            elements[which].append(
                pm.Indicator(
                    id=f"m{number}",
                    name=name,
                    unit=unit,
                    metric=None if metric is None else metric.id,
                    better=way_of(name, row["unit"]),
                    targets=[target_of(row, held, unit)],
                    baseline={"year": base, "value": held.get("baseline")} if base else None,
                    observations=measured if which == "old" and len(units) == 1 else [],
                )
            )
    plans = [
        pm.Plan(id=which, title=which, period=re.sub("[—–]", "/", pair["plans"][which]["period"]), elements=held)
        for which, held in elements.items()
    ]
    return plans[0], plans[1], {f"m{number}": row for number, row in enumerate(pair["indicators"])}


TOLD = {
    "新造林": "the outcome is printed as text, in another unit",
    "森林抚育": "the same",
    "治理沙化土地面积": "the same",
    "自然保护地占陆域国土面积比例": "only the printed texts tell that other land is counted",
    "用水总量": "the outcome became words; a new promise is not among the rows",
    "PM2.5浓度下降": "only the names tell that the scope changed: the row says how it is now called",
    "人均预期寿命": "a text that nobody has read is not ranked",
    "非化石能源占能源消费总量比重": "printed as 20左右（正文）, whose remark is read as a scope",
    "单位GDP能源消耗降低": "the same",
    "基本养老保险参保率": "whether the new plan has it is not known to people either",
    "中心城区二级旧里以下房屋改造面积": "two promises in one text that nobody has read",
    "建设用地总量": "a text that nobody has read",
    "全社会研发经费支出相当于全市生产总值比例": "the old row is of the plan before",
    "全市生产总值年均增长率": "the same",
}
"""Rows in which another word is the right one for the numbers at hand, and why."""


@needs_pairs
@pytest.mark.parametrize("place", range(8))
def test_fates_are_those_that_people_saw(place: int) -> None:
    pair = json.loads(PAIRS.read_text(encoding="utf-8"))["pairs"][place]
    old, new, rows = of_pair(pair)
    found = pm.succession(old, new, mapping={one.id: one.id for one in old.indicators if one.id in new})
    differ = []
    for one in found.rows:
        row = rows[(one.old or one.new)[0]]
        if expected(row) != one.fate and row["metric"] not in TOLD:
            differ.append((row["metric"], row["fate"], one.fate, one.reason))
    assert differ == []
    missed = {rows[one.old[0]]["metric"] for one in found.rows if one.outcome == "missed"}
    assert missed == {row["metric"] for row in rows.values() if "missed" in row["fate"]}


@needs_pairs
def test_an_amended_plan_of_the_same_period_is_held_against_the_first() -> None:
    pair = next(one for one in json.loads(PAIRS.read_text(encoding="utf-8"))["pairs"] if one["id"].startswith("eu"))
    old, new, _ = of_pair(pair)
    found = pm.succession(old, new)
    assert found.counts() == {"kept": 1, "raised": 26}
    assert [one.name for one in found.of("kept")] == ["Malta"]
    assert {one.outcome for one in found.rows} == {"unknown"}


@needs_pairs
def test_what_people_read_differently_is_told_in_the_row() -> None:
    pairs = {one["id"]: one for one in json.loads(PAIRS.read_text(encoding="utf-8"))["pairs"]}
    old, new, _ = of_pair(pairs["eco-135-145"])
    rows = {one.name: one for one in pm.succession(old, new, mapping={"m1": "m1"}).rows}
    assert "now called 地级及以上城市PM2.5浓度下降" in str(rows["细颗粒物未达标地级及以上城市浓度下降"].reason)
    assert rows["森林覆盖率"].findings == ("the new plan starts from 23.2 % in 2020, where 23.04 % was measured",)
    carbon = rows["单位GDP二氧化碳排放降低"]
    assert (carbon.fate, carbon.pace, carbon.rebased) == ("kept", "kept", "2015 became 2020")
