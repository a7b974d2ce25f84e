"""MPXJ beside ours: it opens what is written, and its scheduler finds the same times; and files only it can read."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.exchange.mpxj import read_with_mpxj
from planmodel.exchange.opening import read_schedule
from planmodel.parts import Constraint, Element

pytest.importorskip("mpxj", reason="needs mpxj")
jpype: Any = pytest.importorskip("jpype", reason="needs jpype1")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="needs Java")

USUAL = pm.WorkCalendar(id="c-1", name="Office", dates=["2025-03-12/2025-03-13 off"], usual=True)
NIGHTS = pm.WorkCalendar(id="c-2", name="Six", weekdays=["1-6 06:00-14:00"])
START = "2025-03-03T08:00"


def drawn(seed: int) -> pm.Plan:
    """Return a plan in which nothing is asked to begin before the start, where the two differ on purpose."""
    chance = random.Random(seed)
    tasks: list[Element] = [USUAL, NIGHTS]
    for number in range(1, chance.randint(4, 12)):
        before = [f"t-{on}" for on in chance.sample(range(1, number), min(number - 1, chance.choice([0, 1, 1, 2])))]
        links = [
            pm.Dependency(id, type=chance.choice(["FS", "FS", "SS"]), lag=chance.choice([None, "8 小时", "1 日历日"]))
            for id in before
        ]
        day = chance.choice([10, 11, 14, 17, 20])
        held = [Constraint(type="start_on", date=f"2025-03-{day}")] if not links and chance.random() < 0.3 else []
        tasks.append(
            pm.Task(
                id=f"t-{number}",
                name=f"T{number}",
                duration=f"{chance.choice([4, 8, 12, 20, 40])} 小时",
                depends_on=links,
                constraints=held,
                not_before=f"2025-03-{day}" if not held and chance.random() < 0.2 else None,
                finish_by="2025-04-15" if chance.random() < 0.2 else None,
                calendar="c-2" if chance.random() < 0.2 else None,
            )
        )
    return pm.Plan(id="p", title="P", elements=tasks)


def project_of(path: Path) -> Any:
    read_with_mpxj(path)  # starts Java
    return jpype.JClass("org.mpxj.reader.UniversalProjectReader")().read(str(path))


@pytest.mark.parametrize("seed", range(12))
def test_mpxj_opens_what_is_written_and_finds_the_same_times(tmp_path: Path, seed: int) -> None:
    plan, path = drawn(seed), tmp_path / "p.xml"
    pm.write_mspdi(plan, path, start=START)
    project = project_of(path)
    jpype.JClass("org.mpxj.cpm.MicrosoftScheduler")().schedule(project, project.getProjectProperties().getStartDate())
    found = pm.schedule(plan, START)
    rows = {int(row.getUniqueID()): row for row in project.getTasks() if int(row.getUniqueID())}
    assert {f"t-{number}" for number in rows} == set(plan.tasks.ids)
    for number, row in rows.items():
        one = found[f"t-{number}"]
        times: list[Any] = [one.early_start, one.early_finish, one.late_start, one.late_finish]
        moments = [row.getEarlyStart(), row.getEarlyFinish(), row.getLateStart(), row.getLateFinish()]
        ours, theirs = [moment.isoformat()[:16] for moment in times], [str(moment)[:16] for moment in moments]
        assert ours == theirs
        links = [int(link.getPredecessorTask().getUniqueID()) for link in row.getPredecessors()]
        assert sorted(links) == sorted(int(link.to[2:]) for link in plan.tasks[f"t-{number}"].depends_on)


@pytest.mark.parametrize("suffix", ["mpx", "pmxml"])
def test_files_that_only_mpxj_can_read_are_read_by_it(tmp_path: Path, suffix: str) -> None:
    plan, path = drawn(3), tmp_path / "p.xml"
    pm.write_mspdi(plan, path, start=START)
    writers = {"mpx": "org.mpxj.mpx.MPXWriter", "pmxml": "org.mpxj.primavera.PrimaveraPMFileWriter"}
    other = tmp_path / f"Other File.{suffix}"
    jpype_project = project_of(path)
    jpype.JClass(writers[suffix])().write(jpype_project, str(other))
    read = read_schedule(other)
    assert read.plan.id == "mpxj-other-file"
    assert len(read.plan.tasks) == len(plan.tasks)
    assert sum(len(one.depends_on) for one in read.plan.tasks) == sum(len(one.depends_on) for one in plan.tasks)
    assert "MPXJ" in read.issues[-1].message


def test_what_mpxj_does_not_know_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.mpp").write_bytes(b"\xd0\xcf\x11\xe0 nothing")
    with pytest.raises(pm.PlanFileError):
        read_schedule(tmp_path / "x.mpp")
