"""YAML text as a source tree: every scalar stays text, and the plan's fields read it.

YAML 1.1 turns ``no`` into false and ``12:30`` into 750; here a scalar is text (or ``None`` for ``~``, ``null`` and
nothing), whatever it looks like, and the field that holds it decides. Nodes are built from the parser's events without
recursion, so that no nesting can exhaust the stack; aliases share what they point at, and may not add up to more values
and characters than the limits allow.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from planmodel.diagnostics import Diagnostic, Place
from planmodel.formats.source_tree import Path, Problems, Span, convert_tree, find_span, problem, twice
from planmodel.limits import Limits, in_force
from planmodel.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["YamlSource", "line_and_column", "quoted_areas"]

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})


class _Stop(Exception):
    """Ends the reading of a text that cannot be a plan; carries message, mark and hint."""

    def __init__(self, message: str, mark: Any, hint: str | None = None) -> None:
        super().__init__(message)
        self.mark = mark
        self.hint = hint


class YamlSource:
    """A YAML text with one document.

    Parameters:
        text: the whole text.
        file: what it is called in messages.
    """

    lexical = True

    def __init__(self, text: str, file: str) -> None:
        import yaml

        self.file = file
        self.tree: Any = None
        self.problems = Problems()
        self._text = text
        self.clean = "\\" not in text
        try:
            self.tree = _build(text, self)
        except _Stop as stop:
            self.problems.append(problem("PM001", stop.args[0], self._mark(stop.mark), hint=stop.hint))
        except yaml.reader.ReaderError as error:
            self.problems.append(problem("PM001", _reader_message(error), self._at_offset(error.position)))
        except yaml.YAMLError as error:
            self.problems.append(self._syntax(error))

    def _syntax(self, error: Any) -> Diagnostic:
        what = getattr(error, "problem", None) or str(error)
        context = getattr(error, "context", None)
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = self._mark(mark)
        if "nesting depth" in what:  # libyaml 0.2.6 has a limit of its own
            return problem("PM001", say("file.too_deep"), place)
        hint = None
        lines = self._text.split("\n", place.line) if place.line else [""]
        line = lines[min(len(lines), place.line or 1) - 1]  # a mark may stand on the line after the last
        if "：" in line and ":" not in line:
            hint = say("file.full_width_colon.line")
        elif "\t" in line:
            hint = say("file.tabs")
        return problem("PM001", f"{context}: {what}" if context else what, place, hint=hint)

    def _at_offset(self, offset: int) -> Place:
        before = self._text[:offset]
        line = before.count("\n") + 1
        return Place(file=self.file, line=line, column=offset - before.rfind("\n"))

    def spans(self) -> Span:
        """Return where each value stands; a position is a line and a column, see :func:`line_and_column`."""
        return self._spans

    def _mark(self, mark: Any) -> Place:
        if mark is None:
            return Place(file=self.file)
        return Place(file=self.file, line=mark.line + 1, column=mark.column + 1)

    def repeated_key(self, key: str, mark: Any) -> None:
        """Note a key that stands twice in one mapping."""
        place = Place(file=self.file, line=mark.line + 1, column=mark.column + 1, length=len(key))
        self.problems.note("PM007", lambda: twice(key, place))

    def look_again(self) -> None:
        """Do nothing: every key was looked at."""

    def decoded(self, struct: Any) -> Any:
        """Return the file as an instance of a msgspec struct.

        Raises:
            Exception: something is wrong with it.
        """
        if self.problems:
            raise ValueError("the syntax has problems")
        return convert_tree(self.tree, struct, clean=self.clean)

    @cached_property
    def _spans(self) -> Span:
        return _spans(self._text)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the place of the value at ``path`` (or of its key), or of the nearest that is there."""
        if self.tree is None:
            return Place(file=self.file)
        span = find_span(self._spans, path, key=key)
        line, column = line_and_column(span.at)
        return Place(file=self.file, line=line + 1, column=column + 1, length=max(1, span.length))


def _reader_message(error: Any) -> str:
    character = error.character
    shown = f"U+{character:04X}" if isinstance(character, int) else repr(character)
    return say("file.character", character=shown)


def _events(text: str) -> Iterator[Any]:
    import yaml

    if not yaml.__with_libyaml__:  # the same events, slower
        yield from yaml.parse(text, Loader=yaml.SafeLoader)
        return
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    source = CParser(text)
    try:
        while source.check_event():
            yield source.get_event()
    finally:
        source.dispose()


