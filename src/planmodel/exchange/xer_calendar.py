"""The calendars of a Primavera exchange file: a tree of brackets, ``(0||DaysOfWeek()((0||1()(…))…))``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from planmodel.errors import ModelError
from planmodel.model.calendar import Calendar, Shifts
from planmodel.words import say

__all__ = ["calendar_of"]

_TOKEN = re.compile(r"[()]|[^()]+")
_DAY_ONE = dt.date(1899, 12, 30)
_DEEPEST = 50


class _Node(NamedTuple):
    """A bracket: its own text, and the brackets inside it."""

    text: list[str]
    parts: list[_Node]


def calendar_of(text: str, *bases: str) -> Calendar:
    """Return the calendar that a field ``clndr_data`` describes.

    Parameters:
        text: the field.
        bases: the fields of the calendars that it is based on, nearest first: their days that differ count in it, too.

    Raises:
        ModelError: it describes none, or one without a working day.

    Example:
        >>> day = "(0||2()((0||0(s|08:00|f|12:00)())))"
        >>> calendar_of(f"(0||CalendarData()((0||DaysOfWeek()({day}))))").week
        '1000000'
    """
    root = _tree(text)
    week: list[Shifts] = [()] * 7
    days = _named(root, "DaysOfWeek")
    if days is None:
        raise ModelError(say("xer.no_week"))
    for number, shifts in _entries(days):
        if 1 <= number <= 7:  # 1 is Sunday
            week[(number + 5) % 7] = shifts
    dates: dict[dt.date, Shifts] = {}
    for tree in (*(_tree(base) for base in reversed(bases)), root):
        dates.update(_exceptions(tree))
    return Calendar.of_shifts(week, dates)


def _exceptions(root: _Node) -> Iterator[tuple[dt.date, Shifts]]:
    """Yield the days that differ, each with its shifts."""
    exceptions = _named(root, "Exceptions")
    for node in () if exceptions is None else exceptions.parts:
        day = next((int(found[1]) for part in _inside(node) if (found := re.search(r"d\|(\d{1,6})", part))), None)
        if day is not None:
            yield _DAY_ONE + dt.timedelta(days=day), _shifts(node)


def _tree(text: str) -> _Node:
    root = _Node([], [])
    stack = [root]
    for token in _TOKEN.findall("".join(sign for sign in text if sign.isprintable())):
        if token == "(":
            if len(stack) > _DEEPEST:
                raise ModelError(say("xer.brackets"))
            node = _Node([], [])
            stack[-1].parts.append(node)
            stack.append(node)
        elif token == ")":
            if len(stack) > 1:
                stack.pop()
        else:
            stack[-1].text.append(token.strip())
    return root


def _inside(node: _Node) -> list[str]:
    """Return every text of a bracket."""
    return [*node.text, *(text for part in node.parts for text in _inside(part))]


def _named(node: _Node, name: str) -> _Node | None:
    """Return the bracket of parts behind a name: ``(0||NAME()(parts))``."""
    for part in node.parts:
        if any(text.endswith(f"||{name}") for text in part.text):
            return part.parts[-1] if part.parts else None
        found = _named(part, name)
        if found is not None:
            return found
    return None


def _entries(node: _Node) -> list[tuple[int, Shifts]]:
    found = []
    for part in node.parts:
        number = next((int(match[1]) for text in part.text if (match := re.search(r"\|\|(\d{1,2})\Z", text))), None)
        if number is not None:
            found.append((number, _shifts(part)))
    return found


def _shifts(node: _Node) -> Shifts:
    """Return the shifts in a bracket: ``s|08:00|f|12:00`` or the other way round."""
    shifts = []
    for text in _inside(node):
        begin, end = (re.search(rf"(?:^|\|){letter}\|(\d{{1,2}}):(\d\d)", text) for letter in "sf")
        if begin is not None and end is not None:
            first, last = (int(one[1]) * 60 + int(one[2]) for one in (begin, end))
            shifts.append((first, last or 1440))
    joined: list[tuple[int, int]] = []
    for first, last in sorted(shifts):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)
