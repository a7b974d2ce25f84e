"""The reader of good files never takes what the careful one would refuse, and both make the same plan."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planmodel as pm
import strategies
from planmodel.formats import native
from planmodel.formats.assembly import NotGood
from planmodel.formats.decoded_types import StructMaker
from planmodel.formats.object_fields import twin_of
from planmodel.formats.objects import object_reader
from planmodel.formats.plain_data import plan_tree
from planmodel.model.kinds import Document, Goal, Indicator, Organization, Principle, Project, Task
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.targets import COMMITMENTS, Target
from planmodel.model.vocabulary import VOCABULARY
from planmodel.results import Diagnostic
from reached import Reached
from spoiling.changes import spoiled, varied


def both(path: Path) -> tuple[pm.Plan | None, pm.Plan | None, tuple[Diagnostic, ...]]:
    """Return what the reader of good files makes of one (nothing if it refuses), and what the careful one does."""
    try:
        good = native._good([native.open_source(path, VOCABULARY)], VOCABULARY)
    except NotGood:
        good = None
    careful, problems = native._with_problems([native.open_source(path, VOCABULARY)], VOCABULARY)
    return good, careful, problems


@pytest.mark.parametrize("suffix", ["json", "yaml"])
@pytest.mark.reaches(taken=30)
@settings(max_examples=150)
@given(seed=st.integers(0, 2**32), change=st.sampled_from([spoiled, varied]))
def test_what_the_reader_of_good_files_takes_the_careful_one_reads_alike(
    reached: Reached, tmp_path: Path, suffix: str, seed: int, change: Callable[[Any, random.Random], Any]
) -> None:
    tree = change(plan_tree(strategies.make_plan(seed)), random.Random(seed))
    path = tmp_path / f"plan.{suffix}"
    text = json.dumps(tree, ensure_ascii="\ud800" in str(tree)).replace("\x7f", "\\u007f")  # which YAML wants escaped
    path.write_text(text, encoding="utf-8", errors="replace")
    good, careful, problems = both(path)
    if good is not None and reached("taken"):
        assert problems == ()
        assert good == careful
        assert repr(good.elements) == repr(careful.elements if careful is not None else None)


def places(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every value of a tree, one of each shape: the fifth goal's name is where the first one's is."""
    children = enumerate(tree) if isinstance(tree, list) else tree.items() if isinstance(tree, dict) else ()
    for key, value in children:
        yield (*path, key)
        yield from places(value, (*path, key))


def changed(tree: Any, path: tuple[str | int, ...], *, out: bool) -> Any:
    """Return a tree with ``null`` at a place, or without its key."""
    tree = copy.deepcopy(tree)
    inner = tree
    for step in path[:-1]:
        inner = inner[step]
    if out:
        del inner[path[-1]]
    else:
        inner[path[-1]] = None
    return tree


def unlike(tree: Any, tried: set[tuple[Any, ...]]) -> Iterator[tuple[str | int, ...]]:
    """Yield the places of a tree that are like none that was tried, which they are then."""
    for place in places(tree):
        kinds = [one.get("kind") for one in _on_the_way(tree, place) if isinstance(one, dict)]
        shape = (*(0 if isinstance(step, int) else step for step in place), *kinds)
        if shape not in tried:
            tried.add(shape)
            yield place


@pytest.mark.reaches(taken=61)
@pytest.mark.parametrize("suffix", ["json", "yaml"])
@pytest.mark.parametrize("out", [False, True], ids=["null", "left out"])
def test_null_or_nothing_in_any_place_is_read_alike_by_both(
    tmp_path: Path, suffix: str, out: bool, reached: Reached
) -> None:
    path, tried = tmp_path / f"plan.{suffix}", set[tuple[Any, ...]]()
    for seed in range(3):
        tree = plan_tree(strategies.make_plan(seed).evolve(units=()))  # those of its own leave it to the careful one
        for place in unlike(tree, tried):
            path.write_text(json.dumps(changed(tree, place, out=out)), encoding="utf-8")
            good, careful, problems = both(path)
            if reached("taken", good is not None):
                assert problems == ()
                assert good == careful
                assert "UNSET" not in repr(good.elements if good is not None else None)


def _on_the_way(tree: Any, path: tuple[str | int, ...]) -> Iterator[Any]:
    for step in path:
        yield tree
        tree = tree[step]


@pytest.mark.parametrize("write", ["to_json", "to_yaml"])
@settings(max_examples=50)
@given(seed=st.integers(0, 2**32))
def test_what_is_written_is_read_as_good(tmp_path: Path, write: str, seed: int) -> None:
    path = tmp_path / ("plan.json" if write == "to_json" else "plan.yaml")
    plan = strategies.make_plan(seed).evolve(units=())  # a plan with units of its own is read the careful way alone
    getattr(plan, write)(path)
    good, careful, problems = both(path)
    assert problems == ()
    assert good is not None
    assert good == careful


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_a_stretch_given_by_hand_does_not_keep_the_text_from_being_read(tmp_path: Path, suffix: str) -> None:
    target = {"year": 2025, "as_published": "下降14%,力争14.5%", "stretch": {"kind": "Unread"}}
    tree = {"planmodel": 1, "id": "p", "title": "x", "indicators": [{"id": "i", "name": "y", "targets": [target]}]}
    path = tmp_path / f"plan.{suffix}"
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    good, careful, _ = both(path)
    assert good == careful
    assert good is not None
    assert isinstance(good.indicators["i"].targets[0].commitment, pm.Change)


@pytest.mark.parametrize("cls", [*VOCABULARY.kinds, *COMMITMENTS, Target, Citation, Link, Observation, Baseline])
def test_every_class_of_the_model_is_read_by_columns(cls: type) -> None:
    assert twin_of(cls) is not None


@pytest.mark.parametrize("cls", [Document, Organization, Principle, Goal, Indicator, Task, Project])
def test_every_kind_of_which_plans_hold_many_is_decoded_for_tables(cls: type) -> None:
    assert StructMaker(1_000_000).of(cls) is not None


@pytest.mark.parametrize("lexical", [False, True])
def test_no_kind_of_ours_is_left_to_the_careful_reader(lexical: bool) -> None:
    readers = object_reader(VOCABULARY, lexical)
    assert len({readers.of(cls).struct for cls in VOCABULARY.kinds}) == len(VOCABULARY.kinds)
