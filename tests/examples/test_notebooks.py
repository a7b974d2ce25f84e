"""The notebooks run as scripts and in kernels, from wherever they are started, show pictures, and write no file."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest

pytestmark = pytest.mark.outside

ROOT = Path(__file__).parents[2]
PICTURE = '<img src="data:image/svg+xml;base64,'
LOOSE = re.compile(r"<(script|style|svg|iframe)\b", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Notebook:
    """A notebook in text form, and what it must show: how many pictures, and texts among its outputs."""

    path: str
    pictures: int
    texts: tuple[str, ...]


NOTEBOOKS = [
    Notebook(
        path="examples/lianzhou/tour.py",
        pictures=5,
        texts=(
            "10 of 10 indicators have no attainment",
            "6 announced, 7 listed (warning)",
            "not known, 7 without a number",
            "lianzhou.html",
        ),
    ),
    Notebook(
        path="examples/lianzhou/dependencies.py",
        pictures=6,
        texts=("circles: none", "from 2021-01-01 to 2025-07-31", "evidence: ['assumed']"),
    ),
    Notebook(
        path="examples/lianzhou/draft.py",
        pictures=1,
        texts=(
            "the text tells 6, 7 were drafted",
            "links of tasks to goals: 0",
            "lianzhou: no conflict",
            "坚持系统思维",
            "read by hand",
            "72 matched, 5 only drafted, 40 only by hand",
        ),
    ),
    Notebook(
        path="examples/counties/compare.py",
        pictures=4,
        texts=("7 stricter, 4 equal, 0 looser", "7 of 7 ask for more than the nation"),
    ),
]


@pytest.fixture(params=NOTEBOOKS, ids=lambda one: Path(one.path).stem)
def notebook(request: pytest.FixtureRequest) -> Notebook:
    found: Notebook = request.param
    return found


def files() -> set[tuple[str, int]]:
    """Return what lies in the examples, and when it was written."""
    found = (path for path in (ROOT / "examples").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {(str(path), path.stat().st_mtime_ns) for path in found}


def executed(folder: Path, *notebooks: Notebook, cells: int | None = None) -> list[Any]:
    """Run notebooks, or the first cells of code of each, in one kernel that is started in a folder; return outputs."""
    jupytext = pytest.importorskip("jupytext", reason="jupytext is not installed")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    each = [jupytext.read(ROOT / notebook.path) for notebook in notebooks]
    code = [cell for one in each for cell in [cell for cell in one.cells if cell.cell_type == "code"][:cells]]
    read = each[0]
    read.cells = code
    read.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbclient.NotebookClient(read, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    return [output for cell in code for output in cell.outputs]


def test_a_notebook_runs_as_a_script_from_anywhere(notebook: Notebook, tmp_path: Path) -> None:
    before = files()
    ran = subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / notebook.path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert [*tmp_path.iterdir()] == []
    assert files() == before


def test_a_notebook_runs_in_its_folder_and_shows_its_pictures(notebook: Notebook) -> None:
    before = files()
    outputs = executed((ROOT / notebook.path).parent, notebook)
    assert files() == before
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
    shown = [output.get("data", {}) for output in outputs]
    html = [data["text/html"] for data in shown if "text/html" in data]
    assert sum(PICTURE in one for one in html) == notebook.pictures
    assert [one for one in html if LOOSE.search(one)] == []
    assert all("text/plain" in data for data in shown if data)
    told = "\n".join([*(output.get("text", "") for output in outputs), *(data.get("text/plain", "") for data in shown)])
    for text in notebook.texts:
        assert text in told


def test_notebooks_find_their_plans_from_the_root_too() -> None:
    outputs = executed(ROOT, *NOTEBOOKS, cells=1)
    assert sum("text/html" in output.get("data", {}) for output in outputs) == len(NOTEBOOKS)
