"""Sufficiency once more: what a target asks for, what each work contributes to it, and whether that is enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from planmodel.verifying.completeness import end_of
from planmodel.verifying.facts import Came, Facts
from planmodel.verifying.plan_text import PlanText, links_of
from planmodel.verifying.quantities import Cannot, in_unit
from planmodel.words import say

__all__ = ["contributed", "contribution", "enough", "gross_need", "net_need", "net_need_by_size", "work_left_out"]

_SHARES = {"%": Fraction(1), "‰": Fraction(1, 10)}
"""What a unit of a share is in percentage points."""


def net_need(facts: Facts) -> Came:
    """Return the way from the baseline to the target, in the direction of the target."""
    target = facts.one("target")
    way = target.number - in_unit(facts.one("baseline"), target.unit)
    way = way if facts.word("side") == "higher" else -way
    if target.unit in _SHARES:
        return Came(way * _SHARES[target.unit], "个百分点")
    return Came(way, target.unit)


def net_need_by_size(facts: Facts) -> Came:
    """Return a change that asks for its own size; of a limit there is so much room."""
    change, sign = facts.one("change"), 1 if facts.word("side") == "higher" else -1
    return Came(sign * change.number * facts.one("years").number, change.unit)


def gross_need(facts: Facts) -> Came:
    """Return the net need and what grows against it."""
    net = facts.one("net")
    return Came(net.number + in_unit(facts.one("growth"), net.unit), net.unit)


def contribution(facts: Facts) -> Came:
    """Return what is sure to count of a contribution, and what may."""
    number, unit = _number(facts), facts.words.get("unit", "")
    over, due = facts.words.get("over"), facts.words.get("due")
    if "inside" in facts.words or (over is not None and due is not None and over > due):
        return _exactly(Fraction(0), unit)
    if number is None:
        return Came(None, unit, Fraction(0))
    least, most = min(number, Fraction(0)), max(number, Fraction(0))
    in_base = over is not None and facts.words.get("since", "") >= over
    if ("open" in facts.words and due is not None) or in_base:
        return Came(number if least == most else None, unit, least, most)
    return _exactly(number, unit)


def _exactly(number: Fraction, unit: str) -> Came:
    return Came(number, unit, number, number)


def _number(facts: Facts) -> Fraction | None:
    """Return a contribution in the unit of the need; ``None`` where it has no such number."""
    unit = facts.words.get("unit", "")
    if facts.numbers.get("strength"):
        net = facts.one("net")
        return None if net.number < 0 else facts.one("strength").number * net.number
    if not facts.numbers.get("amount"):
        return None
    amount = facts.one("amount")
    if amount.unit in _SHARES and unit not in (*_SHARES, "个百分点", "百分点"):
        if not facts.has("baseline"):
            return None
        return in_unit(facts.one("baseline"), unit) * amount.number * _SHARES[amount.unit] / 100
    try:
        return in_unit(amount, unit)
    except Cannot:
        return None


def contributed(facts: Facts) -> Came:
    """Return what contributions come to."""
    parts, unit = [one for one in facts.came.get("part", ()) if one is not None], facts.words.get("unit", "")
    low = sum((one.low or Fraction(0) for one in parts), Fraction(0))
    if any(one.high is None for one in parts):
        return Came(None, unit, low)
    high = sum((one.high or Fraction(0) for one in parts), Fraction(0))
    return Came(low if low == high else None, unit, low, high)


def enough(facts: Facts) -> Came:
    """Return whether contributions reach what is asked; growth that nobody states leaves open whether they do."""
    grown = facts.has("gross")
    asked, strict = facts.one("gross" if grown else "net").number, "strict" in facts.words
    slack = facts.one("slack").number if facts.has("slack") else Fraction(0)
    [have] = [one for one in facts.came.get("contributed", ()) if one is not None] or [Came()]
    if have.low is None:
        raise Cannot(say("verify.input_missing", name="contributed"))

    def reaches(number: Fraction) -> bool:
        return number > asked if strict else number >= asked

    if have.high is not None and not reaches(have.high):
        return Came(verdict="cannot_be_known" if 0 < asked - have.high <= slack else "not_enough")
    return Came(verdict="enough" if reaches(have.low) and grown else "cannot_be_known")


# --- what is left out ---


def work_left_out(one: Mapping[str, Any], plan: PlanText) -> Iterator[str]:
    """Yield work whose contribution a derivation leaves out, or whose end is another one in the plan."""
    if one["rule"] == "contributed":
        used = {str(given.get("of")) for given in one["inputs"]}
        there = {
            id
            for id, held in plan.elements.items()
            for to, _ in links_of(held.get("contributes_to"))
            if to == one["of"]
        }
        if used != there:
            yield say("verify.parts_left_out", ids=sorted(used ^ there))
        return
    stated: Mapping[str, Any] = next((given for given in one["inputs"] if given["name"] == "over"), {})
    own = _over(plan, str(one["of"]), ())
    if stated.get("origin") == "convention" and own is not None and own != stated.get("value"):
        yield say("verify.input_differs", name="over", stated=str(stated.get("value")), found=own)


def _over(plan: PlanText, id: str, seen: tuple[str, ...]) -> str | None:
    """Return when work is over by its dates and those of what it waits for; ``None`` where it takes more than these."""
    held = plan.elements.get(id, {})
    if held.get("finished") is not None:
        return end_of(str(held["finished"]))
    due = held.get("finish_by") or held.get("period")
    days = [] if due is None else [end_of(str(due))]
    for to, link in links_of(held.get("depends_on")):
        if (
            link.get("lag") is not None
            or link.get("type", "FS") != "FS"
            or held.get("duration") is not None
            or id in seen
        ):
            return None
        before = _over(plan, to, (*seen, id))
        if before is None:
            return None
        days.append(before)
    return max(days, default=None)
