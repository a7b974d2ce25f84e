"""The columns of an indicator table: what each holds, by its head and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from planmodel.phrases.tables.heads import Head, Role, head_of, plain, year_of
from planmodel.phrases.tables.unit_texts import is_unit_text

__all__ = [
    "NATURES",
    "NOTHING",
    "Column",
    "Span",
    "blocks_of",
    "columns_of",
    "header_rows",
    "is_value",
    "nature_word",
    "period_of",
]

_DASHES = "- -- --- — —— ― ―― – － ─ 一 ー / \\ ／ 无 … …… n/a na *"
NOTHING = frozenset([*_DASHES.split(), ""])
"""What stands in a cell that holds nothing; 一 is a dash that a scan read as a character."""
NATURES = {
    "约束": "binding",
    "预期": "expected",
    "参考": None,
    "指导": None,
    "binding": "binding",
    "expected": "expected",
}
"""The words for how firmly a plan promises, without 性, and what an indicator says of it."""

_VALUE = re.compile(
    r"^[〔\[(（【［]?\s*[<>≥≤＜＞≦≧⩾⩽约近超]{0,2}\s*[-+±－]?\d[\d,.，]*\s*[^\d\s].{0,20}$|^[〔\[(（【［]?\s*[<>≥≤＜＞≦≧约]{0,2}\s*[-+±－]?\d[\d,.，]*"
    r"[\s〕\])）】］*＊%％]*$|^(?:不低于|不少于|不高于|不超过|大于|小于|高于|低于|达到|下降|降低|提高|增长|增加|减少|年均|累计|比|较|每年|力争)"
)
_NUMERIC = re.compile(r"[〔\[(（【［<>≥≤＜＞≦≧约\s+-]*\d")
_COMPARED = re.compile(r"[<>≥≤＜＞≦≧]|以上|以下|以内|左右|不低于|不超过|不高于|不少于|持续|保持|稳定|完成|达到|力争")
_NUMBERED = re.compile(r"^\d+[.、．]\s*[^\d\s]")
_SPAN = re.compile(r"(?<!\d)(20\d\d)年?[-–—－~～至到]+(20\d\d)(?!\d)")
_YEAR_ALONE = re.compile(r"(?:19|20|21)\d\d年?(?:底|末)?")
_DATED = re.compile(r"year|deadline|when|date|年|时[间限]|期限")
_BASED = re.compile(r"base|基[准期]|现状")
_FIVE_YEARS = re.compile("十[一二三四五六]五")
_PLAN_YEARS = 5
_LOOKED_AT = 400  # rows
_HEAD_WITHIN = 40
_MOST_HEAD_ROWS = 4


class Span(NamedTuple):
    """The years that a plan covers: the year before it begins, and the year in which it ends."""

    base: int
    end: int


class Column(NamedTuple):
    """One column.

    Parameters:
        role: what it holds.
        text: its head as printed; the rows of a head joined by a space.
        year: the year that it names.
        unit: the unit that the head names in brackets.
        sure: whether the head itself says what it holds; else its neighbours or its cells do.
        told: whether something more than the order of the columns says so.
    """

    role: Role
    text: str
    year: int | None = None
    unit: str | None = None
    sure: bool = True
    told: bool = True


def is_value(text: str) -> bool:
    """Return whether a cell looks like a value rather than a name."""
    return len(text) <= 60 and _VALUE.match(text) is not None and _NUMBERED.match(text) is None


def period_of(texts: Sequence[str]) -> Span | None:
    """Return the years of the one plan period that titles name: “十四五”时期, 2021—2025年."""
    bare = plain(" ".join(texts))
    spans = {Span(int(first) - 1, int(last)) for first, last in _SPAN.findall(bare) if first < last}
    spans |= {Span(end - 5, end) for found in set(_FIVE_YEARS.findall(bare)) if (end := year_of(found)) is not None}
    return spans.pop() if len(spans) == 1 else None


# --- the rows of the head ---


def header_rows(rows: Sequence[Sequence[str]], start: int = 0, within: int = _HEAD_WITHIN) -> tuple[int, int] | None:
    """Return the first row of the head and the first row behind it, or ``None`` when there is no head.

    Parameters:
        rows: the table.
        start: where to begin to look.
        within: how many rows are looked at.
    """
    for number in range(start, min(len(rows), start + within)):
        if _is_head(rows[number]):
            end = number + 1
            while end < len(rows) and end < number + _MOST_HEAD_ROWS and _continues(rows[number], rows[end]):
                end += 1
            return number, end
    return None


def _is_head(row: Sequence[str]) -> bool:
    cells = list(dict.fromkeys(cell for cell in row if cell))
    if len(cells) < 2 or any(len(cell) > 60 or _is_number(cell) for cell in cells):
        return False
    heads = [head_of((cell,)) for cell in cells]
    roles = [head.role for head in heads]
    valued = sum(
        role in ("target", "baseline", "change", "observed") or _is_year(head)
        for role, head in zip(roles, heads, strict=True)
    )
    if "name" in roles:
        return valued > 0 or sum(role is not None for role in roles) > 1 or len(cells) == 2
    return valued > 1 or (valued > 0 and any(role in ("unit", "nature", "group", "number") for role in roles))


def _is_year(head: Head) -> bool:
    return head.year is not None and head.role is None and len(head.text) <= 24


def _is_number(cell: str) -> bool:
    return (
        _NUMERIC.match(cell) is not None and is_value(cell) and year_of(cell) is None and head_of((cell,)).role is None
    )


def _continues(head: Sequence[str], row: Sequence[str]) -> bool:
    """Return whether a row is a further row of the head: merged with it where it names nothing of its own."""
    named = [(cell, above) for cell, above in zip(row, head, strict=True) if head_of((above,)).role == "name"]
    if any(cell and cell != above and head_of((cell,)).role != "name" for cell, above in named):
        return False
    own = [cell for cell, above in zip(row, head, strict=True) if cell and cell != above]
    if not own or any(_is_number(cell) for cell in own):
        return False
    merged = any(cell and cell == above for cell, above in named)
    said = [
        head_of((cell,)).role is not None or year_of(cell) is not None or _PLAIN_HEAD.fullmatch(cell) for cell in own
    ]
    return merged or all(said)


_PLAIN_HEAD = re.compile("绝对[值数量]|总量|数[值量]|value|number|total|%|％", re.IGNORECASE)
"""What heads a value below 2026年计划, beside 增长%, without saying more of it."""


def _spread(head: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows of a head with what a file without merged cells leaves empty: 2026年计划 over 增长%."""
    rows = [list(row) for row in head]
    for row, below in pairwise(rows):
        for n in range(1, len(row)):
            if not row[n] and below[n] and below[n - 1] and row[n - 1] and below[n] != row[n - 1]:
                row[n] = row[n - 1]
    return rows


