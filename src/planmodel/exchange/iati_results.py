"""Results of an IATI activity: goals, their indicators, and what they promise and measure by period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple, TypeAlias
from xml.etree.ElementTree import Element as Node

import attrs

from planmodel.exchange.foreign import Ledger, local
from planmodel.exchange.iati_codes import AGGREGATED, MEASURES, RESULTS
from planmodel.exchange.stray_values import (
    Ids,
    as_point,
    attribute,
    children,
    line_of,
    number_in,
    own_words,
    point_in,
    stretch,
    text_of,
)
from planmodel.model.element import Element
from planmodel.model.kinds import Goal, Indicator
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.period import Period
from planmodel.model.targets import Level, Target, Unread
from planmodel.text import MultilingualText, Text, in_language, one_line
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["RESULT_NAMES", "Results"]

RESULT_NAMES: Final = frozenset(("result", "indicator", "baseline", "period", "target", "actual"))
"""Elements of results that are counted."""

_Part: TypeAlias = tuple[tuple[str, str], ...]
"""What a value holds for, when not the whole: ``(("sex", "female"),)``; places are ``("location", …)``."""


class _Value(NamedTuple):
    """One baseline, target or actual value, with its comment, and the period that it stands in."""

    name: str
    node: Node
    part: _Part
    first: str | None = None
    last: str | None = None


class Results:
    """Reads the results of one activity.

    Parameters:
        activity: the id of its project.
        ids: gives ids.
        ledger: takes counts and issues.
        language: the language of texts that name none.
    """

    def __init__(self, activity: str, ids: Ids, ledger: Ledger, language: str | None) -> None:
        self.activity, self.ids, self.ledger, self.language = activity, ids, ledger, language
        self.elements: list[Element] = []

    def read(self, activity: Node) -> list[str]:
        """Read the results, and return the ids of their goals."""
        goals = []
        for number, node in enumerate(children(activity, "result"), 1):
            self.ledger.mapped["result"] += 1
            id = self.ids.new(f"{self.activity}.r{number}")
            stated = (attribute(node, "type") or "").lower()
            lines = [f"result type: {RESULTS.get(stated, stated)}"] if stated else []
            goal = Goal(
                id=id,
                name=self._name(node, id),
                description=self._description(node),
                note="\n".join([*lines, *self._lines(node)]) or None,
            )
            self.elements.append(goal)
            goals.append(id)
            for place, indicator in enumerate(children(node, "indicator"), 1):
                self._indicator(indicator, f"{id}.i{place}", goal)
        return goals

    # --- words ---

    def _description(self, node: Node) -> Text | None:
        """Return the description of a result or indicator that has a title, too: without one it is the name."""
        titled = next(children(node, "title"), None) is not None  # a title of version 1 has text and no children
        return self._text(node, "description") if titled else None

    def _name(self, node: Node, id: str, above: Text | None = None) -> Text:
        """Return the title of a result or indicator, or else its description, or else what stands above it."""
        name = self._text(node, "title", between=None)
        if name is None:
            name = self._text(node, "description", between=None) or above or f"{local(node.tag)} {id}"
            shown = one_line(in_language(name))[:60]
            self.ledger.note(say("import.no_name", name=shown), "info", line_of(node), id)
        return name

    def _text(self, node: Node, name: str, between: str | None = "\n\n") -> Text | None:
        nodes = [*children(node, name)]
        self.ledger.mapped[name] += len(nodes)
        found = [part for one in nodes for part in (one, *children(one, "narrative"))]
        return text_of(found, self.language, between=between)

    def _lines(self, node: Node) -> list[str]:
        """Return a line for each thing that no field holds: references, and whether values may be added up."""
        lines = []
        status = attribute(node, "aggregation-status")
        if status is not None:
            lines.append(f"aggregation-status: {AGGREGATED.get(status.lower(), status)}")
        for one in children(node, "reference"):
            words = " ".join(text for name in ("vocabulary", "code") if (text := attribute(one, name)))
            if words:
                lines.append(f"reference: {words}")
                self.ledger.mapped["reference"] += 1
        return lines

    # --- indicators ---

    def _indicator(self, node: Node, wanted: str, goal: Goal) -> None:
        self.ledger.mapped["indicator"] += 1
        id = self.ids.new(wanted)
        measure = MEASURES.get(attribute(node, "measure") or "", attribute(node, "measure") or "")
        lines = [f"measure: {measure}"] if measure and measure != "percentage" else []
        better = {"1": "higher", "true": "higher", "0": "lower", "false": "lower"}
        stated = (attribute(node, "ascending") or "").lower()
        values = [*self._values(node)]
        parts = dict.fromkeys(value.part for value in values)
        if len(parts) == 1 and all(name == "location" for part in parts for name, _ in part):
            lines += [f"location: {place}" for part in parts for _, place in part]
            values = [value._replace(part=()) for value in values]
            parts = {(): None}
        name = self._name(node, id, goal.name)
        description = self._description(node)
        common: dict[str, Any] = {"unit": "%" if measure == "percentage" else None, "better": better.get(stated)}
        whole = Indicator(
            id=id,
            name=name,
            description=description,
            measures=[goal.id],
            note="\n".join([*lines, *self._lines(node), *self._baselines(values)]) or None,
            **common,
            **self._numbers([value for value in values if not value.part], id, common["unit"]),
        )
        self.elements.append(whole)
        for number, part in enumerate((part for part in parts if part), 1):
            own = self.ids.new(f"{id}.d{number}")
            numbers = self._numbers([value for value in values if value.part == part], own, common["unit"])
            words = ", ".join(f"{name}: {value}" for name, value in part)
            # It measures no goal itself: what is behind in a part would count against the goal beside the whole.
            self.elements.append(Indicator(id=own, name=_with(name, words), part_of=id, **common, **numbers))

    def _values(self, node: Node) -> Iterator[_Value]:
        """Yield every baseline, target and actual value of an indicator."""
        for one in children(node, "baseline"):
            yield _Value("baseline", one, self._part(one), last=attribute(one, "iso-date") or attribute(one, "year"))
        for period in children(node, "period"):
            first, last = (self._point(period, name) for name in ("period-start", "period-end"))
            values = [
                _Value(name, one, self._part(one), first, last)
                for name in ("target", "actual")
                for one in children(period, name)
            ]
            if values:
                self.ledger.mapped["period"] += 1
            else:
                self.ledger.leave("period", say("import.empty"), line_of(period))
            yield from values

    def _baselines(self, values: list[_Value]) -> list[str]:
        """Return a line for each baseline that has a day or a comment, for which a baseline has no field."""
        lines = []
        for value in values:
            if value.name == "baseline":
                comment = self._text(value.node, "comment", between=None)
                day = value.last if value.last != attribute(value.node, "year") else None
                words = [one for one in (day, one_line(in_language(comment)) if comment is not None else None) if one]
                lines += [f"baseline: {'; '.join(words)}"] if words else []
        return lines

    def _point(self, period: Node, name: str) -> str | None:
        stated = next((attribute(one, "iso-date") or own_words(one) for one in children(period, name)), None)
        return point_in(stated, self.ledger, line_of(period)) or stated

    def _part(self, node: Node) -> _Part:
        dimensions = [
            (attribute(one, "name") or "dimension", attribute(one, "value") or "?")
            for one in children(node, "dimension")
        ]
        places = [("location", attribute(one, "ref") or "?") for one in children(node, "location")]
        self.ledger.mapped["location"] += len(places)
        return (*sorted(set(dimensions)), *sorted(set(places)))

    # --- numbers ---

    def _numbers(self, values: list[_Value], id: str, unit: str | None) -> dict[str, Any]:
        """Return baseline, targets and observations of values that hold for the same part."""
        baselines: list[Baseline] = []
        targets: list[Target] = []
        observations: list[Observation] = []
        for value in values:
            said = self._said(value, unit)
            if said is None:
                self.ledger.leave(value.name, say("import.empty"), line_of(value.node))
            elif value.name == "target":
                self.ledger.mapped["target"] += 1
                targets.append(said.target(value))
            elif value.name == "actual":
                self._observe(value, said, observations)
            elif baselines:
                self.ledger.leave("baseline", say("iati.second_baseline"), line_of(value.node))
            else:
                self.ledger.mapped["baseline"] += 1
                baselines.append(said.baseline(value))
        return {"baseline": next(iter(baselines), None), "targets": targets, "observations": observations}

    def _observe(self, value: _Value, said: _Said, observations: list[Observation]) -> None:
        period = stretch(as_point(value.first), as_point(value.last), self.ledger, line_of(value.node))
        if period is None:
            self.ledger.leave("actual", say("import.no_date"), line_of(value.node))
            return
        self.ledger.mapped["actual"] += 1
        observations.append(said.observation(period))

    def _said(self, value: _Value, unit: str | None) -> _Said | None:
        """Return what a value says; ``None`` when it says nothing."""
        node = value.node
        own = own_words(node) if node.get("value") is None else None
        text = attribute(node, "value") or (one_line(own).strip() if own else None)
        comment = self._text(node, "comment", between=None)
        words = one_line(in_language(comment)) if comment is not None else None
        if text is None and words is None and (value.name != "baseline" or value.last is None):
            return None
        amount = self._amount(text, unit, node) if text is not None else None
        return _Said(text=text, amount=amount, comment=words)

    def _amount(self, text: str, unit: str | None, node: Node) -> Amount | None:
        share = text.endswith("%")
        number = number_in(text.removesuffix("%").strip(), self.ledger, line_of(node))
        if number is None:
            return None
        return Amount(number, "%") if share or unit == "%" else Amount(number)


@attrs.frozen(kw_only=True)
class _Said:
    """What a value says: its text, its number, and the comment on it."""

    text: str | None
    amount: Amount | None
    comment: str | None

    @property
    def printed(self) -> str | None:
        """Its text, or else the comment."""
        return self.text or self.comment

    def _note(self, *lines: tuple[str, str | None]) -> str | None:
        held = [f"{label}: {text}" for label, text in lines if text]
        if self.comment is not None and self.text is not None:
            held.append(f"comment: {self.comment}")
        return "\n".join(held) or None

    def target(self, value: _Value) -> Target:
        """Return it as what is promised by the end of its period."""
        day = as_point(value.last)
        promise: Level | Unread = Unread(reason=_NO_NUMBER) if self.amount is None else Level(value=self.amount)
        note = self._note(("period-start", value.first), ("period-end", value.last))
        return Target(year=int(day[:4]) if day else None, commitment=promise, as_published=self.printed, note=note)

    def observation(self, period: Period) -> Observation:
        """Return it as what was measured."""
        return Observation(period=period, value=self.amount, as_published=self.printed, note=self._note())

    def baseline(self, value: _Value) -> Baseline:
        """Return it as where the indicator stood."""
        point = as_point(value.last) or as_point(attribute(value.node, "year"))
        return Baseline(year=int(point[:4]) if point else None, value=self.amount, as_published=self.printed)


_NO_NUMBER: Literal["words"] = "words"
"""The reason of a promise in words."""


def _with(name: Text, words: str) -> Text:
    """Return a name with the part that it is about behind it, in each of its languages."""
    if isinstance(name, MultilingualText):
        return MultilingualText({language: f"{text} ({words})" for language, text in name.items()})
    return f"{name} ({words})"
