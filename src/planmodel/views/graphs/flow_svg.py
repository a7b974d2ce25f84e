"""The picture of a flow as SVG.

Beside the classes of :mod:`planmodel.views.graphs.svg` there is ``ribbon``, with ``contributes_to`` (goal to task) or
``implements`` (task to project), and ``unknown`` where it has no width; a ``node`` without task, goal or project is
``lonely``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from html import escape

import attrs

from planmodel.views.drawing.labels import text_width, wrap
from planmodel.views.drawing.shapes import DASHES, MARGIN, classes, head, number, opening, text
from planmodel.views.graphs.diagram import DETAIL_EM, EM, LINE
from planmodel.views.graphs.flow import Flow, FlowBox, Ribbon
from planmodel.views.graphs.svg import FILLS
from planmodel.views.graphs.words import word

__all__ = ["write_flow"]

_KINDS = ("goal", "task", "project")
_ACROSS, _WIDE, _GAP = 210.0, 250.0, 8.0
"""The room between columns, the width of boxes, the room between boxes."""
_SLOT, _DETAIL_LINE = 6.0, 12.0
"""The room of a ribbon without width, the line height of what runs through a box."""
_LEAST, _MOST = 300.0, 1400.0
"""How high all ribbons together are."""
_COLOURS = {"contributes_to": "#00785a", "implements": "#0060a8"}


@attrs.frozen(kw_only=True)
class _Placed:
    """A box with its place, the lines of its name, and those of what runs through it."""

    box: FlowBox
    lines: tuple[str, ...]
    details: tuple[str, ...]
    left: float
    top: float
    height: float


def write_flow(flow: Flow, *, beside: Sequence[Flow] = (), id_prefix: str = "") -> str:
    """Return the picture as SVG.

    Parameters:
        flow: what it shows.
        beside: the same in other languages, whose words need room, too: everything has the same place in all of them.
        id_prefix: what every id begins with, so that several pictures can stand in one page.
    """
    width = 3 * _WIDE + 2 * _ACROSS + 2 * MARGIN
    heading, below = head(flow.title, flow.notes, width)
    lines, top = [], 22.0
    for column, words in enumerate(flow.headings):
        x = MARGIN + column * (_WIDE + _ACROSS) + _WIDE / 2
        more = ' text-anchor="middle" font-weight="bold"'
        lines.append(text(x, top - 8, words, of="heading", more=more))
    scale = _scale(flow)
    placed = _placed(flow, beside, top, scale)
    lines += sorted(_ribbons(flow, placed, scale), key=lambda one: one.partition(" d=")[0])  # one look after another
    lines += [_box(one, flow, id_prefix) for one in placed.values()]
    bottom = max((one.top + one.height for one in placed.values()), default=top) + MARGIN
    inside = [f'<g transform="translate(0,{number(below)})">', *lines, "</g>"]
    return "\n".join([*opening(flow.title, width, below + bottom), "<g>", *heading, "</g>", *inside, "</svg>", ""])


def _scale(flow: Flow) -> float:
    """Return how many points one unit is wide: as high as the boxes would be by their words, within bounds."""
    total = max((sum((box.value for box in column), Fraction(0)) for column in flow.columns), default=Fraction(0))
    rows = max((len(column) for column in flow.columns), default=0)
    return min(max(_LEAST, rows * 26.0), _MOST) / float(total) if total else 0.0


def _placed(flow: Flow, beside: Sequence[Flow], top: float, scale: float) -> Mapping[str, _Placed]:
    """Return the boxes in their columns, each column in the middle of the highest one."""
    columns = [[_sized(box, flow, scale) for box in column] for column in flow.columns]
    for other in beside:
        sizes = {box.key: _sized(box, other, scale).height for column in other.columns for box in column}
        columns = [
            [attrs.evolve(one, height=max(one.height, sizes.get(one.box.key, 0))) for one in column]
            for column in columns
        ]
    heights = [sum(one.height + _GAP for one in column) for column in columns]
    found = {}
    for number_, (column, height) in enumerate(zip(columns, heights, strict=True)):
        y = top + (max(heights) - height) / 2
        for one in column:
            left = MARGIN + number_ * (_WIDE + _ACROSS)
            found[one.box.key] = attrs.evolve(one, left=left, top=y)
            y += one.height + _GAP
    return found


def _sized(box: FlowBox, flow: Flow, scale: float) -> _Placed:
    lines = wrap(box.name)
    size = int(DETAIL_EM)
    details = wrap(_details(box, flow), (_WIDE - 24 - max(map(text_width, lines)) * EM) / size, 3)
    thin = max(sum(not one.value and box.key == (one.left, one.right)[side] for one in flow.ribbons) for side in (0, 1))
    height = max(len(lines) * LINE + 8, len(details) * _DETAIL_LINE + 8, float(box.value) * scale + _SLOT * thin)
    return _Placed(box=box, lines=lines, details=details, left=0, top=0, height=height)


def _details(box: FlowBox, flow: Flow) -> str:
    said = _said(box.value, box.unknown, flow)
    missing = "" if box.missing == box.name else box.missing
    return " · ".join(words for words in (missing, said) if words) or "—"


# --- ribbons ---


def _ribbons(flow: Flow, placed: Mapping[str, _Placed], scale: float) -> Iterator[str]:
    """Yield the ribbons, those at a box in the order of what is at their other end."""
    leaving = _ports(flow.ribbons, placed, scale, side=0)
    coming = _ports(flow.ribbons, placed, scale, side=1)
    for ribbon, start, end in zip(flow.ribbons, leaving, coming, strict=True):
        left, right = placed[ribbon.left], placed[ribbon.right]
        relation = "contributes_to" if left.box.column == 0 else "implements"
        yield _ribbon(ribbon, relation, (left.left + _WIDE, start), (right.left, end), _thickness(ribbon, scale), flow)


def _thickness(ribbon: Ribbon, scale: float) -> float:
    """Return how thick a ribbon is, in points; what there is little of can still be seen."""
    return max(float(ribbon.value) * scale, 0.8) if ribbon.value else 0.0


def _ports(ribbons: Sequence[Ribbon], placed: Mapping[str, _Placed], scale: float, *, side: int) -> list[float]:
    """Return for each ribbon the middle of where it touches its box: the left one (side 0) or the right one (1)."""
    at_box: dict[str, list[int]] = {}
    for index, ribbon in enumerate(ribbons):
        at_box.setdefault((ribbon.left, ribbon.right)[side], []).append(index)
    rooms = [_thickness(ribbon, scale) or _SLOT for ribbon in ribbons]
    found = [0.0] * len(ribbons)
    for key, indexes in at_box.items():
        here = placed[key]
        indexes.sort(key=lambda index: placed[(ribbons[index].right, ribbons[index].left)[side]].top)
        between = (here.height - sum(rooms[index] for index in indexes)) / (len(indexes) + 1)
        y = here.top
        for index in indexes:
            found[index] = y + between + rooms[index] / 2
            y += between + rooms[index]
    return found


def _ribbon(
    ribbon: Ribbon, relation: str, start: tuple[float, float], end: tuple[float, float], thick: float, flow: Flow
) -> str:
    (x, y), (far, below) = start, end
    middle = number((x + far) / 2)
    colour = _COLOURS[relation]
    said = _said(ribbon.value, ribbon.unknown, flow) or "—"
    title = f"<title>{escape(f'{ribbon.left} – {ribbon.right}: {said}')}</title>"
    if not thick:
        path = f"M{number(x)} {number(y)}C{middle} {number(y)} {middle} {number(below)} {number(far)} {number(below)}"
        line = f'fill="none" stroke="{colour}" stroke-width="1.2"{DASHES["inferred"]}'
        return f'<path{classes("ribbon", relation, "unknown")} d="{path}" {line}>{title}</path>'
    half = thick / 2
    upper = f"M{number(x)} {number(y - half)}C{middle} {number(y - half)} {middle} {number(below - half)} "
    lower = f"L{number(far)} {number(below + half)}C{middle} {number(below + half)} {middle} {number(y + half)} "
    path = f"{upper}{number(far)} {number(below - half)}{lower}{number(x)} {number(y + half)}Z"
    return f'<path{classes("ribbon", relation)} d="{path}" fill="{colour}" fill-opacity="0.28">{title}</path>'


def _said(value: Fraction, unknown: int, flow: Flow) -> str:
    """Return an amount in words, with how many projects behind it do not state theirs."""
    said = [f"{_rounded(value)}{f' {flow.unit}' if flow.unit else ''}"] if value else []
    if unknown:
        said.append(f"{word('not_stated', flow.chinese)} {unknown:,}")
    return " + ".join(said)


def _rounded(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{int(value):,}"
    return f"{float(value):,.0f}" if value >= 1000 else f"{float(value):.3g}"


# --- boxes ---


def _box(one: _Placed, flow: Flow, prefix: str) -> str:
    box = one.box
    fill, line = FILLS[_KINDS[box.column]]
    name = f' id="{escape(prefix)}node-{escape(box.key)}"' if box.is_element else ""
    alone = bool(box.missing) or not (box.value or box.unknown)
    dashes = DASHES["inferred"] if alone else DASHES[box.evidence]
    kind = classes("node", _KINDS[box.column], box.evidence, "lonely" if alone else "")
    middle, size = one.top + one.height / 2, int(DETAIL_EM)
    first = middle - (len(one.lines) - 1) * LINE / 2 + 4.2
    texts = [text(one.left + 8, first + LINE * place, words, of="label") for place, words in enumerate(one.lines)]
    first = middle - (len(one.details) - 1) * _DETAIL_LINE / 2 + 3.5
    for place, words in enumerate(one.details):
        at = one.left + _WIDE - 8, first + _DETAIL_LINE * place
        texts.append(text(*at, words, of="detail", size=size, fill="#444444", more=' text-anchor="end"'))
    sides = f'x="{number(one.left)}" y="{number(one.top)}" width="{number(_WIDE)}" height="{number(one.height)}"'
    return (
        f"<g{name}{kind}><title>{escape(f'{box.title} ({_details(box, flow)})')}</title>"
        f'<rect {sides} rx="4" fill="{fill}" stroke="{line}"{dashes}/>{"".join(texts)}</g>'
    )