def blocks_of(head: Sequence[str]) -> list[range]:
    """Return the columns of each of the tables that stand side by side under one head; one range is the usual case."""
    names = [n for n, cell in enumerate(head) if cell and head_of((cell,)).role == "name"]
    alike = [n for n in names if head[n] == head[names[0]]] if names else []
    if len(alike) < 2 or any(b - a < 2 for a, b in pairwise(alike)):
        return [range(len(head))]
    starts = [0] + [n - 1 if head_of((head[n - 1],)).role == "number" else n for n in alike[1:]]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(head)], strict=True)]


# --- what each column holds ---


class _Cells(NamedTuple):
    """What stands in a column: shares of its cells that are not empty."""

    values: float
    natures: float
    units: float
    compared: float
    nothing: int
    distinct: int
    filled: int
    ordered: bool
    years: bool


def _cells_of(column: Sequence[str]) -> _Cells:
    texts = [text for text in column if text.lower() not in NOTHING]
    count = max(1, len(texts))
    numbers = [text.strip(".、") for text in texts if len(text) < 8]
    digits = [int(number) for number in numbers if number.isascii() and number.isdecimal()]
    return _Cells(
        values=sum(map(is_value, texts)) / count,
        natures=sum(nature_word(text) is not None for text in texts) / count,
        units=sum(len(text) <= 16 and is_unit_text(text) for text in texts) / count,
        compared=sum(_COMPARED.search(text) is not None for text in texts) / count,
        nothing=sum(text.lower() in NOTHING for text in column),
        distinct=len(set(texts)),
        filled=len(texts),
        years=len(texts) > 0 and all(_YEAR_ALONE.fullmatch(text) for text in texts),
        ordered=len(digits) > 1 and len(digits) == len(texts) and all(a <= b <= a + 3 for a, b in pairwise(digits)),
    )


def nature_word(text: str) -> str | None:
    """Return the word of :data:`NATURES` that a cell is: 【约束性】, 预期性指标."""
    bare = plain(text).strip("〔〕[]【】()").removesuffix("指标").removesuffix("性").lower()
    return bare if bare in NATURES else None


