"""How many targets have which verdict, computed or published: of all, and by obligation or heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias, get_args

from planmodel.errors import ModelError
from planmodel.evaluating.verdict_rows import IndicatorVerdict, VerdictCount
from planmodel.evaluating.verdict_words import Words
from planmodel.model.plan import Plan
from planmodel.words import say

__all__ = ["NOT_PUBLISHED", "CountedBy", "counted_verdicts"]

CountedBy: TypeAlias = Literal["obligation", "group"]
"""By what targets are counted: ``binding`` and ``expected``, or the outermost heading in the table."""
NOT_PUBLISHED = "not published"
"""What stands in a count for targets beside which no verdict was published."""


def counted_verdicts(
    rows: Sequence[IndicatorVerdict], words: Words, plan: Plan, by: CountedBy, *, published: bool
) -> Iterator[VerdictCount]:
    """Yield how many targets have which verdict, of all and by attribute, with the denominator.

    Parameters:
        rows: the targets.
        words: what verdicts are called.
        plan: the plan that they stand in.
        by: the attribute.
        published: count the published verdicts in place of the computed ones; a word that is no class here counts under
            itself, outside the denominator.

    Raises:
        ModelError: targets are not counted by that.
    """
    if by not in get_args(CountedBy):
        raise ModelError(say("evaluate.no_attribute", by=str(by)), hint=say("write_one", names=get_args(CountedBy)))
    groups: dict[str, list[str]] = {"all": []}
    goods = words.every_class()
    for one in rows:
        verdict = _published(one, words) if published else one.verdict
        groups["all"].append(verdict)
        groups.setdefault(_attribute(one, plan, by) or "not stated", []).append(verdict)
        if verdict not in goods:
            goods[verdict] = None
    for of, verdicts in groups.items():
        counted, judged = Counter(verdicts), sum(goods[one] is not None for one in verdicts)
        for verdict in sorted(goods, key=NOT_PUBLISHED.__eq__):  # what nobody published comes last
            if counted[verdict]:
                yield VerdictCount(
                    of=of,
                    verdict=verdict,
                    count=counted[verdict],
                    judged=judged,
                    total=len(verdicts),
                    good=goods[verdict],
                )


def _published(row: IndicatorVerdict, words: Words) -> str:
    """Return the class that was published, by its Chinese name where it is one here in either language."""
    if row.published is None:
        return NOT_PUBLISHED
    named = words.named(row.published)
    return row.published if named is None else named.words


def _attribute(row: IndicatorVerdict, plan: Plan, by: CountedBy) -> str | None:
    if by == "obligation":
        return row.obligation
    return next(iter(plan.indicators[row.indicator].groups), None)
