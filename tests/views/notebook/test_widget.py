"""The widget: its state in Python, its fallback, and in a browser its clicks, keys, colours and hostile texts."""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.errors import MissingExtraError, ModelError, UnknownIdError
from planmodel.parts import Estimate
from planmodel.views.graphs.draw import View, draw

pytest.importorskip("anywidget", reason="the extra notebook is not installed")
pytest.importorskip("pygraphviz", reason="the extra report is not installed")

pytestmark = pytest.mark.outside

HOSTILE = "<img src=x onerror=alert(1)>\"'&</script>"


def plan(name: str = "Clean air") -> pm.Plan:
    return pm.Plan(
        id="p",
        title=name,
        elements=[
            pm.Principle(id="people", name=name),
            pm.Goal(id="whole", name=name),
            pm.Goal(id="air:1", name=name, part_of="whole", guided_by=["people"]),
            pm.Goal(id="soil", name=name),
            pm.Task(id="buses", name=name, description=name, contributes_to=["air:1"], depends_on=["survey"]),
            pm.Task(id="survey", name=name, contributes_to=["soil"]),
            pm.Project(id="depot", name=name, implements=["buses"]),
        ],
    )


def test_every_line_of_the_picture_says_which_boxes_it_joins() -> None:
    svg = draw(plan()).svg
    drawn = set(re.findall(r'<g id="node-([^"]+)"', svg))
    joined = re.findall(r'class="edge[^"]*"[^>]*><title>(\S+) → (\S+): ', svg)
    lines = re.findall(r'class="edge[^"]*" d="[^>]*marker-end', svg)  # those of the legend have no place first
    assert len(joined) == len(lines) == 5
    assert {id for both in joined for id in both} <= drawn


def test_selecting_in_python_is_state_that_can_be_observed() -> None:
    widget = plan().widget()
    heard: list[Any] = []
    widget.observe(lambda change: heard.append(change["new"]), "selected")
    assert widget.selected is None
    widget.selected = "buses"
    widget.selected = None
    assert heard == ["buses", None]


def test_what_is_not_in_the_picture_cannot_be_selected() -> None:
    widget = plan().widget()
    with pytest.raises(UnknownIdError, match=r"buzes[\s\S]*buses"):
        widget.selected = "buzes"
    assert widget.selected is None


def test_the_panel_is_told_each_element_that_is_drawn() -> None:
    widget = plan().widget()
    assert set(widget._told) == {"people", "whole", "air:1", "soil", "buses", "survey", "depot"}
    assert widget._told["buses"] == {
        "kind": "task",
        "name": "Clean air",
        "facts": [
            ("description", "Clean air"),
            ("evidence", "stated"),
            ("contributes to", "air:1"),
            ("depends on", "survey"),
        ],
    }
    assert set(plan().widget("network")._told) == {"buses", "survey", "depot"}
    assert set(plan().widget(focus="soil")._told) == {"soil", "survey"}


def test_a_notebook_without_widgets_gets_the_picture_and_text() -> None:
    bundle, _ = plan(HOSTILE).widget()._repr_mimebundle_()
    assert bundle["text/html"].startswith('<img src="data:image/svg+xml;base64,')
    assert bundle["text/plain"].startswith(f"<PlanWidget: {HOSTILE}: work for all of 3 goals")
    assert bundle["text/plain"].endswith(", 7 elements>")
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_the_flow_has_nothing_to_trace() -> None:
    with pytest.raises(ModelError, match="nothing to trace"):
        plan().widget("flow")


def test_without_anywidget_the_install_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "planmodel.views.notebook.widget", raising=False)
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(MissingExtraError, match=r"planmodel\[notebook\]"):
        plan().widget()


