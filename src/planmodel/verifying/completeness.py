"""What a result leaves out: parts of a whole, later values; and whether a plan shows that there is no number."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from planmodel.verifying.facts import Came
from planmodel.verifying.plan_text import PlanText
from planmodel.verifying.quantities import Cannot, quantity
from planmodel.words import say

__all__ = ["WORDLESS", "by_rule", "changed", "end_of", "lacks_base", "left_out", "nothing", "other_day"]

_MONTHS = {f"{month:02d}" for month in range(1, 13)}
_BY_RULE = {("baseline", "0"), ("weight", "1"), ("tolerance", "0.05")}


def by_rule(given: Mapping[str, Any]) -> bool:
    """Tell whether an input that stands nowhere is what the rule itself says: no more need be known of it."""
    return (given["name"], given.get("value")) in _BY_RULE and given.get("origin") == "convention"


def other_day(one: Mapping[str, Any], derivations: Mapping[str, Any]) -> Iterable[str]:
    """Yield that a share of time is of another day, or of other years, than the value that it is held against."""
    used = next((given for given in one["inputs"] if given["name"] == "actual"), None)
    time = next((str(given.get("derived")) for given in one["inputs"] if given["name"] == "expected"), "")
    if one["rule"] != "verdict" or used is None or time not in derivations:
        return
    mine, other = ({given["name"]: given.get("value") for given in held["inputs"]} for held in (one, derivations[time]))
    for name, value in (
        ("day", end_of(str(used.get("period") or ""))),
        ("base_year", mine.get("base_year")),
        ("target_year", mine.get("target_year")),
    ):
        if other.get(name) != value:
            yield say("verify.input_differs", name=f"expected {name}", stated=str(other.get(name)), found=str(value))


def left_out(one: Mapping[str, Any], plan: PlanText) -> Iterable[str]:
    """Yield what a derivation should have used and did not, or used and should not have."""
    if one["rule"] in ("mean", "all", "any", "contributions"):
        stated = {str(given.get("of")) for given in one["inputs"] if given["name"] == "part"}
        there = plan.parts(one["of"])
        if there - stated:
            yield say("verify.parts_left_out", ids=sorted(there - stated))
        if stated - there:
            yield say("verify.no_parts", ids=sorted(stated - there))
        weighed = [
            given for given in one["inputs"] if given["name"] == "weight" and given.get("origin") == "convention"
        ]
        for given in weighed:
            strengths = plan.strengths(str(given.get("of")), one["of"])
            if strengths or given.get("value") != "1":
                found = ", ".join(strengths) or "1"
                name = f"weight {given.get('of')}"
                yield say("verify.input_differs", name=name, stated=str(given.get("value")), found=found)
    for given in one["inputs"]:
        if given["name"] == "baseline" and given.get("origin") == "convention" and given.get("value") != "0":
            yield say("verify.input_differs", name="baseline", stated=str(given.get("value")), found="0")
    if one["rule"] == "sum_once":
        counted = [str(given.get("of")) for given in one["inputs"] if given["name"] == "part"]
        twice = {id for id in counted if counted.count(id) > 1 or set(plan.above(id)) & set(counted)}
        if twice:
            yield say("verify.counted_twice", ids=sorted(twice))
    if one["rule"] == "verdict":
        later = _later_value(one, plan)
        if later is not None:
            yield say("verify.later_value", period=later)


def _later_value(one: Mapping[str, Any], plan: PlanText) -> str | None:
    """Return the year of a value that was to be used, when another one was: the target's own, else the latest."""
    by_name = {given["name"]: given for given in one["inputs"]}
    used, day, due = (by_name.get(name, {}) for name in ("actual", "day", "target_year"))
    period, last = str(used.get("period") or ""), str(day.get("value") or "")
    if not period.isdigit() or not last or used.get("at", ["", ""])[1:2] != ["observations"]:
        return None
    years = [year for year, has in plan.measured(str(used["at"][0])) if has and year.isdigit()]
    fitting = [year for year in years if end_of(year) <= last]
    wanted = str(due.get("value")) if str(due.get("value")) in fitting else max(fitting, default=period)
    return None if wanted == period else wanted


