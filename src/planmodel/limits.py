"""How much is read before a file is refused: one place for the limits of every reader.

A file of a few kilobytes can ask for gigabytes: one merged area over a whole sheet, one text that twenty thousand
aliases repeat. What is over a limit is refused early, with the limit's name and how to raise it.
"""

from __future__ import annotations

import errno
import io
import os
import select
import stat
from contextvars import ContextVar
from pathlib import Path
from typing import Literal, NamedTuple, Self

import attrs

from planmodel.diagnostics import Diagnostic, Place
from planmodel.errors import ModelError, PlanFileError
from planmodel.words import Message, has_words, say, term

__all__ = ["Limits", "Opened", "bytes_of", "check_texts", "in_force", "opened", "reason_of", "refusal"]


def _is_count(instance: object, attribute: attrs.Attribute[int], value: object) -> None:
    if type(value) is not int or value < 0:
        raise ModelError(say("limits.no_count", limit=attribute.name, value=repr(value)[:40]))


@attrs.frozen(kw_only=True, field_transformer=lambda _, fields: [one.evolve(validator=_is_count) for one in fields])
class Limits:
    """How much one file may hold.

    As a context it holds for every reader called within: ``with Limits(text=5_000_000): plan = read_plan(path)``.
    What it does not name has the usual limit. The command takes its limits from ``[limits]`` in ``planmodel.toml``.

    Parameters:
        bytes: of a table, a document, a benchmark project or a file of settings.
        yaml_bytes: of a plan in YAML.
        json_bytes: of a plan in JSON, and of one table of a folder.
        exchange_bytes: of another program's file: StratML, IATI, ArchiMate, MSPDI, GanttProject, XER, and what MPXJ
            reads.
        source_bytes: of a text in which quotes are looked for.
        unpacked: bytes of a packed file (``.xlsx``, ``.docx``) or of a PDF's streams once they are unpacked.
        parts: files packed in a ``.docx``.
        text: characters of one text of a plan.
        nesting: how deep lists and mappings of a plan in YAML or in memory stand within each other.
        aliased: values that a YAML plan's aliases (``*name``) repeat, or lists and mappings in memory that stand in
            several places, each as often as it is repeated.
        expanded: characters that its aliases repeat, each as often as it is repeated.
        findings: problems of one kind that are listed of one file; the others are counted.
        cells: of one table, the empty ones within its width and height too.
        merges: merged areas of one sheet.
        tables: in one file.
        pages: of a PDF.
        paragraphs: of a document.

    Example:
        >>> Limits(cells=10).check("cells", 11, "t.csv")
        Traceback (most recent call last):
        ...
        planmodel.errors.PlanFileError: cannot read t.csv: 11 cells; at most 10 are read
        t.csv: error[PM001]: 11 cells; at most 10 are read (split it, or raise the limit: with Limits(cells=11): …)
    """

    bytes: int = 32 << 20
    yaml_bytes: int = 64 << 20
    json_bytes: int = 1 << 30
    exchange_bytes: int = 256 << 20
    source_bytes: int = 16 << 20
    unpacked: int = 64 << 20
    parts: int = 20_000
    text: int = 1_000_000
    nesting: int = 100
    aliased: int = 100_000
    expanded: int = 32 << 20
    findings: int = 100
    cells: int = 500_000
    merges: int = 10_000
    tables: int = 1_000
    pages: int = 2_000
    paragraphs: int = 200_000

    def __enter__(self) -> Self:
        _HELD.set((*_HELD.get(), self))
        return self

    def __exit__(self, *raised: object) -> None:
        _HELD.set(_HELD.get()[:-1])

    def over(self, limit: str, number: int) -> tuple[Message, Message] | None:
        """Return the message and the hint of what is more than the limit of a name allows; ``None`` of what is not."""
        most: int = getattr(self, limit)
        if number <= most:
            return None
        return (
            say("limits.over", number=number, what=term("limit", limit), most=most),
            say("limits.raise", limit=limit, number=number),
        )

    def check(
        self, limit: str, number: int, file: str | None = None, *, verb: Literal["read", "write"] = "read"
    ) -> None:
        """Raise unless ``number`` of what ``limit`` counts may be read, and so be written.

        Raises:
            PlanFileError: it is more than the limit of that name.
        """
        over = self.over(limit, number)
        if over is not None:
            raise refusal(file, *over, verb=verb)


_HELD: ContextVar[tuple[Limits, ...]] = ContextVar("limits", default=(Limits(),))


