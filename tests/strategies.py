"""Hypothesis strategies for elements and plans, made from the declarations of the model: every kind, every field."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import attrs
from hypothesis import strategies as st

import planmodel as pm
from planmodel.formats.scalars import is_text, optional_of
from planmodel.model.header import Header
from planmodel.model.targets import COMMITMENTS
from planmodel.model.vocabulary import VOCABULARY, Vocabulary, field_types, relations_of

UNITS = ("", "%", "个百分点", "万亩", "公顷", "微克/立方米", "亿元", "天", "月", "吨", "人")

TRAPS = (
    "no", "yes", "null", "~", "on", "12:30", "2025-06-30", "0441882", "1e3", "0x1F", "1_000", ".5", "-", "?", "- a",
    "a: b", "a #b", "#", "{}", "[]", "*a", "&a", "!a", "|", ">", "%", "@", "`", '"', "'", "a\nb", "a\r\nb", "a\rb",
    " a", "a ", "\ta", "=SUM(A1)", "a,b", 'say "x"', "连州市“十四五”规划", "名称：值", "\u2028", "\x85", "\ufeffa", "é", "\u200b",
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(TRAPS),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12),
    st.text("生态环境保护规划目标任务，。“”：", min_size=1, max_size=8),
)
multilingual = st.dictionaries(st.sampled_from(["zh", "en", "zh-Hant"]), texts, min_size=1).map(pm.MultilingualText)
numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=None, allow_nan=False, allow_infinity=False).filter(
    lambda number: -12 < number.as_tuple().exponent < 3 and len(number.as_tuple().digits) < 25  # type: ignore[operator]
) | st.integers(-(10**9), 10**9).map(Decimal)
amounts = st.builds(pm.Amount, numbers, st.sampled_from(UNITS))
years = st.integers(1, 9999)
days = st.dates().map(lambda day: day.isoformat())
points = st.one_of(days, days.map(lambda day: day[:7]), years.map(lambda year: f"{year:04d}"))
periods = st.one_of(
    points.map(pm.Period),
    st.tuples(years, years).map(lambda pair: pm.Period(f"{min(pair):04d}/{max(pair):04d}")),
)
unit_interval = st.floats(0, 1, allow_nan=False)


def levels() -> st.SearchStrategy[pm.Level]:
    one = st.builds(pm.Level, value=amounts, comparator=st.sampled_from(["at_least", "about", None]))
    return one | st.tuples(numbers, numbers, st.sampled_from(UNITS)).map(
        lambda t: pm.Level(value=pm.Amount(min(t[:2]), t[2]), high=pm.Amount(max(t[:2]), t[2]), comparator="between")
    )


def estimates(citations: st.SearchStrategy[Any]) -> st.SearchStrategy[pm.Estimate]:
    time = st.integers(0, 99)
    one = st.builds(pm.Estimate, likely=time.map(lambda n: pm.Amount(n, "月")), sources=citations)
    evidence = st.sampled_from(["stated", "inferred", "assumed", None])
    return one | st.builds(
        lambda three, said: pm.Estimate(
            low=pm.Amount(three[0], "月"), likely=pm.Amount(three[1], "月"), high=pm.Amount(three[2], "月"), evidence=said
        ),
        st.tuples(time, time, time).map(sorted),
        evidence,
    )


class Builder:
    """Strategies for the values of fields, given the ids of each kind that there are to point at."""

    def __init__(self, ids: dict[str, list[str]], names: tuple[str, ...]) -> None:
        self.ids = ids
        self.names = names

    def instance(self, cls: Any, kind: str = "", **fixed: Any) -> st.SearchStrategy[Any]:
        types = field_types(cls)
        relations = {one.field: one for one in relations_of(cls, kind, self.names)} if kind else {}
        given: dict[str, st.SearchStrategy[Any]] = {}
        for field in attrs.fields(cls):
            if field.name in fixed or (kind == "plan" and not self.ids):
                continue
            if field.name in relations:
                given[field.name] = self.links(relations[field.name])
            else:
                value = self.value(types[field.name], field)
                given[field.name] = value if field.default is attrs.NOTHING else st.just(field.default) | value
                if isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
                    given[field.name] = value
        return st.builds(cls, **{name: st.just(value) for name, value in fixed.items()}, **given)

    def links(self, relation: Any) -> st.SearchStrategy[Any]:
        targets = [id for kind in relation.targets for id in self.ids.get(kind, ())]
        if not targets:
            return st.just(() if relation.many else None)
        chosen = st.sampled_from(targets)
        link = chosen.map(relation.link) | chosen.flatmap(lambda id: self.instance(relation.link, to=id))
        return st.lists(link, max_size=2).map(tuple) if relation.many else st.none() | link

    def citations(self) -> st.SearchStrategy[Any]:
        documents = self.ids.get("document", [])
        if not documents:
            return st.just(())
        one = st.sampled_from(documents).flatmap(lambda id: self.instance(pm.Citation, document=id))
        return st.lists(one, max_size=2).map(tuple)

    def value(self, annotation: Any, field: Any) -> st.SearchStrategy[Any]:
        inner = optional_of(annotation)
        if inner is not None:
            return st.none() | self.value(inner, field)
        if is_text(annotation):
            return texts | multilingual
        simple: dict[Any, st.SearchStrategy[Any]] = {
            str: texts,
            bool: st.booleans(),
            float: unit_interval,
            int: st.integers(1, 9999),
            pm.Amount: amounts,
            pm.Period: periods,
            pm.Level: levels(),
            pm.Estimate: estimates(self.citations()),
        }
        if annotation in simple:
            if field.name == "unit":
                return st.sampled_from(UNITS[1:]) | texts
            return simple[annotation]
        if get_origin(annotation) is Literal:
            return st.sampled_from(get_args(annotation))
        if get_origin(annotation) is tuple:
            one = get_args(annotation)[0]
            if one is pm.Citation:
                return self.citations()
            least = 2 if field.name == "parts" else 0
            return st.lists(self.value(one, field), min_size=least, max_size=2).map(tuple)
        if set(get_args(annotation)) == set(COMMITMENTS):
            simple_ones = [cls for cls in COMMITMENTS if cls is not pm.Compound]
            plain = st.one_of([levels() if cls is pm.Level else self.instance(cls) for cls in simple_ones])
            return plain | st.lists(plain, min_size=2, max_size=2).map(lambda parts: pm.Compound(parts=tuple(parts)))
        return self.instance(annotation)


@st.composite
def plans(draw: st.DrawFn, vocabulary: Vocabulary = VOCABULARY) -> pm.Plan:
    """Plans in which every reference points at an element of the right kind."""
    names = tuple(cls.kind for cls in vocabulary.kinds)
    ids = {kind: [f"{kind}-{n}" for n in range(draw(st.integers(0, 2)))] for kind in names}
    builder = Builder(ids, names)
    elements = []
    for cls in vocabulary.kinds:
        for id in ids[cls.kind]:
            elements.append(draw(builder.instance(cls, cls.kind, id=id)))
    header = draw(builder.instance(Header, "plan", id="plan"))
    fields = {field.name: getattr(header, field.name) for field in attrs.fields(Header)}
    return pm.Plan(**fields, elements=elements, vocabulary=vocabulary)
