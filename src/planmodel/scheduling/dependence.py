"""How much it matters for a finish whether durations are long and short together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from planmodel.columns import Column
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.times import moment_column
from planmodel.tabular import Single
from planmodel.units import Amount
from planmodel.words import Message, say

if TYPE_CHECKING:
    from planmodel.scheduling.simulation import Simulation

__all__ = ["Dependence", "dependence"]


@attrs.frozen(kw_only=True)
class Dependence(Single):
    """A percentile of a finish by what durations have in common; made by :meth:`Simulation.dependence`.

    Parameters:
        id: the plan, goal or indicator.
        percent: the percentile.
        alone: when every duration is drawn independently, without drivers, events and correlations.
        stated: with the drivers, events and correlations that the plan states.
        together: when all durations are long and short together, as by one common cause.
        left_out: how many drivers and risk events move durations that ``alone`` and ``together`` leave out: what they
            do is in ``stated`` only, which may therefore lie outside of the two.
    """

    id: str
    percent: float
    alone: Moment | Amount
    stated: Moment | Amount
    together: Moment | Amount
    left_out: int = 0

    def headline(self) -> Message:
        """Return all three in a sentence."""
        percent = f"{self.percent:g}"
        told = say("dependence", percent=percent, alone=self.alone, stated=self.stated, together=self.together)
        return say("sentences", parts=(told, say("dependence.left_out", n=self.left_out))) if self.left_out else told

    def _columns(self) -> Sequence[Column]:
        dated = not isinstance(self.stated, Amount)
        return (
            Column("id", "text", "the plan, goal or indicator", head="work for"),
            Column("percent", "number", "the percentile"),
            moment_column("alone", "when every duration is drawn independently", dated=dated),
            moment_column("stated", "with what the plan states", dated=dated),
            moment_column("together", "when all durations are long and short together", dated=dated),
            Column("left_out", "number", "how many drivers and risk events only what is stated counts"),
        )


def dependence(simulation: Simulation, percent: float, id: str) -> Dependence:
    """Return a percentile by what durations have in common; parameters as for :meth:`Simulation.dependence`."""
    from planmodel.scheduling.simulating import drawn_again

    alone, together = (drawn_again(simulation, how).percentile(percent, id) for how in ("alone", "together"))
    return Dependence(
        id=id,
        percent=percent,
        alone=alone,
        stated=simulation.percentile(percent, id),
        together=together,
        left_out=len(simulation.prepared.causes),
    )
