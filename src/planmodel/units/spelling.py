"""How a unit is spelt: full-width forms, superscripts, 每, products and quotients become words with exponents.

Nothing here knows which words are units, and nothing is ever evaluated: the text is cut into words by one regular
expression and put together by a parser of three rules.

.. code-block:: text

    unit    = [product] { "/" product }
    product = factor { "·" factor }
    factor  = word ["^" digit] | "(" unit ")"
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from planmodel.expression import expression
from planmodel.words import Message, say

__all__ = ["MOST_CHARACTERS", "ONE_PER", "SpellingError", "Word", "normalise", "spell", "words"]

MOST_CHARACTERS = 64
"""The longest text that is looked at as a unit."""

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME_SIGN = {
    **{ord(sign): " " for sign in "\u3000\u00a0\u2009\u202f"},
    **{ord(sign): "·" for sign in "⋅•∙・×✕"},
    **{ord(sign): "-" for sign in "−⁻"},
    **{ord(sign): str(digit) for digit, sign in enumerate(_SUBSCRIPTS)},
    ord("µ"): "μ",
    ord("∕"): "/",
    ord("每"): "/",
}
_SUPERSCRIPT = expression(rf"([-−⁻]?)([{_SUPERSCRIPTS}])")
_SQUARED_SIGNS = expression(r"[\u3371-\u33df]")  # one character for a whole unit: ㎡ ㎥ ㎏ ㎞
_BETWEEN_ASCII = expression(r"(?<=[A-Za-z0-9]) +(?=[A-Za-z0-9])")
_TWO_WORDS = expression(
    r"\b(calendar|elapsed|working|percentage|square|cubic|pounds?|US|imperial|passenger) +"
    r"(days?|hours?|points?|kilomet(?:re|er)s?|met(?:re|er)s?|feet|foot|miles?|sterling|dollars?|gallons?|km)\b"
)
_PER_CENT = expression(r"\bper +cent\b")
_PER = expression(r"(?<=[A-Za-z0-9%]) +per +(?=[A-Za-z])")
_SHORT = {"sq": "square", "cu": "cubic"}
_SHORT_WORD = expression(r"\b(sq|cu)\.? +(?=(?:km|kilomet|m\b|met|feet|foot|ft|mile))")
_SHORT_AREA = expression(r"\b(square|cubic) +(km|m)\b")
_PER_HEAD_AND_TIME = expression(r"/(人|户|床|capita|person)·(天|日|d|day|月|月份|年|a|year)(?=$|/)")
_MONEY_SIGNS = "$€£¥₹₩₽฿₫"
_BEFORE_MONEY = expression(rf"(?<=[A-Za-z]) +(?=[A-Z]{{0,3}}[{_MONEY_SIGNS}])")
_TOKEN = expression(
    rf"([A-Za-zμΔ°℃℉%‰{_MONEY_SIGNS}\u4e00-\u9fff][A-Za-z0-9_μ°℃℉{_MONEY_SIGNS}\u4e00-\u9fff]*(?:-[1-9])?)(?:\^(-?[1-9]))?|([/·()])"
)


_PER_HUNDRED_THOUSAND = frozenset({"/10万", "/十万", "/100000"})
_PER_TEN = expression(r"/10(?=[万亿])")
ONE_PER = expression(r"1 ?/(?=10万$|100000$|[^\d\s])")
"""How a unit begins that is one of something in so many: 1/10万, 1/千人; 1/2 is no such thing."""


class SpellingError(ValueError):
    """A text cannot be the name of a unit, for a ``reason``; only used inside :mod:`planmodel.units`."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


class Word(NamedTuple):
    """One word of a unit.

    Parameters:
        text: the word.
        power: the exponent that was written after it with ``^`` or as a superscript, or ``None``.
        sign: 1 above the line, -1 below it.
    """

    text: str
    power: int | None
    sign: int


