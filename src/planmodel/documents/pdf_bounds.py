"""What a PDF may ask for before a page of it is read: how much it unpacks to, and how far its fonts count.

pdfminer takes a file at its word: a range of four billion characters in a font of one line is counted through.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from planmodel.limits import Limits, refusal
from planmodel.words import say

__all__ = ["check_fonts", "check_streams"]

_STREAM = re.compile(rb"stream\r?\n")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,16})>\s*<([0-9A-Fa-f]{1,16})>")
_MOST_CHARACTERS = 70_000
"""Characters of a font, or of a range of them: two bytes tell 65,536 apart."""
_MOST_OBJECTS = 500_000
_DEEPEST = 4


def check_streams(data: bytes, file: str | None, limits: Limits) -> None:
    """Raise when what is packed in a file unpacks to more than the limit, or maps more characters than there are.

    Pictures are never unpacked, and do not count.

    Raises:
        PlanFileError: it does.
    """
    total = 0
    for match in _STREAM.finditer(data):
        start = match.end()
        before = data[max(0, match.start() - 1_000) : match.start()]
        if b"/Image" in before[before.rfind(b"obj") + 1 :]:
            continue
        for piece in _unpacked(data[start : max(start, data.find(b"endstream", start))]):
            total += len(piece)
            limits.check("unpacked", total, file)
            if b"range" in piece and any(int(b, 16) - int(a, 16) > _MOST_CHARACTERS for a, b in _RANGE.findall(piece)):
                raise refusal(file, say("pdf.font_maps"), say("pdf.print"))


def _unpacked(packed: bytes) -> Iterator[bytes]:
    """Yield what a stream holds, piece by piece; one that is not packed, or not so, as it stands."""
    if packed[:1] != b"x":
        yield packed
        return
    unpacker = zlib.decompressobj()
    while packed:
        try:
            yield unpacker.decompress(packed, 1 << 20)
        except zlib.error:
            return
        packed = unpacker.unconsumed_tail


def check_fonts(document: Any, file: str | None) -> None:
    """Raise when a font gives widths to more characters than there are.

    Parameters:
        document: the document as pdfminer has it.
        file: its name.

    Raises:
        PlanFileError: a font does.
    """
    from pdfminer.pdftypes import resolve1

    for xref in document.xrefs:
        for id in islice(xref.get_objids(), _MOST_OBJECTS):
            try:
                within = list(_dictionaries(document.getobj(id), _DEEPEST))
                widths = [resolve1(one.get(key)) for one in within for key in ("W", "W2")]
            except Exception:  # a broken object, of which a page that needs it will say so
                continue
            if any(_counts_too_far(one) for one in widths if isinstance(one, list)):
                raise refusal(file, say("pdf.font_has"), say("pdf.print"))


def _dictionaries(value: object, depth: int) -> Iterator[dict[str, object]]:
    """Yield a dictionary and those written out within it; a font stands within another."""
    if isinstance(value, dict):
        yield value
    if depth and isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _dictionaries(one, depth - 1)


def _counts_too_far(widths: list[object]) -> bool:
    return any(isinstance(one, int | float) and abs(one) > _MOST_CHARACTERS for one in widths)
