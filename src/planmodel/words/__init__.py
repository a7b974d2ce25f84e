"""The catalogue of words: every sentence that people read, in every language, looked up by its key.

The sentences stand in ``*.json`` beside this module, one file a room: a key, and for each language a text with
placeholders. They are read when the first of them is asked for; importing this module reads nothing.

A placeholder may say how its value is worded, after a colon:

- ``{n:doubt|doubts}`` a number with its noun, ``{n:=is|are}`` the word alone, ``{year:d}`` a number without commas;
- ``{ids:12}`` at most so many of several, and how many more; ``{ids: or }`` what stands between them.

A value with a method ``in_language`` words itself: another message, an amount, a period, a text in several languages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final, Self

from planmodel.steering import seen

__all__ = [
    "LANGUAGES",
    "Message",
    "catalogue",
    "coded",
    "count_of",
    "explanation",
    "has_words",
    "named",
    "say",
    "term",
    "worded",
]

_ROOMS: Final = (
    "base",
    "check",
    "cli",
    "columns",
    "comparing",
    "corpus",
    "evaluating",
    "exchange",
    "files",
    "model",
    "office",
    "page",
    "phrases",
    "pictures",
    "reading",
    "rules",
    "scheduling",
    "tracking",
    "units",
    "verifying",
)
LANGUAGES: Final = ("en", "zh")
"""The languages of the catalogue; the first is what a message reads as a string."""
_FIRST: Final = LANGUAGES[0]


class Message(str):
    """A sentence of the catalogue: as a string it is in one language, and it can say itself in every other.

    Parameters:
        key: its key in the catalogue.
        parameters: what its placeholders stand for.
        language: the language of the string.

    Example:
        >>> message = say("report.error", n=2)
        >>> message, message.in_language("zh")
        ('2 errors', '2个错误')
    """

    __slots__ = ("key", "language", "parameters")
    key: str
    language: str
    parameters: Mapping[str, object]

    def __new__(cls, key: str, parameters: Mapping[str, object], language: str = _FIRST) -> Self:
        """Return the sentence, worded in a language."""
        made = super().__new__(cls, _filled(key, parameters, language))
        made.key, made.language, made.parameters = key, language, parameters
        return made

    def in_language(self, language: str) -> Message:
        """Return the same sentence in a language of the catalogue; in any other language it stays as it is."""
        if language == self.language or language not in LANGUAGES:
            return self
        return Message(self.key, self.parameters, language)

    def __reduce__(self) -> tuple[object, ...]:
        return Message, (self.key, dict(self.parameters), self.language)


class _OwnTerm(Message):
    """A word that a user's own kind brings: the same in every language."""

    __slots__ = ()

    def __new__(cls, name: str) -> Self:
        made = str.__new__(cls, name)
        made.key, made.language, made.parameters = "", _FIRST, {}
        return made

    def in_language(self, language: str) -> Message:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return _OwnTerm, (str(self),)


class _Named(Message):
    """A name that its data give in both languages; as a string it is the Chinese one, by which rows are told apart."""

    __slots__ = ()

    def __new__(cls, zh: str, en: str, language: str = "zh") -> Self:
        made = str.__new__(cls, en if language == "en" else zh)
        made.key, made.language, made.parameters = "", language, {"zh": zh, "en": en}
        return made

    def in_language(self, language: str) -> Message:
        same = language == self.language or language not in LANGUAGES
        return self if same else _Named(**self._both(), language=language)

    def _both(self) -> dict[str, str]:
        return {name: str(self.parameters[name]) for name in ("zh", "en")}

    def __reduce__(self) -> tuple[object, ...]:
        return _Named, (*self._both().values(), self.language)


def named(zh: str, en: str) -> Message:
    """Return a name that data give in both languages, such as a class of a scale of verdicts.

    Example:
        >>> named("达标", "met"), named("达标", "met").in_language("en")
        ('达标', 'met')
    """
    return _Named(zh, en)


def say(key: str, /, **parameters: object) -> Message:
    """Return the sentence of a key; as a string it is English.

    Parameters:
        key: its key in the catalogue.
        parameters: a value for each placeholder.

    Raises:
        KeyError: the catalogue has no such sentence, or a placeholder has no value.
    """
    return Message(key, parameters)


@lru_cache(maxsize=4096)
def term(group: str, name: str) -> Message:
    """Return what a code is called: of a kind, a relation, a status, a field.

    A name that the catalogue does not have, such as a user's own kind, stands for itself in every language.

    Example:
        >>> term("kind", "goal").in_language("zh"), term("kind", "my_risk").in_language("zh")
        ('目标', 'my_risk')
    """
    key = f"{group}.{name}"
    return Message(key, {}) if key in catalogue() else _OwnTerm(name)


