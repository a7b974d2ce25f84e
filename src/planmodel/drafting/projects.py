"""Projects: from the items of boxes, from annex tables, and from lists in a sentence."""

from __future__ import annotations

import re

import attrs

from planmodel.documents.document_text import DocumentTable
from planmodel.drafting.counts import Count, whole_number
from planmodel.drafting.doubts import Doubts
from planmodel.drafting.headings import Heading, Passage
from planmodel.drafting.ledger import Ledger, Span
from planmodel.drafting.promises import row_span
from planmodel.drafting.roles import role_named
from planmodel.drafting.sentences import Piece, leads, parts_of, sentences
from planmodel.errors import PlanModelError
from planmodel.model.kinds import Project
from planmodel.model.relations import as_link
from planmodel.phrases.tables.project_heads import project_head
from planmodel.phrases.tables.project_table import read_project_table
from planmodel.words import say

__all__ = ["Projects", "is_project_table"]

_WORKS = re.compile("工程|项目|行动|建设|计划")
_LISTED = re.compile(
    r"(?:包括|包含|涵盖|实施|组织实施|推进|分为|主要有|即|谋划实施)(?P<list>[^。；：]{6,400}?)等?(?P<n>[一二三四五六七八九十两\d]{1,3})\s?(?:项|个|类|大)(?P<what>(?:重点|重大)?(?:工程|项目)[^。；，]{0,8})"
)
_COUNTED = re.compile(
    r"(?P<what>(?:重点|重大)?[一-鿿]{0,6}(?:工程|项目))\s?(?P<n>[一二三四五六七八九十两\d]{1,3})\s?(?:项|个)"
    r"[^。；]{0,40}?(?:包括|分别是|分别为|即)[：:]?(?P<list>[^。；：]{6,400})"
)
"""实施重点项目4个，包括A项目、B工程和C项目。"""
_ONE_WORK = re.compile("(?:工程|项目|行动|计划)$")
"""The end of a box's title that names one work, where the box tells about it in sentences."""


def _works_listed(passage: Passage) -> list[Piece]:
    """Return the works of a passage that is nothing but their list: 高新区扩容工程、园区改造项目。"""
    parts = parts_of(passage.text.rstrip("。；; 等"), passage.start, "、；;")
    every = len(parts) > 1 and all(_ONE_WORK.search(one.text) and len(one.text) <= 40 for one in parts)
    return parts if every else []


class Projects:
    """Drafts projects.

    Parameters:
        ledger: where they are written.
        doubts: what is not sure.
    """

    def __init__(self, ledger: Ledger, doubts: Doubts) -> None:
        self._ledger, self._doubts = ledger, doubts

    def box(self, box: Heading, section: str | None, *, works: bool) -> int:
        """Draft the items of a box of works as projects of one group; return how many.

        Parameters:
            box: a box.
            section: the section that it stands in.
            works: whether the chapter around it is one of projects.
        """
        items = [Piece(one.name, one.start, one.end) for one in box.children if one.name]
        named = items or [one for passage in box.passages for one in leads(passage, 24)]
        named = named or [one for passage in box.passages for one in _works_listed(passage)]
        works = works or _WORKS.search(box.name) is not None
        alone = not named and _ONE_WORK.search(box.name) is not None and role_named(box.name) is None
        if not works or not (named or alone) or re.search("指标|目标", box.name):
            return 0
        group = self._ledger.add(
            Project,
            box.name or box.number,
            (box.start, box.end),
            "title of a box",
            evidence="inferred",
            section=section,
        )
        for one in named:
            self._ledger.add(
                Project,
                one.text,
                (one.start, one.end),
                "item of a box",
                evidence="inferred",
                under=group,
                place=box.number,
                section=section,
            )
        return len(named)

    def table(self, table: DocumentTable, heading: Heading | None, section: str | None) -> bool:
        """Draft the projects of a table; return whether it holds any."""
        try:
            read = read_project_table(list(table.rows), prefix="pr-")
        except PlanModelError:
            return False
        renamed: dict[str, str] = {}
        place = " ".join(filter(None, (heading.place if heading is not None else "", table.caption))) or None
        for organization in read.organizations:
            at = self._ledger.text.find(str(organization.name), table.start, table.end)
            if at >= 0:
                id = self._ledger.body(
                    str(organization.name), (at, at + len(str(organization.name))), "body in a table of projects"
                )
                renamed[organization.id] = id or organization.id
        for project, line in zip(read.projects, read.lines, strict=True):
            span = row_span(self._ledger.text, table, line - 1)
            links = tuple(
                attrs.evolve(one, to=renamed[one.to], sources=()) for one in project.responsible if one.to in renamed
            )
            own = attrs.evolve(project, responsible=links, sources=(), section=as_link(section))
            if own.part_of is not None:
                known = own.part_of.to in renamed
                own = attrs.evolve(
                    own, part_of=attrs.evolve(own.part_of, to=renamed[own.part_of.to]) if known else None
                )
            id = self._ledger.put(own, span, "row of a table of projects", place)
            if id is not None:
                renamed[project.id] = id
        for doubt in read.doubts:
            row = (doubt.place.line or 1) - 1
            message = say("draft.row", number=table.number, row=row + 1, message=doubt.message)
            self._doubts.add("PM803", message, row_span(self._ledger.text, table, row), hint=doubt.hint)
        return bool(read.projects)

    def listed(self, passage: Passage, section: str | None, place: str | None, group: str | None = None) -> str | None:
        """Draft the projects that a sentence lists with their number: 包括A工程、B工程等六项重点工程.

        Parameters:
            passage: a paragraph.
            section: the section that it stands in.
            place: how a citation names the place.
            group: the project that they are parts of, when something else has named it.

        Returns:
            the id of the group, ``None`` when there is no such sentence.
        """
        for sentence in sentences(passage):
            found = _LISTED.search(sentence.text) or _COUNTED.search(sentence.text)
            if found is None:
                continue
            words = re.sub("(?<=工程|项目)[和及](?=[一-鿿]{2})", "、", found["list"].rstrip("。等"))
            parts = parts_of(words, sentence.start + found.start("list"))
            if len(parts) < 2 or sum(_WORKS.search(one.text) is not None for one in parts) < len(parts):
                continue
            first, last = sorted((found.span("n"), found.span("what")))
            span = Span(sentence.start + first[0], sentence.start + last[1])
            if group is None:
                group = self._ledger.add(
                    Project, found["what"], span, "list of projects in a sentence", place=place, section=section
                )
            for one in parts:
                self._ledger.add(
                    Project,
                    one.text,
                    (one.start, one.end),
                    "list of projects in a sentence",
                    under=group,
                    place=place,
                    section=section,
                )
            number = whole_number(found["n"])
            if group is not None and number is not None:
                self.declare(group, Count(number, found["what"], span.start, span.end), len(parts))
            return group
        return None

    def declare(self, id: str, count: Count, listed: int) -> None:
        """Note how many parts the text tells that something has; where fewer or more were drafted it is a doubt."""
        self._ledger.set(id, declared_count=count.number)
        self._ledger.cite_again(id, (count.start, count.end), "count that the text tells")
        if listed != count.number:
            words = self._ledger.text[count.start : count.end]
            held = self._ledger.name_of(id)[:40]
            message = say("draft.count", words=words, said=count.number, listed=listed, held=held)
            self._doubts.add("PM805", message, (count.start, count.end), element=id)


def is_project_table(table: DocumentTable) -> bool:
    """Return whether a table has the head of a list of projects."""
    return project_head(table.rows) is not None
