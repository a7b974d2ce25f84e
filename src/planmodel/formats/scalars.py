"""How the scalars and short forms of a plan file become values: one function a type, each with a clear fault."""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin

from planmodel.errors import AmountError, ModelError, PlanModelError, UnknownUnitError
from planmodel.expression import expression
from planmodel.limits import in_force
from planmodel.model.period import Period
from planmodel.model.sources import MOST_WHOLE
from planmodel.text import MultilingualText, cut, suggestion
from planmodel.units import Amount
from planmodel.units.numerals import shown
from planmodel.words import say

__all__ = ["Fault", "describe", "is_text", "literal_reader", "optional_of", "scalar_reader"]

Reader = Callable[[Any], Any]

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_LONG = expression(r"[+-]?[0-9]{19,}\Z")
_WHOLE = expression(r"([+-]?[0-9]{1,18})(?:\.0+)?\Z")  # spreadsheets and pandas write 2024.0
_YEAR = expression(r"([0-9]{4})\.0+\Z")
_SLASHED = expression(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?: ([0-9]{1,2})(:[0-9]{2}(?::[0-9]{2})?))?\Z")


class Fault(PlanModelError):
    """What is wrong with one value of a file; the structurer adds where.

    Parameters:
        message: expected and found.
        code: the problem's code.
        hint: what to do about it.
        key: whether the place is the key rather than the value.
        meant: the key that is missing, or that an unknown key was probably meant to be.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "PM003",
        hint: str | None = None,
        key: bool = False,
        meant: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        self.key = key
        self.meant = meant


def describe(value: object) -> str:
    """Return what a value of a file is, in a reader's words."""
    if value is None:
        return say("file.is.nothing")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Decimal):
        return say("file.is.number", value=shown(value) if isinstance(value, int) else f"{value!s:.40}")
    if isinstance(value, str):
        return say("file.is.text", value=cut(value[:200], 40)) if value else say("file.is.empty_text")
    if isinstance(value, list):
        return say("file.is.list")
    return say("file.is.mapping") if isinstance(value, dict) else type(value).__name__


def wrong(expected: str, value: object, hint: str | None = None) -> Fault:
    """Return the fault of a value of the wrong type."""
    if isinstance(value, str) and "：" in value and hint is None:
        hint = say("file.full_width_colon")
    return Fault(say("file.expected", expected=expected, found=describe(value)), hint=hint)


def read_text(value: Any) -> str:
    """Read text; in JSON a number is not text."""
    if type(value) is not str:
        raise wrong(
            say("file.text"), value, say("write", text=f'"{value}"') if isinstance(value, int | Decimal) else None
        )
    if not value:
        raise Fault(say("file.empty_text"), hint=say("file.leave_out"))
    if (over := in_force().over("text", len(value))) is not None:
        raise Fault(over[0], hint=over[1])
    if _UNWRITABLE.search(value):
        raise Fault(say("file.half_character"))
    return value


def read_multilingual(value: Any) -> str | MultilingualText:
    """Read text, or a mapping of languages."""
    if type(value) is str:
        return read_text(value)
    if type(value) is not dict:
        raise wrong(say("file.multilingual"), value)
    for language, part in value.items():
        if not is_language(language):
            return MultilingualText(value)  # which says what is wrong
        read_text(part)
    return MultilingualText.of_checked(value) if value else MultilingualText(value)


@lru_cache(maxsize=256)
def is_language(tag: str) -> bool:
    try:
        return bool(MultilingualText({tag: "-"}))
    except ModelError:
        return False


def read_period(value: Any) -> Period:
    """Read a date or period; a whole number is a year."""
    if type(value) is not str and type(value) is not int:
        raise Fault(
            say("file.expected_period", found=describe(value)), code="PM004", hint=say("write", text="2021/2025")
        )
    try:
        return read_known_period(_as_written(value) if type(value) is str else value)
    except ModelError as error:
        raise Fault(error.message, code="PM004", hint=error.hint) from None


def _as_written(text: str) -> str:
    """Return a date or period as it was before a spreadsheet program or pandas wrote it in its own way."""
    if (year := _YEAR.match(text)) is not None:
        return year[1]
    if (day := _SLASHED.match(text)) is not None:
        at = f"T{int(day[4]):02d}{day[5]}" if day[4] is not None else ""
        return f"{day[1]}-{int(day[2]):02d}-{int(day[3]):02d}{at}"
    return f"{text[:10]}T{text[11:]}" if text[10:11] == " " and ":" in text else text


