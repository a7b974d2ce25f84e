"""A bar on a terminal while long work goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planmodel.errors import MissingExtraError
from planmodel.words import say

__all__ = ["progress_bar"]


@contextmanager
def progress_bar(wanted: bool | Callable[[int, int], None], what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function of the units done and all that moves a bar on standard error; ``None`` where none is wanted.

    Parameters:
        wanted: a function to use as it is; ``True`` for a bar, which is not drawn where standard error is no terminal.
        what: what is going on, in a word or two.

    Raises:
        MissingExtraError: a bar is wanted and rich is not installed.
    """
    if callable(wanted):
        yield wanted
        return
    if not wanted:
        yield None
        return
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    except ImportError:
        raise MissingExtraError("rich", extra="cli", purpose=say("purpose.bar")) from None
    console = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
