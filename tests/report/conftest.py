"""Plans to report on: one with something in every section, one whose every text is hostile."""

from __future__ import annotations

import pytest

from planmodel.model.element import Element
from planmodel.model.header import Jurisdiction
from planmodel.model.kinds import (
    Document,
    Goal,
    Indicator,
    Organization,
    Principle,
    Project,
    Section,
    Task,
    Theme,
)
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution, Dependency, Link
from planmodel.model.sources import Citation
from planmodel.model.targets import Assigned, Level, Target, Unread
from planmodel.text import MultilingualText

QUOTE = "到2025年，全市水环境质量持续改善"


def both(zh: str, en: str) -> MultilingualText:
    return MultilingualText({"zh": zh, "en": en})


def cited(quote: str = QUOTE) -> Citation:
    return Citation(document="d-plan", section="第三章", page=12, quote=quote)


@pytest.fixture(scope="session")
def river() -> Plan:
    """A small plan that has something for every section of the page."""
    return Plan(
        id="river",
        title=both("清河市水环境规划", "Water plan of Qinghe"),
        description=both("治水先治污。", "Clean the water at its source."),
        jurisdiction=Jurisdiction(name=both("清河市", "Qinghe"), level="county", code="999901"),
        period="2021/2025",
        base_year=2020,
        status="adopted",
        issued_by=[Link("o-eco")],
        elements=[
            Document(id="d-plan", name=both("规划文本", "The plan's text"), url="https://example.org/plan"),
            Organization(id="o-eco", name=both("生态环境局", "Environment bureau"), sources=[cited()]),
            Section(id="s-3", name=both("主要任务", "Main tasks"), sources=[cited()]),
            Theme(id="th-water", name=both("水", "Water"), sources=[cited()]),
            Principle(id="p-source", name=both("源头治理", "Act at the source"), sources=[cited()]),
            Goal(
                id="g-river",
                name=both("水环境质量持续改善", "Water keeps getting better"),
                guided_by=[Link("p-source")],
                themes=[Link("th-water")],
                sources=[cited()],
            ),
            Indicator(
                id="i-class3",
                name=both("地表水达到或好于Ⅲ类水体比例", "Surface water at class III or better"),
                metric="surface-water-good",
                unit="%",
                better="higher",
                obligation="binding",
                measures=[Link("g-river")],
                baseline=Baseline(year=2020, value="80 %"),
                targets=[
                    Target(
                        year=2025,
                        as_published="≥90%",
                        commitment=Level(value="90 %", comparator="at_least"),
                        sources=[cited("达到90%以上")],
                    )
                ],
                observations=[Observation(period=2023, value="86 %")],
                sources=[cited()],
            ),
            Indicator(
                id="i-assigned",
                name=both("化学需氧量减排", "Less chemical oxygen demand"),
                targets=[
                    Target(year=2025, as_published="完成省下达任务", commitment=Assigned(by="省")),
                    Target(year=2025, as_published="11⠥", commitment=Unread(reason="an unknown sign")),
                ],
                evidence="inferred",
                sources=["d-plan"],
            ),
            Task(
                id="t-survey",
                name=both("排污口排查", "Survey of outfalls"),
                duration="3 月",
                contributes_to=[Contribution("g-river", evidence="inferred")],
                sources=[cited("排查入河排污口")],
            ),
            Task(
                id="t-pipes",
                name=both("管网建设", "Sewer pipes"),
                duration="12 月",
                depends_on=[Dependency("t-survey", sources=[cited("排查之后实施")])],
                contributes_to=["g-river"],
                section=Link("s-3"),
                done="40 %",
                sources=[cited()],
            ),
            Task(
                id="t-rules",
                name=both("制度建设", "Rules"),
                duration="6 月",
                depends_on=["t-survey"],
                evidence="assumed",
            ),
            Project(
                id="pr-plant",
                name=both("污水处理厂", "Treatment plant"),
                implements=["t-pipes"],
                duration="9 月",
                sources=[cited()],
            ),
        ],
    )


HOSTILE = (
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    '"><img src=x onerror=alert(1)>',
    "</script><b>",
    "{{7*7}}&lt;",
)


@pytest.fixture(scope="session")
def hostile() -> Plan:
    """A plan whose every text is hostile, each in its own way."""
    text = "".join(HOSTILE)
    elements = [element for number, one in enumerate(HOSTILE) for element in hostile_elements(str(number), one)]
    return Plan(
        id="hostile",
        title=both(text, text[::-1] + text),
        description=text,
        jurisdiction=Jurisdiction(name=text, code=text, parent=text),
        number=text,
        note=text,
        sources=[Citation(document="d0", quote=text)],
        elements=elements,
    )


def hostile_elements(number: str, text: str) -> list[Element]:
    source = Citation(document=f"d{number}", section=text, quote=text, url=text, note=text)
    promise = Target(year=2025, as_published=text, scope=text, note=text, commitment=Unread(reason=text))
    before = Dependency(f"t{number}", sources=[source])
    return [
        Document(id=f"d{number}", name=text, url=text, text=text, number=text, note=text),
        Goal(id=f"g{number}", name=both(text, text + text), description=text, note=text, sources=[source]),
        Indicator(
            id=f"i{number}",
            name=text,
            metric="pm25",
            unit=text,
            measures=[f"g{number}"],
            targets=[promise],
            observations=[Observation(period=2023, as_published=text, note=text)],
            sources=[source],
        ),
        Task(id=f"t{number}", name=text, duration="3 月", contributes_to=[f"g{number}"], sources=[source]),
        Task(id=f"u{number}", name=text, duration="3 月", depends_on=[before], sources=[source]),
    ]


@pytest.fixture(scope="session")
def river_page(river: Plan) -> str:
    """The page of the small plan, in English, on a day."""
    return river.report(as_of="2023-12-31", language="en")


@pytest.fixture(scope="session")
def hostile_page(hostile: Plan) -> str:
    """The page of the hostile plan, on a day."""
    return hostile.report(as_of=2023)