def columns_of(
    head: Sequence[Sequence[str]],
    body: Sequence[Sequence[str]],
    *,
    period: Span | None = None,
    base_year: int | None = None,
) -> tuple[Column, ...]:
    """Return what each column holds.

    Parameters:
        head: the rows of the head.
        body: the rows behind it.
        period: the years that the title says the plan covers.
        base_year: the year that baselines count from, when the caller knows it.
    """
    head = _spread(head)
    width = len(head[0]) if head else 0
    heads = [head_of(tuple(row[number] for row in head)) for number in range(width)]
    looked = [row for row in body[:_LOOKED_AT] if len({cell for cell in row if cell}) > 1]
    cells = [_cells_of([row[number] for row in looked]) for number in range(width)]
    columns = [_by_head_and_cells(one, cells[number]) for number, one in enumerate(heads)]
    if period is not None:
        _leave_years_before(columns, head, period)
    _choose_name(columns, cells)
    _choose_years(columns, cells, base_year if base_year is not None else None if period is None else period.base)
    _choose_places(columns)
    _choose_values(columns, cells)
    return tuple(columns)


def _leave_years_before(columns: list[Column], head: Sequence[Sequence[str]], period: Span) -> None:
    """Leave a bare year before the plan begins to its neighbours, though it stands below 规划目标 with a later one."""
    years = [one.year for one in columns if one.role == "target" and one.year is not None]
    for n, one in enumerate(columns):
        if one.role != "target" or one.year is None or one.year > period.base or max(years) <= period.base:
            continue
        own = next((row[n] for row in reversed(head) if row[n]), "")
        if year_of(own) is not None and head_of((own,)).role is None:
            columns[n] = one._replace(role="other")


def _by_head_and_cells(head: Head, cells: _Cells) -> Column:
    column = Column(head.role or "other", head.text, head.year, head.unit)
    if cells.years and head.year is None and _DATED.search(plain(head.text).lower()):
        return column._replace(role="since" if _BASED.search(plain(head.text).lower()) else "due")
    if cells.natures >= 0.8 and cells.filled and head.year is None and column.role in ("other", "group", "kept"):
        return column._replace(role="nature", sure=head.role == "group")
    if column.role == "verdict" and cells.values >= 0.5:
        return column._replace(role="observed")
    if head.role is None and head.year is None and cells.filled:
        if cells.units >= 0.8 and cells.values < 0.5:
            return column._replace(role="unit", sure=False)
        if cells.ordered and not head.text:
            return column._replace(role="number")
    return column


def _choose_name(columns: list[Column], cells: list[_Cells]) -> None:
    """Keep one column of names: of several the deepest; those before it are groups, values are values."""
    named = [n for n, one in enumerate(columns) if one.role == "name"]
    for n in named:  # 指标 over two columns, the second of which a file without merged cells leaves without a head
        beside = n + 1 < len(columns) and columns[n + 1].role == "other" and not columns[n + 1].text
        if beside and _is_text(cells[n + 1]) and cells[n + 1].distinct > cells[n].distinct:
            columns[n + 1] = columns[n + 1]._replace(role="name", text=columns[n].text, sure=False)
            named = [*named, n + 1]
            break
    worded = [n for n in named if cells[n].values <= 0.5]
    if len(named) > 1 and worded:
        for n in named:
            if n not in worded:
                columns[n] = columns[n]._replace(role="target", sure=False)
        named = worded
    if not named:
        named = [n for n, one in enumerate(columns) if one.role == "group" and cells[n].filled][-1:]
        named = (
            named
            or [n for n, one in enumerate(columns) if one.role == "other" and one.year is None and _is_text(cells[n])][
                :1
            ]
        )
        for n in named:
            columns[n] = columns[n]._replace(role="name", sure=False)
    chosen = max(named, key=lambda n: ("指标" in columns[n].text or "ndicator" in columns[n].text, n), default=None)
    for n in named:
        if n != chosen:
            columns[n] = columns[n]._replace(role="group" if chosen is not None and n < chosen else "kept")
    for n, one in enumerate(columns):
        if chosen is not None and n < chosen and one.role == "target" and one.year is None and cells[n].values < 0.3:
            columns[n] = one._replace(role="group", sure=False)


def _is_text(cells: _Cells) -> bool:
    return cells.filled > 0 and cells.values < 0.3 and cells.distinct * 2 >= cells.filled


