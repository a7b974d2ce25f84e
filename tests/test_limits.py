"""One place says how much a file may hold; what is over is refused with the limit's name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.limits import Limits, bytes_of


def test_what_is_over_a_limit_names_it_and_how_to_raise_it() -> None:
    with pytest.raises(pm.PlanFileError, match=r"11 cells; at most 10 are read.*limits=Limits\(cells=11\)") as caught:
        Limits(cells=10).check("cells", 11, "t.csv")
    assert caught.value.problems[0].place.file == "t.csv"
    Limits(cells=11).check("cells", 11)


def test_a_file_as_large_as_the_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "t"
    path.write_bytes(b"12345")
    assert bytes_of(path, Limits(bytes=5)) == b"12345"
    with pytest.raises(pm.PlanFileError, match="5 bytes; at most 4"):
        bytes_of(path, Limits(bytes=4))


@pytest.mark.parametrize("name", ["a\0b.csv", "x" * 300, "missing.csv"])
def test_a_path_that_cannot_be_opened_is_one_clear_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(pm.PlanFileError, match="cannot be opened"):
        bytes_of(tmp_path / name, Limits())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_what_never_ends_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    for name in ("pipe.csv", "zero.csv"):
        with pytest.raises(pm.PlanFileError, match="it is not a file"):
            pm.read_indicator_table(tmp_path / name)
