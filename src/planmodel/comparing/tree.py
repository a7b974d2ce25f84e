"""Which plan stands above which: by jurisdiction, nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planmodel.model.header import Jurisdiction
from planmodel.model.plan import Plan
from planmodel.text import MultilingualText, Text

__all__ = ["parents_of"]

_HEIGHT: Mapping[str, int] = {"township": 0, "county": 1, "city": 2, "province": 3, "national": 4}


def parents_of(plans: Iterable[Plan]) -> dict[str, Plan | None]:
    """Return for each plan's id the plan of the nearest area above its own; ``None`` where there is none in the set.

    The area above is the one that the plan's jurisdiction names as its parent, that one's parent in its turn, or, where
    areas have codes of the national register (GB/T 2260: two digits for the province, two for the city, two for the
    county), the one whose code covers the plan's; a national plan stands above everything that has no other. Of several
    plans of one area the one that shares most days with the plan's period is taken, then the earlier one in the set;
    one that shares none is not.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> found = parents_of(PlanSet.read("examples/counties/*.yaml"))
        >>> found["qianjiang-esr-145"].id, found["nation-esr-145"]
        ('chongqing-esr-145', None)
    """
    held = list(plans)
    areas = _Areas(held)
    return {plan.id: areas.above(plan) for plan in held}


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

    def above(self, plan: Plan) -> Plan | None:
        """Return the plan of the nearest area above a plan's."""
        area = plan.jurisdiction
        if area is None or area.level == "national":
            return None
        for candidates in self._candidates(area):
            found = [one for one in candidates if one is not plan and _is_above(one.jurisdiction, area)]
            best = max(found, key=lambda one: _overlap(plan, one), default=None)
            if best is not None and _overlap(plan, best) > 0:
                return best
        return None

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
