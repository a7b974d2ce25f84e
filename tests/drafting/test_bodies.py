"""Bodies that lead and support, as plans print them."""

from __future__ import annotations

import pytest

from planmodel.drafting.bodies import bodies_in, first_leads


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "（生态环境部牵头，财政部、水利部配合）",
            [("生态环境部", "lead"), ("财政部", "support"), ("水利部", "support")],
        ),
        ("（县水利局负责）", [("县水利局", "lead")]),
        ("（县水利局、县住建局按职责分工负责）", [("县水利局", None), ("县住建局", None)]),
        (
            "（税务总局牵头，人民银行、海关总署等国务院相关部门按职责分工负责）",
            [("税务总局", "lead"), ("人民银行", "support"), ("海关总署", "support")],
        ),
        ("（牵头单位：市委组织部，配合单位：市国资委）", [("市委组织部", "lead"), ("市国资委", "support")]),
        ("责任单位：市发展改革委、市财政局", [("市发展改革委", None), ("市财政局", None)]),
        (
            "牵头单位：市水利局；配合单位：市财政局、各区人民政府",
            [("市水利局", "lead"), ("市财政局", "support"), ("各区人民政府", "support")],
        ),
        (
            "（牵头单位：市委组织部，配合单位：各项目牵头单位，各区、县级市）",
            [("市委组织部", "lead"), ("各项目牵头单位", "support"), ("各区、县级市", "support")],
        ),
        ("责任单位：市水利局牵头，市财政局配合", [("市水利局", "lead"), ("市财政局", "support")]),
        ("（国务院相关部门及各地区按职责分工负责）", []),
        ("（以下简称《规划》）", []),
        ("（含地、州、盟）", []),
        ("县水利局要加强监督。", []),
    ],
)
def test_bodies_are_read_with_their_role(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.role) for one in bodies_in(text)] == found


def test_every_body_knows_where_its_name_stands() -> None:
    text = "治水。（水利局牵头，财政局、住建局配合）"
    for one in bodies_in(text, 100):
        assert text[one.name_start - 100 :].startswith(one.name)
        assert text[one.start - 100 : one.end - 100].startswith("（")


def test_a_sentence_that_says_that_the_first_body_leads_names_no_body() -> None:
    text = "（财政部、教育部负责。列第一位者为牵头单位，下同）"
    assert first_leads(text)
    assert [one.name for one in bodies_in(text)] == ["财政部", "教育部"]
