"""Other programs' files, opened by what they hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from planmodel.exchange.foreign import local
from planmodel.exchange.gantt_project import read_gan
from planmodel.exchange.mspdi import read_mspdi
from planmodel.exchange.stratml import read_stratml
from planmodel.exchange.xer import read_xer
from planmodel.formats.imported import ImportResult, plan_id, read_tree
from planmodel.limits import bytes_of
from planmodel.phrases.tables.task_table import read_task_table

__all__ = ["is_plan_file", "read_foreign", "read_schedule"]

_TABLES = frozenset((".csv", ".tsv", ".txt", ".md", ".html", ".htm", ".xlsx"))
_PLANS = frozenset((".yaml", ".yml", ".json"))
_XML_SCHEDULES = frozenset((".xml", ".gan", ".pmxml"))


def read_foreign(path: Path) -> ImportResult:
    """Return what an XML file of StratML or Microsoft Project says; its first element tells which it is.

    Raises:
        PlanFileError: it cannot be opened, or is neither.
        MissingExtraError: the package defusedxml is not installed.
    """
    root = local(read_tree(path, "another program's XML").tag)
    return read_mspdi(path) if root == "Project" else read_stratml(path)


def is_plan_file(path: Path) -> bool:
    """Return whether a path is one of planmodel's own: YAML, JSON, or a folder of tables."""
    return path.is_dir() or path.suffix.lower() in _PLANS or not path.exists()


def read_schedule(path: Path) -> ImportResult:
    """Return what a schedule file says, whatever program wrote it: what it holds tells, not what it is called.

    Microsoft Project's XML, GanttProject's and Primavera's exchange files and lists of tasks are read here, other kinds
    (``.mpp``, ``.mpx``, ``.pmxml``, ``.pod``) by MPXJ.

    Raises:
        PlanFileError: it cannot be opened, or nobody knows such a file.
        MissingExtraError: a package that reads it is not installed.
    """
    begin = bytes_of(path, of="exchange_bytes")[:4096]
    bare = begin.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare.startswith(b"ERMHDR"):
        return read_xer(path)
    is_html = path.suffix.lower() in (".html", ".htm") or bare[:15].lower().startswith((b"<!doctype html", b"<html"))
    if not is_html and (bare.startswith(b"<") or b"<\x00" in begin[:6] or b"\x00<" in begin[:6]):
        return _xml(path)
    if path.suffix.lower() in _TABLES:
        return _list(path)
    from planmodel.exchange.mpxj import read_with_mpxj

    return read_with_mpxj(path)


def _xml(path: Path) -> ImportResult:
    root = local(read_tree(path, "a schedule file").tag)
    if root == "Project":
        return read_mspdi(path)
    if root == "project":
        return read_gan(path)
    if root in ("PerformancePlanOrReport", "StrategicPlan"):
        return read_stratml(path)
    from planmodel.exchange.mpxj import read_with_mpxj

    return read_with_mpxj(path)


def _list(path: Path) -> ImportResult:
    """Return a list of tasks as what other schedule files are read into."""
    table = read_task_table(path)
    plan = table.to_plan(id=plan_id("tasks", path))
    links = sum(len(one.depends_on) for one in table.tasks)
    start = None if table.start is None else dt.datetime.combine(table.start, dt.time())
    return ImportResult(plan=plan, issues=table.doubts, counts={"tasks": len(table.tasks), "links": links}, start=start)
