"""Files in and out: text read with clear faults and bounded memory, and written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from planmodel.diagnostics import Diagnostic, Place
from planmodel.errors import PlanFileError
from planmodel.formats.source_tree import problem
from planmodel.limits import opened, reason_of
from planmodel.model.origin import SourceFile
from planmodel.words import say

__all__ = ["HEADER", "SUFFIXES", "format_of", "not_waited_for", "read_data", "read_text", "unreadable", "write_whole"]

SUFFIXES = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
HEADER = "plan"
"""What the table of a folder is called that holds the plan's header."""


def unreadable(file: str, message: str, hint: str | None = None) -> Diagnostic:
    """Return the problem of a file that cannot be read at all."""
    return problem("PM001", message, Place(file=file), hint=hint)


def not_waited_for(path: Path) -> tuple[Diagnostic, ...]:
    """Return the problem of a pipe or device among many files: it may never end, and nobody meant it."""
    try:
        is_endless = path.exists() and not path.is_file() and not path.is_dir()
    except OSError:
        is_endless = False  # opening it will say what is wrong
    hint = say("file.pipe_alone")
    return (unreadable(str(path), say("file.pipe"), hint),) if is_endless else ()


def format_of(path: Path) -> str:
    """Return ``yaml``, ``json`` or ``tables`` for a path.

    Raises:
        PlanFileError: there is nothing, or nothing that holds a plan.
    """
    try:
        is_folder = path.is_dir()
    except OSError as error:  # a name that is too long
        raise _refused(path, say("limits.closed", reason=reason_of(error))) from None
    if is_folder:
        return "tables"
    found = SUFFIXES.get(path.suffix.lower())
    if found is None:
        hint: str = say("file.suffixes", suffixes=tuple(SUFFIXES))
        message = say("file.no_suffix", suffix=path.suffix or say("file.no_suffix_at_all"))
        if not path.exists():
            message, hint = say("limits.missing"), say("limits.missing.hint")
        raise PlanFileError(say("file.cannot_read", path=path), problems=[unreadable(str(path), message, hint)])
    return found


def read_text(path: Path, format: str) -> tuple[str, SourceFile]:
    """Return a file's text without its byte order mark, and what identifies this version of it.

    Raises:
        PlanFileError: it is missing, too large, not UTF-8, or holds NUL characters.
    """
    data, file = read_data(path, format)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(path, say("file.utf16"), say("file.save_utf8"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _byte_place(str(path), data, error.start)
        raise _refused(path, say("file.not_utf8"), say("file.save_utf8"), place) from None
    nul = text.find("\0")
    if nul >= 0:
        place = _byte_place(str(path), data, len(text[:nul].encode()))
        raise _refused(path, say("file.nul"), None, place)
    return text, file


def read_data(path: Path, format: str) -> tuple[bytes, SourceFile]:
    """Return what a file holds, and what identifies this version of it.

    Raises:
        PlanFileError: it is missing or too large.
    """
    data, status = opened(path, of=f"{format}_bytes", pipe=True)
    return data, SourceFile(path=str(path), format=format, size=status.st_size, modified_ns=status.st_mtime_ns)


def _refused(path: Path, message: str, hint: str | None = None, place: Place | None = None) -> PlanFileError:
    found = problem("PM001", message, place or Place(file=str(path)), hint=hint)
    return PlanFileError(say("file.cannot_read", path=path), problems=[found])


def _byte_place(file: str, data: bytes, offset: int) -> Place:
    before = data[:offset].decode("utf-8-sig", "replace")
    return Place(file=file, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))


def write_whole(path: str | Path, data: str | bytes) -> None:
    """Write a file, text as UTF-8, whole or not at all: into a temporary file beside it, which then takes its place.

    A link is followed; what is no regular file (a pipe, ``/dev/stdout``) is written to as it is.

    Raises:
        OSError: it cannot be written; ``filename`` is the file, or the folder that is not there.
    """
    path = Path(path)
    if "\0" in str(path):
        raise OSError(errno.EINVAL, say("file.nul_name"), str(path))
    target = Path(os.path.realpath(path))
    written = data.encode("utf-8") if isinstance(data, str) else data
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, say("file.is_folder"), str(path))
    if path.exists() and not path.is_file():
        path.write_bytes(written)
        return
    if not target.parent.is_dir():
        what = say("file.is_no_folder") if target.parent.exists() else say("file.folder_missing")
        raise FileNotFoundError(errno.ENOENT, what, str(path.parent))
    import tempfile

    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(written)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        if isinstance(error, OSError):
            raise type(error)(error.errno, error.strerror, str(path)) from None
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
