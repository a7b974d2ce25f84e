"""Each floor imports only from those below it, rooms of one floor never in a circle, and doors are one line."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import attrs
import networkx as nx
import pytest

import planmodel

ROOT = Path(planmodel.__file__).parent
FLOORS = (
    (
        *(
            "errors",
            "arguments",
            "cells",
            "collector",
            "columns",
            "derivation",
            "descriptions",
            "diagnostics",
            "encodings",
            "entry_points",
            "expression",
            "failures",
            "faults",
            "frames",
        ),
        *(
            "limits",
            "listing",
            "plugins",
            "progress_bar",
            "records",
            "settings",
            "steering",
            "tabular",
            "text",
            "version",
            "versions",
            "words",
        ),
    ),
    ("units",),
    ("model",),
    ("graph", "phrases"),
    ("formats",),
    ("documents", "exchange"),
    ("check", "tracking", "scheduling", "testing", "verifying"),
    ("comparing",),
    ("evaluating",),
    ("drafting",),
    ("corpus", "examples"),
    ("views",),
    ("cli", "__main__", "functions", "packages", "parts", "results"),
    ("the public face",),
)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
DOORS = {
    "comparing/agreement.py",
    "comparing/cascade.py",
    "comparing/comparison.py",
    "comparing/plans.py",
    "drafting/draft.py",
    "evaluating/evaluation.py",
    "evaluating/succession.py",
    "model/kinds.py",
    "model/plan.py",
    "model/targets.py",
    "model/written.py",
    "scheduling/schedule.py",
    "scheduling/side_by_side.py",
    "scheduling/simulation.py",
    "scheduling/tornado.py",
    "tabular.py",
    "tracking/run.py",
    "versions.py",
}
"""Where a function may be a one-line door to what stands upstairs, imported inside its body."""


@attrs.frozen
class Import:
    """One import of a module of planmodel."""

    room: str
    line: int
    typing: bool = False
    """Only type checkers see it."""
    door: bool = False
    """It stands in a function that is a door."""


@functools.cache
def imports_of(source: str, place: str = "model/plan.py") -> list[Import]:
    """Return the rooms that a module imports from; ``place`` is its path below the package."""
    nodes = list(ast.walk(ast.parse(source)))
    tests = [node for node in nodes if isinstance(node, ast.If)]
    typing = {node for test in tests if is_typing_only(test) for one in test.body for node in ast.walk(one)}
    doors = {node for one in nodes if is_door(one) for node in ast.walk(one)}
    return [
        Import(room, getattr(node, "lineno", 0), node in typing, node in doors)
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Call)
        for name in names_in(node, place)
        if (room := room_of(name)) is not None
    ]


def is_typing_only(node: ast.If) -> bool:
    return ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def is_door(node: ast.AST) -> bool:
    """Tell whether a function is nothing but its docstring, imports, and one statement that calls what they bring."""
    if not isinstance(node, ast.FunctionDef):
        return False
    *imports, last = node.body
    if imports and ast.get_docstring(node) is not None:
        imports = imports[1:]
    brought = {name.asname or name.name for one in imports if isinstance(one, ast.ImportFrom) for name in one.names}
    return (
        bool(imports)
        and all(isinstance(one, ast.ImportFrom) for one in imports)
        and isinstance(last, ast.Return | ast.Expr)
        and isinstance(last.value, ast.Call)
        and root_of(last.value) in brought
        and not any(isinstance(one, ast.comprehension | ast.Lambda | ast.IfExp) for one in ast.walk(last))
    )


def root_of(node: ast.expr) -> str | None:
    """Return the name that a chain of calls and attributes begins with: ``report`` of ``report(plan).write(path)``."""
    while isinstance(node, ast.Call | ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def names_in(node: ast.AST, place: str) -> Iterator[str]:
    """Yield the dotted names that a node imports: ``planmodel.text.near`` of ``from planmodel.text import near``."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = ["planmodel", *place.split("/")][: -node.level] if node.level else []
        module = ".".join([*above, *([node.module] if node.module else [])])
        yield from (f"{module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call) and called(node).endswith(("import_module", "__import__")) and node.args:
        named = node.args[0]
        if isinstance(named, ast.JoinedStr) and named.values:
            named = named.values[0]  # the fixed beginning of an f-string
        if isinstance(named, ast.Constant) and isinstance(named.value, str):
            yield named.value


def called(node: ast.Call) -> str:
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def room_of(name: str) -> str | None:
    """Return the room that a dotted name lies in; a name of the public face lies where it is defined."""
    package, _, rest = name.partition(".")
    if package != "planmodel":
        return None
    first = rest.partition(".")[0]
    if first in LEVEL:
        return first
    if first == "__version__":
        return None
    return planmodel._HOME_OF.get(first, "planmodel.the public face").removeprefix("planmodel.").partition(".")[0]


def climbing(room: str, source: str, place: str = "model/plan.py") -> set[str]:
    """Return the rooms above ``room`` that a module there imports, but for types and through doors."""
    return {
        one.room
        for one in imports_of(source, place)
        if LEVEL[one.room] > LEVEL[room] and not one.typing and not (one.door and place in DOORS)
    }


def circles(rooms: dict[str, list[str]]) -> set[frozenset[str]]:
    """Return the circles in which rooms of one floor import each other, types included; sources by path."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for place, sources in rooms.items():
        own = home(place)
        found = {one.room for source in sources for one in imports_of(source, place) if not one.door}
        graph.add_edges_from((own, other) for other in found if other != own and LEVEL[other] == LEVEL[own])
    return {frozenset(one) for one in nx.strongly_connected_components(graph) if len(one) > 1}


def home(place: str) -> str:
    return place.partition("/")[0].removesuffix(".py")


MODULES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(ROOT.rglob("*.py"))
    if path != ROOT / "__init__.py"  # the public face names every floor
}


@pytest.mark.parametrize("place", MODULES)
def test_a_module_imports_from_its_own_floor_and_those_below(place: str) -> None:
    assert climbing(home(place), MODULES[place], place) == set()


def test_rooms_of_one_floor_do_not_import_in_circles() -> None:
    assert circles({place: [source] for place, source in MODULES.items()}) == set()


def test_every_room_has_a_floor() -> None:
    rooms = {path.name.removesuffix(".py") for path in ROOT.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert rooms - {"__init__", "__pycache__", "py.typed"} == set(LEVEL) - {"the public face"}


def test_every_module_with_doors_has_one() -> None:
    assert {place for place in DOORS if not any(one.door for one in imports_of(MODULES[place], place))} == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "def f():\n    x = 1\n    from planmodel.views.summary import summary_text\n    return summary_text(x)",
            "views",
        ),
        ("import planmodel.check.run\n", "check"),
        ("import planmodel\n", "the public face"),
        ("import planmodel as pm\n", "the public face"),
        ("from planmodel import compare\n", "comparing"),
        ("from planmodel import comparing\n", "comparing"),
        ("from planmodel import Plan, schedule\n", "scheduling"),
        ("from planmodel import *\n", "the public face"),
        ("from ..views import summary\n", "views"),
        ("from .. import views\n", "views"),
        ("if TYPE_CHECKING:\n    pass\nelse:\n    from planmodel.graph.build import PlanGraph\n", "graph"),
        ("if not TYPE_CHECKING:\n    from planmodel.graph.build import PlanGraph\n", "graph"),
        ("import_module('planmodel.corpus.build')\n", "corpus"),
        ("importlib.import_module(f'planmodel.cli.{name}')\n", "cli"),
        (
            "class A:\n    async def f(self):\n        from planmodel.check.run import check\n        return check()",
            "check",
        ),
    ],
)
def test_a_climbing_import_is_found_in_every_way_to_write_it(source: str, found: str) -> None:
    assert climbing("model", source) == {found}


@pytest.mark.parametrize(
    "source",
    [
        "from planmodel.model.plan import Plan\n",
        "from planmodel import Plan, Goal, units, __version__\n",
        "from .plan import Plan\nfrom . import kinds\nfrom ..text import near\n",
        "if TYPE_CHECKING:\n    from planmodel.graph.build import PlanGraph\n",
        "import networkx\nfrom numpy import linalg\n",
    ],
)
def test_an_import_from_here_or_below_is_none(source: str) -> None:
    assert climbing("model", source) == set()


DOOR = """
def draw(self, path):
    '''Return a picture.'''
    from planmodel.views.graphs.draw import draw
    {body}
"""


@pytest.mark.parametrize("body", ["return draw(self, path)", "return draw(self).write(path)", "draw(\n    self,\n)"])
def test_a_door_is_one_line_after_its_docstring_and_import(body: str) -> None:
    assert climbing("model", DOOR.format(body=body)) == set()
    assert climbing("model", DOOR.format(body=body), "model/header.py") == {"views"}


@pytest.mark.parametrize(
    "body",
    [
        "path = str(path)\n    return draw(self, path)",
        "if path:\n        return draw(self, path)",
        "return [draw(one) for one in self]",
        "return draw(self) if path else None",
        "return len(draw(self))",
        "return draw(self, key=lambda one: one.id)",
        "return draw",
    ],
)
def test_a_door_that_does_more_is_none(body: str) -> None:
    assert climbing("model", DOOR.format(body=body)) == {"views"}


def test_a_circle_on_one_floor_is_found_and_a_way_without_return_is_none() -> None:
    there, back = "from planmodel.tracking.run import progress\n", "from planmodel import check\n"
    assert circles({"check/run.py": [there], "tracking/run.py": [""]}) == set()
    rooms = {"check/run.py": [there], "tracking/run.py": ["if TYPE_CHECKING:\n    from planmodel.check import run\n"]}
    assert circles(rooms) == {frozenset({"check", "tracking"})}
    assert circles({"check/run.py": [there], "tracking/run.py": [back]}) == {frozenset({"check", "tracking"})}


def test_modules_are_of_a_size_that_one_can_read() -> None:
    long = {place: n for place, source in MODULES.items() if (n := source.count("\n")) > 420}
    assert long == {}
