"""The pint registry behind the table; importing this module imports pint, so it is only imported when needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NoReturn, cast

import pint

from planmodel.errors import ModelError
from planmodel.units.numerals import shown, split_amount
from planmodel.words import say

__all__ = ["StrictRegistry"]


class StrictRegistry(pint.UnitRegistry[Any]):
    """A pint registry with exact factors that reads text by planmodel's table only.

    pint's own reading of text (plural ``s``, any prefix before any unit, expressions) is replaced, so that
    ``registry.Quantity(3, "万m³")`` and ``quantity.to("亩")`` mean what :class:`planmodel.units.Amount` means by them.

    Parameters:
        definitions: the lines of the definition file.
        read: how a unit text becomes pint's unit names and exponents; it raises
            :class:`~planmodel.errors.UnknownUnitError` for a unit that is not in the table.

    Raises:
        pint.RedefinitionError: a line gives a name that another one has.
    """

    def __init__(self, definitions: Sequence[str], read: Callable[[str], Mapping[str, int]]) -> None:
        self._read = read
        self._naming = threading.Lock()
        # pint's annotations know neither a list of lines nor the class of exact numbers, though its documentation does.
        lines: Any = [_without_signs(line) for line in definitions]
        exact: Any = Fraction
        super().__init__(lines, on_redefinition="raise", non_int_type=exact)

    def UnitsContainer(self, *args: Any, **kwargs: Any) -> pint.util.UnitsContainer:  # noqa: N802 - pint's name
        """Return pint's container with whole exponents as integers: Python 3.11 cannot format a ``Fraction``."""
        powers: dict[str, Any] = dict(super().UnitsContainer(*args, **kwargs).items())
        return super().UnitsContainer({name: int(p) if p == int(p) else p for name, p in powers.items()})

    def parse_units_as_container(
        self, input_string: str, as_delta: bool | None = None, case_sensitive: bool | None = None
    ) -> pint.util.UnitsContainer:
        """Return the unit that ``input_string`` names; the other parameters are pint's and change nothing."""
        powers = self._read(input_string)
        with self._naming:
            for name in powers:
                self.get_name(name)  # pint enters 万平方米 into its tables when it is first named
        return self.UnitsContainer(powers)

    def parse_expression(
        self, input_string: str, case_sensitive: bool | None = None, **values: object
    ) -> pint.Quantity[Fraction]:
        """Return the quantity that ``input_string`` (``21.3 万亩``) states; the other parameters change nothing."""
        magnitude, unit = split_amount(input_string)
        return cast("pint.Quantity[Fraction]", self.Quantity(Fraction(magnitude), unit))

    __call__ = parse_expression

    def define(self, definition: object) -> NoReturn:
        """Refuse: a unit defined here would be known to pint alone, and mean two things in two plans."""
        raise ModelError(
            say("unit.fixed", definition=shown(definition)),
            hint=say("unit.fixed.hint"),
        )

    def load_definitions(self, file: Any, is_resource: bool = False) -> Any:
        """Load the definitions that the registry begins with, and refuse any later ones."""
        if self._initialized:
            self.define(file)
        return super().load_definitions(file, is_resource)


def _without_signs(line: str) -> str:
    """Return a definition without the aliases that are no identifiers (``US$``): pint from 0.26 on refuses them.

    Nothing is lost, since every text is read by planmodel's table, which knows them all.
    """
    text = line.partition("#")[0].rstrip()
    if text.lstrip().startswith("@") or " = " not in text:
        return text
    name, expression, *spellings = text.split(" = ")
    return " = ".join([name, expression, *spellings[:1], *(one for one in spellings[1:] if one.strip().isidentifier())])
