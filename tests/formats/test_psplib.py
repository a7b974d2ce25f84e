"""Benchmark projects with limited resources: reading and writing."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.functions import schedule_resources, write_psplib
from planmodel.parts import Mode, Use
from scheduling.plans import UNTIL_PROVEN

psplib: Any = pytest.importorskip("psplib", reason="needs psplib")

SAMPLES = Path(__file__).parents[3] / "shared/samples/psplib"


def small() -> pm.Plan:
    return pm.Plan(
        id="p",
        title="Plan",
        elements=[
            pm.Resource(id="r-1", name="resource 1", capacity="4"),
            pm.Resource(id="r-2", name="resource 2", capacity="9", renewal="never"),
            pm.Task(id="a", name="a", duration="3 天", uses=[Use("r-1", amount="2")]),
            pm.Task(
                id="b",
                name="b",
                modes=[Mode(name="1", duration="2 天"), Mode(name="2", duration="5 天")],
                uses=[Use("r-1", amount="4", mode="1"), Use("r-2", amount="1", mode="2")],
                depends_on=["a"],
            ),
        ],
    )


def one_mode() -> pm.Plan:
    return (
        small().remove("r-2", references="drop").replace("b", modes=(), duration="2 天", uses=[Use("r-1", amount="4")])
    )


def test_several_modes_are_written_and_read_between_a_source_and_a_sink(tmp_path: Path) -> None:
    path = tmp_path / "small.mm"
    write_psplib(small(), path)
    read = pm.read_psplib(path)
    assert read.counts == {"tasks": 4, "links": 3}
    task = read.plan.tasks["a-3"]
    assert [(mode.name, str(mode.duration.likely)) for mode in task.modes] == [("1", "2 天"), ("2", "5 天")]
    assert [(use.to, str(use.amount), use.mode) for use in task.uses] == [("r-1", "4", "1"), ("r-2", "1", "2")]
    assert read.plan.resources["r-2"].renewal == "never"


@pytest.mark.parametrize("suffix", [".sm", ".rcp", ".sch", ".mm"])
def test_what_was_written_reads_back_equal(suffix: str, tmp_path: Path) -> None:
    first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
    write_psplib(one_mode(), first)
    plan = pm.read_psplib(first).plan
    write_psplib(plan, second)
    assert first.read_text() == second.read_text()
    assert pm.schedule(plan).duration == pm.schedule(one_mode()).duration == pm.Amount("5 天")


def test_longest_waits_go_there_and_back(tmp_path: Path) -> None:
    plan = one_mode().replace("b", depends_on=[pm.Dependency("a", type="SS", lag="4 天", max_lag="6 天")])
    path = tmp_path / "small.sch"
    write_psplib(plan, path)
    (link,) = pm.read_psplib(path).plan.tasks["a-3"].depends_on
    assert (link.to, link.type, str(link.lag), str(link.max_lag)) == ("a-2", "SS", "4 天", "6 天")


def test_a_longest_wait_over_several_links_hangs_on_a_link_that_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "far.sch"
    rows = ["3 1 0 0", "0 1 1 1 [0]", "1 1 1 2 [2]", "2 1 1 3 [3]", "3 1 2 4 1 [4] [-6]", "4 1 0"]
    rows += ["0 1 0 0", "1 1 2 1", "2 1 3 1", "3 1 4 1", "4 1 0 0", "2"]
    path.write_text("\n".join(rows))
    plan = pm.read_psplib(path).plan
    held = {link.to: (str(link.lag), str(link.max_lag)) for link in plan.tasks["a-4"].depends_on}
    assert held == {"a-3": ("3 天", "None"), "a-2": ("5 天", "6 天")}
    assert pm.schedule(plan).duration == pm.Amount("9 天")
    late = plan.replace("a-3", not_before=None, depends_on=[pm.Dependency("a-2", type="SS", lag="4 天")])
    with pytest.raises(ModelError, match="a-4 on a-2"):
        pm.schedule(late)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("x.sm", {}, "has no modes"),
        ("x.txt", {}, "is none of"),
        ("x.mm", {"duration": "2.5 天", "modes": ()}, "whole numbers only"),
        ("x.mm", {"depends_on": [pm.Dependency("a", type="SS")]}, "another type than FS"),
        ("x.mm", {"duration": None, "modes": ()}, "has no duration"),
    ],
)
def test_what_a_format_cannot_hold_is_refused_and_nothing_is_written(
    name: str, change: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=message):
        write_psplib(small().replace("b", **change), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "nonsense", "1 2 3\n4 5", "\0\0\0", "*" * 100])
@pytest.mark.parametrize("suffix", [".sm", ".rcp", ".sch"])
def test_a_broken_file_ends_in_one_clear_error(suffix: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / f"broken{suffix}"
    path.write_text(text)
    with pytest.raises(pm.PlanFileError, match="cannot read"):
        pm.read_psplib(path)
    with pytest.raises(pm.PlanFileError):
        pm.read_psplib(tmp_path / f"away{suffix}")


def answers() -> list[dict[str, str]]:
    path = SAMPLES / "answers.csv"
    return list(csv.DictReader(path.read_text().splitlines())) if path.exists() else []


LONG_PROOF = "j605_1.sm"
"""The instance of which the proof that nothing is shorter takes a minute, and of all others together two seconds."""


def test_the_published_instances_have_their_critical_path_and_reach_their_optimum() -> None:
    if not answers():
        pytest.skip("needs the PSPLIB samples, which are not part of the project")
    pytest.importorskip("ortools", reason="needs ortools")
    for row in answers():
        plan = pm.read_psplib(SAMPLES / row["instance"]).plan
        assert pm.schedule(plan).duration == pm.Amount(row["mpm_time_in_file"], "天"), row
    optimal = [row for row in answers() if row["status"] == "optimal" and row["instance"] != LONG_PROOF]
    assert len(optimal) > 20
    for row in optimal:
        plan = pm.read_psplib(SAMPLES / row["instance"]).plan
        found = schedule_resources(plan, time_limit=UNTIL_PROVEN)
        assert (found.status, found.makespan) == ("optimal", pm.Amount(row["upper_bound"], "天")), row
