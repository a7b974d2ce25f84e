"""A row for each target of a plan: what was promised, what was reached, and the verdict by the words of a scale."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from planmodel.comparing.definitions import definition_of
from planmodel.comparing.figures import promise_text
from planmodel.evaluating.derived_verdicts import Judgement
from planmodel.evaluating.judged import Judged, Yardsticks, YearRule
from planmodel.evaluating.outcome import Promise, promises_of
from planmodel.evaluating.stated_of import published_of, replaced_of
from planmodel.evaluating.verdict import judge
from planmodel.evaluating.verdict_rows import IndicatorVerdict, InForce
from planmodel.evaluating.verdict_words import Words
from planmodel.listing import sentences
from planmodel.model.citing import source_text, sources_of
from planmodel.model.plan import Plan
from planmodel.text import in_language
from planmodel.words import say

__all__ = ["rows_judged"]


def rows_judged(
    plan: Plan,
    sticks: Yardsticks,
    words: Words,
    rules: Mapping[str, YearRule],
    in_force: Mapping[str, InForce],
    published: Mapping[str, str | Mapping[str, str]],
) -> tuple[list[IndicatorVerdict], list[Judgement]]:
    """Return a row for each target, and how each was judged."""
    rows, judgements = [], []
    for indicator in plan.indicators:
        promises, replaced = promises_of(plan, indicator, sticks.day.year), in_force.get(indicator.id)
        if replaced is not None and replaced.since is not None and replaced.since.start > sticks.day:
            replaced = None
        place, said = replaced_of(indicator.id, promises, replaced), published.get(indicator.id)
        told, rule = len(promises) == 1 or isinstance(said, Mapping), rules.get(indicator.id)
        for number, (promise, one) in enumerate(zip(promises, published_of(indicator.id, promises, said), strict=True)):
            made = _judged(promise, replaced if number == place else None, sticks, words, rule)
            judgements.append(made)
            rows.append(_row(promise, made, sticks, words, rule, one, told))
    return rows, judgements


def _judged(
    promise: Promise, now: InForce | None, sticks: Yardsticks, words: Words, rule: YearRule | None
) -> Judgement:
    """Return how a promise stands, by the target in force."""
    if now is not None:
        baseline = now.baseline if now.baseline is not None else promise.indicator.baseline
        indicator = attrs.evolve(promise.indicator, baseline=baseline, targets=[now.target])
        promise = Promise(promise.plan, indicator, indicator.targets[0])
    judged = judge(promise, sticks, rule)
    return Judgement(promise, judged, words.measured(judged, promise.indicator), now)


def _row(
    promise: Promise,
    made: Judgement,
    sticks: Yardsticks,
    words: Words,
    rule: YearRule | None,
    published: str | None,
    told: bool,
) -> IndicatorVerdict:
    (_, indicator, target, *_), judged, own, now = made
    before = None if now is None else words.verdict(judge(promise, sticks, rule), promise.indicator)
    each, kind = words.verdict(judged, indicator), made.kind
    doubt = None if told or published is None else say("evaluate.published_of_which")
    base = indicator.baseline
    return IndicatorVerdict(
        indicator=indicator.id,
        name=indicator.label("zh"),
        unit=indicator.unit,
        obligation=indicator.obligation,
        scope=None if target.scope is None else in_language(target.scope, "zh"),
        baseline=base.value if base is not None else None,
        base_year=base.year if base is not None else promise.plan.base_year,
        target=promise_text(target),
        target_year=target.year,
        target_printed=promise_text(promise.target) if now is not None else None,
        in_force_by=now.by if now is not None else None,
        in_force_since=now.since.text if now is not None and now.since is not None else None,
        better=definition_of(promise.plan, promise.indicator).better,
        value=judged.value,
        kind=kind,
        measured=judged.period,
        share=None if judged.share is None else float(judged.share),
        yardstick=None if judged.yardstick is None else float(judged.yardstick),
        verdict=each.words,
        state="cannot_be_judged" if own is not None and own.judged is None else judged.state,
        good=each.good,
        verdict_printed=before.words if before is not None else None,
        method=words.method.id if words.method is not None and own is not None else judged.method,
        measure=own.measure if own is not None else None,
        projected=own.projected if own is not None else None,
        planned=own.planned if own is not None else None,
        gap=judged.gap,
        near=judged.near,
        published=published,
        agrees=words.agrees(published, each) if told else None,
        source=source_text(promise.plan, sources_of(target, indicator)),
        reason=sentences(
            _reason(judged),
            own.reason if own is not None else words.on_time(judged.state),
            say("evaluate.expected") if kind == "expected" else None,
            _without_a_row(promise),
            words.unknown(published),
            doubt,
        ),
    )


def _without_a_row(promise: Promise) -> str | None:
    """Return that an indicator promises the same for other years, which this day is not the one to ask of."""
    others = [
        promise_text(one) if one.year is None else say("evaluate.of_year", year=one.year, target=promise_text(one))
        for one in promise.others
    ]
    return say("evaluate.other_years", targets=others) if others else None


def _reason(judged: Judged) -> str | None:
    near = say("evaluate.near", gap=judged.gap) if judged.near else None
    return sentences(judged.reason, near)
