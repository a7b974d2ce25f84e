"""Principles in all their forms: under headings, as items, as short sentences, in one line of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planmodel.drafting.headings import Heading, Passage
from planmodel.drafting.sentences import BULLET, Piece, items_apart, items_said, leads, parts_of, sentences

__all__ = ["principles_announced", "principles_in_line", "principles_under"]

_LIST = re.compile(
    r"(?:基本|工作|主要)?原则(?:是|为)?[：:](?P<behind>[^。；]{6,200})"
    r"|(?:坚持|遵循|按照|本着|明确了?|提出了?|确立了?)(?P<before>[^。；]{6,200}?)(?:[等的]+|(?<=[”\"]))"
    r"(?:[一二三四五六七八九十]\s?(?:项|个|大|条))?(?P<named>(?:基本|工作|主要)?原则)"
)
_NAMED = re.compile("(?:坚持|遵循|按照|本着)(?P<list>[^。坚]{6,200}?)的?(?:基本|工作|主要)?原则")
_TRIGGER = re.compile("坚持|遵循|按照|本着")
_INNER = re.compile(r"[“\"](?P<in>[^”\"]{6,120})[”\"]")
_ANNOUNCES = re.compile(
    "(?:以下|下列|如下)[^。，]{0,6}(?:原则|方针)[^。；，]{0,4}[：:。]?$|(?:原则|方针)(?:是|为|如下)?[：:]$"
)
_PAIRED = re.compile(r"^[一-鿿]{2,8}(?:[、，,][一-鿿]{2,8}){1,2}$")
_LONGEST = 32
_SHORT = 20
_PAIRS = re.compile("^(?:坚持)?[一-鿿]{2,8}(?:[、，,][一-鿿]{2,8})*$")
_UPHELD = ("坚持", "突出", "强化", "注重")
_CLAUSES = re.compile("[^；;。]+")
_UPHELD_CLAUSE = re.compile(r"\s*(?:在[^，,]{1,8}中|要|必须)?(?P<n>坚持[^，,：:]{2,24})(?=[，,：:]|$)")


def principles_under(heading: Heading) -> Iterator[tuple[Piece, str]]:
    """Yield the principles that stand under a heading of principles, with the rule that shows each.

    Parameters:
        heading: a heading whose role is ``principles``.
    """
    children = [one for one in heading.children if one.name]
    if children:
        for one in children:
            name = re.split("——|—{1,2}(?=[一-鿿])", one.name)[0].rstrip()
            name = _first_clause(name) or name
            yield Piece(name, one.start, one.name_start + len(name)), "heading under principles"
        return
    bulleted = [one for one in heading.passages if BULLET.match(one.text)]
    passages = bulleted if len(bulleted) > 1 else heading.passages
    apart = items_apart(passages)
    for passage in passages:
        said = [apart[passage]] if passage in apart else items_said(passage)
        if said:
            yield from ((one, "一是, 二是 under principles") for one in said)
            continue
        listed = _listed(passage)
        if len(listed) > 1:
            yield from ((one, "list of principles") for one in listed)
            continue
        found = list(_in_passage(passage, alone=len(passages) == 1))
        if len(passages) == 1 and len(found) < 2 and (clauses := _upheld_clauses(passage)):
            yield from ((one, "clause under principles") for one in clauses)
        elif found:
            yield from ((one, "sentence under principles") for one in found)
        else:
            yield from ((one, "list of principles") for one in principles_in_line(passage))


def _in_passage(passage: Passage, *, alone: bool) -> Iterator[Piece]:
    """Yield the short sentences that name principles: the first of a paragraph, or several in one paragraph."""
    every = list(leads(passage, _LONGEST))
    first = next(sentences(passage), None)
    if first is None:
        return
    opening = [one for one in every if one.start <= first.start + 4]
    upheld = [one for one in every if one.text.startswith(_UPHELD) and len(one.text) <= 24]
    paired = [one for one in every if _PAIRED.match(one.text)]
    if alone and len(upheld) > 1:
        yield from upheld
    elif alone and len(paired) > 1:
        yield from paired
    elif opening:
        yield from opening
    else:
        whole = BULLET.sub("", first.text).rstrip("。；;")
        colon = re.search("[：:]", whole)
        begin = first.start + first.text.find(whole[:6])
        if colon is not None and 3 < colon.start() <= _LONGEST:
            yield Piece(whole[: colon.start()], begin, begin + colon.start())
        elif (clause := _first_clause(whole)) is not None:
            yield Piece(clause, begin, begin + len(clause))
        elif 3 < len(whole) <= _LONGEST and not (alone and re.search("[：:]$", first.text)):
            yield Piece(whole, begin, begin + len(whole))
        elif BULLET.match(passage.text):
            comma = whole.find("，")
            if 3 < comma <= _LONGEST:
                yield Piece(whole[:comma], begin, begin + comma)


def _listed(passage: Passage) -> Sequence[Piece]:
    """Return the principles of a passage that is nothing but their list: 坚持A、坚持B。 or 遵循A，B的原则。"""
    words = passage.text.rstrip("。；; ")
    named = _NAMED.fullmatch(words)
    if named is not None:
        return _members(named["list"], passage.start + named.start("list"))
    parts = parts_of(words, passage.start, "；;")
    if len(parts) > 1 and all(4 <= len(one.text) <= _SHORT and _PAIRS.match(one.text) for one in parts):
        return parts
    lists = words.startswith("坚持") and "。" not in words and re.search("[、，；]坚持", words) is not None
    return _members(words, passage.start) if lists else []


def _first_clause(sentence: str) -> str | None:
    """Return the clause that names a principle whose sentence goes on to explain it; ``None`` when all of it is name.

    Example:
        >>> _first_clause("坚持绿色发展，把保护放在首位，守住底线"), _first_clause("坚持因地制宜，分类施策")
        ('坚持绿色发展', None)
    """
    clauses = re.split("[，,]", sentence)
    explained = len(clauses) > 2 or len(clauses[-1]) > len(clauses[0]) + 3
    upheld = clauses[0].startswith(_UPHELD) and 4 <= len(clauses[0]) <= _LONGEST
    lists = any(one.startswith(_UPHELD) for one in clauses[1:])
    return clauses[0] if len(clauses) > 1 and upheld and explained and not lists else None


def _upheld_clauses(passage: Passage) -> list[Piece]:
    """Return the principles of a passage whose clauses each uphold one: 坚持普惠性原则，让全体老年人受益；坚持…"""
    clauses = list(_CLAUSES.finditer(passage.text))
    named = [(one, _UPHELD_CLAUSE.match(one[0])) for one in clauses]
    pieces = [
        Piece(name["n"], passage.start + one.start() + name.start("n"), passage.start + one.start() + name.end("n"))
        for one, name in named
        if name is not None
    ]
    return pieces if len(pieces) > 1 and len(pieces) * 2 > len(clauses) else []


def principles_announced(passages: Sequence[Passage]) -> Iterator[Piece]:
    """Yield the principles that stand as items behind a line that announces them: 必须遵循以下原则：

    Parameters:
        passages: the text under a heading.
    """
    announced = False
    for passage in passages:
        if _ANNOUNCES.search(passage.text) is not None:
            announced = True
        elif announced and BULLET.match(passage.text):
            yield from _in_passage(passage, alone=False)
        else:
            announced = False


def principles_in_line(passage: Passage) -> Iterator[Piece]:
    """Yield the principles of a sentence that lists them: 基本原则是：坚持A、坚持B, or 坚持A，坚持B的基本原则.

    Example:
        >>> text = "明确了坚持精准、科学治污，坚持创新的基本原则。"
        >>> [one.text for one in principles_in_line(Passage(text, 0, len(text)))]
        ['坚持精准、科学治污', '坚持创新']
    """
    for sentence in sentences(passage):
        found = _LIST.search(sentence.text)
        if found is None:
            continue
        if found["behind"]:
            yield from _members(found["behind"], sentence.start + found.start("behind"))
        else:
            yield from _before(found, sentence)


def _before(found: re.Match[str], sentence: Piece) -> Sequence[Piece]:
    """Return the principles that stand before the word: all that begin with 坚持, or those of the nearest list."""
    words, at = found["before"], sentence.start + found.start("before")
    inner = _INNER.search(words)
    if inner is not None and len(inner["in"]) * 2 > len(words):
        return _members(inner["in"], at + inner.start("in"))
    if "坚持" in words and found[0].startswith("坚持"):
        whole = _members(f"坚持{words}", at - 2)
        if whole:
            return whole
    last = [one.end() for one in _TRIGGER.finditer(words)]
    upheld = re.search(r"坚持.*坚持", words)
    if upheld is not None:
        begin = words.index("坚持")
        return _members(words[begin:], at + begin)
    begin = last[-1] if last else 0
    members = _members(words[begin:], at + begin)
    sure = _all_paired(words[begin:]) or found["named"] != "原则" or "坚持" in found[0]
    return members if len(members) > 2 - (found["named"] != "原则") and sure else []


def _all_paired(words: str) -> bool:
    return all(_PAIRED.match(one.text) for one in parts_of(words, 0, "，,"))


def _members(words: str, at: int) -> Sequence[Piece]:
    """Return the members of a list of principles: cut where each begins with 坚持, else at its commas or marks."""
    starts = [one.start() for one in re.finditer(r"(?:^|(?<=[，、,；和]))坚持", words)]
    if len(starts) > 1 and starts[0] == 0:
        ends = [*starts[1:], len(words)]
        pieces = [words[a:b].rstrip("，、,；和 ") for a, b in zip(starts, ends, strict=True)]
        return [
            Piece(text, at + a, at + a + len(text)) for text, a in zip(pieces, starts, strict=True) if len(text) <= 40
        ]
    for signs in ("；;", "，,", "、"):
        parts = parts_of(words, at, signs)
        if len(parts) > 1 and all(2 <= len(one.text) <= 24 for one in parts):
            return parts
    return []
