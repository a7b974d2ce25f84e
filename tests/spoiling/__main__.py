"""Spoil input and read it: ``python tests/spoiling [--minutes N] [--seed N] [--keep FOLDER] [NAME...]``.

Each reader works for so many minutes of a processor's time in a process of its own, so that one that dies is told of
too. Input that failed is kept, up to three of each failure, and put into ``tests/spoiled`` by hand, with a name that
says what it is, when the failure is mended.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":  # a folder that is run stands on the path itself; its package is imported from above it
    sys.path[0] = str(Path(__file__).parents[1])

from spoiling import readers
from spoiling.readers import READERS, Reader
from spoiling.trial import Trial, tried

KEPT = 3
LINE = "{:<16} {:>8} {:>7} {:>8} {:>7} {:>9} {:>9} {:>9}"


def main() -> int:
    """Try the named readers, or all; 1 when one failed."""
    parser = argparse.ArgumentParser(prog="python tests/spoiling", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *(one.name for one in READERS)], metavar="NAME")
    parser.add_argument("--minutes", type=float, default=1.0, help="of a processor's time for each reader; default 1")
    parser.add_argument("--seed", type=int, help="where to begin; another one each time when left out")
    parser.add_argument("--keep", type=Path, help="the folder for input that failed; a new one when left out")
    parser.add_argument(
        "--again", type=Path, metavar="FILE", help="try this one file with the one reader that is named"
    )
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    by_name = {one.name: one for one in READERS}
    chosen = [by_name[name] for name in asked.names or by_name]
    if asked.again:
        return again(chosen[0], asked.again)
    keep = asked.keep or Path(tempfile.mkdtemp(prefix="spoiling-"))
    keep.mkdir(parents=True, exist_ok=True)
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**9)
    if asked.here:
        return go_on(chosen[0], asked.minutes * 60, seed, keep)
    print(f"seed {seed}; input that fails is kept in {keep}")
    print(LINE.format("reader", "CPU min", "inputs", "refused", "failed", "slowest", "refusal", "highest"), flush=True)
    options = ["--minutes", str(asked.minutes), "--seed", str(seed), "--keep", str(keep)]
    command = [sys.executable, str(Path(__file__).parent), "--here", *options]
    failed = 0
    for one in chosen:
        done = subprocess.run([*command, one.name], capture_output=True, text=True, encoding="utf-8", check=False)
        print(done.stdout.rstrip(), flush=True)
        if done.returncode not in (0, 1):
            print(f"{one.name}: the process died ({done.returncode}): {done.stderr[-2000:]}", flush=True)
        failed += done.returncode != 0
    return min(failed, 1)


def go_on(reader: Reader, seconds: float, seed: int, keep: Path) -> int:
    """Try a reader for so many seconds of this processor's time, print what came of it, and return 1 if it failed."""
    if reader.missing is not None:
        print(f"{reader.name:<16} needs {reader.missing}")
        return 0
    tries: Counter[str] = Counter()
    failures: dict[tuple[str, str], list[str]] = {}
    slowest = refusal = highest = 0.0
    began = time.process_time()
    for number, data, trial in trials(reader, seconds, seed, keep):
        tries[trial.outcome] += 1
        slowest, highest = max(slowest, trial.seconds), max(highest, trial.memory)
        refusal = max(refusal, trial.seconds if trial.outcome == "refused" else 0)
        if trial.outcome == "fault":
            same = failures.setdefault((trial.fault.partition(":")[0], trial.where), [])
            if len(same) < KEPT:
                name = f"{reader.name}-{seed}-{number}{Path('x' + reader.suffix).suffix or '.json'}"
                (keep / name).write_bytes(data)
                (keep / f"{name}.trace").write_text(f"{trial.fault}\n{trial.trace}", "utf-8", "backslashreplace")
            same.append(trial.fault)
    minutes = (time.process_time() - began) / 60
    counts = (f"{minutes:.1f}", tries.total(), tries["refused"], tries["fault"])
    print(LINE.format(reader.name, *counts, f"{slowest:.2f} s", f"{refusal:.2f} s", f"{int(highest) >> 20} MiB"))
    for (_, where), said in sorted(failures.items(), key=lambda one: -len(one[1])):
        print(json.dumps(f"  {len(said)} × {where}: {said[0]:.200}", ensure_ascii=False))
    return 1 if failures else 0


def trials(reader: Reader, seconds: float, seed: int, keep: Path) -> Iterator[tuple[int, bytes, Trial]]:
    """Yield input and what came of it, for so long; input lies in a file while it is read, should the process die."""
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as place:
        readers._WORK[0] = work
        warnings.simplefilter("error")
        for number in range(3):  # what is imported and compiled on the way is no matter of the input
            tried(reader.read, reader.laid(reader.good(random.Random(number)), Path(place)), seconds=600)
        end = time.process_time() + seconds
        number = 0
        while time.process_time() < end:
            number += 1
            data = reader.spoiled(random.Random(f"{seed} {reader.name} {number}"))
            (keep / f"{reader.name}.now").write_bytes(data)
            yield number, data, tried(reader.read, reader.laid(data, Path(place)))
        (keep / f"{reader.name}.now").unlink(missing_ok=True)


def again(reader: Reader, file: Path) -> int:
    """Try one file, and print what came of it."""
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as place:
        readers._WORK[0] = work
        warnings.simplefilter("error")
        trial = tried(reader.read, reader.laid(file.read_bytes(), Path(place)))
    print(f"{trial.outcome}: {trial.seconds:.2f} s, {trial.memory >> 20} MiB {trial.fault}\n{trial.trace}")
    return 1 if trial.outcome == "fault" else 0


if __name__ == "__main__":
    sys.exit(main())
