"""Drafting again into a folder that somebody has worked in: corrections and comments stay, conflicts are listed."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.comparing.merge import Merge, merge
from planmodel.drafting.draft import Draft
from planmodel.drafting.saving import texts_of, write_all
from planmodel.exchange.opening import read_plan
from planmodel.formats.plain_data import plan_tree
from planmodel.formats.together import finish
from planmodel.formats.yaml_comments import commented_yaml
from planmodel.limits import bytes_of, reason_of, refusal
from planmodel.model.plan import Plan
from planmodel.words import say

__all__ = ["draft_into"]


@kinds_checked
def draft_into(draft: Draft, folder: str | Path) -> Merge:
    """Join a newer draft into a folder that holds an older one and what people made of it.

    What the rules drafted then (``draft.json``), what the plan file says now, and the newer draft are merged by ids:
    what nobody has touched becomes as the newer draft has it, what people corrected stays, and what both changed is a
    conflict in which the people's word stands. The comments of the plan file stay with what they belong to; those of
    what is gone stand at its end.

    Parameters:
        draft: the newer draft.
        folder: the folder of the older one.

    Returns:
        the merged plan, and the conflicts.

    Raises:
        PlanFileError: the folder holds no draft, or one of its files cannot be read or written; nothing is changed
            then.

    Example:
        >>> import tempfile
        >>> from planmodel.drafting.run import draft_plan
        >>> text = "连州市治水规划（2021—2025年）\\n一、主要任务\\n（一）清淤。清理河道。"
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = draft_plan(text.encode()).save(folder)
        ...     joined = draft_into(draft_plan(f"{text}\\n（二）治气。".encode()), folder)
        >>> joined.ok, [one.label() for one in joined.plan.tasks]
        (True, ['清淤', '治气'])
    """
    folder = Path(folder)
    file = folder / "plan.yaml"
    try:
        finish(folder)  # what a writing that was broken off has left
    except OSError as error:
        raise refusal(str(folder), say("limits.closed", reason=reason_of(error))) from None
    base, ours = _drafted(folder / "draft.json"), read_plan(file)
    theirs = draft.plan.evolve(id=ours.id)
    base = base.evolve(id=ours.id)
    joined = merge(base, ours, theirs)
    plan = attrs.evolve(joined.plan, origin=ours.origin)  # whose comments are kept
    text, lost = commented_yaml(plan, plan_tree(plan))
    rest = [f"# from an element or field that is gone: {comment.lstrip('# ')}\n" for comment in lost]
    write_all(folder, {**texts_of(draft), "plan.yaml": "".join((text, *rest))})
    return joined


def _drafted(file: Path) -> Plan:
    """Return the plan as it was drafted before.

    Raises:
        PlanFileError: there is none.
    """
    data = bytes_of(file)
    try:
        record: Any = json.loads(data)
        plan = record["plan"]
    except (ValueError, KeyError, TypeError):
        raise refusal(str(file), say("draft.no_record"), say("draft.no_record.hint")) from None
    with tempfile.TemporaryDirectory() as waiting:
        path = Path(waiting) / "plan.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        return read_plan(path)
