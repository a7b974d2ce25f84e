"""How specific targets are, and what plans are made of: counts by plan, and shares where there is what to share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from planmodel.columns import Column
from planmodel.model.element import Group, Nested
from planmodel.model.plan import Plan
from planmodel.model.targets import Change, Commitment, Compound, Grade, Level
from planmodel.tabular import Result

__all__ = ["HOW", "SHAPE", "Counts", "how_specific", "shape", "specificity"]

HOW: Mapping[str, str] = {
    "numeric": "a level, a change or a class",
    "relative": "measured on others (达到全国平均水平)",
    "assigned": "set elsewhere (完成省下达任务)",
    "qualitative": "in words (持续改善)",
    "unread": "not read",
}
"""How specific a target can be, the most specific first."""


@attrs.frozen(kw_only=True, repr=False)
class Counts(Result):
    """One record a plan, and one for all.

    Parameters:
        title: what is counted.
        records: one a plan; a share is ``None`` where there is nothing to share.
        total: the same over all plans.
    """

    title: str
    records: tuple[dict[str, Any], ...]
    total: dict[str, Any]

    def __getitem__(self, plan: str) -> dict[str, Any]:
        for record in self.records:
            if record["plan"] == plan:
                return record
        from planmodel.model.collection import unknown_id

        raise unknown_id(plan, [record["plan"] for record in self.records], self.title)

    def __len__(self) -> int:
        return len(self.records)

    def _columns(self) -> Sequence[Column]:
        return [_column(key) for key in self.total]

    def _rows(self) -> Sequence[dict[str, Any]]:
        return self.records

    def _above(self) -> Iterable[str]:
        return (self.title,)

    def _below(self) -> Iterable[str]:
        said = ", ".join(f"{one.title} {one.text(self.total)}" for one in self._columns()[1:])
        return (f"all: {said}",)


def _column(key: str) -> Column:
    """Return the column of a count: the plan, a share, or a number of things."""
    if key == "plan":
        return Column(key, "text", "the id of the plan")
    words = key.replace("_", " ")
    if key.startswith("share_"):
        about = f"the {words.replace('share', 'share of')} among them, 0 to 1"
        return Column(key, "number", about, cell=lambda row: _percent(row[key]))
    return Column(key, "integer", HOW.get(key) or f"how many: {words}")


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.0%}"


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


def specificity(plans: Iterable[Plan]) -> Counts:
    """Return how many of each plan's targets are numeric, set elsewhere, in words or not read, and the numeric share.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> specificity(PlanSet.read("examples/counties/*.yaml"))["nation-esr-145"]["numeric"]
        5
    """
    records, total = [], Counter[str]()
    for plan in plans:
        counted = Counter(how_specific(target.commitment) for one in plan.indicators for target in one.targets)
        records.append({"plan": plan.id, **_specific(counted)})
        total.update(counted)
    return Counts(
        title="targets by how specific they are",
        records=tuple(records),
        total={"plan": "all", **_specific(total)},
    )


def _specific(counted: Counter[str]) -> dict[str, Any]:
    targets = counted.total()
    shares = {
        f"share_{how}": counted[how] / targets if targets else None for how in ("numeric", "assigned", "qualitative")
    }
    return {"targets": targets, **{how: counted[how] for how in HOW}, **shares}


SHAPE = ("section", "theme", "principle", "goal", "indicator", "task", "project")


def shape(plans: Iterable[Plan]) -> Counts:
    """Return how many elements the plans list and declare, and the share of binding indicators.

    ``listed`` counts elements of a kind that are part of no other, as documents count them; ``declared`` is what the
    document says (五个部分), ``None`` when it does not; ``parts_…`` are those of elements of which the document says
    how many parts they have (六项重点工程). The share is that of binding among the indicators that say whether they
    bind.

    Example:
        >>> from planmodel.formats.native import read_plan
        >>> found = shape([read_plan("examples/lianzhou/plan.yaml")])["lianzhou-eco-145"]
        >>> found["section_declared"], found["parts_declared"], found["parts_listed"]
        (5, 11, 12)
    """
    held = list(plans)
    declared = dict.fromkeys(one.kind for plan in held for one in plan.declares)
    records = [_shape(plan, declared) for plan in held]
    total: dict[str, Any] = {"plan": "all"}
    for key in _shape(Plan(id="none", title="none"), declared):
        told = [record[key] for record in records if record[key] is not None]
        if key not in ("plan", "share_binding"):
            total[key] = sum(told) if told else None
    total["share_binding"] = _binding(total["binding"] or 0, total["expected"] or 0)
    return Counts(title="elements listed and declared, and what binds", records=tuple(records), total=total)


def _shape(plan: Plan, declared: Iterable[str]) -> dict[str, Any]:
    listed = Counter(one.kind for one in plan.elements if not isinstance(one, Nested) or one.part_of is None)
    says = {one.kind: one.count for one in plan.declares}
    record: dict[str, Any] = {"plan": plan.id, "elements": len(plan)}
    record |= {f"{kind}_listed": listed[kind] for kind in dict.fromkeys((*SHAPE, *declared))}
    record |= {f"{kind}_declared": says.get(kind) for kind in declared}
    groups = {one.id: one.declared_count for one in plan.elements if isinstance(one, Group) and one.declared_count}
    parts = [one for one in plan.elements if isinstance(one, Nested) and one.part_of and one.part_of.to in groups]
    record["parts_declared"] = sum(groups.values()) if groups else None
    record["parts_listed"] = len(parts) if groups else None
    for obligation in ("binding", "expected"):
        record[obligation] = sum(one.obligation == obligation for one in plan.indicators)
    record["share_binding"] = _binding(record["binding"], record["expected"])
    return record


def _binding(binding: int, expected: int) -> float | None:
    return binding / (binding + expected) if binding + expected else None
