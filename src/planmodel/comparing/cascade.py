"""From nation to county: what each plan makes of the promises of the plan above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import attrs

from planmodel.arguments import each_checked, kinds_checked
from planmodel.columns import Column
from planmodel.comparing.cascade_columns import columns_of_cascade
from planmodel.comparing.definitions import definition_of, definitions_differ
from planmodel.comparing.figures import promise_text
from planmodel.comparing.outcomes import Outcome, Verdict, compare_commitments
from planmodel.comparing.plan_names import plan_names
from planmodel.comparing.statements import several_targets, year_words
from planmodel.comparing.tree import ancestors_of, not_above
from planmodel.errors import DuplicateIdError, ModelError
from planmodel.faults import InternalFault, attempt
from planmodel.model.kinds import Indicator
from planmodel.model.metrics import metric_of
from planmodel.model.plan import Plan
from planmodel.model.repeats import spoken_order
from planmodel.model.subjects import same_part
from planmodel.model.targets import Commitment, Target
from planmodel.tabular import Listed, Result, Rows, Single
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.views.picture import Picture

__all__ = ["Cascade", "CascadeResult", "cascade"]


@attrs.frozen(kw_only=True)
class CascadeResult(Single):
    """One promise of a child plan held against its parent's.

    Parameters:
        metric: the id of the metric that both use.
        child: the id of the child plan.
        parent: the id of the parent plan.
        year: the year by whose end both shall hold.
        outcome: ``stricter``, ``equal`` or ``looser`` by the change that it requires; ``higher`` or ``lower`` where
            only the levels are known; ``share``, ``not_comparable``, ``child_unnumbered`` or ``parent_unnumbered``.
        share: the child's number over the parent's, exactly, when it is a part of it.
        reason: why there is no comparison, or what to mind about it.
        stretch: the outcome for what the two strive for (力争), when either says so.
        child_indicator: the child's indicator and target.
        parent_indicator: the parent's.
        child_target: the child's target.
        parent_target: the parent's; ``None`` when it has none for that year.
    """

    metric: str
    child: str
    parent: str
    year: int | None
    outcome: Outcome
    share: Fraction | None = None
    reason: str | None = None
    stretch: Outcome | None = None
    child_indicator: str
    parent_indicator: str
    child_target: Target
    parent_target: Target | None

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain values; ``share`` is the nearest float."""
        return {
            "metric": self.metric,
            "child": self.child,
            "parent": self.parent,
            "year": self.year,
            "outcome": self.outcome,
            "share": float(self.share) if self.share is not None else None,
            "reason": self.reason,
            "stretch": self.stretch,
            "child_indicator": self.child_indicator,
            "parent_indicator": self.parent_indicator,
            "child_promise": promise_text(self.child_target),
            "parent_promise": promise_text(self.parent_target),
            "child_published": self.child_target.as_published,
            "parent_published": self.parent_target.as_published if self.parent_target is not None else None,
        }


@attrs.frozen(kw_only=True, repr=False)
class Cascade(Listed, Result):
    """The results of :func:`cascade`, in the order of the child's indicators.

    Parameters:
        results: one a promise of a metric that both plans use.
        only_child: metrics that a child has a target for and its parent has not.
        only_parent: metrics that a parent has a target for and its child has not.
        without_metric: indicators with targets that name no metric, so that they match nothing.
        pairs: which plan was held against which: (child, parent).
        roots: the plans that have no parent here.
        plan_names: a short name for each plan, for what people read.
        metric_names: the name of each metric of a result.
        held: the plans themselves.
    """

    results: tuple[CascadeResult, ...]
    only_child: tuple[str, ...]
    only_parent: tuple[str, ...]
    without_metric: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    roots: tuple[str, ...] = ()
    plan_names: Mapping[str, str] = attrs.field(factory=dict, eq=False)
    metric_names: Mapping[str, str] = attrs.field(factory=dict, eq=False)
    held: Mapping[str, Plan] = attrs.field(factory=dict, eq=False)

    def counts(self) -> list[dict[str, Any]]:
        """Return for each child and parent how many promises had which outcome."""
        found: dict[tuple[str, str], Counter[str]] = {pair: Counter() for pair in self.pairs}
        for one in self.results:
            found.setdefault((one.child, one.parent), Counter())[one.outcome] += 1
        return [
            {"child": child, "parent": parent, **{outcome: counted[outcome] for outcome in get_args(Outcome)}}
            for (child, parent), counted in found.items()
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "results": [result.to_dict() for result in self.results],
            "only_child": list(self.only_child),
            "only_parent": list(self.only_parent),
            "without_metric": list(self.without_metric),
            "pairs": [list(pair) for pair in self.pairs],
            "roots": list(self.roots),
        }

    @kinds_checked
    def plot(self, child: str | None = None, language: str | None = None) -> Picture:
        """Return a chart (extra ``report``); see :func:`planmodel.views.charts.cascade.plot_cascade`."""
        from planmodel.views.charts.cascade import plot_cascade

        return plot_cascade(self, child, language)

    def _columns(self) -> Sequence[Column]:
        return columns_of_cascade(self)

    def _rows(self) -> Sequence[CascadeResult]:
        return self.results

    def _has_answer(self, row: CascadeResult) -> bool:
        return row.outcome != "not_comparable"

    def _below(self) -> Iterable[str]:
        named = ("only_child", "only_parent", "without_metric")
        return [say(f"comparing.{name}", ids=ids) for name in named if (ids := getattr(self, name))]


