"""The comments of the YAML file that a plan was read from, put where they belong when the plan is written as YAML.

A comment belongs to what it stands before or beside: a key of the header, an element (by its id, wherever it has gone,
or by its place and name where its id is new), or a field of one. What stood deeper than a field, or behind the last one
of an element, is kept before that field. A comment is not kept when what it belongs
to is gone, when the file has changed since, and in formats that have none; of overlays none are kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from planmodel.errors import PlanFileError
from planmodel.formats.files import read_text
from planmodel.formats.source_tree import SpanLike
from planmodel.formats.yaml_source import YamlSource, line_and_column, quoted_areas
from planmodel.formats.yaml_writer import yaml_blocks
from planmodel.model.element import Element
from planmodel.model.plan import Plan
from planmodel.text import MultilingualText

__all__ = ["Commented", "commented_yaml", "comments_in"]

_SIGN = re.compile(r"(?:^|(?<=[ \t]))#")
_FIELD = re.compile(r"(?:- |  )([A-Za-z_$][\w$]*):")
_END = ("", "")

Owner: TypeAlias = "tuple[str, str]"
"""The id of an element (``""`` for the header) and a key of it (``""`` for the element as a whole)."""
_At: TypeAlias = "tuple[int, int]"


class _Seat(NamedTuple):
    """Where something that comments may belong to begins, what it is, and where the last value in it begins."""

    at: _At
    owner: Owner
    last: _At


class Comment(NamedTuple):
    """A comment: its words with the sign, whose it is, and whether it stands behind that on one line."""

    text: str
    owner: Owner
    beside: bool


class Commented(NamedTuple):
    """A plan as YAML with its file's comments, and those for which there was no place."""

    text: str
    lost: tuple[str, ...]


def commented_yaml(plan: Plan, tree: dict[str, Any]) -> Commented:
    """Return a plan as YAML with the comments of the file that it was read from.

    Parameters:
        plan: the plan.
        tree: the same as plain data.
    """
    comments = comments_in(plan)
    if not comments:
        return Commented("".join(text for _, _, text in yaml_blocks(tree)), ())
    before: dict[Owner, list[str]] = {}
    beside: dict[Owner, str] = {}
    for comment in comments:
        if comment.beside:
            beside[comment.owner] = comment.text
        else:
            before.setdefault(comment.owner, []).append(comment.text)
    pieces = []
    for key, element, text in yaml_blocks(tree):
        if element is None:
            pieces += [f"{line}\n" for line in before.pop(("", key), ())]
            pieces.append(_with_beside(text, beside.pop(("", key), None)))
        else:
            pieces += _element(str(element.get("id")), text, before, beside)
    pieces += [f"{line}\n" for line in before.pop(_END, ())]
    lost = (*(line for lines in before.values() for line in lines), *beside.values())
    return Commented("".join(pieces), lost)


def _element(id: str, text: str, before: dict[Owner, list[str]], beside: dict[Owner, str]) -> Iterator[str]:
    """Yield the text of an element with its comments and those of its fields."""
    lines = text.splitlines(keepends=True)
    starts = [(number, found[1]) for number, line in enumerate(lines) if (found := _FIELD.match(line)) is not None]
    on_one_line = not starts
    first = [key for owner, key in before if owner == id and (not key or on_one_line or key == starts[0][1])]
    for key in first:
        yield from (f"{line}\n" for line in before.pop((id, key)))
    if on_one_line:
        words = [beside.pop(owner) for owner in [*beside] if owner[0] == id]
        yield from (f"{line}\n" for line in words[:-1])
        yield _with_beside(text, words[-1] if words else None)
        return
    whole = beside.pop((id, ""), None)
    edges = [*(number for number, _ in starts), len(lines)]
    for (number, key), end in zip(starts, edges[1:], strict=True):
        yield from (f"  {line}\n" for line in before.pop((id, key), ()))
        words_beside = beside.pop((id, key), None) or (whole if number == 0 else None)
        yield _with_beside("".join(lines[number:end]), words_beside)


def _with_beside(text: str, comment: str | None) -> str:
    if comment is None:
        return text
    line, newline, rest = text.partition("\n")
    return f"{line}  {comment}{newline}{rest}"


