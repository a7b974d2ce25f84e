"""What joins the English and the Chinese pages: links from one tree to the other, and the switch on every page."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DOCS = Path(__file__).parents[1]
_ANCHOR = re.compile(r'^<a id="([\w-]+)"></a>$', re.MULTILINE)
_LINK = re.compile(r"\[(?P<text>[^\]\n]+)\]\((?P<path>[^)#\s:]+\.md)(?P<anchor>#[^)\s]*)?\)")
_BETWEEN_HAN = re.compile(r"(?<=[一-鿿，。；：、）”])\n *(?=[一-鿿（“])")
_FENCED = re.compile(r"(^```.*?^```|<textarea.*?</textarea>)", re.DOTALL | re.MULTILINE)
_ANCHORED_WORD = re.compile(r'<a id="([\w-]+)"></a>(\w+)')


def _anchors(app: Sphinx, page: str, source: list[str]) -> None:
    """Make anchors, which a file viewer shows as HTML, known to Sphinx by their names."""
    source[0] = _ANCHORED_WORD.sub(r"[\2]{#\1}", _ANCHOR.sub(r"(\1)=", source[0]))


def _links(app: Sphinx, page: str, source: list[str]) -> None:
    """Turn a link to a page of the other tree, of which this build knows nothing, into its address on the site."""
    here = Path(app.srcdir, page)

    def address(found: re.Match[str]) -> str:
        target = (here.parent / found["path"]).resolve()
        if not target.is_relative_to(DOCS) or _chinese(target) == _chinese(here):
            return found[0]
        up = "../" * (len(here.relative_to(DOCS).parts) - 1)
        place = target.relative_to(DOCS).with_suffix(".html").as_posix()
        return f'<a class="reference internal" href="{up}{place}{found["anchor"] or ""}">{found["text"]}</a>'

    source[0] = _LINK.sub(address, source[0])


def _chinese(path: Path) -> bool:
    return path.is_relative_to(DOCS / "zh")


def _lines(app: Sphinx, page: str, source: list[str]) -> None:
    """Join the lines of a Chinese paragraph: a browser would put a space where a line ends."""
    pieces = _FENCED.split(source[0])
    source[0] = "".join(piece if at % 2 else _BETWEEN_HAN.sub("", piece) for at, piece in enumerate(pieces))


def _blocks(app: Sphinx, tree: nodes.document) -> None:
    """End each block with its last line that is not empty."""
    for block in tree.findall(nodes.literal_block):
        block.rawsource = block.astext().rstrip("\n")  # only a block whose source is its text is highlighted
        block[:] = [nodes.Text(block.rawsource)]


def counterpart(page: str, chinese: bool) -> str:
    """Return the address of the same page in the other language, from the page; the front page where there is none.

    Parameters:
        page: the page without its ending, in the tree of its language: ``how-to/units``.
        chinese: it is a Chinese page.
    """
    up = "../" * len(PurePosixPath(page).parts[:-1])
    there = DOCS if chinese else DOCS / "zh"
    other = page if (there / f"{page}.md").exists() else "index"
    return f"{up}../{other}.html" if chinese else f"{up}zh/{other}.html"


def _switch(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: nodes.document | None) -> None:
    chinese = app.config.language.startswith("zh")
    context["other_language"] = counterpart(page, chinese)
    context["reference"] = "../" * page.count("/") + "../reference/index.html" if chinese else None
    context["other_language_name"], context["other_language_code"] = ("English", "en") if chinese else ("中文", "zh-CN")


def setup(app: Sphinx) -> dict[str, bool]:
    """Join the two trees."""
    app.connect("source-read", _anchors)
    app.connect("source-read", _links)
    app.connect("source-read", _lines)
    app.connect("doctree-read", _blocks)
    app.connect("html-page-context", _switch)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
