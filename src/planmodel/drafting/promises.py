"""Indicators with their targets, from the sentences of a plan and from its tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from planmodel.documents.document_text import DocumentTable
from planmodel.drafting.doubts import Doubts
from planmodel.drafting.headings import Heading, Passage, nearest
from planmodel.drafting.ledger import Ledger, Span, plain
from planmodel.drafting.roles import Assigned
from planmodel.drafting.sentences import BULLET
from planmodel.errors import PlanModelError
from planmodel.model.areas import any_area_in, area_named, areas_of
from planmodel.model.header import Jurisdiction
from planmodel.model.kinds import Indicator
from planmodel.model.relations import as_link
from planmodel.model.subjects import same_part
from planmodel.model.targets import Change, Level, Qualitative, Target, Unread
from planmodel.phrases.pages import FoundTarget, find_targets
from planmodel.phrases.tables.heads import head_of
from planmodel.phrases.tables.indicator_table import IndicatorTable, read_indicator_table
from planmodel.text import Text
from planmodel.units.amount import Amount
from planmodel.words import say

__all__ = ["Promises", "is_indicator_table", "row_span"]

_PAST = frozenset({"background", "basis", "scope", "supplement"})
_DATES = re.compile(r"(?:20\d\d|每)\s?年|\d{1,2}\s?[月日]|第\d+|\d{1,2}:\d\d")
_BY = re.compile(r"(?:到|至)\s?(20\d\d)\s?年")
_DOUBTS_OF_A_TABLE = 8
_LONGEST_NAME = 80
_NO_NAME = re.compile(r"(?:达到|达|超过|占|至|到|为|在)\s?\d[\d.,]*\s?[%％‰]")
"""A number that a verb leads to: words that are not read, and no name."""
_PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"))
_READ_IT = "read_indicator_table tells every one of them"
_ELIGIBLE = re.compile(
    r"(?:符合|满足)[^，。；]{0,12}(?:条件|要求|规定)|具[有备]\s?\d|资格|对象为|凡|不得|可(?:给予|享受|申请|适当|按)"
    r"|给予.{0,12}(?:补|奖)|补贴|补助|奖励|罚款|有效期|贷款额度|按.{0,10}标准"
)


def _carried(text: str, one: FoundTarget) -> int | None:
    """Return the year that an earlier sentence of a goal's paragraph names: 到2025年，A。B达到5%。"""
    years = [int(found[1]) for found in _BY.finditer(text, 0, one.start)]
    return years[-1] if years else None


def _torn(text: str) -> bool:
    """Return whether a quotation opens or closes outside of a text: 40%”的三大人才发展目标."""
    return any(text.count(first) != text.count(last) for first, last in _PAIRS)


def _opening(text: str, one: FoundTarget) -> int:
    """Return where a target begins, with the mark of a quotation that opens its name: “粤省事”用户达到80万人."""
    before = text[one.start - 1 : one.start]
    opens = any(before == first and one.text.count(last) > one.text.count(first) for first, last in _PAIRS)
    return one.start - 1 if opens else one.start


