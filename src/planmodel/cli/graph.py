"""``planmodel graph``: the plan's graph for other programs, or as a picture."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planmodel.cli import options
from planmodel.cli.output import Failed, say, write_out
from planmodel.text import one_line, suggestion

if TYPE_CHECKING:
    from planmodel.model.plan import Plan
    from planmodel.model.vocabulary import Vocabulary
    from planmodel.views.graphs.draw import By, View

__all__ = ["command"]

_PICTURES = ("svg", "png", "pdf")
_VIEWS = ("structure", "network", "flow")
_FORMATS = ("mermaid", "dot", "json", "cytoscape", "graphml", "gexf", *_PICTURES)


@click.command("graph", short_help="Write the graph for other programs, or draw it.")
@options.plan
@click.option("--to", "format", type=click.Choice(_FORMATS), required=True, help="What to write.")
@click.option("-o", "--output", type=options.PATH, metavar="FILE", help="Write to a file, not to standard output.")
@click.option("--relations", metavar="A,B", help="Keep only these relations, such as part_of,contributes_to.")
@click.option("--view", type=click.Choice(_VIEWS), help="svg, png, pdf: which picture.  [default: structure]")
@click.option("--focus", metavar="ID", help="svg, png, pdf: only this element, what it rests on and what it serves.")
@click.option("--depth", type=click.IntRange(min=1), metavar="N", help="Steps each way from --focus.  [default: 2]")
@click.option("--by", type=click.Choice(("count", "money")), help="What the flow measures.  [default: count]")
@options.language
@options.overlay
@options.vocabulary
def command(
    plan: Path,
    format: str,
    output: Path | None,
    relations: str | None,
    view: View | None,
    focus: str | None,
    depth: int | None,
    by: By | None,
    language: str | None,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Write the plan's graph: who contributes to, depends on, implements, guides what.

    mermaid, dot, graphml and gexf are for the programs of that name, json is networkx' node-link form, cytoscape is
    Cytoscape's JSON. svg, png and pdf are pictures: the structure with one column a kind, the network of what must come
    first with its critical path, or the flow from goals through tasks to projects.
    """
    _check_usage(format, output, {"--view": view, "--focus": focus, "--depth": depth, "--by": by})
    read = options.read(plan, overlays, vocabulary)
    if relations is not None:
        read = _with_relations(read, [name.strip() for name in relations.split(",") if name.strip()])
    if format not in _PICTURES:
        write_out(_exported(read, format, language), output)
        return
    picture = read.draw(view or "structure", focus=focus, depth=depth, by=by, language=language)
    write_out(picture.svg if format == "svg" else picture.png() if format == "png" else picture.pdf(), output)
    for note in picture.notes:
        say(f"note: {one_line(note)}")


def _check_usage(format: str, output: Path | None, given: Mapping[str, object]) -> None:
    """Raise ``UsageError`` when options do not go together."""
    pictures = f"{', '.join(_PICTURES[:-1])} and {_PICTURES[-1]}"
    for option, value in given.items():
        if value is not None and format not in _PICTURES:
            raise click.UsageError(f"{option} works with {pictures}, not with {format}.")
    if given["--focus"] is not None and given["--view"] == "flow":
        raise click.UsageError("--focus works with the views structure and network, not with flow.")
    if given["--depth"] is not None and given["--focus"] is None:
        raise click.UsageError("--depth counts steps from an element: give --focus ID too.")
    if given["--by"] is not None and given["--view"] != "flow":
        raise click.UsageError("--by works with --view flow.")
    if output is not None and output.suffix[1:].lower() in _PICTURES and output.suffix[1:].lower() != format:
        raise click.UsageError(
            f"{output} is named as if it were {output.suffix}, and --to {format} writes something else."
        )
    if format in ("png", "pdf") and output is None and sys.stdout.isatty():
        raise click.UsageError(f"A {format.upper()} is nothing for a terminal: give it a file with -o FILE.")


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
