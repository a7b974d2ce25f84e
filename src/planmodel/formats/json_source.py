"""JSON text as a source tree: strict syntax, keys that stand twice, and the place of every value."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import Any

import msgspec

from planmodel.diagnostics import Diagnostic, Place
from planmodel.formats.source_tree import Path, Span, find_span, problem

__all__ = ["JsonSource"]

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
_NO_NUMBER = re.compile(r"-?(?:NaN|Infinity)|-?[0-9]{4301,}|-?[0-9.]+[eE][+-]?0*[1-9][0-9]{9,}")
_TWICE = "PM007"


class JsonSource:
    """A JSON text, read with numbers as exact decimals.

    Parameters:
        text: the whole text.
        file: what it is called in messages.
    """

    lexical = False

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self._text = text
        self._problems: list[Diagnostic] = []
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
        # Every key has a colon, and those in texts are in both: fewer are a key that stands twice, or one that says
        # what holds without it. So it costs little to look closer.
        if text.count(":") != _encoder().encode(document).count(b":"):
            self.look_again()
            if self._problems:
                raise ValueError("a key stands twice")
        return document

    @cached_property
    def tree(self) -> Any:
        """The file as mappings, lists and scalars; ``None`` when it is not JSON."""
        try:
            return json.loads(self._text, parse_float=Decimal, parse_constant=_no_constant)
        except json.JSONDecodeError as error:
            self._add(error.msg[0].lower() + error.msg[1:], self._place_at(error.pos))
        except RecursionError:
            self._add("the file is nested too deeply to be a plan", Place(file=self.file))
        except (ValueError, ArithmeticError):  # NaN, or a number whose digits or exponent Python refuses to convert
            self._no_number()
        return None

    @property
    def problems(self) -> list[Diagnostic]:
        """The problems of syntax, and each key that stands twice."""
        self.look_again()
        return self._problems

    def look_again(self) -> None:
        """Add a problem for each key that stands twice."""
        if self._looked or self.tree is None:
            return
        self._looked = True
        twice = False

        def mapping(pairs: list[tuple[str, Any]]) -> None:
            nonlocal twice
            twice = twice or len({key for key, _ in pairs}) != len(pairs)

        json.loads(self._text, object_pairs_hook=mapping)
        if twice:
            self._spans  # noqa: B018 - reports each of them

    def _add(self, message: str, place: Place) -> None:
        self._problems.append(problem("PM001", message, place))

    def _no_number(self) -> None:
        for match in _TOKEN.finditer(self._text):
            if _NO_NUMBER.fullmatch(match.group()):
                shown = match.group() if len(match.group()) < 40 else "a number of thousands of digits"
                self._add(f"{shown} is not a number that a plan can hold", self._place_at(match.start()))
                return

    @cached_property
    def _spans(self) -> Span:
        root, repeated = _spans(self._text)
        for key, at, length in repeated:
            place = self._place_at(at, length)
            self._problems.append(problem(_TWICE, f"the key {key!r} stands twice", place, hint="keep one of the two"))
        return root

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
        span = find_span(self._spans, path, key=key)
        return self._place_at(span.at, span.length)


@lru_cache(maxsize=64)
def _decoder(struct: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(struct, float_hook=Decimal)


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder()


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _spans(text: str) -> tuple[Span, list[tuple[str, int, int]]]:
    """Return the spans of a valid JSON text, and key, offset and length of every key that repeats."""
    repeated: list[tuple[str, int, int]] = []
    top: list[Span] = []
    stack: list[Any] = [top]  # open lists and mappings, innermost last
    keys: list[Span | None] = [None]  # the key that waits for its value, per open container
    names: list[str] = [""]
    wants_key = False
    for match in _TOKEN.finditer(text):
        token, at = match.group(), match.start()
        if token in "}]":
            stack.pop()
            keys.pop()
            names.pop()
            wants_key = False
        elif token == ",":
            wants_key = isinstance(stack[-1], dict)
        elif token == ":":
            wants_key = False
        elif wants_key:
            name = json.loads(token)
            if name in stack[-1]:
                repeated.append((name, at, len(token)))
            keys[-1], names[-1] = Span(at, len(token)), name
        else:
            children: Any = {} if token == "{" else [] if token == "[" else None
            span = Span(at, len(token), children)
            key = keys[-1]
            if key is not None:
                stack[-1][names[-1]] = (key, span)
            else:
                stack[-1].append(span)
            if children is not None:
                stack.append(children)
                keys.append(None)
                names.append("")
                wants_key = token == "{"
    return top[0], repeated
