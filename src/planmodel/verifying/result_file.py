"""The file of derivations that is verified: its shape checked, and the digests of what it took from plans."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planmodel.errors import ModelError
from planmodel.words import say

__all__ = ["YEARS", "is_word", "line_of", "read_derivations", "sha"]

YEARS = ("base_year", "target_year")
"""Names of inputs that are years."""
_WORDS = frozenset({"better", "comparator", "day", "direction", "finished", "verdict"})


def is_word(given: Mapping[str, Any]) -> bool:
    """Tell whether an input is a word or a day, not a number."""
    return given["name"] in _WORDS


def read_derivations(result: Any) -> Mapping[str, Any]:
    """Return what a file of derivations holds, its shape checked."""
    if not isinstance(result, Mapping):
        path = Path(result)
        try:
            result = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ModelError(say("verify.unreadable", path=str(path), why=error.strerror or "")) from None
        except (ValueError, RecursionError) as error:
            raise ModelError(say("verify.no_json", path=str(path), why=str(error))) from None
    if not isinstance(result, Mapping) or "planmodel_derivations" not in result:
        raise ModelError(say("verify.no_derivations"), hint=say("verify.no_derivations.hint"))
    if result["planmodel_derivations"] != 1:
        raise ModelError(say("verify.version", version=str(result["planmodel_derivations"])))
    listed = result.get("derivations")
    for place, one in enumerate(listed if isinstance(listed, list) else [None]):
        if not _is_derivation(one):
            raise ModelError(say("verify.shape", place=place))
    return result


def _is_derivation(one: Any) -> bool:
    if not isinstance(one, Mapping) or not isinstance(one.get("result"), Mapping):
        return False
    inputs = one.get("inputs")
    texts = all(isinstance(one.get(key), str) for key in ("id", "rule", "plan", "of"))
    return texts and isinstance(inputs, list) and all(_is_input(given) for given in inputs)


def _is_input(given: Any) -> bool:
    if not isinstance(given, Mapping) or not isinstance(given.get("name"), str):
        return False
    texts = all(
        isinstance(given.get(key, ""), str | None) for key in ("value", "unit", "of", "plan", "derived", "period")
    )
    return texts and isinstance(given.get("at", []), list) and isinstance(given.get("sources", []), list)


def line_of(given: Mapping[str, Any], value: str, unit: str | None) -> str:
    """Return what a digest has of an input: place, name, value and unit."""
    return json.dumps([list(given["at"]), given["name"], value, unit], ensure_ascii=False)


def sha(lines: set[str]) -> str:
    """Return the digest of lines, whose order does not count."""
    return "sha256:" + hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
