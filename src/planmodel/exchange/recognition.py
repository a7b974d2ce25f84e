"""What a file is, told by what it holds; what it is called counts only where its content does not tell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from planmodel.encodings import decoded_text
from planmodel.expression import expression
from planmodel.formats.files import HEADER, SUFFIXES

__all__ = ["OWN", "ROOTS", "beginning", "kind_of"]

OWN: Final = ("yaml", "json", "tables")
"""planmodel's own formats."""

_LOOKED_AT = 1 << 16
_LISTS = frozenset((".csv", ".tsv", ".txt", ".md", ".html", ".htm", ".xlsx"))
_BENCHMARKS = frozenset((".sm", ".mm", ".rcp", ".sch"))
_OF_MPXJ = frozenset(
    (".mpp", ".mpt", ".mpx", ".mpd", ".pmxml", ".pod", ".planner", ".pp", ".prx", ".stx", ".sp", ".gnt")
)

_PROLOGUE = expression(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE)
_FIRST = expression(r"\s*<(?:[\w.-]+:)?([\w.-]+)([^>]*)")
ROOTS: Final = {
    "PerformancePlanOrReport": "stratml",
    "StrategicPlan": "stratml",
    "APIBusinessObjects": "mpxj",
    "Project": "mspdi",
    "project": "gan",
    "iati-activities": "iati",
    "iati-activity": "iati",
    "iati-organisations": "iati",
    "iati-organisation": "iati",
}
"""What a file whose first element is called so holds."""
_OF_PAGES = frozenset(("html", "head", "meta", "style", "body", "div", "p", "h1", "h2", "h3", "table"))
"""With what a web page begins, or a part of one as programs copy it: a table without its page."""
_ARCHIMATE = expression(r"<(?:elements>\s*<element|folder)\s[^>]*(?:identifier|id)=")
_OWN_KEY = expression(r"(?:#[^\n]*\n\s*|---\s*\n\s*)*(?:planmodel|overlay)\s*:")
_BENCHMARK = expression(r"^(?:file with basedata|jobs \(incl\. supersource)", re.MULTILINE)
_PACKED = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"


def kind_of(path: Path) -> str | None:
    """Return what a file or folder holds: a word of :data:`OWN`, another program's format, or ``unknown``.

    What cannot be looked at, such as a pipe or a file that is not there, is what its name says, or ``None``.
    """
    own = SUFFIXES.get(path.suffix.lower())
    try:
        if path.is_dir():
            return _of_folder(path)
        if not path.is_file():
            return own
        return _of_bytes(beginning(path), path, own)
    except (OSError, ValueError):
        return own


def beginning(path: Path) -> bytes:
    """Return the beginning of a file, as much as tells what it is.

    Raises:
        OSError: it cannot be opened.
    """
    with path.open("rb") as stream:
        return stream.read(_LOOKED_AT)


def _of_folder(path: Path) -> str:
    from planmodel.exchange.planning_tables import is_planning_table

    if (path / f"{HEADER}.csv").exists():
        return "tables"
    return "planning-data" if any(is_planning_table(one) for one in sorted(path.glob("*.csv"))) else "tables"


def _of_bytes(begin: bytes, path: Path, own: str | None) -> str:
    suffix = path.suffix.lower()
    if begin.startswith(_COMPOUND):
        return "mpxj"
    if begin.startswith(_PACKED):
        return "list" if b"xl/" in begin or suffix == ".xlsx" else "mpxj" if suffix in _OF_MPXJ else own or "unknown"
    bare = begin.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare[:1] == b"<" or b"<\0" in begin[:6] or b"\0<" in begin[:6]:
        return _of_xml(begin, suffix)
    if bare.startswith(b"ERMHDR"):
        return "xer"
    if bare.startswith((b"MPX,", b"MPX;")):
        return "mpxj"
    return own or _of_text(begin, suffix)


def _of_text(begin: bytes, suffix: str) -> str:
    """Return what a text is that neither its first characters nor its name tell."""
    from planmodel.exchange.planning_tables import is_planning_head

    read = decoded_text(begin[: begin.rfind(b"\n") + 1] or begin)  # no half of a character at its end
    text = "" if read is None else read.text
    if is_planning_head(text):
        return "planning-data"
    if text.lstrip()[:1] == "{" and ('"planmodel"' in text or '"overlay"' in text):
        return "json"
    if _OWN_KEY.match(text.lstrip()):
        return "yaml"
    if suffix in _LISTS:
        return "list"
    if suffix in _BENCHMARKS or _BENCHMARK.search(text):
        return "psplib"
    return "mpxj" if suffix in _OF_MPXJ else "unknown"


def _of_xml(begin: bytes, suffix: str) -> str:
    wide = {b"<\0": "utf-16-le", b"\xff\xfe": "utf-16-le", b"\0<": "utf-16-be", b"\xfe\xff": "utf-16-be"}
    text = begin.decode(wide.get(begin[:2], "latin-1"), "replace").lstrip("\ufeff\xef\xbb\xbf")
    at = 0
    while (passed := _PROLOGUE.match(text, at)) is not None:
        if passed[0].lstrip()[:14].lower() == "<!doctype html":
            return "list"
        at = passed.end()
    first = _FIRST.match(text, at)
    if first is None or first[1].lower() in _OF_PAGES:
        return "list" if first or suffix in (".html", ".htm") else "xml"
    if first[1] == "model" and ("archimate" in first[2].lower() or _ARCHIMATE.search(text, at)):
        return "archimate"
    if first[1] not in ROOTS and re.search(r"<iati-activit(?:ies|y)[\s>]", text[at:]):
        return "iati"  # in what an interface has wrapped around it
    return ROOTS.get(first[1], "mpxj" if suffix in _OF_MPXJ else "xml")
