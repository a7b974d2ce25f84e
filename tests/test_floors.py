"""Each floor imports only from those below it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import planmodel

ROOT = Path(planmodel.__file__).parent
FLOORS = (
    ("errors", "diagnostics", "limits", "listing", "progress_bar", "records", "text", "versions"),
    ("units",),
    ("model",),
    ("graph", "phrases"),
    ("formats",),
    ("check", "tracking", "scheduling", "testing"),
    ("comparing",),
    ("corpus", "examples"),
    ("views",),
    ("cli", "__main__"),
)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
DOORS = {
    "comparing/cascade.py",
    "comparing/comparison.py",
    "comparing/plans.py",
    "model/plan.py",
    "scheduling/schedule.py",
    "scheduling/simulation.py",
    "tracking/run.py",
}
"""Where a method may be a one-line door to what stands upstairs, imported inside its body."""


def imports_of(source: str, *, doors: bool) -> set[str]:
    """Return the rooms that a module imports from, but for imports that only type checkers see or that doors use."""
    tree = ast.parse(source)
    hidden: set[ast.AST] = set()
    for node in ast.walk(tree):
        typing_only = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        in_a_door = doors and isinstance(node, ast.FunctionDef)
        if typing_only or in_a_door:
            hidden.update(ast.walk(node))
    names = [
        name
        for node in ast.walk(tree)
        if node not in hidden
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    ]
    return {name.split(".")[1] for name in names if name.startswith("planmodel.")}


def climbing(room: str, source: str, *, doors: bool = False) -> set[str]:
    """Return the rooms above ``room`` that a module there imports."""
    return {other for other in imports_of(source, doors=doors) if LEVEL[other] > LEVEL[room]}


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_from_its_own_floor_and_those_below(path: Path) -> None:
    place = path.relative_to(ROOT)
    if place.as_posix() == "__init__.py":
        return  # the public face names every floor
    found = climbing(place.parts[0].removesuffix(".py"), path.read_text(encoding="utf-8"), doors=str(place) in DOORS)
    assert found == set()


def test_every_room_has_a_floor() -> None:
    rooms = {path.name.removesuffix(".py") for path in ROOT.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert rooms - {"__init__", "__pycache__", "py.typed"} == set(LEVEL)


def test_a_climbing_import_would_be_found_even_inside_a_function() -> None:
    source = "def draw():\n    from planmodel.views.summary import summary_text\n"
    assert climbing("model", source) == {"views"}
    assert climbing("model", source, doors=True) == set()
    assert climbing("graph", "import planmodel.check.run\n") == {"check"}
    assert climbing("views", "from planmodel.model.plan import Plan\n") == set()
    assert climbing("model", "if TYPE_CHECKING:\n    from planmodel.graph.build import PlanGraph\n") == set()


def test_modules_are_of_a_size_that_one_can_read() -> None:
    long = {path.name: n for path in ROOT.rglob("*.py") if (n := path.read_text(encoding="utf-8").count("\n")) > 420}
    assert long == {}
