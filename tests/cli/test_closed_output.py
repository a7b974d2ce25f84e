"""Every verb ends quietly when nobody takes its output, and says so when output cannot be written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planmodel.cli.group import VERBS
from planmodel.examples import folder

PLAN = str(folder("lianzhou") / "plan.yaml")
COUNTIES = sorted(str(path) for path in folder("counties").glob("*.yaml"))
WORDS: dict[str, list[str]] = {
    "check": [PLAN],
    "show": [PLAN],
    "graph": [PLAN, "--to", "json"],
    "convert": ["--help"],
    "read-target": ["≥90%"],
    "read-table": ["--help"],
    "progress": [PLAN, "--as-of", "2023"],
    "schedule": [PLAN],
    "needs": [PLAN],
    "cascade": COUNTIES,
    "compare": COUNTIES,
    "diff": COUNTIES[:2],
    "coverage": COUNTIES,
    "report": ["--help"],
    "corpus": ["--help"],
    "schema": [],
    "new": ["--help"],
    "rules": [],
    "plugins": [],
    "draft": ["--help"],
    "agree": COUNTIES[:2],
    "succession": ["--help"],
    "sufficiency": [PLAN],
    "quotas": ["--help"],
    "evaluate": [PLAN, "--as-of", "2023"],
    "verify": ["--help"],
}


def test_every_verb_is_tried_here() -> None:
    assert set(WORDS) == set(VERBS)


@pytest.mark.skipif(os.name != "posix", reason="pipes end otherwise on this system")
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_whose_reader_is_gone_ends_without_a_word(verb: str) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "planmodel", verb, *WORDS[verb]], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="streams are closed otherwise on this system")
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "2>&-", ">/dev/full"])
def test_a_command_that_is_started_with_closed_streams_fails_only_where_it_must(closed: str, tmp_path: Path) -> None:
    def status(words: str) -> int:
        command = f'"{sys.executable}" -m planmodel {words} {closed}'
        done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
        assert b"Traceback" not in done.stderr
        return done.returncode

    assert status("schema") == (0 if closed == "2>&-" else 2)
    made = tmp_path / "plan.json"
    assert status(f'convert "{PLAN}" "{made}"') == 0
    assert made.stat().st_size > 1_000
