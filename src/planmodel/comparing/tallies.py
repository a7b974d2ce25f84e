"""What is counted in plans, and what of it is a share of what: said once, for plans in memory and tables of a corpus.

The questions are written over :class:`Tallies`, which counts rows: in memory as numbers (:class:`PlanTallies`), in a
corpus as columns with a row a plan (``planmodel.corpus.tallies``). Tables and fields are those of a corpus.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, Protocol, TypeAlias, TypeVar

from planmodel.errors import ModelError
from planmodel.model.element import Group, Nested
from planmodel.model.plan import Plan
from planmodel.model.targets import Change, Commitment, Compound, Grade, Level
from planmodel.text import suggestion
from planmodel.words import say

__all__ = [
    "HOW",
    "PlanTallies",
    "Speaking",
    "Tallies",
    "Topic",
    "how_specific",
    "shape_of",
    "speaking",
    "specificity_of",
]

N = TypeVar("N")
Topic: TypeAlias = Literal["metric", "theme", "kind"]
"""What plans may speak of."""

HOW: Mapping[str, str] = {
    "numeric": "a level, a change or a class",
    "relative": "measured on others (达到全国平均水平)",
    "assigned": "set elsewhere (完成省下达任务)",
    "qualitative": "in words (持续改善)",
    "unread": "not read",
}
"""How specific a target can be, the most specific first."""
_SHARED = ("numeric", "assigned", "qualitative")
_LISTED = ("section", "theme", "principle", "goal", "indicator", "task", "project")


class Tallies(Protocol[N]):
    """Counts of the rows of plans, as numbers or as columns; a field that is ``None`` is absent."""

    def count(self, table: str, **having: str | None) -> N:
        """How many rows of a table have these values."""
        ...

    def announced(self) -> N:
        """How many parts the elements that say how many they have say in all; absent when none says."""
        ...

    def parts(self) -> N:
        """How many elements are part of one that says how many parts it has; absent when none says."""
        ...

    def declared(self, kind: str) -> N:
        """How many elements of a kind the document says that it has; absent when it does not."""
        ...

    def share(self, part: N, *whole: N) -> N:
        """What share a count is of the sum of others; absent when that is 0."""
        ...


def specificity_of(tallies: Tallies[N]) -> dict[str, N]:
    """Return by name how many targets are how specific, and the shares."""
    targets = tallies.count("targets")
    counts = {how: tallies.count("targets", specificity=how) for how in HOW}
    shares = {f"share_{how}": tallies.share(counts[how], targets) for how in _SHARED}
    return {"targets": targets, **counts, **shares}


def shape_of(tallies: Tallies[N], declared: Iterable[str]) -> dict[str, N]:
    """Return by name how many elements are listed and declared, and the share of those that bind.

    Parameters:
        tallies: what counts.
        declared: the kinds of which any plan declares how many it has.
    """
    says = tuple(dict.fromkeys(declared))
    counts = {"elements": tallies.count("elements")}
    for kind in dict.fromkeys((*_LISTED, *says)):
        counts[f"{kind}_listed"] = tallies.count("elements", kind=kind, part_of=None)
    counts |= {f"{kind}_declared": tallies.declared(kind) for kind in says}
    counts |= {"parts_declared": tallies.announced(), "parts_listed": tallies.parts()}
    binding, expected = (tallies.count("indicators", obligation=one) for one in ("binding", "expected"))
    return counts | {
        "binding": binding,
        "expected": expected,
        "share_binding": tallies.share(binding, binding, expected),
    }


class Speaking(NamedTuple):
    """What makes a plan speak of something: rows of a table, counted by a field.

    Parameters:
        table: the table.
        field: what is spoken of; rows without it do not count.
        once: the field of which rows with one value count once; every row counts when left out.
        having: values that rows must have.
    """

    table: str
    field: str
    once: str | None = None
    having: Mapping[str, str] = {}


_TOPICS: Mapping[str, Speaking] = {
    "metric": Speaking("targets", "metric", once="indicator"),
    "theme": Speaking("relations", "target", having={"relation": "has_theme"}),
    "kind": Speaking("elements", "kind"),
}


def speaking(topic: Topic) -> Speaking:
    """Return what makes a plan speak of a metric, a theme or a kind of element.

    Raises:
        ModelError: plans are not asked about that.
    """
    if topic not in _TOPICS:
        raise ModelError(
            say("coverage.no_topic", topic=f"{topic!r}"), hint=suggestion(str(topic), _TOPICS) or say("coverage.topics")
        )
    return _TOPICS[topic]


def how_specific(commitment: Commitment) -> str:
    """Return how specific a commitment is: a key of :data:`HOW`; of several in one cell the most specific.

    Example:
        >>> from planmodel.phrases.reader import read_target
        >>> [how_specific(read_target(text).commitment) for text in ("≥90%", "完成省下达任务", "持续改善")]
        ['numeric', 'assigned', 'qualitative']
    """
    if isinstance(commitment, Compound):
        order = list(HOW)
        return min(map(how_specific, commitment.parts), key=order.index)
    if isinstance(commitment, Level | Change | Grade):
        return "numeric"
    return {"RelativeTo": "relative", "Assigned": "assigned", "Qualitative": "qualitative"}.get(
        commitment.kind, "unread"
    )


_Row: TypeAlias = Mapping[str, str | None]


class PlanTallies:
    """Counts of plans in memory, one or several together, as :class:`Tallies`.

    Parameters:
        plans: the plans.
    """

    def __init__(self, *plans: Plan) -> None:
        self._plans = plans
        self._rows: dict[str, Counter[tuple[tuple[str, str | None], ...]]] = {}

    def count(self, table: str, **having: str | None) -> int:
        """How many rows of a table have these values."""
        if table not in self._rows:
            self._rows[table] = Counter(tuple(row.items()) for plan in self._plans for row in _ROWS[table](plan))
        wanted = having.items()
        return sum(count for row, count in self._rows[table].items() if wanted <= dict(row).items())

    def announced(self) -> int | None:
        """How many parts the elements that say how many they have say in all."""
        counts = [count for plan in self._plans for count in _groups(plan).values()]
        return sum(counts) if counts else None

    def parts(self) -> int | None:
        """How many elements are part of one that says how many parts it has."""
        wholes = [(plan, groups) for plan in self._plans if (groups := _groups(plan))]
        held = [sum(_whole(one) in groups for one in plan.elements) for plan, groups in wholes]
        return sum(held) if held else None

    def declared(self, kind: str) -> int | None:
        """How many elements of a kind the documents say that they have."""
        counts = [one.count for plan in self._plans for one in plan.declares if one.kind == kind]
        return sum(counts) if counts else None

    def share(self, part: float | None, *whole: float | None) -> float | None:
        """What share a count is of the sum of others."""
        total = sum(one or 0 for one in whole)
        return (part or 0) / total if total else None

    def spoken(self, speaking: Speaking) -> Counter[str]:
        """Return how often is spoken of what."""
        found: Counter[str] = Counter()
        met: set[tuple[int, str | None, str]] = set()
        for number, plan in enumerate(self._plans):
            for row in _ROWS[speaking.table](plan):
                name = row[speaking.field]
                if name is None or not speaking.having.items() <= row.items():
                    continue
                if speaking.once is not None:
                    key = number, row[speaking.once], name
                    if key in met:
                        continue
                    met.add(key)
                found[name] += 1
        return found


def _whole(element: object) -> str | None:
    return element.part_of.to if isinstance(element, Nested) and element.part_of is not None else None


def _groups(plan: Plan) -> dict[str, int]:
    """Return how many parts elements say that they have."""
    return {one.id: one.declared_count for one in plan.elements if isinstance(one, Group) and one.declared_count}


def _elements(plan: Plan) -> Iterator[_Row]:
    for one in plan.elements:
        yield {"kind": one.kind, "part_of": None if _whole(one) is None else "a whole"}


def _indicators(plan: Plan) -> Iterator[_Row]:
    for one in plan.indicators:
        yield {"obligation": one.obligation}


def _targets(plan: Plan) -> Iterator[_Row]:
    for one in plan.indicators:
        metric = one.metric.to if one.metric is not None else None
        for target in one.targets:
            yield {"indicator": one.id, "metric": metric, "specificity": how_specific(target.commitment)}


def _themes(plan: Plan) -> Iterator[_Row]:
    for one in plan.elements:
        for link in one.themes:
            yield {"relation": "has_theme", "target": link.to}


_ROWS = {"elements": _elements, "indicators": _indicators, "targets": _targets, "relations": _themes}
