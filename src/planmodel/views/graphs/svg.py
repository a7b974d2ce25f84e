"""The picture of a structure as SVG: plain shapes, every text escaped, the same bytes on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from planmodel.text import one_line
from planmodel.views.graphs.labels import text_width
from planmodel.views.graphs.placing import Placed
from planmodel.views.graphs.structure import Box, Column, Edge, Structure, column_widths

__all__ = ["write_svg"]

_MARGIN = 20.0
_TOP = 74.0
_FONT = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif"
_DASHES = {"stated": "", "inferred": ' stroke-dasharray="6 4"', "assumed": ' stroke-dasharray="1.5 3.5"'}
_MIDDLE = ' text-anchor="middle"'
_AGAINST = "#b00020"
_LINES = {
    "contributes_to": "#00785a",
    "guided_by": "#7b5ea7",
    "implements": "#0060a8",
    "measures": "#b35900",
    "part_of": "#757575",
}
_OTHER_LINE = "#a8437a"
_FILLS = {
    "principle": ("#f1ebf9", "#7b5ea7"),
    "goal": ("#e0f3ea", "#00785a"),
    "indicator": ("#fdf0da", "#b35900"),
    "task": ("#e4effa", "#0060a8"),
    "project": ("#e8e8f4", "#4a4a8a"),
}
_OTHER_FILL = ("#f9e8f1", "#a8437a")
_ZH = {
    "principle": "原则",
    "goal": "目标",
    "indicator": "指标",
    "task": "任务",
    "project": "工程",
    "contributes_to": "服务于",
    "guided_by": "遵循",
    "implements": "落实",
    "measures": "衡量",
    "part_of": "属于",
    "stated": "文本载明",
    "inferred": "推断",
    "assumed": "假设",
    "works_against": "不利于",
}


def write_svg(structure: Structure, placed: Placed, *, chinese: bool = False) -> str:
    """Return the picture as SVG.

    Parameters:
        structure: what it shows.
        placed: where that goes.
        chinese: whether headings and legend are in Chinese.
    """
    width = max(placed.size[0], 640.0, _width(structure.title, 16), _width(structure.note, 12)) + 2 * _MARGIN
    rows = list(_rows(_legend(structure, chinese), width - 2 * _MARGIN))
    bottom = _TOP + placed.size[1] + 30
    lines = [*_head(structure, width, bottom + 22 * len(rows) + 4), *_markers(structure)]
    lines.append('<rect width="100%" height="100%" fill="#ffffff"/>')
    lines.append(_text(_MARGIN, 26, structure.title, size=16, more=' font-weight="bold"'))
    if structure.note:
        lines.append(_text(_MARGIN, 45, structure.note, fill="#555555"))
    for column, x in zip(structure.columns, placed.columns, strict=True):
        lines.append(_text(x + _MARGIN, _TOP - 8, _heading(column, chinese), more=_MIDDLE + ' font-weight="bold"'))
    lines += [_edge(edge, path, chinese) for edge, path in zip(structure.edges, placed.paths, strict=True) if path]
    widths = column_widths(structure)
    lines += [_box(box, at, widths[box.column]) for box, at in zip(structure.boxes, placed.boxes, strict=True)]
    lines += [line for number, row in enumerate(rows) for line in _legend_row(row, bottom + 22 * number)]
    return "\n".join([*lines, "</svg>", ""])


def _head(structure: Structure, width: float, height: float) -> Iterator[str]:
    title = escape(one_line(structure.title))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{title}" font-family="{_FONT}" font-size="12">'
    )
    yield f"<title>{title}</title>"


def _word(name: str, chinese: bool) -> str:
    return (_ZH.get(name) if chinese else None) or name.replace("_", " ")


def _heading(column: Column, chinese: bool) -> str:
    word = _ZH.get(column.kind, column.plural) if chinese else column.plural.replace("_", " ").capitalize()
    return word if column.depth == 0 else f"{word} · {column.depth + 1}"


def _width(text: str, size: float) -> float:
    return text_width(text) * size


def _text(x: float, y: float, text: str, *, size: int = 12, fill: str = "#222222", more: str = "") -> str:
    own = "" if size == 12 else f' font-size="{size}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}"{own}{more}>{escape(one_line(text))}</text>'


# --- lines ---


def _colour(edge: Edge) -> str:
    return _AGAINST if edge.against else _LINES.get(edge.relation, _OTHER_LINE)


def _markers(structure: Structure) -> Iterator[str]:
    for colour in sorted({_colour(edge) for edge in structure.edges}):
        yield (
            f'<marker id="arrow-{colour[1:]}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
            f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5L8 4L0 7.5z" fill="{colour}"/></marker>'
        )


def _edge(edge: Edge, path: Sequence[tuple[float, float]], chinese: bool) -> str:
    points = [f"{x + _MARGIN:.1f} {y + _TOP:.1f}" for x, y in path]
    colour = _colour(edge)
    said = "" if edge.evidence == "stated" else f" ({edge.evidence})"
    against = ", against it" if edge.against else ""
    title = escape(f"{edge.tail} → {edge.head}: {edge.relation}{against}{said}")
    return (
        f'<path d="M{points[0]}C{" ".join(points[1:])}" fill="none" stroke="{colour}" '
        f'stroke-width="{2.4 if edge.against else 1.2}"{_DASHES[edge.evidence]} marker-end="url(#arrow-{colour[1:]})">'
        f"<title>{title}</title></path>"
    )


# --- boxes ---


def _box(box: Box, at: tuple[float, float], width: float) -> str:
    x, y = at[0] + _MARGIN, at[1] + _TOP
    fill, line = _FILLS.get(box.kind, _OTHER_FILL)
    first = y - (len(box.lines) - 1) * 8 + 4.2
    texts = "".join(_text(x, first + 16 * number, text, more=_MIDDLE) for number, text in enumerate(box.lines))
    return (
        f'<g id="node-{escape(box.id)}"><title>{escape(box.title)}</title>'
        f'<rect x="{x - width / 2:.1f}" y="{y - box.height / 2:.1f}" width="{width:.1f}" height="{box.height:.1f}" '
        f'rx="4" fill="{fill}" stroke="{line}"{_DASHES[box.evidence]}/>{texts}</g>'
    )


# --- legend ---


def _legend(structure: Structure, chinese: bool) -> Iterator[tuple[str, str]]:
    """Yield (attributes of a line, what it means) for what occurs in the picture."""
    for name in dict.fromkeys(edge.relation for edge in structure.edges):
        yield f'stroke="{_LINES.get(name, _OTHER_LINE)}" stroke-width="1.6"', _word(name, chinese)
    if any(edge.against for edge in structure.edges):
        yield f'stroke="{_AGAINST}" stroke-width="2.4"', _word("works_against", chinese)
    found = {edge.evidence for edge in structure.edges} | {box.evidence for box in structure.boxes}
    for evidence, dashes in _DASHES.items():
        if evidence in found:
            yield f'stroke="#222222" stroke-width="1.6"{dashes}', _word(evidence, chinese)


def _rows(legend: Iterator[tuple[str, str]], width: float) -> Iterator[list[tuple[float, str, str]]]:
    row: list[tuple[float, str, str]] = []
    x = 0.0
    for line, label in legend:
        room = 44 + _width(label, 12) + 18
        if row and x + room > width:
            yield row
            row, x = [], 0.0
        row.append((x, line, label))
        x += room
    if row:
        yield row


def _legend_row(row: Sequence[tuple[float, str, str]], y: float) -> Iterator[str]:
    for x, line, label in row:
        left = x + _MARGIN
        yield f'<path d="M{left:.1f} {y - 4:.1f}h36" fill="none" {line}/>'
        yield _text(left + 44, y, label)
