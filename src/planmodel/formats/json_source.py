"""JSON text as a source tree: strict syntax, keys that stand twice, and the place of every value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property, lru_cache, partial
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

import msgspec

from planmodel.diagnostics import Diagnostic, Place
from planmodel.expression import expression
from planmodel.formats.source_tree import Path, Problems, Span, SpanLike, find_span, problem, twice
from planmodel.limits import in_force, refusal
from planmodel.words import say

__all__ = ["JsonSource"]

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
_NO_NUMBER = expression(r"-?(?:NaN|Infinity)|-?[0-9]{4301,}|-?[0-9.]+[eE][+-]?0*[1-9][0-9]{9,}")


class JsonSource:
    """A JSON text, read with numbers as exact decimals.

    Parameters:
        text: the whole text.
        file: what it is called in messages.

    Raises:
        PlanFileError: it is large, and one text in it is far longer than the limits allow: parsed, it would be held
            several times.
    """

    lexical = False

    def __init__(self, text: str, file: str) -> None:
        if len(text) > _LARGE and (match := _long_text(text, in_force().text)):
            line, start = text.count("\n", 0, match.start()) + 1, text.rfind("\n", 0, match.start()) + 1
            place = Place(file=file, line=line, column=match.start() - start + 1)
            over = in_force().over("text", match.end() - match.start() - 2)
            assert over is not None
            raise refusal(file, *over, place=place)
        self.file = file
        self._text = text
        self._problems = Problems()
        self._looked = False

    def decoded(self, struct: Any) -> Any:
        """Return the file as an instance of a msgspec struct.

        Raises:
            Exception: something is wrong with it.
        """
        text = self._text
        if "\\u0000" in text:
            raise ValueError("a NUL character")
        document = _decoder(struct).decode(text)
        if not self._has_colons(_encoded_colons(document)):
            self.look_again()
            if self._problems:
                raise ValueError("a key stands twice")
        return document

    def _has_colons(self, number: int) -> bool:
        """Return whether the text has as many colons as what was read from it, so that no key stands twice.

        Every key has one, and those in texts are in both, unless they are escaped. Fewer are a key that stands
        twice, or one that says what holds without it.
        """
        return "\\u003" not in self._text and self._text.count(":") == number

    @cached_property
    def tree(self) -> Any:
        """The file as mappings, lists and scalars; ``None`` when it is not JSON."""
        try:
            return json.loads(self._text, parse_float=Decimal, parse_constant=_no_constant)
        except json.JSONDecodeError as error:
            self._add(error.msg[0].lower() + error.msg[1:], self._place_at(error.pos))
        except RecursionError:
            self._add(say("file.too_deep"), Place(file=self.file))
        except (ValueError, ArithmeticError):  # NaN, or a number whose digits or exponent Python refuses to convert
            self._no_number()
        return None

    @property
    def problems(self) -> Problems:
        """The problems of syntax, and each key that stands twice."""
        self.look_again()
        return self._problems

    def look_again(self) -> None:
        """Add a problem for each key that stands twice."""
        if self._looked or self.tree is None:
            return
        self._looked = True
        if self._has_colons(_colons(self.tree)):
            return
        twice = False

        def mapping(pairs: list[tuple[str, Any]]) -> None:
            nonlocal twice
            twice = twice or len({key for key, _ in pairs}) != len(pairs)

        json.loads(self._text, object_pairs_hook=mapping)
        if not twice:
            return
        for key, at, length in _repeated_keys(self._text):
            self._problems.note("PM007", partial(self._repeated, key, at, length))

    def _repeated(self, key: str, at: int, length: int) -> Diagnostic:
        return twice(key, self._place_at(at, length))

    def _add(self, message: str, place: Place) -> None:
        self._problems.append(problem("PM001", message, place))

    def _no_number(self) -> None:
        for match in _TOKEN.finditer(self._text):
            if _NO_NUMBER.fullmatch(match.group()):
                shown = match.group() if len(match.group()) < 40 else "a number of thousands of digits"
                self._add(say("file.no_json_number", shown=shown), self._place_at(match.start()))
                return

    @cached_property
    def _root(self) -> _JsonSpan:
        return _span_at(self._text, _after_space(self._text, 0))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    def _place_at(self, offset: int, length: int = 1) -> Place:
        from bisect import bisect_right

        line = bisect_right(self._line_starts, offset)
        return Place(file=self.file, line=line, column=offset - self._line_starts[line - 1] + 1, length=length)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the place of the value at ``path`` (or of its key), or of the nearest that is there."""
        if self.tree is None:
            return Place(file=self.file)
        span = find_span(self._root, path, key=key)
        return self._place_at(span.at, span.length)


