"""Values through time: for each indicator what was measured, where it began, what is promised, and the way between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from planmodel.errors import ModelError
from planmodel.model.kinds import Indicator
from planmodel.model.metrics import metric_of
from planmodel.model.period import Day
from planmodel.model.plan import Plan
from planmodel.text import in_language
from planmodel.tracking.attainment import day_of
from planmodel.tracking.path import year_end
from planmodel.views.charts.value_panel import Drawn, Mark, Panel, Point, Sort, caption, follows, panel_of
from planmodel.views.drawing.labels import text_width
from planmodel.views.drawing.marks import level, line, point, upright, words
from planmodel.views.drawing.scales import Scale, number_scale, time_scale
from planmodel.views.drawing.sheet import Key, Sheet
from planmodel.views.drawing.style import BLUE, DARK, GREY, RED, short
from planmodel.views.graphs.words import is_chinese
from planmodel.views.headlines import headed
from planmodel.views.picture import Picture
from planmodel.words import say, term

__all__ = ["plot_indicator", "plot_indicators", "plot_values"]

_MOST = 60
_WIDTH, _HEIGHT, _HEAD, _FOOT, _AXIS, _GAP = 380.0, 110.0, 40.0, 26.0, 62.0, 42.0
"""Of one panel: its scale across and upright, the room for its words above, its years below, its numbers to the left,
and what it keeps from the next, where the target's number stands."""

_LOOKS: dict[Sort, tuple[str, str, bool]] = {
    "year": ("circle", BLUE, False),
    "month": ("circle", GREY, True),
    "since January": ("diamond", GREY, True),
    "other": ("triangle-up", GREY, True),
}


def plot_indicators(
    plan: Plan,
    indicators: Iterable[str | Indicator] | None = None,
    *,
    as_of: Day = None,
    language: str | None = None,
) -> Picture:
    """Return the values of a plan's indicators through time.

    Parameters:
        plan: the plan.
        indicators: which of them, or their ids; all when left out.
        as_of: a day to mark.
        language: the language of names and words; that of the plan's title when left out.

    Raises:
        ModelError: no indicator has a number, ``as_of`` is no date, or nothing is in that language.
        UnknownIdError: the plan has no such element.
    """
    chinese = is_chinese(plan, language)
    chosen = plan.indicators if indicators is None else [_one(plan, item) for item in indicators]
    drawn = [Drawn(indicator=one, metric=metric_of(plan, one), base_year=plan.base_year) for one in chosen]
    return plot_values(drawn, title=in_language(plan.title, language), as_of=as_of, language=language, chinese=chinese)


def plot_indicator(indicator: Indicator, *, as_of: Day = None, language: str | None = None) -> Picture:
    """Return the values of one indicator through time, without what its plan says about base year and metric.

    Parameters and errors are those of :func:`plot_indicators`.
    """
    alone = Plan(id=f"values-of-{indicator.id}", title=indicator.name, elements=(indicator,))
    return plot_indicators(alone, as_of=as_of, language=language)


def _one(plan: Plan, item: str | Indicator) -> Indicator:
    element = plan[item if isinstance(item, str) else item.id]
    if not isinstance(element, Indicator):
        raise ModelError(
            say("values.not_one", kind=term("kind", element.kind), id=element.id), hint=say("values.not_one.hint")
        )
    return element


def plot_values(
    items: Iterable[Drawn], *, title: str, as_of: Day = None, language: str | None = None, chinese: bool = False
) -> Picture:
    """Return a small chart an indicator: values, baseline, targets, and the way that leads there.

    A value stands at the end of its period, with a thin line over the time that it is for. Whole years that follow
    each other are joined, and so are months; what is for other stretches, or of another definition than what was
    measured before, is not: such numbers are not alike. A target is a bar at the end of its year with its comparator,
    and the way is drawn where progress is judged along it. All charts have the same years.

    Parameters:
        items: the indicators; of more than 60 the first ones are drawn, and the picture says so.
        title: the heading.
        as_of: a day to mark; nothing measured later counts for the way, but it is drawn.
        language: the language of names.
        chinese: whether the words of the picture are Chinese.

    Raises:
        ModelError: no indicator has a number, or ``as_of`` is no date.
    """
    day = None if as_of is None else day_of(as_of)
    every = list(items)
    panels = [panel_of(one, language, chinese) for one in every[:_MOST]]
    drawn = [one for one in panels if one.values]
    if not drawn:
        raise ModelError(say("empty.values"), hint=say("empty.values.hint"))
    notes = [caption("cut", chinese, shown=_MOST, count=len(every))] if len(every) > _MOST else []
    without = [one.name for one in panels if not one.values]
    if without:
        notes.append(caption("left_out", chinese, names=without))
    return _sheet(drawn, title, day, notes, chinese)


# --- where it stands ---


