"""Two values of the model, field by field: what differs, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from planmodel.model.constraints import Constraint
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.targets import Target
from planmodel.text import MultilingualText, in_language

__all__ = ["ABSENT", "FieldChange", "differences", "has_parts", "keyed", "languages", "shown", "step"]


class _Absent:
    """The value of what is not there, where ``None`` would be a value."""

    def __repr__(self) -> str:
        return "absent"


ABSENT: Any = _Absent()


@attrs.frozen
class FieldChange:
    """One thing that differs.

    Parameters:
        path: where, by natural keys: ``targets[2025].commitment.value``, ``depends_on[t-1].lag``.
        old: the old value; ``None`` when there was none.
        new: the new value; ``None`` when there is none.
    """

    path: str
    old: Any
    new: Any

    def __str__(self) -> str:
        return f"{self.path}: {shown(self.old)} → {shown(self.new)}"


def differences(old: Any, new: Any, path: str = "") -> Iterator[FieldChange]:
    """Yield what differs between two values: numbers by what they amount to, members of lists by their natural key.

    Example:
        >>> from planmodel.units import Amount
        >>> list(differences(Amount("1 万亩"), Amount("10000 亩"), "value"))
        []
        >>> [str(one) for one in differences((Link("a"), Link("b")), (Link("b"),), "depends_on")]
        ['depends_on[a]: a → —']
    """
    if old is new or old == new:
        return
    if _is_text(old) and _is_text(new) and (isinstance(old, MultilingualText) or isinstance(new, MultilingualText)):
        mine, theirs = languages(old, new)
        for language in dict.fromkeys((*mine, *theirs)):
            if mine.get(language) != theirs.get(language):
                yield FieldChange(step(path, language), mine.get(language), theirs.get(language))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _members(keyed(old), keyed(new), path)
    elif type(old) is type(new) and has_parts(old):
        for field in attrs.fields(type(old)):
            if not field.eq:
                continue
            yield from differences(getattr(old, field.name), getattr(new, field.name), step(path, field.name))
    else:
        yield FieldChange(path, old, new)


def has_parts(value: object) -> bool:
    """Return whether a value is told field by field; amounts and periods are told as a whole."""
    return attrs.has(type(value)) and type(value).__str__ is object.__str__


def _members(old: Mapping[str, Any], new: Mapping[str, Any], path: str) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*old, *new)):
        here = f"{path}[{key}]"
        if key not in old or key not in new:
            yield FieldChange(here, old.get(key), new.get(key))
        else:
            yield from differences(old[key], new[key], here)


def keyed(values: tuple[Any, ...]) -> dict[str, Any]:
    """Return the members of a list by their natural key; several with one key are numbered, by what they say."""
    alike: dict[str, list[Any]] = {}
    for place, value in enumerate(values):
        alike.setdefault(_key(value, place), []).append(value)
    found: dict[str, Any] = {}
    for key, held in alike.items():
        number, name = 1, key
        for value in held if len(held) == 1 else sorted(held, key=repr):
            while name in found:
                number += 1
                name = f"{key} #{number}"
            found[name] = value
    return found


def _key(value: Any, place: int) -> str:
    if isinstance(value, Link):
        return value.to
    if isinstance(value, Target):
        scope = f" {shown(value.scope)}" if value.scope is not None else ""
        return f"{value.year if value.year is not None else '-'}{scope}"
    if isinstance(value, Observation):
        return str(value.period)
    if isinstance(value, Citation):
        return " ".join(str(one) for one in (value.document, value.section, value.page) if one is not None)
    if isinstance(value, str):
        return value
    if isinstance(value, Constraint):
        return value.type
    kind = getattr(value, "kind", None)
    if isinstance(kind, str) and attrs.has(type(value)) and "kind" in attrs.fields_dict(type(value)):
        return kind  # a declared count
    return str(place)


def step(path: str, name: str) -> str:
    """Return a path one step further."""
    return f"{path}.{name}" if path else name


def _is_text(value: object) -> bool:
    return isinstance(value, str | MultilingualText)


def languages(*texts: Any) -> tuple[Mapping[str, str], ...]:
    """Return texts by language; a plain one counts as Chinese when another has Chinese, else as its first language."""
    maps = [text for text in texts if isinstance(text, MultilingualText)]
    plain = "zh" if any("zh" in text for text in maps) else next(iter(maps[0]))
    return tuple(text if isinstance(text, MultilingualText) else {plain: text} for text in texts)


def shown(value: object) -> str:
    """Return a value as people read it."""
    if value is None or value is ABSENT:
        return "—"
    if isinstance(value, MultilingualText):
        return in_language(value, "zh")
    if isinstance(value, Target | Baseline | Observation):
        return value.as_published or _plain(value)
    if isinstance(value, Link):
        return value.to
    if isinstance(value, tuple):
        return ", ".join(map(shown, value))
    if has_parts(value):
        return _plain(value)
    return str(value)


def _plain(value: Any) -> str:
    held = ((field.name, getattr(value, field.name)) for field in attrs.fields(type(value)))
    return " ".join(f"{name} {shown(one)}" for name, one in held if one is not None and one != ())
