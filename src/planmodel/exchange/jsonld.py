"""A plan as linked data: JSON-LD with the words of PROV, P-Plan, SKOS, ORG, QUDT and Dublin Core.

Source: W3C, *JSON-LD 1.1*, Recommendation of 2020-07-16; *PROV-O*, 2013; *SKOS*, 2009; *The Organization Ontology*,
2014; D. Garijo and Y. Gil, *The P-PLAN Ontology*, 2014; QUDT 2.1.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from pkgutil import get_data
from typing import Any, Final

import attrs

from planmodel.arguments import AnyPath, kinds_checked
from planmodel.errors import ModelError, PlanModelError
from planmodel.exchange.export import ExportReport
from planmodel.formats.files import write_whole
from planmodel.formats.yaml_comments import comments_in
from planmodel.model.element import Element, Undertaking
from planmodel.model.header import Header
from planmodel.model.numbers import Observation
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency, Link
from planmodel.model.sources import Citation
from planmodel.text import MultilingualText
from planmodel.units import Amount
from planmodel.units.table import factor, is_known, same_dimension
from planmodel.words import say

__all__ = ["context", "write_jsonld"]

_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "goal": ("skos:Concept",),
    "principle": ("skos:Concept",),
    "theme": ("skos:Concept",),
    "section": ("skos:Concept",),
    "metric": ("skos:Concept",),
    "task": ("p-plan:Step",),
    "project": ("p-plan:Step", "schema:Project"),
    "indicator": ("schema:StatisticalVariable",),
    "organization": ("org:Organization",),
    "document": ("prov:Entity", "schema:CreativeWork"),
}
"""What an element of a kind is in others' words, beside its own."""

_SCHEMES = ("goal", "principle", "theme", "section", "metric")
"""Kinds whose elements are the concepts of a scheme, one for each kind and plan."""

_UNITS: Final[Mapping[str, str]] = {
    "%": "unit/PERCENT",
    "千米": "unit/KiloM",
    "米": "unit/M",
    "平方公里": "unit/KiloM2",
    "平方米": "unit/M2",
    "公顷": "unit/HA",
    "立方米": "unit/M3",
    "升": "unit/L",
    "吨": "unit/TONNE",
    "千克": "unit/KiloGM",
    "克": "unit/GM",
    "微克/立方米": "unit/MicroGM-PER-M3",
    "千瓦时": "unit/KiloW-HR",
    "年": "unit/YR",
    "月": "unit/MO",
    "天": "unit/DAY",
    "小时": "unit/HR",
    "分钟": "unit/MIN",
    "秒": "unit/SEC",
    "元": "currency/CNY",
    "USD": "currency/USD",
    "EUR": "currency/EUR",
    "GBP": "currency/GBP",
    "JPY": "currency/JPY",
}
"""Units that QUDT has, under https://qudt.org/vocab/."""


@kinds_checked
def write_jsonld(plan: Plan, path: AnyPath, *, base: str = "urn:planmodel:") -> ExportReport:
    """Write a plan as JSON-LD, whole or not at all, and return what was written and what was not.

    Every field stands in it: in the words of others where they have one (``skos:broader``, ``p-plan:isPrecededBy``,
    ``dct:temporal``, ``qudt:numericValue``, …), else in planmodel's own (``urn:planmodel:terms#``). The context that
    says so stands at the head of the file, so that no program needs a network to read it. A plan is ``BASE`` and its
    id, an element that and ``#`` and its own id.

    Parameters:
        plan: the plan.
        path: the file.
        base: the beginning of every address, such as ``https://example.org/plans/``.

    Raises:
        ModelError: ``base`` is no beginning of an absolute IRI.
        OSError: it cannot be written.

    Source: W3C, *JSON-LD 1.1*, Recommendation of 2020-07-16.

    Example:
        >>> import json, pathlib, tempfile, planmodel as pm
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "lianzhou.jsonld"
        >>> pm.functions.write_jsonld(pm.examples.lianzhou(), path).lost
        ('37 comments of the YAML file',)
        >>> json.loads(path.read_bytes())["@graph"][0]["@type"]
        ['Plan', 'prov:Plan', 'p-plan:Plan']
    """
    scheme, colon, rest = base.partition(":")
    if not (colon and rest and scheme.isascii() and scheme.isalnum()) or any(sign in base for sign in ' <>"{}|\\^`#'):
        raise ModelError(say("jsonld.base", base=base[:80]), hint="urn:planmodel:")
    writer = _Writer(plan, base)
    nodes = [writer.header(), *writer.schemes(), *map(writer.element, plan.elements)]
    text = json.dumps({**context(), "@graph": nodes}, ensure_ascii=False, indent=1)
    write_whole(Path(path), text + "\n")
    comments = len(comments_in(plan))
    lost = (say("jsonld.comments", n=comments),) if comments else ()
    return ExportReport(written=dict(Counter(one.kind for one in plan.elements)), lost=lost)


