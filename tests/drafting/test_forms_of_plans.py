"""Forms that real plans have; every plan here is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

import planmodel as pm


def _names(elements: object) -> list[str]:
    return [str(one.label()) for one in elements]  # type: ignore[attr-defined]


def _tasks(text: str) -> list[str]:
    return _names(pm.draft_plan(text.encode()).plan.tasks)


EDUCATION = """宜良县教育事业发展“十四五”规划（征求意见稿）

1 发展环境
1.1 发展基础
“十三五”期间，全县学前三年毛入园率由82%提高到91%。
2 总体要求
2.1 基本原则
坚持优先发展。把教育摆在优先位置。坚持育人为本。促进学生全面发展。
2.2 发展目标
到2025年，九年义务教育巩固率达到97%。
3 重点任务
3.1 推进学前教育普及普惠
公办园在园幼儿占比达到55%。
3.2 建设高素质教师队伍
补充教师600名。
4 保障机制
4.1 落实经费投入
"""


def test_chapters_numbered_1_hold_sections_numbered_1_1() -> None:
    plan = pm.draft_plan(EDUCATION.encode()).plan
    tops = {one.id: one.label() for one in plan.sections if one.part_of is None}
    inner = [(tops[one.part_of.to], one.label()) for one in plan.sections if one.part_of is not None]
    assert list(tops.values()) == ["发展环境", "总体要求", "重点任务", "保障机制"]
    assert inner[:3] == [("发展环境", "发展基础"), ("总体要求", "基本原则"), ("总体要求", "发展目标")]
    assert _names(plan.tasks) == ["推进学前教育普及普惠", "建设高素质教师队伍", "落实经费投入"]
    assert str(plan.status) == "draft_for_comment"
    assert "补充教师600名" in [target.as_published for one in plan.indicators for target in one.targets]


@pytest.mark.parametrize(
    ("words", "principles"),
    [
        (
            "——坚持党的领导。把领导贯穿全过程。\n——坚持绿色发展，把保护放在首位，守住底线。\n——坚持系统观念，统筹各方。",
            ["坚持党的领导", "坚持绿色发展", "坚持系统观念，统筹各方"],
        ),
        (
            "在工作中坚持普惠性原则，让全体老年人受益；坚持共担性原则，厘清责任；坚持系统性原则，整合资源。",
            ["坚持普惠性原则", "坚持共担性原则", "坚持系统性原则"],
        ),
        (
            "健康优先，共建共享。把健康融入政策。\n预防为主，防治结合。关口前移。",
            ["健康优先，共建共享", "预防为主，防治结合"],
        ),
        ("遵循生态优先、保护为本，科学绿化、量力而行的原则。", ["生态优先、保护为本", "科学绿化、量力而行"]),
    ],
)
def test_principles_are_read_in_each_form(words: str, principles: list[str]) -> None:
    text = f"连州市治水规划\n一、基本原则\n{words}\n二、主要任务\n（一）清淤。清理河道。"
    assert _names(pm.draft_plan(text.encode()).plan.principles) == principles


def test_maxims_under_general_requirements_are_principles_by_inference() -> None:
    text = "红岩镇2024年整治方案\n一、基本要求\n1.因地制宜，分类施策。不搞一刀切。\n2.群众主体，共建共管。尊重意愿。\n"
    plan = pm.draft_plan(f"{text}二、整治内容\n（一）治理垃圾。日产日清。".encode()).plan
    assert [(one.label(), one.evidence) for one in plan.principles] == [
        ("因地制宜，分类施策", "inferred"),
        ("群众主体，共建共管", "inferred"),
    ]
    assert _names(plan.tasks) == ["治理垃圾"]
    assert str(plan.period) == "2024"


def test_a_verb_is_no_label_because_it_begins_like_one() -> None:
    text = "连州市治水规划\n一、主要任务\n（一）注重人才引育。\n（二）配合做好普查。\n（三）表彰先进集体。\n"
    text += "（四）责任单位：水利局\n"
    assert _tasks(text) == ["注重人才引育", "配合做好普查", "表彰先进集体"]


def test_a_chapter_that_is_itself_a_safeguard_is_one() -> None:
    html = "<h1>连州市治气行动方案</h1><h3>优化产业结构</h3><p>严控产能。</p><h3>加强组织领导</h3><p>各镇负总责。</p>"
    assert _tasks(html) == ["优化产业结构", "加强组织领导"]
    chapter = "连州市治气行动方案\n一、主要任务\n（一）治气。\n二、强化保障措施\n（一）落实资金。\n"
    assert _tasks(chapter) == ["治气", "落实资金"]


def test_a_day_in_brackets_below_a_title_is_the_day_and_no_part_of_the_title() -> None:
    text = "宁远县人民政府\n关于推进养老服务的实施意见\n（2023年9月5日）\n一、主要措施\n（一）制定清单。公布清单。"
    plan = pm.draft_plan(text.encode()).plan
    assert str(plan.title).endswith("关于推进养老服务的实施意见")
    assert str(plan.issued) == "2023-09-05"


def test_documents_are_followed_where_the_sentence_goes_on() -> None:
    text = "连州市治水规划\n根据《广东省治水规划》编制，主要阐明本市治水工作。\n一、主要任务\n（一）清淤。"
    plan = pm.draft_plan(text.encode()).plan
    assert [plan[link.to].label() for link in plan.follows] == ["广东省治水规划"]


DUTIES = """<h1>连州市治水行动方案</h1><p>一、主要任务</p><p>（一）清淤疏浚。清理河道。</p><p>附件：任务分工表</p>
<table><tr><th>任务<th>子任务<th>牵头单位<th>参与单位<th>完成时限</tr>
<tr><td rowspan=2>清淤疏浚<td>1.清理河道20公里。<td>水利局<td>财政局、住建局<td>2024年底</tr>
<tr><td>2.建设泵站<td>住建局<td>各镇<td>2025年底</tr></table>"""


def test_a_table_of_duties_gives_tasks_below_those_of_the_text_with_their_bodies() -> None:
    draft = pm.draft_plan(DUTIES.encode())
    plan = draft.plan
    rows = {
        str(one.label()): (
            one.part_of and plan[one.part_of.to].label(),
            [(plan[link.to].label(), link.role) for link in one.responsible],
            one.note,
        )
        for one in plan.tasks
    }
    assert rows == {
        "清淤疏浚": (None, [], None),
        "清理河道20公里": (
            "清淤疏浚",
            [("水利局", "lead"), ("财政局", "support"), ("住建局", "support")],
            "完成时限：2024年底",
        ),
        "建设泵站": ("清淤疏浚", [("住建局", "lead"), ("各镇", "support")], "完成时限：2025年底"),
    }
    assert not [one for one in draft.doubts if one.code == "PM803"]


def test_a_schedule_in_a_document_keeps_its_order() -> None:
    html = (
        "<h1>连州市治水行动方案</h1><h2>一、进度安排</h2><table><tr><th>编号<th>任务名称<th>工期（天）<th>前置任务</tr>"
    )
    html += "<tr><td>1<td>勘察<td>5<td></tr><tr><td>2<td>施工<td>30<td>1</tr></table>"
    plan = pm.draft_plan(html.encode()).plan
    tasks = {str(one.label()): one for one in plan.tasks}
    assert [plan[link.to].label() for link in tasks["施工"].depends_on] == ["勘察"]


ENGLISH = """HARBOR CITY PUBLIC HEALTH STRATEGIC PLAN
2023 - 2027

