"""Writing a draft into a folder, all of it or nothing, and its record as plain values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.formats.together import write_together
from planmodel.limits import reason_of, refusal
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.drafting.draft import Draft

__all__ = ["FILES", "record_of", "save", "write_all"]

FILES = ("plan.yaml", "source.txt", "draft.json")


def record_of(draft: Draft) -> dict[str, Any]:
    """Return a draft without its text as plain values."""
    return {
        "draft": 1,
        "source": {"name": draft.document.name, "format": draft.document.format, "pages": draft.document.pages},
        "doubts": [one.to_record() for one in draft.doubts],
        "record": [attrs.asdict(one) for one in draft.record],
        "plan": json.loads(draft.plan.to_json()),
    }


def save(draft: Draft, folder: Path) -> Path:
    """Write the files of a draft into a folder.

    Raises:
        PlanFileError: the folder holds one of them already, or cannot be written.
    """
    held = next((name for name in FILES if (folder / name).exists() or (folder / name).is_symlink()), None)
    if held is not None:
        hint = say("draft.into", folder=folder)
        raise refusal(str(folder / held), say("draft.there"), hint, verb="write")
    write_all(folder, texts_of(draft))
    return folder / "plan.yaml"


def texts_of(draft: Draft) -> dict[str, str]:
    """Return what the files of a draft hold, by their names."""
    record = json.dumps(record_of(draft), ensure_ascii=False, indent=1)
    return {"plan.yaml": draft.plan.to_yaml(), "source.txt": draft.text, "draft.json": record + "\n"}


def write_all(folder: Path, texts: dict[str, str]) -> None:
    """Write files into a folder so that either all of them are new or none is, whenever this is broken off.

    Raises:
        PlanFileError: one of them cannot be written.
    """
    try:
        write_together(folder, texts)
    except OSError as error:
        raise refusal(str(folder), say("draft.unwritten", reason=reason_of(error))) from None
