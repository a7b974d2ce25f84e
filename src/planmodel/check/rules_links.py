"""Rules about links: that they lead somewhere, to the right kind, and not in circles."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from planmodel.check.rule import Found, rule
from planmodel.check.scope import HeldLink, Scope, named
from planmodel.graph.waiting import circles_through_wholes, wait_inside
from planmodel.model.dangling import Unmet
from planmodel.model.kinds import Indicator
from planmodel.model.metrics import shipped_ids, shipped_metric
from planmodel.model.relations import Link
from planmodel.text import near, suggestion
from planmodel.words import Message, say, term

__all__ = [
    "dangling_reference",
    "duplicate_link",
    "hierarchy_cycle",
    "link_to_itself",
    "precedence_between_whole_and_part",
    "precedence_cycle",
    "unknown_metric",
    "wrong_kind",
]

_COMPARISONS = 1_000_000  # a suggestion compares an id with every id of the plan: in a large plan only a few are made


class _Suggestions:
    """Ids spelt like one that is not there, for the first so many."""

    def __init__(self, scope: Scope) -> None:
        self._ids: dict[str, list[str]] = {}
        for element in scope.plan.elements:
            self._ids.setdefault(element.kind, []).append(element.id)
        self._made: dict[tuple[str, tuple[str, ...]], Message | None] = {}
        self._most = min(100, 1 + _COMPARISONS // max(1, len(scope.plan.elements)))

    def for_id(self, id: str, kinds: tuple[str, ...]) -> Message | None:
        key = (id, kinds)
        if key not in self._made and len(self._made) < self._most:
            wanted = [one for kind in kinds for one in self._ids.get(kind, ())]
            found = near(id, wanted) or near(id, [one for ids in self._ids.values() for one in ids])
            self._made[key] = say("did_you_mean", near=found) if found else None
        return self._made.get(key)


@rule("PM101", "error", say("PM101.title"))
def dangling_reference(scope: Scope) -> Iterator[Found]:
    suggestions = _Suggestions(scope)
    for at in scope.unmet:
        if at.fault == "missing":
            hint = suggestions.for_id(at.target, at.wanted) or say("PM101.hint", wanted=_a(at.wanted))
            message = say(f"PM101.{_holder(at)}", relation=_relation(at), to=at.target)
            yield Found(at.holder.id if at.holder else None, at.path, message, hint)


@rule("PM102", "error", say("PM102.title"))
def wrong_kind(scope: Scope) -> Iterator[Found]:
    for at in scope.unmet:
        if at.fault == "wrong_kind":
            kind = scope.plan[at.target].kind
            kinds = {"found": _a((kind,))[0], "wanted": _a(at.wanted)}
            message = say(f"PM102.{_holder(at)}", relation=_relation(at), to=at.target, **kinds)
            hint = say("PM102.hint") if at.relation is None else None
            yield Found(at.holder.id if at.holder else None, at.path, message, hint)


def _holder(unmet: Unmet) -> str:
    return "citation" if unmet.relation is None else "link"


def _relation(unmet: Unmet) -> Message | None:
    return None if unmet.relation is None else term("relation", unmet.relation.name)


def _a(kinds: tuple[str, ...]) -> tuple[Message, ...]:
    return tuple(say("an" if kind[0] in "aeiou" else "a", noun=term("kind", kind)) for kind in kinds)


@rule("PM103", "error", say("PM103.title"))
def precedence_cycle(scope: Scope) -> Iterator[Found]:
    hint = say("PM103.hint")
    yield from _cycles(scope, "precedence", hint)
    for ids in circles_through_wholes(scope.plan.graph):
        yield Found(ids[0], "", say("PM103.wholes", ids=(*ids, ids[0])), hint)


@rule("PM104", "error", say("PM104.title"))
def hierarchy_cycle(scope: Scope) -> Iterator[Found]:
    yield from _cycles(scope, "hierarchy", say("PM104.hint"))


def _cycles(scope: Scope, order: str, hint: Message) -> Iterator[Found]:
    for declared in scope.ordered(order):
        links: dict[tuple[str, str], HeldLink] = {}
        for held in scope.links:
            if held.relation.name == declared.name and held.holder is not None:
                links.setdefault((held.holder.id, held.link.to), held)
        if not links:
            continue
        for cycle in scope.plan.graph.cycles(declared.name):
            ids = tuple(cycle.ids)
            first = links[ids[0], ids[1 % len(ids)]]
            message = say("PM103", relation=term("relation", declared.name), ids=(*ids, ids[0]))
            yield Found(ids[0], first.path, message, hint)


@rule("PM105", "warning", say("PM105.title"))
def duplicate_link(scope: Scope) -> Iterator[Found]:
    seen: dict[tuple[object, ...], str] = {}
    for held in scope.links:
        if not held.relation.many:
            continue
        key = (held.id, held.relation.field, held.link.to, *_distinguishing(held.link))
        first = seen.setdefault(key, held.field)
        if first != held.field:
            message = say("PM105", relation=term("relation", held.relation.name), to=held.link.to, first=first)
            yield Found(held.id, held.field, message, say("PM105.hint"))


def _distinguishing(link: Link) -> tuple[str, ...]:
    """Return the values that make a link another one: its type, its role."""
    if type(link) is Link:
        return ()
    own = [field.name for field in attrs.fields(type(link)) if field.name not in ("to", "evidence", "sources")]
    return tuple(value for name in own if isinstance(value := getattr(link, name), str))


@rule("PM106", "warning", say("PM106.title"))
def link_to_itself(scope: Scope) -> Iterator[Found]:
    for held in scope.links:
        if held.relation.order == "none" and held.link.to == held.id:
            message = say("PM106", relation=term("relation", held.relation.name), to=held.link.to)
            yield Found(held.id, held.path, message)


@rule("PM107", "warning", say("PM107.title"))
def precedence_between_whole_and_part(scope: Scope) -> Iterator[Found]:
    tree = scope.plan.graph.hierarchy
    for held in scope.links:
        if held.holder is None or held.relation.order != "precedence":
            continue
        inside = wait_inside(tree, held.holder.id, held.link)
        if inside in ("part waits", "whole waits"):
            key = "PM107.part" if inside == "part waits" else "PM107.whole"
            yield Found(held.id, held.path, say(key, e=named(held.holder), other=held.link.to))


@rule("PM108", "warning", say("PM108.title"))
def unknown_metric(scope: Scope) -> Iterator[Found]:
    own = [metric.id for metric in scope.plan.metrics]
    for held in scope.links:
        if not isinstance(held.holder, Indicator) or held.relation.field != "metric":
            continue
        to = held.link.to
        if to in scope.plan or shipped_metric(to) is not None:
            continue
        hint = suggestion(to, [*own, *shipped_ids()])
        if hint or own:
            yield Found(held.id, held.path, say("PM108", to=to), hint or say("PM108.hint"))