Harbor City Department of Public Health

Our Values
Integrity
Compassion

Strategic Priority 1. Strengthen community health
Objective 1.1 Raise childhood vaccination coverage to at least 95% by 2027.
"""


def test_an_english_title_page_tells_period_area_and_body() -> None:
    plan = pm.draft_plan(ENGLISH.encode()).plan
    assert str(plan.period) == "2023/2027"
    assert plan.jurisdiction is not None
    assert (plan.jurisdiction.name, plan.jurisdiction.level) == ("Harbor City", "city")
    assert [plan[link.to].label() for link in plan.drafted_by] == ["Harbor City Department of Public Health"]
    assert _names(plan.principles) == ["Integrity", "Compassion"]


def test_who_prepared_and_who_adopted_an_english_plan_are_two() -> None:
    text = "# Riverbend County Climate Strategy\n\nPrepared by the Riverbend County Office of Sustainability\n"
    text += (
        "Adopted by the Riverbend County Council, March 15, 2022\n\n## Goal 1: Cut emissions\n\n## Goal 2: Save water\n"
    )
    plan = pm.draft_plan(text.encode()).plan
    assert [plan[link.to].label() for link in plan.drafted_by] == ["Riverbend County Office of Sustainability"]
    assert [plan[link.to].label() for link in plan.issued_by] == ["Riverbend County Council"]


def test_years_below_a_heading_and_labels_with_letters_are_read() -> None:
    html = "<h1>City of Maple Grove Water Resilience Plan</h1><p>2024–2030</p><h2>Goal A: Reduce demand</h2>"
    html += "<h3>Strategy A1: Fix leaks</h3><h3>Strategy A2: Price water</h3><h2>Goal B: Diversify</h2>"
    html += "<h3>Strategy B1: Recycle water</h3><p>The city will build a plant that cleans waste water.</p>"
    plan = pm.draft_plan(html.encode()).plan
    assert str(plan.period) == "2024/2030"
    assert plan.jurisdiction is not None
    assert plan.jurisdiction.name == "City of Maple Grove"
    assert _names(plan.tasks) == ["Fix leaks", "Price water", "Recycle water"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("支持参与重大项目", "task"), ("实施重大项目", "project"), ("整治内容", "task"), ("修复原则", "principle")],
)
def test_what_a_chapter_holds_is_said_by_its_name(name: str, kind: str) -> None:
    text = (
        f"连州市治水规划\n一、总体要求\n以人为本。\n二、{name}\n（一）坚持治理。清理河道。\n（二）坚持保护。留出空间。"
    )
    plan = pm.draft_plan(text.encode()).plan
    holders = {"task": plan.tasks, "project": plan.projects, "principle": plan.principles}
    assert {kind for kind, held in holders.items() if "坚持治理" in _names(held)} == {kind}


@pytest.mark.parametrize(
    ("line", "number", "day"),
    [
        ("临政办函〔2022〕31号", "临政办函〔2022〕31号", None),
        ("临政发〔2022〕3号 成文日期：2022-09-14", "临政发〔2022〕3号", "2022-09-14"),
        ("发布日期：2022-09-14", None, None),
    ],
)
def test_number_and_day_beside_a_title_are_those_of_the_document(
    line: str, number: str | None, day: str | None
) -> None:
    text = f"临武县治水实施方案\n{line}\n一、工作任务\n（一）清淤。清理河道。"
    plan = pm.draft_plan(text.encode()).plan
    assert plan.number == number
    assert (str(plan.issued) if plan.issued is not None else None) == day


def test_what_an_item_of_a_box_promises_is_not_joined_with_that_of_another() -> None:
    text = (
        "连州市交通规划\n一、主要任务\n（一）修路。修建公路。\n专栏1 重点公路工程\n1.东环路改造工程。建设里程42公里。\n"
    )
    plan = pm.draft_plan(f"{text}2.西环路新建工程。建设里程36公里。\n".encode()).plan
    assert [(one.label(), [target.as_published for target in one.targets]) for one in plan.indicators] == [
        ("东环路改造工程 建设里程", ["建设里程42公里"]),
        ("西环路新建工程 建设里程", ["建设里程36公里"]),
    ]


def test_a_quotation_that_opens_a_target_is_quoted_whole() -> None:
    text = "吴川市智慧城市规划\n一、建设目标\n到2025年，系统建成；“粤省事”注册用户达到80万人。"
    targets = [target for one in pm.draft_plan(text.encode()).plan.indicators for target in one.targets]
    assert "“粤省事”注册用户达到80万人" in [one.as_published for one in targets]


def test_a_doubt_names_a_line_of_the_saved_text_and_where_the_document_has_it(tmp_path: Path) -> None:
    file = tmp_path / "行动方案.md"
    file.write_text("# 连州市治气行动方案\n\n## 一、优化产业结构\n\n\n到2025年钢铁企业整合至6家。\n", "utf-8")
    [doubt] = [one for one in pm.draft_plan(file).doubts if one.code == "PM807"]
    assert (doubt.place.file, doubt.place.line) == ("source.txt", 3)
    assert doubt.hint is not None
    assert doubt.hint.startswith("line 6 of the file, under “优化产业结构”: ")


def test_goals_that_speak_of_units_and_years_are_no_flattened_table() -> None:
    text = "南浔区碳达峰实施方案\n一、主要目标\n"
    text += "到2025年，规模以上工业单位增加值能耗较2020年下降16%，非化石能源消费比重达到18%，"
    text += "单位地区生产总值用水量降低12%，森林覆盖率达到40%，2030年前实现碳达峰，新增光伏装机25万千瓦。"
    draft = pm.draft_plan(text.encode())
    assert not [one for one in draft.doubts if one.code == "PM803"]
    assert "非化石能源消费比重" in _names(draft.plan.indicators)


def test_items_that_begin_with_a_year_are_items() -> None:
    text = "镇原县三年行动方案\n一、主要任务\n（一）开展培训\n1.2024年底前轮训一遍。\n2.建立培训档案。"
    assert _tasks(text)[-1] == "建立培训档案"


def test_words_before_a_colon_are_the_name_of_what_follows() -> None:
    text = "# 阳朔县文旅规划\n\n## 一、遵循原则\n\n"
    text += "1. **以文塑旅，以旅彰文**——推动融合。\n2. **生态为本，永续利用**——守护山水。\n\n"
    text += "## 二、发展任务\n\n### （一）丰富产品\n\n- **提升演艺品牌**：推出新编歌剧若干部。\n- 责任单位：县文旅局\n"
    plan = pm.draft_plan(text.encode()).plan
    assert _names(plan.principles) == ["以文塑旅，以旅彰文", "生态为本，永续利用"]
    assert _names(plan.tasks) == ["丰富产品", "提升演艺品牌"]


PROJECTS = """青岩市教育发展规划（2021—2025年）
一、重点任务
（一）建设学校。新建学校。
附件：重点工程项目表
序号 项目名称 建设内容 建设年限 总投资（万元） 责任单位
1 市第三中学迁建 新建校舍4.2万平方米 2021—2023 28600 市教育局
2 职教园区二期 {content} 2022—2025 45300 市教育局
"""


def test_a_project_table_in_lines_of_text_is_read_or_is_a_doubt() -> None:
    plan = pm.draft_plan(PROJECTS.format(content="实训楼").encode()).plan
    assert [(one.name, str(one.cost.total)) for one in plan.projects if one.cost is not None] == [
        ("市第三中学迁建", "28600 万元"),
        ("职教园区二期", "45300 万元"),
    ]
    torn = pm.draft_plan(PROJECTS.format(content="实训楼 及宿舍").encode())
    assert not torn.plan.projects
    (doubt,) = [one for one in torn.doubts if one.code == "PM803"]
    assert "序号 项目名称 建设内容" in doubt.message


def test_what_paragraphs_count_with_one_must_two_must_is_work() -> None:
    text = """宜良县河道清淤工作方案

