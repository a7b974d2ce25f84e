"""One try: a reader is given spoiled input and has to read it or to refuse it, in bounded time and memory."""

from __future__ import annotations

import contextlib
import resource
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Literal

import attrs

import planmodel
from planmodel.errors import PlanModelError

__all__ = ["SECONDS", "Trial", "WrongAnswerError", "tried"]

SECONDS = 2.0
"""How much of a processor's time a small input may take."""

MEMORY = 500 << 20
"""How much more memory than before a small input may take, in bytes."""

_OWN = Path(planmodel.__file__).parent


class WrongAnswerError(AssertionError):
    """What was read is not what was written, or is not whole."""


class _TooSlow(BaseException):
    """The time is over; no handler of exceptions is to take it for its own."""


@attrs.frozen(kw_only=True)
class Trial:
    """What came of one try.

    Parameters:
        outcome: ``read``, ``refused`` or ``fault``.
        seconds: the processor's time that it took.
        memory: by how many bytes it raised the memory of this process at its highest; 0 where no system tells.
        fault: the exception, or the bound that was passed.
        where: the innermost place of planmodel's own that it came from, as ``file:function``.
        trace: what Python prints of it.
    """

    outcome: Literal["read", "refused", "fault"]
    seconds: float
    memory: int
    fault: str = ""
    where: str = ""
    trace: str = ""


def tried(read: Callable[[Path], object], path: Path, *, seconds: float = SECONDS, memory: int = MEMORY) -> Trial:
    """Return what comes of reading ``path``.

    Parameters:
        read: reads it; it raises :class:`~planmodel.errors.PlanModelError` to refuse it, and nothing else.
        path: the spoiled input.
        seconds: after so much of the processor's time it is broken off.
        memory: so many bytes more than before are a fault.
    """
    before, began = _memory_now(), time.process_time()
    problem: BaseException | None = None
    try:
        with _at_most(seconds):
            read(path)
    except PlanModelError as error:
        problem = error
    except (Exception, _TooSlow) as error:
        problem = error
    took, more = time.process_time() - began, _memory_highest() - before
    if isinstance(problem, PlanModelError):
        if took <= seconds and more <= memory and str(problem):
            return Trial(outcome="refused", seconds=took, memory=more)
    elif problem is None and took <= seconds and more <= memory:
        return Trial(outcome="read", seconds=took, memory=more)
    if problem is None or isinstance(problem, PlanModelError):
        said = (
            f"{took:.1f} s" if took > seconds else f"{more >> 20} MiB" if more > memory else "an error without a word"
        )
        return Trial(outcome="fault", seconds=took, memory=more, fault=said, where="(passed in the end)")
    said = f"more than {seconds:g} s" if isinstance(problem, _TooSlow) else f"{type(problem).__name__}: {problem}"
    return Trial(
        outcome="fault",
        seconds=took,
        memory=more,
        fault=said[:500],
        where=_where(problem),
        trace="".join(traceback.format_exception(problem)),
    )


def _where(problem: BaseException) -> str:
    frames = traceback.extract_tb(problem.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_OWN)] or frames
    return f"{Path(own[-1].filename).name}:{own[-1].name}" if own else ""


@contextlib.contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Break the block off when the process has worked for so many seconds; what other processes take does not count."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def over(number: int, frame: FrameType | None) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.5)  # again and again, should something take the first for its own
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _memory_now() -> int:
    """Return the memory of this process, and begin to look for its highest anew."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        return _status("VmRSS")
    return _memory_highest()


def _memory_highest() -> int:
    with contextlib.suppress(OSError):
        return _status("VmHWM")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def _status(field: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith(f"{field}:")), 0)
