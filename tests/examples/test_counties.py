"""The example of three levels: its figures, its files and its notebook."""

from __future__ import annotations

import json
import runpy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from reached import Reached

HERE = Path(__file__).parents[2] / "examples" / "counties"
DATA = Path(__file__).parents[3] / "shared" / "data" / "plans.json"
NAMES = {"nation": "cn-000000-eser-145", "chongqing": "cn-500000-esr-145", "qianjiang": "cn-500114-esr-145"}


def plan(name: str) -> pm.Plan:
    return pm.read_plan(HERE / f"{name}.yaml")


def test_the_chain_comes_out_as_published() -> None:
    found = pm.cascade(plan("qianjiang"), plan("chongqing"), plan("nation"))
    shares = {one.metric: f"{float(one.share):.2%}" for one in found.results if one.share is not None}
    assert shares == {"cod-cut": "0.57%", "nh3n-cut": "1.00%", "nox-cut": "1.79%", "voc-cut": "0.98%"}
    energy = [(one.child, one.outcome) for one in found.results if one.metric == "energy-intensity"]
    assert energy == [("qianjiang-esr-145", "stricter"), ("chongqing-esr-145", "stricter")]
    refused = {one.reason for one in found.results if one.outcome == "not_comparable"}
    assert refused == {"the child promises a quantity, the parent a share of its base"}
    assert found.only_parent == ("energy-total",)


@pytest.mark.reaches(listed=1)
@pytest.mark.parametrize("name", NAMES)
def test_each_file_is_clean_and_states_what_its_list_says_in_that_place(reached: Reached, name: str) -> None:
    read = plan(name)
    assert {finding.code for finding in read.check().findings} == {"PM402"}  # no baselines were read
    for indicator in read.indicators:
        [target] = indicator.targets
        if target.note is None or not reached("listed"):
            continue
        place = int(target.note[0])
        listed = pm.read_targets(str(target.as_published), name=indicator.label("zh"))
        said: Any = listed[place - 1].commitment
        assert target.commitment == said


@pytest.mark.reaches(figures=3)
@pytest.mark.parametrize("name", NAMES)
def test_the_figures_are_those_that_a_careful_reader_took_down(reached: Reached, name: str) -> None:
    if not DATA.exists():
        pytest.skip("the records of real plans are not beside this checkout")
    plans = {one["id"]: one for one in json.loads(DATA.read_text(encoding="utf-8"), parse_float=Decimal)}
    record = plans[NAMES[name]]
    read = plan(name)
    assert (read.number, str(read.issued)) == (record["doc_no"], record["issued_on"])
    assert len(read.indicators) == len(record["indicators"])
    for indicator, row in zip(read.indicators, record["indicators"], strict=True):
        [target] = indicator.targets
        assert target.as_published == row["as_published"]
        if reached("figures", row["target"] is not None):
            commitment: Any = target.commitment
            assert commitment.value == pm.Amount(Decimal(row["target"]["value"]), row["target"]["unit"])


MORE = sorted((HERE / "plans").glob("*.yaml"))


@pytest.mark.parametrize("path", MORE, ids=lambda path: path.stem)
def test_each_further_file_is_clean_and_cites_the_page_that_it_was_read_from(path: Path) -> None:
    read = pm.read_plan(path)
    assert read.check().ok
    assert read.id == path.stem
    assert read.documents["page"].url is not None
    for indicator in read.indicators:
        assert indicator.sources
        for target in indicator.targets:
            assert target.as_published
            assert target.year is not None


@pytest.mark.parametrize("path", MORE, ids=lambda path: path.stem)
def test_the_figures_of_each_further_file_are_those_of_the_records(path: Path) -> None:
    if not DATA.exists():
        pytest.skip("the records of real plans are not beside this checkout")
    plans = {one["id"]: one for one in json.loads(DATA.read_text(encoding="utf-8"), parse_float=Decimal)}
    record, read = plans[path.stem], pm.read_plan(path)
    assert (str(read.title), read.number) == (record["title"], record["doc_no"])
    assert read.documents["page"].url == record["source_url"]
    area = read.jurisdiction
    assert area is not None
    assert (str(area.name), area.code) == (record["jurisdiction"]["name"], record["jurisdiction"]["admin_code"])
    said = [(one.as_published, _number(one.commitment)) for indicator in read.indicators for one in indicator.targets]
    stood = [
        one.baseline.value for one in read.indicators if one.baseline is not None and one.baseline.value is not None
    ]
    measured = [one.value for indicator in read.indicators for one in indicator.observations]
    rows = record["indicators"]
    worded = [row for row in rows if row["kind"] in ("qualitative", "assigned_by_superior")]
    promised: list[tuple[str, pm.Amount | None]] = [
        (row["as_published"], one) for row in rows if (one := _recorded(row["target"])) is not None
    ]
    promised += [(row["as_published"], None) for row in worded if _recorded(row["target"]) is None]
    assert [one for one in promised if one not in said] == []
    assert {_recorded(row["baseline"]) for row in rows} - {*stood, None} == set()
    assert {_recorded(row["actual"]) for row in rows} - {*measured, None} == set()
    assert len(said) == sum(1 for row in record["indicators"] if row["target"] or row["kind"] == "qualitative")


def _number(commitment: Any) -> pm.Amount | None:
    parts = getattr(commitment, "parts", (commitment,))
    return next((part.value for part in parts if hasattr(part, "value")), None)


def test_the_notebook_runs_and_computes_its_conclusions(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(HERE / "compare.py"))
    printed = capsys.readouterr().out
    assert "cod-cut: 0.57% (49/8640), under chongqing-esr-145" in printed
    assert "7 stricter, 4 equal, 0 looser" in printed
    assert "7 of 7 ask for more than the nation" in printed
    assert "a quantity, the parent a share of its base" in printed


def _recorded(number: dict[str, Any] | None) -> pm.Amount | None:
    if number is None or number["value"] is None:
        return None
    return pm.Amount(Decimal(number["value"]), number["unit"])
