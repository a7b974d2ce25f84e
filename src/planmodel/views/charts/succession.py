"""A succession as a flow: the promises of each plan below one another, a band from each to what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planmodel.errors import ModelError
from planmodel.evaluating.fated import Fated
from planmodel.evaluating.fates import Fate
from planmodel.evaluating.succession import Succession
from planmodel.listing import sentences
from planmodel.views.drawing.marks import point, words
from planmodel.views.drawing.shapes import number
from planmodel.views.drawing.sheet import EDGE, Key, Sheet
from planmodel.views.drawing.style import BLUE, DARK, GREY, ORANGE, RED, short
from planmodel.views.graphs.words import is_chinese
from planmodel.views.headlines import headed
from planmodel.views.picture import Picture
from planmodel.words import Message, say

__all__ = ["FATE_LOOKS", "plot_succession"]

_TEAL, _PALE = "#00695c", "#9a9a9a"
FATE_LOOKS: Mapping[Fate, tuple[str, str]] = {
    "raised": (BLUE, "triangle-up"),
    "kept": (GREY, "square"),
    "lowered": (ORANGE, "triangle-down"),
    "redefined": (DARK, "diamond"),
    "put_into_words": (DARK, "circle"),
    "put_into_numbers": (DARK, "triangle-up"),
    "assigned": (DARK, "square"),
    "split": (_TEAL, "triangle-left"),
    "merged": (_TEAL, "triangle-right"),
    "carried_over": (GREY, "circle"),
    "met_and_closed": (_TEAL, "circle"),
    "finished": (_TEAL, "square"),
    "missed_and_dropped": (RED, "cross"),
    "dropped_unmet": (ORANGE, "cross"),
    "dropped": (DARK, "cross"),
    "dropped_unknown": (_PALE, "cross"),
    "new": (BLUE, "circle"),
    "unknown": (_PALE, "diamond"),
}
"""Fate → colour, symbol."""

_COLUMN, _GAP, _STEP, _STUB = 300.0, 230.0, 32.0, 26.0
_MOST = 80


def plot_succession(succession: Succession, language: str | None = None) -> Picture:
    """Return a succession as a flow between periods.

    A column a plan; a band goes from each promise, task and project to what became of it, or ends where nothing did.
    Its colour and symbol say the fate, the words at its beginning what was promised.

    Parameters:
        succession: what became of the promises.
        language: the language of names and words; that of the last plan's title when left out.

    Raises:
        ModelError: there is nothing to draw, too much for a picture, or nothing is in that language.
    """
    if not succession.rows:
        raise ModelError(say("succession.nothing_drawn"))
    plans = list(dict.fromkeys(id for pair in succession.pairs for id in pair))
    spoken = "zh" if is_chinese(succession.held[plans[-1]], language) else "en"
    named = language or spoken
    places = _places(succession, plans)
    tall = max(len(held) for held in places.values())
    if tall > _MOST:
        raise ModelError(say("succession.too_many_drawn", n=tall, most=_MOST))
    drawn, labels = [], []
    for column, plan in enumerate(plans):
        left = column * (_COLUMN + _GAP)
        labels.append(words(left, 0, short(succession.held[plan].label(named), 46), bold=True))
        for id, y in places[plan].items():
            labels += _label(succession, plan, id, left, y, named, spoken)
    for row in succession.rows:
        column = plans.index(row.old_plan)
        drawn += _bands(row, column * (_COLUMN + _GAP), places, spoken)
    drawn.sort(key=lambda mark: "<title>" in mark)  # symbols above bands
    counts = succession.counts()
    each = [say("succession.drawn_count", n=count, fate=_fate(fate, spoken)) for fate, count in counts.items()]
    title = _in(say("succession.drawn_title", n=sum(bool(one.old) for one in succession.rows)), spoken)
    keys = [
        Key(text=_fate(fate, spoken), color=FATE_LOOKS[fate][0], shape=FATE_LOOKS[fate][1], hollow=fate == "new")
        for fate in FATE_LOOKS
        if fate in counts
    ]
    width = len(plans) * _COLUMN + (len(plans) - 1) * _GAP
    sheet = Sheet(
        width=width,
        height=24 + tall * _STEP,
        left=EDGE,
        right=EDGE,
        title=headed(spoken, title, say("succession.drawn_counts", counts=each)),
        keys=tuple(keys),
        above=16,
    )
    return sheet.picture([*drawn, *labels], notes=_notes(succession, spoken))


def _places(succession: Succession, plans: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return for each plan the heights of its elements, what follows in the order of what it follows."""
    order: dict[str, dict[str, None]] = {plan: {} for plan in plans}
    for row in succession.rows:
        order[row.old_plan].update(dict.fromkeys(row.old))
        order[row.new_plan].update(dict.fromkeys(row.new))
    return {plan: {id: 30 + place * _STEP for place, id in enumerate(held)} for plan, held in order.items()}


