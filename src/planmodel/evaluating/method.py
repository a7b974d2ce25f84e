"""Methods that judge progress by a measure of their own: its formula by name, cut-offs and words as data."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import attrs
import msgspec

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.evaluating.data_file import InBothLanguages, check_words, read_data, shaped
from planmodel.words import say

__all__ = ["METHODS", "Edge", "Measure", "Method", "MethodClass", "read_method"]

Measure: TypeAlias = Literal[
    "time", "level", "growth", "projected_growth", "projected_change", "rate", "off", "planned"
]
"""What a method reckons, see :mod:`planmodel.evaluating.measures`."""
Edge: TypeAlias = Literal["met", "kept", "broken", "regressed", "lost", "better", "worse"]
"""What has a class of its own whatever the measure: the target is reached; a target that asks for no more than the
baseline is kept, or is not; the value is worse than the start; it is kept and the trend would lose it; it is off and
better, or worse, than a year before."""
METHODS = (
    "straight-line",
    "value-over-target",
    "open-sdg",
    "un-chart",
    "german-weather",
    "sdsn",
    "ten-percent",
    "planned-level",
)


class MethodClass(InBothLanguages, msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A class of a method.

    Parameters:
        en, zh: its words.
        good: whether it counts as good.
        least: the least measure that belongs to it; ``None`` for all that is left.
    """

    en: str
    zh: str
    good: bool
    least: float | None = None


class _File(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    en: str
    zh: str
    source: str
    measure: Measure
    classes: tuple[MethodClass, ...]
    edges: dict[Edge, MethodClass]
    zero: float | None = None
    values: int = 2


@attrs.frozen(kw_only=True)
class Method(InBothLanguages):
    """How progress is judged.

    Parameters:
        id: what it is called in results.
        en, zh: its name.
        source: where it is in use.
        measure: what is reckoned.
        classes: its classes, best first.
        edges: the classes of what is judged without the measure.
        zero: what stands for a base or target of 0 where a rate of growth is reckoned; without it there is no rate.
        values: how many yearly values are needed at least.
    """

    id: str
    en: str
    zh: str
    source: str
    measure: Measure
    classes: tuple[MethodClass, ...]
    edges: dict[Edge, MethodClass] = attrs.field(hash=False)
    zero: float | None = None
    values: int = 2

    def class_of(self, measure: float, *, beyond: bool = False) -> MethodClass | None:
        """Return the class that a measure belongs to: at its cut-off, or where that is asked, beyond it."""
        near = 1e-12 if beyond else -1e-12
        return next((one for one in self.classes if one.least is None or measure >= one.least + near), None)

    def every_class(self) -> tuple[MethodClass, ...]:
        """Return all classes, those of a measure first."""
        return (*self.classes, *self.edges.values())


@kinds_checked
def read_method(method: str | Path | Method) -> Method:
    """Return a method: one that is shipped, by its id, or one of a JSON or YAML file.

    Parameters:
        method: ``straight-line``, ``value-over-target``, ``open-sdg``, ``un-chart``, ``german-weather``, ``sdsn``,
            ``ten-percent`` or ``planned-level``; or a file of the same form.

    Raises:
        ModelError: there is no such method, or its cut-offs do not go down.
        PlanFileError: the file cannot be opened, or its syntax is at fault.

    Example:
        >>> [(one.en, one.least) for one in read_method("un-chart").classes]
        [('3 achieved or on track', 0.95), ('2 acceleration needed', 0.1), ('1 stagnation or regression', None)]
    """
    if isinstance(method, Method):
        return method
    id, tree = read_data(method, "methods", METHODS)
    held = shaped(
        say("evaluate.the_method", id=id), tree, _File, say("evaluate.method_fields", measures=get_args(Measure))
    )
    check_words(id, held, *held.classes, *held.edges.values())
    cuts = [one.least if one.least is not None else float("-inf") for one in held.classes]
    if not held.classes or any(one <= other for one, other in pairwise(cuts)):
        raise ModelError(say("evaluate.cut_offs", id=id))
    return Method(id=id, **{name: getattr(held, name) for name in held.__struct_fields__})
