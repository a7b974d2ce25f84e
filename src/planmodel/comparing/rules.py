"""Why two plans' numbers of one metric have no difference: said once, for plans in memory and tables of a corpus.

:func:`reasons` is written over :class:`Sides`, a row beside the row of the reference, which answers with what it holds:
``bool`` for one row in memory (:class:`Pair`), an expression for whole columns (``planmodel.corpus.columns_beside``).
"""

from __future__ import annotations

from collections.abc import Collection
from string import Formatter
from typing import NamedTuple, Protocol, TypeVar

from planmodel.comparing.definitions import DEFINED
from planmodel.model.bounds import CEILINGS, FLOORS
from planmodel.words import catalogue, say, term

__all__ = ["Facts", "Pair", "Reason", "Sides", "codes", "reason_of", "reasons", "template_parts"]

C = TypeVar("C")


class Facts(NamedTuple):
    """What decides whether a number has a difference from another: everything but the number.

    Parameters:
        stated: whether the plan has an indicator of the metric; any value says so, ``None`` that it has none.
        numbered: whether there is a number in the unit of the metric; ``None`` when there is none.
        form: the form in words.
        direction: ``increase`` or ``decrease``, of a change.
        per: ``total`` or ``year``, of a change.
        since: the base year of a change in all.
        year: the year by whose end it shall hold.
        scope: the part that it holds for.
        ranged: whether it is a range; ``None`` when it is not.
        comparator: how a measured value is held against it.
        quantity: of the definition, as the three that follow.
        statistic: which statistic.
        version: which edition.
        better: which way is better.
        part: the ``scope`` in one spelling, see :func:`~planmodel.model.subjects.part_key`.
        rounded: whether the number has more digits than a float holds; ``None`` when it has not.
    """

    stated: bool | None = None
    numbered: bool | None = None
    form: str | None = None
    direction: str | None = None
    per: str | None = None
    since: int | None = None
    year: int | None = None
    scope: str | None = None
    ranged: bool | None = None
    comparator: str | None = None
    quantity: str | None = None
    statistic: str | None = None
    version: str | None = None
    better: str | None = None
    part: str | None = None
    rounded: bool | None = None


class Sides(Protocol[C]):
    """A row beside that of the reference, as values or as columns; fields are those of :class:`Facts`."""

    def is_other(self) -> C:
        """Whether the row is not the reference's own."""
        ...

    def absent(self, field: str, *, held: bool = False) -> C:
        """Whether the row, or the reference (``held``), lacks a field."""
        ...

    def unlike(self, field: str) -> C:
        """Whether a field differs; two absent ones do not."""
        ...

    def contradicts(self, field: str) -> C:
        """Whether both have a field and the two differ."""
        ...

    def among(self, field: str, values: Collection[object], *, held: bool = False) -> C:
        """Whether a field is one of several values."""
        ...

    def both(self, first: C, second: C) -> C:
        """Whether both conditions hold."""
        ...

    def either(self, first: C, second: C) -> C:
        """Whether one of two conditions holds."""
        ...


class Reason(NamedTuple):
    """Why there is no difference.

    Parameters:
        code: what programs read.
        words: what people read.
    """

    code: str
    words: str


def reasons(sides: Sides[C]) -> list[tuple[C, str]]:
    """Return the codes of why a number has no difference from the reference's: the first that holds counts.

    Parameters:
        sides: a row that has a number, beside the reference's.
    """
    other = sides.is_other()

    def among_others(condition: C, code: str) -> tuple[C, str]:
        return sides.both(other, condition), code

    undated = sides.both(sides.absent("year"), sides.absent("year", held=True))
    unbased = sides.both(sides.among("per", ("total",)), sides.absent("since"))

    def bound(comparators: Collection[str], way: str, held: bool) -> C:
        beyond = sides.both(
            sides.among("comparator", ("better_than",), held=held), sides.among("better", (way,), held=held)
        )
        return sides.either(sides.among("comparator", comparators, held=held), beyond)

    # of one form, so that a change goes the same way in both
    opposed = sides.either(
        sides.both(bound(FLOORS, "higher", False), bound(CEILINGS, "lower", True)),
        sides.both(bound(CEILINGS, "lower", False), bound(FLOORS, "higher", True)),
    )
    return [
        (sides.absent("stated", held=True), "reference_silent"),
        (sides.absent("numbered", held=True), "reference_unnumbered"),
        among_others(sides.unlike("form"), "other_form"),
        among_others(unbased, "base_unnamed"),
        among_others(sides.unlike("year"), "other_year"),
        among_others(undated, "year_unnamed"),
        among_others(sides.unlike("part"), "other_scope"),
        among_others(sides.unlike("ranged"), "range"),
        among_others(opposed, "opposed"),
        among_others(
            sides.either(sides.among("rounded", (True,)), sides.among("rounded", (True,), held=True)), "rounded"
        ),
        *(among_others(sides.contradicts(field), f"other_{field}") for field in DEFINED),
    ]