@cache
def _context_text() -> bytes:
    return get_data(__package__ or "", "context.jsonld") or b"{}"


def context() -> dict[str, Any]:
    """Return the context: what each key of the file means, as ``{"@context": …}``."""
    found: dict[str, Any] = json.loads(_context_text())
    return found


@lru_cache(maxsize=1024)
def qudt_unit(unit: str) -> str | None:
    """Return the address of a unit at QUDT; ``None`` where it has none that is the same.

    Example:
        >>> qudt_unit("km²"), qudt_unit("万吨")
        ('http://qudt.org/vocab/unit/KiloM2', None)
    """
    if not unit or not is_known(unit):
        return None
    for ours, theirs in _UNITS.items():
        try:
            if same_dimension(unit, ours) and factor(unit, ours) == 1:
                return f"http://qudt.org/vocab/{theirs}"
        except PlanModelError:
            continue
    return None


class _Writer:
    """Makes the nodes of one plan."""

    def __init__(self, plan: Plan, base: str) -> None:
        self.plan = plan
        self.base = base
        self.iri = f"{base}{plan.id}"

    def of(self, id: str) -> str:
        """Return the address of an element, or of the plan itself."""
        return self.iri if id == self.plan.id else f"{self.iri}#{id}"

    # --- nodes ---

    def header(self) -> dict[str, Any]:
        """Return the node of the plan."""
        return {
            "@id": self.iri,
            "@type": ["Plan", "prov:Plan", "p-plan:Plan"],
            "identifier": self.plan.id,
            **self._fields(self.plan, Header, skip=("id",)),
        }

    def schemes(self) -> list[dict[str, Any]]:
        """Return the nodes of the schemes that hold the plan's concepts."""
        kinds = dict.fromkeys(one.kind for one in self.plan.elements)
        plan = _at(self.iri)
        return [{**_at(self._scheme(kind)), "@type": "Scheme", "part_of": plan} for kind in kinds if kind in _SCHEMES]

    def _scheme(self, kind: str) -> str:
        return f"{self.iri}/{kind}"

    def element(self, one: Element) -> dict[str, Any]:
        """Return the node of an element."""
        node: dict[str, Any] = {"@id": self.of(one.id), "@type": [type(one).__name__, *_TYPES.get(one.kind, ())]}
        node["identifier"] = one.id
        if one.kind in _SCHEMES:
            node["in_scheme"] = _at(self._scheme(one.kind))
        elif not isinstance(one, Undertaking):
            node["in_plan"] = _at(self.iri)
        else:
            node["step_of"] = _at(self.iri)
            first = [_at(self.of(link.to)) for link in one.depends_on if link.type == "FS"]
            if first:
                node["preceded_by"] = first
        return node | self._fields(one, type(one), skip=("id",))

    # --- fields ---

    def _fields(self, holder: Any, cls: type, skip: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return what the fields of a value say that differs from their defaults."""
        node: dict[str, Any] = {}
        for field in attrs.fields(cls):
            value = getattr(holder, field.name)
            if field.name in skip or value is None or value == ():
                continue
            if field.default is not attrs.NOTHING and value == field.default:
                continue
            node |= self._field(field.name, value)
        return node

    def _field(self, name: str, value: Any) -> dict[str, Any]:
        several = value if isinstance(value, tuple) else (value,)
        if several and all(isinstance(one, Link) for one in several):
            return self._links(name, several)
        if several and all(isinstance(one, Citation) for one in several):
            cited = dict.fromkeys(self.of(one.document) for one in several)
            return {"cites": [*map(_at, cited)], name: [self._value(one) for one in several]}
        if name == "unit" and isinstance(value, str):  # of an indicator or metric
            found = qudt_unit(value)
            return {"unit_text": str(value), **({"unit": found} if found is not None else {})}
        if name in ("year", "base_year", "since"):
            return {name: f"{value:04d}"}
        made = [self._value(one) for one in several]
        return {name: made if isinstance(value, tuple) else made[0]}

    def _links(self, name: str, links: tuple[Link, ...]) -> dict[str, Any]:
        """Return where links go, and as nodes of their own those that say more than that."""
        node: dict[str, Any] = {}
        told = [link for link in links if self._says_more(link)]
        if not isinstance(links[0], Dependency):  # whose plain ones are what P-Plan calls preceded by
            node[name] = [_at(self._target(name, link)) for link in links]
        return node | ({f"{name}_links": [*map(self._value, told)]} if told else {})

    def _target(self, name: str, link: Link) -> str:
        is_shared = name == "metric" and link.to not in self.plan
        return f"{self.base}metrics#{link.to}" if is_shared else self.of(link.to)

    def _says_more(self, link: Link) -> bool:
        fields = (one for one in attrs.fields(type(link)) if one.name != "to")
        return any(getattr(link, one.name) != one.default for one in fields if one.default is not attrs.NOTHING)

    def _value(self, value: Any) -> Any:
        """Return a value as JSON-LD has it."""
        if isinstance(value, Amount):
            return _quantity(value)
        if isinstance(value, Period):
            return _period(value)
        if isinstance(value, MultilingualText):
            return dict(value)
        if isinstance(value, Link):
            node = {"@type": type(value).__name__, "to": _at(self.of(value.to))}
            return node | self._fields(value, type(value), ("to",))
        if isinstance(value, Citation):
            return {"document": _at(self.of(value.document)), **self._fields(value, Citation, ("document",))}
        if attrs.has(type(value)):
            own = ["schema:Observation"] if isinstance(value, Observation) else []
            return {"@type": [type(value).__name__, *own], **self._fields(value, type(value))}
        if isinstance(value, tuple | list):
            return [self._value(one) for one in value]
        if isinstance(value, Decimal):
            return {"@value": format(value, "f"), "@type": "xsd:decimal"}
        return value if isinstance(value, str | bool | int | float) else str(value)


def _at(iri: str) -> dict[str, str]:
    return {"@id": iri}


def _quantity(amount: Amount) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": "Quantity", "numeric_value": format(amount.magnitude, "f")}
    if amount.unit:
        node["unit_text"] = str(amount.unit)
        found = qudt_unit(amount.unit)
        if found is not None:
            node["unit"] = found
    return node


_POINTS = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date", 16: "xsd:dateTime", 19: "xsd:dateTime"}


def _period(period: Period) -> dict[str, Any]:
    """Return a point in time as the datum that it is, a stretch of time as its two ends."""
    first, slash, last = period.text.partition("/")
    if not slash:
        return _point(first)
    return {"@type": "Period", "from": _point(first), "until": _point(last)}


def _point(text: str) -> dict[str, str]:
    return {"@value": f"{text}:00" if len(text) == 16 else text, "@type": _POINTS[len(text)]}