@kinds_checked
def cascade(child: Plan | Iterable[Plan], parent: Plan | None = None, *further: Plan) -> Cascade:
    """Return what a plan makes of the promises of the plan above it, and so on up a chain or a whole tree.

    Indicators match by the metric that they name, never by their place in a list or by habit of order.

    Parameters:
        child: the lower plan, such as a county's; or many plans, such as a
            :class:`~planmodel.comparing.plans.PlanSet`: then each promise is held against the nearest plan above that
            has one of the metric (see :func:`~planmodel.comparing.tree.ancestors_of`).
        parent: the plan above it. If levels, codes or named parents say that its area does not stand above the
            child's, as of a sibling, nothing is compared, and the reason says so; another plan of the child's own area
            may be its parent.
        further: the plans above that, each the parent of the one before.

    Returns:
        for each target of a metric that both use: ``stricter``, ``equal`` or ``looser`` by the change that they
        require; ``higher`` or ``lower`` for levels without baselines of one year; ``share`` where the child's quantity
        is a part of the parent's; ``child_unnumbered`` or ``parent_unnumbered``; else ``not_comparable`` with the
        reason. Units are converted exactly, targets compared for the same year and scope, changes from the same
        base year, and what is only striven for apart.

    Example:
        >>> from planmodel.model.kinds import Indicator
        >>> def plan(id, text):
        ...     return Plan(id=id, title=id, base_year=2020, elements=[Indicator(
        ...         id="i", name="能耗", metric="energy-intensity", better="lower",
        ...         targets=[Target(year=2025, commitment=text)])])
        >>> from planmodel.phrases.reader import read_commitment
        >>> county, nation = plan("c", read_commitment("下降14.5%")), plan("n", read_commitment("下降13.5%"))
        >>> [(one.metric, one.outcome) for one in cascade(county, nation).results]
        [('energy-intensity', 'stricter')]
    """
    above, plans = _above(child, parent, further)
    for id, count in Counter(plan.id for plan in plans).items():
        if count > 1:
            raise DuplicateIdError(
                say("plans.same_id", count=count, id=f"{id!r}"), id=id, hint=say("plans.same_id.hint")
            )
    held = {plan.id: _by_metric(plan) for plan in plans}
    results: list[CascadeResult] = []
    pairs: dict[tuple[str, str], None] = {}
    only_child: dict[str, None] = {}
    only_parent: dict[str, None] = {}
    for lower in plans:
        mine, uppers = held[lower.id], above[lower.id]
        if not uppers:
            continue
        pairs[lower.id, uppers[0].id] = None
        for metric, indicators in mine.items():
            upper = next((one for one in uppers if metric in held[one.id]), None)
            if upper is None:
                only_child[metric] = None
                continue
            pairs[lower.id, upper.id] = None
            results += _results(metric, lower, upper, indicators, held[upper.id][metric])
        only_parent.update((metric, None) for metric in held[uppers[0].id] if metric not in mine)
    return Cascade(
        results=Rows(results, CascadeResult),
        only_child=tuple(only_child),
        only_parent=tuple(only_parent),
        without_metric=tuple(one.id for plan in plans for one in plan.indicators if one.targets and not one.metric),
        pairs=tuple(pairs),
        roots=tuple(plan.id for plan in plans if not above[plan.id]),
        plan_names=plan_names(plans),
        metric_names=_metric_names(plans, results),
        held={plan.id: plan for plan in plans},
    )


def _above(
    child: Plan | Iterable[Plan], parent: Plan | None, further: tuple[Plan, ...]
) -> tuple[dict[str, tuple[Plan, ...]], list[Plan]]:
    """Return for each plan those that it is held against, nearest first, and all plans."""
    if isinstance(child, Plan):
        if parent is None:
            raise ModelError(say("cascade.two"), hint=say("cascade.two.hint"))
        chain = [child, parent, *further]
        return {lower.id: (upper,) for lower, upper in pairwise(chain)} | {chain[-1].id: ()}, chain
    plans = list(each_checked("child", child, Plan))
    if parent is not None:
        raise ModelError(say("cascade.many"), hint="cascade([*plans, plan])")
    return ancestors_of(plans), plans


