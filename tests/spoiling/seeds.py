"""Good inputs, small, that the readers are tried with spoiled."""

from __future__ import annotations

import io
import json
import random
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import planmodel as pm
import strategies
from planmodel.parts import Mode, Use

__all__ = ["SEEDS"]

EXAMPLES = Path(__file__).parents[2] / "examples"
GOOD = Path(__file__).parent / "good"


def _file(name: str) -> str:
    """Return a good file as it is, with its line ends."""
    return (GOOD / name).read_bytes().decode()


def _lines(name: str) -> list[str]:
    return _file(name).splitlines()


def _html(table: str, head: str = "") -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td rowspan='1'>{cell}</td>" for cell in line.split(",")) + "</tr>"
        for line in table.split("\r\n")
    )
    return f"<!DOCTYPE html><html><head><title>某县规划</title></head><body>{head}<table>{rows}</table></body></html>"


def _markdown(table: str) -> str:
    lines = [f"| {line.replace(',', ' | ')} |" for line in table.split("\r\n") if line]
    return "\n".join([*lines[:1], "|---" * lines[0].count("| ") + "|", *lines[1:]])


@cache
def _sheet(name: str) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.create_sheet("指标", 0)
    for line in _file(name).split("\r\n"):
        sheet.append([float(cell) if re.fullmatch(r"\d+(\.\d+)?", cell) else cell for cell in line.split(",")])
    sheet.merge_cells("A1:F1")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _plan(chance: random.Random) -> pm.Plan:
    return strategies.make_plan(chance.randrange(40)).evolve(id="plan")


def _json(chance: random.Random) -> str:
    return _plan(chance).to_json()


def _yaml(chance: random.Random) -> str:
    lines = _examples()
    return chance.choice(lines) if chance.random() < 0.3 else _plan(chance).to_yaml()


@cache
def _examples() -> list[str]:
    """Return the smallest plans of the example of counties, whole."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((EXAMPLES / "counties/plans").glob("*.yaml"))]
    return sorted(texts, key=len)[:4]


def _overlay(chance: random.Random) -> str:
    plan = _plan(chance)
    above: dict[str, object] = {"planmodel": 1, "overlay": "plan"}
    for kind in ("tasks", "goals", "indicators"):
        entries = json.loads(plan.to_json()).get(kind, [])
        above[kind] = [
            {**one, "add": True, "id": f"{one['id']}-b"} if chance.random() < 0.3 else one for one in entries
        ]
    return json.dumps({"plan.json": plan.to_json(), "overlay.json": json.dumps(above)})


def _tables(chance: random.Random) -> str:
    with tempfile.TemporaryDirectory() as folder:
        _plan(chance).to_tables(folder)
        found = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        return json.dumps({path.name: path.read_bytes().decode("utf-8-sig") for path in found})


def _two_plans(chance: random.Random) -> str:
    old, new = (
        chance.choice([(1, 1), (1, 2)]) if chance.random() < 0.5 else (chance.randrange(40), chance.randrange(40))
    )
    texts = [strategies.make_plan(seed).evolve(id=f"p{number}").to_json() for number, seed in enumerate((old, new))]
    if chance.random() < 0.3:
        texts = chance.sample(_succession(), 2)
    return json.dumps({"old.json": texts[0], "new.json": texts[1]})


@cache
def _succession() -> list[str]:
    return [pm.read_plan(path).to_json() for path in sorted((EXAMPLES / "succession").glob("*.yaml"))]


@cache
def _benchmark(suffix: str) -> str:
    from planmodel.functions import write_psplib

    uses = [Use("r-1", amount="2")]
    both = [Mode(name="1", duration="2 天"), Mode(name="2", duration="5 天")]
    made = {"modes": both} if suffix == ".mm" else {"duration": "3 天"}
    ends = [pm.Task(id="b", name="b", uses=uses if suffix != ".mm" else [], depends_on=["a"], **made)]
    crew = pm.Resource(id="r-1", name="resource 1", capacity="4")
    plan = pm.Plan(id="p", title="x", elements=[crew, pm.Task(id="a", name="a", duration="3 天", uses=uses), *ends])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"p{suffix}"
        write_psplib(plan, path)
        return path.read_text(encoding="utf-8")


@cache
def _document(format: str) -> bytes:
    from documents import county_plan

    made = {"word": county_plan.as_word, "pdf": county_plan.as_pdf, "web": county_plan.as_web_page}[format]
    data = made()
    return data if isinstance(data, bytes) else str(data).encode()


@cache
def _derived() -> str:
    plan = pm.read_plan(EXAMPLES / "succession/jia-135.yaml")
    made = pm.progress(plan, as_of="2020-12-31").derivations()
    return json.dumps({"result.json": made.to_json(), "plan.json": plan.to_json()})


def _settled(text: str | bytes) -> Callable[[random.Random], str | bytes]:
    return lambda chance: text


def _one_of(*texts: str) -> Callable[[random.Random], str | bytes]:
    return lambda chance: chance.choice(texts)


@cache
def _published() -> list[str]:
    """Return every published text of a target in the examples."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.rglob("*.yaml"))]
    return sorted({one.strip() for text in texts for one in re.findall(r"as_published: ([^,}\n]+)", text)})


