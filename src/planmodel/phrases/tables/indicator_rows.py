"""From the rows of one table to indicators, and a doubt for all in them that is not sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from planmodel.model.kinds import Indicator, Metric
from planmodel.model.metrics import metric_named
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.sources import Citation
from planmodel.model.targets import Commitment, Level, Target, Unread
from planmodel.phrases.tables.columns import NATURES, Column, Span, nature_word
from planmodel.phrases.tables.doubts import Doubts
from planmodel.phrases.tables.grids import Grid, hash_id
from planmodel.phrases.tables.headings import Headings, is_heading, is_note
from planmodel.phrases.tables.heads import plain
from planmodel.phrases.tables.marks import one_name, parted
from planmodel.phrases.tables.row_units import SHARE, RowUnits, Whole
from planmodel.phrases.tables.unit_texts import Unit, named_unit, same_text
from planmodel.phrases.tables.values import (
    Row,
    change_targets,
    is_nothing,
    level_targets,
    made_by,
    measured,
    own_year,
    printed_unit,
    scoped,
    scopes_of,
    unit_in,
)
from planmodel.text import cut
from planmodel.units import is_known

__all__ = ["IndicatorRows", "Settings"]

_PART = re.compile(r"^(?:其中\s*[:：]?|#|of\s*which\s*[:：]?)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:[(（]\d{1,3}[)）]|\d{1,3}\s*[.、．](?!\d)|[①-⑳])\s*")
_NATURE_IN_NAME = re.compile(r"\s*[(（【\[〔]\s*((?:约束|预期|参考|指导)性)(?:指标)?\s*[)）】\]〕]")
_PARTED_NUMBER = re.compile(r"\d\s+[.．]\d|\d[.．]\s+\d")
_SINCE = re.compile(r"比(20\d\d)年")
_MARKED_YEAR = re.compile(r"带\s*[“\"']?(\S)[”\"']?\s*号?的?(?:指标|数据|数值|数|值)*[为是系](\d{4})年")


class Settings(NamedTuple):
    """What the caller of a reader says of a table: see :func:`planmodel.read_indicator_table`."""

    base_year: int | None
    year: int | None
    document: str | None
    prefix: str


class _Named(NamedTuple):
    """A row with its name, before its id is known."""

    line: int
    name: str
    unit: str | None
    metric: Metric | None
    parent: int | None
    groups: tuple[str, ...]
    nature: Literal["binding", "expected"] | None
    baseline: Baseline | None
    targets: tuple[Target, ...]
    observations: tuple[Observation, ...]


class IndicatorRows:
    """Reads the rows of one table.

    Parameters:
        grid: the table.
        settings: what the caller says of it.
        period: the years that its title names.
        doubts: where doubts go.
    """

    def __init__(self, grid: Grid, settings: Settings, period: Span | None, doubts: Doubts) -> None:
        self._grid, self._settings, self._period, self._doubts = grid, settings, period, doubts
        self.notes: list[str] = []
        self.named: list[_Named] = []
        self._columns: tuple[Column, ...] = ()
        self._marked_years: dict[str, int] = {}
        self._parent: int | None = None
        self._carried: dict[int, str] = {}

    def read(
        self, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]], start: int, above: Iterable[str]
    ) -> None:
        """Read the rows behind one head.

        Parameters:
            columns: what the head says of the columns.
            rows: the rows; cells of other columns are empty.
            start: the number of the first row, from 0.
            above: the lines above the head.
        """
        self._columns, self._units = columns, RowUnits(columns, above, self._doubts)
        texts = [*self._grid.below, *(" ".join(dict.fromkeys(row)) for row in rows if is_note(row))]
        self._marked_years |= {mark: int(year) for text in texts for mark, year in _MARKED_YEAR.findall(text)}
        self._headings, self._parent, self._carried = Headings(), None, {}
        for offset, row in enumerate(rows):
            self._row(start + offset, row)

    def indicators(self) -> list[tuple[int, Indicator]]:
        """Return the indicators with the numbers of their rows, from 0."""
        ids = _ids(self.named, self._settings.prefix)
        made = []
        for one, id in zip(self.named, ids, strict=True):
            indicator = Indicator(
                id=id,
                name=one.name,
                unit=one.unit,
                metric=None if one.metric is None else one.metric.id,
                part_of=None if one.parent is None else ids[one.parent],
                groups=one.groups,
                obligation=one.nature,
                baseline=one.baseline,
                targets=one.targets,
                observations=one.observations,
                sources=() if self._settings.document is None else [Citation(document=self._settings.document)],
            )
            made.append((one.line, indicator))
        return made

    # --- rows ---

    def _of(self, *roles: str) -> list[int]:
        return [number for number, column in enumerate(self._columns) if column.role in roles]

    def _row(self, number: int, row: tuple[str, ...]) -> None:
        said = [cell for cell in dict.fromkeys(row) if cell]
        if not said:
            return
        if is_note(row):
            self.notes.append(" ".join(said))
            return
        at = next(iter(self._of("name")), None)
        if at is not None and not row[at]:
            at = next((n for n in reversed(self._of("group")) if row[n] and n < at and self._valued(row)), None)
        if len(said) == 1:
            self._alone(number, row, said[0], at)
        elif at is None:
            self.notes.append(" ".join(said))
            self._doubts.add(number, None, f"a row without the name of an indicator: {cut(' '.join(said), 40)}")
        else:
            self._indicator(number, row, at)

    def _valued(self, row: tuple[str, ...]) -> bool:
        return any(row[n] for n in self._of("target", "baseline", "change", "observed"))

    def _alone(self, number: int, row: tuple[str, ...], text: str, at: int | None) -> None:
        """Read a row with one text: a heading over the rows below it, or a name without anything."""
        merged = sum(bool(cell) for cell in row) > 1
        if at is not None and not merged and row[at] and not is_heading(text):
            self._indicator(number, row, at)
            return
        self._headings.open(text)
        self._parent = None
        self.notes.append(text)

    def _indicator(self, number: int, row: tuple[str, ...], at: int) -> None:
        name = self._name(number, row, at)
        if not self._columns[at].sure:
            self._doubts.add(
                number, at, f"{self._columns[at].text or 'the column'} is taken for the names of indicators"
            )
        part = _PART.match(name) is not None
        parent = self._parent if part else None
        if part and parent is None:
            self._doubts.add(number, at, f"{name}: a part, and no row above it that it is part of")
        whole = None if parent is None else Whole(self.named[parent].name, self.named[parent].unit)
        groups = [*self._headings.texts, *self._group_cells(row, at)]
        unit = self._units.unit(number, row, at, name, whole, groups)
        text = None if unit is None else unit.text
        metric = None if part else metric_named(name, unit=text)
        year = self._settings.base_year or self._base_year(name)
        context = Row(_full_name(name, groups), unit, year, None if metric is None else metric.better, self._period)
        baseline = self._baseline(number, row, unit)
        observations = self._observations(number, row, unit)
        targets = self._targets(number, row, context, baseline)
        if not targets:
            self._doubts.add(number, None, f"{name} has no target")
        made = _Named(
            line=number,
            name=name,
            unit=text if text is not None else printed_unit(baseline, targets),
            metric=metric,
            parent=parent,
            groups=tuple(dict.fromkeys(group for group in groups if group != name and nature_word(group) is None)),
            nature=self._nature(number, row, at),
            baseline=baseline,
            targets=tuple(targets),
            observations=observations,
        )
        self._larger_than_whole(number, made)
        self.named.append(made)
        if not part:
            self._parent = len(self.named) - 1

    def _name(self, number: int, row: tuple[str, ...], at: int) -> str:
        name, mark, fused = one_name(_NUMBER.sub("", row[at].strip()) or row[at])
        if mark:
            kept = "it is kept" if fused else "it is left out"
            self._doubts.add(number, at, f"{name} ends in what may be a footnote mark, {mark}; {kept}")
        without = _NATURE_IN_NAME.sub("", name)
        return without or name

    def _group_cells(self, row: tuple[str, ...], at: int) -> list[str]:
        """Return the groups of a row; a cell that is empty below one that is filled was merged with it."""
        groups = []
        for n in self._of("group"):
            text = " ".join(row[n].split())
            if text and self._carried.get(n) != text:
                self._carried = {column: kept for column, kept in self._carried.items() if column < n}
            if text and n != at:
                self._carried[n] = text
            if n != at and self._carried.get(n) and not is_nothing(self._carried[n]):
                groups.append(self._carried[n])
        return groups

    def _base_year(self, name: str) -> int | None:
        since = _SINCE.search(name)
        if since is not None:
            return int(since[1])
        year = next((self._columns[n].year for n in self._of("baseline") if self._columns[n].year is not None), None)
        return year if year is not None or self._period is None else self._period.base

    def _larger_than_whole(self, number: int, one: _Named) -> None:
        """Doubt a part that is larger than the whole it is part of, unless both are shares."""
        whole = None if one.parent is None else self.named[one.parent]
        if whole is None or one.unit != whole.unit or SHARE.search(one.name) or SHARE.search(whole.name):
            return
        pairs = zip(one.targets, whole.targets, strict=False)
        if any(a.year == b.year and _is_larger(a.commitment, b.commitment) for a, b in pairs):
            self._doubts.add(number, None, f"{one.name} is larger than {whole.name}, which it is part of")

    # --- natures ---

    def _nature(self, number: int, row: tuple[str, ...], at: int) -> Literal["binding", "expected"] | None:
        printed = _NATURE_IN_NAME.search(row[at])
        words = [printed[1].removesuffix("性")] if printed is not None else []
        for n in self._of("nature"):
            word = nature_word(row[n])
            if word is None and not is_nothing(row[n]):
                self._doubts.add(number, n, f"{row[n]!r} is neither 约束性 nor 预期性")
            words += [word] if word is not None else []
        words += [
            word
            for group in (*self._headings.texts, *self._group_cells(row, at))
            if (word := nature_word(group)) is not None
        ]
        word = words[0] if words else None
        if len(set(words)) > 1:
            self._doubts.add(number, None, f"the row says both {' and '.join(sorted(set(words)))}")
            return None
        if word is None:
            return None
        if NATURES[word] is None:
            self._doubts.add(number, None, f"{word}性 is neither binding nor expected")
        return "binding" if NATURES[word] == "binding" else "expected" if NATURES[word] == "expected" else None

    # --- numbers ---

    def _value(self, number: int, n: int, text: str) -> tuple[str, int | None]:
        """Return a value without its footnote mark, and the year that the mark or brackets give it."""
        bare, mark = parted(text)
        year = self._marked_years.get(mark)
        if mark and year is None:
            self._doubts.add(number, n, f"{cut(text, 40)} bears the footnote mark {mark}")
        bare, own = own_year(bare)
        return bare, own if own is not None else year

    def _baseline(self, number: int, row: tuple[str, ...], unit: Unit | None) -> Baseline | None:
        baseline: Baseline | None = None
        for n in self._of("baseline"):
            if is_nothing(row[n]):
                continue
            column = self._columns[n]
            if not column.told:
                self._doubts.add(number, n, f"{column.text} is taken for the baseline by the order of the columns")
            if baseline is not None:
                self._doubts.add(number, n, "a second baseline; the first is taken")
                continue
            text, year = self._value(number, n, row[n])
            value = measured(text, unit_in(column, unit))
            if value is None:
                self._doubts.add(number, n, f"the baseline {cut(row[n], 40)!r} is no number; its text is kept")
            year = (
                year
                or column.year
                or self._settings.base_year
                or (self._period.base if self._period is not None else None)
            )
            baseline = Baseline(year=year, value=value, as_published=row[n])
        return baseline

    def _observations(self, number: int, row: tuple[str, ...], unit: Unit | None) -> tuple[Observation, ...]:
        seen: list[Observation] = []
        verdicts = [f"{self._columns[n].text}：{row[n]}" for n in self._of("verdict") if not is_nothing(row[n])]
        for n in self._of("observed"):
            column = self._columns[n]
            if is_nothing(row[n]):
                continue
            text, year = self._value(number, n, row[n])
            year = year or column.year
            value = measured(text, unit_in(column, unit))
            if year is None or value is None:
                why = "no year is named" if year is None else "it is no number"
                self._doubts.add(number, n, f"{cut(row[n], 40)} in {column.text} is kept in the cells alone: {why}")
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
                f"{cut('；'.join(verdicts), 60)} is kept in the cells alone: there is no value that it judges",
            )
        return tuple(seen)

    def _targets(self, number: int, row: tuple[str, ...], context: Row, baseline: Baseline | None) -> list[Target]:
        targets: list[Target] = []
        scopes = scopes_of(self._columns)
        for n in self._of("target"):
            if is_nothing(row[n]):
                continue
            column = self._columns[n]
            if not column.told:
                self._doubts.add(number, n, f"{column.text} is taken for a target by what stands in it")
            text, _ = self._value(number, n, row[n]) if parted(row[n])[1] else (row[n], None)
            read = level_targets(text, column, context, self._year(column))
            self._check(number, n, row[n], read, context)
            targets += [scoped(one, scopes.get(n)) for one in read]
        for n in self._of("change"):
            if is_nothing(row[n]):
                continue
            if any(isinstance(one.commitment, Level) for one in targets):
                if not made_by(row[n], self._columns[n], baseline, targets, context):
                    message = f"{cut(row[n], 40)} in {self._columns[n].text} is kept in the cells alone, beside a level"
                    self._doubts.add(number, n, message)
                continue
            read = change_targets(row[n], self._columns[n], context)
            self._check(number, n, row[n], read, context)
            targets += read
        return targets

    def _year(self, column: Column) -> int | None:
        if column.year is not None or self._settings.year is not None:
            return column.year if column.year is not None else self._settings.year
        yearly = re.search(r"年度|全年|\by\d|year\s*\d", column.text, re.IGNORECASE)
        return self._period.end if self._period is not None and yearly is None else None

    def _check(self, number: int, n: int, text: str, read: tuple[Target, ...], context: Row) -> None:
        if len(read) > 1:
            self._doubts.add(number, n, f"{cut(text, 40)!r} holds {len(read)} targets")
        if _PARTED_NUMBER.search(text):
            self._doubts.add(number, n, f"{cut(text, 40)!r} holds white space inside a number")
        for target in read:
            commitment = target.commitment
            if target.scope is not None and "(" in plain(text):
                self._doubts.add(number, n, f"{cut(text, 40)}: what stands in brackets is taken for what it holds for")
            if isinstance(commitment, Unread):
                self._doubts.add(number, n, f"the target {cut(text, 40)!r} is not read: {commitment.reason}")
            elif isinstance(commitment, Level) and (unit := unit_in(self._columns[n], context.unit)) is not None:
                own = commitment.value.unit
                if own and is_known(unit) and not same_text(own, unit):
                    self._doubts.add(number, n, f"{cut(text, 40)} prints {own}, and its column is in {unit}")


def _full_name(name: str, groups: Sequence[str]) -> str:
    """Return a name with the group that says what is counted of it: 化学需氧量 under 主要污染物排放总量减少（%）."""
    above = groups[-1] if groups and named_unit(name)[0] is None else ""
    return f"{name}{above}" if named_unit(above)[0] is not None else name


def _is_larger(one: Commitment, other: Commitment) -> bool:
    if not isinstance(one, Level) or not isinstance(other, Level) or one.value.unit != other.value.unit:
        return False
    return one.value.magnitude > other.value.magnitude


def _ids(named: Sequence[_Named], prefix: str) -> list[str]:
    """Return ids that do not depend on the rows' numbers: the metric's where it is sure and alone, else of the name."""
    metrics = Counter(one.metric.id for one in named if one.metric is not None)
    names = Counter(one.name for one in named)
    taken: Counter[str] = Counter()
    ids = []
    for one in named:
        if one.metric is not None and metrics[one.metric.id] == 1:
            word = one.metric.id
        else:
            parent = "" if one.parent is None else named[one.parent].name
            context = [] if names[one.name] == 1 and not _PART.match(one.name) else [*one.groups, parent]
            word = hash_id("\n".join([*context, one.name]))
        taken[word] += 1
        ids.append(f"{prefix}{word}" + (f"-{taken[word]}" if taken[word] > 1 else ""))
    return ids
