"""Following the numbers: which of the marks of a document are headings, and which one stands under which.

A number is a heading's when it is 1 or the next of its form; (四) may follow (三) of the chapter before, for in many
plans （一）… runs on through the chapters. Where a number is missing the heading is taken all the same if it looks like
one, and the gap is told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import attrs

from planmodel.drafting.marks import Mark

__all__ = ["Candidate", "Followed", "follow"]

_GAP = {"dot": 30, "circle": 3, "round": 3}
_WIDEST_GAP = 4
_OPENING_GAP = 3
_SHORT = 20
"""Characters of a name that show an item whose first is lost; a note behind a table goes on."""
_ANNEX = -1000.0
_FIRST_GAPS = frozenset({"part", "chapter", "section", "han", "paren"})


@attrs.frozen(kw_only=True)
class Candidate:
    """What may be a heading.

    Parameters:
        mark: its number; ``None`` for a heading that only its format or its words show.
        rank: how deep it stands when the format says so.
        start: where it begins in the text.
        likely: whether the words behind the number look like a heading.
        closing: whether they are short and end their paragraph.
        name: the words of a heading without a number.
    """

    mark: Mark | None
    start: int
    rank: float | None = None
    likely: bool = True
    closing: bool = False
    name: str = ""


@attrs.frozen(kw_only=True)
class Followed:
    """A candidate that is a heading.

    Parameters:
        candidate: the candidate.
        rank: how deep it stands.
        missing: the numbers before it that are not there, as ``3`` or ``3 to 5``.
        twice: whether its number is that of the heading before it.
        anew: whether a list begins with it right behind another of its form, with no heading between them.
    """

    candidate: Candidate
    rank: float
    missing: str = ""
    twice: bool = False
    anew: bool = False


def follow(candidates: Sequence[Candidate]) -> list[Followed]:
    """Return the candidates that are headings, in order.

    Example:
        >>> from planmodel.drafting.marks import marks_in
        >>> text = "一、总则（一）思想。（二）原则。二、任务（三）治水。"
        >>> found = follow([Candidate(mark=one, start=one.start) for one in marks_in(text, 0)])
        >>> [(one.candidate.mark.form, one.candidate.mark.value) for one in found]
        [('han', 1), ('paren', 1), ('paren', 2), ('han', 2), ('paren', 3)]
    """
    walk = _Walk(candidates)
    found = []
    for at, candidate in enumerate(candidates):
        one = walk.step(at, candidate)
        if one is not None:
            found.append(one)
    return found


class _Open:
    """A heading under which others may stand."""

    def __init__(self, form: str, value: int, rank: float, parent: str) -> None:
        self.form, self.value, self.rank, self.parent = form, value, rank, parent


class _Walk:
    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.stack: list[_Open] = []
        self.last: dict[str, int] = {}
        self.later: dict[tuple[str, int], list[int]] = {}
        for at, one in enumerate(candidates):
            if one.mark is not None:
                self.later.setdefault((one.mark.form, one.mark.value), []).append(at)

    def step(self, at: int, candidate: Candidate) -> Followed | None:
        """Return a candidate as a heading, or ``None`` when it is none; headings that it ends are closed."""
        mark = candidate.mark
        if mark is None:
            rank = candidate.rank if candidate.rank is not None else self._rank_of_words()
            return self._open("named", 0, rank, "", candidate)
        form, value = mark.form, mark.value
        if form == "annex":  # it ends whatever stands before it
            return self._open(form, value, _ANNEX, "", candidate)
        rank = candidate.rank if candidate.rank is not None else float(mark.rank)
        if candidate.rank is not None:
            level = next((one for one in self.stack if one.form == form and one.value == value - 1), None)
            rank = level.rank if level is not None and level.rank < 0 else rank  # copies mix up levels, not numbers
            missing = self._gap(form, value, rank) if value else ""
            return self._open(form, value, rank, mark.parent, candidate, missing=missing)
        if form.startswith("decimal") and mark.parent.count(".") and not self._holds(mark.parent):
            return self._open(form, value, rank, mark.parent, candidate, missing=mark.parent) if mark.first else None
        held = next((one for one in reversed(self.stack) if one.form == form), None)
        if held is not None and mark.parent == held.parent:
            return self._next_to(held, at, candidate, mark)
        if value == 1:
            sure = mark.first or self._comes(form, 2, at)
            if form in ("bare", "code"):
                sure = candidate.likely and self._comes(form, 2, at)
            return self._open(form, value, rank, mark.parent, candidate) if sure else None
        before = self.last.get(form, 0)
        if before and value == before + 1 and (candidate.likely or not mark.first):
            return self._open(form, value, rank, mark.parent, candidate)
        if not (mark.first and candidate.likely):
            return None
        if before and 0 < value - before <= _GAP.get(form, _WIDEST_GAP) and form != "bare":
            return self._open(form, value, rank, mark.parent, candidate, missing=_span(before + 1, value - 1))
        short = form == "dot" and value == 2 and 2 <= len(re.split("[。；;：:]", candidate.name)[0]) <= _SHORT
        opens = form in _FIRST_GAPS or form.startswith("decimal") or short
        if opens and 1 < value <= _OPENING_GAP:
            return self._open(form, value, rank, mark.parent, candidate, missing=_span(1, value - 1))
        return None

    def _next_to(self, held: _Open, at: int, candidate: Candidate, mark: Mark) -> Followed | None:
        """Return a candidate of a form that is open: the next one, a new list, or one behind a gap."""
        form, value = mark.form, mark.value
        step = value - held.value
        if step == 1:
            return self._open(form, value, held.rank, mark.parent, candidate)
        if value == 1:
            again = mark.first and form != "code" and not self._returns(form, held.value + 1, at)
            opened = self._open(form, value, held.rank, mark.parent, candidate) if again else None
            return attrs.evolve(opened, anew=form in _FIRST_GAPS) if opened is not None else None
        if not ((mark.first and candidate.likely) or (candidate.closing and step == 2)):
            return None
        if step == 0:
            return self._open(form, value, held.rank, mark.parent, candidate, twice=True)
        if 1 < step <= _GAP.get(form, _WIDEST_GAP) and not self._returns(form, held.value + 1, at):
            missing = _span(held.value + 1, value - 1)
            return self._open(form, value, held.rank, mark.parent, candidate, missing=missing)
        return None

    def _holds(self, number: str) -> bool:
        """Return whether a decimal number is that of a heading that is open."""
        return any(number in (f"{one.parent}.{one.value}", str(one.value)) for one in self.stack)

    def _gap(self, form: str, value: int, rank: float) -> str:
        held = next((one for one in reversed(self.stack) if one.form == form and one.rank == rank), None)
        step = value - held.value if held is not None else 1
        return _span(held.value + 1, value - 1) if held is not None and 1 < step <= _WIDEST_GAP else ""

    def _rank_of_words(self) -> float:
        """Return how deep a heading without number or format stands: below the nearest chapter."""
        chapters = [one.rank for one in self.stack if one.rank <= 6]
        return (chapters[-1] if chapters else 6) + 0.5

    def _comes(self, form: str, value: int, at: int) -> bool:
        return self._after(form, value, at) is not None

    def _after(self, form: str, value: int, at: int) -> int | None:
        """Return the next candidate of a form and value behind one."""
        places = self.later.get((form, value), [])
        number = bisect_right(places, at)
        return places[number] if number < len(places) else None

    def _returns(self, form: str, value: int, at: int) -> bool:
        """Return whether the number that is due comes before a heading that would end the list."""
        due = self._after(form, value, at)
        if due is None:
            return False
        for one in self.stack:
            if one.form == form:
                break
            closes = self._after(one.form, one.value + 1, at)
            if closes is not None and closes < due:
                return False
        return True

    def _open(
        self,
        form: str,
        value: int,
        rank: float,
        parent: str,
        candidate: Candidate,
        *,
        missing: str = "",
        twice: bool = False,
    ) -> Followed:
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        self.stack.append(_Open(form, value, rank, parent))
        self.last[form] = value
        return Followed(candidate=candidate, rank=rank, missing=missing, twice=twice)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
