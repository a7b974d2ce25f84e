"""From the rows of a list of tasks to tasks and their links, and a doubt for what is not sure."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from planmodel.errors import ModelError
from planmodel.model.kinds import Organization, Task
from planmodel.model.numbers import Estimate
from planmodel.model.period import Period
from planmodel.model.relations import Dependency, Responsibility
from planmodel.model.sources import Citation, Evidence
from planmodel.phrases.tables.doubts import Doubts
from planmodel.phrases.tables.grids import Grid, hash_id
from planmodel.phrases.tables.headings import is_note
from planmodel.phrases.tables.heads import plain
from planmodel.phrases.tables.project_cells import bodies_in
from planmodel.phrases.tables.task_cells import (
    DateStyle,
    Predecessor,
    date_in,
    disagrees,
    duration_of,
    has_thousands,
    predecessor_in,
    share_in,
    styles_of,
)
from planmodel.phrases.tables.task_heads import TaskColumn, TaskRole
from planmodel.phrases.tables.task_outline import TaskRow, nest, outline
from planmodel.phrases.tables.values import is_nothing
from planmodel.text import cut
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["TaskRows"]

_PIECES = re.compile(r"[;；,，、\n]+")
_WBS = re.compile(r"\d{1,6}(?:[.．]\d{1,6})*[.．]?\Z", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}\Z", re.ASCII)
_DATES: tuple[TaskRole, ...] = ("start", "finish", "not_before", "deadline", "started", "finished")


class TaskRows:
    """Reads the rows of one list.

    Parameters:
        columns: what its columns hold.
        unit: the unit of durations when neither head nor cell says.
        document, prefix: as in :func:`planmodel.read_task_table`.
        doubts: where doubts go.
    """

    def __init__(
        self, columns: Sequence[TaskColumn], unit: str | None, document: str | None, prefix: str, doubts: Doubts
    ) -> None:
        self._columns, self._unit, self._document = columns, unit, document
        self._prefix, self._doubts = prefix, doubts
        self._at = {column.role: number for number, column in reversed([*enumerate(columns)])}
        self._style: DateStyle | None = None
        self._are_fractions = False
        self.tasks: list[Task] = []
        self.lines: list[int] = []
        self.organizations: dict[str, Organization] = {}
        self.notes: list[str] = []
        self.computed_start: dt.date | None = None
        self._by_number: dict[str, list[TaskRow]] = {}
        self._by_code: dict[str, list[TaskRow]] = {}
        self._by_name: dict[str, list[TaskRow]] = {}

    def read(self, grid: Grid, head: int) -> None:
        """Read the rows behind the head."""
        rows = grid.rows
        found = [(line, row) for line, row in enumerate(rows) if line > head and any(row) and row != rows[head]]
        self._style = self._style_of(found)
        self._are_fractions = self._has_fractions(found)
        tasks = self._named(found, head)
        if all(row.level is None for row in tasks):
            at = self._at["name"]
            indents = [grid.indents.get((row.line, at), 0) for row in tasks]
            groups = [grid.groups.get(row.line, 0) for row in tasks]
            outline(tasks, indents, groups, (head, at), self._doubts)
        nest(tasks, self._doubts)
        for row in tasks:
            row.length = self._length(row)
            row.bounds = self._bounds(row)
        wholes = {row.holder for row in tasks if row.holder is not None}
        counted = 0
        for row in tasks:
            links = self._links(row)
            task, from_dates = self._task(row, links, is_whole=row.id in wholes)
            counted += from_dates
            self.tasks.append(task)
            self.lines.append(row.line)
        begun = (date_in(self._cell(row.cells, "computed_start"), None) for row in tasks)
        self.computed_start = min(filter(None, begun), default=None)
        own = [row.name for row in tasks if row.id in wholes and row.length is not None and row.length.magnitude]
        if own:
            self._doubts.add(head, None, say("tasks.wholes", names=own))
        if counted:
            message = say("row.durations", counted=counted)
            self._doubts.add(head, None, message)

    def _cell(self, row: Sequence[str], role: TaskRole) -> str:
        at = self._at.get(role)
        return "" if at is None or is_nothing(row[at]) else row[at].strip()

    # --- which rows are tasks ---

    def _named(self, rows: Sequence[tuple[int, tuple[str, ...]]], head: int) -> list[TaskRow]:
        numbers = [self._cell(row, "number") for _, row in rows]
        given = [text for text in numbers if text]
        plain_codes = all(text.isdecimal() or not _WBS.match(text) for text in given)
        are_ids = bool(given) and plain_codes and len(set(given)) == len(given) and all(map(_ID.match, given))
        are_codes = not are_ids and sum(_WBS.match(text) is not None for text in numbers) > len(numbers) / 2
        repeated = [text for text, times in Counter(given).items() if times > 1]
        if repeated:
            self._doubts.add(head, self._at["number"], say("tasks.repeated", numbers=repeated))
        found: list[TaskRow] = []
        taken: Counter[str] = Counter()
        nameless = 0  # rows left out, which those who number by position have counted
        for line, row in rows:
            name = " ".join(self._cell(row, "name").split())
            if is_note(row) or not name:
                texts = [cell for cell in dict.fromkeys(row) if cell]
                if not is_note(row):
                    nameless += 1
                    self._doubts.add(line, None, say("row.no_task", text=cut(" ".join(texts), 40)))
                self.notes.append(" ".join(texts))
                continue
            number = self._cell(row, "number")
            code = self._cell(row, "wbs") or (number if are_codes else "")
            code = code.replace("．", ".").rstrip(".") if _WBS.match(code) else code
            key = number if are_ids and number else str(len(found) + nameless + 1)
            taken[key] += 1
            id = f"{self._prefix}{key}" if key.isdecimal() else key
            id += f"-{taken[key]}" if taken[key] > 1 else ""
            level = self._level(line, row, code)
            task = TaskRow(line=line, cells=row, id=id, name=name, level=level, code=code or None)
            found.append(task)
            printed = number if given else key
            if printed and not are_codes:
                self._by_number.setdefault(printed, []).append(task)
            if code:
                self._by_code.setdefault(code, []).append(task)
            self._by_name.setdefault(plain(name).lower(), []).append(task)
        return found

    def _level(self, line: int, row: tuple[str, ...], code: str) -> int | None:
        text = self._cell(row, "level")
        if text:
            if text.isdecimal():
                return int(text)
            self._doubts.add(line, self._at["level"], say("row.no_level", text=f"{cut(text, 40)!r}"))
        return code.count(".") + 1 if code and _WBS.match(code) else None

    # --- cells ---

    def _bounds(self, row: TaskRow) -> tuple[Amount, Amount] | None:
        """Return the shortest and the longest that a row gives beside its duration."""
        low, high = self._length(row, "shortest"), self._length(row, "longest")
        if low is None and high is None:
            return None
        likely = row.length
        if low is not None and likely is not None and high is not None:
            alike = low.is_convertible_to(likely.unit) and high.is_convertible_to(likely.unit)
            if alike and low <= likely <= high:
                return low, high
        at = self._at["shortest" if low is not None else "longest"]
        self._doubts.add(row.line, at, say("tasks.three_points", low=low, likely=likely, high=high))
        return None

    def _length(self, row: TaskRow, role: TaskRole = "duration") -> Amount | None:
        text = self._cell(row.cells, role)
        if not text:
            return None
        at = self._at[role]
        found = duration_of(text, self._columns[at].unit or self._unit)
        if found is None:
            alone = re.fullmatch(r"[\d.,]+\s*\??", text) is not None
            why = say("row.duration_no_unit") if alone else say("row.no_duration")
            self._doubts.add(
                row.line,
                at,
                say("row.is", text=f"{cut(text, 40)!r}", why=why),
                say("table.give_unit") if alone else None,
            )
            return None
        if found.amount.magnitude < 0:
            self._doubts.add(row.line, at, say("row.less_than_no_time", text=f"{cut(text, 40)!r}"))
            return None
        if has_thousands(text):
            self._doubts.add(row.line, at, say("tasks.read_as", text=cut(text, 40), read=found.amount))
        return found.amount

    def _style_of(self, rows: Sequence[tuple[int, tuple[str, ...]]]) -> DateStyle | None:
        """Return how dates in numbers are read: as all those of the table that can be read in one way only."""
        alone: set[DateStyle] = {
            next(iter(styles))
            for _, row in rows
            for role in _DATES
            if (styles := styles_of(self._cell(row, role))) and len(styles) == 1
        }
        return next(iter(alone)) if len(alone) == 1 else None

    def _has_fractions(self, rows: Sequence[tuple[int, tuple[str, ...]]]) -> bool:
        """Return whether shares done are printed as numbers from 0 to 1: none is more, and some lies between."""
        found = [share for _, row in rows if (share := share_in(self._cell(row, "done"))) is not None]
        bare = [percent for percent, says in found if not says]
        return all(one <= 1 for one in bare) and any(0 < one < 1 for one in bare)

    def _date(self, row: TaskRow, role: TaskRole) -> dt.date | None:
        text = self._cell(row.cells, role)
        if not text:
            return None
        found = date_in(text, self._style)
        if found is None:
            two = len(styles_of(text) or ()) > 1
            why = say("row.two_dates") if two else say("row.no_date")
            self._doubts.add(
                row.line,
                self._at[role],
                say("row.is", text=f"{cut(text, 40)!r}", why=why),
                say("write", text="2025-03-04") if two else None,
            )
        return found

    def _period(self, row: TaskRow) -> Period | None:
        text = self._cell(row.cells, "period")
        try:
            return Period(text) if text else None
        except ModelError:
            self._doubts.add(row.line, self._at["period"], say("tasks.no_period", text=cut(text, 40)))
            return None

    def _done(self, row: TaskRow) -> Amount | None:
        text = self._cell(row.cells, "done")
        if not text:
            return None
        found, at = share_in(text), self._at["done"]
        if found is None:
            self._doubts.add(row.line, at, say("row.no_share", text=f"{cut(text, 40)!r}"))
            return None
        percent, says = found
        if not says and Decimal(0) < percent <= 1:
            if self._are_fractions or (percent == 1 and "%" not in self._columns[at].text):
                percent *= 100
            read = Amount(percent.normalize(), "%")
            self._doubts.add(
                row.line, at, say("tasks.read_as", text=cut(text, 40), read=read), say("write", text="50 %")
            )
        return Amount(percent.normalize() if percent else percent, "%") if percent else None

    # --- links ---

    def _links(self, row: TaskRow) -> list[Dependency]:
        text = self._cell(row.cells, "predecessors")
        links: dict[tuple[object, ...], Dependency] = {}
        for piece in _PIECES.split(text):
            if piece.strip():
                link = self._link(row, piece.strip())
                if link is not None:
                    links.setdefault((link.to, link.type, link.lag), link)
        return list(links.values())

    def _link(self, row: TaskRow, piece: str) -> Dependency | None:
        at = self._at["predecessors"]
        known = self._find(piece)
        found = Predecessor(piece, "FS") if known else predecessor_in(piece)
        if found is None:
            self._doubts.add(row.line, at, say("row.no_predecessor", text=f"{cut(piece, 40)!r}"))
            return None
        held = known or self._find(found.to)
        if len(held) != 1:
            why = say("row.nobody") if not held else say("row.several", n=len(held))
            self._doubts.add(row.line, at, say("row.predecessor", text=f"{cut(piece, 40)!r}", why=why))
            return None
        if held[0] is row:
            self._doubts.add(row.line, at, say("row.itself", text=f"{cut(piece, 40)!r}"))
            return None
        lag = found.lag
        if found.percent is not None:
            lag = self._share(row, held[0], found.percent)
        return Dependency(held[0].id, type=found.type, lag=lag if lag is not None and lag.magnitude else None)

    def _share(self, row: TaskRow, before: TaskRow, percent: Decimal) -> Amount | None:
        at = self._at["predecessors"]
        if before.length is None:
            message = say("row.lag_left", percent=percent, name=f"{before.name!r}")
            self._doubts.add(row.line, at, message)
            return None
        amount = Amount(before.length.magnitude * percent / 100, before.length.unit)
        message = say("row.lag_read", percent=percent, name=f"{before.name!r}", amount=amount)
        self._doubts.add(row.line, at, message)
        return amount

    def _find(self, text: str) -> list[TaskRow]:
        """Return the tasks that a number, a code or a name means."""
        for known in (self._by_number, self._by_code):
            rows = known.get(text.rstrip("."))
            if rows is not None:
                return rows
        return self._by_name.get(plain(text).lower(), [])

    # --- tasks ---

    def _task(self, row: TaskRow, links: list[Dependency], *, is_whole: bool) -> tuple[Task, bool]:
        start, finish = self._date(row, "start"), self._date(row, "finish")
        if start is not None and finish is not None and finish < start:
            self._doubts.add(row.line, self._at["finish"], say("row.ends_early", finish=finish, start=start))
            start = finish = None
        text = self._cell(row.cells, "duration")
        duration = None
        if row.length is not None:
            low, high = row.bounds or (None, None)
            evidence: Evidence | None = (
                "assumed" if text.rstrip().endswith(("?", "？")) or text.startswith("约") else None
            )
            duration = Estimate(likely=row.length, low=low, high=high, evidence=evidence)
        if row.length is not None and not is_whole and start is not None and finish is not None:
            self._compare(row, row.length, start, finish)
        from_dates = duration is None and not text and not is_whole and start is not None and finish is not None
        if from_dates and start is not None and finish is not None:
            duration = Estimate(likely=Amount((finish - start).days + 1, "日历日"), evidence="inferred")
        before, deadline, begun, over = (
            self._date(row, role) for role in ("not_before", "deadline", "started", "finished")
        )
        task = Task(
            id=row.id,
            name=row.name,
            part_of=row.holder,
            depends_on=links,
            responsible=self._responsible(row),
            period=self._period(row) or _period(start, finish),
            duration=None if is_whole else duration,
            done=self._done(row),
            started=begun,
            finished=over,
            not_before=before or (None if links or is_whole else start),
            finish_by=deadline,
            note=self._note(row),
            sources=() if self._document is None else [Citation(document=self._document)],
        )
        return task, from_dates

    def _compare(self, row: TaskRow, length: Amount, start: dt.date, finish: dt.date) -> None:
        if disagrees(length, start, finish):
            days = (finish - start).days + 1
            message = say("tasks.disagrees", length=length, start=start, finish=finish, n=days)
            self._doubts.add(row.line, self._at["duration"], message)

    def _responsible(self, row: TaskRow) -> list[Responsibility]:
        links: dict[str, Responsibility] = {}
        for number, column in enumerate(self._columns):
            text = row.cells[number]
            if column.role != "who" or is_nothing(text):
                continue
            for body in bodies_in(re.sub(r"\[[^\[\]]*\]", "", text), None):
                id = f"org-{hash_id(body.name)}"
                self.organizations.setdefault(id, Organization(id=id, name=body.name))
                links.setdefault(id, Responsibility(id, role=body.role))
        return list(links.values())

    def _note(self, row: TaskRow) -> str | None:
        """Return what a row says that no field of a task holds, each with its head, so that nothing is lost."""
        said = []
        for number, column in enumerate(self._columns):
            if column.role in ("remark", "other") and not is_nothing(row.cells[number]):
                text = " ".join(row.cells[number].split())
                said.append(f"{column.text}：{text}" if column.text else text)
        return "；".join(said) or None


def _period(start: dt.date | None, finish: dt.date | None) -> Period | None:
    if start is None or finish is None or start == finish:
        known = start or finish
        return None if known is None else Period(known)
    return Period(f"{start}/{finish}")
