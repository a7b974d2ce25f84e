"""The inputs of derivations held against the plans: numbers, words, periods, citations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planmodel.verifying.plan_text import PlanText, names_of
from planmodel.verifying.quantities import Cannot, Quantity, as_ratio, in_unit, shown
from planmodel.verifying.result_file import YEARS, is_word
from planmodel.words import say

__all__ = ["alike", "differing", "number_of", "uncited"]


def differing(given: Mapping[str, Any], texts: Mapping[str, PlanText]) -> Iterable[str]:
    """Yield how an input differs from what its plan says at its place, citations included."""
    plan = texts.get(str(given.get("plan")))
    if plan is None:
        return
    at, name = names_of(given["at"]), given["name"]
    try:
        if is_word(given):
            said = plan.word(at, name, str(given.get("value")))
            if said is not None and said != given.get("value"):
                yield say("verify.input_differs", name=name, stated=str(given.get("value")), found=said)
        else:
            stated = Quantity(as_ratio(given.get("value") or ""), given.get("unit") or "")
            found = plan.number(at, name, stated)
            if not alike(found, stated):
                words = [f"{shown(one.number)} {one.unit}".strip() for one in (stated, found)]
                yield say("verify.input_differs", name=name, stated=words[0], found=words[1])
        period = plan.period(at)
        if period is not None and given.get("period") not in (None, period):
            yield say("verify.input_differs", name=f"{name} period", stated=given["period"], found=period)
    except Cannot as reason:
        yield say("verify.input_cannot", name=name, why=reason.args[0])
    held = {(str(one.get("document")), str(one.get("quote") or "")) for one in given.get("sources", [])}
    missing = [document for document, quote in plan.sources(at) if (document, quote) not in held]
    if missing and given.get("value") is not None and not is_word(given) and name not in YEARS:
        yield say("verify.citation_missing", name=name, document=missing[0])
    for document in sorted({document for document, _ in held} - set(plan.elements)):
        yield say("verify.no_document", name=name, document=document)


def uncited(one: Mapping[str, Any]) -> Iterable[str]:
    """Yield the inputs of a plan that no document is cited for."""
    for given in one["inputs"]:
        if given.get("at") and not is_word(given) and given["name"] not in YEARS and not given.get("sources"):
            yield given["name"] if given.get("of") is None else f"{given['name']} {given['of']}"


def number_of(given: Mapping[str, Any], texts: Mapping[str, PlanText]) -> Quantity:
    """Return an input as its plan has it, or as it is given."""
    stated = Quantity(as_ratio(given["value"]), given.get("unit") or "")
    if not given.get("at"):
        return stated
    plan = texts.get(str(given.get("plan")))
    if plan is None:
        raise Cannot(say("verify.no_such_plan", plan=str(given.get("plan"))))
    found = plan.number(names_of(given["at"]), given["name"], stated)
    return stated if alike(found, stated) else found


def alike(one: Quantity, other: Quantity) -> bool:
    """Tell whether two amounts are the same quantity."""
    try:
        return in_unit(one, other.unit) == other.number
    except Cannot:
        return False
