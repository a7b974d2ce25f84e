"""The sections of a plan's page as rows that the template writes down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from planmodel.model.element import Element
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.references import citations_in
from planmodel.model.sources import Citation
from planmodel.text import one_line
from planmodel.views.charts.sparkline import sparkline
from planmodel.views.report.promises import Several, both, promise
from planmodel.views.report.records import safe_url, several
from planmodel.views.summary import Row, tree_rows
from planmodel.words import say

__all__ = [
    "Cited",
    "Gap",
    "IndicatorRow",
    "KindRows",
    "Source",
    "TargetRow",
    "gaps_in",
    "indicator_rows",
    "kinds_in",
    "source_rows",
]


@attrs.frozen(kw_only=True)
class KindRows:
    """The elements of one kind: its name, what several are called, and the rows of their tree."""

    kind: str
    plural: str
    rows: tuple[Row, ...]


@attrs.frozen(kw_only=True)
class TargetRow:
    """One target: its year, the text as printed, the promise as read, and who says so."""

    year: int | None
    published: str
    read: Several
    unread: bool
    evidence: str


@attrs.frozen(kw_only=True)
class IndicatorRow:
    """One indicator with its targets; ``spark`` is a small picture of its values."""

    indicator: Indicator
    baseline: str
    latest: str
    spark: str
    targets: tuple[TargetRow, ...]


@attrs.frozen(kw_only=True)
class Cited:
    """One citation of a document: who cites it, for what, where it stands and in what words."""

    holder: str
    held_for: str
    place: str
    quote: str
    url: str | None
    note: str


@attrs.frozen(kw_only=True)
class Source:
    """A document and everything that cites it: ``name`` is ``None`` for one that the plan does not list, ``quoted`` has
    words of the document, ``named`` only a place in it."""

    id: str
    name: Several | None
    url: str | None
    note: str
    quoted: tuple[Cited, ...]
    named: tuple[Cited, ...]


@attrs.frozen(kw_only=True)
class Gap:
    """What elements lack, in both languages, and which they are."""

    lack: Several
    ids: tuple[str, ...]


def gaps_in(plan: Plan) -> tuple[Gap, ...]:
    """Return what serves nothing and what nothing serves, by what is missing."""
    found = attrs.asdict(plan.graph.coverage(), recurse=False)
    return tuple(Gap(lack=both(say(f"coverage.{name}")), ids=ids) for name, ids in found.items() if ids)


def kinds_in(plan: Plan) -> tuple[KindRows, ...]:
    """Return the elements of a plan by kind, those that people look for first at the top."""
    first = ("goal", "indicator", "task", "project", "principle", "theme")
    counts = Counter(element.kind for element in plan.elements)
    named = {cls.kind: cls for cls in plan.vocabulary.kinds}
    order = [*(kind for kind in first if kind in named), *(kind for kind in named if kind not in first)]
    return tuple(
        KindRows(kind=kind, plural=named[kind].plural, rows=tuple(tree_rows(plan, plan.of(named[kind]))))
        for kind in order
        if counts[kind]
    )


def indicator_rows(plan: Plan) -> tuple[IndicatorRow, ...]:
    """Return the indicators with their targets, as published and as read."""
    return tuple(
        IndicatorRow(
            indicator=indicator,
            baseline=_baseline(indicator),
            latest=_latest(indicator),
            spark=sparkline(indicator),
            targets=_targets(indicator),
        )
        for indicator in plan.indicators
    )


def _targets(indicator: Indicator) -> tuple[TargetRow, ...]:
    return tuple(
        TargetRow(
            year=target.year,
            published=one_line(target.as_published or ""),
            read=promise(target),
            unread=target.commitment.kind == "Unread",
            evidence=target.evidence or indicator.evidence,
        )
        for target in indicator.targets
    )


def _baseline(indicator: Indicator) -> str:
    held = indicator.baseline
    if held is None:
        return ""
    value = str(held.value) if held.value is not None else one_line(held.as_published or "")
    return f"{value} ({held.year})" if held.year is not None else value


def _latest(indicator: Indicator) -> str:
    if not indicator.observations:
        return ""
    last = max(one.period.end for one in indicator.observations)
    held = [one for one in indicator.observations if one.period.end == last]
    values = dict.fromkeys(
        str(one.value) if one.value is not None else one_line(one.as_published or "") for one in held
    )
    periods = dict.fromkeys(str(one.period) for one in held)
    return f"{' / '.join(values)} ({' / '.join(periods)})"


def source_rows(plan: Plan) -> tuple[Source, ...]:
    """Return every document that is cited or listed, with what is cited from it, in plan order."""
    cited: dict[str, list[Cited]] = {document.id: [] for document in plan.documents}
    for holder, path, citation in _citations(plan):
        cited.setdefault(citation.document, []).append(
            Cited(
                holder=holder,
                held_for=path.rpartition("sources[")[0].rstrip("."),
                place=_place(citation),
                quote=one_line(citation.quote or ""),
                url=safe_url(citation.url),
                note=one_line(citation.note or ""),
            )
        )
    return tuple(_source(plan, id, rows) for id, rows in cited.items())


def _source(plan: Plan, id: str, rows: Sequence[Cited]) -> Source:
    found: Element | None = plan.get(id)
    return Source(
        id=id,
        name=several(found.name) if found is not None else None,
        url=safe_url(getattr(found, "url", None)),
        note=one_line(found.note or "") if found is not None else "",
        quoted=tuple(row for row in rows if row.quote),
        named=tuple(row for row in rows if not row.quote),
    )


def _citations(plan: Plan) -> Iterator[tuple[str, str, Citation]]:
    for name, value in plan.header().items():
        for path, citation in citations_in(value):
            yield plan.id, f"{name}{path}", citation
    for element in plan.elements:
        for path, citation in citations_in(element):
            yield element.id, path, citation


def _place(citation: Citation) -> str:
    parts = [one_line(citation.section)] if citation.section else []
    return ", ".join([*parts, *([f"p. {citation.page}"] if citation.page is not None else [])])
