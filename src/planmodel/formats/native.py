"""planmodel's own files, and what they hold in memory: read with every problem and its place."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from planmodel.arguments import AnyPath, kinds_checked
from planmodel.collector import collector_paused
from planmodel.diagnostics import Diagnostic
from planmodel.errors import PlanFileError
from planmodel.formats.assembly import Draft, NotGood, draft_good
from planmodel.formats.files import format_of, read_text
from planmodel.formats.following import note_references
from planmodel.formats.json_source import JsonSource
from planmodel.formats.objects import Tally, tally
from planmodel.formats.overlay import lay_over, misfits
from planmodel.formats.plain_data import plan_tree
from planmodel.formats.plain_source import PlainSource
from planmodel.formats.scalars import Fault
from planmodel.formats.source_tree import Path, Problems, SourceTree
from planmodel.formats.yaml_source import YamlSource
from planmodel.model.dangling import unmet_references
from planmodel.model.origin import Origin, SourceFile
from planmodel.model.plan import Plan
from planmodel.model.vocabulary import VOCABULARY, Vocabulary
from planmodel.words import Message, say

__all__ = [
    "Overlay",
    "open_source",
    "parsed_plan",
    "plan_of_dict",
    "read_clean",
    "read_over",
    "read_plan",
    "read_with_problems",
]

_Opened: TypeAlias = list[tuple[SourceTree, SourceFile | None]]
"""Each source with its file; with none for what was given in memory."""
Overlay: TypeAlias = AnyPath | Mapping[str, Any]
"""An overlay: the path of its file, or what such a file holds."""


@kinds_checked
def read_plan(
    path: AnyPath, *overlays: Overlay, vocabulary: Vocabulary | None = None, format: str | None = None
) -> Plan:
    """Read a plan from a YAML or JSON file or a folder of tables, and lay overlays over it.

    Parameters:
        path: a ``.yaml``, ``.yml`` or ``.json`` file, or a folder of CSV tables.
        overlays: files with an ``overlay:`` key, or mappings of what they hold, laid over the plan in this order.
        vocabulary: the kinds that the file may hold; left out, the shipped ones and those of installed packages.
        format: ``yaml``, ``json`` or ``tables``, where the name of the file does not tell.

    Raises:
        PlanFileError: it cannot be read; ``problems`` lists everything that is wrong, with file, line and column.

    Example:
        >>> plan = read_plan("examples/lianzhou/plan.yaml")
        >>> plan.jurisdiction.code
        '441882'
    """
    return _read(path, _all_opened(path, overlays, vocabulary, format), vocabulary)


def plan_of_dict(data: Mapping[str, Any], *, vocabulary: Vocabulary | None = None) -> Plan:
    """Return the plan that a mapping holds, which is read as a plan's file with the same content.

    Parameters:
        data: what :meth:`Plan.to_dict <planmodel.model.plan.Plan.to_dict>` returns, or what JSON or YAML of a plan
            holds: texts, numbers, lists and mappings.
        vocabulary: the kinds that it may hold; left out, the shipped ones and those of installed packages.

    Raises:
        PlanFileError: something in it is wrong; ``problems`` lists all of it by path: ``tasks[3].duration``.
    """
    return _read(say("plain.name"), [_in_memory(data)], vocabulary)


def read_over(plan: Plan, *overlays: Overlay) -> Plan:
    """Return a plan with overlays laid over it.

    Parameters:
        plan: the plan.
        overlays: files with an ``overlay:`` key, or mappings of what they hold, in this order.

    Raises:
        PlanFileError: one of them cannot be read, or does not fit the plan.
    """
    below = PlainSource(plan_tree(plan), plan.id)
    above = [_opened(one, plan.vocabulary) for one in overlays]
    laid = _read(plan.id, [(below, None), *above], None if plan.vocabulary is VOCABULARY else plan.vocabulary)
    if plan.origin is None:
        return attrs.evolve(laid, origin=None)
    files = (*plan.origin.files, *(file for _, file in above if file is not None))
    return attrs.evolve(laid, origin=attrs.evolve(plan.origin, files=files, changed=plan.origin.changed | _new(above)))


def _new(above: _Opened) -> frozenset[str]:
    """Return the ids of what overlays in memory say something of: no place in a file is theirs."""
    trees = [source.tree for source, file in above if file is None]
    lists = [listed for tree in trees for listed in tree.values() if isinstance(listed, list)]
    return frozenset(one["id"] for listed in lists for one in listed if isinstance(one, dict) and "id" in one)


def _in_memory(data: Mapping[str, Any]) -> tuple[SourceTree, None]:
    return PlainSource(data, say("plain.name")), None


def _opened(one: Overlay, vocabulary: Vocabulary) -> tuple[SourceTree, SourceFile | None]:
    return _in_memory(one) if isinstance(one, Mapping) else open_source(pathlib.Path(one), vocabulary)


def _all_opened(
    path: AnyPath, overlays: Sequence[Overlay], vocabulary: Vocabulary | None, format: str | None
) -> _Opened:
    vocabulary = vocabulary or VOCABULARY
    first = open_source(pathlib.Path(path), vocabulary, format)
    return [first, *(_opened(one, vocabulary) for one in overlays)]


def _bytes(opened: _Opened) -> int:
    return sum(file.size for _, file in opened if file is not None)


def _read(path: AnyPath, opened: _Opened, vocabulary: Vocabulary | None) -> Plan:
    plan, problems = _looked_through(opened, vocabulary)
    if problems or plan is None:
        raise _refused(path, problems)
    return plan


def _number_told(problem: Diagnostic) -> int:
    """Return how many problems one line tells of."""
    said = problem.message
    return int(str(said.parameters["number"])) if isinstance(said, Message) and said.key == "limits.more" else 1


@kinds_checked
def read_with_problems(
    path: AnyPath, *overlays: Overlay, vocabulary: Vocabulary | None = None, format: str | None = None
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Read what can be read: the plan without its faulty parts, and every problem.

    Parameters: as for :func:`read_plan`.

    Returns:
        the plan, or ``None`` when nothing could be made of the file; and the problems, none when the file is good.
    """
    try:
        opened = _all_opened(path, overlays, vocabulary, format)
    except PlanFileError as error:
        return None, error.problems
    return _looked_through(opened, vocabulary)


