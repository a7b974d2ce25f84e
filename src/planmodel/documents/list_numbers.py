"""The numbers that a browser prints before the items of a list."""

from __future__ import annotations

import re
from typing import Any

from planmodel.documents.counting import counted

__all__ = ["ListNumbers"]

_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")


class ListNumbers:
    """Counts the items of the lists that are open."""

    def __init__(self) -> None:
        self._open: list[tuple[str | None, int]] = []  # the form, and the next number

    def open(self, element: Any) -> None:
        """Begin a list."""
        if element.tag != "ol":
            self._open.append((None, 1))
            return
        styled = _STYLE.search((element.get("style") or "").lower())
        form = _FORMS.get(styled[1] if styled is not None else element.get("type") or "1")
        self._open.append((form, _whole(element.get("start"), 1)))

    def close(self) -> None:
        """End the innermost list."""
        if self._open:
            self._open.pop()

    def item(self, element: Any) -> str:
        """Return what is printed before an item: ``2. ``, or nothing."""
        if not self._open or self._open[-1][0] is None:
            return ""
        form, number = self._open[-1]
        number = _whole(element.get("value"), number)
        self._open[-1] = (form, number + 1)
        sign = counted(number, form or "none") or ""
        return f"{sign}、" if "一" <= sign[:1] <= "鿿" else f"{sign}. "


def _whole(text: str | None, usual: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 6 else usual
