"""What plans of a corpus say that the required change of a metric follows from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planmodel.comparing.ambition import Required
from planmodel.comparing.figures import Figure, Form
from planmodel.corpus.exact_numbers import exact_again
from planmodel.corpus.promises import unit_again

__all__ = ["required"]


def required(tables: Mapping[str, Any], metric: str) -> dict[str, Required]:
    """Return by plan what is said of a metric; plans that do not speak of it are left out."""
    targets, indicators = tables["targets"], tables["indicators"]
    chosen = targets.filter(targets.compared, targets.metric == metric)
    base = indicators.filter(indicators.metric == metric)
    base = base.select(
        "baseline_year", "baseline_value", "baseline_exact", "baseline_unit", of_plan=base.plan, of_indicator=base.id
    )
    rows = chosen.left_join(base, [chosen.plan == base.of_plan, chosen.indicator == base.of_indicator])
    found = {one["plan"]: _spoken(one) for one in rows.to_pyarrow().to_pylist()}
    silent = indicators.filter(indicators.metric == metric, indicators.reason.notnull())
    for one in silent.select("plan", "id", "note").to_pyarrow().to_pylist():
        found[one["plan"]] = Required(one["plan"], one["id"], note=one["note"])
    return found


def _spoken(row: Mapping[str, Any]) -> Required:
    changes = row["direction"] is not None
    kind = "Change" if changes else "Level" if row["value"] is not None else row["kind"]
    form = Form(kind, row["direction"], bool(row["is_relative"]), row["per"], row["since"])
    value, high = (exact_again(row[name], row[f"{name}_exact"]) for name in ("value", "high"))
    told = Figure(form, value, high, unit_again(row["unit"]) or "", row["comparator"])
    return Required(
        plan=row["plan"],
        indicator=row["indicator"],
        figure=told,
        year=row["year"],
        is_part=row["scope"] is not None,
        baseline=exact_again(row["baseline_value"], row["baseline_exact"]),
        baseline_unit=unit_again(row["baseline_unit"]),
        baseline_year=row["baseline_year"],
        better=row["better"],
        unit=unit_again(row["definition_unit"]),
        note=row["note"],
    )
