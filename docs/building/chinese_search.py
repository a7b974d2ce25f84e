"""The search of the Chinese pages: Han text is found by pairs of neighbouring characters, here and in the browser.

A dictionary of words would cut a text in one way and a question in another (约束性指标 as one word or as two). Pairs do
not depend on where words end, need no dictionary, and find every text that holds the words asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.search import languages
from sphinx.search.en import SearchEnglish

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PIECES = re.compile(r"[一-鿿]+|[^\W一-鿿]+")

# The same rule in the browser: searchtools.js calls what has this name, and declares it with var where nothing has.
_IN_BROWSER = r"""
var splitQuery = (query) =>
  (query.match(/[\u4e00-\u9fff]+|[\p{L}\p{N}_]+/gu) ?? []).flatMap((piece) => {
    const characters = [...piece.matchAll(/[\u4e00-\u9fff]|[\p{L}\p{N}_]+/gu)].map((found) => found[0]);
    if (characters.length < 2) return characters;
    if (!/^[\u4e00-\u9fff]/u.test(piece)) return [piece];
    return characters.slice(1).map((character, at) => characters[at] + character);
  });
"""


class SearchByPairs(SearchEnglish):
    """English words as in English pages, Chinese by pairs; a lone character stands for itself."""

    lang = "zh"
    language_name = "English"  # the stemmer in the browser is called after it
    js_splitter_code = _IN_BROWSER

    def split(self, input: str) -> list[str]:
        """Return the terms of a text: words of letters and digits, pairs of Han characters."""
        return [term for piece in _PIECES.findall(input) for term in _terms(piece)]


def _terms(piece: str) -> list[str]:
    if len(piece) == 1 or not "一" <= piece[0] <= "鿿":
        return [piece]
    return [piece[at : at + 2] for at in range(len(piece) - 1)]


def setup(app: Sphinx) -> dict[str, bool]:
    """Put the search in the place of the one that Sphinx has for Chinese, which finds nothing without a dictionary."""
    languages["zh"] = SearchByPairs
    return {"parallel_read_safe": True, "parallel_write_safe": True}
