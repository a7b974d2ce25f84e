"""What a corpus folder holds: its version, and the batches that were written whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from planmodel.corpus.parts import Part, digest_of
from planmodel.corpus.schema import SCHEMA_VERSION, TABLES
from planmodel.diagnostics import Diagnostic, Place
from planmodel.errors import PlanFileError
from planmodel.formats.files import write_whole
from planmodel.formats.together import alone
from planmodel.limits import bytes_of, reason_of
from planmodel.words import say

__all__ = ["Batch", "Entry", "begin", "commit", "filling", "read_batches"]

HEAD = "corpus.json"
BATCHES = "batches"


@attrs.frozen(kw_only=True)
class Entry:
    """One plan of a batch: its id, and the file that it was read from as it was then (``None`` for plans in memory)."""

    plan: str
    path: str | None = None
    size: int | None = None
    modified_ns: int | None = None


@attrs.frozen(kw_only=True)
class Batch:
    """Plans whose files were written whole.

    Parameters:
        plans: the plans.
        parts: their files.
    """

    plans: tuple[Entry, ...]
    parts: tuple[Part, ...]


def _has_head(folder: Path) -> bool:
    try:
        return (folder / HEAD).exists()
    except OSError as error:  # such as a name that is too long
        raise _unusable(folder, say("limits.closed", reason=reason_of(error)), say("limits.missing.hint")) from None


def begin(folder: Path) -> None:
    """Make a folder a corpus, if it is none.

    Raises:
        PlanFileError: it holds something else, or a corpus of another version.
    """
    if "\0" in str(folder):
        raise _unusable(folder, say("limits.nul"), say("limits.missing.hint"))
    if _has_head(folder):
        _check_version(folder / HEAD)
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _unusable(folder, say("corpus.no_corpus"), say("corpus.no_corpus.hint"))
    (folder / BATCHES).mkdir(parents=True, exist_ok=True)
    text = json.dumps({"planmodel_corpus": SCHEMA_VERSION, "tables": list(TABLES)}, indent=1)
    write_whole(folder / HEAD, text + "\n")


@contextlib.contextmanager
def filling(folder: Path) -> Iterator[None]:
    """Hold a corpus that is filled: nobody else fills it, and what is left of a filling that was broken off goes.

    Raises:
        PlanFileError: it is none, or somebody else fills it.
    """
    begin(folder)
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(alone(folder))
        except BlockingIOError:
            raise _unusable(folder, say("corpus.filled"), say("corpus.filled.hint")) from None
        for place in (folder, folder / BATCHES, *(folder / table for table in TABLES)):
            for left in place.glob("**/*.tmp" if place.name in TABLES else ".*.tmp"):
                left.unlink(missing_ok=True)
        yield


def _check_version(head: Path) -> None:
    try:
        found = json.loads(bytes_of(head, of="json_bytes"))
        version = found["planmodel_corpus"]
    except (OSError, ValueError, TypeError, KeyError):
        raise _unusable(head, say("corpus.no_head"), say("corpus.anew")) from None
    if version != SCHEMA_VERSION:
        message = say("corpus.version", version=f"{version!r}", readable=SCHEMA_VERSION)
        raise _unusable(head, message, say("corpus.anew"))


def _unusable(path: Path, message: str, hint: str) -> PlanFileError:
    found = Diagnostic(code="PM701", severity="error", message=message, place=Place(file=str(path)), hint=hint)
    return PlanFileError(say("corpus.unusable", path=path), problems=[found])


def commit(folder: Path, batch: Batch) -> None:
    """Add a batch to a corpus: one file, which is there whole or not at all."""
    digest = hashlib.blake2b("\n".join(one.plan for one in batch.plans).encode(), digest_size=12).hexdigest()
    tree = attrs.asdict(batch)
    (folder / BATCHES).mkdir(exist_ok=True)
    write_whole(folder / BATCHES / f"{digest}.json", json.dumps(tree, ensure_ascii=False, separators=(",", ":")))


def read_batches(folder: Path) -> tuple[list[Batch], list[Diagnostic]]:
    """Return the batches whose files are all there and whole, and what is wrong with the others.

    Raises:
        PlanFileError: the folder is no corpus, or one of another version.
    """
    if not _has_head(folder):
        raise _unusable(folder, say("corpus.no_json"), say("corpus.no_json.hint"))
    _check_version(folder / HEAD)
    batches: list[Batch] = []
    findings: list[Diagnostic] = []
    for path in sorted((folder / BATCHES).glob("*.json")):
        try:
            batch = _batch(json.loads(bytes_of(path, of="json_bytes")))
        except (OSError, ValueError, TypeError, KeyError):
            findings.append(_finding("PM702", "error", path, say("corpus.batch_unread")))
            continue
        broken = [(part, why) for part in batch.parts if (why := _fault(folder, part)) is not None]
        if not broken:
            batches.append(batch)
            continue
        part, why = broken[0]
        message = say("corpus.left_out", why=why, n=len(batch.plans))
        findings.append(_finding("PM702", "error", folder / part.path, message))
    return batches, [*findings, *_stray(folder, batches)]


def _batch(tree: Any) -> Batch:
    plans = tuple(Entry(**one) for one in tree["plans"])
    return Batch(plans=plans, parts=tuple(Part(**one) for one in tree["parts"]))


def _fault(folder: Path, part: Part) -> str | None:
    path = folder / part.path
    try:
        size = path.stat().st_size
        if size != part.size:
            return say("corpus.size", size=size, wanted=part.size)
        is_whole = part.digest is None or digest_of(path) == part.digest
    except OSError:
        return say("corpus.missing")
    return None if is_whole else say("corpus.changed")


def _stray(folder: Path, batches: Iterable[Batch]) -> Iterator[Diagnostic]:
    listed = {part.path for batch in batches for part in batch.parts}
    stray = [
        path
        for table in TABLES
        for path in sorted((folder / table).rglob("*"))
        if path.is_file() and path.relative_to(folder).as_posix() not in listed
    ]
    if stray:
        others = len(stray) - 1
        message = say("corpus.stray.several", n=others) if others else say("corpus.stray")
        yield _finding("PM703", "warning", stray[0], message)


def _finding(code: str, severity: Any, path: Path, message: str) -> Diagnostic:
    hint = say("corpus.again")
    return Diagnostic(code=code, severity=severity, message=message, place=Place(file=str(path)), hint=hint)
