"""A schedule of another program, opened by what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

import planmodel as pm
from planmodel.exchange.opening import read_schedule

PLAN = pm.Plan(
    id="p",
    title="P",
    elements=[
        pm.WorkCalendar(id="c-1", name="C", usual=True),
        pm.Task(id="t-1", name="Dig", duration="12 小时"),
        pm.Task(id="t-2", name="Lay", duration="4 小时", depends_on=["t-1"]),
    ],
)
GAN = (
    '<project name="P"><tasks><task id="1" name="Dig" start="2025-03-03" duration="2"><depend id="2" type="2"/></task>'
    '<task id="2" name="Lay" duration="1"/></tasks></project>'
)
TABLE = "任务名称,工期,开始时间,前置任务\n勘察,2天,2025-03-03,\n设计,1天,,1\n"


def written(folder: Path, kind: str) -> Path:
    path = folder / f"file.{kind}"
    if kind == "xml":
        pm.write_mspdi(PLAN, path, start="2025-03-03T08:00")
    else:
        path.write_text(GAN if kind == "gan" else TABLE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "finish"), [("xml", "2025-03-04 17:00:00"), ("gan", "2025-03-05"), ("csv", "2025-03-05")]
)
def test_what_a_file_holds_tells_what_it_is(tmp_path: Path, kind: str, finish: str) -> None:
    read = read_schedule(written(tmp_path, kind))
    assert str(pm.schedule(read.plan, read.start, finish=read.finish).finish) == finish
    renamed = tmp_path / ("other.gan" if kind == "xml" else "other.xml" if kind == "gan" else "other.txt")
    renamed.write_bytes(written(tmp_path, kind).read_bytes())
    assert len(read_schedule(renamed).plan.tasks) == 2


def test_an_unknown_file_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(pm.PlanFileError):
        read_schedule(tmp_path / "nothing.mpp")
