"""How specific targets are, and what plans are made of: counts by plan, and shares where there is what to share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from planmodel.arguments import each_checked, kinds_checked
from planmodel.columns import Column
from planmodel.comparing.tallies import HOW, PlanTallies, shape_of, specificity_of
from planmodel.listing import whole_percent
from planmodel.model.citing import with_plans
from planmodel.model.plan import Plan
from planmodel.tabular import Keyed, Result
from planmodel.words import say, term

__all__ = ["Counts", "shape", "specificity"]


@attrs.frozen(kw_only=True, repr=False)
class Counts(Keyed, Result):
    """One record a plan, and one for all.

    Parameters:
        title: what is counted.
        records: one a plan; a share is ``None`` where there is nothing to share.
        total: the same over all plans.
        held: the plans themselves.
    """

    title: str
    records: tuple[dict[str, Any], ...]
    total: dict[str, Any]
    held: Mapping[str, Plan] = attrs.field(factory=dict, eq=False)

    def __getitem__(self, plan: str) -> dict[str, Any]:
        for record in self.records:
            if record["plan"] == plan:
                return record
        from planmodel.model.collection import unknown_id

        raise unknown_id(plan, [record["plan"] for record in self.records], self.title)

    def _ids(self) -> Iterable[str]:
        return [record["plan"] for record in self.records]

    def __len__(self) -> int:
        return len(self.records)

    def _columns(self) -> Sequence[Column]:
        return with_plans(map(_column, self.total), self.held)

    def _rows(self) -> Sequence[dict[str, Any]]:
        return self.records

    def _above(self) -> Iterable[str]:
        return (self.title,)

    def _below(self) -> Iterable[str]:
        counted = [_column(key) for key in self.total if key != "plan"]
        said = [say("counts.one", title=one.title, value=one.text(self.total)) for one in counted]
        return (say("counts.all", said=said),)


def _column(key: str) -> Column:
    """Return the column of a count: the plan, a share, or a number of things."""
    if key == "plan":
        return Column(key, "text", "the id of the plan")
    words = key.replace("_", " ")
    if key.startswith("share_"):
        about = f"the {words.replace('share', 'share of')} among them, 0 to 1"
        return Column(key, "number", about, cell=lambda row: whole_percent(row[key]))
    return Column(key, "integer", HOW.get(key) or f"how many: {words}", head=_head(key), owner="counts")


def _head(key: str) -> str | None:
    """Return what a count is called that is named after its kind, or that the catalogue calls so here alone."""
    kind, _, what = key.rpartition("_")
    if what in ("listed", "declared"):
        return say(f"counts.{key}") if kind == "parts" else say(f"counts.{what}", kind=term("kind", kind))
    return say(f"counts.{key}") if key in ("binding", "expected") else None


@kinds_checked
def specificity(plans: Iterable[Plan]) -> Counts:
    """Return how many of each plan's targets are numeric, set elsewhere, in words or not read, and the numeric share.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> specificity(PlanSet.read("examples/counties/*.yaml"))["nation-esr-145"]["numeric"]
        5
    """
    held = each_checked("plans", plans, Plan)
    return _counts(say("counts.specificity"), held, specificity_of)


@kinds_checked
def shape(plans: Iterable[Plan]) -> Counts:
    """Return how many elements the plans list and declare, and the share of binding indicators.

    ``listed`` counts elements of a kind that are part of no other, as documents count them; ``declared`` is what the
    document says (五个部分), ``None`` when it does not; ``parts_…`` are those of elements of which the document says
    how many parts they have (六项重点工程). The share is that of binding among the indicators that say whether they
    bind.

    Example:
        >>> from planmodel.exchange.opening import read_plan
        >>> found = shape([read_plan("examples/lianzhou/plan.yaml")])["lianzhou-eco-145"]
        >>> found["section_declared"], found["parts_declared"], found["parts_listed"]
        (5, 11, 12)
    """
    held = each_checked("plans", plans, Plan)
    declared = tuple(one.kind for plan in held for one in plan.declares)
    return _counts(say("counts.shape"), held, lambda tallies: shape_of(tallies, declared))


def _counts(title: str, plans: Sequence[Plan], of: Callable[[PlanTallies], dict[str, Any]]) -> Counts:
    return Counts(
        title=title,
        records=tuple({"plan": plan.id, **of(PlanTallies(plan))} for plan in plans),
        total={"plan": "all", **of(PlanTallies(*plans))},
        held={plan.id: plan for plan in plans},
    )
