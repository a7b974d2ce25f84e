"""What stands around an English promise is told from it: who aims, by what means, what for; a subject is a name."""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown_targets
from planmodel.phrases.english_names import no_name_in

WHO_AIMS = {
    "The Charter calls for a 35% cut in nitrogen losses by 2032, compared to 2018 levels, and a 60% cut by 2040": [
        "2032 nitrogen losses: decrease - 35 % since 2018 of it",
        "2040 nitrogen losses: decrease - 60 % since 2018 of it",
    ],
    "Renew the boilers of all schools and contribute to a 20 per cent reduction in gas use by 2029": [
        "2029 gas use: decrease - 20 % of it"
    ],
    "Continue to give grants to farmers, aiming for 45 ponds by 2028": ["2028 ponds: - 45"],
    "The harbour programme that will increase the number of ferries by 12 by 2030": [
        "2030 number of ferries: increase - 12"
    ],
    "The clear objective is to see at least 70% of pupils reach the standard by 2027": [
        "2027 pupils reach the standard: at_least 70 %"
    ],
    "The council has set itself an ambitious target of cutting litter by 40% by 2028": [
        "2028 litter: decrease - 40 % of it"
    ],
    "The trust is committed to reducing waits by 30% by 2027": ["2027 waits: decrease - 30 % of it"],
    "We have an ultimate goal of 25 per cent of all deliveries being by bike by 2035": [
        "2035 deliveries being by bike: - 25 %"
    ],
    "The board seeks to have at least 26 per cent of farms mapped by 2028": ["2028 farms mapped: at_least 26 %"],
    "The county proposes setting a mandatory target of 20% for its share of local food by 2028": ["2028 unread"],
    "The ministry does not aim to build 500 homes": ["unread"],
}
MEANS_AND_PURPOSES = {
    "Reach a 90% repair rate by 2026, signalling a new start": ["2026 repair rate: - 90 %"],
    "Cut street lighting costs by 15% while keeping roads safe": ["street lighting costs: decrease - 15 % of it"],
    "Plant 4,000 hedges through our farm partnership by 2030": ["2030 hedges: increase - 4000"],
    "Provide 250 allotments to help families grow food": ["allotments: - 250"],
    "Reduce water use by 12% by planting drought-tolerant gardens by 2031": ["2031 water use: decrease - 12 % of it"],
    "Adopt a hedgerow target of at least 25% native species that reflects the landscape": ["hedgerow: at_least 25 %"],
    "Deliver 500 homes, unless funding falls": ["unread"],
    "Open 12 clinics to replace those lost by 2030": ["2030 unread"],  # whose year it is cannot be told
    "Reduce waste by 10% to reach 400 kg per person": ["unread"],
}
NO_NAMES = {
    "Give grants for homes that are net zero energy ready, aiming for 80 homes by 2030": ["2030 - 80 homes"],
    "Ensure zero emission vans are 10 per cent of van sales by 2028": ["2028 zero emission vans: - 10 %"],
    "Inspect all bridges above 20 metres": ["bridges: unread"],
    "Keep the water level above 20 metres": ["water level: more_than 20 metres"],
    "It will be 30% by 2030": ["2030 unread"],
    "Projects to assist towns: 30": ["unread"],
    "Drive to 100% reused pallets": ["reused pallets: - 100 %"],
    "The ring road, which was opened in 2015, will carry 30% of traffic": ["unread"],
    "Reduce food waste in canteens by 20% per person by 2030": [
        "2030 food waste in canteens per person: decrease - 20 % of it"
    ],
    "Improvement in spills of 5%": ["spills: unread"],
    "Improvement in attendance of 5%": ["attendance: increase - 5 % of it"],
    "an 80% emissions cut by 2050": ["2050 emissions: decrease - 80 % of it"],
    "a 15% car traffic reduction": ["car traffic: decrease - 15 % of it"],
    "Reduce energy use by 10% from our FY19 levels by 2027": ["2027 energy use: decrease - 10 % since 2019 of it"],
    "Cut accidents by 20% from the levels of the last plan": ["unread"],
    "Over the next five years, plant 400 oaks": ["oaks: increase - 400"],
    "Over the last five years, an economic growth of 8% a year": ["unread"],
    "An economic growth of 8% a year": ["economic growth: increase - 8 % a year of it"],
    'Achieve 30% of rivers in "good" status by 2030': ['2030 rivers in "good" status: - 30 %'],
}
HOW_MUCH_OR_WHICH = {
    "End poverty of people living on less than $2 a day": ["unread"],
    "Provide meals for more than 300 pupils": ["meals: unread"],
    "Average class size shall not exceed 25 pupils by 2027": ["2027 Average class size: at_most 25"],
    "Bus frequency will increase to 12 services per hour by 2027": ["unread"],
    "Ensure at least 40 health workers per district": ["health workers per district: at_least 40"],
    "Sick leave is at or below an average of 8 days per annum": ["Sick leave: at_most 8 days/year"],
    "Sales at or below a total of 900 tonnes": ["Sales: at_most 900 tonnes"],
    "The average attendance time will be within 13 minutes": ["average attendance time: at_most 13 minutes"],
    "Requests are answered within 13 minutes": ["unread"],
    "Cut burglary by 20% by 2030, as progress towards zero": ["2030 burglary: decrease - 20 % of it"],
    "Move towards zero waste by 2030": ["unread"],
    "Reduce at least by half people living in damp homes": [
        "people living in damp homes: decrease at_least 50 % of it"
    ],
    "Cut car use by 20% of the 2019 levels": ["car use: decrease - 20 % since 2019 of it"],
    "Cut car use to 80% of the 2019 levels": ["unread"],
    "Cut car use by 20%, using 2019 figures as a baseline": ["car use: decrease - 20 % since 2019 of it"],
    "Raise tree cover to 30% – up from 26% currently – by 2035": ["2035 tree cover: - 30 %"],
    "By 2031, 96% of coastal and hill farm 20-24-year-olds to have finished Year 12": [
        "2031 coastal and hill farm 20-24-year-olds to have finished Year 12: - 96 %"
    ],
    "Raise shade by planting at least 900 limes by 2030": ["2030 limes: increase at_least 900"],
    "To save money, at least 25% of lamps must be dimmed by 2030": ["2030 lamps must be dimmed: at_least 25 %"],
    "30 per cent of meals will be provided by local farms": ["meals will be provided by local farms: - 30 %"],
    "Deliver 30% of meals provided funds allow": ["unread"],
}
WHAT_A_FORM_WENT_PAST = {
    "Raise the share of local goods from seven to 15 per cent": ["unread"],
    "Achieve a minimum average economic growth of 9.4 per cent per annum": ["unread"],
    "Cut smoking among adults from 8% to 6%, and among those aged 18-25 years from 11% to 9%": [
        "smoking among adults: - 6 %",
        "unread",
    ],
    "500,000 additional walking, cycling and bus journeys": ["walking, cycling and bus journeys: increase - 500000"],
    "Ferries must cut noise between 42% to 50% and cranes between 29% and 41%": [
        "unread",
        "unread",
    ],
    "25 per cent of our heat to come from the sun": ["heat to come from the sun: - 25 %"],
    "Recycle 25 per cent of our water to conserve rivers": ["water: - 25 %"],
    "Reduce infant mortality from 75 per 1,000 to 50": ["infant mortality: - 50 ‰"],
}
AS_IN_INDIA = {
    "Build 2 crore houses": ["houses: increase - 20000000"],
    "Provide 6.5 lakh saplings by 2030": ["2030 saplings: - 650000"],
    "Invest Rs 1.2 lakh crore in canals by 2027": ["2027 canals: - 1200000000000 INR"],
    "Allocate Rs. 2,500 crore": ["- 25000000000 INR"],
    "Reach 12,34,567 households by 2026": ["2026 - 1234567 households"],
    "Reach 1,23,45 households": ["unread"],
    "KSh 3 billion for wells by 2027": ["2027 wells: - 3 billion KES"],
    "40 wells are to be installed by 2027": ["2027 wells: - 40"],
}
FAMILIES = (WHAT_A_FORM_WENT_PAST, HOW_MUCH_OR_WHICH, AS_IN_INDIA, WHO_AIMS, MEANS_AND_PURPOSES, NO_NAMES)


