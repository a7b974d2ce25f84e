"""More families of forms, from plans of health, transport, water, safety and finance, and from English strategies.

Each case is built like sentences of real plans; where a form was seen is named beside it as in ``test_families``.
"""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown, shown_targets
from planmodel.phrases.name_lists import names_in

RULES_ARE_NO_PROMISES = {
    "年收入低于5000元的家庭可申请救助": ["unread"],
    "年收入低于5000元的家庭": ["年收入的家庭: unread"],
    "培育年产值超过100亿元的产业集群": ["培育年产值: unread"],
    "打造1000亿元的产业集群": ["产业集群: unread"],
    "违者罚款5万元以上": ["unread"],
    "建设不少于100公里的绿道": ["绿道: at_least 100 公里"],
    "Households earning less than $50,000 are eligible": ["unread"],
    "The Act requires facilities emitting more than 25,000 tonnes to report": ["unread"],
    "Applicants must be at least 65 years old": ["unread"],
}
WHOM_A_SHARE_IS_OF = {
    "30—70岁人群因心脑血管疾病导致的过早死亡率比2015年降低20%": [
        "30—70岁人群因心脑血管疾病导致的过早死亡率: decrease - 20 % since 2015 of it"
    ],  # 卫生
    "65岁及以上老年人健康管理率不低于72%": ["65岁及以上老年人健康管理率: at_least 72 %"],
    "79岁左右": ["about 79 岁"],
    "Respond to 90% of emergency calls within 8 minutes": ["emergency calls within 8 minutes: - 90 %"],
    "No more than 5% of patients waiting over 18 weeks": ["patients waiting over 18 weeks: at_most 5 %"],
    "80% of residents live within a 10-minute walk of a park": [
        "residents live within a 10-minute walk of a park: - 80 %"
    ],
    "5 parks within 8 minutes": ["parks within 8 minutes: - 5"],
    "Repair 95% of potholes within 28 days": ["potholes within 28 days: - 95 %"],
    "Reduce stunting among children under 5 to 20% by 2030": ["2030 stunting among children under 5: - 20 %"],
    "Employment rate of people aged 20 to 64 of at least 78%": [
        "Employment rate of people aged 20 to 64: at_least 78 %"
    ],
    "Children aged 5 to 11": ["unread"],
}
YEARS_OF_A_LIST = {
    "到2025年、2030年，非化石能源占比分别达到20%、25%": ["2025 非化石能源占比: - 20 %", "2030 非化石能源占比: - 25 %"],
    "2025年和2030年森林覆盖率达到45%和50%": ["2025 森林覆盖率: - 45 %", "2030 森林覆盖率: - 50 %"],
    "2023年、2024年、2025年分别达到45%、50%": ["2025 unread"],
    "到2025年、2030年，森林覆盖率、湿地保护率分别达到45%、50%": [
        "2030 森林覆盖率、湿地保护率: unread",
        "2030 森林覆盖率、湿地保护率: unread",
    ],
    "到2025年、2030年，森林覆盖率达到45%": ["2030 森林覆盖率: unread"],
}
OF_EACH_NAME = {
    "一、二、三产业增加值年均分别增长4%、8%和7.5%": [
        "一产业增加值: increase - 4 % a year of it",
        "二产业增加值: increase - 8 % a year of it",
        "三产业增加值: increase - 7.5 % a year of it",
    ],
    "机动车尾气检测率、合格率均达95%以上": ["机动车尾气检测率: at_least 95 %", "合格率: at_least 95 %"],
    "城镇和农村居民人均可支配收入年均分别增长6%和7%": [
        "城镇居民人均可支配收入: increase - 6 % a year of it",
        "农村居民人均可支配收入: increase - 7 % a year of it",
    ],
    "8万个行政村环境整治": ["行政村环境整治: - 8 万个"],
    "全面完成1.2万户农村危房改造": ["农村危房改造: - 1.2 万户"],
    "半数以上的村集体收入超过10万元": ["unread"],
    "不少于90%的行政村实现垃圾分类": ["行政村实现垃圾分类: at_least 90 %"],
    "实际利用内资年均增长8%": ["实际利用内资: increase - 8 % a year of it"],
    "截至目前已建成充电桩1.2万个，到年底达到2万个": ["- 2 万个"],
    "[2.75)": ["unread"],
    "95%左右以上": ["unread"],
    "3000余家以上": ["at_least 3000 家"],
    "有望突破1000亿元": ["unread"],
}
IN_ONE_CASE_ALONE = {
    "如遇重大疫情，增速目标为5%，失业率控制在6%": ["unread", "失业率: unread"],
    "若增速低于5%，失业率控制在6%以内": ["unread", "失业率: unread"],
    "若干措施落实后森林覆盖率达到60%": ["若干措施落实后森林覆盖率: - 60 %"],
    "除山区外，覆盖率达到90%，满意度达到95%": ["覆盖率: unread", "满意度: - 95 %"],
    "Unless funding is secured, build 50 homes, reduce waste by 10%": ["unread", "waste: unread"],
    "Assuming growth of 2%, revenue will be £3m": ["unread", "revenue: unread"],
}
PARTS_AND_LISTS_OF_COUNTS = {
    "铁路营业里程达到16.5万公里，其中高铁5万公里": ["铁路营业里程: - 16.5 万公里", "高铁: - 5 万公里"],
    "新建口袋公园300个、城市绿道500公里": ["新建口袋公园: increase - 300 个", "新建城市绿道: increase - 500 公里"],
    "治理沙化土地150万亩、水土流失面积2000平方公里": [
        "治理沙化土地: - 150 万亩",
        "治理水土流失面积: - 2000 平方公里",
    ],
    "建成绿道100公里、覆盖率达到90%": ["建成绿道: - 100 公里", "覆盖率: - 90 %"],
    "城镇污水处理率≥95%且污泥无害化处理率≥90%": ["城镇污水处理率: at_least 95 %", "污泥无害化处理率: at_least 90 %"],
    "实际使用外资五年累计达到150亿美元": ["实际使用外资: - 150 亿美元"],
    "城镇新增就业累计40万人": ["城镇新增就业: increase - 40 万人"],
    "城镇污水处理率达到九成五": ["城镇污水处理率: - 95 %"],
    "生态保护红线面积不低于国土面积的25%": ["生态保护红线面积: at_least 25 %"],
}
MEASURED_ON_OTHERS = {
    "居民收入增长与经济增长基本同步": ["居民收入增长: - None of 经济增长"],
    "农村居民人均可支配收入增长快于城镇居民": ["农村居民人均可支配收入增长: more_than None of 城镇居民"],
    "人均地区生产总值达到中等发达国家水平": ["人均地区生产总值: - None of 中等发达国家"],
    "完成省下达的节能目标": ["by 省"],
    "过去五年，累计造林5.45亿亩": ["unread"],
    "五年来，城镇新增就业累计超过6000万人": ["unread"],
}
ENGLISH_LEVELS_AND_RANGES = {
    "Maintain unemployment at or below 4.5%": ["unemployment: at_most 4.5 %"],
    "Between 40% and 45% by 2030": ["2030 between 40 %..45 %"],
    "Reduce emissions by between 40% and 50% by 2030": ["2030 emissions: decrease between 40 %..50 % of it"],
    "Reduce traffic fatalities to zero by 2030": ["2030 traffic fatalities: - 0"],
    "Annual mean PM2.5 concentration of 10 µg/m3 or below": ["Annual mean PM2.5 concentration: at_most 10 μg/m3"],
    "Annual growth of 3%": ["increase - 3 % a year of it"],
    "Reduce population exposure to PM2.5 by 35% compared to 2018": [
        "population exposure to PM2.5: decrease - 35 % since 2018 of it"
    ],
    "95% 4G coverage by the end of 2025": ["2025 4G coverage: - 95 %"],
    "Gigabit broadband for 85% of premises by 2025": ["2025 Gigabit broadband: - 85 %"],
    "By 2028 we will have reduced our carbon footprint by 40%": ["2028 carbon footprint: decrease - 40 % of it"],
    "Net enrolment rate in primary education reaches 98%": ["Net enrolment rate in primary education: - 98 %"],
    "Keep inflation between 1 and 3 percent": ["inflation: between 1 %..3 %"],
    "Increase the proportion of journeys made by bus to 10%": ["proportion of journeys made by bus: - 10 %"],
    "Reduce fire deaths by one-third": ["fire deaths: decrease - 33.333333333333333 % of it"],
    "Forest cover 30% → 35%": ["Forest cover: - 35 %"],
    "No increase in noise complaints": ["noise complaints: not_increase"],
    "Pupil-teacher ratio of 35:1": ["Pupil-teacher ratio: - 35"],
    "Projects costing over £1 million must be approved by Cabinet": ["unread"],
    "The strategy covers 12 districts and 3 counties": ["unread"],
    "Increase renewables by 500 MW per year": ["renewables: increase - 500 MW a year"],
    "Raise the share of 25-34 year-olds with tertiary attainment to 45%": [
        "share of 25-34 year-olds with tertiary attainment: - 45 %"
    ],
    "75% of cancers diagnosed at stage 1 or 2 by 2028": ["2028 cancers diagnosed at stage 1 or 2: - 75 %"],
    "Produce no more than 400 kg of residual waste per household": ["residual waste per household: at_most 400 kg"],
    "Over 60% of respondents supported the proposal": ["unread"],
    "Not less than 30 days' notice must be given": ["unread"],
    "Increase in rainfall of up to 20% is likely by 2080": ["2080 unread"],
    "Goal 13: Climate action": ["unread"],
    "2.5m visitors": ["unread"],
    "Sea level rise below 0.5m": ["unread"],
    "A height of 2.5m": ["height: - 2.5 m"],
}
FAMILIES = {
    name: cases
    for name, cases in globals().items()
    if isinstance(cases, dict) and name.isupper() and name != "FAMILIES"
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, expected) for cases in FAMILIES.values() for text, expected in cases.items()],
)
def test_a_form_reads_as_what_it_says(text: str, expected: list[str]) -> None:
    assert shown_targets(text) == expected


