"""What a single cell of an indicator table promises or says was reached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import attrs

from planmodel.model.numbers import Baseline
from planmodel.model.targets import Change, Level, Target, Unread
from planmodel.phrases.directions import direction_of_metric
from planmodel.phrases.naming import part_in
from planmodel.phrases.reader import read_targets
from planmodel.phrases.tables.columns import NOTHING, Column, Span
from planmodel.phrases.tables.heads import plain
from planmodel.phrases.tables.unit_texts import PERCENT, Unit
from planmodel.units import Amount, OwnUnits, is_known
from planmodel.words import say

__all__ = [
    "Row",
    "change_targets",
    "is_nothing",
    "level_targets",
    "made_by",
    "measured",
    "own_year",
    "printed_unit",
    "repeats",
    "scoped",
    "scopes_of",
    "unit_in",
]

_ENDS_IN_YEAR = re.compile(
    r"^(?P<text>.*\d\S{0,12}?)\s*[(（]\s*(?P<year>(?:19|20)\d\d)年?(?:数据|数|值|底)?\s*[)）]$", re.DOTALL
)
_CUMULATIVE = re.compile(
    r"^[\[［(（【〔]\s*(?P<value>[<>≥≤＜＞]?\s*[-+−]?\d[\d.,]*\s*[%％‰]?(?:左右|以上|以下|以内)?)\s*[\]］)）】〕]$"
)
_RATE = re.compile(r"(?:率|增速|增幅|涨幅|比例|比重|占比)(?:[(（].*)?$")
_SHARE = re.compile(
    r"率|增速|增幅|涨幅|比重|比例|占比|系数|指数|程度|水平|覆盖|\b(?:share|rate|proportion|percentage|coverage|ratio)s?\b",
    re.I,
)
_RISES = re.compile(r"增长|增速|增幅|增加|提高|上升|growth|increase")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIGNED = re.compile(r"[+＋\-−－](?=\d)")
_GAINS = re.compile("新增|净增|新建")
_VALUE_WITH_UNIT = re.compile(r"^(?P<value>[^()（）]*\d[^()（）\d]*)[(（](?P<unit>[^()（）]{1,12})[)）]$")
_FALLS = re.compile(r"下降|降低|减少|降幅|削减|reduction|decrease|decline")
_CHANGING = re.compile(
    r"增长|增速|增幅|涨幅|升幅|降幅|下降|降低|减少|削减|提高|增加|新增|上升|压减"
    r"|growth|increase|decrease|reduction",
    re.I,
)


class Row(NamedTuple):
    """What is known of a row when one of its cells is read.

    Parameters:
        name: the indicator's name.
        unit: the unit of its numbers, and the place that names it.
        base_year: the year that changes count from.
        better: which way its metric is better.
        period: the years of the plan.
        units: units of one's own.
    """

    name: str
    unit: Unit | None
    base_year: int | None
    better: Literal["higher", "lower"] | None
    period: Span | None
    units: OwnUnits | None = None


def unit_in(column: Column, unit: Unit | None) -> str | None:
    """Return the unit of the values in a column."""
    return column.unit if unit is None else unit.of_column(column.unit)


def is_nothing(text: str) -> bool:
    """Return whether a cell holds nothing but a dash."""
    return text.strip().lower() in NOTHING


def own_year(text: str) -> tuple[str, int | None]:
    """Return a value without the year in brackets behind it, and that year.

    Example:
        >>> own_year("16.0（2019年）")
        ('16.0', 2019)
    """
    match = _ENDS_IN_YEAR.match(text) if len(text) < 100 else None
    return (match["text"], int(match["year"])) if match is not None else (text, None)


def measured(text: str, unit: str | None, units: OwnUnits | None = None) -> Amount | None:
    """Return the amount that a cell says was reached, or ``None`` when it is no plain number."""
    inside = _CUMULATIVE.match(text) if text[:1] in "〔[［【" else None  # [16.2] over five years
    read = read_targets(text if inside is None else inside["value"], unit=_known(unit), units=units)
    level = read[0].commitment if len(read) == 1 and read[0].subject is None else None  # 山区60% is not of the whole
    return level.value if isinstance(level, Level) and level.comparator is None else None


def level_targets(text: str, column: Column, row: Row, year: int | None) -> tuple[Target, ...]:
    """Return what a cell of a target column promises."""
    unit = unit_in(column, row.unit)
    better = row.better or ("higher" if _GAINS.search(row.name) else None)
    shown = _own_unit(text, row.units)
    inside = _CUMULATIVE.match(text) if text[:1] in "[［【" else None
    shown = f"〔{inside['value']}〕" if inside is not None else shown
    read = read_targets(
        shown, unit=_known(unit), name=row.name, base_year=row.base_year, better=better, year=year, units=row.units
    )
    return tuple(attrs.evolve(one, as_published=text) for one in read)


def _own_unit(text: str, units: OwnUnits | None) -> str:
    """Return a value with the unit that stands in brackets behind it: 5.5（万吨） is 5.5万吨."""
    match = _VALUE_WITH_UNIT.match(text) if len(text) < 60 else None
    return f"{match['value']}{match['unit']}" if match is not None and _names_unit(match["unit"], units) else text


def _names_unit(text: str, units: OwnUnits | None) -> bool:
    return is_known(text) or (units is not None and text in units)


def change_targets(text: str, column: Column, row: Row) -> tuple[Target, ...]:
    """Return what a cell of a column of changes (年均/累计, 年均增长) promises.

    A number in brackets is counted over the whole period; a bare one is for each year where the head says 年均. Where
    neither head nor name says that something rises or falls, a bare share is the level of each year (失业率 <5.5).
    """
    head, since, printed = plain(column.text).lower(), row.base_year, text
    inside = _CUMULATIVE.match(text)
    total = inside is not None
    direction = _head_direction(head)
    headed, own = _known(column.unit), None if row.unit is None else row.unit.text
    unit = "%" if "%" in plain(text) else headed or own
    sign = _SIGNED.match(text)
    if sign is not None:
        text, direction = text[1:], "decrease" if sign[0] in "-−－" else "increase"
    better = row.better or ("higher" if _GAINS.search(row.name) else None)
    if better is None and direction is not None:
        better = "higher" if direction == "increase" else "lower"
    year = column.year or (None if row.period is None else row.period.end)
    shown = f"〔{inside['value']}〕" if inside is not None else text
    targets = read_targets(
        shown, unit=_known(unit), name=row.name, base_year=since, better=better, year=year, units=row.units
    )
    if len(targets) != 1:
        return targets
    target = attrs.evolve(targets[0], as_published=printed)
    commitment = target.commitment
    yearly = not total and ("年均" in head or "每年" in head or "annual" in head)
    changing = _CHANGING.search(row.name) is not None
    if isinstance(commitment, Level) and not total:
        commitment = _bare(commitment, column, row, direction, yearly)
    elif isinstance(commitment, Change) and yearly and "年" not in text:
        commitment = attrs.evolve(commitment, per="year")
    shares = own in PERCENT and headed is None and not changing
    if isinstance(commitment, Change) and commitment.relative and shares:
        # a share that rises from 60 % to 64 % rises by 4 points; 能耗 in % is no share: its unit is the change's own
        if _is_share(row) or not ("累计" in head or yearly):
            commitment = attrs.evolve(commitment, value=_points(commitment.value), relative=False)
        elif total:
            commitment = Unread(reason=say("phrase.share_or_points"))
    return (attrs.evolve(target, commitment=commitment),)


def _is_share(row: Row) -> bool:
    return _SHARE.search(row.name) is not None and (row.unit is None or row.unit.text in PERCENT)


def _points(amount: Amount) -> Amount:
    return Amount(amount.magnitude, "个百分点") if amount.unit in ("%", "％") else amount


def _head_direction(head: str) -> Literal["increase", "decrease"] | None:
    rises, falls = _RISES.search(head) is not None, _FALLS.search(head) is not None
    return None if rises == falls else "increase" if rises else "decrease"


def _bare(
    level: Level, column: Column, row: Row, direction: Literal["increase", "decrease"] | None, yearly: bool
) -> Level | Change | Unread:
    """Return what a bare number in a column of changes means."""
    own = level.value.unit in PERCENT
    if direction is not None and own and _is_share(row) and _stays_a_share(level, row, direction):
        return Unread(reason=say("reading.share_or_rise"))
    if direction is None and own and not _is_share(row):  # GDP 6%: a growth; 失业率 <5.5: the level of each year
        if (row.better or direction_of_metric(row.name)) != "higher":
            return Unread(reason=say("phrase.rate_direction"))
        direction = "increase"
    if direction is None:
        return level if own else Unread(reason=say("phrase.in_change_column"))
    if not own and (row.unit is None or column.unit != row.unit.text):
        return Unread(reason=say("phrase.growth_no_unit"))
    return Change(
        direction=direction,
        value=level.value,
        high=level.high,
        relative=own,
        comparator=level.comparator,
        since=row.base_year,
        per="year" if yearly else "total",
    )


def _stays_a_share(level: Level, row: Row, direction: Literal["increase", "decrease"]) -> bool:
    """Return whether a share below a head of changes may be its level all the same: 失业率 <5.5 below 年均增长."""
    if _CHANGING.search(row.name) is not None:
        return False
    better = row.better or direction_of_metric(row.name)
    against = better is not None and (better == "higher") != (direction == "increase")
    return against or level.comparator in ("at_most", "less_than")


def made_by(text: str, baseline: Baseline | None, targets: list[Target], row: Row) -> bool:
    """Return whether a change beside levels says no more than they do: 60 → 64 makes 〔4〕."""
    levels = [one.commitment for one in targets if isinstance(one.commitment, Level)]
    return any(_makes_it(text, baseline, level, row) for level in levels)  # of 2030 and 2035 the change is to one


def repeats(text: str, targets: Sequence[Target]) -> bool:
    """Return whether a cell repeats the change that the targets say: 年均增长5%, and 5% below 年均增长."""
    changes = [one.commitment for one in targets if isinstance(one.commitment, Change)]
    return len(changes) == 1 and _NUMBER.findall(text) == [f"{changes[0].value.magnitude:f}"]


def _makes_it(text: str, baseline: Baseline | None, level: Level, row: Row) -> bool:
    first = None if baseline is None else baseline.value
    found = re.search(r"\d+(?:\.\d+)?", text.replace(",", ""))
    if first is None or found is None or first.unit != level.value.unit:
        return False
    printed, step = float(found[0]), 0.6 * 10.0 ** -len(found[0].partition(".")[2])
    start, end = float(first.magnitude), float(level.value.magnitude)
    years = (row.period.end - row.period.base) if row.period is not None else 5
    made = list(_makes(start, end, years))
    return any(abs(abs(one) - printed) <= step for one in made)


def _makes(start: float, end: float, years: int) -> Iterator[float]:
    yield end - start
    yield (end - start) / years
    if start > 0 and end > 0:
        yield (end / start - 1) * 100
        yield ((end / start) ** (1 / years) - 1) * 100


def _known(unit: str | None) -> str | None:
    return unit if unit is not None and is_known(unit) else None


def printed_unit(name: str, baseline: Baseline | None, targets: Iterable[Target]) -> str | None:
    """Return the one unit that all values of a row print, where no other place names a unit.

    A change in % does not make % the unit, unless the name is one of a change: 增长率 5%, not 事故死亡率 下降33%.
    """
    kinds = (Level, Change) if _RATE.search(name) and _CHANGING.search(name) else (Level,)
    levels = [one.commitment for one in targets if isinstance(one.commitment, kinds)]
    values = [one.value for one in levels] + (
        [baseline.value] if baseline is not None and baseline.value is not None else []
    )
    units = {str(one.unit or "") for one in values}
    return units.pop() or None if len(units) == 1 else None


def scopes_of(columns: Sequence[Column]) -> dict[int, str]:
    """Return what tells apart the target columns of the same year: 城市 and 农村, Target Y1 and Target Y2."""
    scopes: dict[int, str] = {}
    by_year: dict[int | None, list[int]] = {}
    for n, column in enumerate(columns):
        if column.role == "target":
            by_year.setdefault(column.year, []).append(n)
    for alike in by_year.values():
        if len(alike) < 2:
            continue
        words = [columns[n].text.split() for n in alike]
        shared = set(words[0]).intersection(*words[1:])
        for n, own in zip(alike, words, strict=True):
            text = " ".join(word for word in own if word not in shared)
            if text:
                scopes[n] = text
    return scopes


def scoped(target: Target, scope: str | None) -> Target:
    """Return a target with what tells its column apart: a part (城市, 农村) as its scope, other words as its note."""
    if scope is None or target.scope is not None:
        return target
    if part_in(scope) is not None:
        return attrs.evolve(target, scope=scope)
    return attrs.evolve(target, note=scope if target.note is None else f"{scope}；{target.note}")
