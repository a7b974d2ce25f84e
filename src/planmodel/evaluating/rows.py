"""The rows of a succession: promises, tasks and projects of two plans, each with its fate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import attrs

from planmodel.comparing.figures import promise_text
from planmodel.evaluating.fated import Fated
from planmodel.evaluating.fates import Fate, Judgement, fate_of_the_dropped, fate_of_two
from planmodel.evaluating.joined import sum_findings
from planmodel.evaluating.matching import IdMapping, Matched, match_elements
from planmodel.evaluating.outcome import Outcome, Promise, by_baseline, disagreement, outcome_of, promises_of
from planmodel.faults import InternalFault, attempt
from planmodel.listing import sentences
from planmodel.model.element import Undertaking
from planmodel.model.kinds import Indicator
from planmodel.model.metrics.canonical import canonical
from planmodel.model.plan import Plan
from planmodel.model.repeats import sort_of
from planmodel.model.subjects import part_key
from planmodel.model.targets import Assigned
from planmodel.text import in_language
from planmodel.tracking.work_done import no_share, share_done
from planmodel.units import is_known, same_dimension
from planmodel.words import say

__all__ = ["rows_of_pair"]


def rows_of_pair(earlier: Plan, later: Plan, mapping: IdMapping, *, least: float, wording: bool) -> list[Fated]:
    """Return what became of everything in a plan, and what is new in the next."""
    rows = [*_of_indicators(earlier, later, mapping, least, wording)]
    for kind in ("task", "project"):
        rows += _of_work(earlier, later, kind, mapping, least, wording)
    return [one for one in rows if one.fate != "new"] + [one for one in rows if one.fate == "new"]


# --- promises ---


def _of_indicators(earlier: Plan, later: Plan, mapping: IdMapping, least: float, wording: bool) -> Iterator[Fated]:
    old = [one for one in earlier.indicators if one.targets]
    matches = match_elements(old, later.indicators, mapping, least=least, wording=wording)
    by_old = {id: one for one in matches.pairs for id in one.old}
    taken = {id for one in matches.pairs for id in one.new}
    for indicator in old:
        match = by_old.get(indicator.id)
        for promise in promises_of(earlier, indicator):
            if indicator.id in matches.open:
                judged = Judgement("unknown", reason=matches.open[indicator.id])
                yield _row(earlier, later, promise, None, None, judged)
            elif match is None or not match.new:
                outcome = outcome_of(promise)
                yield _row(earlier, later, promise, None, match, fate_of_the_dropped(outcome), outcome)
            else:
                yield _followed(earlier, later, promise, match)
        if match is not None and len(match.new) == len(match.old) == 1:
            yield from _first_promises(earlier, later, indicator, match)
    for indicator in later.indicators:
        if indicator.id in taken or not indicator.targets:
            continue
        reason = matches.open_new.get(indicator.id)
        for promise in promises_of(later, indicator):
            given = isinstance(promise.target.commitment, Assigned)
            fate: Fate = "unknown" if reason is not None else "assigned" if given else "new"
            yield _row(earlier, later, None, promise, None, Judgement(fate, reason=reason))


def _followed(earlier: Plan, later: Plan, promise: Promise, match: Matched) -> Fated:
    """Return the fate of a promise whose indicator the next plan has."""
    outcome = outcome_of(promise)
    if len(match.new) > 1 or len(match.old) > 1:
        fate: Fate = "split" if len(match.new) > 1 else "merged"
        others = (
            [_short(later, id) for id in match.new] if fate == "split" else [_short(earlier, id) for id in match.old]
        )
        judged = Judgement(fate, reason=say(f"succession.{fate}", names=others))
        made_row = _row(earlier, later, promise, None, match, judged, outcome)
        return attrs.evolve(made_row, findings=tuple(sum_findings(earlier, later, promise, match)))
    indicator = later[next(iter(match.new))]
    assert isinstance(indicator, Indicator)
    following = _counterpart(promise, promises_of(later, indicator), len(promises_of(earlier, promise.indicator)))
    if following is None:
        held = fate_of_the_dropped(outcome)
        note = say(f"succession.{'part_not_again' if indicator.targets else 'no_such_target'}")
        judged = held._replace(reason=sentences(note, held.reason))
        return _row(earlier, later, promise, None, match, judged, outcome)
    made = attempt(f"what became of {promise.indicator.id}", lambda: fate_of_two(promise, following, outcome))
    judged = Judgement("unknown", reason=made.told) if isinstance(made, InternalFault) else made
    return _row(earlier, later, promise, following, match, judged, outcome)


def _short(plan: Plan, id: str) -> str:
    return f"{id} ({plan[id].label('zh')})"


def _first_promises(earlier: Plan, later: Plan, old: Indicator, match: Matched) -> Iterator[Fated]:
    """Yield what the next plan promises of an indicator for a part or in a form that the old one did not."""
    indicator = later[match.new[0]]
    assert isinstance(indicator, Indicator)
    before, after = promises_of(earlier, old), promises_of(later, indicator)
    used = {id(found.target) for one in before if (found := _counterpart(one, after, len(before))) is not None}
    for promise in after:
        if id(promise.target) not in used:
            yield _row(earlier, later, None, promise, match, Judgement("new", reason=say("succession.further")))


def _counterpart(promise: Promise, following: Sequence[Promise], beside: int) -> Promise | None:
    """Return the promise of the same part and form, else of the same part, else the only one there is."""
    part, sort = part_key(promise.target.scope), sort_of(promise.target.commitment)
    same = [one for one in following if part_key(one.target.scope) == part]
    for one in same:
        if sort_of(one.target.commitment) == sort:
            return one
    if len(same) == 1 or (same and beside == 1):
        return same[0]
    return following[0] if len(following) == 1 and beside == 1 else None


def _row(
    earlier: Plan,
    later: Plan,
    old: Promise | None,
    new: Promise | None,
    match: Matched | None,
    judged: Judgement,
    outcome: Outcome | None = None,
) -> Fated:
    holder = old or new
    assert holder is not None
    indicator = None if match is None or len(match.new) != 1 else later[match.new[0]]
    following = new.indicator if new is not None else indicator if isinstance(indicator, Indicator) else None
    base = following.baseline if following is not None else None
    scope = holder.target.scope
    return Fated(
        old_plan=earlier.id,
        new_plan=later.id,
        kind="indicator",
        name=holder.indicator.label("zh"),
        fate=judged.fate,
        old=_first(old.indicator.id if old is not None else None, match.old if match is not None else ()),
        new=match.new if match is not None else (new.indicator.id,) if new is not None else (),
        matched=match.how if match is not None else None,
        score=match.score if match is not None else None,
        scope=None if scope is None else in_language(scope, "zh"),
        old_promise=promise_text(old.target) if old is not None else None,
        old_year=old.target.year if old is not None else None,
        outcome=outcome.state if outcome is not None else None,
        value=outcome.value if outcome is not None else None,
        value_year=outcome.year if outcome is not None and outcome.value is not None else None,
        new_baseline=base.value if base is not None else None,
        baseline_year=base.year if base is not None and base.value is not None else None,
        new_promise=promise_text(new.target) if new is not None else _several_promises(later, match),
        new_year=new.target.year if new is not None else None,
        redefined=judged.redefined,
        rebased=judged.rebased,
        pace=judged.pace,
        level=judged.level,
        obligation=_obligation(old, following),
        findings=tuple(
            _base_moved(old, following)
            if earlier.period == later.period
            else _findings(old, following, outcome, judged)
        ),
        reason=sentences(_alike_by(match), _reason(judged, outcome, _renamed(old, following))),
    )


def _several_promises(later: Plan, match: Matched | None) -> str | None:
    """Return what is promised by those that a promise was split into, or merged with others into."""
    held = [later[id] for id in match.new] if match is not None and (len(match.new) > 1 or len(match.old) > 1) else []
    found = [promise for one in held if isinstance(one, Indicator) for promise in promises_of(later, one)]
    return " + ".join(promise_text(one.target) for one in found) or None


def _first(id: str | None, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids that were merged, that of the row first."""
    return (*([id] if id is not None else []), *(one for one in ids if one != id))


