"""Rules about sources: citations, quotations, texts."""

from __future__ import annotations

from planmodel.check import check
from planmodel.check import rules_sources as rules
from planmodel.model.element import Element
from planmodel.model.kinds import Document, Goal, Indicator, Principle, Task
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution, Link
from planmodel.model.sources import Citation

TEXT = "到 2025 年连州市生态环境持续改善。\n坚持系统观念。"


def plan(*elements: Element, **header: object) -> Plan:
    return Plan(id="p", title="Plan", elements=elements, **header)  # type: ignore[arg-type]


def test_what_is_stated_wants_a_citation_and_what_is_inferred_or_a_document_does_not() -> None:
    given = plan(
        Document(id="d", name="D"),
        Goal(id="g1", name="G1"),
        Goal(id="g2", name="G2", evidence="inferred"),
        Goal(id="g3", name="G3", sources=["d"]),
    )
    assert [one.element for one in check(given, rules=[rules.stated_without_citation]).findings] == ["g1"]


def test_a_part_that_says_stated_wants_a_citation_of_its_own_when_its_holder_has_none() -> None:
    stated = Contribution("g", evidence="stated")
    given = plan(
        Document(id="d", name="D"),
        Goal(id="g", name="G", evidence="inferred"),
        Indicator(
            id="i",
            name="I",
            evidence="inferred",
            baseline=Baseline(year=2020, evidence="stated", sources=["d"]),
            observations=[Observation(period=2021, evidence="stated"), Observation(period=2022)],
        ),
        Task(id="t1", name="T1", evidence="assumed", contributes_to=[stated]),
        Task(id="t2", name="T2", sources=["d"], contributes_to=[stated]),
        Task(id="t3", name="T3", contributes_to=[stated]),
    )
    report = check(given, rules=[rules.stated_without_citation])
    assert [(one.element, one.path) for one in report.findings] == [
        ("i", "indicators[0].observations[0]"),
        ("t1", "tasks[0].contributes_to[0]"),
        ("t3", "tasks[2]"),
    ]


def quoting(quote: str) -> Plan:
    source = Citation(document="d", section="工作目标", quote=quote)
    return plan(Document(id="d", name="D"), Goal(id="g", name="G", sources=[source]))


def test_a_true_quotation_is_found_and_counted() -> None:
    report = check(quoting("到2025年连州市生态环境持续改善"), texts={"d": TEXT})
    assert report.of("PM202") == ()
    assert report.checked["quotations"] == 1
    assert report.checked["quotations_without_text"] == 0


def test_a_false_quotation_is_an_error_that_shows_the_nearest_passage() -> None:
    (one,) = check(quoting("到2035年连州市生态环境持续改善"), texts={"d": TEXT}).of("PM202")
    assert one.severity == "error"
    assert one.path == "goals[0].sources[0].quote"
    assert one.message == "this quotation is not in d: 到2035年连州市生态环境持续改善"
    assert one.hint == "the nearest passage is in line 1 of d: 到 2025 年连州市生态环境持续改善"
    (other,) = check(quoting("完全不同的一句话"), texts={"d": TEXT}).of("PM202")
    assert other.hint == "nothing in d is much like it"


def test_quotations_on_links_baselines_and_in_the_header_are_looked_up_too() -> None:
    wrong = Citation(document="d", quote="没有这句话")
    given = plan(
        Document(id="d", name="D"),
        Indicator(id="i", name="I", baseline=Baseline(year=2020, sources=[wrong])),
        Task(id="t", name="T", contributes_to=[Contribution("i", sources=[wrong])]),
        sources=[wrong],
        follows=[Link("d", sources=[wrong])],
    )
    report = check(given, texts={"d": TEXT}, rules=[rules.quotation_not_found])
    assert [one.path for one in report.findings] == [
        "follows[0].sources[0].quote",
        "sources[0].quote",
        "indicators[0].baseline.sources[0].quote",
        "tasks[0].contributes_to[0].sources[0].quote",
    ]
    assert report.checked["citations"] == 4


def test_a_quotation_from_a_document_without_text_is_counted_as_not_looked_up() -> None:
    report = check(quoting("没有这句话"))
    assert report.of("PM202") == ()
    assert report.checked["quotations"] == 0
    assert report.checked["quotations_without_text"] == 1


def test_a_plan_full_of_false_quotations_gets_only_so_many_searches() -> None:
    goals = [
        Goal(id=f"g-{number}", name="G", sources=[{"document": "d", "quote": f"到2035年生态环境{number}持续改善"}])
        for number in range(2000)
    ]
    report = check(
        plan(Document(id="d", name="D"), *goals), texts={"d": TEXT * 2000}, rules=[rules.quotation_not_found]
    )
    assert len(report.findings) == 2000
    assert sum(one.hint is not None for one in report.findings) == 50


def test_a_text_that_cannot_be_read_is_a_warning_and_its_quotations_no_errors() -> None:
    given = plan(
        Document(id="d", name="D", text="source.md"),
        Principle(id="x", name="X", sources=[{"document": "d", "quote": "没有这句话"}]),
    )
    report = check(given)
    (one,) = report.of("PM203")
    assert one.message.endswith("cannot be read: the plan was not read from a file, so there is no folder to look in")
    assert report.of("PM202") == ()
    assert check(given, texts={"d": "没有这句话"}).of("PM203") == ()


def test_the_difference_between_two_lists_of_followed_documents_is_one_finding() -> None:
    def cited(*sections: str) -> list[Citation]:
        return [Citation(document="d", section=section) for section in sections]

    documents = [Document(id=id, name=id) for id in ("d", "outline", "province", "city")]
    given = plan(
        *documents,
        follows=[
            Link("outline", sources=cited("编制背景", "编制依据")),
            Link("province", sources=cited("编制依据")),
            Link("city", sources=cited("编制依据")),
        ],
    )
    (one,) = check(given, rules=[rules.followed_documents_differ]).findings
    assert one.path == "follows"
    assert "编制背景 names 1 (outline); 编制依据 names 3 (outline, province, city)" in one.message
    assert one.hint == "编制背景 lacks province, city"


def test_followed_documents_without_sections_or_with_the_same_ones_are_left_alone() -> None:
    documents = [Document(id=id, name=id) for id in ("d", "a", "b")]
    same = [Link(id, sources=[{"document": "d", "section": "一"}]) for id in ("a", "b")]
    bare = [Link("a", sources=["d"]), Link("b", sources=[{"document": "d", "section": "一"}])]
    for follows in (same, bare):
        assert check(plan(*documents, follows=follows), rules=[rules.followed_documents_differ]).findings == ()


def test_a_quotation_that_stands_elsewhere_than_its_citation_says_is_told_apart_from_one_that_stands_nowhere() -> None:
    def found(**where: object) -> list[str]:
        cited = Citation(document="d", quote="坚持系统观念。", **where)  # type: ignore[arg-type]
        given = plan(Document(id="d", name="D"), Goal(id="g", name="G", sources=[cited]))
        return [one.message for one in check(given, texts={"d": TEXT}).of("PM202")]

    assert found(paragraph=2, prefix="持续改善。") == []
    assert found(paragraph=1) == ["this quotation is in d, but not in paragraph 1: 坚持系统观念。"]
    assert found(prefix="环境", suffix="后") == [
        "this quotation is in d, but not behind '环境' before '后': 坚持系统观念。"
    ]
