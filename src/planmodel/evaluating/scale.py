"""Scales of verdicts: words, their order, which of them are good, and which states each stands for; data, not code."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias, get_args

import attrs
import msgspec

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.evaluating.data_file import InBothLanguages, check_words, read_data, shaped
from planmodel.words import say

__all__ = ["STATES", "Scale", "ScaleClass", "State", "read_scale"]

State: TypeAlias = Literal[
    "met",
    "early",
    "kept",
    "ahead",
    "on_schedule",
    "behind",
    "regressed",
    "missed",
    "broken",
    "no_data",
    "not_yet_due",
    "caliber_changed",
    "cannot_be_judged",
]
"""What is known of a promise: ``met`` when due, ``early`` before; ``kept`` and ``broken`` of what is to be held;
``ahead``, ``on_schedule``, ``behind`` and ``regressed`` on the way; ``missed`` when due; the rest outside numerator and
denominator."""

STATES: tuple[State, ...] = get_args(State)
_SHIPPED = ("met", "midterm-145", "schedule")


class ScaleClass(InBothLanguages, msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A class of a scale.

    Parameters:
        en, zh: its words.
        states: the states that it stands for.
        good: whether it counts as good; ``None`` when it is outside numerator and denominator.
    """

    en: str
    zh: str
    states: tuple[State, ...]
    good: bool | None = None


class _File(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    en: str
    zh: str
    source: str
    classes: tuple[ScaleClass, ...]


@attrs.frozen(kw_only=True)
class Scale(InBothLanguages):
    """Words for verdicts, best first.

    Parameters:
        id: what it is called in results.
        en, zh: its name.
        source: where it is in use.
        classes: its classes, best first.
    """

    id: str
    en: str
    zh: str
    source: str
    classes: tuple[ScaleClass, ...]

    def class_of(self, state: State) -> ScaleClass:
        """Return the class that stands for a state."""
        return next(one for one in self.classes if state in one.states)

    def class_named(self, words: str) -> ScaleClass | None:
        """Return the class of these words in either language."""
        return next((one for one in self.classes if words in (one.zh, one.en)), None)


@kinds_checked
def read_scale(scale: str | Path | Scale) -> Scale:
    """Return a scale: one that is shipped, by its id, or one of a JSON or YAML file.

    Parameters:
        scale: ``midterm-145``, ``met`` or ``schedule``; or a file of the same form.

    Raises:
        ModelError: there is no such scale, or a state has no class or two.
        PlanFileError: the file cannot be opened, or its syntax is at fault.

    Example:
        >>> [one.zh for one in read_scale("midterm-145").classes if one.good]
        ['提前实现', '快于预期', '基本符合预期']
    """
    if isinstance(scale, Scale):
        return scale
    id, tree = read_data(scale, "scales", _SHIPPED)
    held = shaped(say("evaluate.the_scale", id=id), tree, _File, say("evaluate.scale_fields"))
    check_words(id, held, *held.classes)
    for state in STATES:
        count = sum(state in one.states for one in held.classes)
        if count != 1:
            raise ModelError(say("evaluate.state", id=id, n=count, state=state), hint=say("evaluate.state_hint"))
    return Scale(id=id, en=held.en, zh=held.zh, source=held.source, classes=held.classes)
