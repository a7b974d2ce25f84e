"""The numbers that Word counts and prints before paragraphs, and that stand nowhere in the file's text."""

from __future__ import annotations

import re
from typing import Any

import attrs

from planmodel.documents.counting import counted
from planmodel.documents.remarks import Remarks
from planmodel.documents.word_xml import Styles, children, is_on, value_of, word

__all__ = ["Numbering"]

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_CLOSED = re.compile(r"[、，。：；）】．]$")


@attrs.frozen(kw_only=True)
class _Level:
    """How one level of a list is numbered.

    Parameters:
        start: its first number.
        form: how numbers are written, as :func:`counted` knows it.
        text: what is printed, with ``%1`` for the number of the first level.
        gap: what stands between the number and the text: ``tab``, ``space`` or ``nothing``.
        restart: the level, from 1, whose next number lets this one begin anew; 0 for none, ``None`` for any above.
        legal: whether all levels are written in decimal.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = "tab"
    restart: int | None = None
    legal: bool = False


@attrs.frozen(kw_only=True)
class _List:
    """A list that paragraphs belong to: its levels, whose counters it shares, and where it begins anew."""

    shared: str
    levels: tuple[_Level, ...]
    overrides: tuple[tuple[int, int], ...]
    styles: tuple[tuple[str, int], ...]


class Numbering:
    """Counts the numbered paragraphs of a document; each is to be asked for once, in order.

    Parameters:
        root: the root element of its numbering definitions; ``None`` when it has none.
        styles: its styles.
        remarks: gathers numbers that cannot be written.
    """

    def __init__(self, root: Any, styles: Styles, remarks: Remarks) -> None:
        self._styles, self._remarks = styles, remarks
        self._abstract = {} if root is None else _by_id(root, "abstractNum", "abstractNumId")
        self._nums = {} if root is None else _by_id(root, "num", "numId")
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def number(self, paragraph: Any) -> str:
        """Return what Word prints before a paragraph, its gap too; nothing when it is not numbered."""
        id, level = self._place(paragraph)
        if id is None or id == "0":
            return ""
        listed = self._list(id)
        if listed is None or not 0 <= level < _LEVELS:
            return ""
        counters = self._count(id, listed, level)
        return self._written(listed, level, counters)

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """Return the list and the level, from 0, of a paragraph: its own, or those of its style."""
        own = children(paragraph, "pPr", "numPr")
        id, level = value_of(children(own, "numId")), value_of(children(own, "ilvl"))
        if id is None:
            for style_id, style in self._styles.chain(self._styles.of(paragraph)):
                given = children(style, "pPr", "numPr")
                id = value_of(children(given, "numId"))
                if id is not None:
                    listed = self._list(id)
                    linked = dict(listed.styles).get(style_id) if listed is not None else None
                    level = level or value_of(children(given, "ilvl")) or (str(linked) if linked is not None else None)
                    break
        return id, _whole(level, 0)

    def _count(self, id: str, listed: _List, level: int) -> list[int | None]:
        """Count a paragraph, and return the counters of all levels."""
        counters = self._counters.setdefault(listed.shared, [None] * _LEVELS)
        override = dict(listed.overrides).get(level)
        number = counters[level]
        if override is not None and (id, level) not in self._begun:
            counters[level] = override
        else:
            counters[level] = listed.levels[level].start if number is None else number + 1
        self._begun.add((id, level))
        for deeper in range(level + 1, _LEVELS):
            restart = listed.levels[deeper].restart
            if restart is None or level < restart:
                counters[deeper] = None
        return counters

    def _written(self, listed: _List, level: int, counters: list[int | None]) -> str:
        rule = listed.levels[level]
        if rule.form == "bullet":
            return ""

        def number(place: re.Match[str]) -> str:
            which = int(place[1]) - 1
            other = listed.levels[which]
            value = counters[which]
            if value is None:  # Word prints a level that was skipped as one before its first
                self._remarks.add("skipped_level", level=which + 1)
                value = other.start - 1
            text = counted(value, "decimal" if rule.legal else other.form)
            if text is None:
                self._remarks.add("number_form", form=other.form)
                return str(value)
            return text

        text = _PLACE.sub(number, rule.text)
        return text if not text or rule.gap == "nothing" or _CLOSED.search(text) else f"{text} "

    def _list(self, id: str) -> _List | None:
        if id not in self._lists:
            self._lists[id] = self._resolve(id)
        return self._lists[id]

    def _resolve(self, id: str, seen: tuple[str, ...] = ()) -> _List | None:
        """Return the list of an id; one that a style of lists defines is that style's."""
        num = self._nums.get(id)
        shared = value_of(children(num, "abstractNumId"))
        abstract = self._abstract.get(shared) if shared is not None else None
        if num is None or shared is None or abstract is None or id in seen:
            return None
        link = value_of(children(abstract, "numStyleLink"))
        if link is not None:
            other = value_of(self._styles.said(link, "pPr", "numPr", "numId"))
            found = self._resolve(other, (*seen, id)) if other is not None else None
            return None if found is None else attrs.evolve(found, overrides=_overrides(num) or found.overrides)
        elements = {value_of(one, "ilvl"): one for one in abstract.findall(word("lvl"))}
        for override in num.findall(word("lvlOverride")):
            own = children(override, "lvl")
            if own is not None:
                elements[value_of(override, "ilvl")] = own
        levels = [elements.get(str(level)) for level in range(_LEVELS)]
        linked = [(value_of(children(one, "pStyle")), level) for level, one in enumerate(levels)]
        return _List(
            shared=shared,
            levels=tuple(_level(one) for one in levels),
            overrides=_overrides(num),
            styles=tuple((style, level) for style, level in linked if style is not None),
        )


def _by_id(root: Any, name: str, attribute: str) -> dict[str, Any]:
    found = ((value_of(one, attribute), one) for one in root.findall(word(name)))
    return {id: one for id, one in found if id is not None}


def _overrides(num: Any) -> tuple[tuple[int, int], ...]:
    """Return the level and the first number of each level that a list lets begin anew."""
    found = []
    for one in num.findall(word("lvlOverride")):
        level, start = value_of(one, "ilvl"), value_of(children(one, "startOverride"))
        if level is not None and start is not None:
            found.append((_whole(level, 0), _whole(start, 1)))
    return tuple(found)


def _level(element: Any) -> _Level:
    if element is None:
        return _Level()
    restart = value_of(children(element, "lvlRestart"))
    form = next((one for one in element.iter(word("numFmt"))), None)
    return _Level(
        start=_whole(value_of(children(element, "start")), 0),
        form=value_of(form) or "decimal",
        text=value_of(children(element, "lvlText")) or "",
        gap=value_of(children(element, "suff")) or "tab",
        restart=None if restart is None else _whole(restart, 0),
        legal=is_on(children(element, "isLgl")) or False,
    )


def _whole(text: str | None, usual: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 6 else usual
