"""What plans of a corpus promise, in the unit of each metric: the rules are those of plans in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from importlib import import_module
from typing import Any

from planmodel.comparing.shown import Said, Shown, Wanted, shown, unit_of_difference, wanted_units
from planmodel.corpus.exact_numbers import exact_again, rest_of
from planmodel.model.metrics import shipped_metric
from planmodel.model.subjects import part_key
from planmodel.units import OwnUnits, defined_otherwise, own_text
from planmodel.units.numerals import nearest_float

__all__ = ["FACTS", "promises", "unit_again"]

FACTS = (
    *("form", "direction", "per", "since", "year", "scope", "part", "comparator"),
    *("quantity", "statistic", "version", "better"),
)
"""Columns that the rules of comparison ask as they are."""
_TEXTS = ("plan", "level", "metric", "indicator", "obligation", "kind", "as_published", "value_exact", "note", "reason")
_NUMBERS = ("value", "high", "stretch")
_ASKED = ("metric", "unit", "changes", "relative", "known_quantity")
"""What decides how a number is shown."""
_EXACT = 2**53
"""Up to here a float holds every integer."""


def promises(
    tables: Mapping[str, Any],
    *,
    metric: str | None = None,
    reference: str | None = None,
    unit: str | Mapping[str, str] | None = None,
) -> Any:
    """Return one row a plan and metric that it has an indicator of, with its number in the unit of the metric.

    Which unit that is, and how parts are spelt, is asked of the tables here, by two small questions; the rest is an
    expression.

    Parameters:
        tables: the tables of a corpus.
        metric: only this metric.
        reference: the plan whose unit counts where the metric has none.
        unit: the unit that is asked for, for all or by metric.
    """
    ibis = import_module("ibis")
    targets, indicators = tables["targets"], tables["indicators"]
    chosen, silent = targets.filter(targets.compared), indicators.filter(indicators.reason.notnull())
    if metric is not None:
        chosen, silent = chosen.filter(chosen.metric == metric), silent.filter(silent.metric == metric)
    chosen = chosen.mutate(
        changes=chosen.direction.notnull(),
        relative=chosen.is_relative.fill_null(False),
        known_quantity=chosen.quantity.fill_null(""),
    )
    units = ibis.memtable(_units(chosen, reference, unit))
    rows = chosen.left_join(
        units,
        [
            chosen.metric == units.of_metric,
            chosen.unit == units.of_unit,
            chosen.changes == units.of_changes,
            chosen.relative == units.of_relative,
            chosen.known_quantity == units.of_quantity,
        ],
    )
    parts = ibis.memtable(_parts(chosen))
    rows = rows.left_join(parts, rows.scope == parts.of_scope)
    nothing = ibis.null("float64")
    scaled = {name: ibis.ifelse(rows.fits, rows[name] * rows.times / rows.over, nothing) for name in _NUMBERS}
    rows = rows.mutate(**{f"shown_{name}": column for name, column in scaled.items()})
    number = {name: rows[f"shown_{name}"] for name in _NUMBERS}
    # less the reference's number in the row's own unit: of what is nearly equal a float holds the difference exactly,
    # and what the two floats leave of their numbers has its say
    near = ibis.ifelse(rows.value == rows.against, ibis.literal(0.0), rows.value - rows.against)  # also of infinities
    apart = (near + (rows.value_rest - rows.against_rest)) * rows.times / rows.over
    spoken = rows.select(
        *(rows[name] for name in _TEXTS if name != "reason"),
        *(rows[name] for name in FACTS),
        **number,
        reason=ibis.cases(
            (rows.value.isnull(), "unnumbered"),
            (rows.shown_value.isnull() & rows.otherwise, "unit_defined_otherwise"),
            (rows.shown_value.isnull(), "other_dimension"),
            else_=ibis.null("string"),
        ),
        unit=ibis.ifelse(rows.fits, rows.shown_unit, ibis.null("string")),
        apart=ibis.ifelse(rows.fits, apart, nothing),
        apart_unit=rows.apart_unit,
        unit_note=rows.unit_note.nullif(""),
        grows=rows.grows.fill_null(False),
        is_level=rows.is_level.fill_null(False),
    )
    return spoken.union(_silent(ibis, silent, spoken), distinct=False)


def _silent(ibis: Any, silent: Any, spoken: Any) -> Any:
    """Return the indicators of metrics of which their plan has no one target, as rows like those that have one."""
    own = {"plan", "level", "metric", "obligation", "note", "reason"}
    columns = {
        name: silent[name] if name in own else silent.id if name == "indicator" else ibis.null(type_)
        for name, type_ in spoken.schema().items()
    }
    columns |= {"grows": ibis.literal(False), "is_level": ibis.literal(False)}
    return silent.select(**columns)


def _parts(chosen: Any) -> Any:
    """Return an Arrow table of the scopes that occur, and the spelling that they are held against each other in."""
    import pyarrow as pa

    scopes = chosen.filter(chosen.scope.notnull()).select("scope").distinct().to_pyarrow().column(0).to_pylist()
    columns = {"of_scope": scopes, "part": [part_key(scope) for scope in scopes]}
    return pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})


def _units(chosen: Any, reference: str | None, asked: str | Mapping[str, str] | None) -> Any:
    """Return an Arrow table of the units that occur, and how their numbers are shown."""
    import pyarrow as pa

    mine = chosen.plan == reference if reference is not None else chosen.plan.isnull()
    grouped = chosen.group_by(*_ASKED, "definition_unit", mine=mine).agg(plans=chosen.count())
    found = grouped.to_pyarrow().to_pylist()
    wanted = _wanted(found, asked)
    against = _against(chosen, reference, wanted)
    rows = []
    for metric, unit, change, relative, quantity in dict.fromkeys(tuple(one[name] for name in _ASKED) for one in found):
        if unit is not None:
            told = unit_again(unit)
            how = _shown((metric, unit, change, relative, quantity), wanted)
            beside = against.get((metric, how.unit))
            beside = beside / how.scale if beside is not None else None
            fits, shown_unit = how.unit is not None, own_text(how.unit or "")  # Spark makes NaN of what is absent
            rows.append(
                (
                    metric,
                    unit,
                    change,
                    relative,
                    quantity,
                    shown_unit,
                    own_text(unit_of_difference(how.unit or "")),
                    how.note or "",
                    how.grows,
                    how.is_level,
                    fits,
                    defined_otherwise(told, wanted[metric].unit) is not None,
                    *_ratio(how.scale),
                    *((None, None) if beside is None else (nearest_float(beside), rest_of(beside))),
                )
            )
    types = (*(["string"] * 2), "bool", "bool", *(["string"] * 4), *(["bool"] * 4), *(["float64"] * 4))
    names = (
        *("of_metric", "of_unit", "of_changes", "of_relative", "of_quantity"),
        *("shown_unit", "apart_unit", "unit_note", "grows", "is_level", "fits", "otherwise"),
        *("times", "over", "against", "against_rest"),
    )
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    made = {
        name: pa.array(column, pa.type_for_alias(type_))
        for name, column, type_ in zip(names, columns, types, strict=True)
    }
    return pa.table(made)


def _shown(one: tuple[Any, ...], wanted: Mapping[str, Wanted]) -> Shown:
    metric, unit, change, relative, quantity = one
    told = unit_again(unit)
    return shown(told, change=change, relative=relative, quantity=quantity or None, wanted=wanted[metric])


def _against(
    chosen: Any, reference: str | None, wanted: Mapping[str, Wanted]
) -> dict[tuple[str, str | None], Fraction]:
    """Return the numbers of the reference exactly, by metric and the unit that they are shown in."""
    if reference is None:
        return {}
    mine = chosen.filter(chosen.plan == reference, chosen.value.notnull()).select(*_ASKED, "value", "value_exact")
    found: dict[tuple[str, str | None], Fraction] = {}
    for one in mine.to_pyarrow().to_pylist():
        how = _shown(tuple(one[name] for name in _ASKED), wanted)
        if how.unit is not None:
            found[one["metric"], how.unit] = Fraction(exact_again(one["value"], one["value_exact"])) * how.scale
    return found


def unit_again(unit: Any) -> Any:
    """Return a unit of a plan's own, which tables hold with what it means: ``crew (crew = 5 人)``, as that unit."""
    name, mark, meaning = unit.removesuffix(")").partition(" (") if isinstance(unit, str) else ("", "", "")
    return OwnUnits(meaning.split("; ")).unit(name) if mark and " = " in meaning else unit


def _wanted(found: list[dict[str, Any]], asked: str | Mapping[str, str] | None) -> dict[str, Wanted]:
    """Return the units of each metric."""
    counted: dict[str, Counter[Said]] = {}
    first: dict[str, Said] = {}
    for one in found:
        unit = Said(unit_again(one["definition_unit"]), unit_again(one["unit"]), one["relative"])
        counted.setdefault(one["metric"], Counter())[unit] += one["plans"]
        if one["mine"]:
            first[one["metric"]] = unit
    made = {}
    for metric, said in counted.items():
        shipped = shipped_metric(metric)
        made[metric] = wanted_units(
            said,
            first.get(metric),
            shipped=shipped.unit if shipped is not None else None,
            asked=asked if asked is None or isinstance(asked, str) else asked.get(metric),
        )
    return made


def _ratio(scale: Fraction) -> tuple[float, float]:
    """Return a factor as two numbers, so that 3 亩 are 0.2 公顷 to the last digit."""
    if scale.numerator < _EXACT and scale.denominator < _EXACT:
        return float(scale.numerator), float(scale.denominator)
    return float(scale), 1.0
