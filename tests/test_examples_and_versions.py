"""The worked examples come with the library, and the versions tell what stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import planmodel as pm

ROOT = Path(__file__).parents[1]


def test_lianzhou_is_the_plan_of_its_file() -> None:
    assert pm.examples.lianzhou() == pm.read_plan(ROOT / "examples/lianzhou/plan.yaml")


def test_the_scenario_is_laid_over_only_when_asked_for() -> None:
    plan, scenario = pm.examples.lianzhou(), pm.examples.lianzhou(scenario=True)
    assert plan.tasks["t-funding"].duration is None
    assert scenario.tasks["t-funding"].duration is not None


def test_the_counties_are_the_plans_of_their_folder() -> None:
    assert list(pm.examples.counties()) == list(pm.PlanSet.read(ROOT / "examples/counties"))


def test_plans_in_time_are_those_of_their_folder_and_the_invented_ones_say_so() -> None:
    plans = pm.examples.succession()
    assert list(plans) == list(pm.PlanSet.read(ROOT / "examples/succession/*.yaml"))
    for id in ("jia-135", "jia-145", "yi-145"):
        assert "虚构" in str(plans[id].title)
        assert {element.evidence for element in plans[id].elements} == {"assumed"}


def test_an_example_that_is_not_there_is_an_error_with_the_names_that_are() -> None:
    with pytest.raises(pm.PlanModelError, match="counties, lianzhou, succession"):
        pm.examples.folder("lianzou")


def test_versions_name_what_is_installed_and_what_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    import planmodel.versions as home

    monkeypatch.setattr(home, "_extras", lambda: {"no-such-package"})
    versions = home.show_versions()
    assert dict(versions.packages)["no-such-package"] is None
    assert dict(versions.packages)["planmodel"] == pm.__version__
    assert "not installed" in str(versions)
    assert str(versions) == repr(versions)
    assert {"name": "no-such-package", "version": None, "adds": None} in versions.to_records()


def test_what_is_older_than_planmodel_works_with_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import planmodel.versions as home

    wanted = ["pint>=0.25.1", "attrs>=24.2", "cattrs>=1", "ibis-framework[duckdb]>=11.0; extra == 'corpus'"]
    wanted += ["planmodel[cli]; extra == 'all'", "pandas>=2.2.2; extra == 'frames'", "pytest>=99; extra == 'dev'"]
    installed = {"pint": "0.25", "attrs": "24.2.0", "cattrs": "1.0rc1", "ibis-framework": "10.8.0", "pytest": "9.0"}
    monkeypatch.setattr("importlib.metadata.requires", lambda name: wanted)
    monkeypatch.setattr(home, "_version", installed.get)
    assert home.outdated() == (
        "ibis-framework 10.8.0 is installed, planmodel needs 11.0 or newer",
        "pint 0.25 is installed, planmodel needs 0.25.1 or newer",
    )


def test_the_citation_file_names_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == pm.__version__
    assert citation["license"] == "MIT"
