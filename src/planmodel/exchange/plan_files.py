"""Many plan files: found by pattern, read one after the other or by several processes.

A process sends back what its file parses to, never plan objects: a YAML file takes six times as long to parse as to
make a plan of, so two processes read almost twice as fast; a JSON file takes less to parse than its tree takes to
travel, so JSON is read where it is wanted.
"""

from __future__ import annotations

import glob
import marshal
import os
import pathlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

import attrs

from planmodel.arguments import AnyPath
from planmodel.diagnostics import Diagnostic, Place
from planmodel.errors import MissingExtraError, ModelError, PlanFileError
from planmodel.exchange.opening import read_with_problems
from planmodel.exchange.recognition import kind_of
from planmodel.faults import InternalFault, attempt
from planmodel.formats.files import HEADER, SUFFIXES, not_waited_for, read_text, unreadable
from planmodel.formats.native import parsed_plan
from planmodel.formats.source_tree import ParsedTree, problem
from planmodel.formats.together import is_among
from planmodel.formats.yaml_source import YamlSource
from planmodel.limits import Limits, in_force
from planmodel.model.origin import SourceFile
from planmodel.model.plan import Plan
from planmodel.model.vocabulary import Vocabulary
from planmodel.plugins import Plugins
from planmodel.plugins import in_force as packages_in_force
from planmodel.words import say

__all__ = ["FileRead", "cores", "each", "find_plan_files", "has_joblib", "id_taken", "read_files", "workers_for"]

_T = TypeVar("_T")
_R = TypeVar("_R")
_WORTHWHILE = 64
"""YAML files from which several processes earn back their start (0.5 s)."""


@attrs.frozen(kw_only=True)
class FileRead:
    """What came of one file.

    Parameters:
        path: the file.
        plan: the plan; ``None`` when there was any problem.
        problems: what is wrong with it.
    """

    path: pathlib.Path
    plan: Plan | None
    problems: tuple[Diagnostic, ...]


def find_plan_files(paths: AnyPath | Iterable[AnyPath]) -> list[pathlib.Path]:
    """Return the plan files that patterns, folders and paths name: in order of their names, each once.

    Parameters:
        paths: a pattern such as ``plans/**/*.yaml``, a folder (every plan file below it, and every folder of tables;
            where there is none, other programs' files), a file, or several of these.

    Raises:
        PlanFileError: one of them names nothing.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    found: dict[pathlib.Path, None] = {}
    missing = []
    for one in given:
        named = _named(os.fspath(one))
        found.update(dict.fromkeys(named))
        if not named:
            hint = say("plan_files.pattern")
            missing.append(unreadable(os.fspath(one), say("plan_files.none"), hint))
    if missing:
        raise PlanFileError(say("plan_files.not_found", names=[str(one.place) for one in missing]), problems=missing)
    return list(found)


def _named(name: str) -> list[pathlib.Path]:
    path = pathlib.Path(name)
    try:
        if path.is_dir():
            return sorted(_below(path)) or sorted(_of_others_below(path))
        if path.exists():
            return [path]
    except OSError:  # a name that is too long
        return []
    if not glob.has_magic(name):
        return []
    return sorted(
        one
        for one in map(pathlib.Path, glob.iglob(name, recursive=True))  # noqa: PTH207 - an absolute pattern is fine here
        if not one.is_dir() or _is_tables(one)  # what is neither, a pipe or a link to nothing, is a finding of its own
    )


def _is_tables(folder: pathlib.Path) -> bool:
    return is_among(folder, f"{HEADER}.csv")


def _below(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    for place, folders, files in os.walk(folder):
        here = pathlib.Path(place)
        if _is_tables(here):
            yield here
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (here / name for name in files if pathlib.Path(name).suffix.lower() in SUFFIXES and name[0] != ".")


def _of_others_below(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """Yield the plan files of other programs below a folder that holds none of planmodel's own."""
    for place, folders, files in os.walk(folder):
        here = pathlib.Path(place)
        if kind_of(here) == "planning-data":  # whose tables are one plan together
            yield here
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (here / name for name in files if name[0] != "." and _is_of_others(here / name))


def _is_of_others(file: pathlib.Path) -> bool:
    from planmodel.exchange.installed import is_claimed

    kind = kind_of(file)
    return kind in _OF_OTHERS or (kind in ("unknown", "xml") and is_claimed(file))


_OF_OTHERS = frozenset(("stratml", "iati", "archimate", "mspdi", "gan", "xer"))
"""What is looked for in a folder that holds no plan file of planmodel's own."""


