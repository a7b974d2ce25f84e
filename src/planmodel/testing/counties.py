"""Synthetic county plans in the shape of real ones: kinds of targets in like shares, units that vary."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal

from planmodel.errors import ModelError
from planmodel.model.element import Element
from planmodel.model.header import Jurisdiction
from planmodel.model.kinds import (
    Document,
    Goal,
    Indicator,
    Metric,
    Organization,
    Principle,
    Project,
    Section,
    Task,
    Theme,
)
from planmodel.model.metrics import shared_metrics
from planmodel.model.numbers import Baseline, Cost, Estimate, Observation
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution, Dependency, Responsibility
from planmodel.model.sources import Citation
from planmodel.model.targets import (
    Assigned,
    Change,
    Commitment,
    Comparator,
    Compound,
    Grade,
    Level,
    Qualitative,
    RelativeTo,
    Target,
)
from planmodel.plugins import Plugins
from planmodel.testing.words import DOINGS, FIELDS, OBJECTS, PRINCIPLES, PROJECTS, QUALITATIVE, UNITS
from planmodel.units import Amount, factor
from planmodel.words import say

__all__ = ["make_plans", "write_plans"]

_SHARES = (0.55, 0.22, 0.08, 0.08, 0.02, 0.03, 0.02)
"""How often a target is a level, a change, assigned, qualitative, a class, relative to others, several at once."""
_SMALLEST = 40


def make_plans(n: int, seed: int = 0, *, elements: int = 100, observations: int = 2) -> Iterator[Plan]:
    """Yield synthetic plans of fictitious counties, one at a time.

    They are for tests and benchmarks, and say nothing about any place. Half of the elements are tasks, a quarter are
    indicators; in a hundred targets about 80 have a number, and baselines are often missing, as in real plans; units of
    one metric vary from plan to plan. ``check`` finds no errors in them. A plan depends on the seed and its place
    alone.

    Parameters:
        n: how many.
        seed: another seed gives other plans.
        elements: how many elements each has, at least 40.
        observations: how many years of measured values an indicator has.

    Raises:
        ModelError: fewer than 40 elements.

    Example:
        >>> plans = list(make_plans(2, seed=7))
        >>> [(plan.id, len(plan), plan.jurisdiction.level) for plan in plans]
        [('synthetic-000000', 100, 'county'), ('synthetic-000001', 100, 'county')]
    """
    if elements < _SMALLEST:
        raise ModelError(say("testing.smallest", smallest=_SMALLEST, elements=f"{elements!r}"))
    for number in range(n):
        yield _County(number, random.Random(f"{seed} {number}"), elements, observations).plan()


def write_plans(
    folder: str | Path,
    n: int,
    seed: int = 0,
    *,
    elements: int = 100,
    observations: int = 2,
    format: Literal["json", "yaml"] = "json",
    broken: float = 0.0,
) -> list[Path]:
    """Write synthetic plans as files, one at a time, and return those that are spoiled.

    Parameters:
        folder: where to; it is made.
        n: how many.
        seed: another seed gives other plans.
        elements: how many elements each has.
        observations: how many years of measured values an indicator has.
        format: ``json`` or ``yaml``.
        broken: the share of files that are spoiled, 0 to 1: cut off, with a misspelt key, or no text at all in turn.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    spoiled: list[Path] = []
    every = round(1 / broken) if broken > 0 else 0
    for number, plan in enumerate(make_plans(n, seed, elements=elements, observations=observations)):
        path = target / f"{plan.id}.{format}"
        text = plan.to_json() if format == "json" else plan.to_yaml()
        data = text.encode()
        if every and number % every == every - 1:
            data = _spoiled(data, len(spoiled) % 3)
            spoiled.append(path)
        path.write_bytes(data)
    return spoiled


