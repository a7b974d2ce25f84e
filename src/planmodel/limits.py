"""How much a file may hold before it is refused: one place for the limits of every reader.

A file of a few kilobytes can ask for gigabytes: one merged area over a whole sheet, one long row among many short ones.
What is over a limit is refused early, with the limit's name and how to raise it.
"""

from __future__ import annotations

import stat
from pathlib import Path

import attrs

from planmodel.diagnostics import Diagnostic, Place
from planmodel.errors import PlanFileError

__all__ = ["Limits", "bytes_of", "refusal"]


@attrs.frozen(kw_only=True)
class Limits:
    """How much one file may hold.

    Parameters:
        bytes: of the file itself.
        unpacked: bytes of a packed file (``.xlsx``) once it is unpacked.
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
        t.csv: error[PM001]: 11 cells; at most 10 are read (split the file, or raise the limit: limits=Limits(cells=11))
    """

    bytes: int = 32 << 20
    unpacked: int = 64 << 20
    cells: int = 500_000
    merges: int = 10_000
    tables: int = 1_000
    pages: int = 2_000
    paragraphs: int = 200_000

    def check(self, limit: str, number: int, file: str | None = None) -> None:
        """Raise unless ``number`` of what ``limit`` counts may be read.

        Raises:
            PlanFileError: it is more than the limit of that name.
        """
        most: int = getattr(self, limit)
        if number > most:
            what = "bytes once unpacked" if limit == "unpacked" else limit
            hint = f"split the file, or raise the limit: limits=Limits({limit}={number})"
            raise refusal(file, f"{number:,} {what}; at most {most:,} are read", hint)


def refusal(file: str | None, message: str, hint: str | None = None, *, verb: str = "read") -> PlanFileError:
    """Return the error that says that a file is not read (or written), and why."""
    problem = Diagnostic(code="PM001", severity="error", message=message, place=Place(file=file), hint=hint)
    return PlanFileError(f"cannot {verb} {file or 'what was given'}: {message}", problems=[problem])


def bytes_of(path: Path, limits: Limits) -> bytes:
    """Return what a file holds.

    Raises:
        PlanFileError: it cannot be opened, is no file (a device or a pipe would never end), or is too large.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise refusal(str(path), f"it cannot be opened: {error.strerror}") from None
    except ValueError:  # a NUL character in the path
        raise refusal(repr(str(path)), "it cannot be opened: no path holds NUL") from None
    if not stat.S_ISREG(status.st_mode):
        raise refusal(str(path), "it is not a file")
    limits.check("bytes", status.st_size, str(path))
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.bytes + 1)  # it may grow while it is read
    except OSError as error:
        raise refusal(str(path), f"it cannot be opened: {error.strerror}") from None
    limits.check("bytes", len(data), str(path))
    return data