def in_force(given: Limits | None = None) -> Limits:
    """Return the limits that are given, else those of the context in which a reader is called."""
    return given or _HELD.get()[-1]


def check_texts(tree: object, file: str | None, *, verb: Literal["read", "write"] = "write") -> None:
    """Raise for a text in a tree of plain values that would be refused when it is read from a plan's file.

    Raises:
        PlanFileError: one is longer than the limits in force allow.
    """
    limits, waiting = in_force(), [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            limits.check("text", len(one), file, verb=verb)
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list | tuple):
            waiting += one


def refusal(
    file: str | None,
    message: str,
    hint: str | None = None,
    *,
    verb: Literal["read", "write"] = "read",
    place: Place | None = None,
) -> PlanFileError:
    """Return the error that says that a file is not read (or written), and why."""
    problem = Diagnostic(code="PM001", severity="error", message=message, place=place or Place(file=file), hint=hint)
    said = say(f"file.refused.{verb}", file=file or say("file.what_was_given"), message=message)
    return PlanFileError(said, problems=[problem])


def reason_of(error: OSError) -> str:
    """Return why the system refuses a file: in planmodel's own words where it has some, else in the system's."""
    if isinstance(error.strerror, Message):
        return error.strerror
    key = f"system.{errno.errorcode.get(error.errno or 0)}"
    return say(key) if has_words(key) else error.strerror or str(error) or type(error).__name__


class Opened(NamedTuple):
    """What a file holds, and its size and time as they were before."""

    data: bytes
    status: os.stat_result


def bytes_of(path: Path, limits: Limits | None = None, of: str = "bytes", *, pipe: bool = False) -> bytes:
    """Return what a file holds, as :func:`opened` does."""
    return opened(path, limits, of, pipe=pipe).data


def opened(path: Path, limits: Limits | None = None, of: str = "bytes", *, pipe: bool = False) -> Opened:
    """Return what a file holds.

    Parameters:
        path: the file.
        limits: how much is read; those in force when left out.
        of: the name of the limit that its bytes have.
        pipe: whether a pipe is read, too, to its end: one that somebody writes to.

    Raises:
        PlanFileError: it cannot be opened, is no file (a device would never end), or is too large.
    """
    limits = in_force(limits)
    most: int = getattr(limits, of)
    try:
        status = path.stat()
        is_pipe = stat.S_ISFIFO(status.st_mode)
        if not stat.S_ISREG(status.st_mode) and not (is_pipe and pipe):
            raise refusal(str(path), say("limits.no_file"), say("limits.no_file.hint"))
        limits.check(of, status.st_size, str(path))
        if is_pipe:
            data = _from_pipe(path, most + 1)
        else:
            with path.open("rb") as stream:
                data = stream.read(status.st_size + 1)
                if len(data) > status.st_size:  # it grew, or it has no size to ask for, as those of /proc
                    data += _at_most(stream, most + 1 - len(data))
    except PlanFileError:
        raise
    except FileNotFoundError:
        raise refusal(str(path), say("limits.missing"), say("limits.missing.hint")) from None
    except OSError as error:
        raise refusal(str(path), say("limits.closed", reason=reason_of(error))) from None
    except ValueError:  # a NUL character in the path
        raise refusal(repr(str(path)), say("limits.nul"), say("limits.missing.hint")) from None
    limits.check(of, len(data), str(path))
    return Opened(data, status)


def _at_most(stream: io.RawIOBase | io.BufferedIOBase, most: int) -> bytes:
    """Return what a stream still holds, or the beginning of it."""
    parts, total = [], 0
    while total < most and (part := stream.read(min(_PORTION, most - total))):
        parts.append(part)
        total += len(part)
    return b"".join(parts)


_PORTION = 16 << 20
_PATIENCE = 1.0
"""Seconds in which somebody has to begin to write to a pipe."""


def _from_pipe(path: Path, most: int) -> bytes:
    """Return what somebody writes to a pipe, to its end, or the beginning of it.

    Raises:
        PlanFileError: nobody has opened it for writing: opening it in the ordinary way would wait for ever.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0) as stream:
        begin: bytes | None = None
        if not select.select([stream], [], [], _PATIENCE)[0]:
            begin = stream.read(1)  # nothing where nobody writes, ``None`` where somebody has not begun
            if begin == b"":
                raise refusal(str(path), say("limits.pipe"), say("limits.pipe.hint"))
        os.set_blocking(stream.fileno(), True)
        return (begin or b"") + _at_most(stream, most)
