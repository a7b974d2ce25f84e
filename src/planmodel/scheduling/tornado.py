"""What moves a goal: how much later it is over when something turns out badly than when it turns out well.

Source: J. C. Helton and F. J. Davis, *Latin hypercube sampling and the propagation of uncertainty in analyses of
complex systems*, Reliability Engineering & System Safety 81, 2003, for what samples say of sensitivity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.tabular import Listed, Result
from planmodel.text import Text
from planmodel.units import Amount
from planmodel.words import Message, say, term

if TYPE_CHECKING:
    from planmodel.views.picture import Picture

__all__ = ["Swing", "Tornado", "noise_limit"]


@attrs.frozen(kw_only=True)
class Swing:
    """What one driver, event or piece of work moves.

    Parameters:
        id: the driver, the event or the work.
        name: what people call it.
        kind: ``driver``, ``risk_event``, ``task`` or ``project``.
        good: the mean finish (or cost) in the samples in which it turns out well: its lowest tenth, or an event that
            does not happen.
        bad: the mean where it turns out badly: its highest tenth, or an event that happens.
        swing: how much later (or dearer) that is.
        error: the standard error of ``swing``.
    """

    id: str
    name: Text
    kind: str
    good: Amount
    bad: Amount
    swing: Amount
    error: Amount


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Tornado(Listed, Result):
    """What moves a goal, most first.

    What is correlated with something that moves a goal moves with it, and is named, too.

    Parameters:
        id: the plan, goal or indicator.
        name: what people call it.
        of: ``time`` or ``cost``.
        mean: the mean finish, as time from the start, or the mean cost.
        swings: what moves it by more than chance alone would, most first.
        unclear: how many others move it by no more than chance alone would.
        samples: how many samples it rests on.
    """

    id: str
    name: Text
    of: str
    mean: Amount
    swings: tuple[Swing, ...]
    unclear: int
    samples: int

    @kinds_checked
    def plot(self, language: str | None = None) -> Picture:
        """Return a chart (extra ``report``); see :func:`planmodel.views.charts.tornado.plot_tornado`."""
        from planmodel.views.charts.tornado import plot_tornado

        return plot_tornado(self, language)

    def _rows(self) -> Sequence[Swing]:
        return self.swings

    def _columns(self) -> Sequence[Column]:
        return (
            Column("id", "text", "the driver, the event or the work", head="what moves it"),
            Column("kind", "text", "driver, risk_event, task or project", cell=lambda row: term("kind", row.kind)),
            Column("swing", "number", "how much later or dearer it is then, in unit", head="moves it by"),
            Column("error", "number", "the standard error of that, in unit", head="standard error"),
            Column("good", "number", "the mean when it turns out well, in unit", head="when it goes well"),
            Column("bad", "number", "the mean when it turns out badly, in unit", head="badly"),
            Column("name", "text", "what people call it"),
            Column("unit", "text", "the unit of the numbers", of=lambda row: row.swing.unit, shown=False),
        )

    def headline(self) -> Message:
        """Return what is looked at, with the mean."""
        return say(f"tornado.{self.of}", name=self.name, mean=self.mean, n=self.samples)

    @kinds_checked
    def remarks(self, shown: int | None = None) -> list[Message]:
        """Return what is left out, of all that moves the goal where only so many are shown."""
        cut = 0 if shown is None else len(self.swings) - shown
        left = [say("tornado.cut", n=cut)] if cut else []
        return [*left, say("tornado.unclear", n=self.unclear)] if self.unclear else left

    def _above(self) -> Iterable[str]:
        return (self.headline(),)

    def _below(self) -> Iterable[str]:
        return self.remarks()


def noise_limit(compared: int) -> float:
    """Return from how many standard errors on a swing is more than chance, where so many are looked at.

    Of all of them together one passes by chance alone in one of twenty simulations (Bonferroni).
    """
    return NormalDist().inv_cdf(1 - 0.025 / max(1, compared))
