"""How alike the wording of plans is."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

import planmodel as pm
from comparing.counties import county
from planmodel.comparing.alignment import align
from planmodel.errors import UnknownIdError

lacking = [name for name in ("sklearn", "rapidfuzz") if find_spec(name) is None]
pytestmark = pytest.mark.skipif(bool(lacking), reason=f"needs {' and '.join(lacking)}")

LINES = (
    "推进城镇生活污水处理设施建设与提质增效",
    "加强饮用水水源地规范化保护和监管",
    "开展挥发性有机物深度治理与全过程控制",
    "强化受污染耕地分类管理和安全利用",
    "完善农村生活垃圾收运处置体系",
)
OTHER = (
    "发展数字经济产业集群",
    "建设综合交通枢纽",
    "提升基层医疗服务水平",
    "扩大普惠托育供给",
    "推动夜间旅游消费升级扩容提质",
)


def plan(id: str, lines: tuple[str, ...], parent: str | None = None, level: str = "county") -> pm.Plan:
    area = pm.Jurisdiction(name=id, level=level, parent=parent)  # type: ignore[arg-type]
    tasks = [
        pm.Task(id=f"{id}-{n}", name=line, description=f"{line}，到2025年取得成效") for n, line in enumerate(lines)
    ]
    return county(id, elements=tasks, jurisdiction=area)


PLANS = pm.PlanSet(
    [
        plan("city", LINES, level="city"),
        plan("copy", (*LINES[:4], "建设国家生态文明示范县"), parent="city"),
        plan("own", OTHER, parent="city"),
        county("bare"),
    ]
)


def test_a_copy_is_nearer_to_its_parent_than_a_plan_of_its_own() -> None:
    found = PLANS.similarity()
    copied, own = found.score("copy", "city"), found.score("own", "city")
    assert copied is not None
    assert own is not None
    assert copied > 0.7 > 0.2 > own
    assert found.score("city", "copy") == copied
    assert found.nearest("copy")[0][0] == "city"
    assert found.parents == {"city": None, "copy": "city", "own": "city", "bare": None}


def test_the_share_of_wording_counts_elements_with_a_match() -> None:
    found = PLANS.similarity()
    assert [(one.old, one.new, one.how) for one in found.matches("copy", "city")][:2] == [
        ("copy-0", "city-0", "name"),
        ("copy-1", "city-1", "name"),
    ]
    shared = found.shared("copy", "city")
    assert shared is not None
    assert 0.7 < shared < 0.9
    assert found.shared("own", "city") == 0.0


def test_too_little_text_has_no_figure() -> None:
    found = PLANS.similarity()
    assert (found.score("bare", "city"), found.shared("city", "bare")) == (None, None)
    assert "too little text" in repr(found)
    assert "too little text" in found._repr_html_()
    with pytest.raises(UnknownIdError, match="did you mean copy"):
        found.score("coppy", "city")


def test_scores_come_as_records_and_as_a_table() -> None:
    pytest.importorskip("pandas")
    found = PLANS.similarity()
    records = found.to_records()
    assert len(records) == 12
    assert {record["relation"] for record in records if record["plan"] == "copy"} == {"parent", "peer"}
    assert found.matrix().loc["copy", "copy"] == pytest.approx(1.0)


def test_what_is_no_wording_of_the_plan_does_not_count() -> None:
    documents = [pm.Document(id=f"d{n}", name=line) for n, line in enumerate(LINES)]
    plans = [plan("a", OTHER), county("b", elements=[*documents, *plan("b", OTHER[:3]).tasks])]
    assert pm.PlanSet(plans).similarity().shared("b", "a") == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("农村居民生活污水处理率", "城市居民生活污水处理率"),
        ("男性人均预期寿命水平", "女性人均预期寿命水平"),
        ("规模以上工业增加值能耗", "规模以下工业增加值能耗"),
        ("Life expectancy of men at birth", "Life expectancy of women at birth"),
    ],
)
def test_words_that_exclude_each_other_match_nowhere(one: str, other: str) -> None:
    first, second = (
        pm.Plan(id=id, title=id, elements=[pm.Indicator(id=f"{id}1", name=name)])
        for id, name in (("a", one), ("b", other))
    )
    assert align(first, second).matches == ()
    assert align(first, second).only_old == ("a1",)
    assert [(found.old, found.new) for found in align(first, first, by_id=False).matches] == [("a1", "a1")]


def test_the_most_alike_that_is_the_same_thing_is_matched() -> None:
    first = pm.Plan(id="a", title="A", elements=[pm.Task(id="t", name="农村生活污水治理工程建设")])
    others = [pm.Task(id="u", name="城市生活污水治理工程建设"), pm.Task(id="v", name="推进农村生活污水治理工程的建设")]
    second = pm.Plan(id="b", title="B", elements=others)
    assert [(one.old, one.new) for one in align(first, second).matches] == [("t", "v")]


def test_names_that_are_alike_and_mean_two_metrics_are_not_the_same() -> None:
    first, second = (
        pm.Plan(id=id, title=id, elements=[pm.Indicator(id=f"{id}1", name=name, unit=unit)])
        for id, name, unit in (
            ("a", "细颗粒物（PM2.5）年均浓度", "微克/立方米"),
            ("b", "可吸入颗粒物（PM10）年均浓度", "微克/立方米"),
        )
    )
    assert align(first, second, least=0.5).matches == ()
