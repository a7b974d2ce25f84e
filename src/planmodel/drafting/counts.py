"""What a document says of its own number of things: 六大行动, 25项重点工程, 以下五个部分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planmodel.phrases.numerals import chinese_numeral

__all__ = ["Count", "counts_in", "whole_number"]

_COUNT = re.compile(
    r"(?P<n>[一二三四五六七八九十两]{1,3}|\d{1,3})\s?(?:大|项|个|类|方面|条)(?:重点|重大|主要|基本|专项|具体|关键|核心|战略|标志性|人才|发展)*"
    r"(?P<what>[一-鿿]{0,10}?(?:部分|章|行动计划|行动|工程|项目|任务|措施|体系|领域|目标|原则|方面|板块|举措|计划|抓手|保障))(?![一-鿿]{0,2}(?:以上|左右))"
)


class Count(NamedTuple):
    """A number of things that a text says it has.

    Parameters:
        number: how many.
        what: of what, in its words.
        start, end: where the words stand.
    """

    number: int
    what: str
    start: int
    end: int


def whole_number(printed: str) -> int | None:
    """Return a printed whole number: 六, 十二, 25."""
    if printed.isdecimal():
        return int(printed)
    numeral = chinese_numeral(printed, 0)
    return int(numeral.value) if numeral is not None and numeral.end == len(printed) else None


def counts_in(text: str, start: int = 0) -> Iterator[Count]:
    """Yield the counts of things that plans are made of, as a text tells them.

    Example:
        >>> [(one.number, one.what) for one in counts_in("实施六大人才行动计划，共25项重点工程，投资3个亿")]
        [(6, '行动计划'), (25, '工程')]
    """
    for found in _COUNT.finditer(text):
        number = whole_number(found["n"])
        if number is not None and 2 <= number <= 999:
            yield Count(number, found["what"], start + found.start(), start + found.end())
