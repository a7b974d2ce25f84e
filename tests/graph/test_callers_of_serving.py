"""Everything that asks which work serves which goal gives the answer of the one rule, on plans of every shape."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.graph.serving import Serving
from planmodel.model.element import Element
from planmodel.views.graphs.flow import flow_of
from planmodel.views.graphs.wholes import goal_cards
from reached import Reached

STRENGTHS = (None, 0.5, 0, -0.5)


def make_plan(seed: int) -> pm.Plan:
    """Return a plan of goals, indicators, tasks and projects with links of every sign between them."""
    chance = random.Random(seed)

    def some(ids: list[str], most: int = 2) -> list[str]:
        return chance.sample(ids, min(len(ids), chance.randint(0, most)))

    def whole(prefix: str, number: int) -> str | None:
        return f"{prefix}{chance.randrange(number)}" if number and chance.random() < 0.5 else None

    goals = [f"g{n}" for n in range(chance.randint(1, 4))]
    indicators = [f"i{n}" for n in range(chance.randint(0, 2))]
    tasks = [f"t{n}" for n in range(chance.randint(1, 5))]

    def contributions() -> list[pm.Contribution]:
        chosen = some([*goals, *indicators])
        return [pm.Contribution(to, strength=chance.choice(STRENGTHS)) for to in chosen]

    elements: list[Element] = [pm.Goal(id=id, name=id, part_of=whole("g", n)) for n, id in enumerate(goals)]
    elements += [
        pm.Indicator(id=id, name=id, measures=some(goals), part_of=whole("i", n)) for n, id in enumerate(indicators)
    ]
    elements += [
        pm.Task(id=id, name=id, part_of=whole("t", n), contributes_to=contributions(), duration="1 月")
        for n, id in enumerate(tasks)
    ]
    elements += [
        pm.Project(
            id=f"p{n}",
            name=f"p{n}",
            part_of=whole("p", n),
            implements=some(tasks),
            contributes_to=contributions() if chance.random() < 0.3 else [],
            duration="1 月",
        )
        for n in range(chance.randint(0, 3))
    ]
    return pm.Plan(id="plan", title="Plan", elements=chance.sample(elements, len(elements)))


PLANS = st.integers(0, 2**32).map(make_plan)


def signs(serving: Serving, plan: pm.Plan) -> dict[tuple[str, str], set[bool]]:
    found: dict[tuple[str, str], set[bool]] = {}
    for element in plan.elements:
        for one in serving.of(element.id):
            found.setdefault((one.work, one.target), set()).add(one.against)
    return found


def by_hand(plan: pm.Plan) -> dict[tuple[str, str], set[bool]]:
    """Return who serves (``False``) or works against (``True``) what, by following the rule as the page states it."""
    above = {
        e.id: e.part_of.to
        for e in plan.elements
        if isinstance(e, pm.Goal | pm.Task | pm.Project | pm.Indicator) and e.part_of
    }

    def own(id: str) -> dict[str, set[bool]]:
        found: dict[str, set[bool]] = {}
        work = plan[id]
        for link in work.contributes_to if isinstance(work, pm.Task | pm.Project) else ():
            if link.strength != 0:
                found.setdefault(link.to, set()).add((link.strength or 0) < 0)
        return found

    def joined(stated: Mapping[str, set[bool]], *others: Mapping[str, set[bool]]) -> dict[str, set[bool]]:
        found = {key: set(value) for key, value in stated.items()}
        for other in others:
            for key, value in other.items():
                if key not in stated:
                    found.setdefault(key, set()).update(value)
        return found

    def tasks(id: str) -> tuple[str, list[str]]:
        while True:
            work = plan[id]
            named = [link.to for link in work.implements] if isinstance(work, pm.Project) else []
            if named or id not in above:
                return id, named
            id = above[id]

    def from_wholes(id: str) -> dict[str, set[bool]]:
        return joined(own(above[id]), from_wholes(above[id])) if id in above else {}

    def inside(id: str) -> dict[str, set[bool]]:
        work = plan[id]
        named = [link.to for link in work.implements] if isinstance(work, pm.Project) else []
        parts = [part for part, whole in above.items() if whole == id]
        return joined(own(id), *(everything(task) for task in named), *(inside(part) for part in parts))

    def from_groups(id: str) -> dict[str, set[bool]]:
        holder, named = tasks(id)
        found = joined({}, *(everything(task) for task in named)) if holder != id else {}
        while id != holder:
            id = above[id]
            found = {key: value for key, value in found.items() if key not in own(id)}
        return found

    def everything(id: str) -> dict[str, set[bool]]:
        return joined(own(id), from_wholes(id), inside(id), from_groups(id))

    def onward(target: str) -> set[str]:
        one = plan[target]
        next_ones = [link.to for link in one.measures] if isinstance(one, pm.Indicator) else []
        next_ones += [above[target]] if target in above else []
        return {target}.union(*map(onward, next_ones))

    result: dict[tuple[str, str], set[bool]] = {}
    for work in (*plan.tasks, *plan.projects):
        for target, found in everything(work.id).items():
            for reached in onward(target):
                result.setdefault((work.id, reached), set()).update(found)
    return result


@given(PLANS)
def test_the_rule_is_the_one_that_the_page_states(plan: pm.Plan) -> None:
    serving = plan.graph.serving
    assert signs(serving, plan) == by_hand(plan)
    for element in plan.elements:
        for one in serving.of(element.id):
            assert one in serving.to(one.target)
            contribution = one.path.relations.index("contributes_to")
            holder, target = plan[one.path.ids[contribution]], one.path.ids[contribution + 1]
            assert isinstance(holder, pm.Task | pm.Project)
            assert one.strength in {link.strength for link in holder.contributes_to if link.to == target}


@given(PLANS)
def test_coverage_and_check_ask_it(plan: pm.Plan) -> None:
    serving, coverage = plan.graph.serving, plan.graph.coverage()
    assert coverage.goals_without_task == tuple(goal.id for goal in plan.goals if not serving.work(goal.id))
    assert coverage.tasks_without_goal == tuple(task.id for task in plan.tasks if not serving.goals(task.id))
    found: dict[str, list[str | None]] = {"PM302": [], "PM303": []}
    for finding in plan.check().findings:
        if finding.code in found:
            found[finding.code].append(finding.element)
    idle = [one.id for one in plan.indicators if serving.opponents(one.id) and not serving.work(one.id)]
    assert sorted(map(str, found["PM302"])) == sorted([*coverage.goals_without_task, *idle])
    assert sorted(map(str, found["PM303"])) == sorted(coverage.tasks_without_goal)


@pytest.mark.reaches(served=20)
@given(plan=PLANS)
def test_schedule_delay_and_drag_ask_it(plan: pm.Plan, reached: Reached) -> None:
    serving, schedule = plan.graph.serving, pm.schedule(plan)
    scheduled = set(schedule.network.index)
    for finish in schedule.goals():
        assert set(finish.work) == set(serving.work(finish.id)) & scheduled
        assert set(finish.against) == set(serving.opponents(finish.id)) & scheduled
        assert (finish.finish is None) is not bool(finish.work)
    named = {finish.id for finish in schedule.goals()}
    assert named == {id for id in plan if (set(serving.work(id)) | set(serving.opponents(id))) & scheduled}
    late = schedule.delay(dict.fromkeys(sorted(scheduled), "1 月"))
    assert {slip.id for slip in late.slips} == scheduled
    for slip in late.slips:
        assert (slip.goals, slip.against) == (serving.goals(slip.id), serving.works_against(slip.id))
    for goal in plan.goals:
        work = set(serving.work(goal.id)) & scheduled
        if reached("served", bool(work)):
            assert {one.id for one in schedule.drag(goal.id)} == work


@given(PLANS)
def test_the_flow_asks_it(plan: pm.Plan) -> None:
    serving, flow = plan.graph.serving, flow_of(plan, by="count")
    leaves = [one.id for one in (*plan.tasks, *plan.projects) if one.id not in plan.graph.hierarchy.parts]
    served = {
        one.target
        for id in leaves
        for one in serving.of(id)
        if one.direct and not one.against and isinstance(plan[one.target], pm.Goal)
    }
    carried = {task for project in plan.projects for task in serving.tasks(project.id)}
    drawn = {ribbon.left for ribbon in flow.ribbons if ribbon.left in plan.goals.ids}
    assert drawn <= served | {
        one.target for task in carried for one in serving.of(task) if one.direct and not one.against
    }
    ribbons = [one for one in flow.ribbons if one.left in plan.goals.ids and one.right in plan.tasks.ids]
    assert all(ribbon.left in serving.goals(ribbon.right) for ribbon in ribbons)
    harmful = [
        one
        for goal in plan.goals
        for one in serving.to(goal.id)
        if one.against and one.direct and one.path.relations[0] == "contributes_to"
    ]
    assert any("works against a goal" in note for note in flow.notes) is bool(harmful)


@given(PLANS)
def test_roll_up_and_cards_ask_it(plan: pm.Plan) -> None:
    serving, progress = plan.graph.serving, pm.progress(plan, as_of=2023)
    for goal in progress.goals:
        linked = {part.id for part in goal.parts if part.relation == "contributes_to"}
        assert linked == {one.id for one in (*plan.tasks, *plan.projects) if goal.id in serving.strengths(one.id)}
        against = bool(goal.parts) and all(part.weight is not None and part.weight < 0 for part in goal.parts)
        assert (goal.reason == "not_served") is against
        assert not (against and serving.work(goal.id))
    tree = plan.graph.hierarchy
    cards = goal_cards(plan, {one.id: one for one in plan.elements}, (), tree, "en")
    for card in cards.aside:
        work = [plan[id].kind for id in serving.work(card.id)]
        said = " ".join(card.details)
        for kind in ("task", "project"):
            assert (f"{kind} {work.count(kind)}" in said) is bool(work.count(kind))
