"""Every error survives pickling with its facts and reads well."""

from __future__ import annotations

import pickle

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


def test_messages_say_what_and_then_what_to_do() -> None:
    assert str(ModelError("what", hint="do")) == "what\n  hint: do"
    assert 'pip install "planmodel[frames]"' in str(ERRORS[11])
    assert isinstance(ERRORS[6], KeyError)
    assert isinstance(ERRORS[11], ImportError)
