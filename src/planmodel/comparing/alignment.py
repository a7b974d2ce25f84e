"""Which elements of two plans are the same: by id, by name, and by wording with a score."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Literal

import attrs

from planmodel.columns import Column, columns_of
from planmodel.comparing.opposites import are_apart
from planmodel.errors import MissingExtraError, ModelError
from planmodel.model.element import Element
from planmodel.model.names import folded_name, name_keys, numbers_a_row
from planmodel.model.plan import Plan
from planmodel.tabular import Result
from planmodel.text import Text, in_language
from planmodel.words import say

__all__ = ["Alignment", "Match", "align", "align_elements", "wording"]

_LEAST = 0.75
_LEAST_QUOTED = 0.5
"""Of the longer of two quotations: what the shorter must hold."""
_CELLS = 4_000_000
"""Names times names that are scored at once, so that a large plan does not fill the memory."""


@attrs.frozen(kw_only=True)
class Match:
    """Two elements that are taken for the same.

    Parameters:
        old: the id in the first plan.
        new: the id in the second.
        kind: their kind.
        how: ``id`` when it is the same, ``quotation`` when both stand on the same words, ``name`` when only the name
            is, ``wording`` when names are alike.
        score: from 0 to 1; 1 for ids and names.
    """

    old: str
    new: str
    kind: str
    how: Literal["id", "quotation", "name", "wording"]
    score: float


@attrs.frozen(kw_only=True, repr=False)
class Alignment(Result):
    """What of two plans is the same.

    Parameters:
        matches: in the order of the first plan.
        only_old: ids that only the first has.
        only_new: ids that only the second has.
    """

    matches: tuple[Match, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]

    def _columns(self) -> Sequence[Column]:
        return columns_of(Match)

    def _rows(self) -> Sequence[Match | Mapping[str, str]]:
        only = [*({"old": id} for id in self.only_old), *({"new": id} for id in self.only_new)]
        return (*self.matches, *only)

    def _has_answer(self, row: Match | Mapping[str, str]) -> bool:
        return isinstance(row, Match)


def align(
    old: Plan,
    new: Plan,
    *,
    by_id: bool = True,
    wording: bool = True,
    least: float = _LEAST,
    quotations: bool = False,
) -> Alignment:
    """Return which elements of two plans are the same, one to one and within a kind.

    Elements with one id are the same; of the others those with one name; of the rest the pairs whose wording is most
    alike, best first. Wording is held against each other by rapidfuzz' normalised indel similarity, 2 × the longest
    common subsequence ÷ both lengths, of names and, where both have one, of descriptions (three to one). Names that are
    alike but for words that exclude each other (男性 and 女性), or that mean two metrics, are not the same.

    Parameters:
        old: a plan.
        new: another.
        by_id: whether one id makes two elements the same; ``False`` for plans of different places.
        wording: whether names that are merely alike count.
        least: the least score of a match by wording, 0 to 1.
        quotations: whether elements that stand on the same words are the same before all else, and ids that only
            count (``t-1``) are not: for two people's plans of one document.

    Raises:
        MissingExtraError: wording counts and rapidfuzz is not installed.
        ModelError: a least score that is not from 0 to 1.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> first = Plan(id="a", title="A", elements=[Task(id="t1", name="推进城镇生活污水处理设施建设")])
        >>> second = Plan(id="b", title="B", elements=[Task(id="x", name="加快推进城镇生活污水处理设施建设")])
        >>> [(match.old, match.new, match.how, round(match.score, 2)) for match in align(first, second).matches]
        [('t1', 'x', 'wording', 0.93)]
    """
    if not 0 <= least <= 1:
        raise ModelError(say("align.least", least=f"{least!r}"))
    found: dict[str, Match] = {}
    kinds = dict.fromkeys(element.kind for element in old.elements)
    for kind in kinds:
        mine = _by_id(element for element in old.elements if element.kind == kind)
        theirs = _by_id(element for element in new.elements if element.kind == kind)
        quoted = _quoted_alike(mine, theirs) if quotations else None
        found |= align_elements(mine, theirs, by_id, wording, least, quoted)
    taken = {match.new for match in found.values()}
    return Alignment(
        matches=tuple(found[element.id] for element in old.elements if element.id in found),
        only_old=tuple(element.id for element in old.elements if element.id not in found),
        only_new=tuple(element.id for element in new.elements if element.id not in taken),
    )


def align_elements(
    mine: Sequence[Element],
    theirs: Sequence[Element],
    by_id: bool,
    wording: bool,
    least: float = _LEAST,
    quoted: Mapping[str, tuple[str, float]] | None = None,
    apart: Callable[[Element, Element], bool] = are_apart,
) -> dict[str, Match]:
    """Return the matches of elements of one kind, by the id of the first; see :func:`align`.

    ``apart`` tells of two whose wording is alike whether they are two things all the same.
    """
    if not mine:
        return {}
    mine, theirs = _by_id(mine), _by_id(theirs)
    kind = mine[0].kind
    found = {
        id: Match(old=id, new=other, kind=kind, how="quotation", score=score)
        for id, (other, score) in (quoted or {}).items()
    }
    taken = {other for other, _ in (quoted or {}).values()}
    rest = {element.id: element for element in theirs if element.id not in taken}
    if by_id:
        for element in mine:
            if (
                element.id in rest
                and element.id not in found
                and not (quoted is not None and numbers_a_row(element.id))
            ):
                del rest[element.id]
                found[element.id] = Match(old=element.id, new=element.id, kind=kind, how="id", score=1.0)
    left = [element for element in mine if element.id not in found]
    keys = name_keys(element.label("zh") for element in (*mine, *theirs))
    named: dict[str, list[str]] = {}
    for element in rest.values():
        named.setdefault(keys[element.label("zh")], []).append(element.id)
    for element in left:
        same = named.get(keys[element.label("zh")])
        if same:
            id = same.pop(0)
            del rest[id]
            found[element.id] = Match(old=element.id, new=id, kind=kind, how="name", score=1.0)
    left = [element for element in left if element.id not in found]
    if wording and left and rest:
        for first, second, score in _alike(left, list(rest.values()), least, apart):
            found[first] = Match(old=first, new=second, kind=kind, how="wording", score=score)
    return found


def _by_id(elements: Iterable[Element]) -> list[Element]:
    """Return elements in the order of their ids, ``t-2`` before ``t-10``: what decides where several are alike."""

    def parts(element: Element) -> list[int | str]:
        return [int(part) if place % 2 else part for place, part in enumerate(_DIGITS.split(element.id))]

    return sorted(elements, key=lambda one: (parts(one), one.id))


_DIGITS = re.compile("([0-9]+)")


def _quoted_alike(mine: Sequence[Element], theirs: Sequence[Element]) -> dict[str, tuple[str, float]]:
    """Return the pairs that stand on the same words, best first: id → the other's id, and how much of them is common.

    Of two quotations one must hold the other, and be no more than twice as long.
    """
    held, given = [_quotes(one) for one in mine], [_quotes(one) for one in theirs]
    names, others = ([folded_name(one.label("zh")) for one in side] for side in (mine, theirs))
    likeness = cache(_likeness)  # many elements may stand on the same words, and names are few beside pairs
    scored = []
    for first, own in enumerate(held):
        for second, other in enumerate(given):
            score = max((_held(a, b) for a in own for b in other), default=0.0)
            if score >= _LEAST_QUOTED:
                alike = (mine[first].id == theirs[second].id) + likeness(names[first], others[second])
                scored.append((-score, -alike, first, second))
    chosen: dict[str, tuple[str, float]] = {}
    taken: set[int] = set()
    for score, _, first, second in sorted(scored):
        if mine[first].id not in chosen and second not in taken:
            taken.add(second)
            chosen[mine[first].id] = (theirs[second].id, round(-score, 4))
    return chosen


def _quotes(element: Element) -> list[str]:
    return [folded for one in element.sources if one.quote and (folded := folded_name(one.quote))]


def _likeness(first: str, second: str) -> float:
    """Return how alike two names are, 0 to 1."""
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def _held(first: str, second: str) -> float:
    short, long = sorted((first, second), key=len)
    return len(short) / len(long) if short in long else 0.0


def _alike(
    mine: Sequence[Element],
    theirs: Sequence[Element],
    least: float,
    apart: Callable[[Element, Element], bool],
) -> list[tuple[str, str, float]]:
    """Return the pairs that are most alike, best first, each element once; ties go by the ids."""
    pairs = sorted(_scores(mine, theirs, least), key=lambda pair: (-pair[2], pair[0], pair[1]))
    taken: tuple[set[int], set[int]] = (set(), set())
    chosen = []
    for first, second, score in pairs:
        free = first not in taken[0] and second not in taken[1]
        if free and not apart(mine[first], theirs[second]):
            taken[0].add(first)
            taken[1].add(second)
            chosen.append((mine[first].id, theirs[second].id, score))
    return chosen


def _scores(mine: Sequence[Element], theirs: Sequence[Element], least: float) -> Iterable[tuple[int, int, float]]:
    if find_spec("rapidfuzz") is None:
        raise MissingExtraError("rapidfuzz", extra="similarity", purpose=say("purpose.wording"))
    import numpy as np
    from rapidfuzz import fuzz, process

    names = [_folded(element.name) for element in mine], [_folded(element.name) for element in theirs]
    texts = [_folded(one.description) for one in mine], [_folded(one.description) for one in theirs]
    step = max(1, _CELLS // len(theirs))
    cutoff = 100 * max(0.0, (least - 0.25) / 0.75)  # below it no description can lift a pair to the least score
    for begin in range(0, len(mine), step):
        scored = process.cdist(names[0][begin : begin + step], names[1], scorer=fuzz.ratio, score_cutoff=cutoff)
        for row, column in zip(*np.nonzero(scored), strict=True):
            first, second = begin + int(row), int(column)
            score = float(scored[row, column]) / 100
            if texts[0][first] and texts[1][second]:
                score = 0.75 * score + 0.25 * fuzz.ratio(texts[0][first], texts[1][second]) / 100
            if score >= least:
                yield first, second, round(score, 4)


def wording(element: Element) -> str:
    """Return the name and description of an element, in Chinese where there is Chinese."""
    texts = (element.name, element.description)
    return " ".join(in_language(text, "zh") for text in texts if text is not None)


def _folded(text: Text | None) -> str:
    return folded_name(in_language(text, "zh")) if text is not None else ""
