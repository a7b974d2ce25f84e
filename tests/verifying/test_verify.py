"""Numbers are computed again by other means: the same, different in which number or input, or why nobody can tell."""

from __future__ import annotations

import ast
import copy
import json
import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

import planmodel as pm
import planmodel.verifying
from planmodel.cli.group import planmodel as command
from planmodel.derivation import FORMULAS, number
from planmodel.errors import ModelError, PlanFileError, PlanModelError, UnknownIdError
from planmodel.functions import total_cost
from planmodel.limits import Limits
from planmodel.testing import make_plans
from planmodel.units import factor
from planmodel.verifying.quantities import Quantity, in_unit, numbers_in, quantity
from planmodel.verifying.rules import RULES
from planmodel.verifying.verification import Verification, verify
from planmodel.words import Message
from strategies import make_plan

ROOM = Path(planmodel.verifying.__file__).parent
SCHEMA = json.loads((ROOM / "derivations.schema.json").read_text("utf-8"))
PLAN = """\
planmodel: 1
id: p
title: Plan
period: 2021/2025
base_year: 2020
documents: [{id: d, name: 规划, evidence: assumed}]
goals: [{id: g, name: 空气, evidence: assumed}]
indicators:
- id: i
  name: 细颗粒物
  evidence: assumed
  unit: 微克/立方米
  better: lower
  measures: [g]
  baseline: {year: 2020, value: 50, sources: [{document: d, quote: 2020年为50}]}
  targets: [{year: 2025, as_published: 降至20微克/立方米以下, sources: [d]}]
  observations: [{period: 2022, value: 41, sources: [d]}, {period: 2023, value: 29, sources: [d]}]
- id: c
  name: 用水量
  evidence: assumed
  unit: 万立方米
  baseline: {year: 2020, value: 100}
  targets: [{year: 2025, as_published: 比2020年下降14%}]
  observations: [{period: 2023, value: 920000 立方米}]
tasks:
- {id: t, name: 公交, evidence: assumed, done: 40 %, contributes_to: [{to: g, strength: 0.5}]}
- {id: s, name: 锅炉, evidence: assumed, done: 90 %, depends_on: [t], contributes_to: [{to: g, strength: 0.25}]}
projects:
- {id: pr, name: 治水, evidence: assumed, cost: {total: 1 亿元}}
- {id: pl, name: 厂, evidence: assumed, part_of: pr, cost: {total: 6000 万元}}
- {id: pb, name: 车, evidence: assumed, cost: {total: 500 万元}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def made(file: Path) -> dict[str, Any]:
    return pm.progress(pm.read_plan(file), as_of="2023-12-31").derivations().to_dict()


def of(made: dict[str, Any], id: str) -> dict[str, Any]:
    return next(one for one in made["derivations"] if one["id"] == id)


def given(made: dict[str, Any], id: str, name: str) -> dict[str, Any]:
    return next(one for one in of(made, id)["inputs"] if one["name"] == name)


def why(found: Verification, id: str) -> tuple[str, str]:
    row = next(one for one in found.rows if one.id == id)
    return row.outcome, row.why or ""


# --- by other means ---


def imported(path: Path) -> Iterator[str]:
    """Yield what a module imports of planmodel."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
        yield from (name.removeprefix("planmodel.") for name in names if name.startswith("planmodel"))


def test_it_shares_no_rule_with_what_it_verifies() -> None:
    found = {name for path in ROOM.glob("*.py") for name in imported(path) if not name.startswith("verifying")}
    assert found == {
        "arguments",
        "columns",
        "errors",
        "formats.native",
        "limits",
        "model.vocabulary",
        "tabular",
        "words",
    }


