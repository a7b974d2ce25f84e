"""No test says yes without having looked: what may never be met is counted, and no test sets a deadline."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from reached import Reached

HERE = Path(__file__).parent


def uncounted(source: str) -> Iterator[str]:
    """Yield the tests in which an assertion may never be met, or left out by an early return, without being counted."""
    for test in ast.walk(ast.parse(source)):
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test_"):
            for node in ast.walk(test):
                if (hides(node) or leaves(node)) and "reached(" not in ast.unparse(node):
                    yield f"{test.name}, line {getattr(node, 'lineno', 0)}"


def hides(node: ast.AST) -> bool:
    """Tell whether a node asserts on some conditions only; what is asserted on either side is always asserted."""
    if not isinstance(node, ast.If):
        return False
    return asserts(node.body) != asserts(node.orelse)


def asserts(body: list[ast.stmt]) -> bool:
    inside = [node for one in body for node in ast.walk(one)]
    return any(isinstance(node, ast.Assert) or "pytest.raises(" in ast.unparse(node) for node in inside)


def leaves(node: ast.AST) -> bool:
    """Tell whether a test or a turn of its loop ends early."""
    if not isinstance(node, ast.If | ast.ExceptHandler):
        return False
    own = [one for one in node.body if isinstance(one, ast.Return | ast.Continue | ast.Break | ast.Pass)]
    return bool(own)


@pytest.mark.parametrize("path", sorted(HERE.rglob("test_*.py")), ids=lambda path: path.relative_to(HERE).as_posix())
def test_what_a_test_may_never_meet_is_counted(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert [*uncounted(source)] == []
    assert "deadline=" not in source or path == Path(__file__), "tests/conftest.py has the one profile"


@pytest.mark.parametrize(
    "body",
    [
        "if x:\n        assert y",
        "for x in xs:\n        if x:\n            assert y",
        "if x:\n        return\n    assert y",
        "for x in xs:\n        if x:\n            continue\n        assert y",
        "try:\n        y = f()\n    except ValueError:\n        return\n    assert y",
        "if x:\n        with pytest.raises(ValueError):\n            f()",
    ],
)
def test_an_assertion_that_may_never_be_met_is_noticed(body: str) -> None:
    assert [one.partition(",")[0] for one in uncounted(f"def test_a():\n    {body}\n")] == ["test_a"]


@pytest.mark.parametrize(
    "body",
    [
        "assert y",
        "if x:\n        pytest.skip()\n    assert y",
        "if x:\n        assert y\n    else:\n        assert z",
        "if reached('x', x):\n        assert y",
        "try:\n        y = f()\n    except ValueError:\n        reached('refused')\n        return\n    assert y",
    ],
)
def test_an_assertion_that_is_met_or_counted_is_none(body: str) -> None:
    assert [*uncounted(f"def test_a():\n    {body}\n")] == []


def test_too_few_cases_fail_and_a_name_that_was_not_declared_is_refused() -> None:
    counter = Reached({"seen": 2})
    assert counter("seen")
    assert not counter("seen", False)
    with pytest.raises(AssertionError):
        counter.check()
    counter("seen")
    counter.check()
    with pytest.raises(KeyError, match="reaches"):
        counter("unseen")
