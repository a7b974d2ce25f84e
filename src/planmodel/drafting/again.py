"""Drafting again into a folder that somebody has worked in: corrections and comments stay, conflicts are listed."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from planmodel.comparing.merge import Merge, merge
from planmodel.drafting.draft import Draft
from planmodel.drafting.saving import texts_of, write_all
from planmodel.drafting.yaml_edits import edited
from planmodel.errors import PlanFileError
from planmodel.formats.native import read_plan
from planmodel.limits import Limits, bytes_of, refusal
from planmodel.model.plan import Plan

__all__ = ["draft_into"]


def draft_into(draft: Draft, folder: str | Path) -> Merge:
    """Join a newer draft into a folder that holds an older one and what people made of it.

    What the rules drafted then (``draft.json``), what the plan file says now, and the newer draft are merged by ids:
    what nobody has touched becomes as the newer draft has it, what people corrected stays, and what both changed is a
    conflict in which the people's word stands. The plan file is changed in place, so that its comments stay.

    Parameters:
        draft: the newer draft.
        folder: the folder of the older one.

    Returns:
        the merged plan, and the conflicts.

    Raises:
        PlanFileError: the folder holds no draft, or one of its files cannot be read, changed in place, or written;
            nothing is changed then.
    """
    folder = Path(folder)
    file = folder / "plan.yaml"
    base, ours = _drafted(folder / "draft.json"), read_plan(file)
    theirs = draft.plan.evolve(id=ours.id)
    base = base.evolve(id=ours.id)
    joined = merge(base, ours, theirs)
    before = bytes_of(file, Limits()).decode("utf-8-sig")
    text = edited(before, ours, joined.plan)
    if text is None or _read(text) != joined.plan:
        hint = "draft into a folder of its own, and join the two plans with pm.merge"
        raise refusal(str(file), "it cannot be changed in place without losing what stands in it", hint)
    write_all(folder, {**texts_of(draft), "plan.yaml": text})
    return joined


def _drafted(file: Path) -> Plan:
    """Return the plan as it was drafted before.

    Raises:
        PlanFileError: there is none.
    """
    data = bytes_of(file, Limits())
    try:
        record: Any = json.loads(data)
        plan = record["plan"]
    except (ValueError, KeyError, TypeError):
        raise refusal(str(file), "it is no record of a draft", "planmodel draft FILE -o DIR makes one") from None
    with tempfile.TemporaryDirectory() as waiting:
        path = Path(waiting) / "plan.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        return read_plan(path)


def _read(text: str) -> Plan | None:
    """Return the plan that a text holds, ``None`` when it holds none."""
    with tempfile.TemporaryDirectory() as waiting:
        path = Path(waiting) / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            return read_plan(path)
        except PlanFileError:
            return None
