"""What ``planmodel schedule`` is asked beside the schedule itself, as data and as texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.cli.language import spoken, worded

if TYPE_CHECKING:
    from planmodel.scheduling.delay import Delay
    from planmodel.scheduling.differences import Differences
    from planmodel.scheduling.drag import Drag
    from planmodel.scheduling.quality import Quality
    from planmodel.scheduling.simulation import Simulation

__all__ = ["Answers"]

_PERCENT = 80
"""The percentile for which it is told how much common causes matter."""


@attrs.frozen(kw_only=True)
class Answers:
    """What was asked, and what comes of it; ``None`` for what was not asked.

    Parameters:
        goal: the goal that is meant; ``None`` for the whole plan.
        slips: how it differs from what was promised.
        delay: what slips when tasks are late.
        drag: what a delay of each task costs the goal.
        quality: the checks of a schedule.
        simulation: the samples.
    """

    goal: str | None
    slips: Differences | None
    delay: Delay | None
    drag: Sequence[Drag] | None
    quality: Quality | None
    simulation: Simulation | None

    def record(self) -> dict[str, Any]:
        """Return them as data, by their names."""
        told: dict[str, Any] = {}
        if self.delay is not None:
            told["delay"] = self.delay.to_dict()
        if self.drag is not None:
            told["drag"] = [one.to_record() for one in self.drag]
        if self.quality is not None:
            told["quality"] = self.quality.to_records()
        if self.slips is not None:
            told["slips"] = {"rows": self.slips.to_records(), "notes": list(self.slips.notes)}
        if self.simulation is not None:
            dependence = self.simulation.dependence(_PERCENT, self.goal).to_records()[0]
            told["simulation"] = {**self.simulation.to_dict(), "dependence": dependence}
        return told

    def texts(self) -> list[str]:
        """Return them as people read them, in the language of the command."""
        language = spoken()
        told = [one.to_text(language=language) for one in (self.slips, self.delay, self.simulation) if one is not None]
        if self.simulation is not None:
            told.append(worded(self.simulation.dependence(_PERCENT, self.goal).headline()))
        if self.drag is not None:
            from planmodel.scheduling.drag import drag_text

            told.append(drag_text(self.drag, self.goal, language))
        if self.quality is not None:
            told.append(self.quality.to_text(language=language))
        return told
