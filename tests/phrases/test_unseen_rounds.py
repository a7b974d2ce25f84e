"""Families of forms that readers of plans met in texts unseen before: steps, ratios, parts of millions, one in five."""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown_targets

STEPS_AND_BARRIERS = {
    "旅游收入突破10万亿元大关": ["旅游收入: more_than 10 万亿元"],
    "地区生产总值跨越5000亿元大关": ["地区生产总值: more_than 5000 亿元"],
    "一般公共预算收入突破100亿元关口": ["一般公共预算收入: more_than 100 亿元"],
    "数字经济规模迈上3万亿元新台阶，经济发展迈上新台阶": ["数字经济规模: - 3 万亿元"],
    "规模以上工业总产值跃上千亿元台阶": ["unread"],
    "推动跨越式发展，GDP达到100亿元": ["GDP: - 100 亿元"],
    "降低企业准入门槛，登记时限压缩至1天": ["企业准入门槛: decrease", "登记时限: - 1 天"],
}
RATIOS = {
    "生师比控制在18:1以内": ["生师比: at_most 18"],
    "师生比17:1": ["师生比: - 17"],
    "小学师生比达到1：16": ["小学师生比: - 0.0625"],
    "城乡居民收入比缩小到1.8:1": ["城乡居民收入比: - 1.8"],
    "生师比1:18": ["生师比: unread"],  # pupils to teachers, turned round
    "医护比由1:1.1提高到1:1.25": ["医护比: unread"],  # the second number is what rises
    "三次产业比例调整为5:45:50": ["unread"],
    "上午10:30开始": ["unread"],
    "Pupil-teacher ratio of 40:1": ["Pupil-teacher ratio: - 40"],
    "a nurse-to-patient ratio of at least 1:4": ["nurse-to-patient ratio: at_least 0.25"],
    "Reduce the pupil teacher ratio from 1:56 to 1:45": ["pupil teacher ratio: unread"],
    "Open at 10:30 daily": ["unread"],
}
UNITS_OF_THEIR_OWN = {
    "到2025年，算力规模超过300EFLOPS": ["2025 算力规模: more_than 300 EFLOPS"],
    "到2025年，算力规模超过300EZOPS，机架达到5万架": ["2025 unread", "2025 机架: - 5 万架"],
    "到2025年，网络带宽达到10Tbps以上，覆盖5G用户100万户": ["2025 unread", "2025 覆盖5G用户: - 100 万户"],
    "建成5G基站1000个": ["建成5G基站: - 1000 个"],
    "研发人员达到70人年": ["研发人员: - 70 人年"],
    "Reduce runoff by 5 million US gallons": ["runoff: decrease - 5 million US_gallon"],
    "Reduce runoff by 5 million gallons": ["runoff: unread"],
    "save half a billion pounds": ["pounds: unread"],
}
MEANS_AND_YEARS = {
    "业务办理时长平均压缩50%": ["业务办理时长: decrease - 50 % of it"],
    "通行效率平均提高20%": ["通行效率: increase - 20 % of it"],
    "五年平均增长6%": ["increase - 6 % a year of it"],
    "规划期内居民收入平均增长6%": ["unread"],  # each year, or in all
    "2021-2025年均增长5%": ["2025 increase - 5 % a year of it"],
    "到2025年均达到95%": ["2025 - 95 %"],
    "用水量较2020年均下降16%": ["用水量: unread"],  # 2020年，均 or 年均
    "森林覆盖率比2020年年均提高2个百分点": ["森林覆盖率: increase - 2 个百分点 since 2020 a year"],
    "用户数由2020年的640万户增至2025年的6000万户": ["2025 用户数: - 6000 万户"],
    "旅游收入增加到2025年的500亿元": ["2025 旅游收入: - 500 亿元"],
    "20→30": ["unread"],
    "由10提高到20": ["unread"],
}
FIRM_BESIDE_STRETCH = {
    "地区生产总值力争突破5000亿元、确保4800亿元以上": ["地区生产总值: at_least 4800 亿元 ^more_than 5000 亿元"],
    "地区生产总值力争达到5000亿元，确保达到4800亿元": ["地区生产总值: - 4800 亿元 ^- 5000 亿元"],
    "确保90%、力争95%": ["- 90 % ^- 95 %"],
    "力争培育企业100家、园区5个": ["培育企业: unread ^- 100 家", "培育园区: unread ^- 5 个"],
}
WHAT_IS_DONE_TO_WHAT = {
    "高水平建成20家中国软件名园": ["中国软件名园: - 20 家"],
    "高质量建设10个示范区": ["示范区: - 10 个"],
    "高标准农田建成20万亩": ["高标准农田建成: - 20 万亩"],
    "改造提升现有高标准农田1.05亿亩": ["改造提升现有高标准农田: - 1.05 亿亩"],
    "现有企业100家": ["unread"],
    "高速铁路营业里程达到3万公里，覆盖80%以上的大城市": ["高速铁路营业里程: - 3 万公里", "覆盖大城市: at_least 80 %"],
}
PARTS_IN_ENGLISH_WORDS = {
    "a quarter of a million hectares of woodland by 2030": ["2030 woodland: - 0.25 million hectares"],
    "Plant half a million trees": ["increase - 0.5 million trees"],
    "build one and a half million homes": ["increase - 1.5 million homes"],
    "By 2026, 9 in 10 residents feel safe": ["2026 residents feel safe: - 90 %"],
    "one in five homes will have a heat pump by 2035": ["2035 homes will have a heat pump: - 20 %"],
    "four out of every five pupils swim": ["pupils swim: - 80 %"],
    "protect 5,000 homes from a 1 in 100 year flood": ["unread"],
    "construct eight treatment schemes and 20 wetlands": ["treatment schemes: increase - 8", "wetlands: increase - 20"],
    "open two new libraries": ["new libraries: increase - 2"],
    "create three priorities": ["unread"],
}
WHOSE_NUMBER_IT_IS = {
    "The unemployment rate will be below 5 per cent throughout the period": ["unemployment rate: less_than 5 %"],
    "Average waiting times shall be no more than 18 weeks for all patients": [
        "Average waiting times: at_most 18 weeks"
    ],
    "The council will plant 5,000 trees": ["increase - 5000 trees"],
    "The council will reach 5,000 households": ["- 5000 households"],
    "The schools will provide 500 places": ["places: - 500"],
    "Local schools will reach 95% attendance": ["attendance: - 95 %"],
    "Attract $2.5 billion in private investment and support 15,000 jobs": [
        "private investment: - 2.5 billion USD",
        "- 15000 jobs",
    ],
    "achieve and maintain a cure rate of >85%": ["cure rate: more_than 85 %"],
    "restoration or creation of at least 500,000 hectares of habitat": ["habitat: at_least 500000 hectares"],
    "delivery of 1,200 affordable homes by 2030": ["2030 affordable homes: - 1200"],
    "deliver 110,000 affordable homes by 2032, of which at least 70% will be for social rent": [
        "2032 affordable homes: - 110000",
        "2032 affordable homes for social rent: at_least 70 %",
    ],
    "divert 80% of waste from landfill by 2030, and an interim target of 72% by 2025": [
        "2030 waste from landfill: - 80 %",
        "2025 waste from landfill: - 72 %",
    ],
    "Reduce infant mortality to 23 by 2025 and MMR from current levels to 100 by 2020": [
        "2025 infant mortality: - 23",
        "2020 MMR: - 100",
    ],
    "reduce disease burden by one third from current levels": ["disease burden: decrease - 33.333333333333333 % of it"],
    "30% reduction in waste sent to landfill": ["waste sent to landfill: decrease - 30 % of it"],
    "20% reduction in emissions to 500 tonnes": ["reduction in emissions to 500 tonnes: unread"],
}
ON_BESIDE_WHAT_IS_GAINED = {
    "高速公路通车里程新增800公里、突破5000公里": [
        "高速公路通车里程: increase - 800 公里",
        "高速公路通车里程: more_than 5000 公里",
    ],
    "下降8%、10%以上": ["decrease - 8 % of it", "decrease at_least 10 % of it"],
    "科技型中小企业实现倍增": ["科技型中小企业: increase - 100 % of it"],
    "实施科技企业倍增计划，高新技术企业达到2万家": ["高新技术企业: - 2 万家"],
    "铁路营业里程力争突破6000公里，其中高铁3000公里": [
        "铁路营业里程: unread ^more_than 6000 公里",
        "高铁: unread ^- 3000 公里",
    ],
    "到2025年，基本建成安置房12万套": ["2025 基本建成安置房: - 12 万套"],
    "现代化经济体系基本建成，GDP达到100亿元": ["GDP: - 100 亿元"],
    "家庭医生签约服务覆盖率提高到75%，重点人群达到85%，农村达到70%": [
        "家庭医生签约服务覆盖率: - 75 %",
        "重点人群家庭医生签约服务覆盖率: - 85 %",
        "农村家庭医生签约服务覆盖率: - 70 %",
    ],
    "城镇自来水用户达到5万户，农村达到88%": ["城镇自来水用户: - 5 万户", "农村: - 88 %"],
}
VERBS_OF_THEIR_OWN = {
    "Waiting times will improve, with a minimum of 78% of patients admitted within 4 hours": [
        "Waiting times: improve",
        "patients admitted within 4 hours: at_least 78 %",
    ],
    "reduce, reuse and recycle 50% of waste": ["decrease", "waste: - 50 %"],
    "traffic will double across the region by 2030": ["2030 traffic: increase - 100 % of it"],
    "Reduce the use of mains water by 50% and the use of gas by 20%": [
        "use of mains water: decrease - 50 % of it",
        "use of gas: decrease - 20 % of it",
    ],
    "bring back at least 10% of farmland": ["farmland: at_least 10 %"],
    "set up 30 advice centres": ["advice centres: - 30"],
    "Every school will have at least two trained nurses": ["trained nurses: at_least 2"],
    "Renewables will make up at least 50% of demand": ["Renewables: at_least 50 %"],
    "at least three of the five goals": ["unread"],
    "Milk production to rise from 5.2 billion litres to 10 billion litres by 2027": [
        "2027 Milk production: - 10 billion litres"
    ],
    "200,000 more people completing training annually": ["people completing training: increase - 200000 people a year"],
}
MULTIPLES_AND_LEADS = {
    "Double exports of goods and services to $1 trillion": ["exports of goods and services: - 1 trillion USD"],
    "Double exports and halve imports by 2030": [
        "2030 exports: increase - 100 % of it",
        "2030 imports: decrease - 50 % of it",
    ],
    "Hold inflation at 2 per cent, plus or minus 1 percentage point": ["unread"],
    "public debt should fall as a share of GDP to 60 per cent by 2028": ["2028 public debt: - 60 %"],
    "Traffic will increase in cities by 5%": ["Traffic: increase - 5 % of it"],
    "Museums to attract 50,000 schoolchildren a year": ["schoolchildren: - 50000 /year"],
    "an additional 5 parks": ["parks: increase - 5"],
    "Create an additional 5,000 hectares of woodland each year": ["woodland: increase - 5000 hectares a year"],
}
YEARS_THAT_ARE_SPLIT = {
    "80% of school leavers in education by 2026/27": ["2027 school leavers in education: - 80 %"],
    "Increase freight by 75% by 2050 compared with 2021/22": ["2050 freight: increase - 75 % since 2022 of it"],
    "between 2019/20 and 2024/25 cut demand by 9%": ["2025 demand: decrease - 9 % since 2020 of it"],
}
LISTS_OF_MEASURES = {
    "旅游接待人次和旅游收入分别增长15%和20%": [
        "旅游接待人次: increase - 15 % of it",
        "旅游收入: increase - 20 % of it",
    ],
    "存贷款余额双双突破5000亿元": ["存贷款余额: more_than 5000 亿元"],
    "制造业贷款增速不低于各项贷款平均增速": ["制造业贷款增速: at_least None of 各项贷款平均增速"],
}
WHAT_STANDS_BEFORE = {
    "Ensure bathing waters: 85% rated good or excellent": ["bathing waters rated good or excellent: - 85 %"],
    "义务教育校际差异系数小学控制在0.5以内、初中控制在0.45以内": [
        "义务教育校际差异系数小学: at_most 0.5",
        "义务教育校际差异系数初中: at_most 0.45",
    ],
}
FOR_EACH = {
    "Increase spending on parks to £25 per head": ["spending on parks: - 25 GBP/person"],
    "spend £25 per pupil on books": ["per pupil on books: unread"],
    "Plant 3 trees for every tree felled": ["every tree felled: unread"],
    "Increase cruise calls to 90 per season": ["cruise calls: unread"],
    "Housing delivery of 2,100 dwellings, 35% of them affordable": [
        "Housing delivery: - 2100 dwellings",
        "Housing delivery affordable: - 35 %",
    ],
}
TO_OR_BY = {
    "Expand irrigated farmland by 20,000 acres to 85,000 acres": ["irrigated farmland: unread"],
    "rise by 5% to 10%": ["increase between 5 %..10 % of it"],
    "Train 300 midwives each year, rising to 450 by 2028": ["midwives: - 300 /year", "2028 midwives: - 450 /year"],
    "Maintain coverage of at least 98%, rising to 99% by 2030": ["coverage: at_least 98 %", "2030 coverage: - 99 %"],
    "Extend sewer coverage to 75% of households": ["sewer coverage: - 75 %"],
    "Lift completion to 95% by 2031, with interim milestones of 88% in 2027": [
        "2031 completion: - 95 %",
        "2027 completion: - 88 %",
    ],
    "Capture at least 20 million tonnes of CO2 a year": ["at_least 20 million tCO2/year"],
    "add 40 km of bus lanes, taking the total to 120 km": ["bus lanes: increase - 40 km", "bus lanes: - 120 km"],
    "Offshore wind to supply one third of electricity": ["Offshore wind: - 33.333333333333333 %"],
    "The council will provide 30% of homes": ["homes: - 30 %"],
    "单位建筑面积能耗和单位面积水耗分别下降8%和10%": [
        "单位建筑面积能耗: decrease - 8 % of it",
        "单位面积水耗: decrease - 10 % of it",
    ],
}
FAMILIES = [
    FOR_EACH,
    TO_OR_BY,
    WHAT_STANDS_BEFORE,
    MULTIPLES_AND_LEADS,
    YEARS_THAT_ARE_SPLIT,
    LISTS_OF_MEASURES,
    ON_BESIDE_WHAT_IS_GAINED,
    VERBS_OF_THEIR_OWN,
    STEPS_AND_BARRIERS,
    RATIOS,
    UNITS_OF_THEIR_OWN,
    MEANS_AND_YEARS,
    FIRM_BESIDE_STRETCH,
    WHAT_IS_DONE_TO_WHAT,
    PARTS_IN_ENGLISH_WORDS,
    WHOSE_NUMBER_IT_IS,
]


@pytest.mark.parametrize(("text", "expected"), [case for family in FAMILIES for case in family.items()])
def test_a_form_met_unseen_reads_as_what_it_says(text: str, expected: list[str]) -> None:
    found = shown_targets(text)
    assert (["unread"] if expected == ["unread"] and found[0].endswith("unread") else found) == expected


def test_a_value_in_an_unknown_unit_is_found_in_running_text_with_its_reason() -> None:
    found = pm.find_targets("到2025年，算力规模超过300EZOPS，机架达到5万架。")
    assert [(one.doubt, one.year) for one in found] == [("unit", 2025), (None, 2025)]


def test_a_value_in_an_unknown_unit_is_found_without_a_year() -> None:
    found = pm.find_targets("数据中心机架超过10万架，算力规模达到50EZOPS。医护比达到1:1.3。")
    assert [one.doubt for one in found] == [None, "unit", "garbled"]
    assert pm.find_targets("上午10:30开始") == ()
