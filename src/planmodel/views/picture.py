"""A picture as an object: its SVG, its PNG, a file, and what a notebook shows, trusted or not."""

from __future__ import annotations

import base64
import math
import re
from html import escape
from pathlib import Path

import attrs

from planmodel.errors import MissingExtraError, ModelError, PlanModelError
from planmodel.formats.files import write_whole

__all__ = ["Picture", "svg_to_png"]

_SIZE = re.compile(r'\b(?:width|height)="([0-9.]+)"')
_MOST_PIXELS = 4e7
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Picture:
    """A picture of a plan or of what was computed from it.

    Parameters:
        svg: the picture as SVG, with its own background and a label for readers of screens.
        title: what it shows, in a line.
        notes: what it leaves out.

    Example:
        >>> svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
        >>> Picture(svg=svg, title="Nothing")
        <Picture: Nothing>
    """

    svg: str
    title: str
    notes: tuple[str, ...] = ()

    def png(self, *, scale: float = 2.0) -> bytes:
        """Return the picture as PNG, drawn with the fonts of this machine.

        Parameters:
            scale: how many pixels a point takes.

        Raises:
            MissingExtraError: vl-convert-python is not installed.
            PlanModelError: there is Chinese in it and this machine has no font for that.
        """
        return svg_to_png(self.svg, scale=scale)

    def save(self, path: str | Path) -> None:
        """Write the picture to a file, whole or not at all; its suffix, ``.svg`` or ``.png``, says as what.

        Raises:
            ModelError: another suffix.
            OSError: it cannot be written.
        """
        suffix = Path(path).suffix.lower()
        if suffix == ".svg":
            write_whole(path, self.svg)
        elif suffix == ".png":
            write_whole(path, self.png())
        else:
            raise ModelError(f"a picture is saved as .svg or .png, not as {suffix or 'a file without a suffix'!r}")

    def __repr__(self) -> str:
        more = f" ({'; '.join(self.notes)})" if self.notes else ""
        return f"<Picture: {self.title}{more}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return what a notebook shows; an image in HTML is what an untrusted one keeps."""
        data = base64.b64encode(self.svg.encode()).decode()
        untold = (note for note in map(escape, self.notes) if note not in self.svg)
        notes = "".join(f"<p>{note}</p>" for note in untold)
        image = f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(self.title)}" style="max-width:100%">'
        return {"text/html": image + notes, "image/svg+xml": self.svg, "text/plain": repr(self)}


def svg_to_png(svg: str, *, scale: float = 2.0) -> bytes:
    """Return an SVG picture as PNG, drawn with the fonts of this machine.

    Parameters:
        svg: the picture.
        scale: how many pixels a point takes; fewer are taken when the picture would not fit into memory.

    Raises:
        MissingExtraError: vl-convert-python is not installed.
        PlanModelError: there is Chinese in it and this machine has no font for that.
    """
    try:
        from vl_convert import svg_to_png as convert
    except ImportError:
        raise MissingExtraError("vl-convert-python", extra="report", purpose="drawing a PNG") from None
    if _CHINESE.search(svg) and not _has_chinese_font():
        raise PlanModelError(
            "this machine has no font for Chinese: every character would be a box",
            hint="install one (Debian: apt install fonts-wqy-microhei or fonts-noto-cjk), or save as .svg",
        )
    width, height = (float(number) for number in _SIZE.findall(svg)[:2])
    most = math.sqrt(_MOST_PIXELS / max(width * height, 1))
    return convert(svg, scale=min(scale, most))


def _has_chinese_font() -> bool:
    """Tell whether the converter finds a font for Chinese: without one, any two characters are the same box."""
    return _drawn("环") != _drawn("境")


def _drawn(character: str) -> bytes:
    from vl_convert import svg_to_png as convert

    text = f'<text x="4" y="30" font-size="24" font-family="sans-serif">{character}</text>'
    return convert(f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{text}</svg>', scale=1)
