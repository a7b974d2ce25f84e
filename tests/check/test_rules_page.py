"""docs/rules.md documents every rule, and its examples do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planmodel.check import RULES, Rule
from planmodel.formats.native import read_with_problems
from planmodel.text import in_language

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rules.md").read_text("utf-8")
HEADER = "planmodel: 1\nid: example\ntitle: Example\n"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def section(code: str) -> str:
    start = PAGE.index(f'<a id="{code.lower()}"></a>\n\n## ')
    return PAGE[start:].partition("\n<a id=")[0]


def codes_found(fragment: str, words: str | None, folder: Path) -> set[str]:
    """Return the codes of everything that reading and checking an example finds."""
    if words is not None:
        (folder / "source.md").write_text(words, "utf-8")
    file = folder / "plan.yaml"
    file.write_text(HEADER + fragment, "utf-8")
    plan, problems = read_with_problems(file)
    assert plan is not None, problems
    return {problem.code for problem in problems} | {finding.code for finding in plan.check().findings}


@pytest.fixture(params=RULES, ids=lambda rule: rule.code)
def rule(request: pytest.FixtureRequest) -> Rule:
    found = request.param
    assert isinstance(found, Rule)
    return found


def test_every_rule_has_an_anchor_a_heading_a_severity_and_its_docstring_on_the_page(rule: Rule) -> None:
    text = section(rule.code)
    assert f"## {rule.code} {rule.title}\n" in text
    assert f"Severity: {rule.severity}. In Chinese: {in_language(rule.title, 'zh')}.\n" in text
    assert rule.doc
    assert rule.doc in text
    assert f"| [{rule.code}]({rule.anchor.partition('docs/rules.md')[2]}) | {rule.severity} | {rule.title} |\n" in PAGE


def test_the_failing_example_of_every_rule_fails_and_the_passing_one_passes(rule: Rule, tmp_path: Path) -> None:
    text = section(rule.code)
    words = next((body for language, body in BLOCK.findall(text) if language == "markdown"), None)
    fails, passes = (body for language, body in BLOCK.findall(text) if language == "yaml")
    assert text.index("Fails:") < text.index("Passes:")
    assert rule.code in codes_found(fails, words, tmp_path)
    assert rule.code not in codes_found(passes, words, tmp_path)


HALF_ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")
"""Three English words in a row."""
IN_CODE = re.compile(r"`[^`]*`|“[^”]*”")


def test_what_every_rule_finds_is_said_in_chinese(rule: Rule, tmp_path: Path) -> None:
    text = section(rule.code)
    words = next((body for language, body in BLOCK.findall(text) if language == "markdown"), "")
    (tmp_path / "source.md").write_text(words, "utf-8")
    (tmp_path / "plan.yaml").write_text(HEADER + next(b for one, b in BLOCK.findall(text) if one == "yaml"), "utf-8")
    plan, _ = read_with_problems(tmp_path / "plan.yaml")
    assert plan is not None
    english, chinese = plan.check(), plan.check(language="zh")
    assert english.in_language("zh") == chinese
    assert chinese.in_language("en") == english
    pairs = list(zip(english.of(rule.code), chinese.of(rule.code), strict=True))
    assert [(one.code, one.path, one.place) for one, _ in pairs] == [
        (one.code, one.path, one.place) for _, one in pairs
    ]
    said = [text for _, one in pairs for text in (one.message, one.hint) if text]
    assert [text for text in said if not re.search("[\u4e00-\u9fff]", text)] == []
    left = [text for text in said if HALF_ENGLISH.search(IN_CODE.sub("", text))]
    assert left == []


def test_the_page_has_no_rule_that_is_not_in_the_catalogue() -> None:
    documented = re.findall(r"^## (PM\d{3}) ", PAGE, re.MULTILINE)
    assert documented == [rule.code for rule in RULES]


def test_the_rule_of_your_own_works_as_shown() -> None:
    code = next(body for language, body in BLOCK.findall(PAGE) if language == "python")
    exec(compile(code, "docs/rules.md", "exec"), {})


def test_every_code_in_the_sources_is_on_the_page() -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "src" / "planmodel").rglob("*.py"))
    used = {code for text in sources for code in re.findall(r'"(PM\d{3})"', text)}
    assert len(used) > len(RULES)
    for code in sorted(used):
        assert f'<a id="{code.lower()}"></a>' in PAGE, code


def test_codes_are_in_order_and_none_stands_twice() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"PM[1-5]\d\d", code) for code in codes)
