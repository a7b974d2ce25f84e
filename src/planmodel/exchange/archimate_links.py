"""Relations of ArchiMate as links of a plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from planmodel.model.element import Element
from planmodel.model.kinds import Goal, Organization, Principle, Project, Task, Theme
from planmodel.text import Text

__all__ = ["Draft", "link"]


@attrs.define
class Draft:
    """An element while its links are gathered."""

    cls: type[Element]
    type: str
    id: str
    name: Text
    description: Text | None
    lines: list[str]
    part_of: str | None = None
    links: dict[str, dict[str, None]] = attrs.field(factory=dict)

    def to(self, field: str, target: Draft) -> bool:
        """Link it to another by a field that holds several; return that it is done."""
        self.links.setdefault(field, {})[target.id] = None
        return True

    def within(self, whole: Draft) -> bool:
        """Make it a part of another; return whether it was none before."""
        if self.part_of is None:
            self.part_of = whole.id
        return self.part_of == whole.id

    def element(self) -> Element:
        """Return the element."""
        fields: dict[str, Any] = {name: [*ids] for name, ids in self.links.items()}
        if self.part_of is not None:
            fields["part_of"] = self.part_of
        note = "\n".join(self.lines) or None
        return self.cls(id=self.id, name=self.name, description=self.description, note=note, **fields)


def link(type: str, source: Draft, target: Draft, modifier: str | None) -> bool:
    """Make a relation a link of one of its ends; return whether a plan has one for it.

    Parameters:
        type: the relation's type, ``Realization``.
        source: where it begins.
        target: where it ends.
        modifier: of an influence, how it acts: ``+``, ``-``, a number.
    """
    rule = _RULES.get(type)
    return rule is not None and rule(source, target, modifier)


def _realizes(source: Draft, target: Draft, modifier: str | None) -> bool:
    kinds = source.cls, target.cls
    if kinds in ((Goal, Goal), (Principle, Principle)):
        return source.within(target)
    if kinds in ((Task, Goal), (Project, Goal)):
        return source.to("contributes_to", target)
    if kinds == (Principle, Goal):
        return target.to("guided_by", source)
    if kinds in ((Goal, Principle), (Task, Principle)):
        return source.to("guided_by", target)
    if kinds == (Project, Task):
        if target.type == "CourseOfAction":
            return source.to("implements", target)
        return target.to("depends_on", source)  # a plateau or event is there when the work is done
    return False


def _holds(source: Draft, target: Draft, modifier: str | None) -> bool:
    if source.cls is target.cls:
        return target.within(source)
    if source.cls is Theme:
        return target.to("themes", source)
    if source.type == "CourseOfAction" and target.cls is Project:
        return target.to("implements", source)
    return False


def _influences(source: Draft, target: Draft, modifier: str | None) -> bool:
    if modifier is not None and modifier.lstrip().startswith(("-", "\N{MINUS SIGN}")):
        return False  # it works against its target, by a strength that no link of a plan can say
    if source.cls in (Task, Project) and target.cls is Goal:
        return source.to("contributes_to", target)
    if source.cls is Principle and target.cls in (Goal, Task):
        return target.to("guided_by", source)
    return source.cls is Theme and target.cls is not Theme and target.to("themes", source)


def _goes_with(source: Draft, target: Draft, modifier: str | None) -> bool:
    if (source.cls is Theme) != (target.cls is Theme):
        theme, other = (source, target) if source.cls is Theme else (target, source)
        return other.to("themes", theme)
    return _answers_for(source, target, modifier) or _answers_for(target, source, modifier)


def _answers_for(source: Draft, target: Draft, modifier: str | None) -> bool:
    return source.cls is Organization and target.cls in (Task, Project) and target.to("responsible", source)


def _precedes(source: Draft, target: Draft, modifier: str | None) -> bool:
    return source.cls in (Task, Project) and target.cls in (Task, Project) and target.to("depends_on", source)


_RULES: Final[dict[str, Callable[[Draft, Draft, str | None], bool]]] = {
    "Realization": _realizes,
    "Composition": _holds,
    "Aggregation": _holds,
    "Influence": _influences,
    "Association": _goes_with,
    "Assignment": _answers_for,
    "Triggering": _precedes,
}
