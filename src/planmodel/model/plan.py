"""The plan: a document's header and an immutable mapping of ids to elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.errors import ModelError
from planmodel.model import editing
from planmodel.model.areas import areas_of, with_areas
from planmodel.model.collection import duplicate_id, unknown_id
from planmodel.model.dangling import header_relations
from planmodel.model.element import Element
from planmodel.model.flat import element_columns, flat_records
from planmodel.model.header import Header
from planmodel.model.holdings import Holdings
from planmodel.model.instances import tell_where
from planmodel.model.kinds import Indicator, with_own_units
from planmodel.model.origin import Origin
from planmodel.model.relations import Link
from planmodel.model.vocabulary import VOCABULARY, Relation, Vocabulary, covering
from planmodel.model.written import Written
from planmodel.tabular import Result
from planmodel.text import in_language
from planmodel.units import OwnUnits
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.check.report import Report
    from planmodel.check.rule import Rule
    from planmodel.diagnostics import Severity
    from planmodel.graph.build import PlanGraph
    from planmodel.graph.explain import Explanation
    from planmodel.model.calendar import Calendar
    from planmodel.model.period import Day
    from planmodel.scheduling.needs import Needs
    from planmodel.scheduling.schedule import Schedule
    from planmodel.views.graphs.draw import By, View
    from planmodel.views.notebook.explore import ReportLink
    from planmodel.views.notebook.widget import PlanWidget
    from planmodel.views.office.tables import OfficeTable
    from planmodel.views.picture import Picture

__all__ = ["Plan"]

_E = TypeVar("_E", bound=Element)


def _as_elements(elements: Iterable[Element] | Element) -> tuple[Element, ...]:
    return (elements,) if isinstance(elements, Element) else tuple(elements)


@tell_where
@attrs.frozen(kw_only=True, eq=False, slots=False, repr=False)
class Plan(Header, Holdings, Written, Mapping[str, Element], Result):
    """A plan: a document with an issuing body, a jurisdiction and a period, and the elements that it is made of.

    A mapping of id → element that never changes; :meth:`add`, :meth:`replace`, :meth:`remove`, :meth:`rename` and
    :meth:`evolve` return a new plan. Elements are kept in the vocabulary's order of kinds and, within a kind, in the
    order given.

    Parameters:
        elements: its elements, with distinct ids.
        vocabulary: the kinds that it may hold; those of installed packages are added when it holds one of theirs.
        origin: the files that it was read from.

    Raises:
        DuplicateIdError: two elements share an id, or one has the plan's.
        VocabularyError: an element's class is not in the vocabulary.
        ModelError: a header field has not the shape that it wants.

    Example:
        >>> from planmodel.model.kinds import Goal, Task
        >>> plan = Plan(id="p", title="Plan", elements=[Goal(id="g", name="Clean air")])
        >>> plan.add(Task(id="t", name="Measure", contributes_to=["g"])).tasks.ids
        ('t',)
    """

    elements: tuple[Element, ...] = attrs.field(default=(), converter=_as_elements)
    vocabulary: Vocabulary = attrs.field(default=VOCABULARY)
    origin: Origin | None = attrs.field(default=None)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.vocabulary, Vocabulary):
            found = say("cannot_be", value=f"{self.vocabulary!r:.60}")
            raise ModelError(found, hint="VOCABULARY.extend(…)", field=("vocabulary",))
        object.__setattr__(self, "vocabulary", covering(self.vocabulary, {*map(type, self.elements)}))
        order = self.vocabulary.order
        positions = [*map(order.__getitem__, map(type, self.elements))]
        if positions != sorted(positions):
            object.__setattr__(self, "elements", tuple(sorted(self.elements, key=lambda one: order[type(one)])))
        if self.units:
            object.__setattr__(self, "elements", tuple(with_own_units(one, self.own_units) for one in self.elements))
        own = areas_of(self.jurisdiction)
        if own:
            settled = [with_areas(one, own) if isinstance(one, Indicator) else one for one in self.elements]
            object.__setattr__(self, "elements", tuple(settled))
        if len(self._index) < len(self.elements) or self.id in self._index:
            raise duplicate_id(self.id, say("plan.titled", title=self.title), self.elements)

    @cached_property
    def own_units(self) -> OwnUnits:
        """The units that the plan defines for itself, which read amounts too."""
        return OwnUnits(self.units)

    # --- a mapping of ids to elements ---

    @cached_property
    def _index(self) -> dict[str, Element]:
        return {element.id: element for element in self.elements}

    def __getitem__(self, id: str) -> Element:
        try:
            return self._index[id]
        except (KeyError, TypeError):
            raise unknown_id(id, self._index, say("id.plan", plan=self.id)) from None

    def get(self, id: str, default: Any = None) -> Any:
        """Return the element called ``id``, or ``default``."""
        return self._index.get(id, default) if isinstance(id, str) else default

    def __contains__(self, id: object) -> bool:
        return id in self._index

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self.elements)

    def _ipython_key_completions_(self) -> list[str]:
        """Return what IPython offers after ``plan["``."""
        return list(self._index)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Plan):
            return NotImplemented
        return self.header() == other.header() and self.elements == other.elements

    def __hash__(self) -> int:
        return hash((self.id, tuple(self._index)))

    def header(self) -> dict[str, Any]:
        """Return the header's fields and values: all but the elements."""
        return {field.name: getattr(self, field.name) for field in attrs.fields(Header)}

    def label(self, language: str | None = None) -> str:
        """Return the title in ``language``, or in its first one."""
        return in_language(self.title, language)

    # --- relations ---

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Every relation that may occur: the header's, then those of the kinds."""
        return (*header_relations(self.vocabulary), *self.vocabulary.relations)

    def links(self) -> Iterator[tuple[Plan | Element, Relation, int, Link]]:
        """Yield every link as (holder, relation, position in its field, link), in plan order."""
        by_holder: dict[str, list[Relation]] = {}
        for declared in self.relations:
            by_holder.setdefault(declared.holder, []).append(declared)
        for declared in by_holder.get("plan", ()):
            for number, link in enumerate(declared.links(self)):
                yield self, declared, number, link
        for element in self.elements:
            for declared in by_holder.get(element.kind, ()):
                for number, link in enumerate(declared.links(element)):
                    yield element, declared, number, link

    # --- change makes a new plan ---

    @kinds_checked
    def add(self, *elements: Element) -> Plan:
        """Return a plan with more elements; what they refer to may be added later.

        Raises:
            DuplicateIdError: an id is taken.
        """
        return editing.with_elements(self, (*self.elements, *elements), {element.id for element in elements})

    @kinds_checked
    def replace(self, id: str, /, **changes: Any) -> Plan:
        """Return a plan in which the element called ``id`` has other values; its place stays.

        Raises:
            UnknownIdError: there is no such element.
            ModelError: it has no such field, or ``id`` itself is to change (that is :meth:`rename`).
        """
        return editing.replaced(self, id, changes)

    @kinds_checked
    def remove(self, *ids: str, references: Literal["refuse", "drop"] = "refuse") -> Plan:
        """Return a plan without these elements.

        Parameters:
            ids: the elements to take out.
            references: what to do when others point at them: ``refuse``, or ``drop`` those links and citations.

        Raises:
            UnknownIdError: there is no such element.
            ReferencedError: something that stays points at one of them.
        """
        return editing.removed(self, ids, references)

    @kinds_checked
    def rename(self, old: str, new: str) -> Plan:
        """Return a plan in which ``old`` is called ``new``, with every link and citation that points at it.

        Raises:
            UnknownIdError: there is no element ``old``.
            DuplicateIdError: ``new`` is taken.
        """
        return editing.renamed(self, old, new)

    def evolve(self, **changes: Any) -> Plan:
        """Return a plan with other header fields.

        Raises:
            ModelError: the header has no such field.
        """
        return editing.evolved(self, changes)

    # --- doors to what stands upstairs ---

    @cached_property
    def graph(self) -> PlanGraph:
        """The plan's graph and the questions about it."""
        from planmodel.graph.build import PlanGraph

        return PlanGraph(self)

    @kinds_checked
    def explain(self, id: str, *, depth: int | None = None) -> Explanation:
        """Return a tree of what the element rests on and what it serves."""
        return self.graph.explain(id, depth=depth)

    def needs(self) -> Needs:
        """Return which analyses this plan allows, and what it would have to say for the others, element by element.

        See :func:`planmodel.scheduling.needs.needs`.

        Example:
            >>> [one.name for one in Plan(id="p", title="Plan").needs().analyses if one.allowed]
            []
        """
        from planmodel.scheduling.needs import needs

        return needs(self)

    @kinds_checked
    def check(
        self,
        *,
        texts: Mapping[str, str] | None = None,
        rules: Iterable[Rule] | None = None,
        select: str | Iterable[str] = (),
        ignore: str | Iterable[str] = (),
        severities: Mapping[str, Severity] | None = None,
        language: str = "en",
    ) -> Report:
        """Return every finding of rules about this plan.

        Parameters: those of :func:`planmodel.check.run.check`.
        """
        from planmodel.check.run import check

        return check(
            self, texts=texts, rules=rules, select=select, ignore=ignore, severities=severities, language=language
        )

    @kinds_checked
    def draw(
        self,
        view: View = "structure",
        *,
        focus: str | Element | None = None,
        depth: int | None = None,
        by: By | None = None,
        schedule: Schedule | None = None,
        language: str | None = None,
    ) -> Picture:
        """Return a picture: ``structure``, ``network`` or ``flow``; or of one element (extra ``report``).

        Parameters: those of :func:`planmodel.views.graphs.draw.draw`.
        """
        from planmodel.views.graphs.draw import draw

        return draw(self, view, focus=focus, depth=depth, by=by, schedule=schedule, language=language)

    @kinds_checked
    def plot_indicators(
        self,
        indicators: Iterable[str | Indicator] | None = None,
        *,
        as_of: Day = None,
        language: str | None = None,
    ) -> Picture:
        """Return the values of indicators through time (extra ``report``).

        Parameters: those of :func:`planmodel.views.charts.values.plot_indicators`.
        """
        from planmodel.views.charts.values import plot_indicators

        return plot_indicators(self, indicators, as_of=as_of, language=language)

    @kinds_checked
    def to_svg(
        self, *, focus: str | Element | None = None, depth: int | None = None, language: str | None = None
    ) -> str:
        """Return the picture of the plan's structure as SVG (extra ``report``); see :meth:`draw`."""
        return self.draw(focus=focus, depth=depth, language=language).svg

    @kinds_checked
    def explore(
        self,
        path: str | Path | None = None,
        *,
        as_of: Day = None,
        start: Day = None,
        calendar: Calendar | None = None,
        language: str | None = None,
    ) -> ReportLink:
        """Write the report page and return a link to it; see :func:`planmodel.views.notebook.explore.explore`."""
        from planmodel.views.notebook.explore import explore

        return explore(self, path, as_of=as_of, start=start, calendar=calendar, language=language)

    @kinds_checked
    def widget(
        self,
        view: View = "structure",
        *,
        focus: str | Element | None = None,
        depth: int | None = None,
        language: str | None = None,
    ) -> PlanWidget:
        """Return a picture that answers clicks (extra ``notebook``); see :mod:`planmodel.views.notebook.tracing`."""
        from planmodel.views.notebook.tracing import widget

        return widget(self, view, focus=focus, depth=depth, language=language)

    @kinds_checked
    def report(
        self,
        path: str | Path | None = None,
        *,
        as_of: Day = None,
        start: Day = None,
        calendar: Calendar | None = None,
        language: str | None = None,
    ) -> str:
        """Return the plan as one page of HTML that works without a network, and write it to ``path`` when one is given.

        Parameters: those of :func:`planmodel.views.report.plan_page.plan_report` (extra ``report``).
        """
        from planmodel.views.report.plan_page import plan_report

        return plan_report(self, path, as_of=as_of, start=start, calendar=calendar, language=language)

    @cached_property
    def _flat(self) -> list[Mapping[str, object]]:
        return flat_records(self.elements)

    def _rows(self) -> Sequence[Mapping[str, object]]:
        return self._flat

    def _columns(self) -> Sequence[Column]:
        return element_columns(tuple(dict.fromkeys(map(type, self.elements))) or (Element,), self._flat)

    def _papers(self, language: str) -> tuple[OfficeTable, ...]:
        """Return a table of the header, one a kind, and one of sources."""
        from planmodel.views.office.plans import plan_tables

        return plan_tables(self, language)

    def _text(self, most: int | None, language: str | None = None) -> str:
        from planmodel.views.summary import summary_text

        return summary_text(self, words=language or self._language())

    def _html(self, language: str) -> str:
        from planmodel.views.summary import summary_html

        return summary_html(self, words=language)
