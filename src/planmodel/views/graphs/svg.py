"""The picture of a diagram as SVG: plain shapes, every text escaped, the same bytes on every machine.

A page that holds the picture can restyle it. These are the classes that its parts have:

``background``
    the rectangle behind everything.
``title``, ``note``, ``heading``, ``label``, ``detail``, ``legend``
    texts: above the picture, below the title, above a column, in a box, smaller in a box or beside a line, below.
``halo``
    a text beside a line, whose outline is the background's colour.
``node`` with the kind (``task``), the evidence (``stated``, ``inferred``, ``assumed``) and marks
    the group of a box, with the id ``node-<id of the element>``: ``focus``, ``critical``, ``finished``, ``circle``,
    ``group`` (several elements drawn as one), ``aside`` (below the others, without lines), ``assumed_time`` (how long
    it takes is assumed: hatched), ``no_time`` (no duration is stated).
``edge`` with the relation (``contributes_to``), the evidence and marks
    a line: ``critical``, ``against`` (works against what it points at), ``circle`` (waits for itself).
``arrow`` with the relation or the mark
    the head of a line, inside a marker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from planmodel.views.drawing.shapes import (
    DASHES,
    HATCH,
    MARGIN,
    classes,
    hatch,
    head,
    legend_rows,
    number,
    opening,
    text,
)
from planmodel.views.graphs.diagram import DETAIL_EM, DETAIL_LINE, LINE, Box, Diagram, Edge, column_widths
from planmodel.views.graphs.placing import Placed, Point
from planmodel.views.graphs.words import relation_word, word
from planmodel.words import say, term

__all__ = ["FILLS", "OTHER_FILL", "write_svg"]

_MIDDLE = ' text-anchor="middle"'
_STRONG = {"critical": "#b00020", "circle": "#b00020", "against": "#b00020"}
"""The colour of lines that are set apart; they are thicker too, so that colour is not all that tells."""
_WIDTHS = {"critical": 2.8, "circle": 2.8, "against": 2.4}
_LINES = {
    "contributes_to": "#00785a",
    "depends_on": "#222222",
    "guided_by": "#7b5ea7",
    "implements": "#0060a8",
    "measures": "#b35900",
    "part_of": "#757575",
}
_OTHER_LINE = "#a8437a"
_ARROW = "M0 0.5L8 4L0 7.5z"
_HEADS = {
    "against": ("M5 0H8V8H5z", True),
    "guided_by": ("M1 1L7.4 4L1 7z", False),
    "implements": ("M0 4L4 1L8 4L4 7z", True),
    "measures": ("M8 4A3 3 0 1 1 2 4A3 3 0 1 1 8 4z", True),
    "part_of": ("M0.6 4L4 1.4L7.4 4L4 6.6z", False),
}
"""What a line ends in, and whether that is filled: relations differ by their heads, not by colour alone."""
_OTHER_HEAD = ("M0 0.5L8 4L0 7.5L2.8 4z", True)
FILLS = {
    "principle": ("#f1ebf9", "#7b5ea7"),
    "goal": ("#e0f3ea", "#00785a"),
    "indicator": ("#fdf0da", "#b35900"),
    "task": ("#e4effa", "#0060a8"),
    "project": ("#e8e8f4", "#4a4a8a"),
}
"""The colours of each kind: inside and border."""
OTHER_FILL = ("#f9e8f1", "#a8437a")
_GAP = 12.0
_STRIPE = 'fill="#808080" fill-opacity="0.25"'


def write_svg(diagram: Diagram, placed: Placed, *, chinese: bool = False, id_prefix: str = "") -> str:
    """Return the picture as SVG.

    Parameters:
        diagram: what it shows.
        placed: where its boxes and lines go.
        chinese: whether the legend is in Chinese.
        id_prefix: what every id begins with, so that several pictures can stand in one page.
    """
    across = max(placed.size[0], _aside_width(diagram))
    width = max(across, 640.0) + 2 * MARGIN
    heading, below = head(diagram.title, diagram.notes, width)
    top = 22.0 if any(diagram.headings) else 6.0
    lines = []
    for words, x in zip(diagram.headings, placed.columns, strict=False):
        if words:
            more = _MIDDLE + ' font-weight="bold"'
            lines.append(text(x + MARGIN, top - 8, words, of="heading", more=more))
    at = (MARGIN, top)
    for edge, path, label in zip(diagram.edges, placed.paths, placed.labels, strict=True):
        lines += _edge(edge, path, label, at, id_prefix, chinese)
    widths = column_widths(diagram)
    for box, (x, y) in zip(diagram.boxes, placed.boxes, strict=True):
        lines.append(_box(box, (x + at[0], y + at[1]), widths[box.column], id_prefix))
    bottom = top + placed.size[1]
    aside, bottom = _aside(diagram, width, bottom, id_prefix)
    legend, bottom = legend_rows(_legend(diagram, chinese, id_prefix), width - 2 * MARGIN, bottom + 28)
    boxes = (*diagram.boxes, *diagram.aside)
    stripes = [hatch(id_prefix, _STRIPE)] if any("assumed_time" in box.marks for box in boxes) else []
    parts = [*opening(diagram.title, width, below + bottom), *stripes, *_markers(diagram, id_prefix)]
    parts += ["<g>", *heading, "</g>"]
    # whatever the heading needs in a language, what stands below it has the same places in all of them
    inside = [f'<g transform="translate(0,{number(below)})">', *lines, *aside, "<g>", *legend, "</g>", "</g>"]
    return "\n".join([*parts, *inside, "</svg>", ""])


# --- lines ---


def _look(edge: Edge) -> str:
    """Return what a line looks like: the mark that sets it apart, or its relation."""
    return next((mark for mark in _STRONG if mark in edge.marks), edge.relation)


def _colour(look: str) -> str:
    return _STRONG.get(look) or _LINES.get(look, _OTHER_LINE)


def _head(look: str) -> tuple[str, bool]:
    plain = look in ("contributes_to", "depends_on", "critical", "circle")
    return (_ARROW, True) if plain else _HEADS.get(look, _OTHER_HEAD)


def _markers(diagram: Diagram, prefix: str) -> Iterator[str]:
    for look in sorted({_look(edge) for edge in diagram.edges} | {edge.relation for edge in diagram.edges}):
        shape, filled = _head(look)
        inside = f'fill="{_colour(look)}"' if filled else f'fill="#ffffff" stroke="{_colour(look)}"'
        yield (
            f'<marker id="{escape(prefix)}arrow-{escape(look)}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" '
            f'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
            f'<path{classes("arrow", look)} d="{shape}" {inside}/></marker>'
        )


def _end(look: str, prefix: str) -> str:
    return f'marker-end="url(#{escape(prefix)}arrow-{escape(look)})"'


def _edge(
    edge: Edge, path: Sequence[Point], label: Point | None, at: Point, prefix: str, chinese: bool
) -> Iterator[str]:
    if not path:
        return
    points = [f"{number(x + at[0])} {number(y + at[1])}" for x, y in path]
    look = _look(edge)
    yield (
        f'<path{classes("edge", edge.relation, edge.evidence, *edge.marks)} d="M{points[0]}C{" ".join(points[1:])}" '
        f'fill="none" stroke="{_colour(look)}" stroke-width="{_WIDTHS.get(look, 1.2)}"{DASHES[edge.evidence]} '
        f"{_end(look, prefix)}><title>{escape(_edge_title(edge, chinese))}</title></path>"
    )
    if label is not None:
        halo = ' paint-order="stroke" stroke="#ffffff" stroke-width="3"'
        x, y = label[0] + at[0], label[1] + at[1] + 3.5
        yield text(x, y, edge.label, of="detail halo", size=int(DETAIL_EM), more=_MIDDLE + halo)


def _edge_title(edge: Edge, chinese: bool) -> str:
    along = relation_word(edge.relation, chinese, backwards=edge.backwards) + (f" {edge.label}" if edge.label else "")
    marks = [word("against_it" if mark == "against" else mark, chinese) for mark in edge.marks]
    told = say("row.clauses", parts=[along, *marks])
    if edge.evidence != "stated":
        told = say("drawn.unsure", told=told, evidence=term("evidence", edge.evidence))
    return f"{edge.tail} → {edge.head}: {told.in_language('zh' if chinese else 'en')}"


# --- boxes ---


def _box(box: Box, at: Point, width: float, prefix: str) -> str:
    x, y = at
    left, top = x - width / 2, y - box.height / 2
    line = top + 5 + 12.2 + (box.height - box.tall) / 2
    texts = []
    for words in box.lines:
        texts.append(text(x, line, words, of="label", more=_MIDDLE))
        line += LINE
    line += DETAIL_LINE - LINE
    for words in box.details:
        texts.append(text(x, line, words, of="detail", size=int(DETAIL_EM), fill="#444444", more=_MIDDLE))
        line += DETAIL_LINE
    return (
        f'<g id="{escape(prefix)}node-{escape(box.id)}"'
        f"{classes('node', box.kind, box.evidence, *box.marks)}><title>{escape(box.title)}</title>"
        f"{_frames(box, left, top, width, prefix)}{''.join(texts)}</g>"
    )


def _frames(box: Box, left: float, top: float, width: float, prefix: str) -> str:
    """Return the rectangle of a box, and another one behind it when it stands for several or is the focus."""
    fill, line = FILLS.get(box.kind, OTHER_FILL)
    thick = 1.0
    if "critical" in box.marks or "circle" in box.marks:
        line, thick = _STRONG["critical"], 2.8
    if "finished" in box.marks:
        fill = "#eeeeee"
    behind = ""
    if "focus" in box.marks:
        thick = 2.8
        behind = _rect(left - 5, top - 5, width + 10, box.height + 10, f'fill="none" stroke="{line}"')
    elif "group" in box.marks:
        behind = _rect(left + 4, top + 4, width, box.height, f'fill="{fill}" stroke="{line}"')
    width_of_line = "" if thick == 1 else f' stroke-width="{thick}"'
    own = f'fill="{fill}" stroke="{line}"{width_of_line}{DASHES[box.evidence]}'
    over = ""
    if "assumed_time" in box.marks:
        over = _rect(left, top, width, box.height, f'fill="url(#{escape(prefix)}{HATCH})"')
    return behind + _rect(left, top, width, box.height, own) + over


def _rect(left: float, top: float, width: float, height: float, more: str) -> str:
    sides = f'x="{number(left)}" y="{number(top)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect {sides} rx="4" {more}/>'


# --- below the others ---


def _aside_width(diagram: Diagram) -> float:
    """Return how wide the rows below should be: rather wider than they are high, and full."""
    if not diagram.aside:
        return 0.0
    wide = max(box.width for box in diagram.aside) + _GAP
    area = sum(wide * (box.height + _GAP) for box in diagram.aside)
    a_row = max(1, int(min(1.3 * float(area**0.5), 1600.0) // wide))
    return min(a_row, len(diagram.aside)) * wide - _GAP


def _aside(diagram: Diagram, width: float, bottom: float, prefix: str) -> tuple[list[str], float]:
    """Return the boxes without lines in rows, and where what stands below them begins."""
    if not diagram.aside:
        return [], bottom
    lines = []
    y = bottom + 12
    if diagram.aside_heading:
        y += 18
        lines.append(text(MARGIN, y - 2, diagram.aside_heading, of="heading", more=' font-weight="bold"'))
        y += 10
    wide = max(box.width for box in diagram.aside)
    a_row = max(1, int((width - 2 * MARGIN + _GAP) // (wide + _GAP)))
    for first in range(0, len(diagram.aside), a_row):
        row = diagram.aside[first : first + a_row]
        high = max(box.height for box in row)
        for place, box in enumerate(row):
            x = MARGIN + place * (wide + _GAP) + wide / 2
            lines.append(_box(box, (x, y + box.height / 2), wide, prefix))
        y += high + _GAP
    return lines, y


# --- legend ---


def _legend(diagram: Diagram, chinese: bool, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield (attributes of a line, what it means) for what occurs in the picture."""
    for name, backwards in {edge.relation: edge.backwards for edge in diagram.edges}.items():
        line = f'{classes("edge", name)} stroke="{_colour(name)}" stroke-width="1.6" {_end(name, prefix)}'.strip()
        yield line, relation_word(name, chinese, backwards=backwards)
    marks = {mark for edge in diagram.edges for mark in edge.marks}
    for mark, colour in _STRONG.items():
        if mark in marks:
            width = f'stroke-width="{_WIDTHS[mark]}"'
            line = f'{classes("edge", mark)} stroke="{colour}" {width} {_end(mark, prefix)}'.strip()
            yield line, word(mark, chinese)
    if any("assumed_time" in box.marks for box in (*diagram.boxes, *diagram.aside)):
        stroke = f'stroke="url(#{escape(prefix)}{HATCH})" stroke-width="10"'
        yield f"{classes('edge', 'assumed_time')} {stroke}".strip(), word("assumed_time", chinese)
    found = {edge.evidence for edge in diagram.edges} | {box.evidence for box in (*diagram.boxes, *diagram.aside)}
    for evidence, dashes in DASHES.items():
        if evidence in found and found != {"stated"}:
            yield (
                f'{classes("edge", evidence)} stroke="#222222" stroke-width="1.6"{dashes}'.strip(),
                word(evidence, chinese),
            )
