"""Whether the promises of parts add up to the promise of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any, Literal

import attrs

from planmodel.arguments import each_checked, kinds_checked
from planmodel.columns import Column, columns_of
from planmodel.comparing.facts import is_one_place
from planmodel.comparing.figures import promise_text
from planmodel.comparing.statements import Statement, statement
from planmodel.comparing.tree import ancestors_of, not_above, parents_of
from planmodel.derivation import Derivations
from planmodel.errors import ModelError
from planmodel.evaluating.derived_quotas import quota_derivations
from planmodel.evaluating.printed import as_finely_as, decimals, last_digit, plain_fields
from planmodel.evaluating.quota_numbers import Form, Number, Part, Whole, whole_of
from planmodel.evaluating.quota_rules import QuotaVerdict, decided
from planmodel.listing import sentences
from planmodel.model.citing import place_of, with_plans
from planmodel.model.collection import unknown_id
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.targets import Change
from planmodel.tabular import Result, Rows
from planmodel.units import Amount
from planmodel.words import say, term

__all__ = ["Quota", "Quotas", "quotas"]


@attrs.frozen(kw_only=True)
class Quota:
    """What one part carries of one whole.

    Parameters:
        whole: the plan of the whole.
        part: the plan of the part.
        place: its area.
        promise: what it promises.
        number: that in the unit of the whole; none of a range, the ends of which count as bounds.
        share: number ÷ whole, where the parts add up.
        share_printed: the share that is printed beside it, in percent.
        share_means: the number that the printed share stands for.
        reason: why it has no number, or what to mind.
    """

    whole: str
    part: str
    place: str | None
    promise: str | None = None
    number: Amount | None = None
    share: float | None = None
    share_printed: float | None = None
    share_means: Amount | None = None
    reason: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class Quotas(Result):
    """Whether parts add up to one whole.

    Parameters:
        metric: the id of the metric.
        whole: the id of the plan of the whole.
        promise: what it promises.
        year: by the end of which year.
        rule: ``sum``, ``weighted_mean`` or ``none``.
        verdict: ``adds_up``, ``adds_up_with_reserve``, ``covered`` (a floor or ceiling of the whole is kept with
            something to spare), ``short``, ``over``, ``cannot_be_decided`` or ``not_additive``.
        total: the whole's number; ``None`` of a range, both ends of which must hold.
        joined: what the parts with a number come to: their sum, or their weighted mean.
        reserve: what is kept back, as stated.
        difference: whole − (joined + reserve), where there is a sum or mean; of a range from the end that is missed.
        low, high: what the whole can be, by the parts that are known; ``None`` where there is no bound.
        known: how many parts have a number or a range.
        silent: how many have none.
        reason: why it cannot be decided, or what to mind.
        rows: what each part carries.
        below: the quotas of wholes further down, in a tree; and of the whole's other targets.
        held: the plans themselves.
        weights: plan id → the weight of a part in a mean.
    """

    metric: str
    whole: str
    promise: str | None
    year: int | None
    rule: Literal["sum", "weighted_mean", "none"]
    verdict: QuotaVerdict
    total: Amount | None = None
    joined: Amount | None = None
    reserve: Amount | None = None
    difference: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    known: int = 0
    silent: int = 0
    reason: str | None = None
    rows: tuple[Quota, ...] = ()
    below: tuple[Quotas, ...] = ()
    held: Mapping[str, Plan] = attrs.field(factory=dict, eq=False)
    weights: Mapping[str, Amount] = attrs.field(factory=dict, eq=False)

    def __len__(self) -> int:
        return len(self.rows)

    def derivations(self) -> Derivations:
        """Return how the numbers came about: whole, parts and weights with their places, a named rule, the result.

        ``planmodel verify`` computes them again from the plans' files.
        """
        return quota_derivations(self)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values; amounts as exact text."""
        return plain_fields(self)

    def _columns(self) -> Sequence[Column]:
        columns = with_plans(columns_of(Quota, whole={"shown": False}, part={"shown": False}), self._held(), "part")
        return [one for one in columns if not one.name.startswith("part_place")]

    def _held(self) -> dict[str, Plan]:
        return {**self.held, **{id: plan for one in self.below for id, plan in one._held().items()}}

    def _rows(self) -> Sequence[Quota]:
        return [*self.rows, *(row for one in self.below for row in one._rows())]

    def _has_answer(self, row: Quota) -> bool:
        return row.number is not None

    def _headline(self) -> str:
        left = self.difference if self.total is None else self.difference and as_finely_as(self.difference, self.total)
        numbers = (
            ("sum" if self.rule == "sum" else "mean", self.joined),
            ("reserve", self.reserve),
            ("difference", left),
        )
        told = [say(f"quotas.head.{name}", amount=one) for name, one in numbers if one is not None]
        told.append(say("quotas.head.parts", n=self.known, silent=self.silent))
        ends = {"low": self.low or "…", "high": self.high or "…"}
        bounds = say("quotas.head.bounds", **ends) if self.low or self.high else None
        asked = {"whole": self.whole, "promise": self.promise or "—", "year": self.year or "—"}
        head = say("quotas.head", **asked, verdict=term("quotas.verdict", self.verdict), numbers=told)
        return sentences(head, bounds, self.reason) or ""

    def _above(self) -> Iterable[str]:
        yield self._headline()
        for one in self.below:
            yield from one._above()


