"""Values made of fields as what people read: one value in few words, a record as its facts, in text and in HTML alike.

A notebook asks a value for its pictures of itself (``_repr_mimebundle_``). The HTML here is plain tables, so that a
notebook which nobody has trusted yet shows it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from planmodel.listing import aligned, html_table, plain_number
from planmodel.text import MultilingualText, cut, in_language, one_line
from planmodel.words import Message, coded, has_words, say, term

__all__ = ["Shown", "cell_text", "code_words", "facts", "said"]

_INNER = 120
"""How many places a record within a record may take."""
_CLEAR = frozenset({"commitment", "evidence", "likely", "period", "role", "type", "value"})
"""Fields of a record within a record that need no label."""
_CODES: Mapping[str, str] = {
    "better": "better",
    "comparator": "comparator",
    "direction": "trend",
    "evidence": "evidence",
    "fate": "page.fate",
    "how": "matched",
    "kind": "kind",
    "level": "level",
    "mark": "mark",
    "matched": "matched",
    "obligation": "page.v",
    "origin": "origin",
    "outcome": "page.o",
    "pace": "page.fate",
    "quantity": "quantity",
    "reason": "page.r",
    "relation": "relation",
    "relations": "relation",
    "role": "role",
    "rule": "rule",
    "severity": "severity",
    "status": "page.v",
    "stretch": "page.o",
    "trajectory": "trajectory",
    "trend": "trend",
    "what": "changed",
    "comparedrow.kind": "commitment",
    "comparedrow.reason": "beside",
    "enough.verdict": "page.s",
    "fated.level": "page.fate",
    "fated.outcome": "result",
    "indicatorverdict.kind": "lists.value",
    "indicatorverdict.state": "result",
    "projectstate.state": "page.w",
    "taskstate.state": "page.w",
    "verdictcount.of": "lists.obligation",
    "verdictcount.verdict": "lists.verdict",
    "verified.outcome": "verified",
}
"""Fields whose values are codes, with the group of the catalogue that has the codes' words; of one class first."""
_MANY = 3
"""Of more records than this a cell of a table tells how many there are."""
_LINES = 40


def said(value: object, most: int = 400, language: str = "en") -> str:
    """Return a value in few words on one line, ``—`` for nothing.

    Parameters:
        value: a text, number, date, amount, record, or several of them.
        most: how many terminal cells it may take.
        language: of the words; names stay as they are where they have no other.

    Example:
        >>> said(None), said(True), said(0.25), said(("a", "b"))
        ('—', 'yes', '0.25', 'a, b')
    """
    return cut(_said(value, language), most)


def cell_text(value: object, language: str = "en") -> str:
    """Return a value as a cell of a table shows it: of many records how many there are."""
    if isinstance(value, tuple) and len(value) > _MANY and _has_fields(value[0]) and not _has_text(value[0]):
        return f"{len(value):,}"
    return said(value, language=language)


def _said(value: object, language: str = "en") -> str:
    if value is None or (isinstance(value, str | tuple) and not value):
        return "—"
    if isinstance(value, bool):
        return in_language(say("yes" if value else "no"), language)
    if isinstance(value, str):
        return one_line(in_language(value, language))
    if isinstance(value, MultilingualText):
        both = language == "en" and "en" in value and str(value) != value["en"]
        return one_line(f"{value} / {value['en']}" if both else in_language(value, language))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Decimal | Fraction):
        return plain_number(float(value))
    if isinstance(value, Mapping):
        return _joint(language).join(_labelled(str(key), one, language) for key, one in value.items())
    if isinstance(value, tuple | list | frozenset) and not hasattr(value, "_fields"):
        together = all(isinstance(one, str) or hasattr(one, "target_key") for one in value)
        joint = _joint(language) if together else "；" if language == "zh" else "; "
        return joint.join(said(one, _INNER, language) for one in value)
    if hasattr(value, "target_key"):  # a link: its target, and what is said of the link
        said_of = _joint(language).join(_parts(value, language)[1:])
        around = "（{}）" if language == "zh" else " ({})"
        return f"{value}{around.format(said_of) if said_of else ''}"
    worded = getattr(value, "in_language", None)
    if worded is not None and (language != "en" or not _has_text(value)):
        return one_line(worded(language))
    if _has_fields(value) and not _has_text(value):
        return _inner(value, language)
    return one_line(str(value))


def _joint(language: str) -> str:
    return "、" if language == "zh" else ", "


def code_words(field: str, value: object, group: str | None = None, owner: str = "") -> Message | None:
    """Return the words of a code: itself in English, what people call it elsewhere; ``None`` for what is no code.

    Parameters:
        field: the field that holds it.
        value: what it holds.
        group: the group of the catalogue with the words of its codes; that of all fields of the name when left out.
        owner: the class of the record, lower case.

    Example:
        >>> code_words("kind", "goal").in_language("zh"), code_words("name", "goal")
        ('目标', None)
    """
    group = group or _CODES.get(f"{owner}.{field}") or _CODES.get(field)
    if group is None or isinstance(value, Message) or not isinstance(value, str):
        return None
    return coded(group, value) if has_words(f"{group}.{value}") else None


