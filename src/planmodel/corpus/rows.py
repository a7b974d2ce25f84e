"""Plans as rows of the tables."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from planmodel.corpus.columns import Runs, Texts, as_columns
from planmodel.corpus.element_rows import ElementRows
from planmodel.corpus.link_rows import CitationRows, LinkRows, attributes_of
from planmodel.corpus.number_rows import NumberRows
from planmodel.corpus.schema import TABLES
from planmodel.corpus.texts import in_chinese, in_english
from planmodel.formats.decoded_types import Links, links_of
from planmodel.model.dangling import header_relations, held_links
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan

__all__ = ["Content", "Place", "Rows", "place_of"]

_Row = tuple[Any, ...]


class Place(NamedTuple):
    """Which files a plan's rows are in."""

    level: str
    period: str


def place_of(plan: Plan) -> Place:
    """Return the level and period of a plan, ``none`` where it does not say."""
    level = plan.jurisdiction.level if plan.jurisdiction is not None else None
    period = str(plan.period).replace("/", "-") if plan.period is not None else "none"
    return Place(level or "none", period)


class Content(NamedTuple):
    """A plan to make rows of.

    Parameters:
        plan: the plan.
        path: the file that it was read from.
        decoded: elements that are not in the plan but were decoded from its file, by kind.
        links: the links of these, by kind.
    """

    plan: Plan
    path: str | None
    decoded: Mapping[str, Sequence[Any]] = {}
    links: Mapping[str, Sequence[Links]] = {}


class Rows:
    """The rows of plans of one place, to be turned into columns at once."""

    def __init__(self) -> None:
        self._plans: list[str] = []
        self._headers: list[_Row] = []
        self._ids = Texts()
        self._elements = ElementRows(self._ids)
        self._links, self._citations = LinkRows(self._ids), CitationRows(self._ids)
        self._numbers = NumberRows()
        self._counts: dict[str, list[int]] = {table: [] for table in TABLES}

    def add(self, content: Content) -> None:
        """Add a plan's rows."""
        before = self.count()
        plan, groups = content.plan, _groups(content)
        self._plans.append(plan.id)
        self._elements.begin(plan.id, sum(map(len, groups.values())))
        self._headers.append(_plan_row(plan, sum(map(len, groups.values())), content.path))
        documents = {one.id: (in_chinese(one.name), getattr(one, "url", None)) for one in groups.get("document", ())}
        ids = self._ids.held
        for links in _links(plan, "plan", [plan]):
            self._links.add(len(ids), links)
        self._citations.add(len(ids), [plan.sources], documents)
        ids.append(plan.id)
        indicators: list[Any] = []
        for kind, elements in groups.items():
            cls = plan.vocabulary.by_kind[kind]
            self._elements.add(cls, elements, len(ids))
            for links in content.links[kind] if kind in content.links else _links(plan, kind, elements):
                self._links.add(len(ids), links)
            self._citations.add(len(ids), [one.sources for one in elements], documents)
            ids += [one.id for one in elements]
            if issubclass(cls, Indicator):
                indicators += elements
        self._numbers.add(plan, indicators)
        for table, count in self.count().items():
            self._counts[table].append(count - before[table])

    def count(self) -> dict[str, int]:
        """Return how many rows each table has."""
        numbers = {table: len(rows) for table, rows in self._numbers.rows.items()}
        found = {"plans": len(self._headers), "elements": len(self._elements), "relations": len(self._links)}
        return found | numbers | {"sources": len(self._citations)}

    def columns(self, table: str, place: Place) -> dict[str, Any]:
        """Return the columns of a table that has rows: those that stand for the place, and its own."""
        plans = Runs.of(self._plans, self._counts[table])
        own: dict[str, ElementRows | LinkRows | CitationRows]
        own = {"elements": self._elements, "relations": self._links, "sources": self._citations}
        if table == "plans":
            columns = as_columns(table, self._headers)
        elif table in own:
            columns = own[table].columns()
        else:
            columns = as_columns(table, self._numbers.rows[table])
        length = len(plans)
        return {
            "plan": plans,
            "level": Runs.of([place.level], [length]),
            "period": Runs.of([place.period], [length]),
            **columns,
        }


def _groups(content: Content) -> Mapping[str, Sequence[Any]]:
    """Return the elements of a plan by kind, in the order of its vocabulary."""
    found = {kind: list(held) for kind, held in groupby(content.plan.elements, key=attrgetter("kind"))}
    if not content.decoded:
        return found
    both = {**found, **content.decoded}
    return {kind: both[kind] for kind in content.plan.vocabulary.by_kind if kind in both}


def _links(plan: Plan, kind: str, holders: Sequence[Any]) -> Iterator[Links]:
    vocabulary = plan.vocabulary
    relations = header_relations(vocabulary) if kind == "plan" else vocabulary.relations_from(kind)
    for held in held_links(relations, holders):
        yield links_of(held, attributes_of)


def _plan_row(plan: Plan, elements: int, path: str | None) -> _Row:
    area, period = plan.jurisdiction, plan.period
    return (
        in_chinese(plan.title),
        in_english(plan.title),
        in_chinese(area.name) if area is not None else None,
        area.code if area is not None else None,
        in_chinese(area.parent) if area is not None else None,
        period.start if period is not None else None,
        period.end if period is not None else None,
        plan.base_year,
        plan.status,
        plan.number,
        elements,
        json.dumps(_declared(plan), ensure_ascii=False) if plan.declares else None,
        path,
    )


def _declared(plan: Plan) -> Counter[str]:
    """Return how many elements of each kind the document says that it has: a kind may be counted part by part."""
    counts: Counter[str] = Counter()
    for one in plan.declares:
        counts[one.kind] += one.count
    return counts
