"""The lexicon: words of one character are read only where they work on a number, never out of a noun."""

from __future__ import annotations

import pytest

import planmodel as pm
from planmodel.phrases.grammar import grammar

NOUNS = {
    "超": ["超市数", "赶超企业数", "超临界机组", "超低排放率"],
    "逾": ["逾期率"],
    "约": ["节约型机关数", "契约率", "签约率", "条约数"],
    "近": ["近岸海域", "近视率", "附近面积"],
    "内": ["内河航道里程", "境内面积", "内需规模"],
    "多": ["多样性指数", "多式联运量", "多媒体教室数"],
    "余": ["余热利用率", "贷款余额", "盈余率"],
    "达": ["发达地区", "雷达数", "达标率", "通达率"],
    "为": ["行为数", "作为率", "人为事故数"],
    "是": ["是非数", "国是数"],
    "占": ["占地面积", "占有率", "侵占面积"],
    "增": ["增值率", "增加值", "增长极数", "递增率"],
    "涨": ["上涨率", "高涨率"],
    "减": ["减排量", "减灾面积", "加减数"],
    "若": ["若羌县人口", "般若寺面积", "若干措施数量"],
    "降": ["降尘量", "降水量", "可降解率"],
    "共": ["公共面积", "共享率", "共建率"],
    "从": ["从业人员数", "服从率"],
    "由": ["自由贸易区", "理由数"],
    "自": ["自然面积", "自来水普及率", "自给率"],
    "比": ["比例", "性别比", "比较率"],
    "较": ["较大规模", "比较率"],
    "与": ["参与率", "与会人员数"],
    "同": ["合同率", "共同面积", "协同率"],
    "在": ["在校人数", "在建面积", "存在率"],
    "以": ["以上面积", "所以数", "可以数"],
    "于": ["属于数", "于都县"],
    "均": ["人均面积", "均衡率", "户均面积"],
    "都": ["都市数", "首都面积", "成都面积"],
    "和": ["和谐社区数", "总和数", "饱和率"],
    "及": ["普及率", "及时率", "涉及面积"],
    "且": ["且末县"],
    "并": ["合并率", "并网率"],
    "的": ["目的数", "的士数"],
    "等": ["等级数", "高等学校数", "平等率"],
    "到": ["到位率", "到户率", "周到率"],
    "至": ["至今面积", "甚至数"],
    "未": ["未利用地面积", "未成年人数"],
    "不": ["不良率", "不动产面积"],
    "除": ["除险加固率", "消除率", "清除率"],
    "要": ["要素数", "重要面积", "需要数"],
    "应": ["应急面积", "供应量", "响应率"],
    "须": ["须知数"],
    "需": ["需求量", "内需规模", "急需数"],
    "将": ["将军数"],
    "使": ["使用率", "大使数"],
    "拟": ["模拟率", "虚拟率"],
    "再": ["再生率", "再就业率"],
    "可": ["可靠率", "许可数", "可再生率"],
    "能": ["能耗", "产能", "能力"],
    "让": ["转让率", "出让面积"],
    "把": ["把关率"],
    "但": ["但书数"],
    "了": ["了解率"],
    "已": ["已知数"],
    "仅": ["仅有数"],
    "省": ["节省率", "省道里程"],
    "市": ["城市面积", "市场规模", "超市数"],
    "县": ["县域面积", "县城面积"],
    "区": ["社区数", "灌区面积", "区域面积"],
    "州": ["徐州面积", "州际里程"],
    "定": ["稳定率", "定点率", "鉴定率"],
    "按": ["按揭率", "按时率"],
    "水": ["用水量", "水库数", "节水率"],
}


def single_characters() -> set[str]:
    """Return the words of the lexicon that are one Chinese character."""
    return {word for word in grammar("zh").words if len(word) == 1 and "一" <= word <= "鿿"}


def test_every_word_of_one_character_is_tried_inside_nouns() -> None:
    assert set(NOUNS) == single_characters()


@pytest.mark.parametrize(("character", "noun"), [(one, noun) for one, nouns in NOUNS.items() for noun in nouns])
def test_nothing_is_read_out_of_a_noun(character: str, noun: str) -> None:
    assert character in noun
    for text in (f"{noun}5%", f"{noun}达到5%", f"{noun}5个", f"全市{noun}不低于5%"):
        [target] = pm.read_targets(text)
        commitment = target.commitment
        assert "达到" not in text or not isinstance(commitment, pm.Unread), commitment
        if isinstance(commitment, pm.Change):  # the whole noun may name a change
            assert noun in ("上涨率", "减排量", "递增率"), commitment
        elif isinstance(commitment, pm.Level):
            assert commitment.comparator == ("at_least" if "不低于" in text else None)
            assert str(target.subject).endswith(noun)
        else:
            assert isinstance(commitment, pm.Unread)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_word_has_one_meaning_a_kind_and_no_word_is_empty(language: str) -> None:
    known = grammar("zh" if language == "zh" else "en")
    assert all(word == word.strip() and word for word in known.words)
    assert len({form.name for form in known.forms}) == len(known.forms)
