"""What one plan says about one metric: the target that is compared, out of all that it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from planmodel.comparing.figures import Figure, exact_text, figure, promise_text, stretch_of
from planmodel.listing import sentences
from planmodel.model.kinds import Indicator
from planmodel.model.metrics import metric_named, shipped_metric
from planmodel.model.names import name_key, numbers_a_row
from planmodel.model.plan import Plan
from planmodel.model.subjects import same_part
from planmodel.model.targets import Target
from planmodel.text import in_language
from planmodel.words import Message, say

__all__ = ["On", "Statement", "key_of", "several_targets", "statement", "statements", "year_words"]

On: TypeAlias = Literal["metric", "indicator", "name"]
"""What makes indicators of different plans the same: their metric, their id, or their name."""


class Statement(NamedTuple):
    """What a plan says.

    Parameters:
        indicator: the indicator.
        target: the target that is compared; ``None`` when there is none (for that year).
        base_year: the base year of the plan.
        note: what else there is: other years, other scopes, or why there is no target.
        reason: the code of why there is no target: ``no_target``, ``no_target_for_year``, ``several_targets``.
    """

    indicator: Indicator
    target: Target | None
    base_year: int | None
    note: str | None
    reason: str | None = None

    @property
    def figure(self) -> Figure | None:
        """The number of the target."""
        return None if self.target is None else figure(self.target.commitment, self.base_year)

    @property
    def stretch(self) -> Figure | None:
        """The number of what is striven for, when there is one."""
        target = self.target
        return None if target is None or target.stretch is None else figure(target.stretch, self.base_year)


def key_of(indicator: Indicator, on: On, names: Mapping[str, str] | None = None) -> str | None:
    """Return what an indicator is compared by; ``None`` when it names no metric.

    By name it is the name without units, marks and remarks. An id counts, but one that only numbers a row (``i-1``) is
    no identity: there the name must agree too. ``pm25``, which is a metric's own, does not number a row.

    Parameters:
        indicator: the indicator.
        on: what indicators are compared on.
        names: the keys of the names that are held against each other, see :func:`~planmodel.model.names.name_keys`.
    """
    if on == "metric":
        return indicator.metric.to if indicator.metric is not None else None
    label = indicator.label("zh")
    name = names[label] if names is not None else name_key(label)
    if on == "name":
        return name
    id = indicator.id
    return f"{id} {name}" if numbers_a_row(id) and shipped_metric(id) is None and metric_named(id) is None else id


def statements(
    plan: Plan, on: On, year: int | None, names: Mapping[str, str] | None = None
) -> tuple[dict[str, Statement], list[str]]:
    """Return what a plan says by key, and the ids of indicators that have a target and no key.

    Of several targets the one for ``year`` counts, or for the end of the plan's period, or else the latest; one for the
    whole before one for a part. The others are named in the note. Two that differ for one year and part are none: the
    note names both.
    """
    found: dict[str, list[Indicator]] = {}
    without: list[str] = []
    for indicator in plan.indicators:
        key = key_of(indicator, on, names)
        if key in found:
            found[key].append(indicator)
        elif key is not None:
            found[key] = [indicator]
        elif indicator.targets:
            without.append(indicator.id)
    return {key: statement(plan, held, year) for key, held in found.items()}, without


def statement(plan: Plan, indicators: Sequence[Indicator], wanted: int | None) -> Statement:
    """Return what indicators of one key say.

    Parameters:
        plan: their plan.
        indicators: at least one.
        wanted: the year, if it must be this one.
    """
    if len(indicators) > 1:
        indicators = sorted(indicators, key=lambda one: one.id)
    first = indicators[0]
    if len(indicators) == 1 and len(first.targets) == 1:
        [target] = first.targets
        if wanted is None or target.year == wanted:
            return Statement(first, target, plan.base_year, _of_stretch(target, plan))
    strict, year = wanted is not None, wanted
    if year is None and plan.period is not None:
        year = plan.period.end.year
    held = [(indicator, target) for indicator in indicators for target in indicator.targets]
    if not held:
        return Statement(first, None, None, say("comparing.no_target"), "no_target")
    usable = [pair for pair in held if pair[1].year == year] if strict else held
    if not usable:
        years = tuple(dict.fromkeys(year_words(target) for _, target in held))
        return Statement(first, None, None, say("comparing.other_years", year=year, years=years), "no_target_for_year")
    chosen = min(usable, key=lambda pair: _rank(pair[1], year))
    own = chosen[1]
    alike = [target for _, target in usable if target.year == own.year and same_part(target.scope, own.scope)]
    several = several_targets(alike)
    if several is not None:
        return Statement(first, None, None, several, "several_targets")
    others = [_named(target) for _, target in held if target not in alike]
    also = say("comparing.also", others=tuple(dict.fromkeys(others))) if others else None
    return Statement(*chosen, plan.base_year, sentences(also, _of_stretch(own, plan)))


def _of_stretch(target: Target, plan: Plan) -> str | None:
    """Return that what is striven for has more digits than a float holds."""
    exact = exact_text(stretch_of(target, plan.base_year))
    return None if exact is None else say("comparing.exactly", number=exact)


def several_targets(targets: Sequence[Target]) -> str | None:
    """Return that targets for one year and part differ, so that none of them counts; ``None`` when they are alike."""
    first = targets[0]
    if all((one.commitment, one.stretch) == (first.commitment, first.stretch) for one in targets):
        return None
    key = "comparing.several" if first.year is None else "comparing.several_of"
    return say(key, year=first.year, n=len(targets), targets=[promise_text(one) for one in targets])


def year_words(target: Target) -> str:
    """Return the year of a target, or that it names none."""
    return say("comparing.no_year") if target.year is None else str(target.year)


def _rank(target: Target, year: int | None) -> tuple[bool, bool, int, str, str]:
    """Return the rank of a target: the last of what it goes by tells apart those that promise the same."""
    scope = "" if target.scope is None else in_language(target.scope, "zh")
    return target.scope is not None, target.year != year, -(target.year or 0), scope, target.as_published or ""


def _named(target: Target) -> Message:
    key = {(True, True): "year_scope", (True, False): "only_year", (False, True): "only_scope"}
    form = key.get((target.year is not None, target.scope is not None), "another")
    return say(f"comparing.{form}", year=target.year, scope=target.scope)
