"""From one currency to another, by a rate that has a name: whose it is, and of which day or year."""

from __future__ import annotations

import attrs

from planmodel.errors import IncompatibleUnitsError, ModelError
from planmodel.units.amount import Amount
from planmodel.units.table import is_money, same_dimension
from planmodel.words import say

__all__ = ["ExchangeRate"]


@attrs.frozen(kw_only=True)
class ExchangeRate:
    """What one sum of money is worth in another currency, by whom and when.

    Parameters:
        name: whose rate it is and of when: ``国家外汇管理局 2020年平均``; what was converted should state it.
        one: a sum in the one currency, ``1 美元``.
        is_worth: what it is worth in the other, ``6.8974 元``.

    Raises:
        ModelError: it has no name, or the two are no sums above 0 in two currencies.

    Example:
        >>> rate = ExchangeRate(name="national mean of 2020", one="1 US$", is_worth="6.8974 元")
        >>> rate.convert(Amount("2 亿美元"), "亿元"), rate.convert(Amount("6.8974 元"), "US$")
        (Amount("13.7948 亿元"), Amount("1 US$"))
    """

    name: str
    one: Amount = attrs.field(converter=Amount)
    is_worth: Amount = attrs.field(converter=Amount)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise ModelError(say("exchange.no_name"), hint=say("exchange.no_name.hint"), field=("name",))
        for field in ("one", "is_worth"):
            sum_of_money = getattr(self, field)
            if not is_money(sum_of_money.unit) or sum_of_money.magnitude <= 0:
                raise ModelError(
                    say("exchange.no_sum", money=sum_of_money), hint=say("write", text="1 美元"), field=(field,)
                )
        if same_dimension(self.one.unit, self.is_worth.unit):
            raise ModelError(say("exchange.one_currency", one=self.one, is_worth=self.is_worth), field=("is_worth",))

    def convert(self, amount: Amount, to: str) -> Amount:
        """Return a sum of one of the two currencies in a unit of the other.

        Raises:
            IncompatibleUnitsError: the sum or the unit is of a third currency, or no money.
        """
        for left, right in ((self.one, self.is_worth), (self.is_worth, self.one)):
            if same_dimension(amount.unit, left.unit) and same_dimension(to, right.unit):
                worth = amount.to(left.unit).fraction / left.fraction * right.fraction
                return Amount(worth, right.unit).to(to)
        raise IncompatibleUnitsError(
            say(
                "exchange.other",
                name=f"{self.name!r}",
                one=self.one.unit,
                other=self.is_worth.unit,
                unit=amount.unit or say("unit.bare_number"),
                to=to,
            ),
            left=amount.unit,
            right=to,
            hint=say("exchange.other.hint"),
        )