@pytest.mark.parametrize(
    ("text", "baseline", "year"),
    [
        ("Increase recycling from 42% (2018) to 60% by 2030", "42 %", 2018),
        ("From a baseline of 25% in 2019 to 40% by 2025", "25 %", 2019),
        ("Increase the share of women to 40% (baseline 2019: 31%)", "31 %", 2019),
        ("Reach 75% of households (baseline 60% in 2019) by 2030", "60 %", 2019),
        ("Reach 75% of households (baseline 60%) by 2030", "60 %", None),
    ],
)
def test_a_printed_baseline_in_english_keeps_its_year(text: str, baseline: str, year: int | None) -> None:
    [one] = pm.find_targets(text)
    assert one.baseline is not None
    assert (str(one.baseline.value), one.baseline.year) == (baseline, year)
    assert isinstance(one.commitment, pm.Level)


def test_a_negative_share_alone_is_a_cut_or_a_level_and_is_left_unread() -> None:
    assert shown_targets("-15%", name="Energy use") == ["unread"]
    assert shown_targets("-0.5%", name="人口自然增长率") == ["- -0.5 %"]
    assert shown_targets("达到-0.5%") == ["- -0.5 %"]


def test_a_bare_m_is_metres_only_where_a_length_is_named() -> None:
    assert shown_targets("2.5m", name="Annual visitors") == ["unread"]
    assert shown_targets("2.5m", name="Water depth") == ["- 2.5 m"]


