"""How the numbers of a plan's progress came about: of indicators, goals, tasks and projects, and of the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from planmodel.derivation import Derivation, DerivationInput, Derivations, number
from planmodel.model.element import Element, Undertaking
from planmodel.model.plan import Plan
from planmodel.tabular import Rows
from planmodel.tracking.derived_indicators import amount_input, indicator_derivations, satisfaction_id
from planmodel.tracking.results import IndicatorProgress, Trajectory, record_of
from planmodel.tracking.rollup import NodeProgress, PartProgress
from planmodel.tracking.work_done import share_done

__all__ = ["progress_derivations"]


def progress_derivations(
    plan: Plan,
    results: Iterable[IndicatorProgress],
    nodes: Mapping[str, NodeProgress],
    trajectory: Trajectory,
    day: dt.date,
) -> Derivations:
    """Return how the numbers of a progress came about.

    Parameters:
        plan: the plan.
        results: its indicators'.
        nodes: id → the progress of goals, tasks, projects and the plan.
        trajectory: the way along which indicators were expected to go.
        day: the day that is asked about.
    """
    rows = [one for result in results for one in indicator_derivations(plan, result, trajectory)]
    rings = _rings(plan, nodes)
    rows += [_node(plan, nodes[id], nodes, rings[id], day.isoformat()) for id in _order(nodes)]
    return Derivations(kind="progress", rows=Rows(rows, Derivation))


def _order(nodes: Mapping[str, NodeProgress]) -> Iterator[str]:
    """Yield the ids, parts before wholes; in a circle as they come."""
    seen: set[str] = set()
    waiting = [(id, False) for id in reversed(list(nodes))]
    while waiting:
        id, entered = waiting.pop()
        if entered:
            yield id
        elif id not in seen:
            seen.add(id)
            waiting.append((id, True))
            waiting += [(part.id, False) for part in nodes[id].parts if part.id in nodes]


def _rings(plan: Plan, nodes: Mapping[str, NodeProgress]) -> dict[str, frozenset[str]]:
    """Return for each node those that it is in a circle with, itself too where it needs itself."""
    import networkx as nx

    needs = {id: {*(part.id for part in node.parts), *_first(plan, node, nodes)} for id, node in nodes.items()}
    graph: nx.DiGraph[str] = nx.DiGraph((id, need) for id, some in needs.items() for need in some)
    found = dict.fromkeys(nodes, frozenset[str]())
    for knot in nx.strongly_connected_components(graph):
        for id in knot if len(knot) > 1 else knot & {one for one in knot if one in needs.get(one, ())}:
            found[id] = frozenset(knot)
    return found


def _node(
    plan: Plan, node: NodeProgress, nodes: Mapping[str, NodeProgress], ring: frozenset[str], day: str
) -> Derivation:
    element = plan.get(node.id)
    inputs: list[DerivationInput] = []
    rule = node.rule
    if rule == "stated":
        rule, inputs = _stated(plan, element, finished=(node.note or "").startswith("finished"), day=day)
    for part in node.parts:
        inputs += _part(plan, node, part, ring)
    for id in _first(plan, node, nodes):
        inputs.append(_there("after", id, f"share of {id}", ring))
    return Derivation(
        id=f"share of {node.id}",
        of=node.id,
        plan=plan.id,
        rule=rule,
        inputs=tuple(inputs),
        value=None if node.satisfaction is None else str(node.satisfaction),
        low=str(node.low),
        high=str(node.high),
        coverage=str(node.coverage),
        reason=node.reason,
    )


def _stated(plan: Plan, work: Element | None, *, finished: bool, day: str) -> tuple[str, list[DerivationInput]]:
    if not isinstance(work, Undertaking):
        return "none", []
    if finished and work.finished is not None:
        at = (work.id, "finished")
        cited = tuple(record_of(one) for one in work.sources)
        end = DerivationInput(name="finished", value=work.finished.text, plan=plan.id, at=at, sources=cited)
        return "finished", [end, DerivationInput(name="day", value=day, origin="given")]
    if work.done is None or share_done(work.done) is None:
        return "none", [DerivationInput(name="day", value=day, origin="given")]
    return "stated", [amount_input(plan, "done", work.done, (work.id, "done"), ())]


def _part(plan: Plan, node: NodeProgress, part: PartProgress, ring: frozenset[str]) -> Iterable[DerivationInput]:
    """Yield a part and its weight; what is in a circle with the whole counts as unknown, whatever it comes to."""
    id = satisfaction_id(part.id) if part.kind == "indicator" else f"share of {part.id}"
    yield _there("part", part.id, id, ring)
    links: tuple[Any, ...] = ()
    if part.relation == "contributes_to":
        links = getattr(plan[part.id], "contributes_to", ())
    stated = [(place, link) for place, link in enumerate(links) if link.to == node.id and link.strength is not None]
    weight = _plain(part.weight)
    for place, link in stated:
        if _plain(Fraction(str(link.strength))) == weight:
            at: tuple[Any, ...] = (part.id, "contributes_to", place, "strength")
            cited = tuple(record_of(one) for one in (link.sources or plan[part.id].sources))
            yield DerivationInput(name="weight", of=part.id, value=weight, plan=plan.id, at=at, sources=cited)
            return
    if weight is not None:
        origin: Any = "convention" if part.weight == 1 and not stated else "given"
        yield DerivationInput(name="weight", of=part.id, value=weight, origin=origin)


def _plain(weight: Any) -> str | None:
    return None if weight is None else number(Fraction(weight))


def _there(name: str, of: str, id: str, ring: frozenset[str]) -> DerivationInput:
    """Return another node as an input; one in a circle with this has no value, for nothing is known of it here."""
    if of in ring:
        return DerivationInput(name=name, of=of, origin="convention", text="circle")
    return DerivationInput(name=name, of=of, origin="derived", derived=id)


def _first(plan: Plan, node: NodeProgress, nodes: Mapping[str, NodeProgress]) -> list[str]:
    """Return what must be finished first; nothing, of what is finished itself."""
    work = plan.get(node.id)
    if not isinstance(work, Undertaking) or (node.note or "").startswith("finished"):
        return []
    links = [link.to for link in work.depends_on if link.type == "FS"]
    return [id for id in dict.fromkeys(links) if isinstance(plan.get(id), Undertaking) and id in nodes]
