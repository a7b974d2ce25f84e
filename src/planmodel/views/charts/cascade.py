"""A cascade as a chart: each promise beside the one above it, or outcomes of many plans by symbol and colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from planmodel.comparing.cascade import Cascade, CascadeResult
from planmodel.comparing.figures import figure, promise_text
from planmodel.comparing.outcomes import outcome_words
from planmodel.errors import ModelError
from planmodel.model.collection import unknown_id
from planmodel.units import factor
from planmodel.views.charts.canvas import Key, Sheet, assemble, heads, lines, points, uprights, words
from planmodel.views.charts.outcome_grid import draw_grid
from planmodel.views.charts.outcomes import LOOKS, outcome_keys
from planmodel.views.charts.scales import Scale, number_scale
from planmodel.views.charts.style import DARK, GREY, PALE, counted, short
from planmodel.views.picture import Picture

__all__ = ["plot_cascade"]

_MOST_PAIRS, _MOST_ROWS = 4, 80
_LEFT, _WIDTH, _RIGHT = 280, 420, 300
_STEP, _HEAD = 34.0, 30.0
_MOST = 2.0
"""Numbers larger than so many times the parent's are drawn at the edge, with an arrow, and written out."""


@attrs.frozen(kw_only=True)
class _Row:
    """A result with the child's number over the parent's, where it makes sense to draw that, and its place."""

    result: CascadeResult
    ratio: float | None
    y: float


def plot_cascade(cascade: Cascade, child: str | None = None) -> Picture:
    """Return a cascade as a chart.

    Up to four plans: a row a promise on one axis, the child's number as a share of the parent's, whose line is 100 %. A
    dot for what is stricter, equal or looser (hollow for levels alone), a bar for a part of the parent's quantity, and
    words with the reason for what cannot be held against each other. More plans: plans by metrics, a symbol and a
    colour for each outcome.

    Parameters:
        cascade: the cascade.
        child: only what this plan makes of the promises above it.

    Raises:
        UnknownIdError: no such plan.
        ModelError: there is nothing to draw, or too much for a picture.
    """
    results = cascade.results
    if child is not None:
        known = dict.fromkeys([*cascade.plan_names, *(one.child for one in results)])
        if child not in known:
            raise unknown_id(child, known, "cascade")
        results = tuple(one for one in results if one.child == child)
    if not results:
        raise ModelError(
            "there is nothing to draw: no metric is promised both by a plan and by one above it",
            hint="plans meet where their indicators name the same metric",
        )
    pairs = dict.fromkeys((one.child, one.parent) for one in results)
    if len(pairs) > _MOST_PAIRS and child is None:
        return draw_grid(cascade, _notes(cascade))
    if len(results) > _MOST_ROWS:
        raise ModelError(
            f"{len(results)} promises are too many rows for a picture, at most {_MOST_ROWS} fit",
            hint="draw one plan: cascade(...).plot(child)" if child is None else None,
        )
    return _chart(cascade, list(pairs), results, _notes(cascade) if child is None else [])


def _chart(
    cascade: Cascade, pairs: Sequence[tuple[str, str]], results: Sequence[CascadeResult], notes: list[str]
) -> Picture:
    rows: list[_Row] = []
    titles = []
    names = cascade.plan_names
    y = 0.0
    for child, parent in pairs:
        text = f"{names.get(child, child)}, held against {names.get(parent, parent)}"
        titles.append({"y": y + _HEAD / 2, "text": short(text, 140)})
        y += _HEAD
        for one in results:
            if (one.child, one.parent) == (child, parent):
                rows.append(_Row(result=one, ratio=_ratio(one), y=y + _STEP / 2))
                y += _STEP
    drawn = [row.ratio for row in rows if row.ratio is not None]
    high = min(_MOST, max([1.0, *drawn])) * 1.05
    x = number_scale(0, high, _WIDTH, title="the child's number as a share of the parent's", percent=True)
    layers = [
        *heads(titles, _LEFT, _LEFT + _WIDTH + _RIGHT - 28),
        *_drawn(rows, x),
        *_told(rows, cascade.metric_names),
    ]
    if any(ratio > _MOST for ratio in drawn):
        notes.append("an arrow goes on beyond the edge; the numbers beside it are whole")
    numbers = [sum(one.outcome == outcome for one in results) for outcome in LOOKS]
    facts = ", ".join(f"{n} {outcome_words(outcome)}" for n, outcome in zip(numbers, LOOKS, strict=True) if n)
    title = f"{counted(len(results), 'promise')} beside those above: {facts}"
    keys = outcome_keys([one.outcome for one in results])
    if any(row.ratio is not None for row in rows):
        keys.append(Key(text="the parent's number", color=DARK, shape="tick"))
    sheet = Sheet(
        width=_WIDTH,
        height=y,
        left=_LEFT,
        right=_RIGHT,
        title=f"{counted(len(results), 'promise')} beside those above",
        facts=facts,
        keys=tuple(keys),
        scale=x,
    )
    return assemble(sheet, layers, title=title, notes=notes)


