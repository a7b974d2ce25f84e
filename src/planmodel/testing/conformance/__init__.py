"""Cases with right answers in language-neutral JSON, against which any tool that reckons with plans can be held.

``README.md`` beside this module says what a case is; ``conformance.schema.json`` is the JSON Schema of the files.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from planmodel.errors import ModelError
from planmodel.words import say

__all__ = ["KINDS", "conformance_cases"]

KINDS = ("progress", "rollup", "cascade", "comparison", "quotas", "sufficiency", "evaluation", "counts")
"""What cases are about; one file each."""


def conformance_cases(kind: str | None = None) -> list[dict[str, Any]]:
    """Return the cases of one kind, or all.

    Parameters:
        kind: one of :data:`KINDS`.

    Returns:
        mappings with ``id``, ``kind``, ``asks``, ``plans`` (as plan files in JSON), ``question``, ``answers``, ``why``,
        and for some a ``source`` and the ``trap`` that lies in them.

    Raises:
        ModelError: there is no such kind.

    Example:
        >>> case = conformance_cases("progress")[0]
        >>> case["id"], case["question"], case["answers"]  # doctest: +NORMALIZE_WHITESPACE
        ('up-on-schedule', {'as_of': '2023-12-31', 'trajectory': 'linear'},
         [{'of': 'i', 'status': 'on_track', 'way': '3/5', 'time': '3/5'}])
    """
    if kind is not None and kind not in KINDS:
        raise ModelError(say("conformance.no_kind", kind=kind), hint=say("write_one", names=KINDS))
    here = files("planmodel.testing.conformance")
    held = [json.loads((here / f"{one}.json").read_text(encoding="utf-8")) for one in KINDS if kind in (None, one)]
    return [case for one in held for case in one["cases"]]
