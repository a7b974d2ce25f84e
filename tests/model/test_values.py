"""Values have the shape that their fields want, or say what is wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.parts import Estimate, Link


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2021", dt.date(2021, 1, 1), dt.date(2021, 12, 31)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("2021-06-30", dt.date(2021, 6, 30), dt.date(2021, 6, 30)),
        ("2021/2025", dt.date(2021, 1, 1), dt.date(2025, 12, 31)),
        ("2019-01/2019-08", dt.date(2019, 1, 1), dt.date(2019, 8, 31)),
    ],
)
def test_a_period_holds_both_its_ends(text: str, start: dt.date, end: dt.date) -> None:
    period = pm.Period(text)
    assert (period.start, period.end, str(period)) == (start, end, text)


@pytest.mark.parametrize(
    "text", ["2021-13", "2021-02-30", "2025/2021", "2021-2025", "21", "", "2021/", "２０２１", "0000"]
)
def test_what_is_no_period_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(ModelError) as caught:
        pm.Period(text)
    assert caught.value.hint


def test_periods_contain_and_overlap() -> None:
    assert pm.Period("2021/2025").contains(pm.Period("2023-05"))
    assert not pm.Period("2023").contains(pm.Period("2023/2024"))
    assert pm.Period("2023").overlaps(pm.Period("2023-12/2025"))
    assert pm.Period(2020).days == 366
    assert list(pm.Period("2021/2023").years) == [2021, 2022, 2023]


FAULTY: list[Callable[[], object]] = [
    lambda: pm.Goal(id="a b", name="x"),
    lambda: pm.Goal(id="", name="x"),
    lambda: pm.Goal(id="目标", name="x"),
    lambda: pm.Goal(id="g", name=""),
    lambda: pm.Goal(id="g", name="\ud800"),
    lambda: pm.Goal(id="g", name={}),
    lambda: pm.Goal(id="g", name={"not a tag": "x"}),
    lambda: pm.Goal(id="g", name="x", evidence="guessed"),  # type: ignore[arg-type]
    lambda: pm.Goal(id="g", name="x", declared_count=-1),
    lambda: pm.Contribution("g", strength=1.5),
    lambda: pm.Contribution("g", confidence=-0.1),
    lambda: pm.Dependency("t", type="XX"),  # type: ignore[arg-type]
    lambda: Link("a b"),
    lambda: Estimate(likely="3 月", low="4 月", high="5 月"),
    lambda: Estimate(likely="3 月", low="2 月"),
    lambda: pm.Level(value=1, comparator="between"),
    lambda: pm.Compound(parts=(pm.Level(value=1),)),
    lambda: pm.Target(year=0),
    lambda: pm.Target(commitment=90),  # type: ignore[arg-type]
    lambda: pm.Metric(id="m", name="x", aliases=["", "y"]),
]


@pytest.mark.parametrize("number", range(len(FAULTY)))
def test_a_value_of_the_wrong_shape_is_refused(number: int) -> None:
    with pytest.raises(ModelError):
        FAULTY[number]()


def test_bare_numbers_take_their_indicators_unit() -> None:
    indicator = pm.Indicator(
        id="i",
        name="PM2.5",
        unit="微克/立方米",
        baseline=pm.Baseline(year=2020, value=25),
        targets=[pm.Target(year=2025, commitment=pm.Level(value=20, high=22, comparator="between"))],
        observations=[pm.Observation(period=2023, value=21), pm.Observation(period=2024, value="0.02 毫克/立方米")],
    )
    assert indicator.baseline is not None
    assert indicator.baseline.value == pm.Amount("25 微克/立方米")
    assert [str(one.value) for one in indicator.observations] == ["21 微克/立方米", "0.02 毫克/立方米"]
    commitment = indicator.targets[0].commitment
    assert isinstance(commitment, pm.Level)
    assert str(commitment.high) == "22 微克/立方米"


def test_an_unknown_unit_stays_text_and_gives_numbers_none() -> None:
    indicator = pm.Indicator(id="i", name="x", unit="地表水类别", observations=[pm.Observation(period=2023, value=2)])
    assert indicator.unit == "地表水类别"
    assert str(indicator.observations[0].value) == "2"


def test_text_in_several_languages_is_one_value() -> None:
    name = pm.Goal(id="g", name={"zh": "水", "en": "water"})
    assert (name.label(), name.label("en"), name.label("fr")) == ("水", "water", "水")
    assert hash(name) == hash(pm.Goal(id="g", name={"zh": "水", "en": "water"}))
