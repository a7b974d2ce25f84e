"""What installed packages name for another is found wherever Python finds packages."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from planmodel.entry_points import entry_points
from plugin_installer import write_metadata

GROUP = "some_tool.rules"


def found() -> list[tuple[str, str, str]]:
    return [(package, version, entry.value) for package, version, entry in entry_points("some_tool.")]


def test_a_folder_on_the_path_is_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_metadata(tmp_path, "hazards", "1.0", {GROUP: {"it": "hazards:RULES"}})
    write_metadata(tmp_path, "others", "1.0", {"another_tool.rules": {"it": "others:RULES"}})
    assert found() == []
    monkeypatch.syspath_prepend(tmp_path)
    assert found() == [("hazards", "1.0", "hazards:RULES")]


@pytest.mark.parametrize("name", ["hazards-1.0.egg/EGG-INFO", "hazards.egg-info"])
def test_an_egg_is_one_too(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / name
    folder.mkdir(parents=True)
    (folder / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: hazards\nVersion: 1.0\n", "utf-8")
    (folder / "entry_points.txt").write_text(f"[{GROUP}]\nit = hazards:RULES\n", "utf-8")
    monkeypatch.syspath_prepend(folder.parent)
    assert found() == [("hazards", "1.0", "hazards:RULES")]


def test_an_archive_on_the_path_is_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_metadata(tmp_path / "wheel", "hazards", "1.0", {GROUP: {"it": "hazards:RULES"}})
    archive = tmp_path / "hazards.zip"
    with zipfile.ZipFile(archive, "w") as written:
        for file in (tmp_path / "wheel").glob("*/*"):
            written.write(file, file.relative_to(tmp_path / "wheel"))
    monkeypatch.syspath_prepend(archive)
    assert found() == [("hazards", "1.0", "hazards:RULES")]


def test_who_else_finds_packages_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_metadata(tmp_path, "hazards", "1.0", {GROUP: {"it": "hazards:RULES"}})
    [folder] = tmp_path.iterdir()

    class Finder:
        @staticmethod
        def find_spec(name: str, path: object = None, target: object = None) -> None:
            return None

        @staticmethod
        def find_distributions(context: object = None) -> list[Distribution]:
            return [Distribution.at(folder)]

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    assert found() == [("hazards", "1.0", "hazards:RULES")]


def test_where_nobody_names_any_what_reads_them_is_not_imported() -> None:
    code = (
        "import sys; from planmodel.entry_points import entry_points; assert entry_points('of.nobody.') == ()\n"
        "print('importlib.metadata' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