def _inner(record: Any, language: str) -> str:
    """Return a record within another as ``Level, 90 %, comparator at_least``; an element as its id and name.

    Where it stands is left out, and what is as usual.
    """
    if hasattr(record, "id") and hasattr(record, "name"):
        return f"{record.id} {_said(record.name, language)}"
    return _joint(language).join(_parts(record, language))


def _parts(record: Any, language: str) -> list[str]:
    """Return what the fields of a record say, but for where it stands and what is as usual."""
    kind = getattr(type(record), "kind", None)
    parts = [in_language(_kind_words(kind), language)] if isinstance(kind, str) else []
    usual = _usual(record)
    for number, (name, value) in enumerate(_fields(record)):
        if name == "sources" or _says_nothing(value) or (name in usual and value == usual[name]):
            continue
        owner = type(record).__name__.lower()
        if value is True:
            parts.append(_label(name, language))
        elif not number or name in _CLEAR:
            parts.append(_coded(name, value, language, owner))
        else:
            parts.append(_labelled(name, value, language, owner))
    return parts


def _label(name: str, language: str, owner: str = "") -> str:
    """Return what a field is called: in records of its owner, if it has words of its own there."""
    own = has_words(f"column.{owner}.{name}")
    return in_language(term("column", f"{owner}.{name}" if own else name), language).replace("_", " ")


def _coded(name: str, value: object, language: str, owner: str = "") -> str:
    words = _kind_words(str(value)) if name == "kind" else code_words(name, value, owner=owner)
    return in_language(words or "", language) or _said(value, language)


def _labelled(name: str, value: object, language: str, owner: str = "") -> str:
    """Return what a field says behind what the field is called."""
    return f"{_label(name, language, owner)}{'：' if language == 'zh' else ' '}{_coded(name, value, language, owner)}"


def _kind_words(kind: str) -> Message:
    """Return what a record's kind is called: of an element, or of a form of promises."""
    return coded("kind" if has_words(f"kind.{kind}") else "commitment", kind)


def _says_nothing(value: object) -> bool:
    return value is None or value is False or (isinstance(value, Sequence | Mapping | frozenset) and not len(value))


def _has_text(value: object) -> bool:
    return type(value).__str__ is not object.__str__


def _has_fields(value: object) -> bool:
    return attrs.has(type(value)) or hasattr(value, "_fields")


def _fields(record: Any) -> Iterator[tuple[str, object]]:
    """Yield the names and values of a record that its representation would hold."""
    if hasattr(record, "_fields"):
        yield from ((name, getattr(record, name)) for name in record._fields)
        return
    for field in attrs.fields(type(record)):
        if field.repr:
            yield field.name, getattr(record, field.name)


def _usual(record: Any) -> dict[str, object]:
    """Return what the fields of a record hold where nobody says anything, for those that have such a value."""
    usual: dict[str, object] = {}
    for field in () if hasattr(record, "_fields") else attrs.fields(type(record)):
        made: Any = field.default
        if isinstance(made, attrs.Factory):  # type: ignore[arg-type]
            if not made.takes_self:
                usual[field.name] = made.factory()
        elif made is not attrs.NOTHING:
            usual[field.name] = made
    return usual


def facts(record: object) -> list[tuple[str, str]]:
    """Return (field, text) of every field of a record that says something.

    Example:
        >>> @attrs.frozen
        ... class Point:
        ...     x: int
        ...     note: str | None = None
        >>> facts(Point(3))
        [('x', '3')]
    """
    found = []
    for name, value in _fields(record):
        if not _says_nothing(value):
            found.append((name.replace("_", " "), said(value)))
    return found


class Shown:
    """A record that a notebook shows as its facts, one a line."""

    __slots__ = ()

    def __rich_repr__(self) -> Iterator[tuple[str, object, object]]:
        """Yield name, value and default of each field for rich, which leaves out what is as usual."""
        usual = _usual(self)
        yield from ((name, value, usual.get(name, attrs.NOTHING)) for name, value in _fields(self))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from html import escape

        told = facts(self)
        head, rows = type(self).__name__, told[:_LINES]
        more = [f"… and {len(told) - _LINES} more"] if len(told) > _LINES else []
        lines = [f"  {line}" for line in aligned(rows)] if rows else []
        page = f"<div><b>{escape(head)}</b>{html_table(('', ''), told, most=_LINES)}</div>"
        return {"text/plain": "\n".join([head, *lines, *more]), "text/html": page}
