"""The file of derivations that is verified: its shape checked, and the digests of what it took from plans."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from planmodel.errors import ModelError
from planmodel.limits import bytes_of
from planmodel.words import say

__all__ = ["YEARS", "is_word", "line_of", "read_derivations", "sha"]

YEARS = ("base_year", "target_year")
"""Names of inputs that are years."""
_WORDS = frozenset(
    {
        *("better", "class", "class_actual", "class_base", "class_states", "comparator", "counted", "cut", "day"),
        *("direction", "edge", "finish_by", "finished", "not_before", "period", "said", "side", "started", "state"),
        *("due", "inside", "open", "over", "since", "strict", "verdict"),
    }
)


def is_word(given: Mapping[str, Any]) -> bool:
    """Tell whether an input is a word or a day, not a number."""
    return given["name"] in _WORDS


def read_derivations(result: Any) -> Mapping[str, Any]:
    """Return what a file of derivations holds, its shape checked."""
    if not isinstance(result, Mapping):
        path = Path(result)
        data = bytes_of(path, of="json_bytes", pipe=True)
        try:
            result = json.loads(data.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise ModelError(say("verify.no_json", path=str(path), why=str(error))) from None
    if not isinstance(result, Mapping) or "planmodel_derivations" not in result:
        raise ModelError(say("verify.no_derivations"), hint=say("verify.no_derivations.hint"))
    if result["planmodel_derivations"] != 1:
        raise ModelError(say("verify.version", version=str(result["planmodel_derivations"])))
    try:
        msgspec.convert(dict(result), _File)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:  # the latter is half a character
        raise ModelError(say("verify.shape", why=str(error))) from None
    return result


class _Cited(msgspec.Struct):
    document: str
    quote: str | None = None


class _Input(msgspec.Struct):
    name: str
    value: str | None = None
    unit: str | None = None
    of: str | None = None
    origin: str | None = None
    plan: str | None = None
    at: list[str | int] = []
    derived: str | None = None
    period: str | None = None
    text: str | None = None
    sources: list[_Cited] = []


class _Result(msgspec.Struct):
    value: str | None = None
    unit: str | None = None
    low: str | None = None
    high: str | None = None
    coverage: str | None = None
    verdict: str | None = None
    reason: str | None = None


class _Derivation(msgspec.Struct):
    id: str
    of: str
    plan: str
    rule: str
    inputs: list[_Input]
    result: _Result


class _Plan(msgspec.Struct):
    id: str
    digest: str


class _File(msgspec.Struct):
    """The shape of the file, as far as it is read; what else it holds does not matter."""

    derivations: list[_Derivation]
    plans: list[_Plan] = []


def line_of(given: Mapping[str, Any], value: str, unit: str | None) -> str:
    """Return what a digest has of an input: place, name, value and unit."""
    return json.dumps([list(given["at"]), given["name"], value, unit], ensure_ascii=False)


def sha(lines: set[str]) -> str:
    """Return the digest of lines, whose order does not count."""
    return "sha256:" + hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