class Promises:
    """Drafts indicators.

    Parameters:
        ledger: where they are written.
        doubts: what is not sure.
        sections: the section of each heading.
        area: the plan's own; 全县 in the plan of a county is then no part.
    """

    def __init__(
        self, ledger: Ledger, doubts: Doubts, sections: Mapping[Heading, str], area: Jurisdiction | None = None
    ) -> None:
        self._ledger, self._doubts, self._sections = ledger, doubts, sections
        self._area, self._own = area, areas_of(area)
        self._units: set[str] = set()
        self._tabled: dict[str, str | None] = {}

    def passage(
        self, passage: Passage, heading: Heading | None, assigned: Assigned | None, item: Heading | None = None
    ) -> int:
        """Draft the targets that a passage promises; return how many.

        Parameters:
            passage: some text.
            heading: the heading that it stands under.
            assigned: what the heading is for.
            item: the item of a box that it tells about: 建设里程 of one road is not that of another.
        """
        if assigned is not None and assigned.role in _PAST:
            return 0
        goals = assigned is not None and assigned.role in ("goals", "general", "indicators")
        bullet = BULLET.match(passage.text)
        if bullet is not None:
            passage = passage._replace(text=passage.text[bullet.end() :], start=passage.start + bullet.end())
        count = 0
        for one in find_targets(passage.text):
            if self._is_promise(one, passage, goals=goals):
                carried = _carried(passage.text, one) if goals and one.year is None else None
                count += self._draft(one, passage, heading, carried, item)
        return count

    def _is_promise(self, one: FoundTarget, passage: Passage, *, goals: bool) -> bool:
        if isinstance(one.commitment, Unread):
            return re.search(r"\d", _DATES.sub("", one.text)) is not None
        if isinstance(one.commitment, Qualitative):
            return goals
        around = passage.text[max(0, one.start - 25) : one.end + 6]
        return goals or _ELIGIBLE.search(around) is None

    def _draft(
        self, one: FoundTarget, passage: Passage, heading: Heading | None, carried: int | None, item: Heading | None
    ) -> int:
        span = (passage.start + _opening(passage.text, one), passage.start + one.end)
        if one.subject is None and (len(one.text) > _LONGEST_NAME or _NO_NAME.search(one.text) or _torn(one.text)):
            message = say("draft.target", text=one.text[:60], reason=one.doubt or "no_subject")
            self._doubts.add("PM807", message, span)
            return 0
        name = one.subject or one.text
        if item is not None and item.name and item.name not in name:
            name = f"{item.name} {name}"
        printed = plain(name) in plain(passage.text)
        place = heading.place if heading is not None else None
        citation = self._ledger.cite(span, place)
        if citation is None or not citation.quote:
            return 0
        scope = None if self._is_own(one.target.scope) else one.target.scope
        target = attrs.evolve(one.target, sources=(citation,), as_published=citation.quote, scope=scope)
        if carried is not None:
            target = attrs.evolve(target, year=carried, evidence="inferred")
        fields: dict[str, object] = {"targets": (target,)}
        if one.baseline is not None:
            fields["baseline"] = one.baseline
        id = self._of_table(name, target)
        if id is not None:
            self._ledger.cite_again(id, span, "target in a sentence", place)
        else:
            id = self._ledger.add(
                Indicator,
                name,
                span,
                "target in a sentence",
                evidence="stated" if printed and one.subject else "inferred",
                again=True,
                place=place,
                section=nearest(heading, self._sections),
            )
        if id is None:
            return 0
        self._join(id, target, fields)
        if one.doubt is not None:
            message = say("draft.no_target", text=citation.quote[:80], reason=one.doubt)
            self._doubts.add("PM807", message, span, element=id)
        return 1

    def _is_own(self, scope: Text | None) -> bool:
        """Return whether a scope names the plan's own area, whose targets are of no part of it."""
        if self._area is None or not isinstance(scope, str):
            return False
        named = scope in (self._area.name, *self._area.aliases)
        return named or (any_area_in(scope) == scope and area_named(scope, self._own) is None and bool(self._own))

    def _of_table(self, name: str, target: Target) -> str | None:
        """Return the indicator of a table that has this name, and a unit that the target can be held against."""
        id = self._tabled.get(plain(name))
        unit, own = _unit_of(target), None if id is None else self._ledger.field_of(id, "unit")
        apart = unit and own and unit != own and not Amount(1, own).is_convertible_to(unit)
        return None if apart else id

    def _join(self, id: str, target: Target, fields: Mapping[str, object]) -> None:
        """Give an indicator a target beside those that it has, each year and place once, cited again if said again."""
        held: tuple[Target, ...] = self._ledger.field_of(id, "targets") or ()
        known = {(one.year, one.scope, one.as_published) for one in held}
        tabled = id in self._tabled.values()
        same = next((one for one in held if tabled and _says_again(one, target)), None)
        if same is not None:
            fuller = target if _says_more(target, same) else same
            again = attrs.evolve(fuller, sources=(*same.sources, *target.sources), year=same.year)
            self._ledger.replace(id, targets=tuple(again if one is same else one for one in held))
        elif (target.year, target.scope, target.as_published) not in known:
            held = (*held, target)
            self._ledger.replace(id, targets=held)
        units = {_unit_of(one) for one in held if _unit_of(one) is not None}
        if self._ledger.field_of(id, "unit") is None or id in self._units:  # a table's own unit stays
            self._ledger.replace(id, unit=units.pop() if len(units) == 1 else None)  # two units of levels give neither
            self._units.add(id)
        if "baseline" in fields and self._ledger.field_of(id, "baseline") is None:
            self._ledger.set(id, baseline=fields["baseline"])

    def table(self, table: DocumentTable, heading: Heading | None, base_year: int | None, year: int | None) -> bool:
        """Draft the indicators of a table; return whether it holds any."""
        try:
            read = read_indicator_table(list(table.rows), base_year=base_year, year=year, prefix="ind-")
        except PlanModelError:
            return False
        self._table(read, table, heading)
        return bool(read.indicators)

    def _table(self, read: IndicatorTable, table: DocumentTable, heading: Heading | None) -> None:
        place = f"{heading.place if heading is not None else ''} {table.caption or ''}".strip() or None
        renamed: dict[str, str] = {}
        section = as_link(nearest(heading, self._sections))
        for indicator, line in zip(read.indicators, read.lines, strict=True):
            span = row_span(self._ledger.text, table, line - 1)
            cited = attrs.evolve(indicator, sources=(), section=section)
            if cited.part_of is not None:
                cited = attrs.evolve(cited, part_of=renamed.get(cited.part_of.to))  # a whole without words is none
            id = self._ledger.put(cited, span, "row of an indicator table", place)
            if id is not None:
                renamed[indicator.id] = id
                name = plain(str(indicator.name))
                self._tabled[name] = None if name in self._tabled or cited.part_of is not None else id
        for doubt in read.doubts[:_DOUBTS_OF_A_TABLE]:
            row = (doubt.place.line or 1) - 1
            span = row_span(self._ledger.text, table, row)
            self._doubts.add(
                "PM807",
                say("draft.row", number=table.number, row=row + 1, message=doubt.message),
                span,
                hint=doubt.hint,
            )
        more = len(read.doubts) - _DOUBTS_OF_A_TABLE
        if more > 0:
            span = Span(table.start, table.end)
            self._doubts.add("PM807", say("draft.more_cells", number=table.number, n=more), span, hint=_READ_IT)


