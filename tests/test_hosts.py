"""The same answers wherever Python runs: without docstrings and assertions, with warnings as errors, in the C locale.

Whatever the host, nothing but the user's own folder is written, and no network is asked for.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import planmodel

WORK = """
import sys
from pathlib import Path

out = Path(sys.argv[1]).resolve()

def watch(event, args):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        raise RuntimeError(f"network: {event} {args}")
    writes = event == "open" and (isinstance(args[1], str) and set(args[1]) & set("wax+") or (args[2] or 0) & 3)
    if writes or event in ("os.mkdir", "os.remove", "os.rename", "shutil.rmtree", "os.rmdir"):
        path = args[0]
        if isinstance(path, (str, bytes)) and not Path(str(path)).resolve().is_relative_to(out) and path != "/dev/null":
            raise RuntimeError(f"{event} outside the user's folder: {args}")

sys.addaudithook(watch)

import planmodel as pm
from planmodel.cli.group import run
from planmodel.errors import PlanModelError
from planmodel.functions import json_schema
from planmodel.results import result_columns

def put(*said):
    sys.stdout.flush()
    sys.stdout.buffer.write((" ".join(map(str, said)) + "\\n").encode())

plan = pm.examples.lianzhou()
put(plan.check())
for write, name in ((plan.to_yaml, "again.yaml"), (plan.to_json, "again.json"), (plan.to_tables, "again")):
    write(out / name)
    put(name, pm.read_plan(out / name) == plan)
put(pm.read_target("比2020年下降14.5%，力争15%").commitment, pm.read_target("至少两百万吨").commitment)
put(pm.find_targets("到2025年，森林覆盖率达到24.1%。By 2030, emissions fall by at least 45% from 2019 levels."))
put(pm.Amount("21.3 万亩").to("公顷"), pm.read_indicator_table([["指标", "2025年目标"], ["优良率（%）", "≥97"]]))
put(pm.progress(plan, as_of="2023-12-31"), plan.graph.layers(), plan.explain("pr-water"))
drafted = pm.draft_plan(pm.read_document("# 某县规划\\n\\n一、总体要求\\n\\n到2025年，森林覆盖率达到24.1%。".encode()))
put(drafted.plan.to_yaml())
for wrong in ("planmodel: 1\\nid: p\\ntitle: x\\ngoals: 3\\n", "a: [", "planmodel: 1\\nid: p\\ntitle: x\\ntask: []\\n"):
    (out / "wrong.yaml").write_text(wrong, encoding="utf-8")
    try:
        pm.read_plan(out / "wrong.yaml")
    except PlanModelError as error:
        put(type(error).__name__, str(error).replace(str(out), ""))
sys.stdout.flush()
for line in ("show", "check", "graph --to mermaid", "progress --as-of 2023 --format json", "check --format json"):
    verb, *options = line.split()
    put(line, run([verb, str(out / "again.yaml"), *options]))
put(run(["rules", "PM301"]), run(["schema"]), run(["report", str(out / "again.yaml"), "-o", str(out / "page.html")]))
put(pm.schedule(plan, start="2021-01-01"), [(one.name, one.doc) for one in result_columns(plan.check())], json_schema())
"""


def answers(folder: Path, *options: str, **environment: str) -> str:
    """Return what the work prints in a process of its own, without where it stands."""
    folder.mkdir(exist_ok=True)
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON", "COVERAGE"))
    }
    home = str(Path(planmodel.__file__).parents[1])  # the wheel, where that is what is tested
    env = {**kept, "PYTHONPATH": home, "HOME": str(folder / "nowhere"), **environment}
    work = folder / "work.py"
    work.write_text(WORK, encoding="utf-8")
    command = [sys.executable, "-B", *options, str(work), str(folder)]
    done = subprocess.run(command, capture_output=True, env=env, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-3000:]
    return (done.stdout + done.stderr).decode("utf-8").replace(str(folder), "")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    for package in ("click", "rich", "jinja2", "lxml"):
        pytest.importorskip(package, reason=f"needs {package}")
    said = answers(tmp_path_factory.mktemp("usual"), PYTHONUTF8="1")
    assert "again True" in said
    return said


HOSTS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "without docstrings and assertions": (("-OO",), {"PYTHONHASHSEED": "1"}),
    "with warnings as errors": (("-W", "error", "-X", "dev"), {"PYTHONHASHSEED": "2"}),
    "in the C locale": ((), {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
}


@pytest.mark.parametrize("host", HOSTS)
def test_the_answers_are_the_same(tmp_path: Path, usual: str, host: str) -> None:
    options, environment = HOSTS[host]
    assert answers(tmp_path, *options, **environment) == usual