def _spoiled(data: bytes, how: int) -> bytes:
    if how == 0:
        return data[: len(data) // 2]
    if how == 1:
        return data.replace(b"jurisdiction", b"jurisdicton", 1)
    return b"\xff\xfe\x00" + data[:100]


class _County:
    """One plan on its way."""

    def __init__(self, number: int, chance: random.Random, elements: int, observations: int) -> None:
        self.number = number
        self.chance = chance
        self.size = elements
        self.observed = observations
        self.sources = (Citation(document="d0", section="三"),)

    def plan(self) -> Plan:
        number = self.number
        province, city = number // 1000 % 31, number // 10 % 100
        area = Jurisdiction(
            name=f"虚拟{number}县",
            level="county",
            code=f"{90 + province % 10}{city:02}{number % 100:02}",
            parent=f"虚拟{province}省{city}市",
        )
        return Plan(
            id=f"synthetic-{number:06}",
            title={"zh": f"虚拟{number}县生态环境保护“十四五”规划", "en": f"Synthetic county {number}"},
            jurisdiction=area,
            period="2021/2025",
            base_year=2020,
            status="adopted",
            issued=f"202{self.chance.choice('122')}-{self.chance.randrange(1, 13):02}",
            sources=self.sources,
            elements=list(self._elements()),
        )

    def _elements(self) -> Iterator[Element]:
        chance, size = self.chance, self.size
        indicators, goals, projects = size // 4, max(2, size // 20), max(1, size // 15)
        yield Document(id="d0", name=f"虚拟{self.number}县生态环境保护“十四五”规划", url="https://example.org/plan")
        yield Organization(id="o0", name="生态环境局", sources=self.sources)
        for place, text in enumerate(PRINCIPLES):
            yield Principle(id=f"p{place}", name=text, sources=self.sources)
        fields = chance.sample(FIELDS, 4)
        for place, text in enumerate(fields):
            yield Theme(id=f"th{place}", name=text, sources=self.sources)
            yield Section(id=f"s{place}", name=f"{chance.choice(DOINGS)}{text}保护", sources=self.sources)
        yield Goal(id="g0", name="生态环境质量持续改善", guided_by=("p0",), sources=self.sources)
        for place in range(1, goals):
            theme = place % 4
            name = f"{fields[theme]}质量明显提升（{place}）"
            yield Goal(id=f"g{place}", name=name, part_of="g0", themes=(f"th{theme}",), sources=self.sources)
        with Plugins(on=False):  # the same plans whatever is installed
            metrics = [one for one in shared_metrics(_ENVIRONMENT) if one.better is not None]
        for place in range(indicators):
            yield self._indicator(place, metrics[(place + chance.randrange(3)) % len(metrics)], goals)
        tasks = size - 15 - goals - indicators - projects
        for place in range(tasks):
            yield self._task(place, goals)
        for place in range(projects):
            yield self._project(place, tasks)

    def _indicator(self, place: int, metric: Metric, goals: int) -> Indicator:
        chance = self.chance
        definition = metric.unit or ""
        unit = chance.choice(UNITS.get(definition, (definition,)))
        level = self._level(metric, definition, unit)
        targets = [self._target(metric, unit, level, 2025)]
        if chance.random() < 0.1:
            targets.append(self._target(metric, unit, level, 2035))
        baseline = None
        if chance.random() < 0.45:
            baseline = Baseline(year=2020, value=Amount(_rounded(level * Decimal(chance.uniform(0.85, 1.1))), unit))
        measured = tuple(
            Observation(period=2021 + year, value=Amount(_rounded(level * Decimal(chance.uniform(0.8, 1.2))), unit))
            for year in range(self.observed)
        )
        return Indicator(
            id=f"i{place}",
            name=metric.name,
            metric=metric.id,
            unit=unit or None,
            better=metric.better,
            obligation=chance.choice(("binding", "expected", "expected")),
            measures=(f"g{chance.randrange(goals)}",),
            baseline=baseline,
            targets=targets,
            observations=measured,
            sources=self.sources,
        )

    def _level(self, metric: Metric, definition: str, unit: str) -> Decimal:
        """Return a plausible level of a metric, in the unit in which this plan prints it."""
        low, high = _PLAUSIBLE.get(metric.quantity or "", (1, 100))
        level = Decimal(self.chance.uniform(low, high))
        scale = factor(definition, unit) if definition else 1
        return _rounded(level * Decimal(scale.numerator) / Decimal(scale.denominator))

    def _target(self, metric: Metric, unit: str, level: Decimal, year: int) -> Target:
        chance = self.chance
        kind = chance.choices(range(7), _SHARES)[0]
        promise: Commitment = self._promises(metric, unit, level)[kind]
        if isinstance(promise, Level) and chance.random() < 0.05:
            harder = level * Decimal("1.02" if metric.better == "higher" else "0.98")
            stretch = Level(value=Amount(_rounded(harder), unit), comparator=promise.comparator)
            return Target(year=year, commitment=promise, stretch=stretch)
        return Target(year=year, commitment=promise)

    def _promises(self, metric: Metric, unit: str, level: Decimal) -> tuple[Commitment, ...]:
        chance = self.chance
        bound: Comparator = "at_least" if metric.better == "higher" else "at_most"
        comparator = chance.choice((None, bound))
        promised = Level(value=Amount(level, unit), comparator=comparator)
        fall = Change(
            direction="increase" if metric.better == "higher" else "decrease",
            value=Amount(_rounded(Decimal(chance.uniform(2, 20))), "%"),
            relative=True,
            since=2020,
        )
        trend = chance.choice(QUALITATIVE)
        return (
            promised,
            fall,
            Assigned(by=chance.choice(("省", "市"))),
            Qualitative(trend=trend),
            Grade(grade=chance.choice(("Ⅱ", "Ⅲ")), scale="GB 3838-2002"),
            RelativeTo(scope="全省", statistic="mean"),
            Compound(parts=(promised, Qualitative(trend="不降低"))),
        )

    def _task(self, place: int, goals: int) -> Task:
        chance = self.chance
        waits = (
            [Dependency(f"t{one}") for one in sorted({chance.randrange(place) for _ in range(2)})] if place > 2 else []
        )
        low = chance.randrange(2, 12)
        words = chance.sample(OBJECTS, 2)
        return Task(
            id=f"t{place}",
            name=f"{chance.choice(DOINGS)}{words[0]}（{place}）",
            description=f"{chance.choice(DOINGS)}{words[0]}，{chance.choice(DOINGS)}{words[1]}，到2025年取得明显成效",
            themes=(f"th{place % 4}",),
            section=f"s{place % 4}",
            contributes_to=(Contribution(f"g{chance.randrange(goals)}"),),
            depends_on=waits[: chance.randrange(3)],
            responsible=(Responsibility("o0", role="lead"),),
            duration=Estimate(low=f"{low} 月", likely=f"{low + 3} 月", high=f"{low + 9} 月"),
            sources=self.sources,
        )

    def _project(self, place: int, tasks: int) -> Project:
        chance = self.chance
        total = _rounded(Decimal(chance.uniform(0.05, 8)))
        return Project(
            id=f"pr{place}",
            name=f"{chance.choice(OBJECTS)}{chance.choice(PROJECTS)}（{place}）",
            implements=(f"t{chance.randrange(tasks)}",),
            cost=Cost(total=Amount(total, "亿元")) if chance.random() < 0.7 else None,
            sources=self.sources,
        )


_ENVIRONMENT = ("air", "water-quality", "environment", "ecology", "climate", "forest-grass")
"""The fields that the indicators of a county's environmental plan come from."""

_PLAUSIBLE = {"share": (5, 99), "concentration": (8, 60), "ratio": (0.2, 40), "count": (5, 340), "index": (2, 80)}
"""Levels by kind of quantity, in the unit of the definition."""


def _rounded(value: Decimal) -> Decimal:
    """Return a number with three significant places, as plans print them."""
    return Decimal(f"{value:.3g}") if value else value
