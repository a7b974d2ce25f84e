"""Which plan stands above which: by jurisdiction, nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planmodel.model.header import Jurisdiction
from planmodel.model.plan import Plan
from planmodel.text import MultilingualText, Text
from planmodel.words import Message, say, term

__all__ = ["ancestors_of", "not_above", "parents_of"]

_HEIGHT: Mapping[str, int] = {"township": 0, "county": 1, "city": 2, "province": 3, "national": 4}
_DIGITS = (2, 4, 6, 9, 12)
"""Where a code of the national register may end: province, city, county, township, village."""
_NATION = "100000"


def ancestors_of(plans: Iterable[Plan]) -> dict[str, tuple[Plan, ...]]:
    """Return for each plan's id the plans of the areas above its own, nearest first.

    The area above is the one that the plan's jurisdiction names as its parent, that one's parent in its turn, or, where
    areas have codes of the national register (GB/T 2260: two digits for the province, two for the city, two for the
    county), those whose codes cover the plan's; the nation stands above everything. Of several plans of one area the
    one that shares most days with the plan's period goes first, then the earlier one in the set; one that shares none
    is left out. So is one whose level or code contradicts it (:func:`not_above`), and areas that name each other.

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
            for name in dict.fromkeys(_called(area)):
                self._by_name.setdefault(name, []).append(plan)
                for parent in _names(area.parent)[:1]:
                    self._parent_names.setdefault(name, parent)
            if code := _significant(area.code):
                self._by_code.setdefault(code, []).append(plan)
            if area.level == "national":
                self._national.append(plan)

    def above(self, plan: Plan) -> list[Plan]:
        """Return the plans of the areas above a plan's, nearest first."""
        area = plan.jurisdiction
        if area is None or area.level == "national":
            return []
        found: dict[str, Plan] = {}
        for candidates in self._candidates(area):
            there = [one for one in candidates if one is not plan and self._stands_above(one.jurisdiction, area)]
            for one in sorted(there, key=lambda one: -_overlap(plan, one)):
                if _overlap(plan, one) > 0:
                    found.setdefault(one.id, one)
        return list(found.values())

    def _stands_above(self, area: Jurisdiction | None, below: Jurisdiction) -> bool:
        if area is None or not_above(area, below) is not None:
            return False
        return not set(self._named_above(area)) & set(_called(below))

    def _named_above(self, area: Jurisdiction) -> Iterator[str]:
        """Yield what the areas above one are called: its parent, that one's parent, and so on."""
        seen: set[str] = set()
        names = list(_names(area.parent))
        while names:
            name = names.pop(0)
            if name in seen:
                continue
            seen.add(name)
            yield name
            if name in self._parent_names:
                names.append(self._parent_names[name])

    def _candidates(self, area: Jurisdiction) -> Iterator[list[Plan]]:
        for name in self._named_above(area):
            yield self._by_name.get(name, [])
        own = _significant(area.code) or ""
        for length in reversed([one for one in _DIGITS if one < len(own)]):
            yield self._by_code.get(own[:length], [])
        yield self._national


def _names(text: Text | None) -> tuple[str, ...]:
    if text is None:
        return ()
    return tuple(text.values()) if isinstance(text, MultilingualText) else (text,)


def _called(area: Jurisdiction) -> tuple[str, ...]:
    return *_names(area.name), *area.aliases


def not_above(area: Jurisdiction | None, below: Jurisdiction | None) -> Message | None:
    """Return why an area cannot stand above another, by levels, codes and the parent that is named, else ``None``.

    What a plan does not say contradicts nothing. An area does not contradict itself: a plan for one field may be held
    against the whole plan of the same place.

    Example:
        >>> city, county = Jurisdiction(name="清远市", level="city"), Jurisdiction(name="连州市", level="county")
        >>> not_above(city, county) is None, str(not_above(county, city))
        (True, '连州市 (county) does not stand above 清远市 (city)')
    """
    if area is None or below is None:
        return None
    names = {"above": area.name, "below": below.name}
    codes = [_significant(one.code) for one in (area, below)]
    if None not in codes:
        if codes[0] == codes[1]:
            return None
        if area.level != "national" and not str(codes[1]).startswith(str(codes[0])):
            return say("tree.codes", **names, code=area.code, code_below=below.code)
    elif set(_called(area)) & set(_called(below)) and _same_level(area, below):
        return None
    heights = [_HEIGHT.get(one.level or "") for one in (area, below)]
    if heights[0] is None or heights[1] is None:
        return None
    if heights[0] <= heights[1]:
        levels = {"level": term("level", area.level or ""), "level_below": term("level", below.level or "")}
        return say("tree.levels", **names, **levels)
    named = _names(below.parent)
    # nothing lies between neighbouring levels, so that the parent that is named is the only one of its level
    if named and area.level != "national" and heights[0] == heights[1] + 1 and not set(named) & set(_called(area)):
        return None if None not in codes else say("tree.parent", **names, parent=below.parent)
    return None


def _same_level(one: Jurisdiction, other: Jurisdiction) -> bool:
    return one.level == other.level or None in (one.level, other.level)


def _significant(code: str | None) -> str | None:
    """Return the digits of a code that say something, ``4418`` of 441800; ``""`` of the nation's; ``None`` of none."""
    if code is None or not (code.isascii() and code.isdigit()) or len(code) not in _DIGITS:
        return None
    if code.rstrip("0") == _NATION.rstrip("0") and len(code) == len(_NATION):
        return ""
    return next(code[:length] for length in _DIGITS if not code[length:].strip("0"))


def _overlap(plan: Plan, other: Plan) -> int:
    """Return how many days two plans share, at least 1 when either has no period."""
    if plan.period is None or other.period is None:
        return 1
    start, end = max(plan.period.start, other.period.start), min(plan.period.end, other.period.end)
    return max(0, (end - start).days + 1)