def test_every_rule_is_computed_again() -> None:
    assert set(FORMULAS) - set(RULES) == {"none"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("万亩", "公顷"),
        ("亿元", "万元"),
        ("吨", "千克"),
        ("微克/立方米", "毫克/立方米"),
        ("平方公里", "亩"),
        ("万千瓦", "千瓦"),
        ("‰", "%"),
        ("公里", "米"),
        ("万人", "人"),
        ("升", "立方米"),
    ],
)
def test_its_own_factors_are_those_of_the_table_of_units(one: str, other: str) -> None:
    assert in_unit(Quantity(Fraction(1), one), other) == factor(one, other)


def test_it_reads_amounts_as_they_are_written() -> None:
    assert quantity("1,234.50 万亩") == (Fraction("1234.5"), "万亩")
    assert quantity(0.1, "%") == (Fraction(1, 10), "%")
    assert (quantity("约5"), quantity(True), quantity("5-6 吨")) == (None, None, None)
    assert numbers_in("分别达到４.32万吨、0.18万吨") == [Fraction("4.32"), Fraction("0.18")]
    assert [number(Fraction(one)) for one in ("0.7", "1/3", "-12", "1e-3")] == ["0.7", "1/3", "-12", "0.001"]


# --- the same ---


def test_the_numbers_of_a_plan_come_to_the_same(file: Path, made: dict[str, Any]) -> None:
    found = verify(made, file)
    assert (found.ok, found.counts()) == (True, {"same": len(made["derivations"]), "differs": 0, "cannot": 0})
    assert of(made, "share of i")["result"] == {"value": "0.7"}
    assert of(made, "target of c")["result"] == {"value": "86", "unit": "万立方米"}
    # (1 × 0.7 + 0.5 × 0.4 + 0.25 × 0.4) ÷ 1.75 = 4/7, where s can be no further than t, which it waits for
    assert of(made, "share of g")["result"]["value"] == "0.57142857142857143"
    row = next(one for one in found.rows if one.id == "target of c")
    assert row.rests_on == ("direction decrease, read in words",)
    assert set(row.uncited) == {"change", "baseline"}


def test_inputs_say_where_they_stand_and_what_is_cited(made: dict[str, Any]) -> None:
    assert given(made, "share of i", "baseline") == {
        "name": "baseline",
        "value": "50",
        "unit": "微克/立方米",
        "origin": "plan",
        "plan": "p",
        "at": ["i", "baseline"],
        "period": "2020",
        "sources": [{"document": "d", "quote": "2020年为50"}],
    }


def plans() -> Iterator[tuple[pm.Plan, dict[str, Any]]]:
    ways: tuple[Any, ...] = (
        {},
        {"trajectory": "geometric"},
        {"trajectory": "step", "rule": "contributions"},
        {"rule": "all"},
    )
    for place, plan in enumerate(make_plans(4, seed=3, elements=80)):
        yield plan, ways[place]
    for seed in range(24):
        yield make_plan(seed), {"rule": ("mean", "all", "any", "contributions")[seed % 4]}


def test_nothing_differs_in_plans_of_every_shape_and_all_of_it_fits_the_schema(tmp_path: Path) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    rules: set[str] = set()
    for plan, way in plans():
        path = tmp_path / "plan.yaml"
        plan.to_yaml(path)
        held = pm.progress(plan, as_of="2023-12-31", **way).derivations().to_dict()
        validator.validate(held)
        rules |= {one["rule"] for one in held["derivations"]}
        found = verify(held, path)
        assert [one for one in found.rows if one.outcome == "differs"] == []
        assert [one for one in found.notes if "citation" not in one] == []
    assert len(rules) > 12


EXAMPLES = Path(__file__).parents[2] / "examples"
WHOLE = [path for path in sorted(EXAMPLES.glob("*/*.yaml")) if "overlay:" not in path.read_text("utf-8")]


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_the_numbers_of_the_examples_come_to_the_same(path: Path) -> None:
    for day in ("2020-12-31", "2025-12-31"):
        held = pm.progress(pm.read_plan(path), as_of=day).derivations()
        assert verify(held.to_dict(), path).counts()["differs"] == 0


