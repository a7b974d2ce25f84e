"""The conformance cases: of good form, with answers that add up by hand, and all of them passed by planmodel."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.functions import published_counts, verify
from planmodel.testing.conformance import KINDS, conformance_cases
from planmodel.units import Amount

HERE = files("planmodel.testing.conformance")
SCHEMA = json.loads((HERE / "conformance.schema.json").read_text(encoding="utf-8"))
CASES = conformance_cases()
TRUTH = Path(__file__).parents[3] / "shared" / "data" / "truth" / "progress.json"


def plans_of(case: dict[str, Any], folder: Path) -> list[pm.Plan]:
    found = []
    for place, tree in enumerate(case["plans"]):
        path = folder / f"{place}.json"
        path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
        found.append(pm.read_plan(path))
    return found


def number(value: Any) -> Fraction | None:
    if value is None:
        return None
    return value.fraction if isinstance(value, Amount) else Fraction(str(value))


def way_of(one: Any) -> Any:
    """Return the share of the way, more than 1 beyond the target."""
    if one.attainment is None:
        return None
    return 1 + one.overshoot if one.overshoot else one.attainment


# --- what planmodel answers ---


def progress(case: dict[str, Any], plans: list[pm.Plan]) -> list[dict[str, Any]]:
    found = pm.progress(plans[0], **case["question"])
    return [
        {
            "of": one.indicator,
            "status": one.status,
            "way": way_of(one),
            "time": one.expected_when_measured,
            "because": one.reason,
        }
        for one in found.results
    ]


def rollup(case: dict[str, Any], plans: list[pm.Plan]) -> list[dict[str, Any]]:
    found = pm.progress(plans[0], **case["question"])
    nodes = [*found.goals, *found.undertakings]
    return [{"of": one.id, "low": one.low, "high": one.high, "coverage": one.coverage} for one in nodes]


def cascade(case: dict[str, Any], plans: list[pm.Plan]) -> list[dict[str, Any]]:
    held = {plan.id: plan for plan in plans}
    found = pm.cascade(*(held[id] for id in case["question"]["order"]))
    return [{"metric": one.metric, "outcome": one.outcome, "share": one.share} for one in found.results]


def comparison(case: dict[str, Any], plans: list[pm.Plan]) -> list[dict[str, Any]]:
    asked = case["question"]
    found = pm.compare(pm.PlanSet(plans), reference=asked["reference"], unit=asked.get("unit"))
    return [
        {
            "plan": row.plan,
            "metric": row.metric,
            "value": row.value,
            "unit": row.unit,
            "difference": row.difference,
            "difference_unit": row.difference_unit,
        }
        for row in found.rows
    ]


def quotas(case: dict[str, Any], plans: list[pm.Plan]) -> list[dict[str, Any]]:
    asked, held = case["question"], {plan.id: plan for plan in plans}
    found = pm.quotas(
        held[asked["whole"]],
        [held[id] for id in asked["parts"]],
        metric=asked["metric"],
        reserve=asked.get("reserve"),
        weights=asked.get("weights"),
        parts=asked.get("parts_in_all"),
    )
    return [
        {
            "whole": found.whole,
            "verdict": found.verdict,
            "sum": found.joined,
            "difference": found.difference,
            "low": found.low,
            "high": found.high,
        }
    ]


def sufficiency(case: dict[str, Any], plans: list[pm.Plan]) -> list[dict[str, Any]]:
    names = ("verdict", "net", "gross", "low", "high")
    found = pm.sufficiency(plans[0], growth=case["question"].get("growth"))
    return [{"of": one.indicator, **{name: getattr(one, name) for name in names}} for one in found.rows]


def evaluation(case: dict[str, Any], plans: list[pm.Plan]) -> list[dict[str, Any]]:
    asked = dict(case["question"])
    for name in ("time_share", "tolerance"):
        asked[name] = Decimal(asked[name]) if name in asked else None
    found = pm.evaluate(plans[0], **asked)
    return [
        {"of": one.indicator, "state": one.state, "share": one.share, "time": one.yardstick, "near": one.near}
        for one in found.indicators
    ]


def counts(case: dict[str, Any], plans: list[pm.Plan]) -> list[dict[str, Any]]:
    asked = case["question"]
    shares = {name: (one["count"], one["of"], one["printed"]) for name, one in asked.get("shares", {}).items()}
    started = asked.get("started")
    found = published_counts(
        asked.get("classes"),
        total=asked.get("total"),
        cuts=asked.get("cuts"),
        shares=shares,
        started=None if started is None else tuple(started[key] for key in ("planned", "late", "early", "printed")),
    )
    names = ["classes"] * ("classes" in asked) + [*asked.get("cuts", ()), *shares] + ["started"] * (started is not None)
    return [
        {"check": name, "computed": one.computed, "printed": one.printed, "agrees": one.agrees}
        for name, one in zip(names, found, strict=True)
    ]


ANSWERS: dict[str, Callable[[dict[str, Any], list[pm.Plan]], list[dict[str, Any]]]] = {
    one.__name__: one for one in (progress, rollup, cascade, comparison, quotas, sufficiency, evaluation, counts)
}
KEYS = ("of", "metric", "plan", "whole", "check")
WORDS = ("status", "state", "near", "because", "outcome", "verdict", "agrees", "unit", "difference_unit", *KEYS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['id']}")
def test_planmodel_gives_the_right_answer(case: dict[str, Any], tmp_path: Path) -> None:
    given = ANSWERS[case["kind"]](case, plans_of(case, tmp_path))
    for right in case["answers"]:
        key = {name: right[name] for name in KEYS if name in right}
        [mine] = [one for one in given if all(one[name] == value for name, value in key.items())]
        for name, value in right.items():
            if name in WORDS:
                assert mine[name] == value, (name, mine)
            else:
                assert same(mine[name], value), (name, mine)


def same(mine: Any, right: str | None) -> bool:
    """Tell whether a number is the right one: exactly up to a float's digits, or to the digits that the case prints."""
    one, other = number(mine), number(right)
    if one is None or other is None:
        return one is other
    printed = max(-int(Decimal(right).as_tuple().exponent), 0) if right and "/" not in right else 15
    allowed = Fraction(1, 10**12) if printed < 6 else Fraction(2, 10**printed)
    return abs(one - other) <= max(allowed, Fraction(1, 10**12)) * max(abs(other), Fraction(1))


