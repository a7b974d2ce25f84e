"""How far what a simulation says may lie from what endless samples would say.

Source: the standard error of a mean: any textbook; of quantiles, the order statistics whose ranks a binomial number of
samples puts around them: H. A. David and H. N. Nagaraja, *Order Statistics*, 3rd edition, 2003, section 7.1; of a
chance: E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, Journal of the American
Statistical Association 22, 1927.
"""

from __future__ import annotations

import math
from statistics import NormalDist

from planmodel.errors import ModelError
from planmodel.words import say

__all__ = ["CONFIDENCE", "chance_limits", "deviations", "percentile_rank", "quantile_ranks"]

CONFIDENCE = 0.95
"""In which share of simulations the limits hold what endless samples would give, where nothing else is asked."""


def deviations(confidence: float) -> float:
    """Return how many standard errors to both sides hold a share of a normal distribution.

    Raises:
        ModelError: the share is not between 0 and 1.

    Example:
        >>> round(deviations(0.95), 2)
        1.96
    """
    if not 0 < confidence < 1:
        raise ModelError(say("simulation.confidence", found=f"{confidence:g}"))
    return NormalDist().inv_cdf((1 + confidence) / 2)


def quantile_ranks(share: float, samples: int, confidence: float = CONFIDENCE) -> tuple[int, int]:
    """Return the places, from 0, of two of the sorted samples between which a quantile lies.

    Parameters:
        share: which quantile, 0 to 1.
        samples: how many samples there are.
        confidence: how sure that is to be.

    Example:
        >>> quantile_ranks(0.5, 100)
        (39, 60)
    """
    spread = deviations(confidence) * math.sqrt(samples * share * (1 - share))
    low, high = math.floor(samples * share - spread), math.ceil(samples * share + spread)
    return min(max(low - 1, 0), samples - 1), min(max(high, 0), samples - 1)


def percentile_rank(percent: float, samples: int) -> int:
    """Return the place, from 0, of the first of the sorted samples that ``percent`` of them do not exceed.

    Raises:
        ModelError: not between 0 and 100.

    Example:
        >>> [percentile_rank(percent, 10) for percent in (0, 50, 100)]
        [0, 4, 9]
    """
    if not 0 <= percent <= 100:
        raise ModelError(say("simulation.percentile", found=f"{percent:g}"))
    return max(0, math.ceil(percent / 100 * samples) - 1)


def chance_limits(hits: int, samples: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the limits of a chance of which some samples out of all came true.

    Example:
        >>> [round(limit, 3) for limit in chance_limits(0, 100)]
        [0.0, 0.037]
    """
    z = deviations(confidence)
    share, square = hits / samples, z * z / samples
    middle = (share + square / 2) / (1 + square)
    half = z / (1 + square) * math.sqrt(share * (1 - share) / samples + square / (4 * samples))
    return max(0.0, middle - half), min(1.0, middle + half)
