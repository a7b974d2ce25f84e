"""The measures of methods once more, in fractions and roots: a number, and the class that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from planmodel.verifying.facts import Came, Facts
from planmodel.verifying.quantities import Cannot, as_ratio, in_unit
from planmodel.words import say

__all__ = ["METHODS"]

_CUT = Fraction(1, 10**12)


class _Path(NamedTuple):
    """From a base over a value to a target, with their years; ``up`` where more is better."""

    base: Fraction
    now: Fraction
    aim: Fraction
    first: int
    year: int
    due: int
    up: bool
    edge: str | None

    @property
    def is_kept(self) -> bool:
        return self.edge in ("kept", "broken")


def _path(facts: Facts) -> _Path:
    target = facts.one("target")
    base, now = (in_unit(facts.one(name), target.unit) for name in ("baseline", "actual"))
    better = facts.words.get("better")
    up = better == "higher" if better is not None else target.number > base
    edge = {"held": "kept", "breached": "broken", "met": "met", "regressed": "regressed"}.get(facts.verdict("verdict"))
    if edge is None and (now < base if up else now > base):
        edge = "regressed"
    year = int(facts.word("measured")[:4])
    due = int(facts.one("target_year").number)
    return _Path(base, now, target.number, int(facts.one("base_year").number), year, due, up, edge)


def _edge(facts: Facts, edge: str | None) -> str | None:
    """Return the class that a method has for an edge."""
    return next((of for name, of, value in facts.entries if name == "edge" and value == edge), None)


def _by_cuts(facts: Facts, path: _Path, measure: Fraction) -> str | None:
    """Return the class of a measure; what is just at a number that the target excludes must be beyond the cut-off."""
    excluded = path.now == path.aim and path.edge not in ("met", "kept")
    for name, of, value in facts.entries:
        if name == "cut" and (value == "rest" or measure >= as_ratio(value) + (_CUT if excluded else -_CUT)):
            return of
    return None


def _answer(facts: Facts, path: _Path, measure: Fraction, *edges: str) -> Came:
    own = _edge(facts, path.edge) if path.edge in edges else None
    return Came(measure, verdict=own or _by_cuts(facts, path, measure))


def _settled(facts: Facts, path: _Path) -> Came | None:
    """Return what is said whatever the trend: the target is reached, or asks for no more than the base."""
    if path.edge in ("met", "kept") and _edge(facts, path.edge) is not None:
        return Came(verdict=_edge(facts, path.edge))
    if path.edge == "broken":
        return Came(verdict=_edge(facts, "broken"))
    if path.is_kept or path.aim == path.base:
        raise Cannot(say("verify.no_way"))
    return None


def _time(facts: Facts) -> Came:
    path = _path(facts)
    if path.is_kept:
        return Came(verdict=_edge(facts, path.edge))
    return _answer(facts, path, facts.one("share").number - facts.one("yardstick").number, "regressed")


def _level(facts: Facts) -> Came:
    path = _path(facts)
    return _answer(facts, path, path.now / path.aim if path.up else path.aim / path.now)


def _rates(facts: Facts, path: _Path) -> tuple[float, float]:
    base, now, aim = (float(one) for one in (path.base, path.now, path.aim))
    if facts.has("zero"):
        base, aim = (one or float(facts.one("zero").number) for one in (base, aim))
    return (now / base) ** (1 / (path.year - path.first)) - 1, (aim / base) ** (1 / (path.due - path.first)) - 1


def _unless_settled(measure: Callable[[Facts, _Path], Fraction]) -> Callable[[Facts], Came]:
    """Return the rule of a measure that counts where nothing is settled whatever the trend."""

    def rule(facts: Facts) -> Came:
        path = _path(facts)
        settled = _settled(facts, path)
        return _answer(facts, path, measure(facts, path), "regressed") if settled is None else settled

    return rule


def _growth(facts: Facts, path: _Path) -> Fraction:
    seen, asked = _rates(facts, path)
    return Fraction(seen / asked)


def _projected_growth(facts: Facts, path: _Path) -> Fraction:
    then = Fraction(float(path.now) * (1 + _rates(facts, path)[0]) ** (path.due - path.year))
    return (then - path.base) / (path.aim - path.base)


def _rate(facts: Facts, path: _Path) -> Fraction:
    seen = (path.now - path.base) * (path.due - path.first)
    return seen / ((path.aim - path.base) * (path.year - path.first))


def _series(facts: Facts, path: _Path) -> Mapping[int, Fraction]:
    """Return the values of whole years up to that of the value, the base among them."""
    unit, found = facts.one("target").unit, {path.first: path.base}
    numbers = iter(facts.numbers.get("earlier", ()))
    for name, period, _ in facts.periods:
        if name == "earlier":
            number = in_unit(next(numbers), unit)
            if period.isdigit() and int(period) < path.year:
                found[int(period)] = number
    return {**found, path.year: path.now}


def _projected_change(facts: Facts) -> Came:
    path = _path(facts)
    known = {year: one for year, one in _series(facts, path).items() if year >= path.year - 5}
    first = min(known)
    change = (path.now - known[first]) / (path.year - first)
    then, sign = path.now + change * (path.due - path.year), 1 if path.up else -1
    short, rest = sign * (path.aim - then), sign * (path.aim - path.now)
    if short <= 0:
        return _answer(facts, path, Fraction(0))
    if rest <= 0:
        return Came(verdict=_edge(facts, "lost"))
    if sign * change < 0:
        return Came(verdict=_edge(facts, "regressed"))
    return _answer(facts, path, -short / rest)


def _level_planned(facts: Facts, path: _Path) -> Fraction:
    if path.is_kept:
        return path.aim
    return path.base + facts.one("yardstick").number * (path.aim - path.base)


def _off(facts: Facts) -> Came:
    path = _path(facts)
    sign, planned = 1 if path.up else -1, _level_planned(facts, path)
    measure = -max(sign * (planned - path.now), Fraction(0)) / abs(planned)
    own = _by_cuts(facts, path, measure)
    if own is not None:
        return Came(measure, verdict=own)
    before = _series(facts, path).get(path.year - 1)
    if before is None:
        raise Cannot(say("verify.input_missing", name="earlier"))
    return Came(measure, verdict=_edge(facts, "worse" if sign * (before - path.now) > 0 else "better"))


def _planned(facts: Facts) -> Came:
    path = _path(facts)
    sign, planned = 1 if path.up else -1, _level_planned(facts, path)
    beyond = sign * (path.now - planned)
    return _answer(facts, path, beyond / abs(planned) if planned else beyond)


METHODS: Mapping[str, Callable[[Facts], Came]] = {
    "method_time": _time,
    "method_level": _level,
    "method_growth": _unless_settled(_growth),
    "method_projected_growth": _unless_settled(_projected_growth),
    "method_projected_change": _projected_change,
    "method_rate": _unless_settled(_rate),
    "method_off": _off,
    "method_planned": _planned,
}
"""The rule of each measure."""
