"""The title of a document, over however many lines, and where its own text begins behind cover and letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from planmodel.documents.document_text import Paragraph
from planmodel.drafting.ledger import Span, plain
from planmodel.drafting.marks import marks_in

__all__ = ["Title", "number_in", "title_of", "unwrapped"]

_WORDS = (
    "规划纲要|规划|纲要|实施方案|工作方案|方案|实施意见|意见|行动计划|计划|办法|措施|要点|细则|规定|战略|安排|任务书"
    "|行动|决定|通知|公告|通告|函|批复|解读|说明|蓝图|指引|导则|清单|条例|政策|目标"
)
_END = re.compile(
    rf"(?:{_WORDS})(?:》)?\s*(?:[（(〔\[][^（()）]{{1,24}}[）)〕\]])?\s*(?:文本|文字稿|全文|图解|政策解读|解读)?$"
)
_NUMBER = re.compile(
    r"(?P<by>[一-鿿]{1,12})(?P<rest>[〔\[［【（(]\s?(?:19|20)\d\d\s?[〕\]］】）)]\s?(?:第\s?)?\d{1,4}\s?号)"
)
_BEFORE_NUMBER = re.compile(rf"^.*(?:{_WORDS})(?=.{{2}})")
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]*》){2,120})》")
_ISSUED = re.compile(r"关于(?:印发|发布|下发|转发|公布|印送|批转|颁布)(.{4,110}?)的?通知")
_LETTER = re.compile(r"[一-鿿 ]{4,60}关于(?:印发|发布|下发|转发|公布|批转)《(?:[^《》]|《[^《》]*》){2,110}》的通知")
"""The title of a letter at the beginning of a line; what follows it in the same line is text."""
_NOW = re.compile(
    r"《(?P<sent>(?:[^《》]|《[^《》]*》){2,120})》(?:[（(](?:以下|下称)[^（()）]*[）)])?[^。《]{0,60}(?:现印发给|印发你们|予以印发|已经[^。]{0,30}同意|业经)"
    r"|(?:现将|现印发|特制定|制定了?|编制了?|印发了?|出台了?|发布了?)\s*《(?P<now>(?:[^《》]|《[^《》]*》){2,120})》"
)
_INTERPRETED = re.compile(r"解读如下|答记者问|政策解读|文件解读|解读$|起草说明|编制说明$")
_SENTENCE = re.compile(r"[。；！？]")
_HEAD = 60
_LINES = 6


def number_in(text: str) -> tuple[str, int, int] | None:
    """Return the first document number of a text and where it stands; the title right before it is no part of it.

    Example:
        >>> number_in("关于治水的实施意见国办发〔2020〕24号")
        ('国办发〔2020〕24号', 9, 21)
    """
    found = _NUMBER.search(text)
    if found is None:
        return None
    title = _BEFORE_NUMBER.match(found["by"])
    start = found.start() + (title.end() if title is not None else 0)
    return re.sub(r"\s", "", text[start : found.end()]), start, found.end()


class Title(NamedTuple):
    """The title of a plan.

    Parameters:
        text: the title, lines joined.
        spans: where each of its lines stands.
        after: where the plan's own text begins.
        cover: the title of the letter or interpretation around it, with its spans.
        interprets: whether the document tells about the plan rather than being it.
        sure: whether it ends as titles of plans do.
    """

    text: str
    spans: tuple[Span, ...]
    after: int
    cover: str = ""
    interprets: bool = False
    sure: bool = True


def unwrapped(title: str) -> str:
    """Return the name of a document without the words around it.

    Example:
        >>> unwrapped("关于印发〈连州市治水规划〉的通知"), unwrapped("《治水规划》")
        ('连州市治水规划', '治水规划')
    """
    issued = _ISSUED.search(title)
    inner = issued[1] if issued is not None else title
    return inner.strip(' 　《》〈〉“”"') if inner.strip()[:1] in "《〈" else inner.strip()


def title_of(paragraphs: Sequence[Paragraph]) -> Title | None:
    """Return the title of the plan that a document is or tells about; ``None`` when it shows none."""
    head = list(paragraphs[:_HEAD])
    first = _lines(head, 0)
    if first is None:
        return _told(head)
    text, spans, behind = first
    opening = " ".join(one.text for one in head[:8])[:1500]
    if _INTERPRETED.search(text) or _INTERPRETED.search(opening):
        return _interpreted(text, spans, head) or Title(text, spans, spans[-1].end, interprets=True, sure=False)
    if text.endswith(("通知", "公告", "函", "通告", "批复")):
        return _issued(text, spans, head, behind)
    if _END.search(text) is not None:
        return _named_again(text, head) or Title(text, spans, spans[-1].end)
    return _told(head) or Title(text, spans, spans[-1].end, sure=False)


def _lines(head: Sequence[Paragraph], at: int) -> tuple[str, tuple[Span, ...], int] | None:
    """Return the title that begins with a paragraph: its text, its lines, and the paragraph behind it."""
    while at < len(head) and _is_dressing(head[at].text):
        at += 1
    parts: list[str] = []
    spans: list[Span] = []
    for one in head[at : at + _LINES]:
        text = one.text.strip()
        number = number_in(text)
        letter = _LETTER.match(text)
        cut = letter[0] if letter is not None else text[: number[1]].rstrip() if number is not None else text
        mark = next((mark for mark in marks_in(text, 0) if mark.first), None)
        headed = one.heading == 1 and not parts
        if mark is not None and not headed and not (parts and mark.form in ("bare", "dot")):
            break
        known = headed or letter is not None
        if not cut or (len(cut) > 60 and not known) or _SENTENCE.search(cut) or cut.endswith(("：", ":")):
            break
        begin = one.start + one.text.index(cut)
        parts.append(cut)
        spans.append(Span(begin, begin + len(cut)))
        if _END.search("".join(parts)) and not _goes_on(head, at + len(parts)):
            return _joined(parts), tuple(spans), at + len(parts)
        if number is not None or known:
            return _joined(parts), tuple(spans), at + len(parts)
    return (_joined(parts[:1]), tuple(spans[:1]), at + 1) if parts and _END.search(parts[0]) else None


def _goes_on(head: Sequence[Paragraph], at: int) -> bool:
    """Return whether the next line is the tail of a title: 的通知, （2021—2025年）, 和2035年远景目标纲要."""
    if at >= len(head):
        return False
    text = head[at].text.strip()
    tail = re.match(
        r"^(?:的通知|[（(]\s?(?!20\d\d\s?年\s?\d{1,2}\s?月)(?:20\d\d|征求|送审|草案|试行|修订|文本)[^（()）]*[）)]$|[和及与].{2,30}(?:纲要|规划)$|(?:实施方案|行动计划|规划|方案|纲要|政策解读|文件解读|解读)$)",
        text,
    )
    return tail is not None and len(text) <= 30


def _joined(parts: Sequence[str]) -> str:
    joined = ""
    for part in parts:
        latin = joined[-1:].isascii() and joined[-1:].isalnum() and part[:1].isascii()
        joined = f"{joined} {part}" if latin and joined else joined + part
    return re.sub(r"(?<=[一-鿿”》])(?<![委会府厅办部局院]) +(?=[一-鿿“《])", "", joined)


def _is_dressing(text: str) -> bool:
    """Return whether a line stands above titles and is none: a file name, a mark of secrecy, an attachment's number."""
    return (
        re.match(
            r"^(?:附件\s?\d*\s?[:：]?|索引号.*|首页.*|当前位置.*|【.{0,10}】|来源.*|发布时间.*|ICS.*|密级.*)$",
            text.strip(),
        )
        is not None
    )


