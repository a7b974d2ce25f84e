"""One bad file among many is a finding about that file: nothing waits for it, and the others are read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar, NoReturn
from unittest import mock

import attrs
import pytest

import planmodel as pm
from planmodel.comparing.plans import PlanSet
from planmodel.faults import FaultWarning
from planmodel.formats.native import read_with_problems
from planmodel.model.numbers import Estimate
from planmodel.model.targets import Unread
from planmodel.parts import VOCABULARY, Element

GOOD = '{"planmodel": 1, "id": "good", "title": "Good"}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.json").write_text(GOOD, encoding="utf-8")
    return tmp_path


def codes(plans: PlanSet) -> list[tuple[str, str]]:
    return [(Path(one.place.file or "").name, one.code) for one in plans.findings]


BAD_NUMBERS = ["1e99999999999999999999", "-1E+0099999999999999999999", "NaN", "-Infinity", "9" * 5_000, "1e999999999"]


@pytest.mark.parametrize("number", BAD_NUMBERS)
def test_a_number_beyond_all_bounds_is_a_problem_of_its_file(folder: Path, number: str) -> None:
    bad = folder / "bad.json"
    bad.write_text(f'{{"planmodel": 1, "id": "b", "title": "b",\n "base_year": {number}}}', encoding="utf-8")
    plans = PlanSet.read(folder)
    assert plans.ids == ("good",)
    [problem] = plans.findings
    assert problem.code in ("PM001", "PM003")
    assert problem.place.line == 2
    with pytest.raises(pm.PlanFileError):
        pm.read_plan(bad)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_devices_in_a_folder_are_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.json")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "zero.json").symlink_to("/dev/zero")
    (folder / "gone.yaml").symlink_to(folder / "nowhere.yaml")
    tables = folder / "tables"
    tables.mkdir()
    (tables / "plan.csv").write_text("id,title\nt,T\n", encoding="utf-8")
    os.mkfifo(tables / "goals.csv")
    plans = PlanSet.read(folder)
    by_pattern = PlanSet.read(f"{folder}/*")
    assert codes(by_pattern) == codes(plans)
    assert plans.ids == by_pattern.ids == ("good",)
    named = ["gone.yaml", "pipe.json", "pipe.yaml", "goals.csv", "zero.json"]
    assert codes(plans) == [(name, "PM001") for name in named]
    assert [one.message for one in plans.findings[1:]] == ["this is a pipe or a device, not a file"] * 4


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_corpus_is_built_beside_pipes_and_bad_numbers(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra corpus)")
    os.mkfifo(folder / "pipe.json")
    (folder / "bad.json").write_text('{"base_year": 1e99999999999999999999}', encoding="utf-8")
    built = pm.build_corpus(folder, tmp_path_factory.mktemp("corpus") / "c")
    assert built.added == 1
    assert [Path(one.place.file or "").name for one in built.findings] == ["bad.json", "pipe.json"]


NAMES = ["x" * 300 + ".json", "x" * 300, "a\0b.json", "a\0b", "x/" * 3_000 + "a.json"]


@pytest.mark.parametrize("name", NAMES, ids=["long", "long without suffix", "NUL", "NUL without suffix", "deep"])
def test_a_name_that_no_file_can_have_is_a_problem(tmp_path: Path, name: str) -> None:
    with pytest.raises(pm.PlanFileError):
        pm.read_plan(tmp_path / name)
    with pytest.raises(pm.PlanFileError):
        PlanSet.read(tmp_path / name)
    with pytest.raises(pm.PlanFileError):
        PlanSet.read([str(tmp_path / name)])
    plan = pm.Plan(id="p", title="p")
    for write in (plan.to_yaml, plan.to_json):
        with pytest.raises(OSError, match=r"name|No such|no such"):
            write(tmp_path / name)


def test_a_file_at_which_planmodel_fails_is_a_finding_about_that_file(folder: Path) -> None:
    (folder / "other.json").write_text(GOOD.replace("good", "other"), encoding="utf-8")

    def sometimes(path: Path, **options: Any) -> Any:
        if path.name == "good.json":
            raise KeyError("lost")
        return read_with_problems(path, **options)

    with mock.patch("planmodel.exchange.plan_files.read_with_problems", sometimes), pytest.warns(FaultWarning):
        plans = PlanSet.read(folder)
    assert plans.ids == ("other",)
    assert codes(plans) == [("good.json", "PM099")]
    assert "KeyError" in plans.findings[0].message


BY_TEXT = '{"id": "i", "name": "i", "targets": [{"year": 2025, "as_published": "≥90"}]}'


def broken(*args: object, **options: object) -> NoReturn:
    raise RuntimeError("lost")


def test_a_fault_while_an_element_is_read_is_not_told_as_a_mistake_of_the_file(folder: Path) -> None:
    task = '{"id": "t", "name": "t", "duration": {"likely": "3 月"}}'
    (folder / "good.json").write_text(f'{GOOD[:-1]}, "tasks": [{task}]}}', encoding="utf-8")
    with mock.patch.object(Estimate, "__attrs_post_init__", broken), pytest.warns(FaultWarning) as given:
        _, problems = read_with_problems(folder / "good.json")
    assert [str(one.message).partition(" failed")[0] for one in given] == [
        f"the quick reading of {folder / 'good.json'}",
        "reading tasks.0.duration",
    ]
    assert [(one.code, one.path) for one in problems] == [("PM099", "tasks[0].duration")]


def test_a_fault_while_a_target_is_asked_for_is_its_reason_to_be_unread(folder: Path) -> None:
    (folder / "good.json").write_text(f'{GOOD[:-1]}, "indicators": [{BY_TEXT}]}}', encoding="utf-8")
    [target] = pm.read_plan(folder / "good.json").indicators["i"].targets
    with mock.patch("planmodel.phrases.reader.read_targets", broken), pytest.warns(FaultWarning, match="≥90"):
        commitment = target.commitment
    assert isinstance(commitment, Unread)
    assert "RuntimeError: lost" in str(commitment.reason)


def test_what_a_package_raises_beneath_planmodel_is_no_mistake_of_the_file_and_an_old_one_is_named(
    folder: Path,
) -> None:
    (folder / "good.json").write_text(
        f'{GOOD[:-1]}, "tasks": [{{"id": "t", "name": "t", "duration": "3.0625 双月"}}]}}', "utf-8"
    )

    old = "pint 0.24.4 is installed, planmodel needs 0.25.1 or newer"

    def unknown(*args: object) -> NoReturn:
        raise TypeError("UnitRegistry is not a generic class")

    with (
        mock.patch("planmodel.units.table._look_up", unknown),
        mock.patch("planmodel.faults._outdated", return_value=(old,)),
        pytest.warns(FaultWarning, match="not a generic class"),
    ):
        _, problems = read_with_problems(folder / "good.json")
    assert {one.code for one in problems} == {"PM099"}
    assert old in problems[0].message


def _not_negative(risk: object, field: object, value: int) -> None:
    if value < 0:
        raise ValueError("a chance is not negative")


@attrs.frozen(kw_only=True)
class Risk(Element):
    """A kind of somebody's own, with a validator that knows nothing of planmodel's errors."""

    kind: ClassVar[str] = "risk"
    plural: ClassVar[str] = "risks"

    chance: int = attrs.field(default=0, validator=_not_negative)


def test_what_the_validator_of_ones_own_kind_refuses_is_a_mistake_of_the_file(folder: Path) -> None:
    text = GOOD[:-1] + ', "risks": [{"id": "r", "name": "r", "chance": -1}]}'
    (folder / "good.json").write_text(text, encoding="utf-8")
    _, problems = read_with_problems(folder / "good.json", vocabulary=VOCABULARY.extend(Risk))
    assert [(one.code, one.message) for one in problems] == [("PM003", "a chance is not negative")]
