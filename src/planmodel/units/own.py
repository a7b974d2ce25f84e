"""Units of one's own: what a plan counts in, or a multiple of it, defined beside the table and never in it.

A unit of a plan's own means what its plan says, and nothing elsewhere. So its text carries its definition
(:class:`OwnUnit`), and everything that is asked of a unit is asked of that. Two plans that define one name in different
ways have no unit in common by that name: it converts to nothing of the other's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from planmodel.errors import AmountError, ModelError
from planmodel.text import check_text, suggestion
from planmodel.units.definitions import Definitions, Measure, definitions
from planmodel.units.numerals import split_amount
from planmodel.units.spelling import SpellingError, normalise, words
from planmodel.units.table import Reading, is_known, read_with, without_prefix
from planmodel.units.unit_text import OwnUnit
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.units.amount import Amount
    from planmodel.units.numerals import Number

__all__ = ["OwnUnits", "UnitDefinition", "unit_of_text"]


def _as_names(names: Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


@attrs.frozen(kw_only=True, weakref_slot=False)
class UnitDefinition:
    """A unit of a plan's own: a word for what is counted, or a multiple of a unit.

    Parameters:
        name: the word, as the plan prints it: ``teams``, ``车队``.
        equals: what one of it is, ``20 辆``; left out for a word for what is counted, which converts to nothing else.
        aliases: other spellings of the same: ``team``.
        note: a remark.
    """

    name: str
    equals: str | None = None
    aliases: tuple[str, ...] = attrs.field(default=(), converter=_as_names)
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        for text in (self.name, *self.aliases, *(one for one in (self.equals, self.note) if one is not None)):
            check_text(text)


def _defined(given: object, place: int) -> UnitDefinition:
    """Return a definition that was given as one, as a text, or as a mapping of its fields."""
    if isinstance(given, UnitDefinition):
        return given
    if isinstance(given, str):
        return unit_of_text(given)
    fields = [field.name for field in attrs.fields(UnitDefinition)]
    if not isinstance(given, Mapping) or "name" not in given:
        _refuse(place, say("unit.expected", given=f"{given!r:.60}"), say("unit.forms"))
    for key in given:
        if key not in fields:
            hint = suggestion(str(key), fields) or say("unit.fields", fields=tuple(fields))
            _refuse(place, say("unit.no_field", key=f"{key!r:.60}"), hint)
    return UnitDefinition(**given)


class OwnUnits(Mapping[str, UnitDefinition]):
    """Units of one's own, by name; a plan makes them of its ``units``.

    Parameters:
        units: the definitions; a text alone is a word for what is counted, and ``"crew = 5 teams"`` a multiple; a
            mapping holds the fields of a definition, as in a file.

    Raises:
        ModelError: a name is no single word, is one of planmodel's units or stands twice, or what a unit equals is no
            amount in units that are known; ``field`` says which definition.

    Example:
        >>> units = OwnUnits(["teams", "crew = 5 teams"])
        >>> units.amount("3 crew").to(units.unit("teams"))
        Amount("15 teams")
    """

    def __init__(self, units: Iterable[UnitDefinition | str | Mapping[str, Any]] | str) -> None:
        given = (units,) if isinstance(units, str | UnitDefinition) else units
        self._units = tuple(_defined(one, place) for place, one in enumerate(given))
        self._by_name: dict[str, UnitDefinition] = {}
        for place, one in enumerate(self._units):
            for name in (one.name, *one.aliases):
                self._check(name, one, place)
                self._by_name[name] = one
        _ = self.known  # so that what a unit equals is checked now

    def _check(self, name: str, one: UnitDefinition, place: int) -> None:
        if not _is_word(name):
            _refuse(place, say("unit.no_name", name=f"{name!r}"), say("unit.no_name.hint"))
        if name in self._by_name:
            _refuse(place, say("unit.twice", name=f"{name!r}"), say("unit.twice.hint"))
        if is_known(name) and not (one.equals is None and _is_count(name)):
            _refuse(place, say("unit.shipped", name=f"{name!r}"), say("unit.shipped.hint"))

    def __getitem__(self, name: str) -> UnitDefinition:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __eq__(self, other: object) -> bool:
        return self._units == other._units if isinstance(other, OwnUnits) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._units)

    def __repr__(self) -> str:
        return f"OwnUnits({[_text(one) for one in self._units]!r})"

    def __reduce__(self) -> tuple[type[OwnUnits], tuple[tuple[UnitDefinition, ...]]]:
        return OwnUnits, (self._units,)

    @cached_property
    def known(self) -> Definitions:
        """The table with these units beside its own."""
        table = definitions()
        made = table._replace(units=dict(table.units), names=dict(table.names), dimensions=dict(table.dimensions))
        waiting = [(place, one) for place, one in enumerate(self._units) if not is_known(one.name)]
        while waiting:
            left = [(place, one) for place, one in waiting if not self._add(made, one, place, last=False)]
            if len(left) == len(waiting):  # what it equals is unknown, or they go round in a circle
                self._add(made, left[0][1], left[0][0], last=True)
            waiting = left
        return made

    def _add(self, made: Definitions, one: UnitDefinition, place: int, *, last: bool) -> bool:
        """Add a unit to the definitions; tell whether what it equals was known."""
        measure = Measure(Fraction(1), {one.name: 1}) if one.equals is None else _equal(one.equals, made, place, last)
        if measure is None:
            return False
        if one.equals is None:
            made.dimensions[one.name] = one.name  # type: ignore[index]
        made.units[one.name] = measure  # type: ignore[index]
        made.names.update(dict.fromkeys((one.name, *one.aliases), one.name))  # type: ignore[attr-defined]
        return True

    def definition(self, name: str) -> str:
        """Return the definition of a name in one text: ``crew = 5 teams``."""
        return _text(self._by_name[name])

    def names_in(self, reading: Reading) -> tuple[str, ...]:
        """Return the names of units of one's own in a unit, as each is first called."""
        names = (without_prefix(one.name, self.known) for one in reading.factors)
        return tuple(dict.fromkeys(self._by_name[name].name for name in names if name in self._by_name))

    def reading(self, text: str) -> Reading | None:
        """Return what a unit text means with these units beside the table; ``None`` for an unknown one."""
        return read_with(text, self.known)

    def unit(self, text: str) -> str:
        """Return a unit text that knows what it means; of the table's units the text itself, and so of unknown ones."""
        text = text.strip()
        if is_known(text):
            return text
        read = self.reading(text)
        return text if read is None else OwnUnit(text, self, read)

    def amount(self, value: str | Number, unit: str | None = None) -> Amount:
        """Return an amount in units of these or of the table.

        Raises:
            UnknownUnitError: neither has the unit.
        """
        from planmodel.units.amount import Amount

        if isinstance(value, str) and unit is None:
            number, stated = split_amount(value)
            return Amount(number, self.unit(stated)) if stated else Amount(number)
        return Amount(value, self.unit(unit) if unit is not None else None)


