"""A picture as an object: its SVG, PNG and PDF, a file, and what a notebook shows, trusted or not."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import MissingExtraError, ModelError, PlanModelError
from planmodel.formats.files import write_whole
from planmodel.words import say

__all__ = ["Picture", "svg_to_pdf", "svg_to_png"]

_SIZE = re.compile(r'\b(?:width|height)="([0-9.]+)"')
_MOST_PIXELS = 4e7
_FAMILIES = re.compile(r'font-family="[^"]*"')
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Picture:
    """A picture of a plan or of what was computed from it.

    Parameters:
        svg: the picture as SVG, with its own background and a label for readers of screens.
        title: what it shows, in a line.
        notes: what it leaves out or assumes; each is a line of the picture, too.

    Example:
        >>> svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
        >>> Picture(svg=svg, title="Nothing")
        <Picture: Nothing>
    """

    svg: str
    title: str
    notes: tuple[str, ...] = ()

    @kinds_checked
    def png(self, *, scale: float = 2.0) -> bytes:
        """Return the picture as PNG, drawn with the fonts of this machine.

        Parameters:
            scale: how many pixels a point takes.

        Raises:
            MissingExtraError: resvg-py is not installed.
            PlanModelError: there is Chinese in it and this machine has no font for that.
        """
        return svg_to_png(self.svg, scale=scale)

    def pdf(self) -> bytes:
        """Return the picture as PDF: shapes stay shapes and text stays text, with the fonts of this machine in it.

        Raises:
            MissingExtraError: vl-convert-python is not installed (extra ``pdf``).
            PlanModelError: there is Chinese in it and this machine has no font for that.
        """
        return svg_to_pdf(self.svg)

    @kinds_checked
    def save(self, path: str | Path) -> None:
        """Write the picture to a file, whole or not at all; its suffix says as what: ``.svg``, ``.png`` or ``.pdf``.

        Raises:
            ModelError: another suffix.
            MissingExtraError: what draws a PNG or PDF is not installed.
            OSError: it cannot be written.
        """
        suffix = Path(path).suffix.lower()
        written: dict[str, Callable[[], str | bytes]] = {".svg": lambda: self.svg, ".png": self.png, ".pdf": self.pdf}
        if suffix not in written:
            raise ModelError(say("picture.suffix", suffix=suffix) if suffix else say("picture.no_suffix"))
        write_whole(path, written[suffix]())

    def __repr__(self) -> str:
        more = f" ({'; '.join(self.notes)})" if self.notes else ""
        return f"<Picture: {self.title}{more}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return what a notebook shows; an image in HTML is what an untrusted one keeps."""
        data = base64.b64encode(self.svg.encode()).decode()
        image = f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(self.title)}" style="max-width:100%">'
        return {"text/html": image, "image/svg+xml": self.svg, "text/plain": repr(self)}


def svg_to_png(svg: str, *, scale: float = 2.0) -> bytes:
    """Return an SVG picture as PNG, drawn with the fonts of this machine.

    Parameters:
        svg: the picture.
        scale: how many pixels a point takes; fewer are taken when the picture would not fit into memory.

    Raises:
        MissingExtraError: resvg-py is not installed.
        PlanModelError: there is Chinese in it and this machine has no font for that.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise MissingExtraError("resvg-py", extra="report", purpose=say("purpose.png")) from None

    def convert(text: str, zoom: float) -> bytes:
        return svg_to_bytes(svg_string=text, zoom=zoom)

    _check_fonts(svg, lambda text: convert(text, 1))
    width, height = (float(number) for number in _SIZE.findall(svg)[:2])
    most = math.sqrt(_MOST_PIXELS / max(width * height, 1))
    return convert(svg, min(scale, most))


def svg_to_pdf(svg: str) -> bytes:
    """Return an SVG picture as PDF, with the fonts of this machine.

    Raises:
        MissingExtraError: vl-convert-python is not installed.
        PlanModelError: there is Chinese in it and this machine has no font for that.
    """
    try:
        import vl_convert
    except ImportError:
        raise MissingExtraError("vl-convert-python", extra="pdf", purpose=say("purpose.pdf_picture")) from None
    _check_fonts(svg, vl_convert.svg_to_png)
    return vl_convert.svg_to_pdf(svg)


def _check_fonts(svg: str, convert: Callable[[str], bytes]) -> None:
    """Raise when no font has the letters: without one, any two of them are the same box, or nothing.

    Raises:
        PlanModelError: so it is.
    """
    families = _FAMILIES.search(svg)
    if families is None:
        return  # no picture of ours, or one without a word
    if _drawn("A", families[0], convert) == _drawn("B", families[0], convert):
        raise PlanModelError(say("picture.no_font"), hint=say("picture.no_font.hint"))
    if _CHINESE.search(svg) and _drawn("环", families[0], convert) == _drawn("境", families[0], convert):
        raise PlanModelError(say("picture.no_chinese"), hint=say("picture.no_chinese.hint"))


def _drawn(character: str, families: str, convert: Callable[[str], bytes]) -> bytes:
    text = f'<text x="4" y="30" font-size="24" {families}>{character}</text>'
    return convert(f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{text}</svg>')
