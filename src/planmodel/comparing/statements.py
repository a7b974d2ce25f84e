"""What one plan says about one metric: the target that is compared, out of all that it has."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from planmodel.comparing.figures import Figure, figure
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.targets import Target

__all__ = ["On", "Statement", "key_of", "statements"]

On: TypeAlias = Literal["metric", "indicator", "name"]
"""What makes indicators of different plans the same: their metric, their id, or their name."""


class Statement(NamedTuple):
    """What a plan says.

    Parameters:
        indicator: the indicator.
        target: the target that is compared; ``None`` when there is none (for that year).
        figure: its number.
        stretch: the number of what is striven for, when there is one.
        note: what else there is: other years, other scopes, or why there is no target.
    """

    indicator: Indicator
    target: Target | None
    figure: Figure | None
    stretch: Figure | None
    note: str | None


def key_of(indicator: Indicator, on: On) -> str | None:
    """Return what an indicator is compared by; ``None`` when it names no metric."""
    if on == "metric":
        return indicator.metric.to if indicator.metric is not None else None
    return indicator.id if on == "indicator" else indicator.label("zh")


def statements(plan: Plan, on: On, year: int | None) -> tuple[dict[str, Statement], list[str]]:
    """Return what a plan says by key, and the ids of indicators that have a target and no key.

    Of several targets the one for ``year`` counts, or for the end of the plan's period, or else the latest; one for the
    whole before one for a part. The others are named in the note.
    """
    found: dict[str, list[Indicator]] = {}
    without: list[str] = []
    for indicator in plan.indicators:
        key = key_of(indicator, on)
        if key is not None:
            found.setdefault(key, []).append(indicator)
        elif indicator.targets:
            without.append(indicator.id)
    wanted = year
    if wanted is None and plan.period is not None:
        wanted = plan.period.years[-1]
    return {key: _statement(plan, held, wanted, strict=year is not None) for key, held in found.items()}, without


def _statement(plan: Plan, indicators: list[Indicator], year: int | None, *, strict: bool) -> Statement:
    first = indicators[0]
    if len(indicators) == 1 and len(first.targets) == 1:
        [target] = first.targets
        if target.year == year or not strict:
            return _said(plan, first, target, None)
    held = [(indicator, target) for indicator in indicators for target in indicator.targets]
    if not held:
        return Statement(first, None, None, None, "an indicator without a target")
    usable = [pair for pair in held if pair[1].year == year] if strict else held
    if not usable:
        years = ", ".join(dict.fromkeys(str(target.year) for _, target in held))
        return Statement(first, None, None, None, f"no target for {year}, only for {years}")
    chosen = min(usable, key=lambda pair: _rank(pair[1], year))
    others = [_named(target) for _, target in held if target is not chosen[1]]
    return _said(plan, *chosen, f"also {', '.join(dict.fromkeys(others))}" if others else None)


def _rank(target: Target, year: int | None) -> tuple[bool, bool, int]:
    return target.scope is not None, target.year != year, -(target.year or 0)


def _named(target: Target) -> str:
    words = [str(target.year)] if target.year is not None else []
    words += [f"for {target.scope}"] if target.scope is not None else []
    return " ".join(words) or "another target"


def _said(plan: Plan, indicator: Indicator, target: Target, note: str | None) -> Statement:
    stretch = figure(target.stretch, plan.base_year) if target.stretch is not None else None
    return Statement(indicator, target, figure(target.commitment, plan.base_year), stretch, note)
