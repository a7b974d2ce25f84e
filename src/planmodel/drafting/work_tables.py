"""Tables that hand out work (责任分工表, schedules): each row a task, with the bodies that answer for it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import attrs

from planmodel.documents.document_text import DocumentTable
from planmodel.drafting.bodies import split_bodies
from planmodel.drafting.doubts import Doubts
from planmodel.drafting.headings import Heading
from planmodel.drafting.ledger import Ledger
from planmodel.drafting.outline import name_end
from planmodel.drafting.promises import row_span
from planmodel.errors import PlanModelError
from planmodel.model.kinds import Task
from planmodel.model.relations import as_link
from planmodel.phrases.tables.task_heads import task_head
from planmodel.phrases.tables.task_table import read_task_table
from planmodel.words import say

__all__ = ["WorkTables"]

_Role = Literal["group", "name", "lead", "support", "body", "note"]
_HEADS: tuple[tuple[_Role, str], ...] = (
    ("group", "(?:任务|工作|措施)?(?:类别|类型|领域|板块|分类|方面)"),
    ("lead", "(?:牵头|主办|主责|主要责任)(?:责任)?(?:单位|部门|主体|科室|处室)?"),
    ("support", "(?:配合|协助|参与|参加|协办|协同|支持)(?:责任)?(?:单位|部门|主体|科室|处室)?"),
    ("body", "(?:责任|负责|落实|实施|承办|承担|主管)(?:单位|部门|主体|科室|处室)(?:和部门)?"),
    (
        "name",
        (
            "(?:重点|主要|具体|目标|整治|改革|年度|二级|三级|子)*"
            "(?:任务|举措|措施|工作|事项)(?:名称|内容|任务|事项|措施|举措|要求|分解)?"
        ),
    ),
)
_NUMBER = re.compile(r"序号?|编号|号")
_LEADING = re.compile(r"^[\s　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）).．、]|[①-⑳])[\s　]*")


class _Column(NamedTuple):
    role: _Role
    head: str


class WorkTables:
    """Drafts the tasks of tables.

    Parameters:
        ledger: where they are written.
        doubts: what is not sure.
    """

    def __init__(self, ledger: Ledger, doubts: Doubts) -> None:
        self._ledger, self._doubts = ledger, doubts

    def table(self, table: DocumentTable, heading: Heading | None, section: str | None) -> bool:
        """Draft the tasks of a table; return whether it holds any."""
        place = " ".join(filter(None, (heading.place if heading is not None else "", table.caption))) or None
        if task_head(table.rows) is not None and self._schedule(table, section, place):
            return True
        head = next((at for at, row in enumerate(table.rows[:4]) if _columns(row) is not None), None)
        if head is None:
            return False
        columns = _columns(table.rows[head]) or {}
        drafted = [self._row(table, at, columns, section, place) for at in range(head + 1, len(table.rows))]
        return any(drafted)

    def _row(
        self, table: DocumentTable, at: int, columns: dict[int, _Column], section: str | None, place: str | None
    ) -> bool:
        """Draft a row: its deepest name is the task, the names left of it are what it is part of."""
        row, starts = table.rows[at], table.offsets[at]
        above: str | None = None
        own: str | None = None
        for number in [n for n, one in columns.items() if one.role in ("group", "name") and n < len(row)]:
            lead = _LEADING.match(row[number])
            skip = lead.end() if lead is not None else 0
            words = row[number][skip:]
            name = words[: name_end(words)].rstrip("。；;，, ")
            if not name or row[number] == table.rows[at - 1][number] == columns[number].head:
                continue
            start = starts[number] + skip
            above, own = own, self._task(name, (start, start + len(name)), own, section, place)
            own = own or above
        if own is None:
            return False
        self._bodies(table, at, columns, own)
        notes = [
            f"{one.head}：{row[n]}" for n, one in columns.items() if one.role == "note" and n < len(row) and row[n]
        ]
        if notes and self._ledger.field_of(own, "note") is None:
            self._ledger.set(own, note="；".join(notes))
        return True

    def _task(
        self, name: str, span: tuple[int, int], under: str | None, section: str | None, place: str | None
    ) -> str | None:
        """Return the id of a task of a table: of the text's own task where it has one of the name."""
        drafted = self._ledger.id_of(Task, name)
        if drafted is not None:
            self._ledger.cite_again(drafted, span, "row of a table of work", place)
            return drafted
        return self._ledger.add(Task, name, span, "row of a table of work", under=under, place=place, section=section)

    def _bodies(self, table: DocumentTable, at: int, columns: dict[int, _Column], task: str) -> None:
        for number, column in columns.items():
            if column.role not in ("lead", "support", "body") or number >= len(table.rows[at]):
                continue
            role = column.role if column.role != "body" else None
            for one in split_bodies(table.rows[at][number], table.offsets[at][number]):
                span = (one.name_start, one.name_start + len(one.name))
                org = self._ledger.body(one.name, span, "body in a table of work")
                if org is not None:
                    self._ledger.responsible(task, org, role, span)

    def _schedule(self, table: DocumentTable, section: str | None, place: str | None) -> bool:
        """Draft a list of tasks with dates, durations or order as the reader of such tables reads it."""
        try:
            read = read_task_table(list(table.rows), prefix="t-")
        except PlanModelError:
            return False
        renamed: dict[str, str] = {}
        for organization in read.organizations:
            name = str(organization.name)
            at = self._ledger.text.find(name, table.start, table.end)
            id = self._ledger.body(name, (at, at + len(name)), "body in a table of work") if at >= 0 else None
            renamed[organization.id] = id or organization.id
        spans = [row_span(self._ledger.text, table, line - 1) for line in read.lines]
        for task, span in zip(read.tasks, spans, strict=True):
            whole = task.part_of and renamed.get(task.part_of.to)
            who = tuple(attrs.evolve(one, to=renamed[one.to], sources=()) for one in task.responsible)
            bare = attrs.evolve(
                task, part_of=as_link(whole), responsible=who, depends_on=(), sources=(), section=as_link(section)
            )
            id = self._ledger.put(bare, span, "row of a table of work", place)
            if id is not None:
                renamed[task.id] = id
        for task in read.tasks:  # what a row waits for may stand in a row below it
            links = tuple(
                attrs.evolve(one, to=renamed[one.to], sources=()) for one in task.depends_on if one.to in renamed
            )
            if links and task.id in renamed:
                self._ledger.replace(renamed[task.id], depends_on=links)
        for doubt in read.doubts:
            row = (doubt.place.line or 1) - 1
            message = say("draft.row", number=table.number, row=row + 1, message=doubt.message)
            self._doubts.add("PM803", message, row_span(self._ledger.text, table, row), hint=doubt.hint)
        return bool(read.tasks)


def _columns(row: tuple[str, ...]) -> dict[int, _Column] | None:
    """Return what the columns of a table of work hold, ``None`` when a row does not head one.

    Example:
        >>> [one.role for one in (_columns(("序号", "重点任务", "牵头单位", "完成时限")) or {}).values()]
        ['name', 'lead', 'note']
        >>> _columns(("项目名称", "建设内容", "责任单位")) is None
        True
    """
    columns: dict[int, _Column] = {}
    for at, cell in enumerate(row):
        head = re.sub(r"[\s　]+|[（(][^（()）]*[）)]", "", cell)
        if head and _NUMBER.fullmatch(head) is None:
            roles: list[_Role] = [role for role, pattern in _HEADS if re.fullmatch(pattern, head)]
            columns[at] = _Column(roles[0] if roles else "note", cell)
    held = {one.role for one in columns.values()}
    return columns if "name" in held and held & {"lead", "support", "body"} else None