@kinds_checked
def quotas(
    parent: Plan | Iterable[Plan],
    children: Iterable[Plan] | None = None,
    *,
    metric: str,
    year: int | None = None,
    reserve: Amount | str | None = None,
    growth: Amount | str | None = None,
    weights: Mapping[str, Amount | str | int | float | Decimal] | None = None,
    parts: int | None = None,
    shares: Mapping[str, int | float | Decimal] | None = None,
) -> Quotas:
    """Return whether what parts promise of a metric adds up to what the whole promises.

    Quantities (tonnes, areas, money) have a sum; shares, intensities and relative changes a mean weighted by what you
    give, and without weights only bounds; classes and indices neither. Parts that say nothing are not zero: with a sum
    below the whole they leave it open, unless it closes without them.

    Parameters:
        parent: the plan of the whole; or many plans, whose areas make a tree.
        children: the plans of its parts.
        metric: the id of the metric that their indicators name.
        year: the target year; the end of each plan's period when left out.
        reserve: what the whole keeps back.
        growth: what grows against a level of the whole in the meantime, where the parts promise cuts or gains: they are
            held against net change and growth together.
        weights: plan id → its weight in a mean (energy used, emissions in the base year).
        parts: how many parts the whole has; those beyond the plans given are silent. Left out, several plans are taken
            for all the parts, which the reason says where the verdict rests on it; one plan alone never is.
        shares: plan id → the percentage printed beside its number: where the two differ, both are told.

    Returns:
        the verdict with the parts. Where a whole has several targets for the year, the others are in ``below``.

    Raises:
        ModelError: no plans, a part that is given twice, lies in another one, is the whole or above it or cannot lie in
            it (a sibling), fewer parts than plans, or ``reserve``,
            ``growth`` or ``parts`` for a whole tree; ``growth`` where the whole is no level or parts promise levels.
        UnknownIdError: a weight or share is for a plan that is none of the parts.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> plans = PlanSet.read("examples/counties/*.yaml")
        >>> found = quotas(plans["chongqing-esr-145"], [plans["qianjiang-esr-145"]], metric="cod-cut", parts=38)
        >>> found.verdict, str(found.joined), found.silent, round(found.rows[0].share, 4)
        ('cannot_be_decided', '0.0245 万吨', 37, 0.0057)
    """
    if isinstance(parent, Plan):
        if children is None:
            raise ModelError(say("quotas.no_parts"), hint=say("quotas.no_parts.hint"))
        below = list(each_checked("children", children, Plan))
        _check_named(below, weights, shares)
        grown = None if growth is None else growth if isinstance(growth, Amount) else Amount(growth)
        return _with_wholes(parent, below, metric, year, reserve, grown, weights or {}, parts, shares or {})
    plans = list(each_checked("parent", parent, Plan))
    _check_named(plans, weights, shares)
    if reserve is not None or parts is not None or growth is not None:
        raise ModelError(say("quotas.of_one_whole"), hint=say("quotas.of_one_whole.hint"))
    above = parents_of(plans)
    trees = [(one, [other for other in plans if above[other.id] is one]) for one in plans]
    speaking = [(one, held) for one, held in trees if held and _indicators(one, metric)]
    if not speaking:
        raise ModelError(say("quotas.none_above", metric=metric))
    made = [
        _with_wholes(one, held, metric, year, None, None, weights or {}, None, shares or {}) for one, held in speaking
    ]
    return attrs.evolve(made[0], below=(*made[0].below, *made[1:]))


