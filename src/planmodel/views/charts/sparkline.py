"""Values through time in the height of a line of text, for the cells of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from planmodel.model.kinds import Indicator
from planmodel.views.charts.value_panel import Point, Sort, follows, points_of, unit_of
from planmodel.views.drawing.shapes import number

__all__ = ["sparkline"]

_WIDTH, _HEIGHT, _EDGE = 96.0, 20.0, 3.0
_MOST = 60
"""Of more values the last ones are drawn: more have no room."""


def sparkline(indicator: Indicator) -> str:
    """Return the values of an indicator as a small SVG for a page, nothing where there are not two to be compared.

    As in :func:`~planmodel.views.charts.values.plot_indicator` whole years look different from other periods, and only
    years or months that follow each other are joined. The page's style draws the lines ``way`` and the points, of a
    whole ``year`` or of a ``part`` of one. Readers of screens hear the first and the last value as printed.

    Parameters:
        indicator: the indicator.
    """
    points = points_of(indicator, unit_of(indicator))[-_MOST:]
    if len(points) < 2:
        return ""
    places = [f"{number(x)} {number(y)}" for x, y in _places(points)]
    dots = {"year": "", "part": ""}
    for one, place in zip(points, places, strict=True):
        dots["year" if one.sort == "year" else "part"] += f"M{place}h0"
    paths = {"way": "".join(_ways(points, places))} | dots
    inside = "".join(f'<path class="{name}" d="{drawn}"/>' for name, drawn in paths.items() if drawn)
    said = escape(" – ".join(one.said for one in (points[0], points[-1])))
    return f'<svg class="spark" role="img" aria-label="{said}" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}">{inside}</svg>'


def _places(points: Sequence[Point]) -> list[tuple[float, float]]:
    """Return where the values stand: by the last day of their period, and between the least and the greatest."""
    days, values = [one.period.end.toordinal() for one in points], [one.value for one in points]
    across, tall = _WIDTH - 2 * _EDGE, _HEIGHT - 2 * _EDGE
    long, wide = max(days) - min(days), max(values) - min(values)

    def share(value: float, least: float, span: float, alone: float) -> float:
        return (value - least) / span if span else alone

    return [
        (_EDGE + across * share(day, min(days), long, 1), _EDGE + tall * (1 - share(value, min(values), wide, 0.5)))
        for day, value in zip(days, values, strict=True)
    ]


def _ways(points: Sequence[Point], places: Sequence[str]) -> Iterator[str]:
    """Yield a line between each two values of one sort that follow each other."""
    last: dict[Sort, int] = {}
    for at, one in enumerate(points):
        before = last.get(one.sort)
        if before is not None and follows(points[before], one):
            yield f"M{places[before]}L{places[at]}"
        last[one.sort] = at
