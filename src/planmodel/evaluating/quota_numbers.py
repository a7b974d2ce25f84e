"""The number of a whole and those of its parts: in one unit, one form and one definition, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from planmodel.comparing.definitions import definition_of, definitions_differ
from planmodel.comparing.extents import extent_of
from planmodel.comparing.statements import Statement
from planmodel.listing import sentences
from planmodel.model.bounds import CEILINGS
from planmodel.model.kinds import Better, completed
from planmodel.model.plan import Plan
from planmodel.model.targets import Change, Commitment, Comparator, Compound, Level
from planmodel.tracking.levels import in_unit
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = ["Form", "Number", "Part", "Side", "Whole", "number_of", "whole_of"]

Side: TypeAlias = Literal["floor", "ceiling", "number"]
"""What a promise says of its number: at least so much, at most so much, or just that."""
_TURNED: dict[Side, Side] = {"floor": "ceiling", "ceiling": "floor", "number": "number"}


class Form(NamedTuple):
    """Of what a number is: a level, or a change one way, in a quantity or as a share of its base."""

    direction: Literal["increase", "decrease"] | None = None
    relative: bool = False

    def told(self) -> Message:
        """Return the form in words."""
        return say(f"quotas.form.{self.direction or 'level'}{'.relative' if self.relative else ''}")


class Part(NamedTuple):
    """What a part says: its plan's statement, or why there is none; and its weight in a mean."""

    plan: Plan | None
    told: Statement | None
    reason: str | None
    weight: Amount | None


class Number(NamedTuple):
    """The number of a part in the unit and form of the whole, or why there is none.

    Parameters:
        amount: the number; below nothing where it goes against the whole's change; the lower end of a range.
        reason: why there is none, or what to mind.
        side: whether it is a floor, a ceiling or just that.
        strict: whether it is more than that floor, or less than that ceiling.
        about: whether it is approximate.
        high: the upper end of a range, within which any number keeps the promise.
    """

    amount: Amount | None
    reason: str | None = None
    side: Side = "number"
    strict: bool = False
    about: bool = False
    high: Amount | None = None


class Whole(NamedTuple):
    """What the parts are held against: a number, the rule that its kind asks for, or why there is none."""

    amount: Amount | None
    rule: Literal["sum", "weighted_mean", "none"]
    form: Form
    reason: str | None
    side: Side = "number"
    strict: bool = False
    about: bool = False
    better: Side | None = None
    """Whether more of it or less of it is good; ``None`` where nothing says it."""
    plan: Plan | None = None
    told: Statement | None = None
    additive: bool = True
    """Whether parts of its kind have a sum or a mean at all."""
    high: Amount | None = None
    """The upper end where the whole is a range, of which ``amount`` is the lower."""


def whole_of(plan: Plan, told: Statement, parts: Sequence[Part], growth: Amount | None = None) -> Whole:
    """Return the number of a whole and the rule for its parts.

    Where the whole is a level and the parts promise cuts or gains, the net change from the whole's baseline counts;
    with what grows against it in the meantime, where that is stated, the gross one.
    """
    whole = _whole(plan, told, parts, growth)._replace(plan=plan, told=told)
    promise = None if told.target is None else one_promise(told.target.commitment, told.indicator.unit)
    if not isinstance(promise, Level | Change) or whole.amount is None:
        return whole
    better = definition_of(plan, told.indicator).better
    good = _good(whole.form, better)
    side = _side(promise.comparator, "floor" if better == "higher" else None if better is None else "ceiling")
    if isinstance(promise, Change):
        side = _side(promise.comparator, "floor")
    elif whole.form.direction == "decrease" and side is not None:
        side = _TURNED[side]
    if side is None:
        return Whole(None, "none", whole.form, say("quotas.no_better"), plan=plan, told=told)
    return whole._replace(side=side, strict=_strict(promise), about=promise.comparator == "about", better=good)


