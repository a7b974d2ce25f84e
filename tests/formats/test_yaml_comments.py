"""The comments of the YAML file that a plan was read from stay with what they belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

import planmodel as pm
from planmodel.formats.plain_data import plan_tree
from planmodel.formats.yaml_comments import commented_yaml, comments_in

TEXT = """\
# head of the file
planmodel: 1
id: p  # the id
title: 'P # no comment'
# what is aimed at
goals:  # two
# the first
- id: g  # main
  name: 甲  # its name
  # why
  description: |-
    a # no comment
    b
- {id: h, name: 乙}  # small
# what is measured
indicators:
- id: i
  name: 指标
  unit: '%'
  # 2025 alone
  targets: [{year: 2025, as_published: ≥90}]  # as printed
# the end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_in_our_own_layout_is_written_as_it_was(path: Path) -> None:
    assert pm.read_plan(path).to_yaml() == TEXT
    assert pm.read_plan(path).to_yaml(path) == TEXT
    assert pm.read_plan(path).to_yaml() == TEXT


def test_comments_inside_of_a_field_stand_before_it_when_it_is_written_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        "id: p\ntitle: P\nindicators:\n  - id: i\n    name: x\n    targets:\n    # the first\n"
        "    - year: 2025  # a year\n      as_published: ≥90\n    # better\n    better: higher\n",
        encoding="utf-8",
    )
    plan = pm.read_plan(path)
    assert plan.to_yaml().split("indicators:\n")[1] == (
        "- id: i\n  name: x\n  # better\n  better: higher\n  # the first\n  # a year\n"
        "  targets: [{year: 2025, as_published: ≥90}]\n"
    )
    assert pm.read_plan(path) == plan


def test_comments_go_with_their_elements(path: Path) -> None:
    plan = pm.read_plan(path)
    kept = plan.remove("h").replace("g", name="丙").add(pm.Goal(id="k", name="丁"))
    text = kept.to_yaml()
    assert "# the first\n- id: g  # main\n  name: 丙  # its name\n" in text
    assert "# small" not in text
    assert commented_yaml(kept, plan_tree(kept)).lost == ("# small",)
    again = path.with_name("again.yaml")
    again.write_text(text, encoding="utf-8")
    assert pm.read_plan(again) == kept


def test_comments_stay_with_an_element_whose_id_is_new_but_not_with_another_in_its_place(path: Path) -> None:
    plan = pm.read_plan(path)
    assert plan.rename("g", "k").rename("i", "j").to_yaml() == TEXT.replace("id: g ", "id: k ").replace(
        "id: i", "id: j"
    )
    other = plan.rename("g", "k").replace("k", name="丙").to_yaml()
    assert "丙" in other
    assert "# its name" not in other


def test_a_comment_behind_the_last_field_of_an_element_goes_with_that_element(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    first, second = "- id: g\n  name: 甲\n  # of g\n", "# of h\n- id: h\n  name: 乙\n"
    path.write_text(f"id: p\ntitle: P\ngoals:\n{first}{second}", encoding="utf-8")
    kept = pm.read_plan(path).remove("h").to_yaml()
    assert "# of g\n- {id: g" in kept
    assert "# of h" not in kept


def test_a_file_that_has_changed_since_gives_no_comments(path: Path) -> None:
    plan = pm.read_plan(path)
    path.write_text(TEXT.replace("# small", "# other"), encoding="utf-8")
    assert "#" not in plan.to_yaml().replace("# no comment", "")
    path.unlink()
    assert comments_in(plan) == ()


def test_a_sign_inside_of_text_is_no_comment(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text('id: p\ntitle: "a\n  # b\n  c"\nnote: a#b # c\n', encoding="utf-8")
    assert [one.text for one in comments_in(pm.read_plan(path))] == ["# c"]
