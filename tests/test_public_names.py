"""The public face: sorted, complete, the same for type checkers, and light to import."""

from __future__ import annotations

import ast
import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import planmodel as pm
from names_page import PAGE, every_name, page

HEAVY = ("networkx", "pint", "cattrs", "yaml", "attr", "pandas", "numpy", "click", "rich")


MOVED = ("errors", "functions", "parts", "results")
STUB = Path(pm.__file__).with_suffix(".pyi")


def listed(module: str) -> dict[str, str]:
    """Return the names that a module lists as its own face, with where each is defined."""
    path = STUB if module == "planmodel" else Path(importlib.import_module(module).__file__ or "")
    imports = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.ImportFrom)]
    return {alias.asname: str(node.module) for node in imports for alias in node.names if alias.asname is not None}


def test_there_are_few_names_at_the_top() -> None:
    assert len(pm.__all__) <= 75, "60, and the verbs of work to come: at most 80 in the end"


def test_every_name_resolves_to_what_type_checkers_see() -> None:
    names = listed("planmodel")
    assert sorted([*names, "__version__"]) == pm.__all__ == dir(pm)
    for name, module in names.items():
        home = importlib.import_module(module)
        assert getattr(pm, name) is (getattr(home, name) if module != "planmodel" else sys.modules[f"planmodel.{name}"])


def test_no_name_is_listed_twice() -> None:
    every = [name for module in ("planmodel", *(f"planmodel.{one}" for one in MOVED)) for name in listed(module)]
    assert sorted(every) == sorted(set(every))


@pytest.mark.parametrize("module", MOVED)
def test_a_name_that_is_not_at_the_top_is_in_a_module_of_its_kind(module: str) -> None:
    home = importlib.import_module(f"planmodel.{module}")
    names = [name for name in vars(home) if name[0].isupper() or name in listed(f"planmodel.{module}")]
    assert len(names) > 5
    assert set(names) & set(pm.__all__) <= {"PlanFileError", "PlanModelError"} | ({"Sequence"} & set(names))
    for name in set(names) - set(pm.__all__) - {"Sequence"}:
        assert getattr(pm, name) is getattr(home, name), "code that has it from the top still runs"


def test_every_public_name_stands_in_the_documentation() -> None:
    root = Path(__file__).parents[1]
    pages = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert [name for name in every_name() if not re.search(rf"\b{name}\b", text)] == []


def test_the_page_of_names_is_made_from_them() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/names_page.py"


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


@pytest.mark.parametrize(
    "code",
    [
        "import planmodel as pm; pm.read_plan('examples/lianzhou/plan.yaml')",
        "import planmodel as pm; pm.Amount('21.3 万亩').to('公顷'); pm.units.convert([1.5, 2], '吨', '万吨')",
        "import planmodel as pm; pm.units.convert(3, '亩', '公顷')",
        "from planmodel.cli.main import main; main(['show', 'examples/lianzhou/plan.yaml'])",
        "from planmodel.cli.main import main; main(['check', 'examples/lianzhou/plan.yaml'])",
    ],
)
def test_what_is_done_first_loads_no_engine(code: str) -> None:
    quiet = f"import contextlib\nwith contextlib.suppress(SystemExit):\n    {code}"
    assert imported_by(quiet) & {"networkx", "pint", "numpy", "scipy", "pandas", "cattrs"} == set()


def test_texts_of_targets_are_read_for_those_who_ask(tmp_path: Path) -> None:
    target = '{"year": 2025, "as_published": "≥90%"}'
    indicator = f'{{"id": "i", "name": "森林覆盖率", "targets": [{target}]}}'
    path = tmp_path / "p.json"
    path.write_text(f'{{"planmodel": 1, "id": "p", "title": "P", "indicators": [{indicator}]}}', encoding="utf-8")
    lines = [
        "import sys, planmodel as pm",
        f"plan = pm.read_plan({str(path)!r})",
        "again = plan.replace('i', note='x').rename('i', 'j').to_json()",
        "before = 'planmodel.phrases.reader' in sys.modules",
        "print(plan.indicators['i'].targets[0].commitment.value, before, 'planmodel.phrases.reader' in sys.modules)",
    ]
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["90", "%", "False", "True"]


def test_reading_and_using_units_leaves_pints_own_registry_alone() -> None:
    code = (
        "import pint; before = pint.get_application_registry(); names = set(dir(before.get()))\n"
        "import planmodel as pm; pm.Amount('21.3 万亩').to('公顷'); pm.units.registry('3 吨')\n"
        "after = pint.get_application_registry()\n"
        "assert after is before and '亩' not in after and after.get() is before.get()"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
