"""Rules about links: what they find, and what they leave alone."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar, Literal

import attrs
import pytest

from planmodel.check import Report, check
from planmodel.check import rules_links as rules
from planmodel.errors import CycleError
from planmodel.model.element import Element, Nested
from planmodel.model.kinds import Document, Goal, Indicator, Metric, Organization, Principle, Task
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution, Dependency, Link, Responsibility, as_links, relation
from planmodel.model.vocabulary import VOCABULARY
from planmodel.scheduling.run import schedule


def plan(*elements: Element, **header: object) -> Plan:
    return Plan(id="p", title="Plan", elements=elements, **header)  # type: ignore[arg-type]


def found(report: Report) -> list[tuple[str | None, str]]:
    return [(finding.element, finding.path) for finding in report.findings]


def test_a_dangling_reference_is_found_in_links_header_and_citations_with_a_suggestion() -> None:
    given = plan(
        Document(id="d-plan", name="D"),
        Goal(id="g-air", name="G", sources=[{"document": "d-plam"}]),
        Task(id="t", name="T", contributes_to=["g-air", Contribution("g-ari", sources=["lost"])], depends_on=["zzz"]),
        follows=["d-plna"],
    )
    report = check(given, rules=[rules.dangling_reference])
    assert found(report) == [
        (None, "follows[0].to"),
        ("g-air", "goals[0].sources[0].document"),
        ("t", "tasks[0].contributes_to[1].sources[0].document"),
        ("t", "tasks[0].contributes_to[1].to"),
        ("t", "tasks[0].depends_on[0].on"),
    ]
    hints = [finding.hint for finding in report.findings]
    assert hints[0] == "did you mean d-plan?"
    assert hints[3] == "did you mean g-air?"
    assert hints[4] == "add a task or a project with this id"


def test_a_relation_that_may_point_outside_the_plan_may_dangle() -> None:
    assert check(plan(Indicator(id="i", name="I", metric="pm25")), rules=[rules.dangling_reference]).findings == ()


def test_a_plan_full_of_dangling_references_is_checked_in_one_go() -> None:
    tasks = [Task(id=f"t-{number}", name="T", depends_on=[f"x-{number}"]) for number in range(3000)]
    report = check(plan(*tasks), rules=[rules.dangling_reference])
    assert len(report.findings) == 3000
    assert all(finding.hint for finding in report.findings)


def test_a_wrong_kind_is_named_and_what_is_expected_too() -> None:
    given = plan(Principle(id="x", name="X"), Task(id="t", name="T", depends_on=["x"], sources=["x"]))
    report = check(given, rules=[rules.wrong_kind])
    assert found(report) == [("t", "tasks[0].depends_on[0].on"), ("t", "tasks[0].sources[0].document")]
    assert report.findings[0].message == "depends_on points at 'x', a principle; expected a task or a project"


def test_a_precedence_cycle_names_every_member_in_order() -> None:
    given = plan(
        Task(id="a", name="A", depends_on=["c"]),
        Task(id="b", name="B", depends_on=["a"]),
        Task(id="c", name="C", depends_on=["b"]),
        Task(id="d", name="D", depends_on=["a"]),
    )
    (one,) = check(given, rules=[rules.precedence_cycle]).findings
    names = one.message.removeprefix("depends_on runs in a circle: ").split(" → ")
    assert names[0] == names[-1]
    assert sorted(names[:-1]) == ["a", "b", "c"]
    for holder, target in pairwise(names):
        held = given[holder]
        assert isinstance(held, Task)
        assert [link.to for link in held.depends_on] == [target]
    assert one.element == names[0]
    assert one.path.endswith(".depends_on[0].on")


def test_what_depends_on_itself_is_a_circle_of_one_and_only_that() -> None:
    given = plan(Task(id="a", name="A", depends_on=["a"], part_of="a"))
    codes = [(one.code, one.message) for one in check(given).findings if one.code.startswith("PM1")]
    assert codes == [
        ("PM103", "depends_on runs in a circle: a → a"),
        ("PM104", "part_of runs in a circle: a → a"),
    ]


def test_the_same_target_may_be_linked_for_different_reasons() -> None:
    given = plan(
        Organization(id="o", name="O"),
        Task(id="s", name="S"),
        Task(
            id="t",
            name="T",
            depends_on=[Dependency("s", type="SS"), Dependency("s", type="FF"), Dependency("s", type="FF")],
            responsible=[Responsibility("o", role="lead"), Responsibility("o", role="support"), Responsibility("o")],
        ),
    )
    assert found(check(given, rules=[rules.duplicate_link])) == [("t", "tasks[1].depends_on[2]")]


def test_a_whole_may_end_with_its_part_but_not_wait_for_it() -> None:
    given = plan(
        Task(id="whole", name="W", depends_on=[Dependency("grandchild", type="FF"), "grandchild"]),
        Task(id="child", name="C", part_of="whole"),
        Task(id="grandchild", name="G", part_of="child", depends_on=["whole"]),
    )
    assert found(check(given, rules=[rules.precedence_between_whole_and_part])) == [
        ("whole", "tasks[0].depends_on[1].on"),
        ("grandchild", "tasks[2].depends_on[0].on"),
    ]


@attrs.frozen(kw_only=True)
class Risk(Nested):
    """A kind of somebody else's."""

    threatens: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=relation("task"))
    triggered_by: tuple[Link, ...] = attrs.field(
        default=(), converter=as_links, metadata=relation("risk", order="precedence")
    )

    kind: ClassVar[str] = "risk"
    plural: ClassVar[str] = "risks"