def _unit_of(target: Target) -> str | None:
    """Return the unit that a target gives its indicator; ``None`` for 0.58 and for the share by which it falls."""
    said = target.commitment
    if isinstance(said, Level) or (isinstance(said, Change) and not said.relative):
        return None if said.value.is_convertible_to("个百分点") else said.value.unit or None  # points are of no level
    return None


def _says_again(row: Target, sentence: Target) -> bool:
    """Return whether a sentence promises what the row of a table does, with 以上, 力争 or neither."""
    if sentence.year not in (None, row.year) or not same_part(row.scope, sentence.scope):
        return False
    one, other = row.commitment, sentence.commitment
    if isinstance(one, Level) and isinstance(other, Level):
        said = {one.comparator, other.comparator} - {None}
        if said in ({"at_least"}, {"at_most"}):  # 92 beside 不低于92%
            one, other = attrs.evolve(one, comparator="at_least"), attrs.evolve(other, comparator="at_least")
    return one == other and None in (row.stretch, sentence.stretch)


def _says_more(sentence: Target, row: Target) -> bool:
    """Return whether of two targets that say the same the first has a comparator or a stretch beside it."""
    compared = [isinstance(one.commitment, Level) and one.commitment.comparator is not None for one in (sentence, row)]
    return (sentence.stretch is not None and row.stretch is None) or compared == [True, False]


def row_span(text: str, table: DocumentTable, row: int) -> Span:
    """Return where a row of a table stands in the text, where each row is a line; the table when it has no such row.

    Parameters:
        text: the document's text.
        table: a table of it.
        row: the row, from 0.
    """
    start = table.start
    for number, line in enumerate(text[table.start : table.end].split("\n")):
        if number == row and line.strip():
            return Span(start, start + len(line))
        start += len(line) + 1
    return Span(table.start, table.end)


def is_indicator_table(table: DocumentTable) -> bool:
    """Return whether a column of a table is headed as one of indicators."""
    for row in table.rows[:4]:
        roles = {head_of((cell,)).role for cell in row if cell}
        if "name" in roles and roles & {"target", "baseline", "unit", "nature", "observed"}:
            return True
    return False
