"""Interpretations (政策解读): a document that tells what a plan holds, part by part, without being it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from planmodel.drafting.counts import counts_in
from planmodel.drafting.doubts import Doubts
from planmodel.drafting.goals import aims_under, dated_aims
from planmodel.drafting.headings import Heading, Passage
from planmodel.drafting.ledger import Ledger, Span
from planmodel.drafting.principles import principles_in_line, principles_under
from planmodel.drafting.projects import Projects
from planmodel.drafting.roles import Assigned, begins_with_verb, role_named
from planmodel.drafting.sentences import Piece, items_said, leads, parts_of, sentences
from planmodel.drafting.themes import fields_in, highlight_in
from planmodel.model.header import DeclaredCount
from planmodel.model.kinds import Goal, Principle, Project, Section, Task, Theme
from planmodel.phrases.numerals import chinese_numeral

__all__ = ["Telling"]

_PART = re.compile(
    r"^(?P<number>第(?P<n>[一二三四五六七八九十]{1,3})(?P<form>部分|章|篇))\s?[，,：:、为是　 ]*(?:是|为)?[“\"]?"
    r"(?P<name>[^。；：，,“”\"]{2,40})"
)
_CHAPTERS = re.compile(
    r"第(?P<a>[一二三四五六七八九十]{1,3})(?:章)?(?:(?P<to>到|至|—|-|～)第?(?P<b>[一二三四五六七八九十]{1,3}))?章"
)
_ASPECTS = re.compile(
    r"(?:分别从|从|围绕|聚焦|包括|明确了?|部署了?|提出了?|重点(?:推进|实施|开展)|在)(?P<list>[^。；：]{8,300}?)等?"
    r"(?:(?P<n>[一二三四五六七八九十\d]{1,3})\s?(?:个|大|项)?|多个|几个|各|若干)?"
    r"(?:方面|举措|(?<=[大项])(?:重点|主要)?任务)"
)
_ANNEX = re.compile(r"为附件(?P<name>[^。；，]{4,40})")
_DIGITS = "一二三四五六七八九十"


class Telling:
    """Drafts what an interpretation tells.

    Parameters:
        ledger: where it is written.
        doubts: what is not sure.
        projects: drafts projects.
        roles: what each heading of the interpretation is for.
    """

    def __init__(self, ledger: Ledger, doubts: Doubts, projects: Projects, roles: Mapping[Heading, Assigned]) -> None:
        self._ledger, self._doubts, self._projects, self._roles = ledger, doubts, projects, roles
        self._part: str | None = None
        self._part_role: str | None = None
        self._highlights: str | None = None
        self.declares: list[DeclaredCount] = []

    def draft(self, root: Heading) -> None:
        """Draft what a chapter of the interpretation tells."""
        self._part = None
        for heading in root.walk():
            self._heading(heading)

    def opening(self, passage: Passage) -> None:
        """Draft what the text before the first heading tells."""
        self._passage(passage, "background", None)

    def _heading(self, heading: Heading) -> None:
        ledger, role = self._ledger, self._roles[heading].role
        place = heading.name or heading.number
        if re.search("亮点|特点|特色", heading.name) and heading.parent is None:
            self._highlights = ledger.add(Theme, heading.name, (heading.start, heading.end), "chapter of highlights")
        if role == "goals":
            for aim in aims_under(heading):
                if not ledger.ids(Goal) or aim.year is not None:
                    period = None if aim.year is None else str(aim.year)
                    ledger.add(Goal, aim.name, (aim.start, aim.end), aim.rule, place=place, period=period)
        if role == "principles":
            for piece, rule in principles_under(heading):
                ledger.add(Principle, piece.text, (piece.start, piece.end), rule, place=place, again=True)
        told = role_named(heading.name) if heading.parent is not None else None
        if role in ("tasks", "safeguards", "steps") and heading.parent is not None and told is None:
            ledger.add(
                Task,
                heading.name,
                (heading.start, heading.end),
                "heading of an interpretation",
                evidence="inferred",
                place=place,
            )
        for passage in heading.passages:
            self._passage(passage, role, place)

    def _passage(self, passage: Passage, role: str, place: str | None) -> None:
        ledger = self._ledger
        self._part_in(passage, place)
        for count in counts_in(passage.text, passage.start):
            if count.what == "部分" and re.search(
                "以下|分为|共|包括", passage.text[max(0, count.start - passage.start - 8) : count.start - passage.start]
            ):
                citation = ledger.cite((max(passage.start, count.start - 8), count.end), place)
                self.declares.append(
                    DeclaredCount(kind="section", count=count.number, sources=() if citation is None else (citation,))
                )
        for piece in principles_in_line(passage):
            ledger.add(Principle, piece.text, (piece.start, piece.end), "list of principles", place=place, again=True)
        if role != "goals" and self._part_role is None and role not in ("background", "basis"):
            for aim in dated_aims(passage):
                period = None if aim.year is None else str(aim.year)
                ledger.add(Goal, aim.name, (aim.start, aim.end), aim.rule, place=place, again=True, period=period)
        fields_in(ledger, passage, place)
        group = self._annex(passage, place)
        listed = self._projects.listed(passage, self._part, place, group)
        self._highlight(passage, place)
        if listed is None:
            self._aspects(passage, place)
        self._tasks_in(passage, role, place)

    def _part_in(self, passage: Passage, place: str | None) -> None:
        """Draft the part of the plan that a passage tells about, and the chapters that it is said to be."""
        found = _PART.match(passage.text)
        if found is None:
            return
        name = re.sub(r"^(?:主要)?(?:是|为)", "", found["name"])
        if role_named(name) is None and found["form"] == "章" and len(name) > 24:
            return
        span = Span(passage.start, passage.start + found.end("name"))
        self._part = self._ledger.add(
            Section, name, span, "part that an interpretation tells about", place=place, number=found["number"]
        )
        self._part_role = role_named(name)
        behind = passage.text[found.end() : found.end() + 40]
        for chapters in _CHAPTERS.finditer(behind):
            first = chinese_numeral(chapters["a"], 0)
            last = chinese_numeral(chapters["b"], 0) if chapters["b"] else first
            if first is None or last is None or not 0 <= last.value - first.value < 30:
                continue
            start = passage.start + found.end() + chapters.start()
            for value in range(int(first.value), int(last.value) + 1):
                number = f"第{_in_words(value)}章"
                self._ledger.add(
                    Section,
                    number,
                    (start, start + len(chapters[0])),
                    "chapter that an interpretation names",
                    under=self._part,
                    place=place,
                    number=number,
                )

    def _annex(self, passage: Passage, place: str | None) -> str | None:
        found = _ANNEX.search(passage.text)
        if found is None or re.search("工程|项目", found["name"]) is None:
            return None
        span = Span(passage.start + found.start(), passage.start + found.end())
        return self._ledger.add(
            Project, found["name"], span, "annex that an interpretation names", place=place, section=self._part
        )

    def _aspects(self, passage: Passage, place: str | None) -> None:
        """Draft the tasks of a sentence that lists them as aspects: 在A、B、C等多个方面的具体举措."""
        for sentence in sentences(passage):
            if re.search("举措|措施|任务|部署|要求|保障", sentence.text) is None:
                continue
            found = _ASPECTS.search(sentence.text)
            if found is None or re.search("指导思想|原则|目标", found["list"]):
                continue
            parts = parts_of(found["list"], sentence.start + found.start("list"))
            last = max(enumerate(parts), key=lambda one: one[0])[1] if parts else None
            if last is None or len(parts) < 3 or any(len(one.text) > 24 for one in parts[1:]):
                continue
            if len(parts[0].text) > 14:  # 连州市在推动…: the list begins behind the last preposition
                cut = max(parts[0].text.rfind(word) for word in ("在", "从", "围绕"))
                first = parts[0]
                parts[0] = first._replace(text=first.text[cut + 1 :], start=first.start + cut + 1)
            for one in parts:
                if re.search("的.*(?:原则|思想)", one.text) is None:
                    self._ledger.add(
                        Task,
                        one.text,
                        (one.start, one.end),
                        "list of aspects",
                        place=place,
                        evidence="stated",
                        section=self._part,
                    )
            return

    def _highlight(self, passage: Passage, place: str | None) -> None:
        """Draft a highlight, and its clauses as what is to be done."""
        made = highlight_in(self._ledger, passage, self._highlights, place)
        if made is None:
            return
        theme, begin = made
        words = passage.text[begin - passage.start :]
        for sentence in re.finditer(r"[^。；]+", words):
            for clause in parts_of(sentence[0], begin + sentence.start(), "，,"):
                text = re.sub(r"^(?:并|以及|同时|和)", "", clause.text)
                text = text.strip("。*： ")
                start = clause.start + clause.text.find(text)
                if text.startswith("以") or not 4 <= len(text) <= 45:
                    continue
                if begins_with_verb(text) or re.match("运用|综合运用|全[一-鿿]{1,2}、|深入", text):
                    self._ledger.add(
                        Task,
                        text,
                        (start, start + len(text)),
                        "clause of a highlight",
                        place=place,
                        evidence="inferred",
                        themes=(theme,),
                    )

    def _tasks_in(self, passage: Passage, role: str, place: str | None) -> None:
        """Draft what a passage of a chapter about tasks lists: 一是…二是…, or short sentences that head others."""
        work = role in ("tasks", "safeguards", "projects", "steps")
        said = items_said(passage)
        verbs = sum(begins_with_verb(one.text) for one in said)
        for one in said if work or verbs * 3 >= len(said) * 2 else ():
            self._add_task(one, "一是, 二是 of an interpretation", place)
        if said or not work or _PART.match(passage.text):
            return
        for one in leads(passage, 28):
            if begins_with_verb(one.text):
                self._add_task(one, "sentence of an interpretation", place)

    def _add_task(self, one: Piece, rule: str, place: str | None) -> None:
        self._ledger.add(Task, one.text, (one.start, one.end), rule, evidence="inferred", place=place, again=True)


def _in_words(value: int) -> str:
    if value <= 10:
        return _DIGITS[value - 1]
    tens, ones = divmod(value, 10)
    return f"{_DIGITS[tens - 1] if tens > 1 else ''}十{_DIGITS[ones - 1] if ones else ''}"
