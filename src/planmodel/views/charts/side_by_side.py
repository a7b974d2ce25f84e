"""Schedules side by side as a chart: when everything, and the work for each goal, is over in each of them."""

from __future__ import annotations

from typing import Any

from planmodel.failures import check_language
from planmodel.scheduling.side_by_side import Figure, Schedules
from planmodel.views.charts.gantt import chart_time
from planmodel.views.drawing.marks import level, point, words
from planmodel.views.drawing.scales import number_scale, time_scale
from planmodel.views.drawing.sheet import Key, Sheet
from planmodel.views.drawing.style import BLUE, DARK, GREY, ORANGE, PALE, RED, plain_letters, short
from planmodel.views.headlines import headed
from planmodel.views.picture import Picture
from planmodel.words import Message, say

__all__ = ["plot_schedules"]

_LOOKS = ((DARK, "circle"), (RED, "triangle-up"), (BLUE, "square"), (ORANGE, "diamond"), (GREY, "triangle-down"))
_MOST = 40
_LEFT, _WIDTH, _RIGHT, _ROW = 270, 520, 40, 24.0


def plot_schedules(schedules: Schedules, language: str | None = None) -> Picture:
    """Return schedules side by side as a chart.

    A row for everything and for the work of each goal and indicator; a mark for its finish in each schedule, by colour
    and shape. The costs and the critical work stand below.

    Parameters:
        schedules: the schedules, of more than 40 goals the first ones.
        language: ``en`` (the usual) or ``zh``.

    Raises:
        ModelError: no such language.
    """
    language = "en" if language is None else language
    check_language(language)
    rows = [one for one in schedules.figures if one.kind not in ("cost", "critical")][:_MOST]
    times: list[Any] = [
        chart_time(value) for one in rows for value in one.values if not isinstance(value, tuple | None)
    ]
    if isinstance(times[0], str):
        x = time_scale(min(times), max(times), _WIDTH)
    else:
        x = number_scale(min(times) * 0.98, max(times) * 1.02 or 1, _WIDTH, title=schedules.schedules[0].unit)
    drawn = []
    for at, one in enumerate(rows):
        y = _ROW * (at + 0.5)
        name = say("schedules.finish").in_language(language) if one.kind == "finish" else one.name
        drawn += [words(14 - _LEFT, y, short(name, 38), bold=one.kind == "finish"), level(0, _WIDTH, y, PALE, 1)]
        for number, value in reversed([*enumerate(one.values)]):
            if value is not None and not isinstance(value, tuple):
                color, shape = _LOOKS[number % len(_LOOKS)]
                said = f"{schedules.names[number]}: {value}"
                drawn.append(point(x(chart_time(value)), y, color, shape, 60, said=said, id=one.id))
    keys = tuple(
        Key(text=plain_letters(name), color=_LOOKS[at % len(_LOOKS)][0], shape=_LOOKS[at % len(_LOOKS)][1])
        for at, name in enumerate(schedules.names)
    )
    title = headed(language, say("schedules.title", n=len(schedules.names)).in_language(language), *_first(schedules))
    sheet = Sheet(width=_WIDTH, height=_ROW * len(rows), left=_LEFT, right=_RIGHT, title=title, keys=keys, scale=x)
    return sheet.picture(drawn, notes=_notes(schedules, language))


def _first(schedules: Schedules) -> list[Message]:
    """Return which schedule is over first, or which ones, and when."""
    ends = next((one.values for one in schedules.figures if one.kind == "finish"), ())
    known = [
        (chart_time(end), name, end)
        for name, end in zip(schedules.names, ends, strict=False)
        if not isinstance(end, tuple | None)
    ]
    if not known:
        return []
    first, _, when = min(known, key=lambda one: one[0])
    names = [name for time, name, _ in known if time == first]
    if len(names) == len(schedules.names) > 1:
        return [say("schedules.alike", when=when)]
    return [say("schedules.first" if len(names) == 1 else "schedules.first_together", names=names, when=when)]


def _notes(schedules: Schedules, language: str) -> list[str]:
    """Return the costs and the critical work of each schedule in words."""

    def values(one: Figure) -> tuple[object, ...]:
        shown = (say("quality.ids", ids=value) if isinstance(value, tuple) else value for value in one.values)
        pairs = zip(schedules.names, shown, strict=True)
        return tuple(say("schedules.figure", name=name, value=value) for name, value in pairs)

    return [
        say("schedules.note", title=say(f"schedules.{one.kind}"), values=values(one)).in_language(language)
        for one in schedules.figures
        if one.kind in ("cost", "critical")
    ]