def _check_named(plans: Iterable[Plan], *given: Mapping[str, object] | None) -> None:
    """Refuse a number for a part that is not there, which would count for nothing."""
    ids = {plan.id for plan in plans}
    for id in (id for numbers in given for id in numbers or () if id not in ids):
        raise unknown_id(id, ids, say("id.parts"))


def _indicators(plan: Plan, metric: str) -> list[Indicator]:
    return [one for one in plan.indicators if one.metric is not None and one.metric.to == metric]


def _with_wholes(
    parent: Plan,
    children: list[Plan],
    metric: str,
    year: int | None,
    reserve: Amount | str | None,
    growth: Amount | None,
    weights: Mapping[str, Amount | str | int | float | Decimal],
    parts: int | None,
    shares: Mapping[str, int | float | Decimal],
) -> Quotas:
    _check(parent, children, parts)
    said = _indicators(parent, metric)
    if not said:
        raise ModelError(say("quotas.no_metric", plan=parent.id, metric=metric), hint=say("quotas.no_metric.hint"))
    told = statement(parent, said, year)
    wholes = [told]
    if told.reason == "several_targets":
        wanted = year if year is not None else parent.period.end.year if parent.period is not None else None
        wholes = [
            Statement(one, target, parent.base_year, None)
            for one in said
            for target in one.targets
            if wanted is None or target.year == wanted
        ]
    held = [(one, _part(one, metric, year, weights.get(one.id))) for one in children]
    missing = parts - len(children) if parts is not None else 1 if len(children) == 1 else 0
    kept = None if reserve is None else reserve if isinstance(reserve, Amount) else Amount(reserve)
    if kept is not None and kept.fraction < 0:
        raise ModelError(say("quotas.reserve_below_zero", reserve=kept))
    assumed = parts is None and len(children) > 1
    first, *others = [_decided(parent, one, held, metric, missing, kept, growth, shares, assumed) for one in wholes]
    if others:
        note = say("quotas.several_wholes", n=len(wholes))
        first = attrs.evolve(first, reason=sentences(first.reason, note), below=tuple(others))
    return first


def _check(parent: Plan, children: Sequence[Plan], parts: int | None) -> None:
    if not children:
        raise ModelError(say("quotas.none_here", plan=parent.id), hint=say("quotas.none_here.hint"))
    twice = [id for id, count in Counter([parent.id, *(one.id for one in children)]).items() if count > 1]
    areas = [one for one in children if place_of(one) is not None]
    twice += [str(place_of(one)) for one, other in combinations(areas, 2) if is_one_place(one, other)]
    if twice:
        raise ModelError(say("quotas.twice", one=twice[0]), hint=say("quotas.twice.hint"))
    own = place_of(parent)
    if own is not None and any(is_one_place(parent, one) for one in areas):
        raise ModelError(say("quotas.part_is_whole", place=own), hint=say("quotas.part_is_whole.hint"))
    over = [one for one in ancestors_of([parent, *children])[parent.id] if one is not parent]
    if over:
        raise ModelError(say("quotas.part_above", part=over[0].id, whole=parent.id), hint=say("quotas.part_above.hint"))
    for id, above in ancestors_of(children).items():
        if above:
            raise ModelError(say("quotas.inside", part=id, whole=above[0].id), hint=say("quotas.inside.hint"))
    for one in children:
        unlike = not_above(parent.jurisdiction, one.jurisdiction)
        if unlike is not None:
            raise ModelError(
                say("quotas.no_part", part=one.id, whole=parent.id, why=unlike), hint=say("quotas.no_part.hint")
            )
    if parts is not None and parts < len(children):
        raise ModelError(say("quotas.fewer", n=len(children), parts=str(parts)))


