"""The unit of a row of indicators: the first place that names one wins, and what disagrees is a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planmodel.phrases.own_words import own_unit_in
from planmodel.phrases.tables.columns import Column, nature_word
from planmodel.phrases.tables.doubts import Doubts
from planmodel.phrases.tables.heads import plain
from planmodel.phrases.tables.unit_texts import (
    PERCENT,
    Unit,
    UnitPlaces,
    fits_title,
    is_unit_text,
    named_unit,
    spelt,
    title_unit,
)
from planmodel.phrases.tables.values import is_nothing
from planmodel.text import cut
from planmodel.units import OwnUnits, is_known
from planmodel.words import say

__all__ = ["SHARE", "RowUnits", "Whole"]

SHARE = re.compile(r"率|占比|比重|比例|系数|指数")
"""What a name holds that is a share, and so no part of its whole's quantity."""


_COUNTED = frozenset({"no.", "no", "nos", "nos.", "number", "numbers", "#", "count", "ratio", "无量纲"})
"""What stands for a unit in a column of units where things are counted, or held against one another."""


class Whole(NamedTuple):
    """What a row of 其中：… is part of: its name and unit."""

    name: str
    unit: str | None


class RowUnits:
    """Finds the unit of each row.

    Parameters:
        columns: the columns of the table.
        above: the lines above it.
        doubts: where doubts go.
        own: units of one's own.
    """

    def __init__(
        self, columns: Sequence[Column], above: Iterable[str], doubts: Doubts, own: OwnUnits | None = None
    ) -> None:
        self._columns, self._doubts, self._own = columns, doubts, own
        self._title_units = tuple(dict.fromkeys(title_unit(above)))

    def _of(self, *roles: str) -> list[int]:
        return [number for number, column in enumerate(self._columns) if column.role in roles]

    def unit(
        self, number: int, row: tuple[str, ...], at: int, name: str, whole: Whole | None, groups: Sequence[str]
    ) -> Unit | None:
        """Return the unit of a row.

        Parameters:
            number: the row's number, from 0.
            row: its cells.
            at: the column of its name.
            name: its name.
            whole: what it is part of, for 其中：….
            groups: what it stands under, outermost first.
        """
        places = [Unit(row[n].strip(), "unit column") for n in self._of("unit") if row[n] and not is_nothing(row[n])]
        if any(plain(row[n]).lower() in _COUNTED for n in self._of("unit")):
            return None
        inside, other = named_unit(name)
        inside = inside if inside is not None else own_unit_in(name, self._own)
        places += [Unit(inside, "name")] if inside is not None else []
        heads = [unit for n in self._of("target", "baseline") if (unit := self._columns[n].unit) and is_unit_text(unit)]
        heads += [
            unit for n in self._of("target") if (unit := own_unit_in(self._columns[n].text, self._own)) is not None
        ]
        # without another unit each column of values has its own: 现状（吨） beside 目标（万吨） is no disagreement
        places += [Unit(unit, "head of the values") for unit in (heads if places else heads[:1])]
        above = self._columns[at].unit
        if not places and above is not None and above != "单位" and is_unit_text(above):
            places.append(Unit(above, "head of the names"))
        if not places and (grouped := [unit for group in groups if (unit := named_unit(group)[0]) is not None]):
            places.append(Unit(grouped[-1], "group"))
        if not places and whole is not None:
            return self._part(number, name, whole)
        if not places and self._title_units:
            return self._titled(number, name)
        if not places and other is not None and nature_word(other) is None and self._numbers(row):
            self._doubts.add(number, at, say("row.no_unit_in_brackets", other=other, name=cut(name, 40)))
        units = UnitPlaces(tuple(places))
        odd = units.disagreeing
        if odd is not None:
            first = places[0]
            message = say("row.two_units", unit=first.text, place=first.place, other=odd.text, other_place=odd.place)
            self._doubts.add(number, None, say("row.first_taken", message=message))
        return self._known(number, places[0] if places else None)

    def _numbers(self, row: tuple[str, ...]) -> bool:
        return any(any(map(str.isdigit, row[n])) for n in self._of("target", "baseline"))

    def _part(self, number: int, name: str, whole: Whole) -> Unit | None:
        """Return the unit of 其中：… without one of its own: the whole's, for a part is measured as its whole is."""
        if SHARE.search(name) and whole.unit not in PERCENT and not SHARE.search(whole.name):
            message = say("row.not_own", name=name, unit=whole.unit, whole=whole.name)
            self._doubts.add(number, None, message)
            return None
        return None if whole.unit is None else Unit(whole.unit, "whole")

    def _titled(self, number: int, name: str) -> Unit | None:
        fitting = [one for one in self._title_units if fits_title(name, one, self._title_units)]
        if len(fitting) == 1:
            return self._known(number, Unit(fitting[0], "title"))
        units = "、".join(self._title_units)
        message = say("row.above", name=name, units=units)
        self._doubts.add(number, None, message)
        return None

    def _known(self, number: int, unit: Unit | None) -> Unit | None:
        printed, unit = unit, None if unit is None else unit._replace(text=spelt(unit.text))
        if unit is not None and printed is not None and plain(printed.text).startswith(f"{unit.text}("):
            message = say("row.either_unit", printed=printed.text, unit=unit.text)
            self._doubts.add(number, next(iter(self._of("unit")), None), message)
        if unit is not None and self._own is not None:
            unit = unit._replace(text=self._own.unit(unit.text))
        if unit is not None and not is_known(unit.text):
            at = next(iter(self._of("unit")), None)
            message = say("row.unknown_unit", unit=f"{unit.text!r}")
            self._doubts.add(number, at, message)
        return unit
