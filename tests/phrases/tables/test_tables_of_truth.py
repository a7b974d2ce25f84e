"""Published tables with answer keys: nearly all rows right, none off without a doubt on its row."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[4] / "shared"


@pytest.mark.skipif(not (SHARED / "tools" / "score_tables.py").exists(), reason="the answer keys are not here")
def test_the_published_tables_come_out_right_or_with_a_doubt() -> None:
    pytest.importorskip("lxml")
    words = [sys.executable, str(SHARED / "tools" / "score_tables.py"), str(SHARED / "data" / "truth" / "tables")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    totals = json.loads(done.stdout.splitlines()[-1])
    assert totals["rows"] == 109
    assert totals["share right"] >= 0.85
    assert totals.get("SILENT", 0) == 0
    assert totals.get("missing", 0) == 0