@pytest.mark.parametrize(("text", "expected"), [case for family in FAMILIES for case in family.items()])
def test_what_stands_around_a_promise_is_no_part_of_it(text: str, expected: list[str]) -> None:
    found = shown_targets(text)
    assert (["unread"] if expected == ["unread"] and found[0].endswith("unread") else found) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Run talks with schools about projects over $5 million.", []),
        ("Inspect all bridges above 20 metres.", []),
        ("The scheme is estimated to save 300 tonnes by 2025 and 900 tonnes by 2030.", []),
        (
            "Cut noise by 50% by 2030 (vs 2011 baseline), 75% by 2040 and net-zero via screens; keep 40% tree cover.",
            ["2030 noise", "2040 noise", "2040 noise", "2040 tree cover"],
        ),
        (
            "Set up a system by 2024 to ensure electric vans are 10 per cent of van sales by 2025 and 30% by 2030.",
            ["2025 unread", "2030 unread"],
        ),
    ],
)
def test_a_page_tells_promises_from_what_stands_around_them(text: str, found: list[str]) -> None:
    about = [one.subject if one.doubt is None else "unread" for one in pm.find_targets(text)]
    assert [f"{one.year} {subject}" for one, subject in zip(pm.find_targets(text), about, strict=True)] == found


@pytest.mark.parametrize(
    ("subject", "odd"),
    [
        ("number of people who walk to work", None),
        ("time to obtain a permit", None),
        ("projects to assist towns", "assist"),
        ("debt while income", "while"),
        ("patients waiting more than 18 weeks", None),
        ("work that it does", "it"),
        ("households connected to piped water", None),
    ],
)
def test_words_that_no_name_holds_give_a_clause_away(subject: str, odd: str | None) -> None:
    assert no_name_in(subject) == odd