def comments_in(plan: Plan) -> tuple[Comment, ...]:
    """Return the comments of the YAML file that a plan was read from, when it is still as it was then."""
    if plan.origin is None or plan.origin.files[0].format != "yaml":
        return ()
    file = plan.origin.files[0]
    try:
        text, now = read_text(Path(file.path), "yaml")
    except (PlanFileError, OSError):
        return ()
    if now != file or "#" not in text:
        return ()
    source = YamlSource(text, file.path)
    if not isinstance(source.tree, dict) or source.problems:
        return ()
    return tuple(_comments(text, _seats(source, plan)))


def _seats(source: YamlSource, plan: Plan) -> list[_Seat]:
    """Return where header keys, elements and their fields begin, in their order."""
    seats: list[_Seat] = []
    children = source.spans().children
    assert isinstance(children, dict)
    for key, (name, value) in children.items():
        own = _last(value) if key not in plan.vocabulary.by_plural else name.at
        seats.append(_Seat(line_and_column(name.at), ("", key), line_and_column(own)))
        if key not in plan.vocabulary.by_plural or not isinstance(value.children, list):
            continue
        ids = _ids_now(source.tree[key], [one for one in plan.elements if one.plural == key])
        for id, span in zip(ids, value.children, strict=True):
            if id is None or not isinstance(span.children, dict):
                continue
            seats.append(_Seat(line_and_column(span.at), (id, ""), line_and_column(span.at)))
            seats += [
                _Seat(line_and_column(field.at), (id, inner), line_and_column(_last(held)))
                for inner, (field, held) in span.children.items()
            ]
    return sorted(seats, key=lambda seat: (seat.at, seat.owner[1]))


def _ids_now(entries: list[Any], elements: list[Element]) -> list[str | None]:
    """Return the id of each entry of a file: of one that is gone that of the element in its place with its name."""
    said = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    ids = [one if isinstance(one, str) else None for one in said]
    known, present = {*ids}, {None, *(one.id for one in elements)}
    for place, (entry, one) in enumerate(zip(entries, elements, strict=False)):
        if ids[place] in known - present and one.id not in known:
            name = entry.get("name")
            if name == (dict(one.name) if isinstance(one.name, MultilingualText) else one.name):
                ids[place] = one.id
    return ids


def _last(span: SpanLike) -> int:
    """Return where the last value within a span begins."""
    children = span.children
    if not children:
        return span.at
    last = list(children.values())[-1][1] if isinstance(children, Mapping) else children[-1]
    return max(span.at, _last(last))


def _comments(text: str, seats: list[_Seat]) -> Iterator[Comment]:
    """Yield the comments of a text, each with what it belongs to."""
    areas = list(quoted_areas(text))
    begins = [start for start, _ in areas]
    places = [seat.at for seat in seats]
    for number, line in enumerate(text.splitlines()):
        for sign in _SIGN.finditer(line):
            at = (number, sign.start())
            area = bisect_right(begins, at) - 1
            if area >= 0 and at < areas[area][1]:
                continue  # inside a text
            yield _comment(line, at, seats, bisect_right(places, at))
            break


def _comment(line: str, at: _At, seats: list[_Seat], following: int) -> Comment:
    words = line[at[1] :].rstrip()
    last = seats[following - 1] if following else None
    alone = not line[: at[1]].strip()
    if last is not None and not alone:
        return Comment(words, last.owner, last.at[0] == at[0])
    if last is not None and (at < last.last or (last.owner[0] and _is_within(at, last, seats, following))):
        return Comment(words, last.owner, False)  # inside of the field, deeper than it, or at the end of its element
    return Comment(words, seats[following].owner if following < len(seats) else _END, False)


def _is_within(at: _At, last: _Seat, seats: list[_Seat], following: int) -> bool:
    """Return whether a line of its own stands deeper than the fields of an element, or as deep behind the last one."""
    column = max(seat.at[1] for seat in seats[max(0, following - 2) : following] if seat.owner[0] == last.owner[0])
    ends = following == len(seats) or seats[following].owner[0] != last.owner[0]
    return at[1] >= column + (not ends)
