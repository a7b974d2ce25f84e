"""The states and classes of an evaluation once more: of promises on a day and within a year, and their counts."""

from __future__ import annotations

import calendar
import datetime as dt
from fractions import Fraction

from planmodel.verifying.completeness import WORDLESS, changed, end_of, lacks_base
from planmodel.verifying.facts import Came, Facts, day_of
from planmodel.verifying.quantities import Cannot, in_unit
from planmodel.words import say

__all__ = [
    "class_of_state",
    "count",
    "months",
    "share_of_amount",
    "state",
    "state_of_amount",
    "state_of_growth",
    "state_without_value",
]

_NEAR = Fraction(1, 10**12)
_ON_A_NUMBER = ("met", "early", "missed", "kept", "broken", "behind", "on_schedule", "ahead")


def _due(facts: Facts) -> bool:
    """Tell whether the target's year is over on the day."""
    year = int(facts.one("target_year").number)
    return day_of(facts.word("day")) >= dt.date(year, 12, 31)


def state(facts: Facts) -> Came:
    """Return the state of a promise by the verdict on its way, its share of the way and the share of time."""
    due = _due(facts)
    found = _stated(facts, facts.verdict("verdict"), due)
    if not ("target" in facts.numbers or "target" in facts.came) or "actual" not in facts.numbers:
        return Came(verdict=found)
    return Came(verdict=_approximate(facts, found, due))


def _stated(facts: Facts, verdict: str, due: bool) -> str:
    stale = facts.words.get("measured", "9999") < f"{int(facts.one('target_year').number)}-12-31"
    if verdict == "unknown":
        if due and stale:
            return "no_data"
        # nobody can say how far it should have been, but that it is not there
        short = due and facts.has("share") and facts.one("share").number < 1
        return "missed" if short else "cannot_be_judged"
    plain = {"held": "kept", "breached": "broken", "met": "met" if due else "early"}
    if verdict in plain:
        return plain[verdict]
    if due:
        return "missed"
    if verdict == "regressed":
        return "regressed"
    if not (facts.has("share") and facts.has("yardstick")):
        return "cannot_be_judged"
    ahead = facts.one("share").number - facts.one("yardstick").number
    margin = facts.one("margin").number if facts.has("margin") else Fraction(0)
    return "behind" if ahead < -margin - _NEAR else "ahead" if ahead > margin + _NEAR else "on_schedule"


def _approximate(facts: Facts, found: str, due: bool) -> str:
    """Return a state that rests on an approximate number: beyond it all the same, else within the tolerance stated."""
    about, said = facts.words.get("comparator") == "about", facts.words.get("said") == "about"
    if not (about or said) or found not in _ON_A_NUMBER:
        return found
    target = facts.one("target")
    gap = in_unit(facts.one("actual"), target.unit) - target.number
    better = facts.words.get("better")
    over = None if better is None else gap if better == "higher" else -gap
    if over is not None and (over > 0 or (over == 0 and not said)):
        return ("early" if found == "early" else "met") if about else found
    if not facts.has("tolerance"):
        return "cannot_be_judged"
    if abs(gap) <= facts.one("tolerance").number * abs(target.number):
        return "met" if due else "early"
    return "missed" if due else found


def state_without_value(facts: Facts) -> Came:
    """Return why there is no value to hold against a target, as far as the plan shows it.

    Raises:
        Cannot: the plan does not show it.
    """
    plan, id, day, reason = facts.plan, facts.of_whom, facts.word("day"), facts.reason
    first = _first(facts, plan.elements.get(id, {}))
    if reason == "definition_changed" and changed(id, plan, day):
        return Came(verdict="caliber_changed")
    if (reason in WORDLESS and not plan.promises_number(id)) or (reason == "no_baseline" and lacks_base(id, plan)):
        return Came(verdict="cannot_be_judged")
    ends = [end_of(period) for period, has in plan.measured(id) if has]
    unseen = not any(end <= day and end > f"{first or 0}-12-31" for end in ends)
    if reason != "no_observation" or not unseen or changed(id, plan, day):
        raise Cannot(say("verify.nothing", reason=str(reason or "—")))
    early = first is not None and day < f"{first + 1}-12-31"
    return Came(verdict="not_yet_due" if early or plan.is_yearly(id) else "no_data")


def _first(facts: Facts, held: dict[str, object]) -> int | None:
    """Return the base year: that of the baseline, else of the plan."""
    base = held.get("baseline")
    year = base.get("year") if isinstance(base, dict) else None
    year = facts.plan.header.get("base_year") if year is None else year
    return int(str(year)) if str(year).isdigit() else None


# --- within the year ---


def share_of_amount(facts: Facts) -> Came:
    """Return which share of a year's amount is there."""
    target = facts.one("target")
    return Came(in_unit(facts.one("actual"), target.unit) / target.number)


def months(facts: Facts) -> Came:
    """Return which share of the year is over: whole months, and of the last its days."""
    day = day_of(facts.word("day"))
    gone = Fraction(day.day, calendar.monthrange(day.year, day.month)[1])
    return Came((day.month - 1 + gone) / 12)


def state_of_amount(facts: Facts) -> Came:
    """Return the state by an amount so far."""
    side, share, stick = facts.words.get("side", "higher"), facts.one("share").number, facts.one("yardstick").number
    margin = facts.one("margin").number if facts.has("margin") else Fraction(0)
    if side == "higher" and (share > 1 if facts.words.get("comparator") == "more_than" else share >= 1):
        return Came(verdict="early")
    ahead = share - stick if side == "higher" else stick - share
    return Came(verdict="behind" if ahead < -margin else "ahead" if ahead > margin else "on_schedule")


def state_of_growth(facts: Facts) -> Came:
    """Return the state by a rate, which is to be there in full."""
    target = facts.one("target")
    size = facts.one("size" if facts.has("size") else "actual")
    if abs(in_unit(size, target.unit)) != abs(in_unit(facts.one("actual"), target.unit)):
        raise Cannot(say("verify.input_missing", name="size"))
    number, side = in_unit(size, target.unit), facts.words.get("side")
    tests = {
        "higher": number >= target.number,
        "at_least": number >= target.number,
        "lower": number <= target.number,
        "at_most": number <= target.number,
        "more_than": number > target.number,
        "less_than": number < target.number,
    }
    kept, gap = tests.get(side or ""), number - target.number
    if side == "between" and facts.has("high"):
        kept = target.number <= number <= in_unit(facts.one("high"), target.unit)
    if side != "about" and kept is None:
        return Came(verdict="cannot_be_judged")
    about, said = facts.words.get("comparator") == "about", facts.words.get("said") == "about"
    if (about or said) and (said or not kept) and not (kept and gap != 0):
        if not facts.has("tolerance"):
            return Came(verdict="cannot_be_judged")
        kept = abs(gap) <= facts.one("tolerance").number * abs(target.number)
    if _due(facts):
        return Came(verdict="met" if kept else "missed")
    return Came(verdict="on_schedule" if kept else "behind")


# --- classes ---


def class_of_state(facts: Facts) -> Came:
    """Return the class of a scale that stands for a state."""
    wanted = facts.words.get("state") or facts.verdict("state")
    found = [of for name, of, value in facts.entries if name == "class_states" and wanted in value.split()]
    if len(found) != 1:
        raise Cannot(say("verify.no_state", state=wanted))
    return Came(verdict=found[0])


def count(facts: Facts) -> Came:
    """Return how many parts have a class."""
    parts = [one.verdict for one in facts.came.get("part", ()) if one is not None]
    return Came(Fraction(parts.count(facts.word("counted"))))
