"""Drafting a Chinese plan: chapters by their roles, one reader a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planmodel.drafting.basis import basis_of
from planmodel.drafting.counts import counts_in
from planmodel.drafting.document_draft import DocumentDraft
from planmodel.drafting.goals import Aim, aims_under, dated_aims
from planmodel.drafting.headings import Heading, Passage
from planmodel.drafting.ledger import Span
from planmodel.drafting.principles import principles_announced, principles_in_line, principles_under
from planmodel.drafting.projects import Projects
from planmodel.drafting.roles import Assigned, roles_of
from planmodel.drafting.telling import Telling
from planmodel.drafting.themes import fields_in
from planmodel.drafting.work import Work
from planmodel.model.kinds import Document, Goal, Principle
from planmodel.model.relations import Link
from planmodel.words import say

__all__ = ["ChineseDraft"]

_PLAN = re.compile("规划|方案|计划|纲要|意见|行动|措施|战略|安排|要点|任务|部署|办法|通知")


class ChineseDraft(DocumentDraft):
    """A Chinese document while it is drafted."""

    def _roles(self) -> dict[Heading, Assigned]:
        return roles_of((*self.outline.roots, *self.outline.annexes))

    @property
    def is_plan(self) -> bool:
        """Whether a title, a role of a chapter or numbered headings show that the document is a plan."""
        named = self._title is not None and self._title.sure and _PLAN.search(self._title.text) is not None
        spoken = any(one.sure and one.role not in ("tasks", "background", "supplement") for one in self.roles.values())
        return named or spoken

    def draft(self) -> None:
        """Draft everything that the document holds."""
        if not self.is_plan:
            return
        telling = self._title is not None and self._title.interprets
        projects = Projects(self._ledger, self._doubts)
        promises = self._promises()
        self._basis()
        if telling:
            told = Telling(self._ledger, self._doubts, projects, self.roles)
            for passage in self.outline.preamble:
                told.opening(passage)
            for root in self.outline.roots:
                told.draft(root)
            self.declares += told.declares
        else:
            self._structure()
            self._aims()
            self._principles()
            self._works(projects)
        self._tables(promises, projects)
        self._targets(promises, telling=telling)
        self._gaps()

    def _basis(self) -> None:
        title = self._title.text if self._title is not None else ""
        for one in basis_of(title, (*self._letter(), *self.outline.preamble), self.outline.roots, self.roles):
            id = self._ledger.add(
                Document,
                one.name,
                one.span,
                "document that the plan follows",
                again=True,
                place=one.place or None,
                number=one.number,
            )
            citation = self._ledger.cite(
                one.sentence if one.sentence.end - one.sentence.start < 300 else one.span, one.place or None
            )
            if id is None or citation is None:
                continue
            held = next((at for at, link in enumerate(self.follows) if link.to == id), None)
            if held is None:
                self.follows.append(Link(id, sources=(citation,)))
            elif citation not in self.follows[held].sources:
                self.follows[held] = Link(id, sources=(*self.follows[held].sources, citation))

    def _letter(self) -> Iterator[Passage]:
        """Yield the text of the letter that sends the plan out, which may say what it was made after."""
        title = self._title
        if title is None or title.interprets or not title.cover:
            return
        for one in self._document.paragraphs:
            if one.end <= title.after and not any(one.start <= at.start < one.end for at in title.spans):
                yield Passage(one.text, one.start, one.end)

    def _aims(self) -> None:
        """Draft the goals: under their headings, and where the opening names a year."""
        for passage in self.outline.preamble:
            for aim in dated_aims(passage):
                self._aim(aim, None, None)
        for root in self.outline.roots:
            above: dict[Heading, str] = {}
            for heading in root.walk():
                role = self.roles[heading].role
                if role == "goals":
                    self._aims_under(heading, above)
                elif role in ("general", "thought", "indicators"):
                    for passage in heading.passages:
                        for aim in dated_aims(passage):
                            self._aim(aim, heading, None)

    def _aims_under(self, heading: Heading, above: dict[Heading, str]) -> None:
        holder = above.get(heading.parent) if heading.parent is not None else None
        inner = heading.parent is not None and self.roles[heading.parent].role == "goals"
        aims = list(aims_under(heading))
        own = holder
        if inner and heading.name and not re.search("目标$|指标|愿景", heading.name):
            dated = next((aim.year for aim in aims if aim.year is not None), None)
            aim = Aim(heading.name, heading.start, heading.end, dated, True, "heading under goals")
            own = self._aim(aim, heading, holder) or holder
        first: str | None = own
        for aim in aims:
            if aim.part:
                self._aim(aim, heading, first)
            else:
                id = self._aim(aim, heading, own)
                first = id or first
        if first is not None:
            above[heading] = first

    def _aim(self, aim: Aim, heading: Heading | None, under: str | None) -> str | None:
        printed = heading is not None and self.roles[heading].role == "goals"
        id = self._ledger.add(
            Goal,
            aim.name,
            (aim.start, aim.end),
            aim.rule,
            evidence="stated" if printed else "inferred",
            under=under,
            place=heading.place if heading is not None else None,
            again=True,
            section=self.section_of(heading),
            period=str(aim.year) if aim.year is not None else None,
        )
        if id is not None and aim.year is None and under is None:
            self._doubts.add("PM808", say("draft.no_year", name=aim.name[:60]), (aim.start, aim.end), element=id)
        return id

    def _principles(self) -> None:
        for root in self.outline.roots:
            for heading in root.walk():
                role = self.roles[heading].role
                if role == "principles" and (heading.parent is None or self.roles[heading.parent].role != "principles"):
                    for piece, rule in principles_under(heading):
                        self._principle(piece.text, Span(piece.start, piece.end), rule, heading)
                elif role in ("general", "thought"):
                    for piece in principles_announced(heading.passages):
                        self._principle(
                            piece.text, Span(piece.start, piece.end), "item of announced principles", heading
                        )
                    for passage in heading.passages:
                        for piece in principles_in_line(passage):
                            self._principle(piece.text, Span(piece.start, piece.end), "list of principles", heading)
        if not self._ledger.ids(Principle):
            for passage in self.outline.preamble:
                for piece in principles_in_line(passage):
                    self._principle(piece.text, Span(piece.start, piece.end), "list of principles", None)

    def _principle(self, name: str, span: Span, rule: str, heading: Heading | None) -> None:
        place = heading.place if heading is not None else None
        said = heading is None or self.roles[heading].sure or self.roles[heading].role != "principles"
        self._ledger.add(
            Principle,
            name,
            span,
            rule,
            evidence="stated" if said else "inferred",
            place=place,
            again=True,
            section=self.section_of(heading),
        )

    def _works(self, projects: Projects) -> None:
        """Draft tasks, safeguards and projects, the boxes and lists of works among them."""
        work = Work(self._ledger, self.sections, self.roles)
        for root in self.outline.roots:
            for chapter in self._chapters(root):
                work.draft(chapter)
                assigned = self.roles[chapter]
                if not assigned.sure:
                    message = say("draft.no_role", chapter=chapter.name[:60], role=assigned.role)
                    self._doubts.add("PM806", message, (chapter.start, chapter.end))
            for heading in root.walk():
                role = self.roles[heading].role
                for box in heading.boxes:
                    listed = projects.box(box, self.section_of(heading), works=role == "projects")
                    self._declared_near(projects, box, heading, listed)
                if role in ("projects", "tasks", "safeguards"):
                    for passage in heading.passages:
                        fields_in(self._ledger, passage, heading.place)
                        projects.listed(passage, self.section_of(heading), heading.place)
        for heading, id in work.drafted.items():
            for count in counts_in(heading.name, heading.name_start):
                projects.declare(id, count, len([one for one in heading.children if one in work.drafted]))
                break

    def _chapters(self, heading: Heading) -> Iterator[Heading]:
        """Yield the outermost headings of work."""
        if self.roles[heading].role in ("tasks", "safeguards", "steps", "projects"):
            yield heading
        else:
            for child in heading.children:
                yield from self._chapters(child)

    def _declared_near(self, projects: Projects, box: Heading, heading: Heading, listed: int) -> None:
        """Hold the number of projects that a chapter tells against those that its box lists."""
        if not listed or self.roles[heading].role != "projects":
            return
        group = next((trace.element for trace in reversed(self._ledger.traces) if trace.rule == "title of a box"), None)
        for passage in heading.passages:
            for count in counts_in(passage.text, passage.start):
                if count.what.endswith(("工程", "项目")) and group is not None:
                    projects.declare(group, count, listed)
                    return
