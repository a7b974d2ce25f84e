"""``planmodel graph``: the plan's graph for other programs, or as a picture."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, worded
from planmodel.cli.output import Failed, say, write_out
from planmodel.text import one_line, suggestion
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.model.plan import Plan
    from planmodel.model.vocabulary import Vocabulary
    from planmodel.views.graphs.draw import By, View

__all__ = ["command"]

_PICTURES = ("svg", "png", "pdf")
_VIEWS = ("structure", "network", "flow")
_FORMATS = ("mermaid", "dot", "json", "cytoscape", "graphml", "gexf", *_PICTURES)


@click.command("graph", cls=Verb)
@options.plan
@click.option("--to", "format", type=click.Choice(_FORMATS), required=True)
@click.option("-o", "--output", type=options.PATH, metavar="FILE")
@click.option("--relations", metavar="A,B")
@click.option("--view", type=click.Choice(_VIEWS))
@click.option("--focus", metavar="ID")
@click.option("--depth", type=click.IntRange(min=1), metavar="N")
@click.option("--by", type=click.Choice(("count", "money")))
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
    """Write the plan's graph: who contributes to, depends on, implements, guides what."""
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
        say(sentence("graph.note", note=one_line(worded(note))))


def _check_usage(format: str, output: Path | None, given: Mapping[str, object]) -> None:
    """Raise ``UsageError`` when options do not go together."""
    for option, value in given.items():
        if value is not None and format not in _PICTURES:
            raise click.UsageError(sentence("graph.pictures_only", option=option, pictures=_PICTURES, format=format))
    if given["--focus"] is not None and given["--view"] == "flow":
        raise click.UsageError(sentence("graph.focus_in_flow"))
    if given["--depth"] is not None and given["--focus"] is None:
        raise click.UsageError(sentence("graph.depth_without_focus"))
    if given["--by"] is not None and given["--view"] != "flow":
        raise click.UsageError(sentence("graph.by_without_flow"))
    if output is not None and output.suffix[1:].lower() in _PICTURES and output.suffix[1:].lower() != format:
        raise click.UsageError(sentence("graph.named_otherwise", file=str(output), suffix=output.suffix, format=format))
    if format in ("png", "pdf") and output is None and sys.stdout.isatty():
        raise click.UsageError(sentence("graph.terminal", format=format.upper()))


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
                sentence("graph.no_relation", relation=name),
                suggestion(name, known) or sentence("graph.relations", relations=tuple(sorted(known))),
            )
    import attrs

    dropped: dict[str, list[tuple[str, Any]]] = {}
    for relation in plan.relations:
        if relation.name not in names:
            dropped.setdefault(relation.holder, []).append((relation.field, () if relation.many else None))
    elements = [attrs.evolve(element, **dict(dropped.get(element.kind, ()))) for element in plan.elements]
    return attrs.evolve(plan, elements=elements, **dict(dropped.get("plan", ())))