def _alike_by(match: Matched | None) -> str | None:
    """Return how alike the names are by which two were matched; ``None`` where nothing was guessed."""
    return say("succession.alike", share=f"{match.score:.0%}") if match is not None and match.how == "wording" else None


def _renamed(old: Promise | None, new: Indicator | None) -> str | None:
    """Return the new name where the words of two names differ: they may be of another scope, which no rule can see."""
    if old is None or new is None:
        return None
    names = [one.label("zh") for one in (old.indicator, new)]
    return say("succession.renamed", name=names[1]) if canonical(names[0]) != canonical(names[1]) else None


def _reason(judged: Judgement, outcome: Outcome | None, renamed: str | None) -> str | None:
    """Return what is said of the fate, and why the outcome is not known."""
    parts = [judged.reason, renamed]
    if outcome is not None and outcome.reason not in (None, judged.reason) and outcome.state != "met":
        parts.append(say("succession.outcome", why=outcome.reason))
    return sentences(*parts)


def _obligation(old: Promise | None, new: Indicator | None) -> str | None:
    """Return how an indicator is bound now, where that changed."""
    before, after = old.indicator.obligation if old is not None else None, new.obligation if new is not None else None
    return (
        None if before is None or after is None or before == after else say("succession.became", old=before, new=after)
    )


