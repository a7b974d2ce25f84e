"""The numbers of a row of indicators: where it stood, what was measured, what is promised, and what is not sure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planmodel.model.numbers import Baseline, Observation
from planmodel.model.targets import Level, Target, Unread
from planmodel.phrases.tables.columns import Column, Span
from planmodel.phrases.tables.doubts import Doubts
from planmodel.phrases.tables.heads import year_of
from planmodel.phrases.tables.marks import parted
from planmodel.phrases.tables.unit_texts import Unit, same_text
from planmodel.phrases.tables.values import (
    Row,
    change_targets,
    is_nothing,
    level_targets,
    made_by,
    measured,
    own_year,
    repeats,
    scoped,
    scopes_of,
    unit_in,
)
from planmodel.text import cut
from planmodel.units import OwnUnits, is_known
from planmodel.words import say

__all__ = ["RowValues", "Settings"]

_PARTED_NUMBER = re.compile(r"\d\s+[.．]?\d|\d[.．]\s+\d")


class Settings(NamedTuple):
    """What the caller of a reader says of a table: see :func:`planmodel.read_indicator_table`."""

    base_year: int | None
    year: int | None
    document: str | None
    prefix: str
    units: OwnUnits | None = None


class RowValues:
    """Reads the cells of each row that hold values.

    Parameters:
        columns: the columns of the table.
        settings: what the caller says of it.
        period: the years that its title names.
        marked_years: the years that notes give to footnote marks.
        doubts: where doubts go.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        settings: Settings,
        period: Span | None,
        marked_years: Mapping[str, int],
        doubts: Doubts,
    ) -> None:
        self._columns, self._settings, self._period = columns, settings, period
        self._marked_years, self._doubts = marked_years, doubts

    def _of(self, *roles: str) -> list[int]:
        return [number for number, column in enumerate(self._columns) if column.role in roles]

    def _value(self, number: int, n: int, text: str) -> tuple[str, int | None]:
        """Return a value without its footnote mark, and the year that the mark or brackets give it."""
        bare, mark = parted(text)
        year = self._marked_years.get(mark)
        if mark and year is None:
            self._doubts.add(number, n, say("row.mark", text=cut(text, 40), mark=mark))
        bare, own = own_year(bare)
        return bare, own if own is not None else year

    def baseline(self, number: int, row: tuple[str, ...], unit: Unit | None) -> Baseline | None:
        """Return where a row stood: what the first column of baselines holds."""
        baseline: Baseline | None = None
        for n in self._of("baseline"):
            if is_nothing(row[n]):
                continue
            column = self._columns[n]
            if not column.told:
                self._doubts.add(number, n, say("row.baseline_by_order", column=column.text))
            if baseline is not None:
                self._doubts.add(number, n, say("row.second_baseline"))
                continue
            text, year = self._value(number, n, row[n])
            value = measured(text, unit_in(column, unit), self._settings.units)
            if value is None:
                self._doubts.add(number, n, say("row.baseline_text", text=f"{cut(row[n], 40)!r}"))
            year = (
                year
                or column.year
                or self._year_in(row, "since")
                or self._settings.base_year
                or (self._period.base if self._period is not None else None)
            )
            baseline = Baseline(year=year, value=value, as_published=row[n])
        return baseline

    def observations(self, number: int, row: tuple[str, ...], unit: Unit | None) -> tuple[Observation, ...]:
        """Return what was measured, with the published verdict in the note of the last."""
        seen: list[Observation] = []
        verdicts = [f"{self._columns[n].text}：{row[n]}" for n in self._of("verdict") if not is_nothing(row[n])]
        for n in self._of("observed"):
            column = self._columns[n]
            if is_nothing(row[n]):
                continue
            text, year = self._value(number, n, row[n])
            year = year or column.year
            value = measured(text, unit_in(column, unit), self._settings.units)
            if year is None or value is None:
                why = say("row.no_year") if year is None else say("row.no_number")
                self._doubts.add(number, n, say("row.in_cells", text=cut(row[n], 40), column=column.text, why=why))
                continue
            seen.append(Observation(period=year, value=value, as_published=row[n], note=column.text))
        if verdicts and seen:
            last = seen[-1]
            note = "；".join([last.note or "", *verdicts])
            seen[-1] = Observation(period=last.period, value=last.value, as_published=last.as_published, note=note)
        elif verdicts:
            self._doubts.add(
                number,
                None,
                say("row.verdict", text=cut("；".join(verdicts), 60)),
            )
        return tuple(seen)

    def targets(self, number: int, row: tuple[str, ...], context: Row, baseline: Baseline | None) -> list[Target]:
        """Return what the columns of targets and of changes promise."""
        targets: list[Target] = []
        scopes = scopes_of(self._columns)
        for n in self._of("target"):
            if is_nothing(row[n]):
                continue
            column = self._columns[n]
            if not column.told:
                self._doubts.add(number, n, say("row.target_by_content", column=column.text))
            text, _ = self._value(number, n, row[n]) if parted(row[n])[1] else (row[n], None)
            read = level_targets(text, column, context, self._year(column, row))
            self._check(number, n, row[n], read, context)
            targets += [scoped(one, scopes.get(n)) for one in read]
        for n in self._of("change"):
            if is_nothing(row[n]):
                continue
            if row[n] in [row[one] for one in self._of("target")] and not any(map(str.isdigit, row[n])):
                continue  # 完成市下达任务 in cells that are merged: said once
            if repeats(row[n], targets):
                continue
            if any(isinstance(one.commitment, Level) for one in targets):
                if not made_by(row[n], baseline, targets, context):
                    message = say("row.beside_level", text=cut(row[n], 40), column=self._columns[n].text)
                    self._doubts.add(number, n, message)
                continue
            read = change_targets(row[n], self._columns[n], context)
            self._check(number, n, row[n], read, context)
            targets += read
        return targets

    def _year_in(self, row: tuple[str, ...], role: str) -> int | None:
        """Return the year that a row's own column of years gives it."""
        return next((year for n in self._of(role) if (year := year_of(row[n])) is not None), None)

    def _year(self, column: Column, row: tuple[str, ...]) -> int | None:
        own = self._year_in(row, "due") if column.year is None else None
        if own is not None:
            return own
        if column.year is not None or self._settings.year is not None:
            return column.year if column.year is not None else self._settings.year
        yearly = re.search(r"年度|全年|\by\d|year\s*\d", column.text, re.IGNORECASE)
        return self._period.end if self._period is not None and yearly is None else None

    def _check(self, number: int, n: int, text: str, read: tuple[Target, ...], context: Row) -> None:
        if len(read) > 1:
            self._doubts.add(number, n, say("row.several_targets", text=f"{cut(text, 40)!r}", n=len(read)))
        if _PARTED_NUMBER.search(text):
            self._doubts.add(number, n, say("row.white_space", text=f"{cut(text, 40)!r}"))
        for target in read:
            commitment = target.commitment
            if isinstance(commitment, Unread):
                self._doubts.add(
                    number, n, say("row.target_unread", text=f"{cut(text, 40)!r}", reason=commitment.reason)
                )
            elif isinstance(commitment, Level) and (unit := unit_in(self._columns[n], context.unit)) is not None:
                own = commitment.value.unit
                if own and is_known(unit) and not same_text(own, unit):
                    self._doubts.add(number, n, say("row.other_unit", text=cut(text, 40), own=own, unit=unit))