def test_the_files_of_the_widget_ask_nobody_and_make_no_markup_from_text() -> None:
    import planmodel.views.notebook.widget as module

    for name in ("widget.js", "widget.css"):
        text = (Path(module.__file__).parent / name).read_text(encoding="utf-8")
        for word in ("http", "innerHTML", "outerHTML", "insertAdjacent", "eval(", "import ", "@import", "url(h"):
            assert word not in text, f"{word} in {name}"


# --- in a browser ---

HOST = """<!doctype html><meta charset="utf-8"><title>Host</title><body style="background: %s"><div id="cell"></div>"""
START = """async ([source, css, state]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  const heard = {};
  globalThis.model = {
    state, saved: [],
    get: (key) => state[key],
    set: (key, value) => { state[key] = value; },
    save_changes: () => { globalThis.model.saved.push(state.selected); heard["change:selected"]?.(); },
    on: (name, call) => { heard[name] = call; },
    off: (name) => { delete heard[name]; },
    fromPython: (id) => { state.selected = id; heard["change:selected"]?.(); },
  };
  const { default: widget } = await import(`data:text/javascript;base64,${source}`);
  globalThis.stop = widget.render({ model: globalThis.model, el: document.querySelector("#cell") });
}"""


class Page:
    """A page that holds one widget, and everything that it complained about or asked for."""

    def __init__(
        self, browser: Any, shown: pm.Plan, background: str = "#fff", width: int = 1100, view: View = "structure"
    ) -> None:
        self.context = browser.new_context(offline=True, viewport={"width": width, "height": 800})
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._refuse)
        self.page.set_content(HOST % background)
        widget = shown.widget(view)
        state = json.loads(
            json.dumps({name: getattr(widget, name) for name in ("selected", "_svg", "_told", "_words")})
        )
        source = base64.b64encode(widget._esm.encode()).decode()
        self.page.evaluate(START, [source, widget._css, json.loads(json.dumps(state))])

    def _refuse(self, dialog: Any) -> None:
        self.complaints.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def node(self, id: str) -> Any:
        return self.page.locator(f'[data-id="{id}"]')

    def of(self, state: str) -> set[str]:
        """Return the ids of the boxes in a state: ``before``, ``after`` or ``chosen``."""
        found = self.page.evaluate(
            "name => [...document.querySelectorAll(`.node.${name}`)].map(n => n.dataset.id)", state
        )
        return set(found)

    @property
    def saved(self) -> list[str | None]:
        return list(self.page.evaluate("model.saved"))


@pytest.fixture
def page(browser: Any) -> Iterator[Page]:
    made = Page(browser, plan())
    yield made
    made.context.close()
    assert made.complaints == []


def test_a_click_traces_what_an_element_rests_on_and_serves(page: Page) -> None:
    page.node("buses").click()
    assert page.saved == ["buses"]
    assert (page.of("chosen"), page.of("before"), page.of("after")) == ({"buses"}, {"depot"}, {"air:1", "whole"})
    fade = "id => getComputedStyle(document.querySelector(`[data-id='${id}']`)).opacity"
    page.page.wait_for_timeout(300)
    assert float(page.page.evaluate(fade, "soil")) < 0.5
    assert float(page.page.evaluate(fade, "whole")) == 1
    panel = page.page.locator(".panel").inner_text()
    assert "task buses" in panel
    assert "Rests on (1)" in panel
    assert "Serves (2)" in panel
    items = page.page.locator(".panel li").all_inner_texts()
    assert any("implements" in item for item in items)
    assert any("contributes to" in item for item in items)


def test_every_pattern_and_marker_that_the_widget_uses_is_there(browser: Any) -> None:
    assumed = Estimate(likely="3 月", evidence="assumed")
    tasks = [pm.Task(id="a", name="A", duration=assumed), pm.Task(id="b", name="B", duration="1 月", depends_on=["a"])]
    made = Page(browser, pm.Plan(id="p", title="P", elements=tasks), view="network")
    missing = """[...document.querySelectorAll('svg *')].flatMap(one => [...one.attributes])
        .map(one => /^url\\(#(.*)\\)$/.exec(one.value)?.[1]).filter(id => id && !document.getElementById(id))"""
    used = "document.querySelectorAll('[fill^=\"url(#\"]').length"
    assert made.page.evaluate(missing) == []
    assert made.page.evaluate(used) == 1
    made.context.close()


