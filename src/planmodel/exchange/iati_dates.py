"""Dates and the status of an IATI activity."""

from __future__ import annotations

from xml.etree.ElementTree import Element as Node

import attrs

from planmodel.exchange.foreign import Ledger, local
from planmodel.exchange.iati_codes import PLACES, STATUSES
from planmodel.exchange.stray_values import attribute, children, line_of, point_in, stretch, text_of
from planmodel.model.period import Period, as_period
from planmodel.text import cut, in_language, one_line
from planmodel.words import say

__all__ = ["Dates", "on_one_line", "read_dates"]


@attrs.frozen(kw_only=True)
class Dates:
    """The planned period of an activity, when it began and was over, and lines about what is none of these."""

    planned: Period | None
    started: Period | None
    finished: Period | None
    lines: list[str]


def read_dates(activity: Node, ledger: Ledger) -> Dates:
    """Return the dates of an activity.

    Parameters:
        activity: the activity.
        ledger: takes counts and issues.
    """
    points: dict[str, str] = {}
    lines: list[str] = []
    for one in children(activity, "activity-date"):
        place = PLACES.get(attribute(one, "type") or "")
        stated = attribute(one, "iso-date") or in_language(text_of([one]) or "")
        if not stated:
            ledger.leave("activity-date", say("import.empty"), line_of(one))
            continue
        point = point_in(stated, ledger, line_of(one))
        if place is None or point is None or place in points:
            lines.append(on_one_line("activity-date", one, None))
        else:
            points[place] = point
        ledger.mapped["activity-date"] += 1
    status = _status(activity, ledger, lines)
    first, last = points.get("planned start"), points.get("planned end")
    planned = stretch(first, last, ledger, line_of(activity))
    end = points.get("actual end")
    if end is not None and status in ("2", "implementation"):
        lines.append(f"activity-date: actual end {end}")
        ledger.note(say("iati.still_running", day=end), line=line_of(activity))
        end = None
    return Dates(planned=planned, started=as_period(points.get("actual start")), finished=as_period(end), lines=lines)


def _status(activity: Node, ledger: Ledger, lines: list[str]) -> str | None:
    """Note the status of an activity, and return its code."""
    status = None
    for one in children(activity, "activity-status"):
        code = attribute(one, "code") or in_language(text_of([one]) or "")
        if not code:
            ledger.leave("activity-status", say("import.empty"), line_of(one))
            continue
        ledger.mapped["activity-status"] += 1
        status = code.lower()
        lines.append(f"activity-status: {STATUSES.get(code, code)}")
    return status


def on_one_line(name: str, node: Node, language: str | None) -> str:
    """Return an element on one line, its words, then its attributes; nothing of one that says nothing."""
    said = in_language(text_of([node, *children(node, "narrative")], language) or "")
    held = [f"{local(key)}={one_line(value)}" for key, value in node.attrib.items() if local(key) != "lang" and value]
    parts = [one for one in (cut(one_line(said), 500), ", ".join(held)) if one]
    return f"{name}: {'; '.join(parts)}" if parts else ""
