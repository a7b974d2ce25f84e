"""Every example in the README and the docstrings runs; links lead somewhere; pages made from the model are current."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import attrs
import pytest
import yaml

import planmodel
import planmodel as pm
from planmodel.parts import VOCABULARY, Element

ROOT = Path(__file__).parents[1]
OTHER = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("examples/*/*.md")])  # docs/ has tests/site
PAGES = sorted([*OTHER, *(ROOT / "docs").rglob("*.md")])
NAMES = {module.name for module in pkgutil.walk_packages(planmodel.__path__, "planmodel.")}
MODULES = sorted(NAMES - {"planmodel.__main__"})
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def blocks(path: Path, language: str) -> list[str]:
    return [text for found, text in BLOCK.findall(path.read_text(encoding="utf-8")) if found == language]


def failures(text: str, name: str) -> int:
    """Run the examples of a text in one namespace and return how many fail."""
    test = doctest.DocTestParser().get_doctest(text, {"pm": pm}, name, name, 0)
    return doctest.DocTestRunner(optionflags=OPTIONS, verbose=False).run(test).failed


@pytest.mark.parametrize("page", OTHER, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_python_examples_of_a_page_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = "\n".join(text for text in blocks(page, "python") if text.startswith(">>>"))
    assert failures(shown, page.name) == 0
    namespace: dict[str, object] = {}
    for text in blocks(page, "python"):
        if not text.startswith(">>>"):
            exec(compile(text, str(page), "exec"), namespace)


@pytest.mark.parametrize("name", MODULES)
def test_the_docstring_examples_of_a_module_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    module = importlib.import_module(name)
    found = doctest.DocTestFinder(exclude_empty=True).find(module, name)
    runner = doctest.DocTestRunner(optionflags=OPTIONS, verbose=False)
    assert sum(runner.run(test).failed for test in found if test.examples) == 0


def test_a_wrong_example_would_be_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    assert failures(">>> str(pm.Amount(\"1 亩\"))\n'2 亩'\n", "canary") == 1
    assert "2 亩" in capsys.readouterr().out


def test_the_yaml_of_the_file_page_is_a_plan(tmp_path: Path) -> None:
    (text,) = blocks(ROOT / "docs" / "files.md", "yaml")
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    assert len(pm.read_plan(path)) == 5
    assert yaml.safe_load(text)["id"] == "demo"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


def kinds_table() -> str:
    rows = ["| kind | in files | own fields |", "| --- | --- | --- |"]
    common = {field.name for field in attrs.fields(Element)}
    for cls in VOCABULARY.kinds:
        own = [f"`{field.name}`" for field in attrs.fields(cls) if field.name not in common]
        rows.append(f"| `{cls.__name__}` | `{cls.plural}` | {', '.join(own)} |")
    return "\n".join(rows)


def relations_table() -> str:
    rows = ["| relation | holder | may point at | bears on | what it is |", "| --- | --- | --- | --- | --- |"]
    flows = {"to_target": "its target", "from_target": "its holder", "none": "nothing"}
    for relation in pm.Plan(id="p", title="x").relations:
        if relation.field in ("section", "themes") and relation.holder != "task":
            continue
        holder = "every kind" if relation.field in ("section", "themes") else relation.holder
        kinds = ", ".join(relation.targets)
        rows.append(f"| `{relation.name}` | {holder} | {kinds} | {flows[relation.flow]} | {relation.doc} |")
    return "\n".join(rows)


@pytest.mark.parametrize(("mark", "table"), [("kinds", kinds_table), ("relations", relations_table)])
def test_the_tables_of_the_model_page_are_current(mark: str, table: object) -> None:
    assert callable(table)
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- {mark} -->\n(.*?)<!-- end -->", page, re.DOTALL)
    assert found is not None
    assert found.group(1).strip() == table(), f"the table should be:\n{table()}"


def test_ci_runs_the_commands_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for begins in re.findall(r"readme '([^']+)'", script):
        assert len([line for line in readme.splitlines() if line.startswith(begins)]) == 1
