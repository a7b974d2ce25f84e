"""Whatever is given to the public face where something else is needed, the error says so in a sentence."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest

import planmodel as pm
import planmodel.parts
from every_result import made
from names_page import every_name
from planmodel.arguments import check_argument, kinds_checked
from planmodel.errors import ArgumentError
from planmodel.functions import total_cost
from planmodel.model.header import Jurisdiction
from planmodel.model.relations import Contribution
from planmodel.parts import VOCABULARY, Vocabulary
from planmodel.results import Collection, Comparison, PlanGraph, Progress, Report, Schedule, Simulation

TASK = pm.Task(id="t", name="x", duration="3 月", contributes_to=["g"])
INDICATOR = pm.Indicator(id="i", name="x", unit="%", metric="good-days-share")
PLAN = pm.Plan(id="p", title="Plan", elements=[pm.Goal(id="g", name="Clean air"), INDICATOR, TASK])
SCHEDULE = pm.schedule(PLAN, start="2021-01-01")
HELD: Mapping[type, Any] = {
    pm.Plan: PLAN,
    pm.PlanSet: pm.PlanSet([PLAN]),
    Schedule: SCHEDULE,
    Simulation: SCHEDULE.simulate(5),
    Progress: pm.progress(PLAN, as_of=2023),
    Comparison: pm.compare([PLAN]),
    Report: PLAN.check(),
    PlanGraph: PLAN.graph,
    Collection: PLAN.tasks,
    Vocabulary: VOCABULARY,
    pm.Calendar: pm.Calendar(),
    pm.Period: pm.Period(2021),
}
FITTING: Mapping[str, Any] = {
    **dict.fromkeys(("plan", "parent", "old", "new", "base", "ours", "theirs"), PLAN),
    "child": [PLAN],
    "plans": [PLAN],
    "indicator": INDICATOR,
    "id": "t",
    "source": "t",
    "target": "t",
    "relation": "depends_on",
    "as_of": 2023,
    "text": "≥90%",
    "name": "x",
    "metric": "pm25",
    "delays": {},
    "code": "PM302",
    "severity": "error",
    "percent": 50,
    "end": 3.0,
    "kind": "task",
    "cls": pm.Task,
    "other": pm.Period(2021),
    "link": 0,
    "wait": 3,
}
WRONG: tuple[Any, ...] = (None, True, float("nan"), float("inf"), -1, 3, "", "zz", [], {}, [1], ["a"], {"a": 1})
WRONG += ({"i": 3}, {"i": float("nan")}, object(), PLAN, SCHEDULE)
WRITES = {"explore", "report", "widget", "save", "to_yaml", "to_json", "to_tables", "to_parquet", "png", "pdf"}
WRITES |= {"html", "plot", "to_excel", "to_ical", "to_docx"}
INNER = {"node", "nodes", "ticks", "tick", "wait", "amounts", "link", "ordinal", "moment", "minutes", "beyond"}
"""What only the library itself gives: numbers of nodes, ticks and minutes."""
PYTHON = {"Collection.index", "Collection.count"}
"""What Python's own tuples do, and refuse as they do."""
MADE: Mapping[str, Any] = {type(one).__name__: one for one in made("水", 3).values()}


def asked() -> Iterator[tuple[str, Any]]:
    """Yield what asks of the public face: functions, what makes things of a class, and the methods of what there is."""
    held = {**MADE, **{kind.__name__: one for kind, one in HELD.items()}}
    for name, thing in every_name().items():
        if not inspect.isclass(thing):
            if callable(thing) and not name.startswith("write"):
                yield name, thing
            continue
        for member in dir(thing):
            function = inspect.getattr_static(thing, member)
            if member.startswith("_") or member in WRITES or f"{name}.{member}" in PYTHON:
                continue
            if isinstance(function, classmethod | staticmethod):
                yield f"{name}.{member}", getattr(thing, member)
            elif inspect.isfunction(function) and name in held:
                inner = INNER & set(inspect.signature(function).parameters)
                yield from [] if inner else [(f"{name}.{member}", getattr(held[name], member))]


