"""What a file holds before it is a plan: plain mappings, lists and scalars, and the place of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias

import msgspec

from planmodel.diagnostics import Diagnostic, Place
from planmodel.limits import in_force
from planmodel.words import say

__all__ = [
    "ParsedTree",
    "Path",
    "Problems",
    "SourceTree",
    "Span",
    "SpanLike",
    "convert_tree",
    "find_span",
    "path_text",
    "problem",
    "steps_of",
    "twice",
]

Path: TypeAlias = tuple[str | int, ...]
"""The way from the top of a tree to a value: ``("tasks", 2, "depends_on", 0)``."""


class Problems(list[Diagnostic]):
    """What is wrong with files: as many problems of each code as the limits list; the others are counted."""

    def __init__(self) -> None:
        super().__init__()
        self._most = in_force().findings
        self._met: Counter[str] = Counter()

    def note(self, code: str, tell: Callable[[], Diagnostic]) -> None:
        """List one more problem, or count it.

        Parameters:
            code: its code.
            tell: makes it, if it is listed.
        """
        self._met[code] += 1
        if self._met[code] <= self._most:
            self.append(tell())

    def take(self, others: Problems) -> None:
        """List and count the problems of another list."""
        for one in others:
            self.note(one.code, lambda one=one: one)  # type: ignore[misc]
        self._met.update({code: number - others._most for code, number in others._met.items() if number > others._most})

    def more(self, file: str) -> list[Diagnostic]:
        """Return for each code with problems that are not listed how many there are."""
        return [
            problem(
                code,
                say("limits.more", number=number - self._most),
                Place(file=file),
                hint=say("limits.more.hint", number=number),
            )
            for code, number in self._met.items()
            if number > self._most
        ]


class SourceTree(Protocol):
    """A file that was read as far as its syntax goes.

    ``tree`` has the header's keys and one list of mappings a kind, under its plural name. Scalars are ``None``, or text
    when ``lexical`` (YAML and CSV, whose scalars are read by the field that wants them), else JSON's types.
    ``tree`` and ``problems`` may be had later than :meth:`decoded`, which good files need alone.
    ``problems`` are those of syntax: a key that stands twice, an alias that goes nowhere.
    """

    file: str
    lexical: bool

    @property
    def tree(self) -> Any:
        """The file as mappings, lists and scalars; ``None`` when it is none of these."""
        ...

    @property
    def problems(self) -> Problems:
        """The problems of syntax."""
        ...

    def decoded(self, struct: Any) -> Any:
        """Return the file as an instance of a msgspec struct.

        Raises:
            Exception: something is wrong with it.
        """
        ...

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the place of the value at ``path`` (or of its key); of the nearest that is there, if it is not."""
        ...

    def look_again(self) -> None:
        """Add the problems that a quick look leaves out."""
        ...


def convert_tree(tree: Any, struct: Any, *, clean: bool) -> Any:
    """Return a tree as an instance of a msgspec struct.

    Parameters:
        tree: the tree.
        struct: the struct.
        clean: whether no text in it can hold NUL or half a character.

    Raises:
        Exception: it does not fit.
    """
    if not clean and b"\\u0000" in msgspec.json.encode(tree):  # which refuses half a character itself
        raise ValueError("a NUL character")
    return msgspec.convert(tree, struct)


class ParsedTree:
    """A tree that was parsed elsewhere, without problems, and has no places.

    Parameters:
        tree: the tree; its scalars are text.
        file: what it is called in messages.
        clean: whether no text in it can hold NUL or half a character.
    """

    lexical = True

    def __init__(self, tree: Any, file: str, *, clean: bool) -> None:
        self.tree = tree
        self.file = file
        self.clean = clean
        self.problems = Problems()

    def decoded(self, struct: Any) -> Any:
        """Return the tree as an instance of a msgspec struct."""
        return convert_tree(self.tree, struct, clean=self.clean)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the file."""
        return Place(file=self.file)

    def look_again(self) -> None:
        """Do nothing."""


def path_text(path: Path) -> str:
    """Return a path as people read it.

    Example:
        >>> path_text(("tasks", 2, "depends_on", 0))
        'tasks[2].depends_on[0]'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def steps_of(path: str) -> Path:
    """Return the steps of a path as people read it.

    Example:
        >>> steps_of("depends_on[0].to")
        ('depends_on', 0, 'to')
    """
    return tuple(int(part[1:-1]) if part.startswith("[") else part for part in re.findall(r"[^.\[\]]+|\[\d+\]", path))


class SpanLike(Protocol):
    """Where a value stands, and what it holds: a :class:`Span`, or one whose children are found when asked for."""

    @property
    def at(self) -> int:
        """Its position, as the reader counts."""
        ...

    @property
    def length(self) -> int:
        """How many characters it has on its first line."""
        ...

    @property
    def children(self) -> Sequence[SpanLike] | Mapping[str, tuple[SpanLike, SpanLike]] | None:
        """The spans of what it holds."""
        ...


class Span(NamedTuple):
    """Where a value stands: ``at`` is the reader's own position, ``length`` counts characters on its first line.

    ``children`` is a list of spans for a list, a mapping of key → (span of the key, span of the value) for a mapping,
    ``None`` for a scalar.
    """

    at: int
    length: int
    children: list[Span] | dict[str, tuple[Span, Span]] | None = None


def find_span(root: SpanLike, path: Path, *, key: bool = False) -> SpanLike:
    """Return the span at ``path`` (of its key when ``key``), or of the nearest value above it that is there."""
    here: SpanLike = root
    for number, step in enumerate(path):
        children = here.children
        if isinstance(children, list) and isinstance(step, int) and step < len(children):
            here = children[step]
        elif isinstance(children, dict) and isinstance(step, str) and step in children:
            name: SpanLike
            name, value = children[step]
            last = number == len(path) - 1
            if last and (key or value.length == 0):
                return name
            here = value
        else:
            break
    return here


def twice(key: str, place: Place) -> Diagnostic:
    """Return the problem of a key that stands in its mapping already."""
    return problem("PM007", say("file.twice", key=f"{key!r}"), place, hint=say("file.twice.hint"))


def problem(code: str, message: str, place: Place, *, path: Path = (), hint: str | None = None) -> Diagnostic:
    """Return an error about a file."""
    return Diagnostic(code=code, severity="error", message=message, path=path_text(path), place=place, hint=hint)
