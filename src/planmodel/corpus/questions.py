"""The questions of a corpus as Ibis expressions: one definition, run by whatever engine holds the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from planmodel.comparing.counts import HOW
from planmodel.errors import ModelError

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["ambition", "compare", "coverage", "matrix", "shape", "specificity", "statistics"]

Tables = Mapping[str, Any]
"""Tables by name; the types of their columns are known to the engine alone."""
_FLOORS = ("at_least", "more_than", "better_than")
_CEILINGS = ("at_most", "less_than")
_FORM = ("form", "kind", "year", "scope", "unit", "comparator", "per", "since", "value", "high")
_BESIDE = (*_FORM, "quantity", "statistic", "version")


def _ibis() -> Any:
    return import_module("ibis")


def _promises(tables: Tables, metric: str | None = None) -> Any:
    """Return the promise that counts for each plan and metric, in the unit of the metric."""
    targets = tables["targets"]
    chosen = targets.filter(targets.compared)
    if metric is not None:
        chosen = chosen.filter(chosen.metric == metric)
    return chosen.mutate(
        unit=chosen.base_unit,
        published_unit=chosen.unit,
        value=chosen.value * chosen.factor,
        high=chosen.high * chosen.factor,
    )


def compare(
    tables: Tables, *, metric: str | None = None, reference: str | None = None, missing: bool = True
) -> ir.Table:
    """Return one row a metric and plan: value, unit, reference, difference, relative difference, note.

    Parameters:
        tables: the tables of a corpus.
        metric: only this metric.
        reference: the id of the plan that the others are held against.
        missing: whether plans that do not speak of a metric have a row too, ``not stated``.
    """
    ibis = _ibis()
    promises = _promises(tables, metric)
    rows = promises
    if missing:
        metrics = promises.select("metric").distinct()
        every = metrics.cross_join(tables["plans"].select("plan", "level", "period"))
        said = promises.drop("level", "period")
        rows = every.left_join(said, [every.metric == said.metric, every.plan == said.plan])
        rows = rows.drop("metric_right", "plan_right")
    columns = ["metric", "plan", "level", "value", "unit", "comparator", "obligation", "kind", "form", "year", "scope"]
    columns += ["high", "as_published"]
    absent = rows.kind.isnull()
    note = ibis.ifelse(absent, "not stated", rows.note)
    if reference is None:
        nothing = ibis.null("float64")
        return rows.select(*columns, reference=nothing, difference=nothing, relative=nothing, note=note)
    held = promises.filter(promises.plan == reference)
    held = held.select(held_metric=held.metric, **{f"held_{name}": held[name] for name in _BESIDE})
    rows = rows.left_join(held, rows.metric == held.held_metric)
    reasons = _reasons(rows, reference)
    fits = rows.value.notnull() & ~_any(reason for reason, _ in reasons)
    difference = ibis.ifelse(fits, rows.value - rows.held_value, ibis.null("float64"))
    relative = ibis.ifelse(fits & (rows.held_value != 0), difference / rows.held_value, ibis.null("float64"))
    grows = (rows.plan != reference) & rows.quantity.isin(("stock", "flow", "count"))
    why = ibis.cases(*reasons, (grows, "a quantity that grows with the area"), else_=ibis.null("string"))
    remark = ibis.ifelse(rows.value.isnull(), note, ibis.coalesce(why, rows.note))
    return rows.select(
        *columns,
        reference=ibis.ifelse(fits | absent, rows.held_value, ibis.null("float64")),
        difference=difference,
        relative=relative,
        note=remark,
    )


def _any(conditions: Iterable[Any]) -> Any:
    ibis = _ibis()
    return ibis.or_(*conditions)


def _same(rows: Any, name: str) -> Any:
    """Return whether a column is as the reference's; two absent ones are the same."""
    return rows[name].identical_to(rows[f"held_{name}"])


