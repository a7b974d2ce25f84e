"""A plan on one screen."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planmodel.model.header import DeclaredCount, Jurisdiction
from planmodel.model.kinds import Goal, Organization, Project, Section, Task
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution
from planmodel.text import display_width
from planmodel.views.summary import summarize, summary_html, summary_text, tree_rows

HOSTILE = '<script>alert("1")</script>\x1b[2J\u202e'


def small() -> Plan:
    return Plan(
        id="lianzhou",
        title={"zh": "连州市规划", "en": "Lianzhou Plan"},
        jurisdiction=Jurisdiction(
            name={"zh": "连州市", "en": "Lianzhou"}, level="county", code="441882", parent="清远市"
        ),
        period="2021/2025",
        base_year=2020,
        drafted_by=["o-eco"],
        declares=(DeclaredCount(kind="section", count=2), DeclaredCount(kind="project", count=1)),
        elements=[
            Organization(id="o-eco", name="清远市生态环境局连州分局"),
            Section(id="s-1", name="背景"),
            Goal(id="g", name="持续改善"),
            Goal(id="g-air", name={"zh": "空气", "en": "Air"}, part_of="g"),
            Task(id="t", name="植树", evidence="inferred", contributes_to=[Contribution("g", evidence="assumed")]),
            Project(id="pr", name="重点工程", implements=["t"]),
        ],
    )


def test_the_summary_is_chinese_where_chinese_is_asked_for() -> None:
    said = [
        "连州市规划",
        "  编号          lianzhou",
        "  行政区        连州市，县级，441882，上级为清远市",
        "  规划期        2021—2025年，基准年2020年",
        "  编制单位      清远市生态环境局连州分局",
        "  原文所称数量  2个章节（实际列出1项）、1项工程项目",
        "  条目          1个机构、1个章节、2项目标、1项任务、1项工程项目",
        "  依据类型      原文写明5项、据原文推断1项",
        "  关系          原文写明3项、假定1项",
        "目标（2项）",
        "  g  持续改善",
        "    g-air  空气",
        "任务（1项）",
        "  t  植树（据原文推断）",
        "工程项目（1项）",
        "  pr  重点工程",
    ]
    assert summary_text(small(), language="zh", words="zh").split("\n") == said
    assert "原文写明5项、据原文推断1项" in small().to_text(language="zh")
    html = summary_html(small(), language="zh", words="zh")
    assert all(part in html for part in ("规划期", "2021—2025年，基准年2020年", "任务（1项）", "据原文推断"))


def test_the_summary_says_title_area_period_who_counts_and_trees() -> None:
    assert summary_text(small()).split("\n") == [
        "连州市规划",
        "Lianzhou Plan",
        "  id            lianzhou",
        "  jurisdiction  连州市 / Lianzhou, county, 441882, in 清远市",
        "  period        2021/2025, from 2020",
        "  drafted by    清远市生态环境局连州分局",
        "  declares      2 sections (listed: 1), 1 project",
        "  elements      1 organization, 1 section, 2 goals, 1 task, 1 project",
        "  evidence      5 stated, 1 inferred",
        "  links         3 stated, 1 assumed",
        "goals (2)",
        "  g  持续改善",
        "    g-air  空气 / Air",
        "tasks (1)",
        "  t  植树 (inferred)",
        "projects (1)",
        "  pr  重点工程",
    ]


def test_repr_is_the_summary() -> None:
    assert repr(small()) == summary_text(small())


def test_a_language_leaves_the_other_out() -> None:
    assert "Lianzhou" not in summary_text(small(), language="zh").replace("lianzhou", "")
    assert "空气" not in summary_text(small(), language="en")


def test_an_empty_plan_has_a_summary() -> None:
    assert summary_text(Plan(id="p", title="P")) == "P\n  id        p\n  elements  none"


def test_what_is_part_of_itself_in_a_circle_is_shown_once() -> None:
    plan = Plan(id="p", title="P", elements=[Goal(id="a", name="A", part_of="b"), Goal(id="b", name="B", part_of="a")])
    (branch,) = summarize(plan).branches
    assert [(row.depth, row.id) for row in branch.rows] == [(0, "a"), (1, "b")]


def test_a_hierarchy_ten_thousand_deep_is_no_problem() -> None:
    tasks = [Task(id="t0", name="t")] + [Task(id=f"t{n}", name="t", part_of=f"t{n - 1}") for n in range(1, 10_000)]
    plan = Plan(id="p", title="P", elements=tasks)
    assert len(summary_text(plan).split("\n")) <= 30
    assert summarize(plan).branches[0].rows[-1].depth == 9_999


def test_a_cut_tree_keeps_the_upper_levels_and_says_how_much_is_left_out() -> None:
    tasks = [Task(id=f"t{n}", name="t") for n in range(3)]
    tasks += [Task(id=f"t{n % 3}.{n}", name="t", part_of=f"t{n % 3}") for n in range(99)]
    text = summary_text(Plan(id="p", title="P", elements=tasks), lines=13)
    assert text.split("\n")[-8:] == [
        "tasks (102)",
        "  t0  t",
        "    t0.0  t",
        "    t0.3  t",
        "    t0.6  t",
        "  t1  t",
        "  t2  t",
        "  … and 96 more",
    ]


def test_the_counts_of_many_kinds_are_wrapped_and_not_cut() -> None:
    text = summary_text(small(), width=60)
    assert "elements      1 organization, 1 section, 2 goals, 1 task,\n                1 project\n" in text


def test_depth_limits_the_trees() -> None:
    text = summary_text(small(), depth=1, lines=None)
    assert "g-air" not in text
    assert "… and 1 more" in text


def test_without_a_limit_nothing_is_cut() -> None:
    plan = Plan(id="p", title="P", elements=[Task(id=f"t{n}", name="很长的名称" * 40) for n in range(100)])
    text = summary_text(plan, lines=None, width=None)
    assert text.count("很长的名称" * 40) == 100


@settings(max_examples=40)
@given(st.lists(st.integers(0, 200), min_size=3, max_size=3), st.text("水a\n<", min_size=1, max_size=300))
def test_a_summary_of_any_plan_fits_one_screen(counts: list[int], name: str) -> None:
    name = name.strip() or "x"
    classes: tuple[type[Goal | Task | Project], ...] = (Goal, Task, Project)
    kinds = zip(classes, counts, strict=True)
    elements = [cls(id=f"{cls.kind}-{n}", name=name) for cls, count in kinds for n in range(count)]
    lines = summary_text(Plan(id="p", title=name, elements=elements)).split("\n")
    assert len(lines) <= 30
    assert max(display_width(line) for line in lines) <= 100


def test_control_characters_never_reach_the_terminal() -> None:
    text = summary_text(Plan(id="p", title=HOSTILE, elements=[Task(id="t", name=HOSTILE)]), lines=None, width=None)
    assert all(character.isprintable() or character == "\n" for character in text)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.open.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_safe_and_balanced_whatever_the_names_are() -> None:
    plan = Plan(
        id="p",
        title={"zh": HOSTILE, "en": HOSTILE + "en"},
        jurisdiction=Jurisdiction(name=HOSTILE, parent='" onmouseover="x'),
        elements=[Task(id="t", name=HOSTILE, evidence="assumed")],
    )
    tags = Tags()
    tags.feed(summary_html(plan))
    assert tags.open == []
    assert set(tags.seen) == {"div", "table", "tr", "td", "details", "summary", "code", "i"}
    assert tags.attributes == {"style", "open"}


def test_html_and_text_say_the_same() -> None:
    words = re.sub(r"<[^>]+>", " ", summary_html(small()))
    for part in (
        "连州市规划",
        "Lianzhou Plan",
        "441882",
        "2021/2025, from 2020",
        "goals (2)",
        "空气 / Air",
        "重点工程",
    ):
        assert part in words
        assert part in summary_text(small())


def test_html_of_a_large_plan_stays_small() -> None:
    plan = Plan(id="p", title="P", elements=[Task(id=f"t{n}", name="植树") for n in range(20_000)])
    html = summary_html(plan)
    assert len(html) < 100_000
    assert "… and 19,801 more" in html


@pytest.mark.parametrize("call", [summary_text, summary_html])
def test_the_same_plan_has_the_same_summary(call: object) -> None:
    assert callable(call)
    assert call(small()) == call(small())


def test_a_tree_nests_what_the_hierarchy_counts_as_a_part_and_nothing_else() -> None:
    plan = Plan(
        id="p",
        title="P",
        elements=[
            Goal(id="g", name="G"),
            Task(id="a", name="A", part_of="g"),
            Task(id="b", name="B"),
            Task(id="c", name="C", part_of="b"),
        ],
    )
    rows = {row.id: row.depth for row in tree_rows(plan, plan.elements)}
    assert rows == dict(plan.graph.hierarchy.walk())
    assert rows["a"] == 0