@cache
def _quoted() -> list[str]:
    source = (EXAMPLES / "lianzhou/source.md").read_text(encoding="utf-8")
    return [one for one in re.findall(r"[^。\n]+。", source) if re.search(r"\d", one)]


SEEDS: dict[str, Callable[[random.Random], str | bytes]] = {
    "json": _json,
    "yaml": _yaml,
    "overlay": _overlay,
    "tables": _tables,
    "two-plans": _two_plans,
    "derivations": lambda chance: _derived(),
    "mspdi": _settled(_file("road.xml")),
    "gan": _settled(_file("house.gan")),
    "xer": _settled(_file("road.xer")),
    "stratml": _settled(_file("plan.stratml.xml")),
    "iati": _settled(_file("activities.iati.xml")),
    "archimate": _settled(_file("model.archimate.xml")),
    "archimate-old": _settled(_file("old.archimate.xml")),
    "archi": _settled(_file("archi.archimate")),
    "plans-england": _settled(_file("plan.csv")),
    "timetable-england": _settled(_file("plan-timetable.csv")),
    "housing-england": _settled(_file("housing.csv")),
    "documents-england": _settled(_file("development-plan-document.csv")),
    "stages-england": _settled(_file("development-plan-timetable.csv")),
    "iati-old": _settled(_file("old.iati.xml")),
    "sm": lambda chance: _benchmark(".sm"),
    "mm": lambda chance: _benchmark(".mm"),
    "rcp": lambda chance: _benchmark(".rcp"),
    "sch": lambda chance: _benchmark(".sch"),
    "indicators-csv": _settled(_file("indicators.csv")),
    "indicators-md": _settled(_markdown(_file("indicators.csv"))),
    "indicators-html": _settled(_html(_file("indicators.csv"))),
    "indicators-xlsx": lambda chance: _sheet("indicators.csv"),
    "projects": _settled(_file("projects.csv")),
    "tasks": _settled(_file("tasks.csv")),
    "word": lambda chance: _document("word"),
    "pdf": lambda chance: _document("pdf"),
    "web": lambda chance: _document("web"),
    "markdown": _one_of(_file("county.md"), _file("climate.md")),
    "text": _one_of(*(re.sub("[#|*>`]", "", _file(f"{one}.md")) for one in ("county", "climate"))),
    "phrases": lambda chance: chance.choice([*_lines("phrases.txt"), *_published()]),
    "sentences": lambda chance: "".join(chance.choices([*_lines("sentences.txt"), *_quoted()], k=chance.randint(1, 3))),
    "settings": _settled(_file("planmodel.toml")),
    "mapping": _settled("i-old: i-new\ni-split: [i-one, i-two]\ni-gone: null\n"),
    "scale": lambda chance: (
        Path(pm.__file__).parent / "evaluating/scales/midterm-145.json"
    ).read_text(encoding="utf-8"),
    "amounts": _one_of(*_lines("amounts.txt")),
    "calendars": _one_of(
        '{"weekdays": ["1-5 08:00-12:00 13:00-17:00", "6 00:00-24:00"], "dates": ["2025-10-01/2025-10-07 off"]}',
        '{"weekdays": ["7 22:00-23:59"], "dates": ["9999-12-31 off", "2025-10-11 08:00-12:00"]}',
    ),
    "periods": _one_of("2021/2025", "2025-06-30T13:05", "2021-01/2025-12", "9999", "0001-02/9999"),
}  # fmt: skip