def calls(function: Any) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Yield arguments of which one is of another kind than it should be."""
    every = inspect.signature(function).parameters
    for name, parameter in every.items():
        if parameter.kind is parameter.VAR_KEYWORD or name == "progress":
            continue
        for wrong in WRONG:
            args, named = [], {}
            for other, one in every.items():
                if other != name and (
                    one.default is not one.empty or one.kind in (one.VAR_KEYWORD, one.VAR_POSITIONAL)
                ):
                    continue
                value = wrong if other == name else FITTING.get(other, "x")
                if one.kind is one.KEYWORD_ONLY or (one.default is not one.empty):
                    named[other] = value
                else:
                    args.append(value)
            yield tuple(args), named


FUNCTIONS = dict(asked())


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@pytest.mark.filterwarnings("ignore")
def test_no_error_from_below_reaches_whoever_gives_the_wrong_thing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tried = 0
    for args, named in calls(FUNCTIONS[name]):
        tried += 1
        try:
            FUNCTIONS[name](*args, **named)
        except pm.PlanModelError as error:
            assert error.message  # noqa: PT017 (that the others do not come is what is asked)
    assert tried % len(WRONG) == 0


def test_what_asks_is_nearly_everything() -> None:
    functions = [thing for thing in every_name().values() if inspect.isfunction(thing)]
    asking = [thing for thing in functions if hasattr(thing, "__wrapped__")]
    assert len(asking) > 0.75 * len(functions)
    assert len(FUNCTIONS) > 250


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: SCHEDULE.delay("t"), r'delays must be mapping, found the text .t.[\s\S]*\{"id"'),  # type: ignore[arg-type]
        (lambda: pm.cascade(PLAN, "x"), r"parent must be Plan or None, found the text 'x'[\s\S]*read_plan"),  # type: ignore[arg-type]
        (lambda: pm.diff(PLAN, "x"), "new must be Plan, found the text 'x'"),  # type: ignore[arg-type]
        (lambda: pm.read_target(None), "text must be str, found None"),  # type: ignore[arg-type]
        (lambda: pm.progress(SCHEDULE, as_of=2023), r"plan must be Plan, found Schedule[\s\S]*\.plan"),  # type: ignore[arg-type]
        (lambda: SCHEDULE.compare(PLAN), r"other must be Schedule, found Plan[\s\S]*pm.schedule"),  # type: ignore[arg-type]
        (lambda: pm.compare(PLAN), r"plans must be several Plan, found Plan[\s\S]*\[plan\]"),  # type: ignore[arg-type]
        (lambda: pm.compare([PLAN, "q"]), "plans must be several Plan, found list"),  # type: ignore[list-item]
        (lambda: total_cost(PLAN, "t"), "ids must be several str or None, found the text 't'"),
        (lambda: pm.schedule(PLAN, start=2021, calendar="week"), r"calendar must be Calendar[\s\S]*Calendar\(\)"),  # type: ignore[arg-type]
        (lambda: PLAN.add("t2"), "elements must be Element, found the text 't2'"),  # type: ignore[arg-type]
        (lambda: PLAN.of("task"), "cls must be class"),  # type: ignore[arg-type]
    ],
)
def test_the_sentence_says_what_is_needed_what_was_given_and_what_to_do(ask: Any, words: str) -> None:
    with pytest.raises(ArgumentError, match=words) as caught:
        ask()
    assert isinstance(caught.value, TypeError)


@kinds_checked
def many_kinds(
    number: float,
    *more: int,
    words: Literal["a", "b"] = "a",
    several: Iterable[str] | None = None,
    pair: tuple[int, str] = (1, "a"),
    flag: bool = False,
    named: Mapping[str, int | None] | None = None,
    anything: Any = None,
) -> str:
    return f"{number}{more}{words}{several}{pair}{flag}{anything}{named}"


def test_what_fits_passes_through_untouched() -> None:
    once = iter(["a", "b"])
    assert many_kinds(2, 3, 4, words="b", several=once, anything=PLAN).startswith("2(3, 4)b")
    assert list(once) == ["a", "b"]
    assert many_kinds.__name__ == "many_kinds"
    assert inspect.signature(many_kinds).parameters["number"].annotation == "float"


@pytest.mark.parametrize(
    "call",
    [
        lambda: many_kinds("2"),  # type: ignore[arg-type]
        lambda: many_kinds(True, "x"),  # type: ignore[arg-type]
        lambda: many_kinds(2, "3"),  # type: ignore[arg-type]
        lambda: many_kinds(2, words=3),  # type: ignore[arg-type]
        lambda: many_kinds(2, several="ab"),
        lambda: many_kinds(2, several=["a", 3]),  # type: ignore[list-item]
        lambda: many_kinds(2, flag="yes"),  # type: ignore[arg-type]
        lambda: many_kinds(number=None),  # type: ignore[arg-type]
        lambda: many_kinds(2, named={"a": "b"}),  # type: ignore[dict-item]
        lambda: many_kinds(2, named={1: 2}),  # type: ignore[dict-item]
        lambda: check_argument("x", 3, str, bytes),
    ],
)
def test_what_does_not_fit_is_refused(call: Any) -> None:
    with pytest.raises(ArgumentError, match="must be"):
        call()


def test_a_call_that_lacks_arguments_says_which_and_one_with_too_many_how_to_name_them() -> None:
    with pytest.raises(ArgumentError, match="the argument 'number' is needed"):
        many_kinds()  # type: ignore[call-arg]


def test_an_iterator_of_the_wrong_things_is_refused_though_it_can_be_looked_at_once() -> None:
    for ask in (pm.compare, pm.PlanSet, pm.cascade):
        with pytest.raises(ArgumentError, match="must be Plan, found"):
            ask(one for one in ["q"])  # type: ignore[misc]
    assert len(pm.PlanSet(one for one in [PLAN])) == 1


PARTS = {
    cls.__name__: cls
    for module in (pm, planmodel.parts)
    for cls in vars(module).values()
    if inspect.isclass(cls) and attrs.has(cls) and cls not in (planmodel.parts.Element, Vocabulary)
}
FIELDS: Mapping[str, Any] = {
    "id": "x",
    "name": "n",
    "title": "t",
    "to": "g",
    "resource": "r",
    "document": "d",
    "value": "3 %",
    "year": 2025,
    "period": 2021,
    "kind": "task",
    "count": 2,
    "low": "1 月",
    "likely": "2 月",
    "high": "3 月",
    "type": "late",
    "unit": "%",
    "direction": "increase",
    "text": "2021",
    "duration": "3 月",
    "amount": "3 人",
}
ODD: tuple[Any, ...] = (
    *(None, "", "zz", -1, 3, 1.5, float("nan"), True, object(), b"x", int, 10**400, "1 吨", range(3), {3}),
    *(["a"], [1], [None], ("a", "b"), [["a"]], [("a", "b", "c")], {"a": 1}, {1: 2}, dt.date(2021, 1, 1), INDICATOR),
)


@pytest.mark.parametrize("name", sorted(PARTS))
def test_no_part_of_a_plan_lets_an_error_from_below_through(name: str) -> None:
    cls = PARTS[name]
    parameters = list(inspect.signature(cls).parameters.values())
    needed = {one.name: FIELDS.get(one.name, "x") for one in parameters if one.default is one.empty}
    refused = 0
    for field in parameters:
        for odd in ODD:
            try:
                cls(**{**needed, field.name: odd})
            except pm.PlanModelError as error:
                refused += 1
                assert error.message  # noqa: PT017 (that the others do not come is what is asked)
    assert refused or not parameters or name in TAKES_ALL


TAKES_ALL = {"Between", "Not"}
"""Criteria, which are checked against the field that they are asked of."""


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: pm.Calendar(hours=["a"]), r"hours of a Calendar cannot be \['a'\]"),  # type: ignore[list-item]
        (lambda: Contribution("g", strength=""), "strength must be a number between -1 and 1"),  # type: ignore[arg-type]
        (lambda: pm.Dependency("a", sources=3), "sources of a Dependency cannot be 3"),  # type: ignore[arg-type]
        (lambda: Jurisdiction(name="x", aliases=None), "aliases of a Jurisdiction cannot be None"),  # type: ignore[arg-type]
        (lambda: pm.Period(["2021"]), "expected a period, found"),  # type: ignore[arg-type]
        (lambda: pm.Plan(id="p", title="P", vocabulary=None), "plan 'p', vocabulary: cannot be None"),  # type: ignore[arg-type]
    ],
)
def test_a_part_names_the_field_that_it_refuses(make: Any, words: str) -> None:
    with pytest.raises(pm.PlanModelError, match=words):
        make()


def test_a_misspelt_argument_is_told_with_those_there_are() -> None:
    with pytest.raises(ArgumentError, match=r"no argument 'reference_plan'[\s\S]*did you mean reference"):
        pm.compare([PLAN], reference_plan="p")  # type: ignore[call-arg]
    with pytest.raises(ArgumentError, match=r"no argument 'metric'[\s\S]*plans, on, reference"):
        pm.compare([PLAN], metric="pm25")  # type: ignore[call-arg]


def call(function: Any, *args: Any, **named: Any) -> None:
    """Call a function with what a type checker would refuse."""
    function(*args, **named)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: call(pm.schedule, SCHEDULE), "plan：类型应为“Plan”，而不是“Schedule”\n  建议：其规划为 `.plan`"),
        (lambda: call(pm.compare, [1]), "plans：类型应为“序列（Plan）”，而不是“list”"),
        (
            lambda: call(pm.schedule, PLAN, calendar="x"),
            "calendar：类型应为“Calendar、None”，而不是“文字 'x'”\n  建议",
        ),
        (
            lambda: call(pm.progress, PLAN, as_of=2023, weights={1: 2}),
            "`weights` 中的键：类型应为“文字”，而不是“int 1”",
        ),
        (lambda: call(pm.schedule, pm.Plan), "plan：类型应为“Plan”，而不是“类 Plan”"),
        (lambda: call(pm.progress, PLAN, as_off=2023), "没有参数 'as_off'\n  建议：是否应为 as_of？"),
    ],
)
def test_what_an_argument_is_and_should_be_is_said_in_chinese(wrong: Any, said: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        wrong()
    assert caught.value.in_language("zh").startswith(said)
