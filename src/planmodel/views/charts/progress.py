"""Progress as a chart: a track from base to target for each indicator, and what is known of each goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from planmodel.errors import ModelError
from planmodel.text import in_language
from planmodel.tracking.results import IndicatorProgress, Verdict
from planmodel.tracking.rollup import NodeProgress
from planmodel.tracking.run import Progress
from planmodel.views.drawing.labels import text_width, wrap
from planmodel.views.drawing.marks import blank, level, point, upright, words
from planmodel.views.drawing.scales import Scale, number_scale
from planmodel.views.drawing.sheet import Key, Sheet, band
from planmodel.views.drawing.style import BLUE, DARK, GREY, ORANGE, PALE, RED, plain_letters, short, short_names
from planmodel.views.headlines import count_verdicts, headed
from planmodel.views.picture import Picture
from planmodel.views.progress_words import more, numbers, reason, share_text, verdict
from planmodel.views.spoken import check_language, spoken_by, told
from planmodel.words import coded, say

__all__ = ["plot_progress"]

_MOST_ROWS, _MOST_GOALS = 80, 40
_LEFT, _WIDTH, _RIGHT = 320, 420, 390
_STEP, _LOW, _HEAD, _GOAL = 38.0, 26.0, 28.0, 24.0
_LEAST, _MOST = -0.5, 1.75
"""Shares beyond these are drawn at the edge, with an arrow, and written out."""

_LOOKS: Mapping[Verdict, tuple[str, str]] = {
    "met": (BLUE, "circle"),
    "on_track": (BLUE, "triangle-right"),
    "behind": (ORANGE, "triangle-down"),
    "regressed": (RED, "triangle-left"),
    "held": (BLUE, "square"),
    "breached": (RED, "cross"),
    "not_yet_met": (GREY, "triangle-down"),
    "unknown": (GREY, "circle"),
}
_HOLLOW = frozenset({"not_yet_met", "unknown"})


@attrs.frozen(kw_only=True)
class _Row:
    """An indicator with its place from the top."""

    result: IndicatorProgress
    name: str
    y: float
    step: float
    spoken: str

    @property
    def share(self) -> float | None:
        """How far it is, overshoot included; ``None`` when there is no number."""
        if self.result.attainment is None:
            return None
        return float(self.result.attainment + (self.result.overshoot or 0))

    @property
    def color(self) -> str:
        """The colour of its status."""
        return _LOOKS[self.result.verdict][0]


def plot_progress(progress: Progress, language: str | None = None) -> Picture:
    """Return progress as a chart.

    One row an indicator: a track from baseline to target, filled to the value measured last, thinner beyond the target
    and to the left of the baseline after a step back; a tick where it should have been on the last day of that value,
    for which the status is judged, too; status and value beside the value that was due then. What has no share of a way
    (a promise in words, a number that a superior sets, nothing measured) is a row of words with the reason. Below stand
    the plan and its goals: what is there at least and at most.

    Parameters:
        progress: the progress. Of more than 80 indicators those with a share are drawn first, the most behind before
            the others, and of more than 40 goals the first ones; the picture says so.
        language: the language of names and words; that of the plan's title when left out.

    Raises:
        ModelError: the plan has neither indicators nor goals, or nothing of it is in that language.
    """
    check_language(progress.held, language)
    if not progress.results and not progress.goals:
        raise ModelError(say("empty.progress"), hint=say("empty.progress.hint"))
    spoken = spoken_by(progress.held, language)
    names = {one.id: one.label(language) for one in progress.held.elements}
    notes: list[str] = []
    results = _chosen(progress.results, notes, spoken)
    rows = _placed(results, short_names({one.indicator: names[one.indicator] for one in results}, 48), spoken)
    goals = (progress.plan, *progress.goals)
    if len(goals) > _MOST_GOALS:
        notes.append(told(spoken, "progress.bar.cut_goals", shown=_MOST_GOALS - 1, n=len(progress.goals)))
        goals = goals[:_MOST_GOALS]
    return _chart(progress, rows, goals, notes, names | {progress.plan.id: progress.held.label(language)}, spoken)


def _placed(results: Sequence[IndicatorProgress], names: Mapping[str, str], spoken: str) -> list[_Row]:
    """Return the results below each other; one that only words are said of takes less room."""
    rows, y = [], _HEAD
    for result in results:
        step = _STEP if _two_lines(result) else _LOW
        name = names.get(result.indicator, result.indicator)
        rows.append(_Row(result=result, name=name, y=y + step / 2, step=step, spoken=spoken))
        y += step
    return rows


def _two_lines(result: IndicatorProgress) -> bool:
    return bool(numbers(result) or more(result))


def _chosen(results: Sequence[IndicatorProgress], notes: list[str], spoken: str) -> list[IndicatorProgress]:
    """Return the results that are drawn: with a share first, in plan order, or by what is most behind when cut."""
    drawn = [one for one in results if one.attainment is not None]
    wordless = [one for one in results if one.attainment is None]
    if len(results) > _MOST_ROWS:
        drawn.sort(key=lambda one: (one.attainment or 0) - (one.expected_when_measured or 0))
        wordless.sort(key=lambda one: one.verdict == "unknown")
        notes.append(told(spoken, "progress.bar.cut", shown=_MOST_ROWS, n=len(results)))
    return [*drawn, *wordless][:_MOST_ROWS]


def _chart(
    progress: Progress,
    rows: list[_Row],
    goals: Sequence[NodeProgress],
    notes: list[str],
    names: Mapping[str, str],
    spoken: str,
) -> Picture:
    start = rows[-1].y + rows[-1].step / 2 if rows else 0.0
    nodes = [(node, start + _HEAD + _GOAL * (at + 0.5)) for at, node in enumerate(goals)]
    shares = [row.share for row in rows if row.share is not None]
    low = max(_LEAST, min([0.0, *shares, *(float(node.low) for node in goals)]))
    high = min(_MOST, max([1.0, *shares]))
    if any(not low <= share <= high for share in shares):
        notes.append(told(spoken, "picture.arrow"))
    x = number_scale(low - 0.04, high + 0.06, _WIDTH, percent=True)
    right = _room(rows, goals, spoken)
    across = _LEFT + _WIDTH + right
    drawn = band(_HEAD / 2, told(spoken, "progress.bar.indicators"), _LEFT, across) if rows else []
    drawn += band(start + _HEAD / 2, told(spoken, "progress.bar.goals"), _LEFT, across)
    for row in rows:
        drawn += [*_told(row), *_track(row, (low, high), x)]
    for node, y in nodes:
        drawn += _bounds(node, y, names, x, spoken)
    title = told(spoken, "progress.bar.title", name=names[progress.plan.id], day=progress.as_of)
    sheet = Sheet(
        width=_WIDTH,
        height=nodes[-1][1] + _GOAL / 2,
        left=_LEFT,
        right=right,
        title=headed(spoken, title, *count_verdicts(progress.results)),
        facts=told(
            spoken,
            "progress.bar.facts",
            way=coded("trajectory", progress.trajectory),
            known=sum(one.attainment is not None for one in progress.results),
            n=len(progress.results),
        ),
        keys=tuple(_keys(rows, spoken)),
        scale=x,
    )
    return sheet.picture(drawn, notes=notes)


# --- indicators ---


def _track(row: _Row, edges: tuple[float, float], x: Scale) -> list[str]:
    """Return the way, what has been gone of it, and where it was due when the value was measured."""
    if row.share is None:
        return []
    y, color, due = row.y, row.color, row.result.expected_when_measured
    shown = min(max(row.share, edges[0]), edges[1])
    said = short(f"{row.name}: {in_language(row.result.line(), row.spoken)}", 300)
    drawn = [level(x(0), x(1), y, PALE, 12), level(x(0), x(min(shown, 1)), y, color, 12, said=said)]
    if shown > 1:
        drawn.append(level(x(1), x(shown), y, color, 5, said=told(row.spoken, "progress.bar.beyond")))
    if due is not None:
        drawn.append(upright(x(float(due)), y - 10, y + 10, DARK, 2))
    if shown == row.share:
        return [*drawn, point(x(shown), y, color, "circle", 90, fill="#ffffff")]
    return [*drawn, point(x(shown), y, color, "triangle-left" if row.share < 0 else "triangle-right", 150)]


def _told(row: _Row) -> list[str]:
    """Return the words: name and numbers to the left, status to the right, and a reason instead of a track."""
    result, y, left, right = row.result, row.y, 14 - _LEFT, _WIDTH + 34
    color, shape = _LOOKS[result.verdict]
    below_name, beside = short(numbers(result), 56), short(more(result, row.spoken), 60)
    above = y - 7 if beside else y
    drawn = [
        words(left, y - 7 if below_name else y, row.name),
        words(left, y + 8, below_name, GREY, size=10),
        point(_WIDTH + 20, above, color, shape, 60, fill="#ffffff" if result.verdict in _HOLLOW else None),
        words(right, above, verdict(result, row.spoken), color),
        words(right, y + 8, beside, GREY, size=10),
    ]
    if row.share is None:
        lines = wrap(plain_letters(reason(result, row.spoken)), _WIDTH / 10 - 2, 2)
        drawn.append(blank(_WIDTH + 1, y, row.step))
        drawn += [words(8, y + 12 * (at - (len(lines) - 1) / 2), line, GREY, size=10) for at, line in enumerate(lines)]
    return drawn


def _room(rows: Sequence[_Row], goals: Sequence[NodeProgress], spoken: str) -> float:
    """Return how much room the words to the right need, also in letters that are rather wide."""
    texts = [text for row in rows for text in (verdict(row.result, spoken), more(row.result, spoken))]
    return min(48 + 11.5 * max(map(text_width, texts + [_known(one, spoken) for one in goals])), _RIGHT)


# --- goals ---


def _bounds(node: NodeProgress, y: float, labels: Mapping[str, str], x: Scale, spoken: str) -> list[str]:
    """Return a bar for what is known, and an open range for what lies between at least and at most."""
    low, high = (min(max(float(share), _LEAST), _MOST) for share in (node.low, node.high))
    said = _known(node, spoken)
    label = told(spoken, "progress.bar.whole") if node.kind == "plan" else labels.get(node.id, node.id)
    drawn = [words(14 - _LEFT, y, short(label, 48)), words(_WIDTH + 12, y, short(said, 46), GREY, size=10)]
    if low != 0:
        drawn.append(level(x(0), x(low), y, BLUE if low > 0 else RED, 9, said=said))
    if node.satisfaction is None:
        drawn.append(level(x(low), x(high), y, GREY, 1.5, dash=(3, 3), said=said))
        drawn += [upright(x(end), y - 6, y + 6, GREY, 1.5) for end in (low, high)]
    elif low == 0:
        drawn.append(upright(x(0), y - 6, y + 6, BLUE, 3))
    return drawn


def _known(node: NodeProgress, spoken: str) -> str:
    if node.satisfaction is not None:
        return share_text(node.satisfaction, spoken)
    ends = {"low": share_text(node.low, spoken), "high": share_text(node.high, spoken)}
    if not node.coverage:
        return told(spoken, "progress.bar.unknown", **ends)
    return told(spoken, "progress.bar.known", **ends, known=share_text(node.coverage, spoken))


def _keys(rows: Sequence[_Row], spoken: str) -> list[Key]:
    """Return the meaning of what occurs."""
    keys = []
    found = {row.result.verdict for row in rows}
    for status, (color, shape) in _LOOKS.items():
        if status in found:
            keys.append(Key(text=told(spoken, f"page.v.{status}"), color=color, shape=shape, hollow=status in _HOLLOW))
    if any(row.result.expected_when_measured is not None for row in rows if row.share is not None):
        keys.append(Key(text=told(spoken, "progress.bar.was_due"), color=DARK, shape="tick"))
    return keys
