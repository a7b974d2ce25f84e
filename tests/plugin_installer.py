"""Packages laid out in a folder as an installer lays out a wheel: nothing from the network, no tool that builds."""

from __future__ import annotations

import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from planmodel import packages, plugins

PACKAGE = Path(__file__).parent / "plugin_package"
"""A package as anybody may write one, with a pyproject.toml of its own."""


def install(target: Path, source: Path = PACKAGE) -> None:
    """Install the package of a folder with ``pyproject.toml`` into a folder that Python looks through."""
    said = tomllib.loads((source / "pyproject.toml").read_text("utf-8"))
    project = said["project"]
    for folder in said["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]:
        shutil.copytree(source / folder, target / Path(folder).name)
        sys.modules.pop(Path(folder).name, None)
    write_metadata(target, project["name"], project["version"], project["entry-points"])
    forget()


def write_metadata(target: Path, name: str, version: str, entries: Mapping[str, Mapping[str, str]]) -> None:
    """Write what tells Python that a package is installed, and what it adds."""
    folder = target / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    lines = [
        line for group, named in entries.items() for line in (f"[{group}]", *(f"{k} = {v}" for k, v in named.items()))
    ]
    (folder / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")


def add(target: Path, package: str, code: str, **groups: str) -> None:
    """Install a package of one module: its code, and what it names in each group, ``kinds="Hazard"``."""
    module = package.replace("-", "_")
    target.mkdir(exist_ok=True)
    (target / f"{module}.py").write_text(code, "utf-8")
    entries = {f"planmodel.{group}": {"it": f"{module}:{name}"} for group, name in groups.items()}
    write_metadata(target, package, "1.0", entries)


def forget() -> None:
    """Make planmodel forget what is installed."""
    plugins.forget()
    for registry in packages.REGISTRIES:
        registry.forget()


@contextmanager
def found_in(target: Path) -> Iterator[None]:
    """Let Python find what is installed in a folder, for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(target))
        forget()
        yield
    forget()
