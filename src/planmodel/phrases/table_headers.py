"""The heads of indicator tables: what each column holds."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple, TypeAlias

from planmodel.units import is_known

__all__ = ["Column", "Role", "columns_of", "header_rows", "plain"]

Role: TypeAlias = Literal["name", "baseline", "target", "unit", "nature", "number", "category", "responsible", "other"]
"""What a column holds."""

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_UNIT = re.compile(r"[(（]\s*(?:单位\s*[:：]\s*)?([^()（）]{1,20})\s*[)）]")
_ROLES: tuple[tuple[Role, str], ...] = (
    ("number", r"序号|编号|号"),
    ("unit", r"(?:计量)?单位"),
    ("nature", r"(?:指标)?(?:属性|性质)|约束性/预期性"),
    ("category", r"类别|类型|分类|指标(?:类别|类型|分类)|领域|一级指标|目标(?:类别|类型|分类)"),
    ("responsible", r"(?:牵头|责任|负责|主管|配合)(?:单位|部门)|责任主体"),
    ("name", r"(?:主要|规划|具体|二级|三级|考核)?指标(?:名称|内容)?|名称|指标项|项目"),
)
_BASELINE = re.compile(r"现状|基准|基期|基数|实际|完成值|完成情况|实绩")
_TARGET = re.compile(r"目标|规划值|预期值|预期目标|规划目标")
_RATE = re.compile(r"年均|累计|增速|增长|变化|下降|提高")


class Column(NamedTuple):
    """One column.

    Parameters:
        role: what it holds.
        text: its head as printed; the rows of a head joined by a space.
        year: the year that the head names.
        unit: the unit that the head names in brackets.
        sure: whether the role had to be inferred from its neighbours.
    """

    role: Role
    text: str
    year: int | None = None
    unit: str | None = None
    sure: bool = True


def plain(text: str) -> str:
    """Return text half width, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def header_rows(rows: tuple[tuple[str, ...], ...]) -> tuple[int, int] | None:
    """Return the first row of the head and the first row behind it, or ``None`` when there is no head."""
    for number, row in enumerate(rows[:40]):
        if not any(_role(plain(cell)) == "name" for cell in row) or len({cell for cell in row if cell}) < 2:
            continue
        end = number + 1
        while end < len(rows) and end < number + 4 and _continues(rows[number], rows[end]):
            end += 1
        return number, end
    return None


def _continues(head: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Return whether a row is a further row of the head: merged with it where it names nothing of its own."""
    named = [cell for cell, above in zip(row, head, strict=True) if _role(plain(above)) == "name"]
    if any(cell and _role(plain(cell)) != "name" for cell in named):
        return False
    cells = [plain(cell) for cell, above in zip(row, head, strict=True) if cell and cell != above]
    return bool(cells) and all(_YEAR.search(cell) or _BASELINE.search(cell) or _TARGET.search(cell) for cell in cells)


def _role(text: str) -> Role | None:
    bare = _UNIT.sub("", text).rstrip(":")
    for role, pattern in _ROLES:
        if re.fullmatch(pattern, bare):
            return role
    return None


def columns_of(rows: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    """Return what each column holds, by the rows of the head."""
    found = [_column([row[number] for row in rows]) for number in range(len(rows[0]) if rows else 0)]
    years = sorted({one.year for one in found if one.role == "other" and one.year is not None and one.sure})
    targets = [one.year for one in found if one.role == "target" and one.year is not None]
    settled = []
    for one in found:
        if one.role == "other" and one.year is not None and not _RATE.search(plain(one.text)):
            base = not any(each.role == "baseline" for each in found) and one.year == min([*years, *targets])
            one = one._replace(role="baseline" if base and len(years) + len(targets) > 1 else "target", sure=False)
        settled.append(one)
    return tuple(settled)


def _column(cells: list[str]) -> Column:
    text = " ".join(dict.fromkeys(cell for cell in cells if cell))
    bare = plain(text)
    years = _YEAR.findall(bare)
    year = int(years[0]) if len(set(years)) == 1 else None
    bracket = _UNIT.search(bare)
    unit = bracket[1] if bracket is not None and is_known(bracket[1]) else None
    role: Role | None = next((found for cell in reversed(cells) if cell and (found := _role(plain(cell)))), None)
    if role is None:
        if _RATE.search(bare) and not _TARGET.search(bare):
            role = "other"
        elif _TARGET.search(bare):
            role = "target"
        elif _BASELINE.search(bare):
            role = "baseline"
    return Column(role or "other", text, year, unit)
