"""Which language a phrase is in, and its words."""

from __future__ import annotations

from functools import lru_cache

from planmodel.errors import ModelError
from planmodel.expression import expression
from planmodel.phrases.chinese import scan_chinese
from planmodel.phrases.english import scan_english
from planmodel.phrases.grammar import Language, grammar
from planmodel.phrases.own_words import masked, with_own
from planmodel.phrases.tokens import Token
from planmodel.units import OwnUnits, is_known
from planmodel.words import say

__all__ = ["check_language", "language_of", "tokens_of"]

_CHINESE = expression("[\u3400-\u9fff]")
_MONEY = expression(r"[$£€]\s?\d")
_LATIN = expression(r"[A-Za-zμ][A-Za-z0-9μ²³^·/]*(?:\([A-Z]\))?")


def check_language(language: str | None) -> None:
    """Refuse a language that phrases are not read in; ``None`` is for finding out.

    Raises:
        ModelError: there is no grammar of it.
    """
    if language not in (None, "zh", "en"):
        raise ModelError(
            say("phrase.no_language", language=f"{language!r:.40}"), hint=say("write_one", names=("zh", "en"))
        )


def language_of(text: str) -> Language:
    """Return the language of a text: English when it has Latin words that are no units and no Chinese character.

    Example:
        >>> language_of("reduce emissions by 30%"), language_of("降低30%"), language_of("≤25 μg/m3")
        ('en', 'zh', 'zh')
    """
    if _CHINESE.search(text):
        return "zh"
    if _MONEY.search(text):
        return "en"  # £150m: the currency stands first
    return "en" if any(not _is_sign(word) for word in _LATIN.findall(text)) else "zh"


@lru_cache(maxsize=4096)
def _is_sign(word: str) -> bool:
    """Return whether a Latin word is a unit or the sign of a substance, which both languages print."""
    return (
        (is_known(word) and not word.islower())
        or ("/" in word and is_known(word))
        or word in grammar("zh").words
        or (len(word) < 3 and is_known(word))
    )


def tokens_of(phrase: str, language: Language, units: OwnUnits | None = None) -> list[Token]:
    """Return the words of a folded phrase; ``units`` are those of one's own beside the table's."""
    scan = scan_chinese if language == "zh" else scan_english
    return with_own(scan(masked(phrase, units)), phrase, units, language) if units else scan(phrase)