def _part(plan: Plan, metric: str, year: int | None, weight: Any) -> Part:
    said = _indicators(plan, metric)
    own = None if weight is None else weight if isinstance(weight, Amount) else Amount(str(weight))
    if not said:
        return Part(None, None, say("quotas.no_indicator", metric=metric), own)
    told = statement(plan, said, year)
    return Part(plan, told, told.note if told.target is None else None, own)


def _decided(
    parent: Plan,
    told: Statement,
    held: Sequence[tuple[Plan, Part]],
    metric: str,
    missing: int,
    reserve: Amount | None,
    growth: Amount | None,
    shares: Mapping[str, int | float | Decimal],
    assumed: bool,
) -> Quotas:
    whole = whole_of(parent, told, [part for _, part in held], growth)
    if growth is not None and not _is_net(told, whole):
        raise ModelError(say("quotas.no_growth", plan=parent.id), hint=say("quotas.no_growth.hint"))
    made = decided(whole, [part for _, part in held], missing, reserve)
    rows = [
        _row(parent, plan, part, whole, number, shares.get(plan.id))
        for (plan, part), number in zip(held, made.numbers, strict=True)
    ]
    notes = [
        *made.notes,
        *(
            say(
                "quotas.share_means",
                part=row.place or row.part,
                number=row.number,
                share=str(row.share_printed),
                means=row.share_means,
            )
            for row in rows
            if row.share_means is not None
        ),
    ]
    if assumed and made.verdict not in ("cannot_be_decided", "not_additive"):
        notes.append(say("quotas.all_parts", n=len(held)))
    return Quotas(
        metric=metric,
        whole=parent.id,
        promise=promise_text(told.target) if told.target is not None else None,
        year=told.target.year if told.target is not None else None,
        rule=made.rule,
        verdict=made.verdict,
        total=whole.amount if whole.high is None else None,
        joined=made.joined,
        reserve=reserve,
        difference=made.difference,
        low=made.low,
        high=made.high,
        known=made.known,
        silent=len(held) + missing - made.known,
        reason=sentences(*notes),
        rows=Rows(rows, Quota),
        held={parent.id: parent, **{plan.id: plan for plan, _ in held}},
        weights={plan.id: part.weight for plan, part in held if part.weight is not None},
    )


def _is_net(told: Statement, whole: Whole) -> bool:
    """Return whether a level of the whole is held as the change from its baseline."""
    return told.target is not None and not isinstance(told.target.commitment, Change) and whole.form != Form()


def _row(parent: Plan, plan: Plan, part: Part, whole: Whole, held: Number, printed: Any) -> Quota:
    total, share, means, number = (
        whole.amount if whole.high is None else None,
        None,
        None,
        held.amount if held.high is None else None,
    )
    if number is not None and total is not None and total.fraction != 0 and whole.rule == "sum":
        share = number.fraction / total.fraction
        if printed is not None:
            shown = Fraction(str(printed))
            implied = shown / 100 * total.fraction
            if abs(share * 100 - shown) > last_digit(Decimal(str(printed))):
                means = Amount(round(implied, decimals(number.magnitude)), total.unit or None)
    return Quota(
        whole=parent.id,
        part=plan.id,
        place=place_of(plan),
        promise=promise_text(part.told.target) if part.told is not None and part.told.target is not None else None,
        number=number,
        share=None if share is None else float(share),
        share_printed=None if printed is None else float(printed),
        share_means=means,
        reason=held.reason,
    )
