"""A regular expression that waits is copied and pickled as one that is compiled."""

from __future__ import annotations

import copy
import pickle

import pytest

from planmodel.expression import expression


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_what_was_never_asked_can_be_copied(again: object) -> None:
    assert callable(again)
    found = again(expression(r"(\d{4})年")).match("2025年")
    assert found is not None
    assert found[1] == "2025"