def _choose_years(columns: list[Column], cells: list[_Cells], base_year: int | None) -> None:
    """Settle the columns that are headed by a year alone, and what was observed before the plan began."""
    bare = [n for n, one in enumerate(columns) if one.role == "other" and one.year is not None]
    targets = [one.year for one in columns if one.role == "target" and one.year is not None]
    based = [one.year for one in columns if one.role == "baseline"]
    headed = [one for one in columns if one.role == "target"]
    if headed and len(bare) > 1 and not based and base_year is None:
        # 2022 | 2023 | 2024 | 2025年目标: what has been counted so far, beside a target that says it is one
        end = min(targets, default=None)
        for n in [one for one in bare if end is None or (columns[one].year or 0) <= end]:
            columns[n] = columns[n]._replace(role="observed", sure=False)
        bare = [n for n in bare if columns[n].role == "other"]
    if not targets and not based and base_year is None and _of_a_period(columns, bare):
        for n in bare:  # 2021 | 2022 | 2023 | 2024 | 2025: of each year of a plan
            columns[n] = columns[n]._replace(role="target", sure=False)
        return
    first = min([columns[n].year or 0 for n in bare], default=None)
    for n in bare:
        year = columns[n].year or 0
        known = base_year if base_year is not None else max((one for one in based if one is not None), default=None)
        if known is not None:
            before: Role = "observed" if based or year < known else "baseline"
            columns[n] = columns[n]._replace(role=before if year <= known else "target", sure=False)
        elif (
            based
            or year != first
            or len({*targets, *(columns[one].year for one in bare)}) < 2
            or min([year, *targets]) != year
        ):
            columns[n] = columns[n]._replace(role="target", sure=False)
        else:
            later = [one for one in bare if one != n]
            told = any(cells[n].nothing > cells[one].nothing for one in later) or any(
                cells[one].compared > cells[n].compared + 0.2 for one in later
            )
            against = all(cells[n].compared > cells[one].compared + 0.2 for one in later) and bool(later)
            against = against or cells[n].compared > 0.3  # 20%左右, 2300以上: a promise, rarely where something stood
            columns[n] = columns[n]._replace(role="target" if against else "baseline", sure=False, told=told)
    _choose_observed(columns)


def _of_a_period(columns: Sequence[Column], bare: Sequence[int]) -> bool:
    """Return whether columns are headed by the years of a plan from its first on: five in a row, 2021 to 2025."""
    years = [columns[n].year or 0 for n in bare]
    return len(years) == _PLAN_YEARS and years == [*range(years[0], years[0] + _PLAN_YEARS)] and years[0] % 5 == 1


def _choose_observed(columns: list[Column]) -> None:
    """What was observed before the first target is the baseline, unless another column is."""
    if any(one.role == "baseline" for one in columns):
        return
    years = [one.year for one in columns if one.role == "target" and one.year is not None]
    changes = any(one.role in ("change", "target") for one in columns)
    seen = [n for n, one in enumerate(columns) if one.role == "observed"]
    before = [n for n in seen if (year := columns[n].year) is not None and years and year < min(years)]
    if before and changes:
        last = max(before, key=lambda n: columns[n].year or 0)
        columns[last] = columns[last]._replace(role="baseline", sure=False)


_PLACES = (re.compile("全国|国内|全球|世界"), re.compile("全省|我省|本省|全自治区"), re.compile("全市|我市|本市|全州"))
"""Words of wider places in heads; beside one of them a narrower place, or none, is the plan's own."""


def _choose_places(columns: list[Column]) -> None:
    """Of what stood in one year in several places the narrowest is the plan's own: 全国, 全市."""

    def width(column: Column) -> int:
        return next((n for n, word in enumerate(_PLACES) if word.search(column.text)), len(_PLACES))

    stood = [n for n, one in enumerate(columns) if one.role in ("baseline", "observed")]
    for year in {columns[n].year for n in stood}:
        alike = [n for n in stood if columns[n].year == year]
        own = max(alike, key=lambda n: width(columns[n]))
        if len(alike) < 2 or all(width(columns[n]) == width(columns[own]) for n in alike):
            continue
        based = any(columns[n].role == "baseline" for n in alike)
        for n in alike:
            if width(columns[n]) < width(columns[own]):
                columns[n] = columns[n]._replace(role="kept", sure=False)
        if based:
            columns[own] = columns[own]._replace(role="baseline", sure=False)


def _choose_values(columns: list[Column], cells: list[_Cells]) -> None:
    """Where no column is headed as a target, what stands in them tells which hold values."""
    if any(one.role in ("target", "change") for one in columns):
        return
    for n, one in enumerate(columns):
        if one.role == "other" and cells[n].filled and cells[n].values >= 0.5:
            columns[n] = one._replace(role="target", sure=False, told=False)