@pytest.mark.parametrize("start", ["Ⅳ类", "Ⅲ类", None])
@pytest.mark.parametrize("measured", ["Ⅱ类", "III类", "Ⅳ类", "劣Ⅴ类"])
@pytest.mark.parametrize(("day", "comparator"), [("2023-12-31", None), ("2025-12-31", "better_than")])
def test_classes_are_ranked_again(tmp_path: Path, start: Any, measured: str, day: str, comparator: Any) -> None:
    water = pm.Indicator(
        id="i",
        name="水质",
        baseline=None if start is None else {"year": 2020, "as_published": start},
        targets=[pm.Target(year=2025, commitment=pm.Grade(grade="Ⅲ类", comparator=comparator))],
        observations=[{"period": int(day[:4]), "as_published": measured}],
    )
    pm.Plan(id="p", title="P", elements=[water]).to_yaml(tmp_path / "p.yaml")
    held = pm.progress(pm.read_plan(tmp_path / "p.yaml"), as_of=day).derivations().to_dict()
    assert why(verify(held, tmp_path / "p.yaml"), "verdict of i")[0] == "same"
    of(held, "verdict of i")["result"]["verdict"] = "on_track"
    assert why(verify(held, tmp_path / "p.yaml"), "verdict of i")[0] == "differs"
    given(held, "verdict of i", "class_actual")["value"] = "Ⅰ类"
    assert "input class_actual: Ⅰ类 in the result" in why(verify(held, tmp_path / "p.yaml"), "verdict of i")[1]


def test_costs_count_once(file: Path) -> None:
    plan = pm.read_plan(file)
    held = total_cost(plan).derivations(plan).to_dict()
    assert of(held, "cost of p")["result"] == {"value": "1.05", "unit": "亿元"}
    assert verify(held, file).ok
    part = copy.deepcopy(of(held, "cost of p")["inputs"][0])
    part.update(of="pl", at=["pl", "cost", "total"], value="6000", unit="万元")
    of(held, "cost of p")["inputs"].append(part)
    of(held, "cost of p")["result"]["value"] = "1.65"
    assert why(verify(held, file), "cost of p") == ("differs", "counted beside the group that holds it, or twice: pl")


def test_quotas_are_verified_across_plans_and_units() -> None:
    counties = EXAMPLES / "counties"
    city, district = (pm.read_plan(counties / name) for name in ("chongqing.yaml", "qianjiang.yaml"))
    held = pm.quotas(city, [district], metric="cod-cut", parts=38, reserve="1 万吨").derivations().to_dict()
    paths = [counties / "chongqing.yaml", counties / "qianjiang.yaml"]
    assert verify(held, paths).ok
    assert of(held, "cod-cut of chongqing-esr-145")["result"]["value"] == "3.2955"
    found = verify(held, paths[0])
    assert why(found, "cod-cut of chongqing-esr-145") == ("cannot", "the plan qianjiang-esr-145 is not among the files")


def test_a_weighted_mean_is_verified(tmp_path: Path) -> None:
    texts = {"w": "16", "a": "18", "b": "10"}
    paths = []
    for id, text in texts.items():
        indicator = pm.Indicator(id="i", name="x", metric="energy-intensity", unit="%", targets=[
            pm.Target(year=2015, commitment=pm.Change(direction="decrease", value=f"{text} %", relative=True))
        ])  # fmt: skip
        paths.append(tmp_path / f"{id}.yaml")
        pm.Plan(id=id, title=id, period="2011/2015", base_year=2010, elements=[indicator]).to_yaml(paths[-1])
    whole, *parts = (pm.read_plan(path) for path in paths)
    made = pm.quotas(whole, parts, metric="energy-intensity", weights={"a": "3 吨", "b": "1000 千克"})
    held = made.derivations().to_dict()
    assert of(held, "energy-intensity of w")["result"] == {"value": "0", "unit": "%", "verdict": "adds_up"}
    assert verify(held, paths).ok