def _build(text: str, source: YamlSource) -> Any:
    """Return the document in ``text`` as mappings, lists, text and ``None``."""
    import yaml

    scalar, alias = yaml.ScalarEvent, yaml.AliasEvent
    starts = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
    ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
    documents = 0
    root: Any = None
    stack: list[tuple[Any, Any]] = []  # what was open before: (container, waiting key)
    container: Any = None  # the innermost open mapping or list
    key: Any = _NO_KEY
    limits = in_force()
    anchors = _Anchors(limits)
    for event in _events(text):
        kind = type(event)
        if kind is scalar:
            value: Any = event.value
            if event.tag is not None and event.tag not in _TAGS:
                raise _tag(event)
            anchors.length += len(value)
            if event.implicit[0] and value in _NULLS:
                value = None
            if event.anchor is not None:
                anchors.add(event.anchor, value)
        elif kind in starts:
            if event.tag is not None and event.tag not in _TAGS:
                raise _tag(event)
            if len(stack) >= limits.nesting:
                raise _Stop(
                    say("file.too_deep"), event.start_mark, say("limits.raise", limit="nesting", number=len(stack) + 1)
                )
            value = {} if kind is starts[0] else []
            anchors.open(event.anchor, value)
        elif kind in ends:
            anchors.close()
            container, key = stack.pop()
            continue
        elif kind is alias:
            value = anchors.get(event)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _Stop(say("file.several"), event.start_mark, say("file.several.hint"))
            continue
        else:
            continue
        anchors.count += 1
        # put the value where it belongs
        if container is None:
            root = value
        elif type(container) is list:
            container.append(value)
        elif key is _NO_KEY:
            if kind is not scalar or value is None:
                raise _Stop(say("file.key_no_text"), event.start_mark)
            if value in container:
                source.repeated_key(value, event.start_mark)
            key = value
            continue
        else:
            container[key] = value
            key = _NO_KEY
        if kind in starts:
            stack.append((container, key))
            container, key = value, _NO_KEY
    if not documents:
        raise _Stop(say("file.is_empty"), None, say("file.is_empty.hint"))
    return root


_NO_KEY = object()


def _tag(event: Any) -> _Stop:
    return _Stop(say("file.tag", tag=event.tag), event.start_mark, say("file.tag.hint"))


class _Anchors:
    """What ``&name`` marks, with the number of values and of characters that each ``*name`` stands for."""

    def __init__(self, limits: Limits) -> None:
        self.count = 0
        self.length = 0
        self._limits = limits
        self._aliased = 0
        self._expanded = 0
        self._known: dict[str, tuple[Any, int, int]] = {}
        self._open: list[tuple[str | None, Any, int, int]] = []

    def add(self, name: str, value: Any) -> None:
        self._known[name] = (value, 1, len(value or ""))

    def open(self, name: str | None, value: Any) -> None:
        self._open.append((name, value, self.count + self._aliased, self.length + self._expanded))

    def close(self) -> None:
        name, value, count, length = self._open.pop()
        if name is not None:
            self._known[name] = (value, self.count + self._aliased - count, self.length + self._expanded - length)

    def get(self, event: Any) -> Any:
        name = event.anchor
        if any(name == opened for opened, *_ in self._open):
            raise _Stop(say("file.alias_inside", name=name), event.start_mark)
        if name not in self._known:
            raise _Stop(say("file.alias_nothing", name=name), event.start_mark)
        value, size, length = self._known[name]
        self._aliased += size
        self._expanded += length
        for limit, number in (("aliased", self._aliased), ("expanded", self._expanded)):
            if (over := self._limits.over(limit, number)) is not None:
                raise _Stop(over[0], event.start_mark, over[1])
        return value


_COLUMNS = 1 << 32


def line_and_column(at: int) -> tuple[int, int]:
    """Return the line and column, from 0, of a position in a YAML text."""
    return divmod(at, _COLUMNS)


def quoted_areas(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield line and column of begin and end of each scalar of a text that may hold any sign: quoted, or a block."""
    import yaml

    for event in _events(text):
        if isinstance(event, yaml.ScalarEvent) and event.style:
            start: Any = event.start_mark
            end: Any = event.end_mark
            yield (start.line, start.column), (end.line, end.column)


def _spans(text: str) -> Span:
    """Return the spans of a text that :func:`_build` has read."""
    import yaml

    scalar, alias = yaml.ScalarEvent, yaml.AliasEvent
    starts = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
    ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
    anchors: dict[str, Span] = {}
    top: list[Span] = []
    stack: list[Any] = [top]
    keys: list[tuple[str, Span] | None] = [None]
    for event in _events(text):
        kind = type(event)
        children: Any = None
        if kind in starts:
            children = {} if kind is starts[0] else []
        elif kind in ends:
            stack.pop()
            keys.pop()
            continue
        elif kind is not scalar and kind is not alias:
            continue
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        here = Span(start.line * _COLUMNS + start.column, max(length, 0), children)
        if kind is alias:
            here = here._replace(children=anchors[str(event.anchor)].children)
        elif event.anchor is not None:
            anchors[event.anchor] = here
        container, key = stack[-1], keys[-1]
        if type(container) is list:
            container.append(here)
        elif key is None:
            keys[-1] = (str(getattr(event, "value", "")), here)
            continue
        else:
            container[key[0]] = (key[1], here)
            keys[-1] = None
        if children is not None:
            stack.append(children)
            keys.append(None)
    return top[0]
