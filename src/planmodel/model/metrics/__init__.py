"""The metrics that planmodel ships, and which of them (or of a list of one's own) a printed name means.

The layout: ``fields/*.json`` holds them, one file a field of policy; ``shipped`` reads the files; ``canonical`` makes
one form of the ways in which a name is printed; ``index`` holds the names of a list by form; ``matching`` answers
which metric a name means, and ``likeness`` which it may mean.

A plan may add metrics of its own (``plan.metrics``); those go before the shipped ones of the same id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planmodel.model.metrics.shipped import (
    METRIC_FIELDS,
    METRICS,
    metric_of,
    shared_metrics,
    shipped_ids,
    shipped_metric,
)

if TYPE_CHECKING:
    from planmodel.model.metrics.matching import MetricMatch, find_metric, metric_named

__all__ = [
    "METRICS",
    "METRIC_FIELDS",
    "MetricMatch",
    "find_metric",
    "metric_named",
    "metric_of",
    "shared_metrics",
    "shipped_ids",
    "shipped_metric",
]


def __getattr__(name: str) -> object:
    if name in ("MetricMatch", "find_metric", "metric_named"):  # whose rules take longer to load than a plan does
        from planmodel.model.metrics import matching

        return getattr(matching, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