def nothing(one: Mapping[str, Any], plan: PlanText) -> Came:
    """Return that there is no number, where the plan itself shows why.

    Raises:
        Cannot: the plan does not show it, or shows that it is not so.
    """
    of, reason = one["of"], one["result"].get("reason")
    given = {held["name"]: held.get("value") for held in one["inputs"]}
    based = all(held.get("at") for held in one["inputs"] if held["name"] == "base_year")
    if reason == "no_observation" and given.get("day") and based:
        first, last = int(given.get("base_year") or 0), str(given["day"])
        ends = [end_of(period) for period, has in plan.measured(of) if has]
        if not any(f"{first}-12-31" < end <= last for end in ends):
            return Came(verdict="unknown")
    elif one["id"].startswith("verdict of") and _is_wordless(of, str(reason), str(given.get("day") or "9999"), plan):
        return Came(verdict="unknown")
    elif reason == "no_number" and one["id"].startswith(("cost of", "spent on")) and not _has_money(one, plan, given):
        return Came()
    elif "low" in one["result"] and not plan.parts(of) and not _is_stated(of, plan, str(given.get("day") or "")):
        return Came(low=Fraction(0), high=Fraction(1), coverage=Fraction(0))
    raise Cannot(say("verify.nothing", reason=str(reason or "—")))


WORDLESS = ("assigned", "no_number", "qualitative", "unread")
"""Reasons of promises that have no number."""
_CHANGED = re.compile(r"\s*(definition changed|统计口径|口径|指标口径|定义(改变|变化|调整))", re.IGNORECASE)


def changed(id: str, plan: PlanText, day: str) -> bool:
    """Tell whether a note says that the definition changed: on a target, or on what was measured until a day."""
    return any(_CHANGED.match(note) and (not period or end_of(period) <= day) for period, note in plan.notes(id))


def _is_wordless(id: str, reason: str, day: str, plan: PlanText) -> bool:
    """Tell whether a plan shows that an indicator promises no number, or that its definition changed by a day."""
    if reason == "no_target":
        return not plan.has(id, "targets")
    if reason == "definition_changed":
        return changed(id, plan, day)
    if reason == "no_baseline":
        return lacks_base(id, plan)
    return reason in WORDLESS and not plan.promises_number(id)


def lacks_base(id: str, plan: PlanText) -> bool:
    """Tell whether an indicator has neither a baseline nor a value of the plan's base year."""
    year = str(plan.header.get("base_year") or "")
    return not plan.has(id, "baseline") and not any(has and period == year for period, has in plan.measured(id))


def _has_money(one: Mapping[str, Any], plan: PlanText, given: Mapping[str, Any]) -> bool:
    """Tell whether a project, or any of the plan's, says what it costs, or what was spent on it by a day."""
    ids = [one["of"]] if one["of"] in plan.elements else list(plan.elements)
    if one["id"].startswith("cost of"):
        return any(plan.costs(id) for id in ids)
    day = str(given.get("day") or "9999")
    return any(end_of(str(held.get("period"))) <= day for id in ids for held in plan.dated(id))


def _is_stated(id: str, plan: PlanText, day: str) -> bool:
    """Tell whether an element says how much of it is done, as a share, or that it was finished by a day."""
    held = plan.elements.get(id, {})
    if held.get("finished") is not None and (not day or end_of(str(held["finished"])) <= day):
        return True
    done = quantity(held.get("done"))
    parts = {"": 1, "%": 100, "‰": 1000}
    return done is not None and done.unit in parts and 0 <= done.number <= parts[done.unit]


def end_of(period: str) -> str:
    """Return the last day of a year, month or day, or of a stretch, as text; of what is none of these itself."""
    point = period.rpartition("/")[2]
    parts = point.split("-")
    if len(parts) == 1:
        return f"{point}-12-31"
    if len(parts) == 2 and parts[0].isdigit() and parts[1] in _MONTHS:
        return f"{point}-{calendar.monthrange(int(parts[0]), int(parts[1]))[1]:02d}"
    return point
