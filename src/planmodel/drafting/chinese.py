"""Drafting a Chinese plan: chapters by their roles, one reader a kind, and the doubts that only the whole shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from planmodel.documents.document_text import DocumentTable, DocumentText
from planmodel.drafting.basis import basis_of
from planmodel.drafting.counts import Count, counts_in
from planmodel.drafting.doubts import Doubts
from planmodel.drafting.goals import Aim, aims_under, dated_aims
from planmodel.drafting.headings import Heading, Outline, Passage
from planmodel.drafting.ledger import SOURCE, Ledger, Span
from planmodel.drafting.outline import outline_of
from planmodel.drafting.principles import principles_in_line, principles_under
from planmodel.drafting.projects import Projects, is_project_table
from planmodel.drafting.promises import Promises, is_indicator_table
from planmodel.drafting.roles import Assigned, roles_of
from planmodel.drafting.telling import Telling
from planmodel.drafting.themes import fields_in
from planmodel.drafting.titles import Title
from planmodel.drafting.work import Work
from planmodel.model.header import DeclaredCount
from planmodel.model.kinds import Document, Goal, Principle, Section
from planmodel.model.relations import Link

__all__ = ["ChineseDraft"]

_SECTION_RANK = 8
_LONG = 500
_FLAT = re.compile(r"约束性|预期性|指标|单位|属性|20\d\d年")
_PLAN = re.compile("规划|方案|计划|纲要|意见|行动|措施|战略|安排|要点|任务|部署|办法|通知")


class ChineseDraft:
    """One document while it is drafted.

    Parameters:
        document: the document.
        title: the title of the plan that it is or tells about.
        ledger: where elements are written.
        doubts: what is not sure.
        years: base year and first target year, where the document says them.
    """

    def __init__(
        self,
        document: DocumentText,
        title: Title | None,
        ledger: Ledger,
        doubts: Doubts,
        years: tuple[int | None, int | None] = (None, None),
    ) -> None:
        self._document, self._title, self._ledger, self._doubts = document, title, ledger, doubts
        self._base_year, self._year = years
        self.outline: Outline = outline_of(document.blocks, after=title.after if title is not None else 0)
        self.roles: dict[Heading, Assigned] = roles_of((*self.outline.roots, *self.outline.annexes))
        self.sections: dict[Heading, str] = {}
        self.declares: list[DeclaredCount] = []
        self.follows: list[Link] = []

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
        promises = Promises(self._ledger, self._doubts, self.sections)
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
        self._targets(promises, telling=telling)
        self._tables(promises, projects)
        self._gaps()

    # --- what stands where ---

    def _structure(self) -> None:
        """Draft the sections: chapters and what stands under them by a number or a format of its own."""
        for root in self.outline.roots:
            for heading in root.walk():
                top = heading.parent is None
                inner = heading.parent is None or heading.parent in self.sections
                if not heading.name or not inner or not (top or heading.rank < _SECTION_RANK):
                    continue
                above = self.sections.get(heading.parent) if heading.parent is not None else None
                id = self._ledger.add(
                    Section,
                    heading.name,
                    (heading.start, heading.end),
                    "numbered heading" if heading.number else "heading by its format or words",
                    under=above,
                    place=heading.parent.place if heading.parent is not None else None,
                    number=heading.number or None,
                )
                if id is not None:
                    self.sections[heading] = id

    def section_of(self, heading: Heading | None) -> str | None:
        """Return the section that what stands under a heading belongs to."""
        path = heading.path if heading is not None else ()
        return next((self.sections[one] for one in reversed(path) if one in self.sections), None)

    def _passages(self) -> Iterator[tuple[Passage, Heading | None]]:
        yield from ((one, None) for one in self.outline.preamble)
        for heading in self.outline.walk():
            yield from ((one, heading) for one in heading.passages)

    # --- one kind after the other ---

    def _basis(self) -> None:
        title = self._title.text if self._title is not None else ""
        for one in basis_of(title, self.outline.preamble, self.outline.roots, self.roles):
            id = self._ledger.add(
                Document, one.name, one.span, "document that the plan follows", again=True, place=one.place or None, number=one.number
            )
            citation = self._ledger.cite(one.sentence if one.sentence.end - one.sentence.start < 300 else one.span, one.place or None)
            if id is None or citation is None:
                continue
            held = next((at for at, link in enumerate(self.follows) if link.to == id), None)
            if held is None:
                self.follows.append(Link(id, sources=(citation,)))
            elif citation not in self.follows[held].sources:
                self.follows[held] = Link(id, sources=(*self.follows[held].sources, citation))

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
                elif role in ("general", "thought"):
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
        section = self.section_of(heading)
        fields: dict[str, object] = {} if section is None else {"section": section}
        if aim.year is not None:
            fields["period"] = str(aim.year)
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
            **fields,
        )
        if id is not None and aim.year is None and under is None:
            self._doubts.add("PM808", f"the goal “{aim.name[:60]}” names no year", (aim.start, aim.end), element=id)
        return id

    def _principles(self) -> None:
        for root in self.outline.roots:
            for heading in root.walk():
                role = self.roles[heading].role
                if role == "principles" and (heading.parent is None or self.roles[heading.parent].role != "principles"):
                    for piece, rule in principles_under(heading):
                        self._principle(piece.text, Span(piece.start, piece.end), rule, heading)
                elif role in ("general", "thought"):
                    for passage in heading.passages:
                        for piece in principles_in_line(passage):
                            self._principle(piece.text, Span(piece.start, piece.end), "list of principles", heading)
        if not self._ledger.ids(Principle):
            for passage in self.outline.preamble:
                for piece in principles_in_line(passage):
                    self._principle(piece.text, Span(piece.start, piece.end), "list of principles", None)

    def _principle(self, name: str, span: Span, rule: str, heading: Heading | None) -> None:
        section = self.section_of(heading)
        place = heading.place if heading is not None else None
        fields = {} if section is None else {"section": section}
        self._ledger.add(Principle, name, span, rule, place=place, again=True, **fields)

    def _works(self, projects: Projects) -> None:
        """Draft tasks, safeguards and projects, the boxes and lists of works among them."""
        work = Work(self._ledger, self.sections, self.roles)
        for root in self.outline.roots:
            assigned = self.roles[root]
            if assigned.role in ("tasks", "safeguards", "steps", "projects"):
                work.draft(root)
                if not assigned.sure:
                    message = f"“{root.name[:60]}” says neither that it holds {assigned.role} nor anything else"
                    self._doubts.add("PM806", message, (root.start, root.end))
            for heading in root.walk():
                role = self.roles[heading].role
                for box in heading.boxes:
                    count = projects.box(box, self.section_of(heading), works=role == "projects")
                    self._declared_near(box, heading, count)
                if role in ("projects", "tasks", "safeguards"):
                    for passage in heading.passages:
                        fields_in(self._ledger, passage, heading.place)
        for heading, id in work.drafted.items():
            for count in counts_in(heading.name, heading.name_start):
                self._declare(id, count, len([one for one in heading.children if one in work.drafted]))
                break

    def _declared_near(self, box: Heading, heading: Heading, listed: int) -> None:
        """Hold the number of projects that a chapter tells against those that its box lists."""
        if not listed or self.roles[heading].role != "projects":
            return
        group = next((trace.element for trace in reversed(self._ledger.traces) if trace.rule == "title of a box"), None)
        for passage in heading.passages:
            for count in counts_in(passage.text, passage.start):
                if count.what.endswith(("工程", "项目")) and group is not None:
                    self._declare(group, count, listed)
                    return

    def _declare(self, id: str, count: Count, listed: int) -> None:
        self._ledger.set(id, declared_count=count.number)
        self._ledger.cite_again(id, (count.start, count.end), "count that the text tells")
        if listed != count.number:
            words = self._ledger.text[count.start : count.end]
            message = f"“{words}”: the text tells {count.number}, {listed} were drafted under “{self._ledger.name_of(id)[:40]}”"
            self._doubts.add("PM805", message, (count.start, count.end), element=id)

    def _targets(self, promises: Promises, *, telling: bool) -> None:
        for passage, heading in self._passages():
            if not self._flat(passage):
                promises.passage(passage, heading, self.roles.get(heading) if heading is not None else None)
        if telling:
            return
        for heading in self.outline.walk():
            for box in heading.boxes:
                for one in box.walk():
                    for passage in one.passages:
                        if not self._flat(passage):
                            promises.passage(passage, heading, self.roles.get(heading))

    def _flat(self, passage: Passage) -> bool:
        """Return whether a passage is a table whose rows have run together: it is told, and never read."""
        digits = sum(sign.isdigit() for sign in passage.text)
        stops = passage.text.count("。")
        words = set(_FLAT.findall(passage.text))
        flat = len(passage.text) > 120 and len(words) >= 3 and digits > len(passage.text) * 0.1 and stops <= 3
        if flat:
            message = "a table of indicators has run together into one paragraph, and is not read"
            self._doubts.add("PM803", message, (passage.start, passage.end))
        return flat

    def _tables(self, promises: Promises, projects: Projects) -> None:
        tables: list[tuple[DocumentTable, Heading | None]] = [(one, None) for one in self.outline.tables]
        for heading in self.outline.walk():
            tables += [(one, heading) for one in heading.tables]
            tables += [(one, heading) for box in heading.boxes for one in box.tables]
        tables += [(one, None) for box in self.outline.boxes for one in box.tables]
        for table, heading in tables:
            read = is_indicator_table(table) and promises.table(table, heading, self._base_year, self._year)
            read = read or (is_project_table(table) and projects.table(table, heading, self.section_of(heading)))
            if not read and not self._is_frame(table):
                head = " | ".join(dict.fromkeys(cell for cell in table.rows[0] if cell))[:80]
                message = f"table {table.number} ({head}) is neither one of indicators nor of projects, and is not read"
                self._doubts.add("PM803", message, (table.start, table.end))

    def _is_frame(self, table: DocumentTable) -> bool:
        return len(table.rows) == 1 and len(set(table.rows[0])) == 1

    # --- what only the whole shows ---

    def _gaps(self) -> None:
        """Doubt lost headings and long passages that gave nothing."""
        for heading, missing in self.outline.missing:
            above = heading.parent.name if heading.parent is not None else "the document"
            message = f"{heading.number} {heading.name[:40]}: the number {missing} is missing before it in {above[:40]}"
            self._doubts.add("PM802", message, (heading.start, heading.end))
        taken = sorted((one.start, one.end) for one in self._ledger.traces)
        for passage, heading in self._passages():
            role = self.roles[heading].role if heading is not None else None
            if len(passage.text) < _LONG or role in ("background", "thought", "basis", "scope", "supplement", "general"):
                continue
            if not any(passage.start <= start < passage.end for start, _ in taken):
                message = f"{len(passage.text):,} characters gave nothing: {passage.text[:40]}…"
                self._doubts.add("PM809", message, (passage.start, passage.end))


def source_document(name: str, span: tuple[int, int], ledger: Ledger) -> Document:
    """Return the document that a draft is made from; its text is saved beside the plan."""
    citation = ledger.cite(span)
    return Document(
        id=SOURCE,
        name=name,
        text="source.txt",
        evidence="stated" if citation is not None else "inferred",
        sources=() if citation is None else (citation,),
    )


def header_fields(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a header that say something."""
    return {name: value for name, value in fields.items() if value not in (None, (), "")}
