"""A tornado as a chart: a bar for each thing that moves a goal, from the mean when it goes well to that when not."""

from __future__ import annotations

from planmodel.failures import check_language
from planmodel.scheduling.tornado import Swing, Tornado
from planmodel.text import in_language
from planmodel.views.drawing.marks import level, upright, words
from planmodel.views.drawing.scales import Scale, number_scale
from planmodel.views.drawing.sheet import Key, Sheet
from planmodel.views.drawing.style import BLUE, GREY, ORANGE, short
from planmodel.views.picture import Picture
from planmodel.words import Message, say

__all__ = ["plot_tornado"]

_MOST = 25
_LEFT, _WIDTH, _RIGHT, _ROW = 260, 460, 170, 24.0


def plot_tornado(tornado: Tornado, language: str | None = None) -> Picture:
    """Return a tornado as a chart.

    A bar runs from the mean finish (or cost) when something turns out well to the mean when it turns out badly; a line
    marks the mean of all samples. Behind the bar stands by how much it moves the goal, with the standard error.

    Parameters:
        tornado: what moves a goal, of more than 25 the first ones.
        language: ``en`` (the usual) or ``zh``.

    Raises:
        ModelError: no such language.
    """
    language = "en" if language is None else language
    check_language(language)
    shown = tornado.swings[:_MOST]
    means = [float(amount) for one in shown for amount in (one.good, one.bad)] + [float(tornado.mean)]
    room = (max(means) - min(means)) * 0.05 or 1
    x = number_scale(min(means) - room, max(means) + room, _WIDTH, title=tornado.mean.unit)
    drawn = [upright(x(float(tornado.mean)), 0, _ROW * max(1, len(shown)), GREY, 1.5, dash=(4, 2))]
    for at, one in enumerate(shown):
        drawn += _bar(one, _ROW * (at + 0.5), x, tornado, language)
    notes = [str(one.in_language(language)) for one in tornado.remarks(len(shown))]
    sheet = Sheet(
        width=_WIDTH,
        height=_ROW * max(1, len(shown)),
        left=_LEFT,
        right=_RIGHT,
        title=say("row.apart", parts=[tornado.headline(), *_most(tornado)]).in_language(language),
        keys=tuple(
            Key(text=str(say(f"tornado.{side}").in_language(language)), color=color, width=12)
            for side, color in (("good", BLUE), ("bad", ORANGE))
        ),
        scale=x,
    )
    return sheet.picture(drawn, notes=notes)


def _most(tornado: Tornado) -> list[Message]:
    """Return what moves the goal most, if anything does."""
    return [say("tornado.most", name=one.name, swing=one.swing) for one in tornado.swings[:1]]


def _bar(one: Swing, y: float, x: Scale, tornado: Tornado, language: str) -> list[str]:
    """Return the bar of one thing that moves a goal, in two halves about the mean."""
    mean, good, bad = (x(float(amount)) for amount in (tornado.mean, one.good, one.bad))
    name = in_language(one.name, language)
    amount, error = (each.in_language(language) for each in (one.swing, one.error))
    said = f"{name}: {one.good.in_language(language)} – {one.bad.in_language(language)}"
    return [
        words(14 - _LEFT, y, short(name, 38)),
        level(min(mean, good), max(mean, good), y, BLUE, 14, said=said, id=one.id),
        level(min(mean, bad), max(mean, bad), y, ORANGE, 14, said=said, id=one.id),
        words(_WIDTH + 14, y, f"{amount} ± {error}", GREY),
    ]
