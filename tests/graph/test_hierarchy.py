"""What is part of what: wholes above, parts below, circles, and depth."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planmodel.graph.hierarchy import Hierarchy
from planmodel.model.kinds import Goal, Task
from planmodel.model.plan import Plan

WHOLES = st.dictionaries(st.integers(0, 9), st.integers(0, 11), max_size=10).map(
    lambda pairs: {f"t{part}": f"t{whole}" for part, whole in pairs.items()}
)
IDS = tuple(f"t{number}" for number in range(10))


def test_wholes_parts_tops_and_leaves() -> None:
    tree = Hierarchy(["a", "b", "a1", "a11", "a2"], {"a1": "a", "a2": "a", "a11": "a1"})
    assert (tree.above("a11"), tree.above("a11", "a1"), tree.below("a"), tree.below("a1", "a")) == (
        ("a1", "a"),
        ("a",),
        ("a1", "a2", "a11"),
        ("a11", "a2"),
    )
    assert (tree.tops, tree.top("a11"), tree.top("b")) == (("a", "b"), "a", "b")
    assert list(tree.walk()) == [("a", 0), ("a1", 1), ("a11", 2), ("a2", 1), ("b", 0)]
    assert (tree.holds("a", "a11"), tree.holds("a11", "a"), tree.holds("a", "a")) == (True, False, False)
    assert tree.nearest({"a": 1, "a1": 2}.get) == {"a": 1, "a1": 2, "a11": 2, "a2": 1}


def test_a_circle_has_its_first_id_at_the_top_whatever_the_order() -> None:
    for ids in (("a", "b", "c", "d"), ("d", "c", "b", "a")):
        tree = Hierarchy(ids, {"a": "b", "b": "c", "c": "a", "d": "c"})
        assert (tree.whole, tree.tops) == ({"b": "c", "c": "a", "d": "c"}, ("a",))
        assert tree.named["a"] == "b"
    assert Hierarchy(["a"], {"a": "a"}).whole == {}


def test_only_wholes_of_the_right_kind_count() -> None:
    plan = Plan(
        id="p",
        title="x",
        elements=[
            Goal(id="g", name="g"),
            Task(id="wrong", name="a", part_of="g"),
            Task(id="lost", name="b", part_of="nobody"),
            Task(id="right", name="c", part_of="lost"),
        ],
    )
    assert plan.graph.hierarchy.whole == {"right": "lost"}


def test_ten_thousand_levels_are_no_limit() -> None:
    ids = [f"t{number}" for number in range(10_000)]
    tree = Hierarchy(ids, {ids[number]: ids[number - 1] for number in range(1, 10_000)})
    assert (len(tree.above(ids[-1])), len(tree.below(ids[0])), tree.top(ids[-1])) == (9_999, 9_999, "t0")
    assert tree.holds("t0", "t9999")


@given(WHOLES, st.permutations(IDS))
def test_every_element_is_walked_once_below_its_whole_in_any_order(wholes: dict[str, str], ids: list[str]) -> None:
    tree = Hierarchy(ids, wholes)
    assert tree.whole == Hierarchy(IDS, wholes).whole
    walked = dict(tree.walk())
    assert sorted(walked) == sorted(IDS)
    assert all(walked[id] == len(tree.above(id)) for id in IDS)
    assert {(id, above) for id in IDS for above in tree.above(id)} == {
        (below, id) for id in IDS for below in tree.below(id)
    }