def _good(form: Form, better: Better | None) -> Side | None:
    """Return whether much of a number of this form is good; a change that is promised is, unless somebody says not."""
    if form.direction is None:
        return None if better is None else "floor" if better == "higher" else "ceiling"
    return "floor" if better is None or (better == "higher") == (form.direction == "increase") else "ceiling"


def _side(comparator: Comparator | None, better: Side | None) -> Side | None:
    """Return on which side of its number a promise is kept; ``None`` for better than where nobody says what is."""
    if comparator in CEILINGS:
        return "ceiling"
    if comparator in ("at_least", "more_than"):
        return "floor"
    return better if comparator == "better_than" else "number"


def _strict(promise: Level | Change) -> bool:
    return promise.comparator in ("more_than", "less_than", "better_than")


def _whole(plan: Plan, told: Statement, parts: Sequence[Part], growth: Amount | None) -> Whole:
    target = told.target
    if target is None:
        return Whole(None, "none", Form(), told.note)
    promise, quantity = target.commitment, definition_of(plan, told.indicator).quantity
    if quantity in ("grade", "index") or promise.kind == "Grade":
        return Whole(None, "none", Form(), say("quotas.neither"), additive=False)
    if target.scope is not None:
        return Whole(None, "none", Form(), say("quotas.whole_of_part", scope=target.scope))
    promise = one_promise(promise, told.indicator.unit)
    if isinstance(promise, Level):
        net = _net(told, promise, parts, growth)
        if net is not None:
            return net
        extent = extent_of(quantity, promise.value.unit)
        if extent is None:
            told_unit = say("quotas.extent_of", unit=promise.value.unit) if promise.value.unit else say("quotas.extent")
            return Whole(promise.value, "none", Form(), told_unit, high=promise.high)
        return Whole(promise.value, "sum" if extent == "part" else "weighted_mean", Form(), None, high=promise.high)
    if isinstance(promise, Change) and promise.per == "total":
        form = Form(promise.direction, promise.relative)
        adds = not promise.relative and extent_of(quantity, promise.value.unit) != "whole"
        return Whole(promise.value, "sum" if adds else "weighted_mean", form, None, high=promise.high)
    return Whole(None, "none", Form(), say("quotas.no_one_number", text=target.as_published or promise.kind))


def one_promise(promise: Commitment, unit: str | None) -> Commitment:
    """Return a floor and a ceiling that must both hold (≥90 and ≤100) as the range between them.

    Parameters:
        promise: what is promised.
        unit: the unit of the indicator, which is that of numbers without one.
    """
    if not isinstance(promise, Compound) or promise.of != "all" or len(promise.parts) != 2:
        return promise
    held = [completed(one, unit) for one in promise.parts]
    ends = {one.comparator: one.value for one in held if isinstance(one, Level)}
    low, high = ends.get("at_least"), ends.get("at_most")
    if low is None or high is None:
        return promise
    top = in_unit(high, low.unit)
    return (
        Level(value=low, high=high, comparator="between")
        if isinstance(top, Fraction) and top >= low.fraction
        else promise
    )


