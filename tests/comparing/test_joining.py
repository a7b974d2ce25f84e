"""Two people's files of one document become one: nothing is lost, and what differs is listed."""

from __future__ import annotations

import attrs
import pytest

import planmodel as pm
from planmodel.comparing.merge import Merge
from planmodel.model.element import Element
from planmodel.model.header import Jurisdiction

WORDS = "加强水源保护，治理黑臭水体。推进清洁取暖。\n到2025年，造林10万亩。"


def cited(quote: str) -> list[dict[str, str]]:
    return [{"document": "d", "quote": quote}]


def task(id: str, name: str, **fields: object) -> pm.Task:
    return pm.Task(id=id, name=name, sources=cited(name), **fields)  # type: ignore[arg-type]


def plan(id: str, *elements: Element, **header: object) -> pm.Plan:
    return pm.Plan(id=id, title="治水规划", elements=[pm.Document(id="d", name="规划"), *elements], **header)  # type: ignore[arg-type]


def joined(mine: pm.Plan, hers: pm.Plan) -> Merge:
    return pm.agreement(mine, hers, texts={"d": WORDS}).joined()


def test_what_one_alone_has_is_taken_over_and_links_follow() -> None:
    mine = plan("mine", task("t-1", "加强水源保护"))
    water = pm.Organization(id="o", name="水利局", sources=cited("水源"))
    hers = plan(
        "hers", water, task("t-1", "推进清洁取暖", part_of="t-2"), task("t-2", "加强水源保护", responsible=["o"])
    )
    both = joined(mine, hers)
    assert both.ok
    assert both.plan.id == "mine"
    heating = next(one for one in both.plan.tasks if one.name == "推进清洁取暖")
    assert heating.id == "t-1-2"
    assert heating.part_of is not None
    assert heating.part_of.to == "t-1"
    assert [link.to for link in both.plan.tasks["t-1"].responsible] == ["o"]


@pytest.mark.parametrize("swapped", [False, True])
def test_where_one_is_silent_the_other_speaks_without_a_conflict(swapped: bool) -> None:
    mine = plan("a", task("t", "加强水源保护", period="2021/2025"), period="2021/2025")
    hers = plan("b", task("x", "加强水源保护", note="要点"), jurisdiction=Jurisdiction(name="连州市"), base_year=2020)
    both = joined(hers, mine) if swapped else joined(mine, hers)
    assert both.ok
    [one] = both.plan.tasks
    assert (str(one.period), one.note) == ("2021/2025", "要点")
    assert (str(both.plan.period), both.plan.base_year) == ("2021/2025", 2020)


def test_where_both_speak_and_differ_the_first_stands_and_both_are_listed() -> None:
    mine = plan("a", task("t", "加强水源保护", period="2021"), period="2021/2025")
    hers = attrs.evolve(plan("b", task("t", "加强水源保护", period="2022"), period="2021/2035"), title="治水方案")
    both = joined(mine, hers)
    assert str(both.plan.tasks["t"].period) == "2021"
    assert {(one.id, one.field, str(one.ours), str(one.theirs)) for one in both.conflicts} == {
        ("a", "title", "治水规划", "治水方案"),
        ("a", "period", "2021/2025", "2021/2035"),
        ("t", "period", "2021", "2022"),
    }


def test_the_quotations_of_both_stay_but_for_one_that_the_other_holds() -> None:
    mine = plan("a", pm.Task(id="x", name="水源", sources=cited("加强水源保护")))
    more = [*cited("加强水源保护，"), *cited("治理黑臭水体")]
    both = joined(mine, plan("b", pm.Task(id="y", name="水源", sources=more)))
    assert both.ok
    assert [one.quote for one in both.plan["x"].sources] == ["加强水源保护", "治理黑臭水体"]


def test_a_file_joined_with_itself_is_itself() -> None:
    mine = plan("a", task("t", "加强水源保护", period="2021"))
    both = joined(mine, mine.evolve(id="b"))
    assert both.ok
    assert list(both.plan.elements) == list(mine.elements)


def test_the_page_shows_the_text_with_both_codings_and_what_differs() -> None:
    mine = plan("a", task("t", "加强水源保护", period="2021"), task("u", "推进清洁取暖"))
    hers = plan("b", task("x", "加强水源保护", period="2022"), task("y", "治理<黑臭>水体"))
    page = pm.agreement(mine, hers, texts={"d": WORDS}).report()
    assert '<mark class="by-both" tabindex="0" role="button" data-elements="/pair/1">加强水源保护，</mark>' in page
    assert '<mark class="by-here" tabindex="0" role="button" data-elements="/pair/2">推进清洁取暖。</mark>' in page
    assert "治理黑臭水体。" in page
    assert "2021" in page
    assert "2022" in page
    assert "治理&lt;黑臭&gt;水体" in page
    assert "<黑臭>" not in page
    bare = pm.agreement(mine, hers).report()
    assert 'data-w="agreement_no_text"' in bare
