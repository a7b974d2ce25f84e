"""A package that is installed adds kinds, rules, metrics, readers and writers, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from planmodel.exchange import installed, opening
from planmodel.exchange.recognition import OWN
from planmodel.exchange.writing import format_names
from plugin_installer import install

HAZARDS = """\
planmodel: 1
id: p
title: Plan
tasks:
  - {id: t, name: Dykes, evidence: assumed}
hazards:
  - {id: h, name: Flood, severity: high, evidence: assumed}
indicators:
  - {id: i, name: D, unit: 千米, metric: dyke-safe-length, targets: [{year: 2025, as_published: 9千米}]}
"""
FLOODLIST = "FLOODLIST Flood office\nRepair dykes\nClear ditches\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with plans, beside one in which the package is installed."""
    folder = tmp_path_factory.mktemp("office")
    install(folder / "site")
    (folder / "plan.yaml").write_text(HAZARDS, "utf-8")
    (folder / "list.txt").write_text(FLOODLIST, "utf-8")
    (folder / "old.yaml").write_text("planmodel: 1\nid: old\ntitle: Old\ntasks: [{id: t, name: T}]\n", "utf-8")
    return folder


def run(place: Path, *args: str, status: int = 0, environment: Mapping[str, str] = MappingProxyType({})) -> str:
    """Run Python in a process of its own that finds the package, and return what it prints."""
    home = os.pathsep.join([str(place / "site"), os.environ.get("PYTHONPATH", ""), *sys.path])
    given = {**os.environ, "PYTHONPATH": home, "PLANMODEL_LANGUAGE": "en", **environment}
    done = subprocess.run(
        [sys.executable, *args], cwd=place, env=given, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def planmodel(place: Path, *args: str, status: int = 0, environment: Mapping[str, str] = MappingProxyType({})) -> str:
    return run(place, "-m", "planmodel", *args, status=status, environment=environment)


def test_the_library_knows_what_the_package_adds(place: Path) -> None:
    code = """
import sys
import planmodel as pm
from planmodel.functions import additions, find_metric, json_schema, shared_metrics
old = pm.read_plan("old.yaml")
assert "county_hazards" not in sys.modules, "a plan of shipped kinds asks no package"
assert "importlib.metadata" not in sys.modules
plan = pm.read_plan("plan.yaml")
assert type(plan["h"]).__module__ == "county_hazards.kinds"
Hazard = type(plan["h"])
assert plan.all.filter(kind="hazard").ids == ("h",)
assert old.add(plan["h"]).of(Hazard).ids == ("h",), "a plan that is made in code may hold the kind, too"
assert plan.replace("h", threatens=["t"]).graph.upstream("t") == ("h",)
assert pm.read_plan("plan.yaml") == plan
assert "HZ101" in [one.code for one in plan.check().findings], plan.check()
assert "PM108" not in [one.code for one in plan.check().findings], "the metric is known"
assert find_metric("Length of dykes found safe")[0].metric.id == "dyke-safe-length"
assert shared_metrics("flood").ids == ("dyke-safe-length",)
assert "Hazard" in json_schema()["$defs"]
listed = pm.read_plan("list.txt")
assert (listed.label(), len(listed.tasks), listed.origin.files[0].format) == ("Flood office", 2, "flood")
assert dict((name, adds) for name, _, adds in pm.show_versions().plugins) == {
    "county-hazards":
        "kinds hazard; metrics dyke-safe-length; readers flood; rules HZ101; writers flood"
}
assert {one.state for one in additions().entries} == {"used"}
assert "1.2.0" in str(pm.show_versions())
print("good")
"""
    assert run(place, "-c", code) == "good\n"


def test_the_command_knows_it(place: Path) -> None:
    assert "HZ101" in planmodel(place, "check", "plan.yaml", "--select", "HZ")
    assert "hazards (1)" in planmodel(place, "show", "plan.yaml")
    assert "  HZ101  warning  a high hazard" in f"  {planmodel(place, 'rules')}".replace("\n", "\n  ")
    assert "county-hazards 1.2.0 (planmodel.rules: hazards)" in planmodel(place, "rules", "HZ101")
    assert '"Hazard"' in planmodel(place, "schema")
    assert "flood" in planmodel(place, "convert", "--help")
    assert planmodel(place, "plugins").count("county-hazards") == 5
    entries = json.loads(planmodel(place, "plugins", "--format", "json"))["entries"]
    assert {"group": "kinds", "adds": "hazard", "state": "used"}.items() <= entries[0].items()


def test_a_plan_is_converted_to_the_format_of_the_package_and_back(place: Path) -> None:
    said = planmodel(place, "convert", "plan.yaml", "out.flood")
    assert "1 hazards are not written" in said
    assert (place / "out.flood").read_text("utf-8") == "FLOODLIST Plan\nDykes\n"
    planmodel(place, "convert", "out.flood", "back.json")
    assert "Dykes" in (place / "back.json").read_text("utf-8")
    planmodel(place, "convert", "plan.yaml", "tables")
    assert (place / "tables" / "hazards.csv").is_file()
    assert "hazards (1)" in planmodel(place, "show", "tables")
    planmodel(place, "convert", "list.txt", "named", "--to", "flood")
    assert (place / "named").read_text("utf-8") == FLOODLIST


def test_the_report_shows_its_kind(place: Path) -> None:
    pytest.importorskip("jinja2")
    planmodel(place, "report", "plan.yaml", "--output", "report.html")
    page = (place / "report.html").read_text("utf-8")
    assert "Flood" in page
    assert "hazard" in page


@pytest.mark.parametrize(
    ("settings", "environment"),
    [("plugins = false", {}), ('plugins = ["County_Hazards"]', {}), ("", {"PLANMODEL_PLUGINS": "off"})],
)
def test_it_is_left_out_where_the_settings_or_the_environment_say_so(
    place: Path, settings: str, environment: dict[str, str]
) -> None:
    (place / "planmodel.toml").write_text(settings, "utf-8")
    try:
        assert "error[PM002]" in planmodel(place, "check", "plan.yaml", status=2, environment=environment)
        assert "Hazard" not in planmodel(place, "schema", environment=environment)
        assert "HZ101" not in planmodel(place, "rules", environment=environment)
        assert planmodel(place, "plugins", environment=environment).count("  off\n") == 5
        planmodel(place, "check", "old.yaml", "--ignore", "HZ101", environment=environment)
    finally:
        (place / "planmodel.toml").unlink()


def test_no_package_takes_the_name_of_a_format_that_is_read_or_written() -> None:
    assert {*opening._READERS, *OWN, "xml"} == installed._SHIPPED_READERS
    assert {*format_names(installed=False)} == installed.SHIPPED_WRITERS
