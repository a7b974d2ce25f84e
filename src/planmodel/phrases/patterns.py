"""Patterns over letters, written so that no letter can be taken in two ways that come to the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planmodel.expression import expression

__all__ = ["distinct"]

_LETTERS = expression(r"(?P<before>\(\?<?![^)]*\)|\(\?P<\w+>)?\[(?P<letters>[^]]*)\](?P<after>\)?)")
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
    return _distinct(pattern, 0, len(pattern), _ends(pattern))


def _distinct(pattern: str, begin: int, end: int, ends: Mapping[int, int]) -> str:
    """Return what stands between two places of a pattern, its alternatives distinct; ``ends`` is of the whole."""
    taken: set[str] = set()
    kept: list[str] = []
    together: list[str] | None = None
    for first, last in _alternatives(pattern, begin, end, ends):
        single = _LETTERS.fullmatch(pattern, first, last)
        if single is None:
            kept.append(_inside(pattern, first, last, ends))
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


def _alternatives(pattern: str, begin: int, end: int, ends: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield where alternatives begin and end, those of one that is only a group in its place."""
    first = at = begin
    while True:
        sign = _SIGN.search(pattern, at, end)
        if sign is not None and sign[0] != "|":
            at = ends[sign.start()]
            continue
        last = end if sign is None else sign.start()
        if pattern.startswith("(?:", first, last) and ends[first] == last:
            yield from _alternatives(pattern, first + 3, last - 1, ends)
        else:
            yield first, last
        if sign is None:
            return
        first = at = sign.end()


def _inside(pattern: str, begin: int, end: int, ends: Mapping[int, int]) -> str:
    """Return a sequence whose groups are distinct inside."""
    parts: list[str] = []
    at = begin
    while (sign := _SIGN.search(pattern, at, end)) is not None:
        first, last = sign.start(), ends[sign.start()]
        group = _GROUP.match(pattern, first)
        parts.append(pattern[at:first])
        inner = _distinct(pattern, group.end(), last - 1, ends) if group else ""
        parts.append(f"{group[0]}{inner})" if group else pattern[first:last])
        at = last
    return "".join([*parts, pattern[at:end]])


def _ends(pattern: str) -> Mapping[int, int]:
    """Return where each group and class of a pattern ends, by where it begins."""
    ends: dict[int, int] = {}
    groups: list[int] = []
    for found in _BRACKETS.finditer(pattern):
        if found[0] == "(":
            groups.append(found.start())
        else:
            ends[groups.pop() if found[0] == ")" else found.start()] = found.end()
    return ends


_SIGN = expression(r"[\[(|]")
_GROUP = expression(r"\((?:\?(?::|P<\w+>))")
_BRACKETS = expression(r"[()]|\[[^]]*\]")
