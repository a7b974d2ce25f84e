"""What surrounds one element of a picture."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from planmodel.errors import ModelError, PlanModelError
from planmodel.model.plan import Plan
from planmodel.views.graphs.diagram import MOST_BOXES, Edge
from planmodel.words import say, term

__all__ = ["neighbourhood"]

_STEPS = 2


def neighbourhood(
    plan: Plan, drawn: Collection[str], edges: Iterable[Edge], focus: str, depth: int | None
) -> tuple[set[str], str]:
    """Return the ids of what is drawn around ``focus``, itself included, and a note that says so.

    Parameters:
        plan: the plan.
        drawn: the ids of what the picture draws.
        edges: the links that it draws.
        focus: the element in the middle.
        depth: how many steps to follow each way, at least 1; two when left out.

    Raises:
        UnknownIdError: there is no such element.
        ModelError: ``depth`` is no number of steps.
        PlanModelError: the picture does not draw ``focus``, or it has too many neighbours.
    """
    steps = _STEPS if depth is None else depth
    if isinstance(steps, bool) or not isinstance(steps, int) or steps < 1:
        raise ModelError(say("picture.wrong_depth", depth=repr(depth)))
    centre = plan[focus]
    if focus not in drawn:
        kinds = list(dict.fromkeys(plan[id].kind for id in drawn))
        raise PlanModelError(
            say("picture.left_out", focus=focus, kind=term("kind", centre.kind)),
            hint=say("picture.it_draws", kinds=[term("kind", kind) for kind in kinds]) if kinds else None,
        )
    pairs = [(edge.tail, edge.head) for edge in edges]
    ways = (_ways(pairs), _ways((head, tail) for tail, head in pairs))
    reached, front, made = {focus}, [{focus}, {focus}], 0
    while made < steps and any(front):
        front = [
            {there for here in at for there in way.get(here, ()) if there not in reached}
            for at, way in zip(front, ways, strict=True)
        ]
        if len(reached | front[0] | front[1]) > MOST_BOXES:
            break
        reached |= front[0] | front[1]
        made += 1
    if made == 0:
        raise PlanModelError(say("picture.too_many_neighbours", focus=focus, most=MOST_BOXES))
    whole = made == steps or not any(front)
    full = "" if whole else say("picture.around.full", n=made + 1, most=MOST_BOXES)
    count = say("picture.around.all")
    if len(reached) < len(drawn):
        count = say("picture.around.some", drawn=len(reached), all=len(drawn))
    return reached, say("picture.around", focus=focus, n=made, full=full, count=count)


def _ways(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    ways: dict[str, list[str]] = {}
    for here, there in pairs:
        ways.setdefault(here, []).append(there)
    return ways