# --- tampered with ---


def results_of(made: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Yield each number and word of the results: the place of its derivation, its name, and another value."""
    for place, one in enumerate(made["derivations"]):
        for name in one["result"].keys() - {"unit", "reason"}:
            yield place, name, "held" if name == "verdict" else "0.123"


def test_every_number_that_is_changed_is_found(file: Path, made: dict[str, Any]) -> None:
    every = list(results_of(made))
    for place, name, other in every:
        held = copy.deepcopy(made)
        held["derivations"][place]["result"][name] = other
        outcome, said = why(verify(held, file), held["derivations"][place]["id"])
        assert (outcome, f"{name}: {other} in the result" in said) == ("differs", True), (place, name)
    assert len(every) > 20


def inputs_of(made: dict[str, Any]) -> Iterator[tuple[int, int, str, str]]:
    """Yield each input that stands in the plan's fields: of which derivation, which one, its name, another value."""
    for place, one in enumerate(made["derivations"]):
        for which, held in enumerate(one["inputs"]):
            if held.get("at") and held["name"] not in ("comparator", "direction"):
                yield place, which, held["name"], "higher" if held["name"] == "better" else "1999"


def test_every_input_that_is_changed_is_found_and_named(file: Path, made: dict[str, Any]) -> None:
    every = list(inputs_of(made))
    for place, which, name, other in every:
        held = copy.deepcopy(made)
        held["derivations"][place]["inputs"][which]["value"] = other
        outcome, said = why(verify(held, file), held["derivations"][place]["id"])
        assert (outcome, f"input {name}: {other}" in said) == ("differs", True), (place, which)
    assert len(every) > 20


@pytest.mark.parametrize(
    ("change", "id", "outcome", "said"),
    [
        (lambda m: of(m, "share of i").update(rule="guess"), "share of i", "cannot", "the rule 'guess' is not known"),
        (lambda m: given(m, "share of i", "baseline")["sources"].clear(), "share of i", "differs", "the plan cites d"),
        (
            lambda m: given(m, "share of i", "actual")["sources"][0].update(document="e"),
            "share of i",
            "differs",
            "cites e, which the plan does not have",
        ),
        (lambda m: given(m, "share of i", "baseline").update(at=["i", "start"]), "share of i", "differs", "nothing at"),
        (lambda m: given(m, "share of i", "actual").update(unit="吨"), "share of i", "differs", "29 吨 in the result"),
        (lambda m: of(m, "share of g")["inputs"].pop(0), "share of g", "differs", "parts that were left out: i"),
        (lambda m: of(m, "share of g").update(plan="q"), "share of g", "cannot", "the plan q is not among the files"),
        (lambda m: of(m, "share of i")["inputs"].pop(), "share of i", "cannot", "its input baseline is missing"),
        (
            lambda m: given(m, "share of g", "part").update(derived="share of g"),
            "share of g",
            "cannot",
            "share of g rests on itself",
        ),
        (
            lambda m: [one.update(derived=None, value=None) for one in of(m, "share of g")["inputs"][:1]],
            "share of g",
            "cannot",
            "i is taken as unknown, and is in no circle",
        ),
        (lambda m: m["derivations"].append(copy.deepcopy(of(m, "share of i"))), "share of i", "cannot", "twice"),
        (
            lambda m: of(m, "share of t").update(rule="none", inputs=[], result={"low": "0", "high": "1"}),
            "share of t",
            "cannot",
            "the result gives no number",
        ),
        (
            lambda m: of(m, "verdict of i").update(
                rule="none", inputs=[], result={"verdict": "unknown", "reason": "no_observation"}
            ),
            "verdict of i",
            "cannot",
            "the result gives no number (no_observation)",
        ),
    ],
)  # fmt: skip
def test_what_is_tampered_with_is_told(
    file: Path, made: dict[str, Any], change: Callable[[Any], object], id: str, outcome: str, said: str
) -> None:
    change(made)
    found = verify(made, file)
    assert not found.ok
    assert why(found, id)[0] == outcome
    assert said in why(found, id)[1]


def contrary(made: dict[str, Any], name: str, id: str, value: str) -> None:
    given(made, id, name)["value"] = value


@pytest.mark.parametrize(
    ("change", "id", "said"),
    [
        (
            lambda m: given(m, "expected of i", "day").update(value="2021-12-31"),
            "verdict of i",
            "input expected day: 2021-12-31 in the result, 2023-12-31 in the plan",
        ),
        (
            lambda m: given(m, "expected of i", "base_year").update(value="2015", at=[], origin="convention"),
            "verdict of i",
            "input expected base_year: 2015",
        ),
        (
            lambda m: given(m, "share of i", "actual").update(period="2022"),
            "share of i",
            "input actual period: 2022 in the result, 2023 in the plan",
        ),
        (
            lambda m: given(m, "share of g", "weight").update(at=[], origin="convention", of="t", value="1"),
            "share of g",
            "input weight t: 1 in the result, 0.5 in the plan",
        ),
        (
            lambda m: given(m, "share of i", "baseline").update(at=[], origin="convention", value="60"),
            "share of i",
            "input baseline: 60 in the result, 0 in the plan",
        ),
        (
            lambda m: contrary(m, "direction", "target of c", "increase"),
            "target of c",
            "input direction: increase in the result, decrease in the plan",
        ),
        (
            lambda m: contrary(m, "comparator", "verdict of i", "at_least"),
            "verdict of i",
            "input comparator: at_least in the result, at_most in the plan",
        ),
    ],
)
def test_what_a_rule_would_let_pass_is_held_against_the_plan(
    file: Path, made: dict[str, Any], change: Callable[[Any], object], id: str, said: str
) -> None:
    change(made)
    outcome, told = why(verify(made, file), id)
    assert (outcome, said in told) == ("differs", True), told


@pytest.mark.parametrize("comparator", ["at_least", "at_most", "more_than", "about", None])
@pytest.mark.parametrize(("direction", "value"), [("decrease", 86), ("increase", 114)])
def test_a_comparator_turns_with_a_fall(tmp_path: Path, comparator: Any, direction: Any, value: int) -> None:
    promise = pm.Change(direction=direction, value="14 %", relative=True, comparator=comparator)
    indicator = pm.Indicator(
        id="i",
        name="排放量",
        unit="吨",
        better="lower" if direction == "decrease" else "higher",
        baseline={"year": 2020, "value": 100},
        targets=[pm.Target(year=2025, commitment=promise)],
        observations=[{"period": 2025, "value": value}],
    )
    pm.Plan(id="p", title="P", base_year=2020, elements=[indicator]).to_yaml(tmp_path / "p.yaml")
    plan = pm.read_plan(tmp_path / "p.yaml")
    found = verify(pm.progress(plan, as_of=2025).derivations().to_dict(), tmp_path / "p.yaml")
    assert found.counts()["differs"] == 0


def test_an_earlier_value_than_the_plan_has_is_told(file: Path, made: dict[str, Any]) -> None:
    for id in ("share of i", "verdict of i"):
        given(made, id, "actual").update(value="41", at=["i", "observations", 0], period="2022")
    of(made, "share of i")["result"]["value"] = "0.3"
    outcome, said = why(verify(made, file), "verdict of i")
    assert outcome == "differs"
    assert "the value of 2023 was to be used" in said


def test_what_rests_on_a_number_that_nobody_can_verify_says_so(file: Path, made: dict[str, Any]) -> None:
    of(made, "verdict of i").update(rule="none", inputs=[], result={"verdict": "unknown", "reason": "unread"})
    row = next(one for one in verify(made, file).rows if one.id == "satisfaction of i")
    assert "verdict of i, which cannot be verified" in row.rests_on


def test_every_reason_is_told_in_the_language_that_is_asked_for(file: Path, made: dict[str, Any]) -> None:
    given(made, "share of i", "baseline")["value"] = "60"
    given(made, "share of i", "actual")["value"] = "41"
    found = verify(made, file)
    told = next(one.why for one in found.rows if one.id == "share of i")
    assert isinstance(told, Message)
    assert "; " in told
    chinese = told.in_language("zh")
    assert chinese.count("；") == told.count("; ")
    assert "in the result" not in chinese
    assert chinese[:20] in found.to_text(language="zh")


# --- the plan changed ---


def test_a_plan_that_changed_since_is_told_apart_from_a_file_that_was_altered(file: Path, made: dict[str, Any]) -> None:
    altered = copy.deepcopy(made)
    given(altered, "share of i", "baseline")["value"] = "60"
    assert any("the file was altered" in one for one in verify(altered, file).notes)
    file.write_text(PLAN.replace("value: 50,", "value: 60,"), encoding="utf-8")
    found = verify(made, file)
    assert any("p has changed since the result was made" in one for one in found.notes)
    assert "input baseline: 50 微克/立方米 in the result, 60 微克/立方米 in the plan" in why(found, "share of i")[1]


def test_the_same_numbers_written_otherwise_are_no_change(file: Path, made: dict[str, Any]) -> None:
    file.write_text(PLAN.replace("920000 立方米", "92 万立方米").replace("value: 50,", "value: 50.0,"), "utf-8")
    assert verify(made, file).ok
    assert not any("changed" in one for one in verify(made, file).notes)


def test_overlays_and_json_and_tables_hold_the_same(tmp_path: Path, file: Path) -> None:
    over = tmp_path / "over.yaml"
    over.write_text(
        "planmodel: 1\noverlay: p\nindicators:\n- {id: i, observations: [{period: 2023, value: 35}]}\n", "utf-8"
    )
    plan = pm.read_plan(file, over)
    held = pm.progress(plan, as_of="2023-12-31").derivations().to_dict()
    assert verify(held, [file, over]).ok
    assert verify(held, file).counts()["differs"] > 0
    plan.to_json(tmp_path / "plan.json")
    plan.to_tables(tmp_path / "tables")
    assert verify(held, tmp_path / "plan.json").ok
    assert verify(held, tmp_path / "tables").counts()["differs"] == 0


# --- bad input ---

WRONG = '{"id": "x", "of": "x", "plan": "p", "rule": "mean", "inputs": [{"name": "part", "value": 3}], "result": {}}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no JSON"),
        ("[]", "no file of derivations"),
        ('{"rows": []}', "no file of derivations"),
        ('{"planmodel_derivations": 2}', "version 2 are not known"),
        ('{"planmodel_derivations": 1}', "not the shape of derivations"),
        ('{"planmodel_derivations": 1, "derivations": [{"id": "x"}]}', "not the shape of derivations"),
        (f'{{"planmodel_derivations": 1, "derivations": [{WRONG}]}}', "not the shape of derivations"),
    ],
)
def test_what_is_no_file_of_derivations_is_refused(tmp_path: Path, file: Path, text: str, said: str) -> None:
    path = tmp_path / "result.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ModelError, match=said):
        verify(path, file)


