"""Faults of planmodel's own: what fails is named with where it failed, and what does not depend on it goes on.

A library that stops at its first mistake loses all else that it had to say, and one that hides its mistakes loses
trust. So a rule, indicator, metric or part of a page that fails becomes an :class:`InternalFault` in its place, and a
:class:`FaultWarning` is given, which is an error wherever warnings are (as in our own tests).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Container
from functools import cache
from pathlib import Path
from typing import TypeVar

import attrs

from planmodel.text import one_line
from planmodel.words import Message, say

__all__ = ["FaultWarning", "InternalFault", "attempt", "fault_of"]

_T = TypeVar("_T")


class FaultWarning(RuntimeWarning):
    """A part of planmodel failed; the warning says which, and the answer says so in its place."""


@attrs.frozen(kw_only=True)
class InternalFault:
    """What failed.

    Parameters:
        what: what was being done: ``rule PM410``.
        error: the type of the exception and what it says, and what is installed in a version that is too old.
        where: the file and line of planmodel in which it was raised.
        element: the id of the element that was looked at, where that is known.
        traceback: what Python prints of the exception, for a report.
    """

    what: str
    error: str
    where: str
    element: str | None = None
    traceback: str = attrs.field(default="", repr=False)

    @property
    def told(self) -> Message:
        """The fault as one sentence, with what to do about it."""
        return say("fault.told", fault=self.message, advice=say("report_it"))

    @property
    def message(self) -> Message:
        """The fault as one sentence."""
        key = "fault" if self.element is None else "fault.at"
        return say(key, what=self.what, element=self.element, error=self.error, where=self.where)


def attempt(
    what: str,
    work: Callable[[], _T],
    *,
    ids: Container[str] = (),
    purposely: tuple[type[Exception], ...] = (),
) -> _T | InternalFault:
    """Return what ``work`` returns, or the fault that kept it from it.

    Parameters:
        what: what is done, for the message: ``rule PM410``.
        work: does it.
        ids: the ids of the elements that it may look at; with them the fault names the element.
        purposely: exceptions that are no faults, because the caller has an answer to them.

    Raises:
        FaultWarning: in place of the return, where warnings are errors.

    Example:
        >>> import warnings
        >>> with warnings.catch_warnings(record=True) as given:
        ...     warnings.simplefilter("always")
        ...     fault = attempt("rule PM410", lambda: 1 / 0)
        >>> fault.message.partition(" (")[0], [type(one.message).__name__ for one in given]
        ('rule PM410 failed: ZeroDivisionError: division by zero', ['FaultWarning'])
    """
    try:
        return work()
    except purposely:
        raise
    except Exception as error:
        return fault_of(what, error, ids)


def fault_of(what: str, error: BaseException, ids: Container[str] = ()) -> InternalFault:
    """Return the fault that an exception is, having warned of it; see :func:`attempt`.

    Raises:
        FaultWarning: where warnings are errors.
    """
    import traceback

    frames = list(traceback.walk_tb(error.__traceback__))
    fault = InternalFault(
        what=what,
        error=one_line("; ".join([f"{type(error).__name__}: {error}", *_outdated()])),
        where=_where([(frame.f_code.co_filename, line) for frame, line in frames]),
        element=next((id for frame, _ in frames for id in _ids(frame.f_locals) if id in ids), None),
        traceback="".join(traceback.format_exception(error)),
    )
    warnings.warn(fault.message, FaultWarning, stacklevel=3)
    return fault


@cache
def _outdated() -> tuple[str, ...]:
    from planmodel.versions import outdated  # looks into the metadata of packages, which takes time

    return outdated()


def _where(frames: list[tuple[str, int]]) -> str:
    """Return the innermost place that is planmodel's own, as a path inside the package."""
    package = Path(__file__).parent
    own = [(Path(file), line) for file, line in frames if Path(file).is_relative_to(package)]
    file, line = (own or [(Path(file), line) for file, line in frames])[-1]
    return f"{file.relative_to(package).as_posix() if own else file.name}:{line}"


def _ids(variables: dict[str, object]) -> list[str]:
    """Return the ids among a function's variables: elements, what belongs to one, and ``id`` itself."""
    named = []
    for name, value in variables.items():
        try:
            named.append(getattr(value, "id", value if name == "id" else None))
        except Exception:
            continue
    return [id for id in named if isinstance(id, str)]
