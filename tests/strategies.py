"""Plans of every shape for property tests, made from the declarations of the model: every kind, every field.

Hypothesis chooses a seed, and a plan grows from it: drawing each of some hundred fields from a strategy of its own
would take seconds a plan.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import attrs
from hypothesis import strategies as st

import planmodel as pm
from planmodel.formats.scalars import is_text, optional_of
from planmodel.model.field_types import field_types
from planmodel.model.header import Header
from planmodel.model.targets import COMMITMENTS
from planmodel.model.vocabulary import VOCABULARY, Relation, Vocabulary, relations_of
from planmodel.parts import Constraint, Estimate, Factor, MultilingualText
from planmodel.units import UnitDefinition

UNITS = ("", "%", "个百分点", "万亩", "公顷", "微克/立方米", "亿元", "天", "月", "吨", "人")

TRAPS = (
    "no", "yes", "null", "~", "on", "12:30", "2025-06-30", "0441882", "1e3", "0x1F", "1_000", ".5", "-", "?", "- a",
    "a: b", "a #b", "#", "{}", "[]", "*a", "&a", "!a", "|", ">", "%", "@", "`", '"', "'", "a\nb", "a\r\nb", "a\rb",
    "\n", " a", "a ", "\ta", "=SUM(A1)", "a,b", 'say "x"', "连州市“十四五”规划", "名称：值", "\u2028", "\x85",
    "\ufeffa", "é", "\x07", "\u200b", "<script>", "\\u0041", "\U0001f600", "true", "a\n\nb\n", "  a\n b",
    "≥90", "90%以上", "55～60", "达到Ⅲ类",
)  # fmt: skip

_LETTERS = [
    *"abcXYZ019 _-.,:;'\"#%&*!?{}[]()<>|\\/\n\t",
    *"生态环境规划，。“”：；（）",
    "\x01",
    "\x7f",
    "\xa0",
    "\ud7ff",
    "\ue000",
]

_TIMES: dict[str, list[str]] = {
    "weekdays": ["1-5 08:00-12:00 13:00-17:00", "6 00:00-24:00", "7 22:00-23:59"],
    "dates": ["2025-10-01/2025-10-07 off", "2025-10-11 08:00-12:00", "9999-12-31 off"],
}


OWN_UNITS = [
    UnitDefinition(name="teams", note="whoever is sent"),
    UnitDefinition(name="crew", equals="5 人", aliases=("crews",)),
    UnitDefinition(name="车队", equals="20 辆"),
]


@functools.cache
def _fields(cls: Any, kind: str, kinds: tuple[str, ...]) -> list[tuple[str, bool, Relation | None, Any]]:
    """Return the name, whether it must be given, the relation and the type of each field of a class."""
    types = field_types(cls)
    relations = {one.field: one for one in relations_of(cls, kind, kinds)} if kind else {}
    return [
        (one.name, one.default is attrs.NOTHING, relations.get(one.name), types[one.name]) for one in attrs.fields(cls)
    ]


@functools.cache
def _form(annotation: Any) -> tuple[str, Any]:
    """Return what a type is a form of, and what there is of that form."""
    inner = optional_of(annotation)
    if inner is not None:
        return "optional", inner
    if is_text(annotation):
        return "text", None
    if get_origin(annotation) is Literal:
        return "choice", get_args(annotation)
    if get_origin(annotation) is tuple:
        return "several", get_args(annotation)[0]
    return ("commitment", None) if set(get_args(annotation)) == set(COMMITMENTS) else ("simple", annotation)


class Maker:
    """Makes values from a random generator.

    Parameters:
        chance: where choices come from.
        ids: the ids of each kind that there are to point at.
        kinds: the names of the kinds.
    """

    def __init__(self, chance: random.Random, ids: dict[str, list[str]], kinds: tuple[str, ...]) -> None:
        self.chance, self.ids, self.kinds = chance, ids, kinds
        self.simple: dict[Any, Callable[[], Any]] = {
            str: self.text,
            bool: lambda: chance.random() < 0.5,
            float: chance.random,
            int: lambda: chance.randint(1, 9999),
            pm.Amount: self.amount,
            pm.Period: self.period,
            Factor: self.factor,
            Constraint: self.constraint,
        }

    def instance(self, cls: Any, kind: str = "", **fixed: Any) -> Any:
        """Return an instance with about half of its optional fields given."""
        given = dict(fixed)
        for name, needed, relation, annotation in _fields(cls, kind, self.kinds):
            if name in given or (not needed and self.chance.random() < 0.5):
                continue
            given[name] = self.value(annotation, name) if relation is None else self.links(relation)
        return cls(**given)

    def links(self, relation: Any) -> Any:
        targets = [id for kind in relation.targets for id in self.ids[kind]]
        if not targets:
            return () if relation.many else None
        made = [
            self.instance(relation.link, to=self.chance.choice(targets))
            for _ in range(self.chance.randint(0, 2) if relation.many else 1)
        ]
        return tuple(made) if relation.many else made[0]

    def text(self) -> str:
        if self.chance.random() < 0.5:
            return self.chance.choice(TRAPS)
        return "".join(self.chance.choice(_LETTERS) for _ in range(self.chance.randint(1, 12)))

    def number(self) -> Decimal:
        digits = self.chance.randint(-(10 ** self.chance.randint(1, 15)), 10 ** self.chance.randint(1, 15))
        return Decimal(digits).scaleb(-self.chance.choice([0, 0, 0, 1, 2, 9]))

    def amount(self) -> pm.Amount:
        return pm.Amount(self.number(), self.chance.choice(UNITS))

    def rate(self) -> pm.Amount:
        return pm.Amount(self.chance.randint(0, 999), self.chance.choice(["万元/月", "元/天", "USD/小时"]))

    def period(self) -> pm.Period:
        year = self.chance.choice([1, 999, 2020, 2025, self.chance.randint(1, 9999)])
        ends = ("", "-02", "-06-30", "/9999", f"-01/{year:04d}-08", "-06-30T13:05", "-06-30T00:00:01")
        return pm.Period(f"{year:04d}" + self.chance.choice(ends))

    def level(self) -> pm.Level:
        low, high = sorted([self.number(), self.number()])
        unit = self.chance.choice(UNITS)
        if self.chance.random() < 0.5:
            return pm.Level(value=pm.Amount(low, unit), comparator=self.chance.choice(["at_least", "about", None]))
        return pm.Level(value=pm.Amount(low, unit), high=pm.Amount(high, unit), comparator="between")

    def estimate(self, unit: str) -> Estimate:
        low, likely, high = (pm.Amount(n, unit) for n in sorted(self.chance.randint(0, 99) for _ in range(3)))
        if self.chance.random() < 0.5:
            return Estimate(likely=likely)
        evidence: Any = self.chance.choice(["stated", "inferred", "assumed", None])
        return Estimate(low=low, likely=likely, high=high, evidence=evidence, sources=self.citations())

    def factor(self) -> Factor:
        low, likely, high = sorted(round(self.chance.uniform(0.1, 3), 2) for _ in range(3))
        return Factor(likely=likely) if self.chance.random() < 0.5 else Factor(low=low, likely=likely, high=high)

    def citations(self) -> tuple[pm.Citation, ...]:
        documents = self.ids.get("document", [])
        count = self.chance.randint(0, 2) if documents else 0
        return tuple(self.instance(pm.Citation, document=self.chance.choice(documents)) for _ in range(count))

    def constraint(self) -> Constraint:
        type: Any = self.chance.choice(["start_on", "finish_no_later", "late", "by_hand"])
        return Constraint(type=type, date=None if type == "late" else self.period())

    def commitment(self) -> Any:
        cls = self.chance.choice(COMMITMENTS)
        if cls is pm.Compound:
            return pm.Compound(parts=(self.level(), pm.Qualitative(trend=self.text())))
        return self.level() if cls is pm.Level else self.instance(cls)

    def value(self, annotation: Any, name: str) -> Any:
        form, of = _form(annotation)
        if form == "optional":
            return None if self.chance.random() < 0.2 else self.value(of, name)
        if form == "text":
            if self.chance.random() < 0.5:
                return self.text()
            languages = self.chance.sample(["zh", "en", "zh-Hant"], self.chance.randint(1, 3))
            return MultilingualText({language: self.text() for language in languages})
        if form == "choice":
            return self.chance.choice(of)
        if form == "several":
            return self.several(of, name)
        if form == "commitment":
            return self.commitment()
        if name == "unit":
            word = "".join(one for one in self.text() if one.isprintable())
            return word if word and self.chance.random() < 0.3 else self.chance.choice([*UNITS[1:], "teams", "crews"])
        if name == "rate" and annotation is pm.Amount:
            return self.rate()
        if annotation is Estimate:
            return self.estimate("万元" if name == "cost" else "月")
        return self.simple[annotation]() if annotation in self.simple else self.instance(annotation)

    def several(self, of: Any, name: str) -> Any:
        if of is pm.Citation:
            return self.citations()
        if of is UnitDefinition:
            return tuple(self.chance.sample(OWN_UNITS, self.chance.randint(0, 3)))
        if name in _TIMES:
            count = self.chance.randint(name == "weekdays", 2)
            return tuple(self.chance.sample(_TIMES[name], count))
        return tuple(self.value(of, name) for _ in range(self.chance.randint(0, 2)))


def make_plan(seed: int, vocabulary: Vocabulary = VOCABULARY) -> pm.Plan:
    """Return the plan that grows from a seed; every reference points at an element of the right kind."""
    chance = random.Random(seed)
    kinds = tuple(cls.kind for cls in vocabulary.kinds)
    ids = {kind: [f"{kind}-{number}" for number in range(chance.randint(0, 2))] for kind in kinds}
    maker = Maker(chance, ids, kinds)
    elements = [maker.instance(cls, cls.kind, id=id) for cls in vocabulary.kinds for id in ids[cls.kind]]
    header = maker.instance(Header, "plan", id="plan")
    fields = {field.name: getattr(header, field.name) for field in attrs.fields(Header)}
    return pm.Plan(**fields, elements=elements, vocabulary=vocabulary)


def plans(vocabulary: Vocabulary = VOCABULARY) -> st.SearchStrategy[pm.Plan]:
    """Consistent plans with values in every field."""
    return st.integers(0, 2**32).map(lambda seed: make_plan(seed, vocabulary))
