"""The same shape of plan as pydantic models, written as a pydantic user would."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _short(key: str) -> BeforeValidator:
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


Evidence = Literal["stated", "inferred", "assumed"]
Text = str | dict[str, str]
Number = int | float | str


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Citation(Model):
    document: str
    section: str | None = None
    quote: str | None = None
    page: int | None = None
    url: str | None = None
    note: str | None = None


class PlainLink(Model):
    to: str
    evidence: Evidence | None = None
    sources: tuple[Citation, ...] = ()


class ContributionLink(PlainLink):
    strength: float | None = None
    confidence: float | None = None


class DependencyLink(Model):
    on: str
    evidence: Evidence | None = None
    sources: tuple[Citation, ...] = ()
    type: Literal["FS", "SS", "FF", "SF"] = "FS"
    lag: str | None = None


Link = Annotated[PlainLink, _short("to")]
Contribution = Annotated[ContributionLink, _short("to")]
Dependency = Annotated[DependencyLink, _short("on")]


class Element(Model):
    id: str
    name: Text
    description: Text | None = None
    section: Link | None = None
    themes: tuple[Link, ...] = ()
    evidence: Evidence = "stated"
    sources: tuple[Citation, ...] = ()
    note: str | None = None
    part_of: Link | None = None


class Baseline(Model):
    year: int | None = None
    value: Number | None = None
    as_published: str | None = None
    evidence: Evidence | None = None
    sources: tuple[Citation, ...] = ()


class Observation(Model):
    period: int | str
    value: Number | None = None
    as_published: str | None = None
    evidence: Evidence | None = None
    sources: tuple[Citation, ...] = ()
    note: str | None = None


class Target(Model):
    year: int | None = None
    as_published: str | None = None
    commitment: Any = None
    stretch: Any = None
    scope: Text | None = None
    evidence: Evidence | None = None
    sources: tuple[Citation, ...] = ()
    note: str | None = None


class Goal(Element):
    declared_count: int | None = None
    guided_by: tuple[Link, ...] = ()
    period: int | str | None = None


class Indicator(Element):
    metric: Link | None = None
    unit: str | None = None
    better: Literal["higher", "lower"] | None = None
    obligation: Literal["binding", "expected"] | None = None
    measures: tuple[Link, ...] = ()
    baseline: Baseline | None = None
    targets: tuple[Target, ...] = ()
    observations: tuple[Observation, ...] = ()


class Task(Element):
    declared_count: int | None = None
    contributes_to: tuple[Contribution, ...] = ()
    depends_on: tuple[Dependency, ...] = ()
    responsible: tuple[Link, ...] = ()
    period: int | str | None = None
    duration: str | None = None
    done: str | None = None
    guided_by: tuple[Link, ...] = ()


class Plan(Model):
    planmodel: int
    id: str
    title: Text
    documents: tuple[Element, ...] = ()
    principles: tuple[Element, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[Task, ...] = ()
