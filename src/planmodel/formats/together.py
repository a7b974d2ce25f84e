"""Several files of one folder that change together: all of them are new to a reader, or none is.

The new files are written into a folder beside them, with a list of what they hold; renaming that folder is the one
moment at which they count. Then each takes its place. Whoever is killed on the way leaves the old files or the new
ones: a reader that meets the renamed folder takes from it what is not in its place yet, and the next to write puts it
there. People may change files by hand at any time but between those two moments, which is told.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import attrs

from planmodel.limits import refusal
from planmodel.words import say

__all__ = ["alone", "finish", "is_among", "read_together", "write_together"]

_T = TypeVar("_T")
_WAITING = ".planmodel-writing"
_COMMITTED = ".planmodel-written"
_LIST = "list.json"
_TRIES = 200
_PAUSE = 0.02
"""Seconds between two tries: to read while somebody writes, and to write while somebody else does."""


def write_together(folder: Path, files: Mapping[str, str | bytes], gone: Iterable[str] = ()) -> None:
    """Write files of a folder, text as UTF-8, and remove others, all at one moment.

    Parameters:
        folder: the folder; made if it is not there.
        files: what each is to hold, by name.
        gone: the names of those that are to go, if they are there.

    Raises:
        OSError: it cannot be done, and nothing has changed; or a file cannot take its place, and will with the next
            writing: until then it is read from where it waits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        if (folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, say("file.is_folder"), str(folder / name))
    with alone(folder):
        _put_in_place(folder)
        waiting = folder / _WAITING
        shutil.rmtree(waiting, ignore_errors=True)  # of somebody who was killed
        try:
            waiting.mkdir()
            data = {name: one.encode() if isinstance(one, str) else one for name, one in files.items()}
            for name, content in data.items():
                (waiting / name).write_bytes(content)
            going = tuple(name for name in gone if name not in data)
            digests = {name: _digest(content) for name, content in data.items()}
            listed = _Listed(digests, going, {name: _digest_of(folder / name) for name in (*data, *going)})
            (waiting / _LIST).write_text(json.dumps(attrs.asdict(listed)), encoding="utf-8")
            waiting.rename(folder / _COMMITTED)  # from here on the files are new
        except BaseException as error:
            shutil.rmtree(waiting, ignore_errors=True)
            if isinstance(error, OSError):  # a full disk names no file
                raise type(error)(error.errno, error.strerror, str(folder)) from None
            raise
        _put_in_place(folder)


def finish(folder: Path) -> None:
    """Put the files of a writing that was broken off into their places, before they are read one by one.

    Raises:
        PlanFileError: one of them was changed since.
        OSError: it cannot be done.
    """
    if (folder / _COMMITTED).is_dir():
        with alone(folder):
            _look(folder)
            _put_in_place(folder)


def _put_in_place(folder: Path) -> None:
    committed = folder / _COMMITTED
    listed = _list_of(folder)
    if listed is not None:
        for name in listed.files:
            with contextlib.suppress(FileNotFoundError):  # it is in its place
                (committed / name).replace(folder / name)
        for name in listed.gone:
            (folder / name).unlink(missing_ok=True)
        (committed / _LIST).unlink()
    with contextlib.suppress(FileNotFoundError):
        committed.rmdir()


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder so that nobody else writes into it; let go when the process ends, however it does.

    Raises:
        BlockingIOError: somebody else does all the time.
    """
    try:
        import fcntl
    except ImportError:  # Windows, where two writers are not kept apart
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        for number in range(_TRIES + 1):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if number == _TRIES:
                    raise BlockingIOError(errno.EAGAIN, say("together.busy"), str(folder)) from None
                time.sleep(_PAUSE)
            except OSError:  # a file system without locks
                break
        yield
    finally:
        os.close(handle)


@attrs.frozen
class _Look:
    """The files of a folder as they were at one moment: where each is, and what tells whether it has changed."""

    paths: dict[str, Path]
    stamps: dict[str, tuple[int, int, int] | None]


def read_together(folder: Path, suffix: str, read: Callable[[Mapping[str, Path]], _T]) -> _T:
    """Return what a function makes of the files of a folder, none of them older or newer than the others.

    Parameters:
        folder: the folder.
        suffix: that of the files.
        read: takes the path of each file by its name, in the order of the names; called again when one has changed.

    Raises:
        PlanFileError: they change all the time, or one was changed by hand while a writing was broken off.
    """
    for _ in range(_TRIES):
        before = _look(folder, suffix)
        found = read(before.paths)
        if _look(folder, suffix) == before:
            return found
        time.sleep(_PAUSE)
    raise refusal(str(folder), say("together.restless"), say("together.restless.hint"))


def is_among(folder: Path, name: str) -> bool:
    """Tell whether a folder holds a file, in its place or about to take it."""
    return (folder / name).is_file() or (folder / _COMMITTED / name).is_file()


def _look(folder: Path, suffix: str = "") -> _Look:
    paths, changed = _waiting_taken(folder, suffix)
    for _ in range(_TRIES):
        if changed is None:
            break
        listed = _list_of(folder)
        paths, changed = _waiting_taken(folder, suffix)
        if _list_of(folder) == listed:
            break  # else somebody has just put them in their places
    if changed is not None:
        raise refusal(str(changed), say("together.changed"), say("together.changed.hint", folder=_COMMITTED))
    ordered = dict(sorted(paths.items()))
    return _Look(ordered, {name: _stamp(path) for name, path in ordered.items()})


def _waiting_taken(folder: Path, suffix: str) -> tuple[dict[str, Path], Path | None]:
    """Return the files of a folder, those that wait for their places among them, and one that somebody has changed."""
    paths = {one.name: one for one in folder.glob(f"*{suffix}")}
    listed = _list_of(folder)
    return paths, None if listed is None else _take_waiting(folder, listed, suffix, paths)


def _take_waiting(folder: Path, listed: _Listed, suffix: str, paths: dict[str, Path]) -> Path | None:
    """Take the files that wait for their places into ``paths``; return one that was changed since, if there is one."""
    after: dict[str, str | None] = {**dict.fromkeys(listed.gone), **listed.files}
    for name, wanted in after.items():
        if _digest_of(folder / name) not in (wanted, listed.before.get(name)):
            return folder / name
        if wanted is None:
            paths.pop(name, None)
        elif name.endswith(suffix):
            waiting = folder / _COMMITTED / name
            paths[name] = waiting if waiting.is_file() else folder / name
    return None


@attrs.frozen
class _Listed:
    """The list of a writing: what the files hold, which are to go, and what was there before, as digests by name."""

    files: dict[str, str]
    gone: tuple[str, ...]
    before: dict[str, str | None]


def _list_of(folder: Path) -> _Listed | None:
    """Return the list of a writing that was broken off, if there is one.

    Raises:
        PlanFileError: it is none of ours.
    """
    path = folder / _COMMITTED / _LIST
    try:
        listed = _Listed(**json.loads(path.read_text(encoding="utf-8")))
        names = [*listed.files, *listed.gone, *listed.before]
        is_ours = isinstance(listed.files, dict) and isinstance(listed.before, dict) and isinstance(listed.gone, list)
        if is_ours and all(one == Path(one).name and one not in ("", "..") for one in names):
            return listed
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, RecursionError):
        pass
    raise refusal(str(path), say("together.no_list"), say("together.changed.hint", folder=_COMMITTED))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _digest_of(path: Path) -> str | None:
    try:
        return _digest(path.read_bytes()) if path.is_file() else None
    except OSError:
        return None


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