# --- what the independent verifier makes of them ---


VERIFIABLE = [case for case in CASES if case["kind"] in ("progress", "rollup")]


@pytest.mark.parametrize("case", VERIFIABLE, ids=lambda case: case["id"])
def test_the_verifier_comes_to_the_same(case: dict[str, Any], tmp_path: Path) -> None:
    [plan] = plans_of(case, tmp_path)
    held = pm.progress(plan, **case["question"]).derivations().to_dict()
    found = verify(held, tmp_path / "0.json")
    assert [row for row in found.rows if row.outcome == "differs"] == []
    numbers = {one["id"] for one in held["derivations"] if one["rule"] != "none"}
    assert {row.id for row in found.rows if row.outcome == "same"} >= numbers


# --- the cases themselves ---


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_are_of_their_schema(kind: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads((HERE / f"{kind}.json").read_text(encoding="utf-8")))


def test_there_are_many_cases_of_every_kind_each_with_its_reason() -> None:
    assert len(CASES) >= 60
    assert Counter(case["kind"] for case in CASES).keys() == set(KINDS)
    assert len({(case["kind"], case["id"]) for case in CASES}) == len(CASES)
    assert all(len(case["why"]) > 8 for case in CASES)


TRAPS = {
    "about",
    "amounts within a year",
    "changed caliber",
    "counts that do not close",
    "decrease is better",
    "different units",
    "growth rates by the full target",
    "level against change",
    "near miss",
    "negative values",
    "no data",
    "not yet due",
    "percentage points",
    "two targets in a row",
    "unlike bases",
    "zero baseline",
}


def test_the_traps_that_people_fall_into_are_laid() -> None:
    assert {case.get("trap") for case in CASES} >= TRAPS


@pytest.mark.skipif(not TRUTH.exists(), reason="needs ../shared/data/truth, which is not here")
def test_every_published_verdict_on_record_is_among_them() -> None:
    shown = [json.dumps(case, ensure_ascii=False) for case in CASES if case["kind"] == "progress" and "source" in case]
    for one in json.loads(TRUTH.read_text("utf-8")):
        value, year = one["observation"][1], str(one["year"])
        assert any(f'"value": "{value}"' in text or f'"value": {value:g}' in text for text in shown), one["name"]
        assert any(year in text for text in shown)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ModelError, match="'growth'"):
        conformance_cases("growth")
