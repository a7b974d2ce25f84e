"""Words and colours of charts, and how one becomes a picture: without a browser, a network, or a say of the fonts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from planmodel.errors import MissingExtraError
from planmodel.text import cut, display_width, one_line
from planmodel.views.picture import Picture

__all__ = [
    "BLUE",
    "DARK",
    "GREY",
    "ORANGE",
    "PALE",
    "RED",
    "altair",
    "chart_picture",
    "plain_letters",
    "short",
    "short_names",
]

BLUE, RED, ORANGE, GREY, PALE, DARK = "#0060a8", "#b00020", "#b45000", "#6b6b6b", "#d9d9d9", "#222222"
"""Colours that also people who see red and green alike can tell apart; none of them ever says something alone."""

_FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain_letters(text: str) -> str:
    """Return a text with Roman numerals in Latin letters: many fonts for Chinese lack some of those signs.

    Example:
        >>> plain_letters("劣Ⅴ类")
        '劣V类'
    """
    return "".join(unicodedata.normalize("NFKC", one) if "\u2160" <= one <= "\u2188" else one for one in text)


def short(text: str, cells: int) -> str:
    """Return a text of a plan as a chart shows it: on one line, in letters that fonts have, at most so many cells wide.

    Example:
        >>> short("劣Ⅴ类\\n断面比例", 9)
        '劣V类 断…'
    """
    return cut(plain_letters(text), cells)


def short_names(names: Mapping[str, str], cells: int) -> dict[str, str]:
    """Return the name of each id cut to so many cells; names that are alike when cut carry their id.

    Example:
        >>> short_names({"a": "甲县生态环境保护规划", "b": "甲县生态环境保护方案", "c": "乙县"}, 14)
        {'a': '甲县生态… (a)', 'b': '甲县生态… (b)', 'c': '乙县'}
    """
    found = {id: short(name, cells) for id, name in names.items()}
    alike = {name for name, count in Counter(found.values()).items() if count > 1}
    return {
        id: f"{short(names[id], max(cells - display_width(id) - 3, 2))} ({short(id, cells)})" if name in alike else name
        for id, name in found.items()
    }


def altair() -> Any:
    """Return the module ``altair``.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import altair as alt
    except ImportError:
        raise MissingExtraError("altair", extra="report", purpose="a chart") from None
    return alt


def chart_picture(chart: Any, title: str, notes: Sequence[str] = ()) -> Picture:
    """Return a chart as a picture: the same bytes for the same data.

    Parameters:
        chart: an Altair chart whose size is fixed (:func:`~planmodel.views.charts.canvas.assemble`).
        title: what it shows, in a line.
        notes: what it leaves out.

    Raises:
        MissingExtraError: vl-convert-python is not installed.
    """
    try:
        from vl_convert import vegalite_to_svg
    except ImportError:
        raise MissingExtraError("vl-convert-python", extra="report", purpose="a chart") from None
    text = {"labelFont": _FONT, "titleFont": _FONT}
    styled = (
        chart.configure_view(stroke=None)
        .configure_axis(**text, titleFontWeight="normal", titleColor=GREY, labelColor=GREY, gridColor="#e8e8e8")
        .configure_text(font=_FONT)
    )
    svg = _NO_XML.sub("\ufffd", vegalite_to_svg(styled.to_dict(validate=False)))  # its parts were validated
    svg = svg.replace(f' font-family="{_FONT}"', "")  # said once, at the root
    title = one_line(title)
    said = escape(title)
    root = f'<svg role="img" aria-label="{said}" font-family="{_FONT}" class="planmodel-chart marks"'
    svg = re.sub(r"^<svg([^>]*?) class=\"marks\"([^>]*)>", lambda m: f"{root}{m[1]}{m[2]}>", svg, count=1)
    svg = svg.replace(">", f"><title>{said}</title>", 1)
    return Picture(svg=svg, title=title, notes=tuple(notes), chart=styled)
