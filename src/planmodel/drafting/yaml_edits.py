"""Changing a YAML plan file in place: only what differs is written anew, so that comments and layout stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from planmodel.model.plan import Plan

__all__ = ["edited"]


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def edited(text: str, before: Plan, after: Plan) -> str | None:
    """Return the text of a plan file that says what another plan does, with everything else as it is.

    Parameters:
        text: the file.
        before: the plan that it holds.
        after: the plan that it shall hold.

    Returns:
        ``None`` when the file's layout does not allow it (an alias, a list in braces that loses a member).
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode) or ("&" in text and _has_alias(text)):
        return None
    file = _File(text)
    plurals = {cls.plural for cls in after.vocabulary.kinds}
    old, new = (json.loads(plan.to_json()) for plan in (before, after))
    try:
        file.mapping(root, _without(old, plurals), _without(new, plurals))
        for plural in [cls.plural for cls in after.vocabulary.kinds]:
            file.elements(root, plural, _by_id(old.get(plural, [])), _by_id(new.get(plural, [])))
    except _Unlike:
        return None
    return file.done()


class _Unlike(Exception):
    """The file is laid out in a way that cannot be changed in place."""


def _without(data: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in keys}


def _by_id(elements: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in elements}


def _has_alias(text: str) -> bool:
    return any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=yaml.SafeLoader))


def _flow(value: object) -> str:
    """Return a value on one line."""
    shown = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=float("inf"), sort_keys=False)
    return shown.removesuffix("...\n").strip()


class _File:
    """The text of a file, and the edits that it waits for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[_Edit] = []

    def done(self) -> str:
        """Return the text with all edits."""
        text = self.text
        for edit in sorted(self.edits, key=lambda one: (one.start, one.end), reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def mapping(self, node: yaml.MappingNode, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Change the keys of a mapping that differ."""
        held = {key.value: (key, value) for key, value in node.value}
        for name in dict.fromkeys((*old, *new)):
            if old.get(name) == new.get(name):
                continue
            if name not in held:
                self._add(node, name, new[name])
            elif name in new:
                self._replace(*held[name], new[name])
            else:
                self._drop(node, *held[name])

    def _replace(self, key: yaml.Node, node: yaml.Node, value: object) -> None:
        """Write a value in place of another, on one line behind its key."""
        start, end = node.start_mark.index, _end(node, self.text)
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            start = self.text.index(":", key.end_mark.index) + 1
            if re.search(r"(?:^|\s)#", self.text[start:end], re.MULTILINE):
                raise _Unlike  # a comment stands inside
        lead = "" if self.text[start - 1] in " [{," else " "
        self.edits.append(_Edit(start, end, lead + _flow(value)))

    def _add(self, node: yaml.MappingNode, name: str, value: object) -> None:
        """Write a new key before the second of a mapping, so that its id stays first."""
        if not node.value:
            raise _Unlike
        key = node.value[min(1, len(node.value) - 1)][0]
        joint = ", " if node.flow_style else f"\n{' ' * key.start_mark.column}"
        if len(node.value) > 1:
            self.edits.append(_Edit(key.start_mark.index, key.start_mark.index, f"{name}: {_flow(value)}{joint}"))
        else:
            end = _end(node.value[0][1], self.text)
            self.edits.append(_Edit(end, end, f"{joint}{name}: {_flow(value)}"))

    def _drop(self, node: yaml.MappingNode, key: yaml.Node, value: yaml.Node) -> None:
        start, end = key.start_mark.index, _end(value, self.text)
        if node.flow_style:
            behind = next((other for other, _ in node.value if other.start_mark.index > start), None)
            if behind is None:
                raise _Unlike
            self.edits.append(_Edit(start, behind.start_mark.index, ""))
            return
        line = self.text.rfind("\n", 0, start) + 1
        alone = not self.text[line:start].strip()
        rest = self.text[end : _line_end(self.text, end)]
        whole = alone and not rest.strip()
        self.edits.append(_Edit(line, _line_end(self.text, end) + 1, "") if whole else _Edit(start, end, ""))

    def elements(
        self,
        root: yaml.MappingNode,
        plural: str,
        old: Mapping[str, dict[str, Any]],
        new: Mapping[str, dict[str, Any]],
    ) -> None:
        """Change the elements of a kind: fields of those that stay, those that go, those that come."""
        node = next((value for key, value in root.value if key.value == plural), None)
        fresh = [one for id, one in new.items() if id not in old]
        if node is None:
            if fresh:
                end = len(self.text)
                lead = "" if self.text.endswith("\n") else "\n"
                body = "".join(_block(one, 2) for one in fresh)
                self.edits.append(_Edit(end, end, f"{lead}\n{plural}:{body}\n"))
            return
        if not isinstance(node, yaml.SequenceNode):
            raise _Unlike
        for item, id in _items(node):
            if id in old and id in new:
                self.mapping(item, old[id], new[id])
            elif id in old:
                self._remove(node, item)
        if fresh:
            self._append(node, fresh)

    def _remove(self, node: yaml.SequenceNode, item: yaml.Node) -> None:
        if node.flow_style:
            raise _Unlike
        start = self.text.rfind("\n", 0, item.start_mark.index) + 1
        end = min(_line_end(self.text, _end(item, self.text)) + 1, len(self.text))
        if self.text[start : item.start_mark.index].strip() != "-":
            raise _Unlike
        self.edits.append(_Edit(start, end, ""))

    def _append(self, node: yaml.SequenceNode, fresh: list[dict[str, Any]]) -> None:
        if node.flow_style or not node.value:
            inner = ", ".join(_flow(one) for one in fresh)
            at = _end(node, self.text) - 1
            self.edits.append(_Edit(at, at, f"{', ' if node.value else ''}{inner}"))
            return
        end = _line_end(self.text, _end(node.value[-1], self.text))
        body = "".join(_block(one, node.start_mark.column) for one in fresh)
        self.edits.append(_Edit(end, end, body))


def _items(node: yaml.SequenceNode) -> Iterator[tuple[yaml.MappingNode, str]]:
    for item in node.value:
        if not isinstance(item, yaml.MappingNode):
            raise _Unlike
        yield item, next((value.value for key, value in item.value if key.value == "id"), "")


def _block(element: Mapping[str, Any], indent: int) -> str:
    """Return an element as a member of a list: a field a line."""
    margin = " " * indent
    lines = [f"{key}: {_flow(value)}" for key, value in element.items()]
    return "".join(f"\n{margin}{'- ' if not number else '  '}{line}" for number, line in enumerate(lines))


def _end(node: yaml.Node, text: str) -> int:
    """Return where the words of a node end: a block's end mark lies behind the comments that follow it."""
    if isinstance(node, yaml.ScalarNode):
        end = node.end_mark.index
        return len(text[:end].rstrip()) if node.style in ("|", ">") else end
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return node.end_mark.index
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last, text)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
