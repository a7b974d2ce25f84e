"""Schedules held against independent computations and against Microsoft Project."""

from __future__ import annotations

import datetime as dt
import random
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.scheduling import passes
from reached import Reached
from scheduling.plans import link, plan_of, task

SAMPLES = Path(__file__).parents[3] / "shared/samples/mspdi"
TYPES = ("FS", "SS", "FF", "SF")

Drawn = list[tuple[int, list[tuple[int, str, int]]]]


@st.composite
def networks(draw: st.DrawFn) -> Drawn:
    """Return durations and, for each task, links to earlier ones."""
    size = draw(st.integers(1, 12))
    made: Drawn = []
    for number in range(size):
        links = []
        if number:
            picked = draw(st.lists(st.integers(0, number - 1), max_size=3, unique=True))
            links = [(one, draw(st.sampled_from(TYPES)), draw(st.integers(-4, 6))) for one in picked]
        made.append((draw(st.integers(0, 9)), links))
    return made


def as_plan(drawn: Drawn, order: list[int] | None = None) -> pm.Plan:
    made = [
        task(f"t{number}", f"{length} 天", [link(f"t{one}", type, f"{lag} 天") for one, type, lag in links])
        for number, (length, links) in enumerate(drawn)
    ]
    return plan_of(*(made if order is None else [made[number] for number in order]))


def longest_paths(drawn: Drawn) -> tuple[dict[str, int], dict[str, int]]:
    """Return earliest and latest starts by Bellman and Ford's method on the constraints, with negated weights."""
    net: Any = nx.DiGraph()
    for number, (length, links) in enumerate(drawn):
        net.add_edge("start", f"t{number}", weight=0)
        net.add_edge(f"t{number}", "end", weight=-length)
        for one, type, lag in links:
            before = drawn[one][0]
            wait = {"FS": before + lag, "SS": lag, "FF": before + lag - length, "SF": lag - length}[type]
            net.add_edge(f"t{one}", f"t{number}", weight=-wait)
    away = nx.single_source_bellman_ford_path_length(net, "start")
    back = nx.single_source_bellman_ford_path_length(net.reverse(), "end")
    early = {id: -int(way) for id, way in away.items()}
    return early, {id: early["end"] + int(way) for id, way in back.items()}


@given(networks())
def test_early_and_late_starts_are_longest_paths(drawn: Drawn) -> None:
    found = pm.schedule(as_plan(drawn))
    early, late = longest_paths(drawn)
    for row in found.table():
        assert row["early_start"] == early[row["id"]]
        assert row["late_start"] == late[row["id"]]
        assert row["critical"] == (early[row["id"]] == late[row["id"]])


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_tasks_in_the_file_changes_nothing(drawn: Drawn, rng: random.Random) -> None:
    order = list(range(len(drawn)))
    rng.shuffle(order)
    rows = {row["id"]: row for row in pm.schedule(as_plan(drawn)).table()}
    assert {row["id"]: row for row in pm.schedule(as_plan(drawn, order)).table()} == rows


@given(networks())
def test_a_link_that_others_imply_changes_nothing_but_free_slack(drawn: Drawn) -> None:
    plain = [(length, [(one, "FS", 0) for one, _, _ in links]) for length, links in drawn]
    more: Drawn = []
    for length, links in plain:
        far = {(deeper, "FS", 0) for one, _, _ in links for deeper, _, _ in plain[one][1]}
        more.append((length, [*links, *(far - set(links))]))
    for one, other in zip(pm.schedule(as_plan(plain)).table(), pm.schedule(as_plan(more)).table(), strict=True):
        assert one == other


@given(networks())
def test_free_slack_is_what_can_slip_alone(drawn: Drawn) -> None:
    found = pm.schedule(as_plan(drawn))
    for number, (length, _) in enumerate(drawn):
        free = found.free_slack(f"t{number}")
        assert free <= found.slack(f"t{number}")
        late = found.delay({f"t{number}": free}, of="start")
        assert {slip.id for slip in late.slips} <= {f"t{number}"}
        assert length >= 0


@given(networks())
def test_compiled_passes_equal_the_plain_ones(drawn: Drawn) -> None:
    compiled = pytest.importorskip("planmodel.scheduling.compiled", reason="needs numba", exc_type=ImportError)
    network = pm.schedule(as_plan(drawn)).network
    given_to = (network.first, network.then, network.weights(), network.durations, [0] * len(network.durations))
    for due in ({}, {0: 3}):
        plain, fast = passes.solve(*given_to, due), compiled.solve(*given_to, due)
        assert [list(map(int, one)) for one in fast[:3]] == [list(one) for one in plain[:3]]
        assert sorted(map(int, fast.order)) == sorted(plain.order)


def expected(path: Path) -> dict[str, dict[str, str]]:
    space = "{http://schemas.microsoft.com/project}"
    found = {}
    for row in ET.parse(path).getroot().iter(f"{space}Task"):
        cells = {cell.tag.removeprefix(space): cell.text or "" for cell in row}
        found[f"t-{cells['UID']}"] = cells
    return found


@pytest.mark.parametrize(
    "name",
    [
        "task-links-project2010-mspdi.xml",
        "mspdirelations.xml",
        "mspdinulltasks.xml",
        "task-durations-project2016-mspdi.xml",
    ],
)
@pytest.mark.reaches(dates=4, slack=2)
def test_microsoft_projects_own_dates_and_slack_come_out(reached: Reached, name: str) -> None:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"needs {name}, which is not part of the project")
    read = pm.read_mspdi(path)
    assert read.calendar is not None
    found = pm.schedule(read.plan, read.start, read.calendar)
    cells = expected(path)
    assert [one.id for one in found.tasks()] == list(read.plan.tasks.ids) != []
    for one in found.tasks():
        id, theirs = one.id, cells[one.id]
        for key, value, finish in (
            ("EarlyStart", one.early_start, False),
            ("EarlyFinish", one.early_finish, True),
            ("LateStart", one.late_start, False),
            ("LateFinish", one.late_finish, True),
        ):
            if reached("dates", key in theirs):  # the end of a day and the beginning of the next are one moment of work
                moment = dt.datetime.fromisoformat(theirs[key])
                assert value in (moment, _evening_before(moment) if finish else moment), (id, key)
        for key, amount in (("TotalSlack", one.total_slack), ("FreeSlack", one.free_slack)):
            if reached("slack", key in theirs):
                assert float(theirs[key]) / 10 == float(amount) * 60, (id, key)


def _evening_before(moment: dt.datetime) -> dt.datetime:
    """Return Friday evening for Monday morning."""
    if moment.time() != dt.time(8):
        return moment
    day = moment.date() - dt.timedelta(days=1)
    while day.weekday() > 4:
        day -= dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(17))
