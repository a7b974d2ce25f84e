"""Files that change together: whoever is killed on the way, and whoever else writes, a reader finds all or none new."""

from __future__ import annotations

import gc
import io
import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.drafting.saving import write_all
from planmodel.formats import together
from planmodel.formats.together import finish, read_together, write_together
from planmodel.model.element import Element

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be killed"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]


def plan_of(name: str, *more: Element) -> pm.Plan:
    goals = [pm.Goal(id=f"g{number}", name=f"{name} {number}") for number in range(3)]
    return pm.Plan(id="p", title=name, elements=[*goals, *more])


OLD = plan_of("old", pm.Task(id="t", name="old", contributes_to=["g1"]))
NEW = plan_of("new", pm.Indicator(id="i", name="new", measures=["g1"]))
STEPS = ((os, "mkdir"), (os, "rename"), (os, "replace"), (os, "unlink"), (os, "rmdir"), (io, "open"))
"""What changes a folder."""


def killed_at(number: int, work: Callable[[], object]) -> bool:
    """Do a piece of work in another process that is killed before its change of that number; tell whether it was."""
    child = os.fork()
    if child == 0:
        left = [number]

        def counted(step: Any) -> Any:
            def take(*args: Any, **rest: Any) -> Any:
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1
                return step(*args, **rest)

            return take

        for module, name in STEPS:
            setattr(module, name, counted(getattr(module, name)))
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_a_folder_of_tables_is_the_old_plan_or_the_new_one_wherever_its_writer_is_killed(tmp_path: Path) -> None:
    was_there, found = tmp_path / "was", []
    OLD.to_tables(was_there)
    number, killed = 0, True
    while killed:
        folder = tmp_path / str(number)
        shutil.copytree(was_there, folder)
        killed = killed_at(number, lambda folder=folder: NEW.to_tables(folder))  # type: ignore[misc]
        read = pm.read_plan(folder)
        assert read in (OLD, NEW)
        assert next(iter(pm.PlanSet.read(folder))) == read
        found.append(read == NEW)
        number += 1
        plan_of("later").to_tables(folder)
        assert pm.read_plan(folder) == plan_of("later")
        assert {one.name for one in folder.iterdir()} == {"datapackage.json", "goals.csv", "plan.csv"}  # and no more
    assert found == sorted(found)  # once new, new for ever
    assert found.count(False) > 4
    assert found.count(True) > 4


def test_a_first_writing_that_is_killed_leaves_a_plan_or_none(tmp_path: Path) -> None:
    number, killed, read = 0, True, 0
    while killed:
        folder = tmp_path / str(number)
        killed = killed_at(number, lambda folder=folder: NEW.to_tables(folder))  # type: ignore[misc]
        number += 1
        said = ""
        try:
            assert pm.read_plan(folder) == NEW
            read += 1
            assert len(pm.PlanSet.read(folder)) == 1
        except pm.PlanFileError as error:
            said = str(error)
        assert not said or "plan.csv" in said or "no such file" in said
    assert read > 4


def test_the_files_of_a_draft_are_of_one_draft_wherever_its_writer_is_killed(tmp_path: Path) -> None:
    names, found = ("plan.yaml", "source.txt", "draft.json"), set()
    number, killed = 0, True
    while killed:
        folder = tmp_path / str(number)
        write_all(folder, dict.fromkeys(names, "old"))
        killed = killed_at(number, lambda folder=folder: write_all(folder, dict.fromkeys(names, "new")))  # type: ignore[misc]
        finish(folder)
        found.add(tuple((folder / name).read_text("utf-8") for name in names))
        number += 1
    assert found == {("old",) * 3, ("new",) * 3}


def test_two_writers_never_mix_and_a_reader_meets_one_of_them(tmp_path: Path) -> None:
    OLD.to_tables(tmp_path)
    children = []
    for plan in (OLD, NEW):
        children.append(os.fork())
        if children[-1] == 0:
            status = 1
            try:
                for _ in range(12):
                    plan.to_tables(tmp_path)
                status = 0
            finally:
                os._exit(status)
    met, ended = [], list[int]()
    while children:
        met.append(pm.read_plan(tmp_path))
        done, status = os.waitpid(children[0], os.WNOHANG)
        if done:
            ended.append(status)
            children.pop(0)
    assert ended == [0, 0]
    assert all(one in (OLD, NEW) for one in met)
    assert pm.read_plan(tmp_path) in (OLD, NEW)
    assert list(tmp_path.glob(".*")) == []


