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
        "2012 literacy rate for persons of age 7 years or more: - 85 %"
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


BETTERED = {
    "Increase adult learning participation to 60 % every year": ["adult learning participation: - 60 %"],  # skills
    "Keep waiting lists no longer than 12 weeks": ["waiting lists: at_most 12 weeks"],  # NHS
    "keep public debt on a downward path": ["public debt on a downward path: unread"],  # budget
    "Increase the number of bilingual speakers to one million by 2050": [
        "2050 number of bilingual speakers: - 1 million"
    ],  # language
    "increase the number of speakers to fifty thousand": ["unread"],
    "Reduce stormwater runoff by 1 billion gallons": ["stormwater runoff: unread"],  # city
    "triple renewable energy capacity to 11,000 GW by 2030": ["2030 renewable energy capacity: - 11000 GW"],
    "double R&D spending from 1.2% to 2.4% of GDP by 2030": ["2030 R&D spending of GDP: - 2.4 %"],
    "Double the number of women in STEM by 2030": ["2030 number of women in STEM: increase - 100 % of it"],
    "Lift 2 million people out of poverty by 2027": ["2027 out of poverty: unread"],  # plan
    "improve 300 homes": ["unread"],
    "strengthen 60% of flood defences": ["flood defences: unread"],
    "raise £3m in developer contributions": ["developer contributions: increase - 3 million GBP"],  # council
    "cut 50% of emissions by 2030": ["2030 emissions: decrease - 50 % of it"],
    "conserve 30% of land by 2030": ["2030 land: - 30 %"],
}
ZEROES = {
    "all taxis zero emission capable by 2033": ["unread"],  # transport
    "zero waste to landfill by 2030": ["2030 waste to landfill: - 0"],
    "zero preventable deaths by 2030": ["2030 preventable deaths: - 0"],
    "Increase the number of GP appointments by 50 million a year": [
        "number of GP appointments: increase - 50 million a year"
    ],  # NHS
}
BESIDE_VALUES = {
    "reduce debt below 60% of GDP": ["debt: less_than 60 %"],
    "raise coverage above 90%": ["coverage: more_than 90 %"],
    "cut emissions over 50% by 2030": ["2030 emissions: unread"],
    "cut emissions by over 50% by 2030": ["2030 emissions: decrease more_than 50 % of it"],
    "increase sales over 50%": ["sales: unread"],
    "reduce emissions at least 20%": ["emissions: decrease at_least 20 % of it"],
    "Maintain reserves at a minimum of 5% of net budget": ["reserves of net budget: at_least 5 %"],  # council
    "Deliver a 10% uplift in biodiversity on council land by 2030": [
        "2030 biodiversity on council land: increase - 10 % of it"
    ],  # council
    "a 10% shift from car to bus": ["shift from car to bus: unread"],
    "Narrow the gap in life expectancy by two years": ["gap in life expectancy: decrease - 2 years"],  # health
    "Increase the share of trips under 5 km made by bike to 15%": [
        "share of trips under 5 km made by bike: - 15 %"
    ],  # transport
    "Improve recycling rates by 2 percentage points a year to 2030": ["2030 recycling rates: increase - 2 pp a year"],
}


@pytest.mark.parametrize(("text", "targets"), (CASES | BESIDE_VALUES | BETTERED | ZEROES).items())
def test_nouns_and_passives(text: str, targets: list[str]) -> None:
    assert shown_targets(text) == targets


def test_a_rate_without_a_unit_is_found_in_a_text() -> None:
    [found] = pm.find_targets("Total fertility rate to be reduced to 2.1 by the end of the plan.")
    assert shown(found.commitment) == "- 2.1"
