"""Any plan file, opened by what it holds: planmodel's own, and other people's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from planmodel.arguments import AnyPath, kinds_checked
from planmodel.diagnostics import Diagnostic
from planmodel.errors import PlanFileError
from planmodel.exchange.recognition import OWN, ROOTS, beginning, kind_of
from planmodel.formats import native
from planmodel.model.origin import Origin, SourceFile
from planmodel.model.plan import Plan
from planmodel.model.vocabulary import Vocabulary
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.formats.imported import ImportResult

__all__ = ["is_plan_file", "read_plan", "read_schedule", "read_with_problems"]


@kinds_checked
def read_plan(path: AnyPath, *overlays: native.Overlay, vocabulary: Vocabulary | None = None) -> Plan:
    """Read a plan from a file of any format that is known, and lay overlays over it.

    What the file holds tells what it is: planmodel's own YAML, JSON or folder of tables, or another program's file
    (StratML, IATI, ArchiMate, England's plan data, Microsoft Project, GanttProject, Primavera, PSPLIB, a list of
    tasks). What was left out of another program's file stands in ``plan.origin.issues``; the reader of its format
    counts it, too.

    Parameters:
        path: the file, or a folder of CSV tables.
        overlays: files with an ``overlay:`` key, or mappings of what they hold, laid over the plan in this order.
        vocabulary: the kinds that the file may hold; left out, the shipped ones and those of installed packages.

    Raises:
        PlanFileError: it cannot be read; ``problems`` lists everything that is wrong, with file, line and column.
        MissingExtraError: a package that reads its format is not installed.

    Example:
        >>> plan = read_plan("examples/lianzhou/plan.yaml")
        >>> plan.jurisdiction.code
        '441882'
    """
    file = Path(path)
    kind = kind_of(file)
    if kind is None or kind in OWN:
        try:
            return native.read_plan(path, *overlays, vocabulary=vocabulary, format=kind)
        except PlanFileError:
            if not _is_claimed_data(file, kind):
                raise
    plan = _imported(file, kind, vocabulary)
    return native.read_over(plan, *overlays) if overlays else plan


@kinds_checked
def read_with_problems(
    path: AnyPath, *overlays: native.Overlay, vocabulary: Vocabulary | None = None
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Read what can be read: the plan without its faulty parts, and every problem.

    Parameters: as for :func:`read_plan`.

    Returns:
        the plan, or ``None`` when nothing could be made of the file; and the problems, none when the file is good.
        What was left out of another program's file is no problem of it: see ``plan.origin.issues``.

    Raises:
        MissingExtraError: a package that reads its format is not installed.
    """
    file = Path(path)
    kind = kind_of(file)
    try:
        if kind is None or kind in OWN:
            read = native.read_with_problems(path, *overlays, vocabulary=vocabulary, format=kind)
            if not (read[1] and _is_claimed_data(file, kind)):
                return read
        plan = _imported(file, kind, vocabulary)
        return native.read_over(plan, *overlays) if overlays else plan, ()
    except PlanFileError as error:
        return None, error.problems


def _is_claimed_data(file: Path, kind: str | None) -> bool:
    """Return whether a file of YAML or JSON says nothing of planmodel, and a reader of a package knows it."""
    try:
        if kind not in ("yaml", "json") or not file.is_file():
            return False
    except OSError:  # a name that no file can have, a folder that is closed
        return False
    from planmodel.exchange.installed import is_claimed

    begin = beginning(file)
    return b"planmodel" not in begin and b"overlay" not in begin and is_claimed(file)


def _imported(file: Path, kind: str | None, vocabulary: Vocabulary | None) -> Plan:
    """Return the plan in another program's file, which knows where it is from and what was left out."""
    kind, read = _read_foreign(file, kind)
    status = file.stat()
    source = SourceFile(path=str(file), format=kind, size=status.st_size, modified_ns=status.st_mtime_ns)
    kinds = read.plan.vocabulary if vocabulary is None else vocabulary
    return attrs.evolve(read.plan, vocabulary=kinds, origin=Origin(files=(source,), issues=tuple(read.issues)))


