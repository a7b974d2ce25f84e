"""The page ``docs/names.md``, made from the modules that list public names: run this file to write it anew."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from typing import Any

import planmodel as pm
from planmodel.descriptions import summary

PAGE = Path(__file__).parents[1] / "docs" / "names.md"
MODULES = ("errors", "functions", "parts", "results")
HEAD = """# Every public name

`import planmodel as pm` has the names that most work needs. Results, errors, parts of elements and functions that are
asked for less often have modules of their own: `from planmodel.results import Schedule`. This page is made from the
docstrings by `tests/names_page.py`.
"""


def page() -> str:
    """Return the whole page."""
    sections = [section("planmodel", [name for name in pm.__all__ if name != "__version__"])]
    sections += [section(f"planmodel.{module}", names_of(module)) for module in MODULES]
    return HEAD + "".join(sections)


def names_of(module: str) -> list[str]:
    """Return the names that a module lists as its own face and that are not at the top."""
    home = importlib.import_module(f"planmodel.{module}")
    text = Path(home.__file__ or "").read_text(encoding="utf-8")
    names = getattr(home, "__all__", None) or re.findall(r"^from \S+ import (\w+) as \1$", text, re.MULTILINE)
    return sorted(set(names) - set(pm.__all__))


def every_name() -> dict[str, Any]:
    """Return every public name with what it is: those at the top, and those of the modules."""
    found: dict[str, Any] = {name: getattr(pm, name) for name in pm.__all__ if name != "__version__"}
    for module in MODULES:
        home = importlib.import_module(f"planmodel.{module}")
        found |= {name: getattr(home, name) for name in names_of(module)}
    return found


def section(module: str, names: list[str]) -> str:
    home = importlib.import_module(module)
    rows = [f"| `{name}` | {about(getattr(home, name))} |" for name in sorted(names, key=str.casefold)]
    return "\n".join([f"\n## {module}\n", "| name | what it is |", "| --- | --- |", *rows, ""])


def about(thing: object) -> str:
    """Return the first line of what is said of a name."""
    if inspect.isclass(thing):
        return summary(thing)
    line = (inspect.getdoc(thing) or "").partition("\n")[0]
    return re.sub(r":\w+:`~?(?:[\w.]*\.)?(\w+)`", r"\1", line).replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
