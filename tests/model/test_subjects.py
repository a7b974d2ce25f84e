"""What a target's text is about is told apart into its indicator and the part that narrows it."""

from __future__ import annotations

import pytest

import planmodel as pm
from planmodel.model.subjects import part_named, same_part
from planmodel.parts import MultilingualText
from planmodel.text import Text


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("污水处理率", "城镇污水处理率（%）"),
        ("PM2.5浓度", "细颗粒物（PM2.5）年均浓度"),
        ("PM2.5年均浓度", "PM2.5浓度下降比例"),
        ("细颗粒物浓度", "PM2.5"),  # by the names of the metric
        ("单位国内生产总值能耗", "单位GDP能耗"),
        ("全市森林覆盖率", "森林覆盖率"),
        ("森林覆盖率（约束性）", "森林覆盖率"),
        ("生育率", "总和生育率"),
        ("the forest cover rate", "Forest cover (%)"),
        ("全市", "某指标"),
        ("年均", "某指标"),
    ],
)
def test_words_that_name_the_indicator_name_no_part(subject: str, name: str) -> None:
    assert part_named(subject, (name,)) is None


@pytest.mark.parametrize(
    ("subject", "name", "part"),
    [
        ("山区", "森林覆盖率", "山区"),
        ("城区污水处理率", "污水处理率", "城区"),
        ("污水处理率（城区）", "污水处理率", "城区"),
        ("城区PM2.5年均浓度", "PM2.5浓度", "城区"),
        ("城区", "污水处理率（城区/农村）", "城区"),
        ("农村", "城市、农村污水处理率", "农村"),
        ("城市污水处理率", "城市和农村污水处理率", "城市污水处理率"),
        ("湿地保护率", "森林覆盖率", "湿地保护率"),
        ("人均水资源量", "水资源量", "人均"),
        ("Forest cover in mountain areas", "Forest cover", "mountain areas"),
    ],
)
def test_what_words_say_beyond_the_name_is_the_part(subject: str, name: str, part: str) -> None:
    assert part_named(subject, (name,)) == part


def test_an_indicator_takes_what_a_target_is_about_as_itself_or_as_a_part() -> None:
    targets = pm.read_targets("森林覆盖率达到24.1%，山区森林覆盖率达到60%")
    assert [one.subject for one in targets] == ["森林覆盖率", "山区森林覆盖率"]
    indicator = pm.Indicator(id="i", name="森林覆盖率", targets=targets)
    assert [(one.subject, one.scope) for one in indicator.targets] == [(None, None), (None, "山区")]
    other = pm.Indicator(id="i", name="湿地保护率", targets=targets)
    assert [one.scope for one in other.targets] == ["森林覆盖率", "山区森林覆盖率"]


def test_a_scope_that_is_given_stays() -> None:
    target = pm.Target(scope="城区", subject="山区森林覆盖率")
    assert pm.Indicator(id="i", name="森林覆盖率", targets=[target]).targets[0].scope == "城区"


def test_the_name_in_any_language_is_the_indicators() -> None:
    name = {"en": "Forest cover", "zh": "森林覆盖率"}
    target = pm.Target(subject="森林覆盖率")
    assert pm.Indicator(id="i", name=name, targets=[target]).targets[0].scope is None


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("山区", "山 区", True),
        ("山区", MultilingualText({"en": "hills", "zh": "山区"}), True),
        ("山区", "城区", False),
        ("城区(全)", "城区（全）", True),
        ("（）", "〔〕", False),
        (MultilingualText({"en": "Hills"}), "hills", True),
        (MultilingualText({"en": "hills"}), MultilingualText({"en": "hills", "zh": "山区"}), False),
        ("山区", None, False),
        (None, None, True),
    ],
)
def test_parts_are_the_same_by_their_chinese_or_only_name_however_spelt(
    first: Text | None, second: Text | None, same: bool
) -> None:
    assert same_part(first, second) is same
