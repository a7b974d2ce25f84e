"""The derivations of a file one by one: inputs held against the plans, results computed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import attrs

from planmodel.verifying.completeness import by_rule, end_of, left_out, nothing, other_day
from planmodel.verifying.enough import work_left_out
from planmodel.verifying.facts import Came, Facts
from planmodel.verifying.inputs import alike, differing, number_of, uncited
from planmodel.verifying.plan_text import PlanText, names_of
from planmodel.verifying.quantities import Cannot, Quantity, as_ratio, in_unit, shown
from planmodel.verifying.result_file import is_word, line_of, sha
from planmodel.verifying.rules import RULES
from planmodel.verifying.undertakings import dates_left_out, spending_left_out
from planmodel.verifying.wholes import capped
from planmodel.words import say

__all__ = ["Checker", "Outcome", "Verified"]

Outcome: TypeAlias = Literal["same", "differs", "cannot"]
_NEARLY = Fraction(1, 10**14)
_ROUGHLY = Fraction(1, 10**9)
_OF_ROOTS = ("time_geometric", "method_growth", "method_projected_growth")
_IN_A_UNIT = ("sum_once", "spent_by_day", "contribution", "contributed")
_NUMBERS = ("value", "low", "high", "coverage")


@attrs.frozen(kw_only=True)
class Verified:
    """One number, computed again.

    Parameters:
        id: the id of its derivation.
        rule: the rule that it was derived by.
        outcome: ``same``, ``differs`` or ``cannot``.
        stated: the result in the file.
        computed: what comes of it here.
        why: in which number or input it differs, or why it cannot be verified.
        uncited: the inputs of a plan that no document is cited for.
        rests_on: the inputs that the plan does not hold: given by the caller, read from words, of a catalogue.
    """

    id: str
    rule: str
    outcome: Outcome
    stated: str | None = None
    computed: str | None = None
    why: str | None = None
    uncited: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()


class Checker:
    """The derivations of a file, each computed when it is asked for."""

    def __init__(self, held: Mapping[str, Any], texts: Mapping[str, PlanText]) -> None:
        self.texts, self.held = texts, held
        self.derivations: dict[str, Mapping[str, Any]] = {}
        self.twice: set[str] = set()
        for one in held["derivations"]:
            if one["id"] in self.derivations:
                self.twice.add(one["id"])
            self.derivations[one["id"]] = one
        self._came: dict[str, Came | Cannot] = {}
        self._asked: list[str] = []

    # --- one row ---

    def row(self, id: str) -> Verified:
        """Return what becomes of a derivation."""
        one = self.derivations[id]
        stated = self._stated(one)
        more = {"uncited": tuple(uncited(one)), "rests_on": tuple(self._rests_on(one))}
        made = {"id": id, "rule": one["rule"], "stated": stated, **more}
        if id in self.twice:
            return Verified(outcome="cannot", why=say("verify.twice", id=id), **made)
        differing = [*self._differing_inputs(one), *self._left_out(one)]
        try:
            came = self.came(id)
        except Cannot as reason:
            why = say("sentences", parts=(*differing, reason.args[0]))
            return Verified(outcome="differs" if differing else "cannot", why=why, **made)
        differing += self._differing_results(one, came)
        computed = _said(came)
        if differing:
            return Verified(outcome="differs", computed=computed, why=say("sentences", parts=tuple(differing)), **made)
        return Verified(outcome="same", computed=computed, **made)

    def _stated(self, one: Mapping[str, Any]) -> str | None:
        result = one["result"]
        words = [str(result[key]) for key in ("value", "verdict", "reason") if result.get(key) is not None]
        if "value" not in result and "low" in result:
            words.insert(0, f"{result['low']} … {result.get('high')}")
        return ", ".join(words) or None

    # --- inputs ---

    def _differing_inputs(self, one: Mapping[str, Any]) -> Iterable[str]:
        for given in one["inputs"]:
            if given.get("at"):
                yield from differing(given, self.texts)

    def _rests_on(self, one: Mapping[str, Any]) -> Iterable[str]:
        if one["rule"].startswith("quota_") and one["result"].get("verdict") is not None:
            yield say("verify.not_computed", verdict=str(one["result"]["verdict"]))
        for given in one["inputs"]:
            plan = self.texts.get(str(given.get("plan")))
            if given.get("derived") is not None and self._is_open(given["derived"]):
                yield say("verify.open", id=given["derived"])
            elif not given.get("at") and given.get("value") is not None and not by_rule(given):
                yield f"{given['name']} {given['value']} ({given.get('origin')})"
            elif (
                given.get("at") and is_word(given) and plan is not None and given["name"] in ("comparator", "direction")
            ):
                try:
                    in_words = plan.word(names_of(given["at"]), given["name"], str(given.get("value"))) is None
                except Cannot:
                    in_words = False
                if in_words:
                    yield say("verify.read_in_words", name=given["name"], value=str(given.get("value")))

    def _is_open(self, id: str) -> bool:
        try:
            self.came(id)
        except Cannot:
            return True
        return False

    def _left_out(self, one: Mapping[str, Any]) -> Iterable[str]:
        plan = self.texts.get(one["plan"])
        if plan is not None:
            yield from left_out(one, plan)
            yield from other_day(one, self.derivations)
            if one["rule"] in ("state_of_work", "lateness"):
                yield from dates_left_out(one, plan)
            if one["rule"] in ("contribution", "contributed"):
                yield from work_left_out(one, plan)
            if one["rule"] == "spent_by_day":
                yield from spending_left_out(one, plan)

    # --- results ---

    def came(self, id: str) -> Came:
        """Return what comes of a derivation.

        Raises:
            Cannot: nobody can tell, because of what the message says.
        """
        if id not in self._came:
            if id in self._asked:
                raise Cannot(say("verify.circle", id=id))
            self._asked.append(id)
            try:
                self._came[id] = self._computed(id)
            except Cannot as reason:
                self._came[id] = reason
            except (ArithmeticError, ValueError, TypeError) as error:
                self._came[id] = Cannot(say("verify.no_arithmetic", why=str(error)))
            finally:
                self._asked.pop()
        found = self._came[id]
        if isinstance(found, Cannot):
            raise found
        return found

    def _computed(self, id: str) -> Came:
        one = self.derivations.get(id)
        if one is None:
            raise Cannot(say("verify.no_derivation", id=id))
        if one["plan"] not in self.texts:
            raise Cannot(say("verify.no_such_plan", plan=one["plan"]))
        if one["rule"] == "none":
            made = nothing(one, self.texts[one["plan"]])
            return made if made.low is None else capped(made, self._facts(one))
        rule = RULES.get(one["rule"])
        if rule is None:
            raise Cannot(say("verify.unknown_rule", rule=one["rule"]))
        return rule(self._facts(one))

    def _facts(self, one: Mapping[str, Any]) -> Facts:
        numbers: dict[str, list[Quantity]] = {}
        words: dict[str, str] = {}
        came: dict[str, list[Came | None]] = {}
        weights: dict[str, Quantity] = {}
        of: list[str] = []
        for given in one["inputs"]:
            name, derived = given["name"], given.get("derived")
            if name == "part":
                of.append(str(given.get("of")))
            if derived is not None:
                came.setdefault(name, []).append(self._part(derived, counted=one["rule"] == "count"))
                if name == "target" and self._is_of_change(derived):
                    came["change_of"] = came[name]
                    words.update({"fall": "yes"} if self._falls(derived) else {})
            elif name in ("part", "after") and given.get("value") is None:
                self._check_circle(one, str(given.get("of")))
                came.setdefault(name, []).append(None)
            elif given.get("value") is None:
                continue
            elif is_word(given):
                words[name] = str(given["value"])
                if name == "class_actual":
                    words["measured"] = end_of(str(given.get("period") or ""))
            elif name == "weight":
                weights[str(given.get("of"))] = number_of(given, self.texts)
            else:
                numbers.setdefault(name, []).append(number_of(given, self.texts))
                if name == "actual":
                    words["measured"] = end_of(str(given.get("period") or ""))
        if one["result"].get("unit") and one["rule"] in _IN_A_UNIT:
            words["unit"] = str(one["result"]["unit"])
        held = one["inputs"]
        return Facts(
            numbers,
            words,
            came,
            weights,
            of,
            one["rule"],
            [(str(x["name"]), str(x.get("of") or ""), str(x["value"])) for x in held if x.get("value") is not None],
            [(str(x["name"]), str(x["period"]), str(x.get("of") or "")) for x in held if x.get("period") is not None],
            one["of"],
            self.texts[one["plan"]],
            one["result"].get("reason"),
        )

    def _is_of_change(self, id: str) -> bool:
        """Tell whether a target is the level that a change from the baseline comes to."""
        return str(self.derivations.get(id, {}).get("rule", "")).startswith(("relative", "absolute"))

    def _falls(self, id: str) -> bool:
        inputs = self.derivations.get(id, {}).get("inputs", [])
        return any(given["name"] == "direction" and given.get("value") == "decrease" for given in inputs)

    def _part(self, id: str, *, counted: bool = False) -> Came:
        """Return a result; of what has no number, that nothing is known of it.

        A class that is counted is taken as stated where it cannot be computed; the row of the count tells that.
        """
        try:
            return self.came(id)
        except Cannot:
            one = self.derivations.get(id)
            if one is None or (one["rule"] != "none" and not counted):
                raise
            verdict = one["result"].get("verdict")
            return Came(low=Fraction(0), high=Fraction(1), coverage=Fraction(0), verdict=verdict)

    def _check_circle(self, one: Mapping[str, Any], of: str) -> None:
        """Accept a part that is taken as unknown when it rests on the whole itself."""
        waiting, seen = [of], set[str]()
        while waiting:
            here = waiting.pop()
            if here == one["of"]:
                return
            if here not in seen:
                seen.add(here)
                below = self.derivations.get(f"share of {here}", {}).get("inputs", [])
                waiting += [str(given.get("of")) for given in below if given.get("of") is not None]
        raise Cannot(say("verify.no_circle", id=of))

    def _differing_results(self, one: Mapping[str, Any], came: Came) -> Iterable[str]:
        result, nearly = one["result"], _ROUGHLY if one["rule"] in _OF_ROOTS else _NEARLY
        own: dict[str, Fraction | None] = dict(
            zip(_NUMBERS, (came.number, came.low, came.high, came.coverage), strict=True)
        )
        for name, number in own.items():
            if name != "value" and name not in result:
                continue
            stated = result.get(name)
            try:
                same = (stated is None) == (number is None)
                if same and stated is not None and number is not None:
                    held = Quantity(as_ratio(stated), result.get("unit") or "")
                    here = in_unit(Quantity(number, came.unit), held.unit) if name == "value" else number
                    same = abs(held.number - here) <= nearly * max(abs(here), Fraction(1))
            except Cannot as reason:
                yield reason.args[0]
                continue
            if not same:
                yield say("verify.result_differs", name=name, stated=str(stated or "—"), found=shown(number))
        if came.verdict is not None and result.get("verdict") != came.verdict:
            yield say("verify.result_differs", name="verdict", stated=str(result.get("verdict")), found=came.verdict)

    # --- the whole file ---

    def notes(self) -> Iterable[str]:
        """Yield what is to be said of the plans: changed since, altered, not at hand."""
        for held in self.held.get("plans") or ():
            id, digest = str(held.get("id")), held.get("digest")
            if id not in self.texts:
                yield say("verify.no_such_plan", plan=id)
                continue
            stated, now = self._digests(id)
            if stated != digest:
                yield say("verify.altered", plan=id)
            elif now != digest:
                yield say("verify.changed", plan=id)
        without = sum(len(tuple(uncited(one))) for one in self.derivations.values())
        if without:
            yield say("verify.uncited", n=without)

    def _digests(self, plan: str) -> tuple[str, str]:
        """Return the digest of a plan's numbers as the file has them, and of what stands in the plan now."""
        stated, now = set[str](), set[str]()
        for one in self.derivations.values():
            for given in one["inputs"]:
                if given.get("plan") != plan or not given.get("at") or is_word(given) or given.get("value") is None:
                    continue
                line = line_of(given, given["value"], given.get("unit"))
                stated.add(line)
                try:
                    found = number_of(given, self.texts)
                    same = alike(found, Quantity(as_ratio(given["value"]), given.get("unit") or ""))
                    now.add(line if same else line_of(given, shown(found.number), found.unit))
                except Cannot:
                    now.add(line_of(given, "?", None))
        return sha(stated), sha(now)


def _said(came: Came) -> str | None:
    number = shown(came.number) if came.number is not None else None
    if number is None and came.low is not None:
        number = f"{shown(came.low)} … {shown(came.high)}"
    unit = f" {came.unit}" if number is not None and came.unit else ""
    return ", ".join(one for one in (f"{number}{unit}" if number else None, came.verdict) if one) or None