def test_a_period_before_the_plan_tells_what_was_whatever_its_comparators() -> None:
    text = "“十三五”时期，优良天数比例稳定在98%以上。到2025年，森林覆盖率稳定在65%以上。"
    assert [(one.year, one.subject) for one in pm.find_targets(text)] == [(2025, "森林覆盖率")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地表水达到或优于Ⅲ类水体比例100%", ["- 100 %"]),
        ("城镇污水处理率达到九成五", ["- 95 %"]),
        ("森林覆盖率24.1%。", ["- 24.1 %"]),
        ("森林覆盖率24.1%。\n会议开了两天。", []),
        ("项目总投资12.5亿元，其中中央投资2亿元。", []),
        ("共有15个部门。", []),
    ],
)
def test_a_name_and_its_number_are_a_target_where_they_are_all_of_the_text(text: str, expected: list[str]) -> None:
    assert [shown(one.commitment) for one in pm.find_targets(text)] == expected


def test_what_stands_now_is_no_promise() -> None:
    text = "目前，我市每万人拥有充电桩12.6个，低于全国平均水平。计划到2026年，建成公共充电桩2.5万个以上。"
    assert [shown(one.commitment) for one in pm.find_targets(text)] == ["at_least 2.5 万个"]


@pytest.mark.parametrize(
    ("text", "place", "subject"),
    [
        (
            "北京、天津、河北、山东、河南五省（市）煤炭消费总量下降10%左右。",
            "北京、天津、河北、山东、河南五省(市)",
            "煤炭消费总量",
        ),
        ("上海、江苏、浙江和安徽三省一市煤炭消费总量下降5%左右。", "上海、江苏、浙江和安徽三省一市", "煤炭消费总量"),
        ("广东、福建等省煤炭消费总量下降8%。", "广东、福建等省", "煤炭消费总量"),
        ("北京和天津森林覆盖率达到30%。", "北京和天津", "森林覆盖率"),
        ("京津冀三省（市）煤炭消费总量下降10%。", "京津冀三省(市)", "煤炭消费总量"),
        ("云南一县一品覆盖率达到90%。", "云南", "一县一品覆盖率"),
        ("北京、滨海新区常住人口达到300万人。", None, "北京、滨海新区常住人口"),
    ],
)
def test_a_list_of_places_before_a_subject_is_one_scope(text: str, place: str | None, subject: str) -> None:
    assert [(one.place, one.subject) for one in pm.find_targets(text)] == [(place, subject)]


