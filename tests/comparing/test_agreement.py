"""How far two people's files of one document agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.cli.group import run
from planmodel.comparing.clauses import cohen_kappa
from planmodel.parts import Element

WORDS = "一、任务\n加强水源保护，治理黑臭水体。推进清洁取暖。\n二、目标\n到2025年，造林10万亩，森林覆盖率达到24%。\n"


def cited(quote: str) -> list[dict[str, Any]]:
    return [{"document": "d", "quote": quote}]


def coded(id: str, *elements: Element) -> pm.Plan:
    return pm.Plan(id=id, title="P", elements=[pm.Document(id="d", name="规划"), *elements])


def forest(id: str, value: str) -> pm.Indicator:
    target = pm.Target(year=2025, commitment=pm.Level(value=pm.Amount(value)))
    return pm.Indicator(id=id, name="造林面积", unit="万亩", targets=[target], sources=cited("造林10万亩"))


MINE = coded(
    "mine",
    pm.Task(id="t-water", name="加强水源保护", sources=cited("加强水源保护")),
    pm.Task(id="t-black", name="治理黑臭水体", part_of="t-water", sources=cited("治理黑臭水体")),
    forest("i-1", "10 万亩"),
)
HERS = coded(
    "hers",
    pm.Task(id="t2", name="黑臭水体治理", part_of="t1", sources=cited("治理黑臭水体。")),
    pm.Task(id="t1", name="水源", sources=cited("加强水源保护，")),
    pm.Task(id="t3", name="清洁取暖", sources=cited("推进清洁取暖")),
    forest("i-2", "100000 亩"),
)


def test_elements_that_stand_on_the_same_words_are_the_same_whatever_their_names_and_ids() -> None:
    found = pm.agreement(MINE, HERS)
    assert [(one.here, one.there, one.how) for one in found.matched] == [
        ("d", "d", "id"),
        ("i-1", "i-2", "quotation"),
        ("t-water", "t1", "quotation"),
        ("t-black", "t2", "quotation"),
    ]
    assert [one.there for one in found.only_there] == ["t3"]
    assert found.only_here == ()
    assert [(one.kind, one.matched, one.only_here, one.only_there, one.share) for one in found.kinds] == [
        ("document", 1, 0, 0, 1.0),
        ("indicator", 1, 0, 0, 1.0),
        ("task", 2, 0, 1, 0.8),
    ]


def test_fields_are_compared_by_what_they_amount_to_and_links_follow_the_matches() -> None:
    found = pm.agreement(MINE, HERS)
    fields = {(one.kind, one.field): (one.same, one.different, one.only_here, one.only_there) for one in found.fields}
    assert fields["indicator", "targets"] == (1, 0, 0, 0)
    assert fields["task", "part_of"] == (1, 0, 0, 0)
    assert fields["task", "name"] == (0, 2, 0, 0)
    assert ("task", "sources") not in fields
    [task] = [one for one in found.matched if one.here == "t-black"]
    assert [str(one) for one in task.fields] == ["name: 治理黑臭水体 → 黑臭水体治理"]
    assert (task.quote_here, task.quote_there) == ("治理黑臭水体", "治理黑臭水体。")


def test_a_field_in_which_one_alone_says_something_is_counted_so() -> None:
    other = coded("hers", pm.Task(id="x", name="加强水源保护", period="2021/2025", sources=cited("加强水源保护")))
    found = pm.agreement(MINE, other)
    [period] = [one for one in found.fields if one.field == "period"]
    assert (period.same, period.different, period.only_here, period.only_there) == (0, 0, 0, 1)


def test_ids_that_only_count_make_nothing_the_same() -> None:
    here = coded("a", pm.Goal(id="g-1", name="空气更清新", sources=cited("一、任务")))
    there = coded("b", pm.Goal(id="g-1", name="水更绿", sources=cited("二、目标")))
    assert [one.here for one in pm.agreement(here, there).only_here] == ["g-1"]


def test_of_several_that_quote_the_same_words_those_of_one_name_are_matched() -> None:
    names = ["水源保护", "黑臭水体", "清洁取暖"]
    whole = "加强水源保护，治理黑臭水体。推进清洁取暖。"
    here = coded("a", *(pm.Task(id=f"a{n}", name=name, sources=cited(whole)) for n, name in enumerate(names)))
    there = coded("b", *(pm.Task(id=f"b{n}", name=name, sources=cited(whole)) for n, name in enumerate(names[::-1])))
    matched = pm.agreement(here, there).matched
    assert [(one.here, one.there) for one in matched] == [("d", "d"), ("a0", "b2"), ("a1", "b1"), ("a2", "b0")]


def test_kappa_counts_the_clauses_of_the_text() -> None:
    found = pm.agreement(MINE, HERS, texts={"d": WORDS})
    every = found.clauses[0]
    # of 8 clauses mine has two tasks and an indicator, hers three tasks and the indicator
    assert (every.kind, every.clauses, every.coded_here, every.coded_there) == (None, 8, 3, 4)
    assert every.observed == 7 / 8
    assert every.expected == pytest.approx((5 * 4 + 2 * 3 + 1 * 1) / 64)
    assert every.kappa == pytest.approx((7 / 8 - 27 / 64) / (1 - 27 / 64))
    assert [(one.kind, one.kappa) for one in found.clauses[1:] if one.kind == "indicator"] == [("indicator", 1.0)]


def test_kappa_is_none_with_its_reason_when_both_label_every_clause_alike() -> None:
    found = pm.agreement(coded("a"), coded("b"), texts={"d": WORDS})
    assert [(one.kappa, one.reason, one.observed) for one in found.clauses] == [(None, "one_label", 1.0)]
    empty = pm.agreement(coded("a"), coded("b"), texts={"d": " "})
    assert [(one.kappa, one.reason, one.observed) for one in empty.clauses] == [(None, "no_clauses", None)]


def test_without_the_text_there_is_no_kappa_and_all_else_is_there() -> None:
    assert pm.agreement(MINE, HERS).clauses == ()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_kappa_is_the_same_from_both_sides_and_at_most_one(pairs: list[tuple[str, str]]) -> None:
    observed, expected, kappa = cohen_kappa(pairs)
    assert cohen_kappa([(b, a) for a, b in pairs]) == (observed, expected, kappa)
    assert 0 <= expected <= 1
    assert (kappa is None) == (expected == 1)
    assert kappa is None or kappa <= 1


def test_a_plan_agrees_with_itself() -> None:
    plan = pm.examples.lianzhou()
    found = pm.agreement(plan, plan)
    assert {one.share for one in found.kinds} == {1.0}
    assert [one for one in found.pairs if one.here != one.there or one.fields] == []
    assert {one.kappa for one in found.clauses} == {1.0}
    assert sum(one.different + one.only_here + one.only_there for one in found.fields) == 0


def test_the_agreement_serialises_and_shows_itself() -> None:
    found = pm.agreement(MINE, HERS, texts={"d": WORDS})
    assert json.loads(json.dumps(found.to_dict()))["kinds"][2] == {
        "kind": "task",
        "matched": 2,
        "only_here": 0,
        "only_there": 1,
        "share": 0.8,
    }
    assert repr(found).startswith("mine and hers: 4 matched, 0 only here, 1 only there\n")
    assert "d, all kinds: 3 and 4 of 8 clauses labelled, kappa 0.78" in str(found)
    assert "t3" in found._repr_html_()
    assert [one["there"] for one in found.to_records()] == ["d", "i-2", "t1", "t2", "t3"]


def test_the_verb_reads_two_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    MINE.to_yaml(tmp_path / "a.yaml")
    HERS.to_yaml(tmp_path / "b.yaml")
    assert run(["agree", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"), "--format", "json"]) == 0
    assert [one["matched"] for one in json.loads(capsys.readouterr().out)["kinds"]] == [1, 1, 2]
    assert run(["agree", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]) == 0
    assert capsys.readouterr().out.startswith("mine and hers: 4 matched")
