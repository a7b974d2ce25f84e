"""``plan.explore()`` writes the report beside the notebook, links it, and overwrites only what is its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import planmodel as pm

OURS = '<!doctype html><html><head><meta charset="utf-8"><meta name="generator" content="planmodel"></head></html>'


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Put a report that only notes what it was asked for in the place of the real one."""
    found: list[dict[str, Any]] = []

    def report(plan: pm.Plan, path: Path, **options: Any) -> None:
        found.append({"plan": plan.id, "path": path, **options})
        Path(path).write_text(OURS, encoding="utf-8")

    monkeypatch.setattr(pm.Plan, "report", report, raising=False)
    monkeypatch.chdir(tmp_path)
    return found


def plan(id: str = "p") -> pm.Plan:
    return pm.Plan(id=id, title={"zh": "连州<b>", "en": "Lianzhou"}, elements=[])


def test_it_writes_a_page_named_after_the_plan_and_shows_a_link(asked: list[dict[str, Any]], tmp_path: Path) -> None:
    link = plan().explore(as_of="2023-12-31", start="2021-01-01", language="zh")
    assert asked == [
        {
            "plan": "p",
            "path": Path("p.html"),
            "as_of": "2023-12-31",
            "start": "2021-01-01",
            "calendar": None,
            "language": "zh",
        }
    ]
    assert (tmp_path / "p.html").exists()
    assert repr(link) == str(link) == "p.html"
    assert link._repr_html_() == '<a href="p.html" target="_blank">连州&lt;b&gt;</a> (<code>p.html</code>)'


def test_a_link_is_relative_to_where_the_notebook_runs(asked: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "a b#c").mkdir()
    link = plan().explore(tmp_path / "a b#c" / "x.html", language="en")
    assert 'href="a%20b%23c/x.html"' in link._repr_html_()
    assert Path(link).read_text(encoding="utf-8") == OURS


def test_an_id_that_files_cannot_have_becomes_one_that_they_can(asked: list[dict[str, Any]]) -> None:
    assert plan("cn:441882").explore().path == Path("cn-441882.html")


def test_its_own_page_is_written_anew(asked: list[dict[str, Any]]) -> None:
    plan().explore()
    plan().explore()
    assert len(asked) == 2


@pytest.mark.parametrize("content", ["", "my notes", "<html><head><title>planmodel</title></head></html>"])
def test_any_other_file_is_left_alone(asked: list[dict[str, Any]], tmp_path: Path, content: str) -> None:
    (tmp_path / "p.html").write_text(content, encoding="utf-8")
    with pytest.raises(pm.PlanModelError, match=r"p\.html is there, and no report.*\n.*another path"):
        plan().explore()
    assert asked == []
    assert (tmp_path / "p.html").read_text(encoding="utf-8") == content


def test_a_folder_in_its_place_is_an_error(asked: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "p.html").mkdir()
    with pytest.raises(pm.PlanModelError, match="is there"):
        plan().explore()
