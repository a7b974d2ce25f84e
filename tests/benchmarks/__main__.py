"""Print each promise about speed with what is measured here: ``python tests/benchmarks [--large] [NAME...]``.

Every promise is measured in a process of its own. The figure that counts is taken with Python's collector of garbage as
users run both sides; beside it stands the ratio with the collector off for both, and after a stroke what is promised
of that. Figures are ours ÷ theirs, or how many milliseconds longer ours takes. Nothing fails: a machine may be busy.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":  # a folder that is run stands on the path itself; its package is imported from above it
    sys.path[0] = str(Path(__file__).parents[1])

from benchmarks import BENCHMARKS
from benchmarks.ratios import Benchmark

COLUMNS = "{:>10} {:>8} {:>13} {:>11}  {}"


def main() -> int:
    """Measure the named promises, or all; always 0, but for a name that does not exist."""
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *(one.name for one in BENCHMARKS)], metavar="NAME")
    parser.add_argument("--large", action="store_true", help="sizes that need minutes and gigabytes")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    chosen = [one for one in BENCHMARKS if one.name in asked.names or not asked.names]
    if asked.here:
        print(row(chosen[0], large=asked.large))
        return 0
    print(COLUMNS.format("promised", "measured", "collector off", "ours", "what is promised"))
    for one in chosen:
        again = [sys.executable, str(Path(__file__).parent), "--here", one.name, *(["--large"] if asked.large else [])]
        done = subprocess.run(again, capture_output=True, text=True, encoding="utf-8", check=False)
        last = (done.stderr.strip() or "no output").splitlines()[-1]
        print(done.stdout.rstrip() if done.returncode == 0 else line(one, "failed", "", "", f": {last}"), flush=True)
    return 0


def row(one: Benchmark, *, large: bool) -> str:
    """Measure one promise in this process and return its line."""
    if one.missing is not None:
        return line(one, "–", "", "", f" (needs {one.missing})")
    with tempfile.TemporaryDirectory() as folder:
        found = one.measure(Path(folder), large=large)
    off = "" if found.off is None else f"{found.off:.2f}"
    mark = "" if one.is_held(found) else "  <- more than promised"
    measured = f"{found.running:.0f} ms" if one.more else f"{found.running:.2f}"
    return line(one, measured, off, f"{found.ours:.3g} {'MiB' if one.memory else 's'}", mark)


def line(one: Benchmark, measured: str, off: str, ours: str, mark: str) -> str:
    promised = f"{one.at_most:.0f} ms" if one.more else f"{one.at_most:.2f}"
    promised += "" if one.at_most_off is None else f"/{one.at_most_off:.2f}"
    return COLUMNS.format(promised, measured, off, ours, f"{one.name}: {one.promise}{mark}")


if __name__ == "__main__":
    sys.exit(main())