def _net(told: Statement, promise: Level, parts: Sequence[Part], growth: Amount | None) -> Whole | None:
    changes = [one.told.target.commitment for one in parts if one.told is not None and one.told.target is not None]
    cuts = [one for one in changes if isinstance(one, Change) and not one.relative]
    base = told.indicator.baseline
    if not cuts or len(cuts) != len(changes):
        return None
    form = Form(cuts[0].direction)
    if base is None or base.value is None:
        return Whole(None, "none", form, say("quotas.no_baseline"))
    start = in_unit(base.value, promise.value.unit)
    if not isinstance(start, Fraction):
        return Whole(None, "none", form, start.message)
    sign, unit, level = 1 if form.direction == "increase" else -1, promise.value.unit, str(promise.value)
    net = [sign * (promise.value.fraction - start)]
    if promise.high is not None:
        top = in_unit(promise.high, unit)
        if not isinstance(top, Fraction):
            return Whole(None, "none", form, top.message)
        net, level = sorted([*net, sign * (top - start)]), say("quotas.ends", low=promise.value, high=promise.high)
    told_net = say("quotas.net", base=base.value, level=level)
    if growth is None:
        told_net = say("quotas.net_alone", net=told_net)
    else:
        grown = in_unit(growth, unit)
        if not isinstance(grown, Fraction):
            return Whole(None, "none", form, grown.message)
        told_net = say("quotas.gross", net=told_net, change=Amount(net[0], unit or None), growth=growth)
        net = [one + grown for one in net]
    low, high = Amount(net[0], unit or None), Amount(net[1], unit or None) if len(net) > 1 else None
    return Whole(low, "sum", form, told_net, high=high)


def number_of(whole: Whole, part: Part) -> Number:
    """Return a part's number in the unit of the whole, or why it has none of the same form."""
    if part.told is None or part.told.target is None or part.plan is None:
        return Number(None, part.reason)
    target = part.told.target
    promise = one_promise(target.commitment, part.told.indicator.unit)
    if target.scope is not None:
        return Number(None, say("quotas.part_of_part", scope=target.scope))
    unlike = _unlike(whole, part.plan, part.told)
    if unlike is not None:
        return Number(None, unlike)
    if not isinstance(promise, Level | Change) or (isinstance(promise, Change) and promise.per != "total"):
        return Number(None, say("quotas.no_one_number", text=target.as_published or promise.kind))
    form = Form(promise.direction, promise.relative) if isinstance(promise, Change) else Form()
    against = form.relative == whole.form.relative and {form.direction, whole.form.direction} == {
        "increase",
        "decrease",
    }
    if whole.amount is not None and form != whole.form and not against:
        return Number(None, say("quotas.other_form", form=form.told(), whole=whole.form.told()))
    side = _side(promise.comparator, _good(form, definition_of(part.plan, part.told.indicator).better))
    if side is None:
        return Number(None, say("quotas.no_better"))
    about = promise.comparator == "about"
    note = say("quotas.approximate") if about else say("quotas.against", form=form.told()) if against else None
    shown = Number(promise.value, note, _TURNED[side] if against else side, _strict(promise), about)
    if whole.amount is None:
        return shown
    number = in_unit(promise.value, whole.amount.unit)
    if not isinstance(number, Fraction):
        return Number(None, number.message)
    if promise.value.unit != whole.amount.unit or against:
        shown = shown._replace(amount=Amount(-number if against else number, whole.amount.unit or None))
    if promise.high is None:
        return shown
    end = in_unit(promise.high, whole.amount.unit)
    if not isinstance(end, Fraction):
        return Number(None, end.message)
    ends = sorted([-number, -end] if against else [number, end])
    low, high = (Amount(one, whole.amount.unit or None) for one in ends)
    return Number(low, sentences(note, say("quotas.range", low=low, high=high)), high=high)


def _unlike(whole: Whole, plan: Plan, told: Statement) -> str | None:
    """Return in what a part's promise is another one than the whole's: definition, year, or base year of a change."""
    if whole.plan is None or whole.told is None or whole.told.target is None or told.target is None:
        return None
    above, below = whole.told.target, told.target
    if above.year != below.year:
        return say("quotas.other_year", year=str(below.year), whole=str(above.year))
    definitions = definition_of(plan, told.indicator), definition_of(whole.plan, whole.told.indicator)
    differ = definitions_differ(*definitions, "whole")
    if differ is not None or not isinstance(above.commitment, Change) or not isinstance(below.commitment, Change):
        return differ
    since = below.commitment.since or plan.base_year, above.commitment.since or whole.plan.base_year
    if None in since or since[0] == since[1]:
        return None
    return say("quotas.other_base", year=str(since[0]), whole=str(since[1]))