def test_the_number_of_several_places_together_is_not_the_number_of_each() -> None:
    assert len(names_in("北京、天津、河北三省(市)煤炭消费总量")) == 1
    assert names_in("北京、天津煤炭消费总量") == ["北京煤炭消费总量", "天津煤炭消费总量"]


@pytest.mark.parametrize("text", ["将商标注册平均审查周期压减至4个月。", "力争将商标注册平均审查周期压缩至4个月以内。"])
def test_a_word_that_puts_an_object_before_its_verb_is_no_part_of_its_name(text: str) -> None:
    assert [one.subject for one in pm.find_targets(text)] == ["商标注册平均审查周期"]


def test_a_name_that_begins_with_the_letter_of_such_a_word_keeps_it() -> None:
    assert [one.subject for one in pm.find_targets("到2025年，使用面积达到20万平方米。")] == ["使用面积"]


def test_names_with_a_verb_of_their_own_take_no_number_of_a_later_clause() -> None:
    text = (
        "2017年底前，其他地级城市实现河面无大面积漂浮物、河岸无垃圾、无违法排污口；"
        "到2020年，地级及以上城市建成区黑臭水体比例均控制在10%以内。"
    )
    assert [one.subject for one in pm.find_targets(text)] == ["地级及以上城市建成区黑臭水体比例"]
    listed = pm.find_targets("到2025年，实现森林覆盖率、湿地保护率均达到60%以上。")
    assert [one.subject for one in listed] == ["森林覆盖率", "湿地保护率"]
    waiting = pm.find_targets("化学需氧量、氨氮，二氧化硫排放量均下降10%。")
    assert [one.subject for one in waiting] == ["化学需氧量排放量", "氨氮排放量", "二氧化硫排放量"]
