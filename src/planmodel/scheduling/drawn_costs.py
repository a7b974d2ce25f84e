"""What the work of a plan costs in each sample of a simulation."""

from __future__ import annotations

import math
import statistics
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.scheduling.sampling_error import CONFIDENCE, chance_limits, percentile_rank, quantile_ranks
from planmodel.tabular import Single
from planmodel.units import Amount

__all__ = ["DrawnCosts"]

_PERCENTS = (10, 50, 80, 90)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DrawnCosts(Single):
    """What the work of a plan and what happens to it cost together, in each sample of a simulation.

    Parameters:
        stated: what the work costs as planned: what projects say that they cost, and what other work uses of money and
            comes to by its rates.
        unit: the unit of the samples.
        samples: the cost in each sample, in the order of the samples, in ``unit``.
        ordered: the same from the lowest to the highest.
    """

    stated: Amount
    unit: str
    samples: Sequence[float]
    ordered: Sequence[float]

    @kinds_checked
    def percentile(self, percent: float) -> Amount:
        """Return the sum that ``percent`` of the samples do not exceed.

        Raises:
            ModelError: not between 0 and 100.
        """
        return self.amount(self.ordered[percentile_rank(percent, len(self.ordered))])

    @kinds_checked
    def percentile_between(self, percent: float, confidence: float = CONFIDENCE) -> tuple[Amount, Amount]:
        """Return the limits between which endless samples would have that sum; see ``sampling_error``."""
        self.percentile(percent)
        low, high = quantile_ranks(percent / 100, len(self.ordered), confidence)
        return self.amount(self.ordered[low]), self.amount(self.ordered[high])

    @property
    def mean(self) -> Amount:
        """The mean of the samples."""
        return self.amount(math.fsum(self.ordered) / len(self.ordered))

    @property
    def error(self) -> Amount:
        """The standard error of the mean."""
        return self.amount(math.sqrt(statistics.pvariance(self.ordered) / len(self.ordered)))

    @kinds_checked
    def chance(self, within: str | Amount) -> float:
        """Return the share of samples that cost no more than a sum.

        Raises:
            IncompatibleUnitsError: the sum is no money, or another currency.
        """
        return bisect_right(self.ordered, self.limit(within)) / len(self.ordered)

    @kinds_checked
    def chance_between(self, within: str | Amount, confidence: float = CONFIDENCE) -> tuple[float, float]:
        """Return the limits between which endless samples would have that chance; see ``sampling_error``."""
        return chance_limits(bisect_right(self.ordered, self.limit(within)), len(self.ordered), confidence)

    @kinds_checked
    def limit(self, within: str | Amount) -> float:
        """Return a sum in ``unit``, with room for what is lost in counting."""
        return float(Amount(within).to(self.unit)) * (1 + 1e-12)

    @kinds_checked
    def amount(self, number: float) -> Amount:
        """Return a number of the samples as an amount, with six digits."""
        return Amount(Decimal(f"{Decimal(f'{number:.6g}'):f}"), self.unit)

    def _columns(self) -> Sequence[Column]:
        return (
            Column("stated", "text", "what the work costs as planned"),
            Column("mean", "text", "the mean of the samples"),
            Column("error", "text", "the standard error of the mean", head="± of the mean"),
            *(
                Column(f"p{percent}", "text", f"the sum that {percent} % of the samples do not exceed", of=of)
                for percent in _PERCENTS
                for of in [lambda row, percent=percent: row.percentile(percent)]
            ),
        )
