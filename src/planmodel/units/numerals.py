"""Numbers as people write them: read from text, held as decimals, written back digit for digit."""

from __future__ import annotations

import math
import operator
import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from planmodel.errors import AmountError
from planmodel.expression import expression
from planmodel.units.spelling import ONE_PER
from planmodel.words import say

__all__ = ["Number", "add", "from_fraction", "nearest_float", "number_text", "shown", "split_amount", "to_decimal"]

Number = int | float | Decimal | Fraction
"""What counts as a number; a float means the shortest decimal that gives it back."""

_MOST_CHARACTERS = 256
_MOST_DIGITS = 100
_MOST_EXPONENT = 400
_EXACT_DIGITS = 28
_ROUNDED_DIGITS = 17

_HALF_WIDTH = str.maketrans("０１２３４５６７８９＋－−．，\u3000\u00a0", "0123456789+--.,  ")
_NUMBER = expression(r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|\d+|(?=\.\d))(?:\.\d+)?(?:[eE][+-]?\d{1,4})?", re.ASCII)
_UNIT_FIRST = expression(rf"每([^\d,.+-]+?) *({_NUMBER.pattern}) *([^\d,. +-].*)", re.ASCII)
_MONEY_FIRST = expression(
    rf"([+-]?)((?:[A-Z]{{1,3}})?[$€£¥₩₹₽฿₫]|[A-Z]{{3}} ?(?=\d)) *({_NUMBER.pattern}) *"
    r"(thousand|million|billion|trillion|mn|bn|tn|[mk](?![A-Za-z])|[十百千万亿]*)",
    re.ASCII | re.IGNORECASE,
)
_SCALE_WORDS = {"m": "million", "mn": "million", "k": "thousand", "bn": "billion", "tn": "trillion"}
_MORE_NUMBER = expression(r"[\d.,。·'’‘٫٬、:：+~～–—-]")
# Wide enough for the sum of any two numbers that are let in; Context.add leaves it as it is.
_WIDE = Context(prec=1_100, rounding=ROUND_HALF_EVEN, Emin=-9_999, Emax=9_999, traps=[])


def shown(value: object) -> str:
    """Return a short form of ``value`` for a message or an error's field."""
    if isinstance(value, int) and value.bit_length() > 400:
        return "an integer of more than 100 digits"
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 80 else f"{text[:80]}…"


def split_amount(text: str) -> tuple[Decimal, str]:
    """Return the number and the unit's text of a written amount.

    Parameters:
        text: a number and what follows it; full-width digits, thousands separators and ``每立方米34微克`` are read.

    Returns:
        The number with the digits as written, and the unit as written (``""`` when there is none).

    Raises:
        AmountError: the text does not begin with a number, or holds more than one, or is too long.

    Example:
        >>> split_amount("１，２３４.50 万亩")
        (Decimal('1234.50'), '万亩')
        >>> split_amount("每立方米34微克"), split_amount("£150m"), split_amount("US$1.5亿")
        ((Decimal('34'), '微克/立方米'), (Decimal('150'), 'million £'), (Decimal('1.5'), '亿US$'))
    """
    if len(text) > _MOST_CHARACTERS:
        raise AmountError(say("amount.too_long", n=len(text), text=shown(text)), text=shown(text))
    text = text.strip()
    plain = text.translate(_HALF_WIDTH)
    unit_first = _UNIT_FIRST.fullmatch(plain) if text.startswith("每") else None
    if unit_first:
        per, number, unit = unit_first.groups()
        return to_decimal(Decimal(number.replace(",", ""))), f"{unit}/{per.replace('每', '/')}"
    money = _MONEY_FIRST.fullmatch(plain)
    if money is not None:
        sign, currency, number, scale = money.groups()
        return to_decimal(Decimal(sign + number.replace(",", ""))), _money_unit(currency.strip(), scale)
    found = _NUMBER.match(plain)
    if found is None:
        kind = "target" if any(map(str.isdigit, plain)) else "number_first" if text else "nothing"
        hint = say(f"amount.{kind}.hint")
        raise AmountError(say("amount.no_begin", text=f"{text!r}"), text=text, hint=hint)
    rest = plain[found.end() :]
    unit = rest.lstrip()
    more = _MORE_NUMBER.match(unit) or unit[:1].isdigit()
    if more and not (unit != rest and ONE_PER.match(unit.replace("／", "/"))):  # 18 1/10万
        raise AmountError(
            say("amount.unclear", text=f"{text!r}", at=f"{unit[0]!r}"),
            text=text,
            hint=say("amount.unclear.hint"),
        )
    return to_decimal(Decimal(found[0].replace(",", ""))), text[len(text) - len(unit) :]


