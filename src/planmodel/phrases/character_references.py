"""HTML character references (``&ge;``, ``&nbsp;``, ``&#37;``) in texts that were copied from web pages."""

from __future__ import annotations

import re

from planmodel.expression import expression
from planmodel.phrases.folding import Folded

__all__ = ["reference_end", "without_references"]

_REFERENCE = expression(r"&(?:amp;)*(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});", re.ASCII)


def without_references(text: str) -> Folded:
    """Return a text with the characters that its references stand for; what is none (``R&D;``) stays.

    One that was escaped twice (``&amp;ge;``) is the character, too.

    Source: HTML, *Named character references*, https://html.spec.whatwg.org/multipage/named-characters.html.

    Example:
        >>> found = without_references("R&D; &ge;90&nbsp;%, &amp;le;5")
        >>> found.text, found.printed(found.text.index("9"))
        ('R&D; ≥90\\xa0%, ≤5', 9)
    """
    if "&" not in text:
        return Folded(text)
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    done, length = 0, 0
    for found in _REFERENCE.finditer(text):
        shown = _shown(found)
        pieces += (text[done : found.start()], shown)
        length += found.start() - done + len(shown)
        done = found.end()
        starts.append(length)
        shifts.append(done - length)
    return Folded("".join((*pieces, text[done:])), tuple(starts), tuple(shifts))


def reference_end(text: str, at: int) -> int:
    """Return where the character at a place of a text ends: behind the reference that stands for it, if one does.

    Example:
        >>> reference_end("50&#37;", 1), reference_end("50&#37;", 2)
        (2, 7)
    """
    found = _REFERENCE.match(text, at)
    return found.end() if found is not None and _shown(found) != found[0] else at + 1


def _shown(found: re.Match[str]) -> str:
    import html
    from html.entities import html5

    name = found[1]
    if not name.startswith("#"):
        return html5.get(f"{name};", found[0])
    return html.unescape(f"&{name};") or " "
