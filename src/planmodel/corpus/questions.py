"""The questions of a corpus as Ibis expressions: one definition, run by whatever engine holds the tables."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from planmodel.comparing.ambition import Required, ambitions
from planmodel.comparing.tallies import Topic, shape_of, speaking, specificity_of
from planmodel.corpus.beside import joined, reason_columns
from planmodel.corpus.metric_names import check_named, with_names
from planmodel.corpus.promises import FACTS, promises
from planmodel.corpus.required import required
from planmodel.corpus.tallies import TableTallies
from planmodel.errors import ModelError
from planmodel.words import catalogue, say

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["ambition", "compare", "coverage", "matrix", "shape", "specificity", "statistics"]

Tables = Mapping[str, Any]
"""Tables by name; the types of their columns are known to the engine alone."""


def _ibis() -> Any:
    return import_module("ibis")


def _said(key: str) -> Any:
    """Return a sentence of the catalogue, as a corpus has it."""
    return _ibis().literal(str(say(key)))


def compare(
    tables: Tables,
    *,
    metric: str | None = None,
    reference: str | None = None,
    missing: bool = True,
    unit: str | Mapping[str, str] | None = None,
) -> ir.Table:
    """Return one row a metric and plan: name, value, unit, reference, difference and its unit, relative, note, reason.

    The rows are those of :func:`planmodel.comparing.many.compare`, by the same rules.

    Parameters:
        tables: the tables of a corpus.
        metric: only this metric.
        reference: the id of the plan that the others are held against.
        missing: whether plans that do not speak of a metric have a row too, ``not stated``.
        unit: the unit to show numbers in: one for all, or by metric.

    Raises:
        UnknownUnitError: no such unit.
        FilterError: there is no such metric, nor one that ``unit`` names.
    """
    ibis = _ibis()
    check_named(tables, metric, unit)
    said = promises(tables, metric=metric, reference=reference, unit=unit)
    rows = _with_missing(tables, said) if missing else said.mutate(note=_note(said))
    rows = with_names(tables, rows, reference)
    if reference is None:
        nothing = ibis.null("float64")
        numbers = {"reference": nothing, "difference": nothing, "difference_unit": ibis.null("string")}
        return rows.select(*_ROW, **numbers, relative=nothing, note="note", reason="reason")
    held = _facts(said.filter(said.plan == reference))
    held = held.select(**{f"held_{name}": held[name] for name in ("metric", "value", "unit", *_BESIDE)})
    rows = _facts(rows).left_join(held, rows.metric == held.held_metric)
    code, words = reason_columns(rows, reference)
    numbered = rows.value.notnull()
    rows = rows.mutate(
        code=ibis.ifelse(numbered, code, rows.reason), words=ibis.ifelse(numbered, words, ibis.null("string"))
    )
    fits = numbered & rows.code.isnull()
    rows = rows.mutate(fits=fits, apart=ibis.ifelse(fits, rows.apart, ibis.null("float64")))
    other, nothing = rows.plan != reference, ibis.null("string")
    before, after = catalogue()["comparing.level_share"]["en"].split("{unit}")
    ratio = ibis.literal(before) + rows.unit + ibis.literal(after)
    remarks = [
        rows.words,
        rows.note,
        ibis.cases(
            (rows.fits & rows.is_level, ratio),
            (rows.fits & (rows.held_value == 0) & (rows.apart != 0), _said("comparing.zero")),
            (rows.fits & (rows.held_value < 0) & (rows.apart != 0), _said("comparing.negative")),
            else_=nothing,
        ),
        ibis.ifelse(rows.fits & rows.grows & other, _said("comparing.grows"), nothing),
    ]
    absent = rows.code == "not_stated"
    shares = rows.fits & ~rows.is_level & (rows.held_value > 0)
    columns = {name: rows[name] for name in _ROW} | {"unit": ibis.ifelse(absent, rows.held_unit, rows.unit)}
    return rows.select(
        **columns,
        reference=ibis.ifelse(rows.fits | absent.fill_null(False), rows.held_value, ibis.null("float64")),
        difference=rows.apart,
        difference_unit=ibis.ifelse(rows.fits, rows.apart_unit, ibis.null("string")),
        relative=ibis.ifelse(shares, rows.apart / rows.held_value, ibis.null("float64")),
        note=joined(remarks),
        reason=rows.code,
    )


_BESIDE = ("stated", "numbered", "ranged", "rounded", *FACTS)
_ROW = (
    *("metric", "name", "plan", "level", "value", "unit", "comparator", "obligation", "kind", "form", "year", "scope"),
    *("high", "stretch", "indicator", "as_published"),
)


def _note(said: Any) -> Any:
    return joined([said.unit_note, said.note])


def _facts(rows: Any) -> Any:
    """Return rows with what the rules ask beside the columns that they have."""
    yes, nothing = _ibis().literal(True), _ibis().null("boolean")
    asked = {
        "stated": rows.indicator,
        "numbered": rows.value,
        "ranged": rows.high,
        "rounded": _digits(rows.value_exact),
    }
    return rows.mutate(**{name: _ibis().ifelse(column.notnull(), yes, nothing) for name, column in asked.items()})


def _digits(exact: Any) -> Any:
    """Return digits that a float does not hold; null for a ratio, which has no last one."""
    return _ibis().ifelse(exact.contains("/"), _ibis().null("string"), exact)


def _with_missing(tables: Tables, said: Any) -> Any:
    """Return a row for each metric that any plan names and each plan."""
    ibis = _ibis()
    every = said.select("metric").distinct().cross_join(tables["plans"].select("plan", "level"))
    here = said.drop("level").rename(said_metric="metric", said_plan="plan")
    rows = every.left_join(here, [every.metric == here.said_metric, every.plan == here.said_plan])
    absent = rows.said_plan.isnull()
    return rows.mutate(
        note=ibis.ifelse(absent, _said("comparing.not_stated"), _note(rows)),
        reason=ibis.ifelse(absent, ibis.literal("not_stated"), rows.reason),
        grows=rows.grows.fill_null(False),
        is_level=rows.is_level.fill_null(False),
    ).drop("said_metric", "said_plan")


def matrix(tables: Tables, values: Literal["targets", "observations"] = "targets") -> ir.Table:
    """Return the metric × plan matrix, long: one row a metric, form, unit and plan; no number where there is a reason.

    Parameters:
        tables: the tables of a corpus.
        values: ``targets``, what each plan promises (levels and changes are of different forms), or ``observations``,
            the mean over the periods that were measured. Where two values of one period differ there is none
            (``several_values``), nor where numbers have no common unit (``other_dimension``).
    """
    ibis = _ibis()
    if values == "targets":
        rows = promises(tables)
        return rows.select(
            "metric", "form", "plan", "value", "unit", "reason", count=rows.value.notnull().cast("int64")
        )
    if values != "observations":
        raise ModelError(say("corpus.matrix", values=f"{values!r}"))
    rows = tables["observations"]
    rows = rows.filter(rows.metric.notnull() & rows.value.notnull())
    harmonised = rows.value * rows.factor
    of_period = rows.group_by("metric", "plan", "start", "end", unit=rows.base_unit.fill_null(rows.unit)).agg(
        low=harmonised.min(), high=harmonised.max(), mean=harmonised.mean(), several=rows.count()
    )
    # what is the same in two units differs by the last digits of a float
    apart = of_period.high - of_period.low > 1e-12 * of_period.high.abs()
    found = of_period.group_by("metric", "plan", "unit").agg(
        value=of_period.mean.mean(), count=of_period.several.sum(), differ=apart.any().fill_null(False)
    )
    reason = ibis.cases(
        (found.value.isnull(), "other_dimension"), (found.differ, "several_values"), else_=ibis.null("string")
    )
    return found.select(
        "metric",
        "plan",
        "unit",
        "count",
        value=ibis.ifelse(found.differ, ibis.null("float64"), found.value),
        form=ibis.literal("level"),
        reason=reason,
    )


def statistics(tables: Tables, values: Literal["targets", "observations"] = "targets") -> ir.Table:
    """Return for each metric, form and unit, over plans with a number: how many, mean, median, deviation, extremes."""
    cells: Any = matrix(tables, values)
    cells = cells.filter(cells.value.notnull())
    return cells.group_by("metric", "form", "unit").agg(
        plans=cells.count(),
        mean=cells.value.mean(),
        median=cells.value.median(),
        deviation=cells.value.std(how="pop"),
        low=cells.value.min(),
        high=cells.value.max(),
    )


def coverage(tables: Tables, columns: Topic = "metric") -> ir.Table:
    """Return which plan speaks of what, and how often: one row a plan and column that it speaks of.

    Raises:
        ModelError: plans are not asked about that.
    """
    about = speaking(columns)
    rows = tables[about.table]
    for field, value in about.having.items():
        rows = rows.filter(rows[field] == value)
    rows = rows.filter(rows[about.field].notnull()).rename({columns: about.field} if columns != about.field else {})
    if about.once is not None:
        rows = rows.select("plan", "level", columns, about.once).distinct()
    return rows.group_by("plan", "level", columns).agg(count=rows.count())


def specificity(tables: Tables) -> ir.Table:
    """Return for each plan how many targets are numeric, relative, assigned, qualitative or unread, and the shares."""
    tallies = TableTallies(tables)
    return tallies.by_plan(specificity_of(tallies))


def shape(tables: Tables) -> ir.Table:
    """Return how many elements each plan lists and declares, and the share of binding indicators.

    The columns are those of :func:`planmodel.comparing.counts.shape`; which kinds plans declare is asked here.
    """
    tallies = TableTallies(tables)
    return tallies.by_plan(shape_of(tallies, tallies.kinds))


def ambition(tables: Tables, metric: str) -> ir.Table:
    """Return the required change a year of a metric, plan by plan, or why it is not defined.

    The rows of the metric are fetched, and the rules are those of :func:`planmodel.comparing.ambition.ambitions`.

    Raises:
        FilterError: there is no such metric.
    """
    import pyarrow as pa

    check_named(tables, metric)
    plans = tables["plans"].select("plan", "level").order_by("plan").to_pyarrow().to_pylist()
    said = required(tables, metric)
    found = ambitions(metric, [said.get(one["plan"], Required(one["plan"])) for one in plans])
    types = {"plan": "string", "indicator": "string", "change": "float64", "unit": "string", "improvement": "float64"}
    types |= {"base": "int64", "year": "int64", "method": "string", "reason": "string"}
    columns = {
        name: pa.array([getattr(one, name) for one in found], pa.type_for_alias(type_)) for name, type_ in types.items()
    }
    return _ibis().memtable(pa.table({"level": pa.array([one["level"] for one in plans], pa.string()), **columns}))