def _issued(text: str, spans: tuple[Span, ...], head: Sequence[Paragraph], behind: int) -> Title:
    """Return the title of what a letter sends out, or the letter's own when it sends nothing."""
    opening = "".join(one.text for one in head[behind : behind + 12])
    sent = _NOW.search(opening)
    issued = _ISSUED.search(text)
    wanted = [unwrapped(sent["sent"] or sent["now"])] if sent is not None else []
    wanted += [unwrapped(text)] if issued is not None else []
    for name in wanted:
        found = _again(name, head, behind)
        if found is not None:
            return found._replace(cover=text)
    if not wanted:
        return Title(text, spans, spans[-1].end, sure=False)
    after = _after_letter(head, behind, spans[-1].end)
    place = _place(wanted[0], head)
    return Title(wanted[0], (place or spans[0],), after, cover=text)


def _named_again(text: str, head: Sequence[Paragraph]) -> Title | None:
    """Return the title that the opening says was drawn up, where it stands by itself below another: that of a page."""
    made = _NOW.search("".join(one.text for one in head[1:16]))
    name = unwrapped(made["now"]) if made is not None and made["now"] else ""
    return _again(name, head, 1) if name and plain(name) not in plain(text) else None


def _again(name: str, head: Sequence[Paragraph], behind: int) -> Title | None:
    """Return the title where it stands by itself behind a letter, in up to four lines."""
    key = plain(name)
    for at in range(behind, len(head)):
        joined = ""
        for count in range(1, 5):
            if at + count > len(head):
                break
            joined += head[at + count - 1].text
            bare = plain(joined)
            if bare == key or (bare.startswith(key) and len(bare) <= len(key) + 14 and key):
                lines = head[at : at + count]
                return Title(name, tuple(Span(one.start, one.end) for one in lines), lines[-1].end)
            if len(bare) > len(key):
                break
    return None


