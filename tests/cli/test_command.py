"""The command as a whole: help, mistakes, exit status, what goes where."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from planmodel.cli.group import VERBS, planmodel

HEAVY = ("networkx", "pint", "pandas", "yaml", "cattrs", "pygraphviz", "rich", "numpy")
PLAN = """\
planmodel: 1
id: p
title: {zh: 连州市规划, en: Lianzhou Plan}
goals:
  - {id: g, name: 持续改善, evidence: assumed}
tasks:
  - {id: t, name: 植树, evidence: assumed, contributes_to: [g]}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def command(*args: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m planmodel`` in a process of its own."""
    words = [sys.executable, "-m", "planmodel", *map(str, args)]
    return subprocess.run(words, capture_output=True, env={**os.environ, **environment}, check=False, timeout=60)


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_imports_nothing_heavy(verb: str) -> None:
    code = f"""
import sys
sys.argv = {[word for word in ("planmodel", verb, "--help") if word]!r}
from planmodel.cli.main import main
try:
    main()
except SystemExit as exit:
    assert exit.code == 0, exit.code
found = [name for name in {HEAVY!r} if name in sys.modules]
assert not found, found
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert done.stderr == b""
    assert done.returncode == 0
    assert done.stdout.startswith(b"Usage: planmodel")


def test_help_of_one_verb_imports_no_other() -> None:
    code = """
import sys
from planmodel.cli.main import main
try:
    main(["show", "--help"])
except SystemExit:
    pass
assert not [name for name in ("check", "graph", "new") if f"planmodel.cli.{name}" in sys.modules]
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_help_says_a_whole_line_about_every_verb() -> None:
    output = CliRunner().invoke(planmodel, ["--help"]).output
    for verb in VERBS:
        assert f"\n  {verb} " in output
    assert "..." not in output.partition("Commands:")[2]


def test_the_version_is_the_packages() -> None:
    from planmodel import __version__

    assert CliRunner().invoke(planmodel, ["--version"]).output == f"planmodel, version {__version__}\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["shwo"], "did you mean show?"),
        (["frobnicate"], "verbs: check, show"),
        (["check"], "Missing argument"),
        (["graph", "x.yaml", "--to", "bmp"], "'bmp' is not one of"),
        (["graph", "x.yaml", "--to", "dot", "--focus", "g"], "--focus works with svg, png, pdf"),
        (["show", "x.yaml", "--langauge", "zh"], "--language"),
        (["check", "x.yaml", "--vocabulary", "risks"], "is not MODULE:NAME"),
        (["check", "x.yaml", "--vocabulary", "no_such_module:Risk"], "ModuleNotFoundError"),
        (["check", "x.yaml", "--vocabulary", "math:pi"], "neither a Vocabulary nor a kind"),
    ],
)
def test_bad_usage_is_one_message_and_exit_2(args: list[str], told: str) -> None:
    result = CliRunner().invoke(planmodel, args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert told in result.stderr


@pytest.mark.parametrize("verb", ["show", "check", "graph", "convert"])
@pytest.mark.parametrize("what", ["missing", "empty", "broken", "binary", "suffix", "folder"])
def test_whatever_cannot_be_read_is_a_message_and_exit_2(verb: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    if what == "empty":
        path.write_bytes(b"")
    elif what == "broken":
        path.write_text("a: [1,\nb: <script>\x1b", encoding="utf-8")
    elif what == "binary":
        path.write_bytes(bytes(range(256)))
    elif what == "suffix":
        path = tmp_path / "plan.docx"
        path.write_bytes(b"PK")
    elif what == "folder":
        path.mkdir()
    more = {"graph": ["--to", "dot"], "convert": [str(tmp_path / "out.json")]}.get(verb, [])
    done = command(verb, path, *more)
    assert done.returncode == 2, done
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    assert path.name.encode() in (done.stdout if verb == "check" else done.stderr)
    assert not (tmp_path / "out.json").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_message_and_exit_2(plan: Path) -> None:
    plan.chmod(0)
    assert command("show", plan).returncode == 2


def test_data_goes_to_stdout_and_talk_to_stderr(plan: Path, tmp_path: Path) -> None:
    shown = command("show", plan)
    assert shown.returncode == 0
    assert shown.stdout.decode().startswith("连州市规划\n")
    assert shown.stderr == b""
    converted = command("convert", plan, tmp_path / "plan.json")
    assert converted.stdout == b""
    assert b"wrote" in converted.stderr


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}])
def test_into_a_pipe_goes_plain_utf8_with_nothing_cut(plan: Path, environment: dict[str, str]) -> None:
    name = "非常长的名称" * 100
    plan.write_text(PLAN.replace("植树", name), encoding="utf-8")
    done = command("show", plan, **environment)
    assert name in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout


STEERED = "树\x7f\x9b31m\u202e\u2028"
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e]")


@pytest.fixture
def steering(tmp_path: Path) -> Path:
    path = tmp_path / "steering.json"
    task = {"id": "t", "name": STEERED, "evidence": "assumed"}
    path.write_text(json.dumps({"planmodel": 1, "id": "p", "title": STEERED, "tasks": [task]}), encoding="utf-8")
    return path


@pytest.mark.parametrize("words", [["show"], ["schedule"], ["evaluate", "--as-of", "2023", "--list", "tasks"]])
def test_json_has_what_steers_a_terminal_as_its_own_escapes(steering: Path, words: list[str]) -> None:
    done = command(*words, steering, "--format", "json").stdout.decode()
    assert r'"树\u007f\u009b31m\u202e\u2028"' in done
    assert RAW.search(done) is None
    assert f"'name': {STEERED!r}" in str(json.loads(done))


def terminal(*args: object, **environment: str) -> str:
    """Return what ``python -m planmodel`` writes to a terminal."""
    import pty

    master, slave = pty.openpty()
    base = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "TERM", "FORCE_COLOR"}}
    words = [sys.executable, "-m", "planmodel", *map(str, args)]
    with subprocess.Popen(words, stdout=slave, stderr=slave, env={**base, **environment}) as process:
        assert process.wait(timeout=60) == 0
    os.close(slave)
    output = os.read(master, 100_000)
    os.close(master)
    return output.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("words", [["graph", "--to", "json"], ["show"], ["show", "t"]])
def test_nothing_of_a_plan_steers_a_terminal_whatever_is_written(steering: Path, words: list[str]) -> None:
    output = terminal(words[0], steering, *words[1:], NO_COLOR="1", PYTHONIOENCODING="utf-8")
    assert r"\x9b31m" in output
    assert RAW.search(output) is None
    coloured = terminal(words[0], steering, *words[1:], TERM="xterm", PYTHONIOENCODING="utf-8")
    assert not {"\x9b", "\x7f", "\u202e"} & set(coloured)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("environment", "coloured"), [({"TERM": "xterm"}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colours_unless_it_declines(plan: Path, environment: dict[str, str], coloured: bool) -> None:
    output = terminal("show", plan, **environment)
    assert ("\x1b[1m" in output) is coloured
    assert "植树" in output


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe of POSIX")
def test_a_closed_pipe_is_quiet(plan: Path) -> None:
    tasks = "".join(f"  - {{id: t{n}, name: 植树, evidence: assumed}}\n" for n in range(5_000))
    plan.write_text(PLAN + tasks, encoding="utf-8")
    words = [sys.executable, "-m", "planmodel", "show", str(plan)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [["show"], ["graph", "--to", "json"], ["--help"]])
def test_a_full_disk_is_a_message_and_exit_2(plan: Path, words: list[str]) -> None:
    args = [words[0], *([str(plan)] if words[0] != "--help" else []), *words[1:]]
    with Path("/dev/full").open("wb") as full:
        process = [sys.executable, "-m", "planmodel", *args]
        done = subprocess.run(process, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
def test_an_interrupt_is_quiet_and_130() -> None:
    code = """
import signal
from planmodel.cli import options
options.read = lambda *args: signal.raise_signal(signal.SIGINT)
from planmodel.cli.main import main
main(["show", "plan.yaml"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert done.returncode == 130
    assert done.stderr.strip() == b""


def test_without_click_and_rich_the_command_names_the_install_command() -> None:
    code = """
import sys
from importlib.abc import MetaPathFinder
class Bare(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in ("click", "rich"):
            raise ModuleNotFoundError(name)
import importlib.util
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name in ("click", "rich") else real(name, package)
sys.meta_path.insert(0, Bare())
from planmodel.cli.main import main
main(["--help"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b'pip install "planmodel[cli]"' in done.stderr
    assert b"Traceback" not in done.stderr
