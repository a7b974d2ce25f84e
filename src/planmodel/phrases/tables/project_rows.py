"""From the rows of one annex to projects and the groups that hold them, and a doubt for what is not sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from planmodel.model.kinds import Organization, Project
from planmodel.model.numbers import Cost
from planmodel.model.period import Period
from planmodel.model.relations import Responsibility
from planmodel.model.sources import Citation
from planmodel.phrases.tables.doubts import Doubts
from planmodel.phrases.tables.grids import hash_id
from planmodel.phrases.tables.headings import is_note, rank
from planmodel.phrases.tables.heads import plain
from planmodel.phrases.tables.marks import one_name
from planmodel.phrases.tables.project_cells import (
    Money,
    bodies_in,
    duration_in,
    is_money,
    money_in,
    period_in,
)
from planmodel.phrases.tables.project_heads import ProjectColumn, ProjectRole
from planmodel.phrases.tables.sums import Entry, Sum, sums_of
from planmodel.phrases.tables.unit_texts import title_unit
from planmodel.phrases.tables.values import is_nothing
from planmodel.text import cut
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["ProjectRows"]

_TOTAL = re.compile(
    r"^(?:总计|合计|共计|总\s*投资|总和|grandtotal|total)(?:[(（：:].*)?(?:\d+[个项].*)?$", re.IGNORECASE
)
_SUBTOTAL = re.compile(r"^.{0,20}(?:小计|分计|subtotal)(?:[(（：:].*)?$", re.IGNORECASE)
_COUNT = re.compile(r"[(（]?(?:共|计)?\s*(\d{1,5})\s*[个项](?:项目|工程|子项)?")
_NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十]+[部章类]|[(（]?[一二三四五六七八九十]+[)）、.．]|[(（]\d{1,3}[)）]|\d{1,3}[、．.](?!\d))\s*"
)
_UNNUMBERED = 5  # a heading without a number stands deeper than those with one, and above projects
_PROJECT = 9


class _Line(NamedTuple):
    """One row that says something: its kind is settled when the row below it is known."""

    number: int
    cells: tuple[str, ...]
    name: str
    depth: int
    kind: Literal["project", "group", "subtotal", "total", "open"]
    money: dict[str, Money]


class ProjectRows:
    """Reads the rows of one annex.

    Parameters:
        columns: what its columns hold.
        above: the lines above the table.
        unit: the unit of its money when nothing else says.
        document, prefix: as in :func:`planmodel.read_project_table`.
        doubts: where doubts go.
    """

    def __init__(
        self,
        columns: Sequence[ProjectColumn],
        above: Sequence[str],
        unit: str | None,
        document: str | None,
        prefix: str,
        doubts: Doubts,
    ) -> None:
        self._columns, self._document, self._prefix, self._doubts = columns, document, prefix, doubts
        titled = [one for one in title_unit(above) if is_money(one)]
        self._unit = unit if unit is not None else titled[0] if len(set(titled)) == 1 else None
        self.projects: list[Project] = []
        self.lines: list[int] = []
        self.organizations: dict[str, Organization] = {}
        self.sums: list[Sum] = []
        self.notes: list[str] = []
        self._taken: Counter[str] = Counter()

    def read(self, rows: Sequence[tuple[str, ...]], head: tuple[int, int]) -> None:
        """Read the rows behind the head."""
        heads = set(rows[head[0] : head[1]])
        lines = [line for n in range(head[1], len(rows)) if rows[n] not in heads and (line := self._line(n, rows[n]))]
        lines = _settled(lines)
        holders: list[tuple[int, str]] = []
        groups: dict[int, str] = {}
        for line in lines:
            if line.kind in ("subtotal", "total"):
                continue
            holders = [one for one in holders if one[0] < line.depth]
            id = self._project(line, holders[-1][1] if holders else None, self._group(line, groups))
            if line.kind == "group":
                holders.append((line.depth, id))
        self._check(lines)

    def _of(self, *roles: ProjectRole) -> list[int]:
        return [number for number, column in enumerate(self._columns) if column.role in roles]

    # --- rows ---

    def _line(self, number: int, row: tuple[str, ...]) -> _Line | None:
        texts = [cell for cell in dict.fromkeys(row) if cell]
        if not texts:
            return None
        if is_note(row):
            self.notes.append(" ".join(texts))
            return None
        label = next((cell for cell in texts if _sum_kind(cell) is not None), None)
        at = next(iter(self._of("name")))
        serial = next((row[n] for n in self._of("number") if row[n]), "")
        name = one_name(row[at])[0] if row[at] else ""
        alone = len(texts) == 1
        money = self._money(number, row)
        if label is not None and (label in (row[at], serial) or not row[at]):
            return _Line(number, row, plain(label), 0, _sum_kind(label) or "total", money)
        name = name or (texts[0] if alone else "")
        if not name and serial and rank(f"{serial}、") is not None and len(texts) > 1:
            name = next((cell for cell in texts if cell != serial and not cell[0].isdigit()), "")
        if not name:
            self._doubts.add(number, None, say("row.no_project", text=cut(" ".join(texts), 40)))
            self.notes.append(" ".join(texts))
            return None
        depth = _depth(serial, name, alone)
        return _Line(number, row, name, depth, "group" if alone else "open", money)

    def _money(self, number: int, row: tuple[str, ...]) -> dict[str, Money]:
        money: dict[str, Money] = {}
        for n in self._of("total", "in_period"):
            column = self._columns[n]
            if is_nothing(row[n]) or row[n] in [row[k] for k in self._of("name")]:
                continue
            unit = column.unit if is_money(column.unit) else self._unit
            found = money_in(row[n], unit)
            if found is None:
                why = say("row.no_sum") if unit is not None else say("row.sum_no_unit")
                self._doubts.add(
                    number,
                    n,
                    say("row.is", text=f"{cut(row[n], 40)!r}", why=why),
                    None if unit else say("table.give_unit_short"),
                )
            else:
                money[column.role] = found
        total, part = money.get("total"), money.get("in_period")
        if total is not None and part is not None and part.amount > total.amount:
            self._doubts.add(number, None, say("row.part_more", part=part.amount, total=total.amount))
        return money

    def _group(self, line: _Line, groups: dict[int, str]) -> str | None:
        """Return what the columns of groups say of a row; an empty cell below a filled one was merged with it."""
        for n in self._of("group"):
            if line.cells[n]:
                groups[n] = " ".join(line.cells[n].split())
        return "；".join(groups.values()) or None

    # --- projects ---

    def _project(self, line: _Line, holder: str | None, group: str | None) -> str:
        name = _NUMBERING.sub("", line.name) or line.name
        count = _COUNT.search(line.name) if line.kind == "group" else None
        word = hash_id("\n".join(filter(None, [holder, name])))
        self._taken[word] += 1
        id = f"{self._prefix}{word}" + (f"-{self._taken[word]}" if self._taken[word] > 1 else "")
        own = "" if line.kind == "group" and len({cell for cell in line.cells if cell}) == 1 else None
        cells = line.cells if own is None else ("",) * len(line.cells)
        when = self._when(line.number, cells)
        content = [" ".join(cells[n].split()) for n in self._of("content") if not is_nothing(cells[n])]
        self.projects.append(
            Project(
                id=id,
                name=name,
                description="；".join(content) or None,
                cost=self._cost(line, cells),
                period=None if when is None else when[0],
                duration=None if when is None else when[1],
                responsible=self._responsible(cells),
                part_of=holder,
                declared_count=None if count is None else int(count[1]),
                note=self._note(cells, group),
                sources=() if self._document is None else [Citation(document=self._document)],
            )
        )
        self.lines.append(line.number)
        return id

    def _cost(self, line: _Line, cells: tuple[str, ...]) -> Cost | None:
        printed = [cells[n] for n in self._of("total", "in_period") if not is_nothing(cells[n])]
        if not printed:
            if line.kind != "group" and self._of("total", "in_period"):
                self._doubts.add(line.number, None, say("row.no_money", name=cut(line.name, 40)))
            return None
        total, part = line.money.get("total"), line.money.get("in_period")
        return Cost(
            total=None if total is None else total.amount,
            in_period=None if part is None else part.amount,
            approximate=any(one.approximate for one in line.money.values()),
            as_published=" / ".join(" ".join(one.split()) for one in printed),
        )

    def _when(self, number: int, cells: tuple[str, ...]) -> tuple[Period | str | None, Amount | None] | None:
        texts = [(n, cells[n]) for n in self._of("period") if not is_nothing(cells[n])]
        for n, text in texts:
            period, length = period_in(text), duration_in(text)
            if period is not None or length is not None:
                return period, length
            self._doubts.add(number, n, say("row.no_stretch", text=f"{cut(text, 40)!r}"))
        ends = [period_in(cells[n]) for n in (*self._of("start"), *self._of("finish")) if not is_nothing(cells[n])]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None and ends[0].start <= ends[1].end:
            return f"{ends[0].text.split('/')[0]}/{ends[1].text.split('/')[-1]}", None
        return None

    def _responsible(self, cells: tuple[str, ...]) -> list[Responsibility]:
        links: dict[str, Responsibility] = {}
        roles: dict[ProjectRole, Literal["lead", "support"] | None] = {
            "lead": "lead",
            "support": "support",
            "body": None,
        }
        for role, meant in roles.items():
            for n in self._of(role):
                for body in () if is_nothing(cells[n]) else bodies_in(cells[n], meant):
                    id = f"org-{hash_id(body.name)}"
                    self.organizations.setdefault(id, Organization(id=id, name=body.name))
                    links.setdefault(id, Responsibility(id, role=body.role))
        return list(links.values())

    def _note(self, cells: tuple[str, ...], group: str | None) -> str | None:
        """Return what a row says that no field of a project holds, each with its head, so that nothing is lost."""
        said = [] if group is None else [group]
        for n in self._of("remark", "done", "other", "start", "finish", "period"):
            column = self._columns[n]
            settled = column.role == "period" and (period_in(cells[n]) or duration_in(cells[n]))
            if not is_nothing(cells[n]) and not settled:
                said.append(f"{column.text}：{' '.join(cells[n].split())}" if column.text else cells[n])
        return "；".join(said) or None

    # --- sums ---

    def _check(self, lines: Sequence[_Line]) -> None:
        entries = [
            Entry(
                line.number,
                "project" if line.kind == "open" else line.kind,
                line.depth,
                line.name,
                {field: money.amount for field, money in line.money.items()},
                int(count[1]) if line.kind != "project" and (count := _COUNT.search(line.name)) else None,
            )
            for line in lines
        ]
        self.sums, counts = sums_of(entries)
        for one in self.sums:
            if not one.agrees:
                self._doubts.add(one.line - 1, None, _disagreement(one))
        for entry, number in counts:
            if entry.declared != number:
                self._doubts.add(
                    entry.line,
                    None,
                    say("row.count_differs", label=entry.label, declared=entry.declared, listed=number),
                )


def _disagreement(one: Sum) -> str:
    what = say("row.in_period" if one.field == "in_period" else "row.in_all")
    if one.computed is None or one.difference is None:
        return say("row.sums_nothing", label=one.label, printed=one.printed, what=what)
    lacking = say("row.unstated", n=one.unstated) if one.unstated else ""
    message = say(
        "row.sums",
        label=one.label,
        printed=one.printed,
        what=what,
        projects=one.projects,
        lacking=lacking,
        computed=one.computed,
    )
    return say("row.rounding", message=message) if abs(one.difference) <= one.rounding else message


def _sum_kind(text: str) -> Literal["subtotal", "total"] | None:
    bare = plain(text)
    if len(bare) > 40:
        return None
    return "subtotal" if _SUBTOTAL.match(bare) else "total" if _TOTAL.match(bare) else None


def _depth(serial: str, name: str, alone: bool) -> int:
    """Return how deep a row stands by its numbering: 一 1, （一） 2, 1 and 1. 3, （1） 4; 1.1 deeper than 1."""
    bare = plain(serial)
    if re.fullmatch(r"\d+(?:\.\d+)+", bare):
        return 3 + bare.count(".")
    found = rank(bare) if bare else None
    if found is None and bare:
        found = rank(f"{bare}、")
    if found is None and (not bare or alone):
        found = rank(plain(name))
    return found if found is not None else _UNNUMBERED if alone else _PROJECT


def _settled(lines: Sequence[_Line]) -> list[_Line]:
    """Return rows with their kinds: one that stands above a deeper one holds it; others are projects."""
    settled = []
    for at, line in enumerate(lines):
        below = next((one for one in lines[at + 1 :] if one.kind not in ("subtotal", "total")), None)
        if line.kind == "open":
            holds = below is not None and below.depth > line.depth and line.depth < _PROJECT
            line = line._replace(kind="group" if holds else "project")
        settled.append(line)
    return settled
