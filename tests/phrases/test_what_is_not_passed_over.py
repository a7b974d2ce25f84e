"""Words beside a number that change what it says (paces, comparators, bases, commas) are read, or are the reason."""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown, shown_targets
from planmodel.model.subjects import part_named
from planmodel.phrases.name_lists import names_in

COMMAS_WITHIN_A_NUMBER = {
    "1，234人": ["- 1234 人"],
    "１，２３４人": ["- 1234 人"],
    "12，345.6万元": ["- 12345.6 万元"],
    "1，234，567人": ["- 1234567 人"],
    "新增就业1，234人": ["新增就业: increase - 1234 人"],
    "1，2345人": ["unread"],
    "新增就业1，2345人": ["unread"],
    "达到20，30人": ["unread"],
    "到2025，90%的村通自来水": ["2025 村通自来水: - 90 %"],
    "分别下降8，10，12%": ["decrease - 8 % of it", "decrease - 10 % of it", "decrease - 12 % of it"],
    "化学需氧量、氨氮分别减少100，200吨": ["unread"],
    "化学需氧量、氨氮分别减少100,200吨": ["unread"],
    "化学需氧量、氨氮分别减少1,200吨、300吨": ["化学需氧量: decrease - 1200 吨", "氨氮: decrease - 300 吨"],
}
A_NUMBER_WITHOUT_A_UNIT_BESIDE_ONE_WITH = {
    "50%且60": ["unread"],
    "达到50，60%": ["unread"],
    "2025，2000个": ["unread"],
    "≥55%且不降低": ["at_least 55 % & maintain"],
}
A_TIME_THAT_IS_PART_OF_A_NAME = {
    "3年行动": ["unread"],
    "5年规划": ["unread"],
    "2小时经济圈": ["unread"],
    "15分钟生活圈": ["unread"],
    "100天攻坚": ["unread"],
    "24小时值守": ["unread"],
    "12个月": ["- 12 个月"],
    "300天以上": ["at_least 300 天"],
    "15分钟生活圈覆盖率90%": ["15分钟生活圈覆盖率: - 90 %"],
}
OTHER_PACES_THAN_A_YEAR = {
    "每月新增就业100人": ["unread"],
    "每季度减少5%": ["unread"],
    "每五年提高1岁": ["unread"],
    "每两年提高1个百分点": ["unread"],
    "人均预期寿命每五年提高1岁": ["unread"],
    "每十年翻一番": ["unread"],
    "月均增长5%": ["unread"],
    "新增就业每月100人": ["unread"],
    "每年新增就业100人": ["新增就业: increase - 100 人 a year"],
    "每月组织志愿活动2次": ["组织志愿活动: - 2 次/月"],
    "每月不少于2次": ["at_least 2 次/月"],
    "每五年修订1次": ["unread"],
    "中小学生每天校园体育活动时间不低于2小时": ["中小学生每天校园体育活动时间: at_least 2 小时"],
    "日均客流量提高10%": ["日均客流量: increase - 10 % of it"],
    "8.5%/年": ["- 8.5 %/年"],
    "降低5%/年": ["decrease - 5 % a year of it"],
    "2个/年": ["- 2 个/年"],
    "2个/村": ["- 2 个/村"],
    "2个/馆": ["unread"],
    "Reduce emissions by 5% per decade": ["unread"],
    "Create 500 jobs every month": ["unread"],
    "Create 500 jobs a year": ["increase - 500 jobs a year"],
    "Increase sales by 5% monthly": ["unread"],
    "Increase monthly sales by 5%": ["monthly sales: increase - 5 % of it"],
    "Every five years, increase coverage by 5%": ["unread"],
}
MORE_THAN_WRITTEN = {
    "25万余亩": ["more_than 25 万亩"],
    "3万多户": ["more_than 3 万户"],
    "1000余万亩": ["more_than 1000 万亩"],
    "三万多户": ["more_than 3 万户"],
    "五十余家": ["more_than 50 家"],
    "2个多月": ["more_than 2 个月"],
    "30万—50万人": ["between 30 万人..50 万人"],
    "20万至30万元": ["between 20 万元..30 万元"],
    "20-30万元": ["between 20 万元..30 万元"],
    "提高1个多百分点": ["increase more_than 1 个百分点"],
    "百分之一百二": ["- 120 %"],
    "百分之一百零二": ["- 102 %"],
    "一百五个": ["- 150 个"],
    "二百五十个": ["- 250 个"],
    "提高5个点": ["unread"],
}
HELD_AGAINST_OTHERS = {
    "不低于全国平均水平": ["at_least mean of 全国"],
    "农民收入不低于全国平均水平": ["农民收入: at_least mean of 全国"],
    "不高于全国平均水平": ["at_most mean of 全国"],
    "人均预期寿命不超过全省平均水平": ["人均预期寿命: at_most mean of 全省"],
    "略高于全国平均水平": ["more_than mean of 全国"],
    "达到全国平均水平": ["- mean of 全国"],
    "不低于发达国家水平": ["at_least None of 发达国家"],
    "高于全国平均水平5个百分点": ["unread"],
    "Income above the EU average": ["Income: more_than mean of EU"],
    "Employment rate at or above the EU average": ["Employment rate: at_least mean of EU"],
    "GDP per capita reaches the EU average": ["GDP per capita: - mean of EU"],
    "Reduce poverty below the national average": ["poverty: less_than mean of national"],
    "Reduce mercury exposure below safe levels": ["unread"],
    "5% above the national average": ["unread"],
    "80% of the national average": ["unread"],
    "80% of national territory": ["national territory: - 80 %"],
}
WHAT_A_YEAR_IS_HELD_AGAINST = {
    "与2020年持平": ["maintain"],
    "森林覆盖率与2020年持平": ["森林覆盖率: maintain"],
    "到2025年，万元GDP用水量与2020年持平": ["2025 万元GDP用水量: maintain"],
    "到2025年，碳排放总量基本与2020年相当": ["2025 碳排放总量: maintain"],
    "用水总量与上年持平": ["用水总量: maintain"],
    "用水总量不高于2020年水平": ["用水总量: not_increase"],
    "用水总量低于2020年水平": ["用水总量: decrease"],
    "森林覆盖率高于2020年水平": ["森林覆盖率: increase"],
    "比基期年下降10%": ["decrease - 10 % of it"],
    "较基准年下降10%": ["decrease - 10 % of it"],
    "比现状提高5个百分点": ["increase - 5 个百分点"],
    "优良率高于2020年5个百分点": ["unread"],
    "能耗低于2020年10%": ["unread"],
    "到2025年，优良率不低于90%": ["2025 优良率: at_least 90 %"],
    "少降10%": ["unread"],
    "多增10万人": ["unread"],
    "Increase forest cover to 60% by 2030, compared to 40% in 2020": ["2030 forest cover: - 60 %"],
    "Increase forest cover to 60% by 2030, up from 40% in 2020": ["2030 forest cover: - 60 %"],
    "Raise literacy to 90% from 80% in 2015": ["literacy: - 90 %"],
}
COMPARATORS_IN_WORDS = {
    "未超过5%": ["at_most 5 %"],
    "未低于90%": ["at_least 90 %"],
    "略高于5%": ["more_than 5 %"],
    "反弹不超过10%": ["increase at_most 10 % of it"],
    "实现负增长": ["decrease"],
    "零增长": ["not_increase"],
    "limit warming to 1.5 °C": ["warming: at_most 1.5 °C"],
    "limit warming to below 2 °C": ["warming: less_than 2 °C"],
    "limit the increase in global temperature to 1.5 °C": ["global temperature: increase at_most 1.5 °C"],
    "Cap the budget deficit at 3% of GDP": ["budget deficit: at_most 3 %"],
    "Restrict plastic use to 5 kg per person": ["plastic use: at_most 5 kg/person"],
    "PM2.5 does not exceed 35 µg/m3": ["PM2.5: at_most 35 μg/m3"],
    "Vacancy shall not be less than 3%": ["Vacancy: at_least 3 %"],
    "c. 50%": ["about 50 %"],
    "Reduce emissions by approx. 50% by 2030": ["2030 emissions: decrease about 50 % of it"],
    "min. 50%": ["at_least 50 %"],
    "10 µg/m3 at most": ["at_most 10 μg/m3"],
    "10% at least": ["at_least 10 %"],
    "每千人口拥有3.5名": ["每千人口: - 3.5 名"],
}
WHAT_A_GROWTH_IS_HELD_AGAINST = {
    "全员劳动生产率年均增速高于GDP增速": ["全员劳动生产率年均增速: more_than None of GDP增速"],
    "农民人均纯收入增速不低于全省农民收入增速": ["农民人均纯收入增速: at_least None of 全省农民收入增速"],
    "空气质量优良天数比率不低于上年": ["空气质量优良天数比率: maintain"],
}
OF_WHAT_OTHERS_HAVE_OR_WHAT_WAS = {
    "不高于全省平均水平的80%": ["unread"],
    "达到全国平均水平的1.2倍": ["unread"],
    "提高到原来的2倍": ["unread"],
    "减少到原来的一半": ["unread"],
    "耕地面积不低于国土面积的25%": ["耕地面积: at_least 25 %"],
    "不低于全国平均水平的前提下提高5%": ["unread"],
    "在保证质量的前提下，成本降低5%": ["成本: decrease - 5 % of it"],
    "每新增1万元产值能耗低于0.3吨": ["每新增1万元产值能耗: less_than 0.3 吨"],
    "两年翻一番": ["increase - 100 % of it"],
    "降幅收窄至5%": ["降幅: decrease - 5 % of it"],
    "增速提高2个百分点": ["增速: increase - 2 个百分点"],
    "增速达到6%": ["increase - 6 % of it"],
}
WITHIN_WHAT_SOMETHING_IS_REACHED = {
    "实现县城30分钟内上高速": ["县城: unread"],
    "24小时内到达现场": ["到达现场: unread"],
    "平均等待时间控制在30分钟以内": ["平均等待时间: at_most 30 分钟"],
    "每万名就业人员中研发人员达到70人年": ["每万名就业人员中研发人员: - 70 人年"],
    "保障性租赁住房供应5000套（间）": ["保障性租赁住房供应: - 5000 套"],
    "新增完成110个村庄环境整治": ["村庄环境整治: increase - 110 个"],
    "年均每百万人口因自然灾害死亡率小于1": ["每百万人口因自然灾害死亡率: less_than 1"],
}
DOWN_TO_NOTHING = {
    "地下水超采量压减至零": ["地下水超采量: - 0"],
    "重大事故起数降为零": ["重大事故起数: - 0"],
    "零售额达到5亿元": ["零售额: - 5 亿元"],
}
WHOLE_ENGLISH_SUBJECTS = {
    "The pupil-teacher ratio should fall to 18": ["pupil-teacher ratio: - 18"],
    "Emissions should fall by 30% by 2030": ["2030 Emissions: decrease - 30 % of it"],
    "The Government will increase spending by 5%": ["spending: increase - 5 % of it"],
    "Unemployment held under 5%": ["Unemployment: less_than 5 %"],
    "Gross enrolment to reach 50% by 2035": ["2035 Gross enrolment: - 50 %"],
    "Water use will be limited to 140 litres per person per day": ["Water use: at_most 140 litres/person/day"],
    "Eliminate traffic deaths by 2035 and halve serious injuries by 2030": [
        "2035 traffic deaths: eliminate",
        "2030 serious injuries: decrease - 50 % of it",
    ],
    "Reduce under-five mortality to at most 25 deaths per 1,000 live births": ["under-five mortality: at_most 25 ‰"],
    "Invest US$250 million in grid upgrades": ["grid upgrades: - 250 million USD"],
    "Invest EUR 20 billion in rail": ["rail: - 20 billion EUR"],
}
ENGLISH_SHARES_AND_PACES = {
    "Reduce the share of people living below the national poverty line to 15%": [
        "share of people living below the national poverty line: - 15 %"
    ],
    "Complete 80% of asset inspections each year": ["asset inspections: - 80 %"],
    "Lift productivity growth to 1.5% per annum": ["productivity growth: - 1.5 %/year"],
    "Increase tree canopy by 5 percentage points to 35% by 2040": ["2040 tree canopy: - 35 %"],
    "Increase by 5% to 10%": ["increase between 5 %..10 % of it"],
    "Reduce the number of homeless people by at least 2,000": ["number of homeless people: decrease at_least 2000"],
    "Keep the debt service ratio within 12%": ["debt service ratio: at_most 12 %"],
    "Inflation within 2-4%": ["Inflation: between 2 %..4 %"],
    "Coverage extended to 60% of the population by 2030": ["2030 Coverage: - 60 %"],
    "Raise annual fish production to 600,000 tonnes": ["annual fish production: - 600000 tonnes"],
    "Cap annual population growth at 1.2%": ["annual population: increase at_most 1.2 % a year of it"],
    "Increase annual exports by 5%": ["annual exports: increase - 5 % of it"],
    "Create 500 jobs per month": ["unread"],
    "GDP growth averaging 5%": ["unread"],
    "GDP growth averaging 5% per year": ["GDP: increase - 5 % a year of it"],
    "Class sizes averaging 25 pupils": ["Class sizes: - 25"],
    "Achieve 150 minutes of physical activity per week": ["physical activity per week: - 150 minutes/week"],
    "Under-5 mortality rate: 20 per 1,000 live births": ["Under-5 mortality rate: - 20 ‰"],
    "Reach 2.5 million hectares under irrigation": ["under irrigation: - 2.5 million hectares"],
    "5% under budget": ["unread"],
    "Annual growth of 3%": ["increase - 3 % a year of it"],
    "The proportion of untreated wastewater is halved": ["proportion of untreated wastewater: decrease - 50 % of it"],
    "Public transport to account for 45% of trips": ["Public transport: - 45 %"],
    "Transport accounts for 45% of emissions": ["unread"],
}
ENGLISH_UNITS_WITH_A_WORD_BEFORE = {
    "Raise storage to 5 short tons": ["storage: unread"],
    "Raise storage to 5 metric tonnes": ["storage: - 5 t"],
    "Reduce the wait from 12 to 6 calendar weeks": ["wait calendar weeks: unread"],
    "Raise output to 40 net MW": ["output: unread"],
    "Raise output to 40 MW": ["output: - 40 MW"],
    "Raise output to 40 barrels": ["output: unread"],
    "Limit warming to 1.5 degrees": ["warming: unread"],
    "Raise the fleet to 50 electric buses": ["fleet: - 50"],
    "Keep ozone below 120 µg/m3 each year": ["ozone: less_than 120 μg/m3"],
    "Keep spills below 120 tonnes each year": ["spills: less_than 120 tonnes/year"],
}
WHAT_IS_DONE_TO_SO_MANY = {
    "提升50个口岸的防范能力": ["口岸的防范能力: unread"],
    "降低30家企业能耗": ["企业能耗: unread"],
    "床位数提高20个": ["床位数: increase - 20 个"],
    "新建海绵城市面积占建成区面积的比例不低于40%": ["新建海绵城市面积占建成区面积的比例: at_least 40 %"],
    "新增耕地面积50万亩": ["新增耕地面积: increase - 50 万亩"],
    "学生体质健康达标优良率达到60%以上": ["学生体质健康达标优良率: at_least 60 %"],
    "新增50个公园": ["公园: increase - 50 个"],
    "森林覆盖率；湿地保护率均达到60%": ["森林覆盖率: - 60 %", "湿地保护率: - 60 %"],
}
FAMILIES = (
    OF_WHAT_OTHERS_HAVE_OR_WHAT_WAS,
    ENGLISH_SHARES_AND_PACES,
    ENGLISH_UNITS_WITH_A_WORD_BEFORE,
    WHAT_IS_DONE_TO_SO_MANY,
    WHAT_A_GROWTH_IS_HELD_AGAINST,
    WITHIN_WHAT_SOMETHING_IS_REACHED,
    DOWN_TO_NOTHING,
    WHOLE_ENGLISH_SUBJECTS,
    COMMAS_WITHIN_A_NUMBER,
    A_NUMBER_WITHOUT_A_UNIT_BESIDE_ONE_WITH,
    A_TIME_THAT_IS_PART_OF_A_NAME,
    OTHER_PACES_THAN_A_YEAR,
    MORE_THAN_WRITTEN,
    HELD_AGAINST_OTHERS,
    WHAT_A_YEAR_IS_HELD_AGAINST,
    COMPARATORS_IN_WORDS,
)


