"""The methods of others: seven cases by eight methods, and where a method has no answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.errors import PlanModelError
from planmodel.functions import read_method

CASES = Path(__file__).parents[3] / "shared" / "data" / "evaluation" / "methods.json"
needs_cases = pytest.mark.skipif(not CASES.exists(), reason="the cases of methods are not beside the sources")
TABLE = {
    "straight line against time": "straight-line",
    "value over target": "value-over-target",
    "CAGR ratio 95/60/0": "open-sdg",
    "projected value 0.95/0.10": "un-chart",
    "projection, 5 %/20 % of the rest": "german-weather",
    "linear rate 100/50/0": "sdsn",
    "10 % tolerance, then direction": "ten-percent",
    "met / not met": "planned-level",
}


def indicator(base: float, aim: float, value: float, better: str, **more: Any) -> pm.Indicator:
    """Return an indicator from 2020 over 2023 to 2025, on a straight line between the years that are known."""
    years = [{"period": 2020 + n, "value": f"{base + (value - base) * n / 3:.6f}"} for n in (1, 2)]
    named: dict[str, Any] = {
        "observations": [*years, {"period": 2023, "value": value}],
        "baseline": {"year": 2020, "value": base},
        "targets": [pm.Target(year=2025, commitment=pm.Level(value=aim))],
    }
    return pm.Indicator(id="i", name="I", better=better, **{**named, **more})  # type: ignore[arg-type]


def row(method: Any, one: pm.Indicator, as_of: str = "2023-12-31", **more: Any) -> Any:
    plan = pm.Plan(id="p", title="P", period="2021/2025", elements=[one])
    [found] = pm.evaluate(plan, as_of=as_of, method=method, **more).indicators
    return found


def told(method: str, one: pm.Indicator) -> str:
    """Return the verdict as tables of methods print it."""
    found = row(method, one)
    classes = {each.zh: each.en for each in read_method(method).every_class()}
    words, measure = classes.get(found.verdict, "no value"), found.measure
    if method == "value-over-target":
        return f"{measure * 100:.1f} %"
    shown = {
        "straight-line": lambda: f"{found.share * 100:.0f} % of the way, {found.yardstick * 100:.0f} % of the time",
        "open-sdg": lambda: f"R {measure * 100:.0f} %",
        "un-chart": lambda: f"{measure:.2f}",
        "sdsn": lambda: f"{measure * 100:.0f} %",
        "ten-percent": lambda: f"{-measure * 100:.1f} % off {float(found.planned.magnitude):.1f}",
        "german-weather": lambda: f"projected {float(found.projected.magnitude):.1f}",
    }
    if words == "storm":
        return "storm (wrong way)"
    known = method in shown and (measure is not None or found.projected is not None)
    text = f"{words} ({shown[method]()})" if known else words
    return text + (f" ({found.reason})" if words == "on track" and found.reason and "replaced" in found.reason else "")


@needs_cases
@pytest.mark.parametrize("column", TABLE)
def test_seven_cases_have_the_verdicts_of_eight_methods(column: str) -> None:
    for case in json.loads(CASES.read_text(encoding="utf-8")):
        better = "higher" if case["good"] == "up" else "lower"
        one = indicator(case["baseline"], case["target"], case["observed"], better)
        assert told(TABLE[column], one) == case["verdicts"][column].replace("-0.0 %", "0.0 %"), case["case"]


PM25 = indicator(35, 30, 32.5, "lower")
HALVED = indicator(100, 50, 70, "lower")
POINTS = indicator(0, 1000, 400, "higher")


@pytest.mark.parametrize(
    ("method", "one", "verdict", "measure"),
    [
        # half of the way at 60 % of the time: behind, but green within ten per cent of 32
        ("straight-line", PM25, "未达到序时进度", 0.5 - 0.6),
        ("value-over-target", PM25, "未达到目标值", 30 / 32.5),
        ("open-sdg", PM25, "需要加快", ((32.5 / 35) ** (1 / 3) - 1) / ((30 / 35) ** 0.2 - 1)),
        ("sdsn", PM25, "适度改善", (2.5 / 3) / 1),
        ("german-weather", PM25, "多云", -(5 / 6) / 2.5),
        ("ten-percent", PM25, "绿", -0.5 / 32),
        ("planned-level", PM25, "未达到", -0.5 / 32),
        # on the straight line is not on track where equal percentages are asked
        ("straight-line", HALVED, "达到序时进度", 0),
        ("un-chart", HALVED, "2级：需要加快", (70 * 0.7 ** (2 / 3) - 100) / -50),
        ("un-chart", POINTS, "无法评价", None),
        ("open-sdg", POINTS, "进展顺利", ((400 / 0.001) ** (1 / 3) - 1) / ((1000 / 0.001) ** 0.2 - 1)),
    ],
)
def test_the_formulas(method: str, one: pm.Indicator, verdict: str, measure: float | None) -> None:
    found = row(method, one)
    assert found.verdict == verdict, found.reason
    assert found.measure == (None if measure is None else pytest.approx(measure, abs=1e-6))
    assert found.method == method
    assert verdict != "无法评价" or (found.good is None and found.reason)


@pytest.mark.parametrize(
    ("method", "one", "why"),
    [
        (
            "german-weather",
            indicator(60, 70, 66, "higher", observations=[{"period": 2023, "value": 66}]),
            "4 years at least",
        ),
        ("ten-percent", indicator(20, 30, 19, "higher", observations=[{"period": 2023, "value": 19}]), "value of 2022"),
        ("open-sdg", indicator(-5, 5, 1, "higher"), "two signs"),
        ("value-over-target", indicator(-5, 5, -1, "higher"), "above zero"),
        ("sdsn", indicator(100, 97, 96, "higher"), "no more than the baseline"),
    ],
)
def test_where_a_method_has_no_answer_it_says_why(method: str, one: pm.Indicator, why: str) -> None:
    found = row(method, one)
    assert (found.state, found.good) == ("cannot_be_judged", None)
    assert why in found.reason


def test_what_no_method_judges_has_the_words_of_the_scale_and_stays_outside_the_count() -> None:
    one = indicator(60, 70, 66, "higher", observations=[])
    plan = pm.Plan(id="p", title="P", period="2021/2025", elements=[one])
    found = pm.evaluate(plan, as_of="2023-12-31", method="sdsn")
    assert [(each.verdict, each.judged) for each in found.counts()] == [("暂无数据", 0), ("暂无数据", 0)]
    assert found.to_dict()["method"] == "sdsn"
    assert "method sdsn" in str(found)
    within = indicator(60, 70, 66, "higher", observations=[{"period": "2025-01/2025-06", "value": 50}])
    assert "over years" in row("sdsn", within, "2025-06-30", rules={"i": "amount"}).reason


def test_published_verdicts_are_held_against_the_classes_of_the_method() -> None:
    for words, agrees in (("适度改善", True), ("moderately improving", True), ("停滞", False), ("xx", None)):
        assert row("sdsn", PM25, published={"i": words}).agrees is agrees
    assert "'xx' is no class of sdsn" in row("sdsn", PM25, published={"i": "xx"}).reason


def test_the_target_in_force_is_judged_by_the_method_too() -> None:
    from planmodel.parts import InForce

    now = InForce(target=pm.Target(year=2025, commitment=pm.Level(value=33)))
    found = row("planned-level", PM25, in_force={"i": now})
    assert (found.verdict_printed, found.verdict) == ("未达到", "达到")


def test_a_method_of_a_file_has_cut_offs_and_words_of_its_own(tmp_path: Path) -> None:
    held = json.loads((Path(pm.__file__).parent / "evaluating" / "methods" / "sdsn.json").read_bytes())
    held["classes"] = [
        {"en": "fine", "zh": "好", "good": True, "least": 0.8},
        {"en": "poor", "zh": "差", "good": False},
    ]
    path = tmp_path / "own.json"
    path.write_text(json.dumps(held), encoding="utf-8")
    assert row(path, PM25).verdict == "好"
    held["classes"].reverse()
    path.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(PlanModelError, match="cut-offs go down"):
        read_method(path)
    path.write_text(json.dumps({**held, "measure": "luck"}), encoding="utf-8")
    with pytest.raises(PlanModelError, match="cannot be read"):
        read_method(path)
    with pytest.raises(PlanModelError, match="there is no method 'zz'"):
        read_method("zz")


def test_a_method_of_a_file_that_says_a_thing_twice_or_breaks_off_is_refused(tmp_path: Path) -> None:
    held = (Path(pm.__file__).parent / "evaluating" / "methods" / "sdsn.json").read_text(encoding="utf-8")
    path = tmp_path / "own.json"
    wrong = held.replace('"measure": "', '"measure": "\\ud800', 1)
    for text in (held.replace("{", '{"measure": "time",', 1), held[:-5], wrong):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(PlanModelError, match=r"own\.json|method own"):
            read_method(path)
    path.write_text(held.replace('"en": "', '"en": "\\ud800', 1), encoding="utf-8")
    with pytest.raises(PlanModelError, match="own: the text holds half a character"):
        read_method(path)


@pytest.mark.parametrize("promise", ["<40", "≤40"])
@pytest.mark.parametrize(
    ("method", "reached", "not_reached"),
    [
        ("value-over-target", "达到目标值", "未达到目标值"),
        ("straight-line", "达到序时进度", "未达到序时进度"),
        ("planned-level", "达到", "未达到"),
    ],
)
def test_just_the_number_that_a_target_excludes_is_not_reached(
    promise: str, method: str, reached: str, not_reached: str
) -> None:
    one = pm.Indicator(
        id="i",
        name="劣质水体比例",
        unit="%",
        better="lower",
        baseline={"year": 2020, "value": 60},
        targets=[pm.read_target(promise, unit="%", year=2025)],
        observations=[{"period": 2025, "value": 40}],
    )
    held = pm.Plan(id="p", title="P", period="2021/2025", elements=[one])
    [row] = pm.evaluate(held, as_of=2025, method=method).indicators
    assert row.verdict == (not_reached if promise == "<40" else reached)
    assert row.state == ("missed" if promise == "<40" else "met")
