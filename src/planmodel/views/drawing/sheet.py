"""The sheet that the marks of a chart stand on: heading, facts, keys and axis above, what it leaves out below."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from planmodel.views.drawing.labels import text_width, wrap
from planmodel.views.drawing.marks import SIZE, level, point, upright, words
from planmodel.views.drawing.scales import Scale
from planmodel.views.drawing.shapes import HATCH, hatch, number, opening
from planmodel.views.drawing.style import GREY, plain_letters, short
from planmodel.views.picture import Picture

__all__ = ["EDGE", "Key", "Sheet", "band"]

EDGE = 14
"""The room at the edges."""
_NOTE_LINE = 15.0
_TITLE = 14


@attrs.frozen(kw_only=True)
class Key:
    """What a colour and shape mean: a row of the key above the chart.

    Parameters:
        text: the meaning.
        color: the colour.
        shape: ``line`` of that ``width``, or the shape of a point by its name.
        width: how thick the line is.
        hollow: whether the point is only an outline.
        hatched: whether the line is striped.
    """

    text: str
    color: str
    shape: str = "line"
    width: float = 4
    hollow: bool = False
    hatched: bool = False

    def drawn(self, x: float, y: float) -> list[str]:
        """Return it at a place."""
        if self.shape == "line":
            mark = level(x, x + 22, y, self.color, self.width, hatch=self.hatched)
        else:
            mark = point(x + 11, y, self.color, self.shape, 60, fill="#ffffff" if self.hollow else None)
        return [mark, words(x + 28, y, self.text, GREY)]


def band(y: float, text: str, left: float, across: float) -> list[str]:
    """Return a heading at ``y`` on a pale band, for a sheet with that room to the left and so wide in all."""
    begin = EDGE - left
    ground = level(begin - 6, begin + across - 2 * EDGE, y, "#f0f0f0", 19)
    return [ground, words(begin, y, short(text, 140), bold=True)]


@attrs.frozen(kw_only=True)
class Sheet:
    """The size of a chart in pixels, and what stands around it.

    Parameters:
        width, height: of the part with the scale.
        left, right: room beside it.
        title: the heading, which is the picture's title: what it is of, and what it shows.
        facts: a line below it.
        keys: what colours and shapes mean.
        scale: the axis above the chart, if it has one.
        above: room above the chart where there is no axis, or more than its own.
        below: room below it.
    """

    width: float
    height: float
    left: float = EDGE
    right: float = EDGE
    title: str
    facts: str = ""
    keys: tuple[Key, ...] = ()
    scale: Scale | None = None
    above: float = 6
    below: float = EDGE

    def picture(self, layers: Sequence[str], *, notes: Sequence[str] = ()) -> Picture:
        """Return the marks on this sheet as a picture.

        Parameters:
            layers: the marks from the lowest to the topmost, counted from where the scale begins.
            notes: what it leaves out or assumes; each is a line of the picture.
        """
        across = self.left + self.width + self.right
        above, top = self._above(across)
        below, bottom = self._below(notes, across, top + self.height + self.below)
        axis = [] if self.scale is None else _axis(self.scale, self.height)
        inside = [f'<g transform="translate({number(self.left)},{number(top)})">', *axis, *filter(None, layers), "</g>"]
        stripes = [hatch()] if any(f"url(#{HATCH})" in one for one in (*layers, *above)) else []
        name = plain_letters(self.title)
        head = opening(name, across, bottom, of="planmodel-chart", size=SIZE)
        # heading and notes stand in groups of their own: their lines are not as many in every language
        svg = "\n".join([*head, *stripes, "<g>", *above, "</g>", *inside, "<g>", *below, "</g>", "</svg>", ""])
        return Picture(svg=svg, title=name, notes=tuple(notes))

    def _above(self, across: float) -> tuple[list[str], float]:
        """Return heading, facts and keys, and where the chart begins."""
        y = EDGE - 10.0
        drawn = []
        for line in wrap(plain_letters(self.title), (across - 2 * EDGE) / _TITLE, 3):
            y += 18
            drawn.append(words(EDGE, y, line, size=_TITLE, bold=True))
        y += 4
        for line in wrap(plain_letters(self.facts), (across - 2 * EDGE) / SIZE, 3) if self.facts else ():
            y += 16
            drawn.append(words(EDGE, y, line, GREY))
        x = 0.0
        y += 20 if self.keys else 8
        for key in self.keys:
            room = 30 + text_width(key.text) * SIZE + 16
            if x and x + room > across - 2 * EDGE:
                x, y = 0.0, y + 18
            drawn += key.drawn(EDGE + x, y)
            x += room
        return drawn, y + (10 if self.keys else 0) + max(self.above, self.scale.room if self.scale is not None else 0)

    def _below(self, notes: Sequence[str], across: float, bottom: float) -> tuple[list[str], float]:
        """Return the notes, and where the picture ends."""
        drawn = []
        for note in notes:
            for line in wrap(plain_letters(note), (across - 2 * EDGE) / SIZE, 6):
                drawn.append(words(EDGE, bottom + 4, line, "#555555"))
                bottom += _NOTE_LINE
        return drawn, bottom + (4 if drawn else 0)


def _axis(scale: Scale, height: float) -> list[str]:
    """Return the lines of the ticks, their numbers above them, and the title above those."""
    grid = [upright(at, 0, height, "#e8e8e8") for at, _ in scale.ticks]
    labels = [words(at, -9, text, GREY, align="center", size=10) for at, text in scale.ticks]
    return [*grid, *labels, words(scale.width / 2, -26, scale.title or "", GREY, align="center")]
