"""Whether what work contributes reaches what targets ask for, as an interval with what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column, columns_of
from planmodel.comparing.figures import promise_text
from planmodel.derivation import Derivations
from planmodel.errors import ModelError
from planmodel.evaluating.contributions import Contributed, WorkShare, contributed
from planmodel.evaluating.derived_sufficiency import Reckoned, sufficiency_derivations
from planmodel.evaluating.need import Need, need_of, towards
from planmodel.evaluating.outcome import Promise, promises_of
from planmodel.evaluating.printed import plain_fields
from planmodel.failures import check_language
from planmodel.model.collection import unknown_id
from planmodel.model.element import Undertaking
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution
from planmodel.model.targets import Target
from planmodel.scheduling.schedule import Schedule
from planmodel.tabular import Keyed, Result, Rows
from planmodel.text import in_language
from planmodel.units import Amount
from planmodel.words import LANGUAGES, Message, say

__all__ = ["Enough", "MissingNumber", "Sufficiency", "sufficiency", "value_of_numbers"]

Verdict: TypeAlias = Literal["enough", "not_enough", "cannot_be_known"]


@attrs.frozen(kw_only=True)
class Enough:
    """Whether contributions reach what one target asks for.

    Parameters:
        indicator: its id.
        name: its name.
        target: what is promised; ``None`` where nothing is for the year that was asked for.
        year: by the end of which year.
        verdict: ``enough``, ``not_enough`` or ``cannot_be_known``.
        net: by how much the level must change; below nothing where there is room up to a ceiling or down to a floor.
        growth: what grows against it in the meantime, as stated.
        gross: net + growth: what must really be brought about.
        low: what contributions come to at least.
        high: what they come to at the most; ``None`` when there is no bound.
        numbered: how many contributions have a number that counts.
        unnumbered: how many have none.
        unlike: how many have one that does not convert to the unit of the need.
        missing: the numbers that are missing, by what they are of.
        reason: why nobody can say, or what to mind.
        work: what each task and project contributes.
    """

    indicator: str
    name: str
    target: str | None
    year: int | None
    verdict: Verdict
    net: Amount | None = None
    growth: Amount | None = None
    gross: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    numbered: int = 0
    unnumbered: int = 0
    unlike: int = 0
    missing: tuple[str, ...] = ()
    reason: str | None = None
    work: tuple[WorkShare, ...] = attrs.field(default=(), repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values; amounts as exact text."""
        return plain_fields(self)


@attrs.frozen(kw_only=True, repr=False)
class Sufficiency(Keyed, Result):
    """Whether contributions reach the targets of a plan: one row a target of an indicator.

    Parameters:
        rows: a row a target, with the verdict and its reason.
        held: the plan that was asked about.
    """

    rows: tuple[Enough, ...]
    held: Plan = attrs.field(eq=False)
    reckoned: tuple[Reckoned, ...] = attrs.field(default=(), eq=False, repr=False)
    """What each row that was reckoned rests on."""

    def __len__(self) -> int:
        return len(self.rows)

    def derivations(self) -> Derivations:
        """Return how needs, contributions and verdicts came about, each from its inputs by a named rule.

        ``planmodel verify`` computes them again from the plan's file.
        """
        return sufficiency_derivations(self)

    def _ids(self) -> Iterable[str]:
        return dict.fromkeys(one.indicator for one in self.rows)

    def __getitem__(self, id: str) -> Enough:
        """Return the first row of an indicator.

        Raises:
            UnknownIdError: nothing of that id has one.
        """
        for one in self.rows:
            if one.indicator == id:
                return one
        raise unknown_id(id, list(self._ids()), say("id.sufficiency"))

    @kinds_checked
    def explain(self, id: str, *, language: str | None = None) -> str:
        """Return as a tree what the verdict on an indicator is made of.

        Parameters:
            id: the indicator.
            language: ``en`` or ``zh``; English when left out.

        Raises:
            UnknownIdError: nothing of that id has a row.
            ModelError: there is no such language.
        """
        row, spoken = self[id], LANGUAGES[0] if language is None else language
        check_language(spoken)
        asked, unknown = row.gross or row.net, say("sufficiency.tree.unknown")
        verdict = say(f"page.s.{row.verdict}")
        verdict = verdict if row.reason is None else say("sufficiency.tree.why", verdict=verdict, why=row.reason)
        lines: list[tuple[str, Message]] = [
            ("", say("sufficiency.tree", name=row.name, verdict=verdict)),
            (
                "├── ",
                say("sufficiency.tree.asked", asked=asked or unknown, net=row.net or "?", growth=row.growth or "?"),
            ),
            ("└── ", say("sufficiency.tree.contributed", low=row.low or "?", high=row.high or "?")),
        ]
        for place, one in enumerate(row.work):
            joint = "    └── " if place == len(row.work) - 1 else "    ├── "
            told: str = one.stated or say("sufficiency.tree.no_number")
            told = told if one.finish is None else say("sufficiency.tree.over", stated=told, finish=one.finish)
            told = told if one.reason is None else say("sufficiency.tree.because", stated=told, why=one.reason)
            lines.append((joint, say("sufficiency.tree.work", id=one.work, name=one.name, told=told)))
        return "\n".join(f"{joint}{in_language(text, spoken)}" for joint, text in lines)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {"plan": self.held.id, "rows": [one.to_dict() for one in self.rows]}

    def _columns(self) -> Sequence[Column]:
        hidden: dict[str, dict[str, Any]] = {
            name: {"shown": False} for name in ("indicator", "growth", "missing", "year")
        }
        return [one for one in columns_of(Enough, **hidden) if one.name != "work"]

    def _rows(self) -> Sequence[Enough]:
        return self.rows

    def _has_answer(self, row: Enough) -> bool:
        return row.verdict != "cannot_be_known"

    def _above(self) -> Iterable[str]:
        found = {each: sum(one.verdict == each for one in self.rows) for each in _VERDICTS}
        return (say("sufficiency.head", plan=self.held.id, n=len(self), **found),)


