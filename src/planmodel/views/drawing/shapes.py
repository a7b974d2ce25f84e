"""The parts that SVG pictures of plans are made of: head, background, texts. Every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from planmodel.text import one_line
from planmodel.views.drawing.labels import text_width, wrap

__all__ = ["DASHES", "HATCH", "MARGIN", "classes", "hatch", "head", "legend_rows", "number", "opening", "text"]

MARGIN = 20.0
DASHES = {"stated": "", "inferred": ' stroke-dasharray="6 4"', "assumed": ' stroke-dasharray="1.5 3.5"'}
HATCH = "hatch"
"""The id of the pattern that :func:`hatch` defines."""
_FONT = (
    "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei','Source Han Sans SC','Noto Sans SC',"
    "'Hiragino Sans GB','WenQuanYi Zen Hei','SimHei','SimSun','Arial','Helvetica','DejaVu Sans',sans-serif"
)
"""Named one by one: what draws a PNG may know no font behind ``sans-serif``, and would leave the words out."""


def number(value: float) -> str:
    """Return a coordinate with one decimal, or none when that is zero."""
    return f"{value:.1f}".removesuffix(".0")


def classes(*names: str) -> str:
    """Return the attribute that names what a part is, for style sheets; underscores stay."""
    return f' class="{escape(" ".join(name for name in names if name))}"'


def text(x: float, y: float, words: str, *, of: str, size: int = 12, fill: str = "#222222", more: str = "") -> str:
    """Return a line of text.

    Parameters:
        x, y: where its baseline begins, in points.
        words: what it says.
        of: its class: ``title``, ``note``, ``heading``, ``label``, ``detail``, ``legend``.
        size: its size in points.
        fill: its colour where no style sheet says another.
        more: more attributes, with a space before them.
    """
    own = "" if size == 12 else f' font-size="{size}"'
    return (
        f'<text{classes(of)} x="{number(x)}" y="{number(y)}" fill="{fill}"{own}{more}>{escape(one_line(words))}</text>'
    )


def opening(title: str, width: float, height: float, *, of: str = "planmodel-graph", size: int = 12) -> Iterator[str]:
    """Yield the opening of a picture: its size, its label for readers of screens, and the background.

    Parameters:
        title: what it shows.
        width, height: in points.
        of: its class.
        size: the size of texts that do not say theirs.
    """
    said = escape(one_line(title))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{said}" '
        f'font-family="{_FONT}" font-size="{size}"{classes(of)}>'
    )
    yield f"<title>{said}</title>"
    yield f'<rect{classes("background")} width="100%" height="100%" fill="#ffffff"/>'


def hatch(prefix: str = "", look: str = 'fill="#ffffff"') -> str:
    """Return the definition of slanting stripes that look like that, a fill or stroke for what is assumed."""
    units = 'width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"'
    stripe = f'<rect width="2.6" height="6" {look}/>'
    return f'<defs><pattern id="{escape(prefix)}{HATCH}" {units}>{stripe}</pattern></defs>'


def head(title: str, notes: Sequence[str], width: float) -> tuple[list[str], float]:
    """Return the lines of title and notes, broken to fit ``width``, and where what stands below them begins."""
    y = 26.0
    lines = []
    for line in wrap(title, (width - 2 * MARGIN) / 16, 2):
        lines.append(text(MARGIN, y, line, of="title", size=16, more=' font-weight="bold"'))
        y += 21
    for note in notes:
        for line in wrap(note, (width - 2 * MARGIN) / 12, 6):
            lines.append(text(MARGIN, y, line, of="note", fill="#555555"))
            y += 17
    return lines, y


def legend_rows(legend: Iterable[tuple[str, str]], width: float, y: float) -> tuple[list[str], float]:
    """Return the legend in rows that fit ``width``, and where what stands below it begins.

    Parameters:
        legend: the attributes of each line, and what it means.
        width: how wide a row may be.
        y: the baseline of the first row.
    """
    lines: list[str] = []
    x = 0.0
    for drawn, label in legend:
        room = 36 + text_width(label) * 11 + 16
        if x and x + room > width:
            x, y = 0.0, y + 18
        left = x + MARGIN
        lines.append(f'<path d="M{number(left)} {number(y - 4)}h28" fill="none" {drawn}/>')
        lines.append(text(left + 34, y, label, of="legend", size=11))
        x += room
    return lines, y + 12
