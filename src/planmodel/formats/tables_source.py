"""A folder of CSV tables as a source tree, with the place of every cell."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

import attrs

from planmodel.cells import plain_cell
from planmodel.diagnostics import Place
from planmodel.errors import PlanFileError
from planmodel.formats.files import HEADER, SUFFIXES, not_waited_for, read_text
from planmodel.formats.source_tree import Path, Problems, convert_tree, problem
from planmodel.formats.tables import RELATIONS, list_tables
from planmodel.formats.together import read_together
from planmodel.limits import in_force
from planmodel.model.header import Header
from planmodel.model.vocabulary import Relation, Vocabulary, relations_of
from planmodel.text import suggestion
from planmodel.words import say

__all__ = ["TablesSource", "read_tables_source"]

_CELL = re.compile(r'"([^"]*(?:""[^"]*)*)"|([^",\r\n]*)')


@attrs.frozen
class Cell:
    """One cell: its column's name, its text, and its place."""

    column: str
    text: str
    place: Place


def read_tables_source(folder: FilePath, vocabulary: Vocabulary) -> TablesSource:
    """Return a folder of tables as far as its syntax goes."""
    return TablesSource(folder, vocabulary)


class TablesSource:
    """A folder of CSV tables.

    Parameters:
        folder: the folder.
        vocabulary: the kinds that it may hold.
    """

    lexical = True

    def __init__(self, folder: FilePath, vocabulary: Vocabulary) -> None:
        self.file = str(folder)
        self.problems = Problems()
        self.tree: Any = None
        self._vocabulary = vocabulary
        self._lists = list_tables(vocabulary)
        try:
            tables = read_together(folder, ".csv", self._read)
        except PlanFileError as error:
            self.problems += error.problems
            return
        if HEADER not in tables:
            hint = say("file.header_table", header=HEADER)
            if any(path.suffix.lower() in SUFFIXES for path in folder.iterdir()):
                hint = say("file.folder_of_plans", hint=hint)
            self._add("PM001", say("file.no_header_table", header=HEADER), Place(file=self.file), hint)
        elif len(tables[HEADER]) != 1:
            place = Place(file=str(folder / f"{HEADER}.csv"), line=1, column=1)
            self._add("PM001", say("tables.one_row", header=HEADER, n=len(tables[HEADER])), place, None)
        else:
            self._tables = tables
            self.tree = _Assembly(tables, vocabulary, self._lists, self._add, {}).tree()

    def _add(self, code: str, message: str, place: Place, hint: str | None) -> None:
        self.problems.note(code, lambda: problem(code, message, place, hint=hint))

    def _read(self, paths: Mapping[str, FilePath]) -> dict[str, Rows]:
        """Return the rows of each table; the problems are those of this reading alone."""
        self.problems = Problems()
        return {name: list(self._rows(path)) for name, path in self._tables_among(paths)}

    def _tables_among(self, paths: Mapping[str, FilePath]) -> Iterator[tuple[str, FilePath]]:
        known = [HEADER, RELATIONS, *self._vocabulary.by_plural, *self._lists]
        for path in paths.values():
            endless = not_waited_for(path)
            if endless:
                self.problems += endless
            elif path.stem in known:
                yield path.stem, path
            else:
                hint = suggestion(path.stem, known) or f"tables: {', '.join(known)}"
                self._add("PM002", say("tables.no_table", name=path.name), Place(file=str(path)), hint)

    def _rows(self, path: FilePath) -> Iterator[tuple[Place, list[Cell]]]:
        """Yield each row of a table: its place and its cells that hold something."""
        try:
            text, _ = read_text(path, "json")
        except PlanFileError as error:
            self.problems += error.problems
            return
        rows = self._parsed(text, str(path))
        head = next(rows, [])
        names = [name.strip() for name, _ in head]
        seen = {""}  # a spreadsheet writes columns without a name beside the table
        for (_, place), name in zip(head, names, strict=True):
            if name in seen and name:
                self._add("PM007", say("tables.column_twice", name=f"{name!r}"), place, say("file.twice.hint"))
            seen.add(name)
        counted = 0  # rows, which pandas numbers from 0 in a first column without a name
        for row in rows:
            if not any(text for text, _ in row):
                continue  # an empty line
            if names and not names[0] and row[0][0] == str(counted):
                row[0] = ("", row[0][1])
            counted += 1
            yield row[0][1], list(self._cells(names, row))

    def _cells(self, names: list[str], row: list[tuple[str, Place]]) -> Iterator[Cell]:
        """Yield the cells of a row that hold something."""
        for number, (text, place) in enumerate(row):
            if not text:
                continue
            if number < len(names) and names[number]:
                yield Cell(names[number], plain_cell(text), place)
            elif number < len(names):
                self._add("PM001", say("tables.no_head"), place, None)
            else:
                self._add("PM001", say("tables.cells", cells=len(row), columns=len(names)), row[0][1], None)
                return

    def _parsed(self, text: str, file: str) -> Iterator[list[tuple[str, Place]]]:
        """Yield the rows of a CSV text (RFC 4180) as cells with their places."""
        at, line, begin, most = 0, 1, 0, in_force().cells
        row: list[tuple[str, Place]] = []
        while at < len(text) or row:
            match = _CELL.match(text, at)
            assert match is not None
            quoted, bare = match.groups()
            place = Place(file=file, line=line, column=at - begin + 1, length=max(1, match.end() - at))
            if len(row) == most:
                in_force().check("cells", most + 1, file)
            row.append((quoted.replace('""', '"') if quoted is not None else bare, place))
            if quoted is not None and "\n" in quoted:
                line += quoted.count("\n")
                begin = at + 1 + quoted.rfind("\n") + 1
            at = match.end()
            if text.startswith(",", at):
                at += 1
                continue
            if at < len(text) and text[at] not in "\r\n":
                hint = say("file.quote_cell")
                self._add("PM001", say("tables.quotation"), attrs.evolve(place, length=1), hint)
                at = min((end for end in (text.find("\n", at), text.find("\r", at)) if end >= 0), default=len(text))
            at += 2 if text.startswith("\r\n", at) else 1
            line, begin = line + 1, at
            yield row
            row = []
            if at >= len(text):
                return

    def decoded(self, struct: Any) -> Any:
        """Return the folder as an instance of a msgspec struct.

        Raises:
            Exception: something is wrong with it.
        """
        if self.problems:
            raise ValueError("the syntax has problems")
        return convert_tree(self.tree, struct, clean=False)

    def look_again(self) -> None:
        """Do nothing: every cell was looked at."""

    @cached_property
    def _places(self) -> dict[Path, Place]:
        places: dict[Path, Place] = {}

        def known_already(code: str, message: str, place: Place, hint: str | None) -> None:
            pass

        _Assembly(self._tables, self._vocabulary, self._lists, known_already, places).tree()
        return places

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the place of the cell at ``path``, or of the nearest row or table that is there."""
        if self.tree is None:
            return Place(file=self.file)
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Place(file=self.file))


Report = Callable[[str, str, Place, "str | None"], None]
Rows = list[tuple[Place, list[Cell]]]


class _Assembly:
    """Puts the rows of all tables together to one tree, and notes the place of each value.

    Parameters:
        tables: the rows of each table.
        vocabulary: the kinds that the plan may hold.
        lists: the fields that have a table of their own.
        report: takes code, message, place and hint of a problem.
        places: takes the place of each path in the tree.
    """

    def __init__(
        self,
        tables: dict[str, Rows],
        vocabulary: Vocabulary,
        lists: dict[str, tuple[str, ...]],
        report: Report,
        places: dict[Path, Place],
    ) -> None:
        self._tables, self._vocabulary, self._lists = tables, vocabulary, lists
        self._report, self._places = report, places
        self._entries: dict[str, tuple[dict[str, Any], Path, str]] = {}

    def tree(self) -> dict[str, Any]:
        """Return the tree."""
        tree: dict[str, Any] = {}
        for place, cells in self._tables[HEADER]:
            self._places[()] = place
            self._fill(tree, cells, ())
        for plural, cls in self._vocabulary.by_plural.items():
            if plural in self._tables:
                tree[plural] = [
                    self._entry(place, cells, (plural, number), cls.kind)
                    for number, (place, cells) in enumerate(self._tables[plural])
                ]
        self._entries[str(tree.get("id"))] = (tree, (), "plan")
        for name in self._lists:
            for place, cells in self._tables.get(name, ()):
                self._listed(name, place, cells)
        for place, cells in self._tables.get(RELATIONS, ()):
            self._link(place, cells)
        return tree

    def _entry(self, place: Place, cells: list[Cell], path: Path, kind: str) -> dict[str, Any]:
        entry: dict[str, Any] = {}
        self._places[path] = place
        self._fill(entry, cells, path)
        if isinstance(entry.get("id"), str):
            self._entries.setdefault(entry["id"], (entry, path, kind))
        return entry

    def _fill(self, entry: dict[str, Any], cells: list[Cell], path: Path) -> None:
        for cell in cells:
            column = cell.column.removesuffix("[]")
            steps: list[str] = re.split(r"[.@]", column)
            here, way = entry, path
            for step in steps[:-1]:
                way = (*way, step)
                self._places.setdefault(way, cell.place)
                inner = here.setdefault(step, {})
                if not isinstance(inner, dict):
                    self._report("PM007", say("tables.both_ways", step=f"{step!r}"), cell.place, say("file.twice.hint"))
                    break
                here = inner
            else:
                self._places[(*way, steps[-1])] = cell.place
                here[steps[-1]] = self._json(cell) if column != cell.column else cell.text

    def _json(self, cell: Cell) -> Any:
        try:
            return _lexical(json.loads(cell.text, parse_int=str, parse_float=str, parse_constant=str))
        except (ValueError, RecursionError):
            self._report("PM001", say("tables.no_list"), cell.place, say("tables.list", column=cell.column))
            return []

    def _owner(self, cells: list[Cell], place: Place, column: str) -> tuple[dict[str, Any], Path, str] | None:
        named = next((cell for cell in cells if cell.column == column), None)
        if named is None:
            self._report("PM008", say("tables.lacks", column=column), place, None)
            return None
        found = self._entries.get(named.text)
        if found is None:
            self._report("PM101", say("file.no_element", to=named.text), named.place, None)
        return found

    def _listed(self, name: str, place: Place, cells: list[Cell]) -> None:
        owner = self._owner(cells, place, "owner")
        if owner is not None:
            entry, path, _ = owner
            parts = entry.setdefault(name, [])
            way = (*path, name, len(parts))
            self._places[way] = place
            part: dict[str, Any] = {}
            self._fill(part, [cell for cell in cells if cell.column != "owner"], way)
            parts.append(part)

    def _link(self, place: Place, cells: list[Cell]) -> None:
        owner = self._owner(cells, place, "holder")
        if owner is None:
            return
        entry, path, kind = owner
        named = {cell.column: cell for cell in cells}
        relation = self._relation(kind, named.get("relation"), place)
        if relation is None:
            return
        target = named.get("target")
        if target is None:
            self._report("PM008", say("tables.no_target"), place, None)
            return
        key = relation.link.target_key
        link: dict[str, Any] = {key: target.text}
        way: Path = (*path, relation.field)
        if relation.many:
            listed = entry.setdefault(relation.field, [])
            way = (*way, len(listed))
            listed.append(link)
        elif relation.field in entry:
            self._report("PM007", say("tables.second", field=relation.field), place, say("tables.second.hint"))
            return
        else:
            entry[relation.field] = link
        self._places[way] = place
        self._places[(*way, key)] = target.place
        self._fill(link, [cell for cell in cells if cell.column not in ("holder", "relation", "target")], way)

    def _relation(self, kind: str, cell: Cell | None, place: Place) -> Relation | None:
        if cell is None:
            self._report("PM008", say("tables.no_relation_here"), place, None)
            return None
        if kind == "plan":
            held = relations_of(Header, "plan", tuple(one.kind for one in self._vocabulary.kinds))
        else:
            held = self._vocabulary.relations_from(kind)
        fields = {relation.field: relation for relation in held}
        if cell.text not in fields:
            hint = suggestion(cell.text, fields) or f"relations: {', '.join(fields)}"
            self._report("PM002", say("tables.no_relation", kind=kind, relation=f"{cell.text!r}"), cell.place, hint)
        return fields.get(cell.text)


def _lexical(value: Any) -> Any:
    """Return JSON data with its scalars as text, as all others in a table are."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return {key: _lexical(one) for key, one in value.items()}
    return [_lexical(one) for one in value] if isinstance(value, list) else value
