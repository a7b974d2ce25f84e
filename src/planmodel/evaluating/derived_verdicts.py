"""How the verdicts of an evaluation came about: from values and targets to states and classes, and their counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from planmodel.derivation import Derivation, DerivationInput, Derivations, number
from planmodel.evaluating.derived_work import work_derivations
from planmodel.evaluating.judged import Judged, way_of
from planmodel.evaluating.measures import Measured
from planmodel.evaluating.method import Method
from planmodel.evaluating.outcome import Promise
from planmodel.evaluating.verdict_rows import InForce
from planmodel.evaluating.verdict_words import Words
from planmodel.evaluating.within_year import months_gone, said_of
from planmodel.model.numbers import Observation
from planmodel.model.targets import Change, Level
from planmodel.tabular import Rows
from planmodel.tracking.derived_indicators import amount_input, result_derivations
from planmodel.tracking.results import IndicatorProgress
from planmodel.units import Amount

if TYPE_CHECKING:
    from planmodel.evaluating.evaluation import Evaluation

__all__ = ["Judgement", "verdict_derivations"]


class Judgement(NamedTuple):
    """How one row was judged.

    Parameters:
        promise: the promise, with the target in force.
        judged: what is known of it.
        own: what the method says of it, if one was asked for.
        in_force: what took the place of the printed target.
    """

    promise: Promise
    judged: Judged
    own: Measured | None
    in_force: InForce | None

    @property
    def measured(self) -> tuple[int, Observation] | None:
        """The measured value that was held against the target, with its place."""
        for place, one in enumerate(self.promise.indicator.observations):
            if one.value is not None and one.value == self.judged.value and one.period.text == self.judged.period:
                return place, one
        return None

    @property
    def kind(self) -> Literal["observed", "expected"] | None:
        """Whether that value was measured, or is expected by what is said of it; ``None`` without one."""
        if self.measured is None:
            return None
        one = self.measured[1]
        expected = any(text is not None and _EXPECTED.search(text) for text in (one.as_published, one.note))
        return "expected" if expected else "observed"


_EXPECTED = re.compile(r"预计|预测|预期值|估计|\b(?:expected|forecast|projected|estimated?)\b", re.IGNORECASE)
"""Words by which a value is expected, not measured."""


def verdict_derivations(found: Evaluation) -> Derivations:
    """Return how the verdicts, counts, states and sums of an evaluation came about.

    Parameters:
        found: the evaluation.
    """
    rows: list[Derivation] = []
    places: dict[str, int] = {}
    classes: list[str] = []
    for judgement in found.judgements:
        id = judgement.promise.indicator.id
        places[id] = places.get(id, 0) + 1
        made = _Row(found, judgement, "" if places[id] == 1 else f" ({places[id]})")
        rows += made.derivations()
        classes.append(f"class of {id}{made.suffix}")
    rows += _counts(found, classes)
    rows += work_derivations(found)
    return Derivations(kind="evaluation", rows=Rows(rows, Derivation))


def _counts(found: Evaluation, classes: list[str]) -> Iterator[Derivation]:
    """Yield how many targets have which class, of all and by obligation."""
    for one in found.counts():
        parts = [
            DerivationInput(name="part", of=row.indicator, origin="derived", derived=id)
            for id, row in zip(classes, found.indicators, strict=True)
            if one.of == "all" or (row.obligation or "not stated") == one.of
        ]
        word = DerivationInput(name="counted", value=one.verdict, origin="given")
        yield Derivation(
            id=f"count of {one.verdict} in {one.of}",
            of=one.of,
            plan=found.held.id,
            rule="count",
            inputs=(word, *parts),
            value=str(one.count),
        )


class _Row:
    """One row, whose numbers and words are derived."""

    def __init__(self, found: Evaluation, judgement: Judgement, suffix: str) -> None:
        self.found, self.suffix = found, suffix
        self.promise, self.judged, self.own, self.in_force = judgement
        self.measured = judgement.measured
        self.words = Words(found.scale, found.method)
        self.of_way: dict[str, DerivationInput] = {}
        """The inputs of the verdict on the way, by their names."""

    def derivations(self) -> Iterator[Derivation]:
        """Yield what the state rests on, the state and the class."""
        result = self.judged.result
        if result is not None:
            rows = list(self._of_way(result))
            yield from rows
            self.of_way = {one.name: one for one in rows[-1].inputs}
            yield self._state(result)
        elif self.judged.aim is not None:
            yield from self._within_the_year(self.judged.aim)
        else:
            yield self._made("state", "none", (self._day(),), verdict=self.judged.state, reason="no_rule")
        yield self._class()

    def _of_way(self, result: IndicatorProgress) -> Iterator[Derivation]:
        own_base = self.in_force is None or self.in_force.baseline is None
        return result_derivations(
            self.found.held,
            self.promise.indicator,
            result,
            way_of(self.promise.target.commitment, self.found.trajectory),
            self.suffix,
            printed=self.in_force is None,
            based=own_base,
        )

    # --- inputs ---

    def _made(self, what: str, rule: str, inputs: tuple[DerivationInput, ...], **result: Any) -> Derivation:
        id = self.promise.indicator.id
        return Derivation(
            id=f"{what} of {id}{self.suffix}", of=id, plan=self.found.held.id, rule=rule, inputs=inputs, **result
        )

    def _derived(self, name: str, what: str) -> DerivationInput:
        return DerivationInput(
            name=name, origin="derived", derived=f"{what} of {self.promise.indicator.id}{self.suffix}"
        )

    def _day(self) -> DerivationInput:
        return DerivationInput(name="day", value=self.found.as_of.isoformat(), origin="given")

    def _at_target(self, name: str, value: str, *keys: str) -> DerivationInput:
        """Return a word or year of the target; of one that took the place of the printed it stands nowhere."""
        if self.in_force is not None:
            return DerivationInput(name=name, value=value, origin="given")
        id, targets = self.promise.indicator.id, self.promise.indicator.targets
        at: tuple[str | int, ...] = (id, "targets", targets.index(self.promise.target), *keys)
        return DerivationInput(name=name, value=value, plan=self.found.held.id, at=at)

    def _asked(self) -> Iterator[DerivationInput]:
        yield self._day()
        if self.promise.target.year is not None:
            yield self._at_target("target_year", str(self.promise.target.year), "year")

    def _sticks(self, expected: bool) -> Iterator[DerivationInput]:
        """Yield what values are held against: the share of time, margin, tolerance, and that they are approximate."""
        sticks = self.found.sticks
        if sticks.time_share is not None:
            yield DerivationInput(name="yardstick", value=number(sticks.time_share), origin="given")
        elif expected:
            yield self._derived("yardstick", "expected")
        for name, share in (("margin", sticks.margin or None), ("tolerance", sticks.tolerance)):
            if share is not None:
                yield DerivationInput(name=name, value=number(share), origin="given")
        commitment = self.promise.target.commitment
        if isinstance(commitment, Level | Change) and commitment.comparator is not None:
            yield self._at_target("comparator", commitment.comparator)
        said = None if self.measured is None else said_of(self.measured[1].as_published, self.promise)
        if said is not None and said.comparator == "about":
            yield DerivationInput(name="said", value="about", origin="convention")

    def _observed(self, name: str, place: int, one: Observation) -> DerivationInput:
        assert one.value is not None
        at = (self.promise.indicator.id, "observations", place)
        return amount_input(
            self.found.held, name, one.value, at, one.sources, period=one.period.text, text=one.as_published
        )

    # --- states ---

    def _state(self, result: IndicatorProgress) -> Derivation:
        """Return the state on the day, by the verdict of the way and what values are held against."""
        verdict = self._derived("verdict", "verdict")
        if result.status == "unknown" and result.actual is None:
            inputs = (verdict, *self._asked(), *self._since())
            return self._made("state", "state_without_value", inputs, verdict=self.judged.state, reason=result.reason)
        names = ("target", "actual", "class_actual", "better")
        held = (self.of_way[name] for name in names if name in self.of_way)
        inputs = (
            verdict,
            *self._share(),
            *self._sticks("expected" in self.of_way),
            *held,
            *self._asked(),
        )
        return self._made("state", "state", inputs, verdict=self.judged.state)

    def _share(self) -> Iterator[DerivationInput]:
        """Yield the share of the way: of what has parts that of the part that counts."""
        if "share" in self.of_way:
            yield self._derived("share", "share")
        elif self.judged.share is not None:
            yield DerivationInput(name="share", value=number(self.judged.share), origin="convention")

    def _since(self) -> Iterator[DerivationInput]:
        """Yield the year after which values count."""
        if "base_year" in self.of_way:
            yield self.of_way["base_year"]

    def _within_the_year(self, aim: Amount) -> Iterator[Derivation]:
        """Yield what is known by a value of a part of the target's year."""
        found, id = self.measured, self.promise.indicator.id
        assert found is not None
        if self.in_force is None:
            at = (id, "targets", self.promise.indicator.targets.index(self.promise.target))
            sources = self.promise.target.sources
            target = amount_input(self.found.held, "target", aim, at, sources, text=self.promise.target.as_published)
        else:
            target = DerivationInput(name="target", value=number(aim.fraction), unit=aim.unit or None, origin="given")
        inputs = [target, self._observed("actual", *found)]
        if self.judged.side is not None:
            inputs.append(DerivationInput(name="side", value=self.judged.side, origin="convention"))
        of_amount = self.judged.share is not None
        if of_amount:
            end = DerivationInput(name="day", value=found[1].period.end.isoformat(), origin="convention")
            yield self._made(
                "share", "share_of_amount", tuple(inputs[:2]), value=number(self.judged.share or Fraction(0))
            )
            yield self._made("expected", "months", (end,), value=number(months_gone(found[1].period.end) / 12))
            inputs.append(self._derived("share", "share"))
        elif self.judged.size is not None:
            inputs += self._high()
            size = self.judged.size
            inputs.append(
                DerivationInput(name="size", value=number(size.fraction), unit=size.unit or None, origin="convention")
            )
        inputs += [*self._sticks(of_amount), *self._asked()]
        rule = "state_of_amount" if of_amount else "state_of_growth"
        yield self._made("state", rule, tuple(inputs), verdict=self.judged.state)

    def _high(self) -> Iterator[DerivationInput]:
        """Yield the upper end of a range."""
        commitment = self.promise.target.commitment
        high = commitment.high if isinstance(commitment, Level | Change) else None
        if high is not None:
            yield DerivationInput(name="high", value=number(high.fraction), unit=high.unit or None, origin="convention")

    # --- classes ---

    def _class(self) -> Derivation:
        """Return the class: of the state on the scale, or by the measure of the method."""
        own = self.own
        if own is None or own.judged is None:
            state = self._derived("state", "state") if own is None else self._cannot()
            classes = (
                DerivationInput(name="class_states", of=one.zh, value=" ".join(one.states), origin="given")
                for one in self.found.scale.classes
            )
            verdict = self.words.verdict(self.judged, self.promise.indicator).zh
            return self._made("class", "class_of_state", (state, *classes), verdict=verdict)
        method = self.found.method
        assert method is not None
        return self._made(
            "class",
            f"method_{method.measure}",
            tuple(self._of_method(method)),
            value=None if own.measure is None else number(Fraction(own.measure)),
            verdict=own.judged.zh,
        )

    def _cannot(self) -> DerivationInput:
        """Return the state of what the method has no answer to."""
        return DerivationInput(name="state", value="cannot_be_judged", origin="convention")

    def _of_method(self, method: Method) -> Iterator[DerivationInput]:
        """Yield what a method reckons with: the way, what was measured before, its cut-offs and its words."""
        names = ("target", "actual", "baseline", "better", "base_year", "target_year")
        yield from (self.of_way[name] for name in names if name in self.of_way)
        yield self._derived("verdict", "verdict")
        yield from self._share()
        yield from self._sticks("expected" in self.of_way)
        if method.measure in ("projected_change", "off"):
            for place, one in enumerate(self.promise.indicator.observations):
                if one.value is not None and one.period.text.isdigit() and one.period.text != self.judged.period:
                    yield self._observed("earlier", place, one)
        if method.zero is not None:
            yield DerivationInput(name="zero", value=number(Fraction(str(method.zero))), origin="given")
        for each in method.classes:
            least = "rest" if each.least is None else number(Fraction(str(each.least)))
            yield DerivationInput(name="cut", of=each.zh, value=least, origin="given")
        for edge, each in method.edges.items():
            yield DerivationInput(name="edge", of=each.zh, value=edge, origin="given")
