"""How the verdicts of a sufficiency came about: need, growth, what each work contributes, and whether it is enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from planmodel.derivation import Derivation, DerivationInput, Derivations, number
from planmodel.evaluating.contributions import WorkShare, base_end, inside_of
from planmodel.evaluating.need import Need
from planmodel.evaluating.outcome import Promise
from planmodel.evaluating.waiting import finish_of
from planmodel.model.element import Undertaking
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution
from planmodel.model.targets import Change
from planmodel.scheduling.schedule import Schedule
from planmodel.tabular import Rows
from planmodel.tracking.choice import base_year_of, baseline_at
from planmodel.tracking.derived_indicators import amount_input
from planmodel.tracking.path import year_end
from planmodel.tracking.results import Input
from planmodel.units import Amount

if TYPE_CHECKING:
    from planmodel.evaluating.sufficiency import Enough, Sufficiency

__all__ = ["Reckoned", "sufficiency_derivations"]


class Reckoned(NamedTuple):
    """What one row rests on: its promise, what that asks for, and the work.

    Parameters:
        promise: the promise.
        need: what it asks for.
        links: the work that contributes, with its links.
        row: the row.
        schedule: a schedule that says when work is over, if there is one.
    """

    promise: Promise
    need: Need
    links: Sequence[tuple[Undertaking, Contribution]]
    row: Enough
    schedule: Schedule | None


def sufficiency_derivations(found: Sufficiency) -> Derivations:
    """Return how needs, contributions and verdicts came about.

    Parameters:
        found: the sufficiency.
    """
    rows: list[Derivation] = []
    places: dict[str, int] = {}
    for one in found.reckoned:
        id = one.promise.indicator.id
        places[id] = places.get(id, 0) + 1
        rows += _Row(found.held, one, "" if places[id] == 1 else f" ({places[id]})").derivations()
    return Derivations(kind="sufficiency", rows=Rows(rows, Derivation))


class _Row:
    """One row, whose numbers and verdict are derived."""

    def __init__(self, plan: Plan, one: Reckoned, suffix: str) -> None:
        self.plan, self.suffix = plan, suffix
        self.promise, self.need, self.links, self.row, self.schedule = one
        self.id = self.promise.indicator.id

    def derivations(self) -> Iterator[Derivation]:
        """Yield need, growth and contributions, and the verdict last."""
        if self.need.net is None:
            yield self._made("enough", "none", (), verdict=self.row.verdict, reason="no_need")
            return
        yield from self._need()
        growth = self.row.growth
        if growth is not None:
            grown = DerivationInput(
                name="growth", value=number(growth.fraction), unit=growth.unit or None, origin="given"
            )
            yield self._made(
                "gross need", "gross_need", (self._derived("net", "net need"), grown), **self._of(self.row.gross)
            )
        inside = inside_of(self.plan, self.links)
        for (work, link), share in zip(self.links, self.row.work, strict=True):
            yield self._contribution(work, link, share, inside.get(work.id))
        yield self._contributed()
        asked = self._derived("gross", "gross need") if growth is not None else self._derived("net", "net need")
        more = [DerivationInput(name="strict", value="yes", origin="convention")] if self.need.strict else []
        if self.need.slack:
            more.append(DerivationInput(name="slack", value=number(self.need.slack), origin="convention"))
        inputs = (asked, self._derived("contributed", "contributed"), *more)
        yield self._made("enough", "enough", inputs, verdict=self.row.verdict)

    def _made(self, what: str, rule: str, inputs: tuple[DerivationInput, ...], **result: Any) -> Derivation:
        id = f"{what} of {self.id}{self.suffix}"
        return Derivation(id=id, of=self.id, plan=self.plan.id, rule=rule, inputs=inputs, **result)

    def _derived(self, name: str, what: str) -> DerivationInput:
        return DerivationInput(name=name, origin="derived", derived=f"{what} of {self.id}{self.suffix}")

    def _of(self, amount: Amount | None) -> dict[str, Any]:
        assert amount is not None
        return {"value": number(amount.fraction), "unit": amount.unit or None}

    # --- what is asked ---

    def _need(self) -> Iterator[Derivation]:
        """Yield the net need: the way to a level, the level that a change comes to, or the change itself."""
        side = DerivationInput(name="side", value=self.need.side, origin="convention")
        if self.need.aim is None:
            change = self.promise.target.commitment
            assert isinstance(change, Change)
            high = self.need.side == "lower" and change.high is not None
            size = change.high if high and change.high is not None else change.value
            years = DerivationInput(name="years", value=str(self.need.years), origin="convention")
            inputs = (self._promised("change", size), side, years)
            yield self._made("net need", "net_need_by_size", inputs, **self._of(self.need.net))
            return
        base = self._base()
        target = self._promised("target", self.need.aim)
        if isinstance(self.promise.target.commitment, Change):
            yield self._level(self.promise.target.commitment, base)
            target = self._derived("target", "target")
        yield self._made("net need", "net_need", (target, base, side), **self._of(self.need.net))

    def _promised(self, name: str, value: Amount) -> DerivationInput:
        target, targets = self.promise.target, self.promise.indicator.targets
        own = self.plan.indicators[self.id].targets
        at = (self.id, "targets", own.index(target) if target in own else targets.index(target))
        return amount_input(
            self.plan, name, value, at, target.sources, period=_text(target.year), text=target.as_published
        )

    def _base(self) -> DerivationInput:
        """Return the level in the base year, with where it stands."""
        indicator, commitment = self.promise.indicator, self.promise.target.commitment
        own = indicator.baseline.year if indicator.baseline is not None else None
        year = self._base_year()
        found = baseline_at(indicator, year if isinstance(commitment, Change) else own, None)
        assert isinstance(found, Input)
        assert found.value is not None
        if found.origin == "baseline":
            return amount_input(
                self.plan, "baseline", found.value, (self.id, "baseline"), found.sources, period=_text(year)
            )
        place = next(n for n, one in enumerate(indicator.observations) if one.value is found.value)
        period = indicator.observations[place].period.text
        return amount_input(
            self.plan, "baseline", found.value, (self.id, "observations", place), found.sources, period=period
        )

    def _level(self, change: Change, base: DerivationInput) -> Derivation:
        """Return the level that a change comes to."""
        inputs = [self._promised("change", change.value), self._word("direction", change.direction), base]
        if change.high is not None:
            inputs.append(self._promised("high", change.high))
            inputs.append(DerivationInput(name="better", value=self.need.side, origin="convention"))
        rule = "relative_change" if change.relative else "absolute_change"
        if change.per == "year":
            rule += "_by_year"
            for name, year in (("base_year", self._base_year()), ("target_year", self.promise.target.year)):
                inputs.append(DerivationInput(name=name, value=str(year), origin="convention"))
        return self._made("target", rule, tuple(inputs), **self._of(self.need.aim))

    def _base_year(self) -> int | None:
        return base_year_of(self.promise.indicator, self.promise.target.commitment, self.plan.base_year)

    def _word(self, name: str, value: str) -> DerivationInput:
        targets = self.plan.indicators[self.id].targets
        at = (self.id, "targets", targets.index(self.promise.target))
        return DerivationInput(name=name, value=value, plan=self.plan.id, at=at)

    # --- what work contributes ---

    def _contribution_id(self, work: str) -> str:
        return f"contribution of {work} to {self.id}{self.suffix}"

    def _contribution(self, work: Undertaking, link: Contribution, share: WorkShare, inside: str | None) -> Derivation:
        """Return what a task or project contributes: what is sure to count, and what may."""
        exact = share.high is not None and share.low == share.high
        return Derivation(
            id=self._contribution_id(work.id),
            of=work.id,
            plan=self.plan.id,
            rule="contribution",
            inputs=(*self._amount(work, link), *self._dates(work, inside)),
            value=number(share.low.fraction) if exact and share.low is not None else None,
            unit=self.need.unit or None,
            low=None if share.low is None else number(share.low.fraction),
            high=None if share.high is None else number(share.high.fraction),
            reason=None if exact else "interval",
        )

    def _amount(self, work: Undertaking, link: Contribution) -> Iterator[DerivationInput]:
        """Yield the contribution as stated, and what a share is a share of."""
        at = (work.id, "contributes_to", work.contributes_to.index(link))
        if link.amount is not None:
            yield amount_input(self.plan, "amount", link.amount, (*at, "amount"), work.sources)
            if self.need.base is not None:
                yield self._base()
        elif link.strength is not None:
            yield amount_input(self.plan, "strength", Amount(str(link.strength)), (*at, "strength"), work.sources)
            yield self._derived("net", "net need")

    def _dates(self, work: Undertaking, inside: str | None) -> Iterator[DerivationInput]:
        """Yield when work is over and between which days it must be, and the work in whose number its own stands."""
        if inside is not None:
            yield DerivationInput(name="inside", value=inside, origin="convention")
        finish, known = finish_of(self.plan, work, self.schedule)
        if finish is not None:
            origin: Any = "convention" if self.schedule is None else "given"
            yield DerivationInput(name="over", value=finish.isoformat(), origin=origin)
        if not known:
            yield DerivationInput(name="open", value="end", origin="convention")
        due = self.promise.target.year
        for name, day in (("due", None if due is None else year_end(due)), ("since", base_end(self.promise))):
            if day is not None:
                yield DerivationInput(name=name, value=day.isoformat(), origin="convention")

    def _contributed(self) -> Derivation:
        """Return what contributions come to, from what is sure to what may be."""
        parts = tuple(
            DerivationInput(name="part", of=work.id, origin="derived", derived=self._contribution_id(work.id))
            for work, _ in self.links
        )
        low, high = self.row.low, self.row.high
        return self._made(
            "contributed",
            "contributed",
            parts,
            value=number(low.fraction) if low is not None and low == high else None,
            unit=self.need.unit or None,
            low=None if low is None else number(low.fraction),
            high=None if high is None else number(high.fraction),
        )


def _text(year: int | None) -> str | None:
    return None if year is None else str(year)
