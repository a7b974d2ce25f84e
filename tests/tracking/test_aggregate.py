"""One number out of several: only where the kind of quantity allows it, and never with missing parts as zero."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.tracking.aggregate import Aggregate, Figure, aggregate


def joined(quantity: Any, *figures: Figure, **options: Any) -> Aggregate:
    return aggregate(figures, pm.Metric(id="m", name="m", quantity=quantity), **options)


def figure(label: str, value: str | None = None, **fields: Any) -> Figure:
    return Figure(label=label, value=value, **fields)


@pytest.mark.parametrize("quantity", ["stock", "flow", "count"])
def test_quantities_add_up_in_the_unit_of_the_first(quantity: str) -> None:
    found = joined(quantity, figure("a", "1.2 万吨"), figure("b", "3000 吨"), figure("c", "0 吨"))
    assert (str(found.value), found.method, found.parts, found.missing) == ("1.5 万吨", "sum", 3, ())


def test_a_missing_part_makes_a_lower_bound_and_no_sum() -> None:
    found = joined("flow", figure("a", "12 吨"), figure("b"))
    assert (found.value, found.low, found.missing) == (None, pm.Amount("12 吨"), ("b",))
    assert found.reason == "1 of 2 parts have no number"
    assert joined("flow", figure("a", "-12 吨"), figure("b")).low is None
    assert joined("flow", figure("a"), figure("b")).reason == "no part has a number"


def test_shares_are_pooled_never_averaged_and_never_summed() -> None:
    small = figure("a", "100 %", numerator="9 个", denominator="9 个")
    large = figure("b", "50 %", numerator="50 个", denominator="100 个")
    found = joined("share", small, large)
    assert found.method == "pooled"
    assert found.value is not None
    assert float(found.value) == pytest.approx(100 * 59 / 109)
    assert joined("share", figure("a", "100 %"), figure("b", "50 %")).value is None


def test_a_ratio_of_two_kinds_keeps_both_units() -> None:
    a = figure("a", numerator="300 吨", denominator="100 万元")
    b = figure("b", numerator="100 吨", denominator="100 万元")
    assert str(joined("ratio", a, b).value) == "2 吨/万元"


def test_concentrations_need_weights() -> None:
    a, b = figure("a", "20 微克/立方米", weight="3 人"), figure("b", "0.04 毫克/立方米", weight="1 人")
    found = joined("concentration", a, b)
    assert (str(found.value), found.method) == ("25 微克/立方米", "weighted_mean")
    plain = joined("concentration", figure("a", "20 微克/立方米"), b)
    assert plain.reason == "a mean needs weights, and a has none"
    zero = joined("concentration", figure("a", "20 微克/立方米", weight="0 人"))
    assert zero.reason == "weights must be positive"


@pytest.mark.parametrize(
    ("quantity", "reason"),
    [("index", "no meaning"), ("grade", "do not join"), (None, "is not known")],
)
def test_what_has_no_meaning_is_refused(quantity: str | None, reason: str) -> None:
    found = joined(quantity, figure("a", "1"), figure("b", "2"))
    assert found.value is None
    assert reason in str(found.reason)


def test_units_that_measure_different_things_are_not_mixed() -> None:
    assert "units measure different things" in str(joined("flow", figure("a", "1 吨"), figure("b", "1 个")).reason)
    pooled = joined(
        "share", figure("a", numerator="1 个", denominator="2 个"), figure("b", numerator="1 吨", denominator="2 吨")
    )
    assert "units measure different things" in str(pooled.reason)


def test_over_time_the_last_value_counts_and_a_gap_is_told() -> None:
    years = [figure("2021", "3 万亩"), figure("2022", "4 万亩")]
    assert joined("stock", *years, over="time").value == pm.Amount("4 万亩")
    gap = joined("stock", *years, figure("2023"), over="time")
    assert (gap.value, gap.missing) == (pm.Amount("4 万亩"), ("2023",))
    assert "2023" in str(gap.reason)
    assert joined("flow", *years, over="time").value is None
    with pytest.raises(ModelError, match="over places or time"):
        joined("stock", *years, over="space")


def test_nothing_in_nothing_out_and_results_serialise() -> None:
    assert joined("flow").reason == "there is nothing to join"
    record = json.loads(json.dumps(joined("flow", figure("a", "1.50 吨"), figure("b")).to_dict()))
    assert record["low"] == "1.50 吨" or record["low"] == "1.5 吨"
    assert record["missing"] == ["b"]


@given(st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=6), st.randoms())
def test_the_order_of_parts_does_not_matter(values: list[Any], chance: Any) -> None:
    figures = [Figure(label=str(n), value=pm.Amount(value, "吨")) for n, value in enumerate(values)]
    mixed = list(figures)
    chance.shuffle(mixed)
    assert joined("flow", *figures).value == joined("flow", *mixed).value


def test_temperatures_have_a_mean_and_no_sum() -> None:
    assert joined("stock", figure("a", "20 ℃"), figure("b", "10 ℃")).reason == "levels in ℃ do not add up"
    pooled = joined("ratio", figure("a", numerator="20 ℃", denominator="1 个"))
    assert (pooled.value, pooled.reason) == (None, "levels in ℃ do not add up")
    mean = joined("concentration", figure("a", "20 ℃", weight="1 天"), figure("b", "10 ℃", weight="3 天"))
    assert mean.value == pm.Amount("12.5 ℃")
