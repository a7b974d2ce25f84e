"""How much of a plan's wording stands in other plans: its parent's and its peers'."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.comparing.alignment import Alignment, Match, align, wording
from planmodel.comparing.plan_names import plan_names
from planmodel.comparing.tree import parents_of
from planmodel.errors import MissingExtraError
from planmodel.frames import frame_class
from planmodel.listing import sentences, some, whole_percent
from planmodel.model.citing import with_plans
from planmodel.model.collection import unknown_id
from planmodel.model.plan import Plan
from planmodel.tabular import NOTEBOOK_ROWS, Result
from planmodel.words import Message, say

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

__all__ = ["Similarity", "similarity"]

_NOT_OWN = frozenset({"document", "organization", "metric", "resource"})
_RELATIONS = ("peer", "parent")
_LEAST_TEXT = 60
"""Characters below which a plan has too little text for a figure."""


class Similarity(Result):
    """How alike the wording of plans is.

    ``score`` is the cosine of the plans' character n-grams (two to four characters, weighted by TF-IDF over the set,
    with logarithmic counts): 1 for the same words in the same shares, 0 for nothing in common. It depends on the set,
    since what all plans say weighs little. ``shared`` does not: it is the share of a plan's wording, in characters,
    whose elements have a match in the other plan.

    Parameters:
        plans: the plans.
        parents: for each plan's id the id of the plan above it, or ``None``.

    Source: G. Salton and C. Buckley, *Term-weighting approaches in automatic text retrieval*, Information Processing &
        Management 24, 1988.
    """

    def __init__(self, plans: Sequence[Plan], parents: Mapping[str, str | None]) -> None:
        self._plans = {plan.id: plan for plan in plans}
        self._worded = {plan.id: _own_words(plan) for plan in plans}
        self.parents = dict(parents)
        self._texts = {id: "\n".join(map(wording, plan.elements)) for id, plan in self._worded.items()}
        self._aligned: dict[tuple[str, str], Alignment] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the plans."""
        return tuple(self._plans)

    def __len__(self) -> int:
        return len(self._plans)

    @cached_property
    def _matrix(self) -> npt.NDArray[np.float64]:
        if find_spec("sklearn") is None:
            raise MissingExtraError("scikit-learn", extra="similarity", purpose=say("purpose.similarity"))
        from sklearn.feature_extraction.text import TfidfVectorizer

        texts = [self._texts[id] for id in self._plans]
        weigh = TfidfVectorizer(analyzer="char", ngram_range=(2, 4), sublinear_tf=True, lowercase=True)
        found = weigh.fit_transform(texts)
        product: npt.NDArray[np.float64] = (found @ found.T).toarray().clip(0.0, 1.0)
        return product

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {id: number for number, id in enumerate(self._plans)}

    @cached_property
    def _texted(self) -> Mapping[str, int]:
        """The place of each plan with enough text for a figure."""
        return {id: number for id, number in self._place.items() if len(self._texts[id]) >= _LEAST_TEXT}

    def _has_text(self, id: str) -> bool:
        if id not in self._plans:
            raise unknown_id(id, self._plans, say("id.plans"))
        return id in self._texted

    def score(self, first: str, second: str) -> float | None:
        """Return the cosine of two plans' wording, 0 to 1; ``None`` where either has too little text.

        Raises:
            UnknownIdError: no such plan.
        """
        if not self._have_text(first, second):
            return None
        return round(float(self._matrix[self._place[first], self._place[second]]), 6)

    def _have_text(self, *plans: str) -> bool:
        """Return whether all of several plans have enough text; each must be there, whatever the others lack."""
        texted = [self._has_text(plan) for plan in plans]
        return all(texted)

    def _scores(self, plan: str) -> Mapping[str, float]:
        """Return the score of a plan with each that has enough text, itself among them; of one without, nothing."""
        if not self._has_text(plan):
            return {}
        scores = self._matrix[self._place[plan]].round(6).tolist()
        return {other: scores[number] for other, number in self._texted.items()}

    def matches(self, first: str, second: str) -> tuple[Match, ...]:
        """Return which elements of two plans have the same or a like name, whatever their ids.

        Raises:
            UnknownIdError: no such plan.
        """
        return self._alignment(first, second).matches

    def _alignment(self, first: str, second: str) -> Alignment:
        self._have_text(first, second)
        if (first, second) not in self._aligned:
            self._aligned[first, second] = align(self._worded[first], self._worded[second], by_id=False)
        return self._aligned[first, second]

    def shared(self, plan: str, other: str) -> float | None:
        """Return the share of a plan's wording, in characters, whose elements match one of the other; 0 to 1.

        Raises:
            UnknownIdError: no such plan.
        """
        if not self._have_text(plan, other):
            return None
        held = self._worded[plan]
        matched = {match.old for match in self.matches(plan, other)}
        lengths = {element.id: len(wording(element)) for element in held.elements}
        return sum(lengths[id] for id in matched) / sum(lengths.values())

    def nearest(self, plan: str, most: int = 5) -> list[tuple[str, float]]:
        """Return the plans whose wording is most like a plan's, with the scores.

        Raises:
            UnknownIdError: no such plan.
        """
        known = ((other, score) for other, score in self._scores(plan).items() if other != plan)
        return heapq.nsmallest(most, known, key=lambda one: (-one[1], one[0]))

    def matrix(self) -> pd.DataFrame:
        """Return the scores as a pandas table of plans by plans (extra ``frames``)."""
        ids = list(self.ids)
        return frame_class()({second: [self.score(first, second) for first in ids] for second in ids}, index=ids)

    def _columns(self) -> Sequence[Column]:
        columns = (
            Column("plan", "text", "the id of a plan"),
            Column("other", "text", "the id of another", head=say("similarity.other")),
            Column("score", "number", "how alike their wording is, 0 to 1; none where either has too little text"),
            Column(
                "relation",
                "text",
                "parent when the other is the plan above it, else peer",
                words="similarity.relation",
            ),
        )
        return with_plans(columns, self._plans, "plan", "other")

    def _rows(self) -> Sequence[dict[str, object]]:
        rows: list[dict[str, object]] = []
        for first in self.ids:
            scores, parent = self._scores(first), self.parents.get(first)
            rows += [
                {"plan": first, "other": second, "score": scores.get(second), "relation": _RELATIONS[second == parent]}
                for second in self.ids
                if first != second
            ]
        return rows

    def _has_answer(self, row: dict[str, object]) -> bool:
        return row["score"] is not None

    def _above(self) -> Iterable[str]:
        plans = say("comparing.plans", n=len(self))
        return (say("similarity.headline", plans=plans), *some([self._line(id) for id in self.ids], NOTEBOOK_ROWS))

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return plan_names(self._plans.values())

    def _line(self, id: str) -> Message:
        """Return what a plan shares with its parent, and which peer is nearest."""
        names = self._names
        if not self._has_text(id):
            return say("similarity.line", plan=names[id], said=say("similarity.no_text"))
        parent, said = self.parents.get(id), list[Message]()
        if parent is not None:
            figures = whole_percent(self.score(id, parent)), whole_percent(self.shared(id, parent))
            said.append(say("similarity.parent", plan=names.get(parent, parent), score=figures[0], shared=figures[1]))
        peers = [one for one in self.nearest(id, 2) if one[0] != parent]
        said += [say("similarity.peer", plan=names[one], score=whole_percent(score)) for one, score in peers[:1]]
        return say("similarity.line", plan=names[id], said=sentences(*said) or say("similarity.alone"))


def _own_words(plan: Plan) -> Plan:
    """Return what a plan says in words of its own: no documents, bodies, definitions and resources."""
    return Plan(
        id=plan.id,
        title=plan.title,
        elements=[element for element in plan.elements if element.kind not in _NOT_OWN],
        vocabulary=plan.vocabulary,
    )


@kinds_checked
def similarity(plans: Iterable[Plan], *, parents: Mapping[str, str | None] | None = None) -> Similarity:
    """Return how alike the wording of plans is, and which elements match which.

    Parameters:
        plans: the plans.
        parents: for each plan's id the id of the plan above it; by their areas when left out.

    Raises:
        MissingExtraError: scikit-learn or rapidfuzz is not installed (when a figure is asked for).

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> found = similarity(PlanSet.read("examples/counties/*.yaml"))
        >>> found.parents["qianjiang-esr-145"]
        'chongqing-esr-145'
    """
    held = list(plans)
    if parents is None:
        parents = {id: plan.id if plan is not None else None for id, plan in parents_of(held).items()}
    return Similarity(held, parents)
