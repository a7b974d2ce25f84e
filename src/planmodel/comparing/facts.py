"""What plans are told apart by: the facts that a set of plans is filtered on, and the record of one plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter

from planmodel.columns import Column
from planmodel.model.citing import place_of
from planmodel.model.collection import unknown_field
from planmodel.model.criteria import Covering, texts_of
from planmodel.model.field_types import closed_words
from planmodel.model.header import Header, Jurisdiction
from planmodel.model.metrics import shipped_ids
from planmodel.model.plan import Plan
from planmodel.text import MultilingualText
from planmodel.words import say

__all__ = ["PLAN_COLUMNS", "fact_named", "types_of", "words_of"]


def _texts(*values: object) -> tuple[str, ...]:
    found: list[str] = []
    for value in values:
        if isinstance(value, MultilingualText):
            found += value.values()
        elif value is not None:
            found.append(str(value))
    return tuple(found)


def place_names(plan: Plan) -> tuple[str, ...]:
    """Return what the place of a plan is called: its names, aliases and code; nothing where it states none."""
    area = plan.jurisdiction
    return () if area is None else _texts(area.name, *area.aliases, area.code)


def is_one_place(one: Plan, other: Plan) -> bool:
    """Tell whether two plans that say where they are of are of one place.

    Codes decide where both have one: 鼓楼区 is in four cities. A place that got another one names the old among its
    aliases.
    """
    names = [{*place_names(plan)} for plan in (one, other)]
    codes = [None if plan.jurisdiction is None else plan.jurisdiction.code for plan in (one, other)]
    if codes[0] is not None and codes[1] is not None:
        return codes[0] in names[1] or codes[1] in names[0]
    return bool(names[0] & names[1])


def _parent(plan: Plan) -> tuple[str, ...]:
    return () if plan.jurisdiction is None else _texts(plan.jurisdiction.parent)


def _period(plan: Plan) -> object:
    return None if plan.period is None else Covering(plan.period)


def _metrics(plan: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.metric.to for one in plan.indicators if one.metric is not None))


def _themes(plan: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.to for element in plan.elements for link in element.themes))


_FACTS: Mapping[str, Callable[[Plan], object]] = {
    "id": lambda plan: plan.id,
    "title": lambda plan: _texts(plan.title),
    "jurisdiction": place_names,
    "level": lambda plan: plan.jurisdiction.level if plan.jurisdiction is not None else None,
    "code": lambda plan: plan.jurisdiction.code if plan.jurisdiction is not None else None,
    "parent": _parent,
    "period": _period,
    "base_year": lambda plan: plan.base_year,
    "status": lambda plan: plan.status,
    "number": lambda plan: plan.number,
    "metric": _metrics,
    "theme": _themes,
}


def fact_named(name: str) -> Callable[[Plan], object]:
    """Return the function that tells a fact about a plan.

    Raises:
        FilterError: there is no such fact.
    """
    if name not in _FACTS:
        raise unknown_field(say("plans.filter", name=f"{name!r}"), name, _FACTS)
    return _FACTS[name]


def types_of(name: str) -> tuple[type, ...]:
    """Return the types of the values that a fact may have."""
    return {"period": (Covering,), "base_year": (int,)}.get(name, (str,))


def words_of(name: str, plans: Iterable[Plan]) -> Iterator[str]:
    """Yield what a fact may say: what it says of these plans, and what it could say of any."""
    for plan in plans:
        yield from texts_of(_FACTS[name](plan))
        yield from plan.metrics.ids if name == "metric" else plan.themes.ids if name == "theme" else ()
    if name == "metric":
        yield from shipped_ids()
    elif name in ("level", "status"):
        yield from closed_words(Jurisdiction if name == "level" else Header, name)


def _targets(plan: Plan) -> int:
    return sum(len(indicator.targets) for indicator in plan.indicators)


PLAN_COLUMNS = (
    Column("plan", "text", "the id of the plan", of=attrgetter("id")),
    Column("title", "text", "its title", of=lambda plan: plan.label("zh")),
    Column("jurisdiction", "text", "the area that it is made for", of=place_of),
    Column("code", "text", "the code of that area (GB/T 2260)", of=_FACTS["code"], shown=False),
    Column("level", "text", "the level of that area: national, province, city, county, township", of=_FACTS["level"]),
    Column("period", "text", "the period that it covers", owner="planset"),
    Column("elements", "integer", "how many elements it has", of=len),
    Column("indicators", "integer", "how many of them are indicators", of=lambda plan: len(plan.indicators)),
    Column("targets", "integer", "how many targets those have", of=_targets),
)
"""What a plan's header says, and how much the plan holds."""
