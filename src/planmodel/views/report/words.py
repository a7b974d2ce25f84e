"""The words of the page in English and Chinese: headings, labels, kinds, relations, statuses, reasons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

__all__ = ["LANGUAGES", "PageLanguage", "word", "words_in"]

PageLanguage: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[PageLanguage, ...] = ("zh", "en")


def word(key: str, language: str) -> str:
    """Return a word of the page; a key without one is its own last part.

    Parameters:
        key: ``summary``, or with what it is before a dot: ``kind.goal`` (several), ``one.goal``, ``rel.measures`` and
            ``inv.measures`` (a relation from its holder and from its target), ``f.unit`` (a field), ``v.binding`` (a
            value), ``r.no_target`` (a reason).
        language: ``zh``; anything else is English.

    Example:
        >>> word("kind.goal", "zh"), word("kind.my_event", "en")
        ('目标', 'my event')
    """
    both = _words().get(key)
    return _from_key(key) if both is None else both[language == "zh"]


def words_in(language: PageLanguage) -> dict[str, str]:
    """Return the words of the page in one language, but for those that :func:`word` makes of their keys anyway."""
    place = int(language == "zh")
    return {key: both[place] for key, both in _words().items() if both[place] != _from_key(key)}


@cache
def _words() -> Mapping[str, tuple[str, str]]:
    """Return key → English, Chinese."""
    text = files("planmodel.views.report").joinpath("assets", "words.json").read_text(encoding="utf-8")
    return {key: (english, chinese) for key, (english, chinese) in json.loads(text).items()}


def _from_key(key: str) -> str:
    return key.rpartition(".")[2].replace("_", " ")
