"""``planmodel graph``: the plan's graph for other programs, or as a picture."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planmodel.cli import options
from planmodel.cli.output import Failed, write_out
from planmodel.text import suggestion

if TYPE_CHECKING:
    from planmodel.model.plan import Plan
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]

_PICTURES = ("svg", "png")
_FORMATS = ("mermaid", "dot", "json", "cytoscape", "graphml", "gexf", *_PICTURES)


@click.command("graph", short_help="Write the graph for other programs, or draw it.")
@options.plan
@click.option("--to", "format", type=click.Choice(_FORMATS), required=True, help="What to write.")
@click.option("-o", "--output", type=options.PATH, metavar="FILE", help="Write to a file, not to standard output.")
@click.option("--relations", metavar="A,B", help="Keep only these relations, such as part_of,contributes_to.")
@click.option("--around", metavar="ID", help="svg, png: only this element, what bears on it and what it bears on.")
@options.language
@options.overlay
@options.vocabulary
def command(
    plan: Path,
    format: str,
    output: Path | None,
    relations: str | None,
    around: str | None,
    language: str | None,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Write the plan's graph: who contributes to, depends on, implements, guides what.

    mermaid, dot, graphml and gexf are for the programs of that name, json is networkx' node-link form, cytoscape is
    Cytoscape's JSON. svg and png are a picture of the structure with one column a kind, precedence left out.
    """
    if around is not None and format not in _PICTURES:
        raise click.UsageError(f"--around works with {' and '.join(_PICTURES)}, not with {format}.")
    if format == "png" and output is None and sys.stdout.isatty():
        raise click.UsageError("A PNG is nothing for a terminal: give it a file with -o FILE.")
    read = options.read(plan, overlays, vocabulary)
    if relations is not None:
        read = _with_relations(read, [name.strip() for name in relations.split(",") if name.strip()])
    write_out(
        _drawn(read, format, language, around) if format in _PICTURES else _exported(read, format, language), output
    )


def _drawn(plan: Plan, format: str, language: str | None, around: str | None) -> str | bytes:
    from planmodel.views.graphs.draw import draw_structure
    from planmodel.views.picture import svg_to_png

    svg = draw_structure(plan, language=language, around=around)
    return svg_to_png(svg) if format == "png" else svg


def _exported(plan: Plan, format: str, language: str | None) -> str:
    import json

    from planmodel.formats import graphs

    if format == "json":
        return json.dumps(graphs.to_node_link(plan), ensure_ascii=False, indent=2)
    if format == "cytoscape":
        return json.dumps(graphs.to_cytoscape(plan), ensure_ascii=False, indent=2)
    if format == "mermaid":
        return graphs.to_mermaid(plan, language=language)
    if format == "dot":
        return graphs.to_dot(plan, language=language)
    return graphs.to_graphml(plan) if format == "graphml" else graphs.to_gexf(plan)


def _with_relations(plan: Plan, names: list[str]) -> Plan:
    """Return the plan with the links of these relations only."""
    known = dict.fromkeys(relation.name for relation in plan.relations)
    for name in names:
        if name not in known:
            raise Failed(
                f"there is no relation {name!r}", suggestion(name, known) or f"relations: {', '.join(sorted(known))}"
            )
    import attrs

    dropped: dict[str, list[tuple[str, Any]]] = {}
    for relation in plan.relations:
        if relation.name not in names:
            dropped.setdefault(relation.holder, []).append((relation.field, () if relation.many else None))
    elements = [attrs.evolve(element, **dict(dropped.get(element.kind, ()))) for element in plan.elements]
    return attrs.evolve(plan, elements=elements, **dict(dropped.get("plan", ())))