def _metric_names(plans: Iterable[Plan], results: Iterable[CascadeResult]) -> dict[str, str]:
    """Return the name of each metric as defined, else that of the first indicator that uses it."""
    held = {plan.id: plan for plan in plans}
    found: dict[str, str] = {}
    for one in results:
        if one.metric not in found:
            indicator = held[one.child][one.child_indicator]
            assert isinstance(indicator, Indicator)
            defined = metric_of(held[one.child], indicator)
            found[one.metric] = (defined or indicator).label("zh")
    return found


def _by_metric(plan: Plan) -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = {}
    for indicator in plan.indicators:
        if indicator.metric is not None and indicator.targets:
            found.setdefault(indicator.metric.to, []).append(indicator)
    return found


def _results(
    metric: str, lower: Plan, upper: Plan, mine: Iterable[Indicator], theirs: Iterable[Indicator]
) -> list[CascadeResult]:
    above = _told(theirs)
    below = [(indicator, target) for indicator in mine for target in indicator.targets]
    made = []
    unlike = not_above(upper.jurisdiction, lower.jurisdiction)
    for indicator, target in below:
        other, held, reason = _counterpart(target, above)
        if unlike is not None:
            held, reason = None, unlike
        alike = [one for _, one in below if one.year == target.year and same_part(one.scope, target.scope)]
        several = several_targets(alike)
        if several is not None:  # nobody can say which of the child's own counts
            held, reason = None, say("comparing.child_has", several=several)
        child, parent = _Promise(lower, indicator, target), _Promise(upper, other, held or target)
        result = partial(_result, metric, child, parent)
        found = attempt(f"holding {metric} of {lower.id} against {upper.id}", result) if held is not None else reason
        if isinstance(found, InternalFault):
            found = found.told
        made.append(found if isinstance(found, CascadeResult) else _unlike(metric, child, parent, held, found))
    return made


def _told(indicators: Iterable[Indicator]) -> list[tuple[Indicator, Target]]:
    """Return what indicators promise, in the order of their ids."""
    every = [(indicator, target) for indicator in indicators for target in indicator.targets]
    return sorted(every, key=lambda pair: (pair[0].id, pair[1].year or 0, spoken_order(pair[1])))


def _counterpart(target: Target, above: list[tuple[Indicator, Target]]) -> tuple[Indicator, Target | None, str | None]:
    """Return the parent's target for the same year and scope, or why there is none."""
    same_scope = [(one, held) for one, held in above if same_part(held.scope, target.scope)]
    if not same_scope:
        return above[0][0], None, say("comparing.scopes")
    same_year = [(one, held) for one, held in same_scope if held.year == target.year]
    if same_year:
        indicator, held = same_year[0]
        several = several_targets([other for _, other in same_year])
        return indicator, None if several else held, several
    year, *years = (year_words(one) for one in (target, *(held for _, held in same_scope)))
    return same_scope[0][0], None, say("comparing.target_years", year=year, years=years)


class _Promise(NamedTuple):
    """A target of an indicator of a plan."""

    plan: Plan
    indicator: Indicator
    target: Target


def _result(metric: str, child: _Promise, parent: _Promise) -> CascadeResult:
    """Return what comes of holding two promises for one year and part against each other."""
    mine, theirs = child.target, parent.target
    verdict, stretch = _verdict(child, parent, mine.commitment, theirs.commitment), None
    if mine.stretch is not None or theirs.stretch is not None:
        harder = mine.stretch or mine.commitment, theirs.stretch or theirs.commitment
        stretch = _verdict(child, parent, *harder).outcome
    result = _unlike(metric, child, parent, theirs, verdict.reason)
    return attrs.evolve(result, outcome=verdict.outcome, share=verdict.share, stretch=stretch)


def _unlike(metric: str, child: _Promise, parent: _Promise, held: Target | None, reason: str | None) -> CascadeResult:
    """Return that two promises cannot be compared, and why."""
    return CascadeResult(
        metric=metric,
        child=child.plan.id,
        parent=parent.plan.id,
        year=child.target.year,
        outcome="not_comparable",
        share=None,
        reason=reason,
        stretch=None,
        child_indicator=child.indicator.id,
        parent_indicator=parent.indicator.id,
        child_target=child.target,
        parent_target=held,
    )


def _verdict(child: _Promise, parent: _Promise, mine: Commitment, theirs: Commitment) -> Verdict:
    """Return what comes of two commitments by the definitions, base years and baselines of their plans."""
    promises = child, parent
    lower, upper = (definition_of(one.plan, one.indicator) for one in promises)
    # a baseline is of the whole, and so nothing that a target for a part starts from
    below, above = (one.indicator.baseline if one.target.scope is None else None for one in promises)
    told = compare_commitments(
        mine,
        theirs,
        better=lower.better or upper.better,
        quantity=lower.quantity or upper.quantity,
        base_years=(child.plan.base_year, parent.plan.base_year),
        baselines=(below, above),
    )
    unlike = definitions_differ(lower, upper)
    if unlike is None or told.outcome in ("child_unnumbered", "parent_unnumbered"):
        return told
    return Verdict(outcome="not_comparable", reason=unlike)
