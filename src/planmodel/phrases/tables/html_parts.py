"""What every reader of HTML needs: the tree of a page, which elements are blocks, and which are not shown."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from planmodel.errors import MissingExtraError
from planmodel.limits import refusal
from planmodel.words import say

__all__ = ["BLOCKS", "NEVER_SHOWN", "html_root", "is_hidden", "is_struck", "span_of", "style_indent", "walk"]

BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
NEVER_SHOWN = frozenset({"script", "style", "template", "head", "title", "noscript", "object", "textarea", "select"})
_STRUCK = frozenset({"del", "s", "strike"})
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])"
)
_SET_IN = re.compile(
    r"(?:padding-left|padding-inline-start|margin-left|text-indent)\s*:\s*(\d{1,4}(?:\.\d{1,4})?)(px|pt|r?em|ch)"
)
_COLUMNS = {"px": 1 / 8, "pt": 1 / 6, "em": 2, "rem": 2, "ch": 1}
"""How many columns of a text a length of a style takes, as with letters of 16 pixels."""
_WIDEST_SPAN = 1_000  # what the HTML standard takes at most for colspan


def html_root(text: str, file: str | None) -> Any:
    """Return the tree of a page, as lxml has it; ``None`` for one without words.

    Raises:
        PlanFileError: lxml cannot read it, or its elements are nested too deeply.
        MissingExtraError: lxml is not installed.
    """
    try:
        from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]
    except ImportError:
        raise MissingExtraError("lxml", extra="html", purpose=say("purpose.html")) from None
    # huge_tree, for a text of more than 10 MB in one element would be cut off; the limits bound the size
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    data = text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace")
    try:
        root: Any = etree.fromstring(b'<meta charset="utf-8">' + data, parser) if data.strip() else None
    except (etree.LxmlError, ValueError) as error:
        raise refusal(file, say("html.none", kind=type(error).__name__)) from None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise refusal(file, say("html.deep"))  # lxml would leave out the rest in silence
    return root


def walk(root: Any) -> Iterator[tuple[str, Any]]:
    """Yield ``start`` and ``end`` of every element of a tree, in the order of the page."""
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    for event, element in etree.iterwalk(root, events=("start", "end")):
        if isinstance(element.tag, str):
            yield event, element


def is_hidden(element: Any) -> bool:
    """Return whether a browser shows nothing of an element, or strikes it through."""
    if element.tag in NEVER_SHOWN or element.get("hidden") is not None or is_struck(element):
        return True
    style = element.get("style")
    return style is not None and _UNSEEN_STYLE.search(style.lower()) is not None


def is_struck(element: Any) -> bool:
    """Return whether an element is struck through."""
    style = element.get("style")
    return element.tag in _STRUCK or (style is not None and "line-through" in style.lower())


def style_indent(element: Any) -> int:
    """Return how many columns the style of an element moves its text in by, rounded up."""
    style = element.get("style")
    lengths = _SET_IN.findall(style.lower()) if style is not None else []
    return math.ceil(sum(float(number) * _COLUMNS[unit] for number, unit in lengths))


def span_of(element: Any, name: str) -> int:
    """Return how many rows or columns a cell reaches over.

    Parameters:
        element: the cell.
        name: ``rowspan`` or ``colspan``.
    """
    text = element.get(name)
    return max(1, min(int(text), _WIDEST_SPAN)) if text and text.isascii() and text.isdecimal() else 1
