"""Charts by Altair, rendered without a browser and without the network."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from html import escape
from typing import Any

from planmodel.errors import MissingExtraError
from planmodel.views.picture import Picture

__all__ = ["BLUE", "GREY", "RED", "altair", "chart_picture", "plain_letters"]

BLUE, RED, GREY = "#0060a8", "#b00020", "#757575"
"""Colours that also people who see red and green alike can tell apart, each with another shade of grey."""
_FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif"


def plain_letters(text: str) -> str:
    """Return a text with Roman numerals in Latin letters: many fonts for Chinese lack some of those signs.

    Example:
        >>> plain_letters("劣Ⅴ类")
        '劣V类'
    """
    return "".join(unicodedata.normalize("NFKC", one) if "\u2160" <= one <= "\u2188" else one for one in text)


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
    """Return a chart as a picture: the same bytes for the same data."""
    try:
        from vl_convert import vegalite_to_svg
    except ImportError:
        raise MissingExtraError("vl-convert-python", extra="report", purpose="a chart") from None
    text = {"labelFont": _FONT, "titleFont": _FONT}
    styled = (
        chart.properties(background="#ffffff", padding=12)
        .configure_view(stroke=None)
        .configure_axis(**text, labelLimit=260, titleFontWeight="normal")
        .configure_legend(**text)
        .configure_title(font=_FONT, anchor="start", fontSize=14)
        .configure_header(**text)
        .configure_text(font=_FONT)
    )
    svg = vegalite_to_svg(json.loads(styled.to_json()))
    label = f'<svg role="img" aria-label="{escape(title)}"'
    svg = re.sub(r"^<svg", label, svg, count=1)
    svg = re.sub(r">", f"><title>{escape(title)}</title>", svg, count=1)
    return Picture(svg=svg, title=title, notes=tuple(notes), chart=styled)