def _reasons(rows: Any, reference: str) -> list[tuple[Any, str]]:
    """Return why a number has no difference from the reference's, as conditions in order."""
    other = rows.plan != reference
    opposed = (rows.comparator.isin(_FLOORS) & rows.held_comparator.isin(_CEILINGS)) | (
        rows.comparator.isin(_CEILINGS) & rows.held_comparator.isin(_FLOORS)
    )
    unnamed = (rows.held_kind != "Level") & (rows.held_per == "total") & rows.held_since.isnull()
    redefined = [
        (other & rows[name].notnull() & rows[f"held_{name}"].notnull() & (rows[name] != rows[f"held_{name}"]), name)
        for name in ("quantity", "statistic", "version")
    ]
    return [
        (rows.held_metric.isnull(), "the reference does not state it"),
        (rows.held_value.isnull(), "the reference has no number"),
        (other & ~_same(rows, "form"), "of another form than the reference's"),
        (other & unnamed, "changes since years that are not named"),
        (other & ~_same(rows, "year"), "for another year than the reference's"),
        (other & ~_same(rows, "scope"), "for another scope than the reference's"),
        (other & ~_same(rows, "unit"), "in a unit of another dimension than the reference's"),
        (other & (rows.high.isnull() != rows.held_high.isnull()), "a range against a single number"),
        (other & opposed.fill_null(False), "one is a floor, the other a ceiling"),
        *((condition, f"definitions differ: {name}") for condition, name in redefined),
    ]


def matrix(tables: Tables, values: Literal["targets", "observations"] = "targets") -> ir.Table:
    """Return the metric × plan matrix, long: one row a metric, form and plan, in one unit a metric and form.

    Parameters:
        tables: the tables of a corpus.
        values: ``targets``, what each plan promises (levels and changes are of different forms), or ``observations``,
            the mean of what was measured.
    """
    ibis = _ibis()
    if values == "targets":
        rows = _promises(tables)
        rows = rows.filter(rows.value.notnull())
        return rows.select("metric", "form", "plan", "value", "unit", count=ibis.literal(1, "int64"))
    if values != "observations":
        raise ModelError(f"a matrix is of targets or observations, not of {values!r}")
    rows = tables["observations"]
    rows = rows.filter(rows.metric.notnull() & rows.value.notnull() & rows.factor.notnull())
    harmonised = rows.value * rows.factor
    found = rows.group_by("metric", "plan", unit=rows.base_unit).agg(value=harmonised.mean(), count=rows.count())
    return found.select("metric", "plan", "value", "unit", "count", form=ibis.literal("level"))


def statistics(tables: Tables, values: Literal["targets", "observations"] = "targets") -> ir.Table:
    """Return for each metric and unit over all plans: how many, mean, median, standard deviation, least and most."""
    cells: Any = matrix(tables, values)
    return cells.group_by("metric", "form", "unit").agg(
        plans=cells.count(),
        mean=cells.value.mean(),
        median=cells.value.median(),
        deviation=cells.value.std(how="pop"),
        low=cells.value.min(),
        high=cells.value.max(),
    )


def coverage(tables: Tables, columns: Literal["metric", "theme", "kind"] = "metric") -> ir.Table:
    """Return which plan speaks of what, and how often: one row a plan and column that it speaks of."""
    if columns == "metric":
        rows = tables["targets"].filter(tables["targets"].metric.notnull())
        speaking = rows.select("plan", "level", "metric", "indicator").distinct()
        return speaking.group_by("plan", "level", "metric").agg(count=speaking.count())
    if columns == "theme":
        links = tables["relations"]
        links = links.filter(links.relation == "has_theme")
        return links.group_by("plan", "level", theme=links.target).agg(count=links.count())
    if columns == "kind":
        rows = tables["elements"]
        return rows.group_by("plan", "level", "kind").agg(count=rows.count())
    raise ModelError(f"there is no coverage by {columns!r}", hint="metric, theme or kind")


def specificity(tables: Tables) -> ir.Table:
    """Return for each plan how many targets are numeric, relative, assigned, qualitative or unread, and the shares."""
    rows = tables["targets"]
    counts = {how: (rows.specificity == how).sum() for how in HOW}
    found = rows.group_by("plan", "level").agg(targets=rows.count(), **counts)
    shares = ("numeric", "assigned", "qualitative")
    return found.mutate(**{f"share_{how}": found[how] / found.targets for how in shares})