def normalise(text: str) -> str:
    """Return ``text`` in the one spelling that units are looked up in.

    Parameters:
        text: a unit as people write it.

    Returns:
        The same unit with half-width signs, ``μ`` for micro, ``/`` for per, ``·`` for times, ``^`` before an exponent.

    Example:
        >>> normalise("μg／m³"), normalise("微克每立方米"), normalise("m**2")
        ('μg/m^3', '微克/立方米', 'm^2')
    """
    if text.isascii() and text.isalpha():
        return text
    if "/" in text or "／" in text:
        text = text.strip().replace("／", "/")
        text = text[1:].lstrip() if ONE_PER.match(text) else text  # 1/万人 is /万人
        if text in _PER_HUNDRED_THOUSAND:
            return "十万分之一"
        text = _PER_TEN.sub("/十", text)  # 例/10万
    text = _SUPERSCRIPT.sub(lambda found: f"^{'-' if found[1] else ''}{_SUPERSCRIPTS.index(found[2])}", text)
    text = _SQUARED_SIGNS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = text.translate(_FULL_WIDTH).translate(_SAME_SIGN).strip()
    text = text.replace("**", "^").replace("*", "·")
    if " " in text:
        text = _in_one_word(text)
    text = _BETWEEN_ASCII.sub("·", text).replace(" ", "")
    return _PER_HEAD_AND_TIME.sub(r"/\1/\2", text)


def _in_one_word(text: str) -> str:
    """Return a unit whose English words are joined as the table writes them: square_metres, working_days."""
    text = _SHORT_WORD.sub(lambda found: f"{_SHORT[found[1]]} ", _PER.sub("/", _PER_CENT.sub("%", text)))
    text = _SHORT_AREA.sub(lambda found: f"{found[2]}{2 if found[1] == 'square' else 3}", text)
    return _BEFORE_MONEY.sub("·", _TWO_WORDS.sub(r"\1_\2", text))


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a normalised unit text, in the order in which they stand.

    Parameters:
        text: what :func:`normalise` returned.

    Returns:
        The words; none for an empty text.

    Raises:
        SpellingError: the text has another form than words, ``/``, ``·`` and brackets, or says two things.

    Example:
        >>> [(word.text, word.sign) for word in words("千克/(公顷·年)")]
        [('千克', 1), ('公顷', -1), ('年', -1)]
    """
    tokens = _tokens(text)
    found, end = _unit(tokens, 0, 1)
    if end != len(tokens):
        raise SpellingError(say("unit.place", token=tokens[end].text))
    return tuple(found)


def spell(factors: list[tuple[str, int]]) -> str:
    """Return the text of a product of words, each with its exponent.

    Parameters:
        factors: the words and their exponents, neither of which is 0.

    Returns:
        Words above the line joined by ``·``, each word below it after its own ``/``.

    Example:
        >>> spell([("万元", 1), ("人", -1)]), spell([("米", 2), ("年", -1)])
        ('万元/人', '米²/年')
    """
    above = "·".join(_powered(word, power) for word, power in factors if power > 0)
    return above + "".join(f"/{_powered(word, -power)}" for word, power in factors if power < 0)


def _powered(word: str, power: int) -> str:
    return word if power == 1 else "".join([word, *(_SUPERSCRIPTS[int(digit)] for digit in str(power))])


def _tokens(text: str) -> list[Word]:
    """Cut ``text`` up; a sign becomes a word whose ``sign`` is 0."""
    tokens: list[Word] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise SpellingError(say("unit.character", character=text[at]))
        word, power, sign = found.groups()
        tokens.append(Word(sign, None, 0) if sign else Word(word, int(power) if power else None, 1))
        at = found.end()
    return tokens


def _is(tokens: list[Word], at: int, sign: str) -> bool:
    return at < len(tokens) and not tokens[at].sign and tokens[at].text == sign


def _unit(tokens: list[Word], at: int, sign: int) -> tuple[list[Word], int]:
    found: list[Word] = []
    if at < len(tokens) and not _is(tokens, at, "/"):
        found, at, _ = _product(tokens, at, sign)
    while _is(tokens, at, "/"):
        below, at, length = _product(tokens, at + 1, -sign)
        if length > 1:
            raise SpellingError(say("unit.slash"))
        found += below
    return found, at


def _product(tokens: list[Word], at: int, sign: int) -> tuple[list[Word], int, int]:
    found, at = _factor(tokens, at, sign)
    length = 1
    while _is(tokens, at, "·"):
        more, at = _factor(tokens, at + 1, sign)
        found += more
        length += 1
    return found, at, length


def _factor(tokens: list[Word], at: int, sign: int) -> tuple[list[Word], int]:
    if at == len(tokens):
        raise SpellingError(say("unit.ends"))
    if _is(tokens, at, "("):
        found, at = _unit(tokens, at + 1, sign)
        if not _is(tokens, at, ")"):
            raise SpellingError(say("unit.bracket"))
        return found, at + 1
    token = tokens[at]
    if not token.sign:
        raise SpellingError(say("unit.place", token=token.text))
    return [token._replace(sign=sign)], at + 1