def read_schedule(path: Path) -> ImportResult:
    """Return what another program's file says, whatever program wrote it: what it holds tells, not its name.

    Raises:
        PlanFileError: it cannot be opened, or nobody knows such a file.
        MissingExtraError: a package that reads it is not installed.
    """
    kind = kind_of(path)
    return _read_foreign(path, "mpxj" if kind is None or kind in OWN else kind)[1]


def is_plan_file(path: Path) -> bool:
    """Return whether a path is one of planmodel's own: YAML, JSON, or a folder of tables; or nothing at all."""
    return kind_of(path) in (None, *OWN)


def _list(path: Path) -> ImportResult:
    """Return a list of tasks as what other schedule files are read into."""
    from planmodel.formats.imported import ImportResult, plan_id
    from planmodel.phrases.tables.task_table import read_task_table

    table = read_task_table(path)
    plan = table.to_plan(id=plan_id("tasks", path))
    links = sum(len(one.depends_on) for one in table.tasks)
    start = None if table.start is None else dt.datetime.combine(table.start, dt.time())
    return ImportResult(plan=plan, issues=table.doubts, counts={"tasks": len(table.tasks), "links": links}, start=start)


def _read_foreign(path: Path, kind: str | None) -> tuple[str, ImportResult]:
    """Return what a file of another program holds, and the name of its format.

    Readers of installed packages are asked for what no reader of planmodel knows by its content: lists, XML with
    another first element, what is unknown.
    """
    from planmodel.formats.imported import refused

    refusal = None
    if kind == "xml":
        kind, refusal = _far_below(path)
    elif kind == "unknown" or kind in OWN:
        kind, refusal = None, refused(path, say("convert.unknown"), hint=say("convert.kinds"))
    if kind in (None, "list"):
        from planmodel.exchange.installed import read_claimed

        found, faults = read_claimed(path)
        if found is not None:
            return found
        if refusal is not None:
            raise PlanFileError(refusal.message, problems=[*refusal.problems, *faults])
    return str(kind), _READERS[str(kind)](path)


def _far_below(path: Path) -> tuple[str | None, PlanFileError | None]:
    """Return what an XML file is whose first element stands far below its head, or what refuses one nobody knows."""
    from planmodel.exchange.foreign import local
    from planmodel.formats.imported import read_tree, refused

    root = read_tree(path, "XML")
    kind = ROOTS.get(local(root.tag))
    message = say("convert.unknown_xml", name=local(root.tag)[:80])
    return kind, refused(path, message, getattr(root, "line", None), say("convert.kinds"))


def _lazily(module: str, function: str, path: Path) -> ImportResult:
    read: Callable[[Path], ImportResult] = getattr(import_module(module), function)
    return read(path)


_READERS: dict[str, Callable[[Path], ImportResult]] = {
    "archimate": partial(_lazily, "planmodel.exchange.archimate", "read_archimate"),
    "gan": partial(_lazily, "planmodel.exchange.gantt_project", "read_gan"),
    "iati": partial(_lazily, "planmodel.exchange.iati", "read_iati"),
    "list": _list,
    "mpxj": partial(_lazily, "planmodel.exchange.mpxj", "read_with_mpxj"),
    "mspdi": partial(_lazily, "planmodel.exchange.mspdi", "read_mspdi"),
    "planning-data": partial(_lazily, "planmodel.exchange.planning_data", "read_planning_data"),
    "psplib": partial(_lazily, "planmodel.formats.rcpsp", "read_psplib"),
    "stratml": partial(_lazily, "planmodel.exchange.stratml", "read_stratml"),
    "xer": partial(_lazily, "planmodel.exchange.xer", "read_xer"),
}
"""What reads each kind of file that is not planmodel's own."""