def _money_unit(currency: str, scale: str) -> str:
    """Return the unit of a sum whose currency stands before it; there m is a million, alone it is a metre."""
    word = _SCALE_WORDS.get(scale.lower(), scale.lower())
    return f"{word} {currency}" if word.isascii() and word else f"{word}{currency}"


def to_decimal(value: object) -> Decimal:
    """Return a number as a decimal with its own digits.

    Parameters:
        value: an int, float, decimal or fraction (or what numpy makes of them); a float is taken at its shortest text.

    Returns:
        A finite decimal without a positive exponent, unless it has more than 40 places before the point.

    Raises:
        AmountError: not a number, not finite, over 100 digits, or beyond 1e±400.

    Example:
        >>> to_decimal(0.1), to_decimal(Decimal("14.0")), to_decimal(1e3)
        (Decimal('0.1'), Decimal('14.0'), Decimal('1000.0'))
    """
    if isinstance(value, bool):
        raise AmountError(say("amount.no_number", number=value), text=shown(value))
    if isinstance(value, float):
        return _checked(Decimal(float.__repr__(value)), value)
    if isinstance(value, Decimal):
        return _checked(Decimal(value), value)
    if isinstance(value, Fraction):
        return from_fraction(value)
    try:
        integer = operator.index(value)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    except TypeError:
        raise AmountError(say("amount.no_number", number=shown(value)), text=shown(value)) from None
    return Decimal(integer) if integer.bit_length() < 332 else _checked(_from_big(integer), value)


def _from_big(integer: int) -> Decimal:
    if integer.bit_length() > 2_000:
        raise AmountError(say("amount.long_integer"), text=shown(integer))
    return Decimal(integer)


def _checked(number: Decimal, given: object) -> Decimal:
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise AmountError(say("amount.no_finite", number=shown(given)), text=shown(given))
    if len(digits) > _MOST_DIGITS or abs(number.adjusted()) > _MOST_EXPONENT:
        raise AmountError(
            say("amount.out_of_range", number=shown(given)),
            text=shown(given),
            hint=say("amount.out_of_range.hint", digits=_MOST_DIGITS, exponent=_MOST_EXPONENT),
        )
    if exponent > 0 and (not number or number.adjusted() <= 40):
        number = Decimal(int(number))
    return number if number else number.copy_abs()


def nearest_float(number: int | Decimal | Fraction) -> float:
    """Return the float nearest to a number; beyond the largest one, infinity.

    Example:
        >>> nearest_float(Fraction(1, 3)), nearest_float(Fraction(10**399)), nearest_float(Decimal("-1e399"))
        (0.3333333333333333, inf, -inf)
    """
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def from_fraction(value: Fraction) -> Decimal:
    """Return a fraction as a decimal of at most 17 significant digits, rounded once where it has more.

    Parameters:
        value: any fraction.

    Returns:
        The decimal, half to even where it is rounded.

    Raises:
        AmountError: beyond 1e±400.

    Example:
        >>> from_fraction(Fraction(14200)), from_fraction(Fraction(1, 15))
        (Decimal('14200'), Decimal('0.066666666666666667'))
    """
    numerator, denominator = Decimal(value.numerator), Decimal(value.denominator)
    context = Context(prec=_ROUNDED_DIGITS, rounding=ROUND_HALF_EVEN, Emin=-9_999, Emax=9_999, traps=[])
    quotient = context.divide(numerator, denominator)
    if not quotient.is_finite() or abs(quotient.adjusted()) > _MOST_EXPONENT:
        raise AmountError(say("amount.result_out_of_range"), text=str(quotient))
    if quotient.as_tuple().exponent != 0:
        quotient = quotient.normalize(context)
    return _checked(quotient, quotient)


def add(left: Decimal, right: Decimal) -> Decimal | None:
    """Return the sum with the digits of both, whatever the caller's decimal context; ``None`` if it has over 28."""
    total = _WIDE.add(left, right)
    return None if len(total.as_tuple().digits) > _EXACT_DIGITS else _checked(total, total)


def number_text(number: Decimal) -> str:
    """Return a decimal in plain notation; with an exponent only when it would take more than some 40 zeros.

    Parameters:
        number: what :func:`to_decimal` or :func:`split_amount` returned.

    Returns:
        Text that reads back as the same digits.

    Example:
        >>> number_text(Decimal("0.00000010")), number_text(Decimal("1E+300"))
        ('0.00000010', '1E+300')
    """
    exponent = number.as_tuple().exponent
    plain = isinstance(exponent, int) and exponent <= 0 and number.adjusted() >= -40
    return f"{number:f}" if plain else str(number)