def _label(succession: Succession, plan: str, id: str, left: float, y: float, named: str, spoken: str) -> list[str]:
    """Return the name of an element, and below it what the plan promises of it."""
    rows = [row for row in succession.rows if row.old_plan == plan and row.old[:1] == (id,)]
    promise = next((row.old_promise for row in rows if row.old_promise), None)
    known = next((row for row in rows if row.value is not None), None)
    then = None if known is None else say("succession.then", value=known.value, year=str(known.value_year))
    measured = "" if then is None else _in(then, spoken)
    if not rows:
        after = [row for row in succession.rows if row.new_plan == plan and id in row.new]
        alone = next((row for row in after if len(row.new) == 1 and row.new_promise), None)
        promise = alone.new_promise if alone is not None else None
    name = succession.held[plan][id].label(named)
    return [
        words(left, y - 6, short(name, 46)),
        words(left, y + 7, short(f"{_in(promise, spoken)}{measured}", 52), GREY, size=10) if promise else "",
    ]


def _bands(row: Fated, left: float, places: Mapping[str, Mapping[str, float]], spoken: str) -> list[str]:
    color, shape = FATE_LOOKS[row.fate]
    begin, end = left + _COLUMN + 6, left + _COLUMN + _GAP - 10
    fate = _fate(row.fate, spoken)
    told = _in(say("succession.drawn", name=row.name, fate=sentences(fate, row.reason)), spoken)
    marks = []
    for new in row.new:
        y2 = places[row.new_plan][new]
        for old in row.old[:1]:
            y = places[row.old_plan][old]
            middle = number((begin + end) / 2)
            way = f"M{number(begin)} {number(y)}C{middle} {number(y)} {middle} {number(y2)} {number(end)} {number(y2)}"
            marks.append(f'<path d="{way}" fill="none" stroke="{color}" stroke-width="5" stroke-opacity="0.35"/>')
        marks.append(point(end, y2, color, shape, 80, fill="#ffffff" if row.fate == "new" else None, said=told))
    if not row.new:
        y = places[row.old_plan][row.old[0]]
        marks.append(
            f'<path d="M{number(begin)} {number(y)}H{number(begin + _STUB)}" stroke="{color}" stroke-width="5" '
            'stroke-opacity="0.35"/>'
        )
        marks.append(point(begin + _STUB, y, color, shape, 80, said=told))
    return marks


def _notes(succession: Succession, spoken: str) -> list[str]:
    """Return what does not go together, and what a reader should know."""
    found = [say("succession.drawn", name=row.name, fate=text) for row in succession.rows for text in row.findings]
    guessed = sum(row.matched == "wording" for row in succession.rows)
    told = [say("succession.drawn_guessed", n=guessed)] if guessed else []
    return [_in(one, spoken) for one in (*found, *told, *succession.notes)]


def _fate(fate: Fate, spoken: str) -> str:
    return _in(say(f"page.fate.{fate}"), spoken)


def _in(text: str, spoken: str) -> str:
    return str(text.in_language(spoken)) if isinstance(text, Message) else text
