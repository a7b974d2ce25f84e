"""Writing: stable, in short forms, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

import planmodel as pm


def small() -> pm.Plan:
    return pm.Plan(
        id="p",
        title={"zh": "计划", "en": "Plan"},
        period="2021/2025",
        elements=[
            pm.Task(
                id="t1",
                name="no",
                depends_on=["t2", pm.Dependency("t3", type="SS", lag="3 月")],
                duration="18 月",
                period="2021/2023",
            ),
            pm.Task(id="t2", name="12:30"),
            pm.Task(id="t3", name="2025-06-30", note="一行\n两行: “引号”"),
            pm.Indicator(
                id="i1",
                name="0441882",
                unit="微克/立方米",
                baseline=pm.Baseline(year=2020, value="25.0"),
                observations=[pm.Observation(period=2023, value=21)],
            ),
        ],
    )


def test_yaml_prints_short_forms_and_quotes_what_others_would_misread() -> None:
    assert small().to_yaml() == (
        "planmodel: 1\n"
        "id: p\n"
        "title: {zh: 计划, en: Plan}\n"
        "period: 2021/2025\n"
        "indicators:\n"
        "- id: i1\n"
        "  name: '0441882'\n"
        "  unit: 微克/立方米\n"
        "  baseline: {year: 2020, value: 25.0}\n"
        "  observations: [{period: 2023, value: 21}]\n"
        "tasks:\n"
        "- id: t1\n"
        "  name: 'no'\n"
        "  depends_on: [t2, {on: t3, type: SS, lag: 3 月}]\n"
        "  period: 2021/2023\n"
        "  duration: 18 月\n"
        "- {id: t2, name: '12:30'}\n"
        "- id: t3\n"
        "  name: '2025-06-30'\n"
        "  note: |-\n"
        "    一行\n"
        "    两行: “引号”\n"
    )


def test_another_yaml_reader_sees_the_same_names() -> None:
    names = [task["name"] for task in yaml.safe_load(small().to_yaml())["tasks"]]
    assert names == ["no", "12:30", "2025-06-30"]


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    for suffix in ("yaml", "json"):
        path = tmp_path / f"plan.{suffix}"
        small().to_yaml(path) if suffix == "yaml" else small().to_json(path)
        again = pm.read_plan(path)
        assert again == small()
        text = again.to_yaml() if suffix == "yaml" else again.to_json()
        assert text == path.read_text(encoding="utf-8")


def test_digits_survive_a_json_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    small().to_json(path)
    baseline = pm.read_plan(path).indicators["i1"].baseline
    assert baseline is not None
    assert str(baseline.value) == "25.0 微克/立方米"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("old", encoding="utf-8")

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OSError, match="No space"):
        small().to_yaml(path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["plan.yaml"]


def test_a_written_file_keeps_the_permissions_of_the_one_it_replaces(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    small().to_yaml(path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such folder") as caught:
        small().to_json(tmp_path / "nowhere" / "plan.json")
    assert caught.value.filename == str(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(FileNotFoundError, match="this is no folder"):
        small().to_yaml(tmp_path / "file" / "plan.yaml")
    with pytest.raises(IsADirectoryError):
        small().to_yaml(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name == "nt", reason="links want a privilege on Windows")
def test_a_link_is_followed_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    text = small().to_json(link)
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == text
    small().to_yaml(os.devnull)
