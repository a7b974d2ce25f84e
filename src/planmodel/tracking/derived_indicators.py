"""How the numbers of an indicator's progress came about: level promised, share of the way, share of time, verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planmodel.derivation import Derivation, DerivationInput, number
from planmodel.model.kinds import Indicator
from planmodel.model.metrics import metric_of
from planmodel.model.plan import Plan
from planmodel.model.sources import Citation
from planmodel.model.targets import Compound, Target
from planmodel.tracking.levels import ABOUT
from planmodel.tracking.results import IndicatorProgress, Input, Trajectory, record_of
from planmodel.units import Amount, is_known

__all__ = ["amount_input", "indicator_derivations", "result_derivations", "satisfaction_id"]


def satisfaction_id(indicator: str) -> str:
    """Return the id of the derivation of what an indicator counts in a goal."""
    return f"satisfaction of {indicator}"


def amount_input(
    plan: Plan, name: str, value: Amount, at: tuple[str | int, ...], sources: tuple[Citation, ...], **more: Any
) -> DerivationInput:
    """Return an amount that stands in a plan; without citations of its own it has those of its element."""
    element = plan.get(str(at[0]))
    cited = sources or (element.sources if element is not None else ())
    return DerivationInput(
        name=name,
        value=number(value.fraction),
        unit=value.unit or None,
        plan=plan.id,
        at=at,
        sources=tuple(record_of(one) for one in cited),
        **more,
    )


def indicator_derivations(plan: Plan, result: IndicatorProgress, trajectory: Trajectory) -> Iterator[Derivation]:
    """Yield the derivations of an indicator's progress, what it counts in a goal last."""
    one = _Indicator(plan, plan.indicators[result.indicator], trajectory)
    yield from one.of(result, "", None)
    yield from _satisfactions(plan, result, "")
    if result.stretch is not None:
        yield from one.of(result.stretch, " (stretch)", None)


def _satisfactions(plan: Plan, result: IndicatorProgress, suffix: str) -> Iterator[Derivation]:
    """Yield what a result counts in a goal; of several promises that of each before that of all."""
    id, rule = result.indicator, "satisfaction"
    whats = ["verdict"]
    if result.method == "compound":
        rule = f"satisfaction_of_{'any' if (result.promise or {}).get('of') == 'any' else 'all'}"
        for number_, part in enumerate(result.parts, 1):
            yield from _satisfactions(plan, part, f"{suffix} (part {number_})")
    elif result.attainment is not None:
        whats.append("share")
    inputs = [DerivationInput(name=what, origin="derived", derived=f"{what} of {id}{suffix}") for what in whats]
    if result.method == "compound":
        own = f"{satisfaction_id(id)}{suffix}"
        inputs += [
            DerivationInput(name="part", origin="derived", derived=f"{own} (part {place})")
            for place in range(1, len(result.parts) + 1)
        ]
    yield Derivation(
        id=f"{satisfaction_id(id)}{suffix}",
        of=id,
        plan=plan.id,
        rule=rule,
        inputs=tuple(inputs),
        value=None if result.satisfaction is None else str(result.satisfaction),
        reason=None if result.satisfaction is not None else result.reason or "no_trajectory",
    )


def result_derivations(
    plan: Plan,
    indicator: Indicator,
    result: IndicatorProgress,
    trajectory: Trajectory,
    suffix: str,
    *,
    printed: bool = True,
    based: bool = True,
) -> Iterator[Derivation]:
    """Yield the derivations of how far an indicator is towards one target, the verdict last.

    Parameters:
        plan: the plan.
        indicator: the indicator.
        result: how far it is.
        trajectory: the way that was expected.
        suffix: what tells the ids of one target from those of another.
        printed: whether the target stands in the plan; one that took its place is given.
        based: whether the baseline does.
    """
    return _Indicator(plan, indicator, trajectory, printed, based).of(result, suffix, None)


