"""The reader of published phrases: what it reads, what it leaves unread, and that nothing makes it fail."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from phrase_words import shown
from planmodel.phrases.reader import read_commitment

LEVELS = {
    "≥90%": "at_least 90 %",
    "≧90 %": "at_least 90 %",
    ">= 90.0%": "at_least 90.0 %",
    "大于等于90%": "at_least 90 %",
    "不得低于90%": "at_least 90 %",
    "97%以上": "at_least 97 %",
    "90%及以上": "at_least 90 %",
    "90%以上（含）": "at_least 90 %",
    "达到51%及以上": "at_least 51 %",
    "达85%以上": "at_least 85 %",
    "不低于317天": "at_least 317 天",
    "不少于320天": "at_least 320 天",
    "≤25微克/立方米": "at_most 25 微克/立方米",
    "不超过1.2亿吨标准煤": "at_most 1.2 亿吨标准煤",
    "控制在13.17万吨以内": "at_most 13.17 万吨",
    "控制在25微克/立方米以下": "at_most 25 微克/立方米",
    "降至29微克/立方米以下": "at_most 29 微克/立方米",
    "不突破1000万吨": "at_most 1000 万吨",
    "<5%": "less_than 5 %",
    "＜5％": "less_than 5 %",
    "小于35微克/立方米": "less_than 35 微克/立方米",
    "不足5%": "less_than 5 %",
    ">80%": "more_than 80 %",
    "超过80%": "more_than 80 %",
    "15%左右": "about 15 %",
    "达到32%左右": "about 32 %",
    "约15%": "about 15 %",
    "控制在25微克/立方米左右": "about 25 微克/立方米",
    "达到40微克/立方米": "- 40 微克/立方米",
    "提高到55%": "- 55 %",
    "下降到10%": "- 10 %",
    "增加到50万亩": "- 50 万亩",
    "保持在90%": "- 90 %",
    "每立方米34微克": "- 34 微克/立方米",
    "30μg/m3": "- 30 μg/m3",
    "达到2.06亿方": "- 2.06 亿方",
    "0.5吨标煤/万元": "- 0.5 吨标煤/万元",
    "３２０天": "- 320 天",
    "1,234.5吨": "- 1234.5 吨",
    "10000人次": "- 10000 人次",
    "为0": "- 0",
    "0": "- 0",
    "-2.66": "- -2.66",
    "55～60": "between 55..60",
    "55%-60%": "between 55 %..60 %",
    "55%至60%": "between 55 %..60 %",
    "受污染耕地安全利用率达到95%以上": "at_least 95 %",
    "地表水达到或好于Ⅲ类水体比例达到85%": "- 85 %",
    "Ⅰ～Ⅲ类水体比例达到85%": "- 85 %",
    "达到汽车新车销售总量的20%左右": "about 20 %",
    "90%（预期性）": "- 90 %",
    "占30%以上": "at_least 30 %",
    "优良天数比率达到 95.5% 以上": "at_least 95.5 %",
    "建成1个以上": "at_least 1 个",
    "達到6.2億立方米": "- 6.2 亿立方米",
}
CHANGES = {
    "比2020年下降13.5%": "decrease - 13.5 % since 2020 of it",
    "较2020年降低18%": "decrease - 18 % since 2020 of it",
    "与2020年相比下降18%": "decrease - 18 % since 2020 of it",
    "比2020年下降14%以上": "decrease at_least 14 % since 2020 of it",
    "降低累计14.5%": "decrease - 14.5 % of it",
    "五年累计下降13.5%": "decrease - 13.5 % of it",
    "年均下降10%以上": "decrease at_least 10 % a year of it",
    "年均增长5%以上": "increase at_least 5 % a year of it",
    "上升7.5%": "increase - 7.5 % of it",
    "提高3.3个百分点": "increase - 3.3 个百分点",
    "比2020年提高3.3个百分点以上": "increase at_least 3.3 个百分点 since 2020",
    "新增10万亩": "increase - 10 万亩",
    "五年新增造林10万亩": "increase - 10 万亩",
    "减少1.2万吨": "decrease - 1.2 万吨",
    "减少10%-15%": "decrease between 10 %..15 % of it",
    "单位GDP能耗下降13.5%": "decrease - 13.5 % of it",
    "在2020年基础上下降14.5%": "decrease - 14.5 % since 2020 of it",
    "降幅达到14%": "decrease - 14 % of it",
    "新建5座": "increase - 5 座",
    "每年新增2万亩": "increase - 2 万亩 a year",
    "翻一番": "increase - 100 % of it",
    "比2010年翻两番": "increase - 300 % since 2010 of it",
    "增长1倍": "increase - 100 % of it",
    "增长1.5倍": "increase - 150.0 % of it",
    "减半": "decrease - 50 % of it",
    "下降百分之十": "decrease - 10 % of it",
    "提高三成": "increase - 30 % of it",
    "较2020年分别完成6.86万吨": "unread",  # 减排量 stands in the name only
}
WORDS = {
    "Ⅱ类": "- class Ⅱ",
    "III类": "- class Ⅲ",
    "V类或以上": "at_least class Ⅴ",
    "劣Ⅴ类": "- class 劣Ⅴ",
    "达到或优于Ⅲ类": "at_least class Ⅲ",
    "稳定达到或好于Ⅲ类": "at_least class Ⅲ",
    "优于Ⅲ类": "better_than class Ⅲ",
    "达到Ⅲ类以上": "at_least class Ⅲ",
    "均达地表水Ⅱ类及以上": "at_least class Ⅱ",
    "保持Ⅱ类进Ⅱ类出": "- class Ⅱ",
    "达到国家二级标准": "- class 二级",
    "优于国家一级标准": "better_than class 一级",
    "持续改善": "improve",
    "到2025年生态环境持续改善": "improve",
    "逐年提升": "increase",
    "合理增长": "increase",
    "持续下降": "decrease",
    "不降低": "maintain",
    "保持稳定": "maintain",
    "零增长": "not_increase",
    "得到合理控制": "control",
    "有效遏制臭氧持续增长趋势": "control",
    "基本消除": "eliminate",
    "基本消除劣Ⅴ类水体": "eliminate",
    "不低于2020年水平": "maintain",
    "不高于2020年水平": "not_increase",
    "基本建成": "complete",
    "全覆盖": "full_coverage",
    "总体达标": "meet_standard",
    "完成省下达任务": "by 省",
    "完成省下達任務": "by 省",
    "确保完成省下达的目标": "by 省",
    "达到国家考核要求": "by 国家",
    "完成省市下达目标任务": "by 省市",
    "完成国家和省下达任务": "by 国家和省",
    "完成上级下达的目标任务": "by 上级",
    "控制在省下达指标以内": "by 省",
    "以省下达为准": "by 省",
    "完成下达任务": "by None",
    "达到全国平均水平": "- mean of 全国",
    "高于全省平均水平": "more_than mean of 全省",
    "≥55%且不降低": "at_least 55 % & maintain",
    "4.21万吨;减少13%": "- 4.21 万吨 & decrease - 13 % of it",
    "下降5%左右、控制在1.24亿吨左右": "decrease about 5 % of it & about 1.24 亿吨",
}


@pytest.mark.parametrize(("text", "expected"), [*LEVELS.items(), *CHANGES.items(), *WORDS.items()])
def test_a_phrase_reads_as_what_it_says(text: str, expected: str) -> None:
    target = pm.read_target(text)
    assert shown(target.commitment) == expected, target.commitment
    assert target.as_published == text


@pytest.mark.parametrize(
    "text",
    [
        "97。3%", "15。74", "11⠥", "20212025年", "到年比年下降14%", "1,23", "--5", "≥", "≥90以下", "60～55",
        "NaN", "inf", "a\0b", "8\ud800%", "∞", "٣٤%", "९०%", "1e400", "5 蒲式耳", "90%①", "90%*", "+5%", "3/4",
        "95%；98%",
        "1:5", "—", "/", "――", "", " ", "x" * 100,
        "达到", "2025年", "控制住", "约束性",
        "同比下降5%", "实际92%", "97.8%,达到了省考核目标(96%)",
        "Ⅱ类进Ⅲ类出", "===90", "56g/m", "全面达到国家二级标准,部分指标优于国家一级标准",
        "从42降至26", "由2020年的42降至26", "比上年下降5%", "Ⅳ类及以下", "50%～60%以上",
        "〔18〕", "18%（累计）",
        "不再新增", "超标10%", "控制在13.17万吨…以内",
    ],
)  # fmt: skip
def test_what_is_not_sure_stays_unread_with_a_reason(text: str) -> None:
    commitment = pm.read_target(text).commitment
    assert isinstance(commitment, pm.Unread), commitment
    assert commitment.reason


@pytest.mark.parametrize(
    ("text", "commitment", "stretch"),
    [
        ("下降14%,力争14.5%", "decrease - 14 % of it", "decrease - 14.5 % of it"),
        ("下降14%，力争达到14.5%", "decrease - 14 % of it", "decrease - 14.5 % of it"),
        ("90%以上，力争95%", "at_least 90 %", "- 95 %"),
        ("90%（力争95%）", "- 90 %", "- 95 %"),
        ("下降15.5%（力争16）", "decrease - 15.5 % of it", "decrease - 16 % of it"),
        ("15.5%以上并力争达到全国平均水平", "at_least 15.5 %", "- mean of 全国"),
    ],
)
def test_what_is_striven_for_is_kept_apart(text: str, commitment: str, stretch: str) -> None:
    target = pm.read_target(text)
    assert (shown(target.commitment), shown(target.stretch)) == (commitment, stretch)


def test_a_promise_that_is_only_striven_for_says_so() -> None:
    target = pm.read_target("到2025年，力争达到96%")
    assert (shown(target.commitment), shown(target.stretch), target.year) == ("unread", "- 96 %", 2025)
    assert isinstance(target.commitment, pm.Unread)
    assert target.commitment.reason is not None
    assert target.commitment.reason.startswith("力争")


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19", "O2", "by 2030", "95.5 96", "95.5\u300096%", "25\n24", "62 1", "25<br>24", "62<sup>1</sup>",
        "2020 90", "±5%", "25±2", "全省第3", "排名第3", "第3名", "前5位", "预计达到90%", "截至2024年底达到90%",
    ],
)  # fmt: skip
def test_what_is_no_value_gives_none(text: str) -> None:
    [target] = pm.read_targets(text)
    assert (shown(target.commitment), target.stretch) == ("unread", None)


@pytest.mark.parametrize("text", ["森林覆盖率完成省下达目标", "单位GDP能耗下降完成省下达任务"])
def test_what_a_superior_sets_is_assigned_whatever_stands_before_it(text: str) -> None:
    assert shown(pm.read_target(text).commitment) == "by 省"


def test_thousands_parted_by_spaces_are_one_number() -> None:
    assert shown(pm.read_target("1 234 567吨").commitment) == "- 1234567 吨"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分别下降8%、8%、10%、10%以上", [(None, "- 8 %"), (None, "- 8 %"), (None, "- 10 %"), (None, "at_least 10 %")]),
        ("比2020年分别下降8%、10%", [(None, "- 8 % since 2020"), (None, "- 10 % since 2020")]),
        ("PM2.5、PM10浓度分别下降10%、12%", [("PM2.5浓度", "- 10 %"), ("PM10浓度", "- 12 %")]),
        ("氨氮、化学需氧量排放量分别减少10%、8%", [("氨氮排放量", "- 10 %"), ("化学需氧量排放量", "- 8 %")]),
    ],
)
def test_each_place_of_a_list_is_a_target(text: str, expected: list[tuple[str | None, str]]) -> None:
    found = pm.read_targets(text)
    shown_all = [(one.subject, shown(one.commitment)) for one in found]
    assert shown_all == [(scope, f"decrease {rest} of it") for scope, rest in expected]
    places = [str(one.note).partition(";")[0] for one in found]
    assert places == [f"{n + 1} of {len(found)} in a list" for n in range(len(found))]


@pytest.mark.parametrize(
    ("text", "word"),
    [("分别下降25%、20%、15%左右", "左右"), ("分别下降8%、8%、10%、10%以上", "以上"), ("分别下降8%、10%", None),
     ("分别不低于10%、8%", None), ("分别下降8%以上、10%以上", None)],
)  # fmt: skip
def test_what_stands_behind_the_last_place_alone_is_remarked_on_at_each(text: str, word: str | None) -> None:
    remarks = [str(one.note).partition("; ")[2] for one in pm.read_targets(text)]
    said = "" if word is None else f"{word} is read with the last alone and may be meant for all"
    assert remarks == [said] * len(remarks)


def test_a_list_goes_by_its_own_names_and_never_by_habit() -> None:
    name = "氮氧化物、挥发性有机物、化学需氧量、氨氮重点工程减排量"
    found = pm.read_targets("分别达到2665吨、1920吨、10088吨、653吨", name=name)
    assert [(one.subject, shown(one.commitment)) for one in found] == [
        ("氮氧化物重点工程减排量", "decrease - 2665 吨"),
        ("挥发性有机物重点工程减排量", "decrease - 1920 吨"),
        ("化学需氧量重点工程减排量", "decrease - 10088 吨"),
        ("氨氮重点工程减排量", "decrease - 653 吨"),
    ]
    [short] = pm.read_targets("分别达到1吨、2吨、3吨", name="氨氮、化学需氧量减排量")
    assert short.commitment == pm.Unread(reason="a list of 3 values for 2 names")


def test_a_comparator_in_front_of_a_list_holds_for_all_of_it_and_one_behind_for_the_last() -> None:
    assert [shown(one.commitment) for one in pm.read_targets("分别不低于10%、8%")] == ["at_least 10 %", "at_least 8 %"]
    assert [shown(one.commitment) for one in pm.read_targets("分别达到95%、90%以上")] == ["- 95 %", "at_least 90 %"]
    framed = pm.read_targets("分别控制在25、45微克/立方米以内")
    assert [shown(one.commitment) for one in framed] == ["at_most 25 微克/立方米", "at_most 45 微克/立方米"]


def test_targets_of_parts_and_of_years_stand_apart() -> None:
    parts = pm.read_targets("山区≥60 / 丘陵≥40 / 平原≥18", unit="%")
    assert [(one.subject, shown(one.commitment)) for one in parts] == [
        ("山区", "at_least 60 %"),
        ("丘陵", "at_least 40 %"),
        ("平原", "at_least 18 %"),
    ]
    years = pm.read_targets("2020年要达到87%,2025年要达到87.5%")
    assert [(one.year, shown(one.commitment)) for one in years] == [(2020, "- 87 %"), (2025, "- 87.5 %")]
    assert [(one.subject, shown(one.commitment)) for one in pm.read_targets("98%，其中城区100%")] == [
        (None, "- 98 %"),
        ("城区", "- 100 %"),
    ]


def test_of_several_targets_the_name_or_the_year_settles_one() -> None:
    text = "年度目标(PM2.5≤29微克/立方米、PM10≤47微克/立方米)"
    assert shown(pm.read_target(text, name="PM10平均浓度").commitment) == "at_most 47 微克/立方米"
    assert shown(pm.read_target(text, name="臭氧").commitment) == "unread"
    assert pm.read_target(text).commitment == pm.Unread(reason="it holds 2 targets")
    assert shown(pm.read_target("2020年达到87%,2025年达到88%", year=2025).commitment) == "- 88 %"


def test_the_name_tells_the_unit_and_that_a_bare_number_is_a_change() -> None:
    assert shown(pm.read_target(">80", name="优良天数比率(%)").commitment) == "more_than 80 %"
    assert shown(pm.read_target("13.5%", name="单位GDP能源消耗降低").commitment) == "decrease - 13.5 % of it"
    assert shown(pm.read_target("〔18〕", name="未达标城市浓度下降(%)").commitment) == "decrease - 18 % of it"
    assert shown(pm.read_target("10万亩", name="新增造林面积").commitment) == "increase - 10 万亩"
    assert shown(pm.read_target("达到245吨", name="化学需氧量重点工程减排量").commitment) == "decrease - 245 吨"
    assert shown(pm.read_target("58.9%", name="森林覆盖率(%)").commitment) == "- 58.9 %"


def test_the_sign_or_the_better_way_settle_a_bracket() -> None:
    assert shown(pm.read_target("〔-18〕", unit="%").commitment) == "decrease - 18 % of it"
    assert shown(pm.read_target("〔18〕", unit="%", better="lower").commitment) == "decrease - 18 % of it"
    assert shown(pm.read_target("达到40微克/立方米", better="lower").commitment) == "- 40 微克/立方米"


def test_a_level_in_a_unit_that_its_column_cannot_have_is_not_believed() -> None:
    assert shown(pm.read_target("56吨", unit="μg/m3").commitment) == "unread"
    assert shown(pm.read_target("56 mg/m3", unit="μg/m3").commitment) == "- 56 mg/m3"
    assert shown(pm.read_target("320天", name="优良天数比率(%)").commitment) == "unread"
    assert shown(pm.read_target("下降10%", unit="微克/立方米").commitment) == "decrease - 10 % of it"


def test_the_base_year_fills_in_for_changes_alone() -> None:
    assert shown(pm.read_target("下降14%", base_year=2020).commitment) == "decrease - 14 % since 2020 of it"
    assert shown(pm.read_target("比2015年下降14%", base_year=2020).commitment) == "decrease - 14 % since 2015 of it"
    assert shown(pm.read_target("≥14%", base_year=2020).commitment) == "at_least 14 %"


def test_a_sentence_from_to_is_a_target_only_with_a_year_to_come() -> None:
    target = pm.read_target("到2025年，由42降至26微克/立方米")
    assert (target.year, shown(target.commitment)) == (2025, "- 26 微克/立方米")


def test_a_row_of_target_and_actual_gives_the_target() -> None:
    assert shown(pm.read_target("目标90%，实际92%").commitment) == "- 90 %"


@pytest.mark.parametrize("text", [*LEVELS, *CHANGES, *WORDS])
def test_full_width_text_reads_alike(text: str) -> None:
    plain = unicodedata.normalize("NFKC", text)
    wide = "".join(chr(ord(c) + 0xFEE0) if c in "0123456789%<>=()." else c for c in plain)
    assert shown(pm.read_target(wide).commitment) == shown(pm.read_target(plain).commitment)


def test_ten_megabytes_of_text_are_refused_at_once() -> None:
    assert isinstance(read_commitment("9" * 10_000_000), pm.Unread)
    assert isinstance(read_commitment("、8%" * 90), pm.Unread | pm.Compound | pm.Level)


PIECES = [
    *"≥≤<>约、，；()〔〕.-+%年类到比",
    "2020年",
    "下降",
    "提高",
    "分别",
    "力争",
    "8",
    "10.5",
    "万吨",
    "以上",
    "达到",
    "省下达",
    "改善",
    "Ⅲ类",
]


@given(st.one_of(st.text(max_size=90), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_no_text_raises(text: str) -> None:
    for one in pm.read_targets(text, unit="%", name=text):
        assert shown(one.commitment)
        assert text == "" or one.as_published
    assert isinstance(pm.read_target(text), pm.Target)


@given(st.decimals(-1000, 1000, places=2), st.sampled_from(["%", "万亩", "微克/立方米"]))
def test_the_digits_are_kept_as_printed(number: object, unit: str) -> None:
    level = pm.read_target(f"达到{number}{unit}").commitment
    assert isinstance(level, pm.Level)
    assert str(level.value) == f"{number} {unit}"