def test_a_result_file_is_read_within_bounds(tmp_path: Path, file: Path, made: dict[str, Any]) -> None:
    path = tmp_path / "result.json"
    path.write_text("\ufeff" + json.dumps(made), "utf-8")
    assert verify(path, file).ok
    with Limits(json_bytes=path.stat().st_size - 1), pytest.raises(PlanModelError, match="json_bytes"):
        verify(path, file)
    with pytest.raises(PlanFileError):
        verify(Path("/dev/zero"), file)
    with pytest.raises(PlanFileError, match="missing"):
        verify(tmp_path / "missing.json", file)


def test_files_that_are_no_plans_are_refused(tmp_path: Path, file: Path, made: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match="two files are of the plan p"):
        verify(made, [file, file])
    over = tmp_path / "over.yaml"
    over.write_text("overlay: q\n", "utf-8")
    with pytest.raises(ModelError, match="laid over q, which is not named before it"):
        verify(made, [file, over])
    with pytest.raises(PlanFileError, match=r"result\.json"):
        verify(tmp_path / "result.json", file)
    with pytest.raises(UnknownIdError, match="no derivation 'x'"):
        pm.progress(pm.read_plan(file), as_of=2023).derivations()["x"]


VALUES: tuple[Any, ...] = (
    None,
    0,
    1.5,
    "",
    "x",
    "1/0",
    "9" * 5000,
    "2023-13",
    [],
    {},
    ["i", "targets", 99],
    True,
    "none",
)