def _looked_through(opened: _Opened, vocabulary: Vocabulary | None) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Return the plan and every problem; without a vocabulary, of the shipped kinds and any installed ones it names."""
    with collector_paused(bytes=_bytes(opened)):
        good: dict[int, Draft] = {}
        try:
            return _good(opened, vocabulary or VOCABULARY, good), ()
        except NotGood:
            if vocabulary is not None:
                return _with_problems(opened, vocabulary, good)
        from planmodel.formats.wanted_kinds import wanted_kinds

        opened, wider, faults = wanted_kinds(opened)
        again = _looked_through(opened, wider) if wider is not VOCABULARY else _with_problems(opened, wider, good)
        return again[0], (*again[1], *faults)


def open_source(path: pathlib.Path, vocabulary: Vocabulary, format: str | None = None) -> tuple[SourceTree, SourceFile]:
    """Return a file as far as its syntax goes, and what identifies this version of it.

    Parameters:
        path: the file.
        vocabulary: the kinds that it may hold.
        format: ``yaml``, ``json`` or ``tables``; what its name says when left out.

    Raises:
        PlanFileError: it cannot be opened, or is no text.
    """
    format = format or format_of(path)
    if format == "tables":
        from planmodel.formats.tables_source import read_tables_source

        status = path.stat()
        file = SourceFile(path=str(path), format="tables", size=status.st_size, modified_ns=status.st_mtime_ns)
        return read_tables_source(path, vocabulary), file
    text, file = read_text(path, format)
    with collector_paused(bytes=file.size):
        return JsonSource(text, str(path)) if format == "json" else YamlSource(text, str(path)), file


def read_clean(path: pathlib.Path) -> SourceTree:
    """Return a file that is no plan (a mapping of ids, a scale), without a problem of syntax.

    Raises:
        PlanFileError: it cannot be opened, or its syntax is at fault.
    """
    source, _ = open_source(path, VOCABULARY)
    source.look_again()
    if source.problems:
        raise _refused(path, source.problems)
    return source


def _refused(path: AnyPath, problems: Sequence[Diagnostic]) -> PlanFileError:
    count = sum(map(_number_told, problems))
    return PlanFileError(say("file.cannot_read_problems", path=path, n=count), problems=problems)


def parsed_plan(source: SourceTree, file: SourceFile, vocabulary: Vocabulary | None) -> Plan | None:
    """Return the plan in a tree that was parsed elsewhere; ``None`` when there is any problem."""
    try:
        return _good([(source, file)], vocabulary or VOCABULARY)
    except NotGood:
        return None


def _good(opened: _Opened, vocabulary: Vocabulary, good: dict[int, Draft] | None = None) -> Plan:
    """Return the plan of good files.

    Parameters:
        opened: the files.
        vocabulary: their kinds.
        good: takes the content of each file that is good by itself, by its number.

    Raises:
        NotGood: something is wrong in one of them, or between them.
    """
    good = {} if good is None else good
    documents = set[str]()
    for number, (source, _) in enumerate(opened):
        token = tally.set(Tally())
        try:
            good[number] = draft_good(source, vocabulary)
            documents |= tally.get().documents
        finally:
            tally.reset(token)
    drafts = list(good.values())
    draft = drafts[0]
    if draft.overlay is not None or any(above.overlay != draft.header["id"] for above in drafts[1:]):
        raise NotGood
    for above in drafts[1:]:
        if misfits(draft, above):
            raise NotGood
        draft = lay_over(draft, above)
    if any(one.fault for one in unmet_references(draft.header, draft.elements, vocabulary, cited=documents)):
        raise NotGood
    return _plan(draft, opened, vocabulary)


def _plan(draft: Draft, opened: _Opened, vocabulary: Vocabulary) -> Plan:
    from planmodel.errors import DuplicateIdError

    files = tuple(file for _, file in opened if file is not None)
    origin = Origin(files=files, changed=_new(opened[1:])) if opened[0][1] is not None else None
    try:
        return Plan(**draft.header, elements=draft.elements, vocabulary=vocabulary, origin=origin)
    except DuplicateIdError:
        raise NotGood from None


def _with_problems(
    opened: _Opened, vocabulary: Vocabulary, good: Mapping[int, Draft] = MappingProxyType({})
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    from planmodel.formats.faulty_drafts import draft_all_faults
    from planmodel.formats.structure import problem_from

    problems = Problems()
    drafts: list[tuple[SourceTree, Draft]] = []
    token = tally.set(Tally())
    try:
        for number, (source, _) in enumerate(opened):
            found: list[tuple[Path, Fault]] = []
            draft = good.get(number)
            if draft is None or _repeats_ids(draft) or (draft.overlay is None) != (number == 0):
                source.look_again()
                draft = None
                if source.tree is not None:
                    draft, found = draft_all_faults(source, vocabulary)
            if number > 0 and _names_no_plan(source.tree):
                id = drafts[0][1].header.get("id", "ID") if drafts else "ID"
                fault = Fault(say("overlay.nameless"), code="PM010", hint=say("overlay.write_first", id=id))
                found = [((), fault)]
                draft = None
            if source.tree is None and not source.problems:
                found = [((), Fault(say("file.empty"), code="PM001"))]
            if draft is not None and number == 0 and draft.overlay is not None:
                hint = say("overlay.plan_first")
                found.append((("overlay",), Fault(say("overlay.alone"), code="PM010", hint=hint)))
            if draft is not None and number > 0:
                found += _overlay_faults(source, draft, [below for _, below in drafts])
            problems.take(source.problems)
            for path, fault in found:
                problems.note(fault.code, partial(problem_from, path, fault, source, vocabulary))
            if draft is not None:
                drafts.append((source, draft))
    finally:
        tally.reset(token)
    if not drafts or len(drafts) < len(opened):
        return None, _sorted(problems, opened)
    draft = drafts[0][1]
    for _, above in drafts[1:]:
        draft = lay_over(draft, above)
    note_references(problems, draft, [source for source, _ in drafts], vocabulary)
    if "id" not in draft.header or _repeats_ids(draft):  # which is among the problems
        return None, _sorted(problems, opened)
    return _plan(draft, opened, vocabulary), _sorted(problems, opened)


def _names_no_plan(tree: object) -> bool:
    """Return whether a file that is laid over a plan says neither which plan nor is one itself."""
    return isinstance(tree, Mapping) and not {"overlay", "id"} & {*tree}


def _repeats_ids(draft: Draft) -> bool:
    ids = [draft.header.get("id"), *(element.id for element in draft.elements)]
    return len({*ids}) < len(ids)


def _overlay_faults(source: SourceTree, draft: Draft, below: list[Draft]) -> list[tuple[Path, Fault]]:
    id = below[0].header.get("id") if below else None
    if draft.overlay is None:
        hint = say("overlay.write", id=id) if id else None
        return [(("id",), Fault(say("overlay.whole_plan"), code="PM010", hint=hint))]
    if id is not None and draft.overlay != id:
        message = say("overlay.of_another", of=draft.overlay, id=id)
        return [(("overlay",), Fault(message, code="PM010"))]
    if not below:  # the plan itself cannot be read, which is said already
        return []
    laid = below[0]
    for one in below[1:]:
        laid = lay_over(laid, one)
    found: list[tuple[Path, Fault]] = []
    for element, fault in misfits(laid, draft):
        ids = [entry.get("id") if isinstance(entry, dict) else None for entry in source.tree[element.plural]]
        found.append(((element.plural, ids.index(element.id), "id"), fault))
    return found


def _sorted(problems: Problems, opened: _Opened) -> tuple[Diagnostic, ...]:
    order = {source.file: number for number, (source, _) in enumerate(opened)}

    def key(found: Diagnostic) -> tuple[int, str, int, int, str]:
        place = found.place
        file = place.file or ""
        return (order.get(file, 0), file, place.line or 0, place.column or 0, found.code)

    return (*sorted(problems, key=key), *problems.more(opened[0][0].file))
