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
NAMES_BESIDE_COUNTS = {
    "实施东山、西岭等6个历史遗留矿山修复工程": ["历史遗留矿山修复工程: - 6 个"],
    "加快建设“十四五”批复的6个风光大基地，确保新增装机3000万千瓦": [
        "风光大基地: - 6 个",
        "新增装机: increase - 3000 万千瓦",
    ],
    "建成20个500千伏输变电工程": ["500千伏输变电工程: - 20 个"],
    "完成国家下达的降碳减排任务": ["降碳减排: by 国家"],
    "每千名老人拥有养老床位不低于35张，其中护理型床位占60%以上": [
        "每千名老人拥有养老床位: at_least 35 张",
        "护理型床位占比: at_least 60 %",
    ],
    "到2025年，每千人口病床数、执业（助理）医师数、护士数分别达到7张、3人、4人": [
        "每千人口病床数: - 7 张",
        "每千人口执业(助理)医师数: - 3 人",
        "每千人口护士数: - 4 人",
    ],
    "每千人拥有体育指导员2.5名，场地面积达到2.8平方米": [
        "每千人拥有体育指导员: - 2.5 名",
        "场地面积: - 2.8 平方米",
    ],
    "开展技能培训4万人次（牵头单位：人社厅）": ["技能培训: - 4 万人次"],
}
SHARED_AND_PAIRED = {
    "到2025年累计建成11亿亩并改造提升2亿亩高标准农田": [
        "建成高标准农田: - 11 亿亩",
        "改造提升高标准农田: - 2 亿亩",
    ],
    "完成全省3万户农村危房改造任务": ["全省农村危房改造任务: - 3 万户"],
    "到2025年，化肥农药用量分别减少3%、5%": [
        "化肥用量: decrease - 3 % of it",
        "农药用量: decrease - 5 % of it",
    ],
    "到2025年，地级以上城市黑臭水体消除比例达100%，县级城市不低于90%": [
        "地级以上城市黑臭水体消除比例: - 100 %",
        "县级城市黑臭水体消除比例: at_least 90 %",
    ],
    "到2025年，对新认定的平台给予一次性奖励100万元": [],
}
WHAT_GOVERNS_A_LIST = {
    "力争研发投入占比达2%、成果转化率达7%，企业达900家": [
        "研发投入占比: unread ^- 2 %",
        "成果转化率: unread ^- 7 %",
        "企业: - 900 家",
    ],
    "培育稻米、油料等7个千亿级产业": ["千亿级产业: - 7 个"],
    "到2027年，国控断面优良比例达到100%，省控断面不低于96%": [
        "国控断面优良比例: - 100 %",
        "省控断面优良比例: at_least 96 %",
    ],
}
OF_WHAT_SORT = {
    "到2027年，退出30万吨以下煤矿": ["煤矿: unread"],
    "到2027年，退出煤炭产能30万吨以上": ["煤炭产能: decrease at_least 30 万吨"],
    "重点监测的320家企业中，到2027年研发占比达到60%": ["研发占比: - 60 %"],
}
TIMES_AND_PACES = {
    "力争用3—5年时间，打造产业集群3个": ["打造产业集群: unread ^- 3 个"],
    "用五年左右时间，新建公园5个": ["新建公园: increase - 5 个"],
    "到2027年，网络零售额年增15%": ["网络零售额: increase - 15 % a year of it"],
    "到2027年，打造15分钟健身圈": ["健身圈: unread"],
    "到2027年，煤矿数量减少到60处以内": ["煤矿数量: at_most 60 处"],
    "每个县（市、区）至少建成1所三级医院": ["每个县(市、区)三级医院: at_least 1 所"],
}
NAMES_OF_A_LIST = {
    "新建海洋牧场3个、面积5万亩": ["新建海洋牧场: increase - 3 个", "新建海洋牧场面积: increase - 5 万亩"],
    "国有企业资产总额、利润总额年均分别增长8%、12%": [
        "国有企业资产总额: increase - 8 % a year of it",
        "国有企业利润总额: increase - 12 % a year of it",
    ],
    "新增及更新公交车电动化比例、出租车电动化比例分别达到90%、80%": [
        "新增及更新公交车电动化比例: - 90 %",
        "出租车电动化比例: - 80 %",
    ],
}
UNITS_OF_SCALES = {
    "到2025年，快递业务量达到10万单": ["快递业务量: unread"],
    "到2025年，年发电量超300亿度": ["年发电量: unread"],
    "到2025年，惠及10万农民": ["农民: - 10 万"],
    "到2025年，航班达到5000架次，开行班列100列": ["航班: - 5000 架次", "开行班列: - 100 列"],
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
        lines[-1] += f" ^{shown(one.stretch)}" if one.stretch is not None else ""
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        case
        for cases in (
            *(BEHIND_ONE_VERB, PARTS, OF_ALL_OF_A_LIST, FOR_HOW_MANY),
            *(NEITHER_UNIT_NOR_COUNT, RATES_OF_GROWTH, WORDS_BESIDE),
            *(CLASSES_OF_THINGS, BESIDE_WHAT_IS_NOT_READ, NAMES_BESIDE_COUNTS, UNITS_OF_SCALES, SHARED_AND_PAIRED),
            *(WHAT_GOVERNS_A_LIST, OF_WHAT_SORT, TIMES_AND_PACES, NAMES_OF_A_LIST),
        )
        for case in cases.items()
    ],
)
def test_what_a_sentence_promises(text: str, expected: list[str]) -> None:
    assert found(text) == expected
