"""How the outcomes of a cascade look: a colour and a symbol each, and the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planmodel.comparing.cascade import CascadeResult
from planmodel.comparing.outcomes import Outcome, outcome_words
from planmodel.views.drawing.sheet import Key
from planmodel.views.drawing.style import BLUE, GREY, ORANGE
from planmodel.views.headlines import counted_parts
from planmodel.words import Message

__all__ = ["LOOKS", "TINTS", "count_outcomes", "outcome_keys"]

_TEAL, _WHITE = "#00695c", "#ffffff"

LOOKS: Mapping[Outcome, tuple[str, str, str]] = {
    "stricter": (BLUE, "triangle-up", BLUE),
    "equal": (GREY, "square", GREY),
    "looser": (ORANGE, "triangle-down", ORANGE),
    "higher": (BLUE, "triangle-up", _WHITE),
    "lower": (BLUE, "triangle-down", _WHITE),
    "share": (_TEAL, "circle", _TEAL),
    "not_comparable": (GREY, "cross", _WHITE),
    "child_unnumbered": (GREY, "circle", _WHITE),
    "parent_unnumbered": (GREY, "square", _WHITE),
}
"""Outcome → colour, symbol, filling."""

TINTS: Mapping[Outcome, str] = {
    "stricter": "#d3e4f4",
    "equal": "#e9e9e9",
    "looser": "#fbdcc0",
    "higher": "#f3f7fb",
    "lower": "#f3f7fb",
    "share": "#d5ebe8",
    "not_comparable": "#f8f8f8",
    "child_unnumbered": "#f8f8f8",
    "parent_unnumbered": "#f8f8f8",
}
"""Outcome → the colour behind its symbol."""


def count_outcomes(results: Iterable[CascadeResult]) -> list[Message]:
    """Return how many results have which outcome, in a fixed order."""
    return counted_parts((one.outcome for one in results), tuple(LOOKS), "page.o")


def outcome_keys(outcomes: Iterable[Outcome], spoken: str = "en") -> list[Key]:
    """Return the meaning of the symbols that occur, in a fixed order."""
    found = set(outcomes)
    return [
        Key(text=outcome_words(outcome).in_language(spoken), color=color, shape=shape, hollow=fill == _WHITE)
        for outcome, (color, shape, fill) in LOOKS.items()
        if outcome in found
    ]
