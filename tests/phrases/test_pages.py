"""Targets in running text: where each stands, what it is about, and what is no promise."""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown
from planmodel.phrases.grammar import Language
from planmodel.phrases.languages import tokens_of
from planmodel.phrases.reasons import REASONS
from planmodel.phrases.tokens import Token

PARAGRAPH = """三、主要目标
2020年，森林覆盖率为23.04%。截至2020年底，铁路营业里程达到14.6万公里。
到2025年，森林覆盖率达到24.1%，单位国内生产总值能耗和二氧化碳排放分别降低13.5%、18%；全省PM2.5平均浓度控制在25微克/立方米以内，
5G用户普及率从2020年的15%提高到56%，打造100个左右典型场景。完善政策体系。
力争到2030年，森林覆盖率达到25%。完成省下达任务。设有3个部门，共分5章。
"""


def found(text: str) -> list[tuple[int | None, str | None, str]]:
    return [(one.year, one.subject, shown(one.commitment)) for one in pm.find_targets(text)]


def test_every_promise_of_a_page_is_found_with_its_year_and_its_whole_subject() -> None:
    assert found(PARAGRAPH) == [
        (2025, "森林覆盖率", "- 24.1 %"),
        (2025, "单位国内生产总值能耗", "decrease - 13.5 % of it"),
        (2025, "单位国内生产总值二氧化碳排放", "decrease - 18 % of it"),
        (2025, "PM2.5平均浓度", "at_most 25 微克/立方米"),
        (2025, "5G用户普及率", "- 56 %"),
        (2025, "典型场景", "about 100 个"),
        (2030, "森林覆盖率", "unread"),
        (None, None, "by 省"),
    ]


def test_a_found_target_says_where_it_stands_and_what_surrounds_it() -> None:
    targets = pm.find_targets(PARAGRAPH)
    assert all(PARAGRAPH[one.start : one.end] == one.text for one in targets)
    assert [one.start for one in targets] == sorted(one.start for one in targets)
    forest, *_ = targets
    assert forest.text == "森林覆盖率达到24.1%"
    air = next(one for one in targets if one.place)
    assert (air.place, str(air.target.scope), air.target.as_published) == (
        "全省",
        "全省",
        "全省PM2.5平均浓度控制在25微克/立方米以内",
    )
    users = next(one for one in targets if one.baseline)
    assert users.baseline is not None
    assert (str(users.baseline.value), users.baseline.year) == ("15 %", 2020)
    strive = next(one for one in targets if one.stretch)
    assert (shown(strive.stretch), strive.doubt) == ("- 25 %", "stretch_only")


def test_a_doubt_is_a_code_with_a_reason_in_words() -> None:
    [doubtful] = pm.find_targets("到2025年，成本挤掉5%。")
    assert doubtful.doubt in REASONS
    assert isinstance(doubtful.commitment, pm.Unread)
    assert doubtful.commitment.reason


def test_a_clause_that_is_not_understood_takes_no_neighbour_with_it() -> None:
    text = "到2025年，森林覆盖率达到24.1%，成本挤掉5%，湿地保护率达到55%。"
    assert [shown(one.commitment) for one in pm.find_targets(text)] == ["- 24.1 %", "unread", "- 55 %"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024年森林覆盖率提高了2个百分点。",
        "目前，城镇化率为63%，同比提高1.2个百分点。",
        "预计到2025年，老年人口突破3亿。",
        "根据《2035年远景目标纲要》，制定本规划。",
        "第3章 总则",
        "推进绿色发展，完善政策体系。",
        "共有15个部门。",
    ],
)
def test_what_promises_nothing_is_left_out(text: str) -> None:
    assert found(text) == []


def test_a_bare_year_before_those_that_a_page_promises_by_tells_what_was() -> None:
    text = "2020年，农药利用率达到40.6%。到2025年，农药利用率达到43%。"
    assert found(text) == [(2025, "农药利用率", "- 43 %")]


def test_a_place_alone_takes_its_subject_from_the_clause_before() -> None:
    text = "到2020年，地级及以上城市污泥无害化处理处置率达到90%，京津冀区域达到95%。"
    second = pm.find_targets(text)[1]
    assert (second.place, second.subject, shown(second.commitment)) == (
        "京津冀",
        "地级及以上城市污泥无害化处理处置率",
        "- 95 %",
    )


def test_lines_that_end_in_a_comma_go_on_and_headings_do_not() -> None:
    assert found("到2025年，森林覆盖率达到24.1%，\n湿地保护率达到55%。")[1] == (2025, "湿地保护率", "- 55 %")
    assert found("主要目标\n森林覆盖率达到24.1%以上。") == [(None, "森林覆盖率", "at_least 24.1 %")]


def test_english_and_chinese_stand_in_one_text() -> None:
    text = "By 2030, the city will reduce emissions by 40% below 2005 levels.\n\n到2025年，森林覆盖率达到24.1%。"
    assert found(text) == [(2030, "emissions", "decrease - 40 % since 2005 of it"), (2025, "森林覆盖率", "- 24.1 %")]


def test_words_read_grow_with_the_text_and_no_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count what is looked at instead of seconds: twice the text is twice the sentences, each of bounded length."""
    lengths: list[int] = []
    real = tokens_of

    def counted(phrase: str, language: Language, units: pm.units.OwnUnits | None = None) -> list[Token]:
        lengths.append(len(phrase))
        return real(phrase, language, units)

    monkeypatch.setattr("planmodel.phrases.pages.tokens_of", counted)
    pm.find_targets(PARAGRAPH * 10)
    ten = sum(lengths)
    lengths.clear()
    pm.find_targets(PARAGRAPH * 20)
    assert sum(lengths) == 2 * ten
    lengths.clear()
    pm.find_targets("森林覆盖率达到5%、" * 5_000)
    assert max(lengths) <= 1_500


def test_ten_megabytes_without_a_target_are_passed_over() -> None:
    assert found("推进绿色发展" * 1_700_000) == []
    assert found("9" * 10_000_000) == []
    assert found("<b>" * 3_000_000) == []
