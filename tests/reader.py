"""Goes through a page of the documentation as a reader does: block after block, in one folder and one Python."""

from __future__ import annotations

import doctest
import importlib
import re
import shlex
import sys
from contextvars import copy_context
from pathlib import Path

from click.testing import CliRunner

import plugin_installer
from planmodel.cli.group import planmodel

BLOCK = re.compile(r"^```([\w-]+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_NAMED = re.compile(r"^(?:#|//|<!--) (\S+\.\w+)(?: -->)?\n")
_INSTALLED = "python -m pip install ./"
_ELSEWHERE = ("python -m pip ", "python -m venv ", "python3 -m venv ", ". .venv")


class Reader:
    """A reader who types what a page shows, into a folder of theirs.

    Parameters:
        folder: where commands run and files are written; it is the working folder already.
        namespace: what Python knows at the beginning.
    """

    def __init__(self, folder: Path, namespace: dict[str, object] | None = None) -> None:
        self.folder = folder
        self.namespace = namespace or {}
        self.status = 0
        self.installed = False

    def read(self, page: Path) -> list[str]:
        """Do all that a page shows and return what went otherwise than it says.

        Parameters:
            page: a Markdown file. ``python`` blocks run, as examples where they begin with ``>>>``; so do the lines of
                ``sh``, which have to succeed, and those of ``console`` behind ``$ ``, which are followed by what they
                write. A block whose first line is a comment with a file's name is written to that file, a ``text``
                without that line. A package of the folder that ``pip`` installs is there afterwards.
        """
        try:
            return self._read(page)
        finally:
            if self.installed:
                plugin_installer.forget()

    def _read(self, page: Path) -> list[str]:
        lost: list[str] = []
        for number, (language, text) in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), start=1):
            named = _NAMED.match(text)
            if named and language in ("yaml", "toml", "python", "text"):
                path = self.folder / named[1]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text[named.end() :] if language == "text" else text, encoding="utf-8")
                if language == "python":  # another page may have written, and imported, a module of that name
                    sys.modules.pop(path.stem, None)
                    importlib.invalidate_caches()
            elif language == "python":
                lost += self._python(text, f"{page.name}, block {number}")
            elif language == "sh":
                lost += [
                    f"block {number}: {line} ends with {self.status}"
                    for line in text.splitlines()
                    if self._run(line) is None or self.status
                ]
            elif language == "console":
                lost += self._console(text, f"block {number}")
        return lost

    def _python(self, text: str, name: str) -> list[str]:
        if not text.startswith(">>>"):
            exec(compile(text, name, "exec"), self.namespace)
            return []
        test = doctest.DocTestParser().get_doctest(text, self.namespace, name, name, 0)
        told: list[str] = []
        doctest.DocTestRunner(optionflags=OPTIONS, verbose=False).run(test, out=told.append, clear_globs=False)
        self.namespace = test.globs
        return ["".join(told)] if told else []

    def _console(self, text: str, name: str) -> list[str]:
        lost = []
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            line, _, expected = part.partition("\n")
            found = self._run(line) or ""
            if not doctest.OutputChecker().check_output(expected, found, OPTIONS):
                lost.append(f"{name}: $ {line}\nexpected:\n{expected}\nfound:\n{found}")
        return lost

    def _run(self, line: str) -> str | None:
        """Run a line of a shell and return what it writes; ``None`` for what is not known here."""
        if line == "echo $?":
            return f"{self.status}\n"
        if line.startswith(_INSTALLED):
            self.installed = True
            plugin_installer.install(self.folder, self.folder / line.removeprefix(_INSTALLED))
        if not line or line.startswith(("#", *_ELSEWHERE)):
            self.status = 0
            return ""
        words = shlex.split(line)
        if words[0] != "planmodel":
            return None
        # In a context of its own, as in a process of its own: the language of one command is not that of the next.
        found = copy_context().run(CliRunner().invoke, planmodel, words[1:], prog_name="planmodel")
        self.status = found.exit_code
        return found.output
