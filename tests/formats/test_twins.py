"""Every shipped kind is read by filling objects at once, whatever its bases do to their subclasses."""

from __future__ import annotations

import pytest

from planmodel.formats.object_fields import twin_of
from planmodel.model.header import Header
from planmodel.model.vocabulary import VOCABULARY


@pytest.mark.parametrize("kind", VOCABULARY.kinds, ids=lambda kind: kind.kind)
def test_every_shipped_kind_has_a_twin(kind: type) -> None:
    assert twin_of(kind) is not None


def test_a_header_has_no_slots_and_so_none() -> None:
    assert twin_of(Header) is None
