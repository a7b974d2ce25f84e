"""The metrics that planmodel ships, and those that installed packages add.

The shipped ones are read from ``fields/*.json`` when the first of them is asked for; packages are asked for what is not
among them.

A file is a list of metrics, one on a line, which is read in a few milliseconds for all fields; a
:class:`~planmodel.model.kinds.Metric` is made only of what is asked for.

.. code-block:: text

    id          stays what it is: plans hold it
    zh, en      its name; printed: the names that documents print, variants: other wordings of the same
    quantity    what may be done with its numbers; unit, statistic, base (of what it is a share or ratio), parameter
    better      which way is better, where everybody agrees
    record      the document that prints it, and its address; weak: why a reader should not build on it
"""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Iterator
from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING, Literal

import msgspec

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.model.collection import Collection
from planmodel.model.kinds import Indicator, Metric, Quantity
from planmodel.plugins import Registry
from planmodel.text import MultilingualText, in_language, pictured, suggestion
from planmodel.words import say

__all__ = ["METRICS", "METRIC_FIELDS", "MetricRow"]
__all__ += ["metric_of", "shared_metrics", "shipped_ids", "shipped_metric", "shipped_rows"]

if TYPE_CHECKING:
    from planmodel.model.plan import Plan

METRIC_FIELDS: tuple[str, ...] = (
    "agriculture",
    "air",
    "business",
    "climate",
    "consumption",
    "culture-tourism",
    "digital",
    "ecology",
    "economy",
    "education",
    "elderly-childcare",
    "emergency",
    "employment",
    "energy",
    "environment",
    "finance",
    "food",
    "forest-grass",
    "gender",
    "governance",
    "health",
    "hospital",
    "housing",
    "income",
    "industry",
    "inequality",
    "innovation",
    "land",
    "marine",
    "openness",
    "partnership",
    "population",
    "poverty",
    "public-safety",
    "public-services",
    "rural",
    "social-security",
    "sport",
    "transport",
    "urban",
    "water",
    "water-quality",
)
"""The fields of policy that the shipped metrics belong to, each a file."""


class MetricRow(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A metric as its file holds it."""

    id: str
    zh: str | None = None
    en: str | None = None
    printed: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    quantity: Quantity | None = None
    unit: str | None = None
    statistic: str | None = None
    base: str | None = None
    parameter: str | None = None
    better: Literal["higher", "lower"] | None = None
    version: str | None = None
    record: str | None = None
    address: str | None = None
    note: str | None = None
    weak: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that it goes by."""
        return tuple(dict.fromkeys(name for name in (self.zh, self.en, *self.printed, *self.variants) if name))


@cache
def _rows_of(field: str) -> tuple[MetricRow, ...]:
    text = get_data("planmodel.model.metrics", f"fields/{field}.json") or b"[]"
    return msgspec.json.decode(text, type=tuple[MetricRow, ...])


@cache
def _fields() -> dict[str, str]:
    """Return the field of each metric, by its id."""
    return {row.id: field for field in METRIC_FIELDS for row in _rows_of(field)}


@cache
def shipped_rows() -> dict[str, MetricRow]:
    """Return what the files hold, by the id of the metric, in the order of fields."""
    return {row.id: row for field in METRIC_FIELDS for row in _rows_of(field)}


@cache
def _shipped_names() -> dict[str, str]:
    """Return the id of a metric by every name that it goes by."""
    return {name: row.id for row in shipped_rows().values() for name in row.names}


def _metrics_in(value: object) -> Iterator[tuple[tuple[str, ...], Metric]]:
    """Yield the metric, or the metrics, that an entry point leads to."""
    for metric in value if isinstance(value, list | tuple | Collection) else (value,):
        if not isinstance(metric, Metric):
            raise ModelError(say("plugin.wrong", wanted="Metric", found=pictured(metric)))
        yield (metric.id,), metric


def _has_own_names(before: object, metric: Metric) -> None:
    for name in names_of(metric):
        if name in _shipped_names():
            raise ModelError(say("plugin.metric_name", id=metric.id, name=name, other=_shipped_names()[name]))


METRICS: Registry[Metric] = Registry("metrics", lambda id: id in shipped_rows(), _metrics_in, _has_own_names)
"""The metrics that installed packages add."""


def names_of(metric: Metric) -> tuple[str, ...]:
    """Return every name that a metric goes by."""
    return tuple(dict.fromkeys([*(in_language(metric.name, code) for code in ("zh", "en")), *metric.aliases]))


def shipped_ids() -> tuple[str, ...]:
    """Return the ids of the metrics that planmodel ships, then of those that installed packages add.

    Example:
        >>> "pm25" in shipped_ids()
        True
    """
    return (*shipped_rows(), *(metric.id for metric in METRICS.values()))


def shipped_metric(id: str) -> Metric | None:
    """Return the metric of an id that planmodel ships, or an installed package adds, if there is one.

    Example:
        >>> shipped_metric("pm25").better, shipped_metric("pm-25")
        ('lower', None)
    """
    row = shipped_rows().get(id)
    return METRICS.get(id) if row is None else _made(row)


@cache
def _made(row: MetricRow) -> Metric:
    id = row.id
    texts = {language: text for language, text in (("zh", row.zh), ("en", row.en)) if text}
    printed_in = " ".join(text for text in (row.record, row.address) if text)
    remarks = [text for text in (f"Weak: {row.weak}." if row.weak else None, row.note) if text]
    return Metric(
        id=row.id,
        name=MultilingualText(texts),
        evidence="inferred",
        field=_fields()[id],
        quantity=row.quantity,
        unit=row.unit,
        statistic=row.statistic,
        base=row.base,
        parameter=row.parameter,
        better=row.better,
        version=row.version,
        aliases=tuple(name for name in row.names if name not in texts.values()),
        printed_in=printed_in or None,
        note=" ".join(remarks) or None,
    )


@kinds_checked
def metric_of(plan: Plan, indicator: Indicator) -> Metric | None:
    """Return the metric that an indicator names: the plan's own, else the shipped one of that id."""
    if indicator.metric is None:
        return None
    id = indicator.metric.to
    own = plan.get(id)
    return own if isinstance(own, Metric) else shipped_metric(id)


@kinds_checked
def shared_metrics(fields: str | Several[str] | None = None) -> Collection[Metric]:
    """Return the metrics that planmodel ships, then those that installed packages add.

    Parameters:
        fields: the fields of policy that are wanted, names of :data:`METRIC_FIELDS` or of a package's metrics; all when
            left out.

    Raises:
        ModelError: there is no such field.

    Example:
        >>> shared_metrics()["pm25"].unit, "pm25" in shared_metrics("water")
        ('微克/立方米', False)
    """
    added = METRICS.values()
    known = dict.fromkeys([*METRIC_FIELDS, *(one.field for one in added if one.field)])
    wanted = tuple(known) if fields is None else (fields,) if isinstance(fields, str) else tuple(fields)
    for field in wanted:
        if field not in known:
            hint = suggestion(field, known) or say("metric.fields", fields=tuple(known))
            raise ModelError(say("metric.no_field", field=f"{field!r:.60}"), hint=hint)
    if not added:
        return _collection(wanted)
    chosen = [one for one in added if fields is None or one.field in wanted]
    return Collection(
        [*_collection(tuple(one for one in wanted if one in METRIC_FIELDS)), *chosen], "metrics", [Metric]
    )


@cache
def _collection(fields: tuple[str, ...]) -> Collection[Metric]:
    return Collection([_made(row) for field in fields for row in _rows_of(field)], "metrics", [Metric])
