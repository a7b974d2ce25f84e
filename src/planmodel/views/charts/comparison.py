"""One metric of many plans: a dot for each beside a line for the reference, and words for what has no number."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from planmodel.comparing.compared_rows import ComparedRow
from planmodel.comparing.comparison import Comparison
from planmodel.errors import ModelError
from planmodel.text import in_language
from planmodel.views.charts.heatmap import draw_heatmap
from planmodel.views.drawing.labels import text_width
from planmodel.views.drawing.marks import SIZE, blank, level, point, upright, words
from planmodel.views.drawing.scales import Scale, number_scale
from planmodel.views.drawing.sheet import Key, Sheet
from planmodel.views.drawing.style import BLUE, DARK, GREY, RED, short, short_names
from planmodel.views.headlines import headed
from planmodel.views.picture import Picture
from planmodel.views.spoken import metric_called, spoken_of, told
from planmodel.views.strictness import Alike, commonest, value_text
from planmodel.words import Message, say, worded

__all__ = ["plot_comparison"]

_MOST_ROWS = 80
_WIDTH, _RIGHT = 460, 150
_STEP = 22.0


def plot_comparison(comparison: Comparison, metric: str | None = None, language: str | None = None) -> Picture:
    """Return a comparison as a chart.

    Parameters:
        comparison: the comparison.
        metric: draw this one, a row a plan: dots on one axis in the metric's unit, and a line for the reference; a bar
            is a range, a hollow square what is striven for. The year is on the axis; a target for another year is a
            hollow dot below the others, with its year. What has no number, or one of another form, is told in words in
            its row. Without it, and with several metrics, a table of metrics by plans (plans by metrics when there
            are many): a number in each cell, ``—`` where nothing is stated, and a shade only where a promise says how
            much it asks for: see :func:`planmodel.views.charts.heatmap.draw_heatmap`.
        language: the language of the words; that of the reference's title when left out, or of the first plan's where
            there is no reference.

    Raises:
        ModelError: there is nothing to draw, or too much for a picture, or pictures do not speak that language.
    """
    spoken = spoken_of(comparison.held, language, comparison.reference)
    metrics = comparison.metrics
    if metric is None and len(metrics) == 1:
        metric = metrics[0]
    if metric is not None:
        return _dots(comparison, metric, spoken)
    if not metrics:
        raise ModelError(say("empty.comparison"), hint=say("empty.comparison.hint"))
    return draw_heatmap(comparison, spoken)


@attrs.frozen(kw_only=True)
class _Rows:
    """The rows of one metric: with a number of the form drawn, told in words, and how many say nothing."""

    alike: Alike
    held: ComparedRow | None
    drawn: tuple[ComparedRow, ...]
    told: tuple[ComparedRow, ...]
    silent: int

    @property
    def other_years(self) -> tuple[ComparedRow, ...]:
        """The rows that are drawn and whose target is for another year, or for none that is named."""
        return tuple(row for row in self.drawn if not self.alike.same_year(row))


def _dots(comparison: Comparison, metric: str, spoken: str) -> Picture:
    rows = _rows(comparison, metric)
    most = len(rows.drawn) + len(rows.told)
    if most > _MOST_ROWS:
        raise ModelError(
            say("dots.too_many", n=most, most=_MOST_ROWS),
            hint=say("dots.filter"),
        )
    names = comparison.plan_names
    places = {row.plan: _STEP * (at + 0.5) for at, row in enumerate((*rows.drawn, *rows.told))}
    shown = short_names({plan: names.get(plan, plan) for plan in places}, 44)
    left = max(120.0, *(text_width(name) * SIZE + 30 for name in shown.values()))
    drawn = [words(14 - left, y, shown[plan], _color(comparison, plan, DARK)) for plan, y in places.items()]
    scale = _scale(rows, spoken) if rows.drawn else None
    if scale is not None:
        drawn += _reference(rows, scale)
        for row in rows.drawn:
            drawn += _number(comparison, row, rows.alike, places[row.plan], scale, spoken)
    for row in rows.told:
        y = places[row.plan]
        drawn += [blank(_WIDTH + 1, y, _STEP), words(8, y, short(_told(row, rows.alike, spoken), 76), GREY, size=10)]
    name = f"{metric_called(metric, comparison.names, spoken)} ({metric})"
    sheet = Sheet(
        width=_WIDTH,
        height=_STEP * most,
        left=left,
        right=_RIGHT,
        title=headed(spoken, name, _span(rows)),
        keys=tuple(_keys(comparison, rows, spoken)),
        scale=scale,
    )
    return sheet.picture(drawn, notes=tuple(_notes(rows, spoken)))


def _span(rows: _Rows) -> Message:
    """Return from which number to which the plans go whose numbers are of one form and for one year."""
    held = [row for row in rows.drawn if rows.alike.same_year(row)]
    if not held:
        return say("dots.no_number", n=len(rows.drawn) + len(rows.told))
    low, high = (value_text(row, rows.alike, unit=True) for row in (held[0], held[-1]))
    if low == high:
        return say("dots.same", n=len(held), low=low)
    return say("dots.from_to", n=len(held), low=low, high=high)


def _notes(rows: _Rows, spoken: str) -> Iterator[str]:
    others = len(rows.other_years)
    if others and rows.alike.year is not None:
        yield told(spoken, "dots.other_year", n=others, year=rows.alike.year)
    elif others:
        yield told(spoken, "dots.own_years", n=others)
    if rows.silent:
        yield told(spoken, "dots.silent", n=rows.silent)


def _rows(comparison: Comparison, metric: str) -> _Rows:
    rows = comparison.filter(metric=metric).rows
    spoken = [row for row in rows if row.stated]
    if not spoken:
        raise ModelError(
            say("dots.nobody", metric=metric),
            hint=say("write_one", names=comparison.metrics[:6]),
        )
    alike = commonest(rows, comparison.reference)
    drawn = [row for row in spoken if alike.fits(row)]

    def order(row: ComparedRow) -> tuple[bool, int, float, str]:
        other = not alike.same_year(row)
        return other, (row.year or 0) if other else 0, row.value or 0.0, row.plan

    return _Rows(
        alike=alike,
        held=next((row for row in drawn if row.plan == comparison.reference), None),
        drawn=tuple(sorted(drawn, key=order)),
        told=tuple(row for row in spoken if row not in drawn),
        silent=len(rows) - len(spoken),
    )


def _ends(row: ComparedRow) -> list[float]:
    return [end for end in (row.value, row.high, row.stretch) if end is not None]


def _scale(rows: _Rows, spoken: str) -> Scale:
    ends = [end for row in rows.drawn for end in _ends(row)]
    room = (max(ends) - min(ends)) * 0.06 or abs(ends[0]) * 0.1 or 1
    alike = rows.alike
    title = " · ".join(worded(part, spoken, "d") for part in (alike.unit, alike.form, alike.year) if part)
    return number_scale(min(ends) - room, max(ends) + room, _WIDTH, title=title)


def _reference(rows: _Rows, x: Scale) -> list[str]:
    """Return the line of the reference, through the dots that are for its year."""
    if rows.held is None or rows.held.value is None:
        return []
    across = _STEP * (len(rows.drawn) - len(rows.other_years))
    return [upright(x(rows.held.value), 0, across, RED, 1.5, dash=(5, 4))]


def _number(comparison: Comparison, row: ComparedRow, alike: Alike, y: float, x: Scale, spoken: str) -> list[str]:
    """Return a dot with its number, hollow when it is for another year."""
    at, color, own = x(row.value or 0), _color(comparison, row.plan, BLUE), alike.same_year(row)
    number, name = in_language(value_text(row, alike), spoken), comparison.plan_names.get(row.plan, row.plan)
    heard = in_language(value_text(row, Alike(alike.form, alike.unit, None), unit=True), spoken)
    said = short(told(spoken, "succession.drawn", name=name, fate=heard), 200)
    drawn = [level(0, at, y, "#eeeeee", 1)]
    if row.high is not None:
        drawn.append(level(at, x(row.high), y, color, 5))
    if row.stretch is not None:
        drawn.append(point(x(row.stretch), y, color, "square", 60, fill="#ffffff"))
    shape = "diamond" if color == RED else "circle"
    drawn.append(point(at, y, color, shape, 80, fill=None if own else "#ffffff", said=said))
    return [*drawn, words(x(max(_ends(row))) + 9, y, number, DARK if own else GREY)]


def _color(comparison: Comparison, plan: str, other: str) -> str:
    return RED if plan == comparison.reference else other


def _told(row: ComparedRow, alike: Alike, spoken: str) -> str:
    if row.value is not None:
        return told(spoken, "dots.told", value=value_text(row, alike, unit=True), form=row.form or "")
    return in_language(row.note or row.form or "", spoken)


def _keys(comparison: Comparison, rows: _Rows, spoken: str) -> list[Key]:
    keys = []
    if rows.held is not None:
        name = short(comparison.plan_names.get(rows.held.plan, rows.held.plan), 40)
        keys.append(Key(text=told(spoken, "dots.reference", name=name), color=RED, shape="diamond"))
    if any(row.stretch is not None for row in rows.drawn):
        keys.append(Key(text=told(spoken, "dots.stretch"), color=BLUE, shape="square", hollow=True))
    if rows.other_years:
        keys.append(Key(text=told(spoken, "dots.another_year"), color=BLUE, shape="circle", hollow=True))
    return keys
