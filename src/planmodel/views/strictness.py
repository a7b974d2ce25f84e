"""Which rows of a comparison may stand on one scale, and how strict each is where that can be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from planmodel.comparing.compared_rows import ComparedRow
from planmodel.comparing.comparison import Comparison
from planmodel.comparing.figures import sign_of
from planmodel.listing import plain_number
from planmodel.words import Message, say

__all__ = ["Alike", "commonest", "own_year", "promised", "strictness", "value_text"]


class Alike(NamedTuple):
    """What numbers must share to stand on one scale: form, unit and target year."""

    form: str | None
    unit: str | None
    year: int | None

    def fits(self, row: ComparedRow) -> bool:
        """Tell whether a row has a number of this form, in this unit, of whatever year."""
        return row.value is not None and (row.form, row.unit) == (self.form, self.unit)

    def same_year(self, row: ComparedRow) -> bool:
        """Tell whether a row's target is for this year."""
        return row.year == self.year


def commonest(rows: Iterable[ComparedRow], reference: str | None = None) -> Alike:
    """Return the form, unit and year of the reference's number, else those that most numbers have.

    Of several years that are as common the latest counts.
    """
    numbered = [row for row in rows if row.value is not None]
    own = next((row for row in numbered if row.plan == reference), None)
    if own is not None:
        return Alike(own.form, own.unit, own.year)
    forms = [(row.form, row.unit) for row in numbered]
    form, unit = max(dict.fromkeys(forms), key=forms.count, default=(None, None))
    return Alike(form, unit, own_year([row for row in numbered if (row.form, row.unit) == (form, unit)]))


def promised(row: ComparedRow) -> bool:
    """Tell whether a plan has a target, of whatever kind: an indicator alone promises nothing."""
    return row.stated and row.reason not in ("no_target", "no_target_for_year")


def own_year(rows: Sequence[ComparedRow]) -> int | None:
    """Return the target year that most rows have, of several the latest."""
    years = [row.year for row in rows if row.year is not None]
    return max(sorted(set(years), reverse=True), key=years.count, default=None)


def strictness(comparison: Comparison, metric: str, year: int | None) -> Mapping[str, float]:
    """Return for each plan how strict its promise is beside the others, from 0 to 1; without those nobody can rank.

    Ranked is what promises ask for, with the size of the place taken out
    (:meth:`~planmodel.comparing.comparison.Comparison.requirements`), among those of one measure that count from one
    year: those that the reference belongs to, else the most.

    Parameters:
        comparison: the comparison.
        metric: the metric.
        year: the target year; others are not ranked.
    """
    asked = {plan: one for plan, one in comparison.requirements(metric).items() if one.kin.until == year}
    kins = [one.kin for one in asked.values()]
    own = asked.get(comparison.reference or "")
    kin = own.kin if own is not None else max(dict.fromkeys(kins), key=kins.count, default=None)
    values = {plan: one.improvement for plan, one in asked.items() if one.kin == kin}
    low, high = min(values.values(), default=0), max(values.values(), default=0)
    return {plan: float((value - low) / (high - low)) for plan, value in values.items()} if high > low else {}


def value_text(row: ComparedRow, alike: Alike, *, unit: bool = False) -> Message:
    """Return a row's number with its signs, and with its year where that is another than the comparison's own, and its
    scope where it is for a part.

    Example:
        >>> row = ComparedRow("pm25", "a", value=35.0, comparator="at_most", year=2020)
        >>> value_text(row, Alike("level", None, 2025)), value_text(row, Alike("level", None, 2020))
        ('≤ 35 (2020)', '≤ 35')
    """
    arrow = next((sign_of(word) for word in ("decrease", "increase") if _is_change(row, word)), "")
    value = say("promise.value", way=arrow, sign=sign_of(row.comparator), value=plain_number(row.value))
    if row.high is not None:
        value = say("promise.range", value=value, high=plain_number(row.high))
    if unit and row.unit:
        value = say("value.percent" if row.unit == "%" else "value.in_unit", value=value, unit=row.unit)
    parts: list[str] = []
    if not alike.same_year(row):
        parts.append(say("ladder.no_year") if row.year is None else str(row.year))
    if row.scope is not None:
        parts.append(row.scope)
    return say("value.for", value=value, parts=parts) if parts else value


def _is_change(row: ComparedRow, word: str) -> bool:
    return row.kind == "Change" and word in (row.form or "").split()