def _after_letter(head: Sequence[Paragraph], behind: int, otherwise: int) -> int:
    """Return where a letter ends: behind the sentence that sends something out."""
    for one in head[behind : behind + 12]:
        found = re.search(r"印发给你们[^。]*。|请(?:认真|结合实际)[^。]{0,20}(?:执行|实施|落实)。", one.text)
        if found is not None:
            return one.start + found.end()
    return otherwise


def _place(name: str, head: Sequence[Paragraph]) -> Span | None:
    for one in head:
        at = one.text.find(name)
        if at >= 0:
            return Span(one.start + at, one.start + at + len(name))
    return None


def _interpreted(text: str, spans: tuple[Span, ...], head: Sequence[Paragraph]) -> Title | None:
    """Return the title of the plan that an interpretation tells about."""
    named = _QUOTED.search(text)
    if named is None or not _END.search(named[1]):
        for one in head[:6]:
            short = re.search(r"《((?:[^《》]|《[^《》]*》){4,120})》\s*[（(]\s*(?:以下|下称)", one.text)
            if short is not None:
                start = one.start + short.start(1)
                return Title(
                    unwrapped(short[1]),
                    (Span(start, start + len(short[1])),),
                    spans[-1].end,
                    cover=text,
                    interprets=True,
                )
    if named is not None:
        place = _place(named[1], head)
        return Title(unwrapped(named[1]), (place or spans[0],), spans[-1].end, cover=text, interprets=True)
    return None


def _told(head: Sequence[Paragraph]) -> Title | None:
    """Return the title that the first sentences name in 《》, in a document without one of its own."""
    opening = "".join(one.text for one in head[:4])[:1500]
    interprets = _INTERPRETED.search(opening) is not None
    sent = _NOW.search(opening)
    again = _again(unwrapped(sent["sent"] or sent["now"]), head, 1) if sent is not None and not interprets else None
    if again is not None:
        return again
    for one in head[:6]:
        for found in _QUOTED.finditer(one.text):
            behind = one.text[found.end() : found.end() + 12]
            if _END.search(found[1]) and (re.match(r"\s*[（(]\s*(?:以下|下称)", behind) or interprets):
                start = one.start + found.start(1)
                after = head[0].start
                return Title(unwrapped(found[1]), (Span(start, start + len(found[1])),), after, interprets=interprets)
    return None
