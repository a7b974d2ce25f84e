"""The rules once more, in plain fractions: each takes the inputs of a derivation and returns what comes of them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from planmodel.verifying import enough, states, undertakings, wholes
from planmodel.verifying.facts import UNKNOWN, Came, Facts, day_of, exactly
from planmodel.verifying.methods import METHODS
from planmodel.verifying.quantities import Cannot, Quantity, in_unit
from planmodel.words import say

__all__ = ["RULES"]

# --- levels that a change comes to ---


def _change(facts: Facts) -> Came:
    sign = 1 if facts.word("direction") == "increase" else -1
    ends = [_end(facts, facts.one("change"), sign)]
    if facts.has("high"):
        ends.append(_end(facts, facts.one("high"), sign))
    ends.sort(key=lambda one: one.number)
    chosen = ends[-1] if len(ends) == 2 and facts.words.get("better") == "lower" else ends[0]
    return Came(chosen.number, chosen.unit)


def _end(facts: Facts, change: Quantity, sign: int) -> Quantity:
    years = 1
    if facts.rule.endswith("_by_year"):
        years = int(facts.one("target_year").number - facts.one("base_year").number)
    if facts.rule.startswith("change_itself"):
        return Quantity(change.number * years, change.unit)
    base = facts.one("baseline")
    if facts.rule.startswith("relative"):
        step = 1 + sign * in_unit(change, "%") / 100
        return Quantity(base.number * step**years, base.unit)
    moved = in_unit(change, "个百分点") if base.unit == "%" else in_unit(change, base.unit)
    return Quantity(base.number + sign * moved * years, base.unit)


# --- the way and the time ---


def _share(facts: Facts) -> Came:
    target = facts.one("target")
    base, now = (in_unit(facts.one(name), target.unit) for name in ("baseline", "actual"))
    if base == target.number:
        raise Cannot(say("verify.no_way"))
    return Came((now - base) / (target.number - base))


def _time(facts: Facts) -> Came:
    end = facts.one("target_year").number + 1
    day = _years(day_of(facts.word("day")))
    if not facts.has("base_year"):
        return Came(Fraction(int(day >= end)))
    start = facts.one("base_year").number + 1
    gone = min(max((day - start) / (end - start), Fraction(0)), Fraction(1))
    if facts.rule == "time_step":
        return Came(Fraction(int(gone == 1)))
    if facts.rule == "time_linear" or gone in (0, 1):
        return Came(gone)
    target = facts.one("target")
    ratio = target.number / in_unit(facts.one("baseline"), target.unit)
    if ratio == 1:
        return Came(gone)
    return Came(Fraction((float(ratio) ** float(gone) - 1) / (float(ratio) - 1)))


def _years(day: dt.date) -> Fraction:
    """Return the end of a day in years: 2021 is the end of 2020."""
    return day.year + Fraction(day.timetuple().tm_yday, 365 + calendar.isleap(day.year))


# --- verdicts ---


def _verdict(facts: Facts) -> Came:
    target = facts.one("target")
    now = in_unit(facts.one("actual"), target.unit)
    better, comparator = facts.words.get("better"), facts.words.get("comparator")
    if facts.words.get("fall") is not None:  # falling by at least so much is ending at most so high
        comparator = _TURNED.get(comparator or "", comparator)
    kept = _kept(facts, now, target, better, comparator)
    base = in_unit(facts.one("baseline"), target.unit) if facts.has("baseline") else None
    year = int(facts.one("target_year").number)
    due = day_of(facts.word("day")) >= dt.date(year, 12, 31)
    stale = due and day_of(facts.word("measured")) < dt.date(year, 12, 31)
    if base is None or better is None:
        if stale:
            return Came(verdict="unknown")
        if base == target.number == now:
            return Came(verdict="held")
        return Came(verdict="met" if kept else "behind" if kept is False and due else "unknown")
    if target.number <= base if better == "higher" else target.number >= base:
        return Came(verdict="unknown" if stale else "held" if kept else "breached")
    way = (now - base) / (target.number - base)
    if stale:
        return Came(verdict="unknown")
    if kept or way < 0:
        return Came(verdict="met" if kept else "regressed")
    if not facts.has("expected"):
        return Came(verdict="unknown")
    late = due or way < facts.one("expected").number - Fraction(1, 10**9)
    return Came(verdict="behind" if late else "on_track")


_TURNED = {"at_least": "at_most", "at_most": "at_least", "more_than": "less_than", "less_than": "more_than"}
_ABOUT = Fraction(1, 20)
"""By which share of the number promised a value may miss what is promised approximately (左右)."""
_LEVELS = ("℃", "°C", "摄氏度", "dB", "分贝")
"""Units of scales with an arbitrary zero, of which no share can be taken."""


def _kept(facts: Facts, now: Fraction, target: Quantity, better: str | None, comparator: str | None) -> bool | None:
    """Tell whether a value keeps a promise; on the better side of a range or of an approximate number it does."""
    slack = Fraction(0)
    if comparator == "about":
        promised = Fraction(0) if target.unit in _LEVELS else target.number
        if facts.has("change_of"):
            promised = target.number - in_unit(facts.one("baseline"), target.unit)
        slack = abs(promised) * _ABOUT
    test = better if comparator in (None, "about", "between") and better is not None else comparator
    if test == "better_than":
        test = None if better is None else "more_than" if better == "higher" else "less_than"
    if test == "between" and facts.has("low") and facts.has("high"):
        return in_unit(facts.one("low"), target.unit) <= now <= in_unit(facts.one("high"), target.unit)
    tests: dict[str | None, bool] = {
        "about": abs(now - target.number) <= slack,
        "at_least": now >= target.number - slack,
        "higher": now >= target.number - slack,
        "at_most": now <= target.number + slack,
        "lower": now <= target.number + slack,
        "more_than": now > target.number,
        "less_than": now < target.number,
    }
    return tests.get(test)


_CLASS = re.compile(r"(劣?)(Ⅰ|Ⅱ|Ⅲ|Ⅳ|Ⅴ|III|II|IV|I|V|一|二|三|四|五)")
_PLACES = {"Ⅰ": 1, "I": 1, "一": 1, "Ⅱ": 2, "II": 2, "二": 2, "Ⅲ": 3, "III": 3, "三": 3, "Ⅳ": 4, "IV": 4, "四": 4}
_PLACES |= {"Ⅴ": 5, "V": 5, "五": 5}


def _place(text: str) -> int:
    """Return the place of a class on its scale: Ⅰ is 1, 劣Ⅴ is 6.

    Raises:
        Cannot: the text names none, or several.
    """
    found = _CLASS.findall(text)
    if len(found) != 1:
        raise Cannot(say("verify.no_class", text=text))
    worse, name = found[0]
    return _PLACES[name] + bool(worse)


def _grade(facts: Facts) -> Came:
    aim, now = _place(facts.word("class")), _place(facts.word("class_actual"))
    strict = facts.words.get("comparator") not in (None, "at_least")
    reached = now < aim if strict else now <= aim
    end = dt.date(int(facts.one("target_year").number), 12, 31)
    due = day_of(facts.word("day")) >= end
    if due and day_of(facts.word("measured")) < end:
        return Came(verdict="unknown")
    start = _place(facts.words["class_base"]) if "class_base" in facts.words else None
    if start is not None and start <= aim:
        return Came(verdict="held" if reached else "breached")
    if reached:
        return Came(verdict="met")
    if start is not None and now > start:
        return Came(verdict="regressed")
    return Came(verdict="behind" if due else "unknown")


_WORST = ("regressed", "breached", "behind", "unknown", "on_track", "held", "met")


def _of_parts(facts: Facts) -> Came:
    found = [one.verdict for one in facts.came.get("part", ()) if one is not None and one.verdict is not None]
    if not found or not set(found) <= set(_WORST):
        raise Cannot(say("verify.input_missing", name="part"))
    return Came(verdict=(min if facts.rule == "verdict_of_all" else max)(found, key=_WORST.index))


def _satisfaction(facts: Facts) -> Came:
    [verdict] = [one.verdict for one in facts.came.get("verdict", ()) if one is not None] or [None]
    if verdict in ("met", "held", "breached"):
        return exactly(Fraction(int(verdict != "breached")))
    parts = facts.came.get("part", ())
    if parts:
        shares = [one.number for one in parts if one is not None and one.number is not None]
        pick = max if facts.rule == "satisfaction_of_any" else min
        return exactly(pick(shares)) if len(shares) == len(parts) else UNKNOWN
    if not facts.has("share"):
        return UNKNOWN
    return exactly(min(max(facts.one("share").number, Fraction(0)), Fraction(1)))


RULES: Mapping[str, Callable[[Facts], Came]] = {
    **dict.fromkeys(
        (
            "relative_change",
            "relative_change_by_year",
            "absolute_change",
            "absolute_change_by_year",
            "change_itself",
            "change_itself_by_year",
        ),
        _change,
    ),
    "share_of_way": _share,
    **dict.fromkeys(("time_linear", "time_geometric", "time_step"), _time),
    "verdict": _verdict,
    **dict.fromkeys(("verdict_of_all", "verdict_of_any"), _of_parts),
    "grade": _grade,
    **dict.fromkeys(("satisfaction", "satisfaction_of_all", "satisfaction_of_any"), _satisfaction),
    "stated": wholes.stated,
    "finished": wholes.finished,
    **dict.fromkeys(("mean", "all", "any", "contributions"), wholes.joined),
    "sum_once": wholes.total,
    **dict.fromkeys(("quota_sum", "quota_mean"), wholes.quota),
    "state": states.state,
    "state_without_value": states.state_without_value,
    "share_of_amount": states.share_of_amount,
    "months": states.months,
    "state_of_amount": states.state_of_amount,
    "state_of_growth": states.state_of_growth,
    "class_of_state": states.class_of_state,
    "count": states.count,
    **METHODS,
    "net_need": enough.net_need,
    "net_need_by_size": enough.net_need_by_size,
    "gross_need": enough.gross_need,
    "contribution": enough.contribution,
    "contributed": enough.contributed,
    "enough": enough.enough,
    "state_of_work": undertakings.state_of_work,
    "lateness": undertakings.lateness,
    "spent_by_day": undertakings.spent_by_day,
}
"""Every rule that is computed again."""
