"""Forms of running text in reports and plans: lists behind one verb, parts in brackets, what is per group."""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown

BEHIND_ONE_VERB = {
    "新增实验室3个、中小企业20户、农业园区5个": [
        "新增实验室: increase - 3 个",
        "新增中小企业: increase - 20 户",
        "新增农业园区: increase - 5 个",
    ],
    "新改建乡村道路300公里、村级冷链服务点20个以上": [
        "新改建乡村道路: increase - 300 公里",
        "新改建村级冷链服务点: increase at_least 20 个",
    ],
    "开工建设安居房80套，续建60套，竣工40套": [
        "开工建设安居房: - 80 套",
        "续建安居房: - 60 套",
        "竣工安居房: - 40 套",
    ],
    "新建公园10个，完成5个": ["新建公园: increase - 10 个", "新建公园: - 5 个"],
    "提升建设绿道50公里": ["提升建设绿道: - 50 公里"],
}
PARTS = {
    "建成文化馆20座（其中县级馆6座）": ["建成文化馆: - 20 座", "县级馆: - 6 座"],
    "实施水利项目50个，其中水库7座、水池43个": ["实施水利项目: - 50 个", "水库: - 7 座", "水池: - 43 个"],
}
OF_ALL_OF_A_LIST = {
    "城镇供水损耗、农业灌溉损耗分别下降到5%、8%，均比2020年下降20%左右": [
        "城镇供水损耗: - 5 %",
        "农业灌溉损耗: - 8 %",
        "城镇供水损耗: decrease about 20 % since 2020 of it",
        "农业灌溉损耗: decrease about 20 % since 2020 of it",
    ],
    "争取东山、西岭等水库项目核准，玉米、大豆产量分别达到30万吨、5万吨": ["玉米产量: - 30 万吨", "大豆产量: - 5 万吨"],
    "体育及相关产业、养老及相关产业增加值占生产总值比重分别超过3%、4%": [
        "体育及相关产业增加值占生产总值比重: more_than 3 %",
        "养老及相关产业增加值占生产总值比重: more_than 4 %",
    ],
    "甲、乙、丙产量分别达到30万吨、5万吨": ["甲、乙、丙产量: unread"],  # three names, two values
}
FOR_HOW_MANY = {
    "到2025年，实现每8万人拥有一座图书馆": ["每8万人图书馆: - 1 座"],
    "每3万名居民拥有全科诊所1个": ["每3万名居民拥有全科诊所: - 1 个"],
}
CLASSES_OF_THINGS = {
    "建成五百亿级园区2个、百亿级园区9个": ["建成五百亿级园区: - 2 个", "建成百亿级园区: - 9 个"],
    "到2027年，打造500亿级产业集群": [],
    "到2027年，10万吨级以上泊位达到30个": ["10万吨级以上泊位: - 30 个"],
}
BESIDE_WHAT_IS_NOT_READ = {
    "到2025年，死亡人数和起数分别较“十三五”时期下降67%、58%": ["unread"],
    "到2027年，系统甲、系统乙整合分别完成25%、50%": ["unread"],
    "制定长效措施，到2027年，应用规模突破190Qflops": ["unread"],
    "畜禽单产增长2%左右，完成国家下达林草种植面积目标任务": [
        "畜禽单产: increase about 2 % of it",
        "林草种植面积: by 国家",
    ],
}
NEITHER_UNIT_NOR_COUNT = {
    "到2027年，算力规模突破15万P": ["unread"],
    "加快建设750千伏河西走廊北通道工程": [],
    "投放终端15万IPTV": [],
}
RATES_OF_GROWTH = {
    "用水需求年均增长率控制在0.5%以内": ["用水需求增长率: increase at_most 0.5 % a year of it"],
    "旅游收入年均增长速度达到10%以上": ["旅游收入增长速度: increase at_least 10 % a year of it"],
    "财政收入同口径增长5%": ["财政收入: increase - 5 % of it"],
}
WORDS_BESIDE = {
    "其中一二三产增加值分别增长3%、6%、5%": [
        "一产增加值: increase - 3 % of it",
        "二产增加值: increase - 6 % of it",
        "三产增加值: increase - 5 % of it",
    ],
    "基本医保参保率稳定在95%以上": ["基本医保参保率: at_least 95 %"],
    "累计引进和培育15家以上云生态企业": ["云生态企业: at_least 15 家"],
    "结合实际推进整治，新建和美乡村100个左右": ["新建和美乡村: increase about 100 个"],
    "改（新）建农村厕所3万户以上": ["农村厕所: increase at_least 3 万户"],
}


def found(text: str) -> list[str]:
    lines = []
    for one in pm.find_targets(text):
        about = f"{one.place or ''}{one.sector or ''}{one.subject or ''}"
        lines.append(f"{about}: {shown(one.commitment)}" if about else shown(one.commitment))
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        case
        for cases in (
            *(BEHIND_ONE_VERB, PARTS, OF_ALL_OF_A_LIST, FOR_HOW_MANY),
            *(NEITHER_UNIT_NOR_COUNT, RATES_OF_GROWTH, WORDS_BESIDE),
            *(CLASSES_OF_THINGS, BESIDE_WHAT_IS_NOT_READ),
        )
        for case in cases.items()
    ],
)
def test_what_a_sentence_promises(text: str, expected: list[str]) -> None:
    assert found(text) == expected
