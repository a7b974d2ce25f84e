"""Which of an indicator's promises something is of that a caller states: a target in force, a published verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planmodel.comparing.figures import promise_text
from planmodel.errors import ModelError
from planmodel.evaluating.outcome import Promise
from planmodel.evaluating.verdict_rows import InForce
from planmodel.model.repeats import sort_of
from planmodel.model.subjects import part_key
from planmodel.text import in_language
from planmodel.words import say

__all__ = ["published_of", "replaced_of"]


def replaced_of(id: str, promises: Sequence[Promise], now: InForce | None) -> int | None:
    """Return which promise a target in force took the place of: the only one, else that of its form and part."""
    if now is None or len(promises) == 1:
        return None if now is None else 0
    form = (part_key(now.target.scope), sort_of(now.target.commitment))
    same = [
        place
        for place, one in enumerate(promises)
        if (part_key(one.target.scope), sort_of(one.target.commitment)) == form
    ]
    if len(same) != 1:
        raise ModelError(say("evaluate.replaces_none", id=id, target=promise_text(now.target), targets=_told(promises)))
    return same[0]


def published_of(
    id: str, promises: Sequence[Promise], published: str | Mapping[str, str] | None
) -> tuple[str | None, ...]:
    """Return the published verdict on each promise.

    Parameters:
        id: the indicator.
        promises: its promises.
        published: one verdict, which is beside every promise, or a verdict by target: by its text as printed or as
            rows hold it, or by its part.

    Raises:
        ModelError: a target is none of them, or not one alone, or a verdict is no text.
    """
    if not isinstance(published, Mapping):
        return tuple(published for _ in promises)
    found: list[str | None] = [None for _ in promises]
    for key, verdict in published.items():
        same = [place for place, one in enumerate(promises) if key in _names(one)]
        if len(same) != 1 or not isinstance(verdict, str) or found[same[0]] is not None:
            raise ModelError(
                say("evaluate.published_of_none", id=id, target=str(key), targets=_told(promises)),
                hint=say("evaluate.published_of_none.hint"),
            )
        found[same[0]] = verdict
    return tuple(found)


def _names(promise: Promise) -> tuple[str, ...]:
    """Return what a promise is called: its text as printed and as rows hold it, and its part in both languages."""
    target = promise.target
    part = () if target.scope is None else (in_language(target.scope, "zh"), in_language(target.scope, "en"))
    return (promise_text(target), *([target.as_published] if target.as_published else []), *part)


def _told(promises: Sequence[Promise]) -> list[str]:
    return [promise_text(one.target) for one in promises] or ["-"]