def test_a_click_beside_the_boxes_or_escape_clears(page: Page) -> None:
    page.node("buses").click()
    page.page.keyboard.press("Escape")
    page.node("buses").click()
    page.page.locator(".background").click(position={"x": 2, "y": 2})
    assert page.saved == ["buses", None, "buses", None]
    assert page.of("chosen") == set()


def test_what_python_selects_is_shown(page: Page) -> None:
    page.page.evaluate("model.fromPython('soil')")
    assert page.of("chosen") == {"soil"}
    assert page.of("before") == {"survey"}
    page.page.evaluate("model.fromPython(null)")
    assert page.of("chosen") == set()


def test_keys_alone_walk_select_and_follow(page: Page) -> None:
    page.page.keyboard.press("Tab")
    first = page.page.evaluate("document.activeElement.dataset.id")
    page.page.keyboard.press("ArrowRight")
    second = page.page.evaluate("document.activeElement.dataset.id")
    assert (first, second) == ("people", "whole")
    page.page.keyboard.press("Enter")
    assert page.saved == ["whole"]
    page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.dataset.to") == "air:1"
    page.page.keyboard.press("Enter")
    assert page.saved == ["whole", "air:1"]


def test_a_plain_key_is_kept_from_the_notebook_and_a_command_is_not(page: Page) -> None:
    heard = "document.addEventListener('keydown', (one) => console.assert(false, one.key + one.target.hasAttribute("
    page.page.evaluate(heard + "'data-lm-suppress-shortcuts')), true)")
    page.node("buses").focus()
    page.page.keyboard.press("b")
    page.page.keyboard.press("Control+b")
    assert page.complaints == ["btrue", "Controlfalse", "bfalse"]
    page.complaints.clear()


def test_every_box_has_a_name_and_only_one_is_a_stop_of_the_tab_key(page: Page) -> None:
    boxes = page.page.locator("[data-id]")
    assert boxes.count() == 7
    assert page.page.locator('[data-id][tabindex="0"]').count() == 1
    assert page.page.locator('[data-id][role="button"][aria-label]').count() == 7


def test_it_takes_the_colours_of_a_dark_page(browser: Any) -> None:
    made = Page(browser, plan(), background="#111")
    assert made.page.locator(".planmodel-widget.dark").count() == 1
    colour = "getComputedStyle(document.querySelector('svg .background')).fill"
    assert made.page.evaluate(colour) == "rgb(27, 27, 27)"
    made.page.evaluate("document.body.style.background = '#fff'")
    made.page.wait_for_selector(".planmodel-widget:not(.dark)")
    made.context.close()
    assert made.complaints == []


def test_hostile_texts_stay_texts(browser: Any) -> None:
    made = Page(browser, plan(HOSTILE))
    made.node("buses").click()
    assert made.page.locator(".panel h3").inner_text() == HOSTILE
    assert made.page.locator("img, script").count() == 0
    made.context.close()
    assert made.complaints == []


def test_the_picture_fits_to_the_width_of_its_box(page: Page) -> None:
    page.page.get_by_role("button", name="Fit to width").click()
    assert page.page.evaluate("(one => one.scrollWidth <= one.clientWidth)(document.querySelector('.canvas'))")
    page.page.get_by_role("button", name="Full size").click()
    assert page.page.get_by_role("button", name="Fit to width").count() == 1


def test_a_view_that_is_taken_away_leaves_nothing(page: Page) -> None:
    page.page.evaluate("stop()")
    assert page.page.evaluate("document.querySelector('#cell').childElementCount") == 0