一、工作目标
完成河道清淤8公里。
二、工作要求
一要提高认识，加强领导。各镇要落实属地责任。
二要密切配合，形成合力。各部门各司其职。
三要严格督查。定期通报进度。
"""
    assert _tasks(text) == ["提高认识，加强领导", "密切配合，形成合力", "严格督查"]


def test_a_site_s_headline_gives_way_to_the_title_that_the_opening_names() -> None:
    text = """宜良县教育十四五规划（2022年更新）
宜良县“十四五”教育事业
发展规划
宜良县人民政府
2021年5月
根据《宜良县国民经济和社会发展第十四个五年规划纲要》，编制《宜良县“十四五”教育事业发展规划》，明确发展目标。
一、总体要求
坚持优先发展。
"""
    assert pm.draft_plan(text.encode()).plan.title == "宜良县“十四五”教育事业发展规划"


def test_party_and_government_issue_together() -> None:
    text = "中共中央 国务院关于支持甲省建设美丽河湖的意见\n（2022年5月20日）\n一、总体要求\n二、主要任务\n（一）治水\n"
    plan = pm.draft_plan(text.encode()).plan
    assert [str(plan[one.to].label()) for one in plan.issued_by] == ["中共中央", "国务院"]


def test_projects_counted_before_they_are_listed() -> None:
    text = "宜良县文旅规划\n一、主要任务\n（一）做优产品\n二、重点项目\n"
    text += "规划期内实施文旅项目3个，总投资9亿元，包括古镇修缮工程、湖滨步道项目和民宿集群项目。\n"
    draft = pm.draft_plan(text.encode())
    assert _names(draft.plan.projects)[1:] == ["古镇修缮工程", "湖滨步道项目", "民宿集群项目"]
    assert not [one for one in draft.doubts if one.code == "PM805"]


def test_principles_in_one_line_parted_by_semicolons() -> None:
    text = "健康宜良行动（2020—2030年）\n一、总体要求\n"
    text += "（一）基本原则。普及知识、提升素养；自主自律、健康生活；全民参与。\n二、主要行动\n（一）全民健身\n"
    plan = pm.draft_plan(text.encode()).plan
    assert _names(plan.principles) == ["普及知识、提升素养", "自主自律、健康生活", "全民参与"]
    assert str(plan.period) == "2020/2030"


def test_an_indicator_is_no_part_of_a_row_that_has_no_words() -> None:
    rows = "| Measure | Baseline 2020 | Target 2030 |\n|---|---|--[-|\n|#Recycling rate | 32% | 60%|\n"
    plan = pm.draft_plan(f"# Waste Plan 2020-2030\n\n## Goal 1: Less waste\n\n{rows}".encode()).plan
    assert [(one.name, one.part_of) for one in plan.indicators] == [("#Recycling rate", None)]
    assert pm.Plan.from_dict(plan.to_dict()) == plan