read_known_period = lru_cache(maxsize=4096)(Period)


def read_amount(value: Any) -> Amount:
    """Read an amount: text with a unit, or a bare number."""
    if type(value) is int and -_ORDINARY < value < _ORDINARY:
        return Amount._of(Decimal(value), "")
    if type(value) is Decimal:
        digits = str(value)
        if len(digits) < 40 and "E" not in digits and value:
            return Amount._of(value, "")
    if type(value) not in (str, int, Decimal):
        raise Fault(
            say("file.expected_amount", found=describe(value)),
            code="PM005",
            hint=say("write_one", names=("21", '"21.3 万亩"')),
        )
    try:
        return _amount(value) if type(value) is str else Amount(value)
    except UnknownUnitError as error:
        raise Fault(error.message, code="PM006", hint=error.hint) from None
    except AmountError as error:
        raise Fault(error.message, code="PM005", hint=error.hint) from None


_amount = lru_cache(maxsize=16_384)(Amount)
_ORDINARY = 10**15
"""Numbers below it need no look."""


def _lexical_whole(value: Any) -> int:
    if type(value) is str and (found := _WHOLE.match(value)) is not None:
        return int(found[1])
    raise wrong(say("file.whole_digits" if type(value) is str and _LONG.match(value) else "file.whole"), value)


def _typed_whole(value: Any) -> int:
    if type(value) is not int:
        raise wrong(say("file.whole"), value)
    if not -MOST_WHOLE <= value <= MOST_WHOLE:
        raise wrong(say("file.whole_digits"), value)
    return value


def _lexical_number(value: Any) -> float:
    try:
        if type(value) is str:
            return _finite(Decimal(value), value)
    except InvalidOperation:
        pass
    raise wrong(say("file.number"), value)


def _typed_number(value: Any) -> float:
    if type(value) is not int and type(value) is not Decimal:
        raise wrong(say("file.number"), value)
    return _finite(Decimal(value), value)


def _finite(number: Decimal, value: object) -> float:
    if not number.is_finite() or abs(number.adjusted()) > 300:
        raise wrong(say("file.number"), value)
    return float(number)


def _lexical_truth(value: Any) -> bool:
    if value in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return bool(value.lower() == "true")
    meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(str(value).lower())
    raise wrong(say("file.truth"), value, say("write", text=meant) if meant else None)


def _typed_truth(value: Any) -> bool:
    if type(value) is not bool:
        raise wrong(say("file.truth"), value)
    return value


def scalar_reader(annotation: Any, lexical: bool) -> Reader | None:
    """Return the reader of a scalar type, or ``None`` when ``annotation`` is none."""
    readers: dict[Any, Reader] = {
        str: read_text,
        int: _lexical_whole if lexical else _typed_whole,
        float: _lexical_number if lexical else _typed_number,
        bool: _lexical_truth if lexical else _typed_truth,
        Amount: read_amount,
        Period: read_period,
    }
    if is_text(annotation):
        return read_multilingual
    if get_origin(annotation) is Literal:
        return literal_reader(get_args(annotation))
    try:
        return readers.get(annotation)
    except TypeError:
        return None


def literal_reader(choices: tuple[str, ...]) -> Reader:
    """Return the reader of a text that is one of ``choices``."""
    allowed = {choice: choice for choice in choices}

    def read(value: Any) -> str:
        try:
            return allowed[value]
        except (KeyError, TypeError):
            near = suggestion(value, choices) if isinstance(value, str) else None
            raise wrong(say("file.one_of", choices=tuple(choices)), value, near) from None

    return read


def _union(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)


def is_text(annotation: Any) -> bool:
    """Return whether ``annotation`` is text in one language or several."""
    return set(_union(annotation)) == {str, MultilingualText}


def optional_of(annotation: Any) -> Any:
    """Return ``X`` for ``X | None``, and ``None`` for any other annotation."""
    options = _union(annotation)
    if type(None) not in options or len(options) == 1:
        return None
    rest = tuple(option for option in options if option is not type(None))
    return rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007 - built at run time
