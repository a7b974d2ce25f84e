"""No reader and no verb falls over spoiled input: it is read or refused, in bounded time and memory."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from spoiling import readers
from spoiling.readers import READERS, Reader
from spoiling.trial import Trial, tried

KEPT = sorted((Path(__file__).parents[1] / "spoiled").iterdir())
BY_NAME = {one.name: one for one in READERS}
INPUTS = 12
ENDLESS = 60.0
"""Seconds of a processor's time after which a try is broken off: a machine may be slow, and no test measures that."""


def outcome(reader: Reader, data: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    if reader.missing is not None:
        pytest.skip(f"needs {reader.missing}")
    monkeypatch.setattr(readers, "_WORK", [str(folder / "work")])
    place = folder / "input"
    for path in (place, folder / "work"):
        path.mkdir(exist_ok=True)
    return tried(reader.read, reader.laid(data, place), seconds=ENDLESS)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_once_failed_is_read_or_refused(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = outcome(BY_NAME[path.name.partition("--")[0]], path.read_bytes(), tmp_path, monkeypatch)
    assert trial.outcome != "fault", f"{trial.fault}\n{trial.trace}"


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_spoiled_input_is_read_or_refused(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = 18 if "CI" in os.environ else random.SystemRandom().randrange(10**9)
    assert outcome(reader, reader.good(random.Random(seed)), tmp_path, monkeypatch).outcome == "read"
    for number in range(INPUTS):
        data = reader.spoiled(random.Random(f"{seed} {reader.name} {number}"))
        trial = outcome(reader, data, tmp_path, monkeypatch)
        assert trial.outcome != "fault", f"{seed} {number}: {data[:2000]!r}\n{trial.fault}\n{trial.trace}"


def test_what_fails_and_what_never_ends_is_a_fault(tmp_path: Path) -> None:
    def lost(path: Path) -> None:
        raise KeyError(path.name)

    def endless(path: Path) -> None:
        while True:
            pass

    def greedy(path: Path) -> None:
        bytearray(40 << 20)

    assert tried(lost, tmp_path / "x").fault == "KeyError: 'x'"
    assert tried(endless, tmp_path, seconds=0.05).fault == "more than 0.05 s"
    assert tried(greedy, tmp_path, memory=20 << 20).outcome == "fault"
    assert tried(greedy, tmp_path).outcome == "read"
