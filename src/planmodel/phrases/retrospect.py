"""Paragraphs that tell what was reached: 五年来，…, or below a heading such as 工作回顾."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.expression import expression

__all__ = ["past_spans"]

_LOOKS_BACK = expression(
    r"[一两三四五十]年来|过去的?[一两三四五]年|刚刚过去的|过去的20\d\d年|回顾过去|圆满收官|居全[国省][前第]|创历史新高|比五年前"
)
_LOOKS_AHEAD = expression(
    r"到[“\"]?(?:20\d\d年(?:[底末]|代)?[，,：:]|十[四五六]五[”\"]?期?末)|力争|今后|下一步|明年|未来|规划期|期末"
    r"|(?:目标|任务|指标)(?:是|为|：|:)|预期目标|将(?:达到|达|实现|建成|完成|继续|进一步)|确保|奋力实现|争取(?:到|实现|达到)"
    r"|今年(?!以来|上半年)|年内|我们要|全年(?:新建|完成|力争|计划|实施)"
)
_REVIEW = expression(
    r"回顾|主要成[就绩效]|发展成就|取得的?(?:主要)?成[就绩效]|完成情况|实施情况|现状与?(?:形势|问题)?$|发展基础$|工作总结"
)
_PROGRAMME = expression(r"目标|任务|安排|打算|重点|要求|展望|思路|部署|措施|规划|计划|举措|工程|行动|原则|战略|布局")
_LONGEST_HEADING = 40
_LINE = expression(r"[^\n\r]+")


def past_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where paragraphs begin and end that tell what was reached and nothing of what is to come.

    Parameters:
        text: a page in Chinese.

    Example:
        >>> list(past_spans("五年来，生活更好。建成公园12个。\\n新建公园5个。"))
        [(0, 17)]
    """
    below_review = False
    for line in _LINE.finditer(text):
        words = line[0]
        if len(words) <= _LONGEST_HEADING and not any(sign in words for sign in "。；;，"):
            if _REVIEW.search(words):
                below_review = True
            elif _PROGRAMME.search(words):
                below_review = False
            continue
        looks_back = below_review or _LOOKS_BACK.search(words) is not None
        if looks_back and _LOOKS_AHEAD.search(words) is None:
            yield line.span()