def workers_for(wanted: int | None, files: list[pathlib.Path]) -> int:
    """Return how many processes read these files.

    Parameters:
        wanted: the number asked for; ``None`` for one a core where many YAML files make that worthwhile, else 1.
        files: the files.

    Raises:
        ModelError: not a number above zero.
        MissingExtraError: more than one is asked for and joblib is not installed.
    """
    if wanted is None:
        yaml = sum(SUFFIXES.get(file.suffix.lower()) == "yaml" for file in files)
        wanted = cores() if yaml >= _WORTHWHILE and has_joblib() else 1
    elif type(wanted) is not int or wanted < 1:
        raise ModelError(say("plan_files.workers", found=repr(wanted)[:40]), hint=say("plan_files.workers.hint"))
    if wanted > 1 and not has_joblib():
        raise MissingExtraError("joblib", extra="corpus", purpose=say("plan_files.processes"))
    return min(wanted, max(1, len(files)))


def has_joblib() -> bool:
    """Tell whether several processes can be used (extra ``corpus``)."""
    return find_spec("joblib") is not None


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(work: Callable[[_T], _R], items: Iterable[_T], workers: int) -> Iterator[_R]:
    """Yield what ``work`` makes of each item, in order; with several workers it must be a module's function."""
    if workers == 1:
        yield from map(work, items)
        return
    joblib: Any = import_module("joblib")
    within = partial(_within, in_force(), packages_in_force(), work)
    yield from joblib.Parallel(n_jobs=workers, return_as="generator")(joblib.delayed(within)(item) for item in items)


def _within(limits: Limits, packages: Plugins, work: Callable[[_T], _R], item: _T) -> _R:
    """Return what ``work`` makes of an item in another process, within the limits that hold in this one."""
    with limits, packages:
        return work(item)


def read_files(
    files: list[pathlib.Path],
    vocabulary: Vocabulary | None,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[FileRead]:
    """Yield each file's plan or its problems, in order.

    Parameters:
        files: the files.
        vocabulary: the kinds that they may hold.
        workers: how many processes parse YAML; see :func:`workers_for`.
        progress: called with the files done and all after each.
    """
    parsed = each(_parsed, files, workers) if workers > 1 else iter([b""] * len(files))
    for number, (file, data) in enumerate(zip(files, parsed, strict=True), 1):
        read = attempt(f"reading {file}", partial(_read, file, data, vocabulary))
        if isinstance(read, InternalFault):
            fault = problem("PM099", read.message, Place(file=str(file)), hint=say("report_it"))
            read = FileRead(path=file, plan=None, problems=(fault,))
        yield read
        if progress is not None:
            progress(number, len(files))


def _read(file: pathlib.Path, parsed: bytes, vocabulary: Vocabulary | None) -> FileRead:
    plan = parsed_plan(*_unpacked(parsed), vocabulary) if parsed else None
    problems = not_waited_for(file) if plan is None else ()
    if plan is None and not problems:
        plan, problems = read_with_problems(file, vocabulary=vocabulary)
    return FileRead(path=file, plan=None if problems else plan, problems=problems)


def _parsed(file: pathlib.Path) -> bytes:
    """Return what a YAML file parses to; nothing for others, and for one with problems, which is read again."""
    if SUFFIXES.get(file.suffix.lower()) != "yaml" or not_waited_for(file):
        return b""
    try:
        text, origin = read_text(file, "yaml")
    except PlanFileError:
        return b""
    source = YamlSource(text, str(file))
    if source.problems:
        return b""
    return marshal.dumps((source.tree, source.clean, origin.path, origin.size, origin.modified_ns))


def _unpacked(data: bytes) -> tuple[ParsedTree, SourceFile]:
    tree, clean, path, size, modified_ns = marshal.loads(data)
    file = SourceFile(path=path, format="yaml", size=size, modified_ns=modified_ns)
    return ParsedTree(tree, path, clean=clean), file


def id_taken(id: str, path: str | None, by: str) -> Diagnostic:
    """Return the problem of a plan whose id another one has.

    Parameters:
        id: the id.
        path: the file of the plan that is left out, if there is one.
        by: the plan that has it, in words: ``the plan of a.yaml``.
    """
    message = say("plan_files.id_taken", by=by, id=id)
    return problem("PM011", message, Place(file=path), path=("id",), hint=say("plan_files.id_taken.hint"))