_VERDICTS: tuple[Verdict, ...] = ("enough", "not_enough", "cannot_be_known")


@attrs.frozen(kw_only=True)
class MissingNumber:
    """A number that is missing, and what it would settle.

    Parameters:
        number: what it is of: ``contribution of t to i``, ``growth of i``, ``baseline of i``, ``end of t``.
        settles: the indicators for which nothing else is missing.
        touches: all indicators that it is missing for.
    """

    number: str
    settles: tuple[str, ...]
    touches: tuple[str, ...]


@kinds_checked
def sufficiency(
    plan: Plan,
    *,
    growth: Mapping[str, Amount | str | int] | None = None,
    schedule: Schedule | None = None,
    year: int | None = None,
) -> Sufficiency:
    """Return for each indicator whether what work states to contribute reaches what its target asks for.

    What is asked is the gross need: the net change from the baseline, and what grows against it in the meantime.
    Contributions count with their ``amount`` (a percentage of a quantity is a share of the level in the base year),
    else with their ``strength``, a share of the net need. What is over after the target's year, with what it waits for,
    does not count.

    Parameters:
        plan: the plan.
        growth: indicator → what grows against its target, 0 where nothing does. Where it is not stated, contributions
            below the net need are not enough, and others cannot be known to be.
        schedule: a schedule of the plan, for when work is over; else its own dates, and those of what it waits for.
        year: the target year, and no other; the end of the plan's period when left out, else the last.

    Raises:
        ModelError: ``growth`` names what is no indicator, or in a unit of its own.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> from planmodel.model.numbers import Baseline
        >>> from planmodel.model.targets import Level, Target
        >>> sulphur = Indicator(id="so2", name="SO2", unit="万吨", better="lower",
        ...     baseline=Baseline(year=2005, value=2549), targets=[Target(year=2010, commitment=Level(value=2295))])
        >>> works = Task(id="t", name="Desulphurisation", period="2006/2010",
        ...     contributes_to=[Contribution("so2", amount="500 万吨")])
        >>> found = sufficiency(Plan(id="p", title="P", elements=[sulphur, works]), growth={"so2": "370 万吨"})
        >>> row = found["so2"]
        >>> str(row.net), str(row.gross), row.verdict
        ('254 万吨', '624 万吨', 'not_enough')
    """
    for id in growth or {}:
        if not isinstance(plan[id], Indicator):
            raise ModelError(say("sufficiency.growth_of_none", id=id, plan=plan.id))
    rows: list[Enough] = []
    reckoned: list[Reckoned] = []
    for indicator in plan.indicators:
        links = [(one, link) for one in plan.of(Undertaking) for link in one.contributes_to if link.to == indicator.id]
        if not links or not indicator.targets:
            continue
        due = indicator if year is None else attrs.evolve(indicator, targets=_of_year(indicator, year))
        grown = (growth or {}).get(indicator.id)
        for promise in promises_of(plan, due):
            need = need_of(promise)
            rows.append(_row(promise, need, links, grown, schedule))
            reckoned.append(Reckoned(promise, need, links, rows[-1], schedule))
        if not due.targets:
            years = list(dict.fromkeys(str(one.year) for one in indicator.targets if one.year is not None))
            told = say(f"sufficiency.other_years{'' if years else '.none'}", year=year, years=years)
            name = indicator.label("zh")
            verdict: Verdict = "cannot_be_known"
            rows.append(Enough(indicator=indicator.id, name=name, target=None, year=year, verdict=verdict, reason=told))
    return Sufficiency(rows=Rows(rows, Enough), held=plan, reckoned=tuple(reckoned))


