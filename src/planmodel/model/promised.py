"""What a commitment promises, in words: one sentence of the catalogue, in every language."""

from __future__ import annotations

import attrs

from planmodel.model.targets import (
    Assigned,
    Change,
    Commitment,
    Compound,
    Grade,
    Level,
    Qualitative,
    RelativeTo,
    Target,
    Unread,
)
from planmodel.units import Amount
from planmodel.words import Message, has_words, say, term, worded

__all__ = ["promise_of", "promise_words"]


def promise_of(target: Target) -> Message:
    """Return what a target promises, with what is striven for and the part that it holds for.

    Example:
        >>> from planmodel.phrases.reader import read_target
        >>> said = promise_of(read_target("比2020年下降14%以上"))
        >>> said, said.in_language("zh")
        ('falls by at least 14 % since 2020', '比2020年下降14%以上')
    """
    said = promise_words(target.commitment)
    if target.stretch is not None:
        said = say("promised.striving", promise=said, more=promise_words(target.stretch))
    return said if target.scope is None else say("promised.part", promise=said, scope=target.scope)


def promise_words(commitment: Commitment) -> Message:
    """Return what a commitment promises in a few words.

    Example:
        >>> said = promise_words(Grade(grade="Ⅲ", comparator="at_least"))
        >>> said, said.in_language("zh")
        ('at least class Ⅲ', '达到或优于Ⅲ类')
    """
    if isinstance(commitment, Compound):
        return say(f"promised.{commitment.of}", parts=[promise_words(one) for one in commitment.parts])
    if isinstance(commitment, Qualitative):
        return term("trend", commitment.trend)
    if isinstance(commitment, Assigned):
        return say("promised.set_by", by=commitment.by) if commitment.by else say("promised.set_elsewhere")
    if isinstance(commitment, Unread):
        return say("promised.unread_why", reason=commitment.reason) if commitment.reason else say("promised.unread")
    if isinstance(commitment, Change):
        return _change(commitment)
    if isinstance(commitment, Level):
        return _bounded("level", commitment.comparator, _Range(commitment.value, commitment.high))
    return _class(commitment) if isinstance(commitment, Grade) else _of_others(commitment)


def _bounded(of: str, comparator: str | None, value: object) -> Message:
    """Return a number with its comparator: before it or behind it, as the language has it."""
    return say(f"promised.{of}.{comparator if comparator not in (None, 'between') else 'bare'}", value=value)


def _change(change: Change) -> Message:
    said = _bounded("change", change.comparator, _Range(change.value, change.high))
    of = "share" if change.relative or change.value.unit in ("%", "个百分点") else "amount"
    said = say(f"promised.{change.direction}.{of}", by=said)
    if change.per == "year":
        said = say("promised.yearly", change=said)
    return said if change.since is None else say("promised.since", change=said, year=change.since)


def _class(grade: Grade) -> Message:
    key = "promised.class" if grade.scale is None else "promised.class_of"
    said = say(key, grade=grade.grade, scale=grade.scale)
    return _bounded("class" if grade.comparator == "at_least" else "level", grade.comparator, said)


def _of_others(others: RelativeTo) -> Message:
    key = f"promised.others.{others.statistic or 'number'}"
    known = key if has_words(key) else "promised.others.statistic"
    return _bounded("level", others.comparator, say(known, scope=others.scope, statistic=others.statistic))


@attrs.frozen
class _Range:
    """A number, or a range: in Chinese a unit of letters stands once in it, and a percent sign twice.

    Parameters:
        low: the number, or the lower one.
        high: the upper one.
    """

    low: Amount
    high: Amount | None = None

    def in_language(self, language: str) -> str:
        """Return it in a language of the catalogue."""
        low = worded(self.low, language)
        if self.high is None:
            return low
        if language == "zh" and self.low.unit == self.high.unit != "%":
            low = worded(Amount(self.low.magnitude, ""), language)
        return worded(say("promise.range", value=low, high=self.high), language)