class _Coded(Message):
    """A code that stands for itself in English, where programs and people share it, and has words elsewhere."""

    __slots__ = ()

    def __new__(cls, key: str, parameters: Mapping[str, object], language: str = _FIRST) -> Self:
        """Return the code, or its words in another language."""
        text = key.rpartition(".")[2] if language == _FIRST else _filled(key, parameters, language)
        made = str.__new__(cls, text)
        made.key, made.language, made.parameters = key, language, parameters
        return made

    def in_language(self, language: str) -> Message:
        """Return the code in a language of the catalogue."""
        return self if language == self.language or language not in LANGUAGES else _Coded(self.key, {}, language)

    def __reduce__(self) -> tuple[object, ...]:
        return _Coded, (self.key, {}, self.language)


@lru_cache(maxsize=4096)
def coded(group: str, code: str) -> Message:
    """Return a code as people read it: itself in English, and what it is called in other languages.

    Example:
        >>> coded("page.v", "on_track"), coded("page.v", "on_track").in_language("zh")
        ('on_track', '达到序时进度')
    """
    key = f"{group}.{code}"
    return _Coded(key, {}) if key in catalogue() else _OwnTerm(code)


def count_of(kind: str, number: int, noun: str) -> Message:
    """Return how many elements of a kind there are.

    Parameters:
        kind: the kind.
        number: how many.
        noun: what so many of a user's own kind are called, which every language has as it is.
    """
    key = f"count.{kind}"
    return Message(key, {"n": number}) if has_words(key) else say("count.of_own_kind", n=number, noun=noun)


def explanation(code: str) -> Message:
    """Return what a code of ``check`` or of a reader means, in sentences; nothing where the catalogue has none.

    Example:
        >>> explanation("PM305").in_language("zh").partition("。")[0]
        '没有任何目标或任务以 `guided_by` 遵循该原则'
    """
    key = f"rule_doc.{code}"
    return Message(key, {}) if has_words(key) else _OwnTerm("")


def has_words(key: str) -> bool:
    """Tell whether the catalogue has a key."""
    return key in catalogue()


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return every key with its text in each language."""
    import json
    from pkgutil import get_data

    entries: dict[str, Mapping[str, str]] = {}
    for room in _ROOMS:
        entries |= json.loads(get_data("planmodel.words", f"{room}.json") or b"{}")
    return MappingProxyType(entries)


@cache
def _template(key: str, language: str) -> tuple[tuple[str, str | None, str, bool], ...]:
    """Return a text as pieces: what stands before a placeholder, its name, how it is worded, whether it is quoted."""
    from string import Formatter

    texts = catalogue()[key]
    pieces = Formatter().parse(texts.get(language, texts[_FIRST]))
    return tuple((before, name, how or "", quoted == "r") for before, name, how, quoted in pieces)


def _filled(key: str, parameters: Mapping[str, object], language: str) -> str:
    parts: list[str] = []
    for before, name, how, quoted in _template(key, language):
        parts.append(before)
        if name is not None:
            text = worded(parameters[name], language, how)
            parts.append(repr(str(text)) if quoted else text if text.isprintable() else seen(text))
    return "".join(parts)


def worded(value: object, language: str, how: str = "") -> str:
    """Return a value in words.

    Parameters:
        value: a text, a number, several of them, or what words itself.
        language: a language of the catalogue.
        how: what stands behind the colon of a placeholder.
    """
    if "|" in how:
        return _with_noun(len(value) if isinstance(value, Sequence) else value, how, language)
    if isinstance(value, Message) or not isinstance(value, str | int | tuple | list):
        if isinstance(value, dt.date) and language == "zh":
            return f"{value.year}年{value.month}月{value.day}日"
        in_language = getattr(value, "in_language", None)
        return str(value) if in_language is None else in_language(language)
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value) if how == "d" else _number(value, language)
    return _row(value, language, how)


def _number(value: int, language: str) -> str:
    """Return a number; Chinese text groups no digits below 100,000."""
    return str(value) if language == "zh" and abs(value) < 100_000 else f"{value:,}"


def _with_noun(number: object, how: str, language: str) -> str:
    assert isinstance(number, int)
    alone, how = how.startswith("="), how.removeprefix("=")
    one, _, many = how.partition("|")
    word = one if number == 1 else many
    return word if alone else f"{_number(number, language)} {word}"


def _row(values: Sequence[object], language: str, how: str) -> str:
    """Return several values in a row: all of them, or at most so many and how many there are besides."""
    most = int(how) if how.isdigit() else len(values)
    joint = how if how and not how.isdigit() else "、" if language == "zh" else ", "
    shown = joint.join(worded(one, language) for one in values[:most])
    if len(values) <= most:
        return shown
    return str(Message("and_more", {"shown": shown, "more": len(values) - most, "all": len(values)}, language))
