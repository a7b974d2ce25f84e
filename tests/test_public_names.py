"""The public face: sorted, complete, the same for type checkers, and light to import."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

import planmodel as pm

HEAVY = ("networkx", "pint", "cattrs", "yaml", "attr", "pandas", "numpy", "click", "rich")


def test_every_name_resolves_and_is_listed_once() -> None:
    assert len(pm.__all__) == len(set(pm.__all__))
    for name in pm.__all__:
        assert getattr(pm, name) is not None
    assert set(dir(pm)) == set(pm.__all__)


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(pm.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in ast.walk(block) if isinstance(node, ast.ImportFrom)]
    seen = {alias.asname: (node.module, alias.name) for node in imports for alias in node.names}
    assert set(seen) == set(pm.__all__) - {"__version__"}
    for name, (module, original) in seen.items():
        assert getattr(importlib.import_module(module or ""), original) is getattr(pm, name or "")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Plam'"):
        pm.__getattr__("Plam")


def imported_by(code: str) -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in json.loads(shown.stdout.splitlines()[-1])}


def test_import_planmodel_brings_in_nothing_heavy() -> None:
    assert imported_by("import planmodel") & set(HEAVY) == set()


def test_a_plan_in_code_needs_neither_networkx_nor_yaml_nor_cattrs() -> None:
    code = "import planmodel as pm; pm.Plan(id='p', title='x', elements=[pm.Goal(id='g', name='y')])"
    assert imported_by(code) & {"networkx", "yaml", "cattrs", "pint", "pandas"} == set()


def test_reading_and_using_units_leaves_pints_own_registry_alone() -> None:
    code = (
        "import pint; before = pint.get_application_registry(); names = set(dir(before.get()))\n"
        "import planmodel as pm; pm.Amount('21.3 万亩').to('公顷'); pm.units.registry('3 吨')\n"
        "after = pint.get_application_registry()\n"
        "assert after is before and '亩' not in after and after.get() is before.get()"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
