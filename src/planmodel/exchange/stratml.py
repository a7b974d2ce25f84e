"""StratML, Part 1 (strategic plans) and Part 2 (performance plans and reports): read as they are in the wild.

Source: ISO 17469-1:2015, and ANSI/AIIM 22:2017 with the schema of 2016-02-16.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import attrs

from planmodel.arguments import kinds_checked
from planmodel.exchange.details import Details, from_note, merged_note, to_note
from planmodel.exchange.foreign import Foreign, Ledger, local
from planmodel.exchange.stratml_results import as_day, read_results
from planmodel.formats.imported import ImportResult, plan_id, read_tree, refused
from planmodel.formats.plain_data import plan_tree
from planmodel.limits import check_texts
from planmodel.model.element import Element
from planmodel.model.kinds import Document, Goal, Indicator, Organization, Principle, Section
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.text import cut, one_line
from planmodel.words import say

__all__ = ["ROLES", "STAKEHOLDERS", "read_stratml"]

_WHAT = "StratML"
_ROOTS = ("StrategicPlan", "PerformancePlanOrReport")
_OURS = re.compile(r"(stratml|17469)", re.IGNORECASE)
_PART_3 = re.compile(r"(stratml\.us/3|part_?-?3|/3\.\d)", re.IGNORECASE)
STAKEHOLDERS = ("Person", "Organization", "Generic_Group")
ROLES = ("Performer", "Beneficiary")
# The schema gives values and stakeholders no identifier: one that stands there could not be written again.
_IDENTIFIED = (
    *("AdministrativeInformation", "Organization", "Vision", "Mission"),
    *("Goal", "Objective", "PerformanceIndicator"),
)
_COUNTED = (
    *("Organization", "Stakeholder", "Vision", "Mission", "Value", "Goal", "Objective"),
    *("PerformanceIndicator", "Relationship", "TargetResult", "ActualResult"),
)


@kinds_checked
def read_stratml(path: str | Path) -> ImportResult:
    """Return the plan in a StratML file of Part 1 or Part 2, whether or not it keeps to the schema.

    Goals and objectives become goals, values principles, performance indicators indicators, organizations and
    stakeholders organizations; vision and mission become sections. What has no field here stands in the notes, one
    labelled line each. A unit stays as it is written.

    Parameters:
        path: the file.

    Returns:
        the plan, the issues, and counts: how many elements of a name the file holds (``Goal``), and how many of them
        were left out and why (``Goal left out: it is empty``).

    Raises:
        PlanFileError: it cannot be opened, is no XML, or is no StratML of these parts.
        MissingExtraError: the package defusedxml is not installed.

    Source: ISO 17469-1:2015; ANSI/AIIM 22:2017.
    """
    file = Path(path)
    node = read_tree(file, _WHAT)
    _check_root(file, str(node.tag), getattr(node, "line", None))
    return _Reader(Foreign(node, Ledger(str(file))), file).result()


def _check_root(file: Path, tag: str, line: int | None) -> None:
    space, name = tag[1:].rpartition("}")[0] if tag.startswith("{") else "", local(tag)
    if _PART_3.search(space):
        hint = say("stratml.part3.hint")
        raise refused(file, say("stratml.part3", space=f"{space!r:.120}"), line, hint)
    if name not in _ROOTS:
        raise refused(file, say("stratml.first", name=f"{name!r:.80}", roots=tuple(_ROOTS)), line, say("stratml.none"))
    if space and not _OURS.search(space):
        hint = say("stratml.part2")
        raise refused(file, say("stratml.space", space=f"{space!r:.120}"), line, hint)


@attrs.frozen(kw_only=True)
class _Administration:
    period: Period | None = None
    issued: Period | None = None
    source: str | None = None


class _Reader:
    """Reads one document; ids that are missing, repeated or impossible are replaced."""

    def __init__(self, root: Foreign, file: Path) -> None:
        self.root, self.file, self.ledger = root, file, root.ledger
        self.elements: list[Element] = []
        self.ledger.read.update(name for one in root.node.iter() if (name := local(one.tag)) in _COUNTED)
        self.stated = {
            (one.text or "").strip()
            for holder in root.node.iter()
            if local(holder.tag) in _IDENTIFIED
            for one in holder
            if local(one.tag) == "Identifier"
        }
        self.taken: set[str] = {"source"}
        self.goals: set[str] = set()
        self.organizations: list[Link] = []

    def result(self) -> ImportResult:
        root, ledger = self.root, self.ledger
        details: Details = []
        kind = root.attribute("Type")
        if kind and kind != "Strategic_Plan":
            details.append(("Type", kind))
        title, description = root.line("Name"), root.text("Description")
        free = root.text("OtherInformation")
        admin = root.all("AdministrativeInformation")
        id, header = self._administration(admin, details)
        cores = root.all("StrategicPlanCore")
        for core in cores:
            self._core(core)
        root.report_rest()
        if not cores:
            root.note(say("stratml.no_core"))
        if title is None:
            root.note(say("stratml.no_name"))
        source = header.source
        if source:
            self.elements.append(Document(id="source", name=title or id, url=source))
        plan = Plan(
            id=id,
            title=title or id,
            description=description,
            period=header.period,
            issued=header.issued,
            issued_by=self.organizations,
            sources=(Citation(document="source"),) if source else (),
            note=merged_note(details, free),
            elements=self.elements,
        )
        check_texts(plan_tree(plan), str(self.file), verb="read")
        return ImportResult(plan=plan, issues=tuple(ledger.issues), counts=ledger.counts())

    # --- ids ---

    def _id(self, one: Foreign, prefix: str) -> str:
        stated = one.line("Identifier") if one.name in _IDENTIFIED else None
        id = self._minted(prefix) if stated is None else self._repaired(one, stated)
        first, number = id, 2
        while id in self.taken:
            id = f"{first}-{number}"
            number += 1
        if id != first:
            one.note(say("stratml.twice", first=first, name=one.name, id=id), element=id)
        self.taken.add(id)
        return id

    def _minted(self, prefix: str) -> str:
        number = 1
        while (id := f"{prefix}-{number}") in self.taken or id in self.stated:
            number += 1
        return id

    def _repaired(self, one: Foreign, stated: str) -> str:
        """Return an identifier as XML and we both allow it."""
        id = re.sub(r"[^A-Za-z0-9_.-]", "-", stated)[:190]
        id = id if id[:1].isalpha() or id.startswith("_") else f"_{id}"
        if id != stated:
            one.note(say("stratml.cannot_stand", stated=f"{stated!r:.80}", id=id), "info", id)
        return id

    def _name(self, one: Foreign, id: str, *others: str | None) -> str:
        name = one.line("Name")
        if name is None:
            name = next((cut(other, 100) for other in others if other), f"{one.name} {id}")
            one.note(say("stratml.unnamed", element=one.name, name=f"{name!r:.60}"), "info", id)
        return name

    # --- the document ---

    def _administration(self, admin: list[Foreign], details: Details) -> tuple[str, _Administration]:
        header = _Administration()
        id = plan_id("stratml", self.file)
        for number, one in enumerate(admin):
            if number:
                one.note(say("stratml.second_admin"))
                continue
            if one.line("Identifier"):
                id = self._id(one, "plan")
            start, end, issued = (one.line(name) for name in ("StartDate", "EndDate", "PublicationDate"))
            first, last, day = (as_day(text) for text in (start, end, issued))
            if first and last and first <= last:
                header = attrs.evolve(header, period=Period(f"{first}/{last}"))
            else:
                details += [(name, text) for name, text in (("StartDate", start), ("EndDate", end)) if text]
                if start or end:
                    one.note(say("stratml.period"), "info")
            if day:
                header = attrs.evolve(header, issued=Period(day))
            elif issued:
                details.append(("PublicationDate", issued))
                one.note(say("stratml.published", issued=f"{issued!r:.40}"))
            header = attrs.evolve(header, source=one.line("Source"))
            one.report_rest()
        self.taken.add(id)
        return id, header

    def _core(self, core: Foreign) -> None:
        for one in core.all("Organization"):
            self._organization(one)
        for name in ("Vision", "Mission"):
            for one in core.all(name):
                self._statement(one)
        for one in core.all("Value"):
            self._value(one)
        for one in core.all("Goal"):
            self._goal(one, None)
        for one in core.all("Objective"):  # without a goal above it
            self._goal(one, None)
        core.report_rest()

    def _organization(self, one: Foreign) -> None:
        if one.is_empty():
            return one.left_out(say("stratml.empty"), "info")
        one.mapped()
        id = self._id(one, "organization")
        acronym, description = one.line("Acronym"), one.text("Description")
        note = to_note([("Acronym", acronym)] if acronym else [])
        name = self._name(one, id, acronym, description)
        self.elements.append(Organization(id=id, name=name, description=description, note=note))
        self.organizations.append(Link(id))
        for stakeholder in one.all("Stakeholder"):
            self._stakeholder(stakeholder, id)
        one.report_rest()
        return None

    def _stakeholder(self, one: Foreign, of: str) -> None:
        if one.is_empty():
            return one.left_out(say("stratml.empty"), "info")
        one.mapped()
        id = self._id(one, "stakeholder")
        details: Details = [("StakeholderOf", of)]
        description = one.text("Description")
        kind = one.attribute("StakeholderTypeType")
        if kind in STAKEHOLDERS:
            details.append(("StakeholderTypeType", kind))
        elif kind:
            one.note(say("stratml.no_stakeholder", kind=f"{kind!r:.60}"), "info", id)
            description = f"{description or ''} [StakeholderTypeType: {kind}]".strip()
        for role in one.all("Role"):
            if not role.is_empty():
                details.append(("Role", _role(role)))
        name = self._name(one, id, description)
        self.elements.append(Organization(id=id, name=name, description=description, note=to_note(details)))
        one.report_rest()
        return None

    def _statement(self, one: Foreign) -> None:
        description = one.text("Description")
        if one.is_empty() or description is None:
            return one.left_out(say("stratml.empty") if one.is_empty() else say("stratml.no_description"), "info")
        one.mapped()
        id = self._id(one, one.name.lower())
        self.elements.append(Section(id=id, name=one.name, description=description))
        one.report_rest()
        return None

    def _value(self, one: Foreign) -> None:
        if one.is_empty():
            return one.left_out(say("stratml.empty"), "info")
        one.mapped()
        description = one.text("Description")
        id = self._id(one, "value")
        self.elements.append(Principle(id=id, name=self._name(one, id, description), description=description))
        one.report_rest()
        return None

    def _goal(self, one: Foreign, above: str | None) -> None:
        other = one.text("OtherInformation")
        special = dict(from_note(other)[0])
        if (
            above is not None and special.get("IndicatorsOf") == above
        ):  # our writer's: a goal has no indicators of its own there
            for indicator in one.all("PerformanceIndicator"):
                self._indicator(indicator, above)
            one.line("Identifier")
            one.report_rest()
            return one.left_out(say("stratml.only_holds"), "info")
        if special.get("PartOf") in self.goals:
            above = special["PartOf"]
            other = to_note([pair for pair in from_note(other)[0] if pair[0] != "PartOf"], from_note(other)[1])
        one.mapped()
        id = self._id(one, one.name.lower())
        self.goals.add(id)
        description, number = one.text("Description"), one.line("SequenceIndicator")
        name = self._name(one, id, description, number)
        note = merged_note([("SequenceIndicator", number)] if number else [], other)
        self.elements.append(Goal(id=id, name=name, description=description, part_of=above and Link(above), note=note))
        for stakeholder in one.all("Stakeholder"):
            self._stakeholder(stakeholder, id)
        for indicator in one.all("PerformanceIndicator"):
            self._indicator(indicator, id)
        for part in one.all("Objective", "Goal"):
            self._goal(part, id)
        one.report_rest()
        return None

    def _indicator(self, one: Foreign, goal: str) -> None:
        results = read_results(one)
        details: Details = []
        number = one.line("SequenceIndicator")
        stage = one.attribute("ValueChainStage")
        kind = one.attribute("PerformanceIndicatorType") or one.attribute("IndicatorType")
        for label, text in (
            ("SequenceIndicator", number),
            ("ValueChainStage", stage),
            ("PerformanceIndicatorType", kind),
        ):
            if text:
                details.append((label, text))
        for relationship in one.all("Relationship"):
            words = _relationship(relationship)
            if words:
                relationship.mapped()
                details.append(("Relationship", words))
                relationship.note(say("stratml.relationship"), "info")
            else:
                relationship.left_out(say("stratml.points_nowhere"), "info")
        one.mapped()
        id = self._id(one, "indicator")
        name = one.line("MeasurementDimension")
        if name is None:
            name = next((cut(text, 100) for text in (*results.descriptions, number) if text), f"indicator {id}")
            one.note(say("stratml.unmeasured", name=f"{name!r:.60}"), "info", id)
        unit = one.line("UnitOfMeasurement")
        self.elements.append(
            Indicator(
                id=id,
                name=name,
                unit=unit,
                measures=[goal],
                targets=results.targets,
                observations=results.observations,
                note=merged_note(details, one.text("OtherInformation")),
            )
        )
        one.report_rest()


def _role(role: Foreign) -> str:
    stated = [one_line(text) for each in role.all("RoleType") if (text := each.own_text())]
    types = sorted({one for one in stated if one in ROLES}, key=ROLES.index)
    description = role.line("Description")
    for text in stated:
        if text not in ROLES:
            role.note(say("stratml.no_role", text=f"{text!r:.60}"), "info")
            description = f"{description or ''} [RoleType: {text}]".strip()
    words = {"name": role.line("Name"), "types": types, "description": description}
    role.report_rest()
    return _json(words)


def _relationship(one: Foreign) -> str | None:
    referents = [text for each in one.all("ReferentIdentifier") if (text := each.own_text())]
    kind, name, description = one.attribute("RelationshipType"), one.line("Name"), one.line("Description")
    one.all("Identifier")
    one.report_rest()
    if not (referents or kind or name or description):
        return None
    return _json({"type": kind, "to": referents, "name": name, "description": description})


def _json(words: Mapping[str, object]) -> str:
    return json.dumps({key: value for key, value in words.items() if value}, ensure_ascii=False)