def places(held: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inside = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for key, value in inside:
        yield from places(value, (*path, key))


@pytest.mark.parametrize("of_plan", [False, True])
def test_nothing_but_errors_of_planmodel_comes_of_odd_files(
    tmp_path: Path, file: Path, made: dict[str, Any], of_plan: bool
) -> None:
    plan = tmp_path / "plan.json"
    pm.read_plan(file).to_json(plan)
    tree = json.loads(plan.read_text("utf-8")) if of_plan else made
    every, chance = [path for path in places(tree) if path], random.Random(1)
    outcomes = set[str]()
    for _ in range(150):
        odd, path = copy.deepcopy(tree), chance.choice(every)
        here = odd
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = chance.choice(VALUES)
        if of_plan:
            plan.write_text(json.dumps(odd), "utf-8")
        try:
            outcomes |= {row.outcome for row in verify(made if of_plan else odd, plan).rows}
        except PlanModelError:
            outcomes.add("refused")
    assert outcomes >= {"same", "differs", "cannot"}


def test_numbers_that_no_rule_can_take_are_told(file: Path, made: dict[str, Any]) -> None:
    given(made, "expected of i", "base_year").update(value="2025", at=None, origin="given")
    given(made, "expected of i", "base_year").pop("at")
    outcome, said = why(verify(made, file), "expected of i")
    assert (outcome, "cannot be applied" in said) == ("cannot", True)


# --- the command ---


def test_the_command_says_it_by_its_exit_status(tmp_path: Path, file: Path) -> None:
    run, result = CliRunner(), tmp_path / "result.json"
    shown = run.invoke(command, ["progress", str(file), "--as-of", "2023-12-31", "--derivations", str(result)])
    assert shown.exit_code == 0
    assert run.invoke(command, ["verify", str(result), str(file)]).exit_code == 0
    assert of(json.loads(result.read_text("utf-8")), "cost of p")["result"]["value"] == "1.05"
    held = json.loads(result.read_text("utf-8"))
    of(held, "share of i")["rule"] = "guess"
    result.write_text(json.dumps(held), "utf-8")
    found = run.invoke(command, ["verify", str(result), str(file), "--format", "json"])
    assert (found.exit_code, json.loads(found.output)["counts"]["cannot"] > 0) == (4, True)
    of(held, "share of c")["result"]["value"] = "0.5"
    result.write_text(json.dumps(held), "utf-8")
    assert run.invoke(command, ["verify", str(result), str(file)]).exit_code == 1
    assert run.invoke(command, ["verify", str(file), str(file)]).exit_code == 2


@pytest.mark.parametrize("which", ["derivations", "conformance"])
def test_the_command_prints_the_schemas(which: str) -> None:
    shown = CliRunner().invoke(command, ["schema", "--of", which])
    jsonschema.Draft202012Validator.check_schema(json.loads(shown.output))
    assert f"planmodel_{which}" in shown.output
