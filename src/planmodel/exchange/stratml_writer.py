"""StratML Part 2, valid against its schema of 2016-02-16; the report says what StratML has no place for."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from planmodel.arguments import kinds_checked
from planmodel.exchange.details import Details, from_note, to_note
from planmodel.exchange.export import ExportReport, unwritten
from planmodel.exchange.stratml_results import as_day
from planmodel.formats.files import write_whole
from planmodel.model.kinds import Goal, Indicator, Organization, Principle, Section
from planmodel.model.numbers import Observation
from planmodel.model.plan import Plan
from planmodel.model.targets import Level, Target, Unread
from planmodel.text import MultilingualText, Text, for_xml
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["write_stratml"]

_SPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
_STAGES = ("Outcome", "Output_Processing", "Output", "Input_Processing", "Input")
_INDICATORS = ("Quantitative", "Qualitative")
_RELATIONSHIPS = ("Broader_Than", "Peer_To", "Narrower_Than")
_TYPES = ("Strategic_Plan", "Performance_Plan", "Performance_Report")
_COMMON = frozenset(("id", "name", "description", "note"))


@kinds_checked
def write_stratml(plan: Plan, path: str | Path) -> ExportReport:
    """Write a plan as StratML Part 2, whole or not at all, and return what was written and what was not.

    Goals become goals and objectives, principles values, indicators performance indicators, organizations the
    organization and its stakeholders. StratML has no tasks, projects, themes or baselines.

    Parameters:
        plan: the plan.
        path: the file.

    Raises:
        OSError: it cannot be written.

    Source: ANSI/AIIM 22:2017, schema of 2016-02-16.
    """
    writer = _Writer(plan)
    root = writer.document()
    indent(root)
    write_whole(path, b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n")
    lost = tuple(text if n == 1 else f"{text} ({n:,} times)" for text, n in sorted(writer.lost.items()) if n)
    return ExportReport(written=dict(writer.written), lost=lost)


class _Writer:
    """Writes one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lost: Counter[str] = Counter()
        self.written: Counter[str] = Counter()
        self.ids: set[str] = set()
        self.stakeholders: dict[str, list[Organization]] = {}
        for one in plan.organizations:
            of = dict(from_note(one.note)[0]).get("StakeholderOf")
            if of is not None:
                self.stakeholders.setdefault(of, []).append(one)
        self.indicators: dict[str | None, list[Indicator]] = {}
        for indicator in plan.indicators:
            goals = [link.to for link in indicator.measures if isinstance(plan.get(link.to), Goal)]
            self.indicators.setdefault(goals[0] if goals else None, []).append(indicator)
            self.lost["indicator: only the first of the goals that it measures is written"] += len(goals) > 1
        self.parts: dict[str | None, list[Goal]] = {}
        for goal in plan.goals:
            self.parts.setdefault(goal.part_of.to if goal.part_of else None, []).append(goal)
        self.drawn: set[str] = set()

    # --- leaves ---

    def leaf(self, above: Element, name: str, text: Text | None, *, always: bool = False) -> None:
        if isinstance(text, MultilingualText) and len(text) > 1:
            self.lost["only the first of several languages is written"] += 1
        words = "" if text is None else str(text)
        clean = for_xml(words)
        if clean != words:
            self.lost["a control character that XML cannot hold is written as \ufffd"] += 1
        if clean or always:
            SubElement(above, name).text = clean

    def identifier(self, above: Element, id: str) -> None:
        valid = re.sub(r"[^A-Za-z0-9_.-]", "-", id)
        valid = valid if valid[0].isalpha() or valid[0] == "_" else f"_{valid}"
        name, number = valid, 2
        while name in self.ids:
            name, number = f"{valid}-{number}", number + 1
        if name != id:
            self.lost[f"the id {id} is written as {name}: XML's ids hold no colon and begin with a letter"] += 1
        self.ids.add(name)
        SubElement(above, "Identifier").text = name

    # --- the document ---

    def document(self) -> Element:
        plan, details, free = self.plan, *from_note(self.plan.note)
        kind, details = _take(details, "Type", _TYPES)
        root = Element("PerformancePlanOrReport", {"xmlns": _SPACE, "Type": kind or "Strategic_Plan"})
        start, end, issued = "", "", ""
        if plan.period:
            start, end = plan.period.start.isoformat(), plan.period.end.isoformat()
        else:
            start, details = _take_day(details, "StartDate")
            end, details = _take_day(details, "EndDate")
        if plan.issued:
            issued = plan.issued.start.isoformat()
            self.lost["plan: the date of issue is written as its first day"] += plan.issued.days > 1
        self.leaf(root, "Name", plan.title)
        self.leaf(root, "Description", plan.description)
        self.leaf(root, "OtherInformation", to_note(details, free))
        self.core(SubElement(root, "StrategicPlanCore"))
        admin = SubElement(root, "AdministrativeInformation")
        self.identifier(admin, plan.id)
        for name, text in (("StartDate", start), ("EndDate", end), ("PublicationDate", issued)):
            self.leaf(admin, name, text or None)
        source = plan.get("source")
        self.leaf(admin, "Source", getattr(source, "url", None))
        self.header_losses()
        return root

    def header_losses(self) -> None:
        plan = self.plan
        kinds = Counter(one.kind for one in plan.elements)
        for kind in ("goal", "principle", "indicator", "organization"):
            kinds.pop(kind, None)
        kinds["document"] -= "source" in plan
        kinds["section"] -= sum(self.written[name] for name in ("Vision", "Mission"))
        for kind, number in kinds.items():
            if number > 0:
                self.lost[f"{number:,} {kind} elements are not written: StratML has no place for them"] += 1
        for name in (
            "jurisdiction",
            "base_year",
            "status",
            "number",
            "drafted_by",
            "approved_by",
            "follows",
            "declares",
            "units",
        ):
            if getattr(plan, name):
                self.lost[f"plan: {name} is not written"] += 1
        if not plan.goals:
            self.lost["there is no goal: the file is not valid, for StratML wants one"] += 1

    def core(self, core: Element) -> None:
        plan = self.plan
        holders = [one for one in plan.organizations if "StakeholderOf" not in dict(from_note(one.note)[0])]
        for one in holders:
            self.organization(core, one)
        for name in ("Vision", "Mission"):
            one_section = next((s for s in plan.of(Section) if str(s.name) == name), None)
            if one_section is not None:
                made = SubElement(core, name)
                self.leaf(made, "Description", one_section.description)
                self.identifier(made, one_section.id)
                self.written[name] += 1
                unwritten(one_section, _COMMON - {"note"}, self.lost)
        for number, value in enumerate(plan.of(Principle), 1):
            made = SubElement(core, "Value")
            self.leaf(made, "Name", value.name)
            self.leaf(made, "Description", value.description)
            self.written["Value"] += 1
            self.lost["principle: the id is not written"] += value.id != f"value-{number}"
            unwritten(value, _COMMON - {"note"}, self.lost)
        tops = [goal for goal in plan.goals if goal.part_of is None]
        for goal in tops:
            made = SubElement(core, "Goal")
            self.goal(made, goal, None)
            self.below(made, goal, 1)
            if goal is tops[0]:
                self.holder(made, None)
        for of, several in self.stakeholders.items():
            if of not in self.drawn and not any(one.id == of for one in holders):
                self.lost[f"stakeholders of {of}, which is not there, are not written"] += len(several)
        circling = len(plan.goals) - len(self.drawn)
        if circling:
            self.lost[f"{circling:,} goals are not written: they are part of each other, or of what is not there"] += 1
        homeless = len(plan.indicators) - self.written["PerformanceIndicator"]
        if homeless:
            self.lost[say("stratml.homeless", n=homeless)] += 1

    def organization(self, core: Element, one: Organization) -> None:
        details, free = from_note(one.note)
        acronym, details = _take(details, "Acronym")
        made = SubElement(core, "Organization")
        self.leaf(made, "Name", one.name)
        self.leaf(made, "Acronym", acronym)
        self.identifier(made, one.id)
        self.leaf(made, "Description", one.description)
        self.written["Organization"] += 1
        self.stakeholders_of(made, one.id)
        self.lost["organization: note is not written"] += bool(details or free)
        unwritten(one, _COMMON, self.lost)

    def stakeholders_of(self, above: Element, id: str) -> None:
        for one in self.stakeholders.get(id, ()):
            details = from_note(one.note)[0]
            kind = dict(details).get("StakeholderTypeType")
            made = SubElement(above, "Stakeholder", {"StakeholderTypeType": kind} if kind else {})
            self.leaf(made, "Name", one.name)
            self.leaf(made, "Description", one.description)
            for label, text in details:
                words = _words(text) if label == "Role" else None
                if words is not None:
                    self.role(made, words)
            self.written["Stakeholder"] += 1
            unwritten(one, _COMMON, self.lost)

    def role(self, above: Element, words: dict[str, object]) -> None:
        made = SubElement(above, "Role")
        self.leaf(made, "Name", str(words.get("name") or ""), always=True)
        self.leaf(made, "Description", str(words.get("description") or "") or None)
        types = words.get("types") or []
        for text in types if isinstance(types, list) else []:
            self.leaf(made, "RoleType", str(text))

    # --- goals ---

    def goal(self, made: Element, goal: Goal, part_of: str | None) -> None:
        self.drawn.add(goal.id)
        self.written[made.tag] += 1
        details, free = from_note(goal.note)
        number, details = _take(details, "SequenceIndicator")
        self.leaf(made, "Name", goal.name)
        self.leaf(made, "Description", goal.description, always=True)
        self.identifier(made, goal.id)
        self.leaf(made, "SequenceIndicator", number)
        self.stakeholders_of(made, goal.id)
        self.leaf(made, "OtherInformation", to_note([*([("PartOf", part_of)] if part_of else []), *details], free))
        unwritten(goal, _COMMON | {"part_of"}, self.lost)

    def below(self, top: Element, goal: Goal, depth: int) -> None:
        """Write what is part of a goal: objectives do not nest, so that a deeper one says what it is part of."""
        if depth == 1:
            self.holder(top, goal.id)
        for part in self.parts.get(goal.id, ()):
            made = SubElement(top, "Objective")
            self.goal(made, part, goal.id if depth > 1 else None)
            for indicator in self.indicators.get(part.id, ()):
                self.indicator(made, indicator)
            self.below(top, part, depth + 1)

    def holder(self, top: Element, id: str | None) -> None:
        """Write an objective that only holds indicators: a goal of StratML has none of its own."""
        indicators = self.indicators.get(id, ())
        if indicators:
            made = SubElement(top, "Objective")
            if id is None:
                self.lost["indicators that measure no goal are written below the first one"] += 1
                self.leaf(made, "Name", "Indicators of no goal")
            else:
                self.leaf(made, "OtherInformation", f"IndicatorsOf: {id}")
            for indicator in indicators:
                self.indicator(made, indicator)

    # --- indicators ---

    def indicator(self, above: Element, one: Indicator) -> None:
        details, free = from_note(one.note)
        number, details = _take(details, "SequenceIndicator")
        stage, details = _take(details, "ValueChainStage", _STAGES)
        kind, details = _take(details, "PerformanceIndicatorType", _INDICATORS)
        attributes = {"ValueChainStage": stage, "PerformanceIndicatorType": kind}
        made = SubElement(above, "PerformanceIndicator", {key: text for key, text in attributes.items() if text})
        self.leaf(made, "SequenceIndicator", number)
        self.leaf(made, "MeasurementDimension", one.name, always=True)
        self.leaf(made, "UnitOfMeasurement", one.unit, always=True)
        self.identifier(made, one.id)
        for label, text in details:
            words = _words(text) if label == "Relationship" else None
            if words is not None:
                self.relationship(made, words)
        details = [(label, text) for label, text in details if label != "Relationship" or _words(text) is None]
        if one.targets or one.observations:
            instance = SubElement(made, "MeasurementInstance")
            for target in one.targets:
                self.target(SubElement(instance, "TargetResult"), target, one.unit)
            for observation in one.observations:
                self.observation(SubElement(instance, "ActualResult"), observation, one.unit)
        self.leaf(made, "OtherInformation", to_note(details, free))
        self.written["PerformanceIndicator"] += 1
        unwritten(one, _COMMON | {"unit", "measures", "targets", "observations"}, self.lost)

    def relationship(self, above: Element, words: dict[str, object]) -> None:
        kind = words.get("type")
        made = SubElement(above, "Relationship", {"RelationshipType": str(kind)} if kind in _RELATIONSHIPS else {})
        self.lost[f"relationship: the type {kind} is not StratML's"] += bool(kind) and kind not in _RELATIONSHIPS
        referents = words.get("to") or []
        for one in referents if isinstance(referents, list) else []:
            self.leaf(made, "ReferentIdentifier", str(one))
        for key in ("name", "description"):
            self.leaf(made, key.title(), str(words.get(key) or "") or None)

    def target(self, made: Element, target: Target, unit: str | None) -> None:
        self.written["TargetResult"] += 1
        details, free = from_note(target.note)
        promise = target.commitment
        level = promise.value if isinstance(promise, Level) else None
        if not _still_says(details, level):
            plain = _number(promise.value, unit) if isinstance(promise, Level) and promise.high is None else None
            if isinstance(promise, Level) and promise.comparator:
                self.lost["target: at least, at most and their like stand in the words alone"] += 1
            words = target.as_published or (None if plain else str(promise))
            end = f"{target.year:04d}-12-31" if target.year else None
            details = _details(EndDate=end, NumberOfUnits=plain, Description=words)
            self.lost["target: a promise other than a level is written in words"] += not isinstance(
                promise, Level | Unread
            )
        self.result(made, details)
        for name in ("stretch", "scope", "evidence", "sources"):
            if getattr(target, name):
                self.lost[f"target: {name} is not written"] += 1
        self.lost["target: note is not written"] += bool(free)

    def observation(self, made: Element, one: Observation, unit: str | None) -> None:
        self.written["ActualResult"] += 1
        details, free = from_note(one.note)
        if not _still_says(details, one.value):
            plain = _number(one.value, unit)
            words = one.as_published or (str(one.value) if one.value is not None and plain is None else None)
            start, end = one.period.start.isoformat(), one.period.end.isoformat()
            details = _details(StartDate=start, EndDate=end, NumberOfUnits=plain, Description=words)
        self.result(made, details)
        for name in ("evidence", "sources"):
            if getattr(one, name):
                self.lost[f"observation: {name} is not written"] += 1
        self.lost["observation: note is not written"] += bool(free)

    def result(self, made: Element, details: Details) -> None:
        fields = dict(details)
        for name in ("StartDate", "EndDate", "NumberOfUnits"):
            self.leaf(made, name, fields.get(name))
        if "DescriptorName" in fields or "DescriptorValue" in fields:
            pair = SubElement(made, "Descriptor")
            self.leaf(pair, "DescriptorName", fields.get("DescriptorName"))
            self.leaf(pair, "DescriptorValue", fields.get("DescriptorValue"))
        self.leaf(made, "Description", fields.get("Description"))


