"""Every error survives pickling with its facts and reads well."""

from __future__ import annotations

import pickle

import pytest

import planmodel as pm
from planmodel.diagnostics import Diagnostic, Place

ERRORS = [
    pm.PlanModelError("what", hint="do"),
    pm.ModelError("what", hint="do", field=["a"]),
    pm.VocabularyError("what"),
    pm.AmountError("what", text="x"),
    pm.UnknownUnitError("what", unit="x", near=["y"], hint="do"),
    pm.IncompatibleUnitsError("what", left="a", right="b"),
    pm.UnknownIdError("what", id="x", near=["y"]),
    pm.DuplicateIdError("what", id="x"),
    pm.ReferencedError("what", id="x", holders=["y"]),
    pm.FilterError("what", keyword="x"),
    pm.CycleError("what", cycles=[["a", "b"]]),
    pm.MissingExtraError("pandas", extra="frames", purpose="a table"),
    pm.PlanFileError("what", problems=[Diagnostic(code="PM001", severity="error", message="m", place=Place(file="f"))]),
    pm.CheckFailedError("what", findings=[]),
    pm.LevelArithmeticError("what", unit="℃", operation="sum"),
    pm.ArgumentError("what", parameter="plan"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling(error: pm.PlanModelError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.__dict__ == error.__dict__
    assert str(again) == str(error)


def test_every_error_class_is_tried_here() -> None:
    names = {name for name in pm.__all__ if name.endswith("Error")}
    assert names == {type(error).__name__ for error in ERRORS}


def test_messages_say_what_and_then_what_to_do() -> None:
    assert str(pm.ModelError("what", hint="do")) == "what\n  hint: do"
    assert 'pip install "planmodel[frames]"' in str(ERRORS[11])
    assert isinstance(ERRORS[6], KeyError)
    assert isinstance(ERRORS[11], ImportError)
