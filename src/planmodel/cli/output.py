"""What the command writes: data on standard output, talk on standard error; colours on a terminal only."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

import click

from planmodel.cli.language import worded
from planmodel.steering import STEERING, seen
from planmodel.text import one_line
from planmodel.words import say as sentence

__all__ = ["Failed", "put", "put_data", "put_json", "put_styled", "say", "write_out"]

Styled = tuple[str, str]
"""A text without line breaks, and a rich style for it or ``""``."""


class Failed(click.ClickException):
    """Something that ends the command with exit status 2: one message, a hint, and lines about it."""

    exit_code = 2

    def __init__(self, message: str, hint: str | None = None, details: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.details = tuple(details)

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message to standard error."""
        say(sentence("cli.error", message=one_line(worded(self.message))))
        for line in self.details:
            say(f"  {one_line(worded(line))}")
        if self.hint:
            say(sentence("cli.hint", hint=one_line(worded(self.hint))))


def put(text: str) -> None:
    """Write text for people and a line break to standard output, in the language that is spoken."""
    put_data(seen(worded(text)))


def put_data(text: str) -> None:
    """Write text that programs read (YAML, JSON, CSV) and a line break to standard output.

    Programs get it as it is; on a terminal, where people read it, what would steer the terminal shows as escapes.
    """
    sys.stdout.write((seen(text) if sys.stdout.isatty() else text) + "\n")


def say(text: str) -> None:
    """Write talk and a line break to standard error, in the language that is spoken."""
    sys.stdout.flush()
    sys.stderr.write(seen(worded(text)) + "\n")
    sys.stderr.flush()


def put_json(value: object) -> None:
    """Write a value as JSON to standard output; what steers a terminal stands there as JSON's own escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    put_data(re.sub(STEERING, lambda found: f"\\u{ord(found[0]):04x}", text))


def put_styled(lines: Iterable[Sequence[Styled]]) -> None:
    """Write lines made of styled texts to standard output: in colour on a terminal, plain anywhere else."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        for line in lines:
            put("".join(text for text, _ in line))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        console.print(Text.assemble(*((seen(text), style) for text, style in line)), soft_wrap=True)


def write_out(data: str | bytes, output: Path | None) -> None:
    """Write data to a file, whole or not at all, or to standard output when there is none, or it is ``-``."""
    if output is not None and str(output) != "-":
        from planmodel.formats.files import write_whole

        write_whole(output, data)
        say(sentence("cli.wrote", file=one_line(str(output))))
    elif isinstance(data, str):
        put_data(data.removesuffix("\n"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
