"""Word files that tests make: ordinary ones with python-docx, odd ones from the XML of their body."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

SPACES = nsdecls("w", "r", "wp", "a") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def word_file(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    """Return a Word file with the XML of its body, and more definitions of numbering and styles."""
    document = docx.Document()
    for child in parse_xml(f"<w:body {SPACES}>{body}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, child)
    if numbering:
        root = document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for child in parse_xml(f"<w:numbering {SPACES}>{numbering}</w:numbering>"):
            root.append(child)
    for child in parse_xml(f"<w:styles {SPACES}>{styles}</w:styles>"):
        document.styles.element.append(child)
    return saved(document)


def paragraph(text: str, properties: str = "") -> str:
    runs = f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def numbered(text: str, num: int | str, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(number: int, form: str, text: str, more: str = "", *, start: int | None = 1, gap: str = "nothing") -> str:
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return (
        f'<w:lvl w:ilvl="{number}">{begin}<w:numFmt w:val="{form}"/>{more}<w:suff w:val="{gap}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(abstract: Mapping[int, Sequence[str]], nums: Mapping[int, tuple[int, str]]) -> str:
    """Return definitions: the levels of each abstract list, and for each list its abstract one and its overrides."""
    return "".join(
        [
            *(
                f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'
                for id, levels in abstract.items()
            ),
            *(
                f'<w:num w:numId="{id}"><w:abstractNumId w:val="{base}"/>{overrides}</w:num>'
                for id, (base, overrides) in nums.items()
            ),
        ]
    )
