"""Which plan stands above which: by jurisdiction, nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planmodel.model.header import Jurisdiction
from planmodel.model.plan import Plan
from planmodel.text import MultilingualText, Text

__all__ = ["ancestors_of", "parents_of"]

_HEIGHT: Mapping[str, int] = {"township": 0, "county": 1, "city": 2, "province": 3, "national": 4}


def ancestors_of(plans: Iterable[Plan]) -> dict[str, tuple[Plan, ...]]:
    """Return for each plan's id the plans of the areas above its own, nearest first.

    The area above is the one that the plan's jurisdiction names as its parent, that one's parent in its turn, or, where
    areas have codes of the national register (GB/T 2260: two digits for the province, two for the city, two for the
    county), those whose codes cover the plan's; the nation stands above everything. Of several plans of one area the
    one that shares most days with the plan's period goes first, then the earlier one in the set; one that shares none
    is left out.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> found = ancestors_of(PlanSet.read("examples/counties/*.yaml"))
        >>> [plan.id for plan in found["qianjiang-esr-145"]], found["nation-esr-145"]
        (['chongqing-esr-145', 'nation-esr-145'], ())
    """
    held = list(plans)
    areas = _Areas(held)
    return {plan.id: tuple(areas.above(plan)) for plan in held}


def parents_of(plans: Iterable[Plan]) -> dict[str, Plan | None]:
    """Return for each plan's id the first of its :func:`ancestors_of`; ``None`` where there is none in the set."""
    return {id: above[0] if above else None for id, above in ancestors_of(plans).items()}


class _Areas:
    """The plans of a set by the names and codes of their areas."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self._by_name: dict[str, list[Plan]] = {}
        self._by_code: dict[str, list[Plan]] = {}
        self._national: list[Plan] = []
        self._parent_names: dict[str, str] = {}
        for plan in plans:
            area = plan.jurisdiction
            if area is None:
                continue
            names = [*_names(area.name), *area.aliases]
            for name in dict.fromkeys(names):
                self._by_name.setdefault(name, []).append(plan)
                for parent in _names(area.parent)[:1]:
                    self._parent_names.setdefault(name, parent)
            if area.code is not None:
                self._by_code.setdefault(area.code, []).append(plan)
            if area.level == "national":
                self._national.append(plan)

    def above(self, plan: Plan) -> list[Plan]:
        """Return the plans of the areas above a plan's, nearest first."""
        area = plan.jurisdiction
        if area is None or area.level == "national":
            return []
        found: dict[str, Plan] = {}
        for candidates in self._candidates(area):
            there = [one for one in candidates if one is not plan and _is_above(one.jurisdiction, area)]
            for one in sorted(there, key=lambda one: -_overlap(plan, one)):
                if _overlap(plan, one) > 0:
                    found.setdefault(one.id, one)
        return list(found.values())

    def _candidates(self, area: Jurisdiction) -> Iterable[list[Plan]]:
        seen: set[str] = set()
        names = list(_names(area.parent))
        while names:
            name = names.pop(0)
            if name in seen:
                continue
            seen.add(name)
            yield self._by_name.get(name, [])
            if name in self._parent_names:
                names.append(self._parent_names[name])
        if area.code is not None and len(area.code) == 6 and area.code.isdigit():
            for code in (area.code[:4] + "00", area.code[:2] + "0000"):
                if code != area.code:
                    yield self._by_code.get(code, [])
        yield self._national


def _names(text: Text | None) -> tuple[str, ...]:
    if text is None:
        return ()
    return tuple(text.values()) if isinstance(text, MultilingualText) else (text,)


def _is_above(area: Jurisdiction | None, below: Jurisdiction) -> bool:
    """Return whether an area can stand above another by its level; what has no level can."""
    if area is None:
        return False
    heights = [_HEIGHT.get(one.level or "") for one in (area, below)]
    return heights[0] is None or heights[1] is None or heights[0] > heights[1]


def _overlap(plan: Plan, other: Plan) -> int:
    """Return how many days two plans share, at least 1 when either has no period."""
    if plan.period is None or other.period is None:
        return 1
    start, end = max(plan.period.start, other.period.start), min(plan.period.end, other.period.end)
    return max(0, (end - start).days + 1)