def _base_moved(old: Promise | None, new: Indicator | None) -> Iterator[str]:
    """Yield where an amended plan of the same period starts from another value of the same year."""
    before, after = old.indicator.baseline if old is not None else None, new.baseline if new is not None else None
    if before is None or after is None or before.year != after.year or before.value is None or after.value is None:
        return
    if not _alike(before.value.unit, after.value.unit) or disagreement(before.value, after.value):
        yield say("succession.base_moved", year=after.year, before=before.value, after=after.value)


def _findings(old: Promise | None, new: Indicator | None, outcome: Outcome | None, judged: Judgement) -> Iterator[str]:
    """Yield where outcome, new baseline and old target do not go together."""
    if old is None or new is None or outcome is None or old.target.scope is not None:
        return
    base = new.baseline
    if base is None or base.value is None or base.year is None:
        return
    told: dict[str, Any] = {"value": base.value, "year": str(base.year)}
    if outcome.value is not None and outcome.year == base.year and not outcome.is_change:
        if not _alike(base.value.unit, outcome.value.unit):
            yield say("succession.starts.unlike", measured=outcome.value, **told)
        elif disagreement(base.value, outcome.value):
            yield say("succession.starts.apart", measured=outcome.value, **told)
    if old.target.year is not None and base.year != old.target.year:
        yield say("succession.starts.year", year=told["year"], due=str(old.target.year))
    elif judged.fate != "redefined":
        said, promised = by_baseline(old, new), promise_text(old.target)
        if (said == "missed" and outcome.state in ("met", "unknown")) or (said == "met" and outcome.state == "missed"):
            yield say(f"succession.starts.{said}", promised=promised, **told)


def _alike(one: str, other: str) -> bool:
    return one == other or (is_known(one) and is_known(other) and same_dimension(one, other))


# --- tasks and projects ---


class _Work(NamedTuple):
    """A task or project, and whether it is over."""

    element: Undertaking
    over: bool | None
    words: str | None


def _of_work(earlier: Plan, later: Plan, kind: str, mapping: IdMapping, least: float, wording: bool) -> Iterator[Fated]:
    old = [one for one in earlier.elements if one.kind == kind and isinstance(one, Undertaking)]
    new = [one for one in later.elements if one.kind == kind and isinstance(one, Undertaking)]
    matches = match_elements(old, new, mapping, least=least, wording=wording)
    by_old = {id: one for one in matches.pairs for id in one.old}
    for element in old:
        match, work = by_old.get(element.id), _work(element)
        fate, reason = _work_fate(earlier, later, match, work, matches.open.get(element.id))
        over_and_on = fate in ("carried_over", "split", "merged") and work.over
        yield Fated(
            old_plan=earlier.id,
            new_plan=later.id,
            kind=kind,
            name=element.label("zh"),
            fate=fate,
            old=_first(element.id, match.old if match is not None else ()),
            new=match.new if match is not None else (),
            matched=match.how if match is not None else None,
            score=match.score if match is not None else None,
            findings=(say("succession.finished_again"),) if over_and_on else (),
            reason=sentences(_alike_by(match), reason),
        )
    taken = {id for one in matches.pairs for id in one.new}
    for element in new:
        if element.id not in taken:
            reason = matches.open_new.get(element.id)
            yield Fated(
                old_plan=earlier.id,
                new_plan=later.id,
                kind=kind,
                name=element.label("zh"),
                fate="new" if reason is None else "unknown",
                new=(element.id,),
                reason=reason,
            )


def _work(element: Undertaking) -> _Work:
    if element.finished is not None:
        return _Work(element, True, say("succession.finished", day=str(element.finished)))
    done = element.done
    share = share_done(done)
    if done is None or share is None:
        return _Work(element, None, no_share(done) if done is not None else say("evaluate.end_not_stated"))
    return _Work(element, share == 1, say("evaluate.done", done=done))


def _work_fate(
    earlier: Plan, later: Plan, match: Matched | None, work: _Work, unclear: str | None
) -> tuple[Fate, str | None]:
    if unclear is not None:
        return "unknown", unclear
    if match is None or not match.new:
        return ("dropped_unknown" if work.over is None else "finished" if work.over else "dropped"), work.words
    if len(match.new) > 1:
        return "split", say("succession.split", names=[_short(later, id) for id in match.new])
    if len(match.old) > 1:
        return "merged", say("succession.merged", names=[_short(earlier, id) for id in match.old])
    return "carried_over", work.words if work.over is not None else None
