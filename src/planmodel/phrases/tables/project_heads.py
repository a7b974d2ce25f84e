"""The heads of project annexes: what each column holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from planmodel.phrases.tables.heads import plain, year_of
from planmodel.phrases.tables.unit_texts import named_unit

__all__ = ["ProjectColumn", "ProjectRole", "project_columns", "project_head"]

ProjectRole: TypeAlias = Literal[
    "name",
    "number",
    "group",
    "content",
    "period",
    "start",
    "finish",
    "total",
    "in_period",
    "done",
    "lead",
    "support",
    "body",
    "remark",
    "other",
]
"""What a column of an annex holds: ``remark`` goes into the project's note; so does ``other``, not understood."""

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_ROLES: tuple[tuple[ProjectRole, str], ...] = (
    ("number", r"序号|编号|序|no\.?|#"),
    ("support", r"配合(?:单位|部门)|协[办同](?:单位|部门)|参与(?:单位|部门)|supporting.*"),
    ("lead", r"牵头(?:单位|部门|领导)?|lead(?:agency|body)?"),
    (
        "body",
        (
            r".*(?:责任|实施|建设|主管|主办|业主|承担|落实|推进|申报)(?:单位|部门|主体)(?:/.*)?|(?:项目)?业主|项目法人|责任人"
            r"|responsib.*|agency|implementingagency|owner"
        ),
    ),
    (
        "remark",
        r"资金(?:来源|筹措|构成|渠道)(?:及.*)?|.*来源|备注|(?:建设)?性质|建设阶段|.*地[点址]|所在地|.*进展|.*效益|.*绩效",
    ),
    (
        "content",
        r".*(?:建设|工程|主要|实施|项目)(?:建设)?(?:内容|规模)(?:[及和与、]+(?:建设)?(?:规模|内容))?|内容|规模|description|scope|content",
    ),
    ("start", r"(?:计划|实际|拟)?开工(?:时间|日期|年份)?|开始(?:时间|年份)|start(?:date|year)?"),
    (
        "finish",
        r"(?:计划|拟)?(?:竣工|完工|建成|完成|投产)(?:时间|日期|时限|年份|年限)|end(?:date)?|completion(?:date)?",
    ),
    (
        "period",
        r".*(?:年限|期限|工期|周期|起止(?:时间|年月|年份)?)|(?:建设|实施|计划)(?:时间|时段)|period|timeline|duration|years",
    ),
    ("group", r"类别|类型|分类|领域|板块|(?:工程|项目)(?:类别|类型|分类)|专项|category|sector|component"),
    ("name", r"(?:重点|重大|建设|工程)*(?:项目|工程)(?:名称)?|名称|projects?(?:name|title)?|name|title"),
)
_MONEY = re.compile(r"投资|资金|概算|预算|估算|费用|cost|budget|investment|amount")
_DONE = re.compile(r"完成|已|累计|截至|spent|done")
_IN_PERIOD = re.compile(r"十[一二三四五六]五|规划期|期内|期间|20\d\d年?[-—–~至到－～]+20\d\d|inperiod|planperiod")
_YEARLY = re.compile(r"20\d\d年|年度|当年|annual")
_HEAD_WITHIN = 40


class ProjectColumn(NamedTuple):
    """One column of a project annex.

    Parameters:
        role: what it holds.
        text: its head as printed; the rows of a head joined by a space.
        unit: the unit that the head names in brackets.
    """

    role: ProjectRole
    text: str
    unit: str | None = None


def project_head(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Return the first row of the head and the first behind it, or ``None`` when no row heads projects."""
    for number, row in enumerate(rows[:_HEAD_WITHIN]):
        cells = [cell for cell in dict.fromkeys(row) if cell]
        roles = [_role(plain(cell).lower()) for cell in cells]
        if len(cells) > 1 and "name" in roles and any(role not in (None, "name", "number", "group") for role in roles):
            end = number + 1
            while end < len(rows) and end < number + 3 and _continues(row, rows[end]):
                end += 1
            return number, end
    return None


def _continues(head: Sequence[str], row: Sequence[str]) -> bool:
    own = [cell for cell, above in zip(row, head, strict=True) if cell and cell != above]
    merged = any(cell and cell == above for cell, above in zip(row, head, strict=True))
    numbers = any(re.fullmatch(r"[约\d.,]+(?:[万亿]?元)?", plain(cell)) and year_of(cell) is None for cell in own)
    known = all(_role(plain(cell).lower()) is not None for cell in own)
    return bool(own) and not numbers and (merged or known)


def project_columns(head: Sequence[Sequence[str]]) -> tuple[ProjectColumn, ...]:
    """Return what each column holds, by the rows of the head; of several for one thing the first is it."""
    columns: list[ProjectColumn] = []
    named: list[int] = []
    single = {"name", "total", "in_period", "period", "content"}
    for number in range(len(head[0]) if head else 0):
        cells = list(dict.fromkeys(" ".join(row[number].split()) for row in head if row[number]))
        text = " ".join(cells)
        role = _role(plain(text).lower())
        named += [number] if any(_role(plain(cell).lower()) == "name" for cell in cells) else []
        for cell in reversed(cells):
            role = role or _role(plain(cell).lower())
        if len(cells) > 1 and _role(plain(cells[0]).lower()) == "remark":
            role = "remark"  # 资金来源 over 中央, 省级, 自筹
        units = [unit for cell in reversed(cells) if (unit := named_unit(cell)[0]) is not None]
        if role in single and any(column.role == role for column in columns):
            role = "remark"
        columns.append(ProjectColumn(role or "other", text, units[0] if units else None))
    if named and all(column.role != "name" for column in columns):  # 项目名称 over what belongs to another column
        columns[named[0]] = columns[named[0]]._replace(role="name")
    return tuple(columns)


def _role(bare: str) -> ProjectRole | None:
    stripped = _BRACKETS.sub("", bare).strip(":*")
    for candidate in (bare, stripped):
        for role, pattern in _ROLES:
            if candidate and re.fullmatch(pattern, candidate):
                return role
    if not _MONEY.search(stripped):
        return "in_period" if stripped.startswith("其中") and _IN_PERIOD.search(stripped) else None
    if _DONE.search(stripped):
        return "done"
    if _IN_PERIOD.search(stripped):
        return "in_period"
    return "remark" if _YEARLY.search(stripped) else "total"
