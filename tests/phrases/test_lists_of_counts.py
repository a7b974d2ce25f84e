"""Lists whose verb, stretch, tail or base year stands once, and years that only tell what was.

Where a form was seen is named beside it: 文旅, 集群, 广电, 妇幼 (plans and reports of these fields), air (a directive).
"""

from __future__ import annotations

import pytest

from phrase_words import shown_targets

CASES = {
    "规划期内新增5A级旅游景区2家、4A级旅游景区10家": [
        "新增5A级旅游景区: increase - 2 家",
        "新增4A级旅游景区: increase - 10 家",
    ],  # 文旅
    "淘汰落后煤矿20处、小锅炉300台": ["落后煤矿: decrease - 20 处", "小锅炉: decrease - 300 台"],
    "年均引进内资500亿元以上、外资2亿美元以上": [
        "引进内资: at_least 500 亿元/年",
        "引进外资: at_least 2 亿美元/年",
    ],  # 纲要
    "儿童伤害死亡率以2020年数据为基数下降20%": ["儿童伤害死亡率: decrease - 20 % since 2020 of it"],  # 妇幼
    "以2020年统计数为基期,排放下降10%": ["排放: decrease - 10 % since 2020 of it"],
    "粮食产量增加5万吨、油料产量10万吨": ["粮食产量: increase - 5 万吨", "油料产量: unread"],
    "减少化肥用量5%、农药用量3%": ["化肥用量: decrease - 5 % of it", "unread"],
    "新增绿地100公顷、公园绿地服务半径覆盖率85%": [
        "新增绿地: increase - 100 公顷",
        "公园绿地服务半径覆盖率: - 85 %",
    ],
    "力争培育高新技术企业2400家、专精特新企业1200家": [
        "培育高新技术企业: unread ^- 2400 家",
        "培育专精特新企业: unread ^- 1200 家",
    ],  # 集群
    "广播、电视综合人口覆盖率分别达到99.8%、99.9%": [
        "广播综合人口覆盖率: - 99.8 %",
        "电视综合人口覆盖率: - 99.9 %",
    ],  # 广电
    "高血压、糖尿病患者规范管理率分别达到65%、62%": [
        "高血压患者规范管理率: - 65 %",
        "糖尿病患者规范管理率: - 62 %",
    ],
    "小麦、水稻、玉米耕种收综合机械化率分别达到97%、90%、89%": [
        "小麦耕种收综合机械化率: - 97 %",
        "水稻耕种收综合机械化率: - 90 %",
        "玉米耕种收综合机械化率: - 89 %",
    ],
    "果蔬、水产品产地低温处理率分别提高到30%、85%": [
        "果蔬、水产品产地低温处理率: - 30 %",
        "果蔬、水产品产地低温处理率: - 85 %",
    ],  # 冷链
    "大学、小学生近视率分别控制在80%、35%以内": [
        "大学、小学生近视率: at_most 80 %",
        "大学、小学生近视率: at_most 35 %",
    ],
    "新生儿和5岁以下儿童死亡率分别降至3.0‰和6.0‰": ["新生儿死亡率: - 3.0 ‰", "5岁以下儿童死亡率: - 6.0 ‰"],  # 妇幼
    "工业、生活污水处理率分别达到80%、90%": ["工业污水处理率: - 80 %", "生活污水处理率: - 90 %"],
    "GDP、CPI、失业率分别为5%、3%、5.5%": ["GDP: - 5 %", "CPI: - 3 %", "失业率: - 5.5 %"],
    "风电、光伏发电装机规模分别达到2500万千瓦、6500万千瓦": [
        "风电装机规模: - 2500 万千瓦",
        "光伏发电装机规模: - 6500 万千瓦",
    ],
    "Reaching 95,000 zero-emissions vans and 3,500 zero-emissions HGVs by 2030": [
        "2030 zero-emissions vans: - 95000",
        "2030 zero-emissions HGVs: - 3500",
    ],  # climate
    "A 10% reduction in the remaining car journeys which are fuelled by petrol": [
        "remaining car journeys which are fuelled by petrol: decrease - 10 % of it"
    ],  # climate
    "2017年,孕产妇死亡率由2010年的30/10万降低至19.6/10万": ["2017 孕产妇死亡率: unread"],  # 妇幼
    "2020年全市森林覆盖率达到35.2%,到2025年提高到36%": [
        "2020 全市森林覆盖率: unread",
        "2025 全市森林覆盖率: - 36 %",
    ],  # 林业
    "2025年森林覆盖率不低于35%,到2030年达到36%": ["2025 森林覆盖率: at_least 35 %", "2030 森林覆盖率: - 36 %"],
    "2025年目标值24%,到2030年25%": ["2025 - 24 %", "2030 - 25 %"],
    "“十四五”以来累计新增就业60万人,未来五年再新增就业65万人": ["unread"],
    "Train 10,000 teachers and build 500 classrooms by 2027": [
        "2027 teachers: - 10000",
        "2027 classrooms: increase - 500",
    ],
    "到2025年,孕产妇死亡率由2020年的30/10万降低至19.6/10万": ["2025 孕产妇死亡率: - 19.6 1/10万"],
    "reduce ammonia emissions by 8 per cent in 2020 and 16 per cent in 2030 relative to 2005 levels": [
        "2020 ammonia emissions: decrease - 8 % since 2005 of it",
        "2030 ammonia emissions: decrease - 16 % since 2005 of it",
    ],  # air
    "reduce SO2 by 59% by 2020 and NOx by 42% by 2030 compared to 2005": [
        "2020 SO2: decrease - 59 % since 2005 of it",
        "2030 NOx: decrease - 42 % since 2005 of it",
    ],
    "50% reduction in GHG emissions by 2030 with a 2019 baseline": [
        "2030 GHG emissions: decrease - 50 % since 2019 of it"
    ],
}


@pytest.mark.parametrize(("text", "targets"), CASES.items())
def test_what_stands_once_in_a_list(text: str, targets: list[str]) -> None:
    assert shown_targets(text) == targets