def broken_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the new plan over the old one and break off right when it counts."""

    class _Broken(Exception):
        pass

    def stop(folder: Path) -> None:
        if (folder / together._COMMITTED).exists():
            raise _Broken

    OLD.to_tables(folder)
    with monkeypatch.context() as patched:
        patched.setattr(together, "_put_in_place", stop)
        with pytest.raises(_Broken):
            NEW.to_tables(folder)


def test_a_table_that_was_changed_while_a_writing_was_broken_off_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_off(tmp_path, monkeypatch)
    assert pm.read_plan(tmp_path) == NEW
    table = tmp_path / "goals.csv"
    table.write_text(table.read_text("utf-8").replace("old 1", "mine"), "utf-8")
    with pytest.raises(pm.PlanFileError, match="broken off, and this file was changed since") as caught:
        pm.read_plan(tmp_path)
    assert Path(str(caught.value.problems[0].place.file)).name == "goals.csv"
    with pytest.raises(pm.PlanFileError, match="changed since"):
        finish(tmp_path)
    OLD.to_tables(tmp_path)
    assert pm.read_plan(tmp_path) == OLD


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"files": {"../goals.csv": "x"}, "gone": [], "before": {}}',
        '{"a": 1}',
        '{"files": [], "gone": [], "before": []}',
        "[" * 100_000,
    ],
)
def test_a_list_that_is_none_of_ours_is_refused_and_no_path_in_it_is_opened(tmp_path: Path, content: str) -> None:
    OLD.to_tables(tmp_path)
    (tmp_path / together._COMMITTED).mkdir()
    (tmp_path / together._COMMITTED / "list.json").write_text(content)
    with pytest.raises(pm.PlanFileError, match="no list of a writing"):
        pm.read_plan(tmp_path)


def test_tables_edited_by_hand_are_read_as_they_are(tmp_path: Path) -> None:
    OLD.to_tables(tmp_path)
    table = tmp_path / "goals.csv"
    table.write_text(table.read_text("utf-8").replace("old 1", "mine"), "utf-8")
    (tmp_path / "organizations.csv").write_text("id,name\no,Office\n", "utf-8")
    read = pm.read_plan(tmp_path)
    assert read.goals["g1"].name == "mine"
    assert read.organizations["o"].name == "Office"


def test_a_folder_that_somebody_holds_is_not_written_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(together, "_TRIES", 2)
    OLD.to_tables(tmp_path)
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(OSError, match="another process writes into it"):
        NEW.to_tables(tmp_path)
    assert pm.read_plan(tmp_path) == OLD
    os.close(handle)
    NEW.to_tables(tmp_path)


def test_files_that_change_all_the_time_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "_TRIES", 3)
    monkeypatch.setattr(together, "_PAUSE", 0)
    write_together(tmp_path, {"a.csv": "1"})

    def restless(paths: Any) -> None:
        (tmp_path / "a.csv").write_text(json.dumps([*range(len(list(tmp_path.glob("*")))), *paths]))
        (tmp_path / f"{len(list(tmp_path.iterdir()))}.csv").touch()

    with pytest.raises(pm.PlanFileError, match="change all the time"):
        read_together(tmp_path, ".csv", restless)


@pytest.fixture
def small_disk() -> Iterator[None]:
    """A disk on which no file has room for more than 8,000 bytes."""
    resource = pytest.importorskip("resource")
    most, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, most[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, most)
    signal.signal(signal.SIGXFSZ, handler)


LARGE = pm.Plan(id="p", title="P", elements=[pm.Goal(id=f"g{number}", name="x" * 60) for number in range(300)])


def test_a_full_disk_leaves_the_old_tables_and_names_the_folder(tmp_path: Path, small_disk: None) -> None:
    OLD.to_tables(tmp_path)
    with pytest.raises(OSError, match=r"large|space") as error:
        LARGE.to_tables(tmp_path)
    assert error.value.filename == str(tmp_path)
    assert pm.read_plan(tmp_path) == OLD


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # openpyxl leaves its own files open
def test_a_full_disk_leaves_no_workbook_and_names_it(tmp_path: Path, small_disk: None) -> None:
    pytest.importorskip("openpyxl")
    with pytest.raises(OSError, match=r"large|space|EFBIG") as error:
        LARGE.to_excel(tmp_path / "p.xlsx")
    assert error.value.filename == str(tmp_path / "p.xlsx")
    assert not list(tmp_path.iterdir())
    del error
    gc.collect()
