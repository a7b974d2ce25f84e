"""Goals: what shall be so by when, under headings of goals and wherever 到20XX年 begins a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planmodel.drafting.headings import Heading, Passage
from planmodel.drafting.sentences import BULLET, Piece, items_said, leads, sentences

__all__ = ["Aim", "aims_under", "dated_aims"]

_BY = re.compile(
    r"(?:力争)?(?:到|至)\s?(?P<y>20\d\d)\s?年(?:底|末)?|(?P<five>[“\"]?十[一二三四五六]五[”\"]?)(?:时期|期)?末|(?:经过|用|再用)\s?[一二三四五六七八九十\d—–-]{1,6}\s?(?:年|个五年)"
    r"|(?:展望|面向)\s?(?P<far>20\d\d)\s?年|20\d\d\s?年起\s?\d{1,2}\s?年内|(?P<end>20\d\d)\s?年(?:底|末)(?:前|，)"
)
_ENDS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_LONGEST = 60


class Aim(NamedTuple):
    """A goal that a text states.

    Parameters:
        name: its words, up to the first comma that leaves a statement.
        start, end: where they stand.
        year: by when, as printed or read from the end of a five-year period.
        part: whether it is one of the parts of the goal before it.
        rule: what shows it.
    """

    name: str
    start: int
    end: int
    year: int | None
    part: bool
    rule: str


def aims_under(heading: Heading) -> Iterator[Aim]:
    """Yield the goals that stand under a heading of goals, without its children's.

    Example:
        >>> text = "到2025年，水环境质量明显改善，河流无污染。到2035年，水清岸绿的美景全面呈现。"
        >>> goals = Heading(form="han", rank=6, value=1, number="一", name="目标", start=0, end=0, name_start=0)
        >>> goals.passages.append(Passage(text, 0, len(text)))
        >>> [(one.name, one.year, one.part) for one in aims_under(goals)]
        [('到2025年，水环境质量明显改善', 2025, False), ('到2035年，水清岸绿的美景全面呈现', 2035, False)]
    """
    year: int | None = None
    whole = False
    for passage in heading.passages:
        dated = list(dated_aims(passage))
        bulleted = BULLET.match(passage.text)
        if bulleted is not None and (not dated or whole):
            yield from _bulleted(passage, bulleted.end(), year)
            continue
        if dated:
            yield from dated
            year, whole = dated[-1].year, True
            continue
        said = items_said(passage)
        if said:
            yield from (Aim(one.text, one.start, one.end, year, whole, "一是, 二是 under goals") for one in said)
            continue
        lead = next(iter(leads(passage, 24)), None)
        first = next(sentences(passage), None)
        if lead is not None and first is not None and lead.start <= first.start + 4 and whole:
            yield Aim(lead.text, lead.start, lead.end, year, True, "sentence under goals")
        elif first is not None and not whole and not re.search(r"[：:]$|如下|专栏|表\s?\d", first.text):
            name, end = _named(first)
            yield Aim(name, first.start, end, None, False, "sentence under goals")
            whole = True


def dated_aims(passage: Passage) -> Iterator[Aim]:
    """Yield the goals of sentences that begin with the year of a goal: 到2025年，…

    Parameters:
        passage: a paragraph.
    """
    for sentence in sentences(passage):
        bare = BULLET.sub("", sentence.text)
        begin = sentence.start + len(sentence.text) - len(bare)
        label = re.match(r"^[^，。：:到至]{2,16}[：:]\s?", bare)
        if label is not None and _BY.match(bare, label.end()):
            begin += label.end()
            bare = bare[label.end() :]
        lead = _BY.search(bare[:90])
        if lead is None or (lead.start() and not re.search(r"[，,、：:（(“\"]\s?$", bare[: lead.start()])):
            continue
        if re.search("以来|已经|截至", bare[: lead.end() + 6]):
            continue
        begin += lead.start()
        piece = Piece(bare[lead.start() :], begin, sentence.end)
        name, end = _named(piece, lead.end() - lead.start())
        if end - begin > lead.end() - lead.start() + 3:
            yield Aim(name, begin, end, _year(lead), False, "sentence that begins with its year")


def _bulleted(passage: Passage, at: int, year: int | None) -> Iterator[Aim]:
    words = passage.text[at:]
    stop = re.search(r"[。：:]", words)
    length = stop.start() if stop is not None and stop.start() <= 30 else None
    if length is None:
        comma = re.search(r"[，,；;。]", words)
        length = comma.start() if comma is not None and comma.start() <= _LONGEST else min(len(words), _LONGEST)
    if length > 1:
        yield Aim(words[:length], passage.start + at, passage.start + at + length, year, True, "item under goals")


def _named(sentence: Piece, lead: int = 0) -> tuple[str, int]:
    """Return the name of a goal and where it ends: the first clause that says something."""
    words = sentence.text.rstrip("。；;！!")
    for stop in re.finditer(r"[，,；;：:]", words):
        if stop.start() - lead > 4 and stop.start() > 8:
            return words[: stop.start()], sentence.start + stop.start()
    length = min(len(words), 110)
    return words[:length], sentence.start + length


def _year(lead: re.Match[str]) -> int | None:
    if lead["five"]:
        return next((year for name, year in _ENDS.items() if name in lead["five"]), None)
    printed = lead["y"] or lead["far"] or lead["end"]
    return int(printed) if printed else None