def _notes(cascade: Cascade) -> list[str]:
    """Return what is in no row."""
    told = [
        (cascade.only_child, "metrics that only a child has a target for"),
        (cascade.only_parent, "metrics that only a parent has a target for"),
        (cascade.without_metric, "indicators with a target that name no metric"),
    ]
    return [f"{text}: {len(ids)}" for ids, text in told if ids]


def _ratio(one: CascadeResult) -> float | None:
    """Return the child's number over the parent's; ``None`` where there is no one number of each, or none above 0."""
    if one.share is not None:
        return float(one.share) if one.share >= 0 else None
    if one.outcome not in ("stricter", "equal", "looser", "higher", "lower") or one.parent_target is None:
        return None
    mine, theirs = figure(one.child_target.commitment), figure(one.parent_target.commitment)
    numbers = (mine.value, theirs.value)
    several = "Compound" in (one.child_target.commitment.kind, one.parent_target.commitment.kind)
    if numbers[0] is None or numbers[1] is None or several or mine.high is not None or theirs.high is not None:
        return None
    if numbers[0] < 0 or numbers[1] <= 0:
        return None
    return float(numbers[0]) * float(factor(mine.unit, theirs.unit)) / float(numbers[1])


# --- layers ---


def _drawn(rows: Sequence[_Row], x: Scale) -> list[str]:
    bars, parents, ends = [], [], []
    for row in rows:
        if row.ratio is None:
            continue
        color, shape, fill = LOOKS[row.result.outcome]
        shown = min(row.ratio, _MOST)
        share = row.result.outcome == "share"
        bars.append({"x": 0, "x2": 1, "y": row.y, "color": PALE, "width": 1})
        begin = 0 if share else 1
        bars.append(
            {"x": begin, "x2": shown, "y": row.y, "color": color, "width": 9 if share else 3, "said": _line(row)}
        )
        parents.append({"x": 1, "y": row.y - 10, "y2": row.y + 10, "color": DARK, "width": 2})
        mark = {"x": shown, "y": row.y, "color": color, "fill": fill, "size": 90}
        if shown < row.ratio:
            ends.append({**mark, "shape": "triangle-right", "size": 150})
        elif not share:
            ends.append({**mark, "shape": shape})
    return [*lines(bars, x), *uprights(parents, x), *points(ends, x)]


def _line(row: _Row) -> str:
    one = row.result
    promises = f"{promise_text(one.child_target)} against {promise_text(one.parent_target)}"
    return short(f"{one.metric}: {promises}, {_outcome(one)}", 300)


def _outcome(one: CascadeResult) -> str:
    if one.share is not None:
        return f"{float(one.share):.3%} of it" if one.share < 0.001 else f"{float(one.share):.1%} of it"
    stretch = f" (stretch: {outcome_words(one.stretch)})" if one.stretch is not None else ""
    return outcome_words(one.outcome) + stretch


def _told(rows: Sequence[_Row], names: Mapping[str, str]) -> list[str]:
    """Return the words: metric to the left, outcome and both promises to the right, a reason instead of a dot."""
    labels, details, marks, blanks = [], [], [], []
    for row in rows:
        one = row.result
        color, shape, fill = LOOKS[one.outcome]
        year = f" {one.year}" if one.year is not None else ""
        labels.append(
            {"x": 14 - _LEFT, "y": row.y, "text": short(names.get(one.metric, one.metric), 36), "color": DARK}
        )
        details.append({"x": -52, "y": row.y, "text": year, "color": GREY})
        marks.append({"x": _WIDTH + 20, "y": row.y - 7, "color": color, "fill": fill, "shape": shape, "size": 60})
        labels.append({"x": _WIDTH + 34, "y": row.y - 7, "text": _outcome(one), "color": color})
        promises = f"{promise_text(one.child_target)} against {promise_text(one.parent_target)}"
        details.append({"x": _WIDTH + 34, "y": row.y + 8, "text": short(promises, 50), "color": GREY})
        if row.ratio is None:
            blanks.append({"x": 0, "x2": _WIDTH + 1, "y": row.y, "color": "#ffffff", "width": _STEP})
            details.append(
                {"x": 8, "y": row.y, "text": short(one.reason or outcome_words(one.outcome), 72), "color": GREY}
            )
    return [
        *lines(blanks),  # no scale behind words
        *points(marks),
        *words(labels),
        *words(details, size=10),
    ]
