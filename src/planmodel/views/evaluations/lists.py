"""The three lists of an evaluation as tables in one language: heads with units, numbers as numbers, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from planmodel.evaluating.counting import NOT_PUBLISHED
from planmodel.evaluating.evaluation import Evaluation
from planmodel.evaluating.verdict_rows import IndicatorVerdict, VerdictCount
from planmodel.evaluating.verdict_words import Words
from planmodel.evaluating.work import ProjectState, TaskState
from planmodel.model.element import Element
from planmodel.text import in_language
from planmodel.tracking.levels import in_unit
from planmodel.tracking.money import Sum
from planmodel.tracking.results import Trajectory
from planmodel.units import Amount, same_dimension
from planmodel.views.office.tables import Cell, OfficeTable
from planmodel.words import say, term, worded

__all__ = ["tables_of"]


class _Speech(NamedTuple):
    """What an evaluation is told in."""

    found: Evaluation
    language: str

    def tell(self, key: str, **words: object) -> str:
        return say(f"lists.{key}", **words).in_language(self.language)

    def heads(self, *names: str, unit: str = "") -> tuple[str, ...]:
        return tuple(
            self.tell(f"head.{name}", unit=unit) if name in _MONEY else self.tell(f"head.{name}") for name in names
        )

    def word(self, group: str, code: str | None) -> str | None:
        return None if code is None else term(group, code).in_language(self.language)

    def obligation(self, code: str | None) -> str | None:
        return None if code is None else self.tell(f"obligation.{code}")

    def text(self, text: str | None) -> str | None:
        return None if text is None else in_language(text, self.language)

    def truth(self, value: bool | None) -> str | None:
        return None if value is None else self.tell("yes" if value else "no")

    def name(self, id: str, name: str) -> str:
        element = self.found.held.get(id)
        return element.label(self.language) if isinstance(element, Element) else name


_MONEY = frozenset({"cost", "in_period", "spent"})
_OF_INDICATORS = (
    *("number", "indicator", "unit", "obligation", "better", "scope", "base_year", "baseline", "target_printed"),
    *("target", "value", "measured", "kind", "time", "way", "verdict", "basis", "published", "agrees", "gap"),
    *("source", "remark"),
)


def tables_of(found: Evaluation, language: str) -> tuple[OfficeTable, OfficeTable, OfficeTable]:
    """Return the lists of indicators, tasks and projects.

    Parameters:
        found: the evaluation.
        language: ``en`` or ``zh``.
    """
    speech = _Speech(found, language)
    return _indicators(speech), _tasks(speech), _projects(speech)


def _indicators(speech: _Speech) -> OfficeTable:
    found = speech.found
    heads = speech.heads(*_OF_INDICATORS)
    rows = [[number, *_indicator(speech, one)] for number, one in enumerate(found.indicators, 1)]
    held = found.scale if found.method is None else found.method
    notes = [
        speech.tell("note.plan", plan=in_language(found.held.title, speech.language), day=found.as_of),
        speech.tell(f"note.{'scale' if found.method is None else 'method'}", name=getattr(held, speech.language)),
        speech.tell("note.source", source=held.source),
        *_counted(speech),
        *([] if found.time_share is None else [speech.tell("note.time", share=_percent(found.time_share))]),
        *([] if not found.margin else [speech.tell("note.margin", share=_percent(found.margin))]),
        *([] if found.tolerance is None else [speech.tell("note.tolerance", share=_percent(found.tolerance))]),
    ]
    return OfficeTable(speech.tell("indicators"), heads, rows, notes, frozenset({1, 8, 9, 16, 20, 21}))


def _percent(share: float) -> str:
    return f"{share * 100:.4g}"


def _indicator(speech: _Speech, one: IndicatorVerdict) -> Iterator[Cell]:
    unit = one.unit or ""
    words = Words(speech.found.scale, speech.found.method).named(one.verdict)
    yield from (speech.name(one.indicator, one.name), one.unit, speech.obligation(one.obligation))
    yield from (speech.word("page.v", one.better), one.scope)
    yield from (one.base_year, _number(one.baseline, unit))
    yield speech.text(one.target_printed or one.target)
    yield speech.text(one.target) if one.target_printed else None
    yield from (_number(one.value, unit), one.measured, speech.word("lists.value", one.kind))
    yield from (_rounded(one.yardstick), _rounded(one.share))
    yield getattr(words, speech.language) if words is not None else one.verdict
    yield _basis(speech, one)
    yield from (one.published, speech.truth(one.agrees), _number(one.gap, unit), one.source, speech.text(one.reason))


def _rule(speech: _Speech, rule: str) -> str | None:
    """Return what a rule is called; the id of a method that was asked for stands for itself."""
    return speech.word("trajectory" if rule in get_args(Trajectory) else "lists.rule", rule)


def _basis(speech: _Speech, one: IndicatorVerdict) -> str | None:
    """Return the rule of a verdict, and by which document the target is in force."""
    parts = [speech.tell("method", name=_rule(speech, one.method))] if one.method else []
    if one.measure is not None:
        parts.append(speech.tell("measure", number=f"{one.measure:.4g}"))
    if one.planned is not None:
        parts.append(speech.tell("planned", amount=one.planned))
    if one.projected is not None:
        parts.append(speech.tell("projected", amount=one.projected))
    if one.in_force_by is not None:
        since = "" if one.in_force_since is None else ".since"
        parts.append(speech.tell(f"in_force{since}", by=one.in_force_by, since=one.in_force_since))
    return say("sentences", parts=tuple(parts)).in_language(speech.language) if parts else None


def _number(amount: Amount | None, unit: str) -> Cell:
    """Return an amount as a number in the unit that the column names, else as text."""
    if amount is None:
        return None
    number = amount.fraction if amount.unit == unit else in_unit(amount, unit)
    points = amount.unit and unit and same_dimension(unit, "%") and same_dimension(amount.unit, "个百分点")
    if isinstance(number, tuple):
        return float(amount.fraction) if points else str(amount)
    return float(number)


def _rounded(share: float | None) -> float | None:
    """Return a share in percent."""
    return None if share is None else round(share * 100, 2)


def _counted(speech: _Speech) -> Iterator[str]:
    """Yield how many targets have which verdict, with the denominator; the published ones behind the computed."""
    yield from _told(speech, speech.found.counts(), "count")
    if speech.found.is_published:
        yield from _told(speech, speech.found.counts(published=True), "published_count")


def _told(speech: _Speech, counts: Sequence[VerdictCount], key: str) -> Iterator[str]:
    words = Words(speech.found.scale, speech.found.method)
    for of in dict.fromkeys(one.of for one in counts):
        held = [one for one in counts if one.of == of]
        named = [(words.named(one.verdict), one) for one in held]
        told = [f"{getattr(each, speech.language, _unnamed(speech, one.verdict))} {one.count}" for each, one in named]
        group = speech.tell("all") if of == "all" else speech.obligation(of) or of
        good = sum(one.count for one in held if one.good)
        yield speech.tell(f"note.{key}", of=group, total=held[0].total, judged=held[0].judged, good=good, verdicts=told)


def _unnamed(speech: _Speech, verdict: str) -> str:
    return speech.tell("not_published") if verdict == NOT_PUBLISHED else verdict


# --- work ---


def _tasks(speech: _Speech) -> OfficeTable:
    heads = speech.heads(
        *("number", "task", "lead", "support", "due", "state", "done", "started", "finished", "late", "forecast"),
        *("evidence", "source", "remark"),
    )
    rows = [[number, *_task(speech, one)] for number, one in enumerate(speech.found.tasks, 1)]
    return OfficeTable(
        speech.tell("tasks"), heads, rows, [_of_work(speech, speech.found.tasks)], frozenset({1, 2, 3, 12, 13})
    )


def _task(speech: _Speech, one: TaskState) -> Iterator[Cell]:
    yield from (speech.name(one.id, one.name), _several(speech, one.lead), _several(speech, one.support))
    yield from _times(speech, one)
    yield from (speech.word("evidence", one.evidence), one.source, speech.text(one.reason))


def _times(speech: _Speech, one: TaskState) -> Iterator[Cell]:
    percent = one.done is not None and same_dimension(one.done.unit, "%")
    done = one.done.to("%").fraction if one.done is not None and percent else None
    yield from (one.due, speech.tell(f"state.{one.state}"))
    yield float(done) if done is not None else None if one.done is None else str(one.done)
    yield from (one.started, one.finished, speech.truth(one.late), one.forecast)


def _several(speech: _Speech, names: Sequence[str]) -> str | None:
    return worded(tuple(names), speech.language) or None


def _projects(speech: _Speech) -> OfficeTable:
    found = speech.found
    total = found.cost.total or found.spent.total
    unit = total.unit if total is not None else ""
    heads = speech.heads("number", "project", "lead")
    heads += speech.heads("cost", "in_period", "spent", "spent_until", "spent_share", unit=unit or "—")
    heads += speech.heads("due", "state", "done", "started", "finished", "late", "forecast", "source", "remark")
    rows: list[list[Cell]] = [[number, *_project(speech, one, unit)] for number, one in enumerate(found.projects, 1)]
    if rows:
        sums = [_number(one.total, unit) for one in (found.cost, found.spent)]
        rows.append([None, speech.tell("sum"), None, sums[0], None, sums[1], *[None] * (len(heads) - 6)])
    notes = [
        _of_work(speech, found.projects),
        *_covered(speech, "cost", found.cost),
        *_covered(speech, "spent", found.spent),
    ]
    return OfficeTable(speech.tell("projects"), heads, rows, notes, frozenset({1, 2, 15, 16}))


def _of_work(speech: _Speech, rows: Sequence[TaskState]) -> str:
    """Return how much work is late, and of how much that is unknown."""
    late = Counter(one.late for one in rows)
    return speech.tell("note.work", n=len(rows), late=late[True], unknown=late[None])


def _covered(speech: _Speech, name: str, held: Sum) -> Iterator[str]:
    """Yield from how many projects a sum is."""
    if speech.found.projects:
        without = len(held.missing) + held.unlisted
        yield speech.tell(f"note.{name}", n=len(held.counted), without=without)
        if held.not_added:
            yield say("money.not_added", n=len(held.not_added)).in_language(speech.language)


def _project(speech: _Speech, one: ProjectState, unit: str) -> Iterator[Cell]:
    yield from (speech.name(one.id, one.name), _several(speech, one.lead))
    yield from (_number(amount, unit) for amount in (one.cost, one.in_period, one.spent))
    yield from (one.spent_until, _rounded(one.spent_share))
    yield from _times(speech, one)
    yield from (one.source, speech.text(one.reason))
