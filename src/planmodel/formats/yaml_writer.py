"""Plain data as YAML that people like to edit: one element a block, small mappings on one line, traps quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from planmodel.text import display_width

__all__ = ["yaml_blocks"]

_WIDEST = 96
_DEEPEST = 2
"""How many mappings and lists stand in one another on one line."""
_NUMBER = re.compile(r"[-+]?\.?[0-9][0-9_.]*([eE][-+]?[0-9]+)?|0[xob][0-9A-Fa-f_]+")
_PLAIN = re.compile(r"(?!---|\.\.\.)(?:[^\s#,\[\]{}&*!|>'\"%@`?:\-]|[?:\-](?=\S))(?:[^:#]|:(?!\s|$)|(?<!\s)#)*")
"""Text that may stand without quotes in a block: no sign of YAML's first, no colon before a space, no # after one."""
_FLOW_SIGNS = re.compile(r"[,?\[\]{}:]")
"""What must be quoted on a line of a small mapping."""


def yaml_blocks(tree: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """Yield a plan's tree as YAML, piece by piece: the key, the element that the piece is (``None``: the key's line or
    its whole value), the text.

    Text that YAML 1.1 would take for something else (``no``, ``12:30``, ``2025-06-30``) is quoted, so that other
    readers see text too.
    """
    for key, value in tree.items():
        if isinstance(value, list) and any(isinstance(one, dict) and "id" in one for one in value):
            yield key, None, f"{_key(key)}:\n"
            for one in value:
                lines: list[str] = []
                _item(one, "", lines)
                yield key, one, "".join(lines)
        else:
            lines = []
            _entry(key, value, "", lines)
            yield key, None, "".join(lines)


class _Line(NamedTuple):
    """A value as it stands on one line, how wide it is taken to be, and how deep it goes."""

    text: str
    width: int
    depth: int


def _on_a_line(value: Any) -> _Line | None:
    """Return a value that reads well on one line, short and hardly nested, as it stands there; else ``None``."""
    if isinstance(value, str):
        return _scalar_line(value)
    if not isinstance(value, dict | list):
        text = _number(value)
        return _Line(text, len(str(value)), 0)
    parts, width, depth = [], 2, 0
    for key, one in value.items() if isinstance(value, dict) else ((None, one) for one in value):
        line = _on_a_line(one)
        if line is None:
            return None
        width += line.width + (2 if key is None else len(key) + 4)
        depth = max(depth, line.depth)
        if width > _WIDEST or depth >= _DEEPEST:
            return None
        parts.append(line.text if key is None else f"{_key(key, flow=True)}: {line.text}")
    inner = ", ".join(parts)
    return _Line(f"{{{inner}}}" if isinstance(value, dict) else f"[{inner}]", width, depth + 1)


def _entry(key: str, value: Any, indent: str, lines: list[str]) -> None:
    """Write a key with its value."""
    if not isinstance(value, dict | list):
        lines.append(f"{indent}{_key(key)}: {_scalar(value, indent)}\n")
        return
    line = _on_a_line(value)
    if line is not None:
        lines.append(f"{indent}{_key(key)}: {line.text}\n")
        return
    lines.append(f"{indent}{_key(key)}:\n")
    if isinstance(value, dict):
        for inner, one in value.items():
            _entry(inner, one, f"{indent}  ", lines)
    else:
        for one in value:
            _item(one, indent, lines)


def _item(value: Any, indent: str, lines: list[str]) -> None:
    """Write a member of a list that has a line for each."""
    if not isinstance(value, dict | list):
        lines.append(f"{indent}- {_scalar(value, indent)}\n")
        return
    line = _on_a_line(value)
    if line is not None:
        lines.append(f"{indent}- {line.text}\n")
        return
    first = len(lines)
    deeper = f"{indent}  "
    if isinstance(value, dict):
        for key, one in value.items():
            _entry(key, one, deeper, lines)
    else:
        for one in value:
            _item(one, deeper, lines)
    lines[first] = f"{indent}- {lines[first][len(deeper) :]}"


@lru_cache(maxsize=1024)
def _key(key: str, *, flow: bool = False) -> str:
    # a dependency's target; our key is read as text, whatever YAML 1.1 makes of it
    return key if key == "on" else _quoted(key, flow=flow)


def _scalar(value: Any, indent: str) -> str:
    if not isinstance(value, str):
        return _number(value)
    if "\n" in value and _fits_block(value):
        return "|-" + "".join(f"\n{indent}  {line}" if line else "\n" for line in value.split("\n"))
    return _quoted(value)


def _number(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, float):
        return str(value)
    text = repr(value)
    # YAML 1.1 takes 1e-07 for text
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


@lru_cache(maxsize=8192)
def _scalar_line(value: str) -> _Line | None:
    if "\n" in value:  # several lines make a block of their own
        return None
    return _Line(_quoted(value, flow=True), display_width(value), 0)


def _quoted(value: str, *, flow: bool = False) -> str:
    """Return text as it stands in a file: as it is, or in quotes."""
    if not value.replace("\n", "").isprintable() or value != value.strip() or "\n" in value:
        return _escaped(value)
    plain = _PLAIN.fullmatch(value) is not None and not (flow and _FLOW_SIGNS.search(value))
    return value if plain and _NUMBER.fullmatch(value) is None and not _means_something(value) else _single(value)


def _single(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _escaped(value: str) -> str:
    """Return text in double quotes, with what cannot be printed escaped."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    node = yaml.ScalarNode("tag:yaml.org,2002:str", value, style='"')
    text: str = yaml.serialize(node, Dumper=dumper, allow_unicode=True, width=1 << 30)
    return text.rstrip("\n").removesuffix("\n...")


def _means_something(value: str) -> bool:
    """Return whether YAML 1.1 takes plain text for a number, a date, yes or no, or nothing."""
    import yaml

    resolvers = yaml.SafeDumper.yaml_implicit_resolvers
    return any(pattern.match(value) for _, pattern in (*resolvers.get(value[:1], ()), *resolvers.get(None, ())))


def _fits_block(value: str) -> bool:
    """Return whether the lines of a text can stand as they are, below each other."""
    lines = value.split("\n")
    return all(line.isprintable() and line == line.strip() for line in lines) and bool(lines[0]) and bool(lines[-1])
