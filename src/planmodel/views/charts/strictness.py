"""Which rows of a comparison may stand on one scale, and how strict each is where that can be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from planmodel.comparing.comparison import ComparedRow
from planmodel.comparing.figures import ARROWS, SIGNS
from planmodel.listing import plain_number
from planmodel.model.kinds import Better
from planmodel.model.metrics import shared_metrics

__all__ = ["Alike", "better_of", "commonest", "own_year", "strictness", "value_text"]

_CAPS = frozenset({"at_most", "less_than"})


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


def own_year(rows: Sequence[ComparedRow]) -> int | None:
    """Return the target year that most rows have, of several the latest."""
    years = [row.year for row in rows if row.year is not None]
    return max(sorted(set(years), reverse=True), key=years.count, default=None)


def better_of(metric: str) -> Better | None:
    """Return which way a shared metric is better; ``None`` when nothing here says so."""
    shared = shared_metrics()
    return shared[metric].better if metric in shared.ids else None


def strictness(rows: Sequence[ComparedRow], better: Better | None = None) -> Mapping[str, float]:
    """Return for each plan how strict its promise is among ``rows``, from 0 to 1; without those nobody can rank.

    Only a required change is strict or lax: a level says nothing about what it takes to get there, and a change in a
    quantity (tonnes) grows with the place. So there must be changes of one form in a unit without size, in one year.

    Parameters:
        rows: rows of one metric, all with numbers of one form, unit and year.
        better: which way the metric is better; without it a promised change counts as one for the better, but for
            one that is capped (``at_most``).
    """
    changes = [row for row in rows if _has_no_size(row)]
    values = {row.plan: _required(row, better) for row in changes}
    low, high = min(values.values(), default=0.0), max(values.values(), default=0.0)
    if high == low:
        return {}
    return {plan: (value - low) / (high - low) for plan, value in values.items()}


def _has_no_size(row: ComparedRow) -> bool:
    unit = row.unit or ""
    return row.kind == "Change" and (_is_change(row, "relative") or unit == "%" or "百分点" in unit)


def _required(row: ComparedRow, better: Better | None) -> float:
    """Return a change as what it asks for: more is stricter."""
    rises = _is_change(row, "increase")
    for_the_better = row.comparator not in _CAPS if better is None else rises == (better == "higher")
    value = row.value or 0.0
    return value if for_the_better else -value


def value_text(row: ComparedRow, alike: Alike, *, unit: bool = False) -> str:
    """Return a row's number with its signs, and with its year where that is another than the comparison's own, and its
    scope where it is for a part.

    Example:
        >>> row = ComparedRow("pm25", "a", value=35.0, comparator="at_most", year=2020)
        >>> value_text(row, Alike("level", None, 2025)), value_text(row, Alike("level", None, 2020))
        ('≤ 35 (2020)', '≤ 35')
    """
    high = f" to {plain_number(row.high)}" if row.high is not None else ""
    parts = [] if alike.same_year(row) else [str(row.year) if row.year is not None else "no year"]
    parts += [] if row.scope is None else [row.scope]
    held_for = f" ({', '.join(parts)})" if parts else ""
    arrow = next((sign for word, sign in ARROWS.items() if word is not None and _is_change(row, word)), "")
    measure = f" {row.unit}" if unit and row.unit else ""
    return f"{arrow}{SIGNS.get(row.comparator, '')}{plain_number(row.value)}{high}{measure}{held_for}"


def _is_change(row: ComparedRow, word: str) -> bool:
    return row.kind == "Change" and word in (row.form or "").split()
