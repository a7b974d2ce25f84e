"""Patterns over letters, written so that no letter can be taken in two ways that come to the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["distinct"]

_LETTERS = re.compile(r"(?P<before>\(\?<?![^)]*\)|\(\?P<\w+>)?\[(?P<letters>[^]]*)\](?P<after>\)?)")
"""A class, after a look at the letter before or after, or as a role."""


def distinct(pattern: str) -> str:
    """Return a pattern that matches the same, its alternatives of one letter each distinct.

    In ``([ab] | x | [bc])*`` the second way to take a ``b`` leads where the first one has failed, and each further
    ``b`` doubles the ways: forty of them are tried for years. What an alternative of one letter takes is left out of
    those after it, and neighbours are one class, which is one step for the pattern engine.

    Parameters:
        pattern: classes of letters, groups, looks at the letter before or after, and ``? * + |``.

    Example:
        >>> distinct("(?:[ab]|x[ab]|(?:[bc]|(?![d])[ad])|(?P<end>[cf]))*")
        '(?:[ab]|x[ab]|[c]|(?![d])[d]|(?P<end>[f]))*'
    """
    taken: set[str] = set()
    kept: list[str] = []
    together: list[str] | None = None
    for one in _alternatives(pattern):
        single = _LETTERS.fullmatch(one)
        if single is None:
            kept.append(_inside(one))
            together = None
            continue
        letters = [letter for letter in dict.fromkeys(single["letters"]) if letter not in taken]
        if not letters:
            continue
        if single["before"]:
            kept.append(f"{single['before']}[{''.join(letters)}]{single['after']}")
            together = None
            continue
        taken.update(letters)
        together = letters if together is None else together + letters
        kept[len(kept) - (len(together) > len(letters)) :] = [f"[{''.join(sorted(together))}]"]
    return "|".join(kept)


def _alternatives(pattern: str) -> Iterator[str]:
    """Yield the alternatives of a pattern, those of one that is only a group in its place."""
    begin = at = 0
    while at <= len(pattern):
        if at == len(pattern) or pattern[at] == "|":
            one = pattern[begin:at]
            if one.startswith("(?:") and _end(one, 0) == len(one):
                yield from _alternatives(one[3:-1])
            else:
                yield one
            begin = at + 1
        at = _end(pattern, at) if at < len(pattern) else at + 1


def _inside(sequence: str) -> str:
    """Return a sequence whose groups are distinct inside."""
    parts: list[str] = []
    at = 0
    while at < len(sequence):
        end = _end(sequence, at)
        group = _GROUP.match(sequence, at)
        parts.append(f"{group[0]}{distinct(sequence[group.end() : end - 1])})" if group else sequence[at:end])
        at = end
    return "".join(parts)


_GROUP = re.compile(r"\((?:\?(?::|P<\w+>))")


def _end(pattern: str, at: int) -> int:
    """Return where the group, class or sign ends that begins at a place."""
    if pattern[at] == "[":
        return pattern.index("]", at) + 1
    if pattern[at] != "(":
        return at + 1
    at += 1
    while pattern[at] != ")":
        at = _end(pattern, at)
    return at + 1
