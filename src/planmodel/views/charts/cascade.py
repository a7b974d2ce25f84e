"""A cascade as a chart: each promise beside the one above it, or outcomes of many plans by symbol and colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from planmodel.comparing.cascade import Cascade, CascadeResult
from planmodel.comparing.figures import figure, promise_text
from planmodel.comparing.outcomes import outcome_words
from planmodel.errors import ModelError
from planmodel.model.collection import unknown_id
from planmodel.text import in_language
from planmodel.units import factor
from planmodel.views.charts.outcome_grid import draw_grid
from planmodel.views.charts.outcomes import LOOKS, count_outcomes, outcome_keys
from planmodel.views.drawing.marks import blank, level, point, upright, words
from planmodel.views.drawing.scales import Scale, number_scale
from planmodel.views.drawing.sheet import Key, Sheet, band
from planmodel.views.drawing.style import DARK, GREY, PALE, short
from planmodel.views.headlines import headed
from planmodel.views.picture import Picture
from planmodel.views.spoken import spoken_of, told
from planmodel.words import say

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


def plot_cascade(cascade: Cascade, child: str | None = None, language: str | None = None) -> Picture:
    """Return a cascade as a chart.

    Up to four plans: a row a promise on one axis, the child's number as a share of the parent's, whose line is 100 %. A
    dot for what is stricter, equal or looser (hollow for levels alone), a bar for a part of the parent's quantity, and
    words with the reason for what cannot be held against each other. More plans: plans by metrics, a symbol and a
    colour for each outcome.

    Parameters:
        cascade: the cascade.
        child: only what this plan makes of the promises above it.
        language: the language of the words; that of the first plan's title when left out.

    Raises:
        UnknownIdError: no such plan.
        ModelError: there is nothing to draw, or too much for a picture, or pictures do not speak that language.
    """
    spoken = spoken_of(cascade.held, language)
    results = cascade.results
    if child is not None:
        known = dict.fromkeys([*cascade.plan_names, *(one.child for one in results)])
        if child not in known:
            raise unknown_id(child, known, "cascade")
        results = tuple(one for one in results if one.child == child)
    if not results:
        raise ModelError(say("empty.cascade"), hint=say("empty.cascade.hint"))
    pairs = dict.fromkeys((one.child, one.parent) for one in results)
    if len(pairs) > _MOST_PAIRS and child is None:
        return draw_grid(cascade, _notes(cascade, spoken), spoken)
    if len(results) > _MOST_ROWS:
        raise ModelError(
            say("ladder.too_many_rows", n=len(results), most=_MOST_ROWS),
            hint=say("ladder.one_plan") if child is None else None,
        )
    return _chart(cascade, list(pairs), results, _notes(cascade, spoken) if child is None else [], spoken)


def _chart(
    cascade: Cascade,
    pairs: Sequence[tuple[str, str]],
    results: Sequence[CascadeResult],
    notes: list[str],
    spoken: str,
) -> Picture:
    names, heads, rows, y = cascade.plan_names, list[str](), list[_Row](), 0.0
    for child, parent in pairs:
        text = told(spoken, "ladder.pair", child=names.get(child, child), parent=names.get(parent, parent))
        heads += band(y + _HEAD / 2, text, _LEFT, _LEFT + _WIDTH + _RIGHT)
        y += _HEAD
        for one in results:
            if (one.child, one.parent) == (child, parent):
                rows.append(_Row(result=one, ratio=_ratio(one), y=y + _STEP / 2))
                y += _STEP
    ratios = [row.ratio for row in rows if row.ratio is not None]
    high = min(_MOST, max([1.0, *ratios])) * 1.05
    x = number_scale(0, high, _WIDTH, title=told(spoken, "ladder.axis"), percent=True)
    if any(ratio > _MOST for ratio in ratios):
        notes.append(told(spoken, "picture.arrow"))
    keys = outcome_keys([one.outcome for one in results], spoken)
    if ratios:
        keys.append(Key(text=told(spoken, "ladder.parent"), color=DARK, shape="tick"))
    title = headed(spoken, told(spoken, "ladder.title", n=len(results)), *count_outcomes(results))
    sheet = Sheet(width=_WIDTH, height=y, left=_LEFT, right=_RIGHT, title=title, keys=tuple(keys), scale=x)
    drawn = [mark for row in rows for mark in (*_told(row, cascade.metric_names, spoken), *_drawn(row, x, spoken))]
    return sheet.picture([*heads, *drawn], notes=notes)


def _notes(cascade: Cascade, spoken: str) -> list[str]:
    """Return what is in no row."""
    alone = (cascade.only_child, cascade.only_parent, cascade.without_metric)
    texts = (
        told(spoken, "ladder.only_child", n=len(cascade.only_child)),
        told(spoken, "ladder.only_parent", n=len(cascade.only_parent)),
        told(spoken, "ladder.without_metric", n=len(cascade.without_metric)),
    )
    return [text for text, ids in zip(texts, alone, strict=True) if ids]


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


def _drawn(row: _Row, x: Scale, spoken: str) -> list[str]:
    """Return the parent's number as a tick, and the child's as a dot on a line from there, or a bar for a share."""
    if row.ratio is None:
        return []
    color, shape, fill = LOOKS[row.result.outcome]
    share, shown, beyond = row.result.outcome == "share", min(row.ratio, _MOST), row.ratio > _MOST
    begin, width = (0, 9) if share else (1, 3)
    drawn = [
        level(x(0), x(1), row.y, PALE, 1),
        level(x(begin), x(shown), row.y, color, width, said=_line(row, spoken)),
        upright(x(1), row.y - 10, row.y + 10, DARK, 2),
    ]
    if beyond:
        drawn.append(point(x(shown), row.y, color, "triangle-right", 150, fill=fill))
    elif not share:
        drawn.append(point(x(shown), row.y, color, shape, 90, fill=fill))
    return drawn


def _line(row: _Row, spoken: str) -> str:
    one = row.result
    return short(f"{one.metric}: {_promises(one, spoken)}, {_outcome(one, spoken)}", 300)


def _promises(one: CascadeResult, spoken: str) -> str:
    return told(spoken, "ladder.promises", child=promise_text(one.child_target), parent=promise_text(one.parent_target))


def _outcome(one: CascadeResult, spoken: str) -> str:
    if one.share is not None:
        share = f"{float(one.share):.3%}" if one.share < 0.001 else f"{float(one.share):.1%}"
        return told(spoken, "ladder.share", share=share)
    if one.stretch is None:
        return in_language(outcome_words(one.outcome), spoken)
    return told(spoken, "ladder.stretch", outcome=outcome_words(one.outcome), stretch=outcome_words(one.stretch))


def _told(row: _Row, names: Mapping[str, str], spoken: str) -> list[str]:
    """Return the words: metric to the left, outcome and both promises to the right, a reason instead of a dot."""
    one, right = row.result, _WIDTH + 34
    color, shape, fill = LOOKS[one.outcome]
    drawn = [
        words(14 - _LEFT, row.y, short(names.get(one.metric, one.metric), 36)),
        words(-52, row.y, "" if one.year is None else str(one.year), GREY, size=10),
        point(_WIDTH + 20, row.y - 7, color, shape, 60, fill=fill),
        words(right, row.y - 7, _outcome(one, spoken), color),
        words(right, row.y + 8, short(_promises(one, spoken), 50), GREY, size=10),
    ]
    if row.ratio is None:
        reason = short(in_language(one.reason or outcome_words(one.outcome), spoken), 72)
        drawn += [blank(_WIDTH + 1, row.y, _STEP), words(8, row.y, reason, GREY, size=10)]
    return drawn