@pytest.mark.parametrize(("text", "expected"), [case for family in FAMILIES for case in family.items()])
def test_a_word_beside_a_number_is_read_or_is_the_reason(text: str, expected: list[str]) -> None:
    found = shown_targets(text)
    assert (["unread"] if expected == ["unread"] and found[0].endswith("unread") else found) == expected


def test_the_reason_names_the_pace() -> None:
    [found] = pm.find_targets("每月新增就业100人。")
    assert (found.doubt, found.subject) == ("pace", "新增就业")
    assert "每月" in str(found.commitment.reason)  # type: ignore[union-attr]


def test_a_value_that_a_promise_is_held_against_is_its_baseline_and_no_promise() -> None:
    [found] = pm.find_targets("Increase forest cover to 60% by 2030, compared to 40% in 2020.")
    assert (shown(found.commitment), found.year, found.subject) == ("- 60 %", 2030, "forest cover")
    assert found.baseline is not None
    assert (str(found.baseline.value), found.baseline.year) == ("40 %", 2020)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2025年底前实现县域内结算全覆盖，参保率稳定在99%以上。",
            [("县域内结算", "full_coverage"), ("参保率", "at_least 99 %")],
        ),
        ("根据第七次全国人口普查，60岁及以上人口占18.7%，比2010年上升5.4个百分点。", []),
        ("2020年，全市地区生产总值完成820亿元，同比增长4.1%，财政收入达到56亿元。", []),
        (
            "用水总量控制在12.5亿立方米以内，灌溉水有效利用系数提高到0.58，农村劳动力转移就业12万人。",
            [
                ("用水总量", "at_most 12.5 亿立方米"),
                ("灌溉水有效利用系数", "- 0.58"),
                ("农村劳动力转移就业", "- 12 万人"),
            ],
        ),
        (
            "The city will plant 50,000 street trees and cut building emissions 40% below 2010 levels by 2030.",
            [("street trees", "increase - 50000"), ("building emissions", "decrease - 40 % since 2010 of it")],
        ),
    ],
)
def test_neighbours_in_a_sentence_are_promises_together(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.subject, shown(one.commitment)) for one in pm.find_targets(text)] == expected


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        ("农村集中供水率、自来水普及率", ["农村集中供水率", "自来水普及率"]),
        ("公众参与率和满意度", ["公众参与率", "满意度"]),
        ("水质及格率", ["水质及格率"]),
        ("入园率及普及率", ["入园率", "普及率"]),
    ],
)
def test_a_name_is_not_cut_at_a_joint_inside_a_word(subject: str, names: list[str]) -> None:
    assert names_in(subject) == names


def test_a_sentence_does_not_end_behind_a_short_word() -> None:
    [found] = pm.find_targets("Reduce emissions by approx. 50% by 2030.")
    assert shown(found.commitment) == "decrease about 50 % of it"


@pytest.mark.parametrize(
    ("subject", "name", "part"),
    [
        ("statewide forest coverage rate", "forest cover", "statewide forest coverage rate"),
        ("statewide forest cover", "forest cover", None),
        ("state-wide forest cover", "forest cover", None),
        ("urban emissions", "emission", "urban"),
        ("emissions in cities", "emission", "cities"),
        ("households", "household", None),
        ("heating rate", "eating rate", "heating rate"),
        ("forest cover in hills", "Forest cover (%)", "hills"),
        ("COD排放量", "COD", "排放量"),
    ],
)
def test_an_english_name_is_never_found_inside_a_word(subject: str, name: str, part: str | None) -> None:
    assert part_named(subject, (name,)) == part
