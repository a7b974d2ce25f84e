"""The reader of published targets: what a table cell or a sentence promises, or why it cannot be told.

Nothing is guessed: a phrase that the grammar does not cover is :class:`Unread`, with the reason. 达到 alone says
nothing about which way is better; the indicator does. The way of a phrase: ``folding``, then ``chinese`` or ``english``
(words), ``clauses``, ``commitments``, ``sentences``; ``pages`` finds phrases in running text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.expression import expression
from planmodel.model.subjects import part_named
from planmodel.model.targets import Commitment, Target
from planmodel.phrases.character_references import without_references
from planmodel.phrases.context import Context, Direction, NameAsked, NamelessContext, names_each_year
from planmodel.phrases.directions import direction_in, unit_in
from planmodel.phrases.folding import fold, folded
from planmodel.phrases.grammar import Language
from planmodel.phrases.languages import check_language, language_of, tokens_of
from planmodel.phrases.naming import part_in
from planmodel.phrases.readings import Reading
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.sentences import readings_of
from planmodel.tabular import Rows
from planmodel.units import OwnUnits
from planmodel.words import say

__all__ = ["LONGEST", "read_commitment", "read_target", "read_targets"]

LONGEST = 1_000
"""The longest phrase that is read, in characters; a table cell is a hundredth of it. Pages go to find_targets."""

_MOST_WORDS = 400
_SIGNS = expression(r"[=≥≤<>≧]{2,}")


@kinds_checked
def read_target(
    text: str,
    *,
    unit: str | None = None,
    name: str | None = None,
    base_year: int | None = None,
    better: Literal["higher", "lower"] | None = None,
    year: int | None = None,
    language: Language | None = None,
    units: OwnUnits | None = None,
) -> Target:
    """Return the target that a published phrase states.

    Parameters:
        text: the phrase as printed.
        unit: the unit of a number that has none of its own.
        name: the indicator's name as printed; it settles the unit when it ends in one in brackets, that a bare
            ``13.5%`` is a cut when it ends in 降低 or 减排量, and which of several targets is meant.
        base_year: the year that a change counts from when the text does not say.
        better: which way is better, for the sign of 〔18〕 when neither the text nor the name tells; never for 达到.
        year: the year by whose end it shall hold when the text does not say.
        language: ``zh`` or ``en``; found from the text when left out.
        units: units of one's own that the text may print, such as ``plan.own_units``.

    Returns:
        one target; of a text that holds several the one that ``name`` or ``year`` settles, else one that is
        :class:`Unread` and says how many there are. No text raises: what cannot be read is :class:`Unread`.

    Raises:
        ModelError: ``better`` or ``language`` is none of the words above.

    Example:
        >>> target = read_target("比2020年下降14%,力争14.5%")
        >>> str(target.commitment.value), target.commitment.since, str(target.stretch.value)
        ('14 %', 2020, '14.5 %')
        >>> read_target("达到85%", year=2025).commitment.comparator is None
        True
        >>> read_target("97。3%").commitment.reason
        'a full stop 。 inside a number: a decimal point, or the end of a sentence'
    """
    found = read_targets(
        text, unit=unit, name=name, base_year=base_year, better=better, year=year, language=language, units=units
    )
    if len(found) == 1:
        return found[0]
    chosen = [one for one in found if one.year == year] if year is not None else []
    if len(chosen) != 1 and name is not None:
        chosen = [one for one in found if one.subject is not None and one.scope is None]
    if len(chosen) == 1:
        return chosen[0]
    return Target(year=year, as_published=text or None, commitment=Doubt("several", (len(found),)).unread())


@kinds_checked
def read_targets(
    text: str,
    *,
    unit: str | None = None,
    name: str | None = None,
    base_year: int | None = None,
    better: Literal["higher", "lower"] | None = None,
    year: int | None = None,
    language: Language | None = None,
    units: OwnUnits | None = None,
) -> tuple[Target, ...]:
    """Return every target that a published phrase states: one a subject, a position of a list (分别…), or a year.

    Parameters: those of :func:`read_target`.

    Returns:
        at least one target; ``subject`` tells what it is about, ``scope`` the part that it holds for (with ``name``:
        what the subject says beyond it), ``note`` its place in a list.

    Example:
        >>> [str(one.commitment.value) for one in read_targets("分别达到245吨、18吨", name="减排量")]
        ['245 吨', '18 吨']
        >>> str(read_targets("森林覆盖率达到24.1%")[0].subject)
        '森林覆盖率'
    """
    if better not in (None, "higher", "lower"):
        raise ModelError(
            say("phrase.better", better=f"{better!r:.40}"), hint=say("write_one", names=("higher", "lower"))
        )
    check_language(language)
    if len(text) > LONGEST or len(name or "") > LONGEST:
        return Rows(_read.__wrapped__(text, unit, name, base_year, better, year, language, units), Target)
    return Rows(_read(text, unit, name, base_year, better, year, language, units), Target)


@lru_cache(maxsize=16_384)
def read_commitment(text: str, *, unit: str | None = None) -> Commitment:
    """Return what a published phrase promises, or :class:`Unread` with the reason.

    Parameters:
        text: the phrase as printed.
        unit: the unit of a number that has none of its own.
    """
    return read_target(text, unit=unit).commitment


@lru_cache(maxsize=16_384)
def _read(
    text: str,
    unit: str | None,
    name: str | None,
    base_year: int | None,
    better: str | None,
    year: int | None,
    language: Language | None,
    units: OwnUnits | None = None,
) -> tuple[Target, ...]:
    unit = unit if unit is not None else unit_in(name)
    unit = units.unit(unit) if units is not None and unit is not None else unit
    nameless = name and len(text) <= LONGEST and not names_each_year(name)
    told = direction_in(name) if name and nameless else None
    alike = _read_nameless(text, unit, told, base_year, better, year, language, units) if told is not None else None
    return alike or _targets(text, Context(text, unit, name, base_year, better, units=units), year, language)


@lru_cache(maxsize=16_384)
def _read_nameless(
    text: str,
    unit: str | None,
    told: tuple[Direction | None, bool],
    base_year: int | None,
    better: str | None,
    year: int | None,
    language: Language | None,
    units: OwnUnits | None,
) -> tuple[Target, ...] | None:
    """Return what a text promises whatever its indicator is called, but for the direction that its name tells.

    ``None`` where the name has more of a say. Thousands of indicators are promised ``≥90%``, each by its own name.
    """
    try:
        return _targets(text, NamelessContext(text, unit, None, base_year, better, told, units), year, language)
    except NameAsked:
        return None


def _targets(text: str, context: Context, year: int | None, language: Language | None) -> tuple[Target, ...]:
    context = context._replace(text=_UNPRINTABLE.sub("\ufffd", text) or None)
    shown = without_references(text).text
    spoken = language or language_of(shown)
    return tuple([_target(one, context, year, spoken) for one in _readings(shown, context, spoken)])


_AMISS = expression(r"[\0\ud800-\udfff±]|\+/-|(?![0-9０-９])\d")
"""What is looked at before anything is read: characters that cannot be printed, digits of another script, ±."""
_TAG_BETWEEN = expression(r"\d\s*(?:</?[A-Za-z][^<>]{0,40}>\s*)+\d", re.ASCII)
_WORDS_IN_BRACKETS = expression(r"^[\[(〔【]([^\d\[\](){}〔〕【】]+)[\])〕】]$")
"""A cell of words in brackets: [完成省下达任务]. Around a number they say that it is cumulative."""
_UNPRINTABLE = expression("[\0\ud800-\udfff]")


def _readings(text: str, context: Context, language: Language) -> list[Reading]:
    """Return what a phrase promises, or the one doubt about all of it."""
    if len(text) > LONGEST:
        return [_nothing("too_long", LONGEST)]
    amiss = _AMISS.search(_UNPRINTABLE.sub("", text))
    if amiss is not None:
        return [_nothing("plus_minus" if amiss[0] in ("±", "+/-") else "other_digits")]
    if _TAG_BETWEEN.search(text) is not None:  # 25<br>24: two cells or two lines
        return [_nothing("apart")]
    phrase = fold(text, spaced=language == "en").text
    worded = _WORDS_IN_BRACKETS.match(phrase)
    phrase = phrase if worded is None else worded[1]
    if not phrase.strip():
        return [_nothing("empty")]
    signs = _SIGNS.search(phrase)
    if signs is not None and signs[0] not in (">=", "<="):
        return [_nothing("signs")]
    tokens = tokens_of(phrase, language, context.units)
    if len(tokens) > _MOST_WORDS:
        return [_nothing("too_long", LONGEST)]
    return readings_of(tokens, context, language) or [_nothing("nothing")]


def _nothing(code: str, *words: object) -> Reading:
    doubt = Doubt(code, words)
    return Reading(0, 0, "", doubt.unread(), doubt)


def _target(reading: Reading, context: Context, year: int | None, language: Language) -> Target:
    subject = reading.subject or None
    return Target(
        year=reading.year if reading.year is not None else year,
        as_published=context.text,
        commitment=reading.commitment,
        stretch=reading.stretch,
        scope=_part(subject, context.name, language) if subject is not None else None,
        subject=subject,
        note=reading.note,
    )


def _part(subject: str, name: str | None, language: Language) -> str | None:
    """Return the part that a subject names: what it says beyond a name, or the place or sector in it."""
    if name is None:
        return part_in(subject, language)
    return part_named(subject, tuple(dict.fromkeys((name, folded(name)))))
