"""The page of rules documents every rule in both languages, and its examples do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planmodel.check import RULES, Rule
from planmodel.cli.problems import FILE_PROBLEMS, OTHER_FINDINGS
from planmodel.drafting.codes import DOUBTS
from planmodel.formats.native import read_with_problems
from planmodel.text import in_language
from planmodel.words import explanation, term

ROOT = Path(__file__).parents[2]
PAGES = {"en": (ROOT / "docs" / "rules.md").read_text("utf-8"), "zh": (ROOT / "docs/zh/rules.md").read_text("utf-8")}
PAGE = PAGES["en"]
SAID = {
    "en": ("Severity: {severity}. In Chinese: {chinese}.", "Fails:", "Passes:"),
    "zh": ("程度：{severity}。", "有问题：", "无问题："),
}
HEADER = "planmodel: 1\nid: example\ntitle: Example\n"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def section(code: str, language: str = "en") -> str:
    page = PAGES[language]
    start = page.index(f'<a id="{code.lower()}"></a>\n\n## ')
    return page[start:].partition("\n<a id=")[0]


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


def flowing(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", PAGES)
def test_every_rule_has_an_anchor_a_heading_a_severity_and_its_explanation_on_the_page(
    rule: Rule, language: str
) -> None:
    text, title = section(rule.code, language), in_language(rule.title, language)
    severity = in_language(term("severity", rule.severity), language)
    assert f"## {rule.code} {title}\n" in text
    said = SAID[language][0].format(severity=severity, chinese=in_language(rule.title, "zh"))
    assert f"\n{said}\n" in text
    assert rule.doc
    assert flowing(in_language(rule.doc, language)) in flowing(text)
    page, _, anchor = in_language(rule.anchor, language).partition("#")
    assert (ROOT / page).read_text("utf-8") == PAGES[language]
    assert f"| [{rule.code}](#{anchor}) | {severity} | {title} |\n" in PAGES[language]


@pytest.mark.parametrize("language", PAGES)
def test_what_files_and_readers_say_is_explained_on_the_page(language: str) -> None:
    for code in (*FILE_PROBLEMS, *OTHER_FINDINGS):
        row = re.search(rf'^\| <a id="{code.lower()}"></a>{code} \| (.*) \|$', PAGES[language], re.MULTILINE)
        texts = DOUBTS[code][1:] if code in DOUBTS else (explanation(code),)
        told = [in_language(text, language) for text in texts]
        assert row is not None, code
        assert [one for one in told if not one or bare(one) not in bare(row[1])] == []


def bare(text: str) -> str:
    return re.sub(r"[.。；，;, ]", "", text).lower()


@pytest.mark.parametrize("language", PAGES)
def test_the_failing_example_of_every_rule_fails_and_the_passing_one_passes(
    rule: Rule, language: str, tmp_path: Path
) -> None:
    text = section(rule.code, language)
    words = next((body for kind, body in BLOCK.findall(text) if kind == "markdown"), None)
    fails, passes = (body for kind, body in BLOCK.findall(text) if kind == "yaml")
    assert text.index(SAID[language][1]) < text.index(SAID[language][2])
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


@pytest.mark.parametrize("language", PAGES)
def test_the_rule_of_your_own_works_as_shown(language: str) -> None:
    code = next(body for kind, body in BLOCK.findall(PAGES[language]) if kind == "python")
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
