"""Text that people read: one string or one per language, how wide it is on a terminal, and what it resembles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from planmodel.expression import expression
from planmodel.failures import ArgumentError, ModelError
from planmodel.words import Message, say

__all__ = [
    "MultilingualText",
    "Text",
    "as_text",
    "counted",
    "cut",
    "display_width",
    "for_xml",
    "in_language",
    "near",
    "one_line",
    "pictured",
    "suggestion",
    "wrapped",
]

_LANGUAGE = expression(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")


class MultilingualText(Mapping[str, str]):
    """The same text in several languages, keyed by BCP 47 language tag; immutable and hashable.

    Parameters:
        texts: language tag → text, at least one, in the order in which they are preferred.

    Raises:
        ModelError: no language, something that is not a language tag, or an empty text.

    Example:
        >>> name = MultilingualText({"zh": "水", "en": "water"})
        >>> name["en"], str(name)
        ('water', '水')
    """

    __slots__ = ("_texts",)
    _texts: dict[str, str]

    def __init__(self, texts: Mapping[str, str]) -> None:
        if not texts:
            raise ModelError(say("text.no_language"), hint=say("text.no_language.hint"))
        for language, text in texts.items():
            if not isinstance(language, str) or not _LANGUAGE.match(language):
                raise ModelError(say("text.no_tag", language=f"{language!r}"), hint=say("text.no_tag.hint"))
            check_text(text)
        object.__setattr__(self, "_texts", dict(texts))

    @classmethod
    def of_checked(cls, texts: dict[str, str]) -> MultilingualText:
        """Return the texts as one, without checking them again; ``texts`` is not copied."""
        made = cls.__new__(cls)
        object.__setattr__(made, "_texts", texts)
        return made

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __contains__(self, language: object) -> bool:
        return language in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, MultilingualText):
            return list(self._texts.items()) == list(other._texts.items())
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"MultilingualText is immutable: cannot set {name}")

    def __reduce__(self) -> tuple[object, ...]:
        return MultilingualText, (self._texts,)

    def __str__(self) -> str:
        return next(iter(self._texts.values()))

    def __repr__(self) -> str:
        return f"MultilingualText({self._texts!r})"

    def in_language(self, language: str) -> str:
        """Return the text in a language, or else in the first one that it has."""
        return self._texts.get(_language(language)) or str(self)


Text: TypeAlias = str | MultilingualText
"""One string, or one per language."""


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def for_xml(text: str) -> str:
    """Return a text with � for each character that no XML can hold.

    Source: W3C, *Extensible Markup Language (XML) 1.0*, 5th edition, section 2.2.

    Example:
        >>> for_xml("a\\x07b")
        'a�b'
    """
    return _NOT_IN_XML.sub("�", text)


def check_text(text: object) -> None:
    """Raise :class:`ModelError` unless ``text`` is a string that says something and that any file can hold."""
    if not isinstance(text, str):
        raise ModelError(say("text.expected", kind=type(text).__name__, text=f"{text!r:.40}"))
    if not text:
        raise ModelError(say("file.empty_text"), hint=say("text.leave_out"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ModelError(say("text.surrogate", at=error.start)) from None
    if "\0" in text:
        raise ModelError(say("text.nul", at=text.index(chr(0))))


def as_text(value: Text | Mapping[str, str]) -> Text:
    """Return ``value`` as :data:`Text`: a mapping of languages becomes a :class:`MultilingualText`."""
    if type(value) is str:
        if value.isascii() and value and "\0" not in value:
            return value
        check_text(value)
        return value
    if isinstance(value, MultilingualText):
        return value
    if isinstance(value, Mapping):
        return MultilingualText(value)
    check_text(value)
    return str(value)


def in_language(text: Text, language: str | None = None) -> str:
    """Return ``text`` in ``language``, or in its first language when that one is absent or ``None``."""
    if language is None:
        return str(text)
    return text.in_language(language) if isinstance(text, MultilingualText | Message) else text


def _language(language: str) -> str:
    if not isinstance(language, str):
        from planmodel.words import say

        raise ArgumentError(say("no_language_code", kind=type(language).__name__), parameter="language")
    return language


def display_width(text: str) -> int:
    """Return how many terminal cells ``text`` takes: a Chinese character is two, a combining mark none.

    Example:
        >>> display_width("水 a")
        4
    """
    if text.isascii():
        return len(text)
    return sum(_cell_width(character) for character in text)


def _cell_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def one_line(text: str) -> str:
    """Return ``text`` on one line: white space folded, control characters shown as escapes."""
    folded = " ".join(text.split())
    if folded.isprintable():  # nearly every text is
        return folded
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in folded)


def cut(text: str, width: int) -> str:
    """Return ``text`` on one line in at most ``width`` terminal cells, with ``…`` where something was cut."""
    text = one_line(text)
    if display_width(text) <= width:
        return text
    return text[: _fitting(text, 0, width - 1)] + "…"


def _fitting(text: str, at: int, width: int) -> int:
    """Return where the longest piece of a text from ``at`` ends that takes at most so many terminal cells."""
    for end in range(at, len(text)):
        width -= _cell_width(text[end])
        if width < 0:
            return end
    return len(text)


def pictured(value: object) -> str:
    """Return what was given in a few words, be it one that cannot show itself."""
    try:
        return cut(repr(value), 80)
    except Exception:  # its own code, or an integer with more digits than Python writes
        return type(value).__name__


_OPENS, _CLOSES = "“‘《（【", "、，。；：）》”’？！】"
_PIECE = expression(
    rf"(?:[{_OPENS}(\[]*(?:[一-鿿]|[^\s一-鿿{_OPENS}{_CLOSES}]+)[{_CLOSES})\]…]*|[{_OPENS}{_CLOSES}]+)\s*|\s+"
)
"""What no line ends inside: a word or a Chinese character, with the marks that open before it and close behind it."""


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of so many terminal cells: broken at spaces, and between Chinese characters.

    A word that is wider than a line, such as a path, is broken where the line ends.

    Example:
        >>> wrapped("水环境 quality", 8), wrapped("abcdef", 4)
        (['水环境', 'quality'], ['abcd', 'ef'])
    """
    lines, line = [], ""
    for piece in _PIECE.findall(" ".join(text.split())):
        if line and display_width(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        at, word = 0, line.rstrip()
        while width > 1 and (end := _fitting(word, at, width)) < len(word):
            lines.append(word[at:end])
            at = end
        line = line[at:]
    return [*lines, line.rstrip()]


def counted(number: int, noun: str, *, plural: str | None = None) -> str:
    """Return a number of things, the noun in the plural unless there is one.

    Example:
        >>> counted(1, "plan"), counted(1200, "plan"), counted(0, "body", plural="bodies")
        ('1 plan', '1,200 plans', '0 bodies')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def near(word: str, candidates: Iterable[str], most: int = 3, cutoff: float = 0.6) -> tuple[str, ...]:
    """Return the ``candidates`` spelt most like ``word``, best first; ``cutoff`` says how alike, from 0 to 1.

    Example:
        >>> near("nmae", ["name", "unit", "themes"])
        ('name',)
    """
    from difflib import get_close_matches

    pool = list(dict.fromkeys(candidates))
    if len(word) > 200:
        return ()
    if len(pool) > 5_000:  # difflib compares with every candidate: keep those that begin or end alike
        pool = [c for c in pool if c[:2] == word[:2] or c[-3:] == word[-3:]][:5_000]
    folded = {candidate.casefold(): candidate for candidate in reversed(pool)}
    matches = get_close_matches(word.casefold(), folded, n=most, cutoff=cutoff)
    return tuple(folded[match] for match in matches)


def suggestion(word: str, candidates: Iterable[str]) -> Message | None:
    """Return ``did you mean a or b?`` for the candidates near ``word``, or ``None`` when none is near."""
    found = near(word, candidates)
    return say("did_you_mean", near=found) if found else None
