"""The verdicts of evaluations and sufficiencies are computed again: the same, or different once altered."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

import planmodel as pm
import planmodel.verifying
from planmodel.cli.group import planmodel as command
from planmodel.evaluating.method import METHODS
from planmodel.evaluating.verdict_rows import InForce
from planmodel.functions import verify
from planmodel.testing.conformance import conformance_cases

YI = Path(__file__).parents[2] / "examples" / "succession" / "yi-145.yaml"
SCHEMA = json.loads((Path(planmodel.verifying.__file__).parent / "derivations.schema.json").read_text("utf-8"))

WORK = """\
planmodel: 1
id: p
title: Plan
period: 2006/2010
base_year: 2005
indicators:
- id: so2
  name: 二氧化硫排放量
  unit: 万吨
  better: lower
  baseline: {year: 2005, value: 2549}
  targets: [{year: 2010, commitment: {kind: Level, value: 2295, comparator: at_most}}]
- id: reuse
  name: 再生水利用率
  unit: '%'
  better: higher
  baseline: {year: 2005, value: 20}
  targets: [{year: 2010, as_published: 提高8个百分点}]
- id: energy
  name: 能耗
  unit: 万吨标准煤
  better: lower
  baseline: {year: 2005, value: 1000}
  targets: [{year: 2010, as_published: 比2005年下降20%}]
