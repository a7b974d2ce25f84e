"""Plain data as YAML that people like to edit: one element a block, small mappings on one line, traps quoted."""

from __future__ import annotations

import re
from typing import Any

from planmodel.text import display_width

__all__ = ["yaml_text"]

_WIDEST = 96
_NUMBER = re.compile(r"[-+]?\.?[0-9][0-9_.]*([eE][-+]?[0-9]+)?|0[xob][0-9A-Fa-f_]+")


def yaml_text(tree: dict[str, Any]) -> str:
    """Return a plan's tree as YAML.

    Text that YAML 1.1 would take for something else (``no``, ``12:30``, ``2025-06-30``) is quoted, so that other
    readers see text too.
    """
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    blocks = []
    for key, value in tree.items():
        inner = _block_list(value) if _is_kind(value) else _node(value)
        node = yaml.MappingNode("tag:yaml.org,2002:map", [(_key(key), inner)], flow_style=False)
        blocks.append(yaml.serialize(node, Dumper=dumper, allow_unicode=True, width=1 << 30, indent=2))
    return "".join(blocks)


def _is_kind(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) and "id" in one for one in value)


def _block_list(value: list[Any]) -> Any:
    import yaml

    return yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(one) for one in value], flow_style=False)


def _key(key: str) -> Any:
    import yaml

    if key == "on":  # a dependency's target; our key is read as text, whatever YAML 1.1 makes of it
        return yaml.ScalarNode("tag:yaml.org,2002:bool", key)
    return _text(key)


def _node(value: Any) -> Any:
    import yaml

    if isinstance(value, dict):
        pairs = [(_key(key), _node(one)) for key, one in value.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=_is_small(value))
    if isinstance(value, list):
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(one) for one in value], flow_style=_is_small(value))
    if isinstance(value, bool):
        return yaml.ScalarNode("tag:yaml.org,2002:bool", str(value).lower())
    if isinstance(value, int):
        return yaml.ScalarNode("tag:yaml.org,2002:int", str(value))
    if isinstance(value, float):
        return _float(value)
    return _text(value)


def _float(value: float) -> Any:
    import yaml

    text = repr(value)
    if "e" in text and "." not in text:  # YAML 1.1 takes 1e-07 for text
        text = text.replace("e", ".0e")
    return yaml.ScalarNode("tag:yaml.org,2002:float", text)


def _text(value: str) -> Any:
    import yaml

    style = None
    if _NUMBER.fullmatch(value):  # YAML 1.2 takes 0441882 for a number, YAML 1.1 does not
        style = "'"
    elif "\n" in value and value.isprintable() is False and _fits_block(value):
        style = "|"
    elif not value.replace("\n", "").isprintable() or value != value.strip():
        style = '"'
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=style)


def _fits_block(value: str) -> bool:
    lines = value.split("\n")
    return all(line.isprintable() and line == line.strip() for line in lines) and bool(lines[0]) and bool(lines[-1])


def _is_small(value: Any) -> bool:
    """Return whether a value reads well on one line: short, and at most one level of nesting."""
    return _depth(value) <= 2 and _width(value, _WIDEST) <= _WIDEST


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max((_depth(one) for one in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((_depth(one) for one in value), default=0)
    return 0


def _width(value: Any, most: int) -> int:
    if isinstance(value, dict):
        total = 2
        for key, one in value.items():
            total += len(key) + 4 + _width(one, most)
            if total > most:
                break
        return total
    if isinstance(value, list):
        total = 2
        for one in value:
            total += 2 + _width(one, most)
            if total > most:
                break
        return total
    if isinstance(value, str):
        return most + 1 if "\n" in value else display_width(value)  # several lines make a block of their own
    return len(str(value))
