"""What a target was read as, in English and Chinese."""

from __future__ import annotations

from typing import TypeAlias

from planmodel.model.promised import promise_of
from planmodel.model.targets import Target
from planmodel.text import one_line
from planmodel.units import Amount
from planmodel.words import Message, worded

__all__ = ["Several", "both", "promise"]

Several: TypeAlias = str | dict[str, str]
"""A text, or one a language."""


def both(text: object) -> Several:
    """Return a sentence or an amount in the languages of the page; any other text as it is.

    What has no words, so that the languages differ in spaces alone (≥ 70 %), is one text; 3 天 is 3天 in Chinese.
    """
    if isinstance(text, Message | Amount):
        told = {one: one_line(worded(text, one)) for one in ("en", "zh")}
        spaced = told["en"] != told["zh"] and any("\u4e00" <= one <= "\u9fff" for one in told["zh"])
        same = not spaced and "".join(told["en"].split()) == "".join(told["zh"].split())
        return told["en"] if same else told
    return "" if text is None else one_line(str(text))


def promise(target: Target) -> dict[str, str]:
    """Return a target as read, with what is striven for and the part that it holds for.

    Example:
        >>> from planmodel.phrases.reader import read_target
        >>> promise(read_target("比2020年下降14%以上"))
        {'zh': '比2020年下降14%以上', 'en': 'falls by at least 14 % since 2020'}
    """
    said = promise_of(target)
    return {language: one_line(said.in_language(language)) for language in ("zh", "en")}
