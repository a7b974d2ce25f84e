"""What drafting a document needs in any language: its outline, sections, targets, tables and gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planmodel.documents.document_text import DocumentTable, DocumentText, Paragraph
from planmodel.drafting.doubts import Doubts
from planmodel.drafting.front import Front
from planmodel.drafting.headings import Heading, Outline, Passage, nearest
from planmodel.drafting.ledger import Ledger
from planmodel.drafting.line_tables import is_head_of_lines, with_line_tables
from planmodel.drafting.outline import outline_of
from planmodel.drafting.projects import Projects, is_project_table
from planmodel.drafting.promises import Promises, is_indicator_table
from planmodel.drafting.roles import Assigned
from planmodel.drafting.titles import Title
from planmodel.drafting.work_tables import WorkTables
from planmodel.model.header import DeclaredCount
from planmodel.model.kinds import Section
from planmodel.model.relations import Link
from planmodel.phrases.grammar import Language
from planmodel.words import say

__all__ = ["DocumentDraft"]

_SECTION_RANK = 8
_LONG = 500
_FLAT = re.compile(
    r"约束性|预期性|指标|单位(?!地区|国内|工业|增加|GDP|产值|产品|面积|能耗|生产|建筑)|属性|(?P<year>20\d\d年)"
)
_PROMISING = re.compile("达到|提高|提升|降低|下降|增长|控制在|保持|稳定在|建成|新增")
_QUIET = frozenset({"background", "thought", "basis", "scope", "supplement", "general"})


def _is_second(heading: Heading) -> bool:
    """Return whether a heading is numbered 2.1 under a chapter 2."""
    above = heading.parent
    return heading.form == "decimal2" and above is not None and above.parent is None and above.value > 0


class DocumentDraft:
    """One document while it is drafted.

    Parameters:
        document: the document.
        title: the title of the plan that it is or tells about.
        ledger: where elements are written.
        doubts: what is not sure.
        front: what the document says about itself: its base year, the end of its period, its area.
    """

    language: Language = "zh"

    def __init__(
        self,
        document: DocumentText,
        title: Title | None,
        ledger: Ledger,
        doubts: Doubts,
        front: Front | None = None,
    ) -> None:
        self._document, self._title, self._ledger, self._doubts = document, title, ledger, doubts
        base, period = (front.base_year, front.period) if front is not None else (None, None)
        self._base_year = int(base.value) if base is not None else None
        self._year = int(period.value.split("/")[-1]) if period is not None else None
        self._area = front.area.jurisdiction() if front is not None and front.area is not None else None
        after = title.after if title is not None else 0
        blocks = with_line_tables(document.blocks)
        self._torn = [one for one in blocks if isinstance(one, Paragraph) and is_head_of_lines(one)]
        self.outline: Outline = outline_of(blocks, after=after, language=self.language)
        self.roles: dict[Heading, Assigned] = self._roles()
        self.sections: dict[Heading, str] = {}
        self.declares: list[DeclaredCount] = []
        self.follows: list[Link] = []

    def _roles(self) -> dict[Heading, Assigned]:
        raise NotImplementedError

    @property
    def is_plan(self) -> bool:
        """Whether its title or its headings show that the document is a plan."""
        raise NotImplementedError

    def draft(self) -> None:
        """Draft everything that the document holds."""
        raise NotImplementedError

    # --- what stands where ---

    def _structure(self) -> None:
        """Draft the sections: chapters and what stands under them by a number or a format of its own."""
        for root in self.outline.roots:
            for heading in root.walk():
                top = heading.parent is None
                inner = heading.parent is None or heading.parent in self.sections
                if not heading.name or not inner or not (top or heading.rank < _SECTION_RANK or _is_second(heading)):
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
        return nearest(heading, self.sections)

    def _passages(self) -> Iterator[tuple[Passage, Heading | None]]:
        for passage in self.outline.preamble:
            yield passage, None
        for heading in self.outline.walk():
            for passage in heading.passages:
                yield passage, heading

    def _promises(self) -> Promises:
        return Promises(self._ledger, self._doubts, self.sections, self._area)

    def _targets(self, promises: Promises, *, telling: bool) -> None:
        for passage, heading in self._passages():
            if not self._flat(passage):
                promises.passage(passage, heading, self.roles.get(heading) if heading is not None else None)
        if telling:
            return
        for heading in self.outline.walk():
            if heading.name:
                named = Passage(heading.name, heading.name_start, heading.name_start + len(heading.name))
                promises.passage(named, heading, self.roles.get(heading))
        for owner in self.outline.walk():
            inside = [(passage, one) for box in owner.boxes for one in box.walk() for passage in one.passages]
            for passage, one in inside:
                if not self._flat(passage):
                    item = one if one.form != "box" else None
                    promises.passage(passage, owner, self.roles.get(owner), item)

    def _flat(self, passage: Passage) -> bool:
        """Return whether a passage is a table whose rows have run together: it is told, and never read."""
        digits = sum(sign.isdigit() for sign in passage.text)
        stops = passage.text.count("。")
        words = {one["year"] or one[0] for one in _FLAT.finditer(passage.text)}
        spoken = len(_PROMISING.findall(passage.text)) > 2
        flat = len(passage.text) > 80 and len(words) >= 3 and digits > len(passage.text) * 0.1 and stops <= 3
        flat = flat and not spoken
        if flat:
            message = say("draft.run_together")
            self._doubts.add("PM803", message, (passage.start, passage.end))
        return flat

    def _tables(self, promises: Promises, projects: Projects) -> None:
        tables: list[tuple[DocumentTable, Heading | None]] = [(one, None) for one in self.outline.tables]
        for owner in self.outline.walk():
            tables += [(one, owner) for one in owner.tables]
            tables += [(one, owner) for box in owner.boxes for one in box.tables]
        tables += [(one, None) for box in self.outline.boxes for one in box.tables]
        works = WorkTables(self._ledger, self._doubts)
        for table, heading in tables:
            read = is_indicator_table(table) and promises.table(table, heading, self._base_year, self._year)
            section = self.section_of(heading)
            read = read or (is_project_table(table) and projects.table(table, heading, section))
            read = read or works.table(table, heading, section)
            if not read and not self._is_frame(table):
                head = " | ".join(dict.fromkeys(cell for cell in table.rows[0] if cell))[:80]
                message = say("draft.no_table", number=table.number, head=head)
                self._doubts.add("PM803", message, (table.start, table.end))

    def _is_frame(self, table: DocumentTable) -> bool:
        return len(table.rows) == 1 and len(set(table.rows[0])) == 1

    # --- what only the whole shows ---

    def _gaps(self) -> None:
        """Doubt lost headings and long passages that gave nothing."""
        for late, missing in self.outline.missing:
            above = late.parent.name if late.parent is not None else "the document"
            message = say(
                "draft.number_missing", number=late.number, name=late.name[:40], missing=missing, above=above[:40]
            )
            self._doubts.add("PM802", message, (late.start, late.end))
        for first in self.outline.anew:
            outer = first.parent.parent if first.parent is not None else None
            if any(late.parent is outer and late.start > first.start for late, _ in self.outline.missing):
                continue  # the number that is missing above it is told
            message = say("draft.number_anew", number=first.number, name=first.name[:40])
            self._doubts.add("PM802", message, (first.start, first.end))
        for again in self.outline.twice:
            message = say("draft.number_twice", number=again.number, name=again.name[:40])
            self._doubts.add("PM810", message, (again.start, again.end))
        for head in self._torn:
            self._doubts.add("PM803", say("draft.torn_table", head=head.text[:80]), (head.start, head.end))
        taken = sorted((one.start, one.end) for one in self._ledger.traces)
        for passage, heading in self._passages():
            role = self.roles[heading].role if heading is not None else None
            if len(passage.text) < _LONG or role in _QUIET:
                continue
            if not any(passage.start <= start < passage.end for start, _ in taken):
                message = say("draft.nothing", n=len(passage.text), text=passage.text[:40])
                self._doubts.add("PM809", message, (passage.start, passage.end))
