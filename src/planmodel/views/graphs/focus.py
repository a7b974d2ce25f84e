"""What surrounds one element of a picture."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from planmodel.errors import ModelError, PlanModelError
from planmodel.model.plan import Plan
from planmodel.views.graphs.diagram import MOST_BOXES, Edge

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
        raise ModelError(f"depth is a number of steps from 1, found {depth!r}")
    centre = plan[focus]
    if focus not in drawn:
        kinds = list(dict.fromkeys(plan[id].kind for id in drawn))
        raise PlanModelError(
            f"{focus} is a {centre.kind}, which this picture leaves out",
            hint=f"it draws each {', '.join(kinds)}" if kinds else None,
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
        raise PlanModelError(f"{focus} has too many neighbours for one picture, more than {MOST_BOXES}")
    full = "" if made == steps or not any(front) else f"; {made + 1} would be more than {MOST_BOXES} boxes"
    note = f"Around {focus}: what it rests on and what it serves, up to {made} {'step' if made == 1 else 'steps'} away"
    count = f"{len(reached)} of {len(drawn)} elements are drawn" if len(reached) < len(drawn) else "everything is drawn"
    return reached, f"{note}{full}; {count}."


def _ways(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    ways: dict[str, list[str]] = {}
    for here, there in pairs:
        ways.setdefault(here, []).append(there)
    return ways
