"""A pause of the cyclic garbage collector while many objects are built, none of which is garbage."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["collector_paused"]

_WORTH_IT: Final = 1_000_000
_BYTES_AN_ELEMENT: Final = 300
"""What an element takes in a file, about: so building is measured alike from a file and from a plan."""


class _Pause:
    """The pause of a process: who is in it, and whether the collector was on before.

    It nests and is shared by threads: the first to enter notes whether the collector was on, the last to leave restores
    that. A child that is forked meanwhile has the thread alone that forked it: what the others hold ends there.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()  # a handler of signals that forks may interrupt the thread that holds it
        self._depths: dict[int, int] = {}
        self._was_enabled = False

    def enter(self) -> None:
        with self._lock:
            if not self._depths:
                self._was_enabled = gc.isenabled()
                gc.disable()
            thread = threading.get_ident()
            self._depths[thread] = self._depths.get(thread, 0) + 1

    def leave(self, thread: int) -> None:
        with self._lock:
            depth = self._depths.pop(thread, 0) - 1
            if depth > 0:
                self._depths[thread] = depth
            if not self._depths and self._was_enabled:
                self._was_enabled = False
                if gc.get_freeze_count() == 0:  # freezing and thawing moves every object to the oldest generation
                    gc.freeze()
                    gc.unfreeze()
                gc.enable()

    def before_fork(self) -> None:
        """Wait until no other thread is entering or leaving: a child must not begin between switching and noting it."""
        self._lock.acquire()

    def after_fork(self) -> None:
        """Go on in the process that forked."""
        self._lock.release()

    def forked(self) -> None:
        """Keep in a child what its only thread holds."""
        self._lock = threading.RLock()
        own = threading.get_ident()
        self._depths = {thread: depth for thread, depth in self._depths.items() if thread == own}
        if not self._depths and self._was_enabled:
            self._was_enabled = False
            gc.enable()


_PAUSE: Final = _Pause()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_PAUSE.before_fork, after_in_parent=_PAUSE.after_fork, after_in_child=_PAUSE.forked)


@contextmanager
def collector_paused(*, elements: int = 0, bytes: int = 0) -> Iterator[None]:
    """Pause the collector for the block when much is built in it: walking through it all again and again takes as long
    as building it.

    What the block made is counted as old when it ends, so that the next collection does not walk through all of it.
    The pause holds for the whole process; see :class:`_Pause` for threads and forks.

    Parameters:
        elements: how many elements of plans the block works on.
        bytes: how large the files are that it reads.
    """
    if elements * _BYTES_AN_ELEMENT + bytes < _WORTH_IT:
        yield
        return
    thread = threading.get_ident()
    _PAUSE.enter()
    try:
        yield
    finally:
        _PAUSE.leave(thread)
