"""Brackets behind values, classes that look like numbers, and the reasons that say what is meant."""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown_targets

STRIVEN_FOR = {
    "95%左右（力争）": ["unread ^about 95 %"],
    "95%（争取）": ["unread ^- 95 %"],
    "95%以上（努力）": ["unread ^at_least 95 %"],
    "95%（奋斗目标）": ["unread ^- 95 %"],
    "达到95%（努力达到）": ["unread ^- 95 %"],
    "增长5%（力争）": ["unread ^increase - 5 % of it"],
    "Ⅲ类（力争）": ["unread ^- class Ⅲ"],
    "95% (stretch target)": ["unread ^- 95 %"],
    "95% (aspirational)": ["unread ^- 95 %"],
    "≥95%（力争97%）": ["at_least 95 % ^- 97 %"],
    "覆盖率95%（力争），优良率90%": ["覆盖率: unread ^- 95 %", "优良率: - 90 %"],
    "95%（预期性）": ["- 95 %"],
}
YEARS = {
    "95(2024)": ["2024 - 95"],
    "95（2024年）": ["2024 - 95"],
    "90%（2023年底）": ["2023 - 90 %"],
    "90%以上（到2023年）": ["2023 at_least 90 %"],
    "95% (2024)": ["2024 - 95 %"],
    "95%（2024年力争）": ["2024 unread ^- 95 %"],
    "80%（2023年）、85%（2024年）": ["2023 - 80 %", "2024 - 85 %"],
    "比2020年下降18%（2024年）": ["2024 decrease - 18 % since 2020 of it"],
    "reduce by 30% (by 2030)": ["2030 decrease - 30 % of it"],
    "下降18%（2025年目标）": ["2025 decrease - 18 % of it"],
    "95% (target 2024)": ["2024 - 95 %"],
    "下降18%（2020年）": ["unread"],
    "reduce by 30% (2030)": ["unread"],
    "2000（2024）": ["unread"],
    "100%（2024年起）": ["unread"],
    "79岁（2020年77.3岁）": ["- 79 岁"],
    "产值（2020年价格）增长5%": ["产值(2020价格): increase - 5 % of it"],
}
NO_AMOUNT = [
    *("Level 4", "reach Level 4", "at least Tier 2", "Grade 3", "Class 2", "Phase 2", "Stage 2", "Type 2"),
    *("No. 4", "#4", "第4级", "4级", "四级", "达到Level 4", "Level 4 by 2030", "phases 2 and 3"),
]
AMOUNTS = {
    "water level 4 m": ["water level: - 4 m"],
    "service level 95%": ["service level: - 95 %"],
    "Reduce Type 2 diabetes by 10%": ["Type 2 diabetes: decrease - 10 % of it"],
    "no more than 4": ["at_most 4"],
    "达到二级标准": ["- class 二级"],
}


@pytest.mark.parametrize(("text", "targets"), [*STRIVEN_FOR.items(), *YEARS.items(), *AMOUNTS.items()])
def test_a_bracket_behind_a_value_is_never_passed_over(text: str, targets: list[str]) -> None:
    assert shown_targets(text) == targets


def test_a_bracketed_year_goes_before_the_year_that_is_given() -> None:
    assert pm.read_target("95（2024年）", year=2025).year == 2024


@pytest.mark.parametrize("text", NO_AMOUNT)
def test_a_class_or_a_number_in_an_order_is_no_amount(text: str) -> None:
    assert isinstance(pm.read_target(text).commitment, pm.Unread)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("COVID-19", "'COVID-19' is a name that holds a number"),
        ("25<br>24", "numbers that stand apart"),
        ("25</td><td>24", "numbers that stand apart"),
        ("Level 4", "'Level 4' is a class"),
        ("95%（力争）", "力争"),
    ],
)
def test_the_reason_says_what_is_meant(text: str, words: str) -> None:
    commitment = pm.read_target(text).commitment
    assert isinstance(commitment, pm.Unread)
    assert words in (commitment.reason or "")


@pytest.mark.parametrize(
    ("name", "text", "target"),
    [
        ("新增劳动力平均受教育年限（年）", "14", ["- 14 年"]),
        ("新增劳动力平均受教育年限", "14年", ["- 14 年"]),
        ("新增劳动力人数", "14万人", ["increase - 14 万人"]),
    ],
)
def test_an_average_of_what_is_new_is_a_level(name: str, text: str, target: list[str]) -> None:
    assert shown_targets(text, name=name) == target
