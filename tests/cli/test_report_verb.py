"""``planmodel report``."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from planmodel.cli.group import planmodel, run
from planmodel.model.kinds import Goal, Task
from planmodel.model.plan import Plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    elements = [Goal(id="g", name="Air"), Task(id="t", name="Buses", duration="3 月", contributes_to=["g"])]
    for id in ("north", "south"):
        Plan(id=id, title=f"Plan {id}", period="2021/2025", elements=elements).to_yaml(tmp_path / f"{id}.yaml")
    return tmp_path


def test_one_plan_makes_a_page_with_an_overlay_and_a_day(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "more").mkdir()
    overlay = folder / "more" / "overlay.yaml"
    overlay.write_text("planmodel: 1\noverlay: north\ntasks:\n- {id: t, name: Trams}\n", encoding="utf-8")
    out = folder / "out.html"
    args = ["report", str(folder / "north.yaml"), "-o", str(out), "--as-of", "2023", "--start", "2022-01-01"]
    assert run([*args, "--language", "zh", "--overlay", str(overlay)]) == 0
    page = out.read_text(encoding="utf-8")
    assert "Trams" in page
    assert '<html lang="zh-CN">' in page
    assert "2023-12-31" in page
    assert "2022-01-01" in page
    assert "已写入" in capsys.readouterr().err


@pytest.mark.parametrize("names", [["north.yaml", "south.yaml"], ["."], ["*.yaml"]])
def test_several_plans_make_a_comparison(folder: Path, names: list[str]) -> None:
    result = CliRunner().invoke(planmodel, ["report", *(str(folder / name) for name in names), "--reference", "south"])
    assert result.exit_code == 0
    assert "2 plans side by side" in result.stdout
    assert "Plan south" in result.stdout


def test_a_file_that_cannot_be_read_is_left_out_and_the_status_says_so(folder: Path) -> None:
    (folder / "bad.yaml").write_text("id: [", encoding="utf-8")
    assert run(["report", str(folder), "-o", str(folder / "out.html")]) == 1
    assert "bad.yaml" in (folder / "out.html").read_text(encoding="utf-8")
    assert run(["report", str(folder / "bad.yaml"), "-o", str(folder / "none.html")]) == 2
    assert run(["report", str(folder / "nobody.yaml")]) == 2
    assert not (folder / "none.html").exists()


@pytest.mark.parametrize(
    ("names", "options"),
    [(["north.yaml"], ["--reference", "x"]), (["."], ["--as-of", "2023"]), (["."], ["--start", "2023"])],
)
def test_options_of_the_other_page_are_bad_usage(folder: Path, names: list[str], options: list[str]) -> None:
    assert run(["report", *(str(folder / name) for name in names), *options]) == 2


def test_a_working_calendar_counts_on_the_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["report", str(folder / "north.yaml"), "--start", "2021-01-01"]
    assert run(words) == 0
    plain = capsys.readouterr().out
    assert run([*words, "--calendar", "china"]) == 0
    worked = capsys.readouterr().out
    assert plain != worked
    assert "工作日" in worked
    assert run(["report", str(folder), "--calendar", "week"]) == 2
