"""A verb of change before a name: the head of the name, what is done to it, or a doubt; and names of what is saved.

Where a form was seen is named beside it: 节水 (plans of saving water), 养老, 教育 (plans of these fields).
"""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown_targets

HEADS_OF_NAMES = {
    "节水产业规模超过1.2万亿元": ["节水产业规模: more_than 1.2 万亿元"],  # 节水
    "节能服务业产值突破500亿元": ["节能服务业产值: more_than 500 亿元"],
    "节能家电占比不低于60%": ["节能家电占比: at_least 60 %"],
    "减负企业超过2000家": ["减负企业: more_than 2000 家"],
    "化解矛盾纠纷成功率不低于95%": ["化解矛盾纠纷成功率: at_least 95 %"],
    "退出村占比不低于5%": ["退出村占比: at_least 5 %"],
}
WHAT_IS_DONE = {
    "节能超过5万吨标准煤": ["decrease more_than 5 万吨标准煤"],
    "淘汰落后产能超过500万吨": ["落后产能: decrease more_than 500 万吨"],
    "压减煤炭消费不低于10%": ["煤炭消费: decrease at_least 10 % of it"],
    "降低企业成本超过100亿元": ["企业成本: decrease more_than 100 亿元"],
    "增加居民收入不低于8%": ["居民收入: increase at_least 8 % of it"],
    "降低管网漏损率至少2个百分点": ["管网漏损率: decrease at_least 2 个百分点"],
    "年节能超过5万吨标准煤": ["decrease more_than 5 万吨标准煤 a year"],
    "年减排二氧化碳10万吨": ["二氧化碳: decrease - 10 万吨 a year"],
    "近年新增就业1万人": ["unread"],
}
LEVEL_OR_CHANGE = [
    "普通高中和中等职业教育招生比大体相当",
    "应急加工能力达到日处理5000吨",
    "降低PM2.5浓度不超过35微克/立方米",
    "缩短办理时限不超过3天",
    "提高农民收入水平超过2万元",
    "提高秸秆综合利用率90%以上",
    "降低漏损率2%",
    "减排项目超过20个",
    "节约集约用地示范县超过10个",
]
ONE_VALUE_FOR_ALL = {
    "新建城区、新建居住区配套建设养老服务设施达标率、社区养老服务设施覆盖率均达到100%": [
        "新建城区、新建居住区配套建设养老服务设施达标率: - 100 %",
        "社区养老服务设施覆盖率: - 100 %",
    ],  # 养老
    "县、乡、村三级卫生机构覆盖率均达到100%": ["县、乡、村三级卫生机构覆盖率: - 100 %"],
    "小学、初中净入学率和义务教育巩固率分别达到99%、98%、97%": [
        "小学净入学率: - 99 %",
        "初中净入学率: - 98 %",
        "义务教育巩固率: - 97 %",
    ],  # 教育
}


@pytest.mark.parametrize(("text", "targets"), (HEADS_OF_NAMES | WHAT_IS_DONE | ONE_VALUE_FOR_ALL).items())
def test_a_verb_before_a_name(text: str, targets: list[str]) -> None:
    assert shown_targets(text) == targets


@pytest.mark.parametrize("text", LEVEL_OR_CHANGE)
def test_a_level_or_a_change_is_not_guessed(text: str) -> None:
    [target] = pm.read_targets(text)
    assert isinstance(target.commitment, pm.Unread)