def _words(text: str) -> dict[str, object] | None:
    """Return what the reader has put into a note as JSON; ``None`` for anybody else's words."""
    try:
        words = json.loads(text)
    except ValueError:
        return None
    return words if isinstance(words, dict) else None


def _still_says(details: Details, amount: Amount | None) -> bool:
    """Return whether a note is the reader's, and the number in it that of the plan, which may have been changed."""
    number = dict(details).get("NumberOfUnits")
    if amount is None:
        return bool(details)
    try:
        return number is not None and Decimal(number) == amount.magnitude
    except ArithmeticError:
        return False


def _take(details: Details, label: str, among: Iterable[str] | None = None) -> tuple[str | None, Details]:
    """Return the text of a detail, if it is among those allowed, and the details without it."""
    text = dict(details).get(label)
    if text is None or (among is not None and text not in among):
        return None, details
    return text, [pair for pair in details if pair[0] != label]


def _take_day(details: Details, label: str) -> tuple[str, Details]:
    text = dict(details).get(label)
    day = as_day(text)
    return (day, [pair for pair in details if pair[0] != label]) if day and day == text else ("", details)


def _details(**texts: str | None) -> Details:
    return [(label, text) for label, text in texts.items() if text]


def _number(amount: Amount | None, unit: str | None) -> str | None:
    """Return an amount as a plain decimal, if it is in the indicator's own unit."""
    if amount is None or amount.unit not in ("", (unit or "").strip()):
        return None
    return format(Decimal(amount.magnitude), "f")
