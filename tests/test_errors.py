"""Every error survives pickling with its facts and reads well."""

from __future__ import annotations

import ast
import builtins
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

import planmodel as pm
from planmodel import errors
from planmodel.diagnostics import Diagnostic, Place
from planmodel.errors import (
    AmountError,
    ArgumentError,
    CheckFailedError,
    CycleError,
    DuplicateIdError,
    FilterError,
    IncompatibleUnitsError,
    LevelArithmeticError,
    MissingExtraError,
    ModelError,
    ReferencedError,
    UnknownIdError,
    UnknownUnitError,
    VocabularyError,
)

ERRORS = [
    pm.PlanModelError("what", hint="do"),
    ModelError("what", hint="do", field=["a"]),
    VocabularyError("what"),
    AmountError("what", text="x"),
    UnknownUnitError("what", unit="x", near=["y"], hint="do"),
    IncompatibleUnitsError("what", left="a", right="b"),
    UnknownIdError("what", id="x", near=["y"]),
    DuplicateIdError("what", id="x"),
    ReferencedError("what", id="x", holders=["y"]),
    FilterError("what", keyword="x"),
    CycleError("what", cycles=[["a", "b"]]),
    MissingExtraError("pandas", extra="frames", purpose="a table"),
    pm.PlanFileError("what", problems=[Diagnostic(code="PM001", severity="error", message="m", place=Place(file="f"))]),
    CheckFailedError("what", findings=[]),
    LevelArithmeticError("what", unit="℃", operation="sum"),
    ArgumentError("what", parameter="plan"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling(error: pm.PlanModelError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.__dict__ == error.__dict__
    assert str(again) == str(error)


def test_every_error_class_is_tried_here() -> None:
    names = set(errors.__all__)
    assert names == {type(error).__name__ for error in ERRORS}


def test_what_steers_a_terminal_is_seen_in_an_error_and_not_sent() -> None:
    error = pm.PlanModelError("no \x9b31m\x7f", hint="\x1b[1m")
    assert str(error) == "no \\x9b31m\\x7f\n  hint: \\x1b[1m"


def test_messages_say_what_and_then_what_to_do() -> None:
    assert str(ModelError("what", hint="do")) == "what\n  hint: do"
    assert 'pip install "planmodel[frames]"' in str(ERRORS[11])
    assert isinstance(ERRORS[6], KeyError)
    assert isinstance(ERRORS[11], ImportError)


PROTOCOL = {"__getattr__": "AttributeError", "__setattr__": "AttributeError", "__delattr__": "AttributeError"}
PROTOCOL |= {"__setitem__": "TypeError", "__truediv__": "ZeroDivisionError"}
CAUGHT_INSIDE = {
    ("formats/source_tree.py", "ValueError"): "the reader beside it turns it into an issue with its place",
    (
        "formats/tables_source.py",
        "ValueError",
    ): "then the reader that collects all problems reads",
    ("formats/yaml_source.py", "ValueError"): "then the reader that collects all problems reads",
    ("formats/json_source.py", "ValueError"): "then the reader that collects all problems reads",
    ("formats/object_fields.py", "ValueError"): "then the reader that collects all problems reads",
    ("formats/plain_source.py", "ValueError"): "then the reader that collects all problems reads",
    ("formats/files.py", "OSError"): "as the operating system says it; whoever opens files tells it with the path",
    ("formats/files.py", "FileNotFoundError"): "as the operating system says it; whoever opens files tells it",
    ("formats/files.py", "IsADirectoryError"): "as the operating system says it; whoever opens files tells it",
    ("formats/together.py", "IsADirectoryError"): "as the operating system says it; whoever opens files tells it",
    ("formats/together.py", "BlockingIOError"): "as the operating system says it, with the folder; who writes tells it",
    ("views/workbook.py", "OSError"): "as the operating system says it, with the file; whoever writes files tells it",
    ("settings.py", "ValueError"): "becomes a SettingsError that names file and key",
    ("scheduling/relaxing.py", "RuntimeError"): "a fault of ours or the solver's, which nobody who asks could mend",
    ("testing/validity.py", "AssertionError"): "what test frameworks expect of an assertion",
    ("model/calendar.py", "AssertionError"): "cannot be reached",
    ("model/collection.py", "AssertionError"): "cannot be reached",
}


def raised(package: Path) -> Iterator[tuple[str, str]]:
    """Yield the modules that raise an exception of Python, with its name, but where Python's protocol asks for it."""
    builtin = {name for name, one in vars(builtins).items() if isinstance(one, type) and issubclass(one, Exception)}
    builtin -= {"NotImplementedError"}
    for path in sorted(package.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        raising = [node for node in nodes if isinstance(node, ast.Raise)]
        functions = [node for node in nodes if isinstance(node, ast.FunctionDef)] if raising else []
        within = {node: function.name for function in functions for node in ast.walk(function)}
        for node in raising:
            name = getattr(getattr(node.exc, "func", node.exc), "id", None)
            if name in builtin and PROTOCOL.get(within.get(node, "")) != name:
                yield path.relative_to(package).as_posix(), name


def test_an_exception_of_python_is_raised_only_where_its_protocol_asks_or_where_it_is_caught() -> None:
    assert set(raised(Path(pm.__file__).parent)) == set(CAUGHT_INSIDE), "raise one of planmodel, or say who catches it"
