"""Values through time in a cell of a table."""

from __future__ import annotations

import re

import planmodel as pm
from planmodel.views.charts.sparkline import sparkline


def indicator(*values: tuple[int | str, str], unit: str = "%") -> pm.Indicator:
    seen = [pm.Observation(period=period, value=value) for period, value in values]
    return pm.Indicator(id="i", name="I", unit=unit, observations=seen)


def ways(svg: str) -> int:
    drawn = re.search(r'class="way" d="([^"]*)"', svg)
    return 0 if drawn is None else drawn[1].count("M")


def test_years_that_follow_each_other_are_joined_and_others_are_not() -> None:
    assert ways(sparkline(indicator((2019, "1 %"), (2020, "2 %"), (2022, "3 %")))) == 1
    assert ways(sparkline(indicator((2019, "1 %"), ("2020-01/2020-06", "2 %")))) == 0


def test_whole_years_look_different_from_parts_and_the_ends_are_told() -> None:
    svg = sparkline(indicator((2019, "1 %"), ("2020-01/2020-06", "2 %")))
    assert svg.count('class="year"') == svg.count('class="part"') == 1
    assert 'aria-label="2019: 1 % – 2020-01/2020-06: 2 %"' in svg
    long = sparkline(indicator((2019, "12345678 吨"), (2020, "1.2 万吨"), unit="吨"))
    assert 'aria-label="2019: 12345678 吨 – 2020: 1.2 万吨"' in long


def test_values_in_another_unit_and_a_single_one_are_not_drawn() -> None:
    assert sparkline(indicator((2019, "1 %"), (2020, "2 吨"))) == sparkline(indicator((2019, "1 %"))) == ""


def test_values_that_never_change_are_a_level_line() -> None:
    heights = {y for _, y in re.findall(r"M([\d.]+) ([\d.]+)h0", sparkline(indicator((2019, "1 %"), (2020, "1 %"))))}
    assert heights == {"10"}