def codes() -> tuple[str, ...]:
    """Return every code of why a row of a comparison has no number, or no difference."""
    of_number = ("not_stated", "no_target", "no_target_for_year", "several_targets", "unnumbered", "other_dimension")
    return (*of_number, *(code for _, code in reasons(Pair(Facts(), Facts(), other=True))), "fault")


def _absent(field: str) -> str:
    """Return what stands in the words of a reason for a field that is not there."""
    key = {"year": "comparing.no_year", "scope": "comparing.whole"}.get(field.removeprefix("held_"))
    return "" if key is None else say(key)


def template_parts(code: str) -> list[tuple[str, str | None, str]]:
    """Return the words of a reason as (text, field after it or ``None``, what stands for the field when it is absent).

    Fields of the reference are called ``held_…``.

    Example:
        >>> template_parts("other_year")
        [('for ', 'year', 'no year'), (', the reference for ', 'held_year', 'no year')]
    """
    words = catalogue()[f"comparing.rule.{code}"]["en"]
    return [(text, field, _absent(field or "")) for text, field, _, _ in Formatter().parse(words)]


class Pair:
    """Two rows in memory, as :class:`Sides`.

    Parameters:
        row: the facts of a row.
        held: those of the reference.
        other: whether the row is not the reference's own.
    """

    def __init__(self, row: Facts, held: Facts, other: bool) -> None:
        self._row, self._held, self._other = row, held, other

    def value(self, field: str, *, held: bool = False) -> object:
        """Return a field of the row, or of the reference."""
        return getattr(self._held if held else self._row, field)

    def is_other(self) -> bool:
        """Whether the row is not the reference's own."""
        return self._other

    def absent(self, field: str, *, held: bool = False) -> bool:
        """Whether the row, or the reference, lacks a field."""
        return self.value(field, held=held) is None

    def unlike(self, field: str) -> bool:
        """Whether a field differs; two absent ones do not."""
        return self.value(field) != self.value(field, held=True)

    def contradicts(self, field: str) -> bool:
        """Whether both have a field and the two differ."""
        return not (self.absent(field) or self.absent(field, held=True)) and self.unlike(field)

    def among(self, field: str, values: Collection[object], *, held: bool = False) -> bool:
        """Whether a field is one of several values."""
        return self.value(field, held=held) in values

    def both(self, first: bool, second: bool) -> bool:
        """Whether both conditions hold."""
        return first and second

    def either(self, first: bool, second: bool) -> bool:
        """Whether one of two conditions holds."""
        return first or second


def reason_of(row: Facts, held: Facts, other: bool) -> Reason | None:
    """Return why a row has no difference from the reference's, in words that are filled in; ``None`` if it has one.

    Example:
        >>> numbered = Facts(stated=True, numbered=True, form="level", year=2025)
        >>> reason_of(numbered._replace(year=2030), numbered, True)
        Reason(code='other_year', words='for 2030, the reference for 2025')
    """
    pair = Pair(row, held, other)
    code = next((code for condition, code in reasons(pair) if condition), None)
    if code is None:
        return None
    values: dict[str, object] = {}
    for _, field, absent in template_parts(code):
        if field is not None:
            name = field.removeprefix("held_")
            value = pair.value(name, held=field != name)
            values[field] = absent if value is None else term(name, str(value)) if name in DEFINED else value
    return Reason(code, say(f"comparing.rule.{code}", **values))
