"""One finding, worded in any language, whenever it is asked."""

from __future__ import annotations

import json

import pytest

import planmodel as pm
from planmodel.check.rule import Found, rule
from planmodel.errors import ModelError


def plan() -> pm.Plan:
    return pm.Plan(id="p", title="P", elements=[pm.Goal(id="g", name={"zh": "清洁空气", "en": "Clean air"})])


def test_every_form_of_a_report_is_in_its_language() -> None:
    report = plan().check(language="zh", select="PM302")
    said = "没有任务或工程项目服务于目标“清洁空气”（g）"
    assert str(report).splitlines() == [
        "p：1个警告（检查范围：1项规则、1个条目）",
        f"<plan>: 警告[PM302]：{said}，位于 goals[0]（建议：在任务或工程项目的 `contributes_to` 中补充该条目）",
    ]
    assert report.to_text().startswith(f"警告[PM302]：{said}\n")
    assert report.to_records()[0]["message"] == said
    assert report.to_records()[0]["severity"] == "warning", "codes are the same in every language"
    assert json.loads(json.dumps(report.to_dict()))["findings"][0]["message"] == said
    assert said in json.dumps(report.to_sarif(), ensure_ascii=False)
    assert said in report.to_github()
    assert said in report._repr_html_()


def test_a_rule_of_ones_own_need_not_know_of_languages() -> None:
    @rule("X001", "info", "anything")
    def anything(scope: object) -> list[Found]:
        return [Found("g", "", "the goal is there", "look again")]

    report = plan().check(rules=[anything], language="zh")
    assert report.findings[0].message == "the goal is there"
    assert report.to_github().endswith("::the goal is there%0A建议：look again")
    assert "the goal is there。建议：look again" in json.dumps(report.to_sarif(), ensure_ascii=False)
    assert report.in_language("en").to_github().endswith("::the goal is there%0Ahint: look again")


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(ModelError, match="'fr' is no language of the catalogue"):
        plan().check(language="fr")
    with pytest.raises(ModelError, match="'fr' is no language of the catalogue"):
        plan().check().in_language("fr")
