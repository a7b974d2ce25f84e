"""Plans in memory and the same plans in a corpus give the same answers: every row, value, unit, note and code."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

import planmodel as pm
from planmodel.errors import ArgumentError
from planmodel.parts import DeclaredCount, MultilingualText
from planmodel.results import Corpus
from planmodel.units import OwnUnits

pytest.importorskip("pyarrow", reason="needs pyarrow")
pytest.importorskip("ibis", reason="needs ibis")

METRICS = ("pm25", "cod-total", "forest-stock", "good-days-share", "energy-intensity", "own-area", "own-index")
UNITS: Mapping[str, tuple[str, ...]] = {
    "pm25": ("微克/立方米", "毫克/立方米", "天"),
    "cod-total": ("吨", "万吨", "千克", "%"),
    "forest-stock": ("万立方米", "立方米", "亿立方米"),
    "good-days-share": ("%", "‰", "天"),
    "energy-intensity": ("吨标准煤/万元", "%"),
    "own-area": ("万亩", "亩", "公顷", "平方公里", "%"),
    "own-index": ("℃", "℃", "", "%", "个"),
}
COMPARATORS = (None, None, None, "at_least", "at_most", "more_than", "less_than", "about")
WORDS = ("持续改善", "完成省下达任务", "达到全国平均水平", "达到Ⅲ类", "不知所云")


def commitment(random: Random, unit: str) -> Any:
    """Return a promise: mostly a level, else a change, a range, words, or several at once."""
    value = pm.Amount(random.choice(("0", "0.1", "0.3", "7", "24.1", "90000", "12.345")), unit)
    how: Any = random.choice(COMPARATORS)
    kind = random.choice(("level",) * 6 + ("range", "change", "change", "share", "share", "yearly", "words", "several"))
    if kind == "range":
        return pm.Level(value=value, high=pm.Amount("100000", unit), comparator="between")
    if kind in ("change", "share", "yearly"):
        return pm.Change(
            direction=random.choice(("increase", "decrease")),
            value=pm.Amount(random.choice(("5", "14.5", "120")), "%") if kind == "share" else value,
            relative=kind == "share",
            comparator=how,
            since=random.choice((None, None, 2020)) if kind != "yearly" else None,
            per="year" if kind == "yearly" else "total",
        )
    if kind == "words":
        return pm.read_target(random.choice(WORDS)).commitment
    level = pm.Level(value=value, comparator=how)
    return pm.Compound(parts=[pm.Qualitative(trend="improve"), level]) if kind == "several" else level


def target(random: Random, unit: str) -> pm.Target:
    return pm.Target(
        year=random.choice((2025, 2025, 2025, 2025, 2030, None)),
        commitment=commitment(random, unit),
        stretch=commitment(random, unit) if random.random() < 0.2 else None,
        scope=random.choice((None,) * 10 + SCOPES),
        as_published=random.choice((None, "如文")),
    )


def made(random: Random, id: str) -> pm.Plan:
    elements: list[Any] = []
    for metric in METRICS:
        if random.random() < (0.8 if metric.startswith("own") else 0.2):
            defined: dict[str, Any] = {
                "quantity": random.choice((None, None, None, "stock")),
                "statistic": random.choice((None, "mean", "per90")),
                "version": random.choice((None, "2012", "2018")),
                "better": random.choice((None, "higher", "lower")),
                "unit": random.choice((None, *UNITS[metric])) or None,
            }
            elements.append(pm.Metric(id=metric, name=f"{metric} of {id}", **defined))
        for number in range(random.choice((0, 1, 1, 1, 1, 2))):
            unit = random.choice(UNITS[metric])
            stood = pm.Baseline(
                year=random.choice((None, 2015, 2020)), value=pm.Amount("30", random.choice(UNITS[metric]))
            )
            elements.append(
                pm.Indicator(
                    id=f"i-{metric}-{number}",
                    name=metric,
                    metric=metric,
                    better=random.choice((None, None, None, "higher", "lower")),
                    obligation=random.choice((None, "binding", "expected")),
                    baseline=random.choice((None, stood, stood)),
                    targets=[target(random, unit) for _ in range(random.choice((0, 1, 1, 1, 1, 1, 2)))],
                )
            )
    for kind in (pm.Goal, pm.Task, pm.Project):
        elements += [kind(id=f"{kind.kind}-{n}", name="x") for n in range(random.randrange(3))]
    counted = Random(id)  # of its own, so that what is counted changes nothing in what is compared
    elements += announced(counted)
    return pm.Plan(
        id=id,
        title=id,
        elements=elements,
        period=random.choice((None, "2021/2025", "2021/2025", "2021/2025")),
        base_year=random.choice((None, 2020)),
        declares=[DeclaredCount(kind=kind, count=counted.choice((0, 3))) for kind in counted.choices(KINDS, k=3)],
    )


SCOPES: tuple[Any, ...] = (
    *("城区(全)", "城区（全）", "山 区"),
    *(MultilingualText(names) for names in ({"zh": "山区", "en": "hills"}, {"en": "hills"})),
)
KINDS = ("section", "goal", "resource")


def announced(random: Random) -> list[Any]:
    """Return themes and who has them, and wholes that say how many parts they have: more, fewer or none."""
    themes = [pm.Theme(id=f"theme-{n}", name="x") for n in range(2)]
    says: tuple[int | None, ...] = (None, 0, 2, 6)
    wholes = [
        pm.Project(
            id=f"whole-{n}",
            name="x",
            declared_count=random.choice(says),
            themes=random.sample(["theme-0", "theme-1"], n),
        )
        for n in range(3)
    ]
    parts = [
        pm.Project(id=f"{whole.id}-{n}", name="x", part_of=whole.id)
        for whole in wholes
        for n in range(random.randrange(4))
    ]
    return [*themes, *wholes, *parts]


@attrs.frozen
class Both:
    plans: pm.PlanSet
    corpus: Corpus


SEEDS = range(2)
PLANS = 48


@pytest.fixture(scope="module", params=SEEDS)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    random = Random(request.param)
    plans = pm.PlanSet([made(random, f"p{number}") for number in range(PLANS)] + [pm.Plan(id="empty", title="none")])
    folder: Path = tmp_path_factory.mktemp("both") / "corpus"
    plans.to_parquet(folder)
    return Both(plans, pm.open_corpus(folder))


def rows_of(expression: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = expression.to_pyarrow().to_pylist()
    return found


OF_THE_PLAN = {"plan_title", "place", "place_code"}
"""What rows in memory say of their plan beside its id; in a corpus that stands in the table of plans."""


def hold(mine: Mapping[str, Any], theirs: Mapping[str, Any], context: object) -> None:
    """Hold two rows against each other: numbers within 1e-12, everything else the same."""
    mine = {name: value for name, value in mine.items() if name not in OF_THE_PLAN}
    assert set(mine) <= set(theirs), context
    for name, value in mine.items():
        other = theirs[name]
        if isinstance(value, float) and isinstance(other, float):
            assert math.isclose(value, other, rel_tol=1e-12, abs_tol=0), (name, mine, theirs, context)
        else:
            assert value == other, (name, mine, theirs, context)


@pytest.mark.parametrize("reference", [None, "p0", "p1", "empty"])
@pytest.mark.parametrize(
    "unit", [None, "公顷", {"pm25": "毫克/立方米", "cod-total": "万吨"}], ids=["own", "one", "some"]
)
def test_every_row_of_a_comparison_is_the_same(both: Both, reference: str | None, unit: Any) -> None:
    found = pm.compare(both.plans, reference=reference, unit=unit)
    mine = {(row.metric, row.plan): {**row._asdict(), "difference_unit": row.difference_unit} for row in found.rows}
    asked = rows_of(both.corpus.compare(reference=reference, unit=unit))
    theirs = {(row["metric"], row["plan"]): row for row in asked}
    assert len(asked) == len(theirs)
    assert set(mine) == set(theirs)
    for key, row in mine.items():
        hold({**row, "name": found.names[key[0]]}, theirs[key], key)


def test_without_those_that_do_not_speak_the_rest_is_the_same(both: Both) -> None:
    mine = {(one.metric, one.plan): one._asdict() for one in pm.compare(both.plans, reference="p0").rows if one.stated}
    asked = rows_of(both.corpus.compare(reference="p0", missing=False))
    theirs = {(row["metric"], row["plan"]): row for row in asked}
    assert set(mine) == set(theirs)
    for key, row in mine.items():
        hold(row, theirs[key], key)


@pytest.mark.parametrize("metric", METRICS)
def test_every_row_of_an_ambition_is_the_same(both: Both, metric: str) -> None:
    mine = {row["plan"]: row for row in both.plans.ambition(metric).to_records()}
    theirs = {row["plan"]: row for row in rows_of(both.corpus.ambition(metric))}
    assert set(mine) == set(theirs)
    for plan, row in mine.items():
        hold(row, theirs[plan], metric)


def test_every_count_is_the_same(both: Both) -> None:
    for counts, expression in (
        (both.plans.specificity(), both.corpus.specificity()),
        (both.plans.shape(), both.corpus.shape()),
    ):
        theirs = {row["plan"]: row for row in rows_of(expression)}
        assert len(theirs) == len(counts)
        for row in counts.records:
            hold(row, theirs[row["plan"]], counts.title)
    shape = both.plans.shape()
    for name in ("section_declared", "parts_declared", "parts_listed", "share_binding"):
        assert len({record[name] for record in shape.records}) > 2, name
    columns: tuple[Any, ...] = ("metric", "theme", "kind")
    for column in columns:
        counted = {(row["plan"], row[column]): row["count"] for row in rows_of(both.corpus.coverage(column))}
        assert counted == dict(both.plans.coverage("plan", column).counts)


def test_counts_of_one_kind_that_are_declared_apart_add_up(tmp_path: Path) -> None:
    said = [DeclaredCount(kind="task", count=count) for count in (3, 4)]
    plans = pm.PlanSet([pm.Plan(id="a", title="A", declares=said), pm.Plan(id="b", title="B")])
    plans.to_parquet(tmp_path / "corpus")
    asked = pm.open_corpus(tmp_path / "corpus").shape()
    assert {row["plan"]: row["task_declared"] for row in plans.shape().records} == {"a": 7, "b": None}
    assert {row["plan"]: row["task_declared"] for row in rows_of(asked)} == {"a": 7, "b": None}


def test_the_matrix_of_targets_holds_the_values_of_the_comparison(both: Both) -> None:
    mine = {
        (row.metric, row.plan): (row.form, row.unit, row.value)
        for row in pm.compare(both.plans).rows
        if row.value is not None
    }
    every = rows_of(both.corpus.matrix())
    reasons = {(row.metric, row.plan): row.reason for row in pm.compare(both.plans).rows if row.stated}
    assert {(row["metric"], row["plan"]): row["reason"] for row in every} == reasons
    cells = [row for row in every if row["value"] is not None]
    theirs = {(row["metric"], row["plan"]): (row["form"], row["unit"], row["value"]) for row in cells}
    assert len(cells) == len(theirs)
    assert {key: cell[:2] for key, cell in mine.items()} == {key: cell[:2] for key, cell in theirs.items()}
    for key, cell in mine.items():
        assert math.isclose(cell[2], theirs[key][2], rel_tol=1e-12), key


def test_the_plans_meet_every_reason_and_remark() -> None:
    """What holds two engines against each other must meet every rule, or it holds nothing."""
    met: set[str | None] = set()
    notes = ""
    for seed in SEEDS:
        random = Random(seed)
        plans = [made(random, f"p{number}") for number in range(PLANS)]
        for reference in (plan.id for plan in plans[:24]):
            rows = pm.compare(plans, reference=reference).rows
            met |= {row.reason for row in rows}
            notes += " ".join(row.note or "" for row in rows)
    assert met == {
        *(None, "not_stated", "no_target", "several_targets", "unnumbered", "other_dimension"),
        *("reference_silent", "reference_unnumbered", "other_form", "base_unnamed", "other_year", "year_unnamed"),
        *("other_scope", "range", "opposed", "other_quantity", "other_statistic", "other_version", "other_better"),
    }
    for words in ("grows with the area", "the reference is zero", "a share of a level in ℃", "approximate", "also "):
        assert words in notes, words


def test_a_part_is_one_in_every_spelling_for_plans_in_memory_a_corpus_and_a_cascade(tmp_path: Path) -> None:
    def plan(number: int, scope: Any) -> pm.Plan:
        promised = pm.Target(year=2025, scope=scope, commitment=pm.Level(value="10 %", comparator="at_least"))
        shares = pm.Indicator(id="i", name="x", metric="good-days-share", targets=[promised])
        return pm.Plan(id=f"p{number}", title="x", elements=[shares])

    plans = pm.PlanSet([plan(number, scope) for number, scope in enumerate((*SCOPES, None))])
    plans.to_parquet(tmp_path / "corpus")
    corpus = pm.open_corpus(tmp_path / "corpus")
    same = [{0, 1}, {0, 1}, {2, 3}, {2, 3}, {4}, {5}]
    for number, alike in enumerate(same):
        mine = pm.compare(plans, reference=f"p{number}").rows
        asked = {row["plan"]: row for row in rows_of(corpus.compare(reference=f"p{number}"))}
        for other, row in enumerate(mine):
            assert row.reason == asked[f"p{other}"]["reason"] == (None if other in alike else "other_scope")
            assert row.note == asked[f"p{other}"]["note"]
        others = [other for other in range(len(same)) if other != number]
        held = {other: pm.cascade(plans[f"p{other}"], plans[f"p{number}"]).results[0].reason for other in others}
        apart = {other for other, reason in held.items() if reason == "the two are of different scopes"}
        assert apart == set(others) - alike


def test_opposite_better_and_unlike_units_are_told_alike(tmp_path: Path) -> None:
    def plan(id: str, better: Any, value: str) -> pm.Plan:
        metric = pm.Metric(id="own", name="自定", better=better)
        promised = pm.Target(year=2025, commitment=pm.Level(value=value))
        return pm.Plan(
            id=id, title=id, elements=[metric, pm.Indicator(id="i", name="x", metric="own", targets=[promised])]
        )

    plans = pm.PlanSet(
        [plan("a", "higher", "10 万亩"), plan("b", "lower", "200000 亩"), plan("c", "higher", "200000 亩")]
    )
    plans.to_parquet(tmp_path / "corpus")
    asked = {row["plan"]: row for row in rows_of(pm.open_corpus(tmp_path / "corpus").compare(reference="a"))}
    for found in (asked, {row.plan: row._asdict() for row in pm.compare(plans, reference="a").rows}):
        assert [(found[id]["value"], found[id]["unit"], found[id]["difference"]) for id in "abc"] == [
            (10.0, "万亩", 0.0),
            (20.0, "万亩", None),
            (20.0, "万亩", 10.0),
        ]
        assert found["b"]["reason"] == "other_better"
        assert found["b"]["note"] == "definitions differ: better lower, the reference's higher"


def test_there_is_no_share_of_a_negative_reference(tmp_path: Path) -> None:
    def plan(id: str, value: int) -> pm.Plan:
        promised = pm.Target(year=2025, commitment=pm.Level(value=f"{value} %"))
        indicator = pm.Indicator(id="i", name="x", metric="gdp-growth", targets=[promised])
        return pm.Plan(id=id, title="x", elements=[indicator])

    plans = pm.PlanSet([plan("a", -2), plan("b", -3), plan("c", 2), plan("d", -2)])
    plans.to_parquet(tmp_path / "corpus")
    asked = {row["plan"]: row for row in rows_of(pm.open_corpus(tmp_path / "corpus").compare(reference="a"))}
    for row in pm.compare(plans, reference="a").rows:
        assert row.difference == asked[row.plan]["difference"]
        assert row.relative is asked[row.plan]["relative"] is None
        assert row.note == asked[row.plan]["note"]
        assert ("no share of a negative reference" in (row.note or "")) == (row.plan in "bc")
    assert pm.cascade(plans["b"], plans["a"]).results[0].share is None


NEAR = (
    *("1000000 吨", "1000000.1 吨", "999999.9 吨", "1000000100 千克", "100.00001 万吨", "9.99 吨"),
    *("9.99000000000001 吨", "123456789.123 吨", "123456789.124 吨", "0.0000001 吨", "0.00000010001 吨"),
    *("0.1 吨", "0 吨", "100000000000001 吨", "100000000000000 吨", "1e250 吨", "1e-250 吨"),
)
"""Values of which many are nearly equal, so that the difference of two floats keeps few of their digits."""


def test_the_difference_of_what_is_nearly_equal_is_that_of_the_published_digits(tmp_path: Path) -> None:
    def plan(id: str, value: str) -> pm.Plan:
        promised = pm.Target(year=2025, commitment=pm.Level(value=value))
        indicator = pm.Indicator(id="i", name="x", metric="own", targets=[promised])
        return pm.Plan(id=id, title="x", elements=[pm.Metric(id="own", name="own", unit="吨"), indicator])

    plans = pm.PlanSet([plan(f"p{number:02}", value) for number, value in enumerate(NEAR)])
    plans.to_parquet(tmp_path / "corpus")
    corpus = pm.open_corpus(tmp_path / "corpus")
    for reference in ("p00", "p02", "p05", "p07", "p09", "p13"):
        asked = {row["plan"]: row for row in rows_of(corpus.compare(reference=reference))}
        for row in pm.compare(plans, reference=reference).rows:
            for mine, theirs in ((row.difference, "difference"), (row.relative, "relative")):
                found = asked[row.plan][theirs]
                held = mine is found if mine is None else math.isclose(mine, found, rel_tol=1e-12, abs_tol=0)
                assert held, (reference, row, found)
    nearly = [
        row["difference"] for row in sorted(rows_of(corpus.compare(reference="p00")), key=lambda row: row["plan"])
    ]
    assert nearly[1:5] == [0.1, -0.1, 0.1, 0.1]


AREAS = ("亩", "万亩", "亿亩", "公顷", "万公顷", "平方公里", "平方米")


def endless(random: Random) -> pm.PlanSet:
    """Return plans of areas that differ little or much, in units whose ratios have no last digit."""
    base = random.choice(("1", "15", "0.03", "999999", "123456.789", "7000000000"))

    def area() -> pm.Amount:
        more = random.choice((0, 1, -1, random.random(), random.random() * 1e-6))
        number = Fraction(base) + Fraction(repr(round(more, random.choice((1, 2, 6, 12)))))
        exact = pm.Amount(number, "亩").to(random.choice(AREAS))
        return exact if random.random() < 0.5 else pm.Amount(str(exact))  # what is calculated, and what a file holds

    made = []
    for number in range(20):
        high = random.choice((None, None, None, pm.Amount("1e12 公顷")))
        level = pm.Level(value=area(), high=high, comparator=None if high is None else "between")
        goal = pm.Target(year=2025, commitment=level, stretch=pm.Level(value=area()))
        own = pm.Metric(id="own", name="own", unit=random.choice((None, None, "公顷", "亩", "平方公里")))
        stood = pm.Baseline(year=2020, value=area())
        indicator = pm.Indicator(id="i", name="x", metric="own", baseline=stood, targets=[goal], better="higher")
        made.append(pm.Plan(id=f"p{number:02}", title="x", elements=[own, indicator]))
    return pm.PlanSet(made)


@pytest.mark.parametrize("seed", range(3))
def test_numbers_whose_conversion_never_ends_are_the_same(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    plans = endless(random)
    plans.to_parquet(tmp_path / "corpus")
    corpus = pm.open_corpus(tmp_path / "corpus")
    for reference, unit in (("p00", None), ("p01", "公顷"), ("p02", "万亩"), (None, "亩")):
        asked = {row["plan"]: row for row in rows_of(corpus.compare(reference=reference, unit=unit))}
        found = pm.compare(plans, reference=reference, unit=unit).rows
        assert len(found) == len(asked) == len(plans)
        for row in found:
            hold(row._asdict(), asked[row.plan], (seed, reference, unit))
    changes = {row["plan"]: row for row in rows_of(corpus.ambition("own"))}
    for record in plans.ambition("own").to_records():
        hold(record, changes[str(record["plan"])], seed)


HUGE = "12345678901234567.89"


def huge(id: str, value: str, **fields: Any) -> pm.Plan:
    """Return a plan whose numbers may have more digits than a float holds."""
    goal = pm.Target(year=2025, commitment=pm.Level(value=f"{value} 元"), **fields)
    stood = pm.Baseline(year=2020, value=f"{HUGE} 元")
    seen = pm.Observation(period="2021", value=f"{HUGE} 元")
    own = pm.Indicator(
        id="i", name="x", metric="own-money", better="higher", baseline=stood, targets=[goal], observations=[seen]
    )
    return pm.Plan(id=id, title=id, elements=[own])


def test_a_number_that_no_float_holds_is_kept_beside_and_has_no_difference(tmp_path: Path) -> None:
    stretch = pm.Level(value="12345678901234569.99 元")
    plans = pm.PlanSet([huge("a", "12345678901234568.9"), huge("b", HUGE, stretch=stretch), huge("c", "7")])
    plans.to_parquet(tmp_path / "corpus")
    corpus = pm.open_corpus(tmp_path / "corpus")
    rows = {row["plan"]: row for row in rows_of(corpus.compare(reference="a"))}
    for row in pm.compare(plans, reference="a").rows:
        hold(row._asdict(), rows[row.plan], row.plan)
    assert [(rows[plan]["reason"], rows[plan]["difference"]) for plan in "abc"] == [
        (None, 0.0),
        ("rounded", None),
        ("rounded", None),
    ]
    for number in (HUGE, "12345678901234569.99"):
        assert f"exactly {number}, which" in rows["b"]["note"]
    kept = {row["plan"]: row for row in rows_of(corpus.tables["targets"])}
    assert [kept[plan]["value_exact"] for plan in "abc"] == ["12345678901234568.9", HUGE, None]
    assert (kept["b"]["stretch_exact"], kept["b"]["high_exact"]) == ("12345678901234569.99", None)
    assert {row["baseline_exact"] for row in rows_of(corpus.tables["indicators"])} == {HUGE}
    assert {row["value_exact"] for row in rows_of(corpus.tables["observations"])} == {HUGE}
    records: Any = plans.ambition("own-money").to_records()
    mine = {row["plan"]: row for row in records}
    for theirs in rows_of(corpus.ambition("own-money")):
        hold(mine[theirs["plan"]], theirs, theirs["plan"])
    assert math.isclose(float(mine["a"]["change"]), 1.01 / 5)


def test_a_definition_in_a_unit_of_ones_own_counts_in_a_corpus_as_in_memory(tmp_path: Path) -> None:
    crew = OwnUnits(["crew = 5 人"]).unit("crew")
    plans = []
    for id, unit in (("a", "万亩"), ("b", crew)):
        metric = pm.Metric(id="own", name="x", unit=unit)
        goal = pm.Target(year=2025, commitment=pm.Level(value=pm.Amount("3", unit)))
        stood = pm.Baseline(year=2020, value=pm.Amount("2", unit))
        plans.append(
            pm.Plan(
                id=id,
                title=id,
                elements=[metric, pm.Indicator(id="i", name="x", metric="own", baseline=stood, targets=[goal])],
            )
        )
    pm.PlanSet(plans).to_parquet(tmp_path / "corpus")
    theirs = {row["plan"]: row for row in rows_of(pm.open_corpus(tmp_path / "corpus").compare())}
    mine = {row.plan: row for row in pm.compare(plans).rows}
    for name in ("value", "reason", "note"):
        assert [getattr(mine[id], name) for id in "ab"] == [theirs[id][name] for id in "ab"]
    assert [theirs[id]["unit"] for id in "ab"] == [None, "crew (crew = 5 人)"]  # a table says what the unit means
    records: Any = pm.PlanSet(plans).ambition("own").to_records()
    asked = {row["plan"]: row for row in rows_of(pm.open_corpus(tmp_path / "corpus").ambition("own"))}
    for record in records:
        hold(record, asked[record["plan"]], record["plan"])


def test_what_has_no_place_is_refused_with_the_name_to_write(both: Both) -> None:
    ask: Any = both.corpus.compare
    with pytest.raises(ArgumentError, match=r"at most 0 arguments(?s:.*)write the name: metric=, reference="):
        ask("pm25")
