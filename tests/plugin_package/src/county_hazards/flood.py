"""The flood office's list: ``FLOODLIST``, a title, then a task a line; read and written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import planmodel as pm
from planmodel.parts import Reader, Writer
from planmodel.results import ExportReport, ImportResult

__all__ = ["READER", "WRITER"]

_HEAD = "FLOODLIST "


def _knows(begin: bytes, path: Path) -> bool:
    return begin.startswith(_HEAD.encode())


def _read(path: Path) -> ImportResult:
    head, *lines = path.read_text("utf-8").splitlines()
    tasks = [pm.Task(id=f"t-{number}", name=line) for number, line in enumerate(lines, 1) if line.strip()]
    plan = pm.Plan(id="flood-list", title=head.removeprefix(_HEAD), elements=tasks)
    return ImportResult(plan=plan, counts={"tasks": len(tasks)})


def _write(plan: pm.Plan, path: Path) -> ExportReport:
    names = [str(task.name) for task in plan.tasks]
    path.write_text("\n".join([f"{_HEAD}{plan.label()}", *names]) + "\n", "utf-8")
    others = Counter(one.plural for one in plan.elements if not isinstance(one, pm.Task))
    lost = tuple(f"{number} {plural} are not written" for plural, number in others.items())
    return ExportReport(written={"tasks": len(names)}, lost=lost)


READER = Reader(name="flood", knows=_knows, read=_read)
WRITER = Writer(name="flood", suffixes=(".flood",), write=_write)
