"""ArchiMate models: their motivation and implementation layers as a plan.

Source: The Open Group, *ArchiMate Model Exchange File Format*, versions 2.1 and 3.0 to 3.2; *ArchiMate 3.2
Specification*, chapters 6, 7 and 12. Files of the modelling tool Archi (``.archimate``) hold the same otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element as Node

import attrs

from planmodel.arguments import kinds_checked
from planmodel.exchange.archimate_links import Draft, link
from planmodel.exchange.foreign import Ledger, local
from planmodel.exchange.stray_values import Ids, attribute, children, line_of, own_words, text_of
from planmodel.formats.imported import ImportResult, plan_id, read_tree, refused
from planmodel.formats.plain_data import plan_tree
from planmodel.limits import check_texts
from planmodel.model.element import Element
from planmodel.model.kinds import Goal, Organization, Principle, Project, Task, Theme
from planmodel.model.plan import Plan
from planmodel.text import Text, in_language, one_line
from planmodel.words import Message, say

__all__ = ["read_archimate"]

_KINDS: Final[dict[str, type[Element]]] = {
    "Goal": Goal,
    "Outcome": Goal,
    "Deliverable": Goal,
    "Principle": Principle,
    "Requirement": Principle,
    "Constraint": Principle,
    "CourseOfAction": Task,
    "Plateau": Task,
    "ImplementationEvent": Task,
    "WorkPackage": Project,
    "Stakeholder": Organization,
    "Driver": Theme,
    "Assessment": Theme,
    "Gap": Theme,
    "Value": Theme,
    "Meaning": Theme,
}
"""What an element of the motivation, strategy or implementation layer is in a plan."""

_PLAIN = frozenset(("Goal", "Principle", "CourseOfAction", "WorkPackage", "Stakeholder"))
"""Types that their kind says already."""

_ACTORS = frozenset(("BusinessActor", "BusinessRole", "BusinessCollaboration"))
"""Types that are organizations where something that is read has to do with them."""

_SPELLINGS = {"Realisation": "Realization", "Specialisation": "Specialization", "UsedBy": "Serving"}


@kinds_checked
def read_archimate(path: str | Path) -> ImportResult:
    """Return the motivation and implementation layers of an ArchiMate model as a plan.

    Goals, outcomes and deliverables become goals; principles, requirements and constraints principles; courses of
    action, plateaus and implementation events tasks; work packages projects; stakeholders, and actors that have to do
    with any of these, organizations; drivers, assessments, gaps, values and meanings themes. A relation becomes a link
    where a plan has one for it, else a line in the note of its source. Elements of other layers, and relations that
    end at these, at a junction or at another relation, are left out and counted.

    Parameters:
        path: an exchange file of version 2.1 or 3.x, or a file of Archi.

    Returns:
        the plan, the issues, and counts: of ``element`` and ``relationship``, of each type (``Goal``, ``Realization``),
        and of what was left out of it and why.

    Raises:
        PlanFileError: it cannot be opened, is no XML, or is no ArchiMate model.
        MissingExtraError: the package defusedxml is not installed.

    Source: The Open Group, *ArchiMate Model Exchange File Format* 3.2, standard C231.
    """
    file = Path(path)
    root = read_tree(file, "ArchiMate")
    if local(root.tag) != "model" or not _is_model(root):
        shown = root.tag.replace("{", "").replace("}", " ")[:120]
        raise refused(file, say("import.first_element", name=shown), line_of(root), say("archimate.root"))
    return _Reader(root, file).result()


def _is_model(root: Node) -> bool:
    """Return whether a model is one of ArchiMate: by its namespace, or where that is lost by what it holds."""
    holders = [one for one in root if local(one.tag) in ("elements", "folder")]
    return "archimate" in root.tag.lower() or any(next(children(one, "element"), None) is not None for one in holders)


@attrs.frozen
class _Entry:
    """An element or a relation of the model."""

    node: Node
    type: str
    id: str | None
    source: str | None = None
    target: str | None = None

    @property
    def counted(self) -> str:
        """What it is counted as."""
        return self.type or ("untyped element" if self.source is None else "untyped relationship")


class _Reader:
    """Reads one model."""

    def __init__(self, root: Node, file: Path) -> None:
        self.root, self.file = root, file
        self.ledger = Ledger(str(file))
        self.plan_id = plan_id("archimate", file)
        self.ids = Ids([self.plan_id])
        entries = [*_entries(root)]
        self.elements = [one for one in entries if one.source is None and one.target is None]
        self.relations = [one for one in entries if one.source is not None or one.target is not None]
        self.properties = _definitions(root)
        self.drafts: dict[str, Draft] = {}
        self.in_notes = 0

    def result(self) -> ImportResult:
        self._count()
        wanted = self._wanted()
        unidentified: list[Draft] = []
        for one in self.elements:
            draft = self._draft(one, wanted)
            if draft is None:
                continue
            if one.id is not None and one.id not in self.drafts:
                self.drafts[one.id] = draft
            else:
                unidentified.append(draft)
        self._relate()
        if self.in_notes:
            self.ledger.note(say("archimate.in_notes", n=self.in_notes), "info")
        plan = Plan(
            id=self.plan_id,
            title=self._text(self.root, "name", "label", between=None) or attribute(self.root, "name") or self.plan_id,
            description=self._text(self.root, "documentation", "purpose"),
            note="\n".join(self._lines(self.root)) or None,
            elements=[draft.element() for draft in (*self.drafts.values(), *unidentified)],
        )
        check_texts(plan_tree(plan), str(self.file), verb="read")
        totals = {"element": len(self.elements), "relationship": len(self.relations)}
        return ImportResult(plan=plan, issues=self.ledger.told(), counts={**totals, **self.ledger.counts()})

    def _count(self) -> None:
        self.ledger.read.update(one.counted for one in (*self.elements, *self.relations))
        for name, reason in (("view", say("archimate.view")), ("item", say("archimate.item"))):
            nodes = [one for one in self.root.iter() if local(one.tag) == name or (name == "view" and _is_view(one))]
            self.ledger.read[name] += len(nodes)
            for node in nodes:
                self.ledger.leave(name, reason, line_of(node))
        self.ledger.read += Counter()  # without those of which there are none

    def _wanted(self) -> set[str]:
        """Return the actors that something which is read has to do with."""
        read = {one.id for one in self.elements if one.type in _KINDS}
        actors = {one.id for one in self.elements if one.type in _ACTORS}
        ends = [(one.source, one.target) for one in self.relations]
        return {
            near
            for pair in ends
            for near, far in (pair, pair[::-1])
            if near is not None and near in actors and far in read
        }

    # --- elements ---

    def _draft(self, one: _Entry, wanted: set[str]) -> Draft | None:
        cls = Organization if one.id in wanted and one.type in _ACTORS else _KINDS.get(one.type)
        if cls is None:
            reason = say("archimate.other_layer") if one.type else say("archimate.no_type")
            self.ledger.leave(one.counted, reason, line_of(one.node))
            return None
        self.ledger.mapped[one.counted] += 1
        id = self.ids.new(one.id, one.type.lower())
        if one.id is not None and one.id in self.drafts:
            self.ledger.note(say("import.id_twice", id=one.id, now=id), line=line_of(one.node), of=id)
        name = self._text(one.node, "name", "label", between=None) or attribute(one.node, "name")
        if name is None:
            name = f"{one.type} {id}"
            self.ledger.note(say("import.no_name", name=name[:80]), "info", line_of(one.node), id)
        lines = [] if one.type in _PLAIN else [f"ArchiMate: {one.type}"]
        lines += [f"identifier: {one.id}"] if one.id is not None and one.id != id else []
        described = self._text(one.node, "documentation")
        return Draft(cls, one.type, id, name, described, [*lines, *self._lines(one.node)])

    def _text(self, node: Node, *names: str, between: str | None = "\n\n") -> Text | None:
        return text_of(children(node, *names), between=between)

    def _lines(self, node: Node) -> list[str]:
        """Return a line for each property."""
        lines = []
        for holder in (node, *children(node, "properties")):
            for one in children(holder, "property"):
                ref = attribute(one, "propertyDefinitionRef") or attribute(one, "identifierref")
                key = self.properties.get(ref or "") or attribute(one, "key") or ref or "property"
                value = text_of(children(one, "value"), between=None)
                said = in_language(value) if value is not None else attribute(one, "value") or own_words(one)
                if said:
                    lines.append(f"{key}: {one_line(said)}")
        return lines

    # --- relations ---

    def _relate(self) -> None:
        types = {one.id: one.type for one in self.elements if one.id is not None}
        relations = {one.id for one in self.relations if one.id is not None}
        joined = self._joined(types)
        for one in self.relations:
            if one.node in joined:
                self.ledger.mapped[one.counted] += 1
                continue
            reason = self._reason(one, types, relations)
            if reason is not None:
                self.ledger.leave(one.counted, reason, line_of(one.node))
                continue
            source, target = self.drafts[str(one.source)], self.drafts[str(one.target)]
            self.ledger.mapped[one.counted] += 1
            name = self._text(one.node, "name", "label", between=None) or attribute(one.node, "name")
            modifier = attribute(one.node, "modifier") or attribute(one.node, "strength")
            words = [*([in_language(name)] if name is not None else []), *([modifier] if modifier else [])]
            described = self._text(one.node, "documentation", between=None)
            words += [*([in_language(described)] if described is not None else []), *self._lines(one.node)]
            linked = link(one.type, source, target, modifier)
            if not linked or words:
                source.lines.append(": ".join([f"{one.counted} {target.id}", *(["; ".join(words)] if words else [])]))
            self.in_notes += not linked

    def _joined(self, types: dict[str, str]) -> set[Node]:
        """Link what comes after an and-junction to all that comes before it, and return the relations of both sides.

        Only where work stands on both sides: what an or-junction, or something else than work, means for the order of
        work no link of a plan can say.
        """
        before: dict[str, list[_Entry]] = {}
        after: dict[str, list[_Entry]] = {}
        for one in self.relations:
            if one.type == "Triggering" and types.get(str(one.target)) == "AndJunction":
                before.setdefault(str(one.target), []).append(one)
            if one.type == "Triggering" and types.get(str(one.source)) == "AndJunction":
                after.setdefault(str(one.source), []).append(one)
        taken: set[Node] = set()
        for junction in (one for one in before if one in after):
            sources = [self.drafts.get(str(one.source)) for one in before[junction]]
            targets = [self.drafts.get(str(one.target)) for one in after[junction]]
            ends = [one for one in (*sources, *targets) if one is not None and one.cls in (Task, Project)]
            if len(ends) == len(sources) + len(targets):
                for target in ends[len(sources) :]:
                    for source in ends[: len(sources)]:
                        target.to("depends_on", source)
                taken |= {one.node for one in (*before[junction], *after[junction])}
        return taken

    def _reason(self, one: _Entry, types: dict[str, str], relations: set[str]) -> Message | None:
        """Return why a relation is left out; ``None`` when it is not."""
        ends = (one.source, one.target)
        if any(end is not None and end in relations and end not in types for end in ends):
            return say("archimate.of_relation")
        if any(end is None or end not in types for end in ends):
            return say("archimate.no_end")
        if any(types[str(end)].endswith("Junction") for end in ends):
            return say("archimate.junction")
        if any(end not in self.drafts for end in ends):
            return say("archimate.end_left_out")
        return say("archimate.to_itself") if one.source == one.target else None


def _type(node: Node) -> str:
    """Return the type of an element or relation as version 3 has it, without its prefix."""
    stated = (attribute(node, "type") or "").rpartition(":")[2]
    return _SPELLINGS.get(bare := stated.removesuffix("Relationship"), bare)


def _entries(root: Node) -> Iterator[_Entry]:
    """Yield the elements and relations of an exchange file, or of a file of Archi, where both stand in folders."""
    waiting = [root]
    for holder in waiting:
        for node in holder:
            name = local(node.tag)
            if name in ("element", "relationship"):
                ends = attribute(node, "source"), attribute(node, "target")
                if name == "relationship" and ends == (None, None):
                    ends = ("", "")
                if not _is_view(node):
                    yield _Entry(node, _type(node), attribute(node, "identifier") or attribute(node, "id"), *ends)
            elif name in ("elements", "relationships", "folder"):
                waiting.append(node)


def _is_view(node: Node) -> bool:
    """Return whether an element is a picture, as Archi keeps it among the others."""
    return local(node.tag) == "element" and (attribute(node, "type") or "").endswith("Model")


def _definitions(root: Node) -> dict[str, str]:
    """Return the names of properties by what refers to them."""
    found: dict[str, Any] = {}
    for node in root.iter():
        if local(node.tag) in ("propertyDefinition", "propertydef"):
            name = text_of(children(node, "name"), between=None)
            ref = attribute(node, "identifier")
            if ref is not None:
                found[ref] = attribute(node, "name") or (in_language(name) if name is not None else None)
    return {ref: name for ref, name in found.items() if name}
