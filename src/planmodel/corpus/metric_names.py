"""Which metrics the plans of a corpus speak of, and what they are called, by the rules of plans in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from planmodel.comparing.metric_ids import check_metric, check_units, metric_name
from planmodel.model.metrics import shipped_ids, shipped_metric

__all__ = ["check_named", "with_names"]


def check_named(tables: Mapping[str, Any], metric: str | None, unit: str | Mapping[str, str] | None = None) -> None:
    """Refuse a metric, or units of metrics, that no plan speaks of or defines and that are not shipped.

    The tables are asked only where a name is not that of a shipped metric.

    Raises:
        FilterError: there is no such metric.
        UnknownUnitError: there is no such unit.
    """
    named = [*([] if metric is None else [metric]), *([] if unit is None or isinstance(unit, str) else unit)]
    known: Iterable[str] = shipped_ids()
    if any(shipped_metric(id) is None for id in named):
        known = [*_spoken(tables), *_defined(tables), *known]
    if metric is not None:
        check_metric(metric, known)
    check_units(unit, known)


def with_names(tables: Mapping[str, Any], rows: Any, reference: str | None) -> Any:
    """Return rows with the name of their metric; what plans call it is asked here.

    Parameters:
        tables: the tables of a corpus.
        rows: rows with a metric, a plan and an indicator.
        reference: the id of the plan whose own name counts first.
    """
    import pyarrow as pa

    defined = _defined(tables)
    own = {} if reference is None else _defined(tables, plan=reference)
    names = {
        id: metric_name(id, own=next(iter(own.get(id, {})), None), defined=defined.get(id)) for id in _spoken(tables)
    }
    unnamed = [id for id, name in names.items() if name is None]
    if unnamed:
        names |= _of_indicators(tables, rows, unnamed, reference)
    ibis = import_module("ibis")
    made = {
        "named": pa.array(list(names), pa.string()),
        "name": pa.array([name or id for id, name in names.items()], pa.string()),
    }
    table = ibis.memtable(pa.table(made))
    return rows.left_join(table, rows.metric == table.named).drop("named")


def _spoken(tables: Mapping[str, Any]) -> list[str]:
    """Return the metrics that indicators name, sorted."""
    metrics = tables["indicators"].select("metric").distinct()
    found = metrics.filter(metrics.metric.notnull()).to_pyarrow().to_pylist()
    return sorted(one["metric"] for one in found)


def _defined(tables: Mapping[str, Any], plan: str | None = None) -> dict[str, Counter[str]]:
    """Return the names by which plans, or one plan, define metrics of their own, with how many do."""
    elements = tables["elements"]
    metrics = elements.filter(elements.kind == "metric")
    if plan is not None:
        metrics = metrics.filter(metrics.plan == plan)
    counted = metrics.group_by("id", "name").agg(plans=metrics.count()).to_pyarrow().to_pylist()
    found: dict[str, Counter[str]] = {}
    for one in counted:
        found.setdefault(one["id"], Counter())[one["name"]] = one["plans"]
    return found


def _of_indicators(
    tables: Mapping[str, Any], rows: Any, metrics: Iterable[str], reference: str | None
) -> dict[str, str | None]:
    """Return the names of metrics that nobody defines: those of the indicators that speak of them."""
    chosen = rows.filter(rows.metric.isin(sorted(metrics)) & rows.indicator.notnull()).select(
        "metric", "plan", "indicator"
    )
    called = tables["indicators"].select("name", of_plan="plan", id="id")
    named = chosen.join(called, [chosen.plan == called.of_plan, chosen.indicator == called.id])
    first: dict[str, str] = {}
    spoken: dict[str, Counter[str]] = {}
    for one in named.select("metric", "plan", "name").to_pyarrow().to_pylist():
        spoken.setdefault(one["metric"], Counter())[one["name"]] += 1
        if one["plan"] == reference:
            first[one["metric"]] = one["name"]
    return {id: metric_name(None, first=first.get(id), spoken=counted) for id, counted in spoken.items()}
