"""Every mistake in a plan file is reported at once, with its code, its place and a hint."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.formats.native import read_with_problems

TEN_MISTAKES = """\
planmodel: 1
id: p
titel: 计划
title: 计划
period: 2021-2025
documents:
  - {id: d1, name: 解读}
goals:
  - id: g1
    name: 甲
    name: 乙
  - {id: g1, name: 丙}
  - {id: g3, nmae: 丁}
indicators:
  - id: i1
    name: 指标
    better: hihger
    observations: [{period: 2023-13, value: 二十一}]
tasks:
  - id: t1
    name: [水]
    contributes_to: [g99, {to: d1}]
    duration: 18 月亮
"""


def problems_of(path: Path, text: str) -> list[tuple[int | None, int | None, str]]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(pm.PlanFileError) as caught:
        pm.read_plan(path)
    return [(found.place.line, found.place.column, found.code) for found in caught.value.problems]


def test_each_of_many_mistakes_is_found_once_and_in_its_place(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "plan.yaml", TEN_MISTAKES) == [
        (3, 1, "PM002"),  # titel
        (5, 9, "PM004"),  # 2021-2025
        (11, 5, "PM007"),  # name twice
        (12, 10, "PM009"),  # g1 twice
        (13, 14, "PM002"),  # nmae; that name is missing too is the same mistake
        (17, 13, "PM003"),  # hihger
        (18, 29, "PM004"),  # month 13
        (18, 45, "PM005"),  # a value that is no number
        (21, 11, "PM003"),  # a list for a name
        (22, 22, "PM101"),  # g99
        (22, 32, "PM102"),  # a document is no goal
        (23, 15, "PM006"),  # 月亮
    ]


def test_mistakes_of_keys_ids_and_references_are_told_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(TEN_MISTAKES, encoding="utf-8")
    told = {one.place.line: one.in_language("zh") for one in read_with_problems(path)[1] if one.code != "PM102"}
    assert [(told[line].message, told[line].hint) for line in (3, 12, 22)] == [
        ("未知的字段 `titel`", "是否应为 title？"),
        ("编号 g1 已用于 goals[0]", "规划中的编号不得重复，不论类别"),
        ("本规划中没有条目 g99", "补充编号为该值的目标或指标"),
    ]


def test_what_is_not_faulty_is_still_there_for_the_checks(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(TEN_MISTAKES, encoding="utf-8")
    plan, problems = read_with_problems(path)
    assert problems
    assert plan is not None
    assert list(plan) == ["d1", "g1", "g3", "i1", "t1"]


def test_json_mistakes_have_places_too(tmp_path: Path) -> None:
    text = '{"planmodel": 1, "id": "p", "title": "x",\n "goals": [{"id": "g", "name": 5},\n  {"id": "h", "nmae": "y"}]}'
    assert problems_of(tmp_path / "plan.json", text) == [(2, 32, "PM003"), (3, 15, "PM002")]


@pytest.mark.parametrize("id", ["5", "true", "1.5", "null", "[]", '""'])
def test_an_id_that_is_no_text_is_refused(tmp_path: Path, id: str) -> None:
    text = f'{{"planmodel": 1, "id": "p", "title": "x", "goals": [{{"id": {id}, "name": "y"}}]}}'
    assert problems_of(tmp_path / "plan.json", text)[0][:2] == (1, 60)


def test_a_second_fault_of_an_entry_does_not_cost_its_neighbour(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("planmodel: 1\nid: p\ntitle: x\ngoals:\n  - {}\n  - {id: g, name: y}\n", encoding="utf-8")
    plan, problems = read_with_problems(path)
    assert plan is not None
    assert [found.code for found in problems] == ["PM008", "PM008"]
    assert list(plan) == ["g"]


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', '{"a" : 1, "a": 2}', '{"x": "say \\":", "a": 1, "a": 2}'])
def test_a_json_key_that_stands_twice_is_found_however_it_is_spaced(tmp_path: Path, text: str) -> None:
    whole = '{"planmodel": 1, "id": "p", "title": ' + text.replace("a", "zh").replace("x", "en") + "}"
    assert "PM007" in [code for _, _, code in problems_of(tmp_path / "plan.json", whole)]


def test_hints_name_what_was_probably_meant(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(TEN_MISTAKES, encoding="utf-8")
    with pytest.raises(pm.PlanFileError) as caught:
        pm.read_plan(path)
    hints = {found.code + str(found.place.line): found.hint for found in caught.value.problems}
    assert hints["PM0023"] == "did you mean title?"
    assert hints["PM00213"] == "did you mean name?"
    assert hints["PM00317"] == "did you mean higher?"
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("yaml", "attribute", "expected"),
    [
        ("name: no", "name", "no"),
        ("name: 12:30", "name", "12:30"),
        ("name: 2025-06-30", "name", "2025-06-30"),
        ("name: 0441882", "name", "0441882"),
        ("name: 1e3", "name", "1e3"),
        ('name: "null"', "name", "null"),
        ("name: x\n    description: ~", "description", None),
        ("name: x\n    period: 2025-06-30", "period", pm.Period("2025-06-30")),
        ("name: x\n    declared_count: 007", "declared_count", 7),
    ],
)
def test_yaml_scalars_are_read_by_the_field_that_holds_them(
    tmp_path: Path, yaml: str, attribute: str, expected: object
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"planmodel: 1\nid: p\ntitle: x\ngoals:\n  - id: g\n    {yaml}\n", encoding="utf-8")
    assert getattr(pm.read_plan(path).goals["g"], attribute) == expected


def test_a_code_is_text_in_yaml_and_must_be_text_in_json(tmp_path: Path) -> None:
    yaml = tmp_path / "plan.yaml"
    yaml.write_text("planmodel: 1\nid: p\ntitle: x\njurisdiction: {name: 连州市, code: 441882}\n", encoding="utf-8")
    jurisdiction = pm.read_plan(yaml).jurisdiction
    assert jurisdiction is not None
    assert jurisdiction.code == "441882"
    text = '{"planmodel": 1, "id": "p", "title": "x", "jurisdiction": {"name": "y", "code": 441882}}'
    assert problems_of(tmp_path / "plan.json", text) == [(1, 81, "PM003")]


def test_a_full_width_colon_is_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("planmodel：1\nid：p\n", encoding="utf-8")
    with pytest.raises(pm.PlanFileError, match="full-width"):
        pm.read_plan(path)


def test_a_newer_format_is_refused_by_number(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "plan.yaml", "planmodel: 2\nid: p\ntitle: x\n") == [(1, 12, "PM010")]


def test_an_escaped_colon_does_not_hide_a_json_key_that_stands_twice(tmp_path: Path) -> None:
    text = r'{"id": "p", "title": "甲", "tasks": [{"id": "t", "name": "a\u003ab", "name": "c\u003ad"}]}'
    assert [code for _, _, code in problems_of(tmp_path / "plan.json", text)] == ["PM007"]


def test_the_place_of_a_fault_in_json_is_that_of_its_value_wherever_it_lies(tmp_path: Path) -> None:
    text = """{"id": "p" , "title": "]}\\",{[", "goals": [ {"id": "g", "name": ["x"] } ],
 "indicators": [{"id": "i", "name": {"zh": "a", "en": "b:"}, "targets":
   [ {"year": 2025}, {"year": -1 , "note": "c"} ] , "better": "hihger"}]}"""
    assert problems_of(tmp_path / "plan.json", text) == [(1, 65, "PM003"), (3, 31, "PM003"), (3, 63, "PM003")]


def test_all_but_the_faulty_parts_of_a_file_of_many_elements_is_kept_in_its_order(tmp_path: Path) -> None:
    tasks = [{"id": f"t{n}", "name": str(n)} for n in range(2500)]
    for number in (0, 7, 999, 1000, 1500, 2499):
        tasks[number]["duration"] = "x"
    tasks[1200] = {"id": "t1200"}
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"id": "p", "title": "p", "tasks": tasks}), encoding="utf-8")
    plan, problems = read_with_problems(path)
    assert plan is not None
    assert list(plan.tasks.ids) == [f"t{n}" for n in range(2500)]
    assert plan.tasks["t1200"].name == "t1200"
    faulty = [f"tasks[{n}]" for n in (0, 7, 999, 1000, 1200, 1500, 2499)]
    assert [one.path.partition(".")[0] for one in problems] == faulty