def _of_year(indicator: Indicator, year: int) -> list[Target]:
    return [one for one in indicator.targets if one.year == year]


def _row(
    promise: Promise,
    need: Need,
    links: Sequence[tuple[Undertaking, Contribution]],
    growth: Amount | str | int | None,
    schedule: Schedule | None,
) -> Enough:
    indicator = promise.indicator
    found = contributed(promise, links, need, schedule)
    grown = _growth(growth, need, indicator.id)
    verdict, reason = _verdict(need, grown, found)
    missing = [*found.missing]
    missing += [say("sufficiency.missing.growth", id=indicator.id)] if grown is None else []
    missing += [say("sufficiency.missing.baseline", id=indicator.id)] if need.baseless else []
    unit = need.unit or None
    return Enough(
        indicator=indicator.id,
        name=indicator.label("zh"),
        target=promise_text(promise.target),
        year=promise.target.year,
        verdict=verdict,
        net=need.net,
        growth=None if grown is None else Amount(grown, unit),
        gross=None if grown is None or need.net is None else Amount(need.net.fraction + grown, unit),
        low=Amount(found.low, unit),
        high=Amount(found.high, unit) if found.high is not None else None,
        numbered=len(found.work) - found.unnumbered - found.unlike,
        unnumbered=found.unnumbered,
        unlike=found.unlike,
        missing=tuple(missing) if verdict == "cannot_be_known" and (need.net is not None or need.baseless) else (),
        reason=reason,
        work=Rows(found.work, WorkShare),
    )


def _growth(growth: Amount | str | int | None, need: Need, id: str) -> Fraction | None:
    if growth is None:
        return None
    stated = growth if isinstance(growth, Amount) else Amount(growth)
    if stated.fraction == 0:
        return Fraction(0)
    found = towards(stated, need)
    if isinstance(found, str):
        raise ModelError(say("sufficiency.growth_unit", id=id, why=found))
    return found


def _verdict(need: Need, growth: Fraction | None, found: Contributed) -> tuple[Verdict, str | None]:
    if need.net is None:
        return "cannot_be_known", need.reason
    gross, unit = need.net.fraction + (growth or 0), need.unit or None
    if found.high is not None and not _reaches(found.high, gross, need):
        short = Amount(gross - found.high, unit)
        bare = "" if growth is not None else ".net"
        if 0 < gross - found.high <= need.slack:
            return "cannot_be_known", say("sufficiency.about", short=short)
        return "not_enough", say(f"sufficiency.short{bare}" if short.fraction else "sufficiency.strict", short=short)
    if _reaches(found.low, gross, need):
        return ("enough", None) if growth is not None else ("cannot_be_known", say("sufficiency.enough_for_net"))
    return "cannot_be_known", say("sufficiency.undecided", why=found.open)


def _reaches(number: Fraction, gross: Fraction, need: Need) -> bool:
    return number > gross if need.strict else number >= gross


@kinds_checked
def value_of_numbers(found: Sufficiency) -> Rows[MissingNumber]:
    """Return which missing numbers would settle most verdicts, those first.

    A number settles the verdict on an indicator when nothing else is missing for it.

    Parameters:
        found: what :func:`sufficiency` returned.

    Example:
        >>> value_of_numbers(sufficiency(Plan(id="p", title="P")))
        ()
    """
    touches: dict[str, list[str]] = {}
    alone: dict[str, list[str]] = {}
    for row in found.rows:
        for number in row.missing:
            touches.setdefault(number, []).append(row.indicator)
            if len(row.missing) == 1:
                alone.setdefault(number, []).append(row.indicator)
    made = [
        MissingNumber(number=number, settles=tuple(alone.get(number, ())), touches=tuple(dict.fromkeys(ids)))
        for number, ids in touches.items()
    ]
    return Rows(sorted(made, key=lambda one: (-len(one.settles), -len(one.touches))), MissingNumber)
