"""One place says how much a file may hold; what is over is refused with the limit's name."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

import planmodel as pm
from planmodel.errors import MissingExtraError, ModelError
from planmodel.formats.native import read_with_problems
from planmodel.limits import Limits, bytes_of, in_force
from planmodel.settings import SettingsError, read_settings
from planmodel.words import catalogue


def test_what_is_over_a_limit_names_it_and_how_to_raise_it() -> None:
    with pytest.raises(pm.PlanFileError, match=r"11 cells; at most 10 are read.*with Limits\(cells=11\)") as caught:
        Limits(cells=10).check("cells", 11, "t.csv")
    assert caught.value.problems[0].place.file == "t.csv"
    Limits(cells=11).check("cells", 11)


def test_a_file_as_large_as_the_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "t"
    path.write_bytes(b"12345")
    assert bytes_of(path, Limits(bytes=5)) == b"12345"
    with pytest.raises(pm.PlanFileError, match="5 bytes; at most 4"):
        bytes_of(path, Limits(bytes=4))


@pytest.mark.parametrize("name", ["a\0b.csv", "x" * 300])
def test_a_path_that_cannot_be_opened_is_one_clear_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(pm.PlanFileError, match="cannot be opened"):
        bytes_of(tmp_path / name, Limits())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_what_never_ends_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    for name in ("pipe.csv", "zero.csv"):
        with pytest.raises(pm.PlanFileError, match="it is not a file"):
            pm.read_indicator_table(tmp_path / name)
    (tmp_path / "zero.sm").symlink_to("/dev/zero")
    (tmp_path / "zero.json").symlink_to("/dev/zero")
    (tmp_path / "zero.xml").symlink_to("/dev/zero")
    for read, name in ((pm.read_psplib, "zero.sm"), (pm.read_plan, "zero.json"), (pm.read_mspdi, "zero.xml")):
        with pytest.raises(pm.PlanFileError, match="it is not a file"):
            read(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_plan_comes_through_a_pipe_and_one_that_nobody_writes_to_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planmodel.limits._PATIENCE", 0.01)
    for name in ("plan.yaml", "plan.json", "plan.xml"):
        os.mkfifo(tmp_path / name)
    for read, name in ((pm.read_plan, "plan.yaml"), (pm.read_plan, "plan.json"), (pm.read_mspdi, "plan.xml")):
        with pytest.raises(pm.PlanFileError, match="nobody writes to this pipe"):
            read(tmp_path / name)
    monkeypatch.setattr("planmodel.limits._PATIENCE", 30.0)
    writing = threading.Thread(target=(tmp_path / "plan.yaml").write_bytes, args=(b"id: p\ntitle: P\n",), daemon=True)
    writing.start()
    assert pm.read_plan(tmp_path / "plan.yaml").id == "p"
    writing.join(30)


def test_every_limit_has_words_and_holds_for_what_is_read_within_it() -> None:
    names = [one.name for one in attrs.fields(Limits)]
    assert [name for name in names if f"limit.{name}" not in catalogue()] == []
    with Limits(cells=3), Limits(pages=4) as inner:
        assert in_force() is inner
        assert in_force().cells == Limits().cells
    assert in_force() == Limits()
    with pytest.raises(ModelError, match="a whole number from 0 up, found -1"):
        Limits(cells=-1)


HEAD = "id: p\ntitle: P\n"
OVER = {
    "a text": ("text", 20, "p.yaml", HEAD + "note: a text of more than twenty characters\n", 22),
    "a text in JSON": ("text", 20, "p.json", json.dumps({"id": "p", "title": "t" * 21}), 1),
    "levels": ("nesting", 3, "p.yaml", HEAD + "goals: [{id: g, name: {zh: {en: x}}}]\n", 1),
    "values repeated": ("aliased", 2, "p.yaml", HEAD + "note: &a x\ndescription: *a\nperiod: *a\nunits: [*a]\n", 1),
    "characters repeated": ("expanded", 99, "p.yaml", HEAD + f"note: &a {'x' * 50}\ndescription: *a\nabout: *a\n", 1),
    "bytes of YAML": ("yaml_bytes", 9, "p.yaml", HEAD, 1),
    "bytes of JSON": ("json_bytes", 9, "p.json", '{"id": "p"}', 1),
    "bytes of an exchange file": ("exchange_bytes", 3, "p.xml", "<Project/>", 1),
    "bytes of a benchmark": ("bytes", 3, "p.sm", "1 2 3 4", 1),
}


@pytest.mark.parametrize("over", OVER)
def test_what_is_over_a_limit_is_refused_with_its_name_and_how_to_raise_it(tmp_path: Path, over: str) -> None:
    limit, most, name, content, _ = OVER[over]
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    read = {".xml": pm.read_mspdi, ".sm": pm.read_psplib}.get(path.suffix, pm.read_plan)
    with Limits(**{limit: most}), pytest.raises(pm.PlanFileError, match=rf"with Limits\({limit}=\d+\)") as caught:
        read(path)
    hint = next(one.hint for one in caught.value.problems if one.hint and f"({limit}=" in one.hint)
    number = int(hint.partition("=")[2].partition(")")[0])
    assert number > most
    said = ""
    with Limits(**{limit: number}):  # what is said to be enough is enough, or there is more to come
        try:
            read(path)
        except (pm.PlanFileError, MissingExtraError) as error:
            said = str(error)
    assert f"Limits({limit}={number})" not in said


@pytest.mark.parametrize("name", ["p.yaml", "p.json"])
def test_so_many_problems_of_a_kind_are_listed_and_the_others_counted(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    keys = {f"key{n}": "a" for n in range(30)}
    goals = [{"id": f"g{n}", "name": "G", "nmae": "x"} for n in range(20)]
    content = {"id": "p", "title": "P", **keys, "goals": goals, "period": "soon"}
    path.write_text(json.dumps(content), encoding="utf-8")
    with Limits(findings=5):
        plan, problems = read_with_problems(path)
    assert plan is not None
    assert len(plan.goals) == 20
    assert [one.code for one in problems].count("PM002") == 6
    assert [one.code for one in problems].count("PM004") == 1
    assert problems[-1].message == "45 more problems of this kind"
    assert problems[-1].hint is not None
    assert "Limits(findings=50)" in problems[-1].hint
    with Limits(findings=5), pytest.raises(pm.PlanFileError, match="51 problems"):
        pm.read_plan(path)
    assert len(read_with_problems(path)[1]) == 51


def test_a_file_with_too_many_faulty_elements_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    goals = [{"id": f"g{n}", "name": "G", "evidence": "none"} for n in range(60)]
    path.write_text(json.dumps({"id": "p", "title": "P", "goals": goals}), encoding="utf-8")
    with Limits(findings=3):
        plan, problems = read_with_problems(path)
    assert plan is None  # for what was not looked at may be anything
    assert any("reading stopped after 3" in one.message for one in problems)
    with Limits(findings=6):
        plan, problems = read_with_problems(path)
    assert plan is not None
    assert len(plan.goals) == 60


def test_limits_reach_the_processes_that_read_for_this_one(tmp_path: Path) -> None:
    pytest.importorskip("joblib")
    for number in range(2):
        (tmp_path / f"p{number}.yaml").write_text(f"id: p{number}\ntitle: A title\n", encoding="utf-8")
    with Limits(text=3):
        assert len(pm.PlanSet.read(tmp_path, workers=2)) == 0
    assert len(pm.PlanSet.read(tmp_path, workers=2)) == 2


def test_the_limits_of_the_command_stand_in_its_settings(tmp_path: Path) -> None:
    (tmp_path / "planmodel.toml").write_text("[limits]\ntext = 7\n")
    assert read_settings(tmp_path).limits == Limits(text=7)
    for wrong in ("[limits]\nrows = 7\n", "limits = 3\n", "[limits]\ntext = 'x'\n"):
        (tmp_path / "planmodel.toml").write_text(wrong)
        with pytest.raises(SettingsError, match="limits"):
            read_settings(tmp_path)


def test_what_would_be_refused_when_it_is_read_is_not_written(tmp_path: Path) -> None:
    plan = pm.Plan(id="p", title="P", elements=[pm.Goal(id="g", name={"zh": "一二三四五", "en": "x" * 30})])
    writers: dict[str, Callable[[Path], object]] = {
        "p.yaml": plan.to_yaml,
        "p.json": plan.to_json,
        "tables": plan.to_tables,
    }
    for name, write in writers.items():
        with Limits(text=29), pytest.raises(pm.PlanFileError, match=r"cannot write .*30 characters in one text"):
            write(tmp_path / name)
        assert not (tmp_path / name).exists()
        with Limits(text=30):
            write(tmp_path / name)
            assert pm.read_plan(tmp_path / name) == plan
    for limit, name in (("yaml_bytes", "p.yaml"), ("json_bytes", "p.json"), ("json_bytes", "tables")):
        with Limits(**{limit: 20}), pytest.raises(pm.PlanFileError, match=r"cannot write .*bytes; at most 20 are read"):
            writers[name](tmp_path / name)
        assert pm.read_plan(tmp_path / name) == plan  # as it was


def test_a_schedule_that_is_written_to_excel_can_be_read_again(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    tasks = [
        pm.Task(id=f"t{number}", name="T", duration="9 天", depends_on=[f"t{number - 1}"]) for number in range(1, 20)
    ]
    plan = pm.Plan(id="p", title="P", elements=[pm.Task(id="t0", name="T", duration="9 天"), *tasks])
    with Limits(cells=700):
        pm.schedule(plan).to_excel(tmp_path / "t.xlsx")
        assert len(pm.read_task_table(tmp_path / "t.xlsx").tasks) == 20
    with Limits(cells=400), pytest.raises(pm.PlanFileError, match=r"cannot write .*420 cells; at most 400"):
        pm.schedule(plan).to_excel(tmp_path / "u.xlsx")
    assert not (tmp_path / "u.xlsx").exists()


def test_one_row_of_a_folder_of_tables_has_so_many_cells(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("id,title\np,P\n")
    (tmp_path / "goals.csv").write_text("id,name\n" + "," * 30 + "\n")
    with Limits(cells=20), pytest.raises(pm.PlanFileError, match="21 cells; at most 20 are read"):
        pm.read_plan(tmp_path)
    assert pm.read_plan(tmp_path).id == "p"  # they are empty
