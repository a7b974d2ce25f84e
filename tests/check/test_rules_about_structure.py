"""Rules about the whole: counts, coverage, names."""

from __future__ import annotations

from planmodel.check import check
from planmodel.check import rules_structure as rules
from planmodel.model.element import Element
from planmodel.model.header import DeclaredCount
from planmodel.model.kinds import Goal, Indicator, Principle, Project, Section, Task, Theme
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution


def plan(*elements: Element, **header: object) -> Plan:
    return Plan(id="p", title="Plan", elements=elements, **header)  # type: ignore[arg-type]


def test_six_declared_and_seven_listed_is_a_finding_that_names_the_seven() -> None:
    parts = [Project(id=f"pr-{number}", name="P", part_of="pr") for number in range(7)]
    given = plan(Project(id="pr", name="P", declared_count=6), *parts)
    (one,) = check(given, rules=[rules.count_mismatch]).findings
    assert one.message == (
        "project 'pr' is said to have 6 projects, but 7 are listed: pr-0, pr-1, pr-2, pr-3, pr-4, pr-5, pr-6"
    )
    assert (one.severity, one.path) == ("warning", "projects[0].declared_count")


def test_only_direct_parts_are_counted_and_an_equal_count_is_no_finding() -> None:
    given = plan(
        Theme(id="a", name="A", declared_count=1),
        Theme(id="b", name="B", part_of="a", declared_count=0),
        Goal(id="g", name="G", declared_count=1),
        Goal(id="h", name="H", part_of="g", declared_count=1),
        Goal(id="k", name="K", part_of="h"),
    )
    assert check(given, rules=[rules.count_mismatch]).findings == ()


def test_a_declared_count_of_what_is_not_listed_says_so() -> None:
    (one,) = check(plan(Project(id="pr", name="P", declared_count=78)), rules=[rules.count_mismatch]).findings
    assert one.message == "project 'pr' is said to have 78 projects, but none is listed"


def test_the_plan_declares_its_top_elements() -> None:
    sections = [Section(id="s1", name="1"), Section(id="s2", name="2"), Section(id="s3", name="3", part_of="s1")]
    right = plan(*sections, declares=[DeclaredCount(kind="section", count=2)])
    wrong = plan(*sections, declares=[DeclaredCount(kind="goal", count=0), DeclaredCount(kind="sections", count=3)])
    assert check(right, rules=[rules.count_mismatch]).findings == ()
    (one,) = check(wrong, rules=[rules.count_mismatch]).findings
    assert (one.element, one.path) == (None, "declares[1].count")
    assert one.message == "the document says it has 3 sections, but 2 are listed: s1, s2"


def test_a_declared_kind_that_is_none_is_a_finding_with_a_suggestion() -> None:
    (one,) = check(plan(declares=[DeclaredCount(kind="setcion", count=2)]), rules=[rules.count_mismatch]).findings
    assert (one.path, one.hint) == ("declares[0].kind", "did you mean section?")


def test_coverage_is_found_both_ways_and_through_nesting_and_indicators() -> None:
    given = plan(
        Principle(id="p-used", name="P"),
        Principle(id="p-idle", name="Q"),
        Goal(id="g-direct", name="A", guided_by=["p-used"]),
        Goal(id="g-indicator", name="B"),
        Goal(id="g-alone", name="C"),
        Indicator(id="i", name="I", measures=["g-indicator"]),
        Task(id="t-direct", name="A", contributes_to=["g-direct"]),
        Task(id="t-indicator", name="B", contributes_to=["i"]),
        Task(id="t-part", name="C", part_of="t-direct"),
        Task(id="t-alone", name="D"),
        Project(id="pr", name="A", implements=["t-direct"]),
        Project(id="pr-alone", name="B"),
    )
    report = check(given)
    assert [one.element for one in report.of("PM302")] == ["g-alone"]
    assert [one.element for one in report.of("PM303")] == ["t-alone"]
    assert [one.element for one in report.of("PM304")] == ["pr-alone"]
    assert [one.element for one in report.of("PM305")] == ["p-idle"]


def test_names_are_compared_within_a_kind_without_white_space_width_or_case() -> None:
    given = plan(
        Goal(id="g", name="Clean Air"),
        Task(id="t1", name="Clean Air"),
        Task(id="t2", name={"en": "Ｃlean\u3000air", "zh": "清洁空气"}),
        Task(id="t3", name={"zh": "清洁空气", "en": "Clean air"}),
    )
    (one,) = check(given, rules=[rules.duplicate_name]).findings
    assert (one.element, one.path) == ("t2", "tasks[1].name")
    assert "'t1'" in one.message


def test_a_whole_that_says_the_opposite_of_all_its_parts_contradicts_them() -> None:
    def said(whole: float | None, *parts: float | None) -> list[str]:
        given = plan(
            Goal(id="g", name="G"),
            Task(id="w", name="W", contributes_to=[Contribution("g", strength=whole)]),
            Task(id="m", name="M", part_of="w"),
            *(
                Task(id=f"t{n}", name=f"T{n}", part_of="m", contributes_to=[Contribution("g", strength=one)])
                for n, one in enumerate(parts)
            ),
        )
        return [f"{one.element} {one.message}" for one in check(given, rules=[rules.whole_against_its_parts]).findings]

    assert said(1, -0.5) == ["w task 'w' contributes to g, and all its parts work against it: t0"]
    assert said(None, -0.5, -1) == ["w task 'w' contributes to g, and all its parts work against it: t0, t1"]
    assert said(-1, 0.5, None) == ["w task 'w' works against g, and all its parts contribute to it: t0, t1"]
    assert said(1, -0.5, 0) == said(1, -0.5, 0.1) == said(-1, -0.5) == said(0, -1) == said(1) == []
