"""A pause of the cyclic garbage collector while a large file becomes objects, none of which is garbage."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]

_lock = threading.Lock()
_depth = 0
_was_enabled = False


@contextmanager
def collector_paused(size: int, *, threshold: int = 1_000_000) -> Iterator[None]:
    """Pause the collector for the block when ``size`` bytes are at least ``threshold``.

    What the block made is counted as old when it ends, so that the next collection does not walk through all of it.
    The pause holds for the whole process. It nests and is shared by threads: the first to enter notes whether the
    collector was on, the last to leave restores that.
    """
    global _depth, _was_enabled
    if size < threshold:
        yield
        return
    with _lock:
        if _depth == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _depth += 1
    try:
        yield
    finally:
        with _lock:
            _depth -= 1
            if _depth == 0 and _was_enabled:
                if gc.get_freeze_count() == 0:  # freezing and thawing moves every object to the oldest generation
                    gc.freeze()
                    gc.unfreeze()
                gc.enable()
