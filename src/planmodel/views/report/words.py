"""The words of the page in English and Chinese: headings, labels, kinds, relations, statuses, reasons."""

from __future__ import annotations

from typing import Literal, TypeAlias

from planmodel.words import catalogue

__all__ = ["LANGUAGES", "PageLanguage", "word", "words_in"]

PageLanguage: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[PageLanguage, ...] = ("zh", "en")
_PAGE = "page."


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
    texts = catalogue().get(_PAGE + key)
    return _from_key(key) if texts is None else texts["zh" if language == "zh" else "en"]


def words_in(language: PageLanguage) -> dict[str, str]:
    """Return the words of the page in one language, but for those that :func:`word` makes of their keys anyway."""
    words = {key.removeprefix(_PAGE): texts[language] for key, texts in catalogue().items() if key.startswith(_PAGE)}
    return {key: text for key, text in words.items() if text != _from_key(key)}


def _from_key(key: str) -> str:
    return key.rpartition(".")[2].replace("_", " ")
