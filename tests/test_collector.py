"""The collector rests while much is built, and is on again whatever happens meanwhile."""

from __future__ import annotations

import gc
import os
import sys
import threading

import pytest

from planmodel.collector import collector_paused

MANY = 10_000


def test_it_rests_for_much_and_goes_on_for_little() -> None:
    assert gc.isenabled()
    with collector_paused(elements=10):
        assert gc.isenabled()
    for much in ({"elements": MANY}, {"bytes": 2_000_000}):
        with collector_paused(**much):
            assert not gc.isenabled()
        assert gc.isenabled()


def test_it_nests_and_survives_an_exception() -> None:
    def fail() -> None:
        with collector_paused(elements=MANY):
            with collector_paused(elements=MANY):
                assert not gc.isenabled()
            assert not gc.isenabled()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert gc.isenabled()


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collector_paused(elements=MANY):
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_last_of_several_threads_ends_the_pause() -> None:
    inside, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with collector_paused(elements=MANY):
            inside.set()
            go_on.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    assert inside.wait(30)
    with collector_paused(elements=MANY):
        pass
    assert not gc.isenabled()
    go_on.set()
    thread.join()
    assert gc.isenabled()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("own", [False, True])
def test_a_child_that_is_forked_while_another_thread_reads_has_a_collector(own: bool) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with collector_paused(elements=MANY):
            inside.set()
            go_on.wait(30)

    def child() -> int:
        during = gc.isenabled()
        if own:
            with collector_paused(elements=MANY):
                pass
        return 0 if during and gc.isenabled() else 1

    thread = threading.Thread(target=hold)
    thread.start()
    assert inside.wait(30)
    sys.stdout.flush()
    id = os.fork()
    if id == 0:
        os._exit(child())
    _, status = os.waitpid(id, 0)
    go_on.set()
    thread.join()
    assert os.waitstatus_to_exitcode(status) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_child_that_is_forked_inside_a_pause_ends_it_itself() -> None:
    with collector_paused(elements=MANY):
        id = os.fork()
        if id == 0:
            paused = not gc.isenabled()
    if id == 0:
        os._exit(0 if paused and gc.isenabled() else 1)
    _, status = os.waitpid(id, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert gc.isenabled()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_fork_waits_for_a_thread_that_is_just_ending_its_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    ending, forking = threading.Event(), threading.Event()
    os.register_at_fork(before=forking.set)  # what is registered last is called first

    def slowly() -> int:
        ending.set()
        forking.wait(30)
        return 1

    def hold() -> None:
        with collector_paused(elements=MANY):
            pass

    monkeypatch.setattr("planmodel.collector.gc.get_freeze_count", slowly)
    thread = threading.Thread(target=hold)
    thread.start()
    assert ending.wait(30)
    id = os.fork()
    if id == 0:
        os._exit(0 if gc.isenabled() else 1)
    _, status = os.waitpid(id, 0)
    thread.join()
    assert os.waitstatus_to_exitcode(status) == 0
    assert gc.isenabled()
