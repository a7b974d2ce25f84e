"""Every verb, on good files and on bad ones, speaks one language: no English sentence stands in its Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planmodel.cli.group import run

PLAN = """\
planmodel: 1
id: plan
title: {title}
period: 2021/2025
base_year: 2020
goals:
  - {{id: g, name: {goal}}}
indicators:
  - {{id: i, name: {indicator}, unit: "%", better: higher, measures: [g],
     baseline: {{year: 2020, value: 60 %}},
     targets: [{{year: 2025, as_published: "{printed}",
       commitment: {{kind: Level, value: 90 %, comparator: at_least}}}}],
     observations: [{{period: 2023, value: 70 %}}]}}
tasks:
  - {{id: t, name: {task}, contributes_to: [g], duration: 12 月}}
  - {{id: u, name: {other}, contributes_to: [g], depends_on: [t], duration: 3 月}}
"""
WORDS = {
    "zh": {
        "title": "示例规划",
        "goal": "改善水质",
        "indicator": "达标率",
        "printed": "≥90%",
        "task": "建厂",
        "other": "运行",
    },
    "en": {"title": "A", "goal": "B", "indicator": "C", "printed": "≥90%", "task": "D", "other": "E"},
}
BAD: dict[str, str | bytes] = {
    "key.yaml": "planmodel: 1\nid: a\ntitle: x\nnoSuchKey: 1\n",
    "colon.yaml": "id：a\ntitle：x\n",
    "value.yaml": "planmodel: 1\nid: a\ntitle: x\nbase_year: soon\nperiod: 2021年\ngoals: 3\n",
    "amount.yaml": "planmodel: 1\nid: a\ntitle: x\ntasks:\n  - {id: t, name: t, duration: 3 parsecs, done: much}\n",
    "id.yaml": "planmodel: 1\nid: a\ntitle: x\ngoals:\n  - {id: 'a b', name: x}\n  - {id: g, name: ''}\n",
    "link.yaml": "planmodel: 1\nid: a\ntitle: x\ntasks:\n  - {id: t, name: t, depends_on: [u, {to: t, type: XX}]}\n",
    "empty.yaml": "",
    "two.yaml": "id: a\n---\nid: b\n",
    "tab.yaml": "id: a\n\ttitle: x\n",
    "list.yaml": "- a\n- b\n",
    "alias.yaml": "id: *nothing\n",
    "broken.json": "{",
    "twice.json": '{"id": "a", "id": "b"}',
    "wide.yaml": b"\xff\xfei\x00",
    "plan.txt": "x",
}
GOOD = [
    "check {plan}",
    "show {plan}",
    "show {plan} t",
    "show {plan} nobody",
    "progress {plan} --as-of 2023-12-31",
    "progress {plan}",
    "progress {plan} --as-of soon",
    "schedule {plan}",
    "schedule {plan} --start 2021-01-01",
    "schedule {plan} --start never",
    "needs {plan}",
    "cascade {plan} {plan}",
    "compare {plan}",
    "compare {plan} --metric nothing",
    "compare {plan} --reference nobody",
    "coverage {plan}",
    "diff {plan} {plan}",
    "succession {plan} {plan}",
    "sufficiency {plan}",
    "evaluate {plan} --as-of 2023-12-31",
    "agree {plan} {plan}",
    "verify {plan} {plan}",
    "quotas {plan} {plan} --metric pm25",
    "read-target ≥90%",
    "read-target gibberish",
    "read-target 90 --better sideways",
    "read-table {plan}",
    "read-table {folder}/table.csv",
    "draft {folder}/plan.txt -o {folder}/draft",
    "draft {folder}/nothing.pdf -o {folder}/draft",
    "convert {plan} {folder}/out.xyz",
    "convert {folder}/nothing.mpp {folder}/out.yaml",
    "graph {plan} --to json -o {folder}/no/such/folder.json",
    "corpus build {plan} {folder}/corpus",
    "corpus query {folder}/nowhere compare",
    "report {plan} -o {folder}/report.html",
    "new {folder}",
    "rules",
    "rules PM999",
    "plugins",
    "nonsense",
    "check {folder}/nothing.yaml",
    "check {folder}/*.nothing",
    "check {plan} --select PMX",
]
NAMES = r"`[^`]*`|“[^”]*”|'[^']*'|\"[^\"]*\"|\([a-z_.\[\]0-9]+\)|\S*[/\\]\S*|\S+\.(?:yaml|json|csv|txt|html)|--[a-z-]+"
"""What stands in code, in quotation marks or for a file: names, which no language changes."""
CODES = r"\blow, high\b|\bplanmodel check\b"
"""Names of fields, and a command to copy."""
USAGE = r"(?m)^(?:用法：|Usage: |用 planmodel|Try |\s+planmodel ).*$|^\s*\d* \|.*$"
PARSERS = r"(?:while|could not|did not|found|mapping values|expecting|Expecting|JSONDecode|Error|EOF|unexpected)[^\n]*"
"""What the parsers of YAML and JSON say of bad syntax, which planmodel hands on."""


def told(line: str, language: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    plan = folder / "own.yaml"
    plan.write_text(PLAN.format(**WORDS[language]), encoding="utf-8")
    (folder / "table.csv").write_text("指标,2025年\n达标率,90%\n,3\n", encoding="utf-8")
    run(["--language", language, *line.format(plan=plan, folder=folder).split()])
    out, err = capsys.readouterr()
    return re.sub(NAMES, " ", re.sub(USAGE, "", out + err))


def english(text: str) -> list[str]:
    """Return the stretches of a text in which two English words or more follow each other."""
    return re.findall(r"(?<![\w-])[A-Za-z][a-z]+(?:[ ,]+[a-z]{2,}(?![\w-]))+", text)


@pytest.mark.parametrize("line", [*GOOD, *(f"check {{folder}}/{name}" for name in BAD)])
def test_what_the_command_says_in_chinese_has_no_english_sentence(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    text = re.sub(f"{PARSERS}|{CODES}", "", told(line, "zh", tmp_path, capsys))
    assert english(text) == []


@pytest.mark.parametrize("line", [one for one in GOOD if "table" not in one and "evaluate" not in one])
def test_what_the_command_says_in_english_has_no_chinese(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.txt").write_text("x", encoding="utf-8")
    units = r"[0-9.] (?:个?月|天|年|日)|月, 30 天|工作日|亿元|微克/立方米|万亩"
    assert re.findall("[一-鿿]+", re.sub(units, "", told(line, "en", tmp_path, capsys))) == []


def test_an_english_sentence_is_found() -> None:
    assert english("错误：cannot be read at all") == ["cannot be read at all"]
    assert english("任务 t-funding（id），planmodel 0.1") == []