def shape(tables: Tables) -> ir.Table:
    """Return for each plan and kind how many elements are part of no other, and the share of binding indicators."""
    elements, indicators = tables["elements"], tables["indicators"]
    whole = elements.filter(elements.part_of.isnull())
    kinds = ("section", "theme", "principle", "goal", "indicator", "task", "project")
    listed = whole.group_by("plan", "level").agg(**{f"{kind}_listed": (whole.kind == kind).sum() for kind in kinds})
    said = indicators.group_by("plan").agg(
        binding=(indicators.obligation == "binding").sum(), expected=(indicators.obligation == "expected").sum()
    )
    rows = listed.left_join(said, listed.plan == said.plan).drop("plan_right")
    rows = rows.mutate(binding=rows.binding.fill_null(0), expected=rows.expected.fill_null(0))
    both = rows.binding + rows.expected
    return rows.mutate(share_binding=rows.binding / both.nullif(0))


def ambition(tables: Tables, metric: str) -> ir.Table:
    """Return the required change a year of a metric, plan by plan, or why it is not defined.

    The rules are those of :func:`planmodel.comparing.ambition.ambition`.
    """
    ibis = _ibis()
    promises, indicators = _promises(tables, metric), tables["indicators"]
    base = indicators.select(
        "plan",
        "baseline_year",
        "baseline_base_unit",
        id=indicators.id,
        baseline=indicators.baseline_value * indicators.baseline_factor,
    )
    rows = promises.left_join(base, [promises.plan == base.plan, promises.indicator == base.id]).drop(
        "plan_right", "id"
    )
    level = rows.kind == "Level"
    change = rows.direction.notnull()
    sign = ibis.ifelse(rows.direction == "decrease", -1.0, 1.0)
    start = ibis.ifelse(level, rows.baseline_year, rows.since)
    years = (rows.year - start).cast("float64")
    rate = 100.0 * ((1.0 + sign * rows.value / 100.0).pow(1.0 / years) - 1.0)
    reasons = [
        (rows.value.isnull(), ibis.coalesce(rows.note, ibis.literal("no number"))),
        (rows.high.notnull(), ibis.literal("a range, not one number")),
        (level & rows.baseline.isnull(), ibis.literal("no baseline")),
        (level & rows.baseline_year.isnull(), ibis.literal("the baseline has no year")),
        (level & rows.scope.notnull(), ibis.literal("the target is for a part, the baseline for the whole")),
        (
            level & (rows.unit != rows.baseline_base_unit),
            ibis.literal("baseline and target in units of other dimensions"),
        ),
        (change & (rows.per == "total") & rows.since.isnull(), ibis.literal("the base year is not named")),
        (
            (level | (rows.per == "total")).fill_null(False) & ~(years > 0).fill_null(False),
            ibis.literal("no years from the base to the target"),
        ),
        (
            (rows.per == "total").fill_null(False)
            & rows.is_relative.fill_null(False)
            & (sign * rows.value <= -100.0).fill_null(False),
            ibis.literal("a fall by all there is has no rate"),
        ),
    ]
    reasons = [(condition.fill_null(False), why) for condition, why in reasons]
    defined = ~_any(condition for condition, _ in reasons)
    found = ibis.cases(
        (level, (rows.value - rows.baseline) / years),
        (rows.per == "year", sign * rows.value),
        (rows.is_relative, rate),
        else_=sign * rows.value / years,
    )
    nothing = ibis.null("float64")
    yearly = ibis.ifelse(defined, found, nothing)
    improvement = ibis.cases((rows.better == "higher", yearly), (rows.better == "lower", -yearly), else_=nothing)
    points = ibis.ifelse(level & (rows.unit == "%"), ibis.literal("个百分点"), rows.unit)
    return rows.select(
        "plan",
        "level",
        "indicator",
        change=yearly,
        unit=ibis.ifelse(defined, points + "/年", ibis.null("string")),
        improvement=improvement,
        base=ibis.ifelse(defined & (rows.per != "year").fill_null(True), start, ibis.null("int64")),
        year=rows.year,
        reason=ibis.cases(*reasons, else_=ibis.null("string")),
    )
