"""Rules about the whole: counts, names, and whether everything serves something."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from planmodel.check.rule import Found, begins, rule
from planmodel.check.scope import Scope, listed, named
from planmodel.errors import VocabularyError
from planmodel.model.element import Element
from planmodel.text import suggestion

__all__ = [
    "count_mismatch",
    "duplicate_name",
    "goal_without_task",
    "ignore_of_no_rule",
    "principle_guides_nothing",
    "project_without_task",
    "task_without_goal",
]


@rule("PM301", "warning", "a declared count that is not the listed count")
def count_mismatch(scope: Scope) -> Iterator[Found]:
    """The document says how many parts there are (``declared_count``, ``declares``), and the plan lists another number.

    Either a part was left out, or one too many was made, or the document itself miscounts; then the finding is worth
    keeping. Parts of an element are those of its kind that are ``part_of`` it; ``declares`` counts what is part of
    nothing.
    """
    for element in scope.plan.elements:
        declared = getattr(element, "declared_count", None)
        if type(declared) is not int:
            continue
        parts = [
            id for id in scope.plan.graph.hierarchy.parts.get(element.id, ()) if scope.plan[id].kind == element.kind
        ]
        if len(parts) != declared:
            message = f"{named(element)} is said to have {_things(declared, element)}, but {_listed(parts)}"
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
            yield Found(None, f"{path}.kind", error.message, hint or f"kinds: {', '.join(vocabulary.by_kind)}")
            continue
        top = [id for id in scope.plan.graph.hierarchy.tops if type(scope.plan[id]) is cls]
        if len(top) != declares.count:
            message = f"the document says it has {_things(declares.count, cls)}, but {_listed(top)}"
            hint = f"counted are the {cls.plural} that are part of no other"
            yield Found(None, f"{path}.count", message, hint)


def _things(count: int, of: Element | type[Element]) -> str:
    return f"{count} {of.kind if count == 1 else of.plural}"


def _listed(ids: list[str]) -> str:
    if not ids:
        return "none is listed"
    return f"{len(ids)} {'is' if len(ids) == 1 else 'are'} listed: {listed(ids, 50)}"


@rule("PM302", "warning", "a goal that no task serves")
def goal_without_task(scope: Scope) -> Iterator[Found]:
    """Nothing serves a goal: no task or project, neither directly nor through its subgoals or indicators.

    A promise without a measure. Add a task with ``contributes_to``, or let an existing one name the goal. What works
    against a goal (a negative ``strength``) does not serve it, and a strength of 0 says nothing. An indicator is named
    only where all work that is linked to it works against it.
    """
    hint = "let a task or project name it in contributes_to"
    serving = scope.plan.graph.serving
    idle = [one.id for one in scope.indicators if serving.opponents(one.id) and not serving.work(one.id)]
    for id in (*scope.coverage.goals_without_task, *idle):
        message = f"no task or project contributes to {named(scope.plan[id])}"
        if opponents := serving.opponents(id):
            message += f"; {listed(opponents)} {'works' if len(opponents) == 1 else 'work'} against it"
        yield Found(id, "", message, hint)


@rule("PM303", "warning", "a task that serves no goal")
def task_without_goal(scope: Scope) -> Iterator[Found]:
    """A task serves no goal and no indicator, neither itself nor through what it is part of or its parts.

    Nobody can say what it is for. Add ``contributes_to``; ``evidence: inferred`` on the link says that you read it so.
    What only works against a goal (a negative ``strength``) serves none.
    """
    hint = "add contributes_to: [{to: …, evidence: inferred}]"
    for id in scope.coverage.tasks_without_goal:
        message = f"{named(scope.plan[id])} contributes to no goal"
        if harmed := scope.plan.graph.serving.works_against(id):
            message += f"; it works against {listed(harmed)}"
        yield Found(id, "", message, hint)


@rule("PM304", "warning", "a project that carries out no task")
def project_without_task(scope: Scope) -> Iterator[Found]:
    """A project implements no task, neither itself nor through what it is part of or its parts.

    Money without a measure. Add ``implements``.
    """
    for id in scope.coverage.projects_without_task:
        yield Found(id, "", f"{named(scope.plan[id])} implements no task", "add implements: [{to: …}]")


@rule("PM305", "info", "a principle that guides nothing")
def principle_guides_nothing(scope: Scope) -> Iterator[Found]:
    """No goal or task is ``guided_by`` a principle.

    Many plans state principles and never come back to them; this is worth knowing, not wrong.
    """
    for id in scope.coverage.principles_guiding_nothing:
        yield Found(id, "", f"{named(scope.plan[id])} guides no goal and no task", "let a goal or task be guided_by it")


@rule("PM306", "warning", "two elements of a kind with the same name")
def duplicate_name(scope: Scope) -> Iterator[Found]:
    """Two elements of one kind have the same name, white space and the width of characters aside.

    They may be one thing entered twice, and readers cannot tell them apart. Names in the first language are compared.
    """
    seen: dict[tuple[str, str], Element] = {}
    for element in scope.plan.elements:
        name = "".join(unicodedata.normalize("NFKC", element.label()).split()).casefold()
        first = seen.setdefault((element.kind, name), element)
        if first is not element:
            message = f"{named(element)} has the name of {first.id!r}: {element.label()}"
            yield Found(element.id, "name", message, "name what makes them differ, or keep one of the two")


@rule("PM307", "warning", "an ignore that names no rule")
def ignore_of_no_rule(scope: Scope) -> Iterator[Found]:
    """An element's ``ignore`` holds what is neither the code of a rule nor the beginning of one.

    Nothing is ignored by it. A code of one's own rules counts when ``check`` is given them.
    """
    for element in scope.plan.elements:
        for number, code in enumerate(element.ignore):
            if not (code and any(begins(known, code) for known in scope.codes)):
                message = f"{named(element)} ignores {code!r}, which is the code of no rule"
                hint = suggestion(code.upper(), scope.codes) or "planmodel rules lists the codes"
                yield Found(element.id, f"ignore[{number}]", message, hint)