@lru_cache(maxsize=64)
def _decoder(struct: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(struct, float_hook=Decimal)


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder()


def _encoded_colons(document: Any) -> int:
    """Return how many colons JSON of a document has; -1 when msgspec does not write a number or half a character."""
    try:
        return _encoder().encode(document).count(b":")
    except (OverflowError, UnicodeEncodeError):
        return -1


def _colons(tree: Any) -> int:
    """Return the same of a tree, without a second text: a file at fault may be a large one."""
    number, waiting = 0, [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            number += one.count(":")
        elif isinstance(one, dict):
            number += len(one)
            waiting += one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return number


def _no_constant(name: str) -> None:
    raise ValueError(name)


class _JsonSpan:
    """The span of a value in a valid JSON text, whose children are found when they are asked for.

    Most files have few problems, and the way to each leads through few mappings and lists: what lies beside the way is
    passed over by the parser in C.
    """

    def __init__(self, text: str, at: int, length: int) -> None:
        self._text = text
        self.at, self.length = at, length

    @property
    def children(self) -> Sequence[SpanLike] | Mapping[str, tuple[SpanLike, SpanLike]] | None:
        """The spans of what a list or mapping holds, as those of a :class:`Span`."""
        return self._children

    @cached_property
    def _children(self) -> Sequence[SpanLike] | Mapping[str, tuple[SpanLike, SpanLike]] | None:
        opening = self._text[self.at]
        if opening == "[":
            return [span for _, span in self._members(keyed=False)]
        if opening == "{":
            return {name: (key, span) for (name, key), span in self._members(keyed=True)}
        return None

    def _members(self, *, keyed: bool) -> Iterator[tuple[tuple[str, Span], _JsonSpan]]:
        text, at = self._text, _after_space(self._text, self.at + 1)
        name, key = "", Span(at, 0)
        while text[at] not in "]}":
            if keyed:
                name, end = scanstring(text, at + 1)
                key = Span(at, end - at)
                at = _after_space(text, _after_space(text, end) + 1)
            yield (name, key), _span_at(text, at)
            at = _after_space(text, _end_of_value(text, at))
            if text[at] == ",":
                at = _after_space(text, at + 1)


def _span_at(text: str, at: int) -> _JsonSpan:
    return _JsonSpan(text, at, 1 if text[at] in "[{" else _end_of_value(text, at) - at)


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    assert space is not None
    return space.end()


def _end_of_value(text: str, at: int) -> int:
    if (string := _STRING.match(text, at)) is not None:  # not decoded: it may be most of a large file
        return string.end()
    end: int = _PARSER.raw_decode(text, at)[1]
    return end


_LARGE = 32 << 20
_ESCAPED = 6
"""Characters in which JSON writes one character at most: ``\\u4e2d``."""


def _long_text(text: str, most: int) -> re.Match[str] | None:
    """Return a string of a JSON text that holds more than ``most`` characters, however many of them are escaped.

    Such a string fills one of the portions into which the text is cut, so that most texts are only looked at for
    portions without a quotation mark.
    """
    portion = max(most * _ESCAPED // 2, 1)
    for at in range(0, len(text) - portion + 1, portion):
        if text.count('"', at, at + portion) == text.count('\\"', max(at - 1, 0), at + portion):
            break
    else:
        return None
    return next((one for one in _STRING_OR_REST.finditer(text) if one.end() - one.start() > most * _ESCAPED + 2), None)


_SPACE = expression(r"[ \t\n\r]*")
_STRING = expression(r'"(?:[^"\\]++|(?:\\.)++)*+"', re.DOTALL)
_STRING_OR_REST = expression(_STRING.pattern[:-1] + r'(?:"|\Z)', re.DOTALL)
"""A string, or what follows a quotation mark that opens the last one: no mark within it is tried again."""
_PARSER = json.JSONDecoder()


def _repeated_keys(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each key of a valid JSON text that stands in its mapping already, with its offset and length."""
    open_: list[set[str] | None] = [None]  # the keys of the open mappings, innermost last; ``None`` for a list
    wants_key = False
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in "}]":
            open_.pop()
            wants_key = False
        elif token in "{[":
            open_.append(set() if token == "{" else None)
            wants_key = token == "{"
        elif token in ",:":
            wants_key = token == "," and open_[-1] is not None
        elif wants_key:
            keys, name = open_[-1], json.loads(token)
            assert keys is not None
            if name in keys:
                yield name, match.start(), len(token)
            keys.add(name)
