"""Numbers that no float holds, and far apart: an answer, or the reason why there is none, and no error from below."""

from __future__ import annotations

import math
from itertools import product
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.units.numerals import nearest_float

METHODS = sorted(path.stem for path in (Path(pm.__file__).parent / "evaluating" / "methods").glob("*.json"))
VALUES = ("1e399", "1e300", "1e-300", "1e-399", "0", "-1e300", "3")


def plan(id: str, base: str, aim: str, seen: str) -> pm.Plan:
    indicator = pm.Indicator(
        id="i",
        name="i",
        metric="m",
        unit="亩",
        better="lower",
        baseline=pm.Baseline(year=2020, value=pm.Amount(base, "亩")),
        targets=[pm.Target(year=2025, commitment=pm.Level(value=pm.Amount(aim, "亩")))],
        observations=[
            *(pm.Observation(period=year, value=pm.Amount(base, "亩")) for year in range(2016, 2022)),
            pm.Observation(period=2022, value=pm.Amount(seen, "亩")),
        ],
    )
    own = pm.Metric(id="m", name="m", unit="亩")
    return pm.Plan(id=id, title=id, period="2021/2025", base_year=2020, elements=[own, indicator])


@pytest.mark.parametrize("method", METHODS)
def test_every_method_measures_or_says_why_not(method: str) -> None:
    told = 0
    for base, aim, seen in product(VALUES, repeat=3):
        [row] = pm.evaluate(plan("a", base, aim, seen), as_of="2022-12-31", method=method).indicators
        assert row.measure is None or math.isfinite(row.measure), (base, aim, seen)
        assert row.verdict is not None or row.reason is not None, (base, aim, seen)
        told += row.measure is not None
    assert told > 0


def test_a_required_change_is_a_number_or_has_a_reason() -> None:
    plans = [plan(f"p{n}", base, aim, "3") for n, (base, aim) in enumerate(product(VALUES, repeat=2))]
    found = pm.PlanSet(plans).ambition("m")
    for one in found.plans:
        assert (one.change is None) == (one.reason is not None and one.improvement is None), one
        assert one.change is None or math.isfinite(one.change), one
    assert sum(one.change is not None for one in found.plans) > 10


def test_a_corpus_says_of_extreme_numbers_what_memory_says(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs pyarrow")
    pytest.importorskip("ibis", reason="needs ibis")
    plans = pm.PlanSet([plan(f"p{n}", "1", aim, "3") for n, aim in enumerate(VALUES)])
    plans.to_parquet(tmp_path / "corpus")
    corpus = pm.open_corpus(tmp_path / "corpus")
    for reference in plans.ids[:5]:
        asked = {row["plan"]: row for row in corpus.compare(reference=reference).to_pyarrow().to_pylist()}
        for row in pm.compare(plans, reference=reference).rows:
            for name in ("value", "reference", "difference", "relative", "note", "reason"):
                mine, theirs = getattr(row, name), asked[row.plan][name]
                near = (
                    isinstance(mine, float) and isinstance(theirs, float) and math.isclose(mine, theirs, rel_tol=1e-12)
                )
                assert near or mine == theirs, (reference, row.plan, name, mine, theirs)
    changes = {row["plan"]: row for row in corpus.ambition("m").to_pyarrow().to_pylist()}
    for one in plans.ambition("m").plans:
        assert (one.change, one.reason) == (changes[one.plan]["change"], changes[one.plan]["reason"])


def test_the_nearest_float_of_what_lies_beyond_is_infinite() -> None:
    assert float(pm.Amount("1e399 公顷").to("亩") / 3) == math.inf
    assert nearest_float(-(10**400)) == -math.inf
