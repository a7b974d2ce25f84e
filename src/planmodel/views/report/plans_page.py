"""The page of several plans, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from planmodel.comparing.cascade import Cascade, cascade
from planmodel.comparing.compared_rows import ComparedRow
from planmodel.comparing.comparison import Comparison
from planmodel.comparing.figures import promise_text
from planmodel.comparing.many import compare
from planmodel.comparing.tree import parents_of
from planmodel.errors import ModelError
from planmodel.formats.files import write_whole
from planmodel.listing import plain_number
from planmodel.model.metrics import shipped_metric
from planmodel.text import cut, one_line
from planmodel.views.report.between_plans import followed_in, quotas_in
from planmodel.views.report.frame import page_language, render
from planmodel.views.report.pictures import Shown, shown_in
from planmodel.views.report.promises import Several
from planmodel.views.report.records import place_of, plans_records, several
from planmodel.views.report.sides import answer_of, grouped, sides_of
from planmodel.views.strictness import Alike, commonest, promised, strictness, value_text
from planmodel.words import LANGUAGES, say

if TYPE_CHECKING:
    from planmodel.comparing.plans import PlanSet

__all__ = ["plans_report"]

_MOST_CELLS = 6_000
_MOST_DRAWN = 12
"""How many metrics get a chart of their own."""
_WORTH_DRAWING = 3


@attrs.frozen(kw_only=True)
class MetricRows:
    """One metric: its name, the rows with something to say, the plans that say nothing, cells, their year, a chart."""

    id: str
    name: Several
    rows: tuple[ComparedRow, ...]
    silent: tuple[str, ...]
    cells: tuple[tuple[str, int | None], ...]
    year: int | None
    chart: Shown | None

    @property
    def range(self) -> str:
        """From the least to the greatest number, with unit and year, where all have one form and are for one year."""
        held = [row for row in self.rows if row.value is not None]
        if not held or len({(row.form, row.unit, row.year) for row in held}) > 1:
            return ""
        least, most = min(row.value or 0 for row in held), max(row.value or 0 for row in held)
        unit = f" {held[0].unit}" if held[0].unit else ""
        year = f" ({held[0].year})" if held[0].year is not None else ""
        return f"{plain_number(least)}{f' – {plain_number(most)}' if most != least else ''}{unit}{year}"


def plans_report(
    plans: PlanSet,
    path: str | Path | None = None,
    *,
    reference: str | None = None,
    language: str | None = None,
) -> str:
    """Return several plans side by side as one page of HTML, and write it when a path is given.

    Parameters:
        plans: the plans.
        path: the file to write, whole or not at all.
        reference: the id of the plan that the others are held against; left out, the one that most others stand below,
            else the first.
        language: the language in which the page opens, ``zh`` or ``en``; without one, that of the first title.

    Returns:
        the page; the same plans give the same text.

    Raises:
        MissingExtraError: jinja2 is not installed.
        ModelError: there is no plan, or no such language.
        UnknownIdError: there is no such reference.
        OSError: the file cannot be written.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> page = plans_report(PlanSet.read("examples/counties/*.yaml"))
        >>> "nation-esr-145" in page
        True
    """
    if not len(plans):
        raise ModelError(say("report.no_plan"), hint=say("report.no_plan.hint"))
    opened = page_language(language, next(iter(plans)).title)
    against = reference if reference is not None else _usual_reference(plans)
    compared = compare(plans, reference=against)
    spoken = sorted(LANGUAGES, key=lambda one: one != opened)
    metrics = _metrics(plans, compared, spoken)
    below = cascade(plans)
    coverage = plans.coverage()
    named = {one: _name(plans, one, compared.names.get(one, one)) for one in (*coverage.columns, *compared.metrics)}
    sides = sides_of(below, compared)
    title = say("report.plans", n=len(plans))
    page = render(
        "plans.html.jinja",
        title=title,
        language=opened,
        data=plans_records(plans),
        answer=answer_of(plans, sides, named),
        groups=grouped(plans, sides),
        records=plans.to_records(),
        titles={plan.id: several(plan.title) for plan in plans},
        short_names={id: cut(name, 30) for id, name in compared.plan_names.items()},
        reference=against,
        metrics=metrics,
        few_cells=len(metrics) * len(plans) <= _MOST_CELLS,
        signed=_signed,
        valued=_valued,
        coverage=coverage,
        metric_names=named,
        cascade=below,
        outcomes=Counter(one.outcome for one in below.results),
        cascade_picture=_cascade_picture(below, spoken),
        followed=followed_in(plans, spoken),
        quotas=quotas_in(plans),
        promise_text=lambda target: one_line(promise_text(target)),
        without=compared.without_key,
        findings=plans.findings,
        place=place_of,
        files=[],
    )
    if path is not None:
        write_whole(path, page)
    return page


def _usual_reference(plans: PlanSet) -> str:
    """Return the plan that is the nearest above most others, or else the first."""
    above = Counter(parent.id for parent in parents_of(plans).values() if parent is not None)
    return max(plans.ids, key=lambda id: above[id])


def _metrics(plans: PlanSet, compared: Comparison, spoken: Sequence[str]) -> list[MetricRows]:
    """Return the metrics that any plan has a target for, those that most plans speak of first."""
    by_metric: dict[str, list[ComparedRow]] = {}
    for row in compared.rows:
        by_metric.setdefault(row.metric, []).append(row)
    said = {metric: sum(map(promised, rows)) for metric, rows in by_metric.items()}
    order = sorted((metric for metric in by_metric if said[metric]), key=lambda metric: -said[metric])
    return [
        MetricRows(
            id=metric,
            name=_name(plans, metric, compared.names.get(metric, metric)),
            rows=tuple(row for row in by_metric[metric] if row.stated),
            silent=tuple(row.plan for row in by_metric[metric] if not row.stated),
            cells=_cells(compared, metric, by_metric[metric]),
            year=commonest(by_metric[metric], compared.reference).year,
            chart=_chart(compared, metric, by_metric[metric], number, spoken),
        )
        for number, metric in enumerate(order)
    ]


def _cells(compared: Comparison, metric: str, rows: Sequence[ComparedRow]) -> tuple[tuple[str, int | None], ...]:
    """Return a cell a plan: its words, and a shade from 0 to 9 where it can be said how strict the promise is."""
    alike = commonest(rows, compared.reference)
    places = strictness(compared, metric, alike.year)
    cells: list[tuple[str, int | None]] = []
    for row in rows:
        if row.value is None:
            cells.append(("…" if promised(row) else "—", None))
        else:
            place = places.get(row.plan)
            cells.append((_valued(row, alike), None if place is None else min(int(place * 10), 9)))
    return tuple(cells)


def _chart(
    compared: Comparison, metric: str, rows: list[ComparedRow], number: int, spoken: Sequence[str]
) -> Shown | None:
    numbers = sum(row.value is not None for row in rows)
    if number >= _MOST_DRAWN or numbers < _WORTH_DRAWING:
        return None
    return shown_in(spoken, lambda one: compared.filter(metric=metric).plot(metric, one), f"m{number}.")


def _name(plans: PlanSet, metric: str, fallback: str) -> Several:
    shared = shipped_metric(metric)
    if shared is not None:
        return several(shared.name)
    own = next((plan[metric] for plan in plans if metric in plan), None)
    return several(own.name) if own is not None else one_line(fallback)


def _cascade_picture(below: Cascade, spoken: Sequence[str]) -> Shown | None:
    return shown_in(spoken, lambda one: below.plot(language=one), "c.") if below.results else None


def _valued(row: ComparedRow, alike: Alike | None = None) -> str:
    """Return a number with its signs and unit, and with its year where it is another than that of ``alike``."""
    if row.value is None:
        return "—"
    return value_text(row, alike or Alike(row.form, row.unit, row.year), unit=True)


def _signed(value: float | None, unit: str | None = None) -> str:
    if value is None:
        return "—"
    return ("+" if value > 0 else "") + plain_number(value) + (f" {unit}" if unit else "")
