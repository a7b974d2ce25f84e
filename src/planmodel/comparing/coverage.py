"""Who says anything about what: plans by metric, theme or kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import attrs

from planmodel.arguments import each_checked, kinds_checked
from planmodel.columns import Column
from planmodel.comparing.metric_ids import known_metrics
from planmodel.comparing.shown import commonest
from planmodel.comparing.tallies import PlanTallies, Topic, speaking
from planmodel.errors import ModelError
from planmodel.frames import frame_class
from planmodel.listing import some, whole_percent
from planmodel.model.citing import with_plans
from planmodel.model.collection import unknown_id
from planmodel.model.metrics import shipped_metric
from planmodel.model.plan import Plan
from planmodel.tabular import NOTEBOOK_ROWS, Result
from planmodel.words import count_of, say, term

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Crosstab", "coverage"]

Columns = Literal["metric", "theme", "kind"]


@attrs.frozen(kw_only=True, repr=False)
class Crosstab(Result):
    """How often each plan speaks of each thing.

    Parameters:
        columns_are: ``metric``, ``theme`` or ``kind``.
        plans: the ids of the plans: the rows.
        columns: what they may speak of, most widely covered first.
        names: the name of each column.
        counts: (plan, column) → how many indicators with a target, or elements; absent where there is none.
        silent: what else plans may speak of, and none here does.
        held: the plans themselves.
    """

    columns_are: str
    plans: tuple[str, ...]
    columns: tuple[str, ...]
    names: Mapping[str, str]
    counts: Mapping[tuple[str, str], int]
    silent: frozenset[str] = attrs.field(default=frozenset(), eq=False)
    held: Mapping[str, Plan] = attrs.field(factory=dict, eq=False)

    def _check(self, column: str) -> None:
        if column not in self.names and column not in self.silent:
            raise unknown_id(
                column, [*self.columns, *sorted(self.silent)], say("id.coverage_by", columns=self.columns_are)
            )

    @kinds_checked
    def count(self, plan: str, column: str) -> int:
        """Return how often a plan speaks of something.

        Raises:
            UnknownIdError: there is no such plan, or nothing of that name to speak of; so do the questions below.
        """
        if plan not in self.plans:
            raise unknown_id(plan, self.plans, say("id.coverage"))
        self._check(column)
        return self.counts.get((plan, column), 0)

    @kinds_checked
    def plans_with(self, column: str) -> tuple[str, ...]:
        """Return the plans that speak of something."""
        self._check(column)
        return tuple(plan for plan in self.plans if (plan, column) in self.counts)

    @kinds_checked
    def share(self, column: str) -> float | None:
        """Return the share of plans that speak of something, 0 to 1; ``None`` when there is no plan."""
        return len(self.plans_with(column)) / len(self.plans) if self.plans else None

    def matrix(self) -> pd.DataFrame:
        """Return a table of plans by columns (extra ``frames``)."""
        data = {column: [self.count(plan, column) for plan in self.plans] for column in self.columns}
        return frame_class()(data, index=list(self.plans))

    def _columns(self) -> Sequence[Column]:
        columns = (
            Column("plan", "text", "the id of the plan"),
            Column(self.columns_are, "text", f"the {self.columns_are} that it may speak of"),
            Column("name", "text", f"the name of the {self.columns_are}", shown=self.columns_are != "kind"),
            Column("count", "integer", "how many indicators with a target, or elements; 0 where nothing is said"),
        )
        return with_plans(columns, self.held)

    def _rows(self) -> Sequence[dict[str, Any]]:
        return [
            {"plan": plan, self.columns_are: column, "name": self.names[column], "count": self.count(plan, column)}
            for plan in self.plans
            for column in self.columns
        ]

    def _has_answer(self, row: dict[str, Any]) -> bool:
        return bool(row["count"])

    def _above(self) -> Iterable[str]:
        lines = [
            say(
                "crosstab.kind" if self.columns_are == "kind" else "crosstab.column",
                column=column,
                name=self.names[column],
                plans=say("comparing.plans", n=len(self.plans_with(column))),
                share=whole_percent(self.share(column)),
            )
            for column in self.columns
        ]
        columns = count_of(self.columns_are, len(self.columns), self.columns_are)
        plans = say("comparing.plans", n=len(self.plans))
        return (say("crosstab.headline", plans=plans, columns=columns), *some(lines, NOTEBOOK_ROWS))


@kinds_checked
def coverage(plans: Iterable[Plan], rows: Literal["plan"] = "plan", columns: Topic = "metric") -> Crosstab:
    """Return which plan says anything about what, and how often.

    Parameters:
        plans: the plans.
        rows: ``plan``; there is no other yet.
        columns: ``metric`` (indicators with a target), ``theme`` (elements of the theme) or ``kind`` (elements).

    Raises:
        ModelError: rows or columns are something else.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> found = coverage(PlanSet.read("examples/counties/*.yaml"), "plan", "metric")
        >>> found.count("nation-esr-145", "energy-total"), found.count("qianjiang-esr-145", "energy-total")
        (1, 0)
    """
    if rows != "plan":
        raise ModelError(say("coverage.none", rows=f"{rows!r}"), hint='coverage("plan", "metric")')
    about = speaking(columns)
    counts: dict[tuple[str, str], int] = {}
    called: dict[str, Counter[str]] = {}
    widely: Counter[str] = Counter()
    held = each_checked("plans", plans, Plan)
    ids = [plan.id for plan in held]
    for plan in held:
        for column, number in PlanTallies(plan).spoken(about).items():
            counts[plan.id, column] = number
            widely[column] += 1
            called.setdefault(column, Counter())[_name(plan, columns, column)] += 1
    ordered = sorted(widely, key=lambda column: (-widely[column], column))
    return Crosstab(
        columns_are=columns,
        plans=tuple(ids),
        columns=tuple(ordered),
        names={column: commonest(names)[0] for column, names in called.items()},
        counts=counts,
        silent=frozenset(_could_be(columns, held)).difference(ordered),
        held={plan.id: plan for plan in held},
    )


def _could_be(columns: Topic, plans: Iterable[Plan]) -> Iterator[str]:
    if columns == "metric":
        yield from known_metrics(plans)
    for plan in plans:
        yield from plan.themes.ids if columns == "theme" else plan.vocabulary.by_kind if columns == "kind" else ()


def _name(plan: Plan, columns: str, id: str) -> str:
    if columns == "kind":
        return term("kind", id)
    own = plan.get(id)
    if own is not None:
        return str(own.label("zh"))
    shared = shipped_metric(id) if columns == "metric" else None
    return shared.label("zh") if shared is not None else id
