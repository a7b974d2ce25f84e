"""Tasks, measures and safeguards: what is to be done, nested as the headings nest it, with the bodies that answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from planmodel.drafting.bodies import bodies_in, first_leads
from planmodel.drafting.headings import Heading, Passage, nearest
from planmodel.drafting.ledger import Ledger, Span
from planmodel.drafting.roles import Assigned, begins_with_verb, role_named
from planmodel.drafting.sentences import Piece, items_apart, items_said, leads, sentences
from planmodel.model.kinds import Project, Task

__all__ = ["Work"]

_LONGEST_MEASURE = 28
_FLAT = 400
"""A paragraph of so many characters is taken for several whose breaks are lost, so that names stand inside it, too."""
_BEFORE_COLON = re.compile(r"(?:[—–·•●■◆▶*-]+\s*)?(?P<n>[^：:，,。；;\s]{4,20})[：:](?=[^：:]{6,}[。；;]?)")
"""加密管网：新建管网20公里。"""
_NO_NAME = re.compile(
    r"^(?:责任|牵头|配合|负责)(?:单位|部门|主体|领导|分工|人|[：:])|^(?:完成)?时[间限](?:节点|要求|安排)?(?:[：:]|$)"
    r"|^(?:注|附|表|单位)(?:[：:\d]|$)|^附[件表录图]|^专栏|^[^一-鿿A-Za-z]*$"
)
"""Labels and notes, and no verbs of the same letters: 注重人才培养, 配合做好普查, 表彰先进."""


class Work:
    """Drafts tasks and projects.

    Parameters:
        ledger: where they are written.
        sections: the section of each heading.
        roles: what each heading is for.
    """

    def __init__(self, ledger: Ledger, sections: Mapping[Heading, str], roles: Mapping[Heading, Assigned]) -> None:
        self._ledger, self._sections, self._roles = ledger, sections, roles
        self._first_leads = first_leads(ledger.text)
        self.drafted: dict[Heading, str] = {}
        """The task or project that each heading became."""

    def draft(self, root: Heading) -> None:
        """Draft what a chapter of tasks, safeguards, steps or projects holds."""
        self._under(root, None, top=True)

    def _under(self, heading: Heading, above: str | None, *, top: bool = False) -> None:
        role = self._roles[heading]
        if role.role in ("goals", "principles", "thought", "background", "basis", "scope", "general"):
            return
        general = top and role_named(heading.name) is not None and not self._is_task(heading)
        own = above
        if not general and heading.name and _NO_NAME.match(heading.name) is None:
            own = self._element(heading, above, role)
            if own is not None:
                self.drafted[heading] = own
        apart = items_apart(heading.passages)
        for passage in heading.passages:
            self._passage(passage, heading, own, apart.get(passage))
        for child in heading.children:
            self._under(child, own)

    def _is_task(self, heading: Heading) -> bool:
        return begins_with_verb(heading.name) and (role_named(heading.name) is None or not heading.children)

    def _element(self, heading: Heading, above: str | None, role: Assigned) -> str | None:
        cls = Project if role.role == "projects" else Task
        stated = (
            role.sure
            and role.role in ("tasks", "safeguards", "projects", "steps")
            and not heading.name.startswith("到20")
        )
        return self._ledger.add(
            cls,
            heading.name,
            (heading.start, heading.end),
            f"heading under {role.role}",
            evidence="stated" if stated and heading.parent is not None else "inferred",
            under=above if above is not None and self._same(above, cls) else None,
            place=heading.parent.place if heading.parent is not None else None,
            section=nearest(heading, self._sections),
        )

    def _same(self, id: str, cls: type[Task] | type[Project]) -> bool:
        return id.startswith("pr-") == (cls is Project)

    def _passage(self, passage: Passage, heading: Heading, own: str | None, item: Piece | None) -> None:
        """Draft the measures of a passage, and note the bodies that it names."""
        role = self._roles[heading].role
        holder = own
        said = [item] if item is not None else items_said(passage)
        if said:
            for one in said:
                made = self._measure(one.text, (one.start, one.end), "一是, 二是 under tasks", heading, own, role)
                holder = made or holder if item is not None else holder
        else:
            first = next(sentences(passage), None)
            for one in leads(passage, _LONGEST_MEASURE):
                opens = first is not None and one.start <= first.start + 4
                inner = len(passage.text) >= _FLAT and "，" not in one.text and begins_with_verb(one.text)
                known = opens and own is not None and self._ledger.name_of(own) == one.text
                if _NO_NAME.match(one.text) is None and (opens or inner) and not known:
                    made = self._measure(one.text, (one.start, one.end), "sentence under tasks", heading, own, role)
                    holder = made if opens and made is not None and len(heading.passages) > 1 else holder
            named = _BEFORE_COLON.match(passage.text)
            if named is not None and begins_with_verb(named["n"]) and _NO_NAME.match(named["n"]) is None:
                span = (passage.start + named.start("n"), passage.start + named.end("n"))
                made = self._measure(named["n"], span, "words before a colon under tasks", heading, own, role)
                holder = made or holder
        place = None
        for body in bodies_in(passage.text, passage.start):
            name = (body.name_start, body.name_start + len(body.name))
            org = self._ledger.body(body.name, name, "body in brackets or behind a label")
            role_of_first = "lead" if self._first_leads and body.start != place and body.role is None else body.role
            place = body.start
            if org is not None and holder is not None:
                self._ledger.responsible(holder, org, role_of_first, (body.start, body.end))

    def _measure(
        self, name: str, span: tuple[int, int], rule: str, heading: Heading, own: str | None, role: str
    ) -> str | None:
        cls = Project if role == "projects" else Task
        return self._ledger.add(
            cls,
            name,
            Span(*span),
            rule,
            evidence="inferred",
            under=own if own is not None and self._same(own, cls) else None,
            place=heading.place,
            section=nearest(heading, self._sections),
        )