class _Indicator:
    """One indicator of a plan, whose results are derived."""

    def __init__(
        self, plan: Plan, indicator: Indicator, trajectory: Trajectory, printed: bool = True, based: bool = True
    ) -> None:
        self.plan, self.indicator, self.trajectory = plan, indicator, trajectory
        self.printed, self.based = printed, based

    def of(self, result: IndicatorProgress, suffix: str, part: int | None) -> Iterator[Derivation]:
        """Yield the derivations of one result; ``suffix`` tells those of parts and stretches apart."""
        for number_, one in enumerate(result.parts):
            yield from self.of(one, f"{suffix} (part {number_ + 1})", number_)
        if result.method == "compound":
            yield self._compound(result, suffix)
            return
        if result.method == "grade" and result.actual is not None and result.reason != "no_number":
            yield self._made("verdict", suffix, "grade", tuple(self._classes(result, result.actual)), **_word(result))
            return
        if result.method in (None, "grade") or result.actual is None or result.target is None:
            yield self._made("verdict", suffix, "none", self._asked(result), **_word(result))
            return
        target = self._target(result)
        if result.target.origin == "computed" or self._is_change(result):
            yield self._level(result, suffix, target)
            target = DerivationInput(name="target", origin="derived", derived=f"target of {self.indicator.id}{suffix}")
        baseline = self._baseline(result)
        inputs = (target, self._actual(result), *((baseline,) if baseline is not None else ()))
        if result.attainment is not None and result.overshoot is not None:
            share = result.attainment if not result.overshoot else 1 + result.overshoot
            yield self._made("share", suffix, "share_of_way", inputs, value=str(share))
        if result.expected_when_measured is not None:
            yield self._time(result, suffix, inputs)
        yield self._verdict(result, suffix, inputs)

    def _made(
        self, what: str, suffix: str, rule: str, inputs: tuple[DerivationInput, ...], **result: Any
    ) -> Derivation:
        id = self.indicator.id
        return Derivation(id=f"{what} of {id}{suffix}", of=id, plan=self.plan.id, rule=rule, inputs=inputs, **result)

    def _asked(self, result: IndicatorProgress) -> tuple[DerivationInput, ...]:
        day = DerivationInput(name="day", value=result.as_of.isoformat(), origin="given")
        return (day, *self._base_year(result))

    def _target_year(self, result: IndicatorProgress) -> DerivationInput:
        found = self._place(result)
        at = () if found is None else (self.indicator.id, "targets", found[0], "year")
        return self._year("target_year", result.target_year or 0, at)

    def _base_year(self, result: IndicatorProgress) -> Iterator[DerivationInput]:
        """Yield the base year with where it stands: the baseline, the plan, the text of the target, or a convention."""
        year, base, found = result.base_year, self.indicator.baseline, self._place(result)
        if year is None:
            return
        at: tuple[str | int, ...] = ()
        if base is not None and base.year == year and self.based:
            at = (self.indicator.id, "baseline", "year")
        elif found is not None and (result.promise or {}).get("since") == year:
            at = (self.indicator.id, "targets", found[0])
        elif self.plan.base_year == year:
            at = ("base_year",)
        yield self._year("base_year", year, at)

    def _year(self, name: str, year: int, at: tuple[str | int, ...]) -> DerivationInput:
        if not at:
            return DerivationInput(name=name, value=str(year), origin="convention")
        return DerivationInput(name=name, value=str(year), plan=self.plan.id, at=at)

    # --- what stands in the plan ---

    def _place(self, result: IndicatorProgress) -> tuple[int, Target] | None:
        """Return the target that a promise stands in, by its year and what it says."""
        if not self.printed:
            return None
        for place, target in enumerate(self.indicator.targets):
            if target.year != result.target_year or target.scope is not None:
                continue
            promises = [target.commitment, target.stretch]
            promises += target.commitment.parts if isinstance(target.commitment, Compound) else ()
            if any(one is not None and record_of(one) == result.promise for one in promises):
                return place, target
        return None

    def _target(self, result: IndicatorProgress) -> DerivationInput:
        assert result.target is not None
        assert result.target.value is not None
        base = self.indicator.baseline
        if (result.promise or {}).get("kind") == "Qualitative" and self.based and base is not None:
            # what is to be kept in words is the baseline
            at, year = (self.indicator.id, "baseline"), _text(base.year)
            return amount_input(
                self.plan, "target", result.target.value, at, base.sources, period=year, text=base.as_published
            )
        return self._promised(result, "target", result.target.value)

    def _promised(self, result: IndicatorProgress, name: str, value: Amount) -> DerivationInput:
        found = self._place(result)
        if found is None:
            return DerivationInput(name=name, value=number(value.fraction), unit=value.unit or None, origin="given")
        place, target = found
        at = (self.indicator.id, "targets", place)
        return amount_input(
            self.plan, name, value, at, target.sources, period=_text(target.year), text=target.as_published
        )

    def _measured(self, name: str, given: Input) -> DerivationInput | None:
        for place, one in enumerate(self.indicator.observations):
            if one.value is not None and one.value == given.value and one.period == given.period:
                at = (self.indicator.id, "observations", place)
                return amount_input(
                    self.plan, name, one.value, at, one.sources, period=one.period.text, text=one.as_published
                )
        return None

    def _actual(self, result: IndicatorProgress) -> DerivationInput:
        assert result.actual is not None
        found = self._measured("actual", result.actual)
        assert found is not None, "what was measured stands in the plan"
        return found

    def _baseline(self, result: IndicatorProgress) -> DerivationInput | None:
        given = result.baseline
        if given is None or given.value is None:
            return None
        if given.origin == "baseline" and self.based:
            text, at = given.text, (self.indicator.id, "baseline")
            return amount_input(
                self.plan, "baseline", given.value, at, given.sources, period=_text(result.base_year), text=text
            )
        found = self._measured("baseline", given) if given.origin == "observation" else None
        origin: Any = "convention" if given.origin == "computed" else "given"
        return found or DerivationInput(
            name="baseline", value=number(given.value.fraction), unit=given.value.unit or None, origin=origin
        )

    def _in_own_unit(self, text: str, *, relative: bool = False) -> Amount:
        """Return a promised number, in the indicator's unit where it has none."""
        value, unit = Amount(text), self.indicator.unit
        return value if value.unit or relative or not unit or not is_known(unit) else Amount(value.exact, unit)

    # --- what follows from it ---

    def _is_change(self, result: IndicatorProgress) -> bool:
        return result.promise is not None and result.promise.get("kind") == "Change"

    def _level(self, result: IndicatorProgress, suffix: str, target: DerivationInput) -> Derivation:
        """Return the level that a promised change comes to."""
        promise = result.promise or {}
        change = self._in_own_unit(promise["value"], relative=bool(promise.get("relative")))
        of_itself = result.baseline is not None and result.baseline.origin == "computed"
        yearly = promise.get("per") == "year" and (result.base_year != (result.target_year or 0) - 1)
        rule = "change_itself" if of_itself else "relative_change" if promise.get("relative") else "absolute_change"
        inputs = [
            self._promised(result, "change", change),
            DerivationInput(name="direction", value=promise["direction"], plan=self.plan.id, at=target.at),
        ]
        if "high" in promise:
            high = self._in_own_unit(promise["high"], relative=bool(promise.get("relative")))
            inputs.append(self._promised(result, "high", high))
            inputs.append(DerivationInput(name="better", value=result.better, origin="convention"))
        base = self._baseline(result)
        if not of_itself and base is not None:
            inputs.append(base)
        if yearly:
            inputs += [*self._base_year(result), self._target_year(result)]
        assert result.target is not None
        value = result.target.value
        assert value is not None
        return self._made(
            "target",
            suffix,
            f"{rule}_by_year" if yearly else rule,
            tuple(inputs),
            value=number(value.fraction),
            unit=value.unit or None,
        )

    def _time(self, result: IndicatorProgress, suffix: str, inputs: tuple[DerivationInput, ...]) -> Derivation:
        """Return the share of the way that the time asks for on the last day of what was measured."""
        assert result.actual is not None
        assert result.actual.period is not None
        ends = [
            DerivationInput(name="day", value=result.actual.period.end.isoformat(), origin="convention"),
            *self._base_year(result),
            self._target_year(result),
        ]
        levels = [one for one in inputs if one.name in ("baseline", "target")] if self.trajectory == "geometric" else []
        return self._made(
            "expected", suffix, f"time_{self.trajectory}", (*ends, *levels), value=str(result.expected_when_measured)
        )

    def _verdict(self, result: IndicatorProgress, suffix: str, inputs: tuple[DerivationInput, ...]) -> Derivation:
        id, more = self.indicator.id, []
        if result.better is not None:
            more.append(self._better(result))
        promise = result.promise or {}
        comparator = promise.get("comparator") if self._is_change(result) else result.comparator
        if comparator is not None:
            at = self._at(result)
            more.append(DerivationInput(name="comparator", value=comparator, plan=self.plan.id, at=at))
        if result.comparator == "about":
            more.append(DerivationInput(name="tolerance", value=number(ABOUT), origin="convention"))
        if promise.get("kind") == "Level" and "high" in promise:
            for name, key in (("low", "value"), ("high", "high")):
                more.append(self._promised(result, name, self._in_own_unit(promise[key])))
        for what, there in (("share", result.attainment), ("expected", result.expected_when_measured)):
            if there is not None:
                more.append(DerivationInput(name=what, origin="derived", derived=f"{what} of {id}{suffix}"))
        more += [*self._asked(result), self._target_year(result)]
        return self._made("verdict", suffix, "verdict", (*inputs, *more), **_word(result))

    def _at(self, result: IndicatorProgress) -> tuple[str | int, ...]:
        found = self._place(result)
        return () if found is None else (self.indicator.id, "targets", found[0])

    def _better(self, result: IndicatorProgress) -> DerivationInput:
        """Return which way is better, with where that stands: the indicator, its metric, or the promised change."""
        if self.indicator.better == result.better:
            at = (self.indicator.id, "better")
            return DerivationInput(name="better", value=result.better, plan=self.plan.id, at=at)
        metric = metric_of(self.plan, self.indicator)
        if metric is not None and metric.better == result.better:
            if metric.id in self.plan:
                return DerivationInput(name="better", value=result.better, plan=self.plan.id, at=(metric.id, "better"))
            return DerivationInput(name="better", value=result.better, origin="catalogue", of=metric.id)
        return DerivationInput(name="better", value=result.better, origin="convention")

    def _classes(self, result: IndicatorProgress, actual: Input) -> Iterator[DerivationInput]:
        """Yield the class promised, measured and at the start, as their texts have them."""
        id, plan, base = self.indicator.id, self.plan.id, self.indicator.baseline
        promise = result.promise or {}
        yield DerivationInput(name="class", value=promise.get("grade"), plan=plan, at=self._at(result))
        if promise.get("comparator") is not None:
            yield DerivationInput(name="comparator", value=promise["comparator"], plan=plan, at=self._at(result))
        for place, one in enumerate(self.indicator.observations):
            if one.as_published == actual.text and one.period == actual.period:
                at = (id, "observations", place)
                cited = tuple(record_of(source) for source in one.sources or self.indicator.sources)
                yield DerivationInput(
                    name="class_actual", value=actual.text, plan=plan, at=at, period=one.period.text, sources=cited
                )
                break
        if base is not None and base.as_published is not None:
            yield DerivationInput(name="class_base", value=base.as_published, plan=plan, at=(id, "baseline"))
        yield from (*self._asked(result), self._target_year(result))

    def _compound(self, result: IndicatorProgress, suffix: str) -> Derivation:
        rule = "verdict_of_any" if (result.promise or {}).get("of") == "any" else "verdict_of_all"
        id = self.indicator.id
        parts = tuple(
            DerivationInput(name="part", origin="derived", derived=f"verdict of {id}{suffix} (part {place + 1})")
            for place in range(len(result.parts))
        )
        return self._made("verdict", suffix, rule, (*parts, *self._asked(result)), **_word(result))


def _word(result: IndicatorProgress) -> dict[str, Any]:
    """Return a verdict as a derivation has it."""
    why = result.reason if result.status == "unknown" else None
    return {"verdict": result.status, "reason": why}


def _text(year: int | None) -> str | None:
    return None if year is None else str(year)
