"""What rich prints of results and records: a screen, not everything that hangs on them."""

from __future__ import annotations

import io
from typing import Any

import pytest

import planmodel as pm
from every_result import made
from planmodel.tabular import Result

console = pytest.importorskip("rich.console", reason="needs rich")

RESULTS = {name: value for name, value in made("水[bold]环境", 3).items() if isinstance(value, Result)}


def printed(value: Any) -> str:
    out = io.StringIO()
    console.Console(file=out, width=10_000).print(value)
    return out.getvalue().rstrip("\n")


@pytest.mark.parametrize("name", RESULTS)
def test_rich_prints_what_a_notebook_shows_as_text_and_takes_nothing_for_markup(name: str) -> None:
    shown = [line.rstrip() for line in RESULTS[name]._repr_mimebundle_()["text/plain"].splitlines()]
    assert [line.rstrip() for line in printed(RESULTS[name]).splitlines()] == shown


def test_within_other_things_a_result_is_what_it_is_called_and_how_many_rows_it_has() -> None:
    plan = pm.Plan(id="p", title="P", elements=[pm.Goal(id="g", name="G")])
    assert printed([plan, plan.goals]) == "[Plan(id='p', rows=1), Collection(rows=1)]"


def test_of_a_record_the_fields_that_say_something() -> None:
    assert printed(pm.Goal(id="g", name="Clean air")) == "Goal(id='g', name='Clean air')"
    assert printed(pm.Target(year=2025, as_published="≤22")).startswith("Target(year=2025, commitment=Level(")
