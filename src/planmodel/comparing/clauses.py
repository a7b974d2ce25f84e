"""How far two people agree on what each clause of a document is, beyond what chance would give."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal

import attrs

from planmodel.check.texts import fold
from planmodel.model.element import Element

__all__ = ["ClauseAgreement", "CodedClause", "clause_agreement", "coded_clauses", "cohen_kappa"]

_END = re.compile(r"(?<=[。；！？，])|(?<=[.;!?,])(?=\s)")
_MOST = 0.5
"""Of a clause: so much of it a quotation must cover for the clause to be what is quoted."""

Label = frozenset[str]


@attrs.frozen(kw_only=True)
class ClauseAgreement:
    """How far two people's labels of the clauses of a document agree.

    Parameters:
        document: the document.
        kind: the kind that clauses are labelled with or not; ``None`` for all kinds together.
        clauses: how many clauses the document has.
        coded_here, coded_there: how many each labelled.
        observed: the share of clauses with the same label.
        expected: the share that chance would give, each person labelling as often as here.
        kappa: Cohen's kappa, (observed - expected) / (1 - expected); ``None`` when it is not defined.
        reason: why it is not: ``no_clauses``, or ``one_label`` when all clauses have the same from both.
    """

    document: str
    kind: str | None
    clauses: int
    coded_here: int
    coded_there: int
    observed: float | None
    expected: float | None
    kappa: float | None
    reason: Literal["no_clauses", "one_label"] | None = None


@attrs.frozen(kw_only=True)
class CodedClause:
    """A clause of a document with the elements that quote it.

    Parameters:
        document: the document.
        text: the clause as printed.
        here, there: the ids of the elements of each person that quote half of it or more.
        ends_line: whether it is the last of its line.
    """

    document: str
    text: str
    here: tuple[str, ...]
    there: tuple[str, ...]
    ends_line: bool = False


def cohen_kappa(pairs: Sequence[tuple[object, object]]) -> tuple[float, float, float | None]:
    """Return observed agreement, agreement expected by chance, and Cohen's kappa, ``None`` where chance explains all.

    Parameters:
        pairs: the two labels of each unit; at least one.

    Source: J. Cohen, *A Coefficient of Agreement for Nominal Scales*, Educational and Psychological Measurement 20
    (1960), 37–46.

    Example:
        >>> cohen_kappa([("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15)
        (0.7, 0.5, 0.4)
    """
    count = len(pairs)
    observed = sum(a == b for a, b in pairs) / count
    here, there = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(number * there[label] for label, number in here.items()) / count**2
    kappa = None if expected == 1 else round((observed - expected) / (1 - expected), 12)
    return observed, expected, kappa


def clause_agreement(
    document: str, words: str, here: Iterable[tuple[Element, str]], there: Iterable[tuple[Element, str]]
) -> list[ClauseAgreement]:
    """Return how far two people agree on the clauses of a document: over all kinds, then kind by kind.

    A clause ends with a comma, a semicolon, a stop or the line. Its label is the kinds of all elements that quote half
    of it or more.

    Parameters:
        document: the document's id.
        words: its text.
        here, there: the elements of each person with each quotation from it.
    """
    clauses = _Clauses(words)
    mine, theirs = clauses.labels(here), clauses.labels(there)
    kinds = sorted({kind for label in (*mine, *theirs) for kind in label})
    return [
        _agreement(document, None, list(zip(mine, theirs, strict=True))),
        *(
            _agreement(document, kind, [(a & {kind}, b & {kind}) for a, b in zip(mine, theirs, strict=True)])
            for kind in kinds
        ),
    ]


def coded_clauses(
    document: str, words: str, here: Iterable[tuple[Element, str]], there: Iterable[tuple[Element, str]]
) -> Iterator[CodedClause]:
    """Yield every clause of a document with the elements that quote it; the parameters are :func:`clause_agreement`'s.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> coded = [(Task(id="t", name="治气"), "治气")]
        >>> [(one.text, one.here) for one in coded_clauses("d", "治水。治气。", coded, [])]
        [('治水。', ()), ('治气。', ('t',))]
    """
    clauses = _Clauses(words)
    mine, theirs = clauses.elements(here), clauses.elements(there)
    for text, a, b in zip(clauses.texts, mine, theirs, strict=True):
        ids = [tuple(dict.fromkeys(one.id for one in side)) for side in (a, b)]
        yield CodedClause(
            document=document, text=text.strip("\n"), here=ids[0], there=ids[1], ends_line=text.endswith("\n")
        )


def _agreement(document: str, kind: str | None, pairs: list[tuple[Label, Label]]) -> ClauseAgreement:
    observed, expected, kappa = cohen_kappa(pairs) if pairs else (None, None, None)
    reason: Literal["no_clauses", "one_label"] | None = None
    if kappa is None:
        reason = "one_label" if pairs else "no_clauses"
    return ClauseAgreement(
        document=document,
        kind=kind,
        clauses=len(pairs),
        coded_here=sum(bool(a) for a, _ in pairs),
        coded_there=sum(bool(b) for _, b in pairs),
        observed=observed,
        expected=expected,
        kappa=kappa,
        reason=reason,
    )


class _Clauses:
    """The clauses of a text, folded as quotations are."""

    def __init__(self, words: str) -> None:
        parts = [(text, fold(text, markup=True)) for text in _parts(words)]
        self.texts = [text for text, folded in parts if folded]
        self._folded = [folded for _, folded in parts if folded]
        self._ends = list(accumulate(map(len, self._folded)))
        self._whole = "".join(self._folded)

    def labels(self, quotations: Iterable[tuple[Element, str]]) -> list[Label]:
        """Return for each clause the kinds of the elements that quote it."""
        return [frozenset(one.kind for one in held) for held in self.elements(quotations)]

    def elements(self, quotations: Iterable[tuple[Element, str]]) -> list[list[Element]]:
        """Return for each clause the elements that quote it."""
        held: list[list[Element]] = [[] for _ in self._folded]
        for element, quotation in quotations:
            for clause in self._quoted(fold(quotation, markup=True)):
                held[clause].append(element)
        return held

    def _quoted(self, quotation: str) -> Iterator[int]:
        """Yield the clauses that a quotation covers by half, or that hold it whole."""
        begin = self._whole.find(quotation) if quotation else -1
        if begin < 0:
            return
        end = begin + len(quotation)
        first, last = bisect_right(self._ends, begin), bisect_right(self._ends, end - 1)
        for clause in range(first, last + 1):
            start = self._ends[clause] - len(self._folded[clause])
            covered = min(end, self._ends[clause]) - max(begin, start)
            if first == last or covered >= _MOST * len(self._folded[clause]):
                yield clause


def _parts(words: str) -> Iterator[str]:
    """Yield the clauses of a text as printed, the end of a line with the last of them."""
    for line in words.split("\n"):
        parts = [one for one in _END.split(line) if one]
        yield from parts[:-1]
        yield f"{parts[-1]}\n" if parts else "\n"
