"""Rules about the whole: counts, names, and whether everything serves something."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from planmodel.check.rule import Found, begins, rule
from planmodel.check.scope import Scope, named
from planmodel.errors import VocabularyError
from planmodel.model.element import Element, Undertaking
from planmodel.text import suggestion
from planmodel.words import Message, count_of, say

__all__ = [
    "count_mismatch",
    "duplicate_name",
    "goal_without_task",
    "ignore_of_no_rule",
    "principle_guides_nothing",
    "project_without_task",
    "task_without_goal",
    "whole_against_its_parts",
]


@rule("PM301", "warning", say("PM301.title"))
def count_mismatch(scope: Scope) -> Iterator[Found]:
    for element in scope.plan.elements:
        declared = getattr(element, "declared_count", None)
        if type(declared) is not int:
            continue
        parts = [
            id for id in scope.plan.graph.hierarchy.parts.get(element.id, ()) if scope.plan[id].kind == element.kind
        ]
        if len(parts) != declared:
            message = say("PM301", e=named(element), things=_things(declared, element), listed=_listed(parts))
            yield Found(element.id, "declared_count", message)
    yield from _header_counts(scope)


def _header_counts(scope: Scope) -> Iterator[Found]:
    vocabulary = scope.plan.vocabulary
    for number, declares in enumerate(scope.plan.declares):
        path = f"declares[{number}]"
        try:
            cls = vocabulary.class_of(declares.kind)
        except VocabularyError as error:
            hint = suggestion(declares.kind, vocabulary.by_kind)
            yield Found(None, f"{path}.kind", error.message, hint or say("PM301.kinds", kinds=[*vocabulary.by_kind]))
            continue
        top = [id for id in scope.plan.graph.hierarchy.tops if type(scope.plan[id]) is cls]
        if len(top) != declares.count:
            message = say("PM301.header", things=_things(declares.count, cls), listed=_listed(top))
            yield Found(None, f"{path}.count", message, say("PM301.hint", kinds=cls.plural))


def _things(count: int, of: Element | type[Element]) -> Message:
    return count_of(of.kind, count, of.kind if count == 1 else of.plural)


def _listed(ids: list[str]) -> Message:
    return say("PM301.listed", n=len(ids), ids=ids) if ids else say("PM301.none")


@rule("PM302", "warning", say("PM302.title"))
def goal_without_task(scope: Scope) -> Iterator[Found]:
    serving = scope.plan.graph.serving
    idle = [one.id for one in scope.indicators if serving.opponents(one.id) and not serving.work(one.id)]
    for id in (*scope.coverage.goals_without_task, *idle):
        opponents = serving.opponents(id)
        key = "PM302.against" if opponents else "PM302"
        yield Found(id, "", say(key, e=named(scope.plan[id]), ids=opponents), say("PM302.hint"))


@rule("PM303", "warning", say("PM303.title"))
def task_without_goal(scope: Scope) -> Iterator[Found]:
    for id in scope.coverage.tasks_without_goal:
        harmed = scope.plan.graph.serving.works_against(id)
        key = "PM303.against" if harmed else "PM303"
        yield Found(id, "", say(key, e=named(scope.plan[id]), ids=harmed), say("PM303.hint"))


@rule("PM304", "warning", say("PM304.title"))
def project_without_task(scope: Scope) -> Iterator[Found]:
    for id in scope.coverage.projects_without_task:
        yield Found(id, "", say("PM304", e=named(scope.plan[id])), say("PM304.hint"))


@rule("PM305", "info", say("PM305.title"))
def principle_guides_nothing(scope: Scope) -> Iterator[Found]:
    for id in scope.coverage.principles_guiding_nothing:
        yield Found(id, "", say("PM305", e=named(scope.plan[id])), say("PM305.hint"))


@rule("PM306", "warning", say("PM306.title"))
def duplicate_name(scope: Scope) -> Iterator[Found]:
    seen: dict[tuple[str, str], Element] = {}
    for element in scope.plan.elements:
        name = "".join(unicodedata.normalize("NFKC", element.label()).split()).casefold()
        first = seen.setdefault((element.kind, name), element)
        if first is not element:
            message = say("PM306", e=named(element), other=first.id, label=element.label())
            yield Found(element.id, "name", message, say("PM306.hint"))


@rule("PM307", "warning", say("PM307.title"))
def ignore_of_no_rule(scope: Scope) -> Iterator[Found]:
    for element in scope.plan.elements:
        for number, code in enumerate(element.ignore):
            if not (code and any(begins(known, code) for known in scope.codes)):
                message = say("PM307", e=named(element), code=code)
                hint = suggestion(code.upper(), scope.codes) or say("PM307.hint")
                yield Found(element.id, f"ignore[{number}]", message, hint)


@rule("PM308", "warning", say("PM308.title"))
def whole_against_its_parts(scope: Scope) -> Iterator[Found]:
    serving, tree = scope.plan.graph.serving, scope.plan.graph.hierarchy
    for id in tree.parts:
        for to, strengths in serving.strengths(id).items() if isinstance(scope.plan[id], Undertaking) else ():
            against = {strength is not None and strength < 0 for strength in strengths}
            work, opponents = set(serving.work(to)), set(serving.opponents(to))
            agree, differ = (opponents, work) if against == {True} else (work, opponents)
            if len(against) > 1 or not differ:
                continue
            doing = [part for part in tree.below(id) if part not in tree.parts]
            if doing and differ.issuperset(doing) and agree.isdisjoint(doing):
                key = "PM308.against" if against == {True} else "PM308"
                message = say(key, e=named(scope.plan[id]), to=to, ids=doing)
                yield Found(id, "contributes_to", message, say("PM308.hint"))
