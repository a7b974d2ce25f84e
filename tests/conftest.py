"""How the whole suite runs: on all cores, the slow files first, examples of Hypothesis without a deadline."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from reached import Reached

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SKIPPED = pytest.StashKey[bool]()
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A busy machine is no fault, and a fixture that examples share holds nothing that they change. Where no one can look at
# a new example (``CI`` is set by every service), the examples are the same in every run; elsewhere they are new ones.
settings.register_profile(
    "planmodel",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize="CI" in os.environ,
    print_blob=True,
)
settings.load_profile("planmodel")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run files that are asked for by name in this process; otherwise a process a core, half a one counted as one."""
    if config.args and all(Path(one.partition("::")[0]).is_file() for one in config.args):
        config.option.dist = "no"
        return 0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 8)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Leave what is collected out of the search for garbage: two million objects, which last as long as the session."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files first that wait for other programs, so that no core waits for them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("outside") is None)


@pytest.fixture(scope="session", autouse=True)
def _compiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let programs that tests start share what Python compiles, where nothing may be kept beside the sources."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.dont_write_bytecode:
            patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
            patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("bytecode")))
        yield


@pytest.fixture
def reached(request: pytest.FixtureRequest) -> Iterator[Reached]:
    """A counter of the cases that came to an assertion; at the end there must have been as many as the test says."""
    marker = request.node.get_closest_marker("reaches")
    counter = Reached(marker.kwargs)
    yield counter
    if not request.node.stash.get(SKIPPED, False):
        counter.check()


def pytest_runtest_teardown() -> None:
    """Let the command speak English again, whatever a test had it speak: the next may be of another file."""
    language = sys.modules.get("planmodel.cli.language")
    if language is not None:
        language.speak("en")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, object, object]:
    """Note which tests skip themselves: what they would have reached is not asked of them."""
    if call.when == "call" and call.excinfo is not None and call.excinfo.errisinstance(pytest.skip.Exception):
        item.stash[SKIPPED] = True
    return (yield)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, driven by Playwright; for a module, since while it runs no other loop of events can."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra dev)")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("there is no Chromium (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()
