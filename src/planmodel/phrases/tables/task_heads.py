"""The heads of lists of tasks: what each column holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from planmodel.phrases.tables.heads import plain

__all__ = ["TaskColumn", "TaskRole", "task_columns", "task_head"]

TaskRole: TypeAlias = Literal[
    "number",
    "wbs",
    "level",
    "name",
    "duration",
    "shortest",
    "longest",
    "start",
    "finish",
    "not_before",
    "deadline",
    "started",
    "finished",
    "period",
    "predecessors",
    "who",
    "done",
    "computed_start",
    "computed",
    "remark",
    "other",
]
"""What a column of a list of tasks holds: ``computed`` is what a schedule finds anew (slack, late dates, the days of a
chart of cells), ``computed_start`` of it when work begins; ``remark`` goes into the task's note; so does ``other``, not
understood."""

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_ROLES: tuple[tuple[TaskRole, str], ...] = (
    (
        "wbs",
        (
            r"wbs(?:code|编码|编号|号)?|(?:outline|大纲)(?:number|编号|号)|工作分解(?:结构)?(?:编码|编号)?"
            r"|层次编号"
        ),
    ),
    ("level", r"(?:outline|indent|大纲|层级|任务)?(?:level|级别|层级)|级次|层次"),
    (
        "number",
        (
            r"(?:task|任务|工作|活动)?(?:id|no\.?|number|#|标识号?|编号|代号|编码)|序号?|标识号|行号|uid"
            r"|唯一标识号"
        ),
    ),
    (
        "predecessors",
        (
            r"predecessors?|dependenc(?:y|ies)|depends?on|前置(?:任务|工作|活动)?"
            r"|紧前(?:工作|任务|活动|工序)?|前导任务|依赖(?:任务|关系)?|先行工作"
        ),
    ),
    ("started", r"actualstart(?:date)?|实际(?:开始|开工|起始)(?:时间|日期)?"),
    ("finished", r"actual(?:finish|end|completion)(?:date)?|实际(?:完成|结束|完工|竣工)(?:时间|日期)?"),
    (
        "done",
        (
            r"%(?:work)?complete|(?:work)?%complete|percent(?:age)?complete|(?:task)?progress|complete%"
            r"|complet(?:e|ion)(?:%|percent)?|完成(?:百分比|率|比例|度|进度|情况%?)|进度%?|完成%"
        ),
    ),
    ("not_before", r"notbefore|startnoearlierthan|不(?:得)?早于(?:日期)?"),
    ("computed_start", r"computedstart|计算开始"),
    ("deadline", r"deadline|最后期限|截止(?:时间|日期|期限)|最迟完成(?:时间|日期)?|due(?:date|by)"),
    (
        "start",
        (
            r"(?:planned|scheduled|plan|early|计划|预计|拟)?(?:start|begin|开始|开工|起始|启动)(?:date|time|时间|日期)?"
            r"|from|起"
        ),
    ),
    (
        "finish",
        (
            r"(?:planned|scheduled|plan|early|计划|预计|拟)?(?:finish|end|completion|完成|结束|完工|竣工)(?:date|time|时间|日期)?"
            r"|to|止"
        ),
    ),
    (
        "duration",
        (
            r"(?:planned|original|remaining|计划|预计|mostlikely|最可能)?(?:duration|工期|持续时间|历时|周期|时长|天数|工作日数?|days|工日)"
            r"|(?:most)?likely(?:time|estimate)?|最可能(?:时间|估计)?"
        ),
    ),
    (
        "shortest",
        r"(?:optimistic|shortest|minimum)(?:duration|time|estimate)?|(?:乐观|最短)(?:工期|时间|持续时间|估计)?",
    ),
    (
        "longest",
        r"(?:pessimistic|longest|maximum)(?:duration|time|estimate)?|(?:悲观|最长)(?:工期|时间|持续时间|估计)?",
    ),
    ("period", r"statedperiod|计划时段"),
    (
        "who",
        (
            r"resources?(?:names?)?|assign(?:ed|ee)s?(?:to)?|owners?|responsible(?:party|person)?|who|lead"
            r"|资源(?:名称)?|(?:责任|负责|实施|牵头|承担|主办)(?:人|单位|部门|主体|方)?|执行人|经办人"
            r"|承办(?:人|单位)"
        ),
    ),
    (
        "name",
        (
            r"(?:task|activity|work|任务|工作|活动|工序|事项|作业)(?:name|description|item|title|名称|内容|事项|项目)?"
            r"|(?:name|title|名称|工作任务|重点任务|主要任务|任务事项|里程碑)"
        ),
    ),
    (
        "computed",
        (
            r"computedfinish|计算完成|(?:late|latest)(?:start|finish)(?:date)?|(?:total|free)?(?:slack|float)|free|critical(?:\?|path)?"
            r"|最(?:晚|迟)(?:开始|完成)(?:时间|日期)?|(?:总|自由)?(?:时差|浮时|可宽延时间)|关键(?:任务|线路|路径)?"
            r"|\d{4}-\d\d-\d\d"
        ),
    ),
    ("remark", r"notes?|remarks?|comments?|备注|说明|description|描述"),
)
_HEAD_WITHIN = 40


class TaskColumn(NamedTuple):
    """One column of a list of tasks.

    Parameters:
        role: what it holds.
        text: its head as printed.
        unit: what stands in the head in brackets: 天, days.
    """

    role: TaskRole
    text: str
    unit: str | None = None


def task_head(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the row of the head, or ``None`` when no row heads tasks with something about time or order."""
    for number, row in enumerate(rows[:_HEAD_WITHIN]):
        roles = {_role(cell) for cell in row if cell}
        if "name" in roles and roles & {"duration", "start", "finish", "predecessors", "deadline"}:
            return number
    return None


def task_columns(head: Sequence[str]) -> tuple[TaskColumn, ...]:
    """Return what each column holds; of several for one thing the first is it, the others are remarks."""
    columns: list[TaskColumn] = []
    for text in head:
        role = _role(text) or "other"
        if role not in ("who", "computed", "remark", "other") and any(column.role == role for column in columns):
            role = "remark"
        unit = _BRACKETS.search(text)
        columns.append(TaskColumn(role, " ".join(text.split()), unit[1].strip() if unit is not None else None))
    return tuple(columns)


def _role(text: str) -> TaskRole | None:
    bare = plain(text).lower().replace("_", "").strip("*:")
    for candidate in (bare, _BRACKETS.sub("", bare)):
        for role, pattern in _ROLES:
            if candidate and re.fullmatch(pattern, candidate):
                return role
    return None
