"""Which parts of a web page are the document: not its navigation, its share buttons, its foot."""

from __future__ import annotations

import re
from typing import Any, Literal, TypeAlias

import attrs

from planmodel.phrases.tables.html_parts import is_hidden, walk

__all__ = ["PageParts", "TableKind", "is_beside_text", "page_parts"]

TableKind: TypeAlias = Literal["data", "layout", "box"]
"""``data``: cells in rows and columns; ``layout``: a frame of the page; ``box``: a frame around paragraphs."""

_BESIDE_TAGS = frozenset(
    ["nav", "footer", "aside", "form", "button", "iframe", "svg", "canvas", "audio", "video", "map"]
)
_BESIDE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "toolbar"})
_BESIDE_NAMES = frozenset(
    [
        *("nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "dqwz", "weizhi"),
        *("share", "sharebar", "bdsharebuttonbox", "toolbar", "fontsize", "print", "qrcode", "ewm", "search", "login"),
        *("foot", "footer", "sidebar", "aside", "copyright", "related", "recommend", "pager", "pagination", "cookie"),
        *("comment", "comments", "skip", "topbar", "friendlink", "links"),
    ]
)
_MAIN_NAMES = frozenset(
    [
        *("content", "article", "zoom", "main", "text", "trs_editor", "trs_ueditor", "trs_editor_view", "con_text"),
        *("pages_content", "ucap-content", "article-content", "article_content", "detail", "xxgk", "view", "entry"),
        *("articlebody", "body-content", "news_content", "newscontent", "maincontent", "main-content", "post", "con"),
    ]
)
_NAME = re.compile(r"[A-Za-z]+")
_MOST_BESIDE = 0.4
"""A part with a larger share of a page's text is not beside it, whatever it is called: pages lie in a form whole."""
_LINKED = 0.7
_LINKS = 3
_LONG_CELL = 1_500
_LONG_NESTED = 400
"""Characters of a cell, and of a cell beside a table within a table, that frame a page rather than hold a value."""
_LEAST_MAIN = 0.5
_NEARLY = 0.85
_CHROME = re.compile(
    r"[【\[（(]?(?:扫一扫|当前位置|您(?:现在)?(?:所在)?的?位置|首\s*页\s*[>»＞]|上一篇|下一篇"
    r"|相关(?:链接|阅读|文章|新闻|稿件|附件下载)|浏览(?:次数|量)|点击(?:数|次数|量|率)|阅读(?:次数|量)|责任编辑|返回顶部|网站地图|版权所有|主办单位"
    r"|承办单位|技术支持|.{0,8}ICP\s*备|.{0,12}公网安备|网站标识码|语音播报|无障碍|我要纠错|手机(?:版|扫)"
    r"|skip to\b|back to top|cookie|copyright)",
    re.IGNORECASE,
)
_BUTTONS = re.compile(
    r"(?:[\s【】\[\]（）()|/：:、·>+-]|字体|字号|大小|[大中小]|打印|本页|本文|页面|关闭|窗口|收藏|分享到?|微信|微博|朋友圈|QQ空间|复制链接|扫一扫"
    r"|我要纠错|语音播报|share|print|e-?mail|this|page|on|to|with|by|facebook|twitter|linkedin|whatsapp)+",
    re.IGNORECASE,
)
"""A line of nothing but buttons: 关闭窗口 is one, 关闭落后产能 and Share costs are not."""
_BUTTON = re.compile(r"字体|字号|打印|关闭|收藏|分享|扫一扫|我要纠错|语音播报|\bshare\b|\bprint\b", re.IGNORECASE)
_CHROME_LENGTH = 80


@attrs.define
class _Frame:
    """What an element that is being walked through holds so far."""

    element: Any
    text: int = 0
    linked: int = 0
    links: int = 0
    heading: bool = False
    cells: int = 0
    columns: int = 0
    rows: int = 0
    longest: int = 0
    nested: bool = False

    def take(self, other: _Frame) -> None:
        """Count what an element inside holds."""
        self.text += other.text
        self.linked += other.text if other.element.tag == "a" else other.linked
        self.links += other.links + (other.element.tag == "a")
        self.heading = self.heading or other.heading


@attrs.frozen(kw_only=True)
class PageParts:
    """What each part of a page is.

    Parameters:
        beside: elements that are left out whole.
        tables: what each table is.
        main: the element that holds the document; ``None`` when no part of the page says so.
    """

    beside: frozenset[Any]
    tables: dict[Any, TableKind]
    main: Any | None


def page_parts(root: Any) -> PageParts:
    """Return what each part of a page is, judged by tags, names, links and where most of the text is.

    Parameters:
        root: the tree of the page.
    """
    frames = _frames(root)
    total = max((one.text for one in frames), default=0)
    beside = {one.element for one in frames if _is_beside(one) and one.text <= total * _MOST_BESIDE}
    rest = total - sum(one.text for one in frames if one.element in beside and _top(one.element, beside))
    tables: dict[Any, TableKind] = {one.element: _kind(one, total) for one in frames if one.element.tag == "table"}
    return PageParts(beside=frozenset(beside), tables=tables, main=_main(frames, rest))


def _top(element: Any, beside: set[Any]) -> bool:
    return not any(one in beside for one in element.iterancestors())


def _frames(root: Any) -> list[_Frame]:
    """Return what each element of a page holds that a browser shows."""
    frames: list[_Frame] = []
    stack: list[_Frame] = []
    hidden = 0
    for event, element in walk(root):
        if event == "start":
            hidden += bool(hidden) or is_hidden(element)
            if not hidden:
                stack.append(_Frame(element, text=_length(element.text)))
            continue
        if not hidden:
            frame = stack.pop()
            frames.append(frame)
            _close(frame, stack)
        else:
            hidden -= 1
        if not hidden and stack:
            stack[-1].text += _length(element.tail)
    return frames


def _length(text: str | None) -> int:
    return 0 if text is None else len(text.strip())


def _close(frame: _Frame, stack: list[_Frame]) -> None:
    """Count an element that ends in the one around it, and a cell, a row or a table in the table around it."""
    tag = frame.element.tag
    frame.heading = frame.heading or tag in ("h1", "h2", "h3", "h4", "h5", "h6")
    if stack:
        stack[-1].take(frame)
    if tag not in ("td", "th", "tr", "table"):
        return
    table = next((one for one in reversed(stack) if one.element.tag == "table"), None)
    if table is None:
        return
    if tag == "table":
        table.nested = True
    elif tag == "tr":
        table.columns, table.cells = max(table.columns, table.cells), 0
        table.rows += 1
    else:
        table.cells += 1
        table.longest = max(table.longest, frame.text)


def _is_beside(frame: _Frame) -> bool:
    """Return whether an element looks like what stands beside a document."""
    element = frame.element
    if element.tag in ("html", "body", "a"):
        return False
    if element.tag in _BESIDE_TAGS or (element.get("role") or "").lower() in _BESIDE_ROLES:
        return True
    if element.tag == "header":
        return not frame.heading
    names = _names(element)
    if names & _BESIDE_NAMES and not frame.heading:
        return True
    linked = frame.links >= _LINKS and frame.linked > frame.text * _LINKED
    return linked and element.tag in ("ul", "ol", "div", "dl", "section", "p", "table")


def _names(element: Any) -> set[str]:
    """Return the words of an element's id and classes: ``nav`` and ``bar`` of ``nav-bar``."""
    given = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
    return {*_NAME.findall(given), *given.split()}


def _kind(frame: _Frame, total: int) -> TableKind:
    columns = max(frame.columns, frame.cells)
    if frame.heading or frame.longest > _LONG_CELL or frame.element.get("role") == "presentation":
        return "layout"
    if frame.nested and (columns < 2 or frame.rows < 2 or frame.longest > _LONG_NESTED):
        return "layout"
    if columns > 1:
        return "data"
    return "layout" if frame.text > total * _MOST_BESIDE else "box"


def _main(frames: list[_Frame], total: int) -> Any | None:
    """Return the innermost element that calls itself the content and holds nearly all that any such holds."""
    called = [one for one in frames if one.element.tag in ("article", "main") or _names(one.element) & _MAIN_NAMES]
    most = max((one.text for one in called), default=0)
    if most == 0 or most < total * _LEAST_MAIN:
        return None
    return min((one for one in called if one.text >= most * _NEARLY), key=lambda one: one.text).element


def is_beside_text(text: str, where: Literal["before", "in", "behind"]) -> bool:
    """Return whether a line is one of those that pages print around a document: font sizes, share buttons, the foot.

    Parameters:
        text: the line.
        where: before, in or behind the part that holds the document.
    """
    if len(text) <= _CHROME_LENGTH and _BUTTON.search(text) is not None and _BUTTONS.fullmatch(text) is not None:
        return True
    if where == "in":
        return False
    if where == "behind":
        return len(text) <= _CHROME_LENGTH and not text.endswith("。")
    return len(text) <= _CHROME_LENGTH and _CHROME.match(text) is not None