def _sheet(panels: Sequence[Panel], title: str, day: dt.date | None, notes: list[str], chinese: bool) -> Picture:
    columns = 1 if len(panels) == 1 else 2
    days = [one for panel in panels for one in panel.days] + ([] if day is None else [day])
    begin, end = min(days), max(days)
    # A year of room at both ends keeps marks at the ends of the first and the last year off the edges.
    first, last = dt.date(max(begin.year, 1), 1, 1), year_end(end.year)
    x = time_scale(first.isoformat(), f"{last.isoformat()}T23:59:59", _WIDTH)
    across, down = _WIDTH + _AXIS + _GAP, _HEIGHT + _HEAD + _FOOT
    layers: list[str] = []
    for at, panel in enumerate(panels):
        left, top = (at % columns) * across + _AXIS, (at // columns) * down + _HEAD
        layers += [
            f'<g data-panel="{escape(panel.id)}" transform="translate({left:g},{top:g})">',
            *_drawn(panel, x, day),
            "</g>",
        ]
    rows = -(-len(panels) // columns)
    name, keys = _headline(title, panels, chinese), tuple(_keys(panels, chinese))
    sheet = Sheet(width=columns * across, height=rows * down, title=name, keys=keys)
    return sheet.picture(layers, notes=notes)


def _headline(title: str, panels: Sequence[Panel], chinese: bool) -> str:
    """Return how many indicators were ever measured, and how many are where they were promised to be."""
    measured = [one for one in panels if one.points]
    judged = [one for one in measured if one.met is not None]
    met = sum(one.met is True for one in judged)
    key = "measured" if met else "not_met" if judged else "not_judged" if measured else "none_measured"
    told = caption(key, chinese, n=len(measured), all=len(panels), met=met, judged=len(judged))
    return headed("zh" if chinese else "en", f"{title} · {caption('heading', chinese)}", told)


def _keys(panels: Sequence[Panel], chinese: bool) -> Iterator[Key]:
    sorts = {one.sort for panel in panels for one in panel.points}
    for sort, (shape, color, hollow) in _LOOKS.items():
        if sort in sorts:
            yield Key(text=caption(sort, chinese), color=color, shape=shape, hollow=hollow)
    if any(panel.baseline for panel in panels):
        yield Key(text=caption("baseline", chinese), color=DARK, shape="square", hollow=True)
    if any(panel.targets for panel in panels):
        yield Key(text=caption("target", chinese), color=RED, width=3)
    if any(panel.ways for panel in panels):
        yield Key(text=caption("way", chinese), color=GREY, width=1)
    if any(one.changed for panel in panels for one in panel.points):
        yield Key(text=caption("changed", chinese), color=RED, shape="tick")


def _drawn(panel: Panel, x: Scale, day: dt.date | None) -> list[str]:
    """Return a panel, counted from the upper left corner of its scales."""
    low, high = min(panel.values), max(panel.values)
    room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    scale = number_scale(low - room, high + room, _HEIGHT, upright=True)

    def y(value: float) -> float:
        return _HEIGHT - scale(value)

    drawn = [
        words(-_AXIS + 4, -_HEAD + 12, short(panel.name, 56), bold=True),
        words(-_AXIS + 4, -_HEAD + 27, short(panel.facts, 72), GREY, size=10),
    ]
    # what looks alike stands together, so that a page can say the look once
    drawn += [level(0, _WIDTH, _HEIGHT - at, "#e8e8e8", 1) for at, _ in scale.ticks]
    drawn += [words(-6, _HEIGHT - at, text, GREY, align="right", size=9) for at, text in scale.ticks]
    drawn += [upright(at, _HEIGHT, _HEIGHT + 4, GREY) for at, _ in x.ticks]
    drawn += [words(at, _HEIGHT + 12, text, GREY, size=9, align="center") for at, text in x.ticks]
    drawn.append(level(0, _WIDTH, _HEIGHT, GREY, 1))
    if day is not None:
        drawn.append(upright(_end(x, day), 0, _HEIGHT, DARK, 1, dash=(3, 3), said=day.isoformat()))
    for start, aim in panel.ways:
        ends = (_at(x, start), y(start.value)), (_at(x, aim), y(aim.value))
        drawn.append(line(ends, GREY, 1, dash=(4, 3)))
    return drawn + _measured(panel, x, y_of=[y(one.value) for one in panel.points]) + _levels(panel, x, y)


def _measured(panel: Panel, x: Scale, y_of: Sequence[float]) -> list[str]:
    """Return the values: what joins them, the time each is for, and their points on top."""
    places = list(zip(panel.points, y_of, strict=True))
    below: list[str] = []
    above: list[str] = []
    last: dict[Sort, tuple[Point, float]] = {}
    for one, y in places:
        shape, color, hollow = _LOOKS[one.sort]
        end = _end(x, one.period.end)
        before = last.get(one.sort)
        if before is not None and follows(before[0], one):
            below.append(line(((_end(x, before[0].period.end), before[1]), (end, y)), color, 1.5))
        if one.changed:
            below.append(upright(_start(x, one.period.start), 0, _HEIGHT, RED, 1, dash=(1, 2), said=one.said))
        below.append(level(_start(x, one.period.start), end, y, color, 0.8))
        above.append(point(end, y, color, shape, 26, fill="#ffffff" if hollow else None, said=one.said))
        last[one.sort] = (one, y)
    return below + above


def _levels(panel: Panel, x: Scale, y: Callable[[float], float]) -> list[str]:
    """Return the baseline and the targets with their numbers."""
    drawn = []
    if panel.baseline is not None:
        base = panel.baseline
        drawn.append(
            point(_at(x, base), y(base.value), DARK, "square", 50, fill="#ffffff", said=f"{base.year}: {base.text}")
        )
    for aim in panel.targets:
        at, height = _at(x, aim), y(aim.value)
        drawn += [level(at - 9, at + 3, height, RED, 3, said=f"{aim.year}: {aim.text} {panel.unit}")]
        inside = at + 8 + text_width(aim.text) * 10 > _WIDTH + _GAP - 4
        drawn.append(
            words(at - 12 if inside else at + 6, height, aim.text, RED, size=10, align="right" if inside else "left")
        )
    return drawn


def _at(x: Scale, mark: Mark) -> float:
    return _end(x, year_end(mark.year))


def _end(x: Scale, day: dt.date) -> float:
    return x(f"{day.isoformat()}T23:59:59")


def _start(x: Scale, day: dt.date) -> float:
    return x(day.isoformat())
