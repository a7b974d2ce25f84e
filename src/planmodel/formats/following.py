"""Following the references of a plan that was read: does each point at an element of a kind that it may point at?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planmodel.formats.scalars import Fault
from planmodel.formats.source_tree import Path, steps_of
from planmodel.model.dangling import Unmet, unmet_references
from planmodel.model.element import Element
from planmodel.model.vocabulary import Vocabulary
from planmodel.text import near
from planmodel.words import say, term

__all__ = ["reference_faults"]


def reference_faults(
    header: dict[str, Any], elements: Iterable[Element], vocabulary: Vocabulary, also: dict[str, str]
) -> Iterator[tuple[Element | None, Path, Fault]]:
    """Yield each reference that points at nothing or at the wrong kind: its holder, its path there, its fault.

    Parameters:
        header: the header's fields.
        elements: the plan's elements.
        vocabulary: its kinds.
        also: ids (with their kinds) that count as there although the elements could not be read.
    """
    elements = tuple(elements)
    kinds = _Kinds({**also, **{element.id: element.kind for element in elements}})
    for unmet in unmet_references(header, elements, vocabulary, also):
        if unmet.fault is not None:
            yield unmet.holder, steps_of(unmet.path), _told(unmet, kinds)


def _told(unmet: Unmet, kinds: _Kinds) -> Fault:
    to, wanted = unmet.target, unmet.wanted
    found = kinds.near(to, wanted)
    hint = say("did_you_mean", near=found) if found else None
    expected = tuple(term("kind", kind) for kind in wanted)
    if unmet.fault == "missing":
        hint = hint or say("file.add_one", wanted=expected)
        return Fault(say("file.no_element", to=to), code="PM101", hint=hint)
    message = say("file.wrong_kind", to=to, found=term("kind", kinds.of[to]), wanted=expected)
    return Fault(message, code="PM102", hint=hint)


_COMPARISONS = 200_000


class _Kinds:
    """The kind of each id, and ids spelt alike; the first questions only, since each looks at every id."""

    def __init__(self, of: dict[str, str]) -> None:
        self.of = of
        self._left = min(100, max(1, _COMPARISONS // max(1, len(of))))

    def near(self, id: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
        self._left -= 1
        if self._left < 0:
            return ()
        return near(id, (one for one, kind in self.of.items() if kind in wanted))
