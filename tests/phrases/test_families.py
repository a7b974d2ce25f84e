"""A table of cases for each family of forms: what the words of real plans promise.

Where a form was seen is named beside it: 纲要 (the outline of the 14th five-year plan as reported), 报告 (reports on
the work of governments), 林业, 卫生, 数字, 水, 大气 (plans of these fields); cases without a name are built alike.
"""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown_targets

NAMES_END_BEFORE_THE_VERB = {
    "城市污水处理率达到85%": ["城市污水处理率: - 85 %"],
    "节约用水量达到5亿立方米": ["节约用水量: - 5 亿立方米"],
    "降尘量低于9吨/平方公里": ["降尘量: less_than 9 吨/平方公里"],
    "新建建筑中绿色建筑占比达到100%": ["新建建筑中绿色建筑占比: - 100 %"],
    "不良贷款率控制在2%以下": ["不良贷款率: at_most 2 %"],
    "自然岸线保有率不低于35%": ["自然岸线保有率: at_least 35 %"],
    "未达标地级及以上城市浓度比2015年下降18%以上": [
        "未达标地级及以上城市浓度: decrease at_least 18 % since 2015 of it"
    ],  # 大气
    "研发支出占国内生产总值比重达到3.4%左右": ["研发支出占国内生产总值比重: about 3.4 %"],
    "空气质量优良天数占比达到85%": ["空气质量优良天数占比: - 85 %"],
    "近岸海域水质优良（一、二类）比例达到79%左右": ["近岸海域水质优良(一、二类)比例: about 79 %"],  # 纲要
    "15岁以上吸烟率下降到23.3%": ["15岁以上吸烟率: - 23.3 %"],  # 卫生
    "商品房库存去化周期控制在12个月以内": ["商品房库存去化周期: at_most 12 个月"],
    "城乡居民收入比缩小至1.8以内": ["城乡居民收入比: at_most 1.8"],
    "生态保护红线面积占比不低于25%": ["生态保护红线面积占比: at_least 25 %"],
    "重大事故起数控制在3起以内": ["重大事故起数: at_most 3 起"],
    "粮食产量1.3万亿斤以上": ["粮食产量: at_least 1.3 万亿斤"],  # 报告
    "劳动年龄人口平均受教育年限提高到11.3年": ["劳动年龄人口平均受教育年限: - 11.3 年"],  # 纲要
}
NUMERALS = {
    "下降百分之十八": ["decrease - 18 % of it"],
    "达到九成以上": ["at_least 90 %"],
    "达到三成五": ["- 35 %"],
    "达到五十万吨": ["- 50 万吨"],
    "提高两个百分点": ["increase - 2 个百分点"],
    "达到3亿2000万元": ["- 3.2 亿元"],
    "达到3万": ["- 3 万"],
    "占四分之一": ["- 25 %"],
    "超过一半": ["more_than 50 %"],
    "翻一番": ["increase - 100 % of it"],
    "比2010年翻两番": ["increase - 300 % since 2010 of it"],  # 报告
    "用电量增长1.5倍": ["用电量: increase - 150.0 % of it"],
    "用电量增长到1.5倍": ["用电量: - 1.5 倍"],
    "产值达到2020年的1.5倍": ["产值: increase - 50.0 % since 2020 of it"],
    "群众满意度达到85分以上": ["群众满意度: at_least 85 分"],
    "孕产妇死亡率应小于18/10万": ["孕产妇死亡率: less_than 18 1/10万"],  # 卫生
    "3000余家": ["more_than 3000 家"],
    "第三产业增加值占比达到50%": ["第三产业增加值占比: - 50 %"],
    "二〇二五年达到5%": ["2025 - 5 %"],
}
COMPARATORS = {
    "能源消费总量上限5亿吨标准煤": ["能源消费总量: at_most 5 亿吨标准煤"],
    "森林覆盖率下限24%": ["森林覆盖率: at_least 24 %"],
    "PM2.5浓度最高不超过35微克/立方米": ["PM2.5浓度: at_most 35 微克/立方米"],
    "合格率最低95%": ["合格率: at_least 95 %"],
    "粮食储备底线5万吨": ["粮食储备: at_least 5 万吨"],
    "耕地保有量红线18亿亩": ["耕地保有量: at_least 18 亿亩"],
    "用水总量红线5亿立方米": ["用水总量: unread"],
    "水质不劣于Ⅲ类": ["水质: at_least class Ⅲ"],
    "建设用地规模不突破100平方公里": ["建设用地规模: at_most 100 平方公里"],
    "近3000家": ["unread"],
    "每个县至少建成1所养老机构": ["每个县养老机构: at_least 1 所"],
}
CHANGES = {
    "企业用电成本下浮5%": ["企业用电成本: decrease - 5 % of it"],
    "居民消费价格上涨3%左右": ["居民消费价格: increase about 3 % of it"],
    "居民消费价格涨幅3%左右": ["居民消费价格: increase about 3 % of it"],  # 报告
    "收入差距收窄5%": ["收入差距: decrease - 5 % of it"],
    "化解过剩产能1000万吨": ["过剩产能: decrease - 1000 万吨"],
    "淘汰、停建、缓建煤电产能5000万千瓦以上": ["煤电产能: decrease at_least 5000 万千瓦"],
    "腾退土地500亩": ["土地: decrease - 500 亩"],
    "成本挤掉5%": ["unread"],
    "排放砍掉三成": ["unread"],
    "年均新增旅游就业人数100万人以上": ["新增旅游就业人数: increase at_least 100 万人 a year"],
    "新增水土流失综合治理面积5640万公顷": ["新增水土流失综合治理面积: increase - 5640 万公顷"],  # 林业
    "风电和太阳能发电量实现翻倍": ["风电和太阳能发电量: increase - 100 % of it"],
}
PRINTED_BASELINES = {
    "5G用户普及率从2020年的15%提高到56%": ["5G用户普及率: - 56 %"],  # 数字
    "人均预期寿命达到79岁（2020年77.3岁）": ["人均预期寿命: - 79 岁"],
    "到2025年，森林覆盖率从目前的23.04%再提高超1个百分点，达到24.1%": ["2025 森林覆盖率: - 24.1 %"],  # 纲要
    "从42降至26": ["unread"],
}
NUMBER_FIRST = {
    "打造100个左右典型场景": ["典型场景: about 100 个"],
    "75%以上的可治理沙化土地得到治理": ["可治理沙化土地得到治理: at_least 75 %"],
    "80%以上的社区建有养老服务站": ["社区建有养老服务站: at_least 80 %"],
    "实践性教学课时占总课时一半以上": ["实践性教学课时占总课时: at_least 50 %"],
    "新增年收入超50万元的经济强村5个": ["新增年收入超50万元的经济强村: increase - 5 个"],  # 报告
    "5蒲式耳": ["unread"],
}
LISTS = {
    "单位国内生产总值能耗和二氧化碳排放分别降低13.5%、18%": [  # 纲要
        "单位国内生产总值能耗: decrease - 13.5 % of it",
        "单位国内生产总值二氧化碳排放: decrease - 18 % of it",
    ],
    "二氧化硫、氮氧化物排放总量分别比2015年下降15%以上": [  # 大气
        "二氧化硫排放总量: decrease at_least 15 % since 2015 of it",
        "氮氧化物排放总量: decrease at_least 15 % since 2015 of it",
    ],
    "化学需氧量、氨氮、总磷等主要污染物排放量分别削减10%、8%、5%": [
        "化学需氧量主要污染物排放量: decrease - 10 % of it",
        "氨氮主要污染物排放量: decrease - 8 % of it",
        "总磷主要污染物排放量: decrease - 5 % of it",
    ],
    "城镇、农村居民收入分别增长7%、8%": ["城镇居民收入: increase - 7 % of it", "农村居民收入: increase - 8 % of it"],
    "北京、上海PM2.5年均浓度分别控制在60、40微克/立方米以下": [
        "北京PM2.5年均浓度: at_most 60 微克/立方米",
        "上海PM2.5年均浓度: at_most 40 微克/立方米",
    ],
    "森林覆盖率、湿地保护率分别达到45%": ["森林覆盖率: - 45 %", "湿地保护率: - 45 %"],
    "受污染耕地、地块安全利用率达到95%以上": ["受污染耕地、地块安全利用率: at_least 95 %"],
    "绿化覆盖率、绿地率、人均公园面积分别达到43%、40%": ["绿化覆盖率、绿地率、人均公园面积: unread"],
    "重点工程减排量：化学需氧量1.2万吨": ["化学需氧量重点工程减排量: decrease - 1.2 万吨"],
}
STRIVEN_FOR = {
    "力争达到96%": ["unread ^- 96 %"],
    "地区生产总值力争增长7.5%左右": ["地区生产总值: unread ^increase about 7.5 % of it"],  # 报告
    "GDP增长6%左右、力争7%": ["GDP: increase about 6 % of it ^increase - 7 % of it"],
    "力争增长6%以上，确保5.5%": ["increase - 5.5 % of it ^increase at_least 6 % of it"],
    "力争到2020年，森林覆盖率达到23%，湿地面积达到8亿亩": [
        "2020 森林覆盖率: unread ^- 23 %",
        "2020 湿地面积: unread ^- 8 亿亩",
    ],
    "力争建成60个公园，普及率达到93%": ["公园: unread ^- 60 个", "普及率: - 93 %"],
}
SET_BY_OTHERS = {
    "森林覆盖率完成省下达目标": ["森林覆盖率: by 省"],
    "单位GDP能耗降低率完成国家下达目标": ["单位GDP能耗降低率: by 国家"],
    "不超自治区年度下达指标": ["by 自治区"],
    "能源利用效率达到国际先进水平": ["能源利用效率: - advanced of 国际"],
}
NOT_PROMISED = {
    "2020年优良天数比例达到了87%，比2015年增长了5.8个百分点": ["unread"],
    "截至2024年底，铁路营业里程达到16.2万公里，比“十三五”末增加约1.6万公里": ["unread"],
    "毛入园率88.1%，比十年前提高23.6个百分点": ["unread"],
    "2022年1—12月，新开工改造老旧小区5.25万个": ["unread"],
    "预计到2025年达到5万人": ["unread"],
    "综合实力居全省第5位": ["unread"],
    "不再新增建设用地10公顷": ["unread"],
    "除山区外，行政村通达率达到100%": ["行政村通达率: unread"],
    "行政村通达率达到100%，山区除外": ["行政村通达率: unread"],
    "如遇重大变化，目标为5%": ["unread"],
    "20%或30%": ["unread"],
    "一个中心三个平台建设": ["unread"],
    "2023年、2024年、2025年分别达到80%、85%、90%": ["2023 - 80 %", "2024 - 85 %", "2025 - 90 %"],
    "不低于5%但不超过10%": ["at_least 5 % & at_most 10 %"],
    "5%（±1%）": ["unread"],
}
CARRIED = {
    "到2025年，用水总量控制在6400亿立方米以内，农田灌溉水有效利用系数达到0.58": [  # 水
        "2025 用水总量: at_most 6400 亿立方米",
        "2025 农田灌溉水有效利用系数: - 0.58",
    ],
    "十四五末达到35%": ["2025 - 35 %"],
    "2025年达到35%，2030年达到40%": ["2025 - 35 %", "2030 - 40 %"],
    "旅游总收入年均增长15%，2025年突破200亿元": [
        "旅游总收入: increase - 15 % a year of it",
        "2025 旅游总收入: more_than 200 亿元",
    ],
}
ENGLISH_CHANGES = {
    "reduce emissions 45% below 2005 levels by 2030": ["2030 emissions: decrease - 45 % since 2005 of it"],
    "Cut water use per capita by 20% from 2015 levels": ["water use per capita: decrease - 20 % since 2015 of it"],
    "a 40% cut in emissions by 2030 on 1990 levels": ["2030 emissions: decrease - 40 % since 1990 of it"],
    "GDP growth of 5% a year": ["GDP: increase - 5 % a year of it"],
    "Increase by 10 percentage points": ["increase - 10 pp"],
    "By 2030, halve food waste": ["2030 food waste: decrease - 50 % of it"],
    "Double renewable capacity by 2030": ["2030 renewable capacity: increase - 100 % of it"],
    "Triple renewable capacity": ["renewable capacity: increase - 200 % of it"],
    "Reduce mortality by one third by 2030": ["2030 mortality: decrease - 33.333333333333333 % of it"],
    "Reduce energy intensity 20% between 2020 and 2030": ["2030 energy intensity: decrease - 20 % since 2020 of it"],
    "Reduce PM2.5 by 15%, NOx by 20%": ["PM2.5: decrease - 15 % of it", "NOx: decrease - 20 % of it"],
    "reduce by 40 to 50%": ["decrease between 40 %..50 % of it"],
    "Reduce emissions 50% by 2030 (vs 2011 baseline), 75% by 2040": [
        "2030 emissions: decrease - 50 % since 2011 of it",
        "2040 emissions: decrease - 75 % since 2011 of it",
    ],
}
ENGLISH_LEVELS = {
    "at least 30%": ["at_least 30 %"],
    "up to 20%": ["at_most 20 %"],
    "no more than 40%": ["at_most 40 %"],
    "over 90%": ["more_than 90 %"],
    "under 5 minutes": ["less_than 5 minutes"],
    "around 50%": ["about 50 %"],
    "net zero by 2050": ["2050 - 0"],
    "Become carbon neutral by 2040": ["2040 - 0"],
    "100% of electricity from renewables": ["electricity from renewables: - 100 %"],
    "Reduce anaemia from 22% to 12%": ["anaemia: - 12 %"],
    "Raise the mode share to 15%": ["mode share: - 15 %"],
    "Invest £150m": ["- 150 million GBP"],
    "10,000 units per year": ["- 10000 units/year"],
    "Limit water use to 110 litres per person per day": ["water use: at_most 110 litres/person/day"],
    "By FY2026, reduce costs to $2 billion": ["2026 costs: - 2 billion USD"],
    "from 2025 onwards at least 30%": ["2025 at_least 30 %"],
    "Phase out coal by 2030": ["2030 coal: eliminate"],
}
ENGLISH_UNREAD = {
    "by 2030": ["unread"],
    "Emissions reduced by 30%": ["unread"],
    "We have achieved 50% renewable energy": ["unread"],
    "reduce emissions by 30%, except in transport": ["unread"],
    "do not exceed emissions of 30% or 50%": ["unread"],
    "55% compared to 1990 levels": ["unread"],
    "Ranked 3rd nationally": ["unread"],
    "Reduce A and B by 10% and 20% respectively": ["unread"],
    "Reduce the risk that emissions rise by 30%": ["unread"],
    "30% below business as usual": ["unread"],
    "Increase capacity threefold": ["unread"],
    "emissions plummet 30%": ["unread"],
    "March 31, 2020": ["unread"],
    "Increase profits 3 times": ["profits: unread"],
}
UNITS_IN_COMMON = {
    "到2020年风电和光伏发电装机分别达到2亿和1亿千瓦以上": [
        "2020 风电装机: at_least 2 亿千瓦",
        "2020 光伏发电装机: at_least 1 亿千瓦",
    ],
    "分别达到95%、90%以上": ["- 95 %", "at_least 90 %"],
}
COUNTS_IN_A_ROW = {
    "创建省级示范县2个，示范镇10个，示范村100个": [
        "创建省级示范县: - 2 个",
        "示范镇: - 10 个",
        "示范村: - 100 个",
    ],
    "示范镇10个": ["unread"],
    "增长8%以上（不变价）": ["increase at_least 8 % of it"],
    "达到95%（城区）": ["城区: - 95 %"],
    "覆盖率达到95%（城区）": ["覆盖率(城区): - 95 %"],
    "达到100%（部分城市）": ["unread"],
}
COUNTED_FROM = {
    "以2005年为基数，到2010年，单位GDP能耗下降20%": ["2010 单位GDP能耗: decrease - 20 % since 2005 of it"],
    "2015年至2020年，人均预期寿命从76.34岁提高到77.93岁": ["2020 人均预期寿命: unread"],
    "在达到12000元的基础上，补助标准提高5%": ["补助标准: increase - 5 % of it"],
    "淘汰35蒸吨/小时及以下燃煤锅炉": ["燃煤锅炉: unread"],
    "基本淘汰35蒸吨/小时及以下燃煤锅炉": ["35蒸吨/小时及以下燃煤锅炉: eliminate"],
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


def test_the_direction_of_a_bare_number_comes_from_the_name_or_from_what_is_better() -> None:
    assert shown_targets("〔13.5〕", name="单位GDP能源消耗降低", unit="%") == ["decrease - 13.5 % of it"]
    assert shown_targets("3%左右", name="居民消费价格涨幅") == ["increase about 3 % of it"]
    assert shown_targets("〔1〕", name="森林覆盖率", unit="个百分点") == ["increase - 1 个百分点"]
    assert shown_targets("〔1〕", name="某项指标", unit="岁", better="higher") == ["increase - 1 岁"]
    assert shown_targets("〔1〕", name="某项指标", unit="岁") == ["unread"]


def test_a_number_with_a_scale_alone_takes_the_unit_of_its_column() -> None:
    assert shown_targets("3万", unit="人") == ["- 3 万人"]


def test_the_language_can_be_given() -> None:
    assert shown_targets("90%", language="en") == shown_targets("90%", language="zh") == ["- 90 %"]


def test_a_target_is_about_a_part_only_when_it_names_another_than_its_indicator() -> None:
    assert pm.read_target("森林覆盖率达到24.1%", name="森林覆盖率").scope is None
    assert str(pm.read_target("山区达到60%", name="森林覆盖率").scope) == "山区"
