"""Where the ``planmodel`` command starts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import NoReturn

__all__ = ["main"]


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the ``planmodel`` command and exit: 0 clean, 1 findings, 2 unreadable input or bad usage, 3 its own fault.

    Parameters:
        args: the words after ``planmodel``; those of the process when left out.
    """
    missing = [package for package in ("click", "rich") if find_spec(package) is None]
    if missing:
        sys.stderr.write(
            f"error: the planmodel command needs {' and '.join(missing)}\n"
            '  hint: pip install "planmodel[cli]" - or import planmodel in Python\n'
        )
        sys.exit(2)
    from planmodel.cli.group import run

    sys.exit(run(args))
