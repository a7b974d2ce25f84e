"""Quotations as W3C Web Annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import planmodel as pm
from planmodel.exchange.export import ExportReport
from planmodel.functions import write_annotations


def written(plan: pm.Plan, path: Path) -> tuple[ExportReport, list[dict[str, Any]]]:
    report = write_annotations(plan, path / "a.jsonld")
    page = json.loads((path / "a.jsonld").read_text(encoding="utf-8"))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    return report, page["items"]


def test_a_quotation_is_an_annotation_of_its_words(tmp_path: Path) -> None:
    cited = pm.Citation(document="d", quote="加强治理", prefix="一是", suffix="。", page=3)
    plan = pm.Plan(
        id="p",
        title="P",
        elements=[
            pm.Document(id="d", name="D", url="http://x.cn/plan.pdf"),
            pm.Task(id="t", name="治理", sources=[cited]),
        ],
    )
    report, [item] = written(plan, tmp_path)
    assert item["body"] == [
        {"type": "TextualBody", "purpose": "classifying", "value": "task"},
        {"type": "TextualBody", "purpose": "identifying", "value": "t"},
        {"type": "TextualBody", "purpose": "describing", "value": "治理"},
    ]
    assert item["target"] == {
        "source": "http://x.cn/plan.pdf",
        "selector": {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
            "value": "page=3",
            "refinedBy": {"type": "TextQuoteSelector", "exact": "加强治理", "prefix": "一是", "suffix": "。"},
        },
    }
    assert (report.written, report.lost) == ({"Annotation": 1}, ())


def test_quotations_of_targets_are_written_and_citations_without_words_are_counted(tmp_path: Path) -> None:
    target = pm.Target(year=2025, as_published="10", sources=[pm.Citation(document="d", quote="造林10万亩")])
    plan = pm.Plan(
        id="p",
        title="P",
        elements=[
            pm.Document(id="d", name="D", text="source.txt"),
            pm.Indicator(id="i", name="造林", targets=[target], sources=["d"]),
        ],
    )
    report, [item] = written(plan, tmp_path)
    assert item["target"] == {
        "source": "source.txt",
        "selector": {"type": "TextQuoteSelector", "exact": "造林10万亩"},
    }
    assert report.lost == ("1 citations that quote nothing are not written",)


def test_every_annotation_has_an_address_of_its_own_that_stays_the_same(tmp_path: Path) -> None:
    plan = pm.examples.lianzhou()
    _, items = written(plan, tmp_path)
    ids = [item["id"] for item in items]
    assert len(set(ids)) == len(ids) > 80
    assert all(id.startswith("urn:uuid:") for id in ids)
    assert written(plan, tmp_path)[1] == items
