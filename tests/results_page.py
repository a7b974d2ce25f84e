"""The page ``docs/results.md``: its tables of columns, made from what results declare; run this file to write them."""

from __future__ import annotations

from pathlib import Path

import planmodel as pm
from every_result import made
from planmodel.descriptions import summary
from planmodel.results import Collection
from planmodel.tabular import Result, Rows, Single, result_columns

PAGE = Path(__file__).parents[1] / "docs" / "results.md"
MARK = "\n## The columns of each result\n"


def tables() -> str:
    """Return the part of the page below its mark: a table of columns for each class of results, by name."""
    found: dict[str, tuple[str, Result]] = {}
    for result in made("水", 3).values():
        if isinstance(result, Result) and not isinstance(result, pm.Plan | Collection | Single):
            name, about = titles_of(result)
            found.setdefault(name, (about, result))
    return "".join(section(name, *found[name]) for name in sorted(found))


def titles_of(result: Result) -> tuple[str, str]:
    """Return what a result is called, and what it is."""
    if isinstance(result, Rows):
        cls = result._of or type(result[0])
        return f"Rows of {cls.__name__}", summary(cls)
    return type(result).__name__, summary(type(result))


def section(name: str, about: str, result: Result) -> str:
    rows = [f"| `{column.name}` | {column.type} | {column.doc} |" for column in result_columns(result)]
    return "\n".join([f"\n### {name}\n", about, "", "| column | type | meaning |", "| --- | --- | --- |", *rows, ""])


def page() -> str:
    """Return the page with its tables as they should be."""
    return PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK + tables()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
