"""The report page of a plan, written beside the notebook and linked from it."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from urllib.parse import quote

import attrs

from planmodel.errors import PlanModelError
from planmodel.model.calendar import Calendar
from planmodel.model.period import Day
from planmodel.model.plan import Plan
from planmodel.text import one_line
from planmodel.words import say

__all__ = ["ReportLink", "explore"]

_MARK = b'<meta name="generator" content="planmodel'
_HEAD = 4096
"""Within so many bytes a report page says who made it."""


@attrs.frozen(kw_only=True, repr=False)
class ReportLink:
    """Where a report page was written; a notebook shows it as a link, everything else as the path.

    Parameters:
        path: the page.
        title: what it is about.

    Example:
        >>> ReportLink(path=Path("p.html"), title="Plan")
        p.html
        >>> ReportLink(path=Path("p.html"), title="Plan")._repr_html_()
        '<a href="p.html" target="_blank">Plan</a> (<code>p.html</code>)'
    """

    path: Path
    title: str

    def __fspath__(self) -> str:
        return str(self.path)

    def __str__(self) -> str:
        return str(self.path)

    def __repr__(self) -> str:
        return str(self.path)

    def _repr_html_(self) -> str:
        """Return a link relative to the working directory, where a notebook looks for its files."""
        told = escape(one_line(str(self.path)))
        return f'<a href="{quote(_relative(self.path))}" target="_blank">{escape(self.title)}</a> (<code>{told}</code>)'


def _relative(path: Path) -> str:
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()


def explore(
    plan: Plan,
    path: str | Path | None = None,
    *,
    as_of: Day = None,
    start: Day = None,
    calendar: Calendar | None = None,
    language: str | None = None,
) -> ReportLink:
    """Write the report page of a plan and return a link to it.

    A page that planmodel wrote before is written anew; another file of that name is left alone.

    Parameters:
        plan: any plan.
        path: the file; ``<id of the plan>.html`` in the working directory when left out.
        as_of: the day of which progress is told; without one none is told.
        start: the day on which the work begins, for its dates.
        calendar: the working calendar of the schedule; without one every day counts.
        language: ``zh`` or ``en``; the first of the plan when left out.

    Raises:
        PlanModelError: there is a file of that name that is no page of planmodel's.
        MissingExtraError: what the report needs is not installed.
        OSError: it cannot be written.
    """
    target = Path(path) if path is not None else Path(plan.id.replace(":", "-") + ".html")
    if target.exists() and not _is_ours(target):
        raise PlanModelError(say("explore.not_ours", file=one_line(str(target))), hint=say("explore.not_ours.hint"))
    plan.report(target, as_of=as_of, start=start, calendar=calendar, language=language)
    return ReportLink(path=target, title=one_line(plan.label(language)))


def _is_ours(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return _MARK in stream.read(_HEAD)
