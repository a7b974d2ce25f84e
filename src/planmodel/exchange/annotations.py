"""Quotations as W3C Web Annotations: each citation of a plan as a mark on the words that it quotes."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.exchange.export import ExportReport
from planmodel.formats.files import write_whole
from planmodel.model.element import Element
from planmodel.model.kinds import Document
from planmodel.model.plan import Plan
from planmodel.model.sources import Citation

__all__ = ["write_annotations"]

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"


@kinds_checked
def write_annotations(plan: Plan, path: str | Path) -> ExportReport:
    """Write every citation that quotes as a Web Annotation (JSON-LD), and return what was written and what was not.

    An annotation marks the quoted words of a document (``TextQuoteSelector``: exact, prefix, suffix; within its page
    where the document is a PDF), and says of them the element's kind, id and name. Programs for coding texts read it.

    Parameters:
        plan: the plan.
        path: the file.

    Raises:
        OSError: it cannot be written.

    Source: W3C, *Web Annotation Data Model*, Recommendation of 2017-02-23.

    Example:
        >>> import json, pathlib, tempfile, planmodel as pm
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "lianzhou.jsonld"
        >>> report = pm.write_annotations(pm.examples.lianzhou(), path)
        >>> items = json.loads(path.read_text(encoding="utf-8"))["items"]
        >>> len(items) == report.written["Annotation"], items[0]["type"]
        (True, 'Annotation')
    """
    items: list[dict[str, Any]] = []
    silent = 0
    for element in plan.elements:
        for number, citation in enumerate(_citations(element)):
            if citation.quote is None:
                silent += 1
            else:
                items.append(_annotation(plan, element, citation, number))
    page = {"@context": _CONTEXT, "id": _urn(plan.id), "type": "AnnotationPage", "items": items}
    write_whole(path, (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode())
    lost = (f"{silent:,} citations that quote nothing are not written",) if silent else ()
    return ExportReport(written={"Annotation": len(items)}, lost=lost)


def _citations(value: Any) -> Iterator[Citation]:
    """Yield the citations of an element, and of its targets, links and what else it holds."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _citations(one)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _citations(getattr(value, field.name))


def _annotation(plan: Plan, element: Element, citation: Citation, number: int) -> dict[str, Any]:
    source = _source(plan, citation)
    quoted = {"exact": citation.quote, "prefix": citation.prefix, "suffix": citation.suffix}
    selector: dict[str, Any] = {"type": "TextQuoteSelector"} | {k: words for k, words in quoted.items() if words}
    if citation.page is not None and source.lower().endswith(".pdf"):
        fragment = {"type": "FragmentSelector", "conformsTo": _PDF_FRAGMENT, "value": f"page={citation.page}"}
        selector = fragment | {"refinedBy": selector}
    return {
        "id": _urn(f"{plan.id}/{element.id}/{number}"),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": element.kind},
            {"type": "TextualBody", "purpose": "identifying", "value": element.id},
            {"type": "TextualBody", "purpose": "describing", "value": element.label()},
        ],
        "target": {"source": source, "selector": selector},
    }


def _source(plan: Plan, citation: Citation) -> str:
    """Return the address of what is cited: of the place or document, its text beside the plan, or a name for it."""
    document = plan.get(citation.document)
    held = (document.url, document.text) if isinstance(document, Document) else ()
    return next((one for one in (citation.url, *held) if one), _urn(f"{plan.id}/{citation.document}"))


def _urn(name: str) -> str:
    """Return an address that stands for a name, the same in every run."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"planmodel:{name}").urn
