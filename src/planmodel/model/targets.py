"""What a plan promises by when: a target, and the kinds of commitment that a target cell can hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeAlias, cast

import attrs

from planmodel.errors import ModelError
from planmodel.model.instances import as_instances, tell_field
from planmodel.model.sources import Citation, Evidence, as_citations, check_one_of, check_optional_text, check_year
from planmodel.records import Shown
from planmodel.text import Text, as_text
from planmodel.units import Amount
from planmodel.words import say

__all__ = [
    "COMMITMENTS",
    "WAITING",
    "Assigned",
    "Change",
    "Commitment",
    "Comparator",
    "Compound",
    "Grade",
    "Level",
    "Qualitative",
    "RelativeTo",
    "Target",
    "Unread",
    "as_amount",
    "as_optional_amount",
    "as_targets",
    "fill_later",
    "is_filled_by",
]

Comparator: TypeAlias = Literal["at_least", "at_most", "more_than", "less_than", "better_than", "about", "between"]
"""How a measured value is held against the promised one; absent when the text only says 达到X."""

_check_comparator = check_one_of("at_least", "at_most", "more_than", "less_than", "better_than", "about", "between")


def as_amount(value: Amount | str | int | float | Decimal) -> Amount:
    """Return an amount; text is read, a bare number has no unit."""
    return value if isinstance(value, Amount) else Amount(value)


def as_optional_amount(value: Amount | str | int | float | Decimal | None) -> Amount | None:
    """Return an optional amount; text is read, a bare number has no unit."""
    return value if value is None or isinstance(value, Amount) else Amount(value)


def optional_text(value: Text | None) -> Text | None:
    """Return optional text, checked."""
    return None if value is None else as_text(value)


class _InWords:
    """A commitment, which says what it promises in any language."""

    __slots__ = ()

    def in_language(self, language: str) -> str:
        """Return what it promises in a few words.

        Parameters:
            language: ``en`` or ``zh``.

        Example:
            >>> Level(value="90 %", comparator="at_least").in_language("zh")
            '不低于90%'
        """
        from planmodel.model.promised import promise_words

        return promise_words(cast("Commitment", self)).in_language(language)


@attrs.frozen(kw_only=True, weakref_slot=False)
class Level(_InWords):
    """A value to reach, to stay under or to keep: ``≥90%``, ``15左右``, ``55~60``.

    Parameters:
        value: the promised amount; the lower end of a range.
        high: the upper end when ``comparator`` is ``between``.
        comparator: ``at_least``, ``at_most``, ``more_than``, ``less_than``, ``better_than``, ``about`` or ``between``;
            absent for a bare 达到X.
    """

    value: Amount = attrs.field(converter=as_amount)
    high: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    comparator: Comparator | None = attrs.field(default=None, validator=_check_comparator)

    kind: ClassVar[str] = "Level"

    def __attrs_post_init__(self) -> None:
        if (self.comparator == "between") != (self.high is not None):
            raise ModelError(
                say("level.range"),
                hint="Level(value=55, high=60, comparator='between')",
            )


@attrs.frozen(kw_only=True, weakref_slot=False)
class Change(_InWords):
    """A change since a base year: ``比2020年下降14.5%``, ``新增10万亩``, ``年均下降10%以上``.

    Parameters:
        direction: ``increase`` or ``decrease``.
        value: by how much, as a positive amount; the lower end of a range.
        high: the upper end when ``comparator`` is ``between``.
        relative: whether ``value`` is a share of the base level rather than a quantity.
        comparator: ``at_least``, ``at_most``, ``more_than``, ``less_than``, ``better_than``, ``about`` or ``between``;
            absent when the text says none.
        since: base year; absent when the text does not name it.
        per: ``total`` over the whole stretch or ``year`` for every year.
    """

    direction: Literal["increase", "decrease"] = attrs.field(validator=check_one_of("increase", "decrease"))
    value: Amount = attrs.field(converter=as_amount)
    high: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    relative: bool = attrs.field(default=False)
    comparator: Comparator | None = attrs.field(default=None, validator=_check_comparator)
    since: int | None = attrs.field(default=None, validator=check_year)
    per: Literal["total", "year"] = attrs.field(default="total", validator=check_one_of("total", "year"))

    kind: ClassVar[str] = "Change"


@attrs.frozen(kw_only=True, weakref_slot=False)
class Grade(_InWords):
    """A class on an ordered scale: ``达到或优于Ⅲ类``, ``保持Ⅱ类``, 国家二级标准.

    Parameters:
        grade: the class as printed, ``Ⅱ``.
        scale: the scale that it belongs to, such as GB 3838-2002; absent when the text does not say.
        comparator: ``at_least``, ``at_most``, ``more_than``, ``less_than``, ``better_than``, ``about`` or ``between``;
            absent when the text says none.
    """

    grade: str = attrs.field(validator=check_optional_text)
    scale: str | None = attrs.field(default=None, validator=check_optional_text)
    comparator: Comparator | None = attrs.field(default=None, validator=_check_comparator)

    kind: ClassVar[str] = "Grade"


@attrs.frozen(kw_only=True, weakref_slot=False)
class Qualitative(_InWords):
    """A trend in words: ``持续改善``, ``不降低``, ``得到合理控制``; ``trend`` names it (``improve``).

    Parameters:
        trend: ``improve``, ``maintain``, ``control``, ``eliminate``, ….
    """

    trend: str = attrs.field(validator=check_optional_text)

    kind: ClassVar[str] = "Qualitative"


@attrs.frozen(kw_only=True, weakref_slot=False)
class Assigned(_InWords):
    """A number that a superior sets elsewhere: ``完成省下达任务``; ``by`` is who sets it.

    Parameters:
        by: who sets the number.
    """

    by: str | None = attrs.field(default=None, validator=check_optional_text)

    kind: ClassVar[str] = "Assigned"


@attrs.frozen(kw_only=True, weakref_slot=False)
class RelativeTo(_InWords):
    """A promise measured on others: ``达到全国平均水平``.

    Parameters:
        scope: whom it is measured on, ``全国``.
        statistic: which number of theirs, ``mean``.
        comparator: ``at_least``, ``at_most``, ``more_than``, ``less_than``, ``better_than``, ``about`` or ``between``;
            absent when the text says none.
    """

    scope: str = attrs.field(validator=check_optional_text)
    statistic: str | None = attrs.field(default=None, validator=check_optional_text)
    comparator: Comparator | None = attrs.field(default=None, validator=_check_comparator)

    kind: ClassVar[str] = "RelativeTo"


@attrs.frozen(kw_only=True, weakref_slot=False)
class Unread(_InWords):
    """A target text that nobody has turned into a commitment; ``reason`` says why, when that is known.

    Parameters:
        reason: the code of why it is not read.
    """

    reason: str | None = attrs.field(default=None, validator=check_optional_text)

    kind: ClassVar[str] = "Unread"


WAITING = Unread()
"""The commitment of a target that gives none: where it has a text, that shall be read."""


def _waiting() -> Commitment:
    return WAITING


def _as_parts(parts: Iterable[Commitment]) -> tuple[Commitment, ...]:
    return tuple(parts)


def _check_parts(instance: object, attribute: object, value: tuple[object, ...]) -> None:
    if len(value) < 2 or not all(isinstance(part, COMMITMENTS) for part in value):
        raise ModelError(say("compound.two"), field=("parts",))


@tell_field
@attrs.frozen(kw_only=True, weakref_slot=False)
class Compound(_InWords):
    """Several commitments in one cell: ``≥55且不降低``.

    Parameters:
        parts: the commitments, at least two.
        of: ``all`` when every part must hold, ``any`` when one is enough.
    """

    parts: tuple[Commitment, ...] = attrs.field(converter=_as_parts, validator=_check_parts)
    of: Literal["all", "any"] = attrs.field(default="all", validator=check_one_of("all", "any"))

    kind: ClassVar[str] = "Compound"


Commitment: TypeAlias = Level | Change | Grade | Qualitative | Assigned | RelativeTo | Compound | Unread
COMMITMENTS = (Level, Change, Grade, Qualitative, Assigned, RelativeTo, Compound, Unread)


def _check_commitment(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, COMMITMENTS):
        raise ModelError(say("field.commitment", name=attribute.name, value=f"{value!r:.60}"))


class _FilledLater:
    """Has fields that are filled when one of them is first asked for."""

    __slots__ = ("_fill",)

    if not TYPE_CHECKING:  # or a misspelt field would be of any type

        def __getattr__(self, name: str) -> Any:
            fill = is_filled_by(self) if name in _FILLED_LATER else None
            if fill is not None:
                found = fill(self)
                if not fill.lasts:
                    return getattr(found, name)
                # Two threads may come here at once: both find the same, and all is there when the filler is gone.
                for field, value in found._asdict().items():
                    object.__setattr__(self, field, value)
                object.__setattr__(self, "_fill", None)
            return object.__getattribute__(self, name)


_FILLED_LATER = frozenset({"year", "commitment", "stretch", "scope"})


class _Filler(Protocol):
    """Returns the fields that are filled later, all of them; ``lasts`` tells whether they stay as it found them."""

    @property
    def lasts(self) -> bool: ...

    def __call__(self, target: Target, /) -> Any: ...


def fill_later(target: Target, fields: Iterable[str], fill: _Filler) -> None:
    """Have fields of a target filled when one of them is first asked for.

    Parameters:
        target: a target that is nobody else's yet.
        fields: which of ``year``, ``commitment``, ``stretch`` and ``scope``.
        fill: returns all four as a named tuple; it asks the target for no others than those that are not left.
    """
    for field in fields:
        object.__delattr__(target, field)
    object.__setattr__(target, "_fill", fill)


def is_filled_by(target: object) -> _Filler | None:
    """Return what fills a target's fields later; ``None`` when they are there."""
    try:
        filler: _Filler | None = object.__getattribute__(target, "_fill")
    except AttributeError:
        return None
    return filler


