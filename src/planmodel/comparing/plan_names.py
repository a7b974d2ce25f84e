"""Short names that tell plans apart: the area's where only one plan is of that area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from planmodel.model.plan import Plan
from planmodel.text import in_language

__all__ = ["plan_names"]


def plan_names(plans: Iterable[Plan]) -> dict[str, str]:
    """Return a name for each plan's id: its area's if no other plan here is of that area, else area and title.

    Names that occur twice all the same get the id behind them.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> names = plan_names(PlanSet.read("examples/counties/*.yaml"))
        >>> names["qianjiang-esr-145"]
        '黔江区'
    """
    held = list(plans)
    areas = {plan.id: in_language(plan.jurisdiction.name) for plan in held if plan.jurisdiction is not None}
    counted = Counter(areas.values())
    found = {}
    for plan in held:
        area, title = areas.get(plan.id), plan.label()
        if area is not None and counted[area] == 1:
            found[plan.id] = area
        else:
            found[plan.id] = title if area is None or area in title else f"{area}: {title}"
    twice = Counter(found.values())
    return {id: name if twice[name] == 1 else f"{name} ({id})" for id, name in found.items()}
