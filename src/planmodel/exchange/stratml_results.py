"""The target and actual results of a StratML indicator."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import attrs

from planmodel.exchange.details import Details, to_note
from planmodel.exchange.foreign import Foreign
from planmodel.model.numbers import Observation
from planmodel.model.period import Period
from planmodel.model.targets import Commitment, Level, Target, Unread
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["Results", "as_day", "read_results"]

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[-+]\d\d:\d\d|T[\d:.]*Z?)?\Z", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})\Z", re.ASCII)
_PENDING = re.compile(r"\W*(to be determined|tbd|to be announced|not yet available)\W*\Z", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Results:
    """What an indicator's results say.

    Parameters:
        targets: what is promised.
        observations: what was measured.
        descriptions: the words of its target results, for an indicator that has no name.
    """

    targets: tuple[Target, ...]
    observations: tuple[Observation, ...]
    descriptions: tuple[str, ...]


def as_day(text: str | None) -> str | None:
    """Return a date as ``2025-07-01``; ``None`` when it is none, or one in the year 9999, which stands for no end."""
    match = _DAY.match(text or "")
    if match is None or match[1].startswith("9999"):
        return None
    try:
        dt.date.fromisoformat(match[1])
    except ValueError:
        return None
    return match[1]


def read_results(indicator: Foreign) -> Results:
    """Return the results of a performance indicator, those too that stand outside any measurement instance."""
    targets: list[Target] = []
    observations: list[Observation] = []
    for holder in (*indicator.all("MeasurementInstance"), indicator):
        for one in holder.all("TargetResult"):
            target = _target(one)
            if target is not None:
                targets.append(target)
        for one in holder.all("ActualResult"):
            observation = _observation(one)
            if observation is not None:
                observations.append(observation)
        if holder is not indicator:
            holder.report_rest()
    words = tuple(text for one in targets for text in [one.as_published] if text)
    return Results(targets=tuple(targets), observations=tuple(observations), descriptions=words)


@attrs.frozen(kw_only=True)
class _Result:
    start: str | None
    end: str | None
    number: str | None
    descriptor: tuple[str | None, str | None]
    description: str | None

    @property
    def words(self) -> str | None:
        """What it says, the number first, then the descriptor, then the description."""
        pair = ": ".join(text for text in self.descriptor if text)
        return self.number or pair or self.description

    @property
    def details(self) -> Details:
        name, value = self.descriptor
        fields = (
            ("StartDate", self.start),
            ("EndDate", self.end),
            ("NumberOfUnits", self.number),
            ("DescriptorName", name),
            ("DescriptorValue", value),
            ("Description", self.description),
        )
        return [(label, text) for label, text in fields if text]


def _result(one: Foreign) -> _Result:
    pairs = one.all("Descriptor")
    names = [pair.line("DescriptorName") for pair in pairs] or [None]
    values = [pair.line("DescriptorValue") for pair in pairs] or [None]
    for pair in pairs:
        pair.report_rest()
    for pair in pairs[1:]:
        if not pair.is_empty():
            pair.note(say("stratml.second_descriptor"))
    description = one.line("Description")
    days: list[str | None] = []
    for label in ("StartDate", "EndDate"):
        text = one.line(label)
        day = as_day(text) or (text if text and text.startswith("9999") and _DAY.match(text) else None)
        days.append(day)
        if text and as_day(text) is None:
            where = "note" if day else "description"
            one.note(say("stratml.no_day", label=label, text=f"{text!r:.40}", where=where))
        if text and day is None:
            description = f"{description or ''} [{label}: {text}]".strip()
    number = one.line("NumberOfUnits")
    if number is not None and not _NUMBER.match(number):
        one.note(say("stratml.units", number=f"{number!r:.60}"))
        description, number = f"{description or ''} [NumberOfUnits: {number}]".strip(), None
    one.report_rest()
    return _Result(start=days[0], end=days[1], number=number, descriptor=(names[0], values[0]), description=description)


def _target(one: Foreign) -> Target | None:
    found = _result(one)
    if found.words is None:
        one.left_out(say("stratml.result_empty"), "info")
        return None
    amount = None if found.number is None else Amount(Decimal(found.number))
    day = as_day(found.end)
    if day is None:
        one.note(say("stratml.no_due"), "info")
    promise: Commitment = Unread(reason=say("stratml.words"))
    if amount is not None and not _PENDING.match(found.description or ""):
        promise = Level(value=amount)
    elif amount is not None:
        one.note(say("stratml.beside", number=found.number, text=f"{found.description!r:.40}"))
    one.mapped()
    year = int(day[:4]) if day else None
    return Target(year=year, commitment=promise, as_published=found.words, note=to_note(found.details))


def _observation(one: Foreign) -> Observation | None:
    found = _result(one)
    if found.words is None:
        one.left_out(say("stratml.result_empty"), "info")
        return None
    # Forms fill in a 0 beside "[To be determined]": nobody has measured that.
    if _PENDING.match(found.description or "") and not any(found.descriptor):
        if found.number is not None and found.number.strip("0.") != "":
            one.note(say("stratml.beside_short", number=found.number, text=f"{found.description!r:.40}"))
        one.left_out(say("stratml.to_be_determined"), "info")
        return None
    first, last = as_day(found.start), as_day(found.end)
    if first and last and first > last:
        one.note(say("stratml.ends_early", last=last, first=first))
        first = None
    period = f"{first}/{last}" if first and last else last or first
    if period is None:
        one.left_out(say("stratml.unmeasured_day"))
        return None
    one.mapped()
    amount = None if found.number is None else Amount(Decimal(found.number))
    return Observation(period=Period(period), value=amount, as_published=found.words, note=to_note(found.details))