tasks:
- {id: a, name: 脱硫, period: 2006/2009, contributes_to: [{to: so2, amount: 500 万吨}]}
- {id: b, name: 关停, period: 2006/2011, contributes_to: [{to: so2, amount: 90 万吨}]}
- {id: c, name: 减煤, finish_by: 2008, depends_on: [b], contributes_to: [{to: so2, amount: 10 万吨}]}
- {id: d, name: 回用, finish_by: 2010, contributes_to: [{to: reuse, amount: 9 个百分点}, {to: energy, strength: 0.5}]}
- {id: e, name: 节能, contributes_to: [{to: energy, amount: 10 %}]}
- {id: f, name: 旧厂, finished: 2004, contributes_to: [{to: energy, amount: 3 万吨标准煤}]}
- {id: g, name: 子项, part_of: a, finish_by: 2009, contributes_to: [{to: so2, amount: 50 万吨}]}
- {id: h, name: 宣传, finish_by: 2009, contributes_to: [energy]}
"""

SEEN = "observations: [{period: 2025, value: 72}]"


def evaluated(**more: Any) -> dict[str, Any]:
    return pm.evaluate(pm.read_plan(YI), as_of="2023-12-31", **more).derivations().to_dict()


@pytest.fixture
def work(tmp_path: Path) -> Path:
    path = tmp_path / "p.yaml"
    path.write_text(WORK, encoding="utf-8")
    return path


def reckoned(path: Path) -> dict[str, Any]:
    growth: dict[str, Any] = {"so2": "370 万吨", "reuse": 0}
    return pm.sufficiency(pm.read_plan(path), growth=growth).derivations().to_dict()


def open_ones(found: Any) -> list[str]:
    assert found.counts()["differs"] == 0, [(one.id, one.why) for one in found.rows if one.outcome == "differs"]
    return [one.id for one in found.rows if one.outcome == "cannot"]


@pytest.mark.parametrize("method", [None, *METHODS])
@pytest.mark.parametrize("more", [{}, {"time_share": 0.5}, {"margin": 0.05}, {"trajectory": "geometric"}])
def test_the_verdicts_of_an_evaluation_come_to_the_same(method: Any, more: dict[str, Any]) -> None:
    made = evaluated(method=method, **more)
    jsonschema.validate(made, SCHEMA)
    assert open_ones(verify(made, YI)) == []
    assert {one["rule"] for one in made["derivations"]} >= {"state", "class_of_state", "count", "state_of_work"}


def test_a_target_in_force_is_given_and_its_verdict_computed() -> None:
    now = InForce(target=pm.read_target("84.5", unit="%", year=2025), baseline=pm.Baseline(year=2020, value=81.2))
    made = evaluated(in_force={"i-good-days": now}, tolerance=0.02)
    found = verify(made, YI)
    assert open_ones(found) == []
    row = next(one for one in found.rows if one.id == "state of i-good-days")
    assert any(text.startswith("target 84.5") for text in row.rests_on)


def test_the_verdicts_of_a_sufficiency_come_to_the_same(work: Path) -> None:
    made = reckoned(work)
    jsonschema.validate(made, SCHEMA)
    assert open_ones(verify(made, work)) == []
    results = {one["id"]: one["result"] for one in made["derivations"]}
    assert results["net need of so2"]["value"] == "254"
    assert results["gross need of so2"]["value"] == "624"
    assert results["enough of so2"]["verdict"] == "not_enough"
    assert results["enough of reuse"]["verdict"] == "enough"
    assert results["net need of energy"]["value"] == "200"


@pytest.mark.parametrize(
    ("fields", "state", "checked"),
    [
        ("targets: [{year: 2025, as_published: '74', note: 定义见统计公报}]", "no_data", "same"),
        ("targets: [{year: 2025, as_published: '74', note: 定义调整}]", "caliber_changed", "same"),
        ("targets: [{year: 2025, as_published: '74', note: 口径改变}]", "caliber_changed", "same"),
        # the note is on another target than the one that is asked for
        (
            "targets: [{year: 2025, as_published: 完成上级任务}, {year: 2030, as_published: '74', note: 口径改变}]",
            "cannot_be_judged",
            "cannot",
        ),
        ("baseline: {year: 2020, value: 70}, targets: [{year: 2025, as_published: 保持稳定}]", "no_data", "same"),
        (
            f"baseline: {{year: 2020, value: 70}}, targets: [{{year: 2025, as_published: 保持稳定}}], {SEEN}",
            "kept",
            "same",
        ),
        (
            f"baseline: {{year: 2020, value: 0}}, targets: [{{year: 2025, as_published: '95'}}], {SEEN}",
            "missed",
            "same",
        ),
    ],
)
@pytest.mark.parametrize("trajectory", ["linear", "geometric"])
def test_a_verdict_is_held_against_what_is_said_of_its_own_target(
    tmp_path: Path, fields: str, state: str, checked: str, trajectory: Any
) -> None:
    indicator = f"{{id: i, name: 森林覆盖率, unit: '%', better: higher, {fields}}}"
    path = tmp_path / "p.yaml"
    path.write_text(f"planmodel: 1\nid: p\ntitle: P\nindicators:\n- {indicator}\n", encoding="utf-8")
    made = pm.evaluate(pm.read_plan(path), as_of="2025-12-31", trajectory=trajectory).derivations().to_dict()
    assert of(made, "state of i")["result"]["verdict"] == state
    assert [(one.id, one.why) for one in verify(made, path).rows if one.outcome == "differs"] == []
    assert outcome(made, path, "state of i")[0] == checked


@pytest.mark.parametrize(("of_whole", "seen", "least"), [("all", 70, "0.5"), ("any", 74, "0.8")])
def test_what_several_promises_count_comes_to_the_same(tmp_path: Path, of_whole: str, seen: int, least: str) -> None:
    parts = ", ".join(f"{{kind: Level, value: {value}, comparator: at_least}}" for value in (80, 90))
    target = f"{{year: 2025, commitment: {{kind: Compound, of: {of_whole}, parts: [{parts}]}}}}"
    numbers = f"baseline: {{year: 2020, value: 50}}, observations: [{{period: 2023, value: {seen}}}]"
    indicator = f"{{id: i, name: x, unit: '%', better: higher, {numbers}, targets: [{target}]}}"
    path = tmp_path / "p.yaml"
    path.write_text(f"planmodel: 1\nid: p\ntitle: P\nindicators:\n- {indicator}\n", encoding="utf-8")
    made = pm.progress(pm.read_plan(path), as_of="2023-12-31").derivations().to_dict()
    assert of(made, "satisfaction of i")["result"]["value"] == least
    assert {one.outcome for one in verify(made, path).rows} == {"same"}
    of(made, "satisfaction of i")["result"]["value"] = "0.7"
    assert outcome(made, path, "satisfaction of i")[0] == "differs"


@pytest.mark.parametrize("kind", ["evaluation", "sufficiency"])
def test_conformance_cases_are_verified(kind: str, tmp_path: Path) -> None:
    seen = 0
    for case in conformance_cases(kind):
        path = tmp_path / f"{case['id']}.json"
        path.write_text(json.dumps(case["plans"][0], ensure_ascii=False), encoding="utf-8")
        plan, asked = pm.read_plan(path), case["question"]
        if kind == "sufficiency":
            made = pm.sufficiency(plan, growth=asked.get("growth")).derivations()
        else:
            numbers = {name: float(asked[name]) for name in ("time_share", "tolerance") if name in asked}
            made = pm.evaluate(plan, **{**asked, **numbers}).derivations()
        assert open_ones(verify(made.to_dict(), path)) == [], case["id"]
        seen += 1
    assert seen >= 9


# --- altered ---


def of(made: dict[str, Any], id: str) -> dict[str, Any]:
    return next(one for one in made["derivations"] if one["id"] == id)


def outcome(made: dict[str, Any], path: Path, id: str) -> tuple[str, str]:
    row = next(one for one in verify(made, path).rows if one.id == id)
    return row.outcome, str(row.why or "")


def altered_results(made: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    for place, one in enumerate(made["derivations"]):
        for name in one["result"].keys() - {"unit", "reason"}:
            yield place, name, "other" if name == "verdict" else "0.123"


@pytest.mark.parametrize("method", [None, "open-sdg", "german-weather", "ten-percent"])
def test_every_altered_result_of_an_evaluation_is_found(method: Any) -> None:
    made = evaluated(method=method)
    every = list(altered_results(made))
    missed = []
    for place, name, other in every:
        held = copy.deepcopy(made)
        one = held["derivations"][place]
        one["result"][name] = other
        if outcome({**held, "derivations": _with_roots(held, one)}, YI, one["id"])[0] != "differs":
            missed.append((one["id"], name))
    assert missed == []
    assert len(every) > 60


def _with_roots(held: dict[str, Any], one: dict[str, Any]) -> list[Any]:
    """Return a derivation and all that it rests on: a file of many is no quicker to verify for being altered in one."""
    by_id = {each["id"]: each for each in held["derivations"]}
    found, waiting = {one["id"]: one}, [one]
    while waiting:
        for given in waiting.pop()["inputs"]:
            below = by_id.get(str(given.get("derived")))
            if below is not None and below["id"] not in found:
                found[below["id"]] = below
                waiting.append(below)
    return list(found.values())


def test_every_altered_result_of_a_sufficiency_is_found(work: Path) -> None:
    made = reckoned(work)
    every = list(altered_results(made))
    missed = []
    for place, name, other in every:
        held = copy.deepcopy(made)
        held["derivations"][place]["result"][name] = other
        if outcome(held, work, held["derivations"][place]["id"])[0] != "differs":
            missed.append((held["derivations"][place]["id"], name))
    assert missed == []
    assert len(every) > 30


@pytest.mark.parametrize(
    ("change", "id", "said"),
    [
        (lambda m: of(m, "state of t-farms")["inputs"].pop(0), "state of t-farms", "left out: done"),
        (lambda m: of(m, "lateness of t-farms")["inputs"].pop(2), "lateness of t-farms", "left out: finish_by"),
        (lambda m: of(m, "spent on pr-plant")["inputs"].pop(0), "spent on pr-plant", "left out: 2021"),
        (
            lambda m: of(m, "spent on pr-plant")["inputs"].append(of(m, "spent on pr-plant")["inputs"][0]),
            "spent on pr-plant",
            "or twice: 2021",
        ),
        (
            lambda m: of(m, "state of t-farms")["inputs"][0].update(value="100"),
            "state of t-farms",
            "input done: 100 % in the result, 60 %",
        ),
        (
            lambda m: of(m, "state of i-water")["inputs"][0].update(derived="verdict of i-pm25"),
            "state of i-water",
            "early",
        ),
    ],
)
def test_what_an_evaluation_leaves_out_or_takes_for_another_is_told(change: Any, id: str, said: str) -> None:
    made = evaluated()
    change(made)
    found, why = outcome(made, YI, id)
    assert (found, said in why) == ("differs", True), why


@pytest.mark.parametrize(
    ("change", "id", "said"),
    [
        (lambda m: of(m, "contributed of so2")["inputs"].pop(0), "contributed of so2", "left out: a"),
        (
            lambda m: next(one for one in of(m, "contribution of c to so2")["inputs"] if one["name"] == "over").update(
                value="2008-12-31"
            ),
            "contribution of c to so2",
            "input over: 2008-12-31 in the result, 2011-12-31",
        ),
        (
            lambda m: of(m, "contribution of a to so2")["inputs"][0].update(value="700"),
            "contribution of a to so2",
            "input amount: 700 万吨 in the result, 500 万吨",
        ),
    ],
)
def test_what_a_sufficiency_leaves_out_or_alters_is_told(change: Any, id: str, said: str, work: Path) -> None:
    made = reckoned(work)
    change(made)
    found, why = outcome(made, work, id)
    assert (found, said in why) == ("differs", True), why


def test_the_commands_write_them_and_verify_reads_them(tmp_path: Path, work: Path) -> None:
    run = CliRunner()
    made = [tmp_path / "evaluated.json", tmp_path / "enough.json"]
    asked = ["evaluate", str(YI), "--as-of", "2023-12-31", "--derivations", str(made[0])]
    assert run.invoke(command, asked).exit_code == 0
    asked = ["sufficiency", str(work), "--growth", "so2=370 万吨", "--derivations", str(made[1])]
    assert run.invoke(command, asked).exit_code == 0
    for result, plan in zip(made, (YI, work), strict=True):
        assert run.invoke(command, ["verify", str(result), str(plan)]).exit_code == 0
