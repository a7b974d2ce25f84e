"""IATI activity files: what donors and their partners publish of aid projects and of their results.

Source: International Aid Transparency Initiative, *IATI Standard* 2.03, activity standard; files of 1.0x and 2.0x
differ in the names of codes and in where their texts stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element as Node

import attrs

from planmodel.arguments import kinds_checked
from planmodel.exchange.foreign import Ledger, local
from planmodel.exchange.iati_codes import RELATED, ROLES, VOCABULARIES
from planmodel.exchange.iati_dates import on_one_line, read_dates
from planmodel.exchange.iati_money import read_cost
from planmodel.exchange.iati_results import RESULT_NAMES, Results
from planmodel.exchange.stray_values import Ids, attribute, children, line_of, text_of
from planmodel.formats.imported import ImportResult, plan_id, read_tree, refused
from planmodel.formats.plain_data import plan_tree
from planmodel.limits import check_texts
from planmodel.model.element import Element
from planmodel.model.kinds import Organization, Project, Theme
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution, Link, Responsibility
from planmodel.text import Text, in_language
from planmodel.words import say

__all__ = ["read_iati"]

_READ = frozenset(
    (
        *("iati-identifier", "title", "description", "reporting-org", "participating-org", "activity-date", "sector"),
        *("activity-status", "related-activity", "budget", "transaction", "result"),
    )
)


@kinds_checked
def read_iati(path: str | Path) -> ImportResult:
    """Return the activities of an IATI file: projects, their results, indicators, budgets and organizations.

    An activity becomes a project, a result a goal that it contributes to, an indicator an indicator, a target or an
    actual value of a period a target or an observation, a sector a theme, a participating organization an
    organization. Values of a part (a sex, an age, a place) stand in an indicator of their own below that of the whole,
    and are never added up. What has no field here stands in the notes, a labelled line each.

    Parameters:
        path: the file.

    Returns:
        the plan, the issues, and counts: how many elements of a name the file holds (``indicator``), and how many of
        them were left out and why (``transaction left out: …``).

    Raises:
        PlanFileError: it cannot be opened, is no XML, or holds no IATI activities.
        MissingExtraError: the package defusedxml is not installed.

    Source: IATI Standard 2.03, https://iatistandard.org/en/iati-standard/203/.
    """
    file = Path(path)
    root = read_tree(file, "IATI")
    if not local(root.tag).startswith("iati-"):  # an interface may have wrapped something around it
        root = next((one for one in root.iter() if local(one.tag) in ("iati-activities", "iati-activity")), root)
    name = local(root.tag)
    if name not in ("iati-activities", "iati-activity"):
        hint = say("iati.organisations" if name.startswith("iati-organisation") else "iati.root")
        raise refused(file, say("import.first_element", name=name[:80]), line_of(root), hint)
    ledger = Ledger(str(file))
    activities = [root] if name == "iati-activity" else list(children(root, "iati-activity"))
    _count(root, activities, ledger)
    return _Reader(file, ledger).result(activities)


def _count(root: Node, activities: list[Node], ledger: Ledger) -> None:
    """Count every element of a name that stands in an activity, or in its results."""
    names = {local(child.tag) for one in activities for child in one} | {"iati-activity"}
    names |= {local(one.tag) for one in root.iter() if local(one.tag) in RESULT_NAMES}
    ledger.read.update(name for one in root.iter() if (name := local(one.tag)) in names)


@attrs.define
class _Activity:
    """An activity, and what is known of it before all of them are."""

    node: Node
    id: str
    identifier: str | None
    parent: str | None = None


class _Reader:
    """Reads the activities of one file."""

    def __init__(self, file: Path, ledger: Ledger) -> None:
        self.file, self.ledger = file, ledger
        self.plan_id = plan_id("iati", file)
        self.ids = Ids([self.plan_id])
        self.organizations: dict[tuple[str | None, str | None], Organization] = {}
        self.themes: dict[tuple[str, str], Theme] = {}
        self.reporting: dict[str, None] = {}

    def result(self, nodes: list[Node]) -> ImportResult:
        activities = [self._activity(node) for node in nodes]
        self._place_parents(activities)
        elements: list[Element] = []
        for one in activities:
            elements += self._read(one)
        plan = Plan(
            id=self.plan_id,
            title=self._title(elements),
            issued_by=[*self.reporting],
            elements=[*self.organizations.values(), *self.themes.values(), *elements],
        )
        check_texts(plan_tree(plan), str(self.file), verb="read")
        return ImportResult(plan=plan, issues=self.ledger.told(), counts=self.ledger.counts())

    def _title(self, elements: list[Element]) -> Text:
        projects = [one for one in elements if isinstance(one, Project)]
        if len(projects) == 1:
            return projects[0].name
        names = [one.label() for one in self.organizations.values() if one.id in self.reporting]
        return f"IATI: {names[0]}" if len(names) == 1 else f"IATI: {self.file.stem}"

    # --- activities and how they hang together ---

    def _activity(self, node: Node) -> _Activity:
        stated = next((text for one in children(node, "iati-identifier") if (text := text_of([one]))), None)
        identifier = None if stated is None else in_language(stated)
        id = self.ids.new(identifier, "activity")
        wanted = Ids().new(identifier, "activity")
        if identifier is not None and id != wanted:
            self.ledger.note(say("import.id_twice", id=identifier, now=id), line=line_of(node), of=id)
        return _Activity(node, id, identifier)

    def _place_parents(self, activities: list[_Activity]) -> None:
        """Find what each activity is part of: its own word for it, else that of the one that calls it a part."""
        known: dict[str, _Activity] = {}
        for one in activities:
            if one.identifier is not None:
                known.setdefault(one.identifier, one)
        for one in activities:
            for kind, ref in self._related(one):
                other = known.get(ref)
                if other is None or other is one:
                    continue
                if kind == "parent" and one.parent is None:
                    one.parent = other.id
                elif kind == "child" and other.parent is None:
                    other.parent = one.id

    def _related(self, one: _Activity) -> Iterator[tuple[str, str]]:
        for node in children(one.node, "related-activity"):
            ref = attribute(node, "ref")
            kind = RELATED.get(attribute(node, "type") or "")
            if ref is not None and kind is not None:
                yield kind, ref

    # --- one activity ---

    def _read(self, one: _Activity) -> list[Element]:
        node, ledger = one.node, self.ledger
        language = attribute(node, "lang")
        ledger.mapped["iati-activity"] += 1
        results = Results(one.id, self.ids, ledger, language)
        goals = results.read(node)
        money = read_cost(node, one.id, ledger)
        responsible, organizations = self._organizations(node, language)
        dates = read_dates(node, self.ledger)
        themes, sectors = self._sectors(node, language)
        lines = [f"iati-identifier: {one.identifier}"] if one.identifier and one.identifier != one.id else []
        lines += [
            *self._attributes(node),
            *organizations,
            *dates.lines,
            *sectors,
            *self._lines(one, language),
            *money.lines,
        ]
        project = Project(
            id=one.id,
            name=self._name(one, language),
            description=self._text(node, "description", language),
            part_of=one.parent,
            contributes_to=[Contribution(goal) for goal in goals],
            responsible=responsible,
            themes=themes,
            cost=money.cost,
            note="\n".join(lines) or None,
            period=dates.planned,
            started=dates.started,
            finished=dates.finished,
        )
        return [*results.elements, project]

    def _attributes(self, node: Node) -> list[str]:
        wanted = ("hierarchy", "humanitarian", "last-updated-datetime", "linked-data-uri")
        return [f"{name}: {value}" for name in wanted if (value := attribute(node, name))]

    def _name(self, one: _Activity, language: str | None) -> Text:
        self.ledger.mapped["iati-identifier"] += sum(1 for _ in children(one.node, "iati-identifier"))
        name = self._text(one.node, "title", language, between=None)
        if name is None:
            name = one.identifier or one.id
            self.ledger.note(say("import.no_name", name=name), "info", line_of(one.node), one.id)
        return name

    def _text(self, node: Node, name: str, language: str | None, between: str | None = "\n\n") -> Text | None:
        """Return the text of all elements of a name: their narratives, or what they say themselves in older files."""
        found = []
        for one in children(node, name):
            self.ledger.mapped[name] += 1
            found += [one, *children(one, "narrative")]
        return text_of(found, language, between=between)

    # --- organizations and themes ---

    def _organizations(self, node: Node, language: str | None) -> tuple[list[Responsibility], list[str]]:
        """Return who answers for an activity, and lines about what every organization is to it."""
        responsible: dict[str, Responsibility] = {}
        lines = []
        for one in children(node, "reporting-org", "participating-org"):
            name, ref = text_of([one, *children(one, "narrative")], language), attribute(one, "ref")
            if name is None and ref is None:
                self.ledger.leave(local(one.tag), say("import.empty"), line_of(one))
                continue
            self.ledger.mapped[local(one.tag)] += 1
            organization = self._organization(name, ref)
            if local(one.tag) == "reporting-org":
                self.reporting[organization.id] = None
                continue
            stated = attribute(one, "role") or ""
            role = ROLES.get(stated.lower(), stated)
            lines.append(f"participating-org: {organization.label()} ({role or '?'})")
            if role == "accountable":
                responsible[organization.id] = Responsibility(organization.id, role="lead")
            elif role == "implementing":
                responsible.setdefault(organization.id, Responsibility(organization.id))
        return [*responsible.values()], lines

    def _organization(self, name: Text | None, ref: str | None) -> Organization:
        key = (ref, None if name is None else in_language(name).casefold())
        if key not in self.organizations:
            id = self.ids.new(f"org-{ref}" if ref else None, "org")
            note = f"ref: {ref}" if ref is not None and f"org-{ref}" != id else None
            self.organizations[key] = Organization(id=id, name=name or str(ref), note=note)
        return self.organizations[key]

    def _sectors(self, node: Node, language: str | None) -> tuple[list[Link], list[str]]:
        themes: dict[str, Link] = {}
        lines = []
        for one in children(node, "sector"):
            code, name = attribute(one, "code"), text_of([one, *children(one, "narrative")], language)
            if code is None and name is None:
                self.ledger.leave("sector", say("import.empty"), line_of(one))
                continue
            self.ledger.mapped["sector"] += 1
            vocabulary = attribute(one, "vocabulary") or "1"
            words = f"{VOCABULARIES.get(vocabulary, vocabulary)} {code or ''}".strip()
            key = (vocabulary, code or in_language(name or "").casefold())
            if key not in self.themes:
                id = self.ids.new(f"sector-{vocabulary}-{code or ''}")
                self.themes[key] = Theme(id=id, name=name or words, note=words if name is not None else None)
            themes[self.themes[key].id] = Link(self.themes[key].id)
            share = attribute(one, "percentage")
            if share is not None:
                lines.append(f"sector: {self.themes[key].label()} ({share.removesuffix('%').strip()} %)")
        return [*themes.values()], lines

    # --- what no field holds ---

    def _lines(self, activity: _Activity, language: str | None) -> list[str]:
        """Return a line for each plain element that no field holds; what has parts of its own is left out."""
        lines = []
        for one in activity.node:
            name = local(one.tag)
            if name in _READ - {"related-activity"}:
                continue
            if any(local(part.tag) != "narrative" for part in one):
                self.ledger.leave(name, say("import.no_field"), line_of(one))
                continue
            line = on_one_line(name, one, language)
            if not line:
                self.ledger.leave(name, say("import.empty"), line_of(one))
            else:
                self.ledger.mapped[name] += 1
                lines.append(line)
        return lines
