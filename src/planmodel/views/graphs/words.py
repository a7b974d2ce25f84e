"""The few words of graph pictures, in Chinese and English."""

from __future__ import annotations

from planmodel.model.element import Element
from planmodel.model.plan import Plan
from planmodel.text import MultilingualText, in_language
from planmodel.views.element import in_words
from planmodel.views.spoken import check_language

__all__ = ["element_title", "is_chinese", "picture_title", "relation_word", "word"]

_ZH = {
    "principle": "原则",
    "goal": "目标",
    "indicator": "指标",
    "task": "任务",
    "project": "工程",
    "contributes_to": "服务于",
    "depends_on": "先于",
    "guided_by": "指导",
    "implements": "落实",
    "measures": "衡量",
    "part_of": "属于",
    "stated": "文本载明",
    "inferred": "推断",
    "assumed": "假设",
    "against": "不利于",
    "critical": "关键路径",
    "circle": "循环依赖",
    "assumed_time": "斜线：工期为假设",
    "no_time": "未载明工期",
    "finished": "已完成",
    "slack": "余",
    "done": "完成",
    "parts": "个部分",
    "more": "其他",
    "before": "项前置",
    "after": "项后续",
    "task network": "任务网络",
    "flow": "目标—任务—工程",
    "not linked": "无先后关系的任务",
    "no goal": "未对应目标",
    "no task": "未对应任务",
    "no project": "无工程",
    "not stated": "未载明",
}
_EN = {
    "guided_by": "guides",
    "assumed_time": "hatched: its duration is assumed",
    "no_time": "no duration stated",
    "against": "works against",
    "depends_on": "comes before",
    "circle": "in a circle",
    "critical": "critical path",
}


def is_chinese(plan: Plan, language: str | None) -> bool:
    """Tell whether the words of a picture are Chinese: in that language, or else the first of the plan's title.

    Raises:
        ModelError: nothing of the plan is in that language.
    """
    check_language(plan, language)
    first = next(iter(plan.title)) if isinstance(plan.title, MultilingualText) else ""
    return (language or first).lower().startswith("zh")


def word(name: str, chinese: bool) -> str:
    """Return a word in Chinese where there is one, or else in English.

    Example:
        >>> word("part_of", True), word("part_of", False)
        ('属于', 'part of')
    """
    return (_ZH.get(name) if chinese else _EN.get(name)) or name.replace("_", " ")


def relation_word(name: str, chinese: bool, *, backwards: bool) -> str:
    """Return a relation as it reads along its arrow, from what bears to what it bears on.

    Parameters:
        name: the relation's name: ``guided_by`` is *guides* along an arrow from the principle to the goal.
        chinese: whether the words are Chinese.
        backwards: whether its name reads from the arrow's head; where there is no other word for it, that is said.
    """
    known = name in (_ZH if chinese else _EN) or not backwards
    return word(name, chinese) + ("" if known else "（逆箭头方向读）" if chinese else " (read against the arrow)")


def element_title(element: Element) -> str:
    """Return the words behind an element's box: kind, id, evidence, and its name in full."""
    evidence = "" if element.evidence == "stated" else f" ({element.evidence})"
    return f"{element.kind} {element.id}{evidence}: {in_words(element.name)}"


def picture_title(plan: Plan, view: str, focus: str | None = None, *, language: str | None) -> str:
    """Return what stands above a picture: the plan's title, the view, and the element in the middle."""
    parts = [in_language(plan.title, language), view, "" if focus is None else plan[focus].label(language)]
    return " · ".join(part for part in parts if part)