def test_kinds_of_the_users_own_are_looked_at_by_their_declarations() -> None:
    given = Plan(
        id="p",
        title="P",
        vocabulary=VOCABULARY.extend(Risk),
        elements=[
            Goal(id="g", name="G"),
            Risk(id="r1", name="R1", threatens=["g", "lost"], triggered_by=["r2"], part_of="r1"),
            Risk(id="r2", name="R2", triggered_by=["r1"]),
        ],
    )
    report = check(given)
    assert [one.path for one in report.of("PM101")] == ["risks[0].threatens[1].to"]
    assert [one.path for one in report.of("PM102")] == ["risks[0].threatens[0].to"]
    (cycle,) = report.of("PM103")
    assert cycle.message.startswith("triggered_by runs in a circle: r")
    assert [one.element for one in report.of("PM104")] == ["r1"]
    (uncited,) = report.of("PM201")
    assert uncited.message.startswith("3 statements are stated")


def test_a_wait_between_whole_and_part_is_found_at_any_depth() -> None:
    levels = [Task(id=f"t{n}", name=f"T{n}", part_of=f"t{n - 1}" if n else None) for n in range(200)]
    given = plan(*levels[:-1], attrs.evolve(levels[-1], depends_on=["t0"]))
    assert found(check(given, rules=[rules.precedence_between_whole_and_part])) == [
        ("t199", "tasks[199].depends_on[0].on")
    ]


def test_a_part_that_starts_some_time_after_its_whole_is_found() -> None:
    given = plan(
        Task(id="whole", name="W"),
        Task(id="part", name="P", part_of="whole", depends_on=[Dependency("whole", type="SS", lag="3 月")]),
    )
    assert found(check(given, rules=[rules.precedence_between_whole_and_part])) == [
        ("part", "tasks[1].depends_on[0].on")
    ]


@pytest.mark.parametrize("lag", [None, "0 天", "2 天", "-2 天"])
@pytest.mark.parametrize("type_", ["FS", "SS", "FF", "SF"])
@pytest.mark.parametrize("holder", ["whole", "part"])
def test_what_the_check_finds_between_whole_and_part_the_schedule_leaves_out_and_says(
    holder: str, type_: Literal["FS", "SS", "FF", "SF"], lag: str | None
) -> None:
    waits = [Dependency("part" if holder == "whole" else "whole", type=type_, lag=lag)]
    given = plan(
        Task(id="whole", name="W", depends_on=waits if holder == "whole" else ()),
        Task(id="part", name="P", duration="5 天", part_of="whole", depends_on=waits if holder == "part" else ()),
        Task(id="other", name="O", duration="9 天", part_of="whole"),
    )
    implied = (holder, type_) in (("part", "SS"), ("whole", "FF")) and lag != "2 天"
    assert len(check(given, rules=[rules.precedence_between_whole_and_part]).findings) == (0 if implied else 1)
    planned = schedule(given)
    assert len([note for note in planned.notes if "part of the other" in note]) == (0 if implied else 1)
    assert str(planned.duration) == "9 天"


def hints(*elements: Element) -> list[tuple[str | None, str | None]]:
    report = check(plan(*elements), rules=[rules.unknown_metric])
    return [(finding.element, finding.hint) for finding in report.findings]


def test_a_misspelt_metric_is_found_with_a_suggestion_and_a_known_or_foreign_one_is_not() -> None:
    assert hints(
        Indicator(id="slip", name="A", metric="pm-25"),
        Indicator(id="shared", name="B", metric="pm25"),
        Indicator(id="none", name="C"),
        Indicator(id="foreign", name="D", metric="zzzz"),
    ) == [("slip", "did you mean pm25?")]


def test_in_a_plan_with_metrics_of_its_own_every_unknown_one_is_found() -> None:
    assert hints(
        Metric(id="fish-ladders", name="M"),
        Indicator(id="own", name="A", metric="fish-ladders"),
        Indicator(id="slip", name="B", metric="fish-lader"),
        Indicator(id="other", name="C", metric="zzzz"),
    ) == [("slip", "did you mean fish-ladders?"), ("other", "define it under metrics, or correct its id")]


def test_a_circle_that_closes_through_a_whole_is_found_as_the_schedule_finds_it() -> None:
    given = plan(
        Task(id="whole", name="W", duration="1 月"),
        Task(id="middle", name="M", part_of="whole", duration="1 月"),
        Task(id="part", name="P", part_of="middle", depends_on=["other"], duration="1 月"),
        Task(id="other", name="O", depends_on=["whole"], duration="1 月"),
        Task(id="free", name="F", depends_on=["whole"], duration="1 月"),
    )
    [one] = check(given, rules=[rules.precedence_cycle]).findings
    assert one.message.endswith(": middle → part → other → whole → middle")
    with pytest.raises(CycleError):
        schedule(given)
    open_end = given.replace("part", depends_on=[])
    assert not check(open_end, rules=[rules.precedence_cycle]).findings
    schedule(open_end)
