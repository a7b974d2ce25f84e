"""Changes as English nouns and passives, ages and waits that name people, and ends of plans without a year.

Where a form was seen is named beside it: plan (a national five-year plan), NHS (plans of health services).
"""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown, shown_targets

CASES = {
    "Reduction of unemployment among the educated to less than 5%": [
        "unemployment among the educated: less_than 5 %"
    ],  # plan
    "reduction in the share of car trips to 40% by 2035": ["2035 share of car trips: - 40 %"],
    "the unemployment rate to be cut to 5% by 2030": ["2030 unemployment rate: - 5 %"],
    "residual waste per person to fall to 333 kg by 2027": ["2027 residual waste per person: - 333 kg"],
    "emissions to fall 20% below 1990 levels by 2030": ["2030 emissions: decrease - 20 % since 1990 of it"],
    "unemployment to fall to 5% and growth to rise to 3%": ["unemployment: - 5 %", "growth: - 3 %"],
    "employment growth rate to 3.2 per cent": ["employment: unread"],
    "Increasing the literacy rate for persons of age 7 years or more to 85% by 2011–12": [
        "2011 literacy rate for persons of age 7 years or more: - 85 %"
    ],  # plan
    "cut the number of patients waiting more than 18 weeks for planned care by 2.5 million": [
        "number of patients waiting more than 18 weeks for planned care: decrease - 2.5 million"
    ],  # NHS
    "raise the retirement age to 67": ["retirement age: - 67"],
    "reduce the average age of buses to 7 years": ["average age of buses: - 7 years"],
    "Reduce anemia among women and girls by 50% by the end of the plan": [
        "anemia among women and girls: decrease - 50 % of it"
    ],  # plan
    "deliver 1.5 million homes over the parliament": ["- 1.5 million homes"],
    "Ensure that at least 33 percent of the beneficiaries of all schemes are women": [
        "beneficiaries of all schemes are women: at_least 33 %"
    ],  # plan
}


@pytest.mark.parametrize(("text", "targets"), CASES.items())
def test_nouns_and_passives(text: str, targets: list[str]) -> None:
    assert shown_targets(text) == targets


def test_a_rate_without_a_unit_is_found_in_a_text() -> None:
    [found] = pm.find_targets("Total fertility rate to be reduced to 2.1 by the end of the plan.")
    assert shown(found.commitment) == "- 2.1"
