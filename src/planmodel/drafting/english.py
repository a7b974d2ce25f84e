"""Drafting an English plan: what its labels say (Goal 1, Action 2, Guiding principles), and nothing beyond."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planmodel.documents.document_text import Paragraph
from planmodel.drafting.bodies import english_bodies
from planmodel.drafting.document_draft import DocumentDraft
from planmodel.drafting.headings import Heading, Passage
from planmodel.drafting.ledger import Span
from planmodel.drafting.projects import Projects
from planmodel.drafting.roles import Assigned, Role
from planmodel.drafting.titles import Title
from planmodel.model.element import Element
from planmodel.model.kinds import Goal, Principle, Project, Section, Task, Theme
from planmodel.phrases.grammar import Language
from planmodel.words import say

__all__ = ["EnglishDraft", "english_title"]

_TITLE = re.compile(
    r"\b(?:plan|strategy|strategic|framework|roadmap|road map|programme|program|agenda|vision"
    r"|blueprint|policy|work plan|initiative)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\b(?:plan|strategy|strategic|framework|road ?map|blueprint)\b(?! of\b)", re.IGNORECASE)
"""Words of a title that say by themselves that the document is a plan."""
_KINDS: tuple[tuple[str, type[Element]], ...] = (
    (r"goal|objective|outcome|aim|ambition", Goal),
    (
        (
            r"action|strategy|initiative|measure|recommendation|policy|priority|step|task|activity|commitment|tactic"
            r"|intervention|deliverable|workstream|programme|program"
        ),
        Task,
    ),
    (r"project", Project),
    (r"principle", Principle),
    (r"pillar|theme|focus area|target area|domain|result area|key area", Theme),
)
_ROLES: tuple[tuple[Role, str], ...] = (
    ("principles", r"(?:guiding )?principles$|^(?:our |core |shared |guiding )*values$"),
    ("goals", r"^(?:\w+ ){0,2}(?:goals?|objectives?|targets?)(?: and (?:goals|objectives|targets))?$"),
    (
        "tasks",
        r"^(?:\w+ ){0,3}(?:actions?|strategies|initiatives|recommendations|measures|policies|priorities)(?: and \w+)?$",
    ),
    (
        "background",
        r"^(?:introduction|background|context|overview|executive summary|preamble|foreword|history|purpose)\b",
    ),
    (
        "supplement",
        r"^(?:acknowledge?ments|appendix|appendices|references|glossary|footnotes|bibliography|endnotes|contact)\b",
    ),
)
_YEARS = re.compile(r"^\s*\(?(?:FY ?)?(?:19|20)\d\d\s?(?:-|–|—|to)\s?(?:(?:19|20)\d\d)\)?\s*$")
_BODY_LINE = re.compile(r"\b(?:council|government|department|county|office|authority|commission)$", re.IGNORECASE)
_LISTED = "principles|goals|objectives|actions|strategies|measures|initiatives"
_ITEM = re.compile(r"^\s*(?:[•·●▪‣■◦*–—-]|(?P<n>\d{1,2})[.)]|[a-z][.)])\s*(?=[A-Z“\"])")
_PLAIN_ITEM = re.compile(r"(?P<n>(?!))?(?=[A-Za-z“\"])(?![A-Z][\w ]{2,24}(?:\s\d|:))")
"""A line of a list whose bullets the format keeps to itself: not one with a label that is not known, as Lead: X."""
_NAMED_ITEM = re.compile(r"(?P<n>(?!))?(?=[A-Z“\"])")
"""The same among principles, where Care: We look after … is a name with what it says."""
_ITEM_LENGTH = 200
_ANNOUNCED = re.compile(
    rf"\b(?:following|these)\b[^.]{{0,40}}?\b(?P<what>{_LISTED})\b|\b(?P<end>{_LISTED})(?: are| include)?:$",
    re.IGNORECASE,
)


class EnglishDraft(DocumentDraft):
    """An English document while it is drafted."""

    language: Language = "en"

    def _roles(self) -> dict[Heading, Assigned]:
        found: dict[Heading, Assigned] = {}
        for heading in self.outline.walk():
            name = heading.name.strip(" :.").lower()
            own: Role | None = next((role for role, pattern in _ROLES if re.search(pattern, name)), None)
            above = found.get(heading.parent) if heading.parent is not None else None
            if own is not None:
                found[heading] = Assigned(own, sure=True)
            else:
                found[heading] = Assigned(above.role if above is not None else "general", sure=above is not None)
        return found

    @property
    def is_plan(self) -> bool:
        """Whether its title or a label shows that the document is a plan."""
        titled = self._title is not None and _TITLE.search(self._title.text) is not None
        labels = sum(_kind_of(one) is not None for one in self.outline.walk())
        named = self._title is not None and _PLAN.search(self._title.text) is not None
        return labels > 1 or named or (titled and (labels > 0 or any(one.sure for one in self.roles.values())))

    def draft(self) -> None:
        """Draft what labels show."""
        self._structure()
        if not self.is_plan:
            return
        for root in self.outline.roots:
            self._under(root, {})
        promises = self._promises()
        self._tables(promises, Projects(self._ledger, self._doubts))
        self._targets(promises, telling=False)
        self._unlabelled()
        self._gaps()

    def _unlabelled(self) -> None:
        """Doubt sections, and numbered items under a label, that nothing tells the kind of."""
        starts = {one.start for one in self._ledger.traces if not one.element.startswith("sec-")}
        for root in self.outline.roots:
            places = {place for one in root.walk() for place in (one.start, *(p.start for p in one.passages))}
            quiet = not places & starts
            if quiet and root in self.sections and self.roles[root].role == "general":
                self._doubts.add("PM812", say("draft.unlabelled", name=root.name[:60]), (root.start, root.end))
            for heading in root.walk():
                bare = [one for one in heading.children if one.form.startswith("decimal") and one.start not in starts]
                if bare and _kind_of(heading) is not None:
                    message = say("draft.unlabelled", name=heading.name[:60])
                    self._doubts.add("PM812", message, (bare[0].start, bare[-1].end))

    def _under(self, heading: Heading, above: dict[type[Element], str]) -> None:
        """Draft a heading by its label, and the items under it by the label that it is for them."""
        held = dict(above)
        kind = _kind_of(heading)
        role = self.roles[heading].role
        if role in ("background", "supplement"):
            return
        if kind is None and heading.parent is not None and self.roles[heading.parent].sure:
            kind = {"principles": Principle, "goals": Goal, "tasks": Task}.get(self.roles[heading.parent].role)
        if kind is not None and heading.name:
            id = self._add(
                kind, heading.name, Span(heading.start, heading.end), "labelled heading", heading, held.get(kind)
            )
            if id is not None:
                held[kind] = id
                if kind in (Task, Project):
                    self._responsible(heading, id)
        self._items(heading, role, held)
        for child in heading.children:
            self._under(child, held)

    def _items(self, heading: Heading, role: Role, held: dict[type[Element], str]) -> None:
        """Draft the items that follow a heading, or a line that announces them: one after the other, and no further."""
        own: dict[Role, type[Element]] = {"principles": Principle, "goals": Goal, "tasks": Task}
        kind = own.get(role) if self.roles[heading].sure else None
        value = 0
        pattern = _NAMED_ITEM if kind is Principle else _PLAIN_ITEM
        plain = _is_plain_list([one.text for one in heading.passages], pattern)
        for passage in heading.passages:
            announced = _announced(passage.text)
            if announced is not None:
                kind, value = announced, 0
                continue
            item = _ITEM.match(passage.text) or (pattern.match(passage.text) if plain else None)
            if item is None:
                kind = None if value else kind
                continue
            number = int(item["n"]) if item["n"] else value + 1
            if kind is None or number != value + 1:
                continue
            value = number
            words = passage.text[item.end() :]
            end = re.search(r"(?<=[a-z)”\w])[.:](?=\s|$)|\s[–—]\s|[;,](?:\s(?:and|or))?$", words)
            length = end.start() if end is not None else len(words)
            if 3 < length <= 220:
                begin = passage.start + item.end()
                rule = f"item of a list of {kind.plural}"
                self._add(kind, words[:length], Span(begin, begin + length), rule, heading, held.get(kind))

    def _responsible(self, heading: Heading, id: str) -> None:
        """Note the bodies that lines below a task name: Lead: Water Board; support: Parks Department."""
        named = Passage(heading.name, heading.name_start, heading.end)
        for passage in (named, *heading.passages):
            for body in english_bodies(passage.text, passage.start):
                org = self._ledger.body(body.name, (body.name_start, body.name_start + len(body.name)), "labelled body")
                if org is not None:
                    self._ledger.responsible(id, org, body.role, (body.start, body.end))

    def _add(
        self, kind: type[Element], name: str, span: Span, rule: str, heading: Heading, under: str | None
    ) -> str | None:
        place = heading.parent.place if heading.parent is not None else None
        held = self._ledger.id_of(kind, name)
        above = self._ledger.field_of(held, "part_of") if held is not None else None
        again = kind is not Task and (above.to if above is not None else None) == under
        return self._ledger.add(
            kind, name, span, rule, under=under, place=place, again=again, section=self.section_of(heading)
        )


def _is_plain_list(lines: Sequence[str], pattern: re.Pattern[str]) -> bool:
    """Return whether lines are the items of a list: short, none with an unknown label, each but the last going on
    where they begin small.
    """
    if len(lines) < 2:
        return False
    goes_on = [re.search(r"[;,](?:\s(?:and|or))?$", line) is not None for line in lines]
    small = [line[:1].islower() for line in lines]
    joined = all(going or not one for one, going in zip(small[:-1], goes_on[:-1], strict=True))
    return (
        joined
        and (not small[-1] or goes_on[-2])
        and all(
            len(line) <= _ITEM_LENGTH and (pattern.match(line) is not None or _announced(line) is not None)
            for line in lines
        )
    )


def _announced(text: str) -> type[Element] | None:
    """Return what a line says that the items behind it are: The following seven guiding principles …"""
    found = _ANNOUNCED.search(text)
    if found is None or len(text) > 400:
        return None
    word = (found["what"] or found["end"]).lower()
    return Principle if word == "principles" else Goal if word in ("goals", "objectives") else Task


def _kind_of(heading: Heading) -> type[Element] | None:
    """Return what the label of a heading says that it is: Goal 3, Action 2.1."""
    if not heading.form.startswith("english"):
        return None
    label = heading.form.split(" ", 1)[1]
    found = next((kind for pattern, kind in _KINDS if re.fullmatch(pattern, label)), None)
    return found if found is not Section else None


def english_title(paragraphs: Sequence[Paragraph]) -> Title | None:
    """Return the title of an English document: its first heading, or its first lines up to one that names a plan."""
    head = list(paragraphs[:15])
    for at, one in enumerate(head):
        if one.heading == 1 and len(one.text) <= 160:
            lines = [one, *_years_behind(head, at)]
            return _titled(lines, sure=_TITLE.search(one.text) is not None)
    parts: list[Paragraph] = []
    for at, one in enumerate(head):
        if len(one.text) > 110 or one.text.rstrip().endswith((".", ";")):
            break
        parts.append(one)
        if _TITLE.search(one.text):
            lines = [line for line in parts[-3:] if line is one or not _BODY_LINE.search(line.text)]
            return _titled([*lines, *_years_behind(head, at)])
    return None


def _years_behind(head: Sequence[Paragraph], at: int) -> list[Paragraph]:
    """Return the line behind a title when it is nothing but the years of the plan."""
    return [one for one in head[at + 1 : at + 2] if _YEARS.match(one.text)]


def _titled(lines: Sequence[Paragraph], *, sure: bool = True) -> Title:
    text = " ".join(line.text.strip() for line in lines)
    return Title(text, tuple(Span(line.start, line.end) for line in lines), lines[-1].end, sure=sure)