@tell_field
@attrs.frozen(kw_only=True, weakref_slot=False)
class Target(Shown, _FilledLater):
    """What an indicator shall be by a year, as published and as read.

    Parameters:
        year: the year by whose end it shall hold.
        commitment: the promise as read; left out, it is what ``as_published`` says of the indicator that the target is
            given to, :class:`Unread` where that cannot be told. With ``Unread()`` the text stays unread.
        stretch: the harder promise behind 力争.
        as_published: the text as printed.
        scope: the part that it holds for (山区), when not the whole.
        subject: what its text says that it is about, while it is nobody's: an indicator that takes it keeps what that
            says beyond the indicator's own name as the scope, and no subject.
        evidence: ``stated``, ``inferred`` or ``assumed``; the same as its indicator's when left out.
        sources: citations.
        note: a remark.

    Example:
        >>> Target(year=2025, as_published="≤22").commitment
        Level(value=Amount("22"), high=None, comparator='at_most')
    """

    year: int | None = attrs.field(default=None, validator=check_year)
    commitment: Commitment = attrs.field(factory=_waiting, validator=_check_commitment)
    stretch: Commitment | None = attrs.field(default=None, validator=_check_commitment)
    as_published: str | None = attrs.field(default=None, validator=check_optional_text)
    scope: Text | None = attrs.field(default=None, converter=optional_text)
    subject: str | None = attrs.field(
        default=None,
        validator=check_optional_text,
    )
    evidence: Evidence | None = attrs.field(
        default=None,
        validator=check_one_of("stated", "inferred", "assumed"),
    )
    sources: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)
    note: str | None = attrs.field(default=None, validator=check_optional_text)

    def __attrs_post_init__(self) -> None:
        if self.commitment is WAITING and self.as_published is not None:
            _read_alone(self)


def _read_alone(target: Target) -> None:
    """Have its text read when it is asked for; see :mod:`planmodel.phrases.target_texts`."""
    from planmodel.phrases.target_texts import read_alone

    read_alone(target)


def as_targets(value: Iterable[Target | Mapping[str, Any]] | Target | Mapping[str, Any]) -> tuple[Target, ...]:
    """Return targets as a tuple; a mapping holds a target's fields."""
    return as_instances(Target, value, hint=say("target.hint"))
