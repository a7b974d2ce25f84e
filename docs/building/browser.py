"""Fetches what the page "Try it" runs on, with npm and pip: ``python docs/building/browser.py FOLDER``.

Pyodide (MPL-2.0) and the wheels of planmodel's core go into the folder, which ``site.py --browser FOLDER`` puts beside
the pages. This needs a network (or a mirror); the page that is made of it does not.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYODIDE = "314.0.7"
PARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
# What the core's dependencies need in turn; pip is asked for each by name, as it cannot resolve for another platform.
BENEATH = ("flexcache", "flexparser", "platformdirs", "typing-extensions")


def main(folder: Path) -> None:
    """Fill the folder, and list its wheels in ``wheels.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        _run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", name, f"pyodide@{PYODIDE}")
        for part in PARTS:
            shutil.copy2(work / "node_modules" / "pyodide" / part, folder / part)
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        names = [one for one in project["dependencies"] if not one.startswith("pyyaml")]
        lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
        version = ".".join(lock["python"].split(".")[:2])
        platforms = ("--platform", f"pyemscripten_{lock['abi_version']}_wasm32", "--platform", "any")
        tags = (
            "--python-version",
            version,
            "--implementation",
            "cp",
            "--abi",
            f"cp{version.replace('.', '')}",
            "--abi",
            "none",
        )
        _pip("download", "--only-binary=:all:", *tags, *platforms, "--dest", name, *names, *BENEATH)
        _pip("wheel", "--wheel-dir", name, str(ROOT))
        _pip("download", "--only-binary=:all:", "--dest", str(work / "yaml"), _only(project["dependencies"], "pyyaml"))
        for wheel in work.glob("*.whl"):
            shutil.copy2(wheel, folder / wheel.name)
        _without_compiled(next((work / "yaml").glob("*.whl")), folder)
    wheels = sorted(wheel.name for wheel in folder.glob("*.whl"))
    (folder / "wheels.json").write_text(json.dumps(wheels), encoding="utf-8")


def _only(dependencies: list[str], name: str) -> str:
    return next(one for one in dependencies if re.match(rf"{name}\b", one))


def _without_compiled(wheel: Path, folder: Path) -> None:
    """Write a wheel that has no compiled part for this platform without the one for ours: PyYAML does without."""
    name, version = wheel.name.split("-")[:2]
    with (
        zipfile.ZipFile(wheel) as old,
        zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if not part.filename.endswith((".so", ".pyd")):
                new.writestr(part.filename, old.read(part))


def _pip(*words: str) -> None:
    verb, *rest = words
    _run(sys.executable, "-m", "pip", verb, "--quiet", "--no-deps", "--disable-pip-version-check", *rest)


def _run(*words: str) -> None:
    subprocess.run(words, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
