"""Budgets and spending of an IATI activity."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from xml.etree.ElementTree import Element as Node

import attrs

from planmodel.errors import PlanModelError
from planmodel.exchange.foreign import Ledger
from planmodel.exchange.iati_codes import BUDGETS, SPENT
from planmodel.exchange.stray_values import as_point, attribute, children, line_of, number_in, own_words, stretch
from planmodel.model.numbers import Cost, Spent
from planmodel.model.period import Period
from planmodel.text import one_line
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["Money", "read_cost"]


@attrs.frozen(kw_only=True)
class Money:
    """What an activity costs, and a line for each of its budgets.

    Parameters:
        cost: the whole, and what was spent.
        lines: the budgets, one line each.
    """

    cost: Cost | None
    lines: tuple[str, ...] = ()


@attrs.frozen
class _Budget:
    period: Period | None
    amount: Amount
    kind: str
    status: str | None

    def line(self) -> str:
        words = [self.kind, *({"1": "indicative", "2": "committed"}.get(self.status or "", self.status or "").split())]
        return f"budget: {self.period or '?'} {self.amount} ({', '.join(words)})"


def read_cost(activity: Node, id: str, ledger: Ledger) -> Money:
    """Return what an activity costs.

    The whole is the sum of its budgets, the revised in place of the original of the same time, where they are in one
    currency and none overlaps another; else there is none, and the ledger says why.

    Parameters:
        activity: the activity.
        id: the id of its project.
        ledger: takes counts and issues.
    """
    currency = attribute(activity, "default-currency")
    budgets = [one for node in children(activity, "budget") if (one := _budget(node, currency, ledger)) is not None]
    total = _total(budgets, id, line_of(activity), ledger)
    spent = [*_spent(activity, currency, ledger)]
    cost = Cost(total=total, spent=spent, evidence="inferred") if total is not None or spent else None
    return Money(cost=cost, lines=tuple(one.line() for one in budgets))


def _amount(holder: Node, currency: str | None, ledger: Ledger) -> Amount | None:
    """Return the value that an element holds; what is none is left out, and the reason said."""
    name = holder.tag.rpartition("}")[2]
    for value in children(holder, "value"):
        text = one_line(own_words(value) or "").strip()
        number = number_in(text, ledger, line_of(value))
        if number is None:
            break
        unit = attribute(value, "currency") or currency
        try:
            amount = Amount(number, unit) if unit is not None else None
        except PlanModelError:
            amount = None
        if amount is None:
            ledger.leave(name, say("import.currency"), line_of(holder))
        return amount
    ledger.leave(name, say("import.no_value"), line_of(holder))
    return None


def _budget(node: Node, currency: str | None, ledger: Ledger) -> _Budget | None:
    amount = _amount(node, currency, ledger)
    if amount is None:
        return None
    ledger.mapped["budget"] += 1
    first, last = (_point(node, name) for name in ("period-start", "period-end"))
    stated = (attribute(node, "type") or "1").lower()
    period = stretch(first, last, ledger, line_of(node))
    return _Budget(period, amount, BUDGETS.get(stated, stated), attribute(node, "status"))


def _point(node: Node, name: str) -> str | None:
    return next((as_point(attribute(one, "iso-date") or own_words(one)) for one in children(node, name)), None)


def _total(budgets: list[_Budget], id: str, line: int | None, ledger: Ledger) -> Amount | None:
    """Return the sum of budgets, where they can be summed."""
    revised = {one.period for one in budgets if one.kind == "revised" and one.period is not None}
    counted = [one for one in budgets if one.kind == "revised" or one.period not in revised]
    if not counted:
        return None
    reason = None
    if len({one.amount.unit for one in counted}) > 1:
        reason = say("iati.currencies")
    elif len(counted) > 1 and any(one.period is None for one in counted):
        reason = say("iati.undated")
    elif _overlap([one.period for one in counted if one.period is not None]):
        reason = say("iati.overlap")
    if reason is not None:
        ledger.note(say("iati.no_total", reason=reason), line=line, of=id)
        return None
    return Amount(sum((Decimal(one.amount.magnitude) for one in counted), Decimal(0)), counted[0].amount.unit)


def _overlap(periods: list[Period]) -> bool:
    """Return whether two periods share more than the day on which one ends and the other begins."""
    ordered = sorted(periods, key=lambda one: (one.start, one.end))
    return any(after.start < before.end for before, after in pairwise(ordered))


def _spent(activity: Node, currency: str | None, ledger: Ledger) -> Iterator[Spent]:
    """Yield what was paid out and spent; other transactions are no spending."""
    for node in children(activity, "transaction"):
        code = next((attribute(one, "code") for one in children(node, "transaction-type")), None)
        if (code or "").lower() not in SPENT:
            ledger.leave("transaction", say("iati.no_spending"), line_of(node))
            continue
        point = _point(node, "transaction-date") or _value_date(node)
        if point is None:
            ledger.leave("transaction", say("import.no_date"), line_of(node))
            continue
        amount = _amount(node, currency, ledger)
        if amount is not None:
            ledger.mapped["transaction"] += 1
            yield Spent(period=Period(point), amount=amount)


def _value_date(node: Node) -> str | None:
    return next((as_point(attribute(one, "value-date")) for one in children(node, "value")), None)
