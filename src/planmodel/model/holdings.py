"""What a plan holds, kind by kind: a typed collection for each."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

from planmodel.arguments import check_argument
from planmodel.model import kinds
from planmodel.model.collection import Collection
from planmodel.model.element import Element
from planmodel.model.risks import Correlation, Driver, RiskEvent
from planmodel.model.vocabulary import Vocabulary
from planmodel.model.working_times import WorkCalendar

__all__ = ["Holdings"]

_E = TypeVar("_E", bound=Element)


class Holdings:
    """The collections of what has elements and a vocabulary of their kinds."""

    elements: tuple[Element, ...]
    vocabulary: Vocabulary

    def of(self, cls: type[_E]) -> Collection[_E]:
        """Return the elements of a class, in order; a base class gathers its subclasses.

        Raises:
            ArgumentError: that is no class.
        """
        check_argument("cls", cls, type, wanted="class_of_elements")
        classes = [kind for kind in self.vocabulary.kinds if issubclass(kind, cls)]
        name = classes[0].plural if len(classes) == 1 else "elements"
        return Collection((e for e in self.elements if isinstance(e, cls)), name, classes or [cls], self.elements)

    @cached_property
    def all(self) -> Collection[Element]:
        """Every element, in order."""
        return Collection(self.elements, "elements", self.vocabulary.kinds, self.elements)

    @cached_property
    def documents(self) -> Collection[kinds.Document]:
        """Sources, and plans that this one follows."""
        return self.of(kinds.Document)

    @cached_property
    def organizations(self) -> Collection[kinds.Organization]:
        """Bodies that lead, support, draft, approve or issue."""
        return self.of(kinds.Organization)

    @cached_property
    def calendars(self) -> Collection[WorkCalendar]:
        """Working calendars that the work goes by."""
        return self.of(WorkCalendar)

    @cached_property
    def resources(self) -> Collection[kinds.Resource]:
        """People, machines and money that work takes up."""
        return self.of(kinds.Resource)

    @cached_property
    def sections(self) -> Collection[kinds.Section]:
        """Parts and chapters."""
        return self.of(kinds.Section)

    @cached_property
    def themes(self) -> Collection[kinds.Theme]:
        """Fields and emphases."""
        return self.of(kinds.Theme)

    @cached_property
    def principles(self) -> Collection[kinds.Principle]:
        """Norms that govern how the work is done."""
        return self.of(kinds.Principle)

    @cached_property
    def goals(self) -> Collection[kinds.Goal]:
        """Desired results."""
        return self.of(kinds.Goal)

    @cached_property
    def metrics(self) -> Collection[kinds.Metric]:
        """Definitions that the plan adds to the shared ones."""
        return self.of(kinds.Metric)

    @cached_property
    def indicators(self) -> Collection[kinds.Indicator]:
        """What is measured and promised."""
        return self.of(kinds.Indicator)

    @cached_property
    def tasks(self) -> Collection[kinds.Task]:
        """Courses of action."""
        return self.of(kinds.Task)

    @cached_property
    def projects(self) -> Collection[kinds.Project]:
        """Funded, bounded undertakings and groups of them."""
        return self.of(kinds.Project)

    @cached_property
    def drivers(self) -> Collection[Driver]:
        """Common causes that make several pieces of work longer or dearer together."""
        return self.of(Driver)

    @cached_property
    def risk_events(self) -> Collection[RiskEvent]:
        """What may happen and then delays work or costs money."""
        return self.of(RiskEvent)

    @cached_property
    def correlations(self) -> Collection[Correlation]:
        """How far durations are long or short together."""
        return self.of(Correlation)
