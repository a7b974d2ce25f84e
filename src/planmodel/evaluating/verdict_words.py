"""The class of a verdict: by the state of a scale, or by the measure of a method."""

from __future__ import annotations

from typing import NamedTuple

from planmodel.evaluating.judged import Judged
from planmodel.evaluating.measures import Measured, measured
from planmodel.evaluating.method import Method, MethodClass
from planmodel.evaluating.scale import Scale, ScaleClass, State
from planmodel.model.kinds import Indicator
from planmodel.words import Message, say

__all__ = ["Words"]

_OUTSIDE = frozenset({"no_data", "not_yet_due", "caliber_changed", "cannot_be_judged"})


class Words(NamedTuple):
    """What verdicts are called: by a scale, and by a method where one was asked for."""

    scale: Scale
    method: Method | None = None

    def measured(self, judged: Judged, indicator: Indicator) -> Measured | None:
        """Return what the method says of a row; ``None`` without one, or where nothing can be said by any."""
        if self.method is None or judged.state in _OUTSIDE:
            return None
        return measured(self.method, indicator, judged)

    def verdict(self, judged: Judged, indicator: Indicator) -> ScaleClass | MethodClass:
        """Return the class of a row."""
        own = self.measured(judged, indicator)
        if own is None:
            return self.scale.class_of(judged.state)
        return own.judged or self.scale.class_of("cannot_be_judged")

    def every_class(self) -> dict[str, bool | None]:
        """Return the words of every verdict there may be, best first, and whether it is a good one."""
        found: dict[str, bool | None] = {}
        for own in self.method.every_class() if self.method is not None else ():
            found.setdefault(own.words, own.good)
        for one in self.scale.classes:
            found.setdefault(one.words, one.good)
        return found

    def named(self, words: str) -> ScaleClass | MethodClass | None:
        """Return the class of these words in either language."""
        own = self.method.every_class() if self.method is not None else ()
        return next((one for one in own if words in (one.zh, one.en)), None) or self.scale.class_named(words)

    def agrees(self, published: str | None, computed: ScaleClass | MethodClass) -> bool | None:
        """Return whether a published verdict is the computed one; words of another scale are held against nothing."""
        each = self.named(published) if published is not None else None
        return None if each is None or computed.good is None else each.zh == computed.zh

    def on_time(self, state: State) -> Message | None:
        """Return that a scale of the way calls what was met in its year by its word for early."""
        early, kept = self.scale.class_of("early"), self.scale.class_of("kept")
        if state != "met" or self.scale.class_of("met") != early or early == kept:
            return None
        return say("evaluate.on_time", scale=self.scale.id)

    def unknown(self, published: str | None) -> Message | None:
        """Return that a published verdict is no class here, and held against nothing."""
        if published is None or self.named(published) is not None:
            return None
        held = self.scale if self.method is None else self.method
        return say("evaluate.published_unknown", words=published, scale=held.id)
