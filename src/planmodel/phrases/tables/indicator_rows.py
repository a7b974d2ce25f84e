"""From the rows of one table to indicators, and a doubt for all in them that is not sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from planmodel.model.kinds import Indicator, Metric
from planmodel.model.metrics import metric_named
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.sources import Citation
from planmodel.model.targets import Commitment, Level, Target
from planmodel.phrases.tables.columns import NATURES, Column, Span, nature_word
from planmodel.phrases.tables.doubts import Doubts
from planmodel.phrases.tables.grids import Grid, hash_id
from planmodel.phrases.tables.headings import Headings, is_heading, is_note
from planmodel.phrases.tables.heads import Role
from planmodel.phrases.tables.marks import one_name
from planmodel.phrases.tables.row_units import SHARE, RowUnits, Whole
from planmodel.phrases.tables.row_values import RowValues, Settings
from planmodel.phrases.tables.unit_texts import PERCENT, Unit, named_unit
from planmodel.phrases.tables.values import (
    Row,
    is_nothing,
    printed_unit,
)
from planmodel.text import cut
from planmodel.words import say

__all__ = ["IndicatorRows", "Settings"]

_PART = re.compile(r"^(?:其中\s*[:：]?|#|of\s*which\s*[:：]?)\s*", re.IGNORECASE)
_VALUED: tuple[Role, ...] = ("target", "baseline", "change", "observed")
_NUMBER = re.compile(r"^(?:[(（]\d{1,3}[)）]|\d{1,3}\s*[.、．](?!\d)|[①-⑳])\s*")
_NATURE_IN_NAME = re.compile(r"\s*[(（【\[〔]\s*((?:约束|预期|参考|指导)性)(?:指标)?\s*[)）】\]〕]")
_SINCE = re.compile(r"比(20\d\d)年")
_MARKED_NATURE = re.compile(
    r"(?:带|标注?|标有|注)?[“\"']?([▲△★☆●○◆◇■□※*＊√])[”\"']?\s*号?(?:标记)?的?(?:指标)?(?:均?[为是]|表示|代表|[:：])\s*(约束性|预期性)"
)
"""What a caption or a note says of a mark: 带▲的为约束性指标."""
_MARKED_YEAR = re.compile(r"带\s*[“\"']?(\S)[”\"']?\s*号?的?(?:指标|数据|数值|数|值)*[为是系](\d{4})年")


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
        self._marked_natures: dict[str, str] = {}
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
        self._columns, self._units = columns, RowUnits(columns, above, self._doubts, self._settings.units)
        texts = [*self._grid.below, *(" ".join(dict.fromkeys(row)) for row in rows if is_note(row))]
        self._marked_years |= {mark: int(year) for text in texts for mark, year in _MARKED_YEAR.findall(text)}
        told = [found for text in (*texts, *above) for found in _MARKED_NATURE.findall(text)]
        self._marked_natures |= {mark: nature.removesuffix("性") for mark, nature in told}
        self._values = RowValues(columns, self._settings, self._period, self._marked_years, self._doubts)
        self._headings, self._parent, self._carried = Headings(), None, {}
        self._over = self._headings_alone(rows)
        self._entries = self._entries_alone(rows)
        for offset, row in enumerate(rows):
            self._row(start + offset, row, over=offset in self._over, entry=offset in self._entries)

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

    def _headings_alone(self, rows: Sequence[tuple[str, ...]]) -> frozenset[int]:
        """Return the rows with a name alone that head those below them: the first row is one, and there are more."""
        filled = [(offset, row) for offset, row in enumerate(rows) if any(row) and not is_note(row)]
        alone = [at for at, (_, row) in enumerate(filled) if sum(map(bool, row)) == 1]
        followed = all(at + 1 < len(filled) and at + 1 not in alone for at in alone)
        if len(alone) < 2 or alone[0] != 0 or not followed:
            return frozenset()
        return frozenset(filled[at][0] for at in alone)

    def _entries_alone(self, rows: Sequence[tuple[str, ...]]) -> frozenset[int]:
        """Return the numbered rows without values whose own rows, without a number, follow them."""
        name, numbers = next(iter(self._of("name")), None), self._of("number")
        if name is None or not numbers:
            return frozenset()
        found = []
        for offset, (row, below) in enumerate(pairwise(rows)):
            numbered, own = any(row[n] for n in numbers), not any(below[n] for n in numbers)
            if (
                numbered
                and row[name]
                and own
                and below[name]
                and not _PART.match(below[name])
                and row[name] != below[name]
            ):
                empty = all(is_nothing(row[n]) for n in self._of(*_VALUED))
                found += [offset] if empty and self._valued(below) else []
        return frozenset(found)

    def _row(self, number: int, row: tuple[str, ...], *, over: bool, entry: bool) -> None:
        said = [cell for cell in dict.fromkeys(row) if cell]
        if not said:
            return
        if any(row[n] for n in self._of("number")):
            self._headings.close()
        if entry:
            self._headings.open_entry(row[self._of("name")[0]])
            self._parent = None
            return
        if is_note(row):
            self.notes.append(" ".join(said))
            return
        at = next(iter(self._of("name")), None)
        if at is not None and not row[at]:
            at = next((n for n in reversed(self._of("group")) if row[n] and n < at and self._valued(row)), None)
        if len(said) == 1:
            self._alone(number, row, said[0], at, over=over)
        elif at is None:
            self.notes.append(" ".join(said))
            self._doubts.add(number, None, say("row.no_indicator", text=cut(" ".join(said), 40)))
        else:
            self._indicator(number, row, at)

    def _valued(self, row: tuple[str, ...]) -> bool:
        return any(row[n] for n in self._of(*_VALUED))

    def _alone(self, number: int, row: tuple[str, ...], text: str, at: int | None, *, over: bool) -> None:
        """Read a row with one text: a heading over the rows below it, or a name without anything."""
        merged = sum(bool(cell) for cell in row) > 1
        if at is not None and not merged and row[at] and not is_heading(text) and not over:
            self._indicator(number, row, at)
            return
        if over and not is_heading(text):
            self._doubts.add(number, at, say("row.heading", text=cut(text, 40)))
        self._headings.open(text)
        self._parent = None
        self.notes.append(text)

    def _indicator(self, number: int, row: tuple[str, ...], at: int) -> None:
        name = self._name(number, row, at)
        if not self._columns[at].sure:
            self._doubts.add(number, at, say("row.names", column=self._columns[at].text or say("row.column_it")))
        part = _PART.match(name) is not None
        parent = self._parent if part else None
        if part and parent is None:
            self._doubts.add(number, at, say("row.no_whole", name=name))
        whole = None if parent is None else Whole(self.named[parent].name, self.named[parent].unit)
        groups = [*self._headings.texts, *self._group_cells(row, at)]
        unit = self._units.unit(number, row, at, name, whole, groups)
        unit = unit if unit is not None or part else self._unit_of_parts(number, row, name, groups)
        text = None if unit is None else unit.text
        metric = None if part else metric_named(name, unit=text)
        year = self._settings.base_year or self._base_year(name)
        better = None if metric is None else metric.better
        gains = part and parent is not None and self.named[parent].name.startswith("新增") and "新增" not in name
        full = _full_name(name, groups) if not gains else f"新增{_PART.sub('', name)}"
        context = Row(full, unit, year, better, self._period, self._settings.units)
        values = self._values
        baseline = values.baseline(number, row, unit)
        observations = values.observations(number, row, unit)
        targets = values.targets(number, row, context, baseline)
        if not targets:
            self._doubts.add(number, None, say("row.no_target", name=name))
        text = text if text is not None else printed_unit(name, baseline, targets)
        own = self._settings.units
        made = _Named(
            line=number,
            name=name,
            unit=own.unit(text) if own is not None and text is not None else text,
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

    def _unit_of_parts(self, number: int, row: tuple[str, ...], name: str, groups: Sequence[str]) -> Unit | None:
        """Return the unit of a row without one that goes on with the parts above it: 其中：光伏, and 风电 below it."""
        last = self.named[-1] if self.named else None
        if last is None or last.parent is None or last.line + 1 != number or SHARE.search(name):
            return None
        if any(row[n] for n in self._of("number")):  # an entry of its own
            return None
        whole = self.named[last.parent]
        digits = any(any(map(str.isdigit, row[n])) for n in self._of("target", "baseline"))
        if whole.unit is None or whole.unit in PERCENT or not digits:
            return None
        self._doubts.add(number, None, say("table.goes_on", name=name, unit=whole.unit, whole=whole.name))
        return Unit(whole.unit, "whole")

    def _name(self, number: int, row: tuple[str, ...], at: int) -> str:
        name, mark, fused = one_name(_NUMBER.sub("", row[at].strip()) or row[at])
        if mark and mark not in self._marked_natures:
            kept = say("row.is_kept") if fused else say("row.is_left_out")
            self._doubts.add(number, at, say("row.footnote", name=name, mark=mark, kept=kept))
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
            self._doubts.add(number, None, say("row.larger", name=one.name, whole=whole.name))

    # --- natures ---

    def _nature(self, number: int, row: tuple[str, ...], at: int) -> Literal["binding", "expected"] | None:
        printed = _NATURE_IN_NAME.search(row[at])
        words = [printed[1].removesuffix("性")] if printed is not None else []
        words += [nature for mark, nature in self._marked_natures.items() if mark in row[at]]
        for n in self._of("nature"):
            word = nature_word(row[n]) or self._marked_natures.get(row[n].strip())
            if word is None and not is_nothing(row[n]):
                self._doubts.add(number, n, say("row.neither_zh", text=f"{row[n]!r}"))
            words += [word] if word is not None else []
        groups = (*self._headings.texts, *self._group_cells(row, at))
        words += [word for group in groups if (word := _nature_of(group)) is not None]
        word = words[0] if words else None
        if len(set(words)) > 1:
            self._doubts.add(number, None, say("row.both", words=" and ".join(sorted(set(words)))))
            return None
        if word is None:
            return None
        if NATURES[word] is None:
            self._doubts.add(number, None, say("row.neither", word=word))
        return "binding" if NATURES[word] == "binding" else "expected" if NATURES[word] == "expected" else None


def _nature_of(heading: str) -> str | None:
    """Return the nature that a heading is or bears in brackets: 约束性指标, 环境质量（约束性）."""
    printed = _NATURE_IN_NAME.search(heading)
    return nature_word(heading) if printed is None else printed[1].removesuffix("性")


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