def unit_of_text(one: str) -> UnitDefinition:
    """Return the definition that a text holds: ``teams``, ``crew = 5 teams``."""
    name, _, equals = one.partition("=")
    return UnitDefinition(name=name.strip(), equals=equals.strip() or None)


def _text(one: UnitDefinition) -> str:
    return one.name if one.equals is None else f"{one.name} = {one.equals}"


def _equal(text: str, known: Definitions, place: int, last: bool) -> Measure | None:
    """Return what an amount comes to; ``None`` when its unit is not known yet."""
    try:
        number, unit = split_amount(text)
    except AmountError as error:
        _refuse(place, say("unit.equals", text=f"{text!r}"), error.hint)
    read = read_with(unit, known) if unit else None
    if read is None and last:
        _refuse(place, say("unit.equals_unknown", text=f"{text!r}"), say("unit.equals_unknown.hint"))
    if read is None:
        return None
    if number <= 0 or read.level:
        _refuse(place, say("unit.cannot_equal", text=f"{text!r}"), say("unit.cannot_equal.hint"))
    bases = {dimension: base for base, dimension in known.dimensions.items()}
    return Measure(Fraction(number) * read.scale, {bases[dimension]: power for dimension, power in read.dimension})


def _refuse(place: int, message: str, hint: str | None = None) -> NoReturn:
    raise ModelError(message, hint=hint, field=("units", place))


def _is_word(name: str) -> bool:
    try:
        parts = words(normalise(name))
    except SpellingError:
        return False
    return len(parts) == 1 and parts[0].power is None and parts[0].text == name and not any(map(str.isdigit, name))


def _is_count(name: str) -> bool:
    """Return whether a name of the table is just a word for what is counted, so that to say so changes nothing."""
    known = definitions()
    return known.dimensions.get(known.names.get(name, "")) == name
