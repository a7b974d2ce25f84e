"""``planmodel show``: a plan, or one element of it, in words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planmodel.cli import options
from planmodel.cli.language import Verb, spoken, worded
from planmodel.cli.output import Styled, put_json, put_styled
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.model.plan import Plan
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("show", cls=Verb)
@options.plan
@click.argument("id", required=False)
@click.option("--depth", type=click.IntRange(min=1), metavar="N")
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
@options.language
@options.overlay
@options.vocabulary
def command(
    plan: Path,
    id: str | None,
    depth: int | None,
    format: str,
    language: str | None,
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Show what a plan says; with an ID, that element: its fields, its sources, what it rests on and serves."""
    read = options.read(plan, overlays, vocabulary)
    if format == "json":
        put_json(_plan_record(read) if id is None else _element_record(read, id, depth))
    elif id is None:
        from planmodel.views.summary import summary_text

        put_styled(_styled(summary_text(read, language=language, words=spoken(), lines=None, width=None, depth=depth)))
    else:
        from planmodel.views.summary import element_text

        put_styled(_styled(element_text(read, id, language=language, words=spoken())))
        begins = {worded(sentence(f"explain.rests_on{more}")) for more in ("", ".nothing")}
        lines = read.explain(id, depth=depth).to_text(language=spoken()).split("\n")
        first = next(number for number, line in enumerate(lines) if line in begins)  # above stands what was just shown
        put_styled(_styled("\n".join(lines[first:])))


def _styled(text: str) -> list[list[Styled]]:
    """Return a text's lines with those that are not indented in bold."""
    return [[(line, "" if line.startswith(" ") else "bold")] for line in text.split("\n")]


def _plan_record(plan: Plan) -> dict[str, Any]:
    from planmodel.formats.plain_data import header_tree

    listed = {"goal", "task", "project"}
    kinds = Counter(element.kind for element in plan.elements)
    links = Counter(link.evidence or getattr(holder, "evidence", "stated") for holder, _, _, link in plan.links())
    return {
        **header_tree(plan),
        "files": [file.path for file in plan.origin.files] if plan.origin else [],
        "counts": {cls.plural: kinds[cls.kind] for cls in plan.vocabulary.kinds if kinds[cls.kind]},
        "evidence": dict(sorted(Counter(element.evidence for element in plan.elements).items())),
        "links": dict(sorted(links.items())),
        **{
            cls.plural: [_tree_record(element) for element in plan.of(cls)]
            for cls in plan.vocabulary.kinds
            if cls.kind in listed and kinds[cls.kind]
        },
    }


def _tree_record(element: Any) -> dict[str, Any]:
    part_of = getattr(element, "part_of", None)
    name = element.name if isinstance(element.name, str) else dict(element.name)
    return {"id": element.id, "name": name, "part_of": part_of.to if part_of else None, "evidence": element.evidence}


def _element_record(plan: Plan, id: str, depth: int | None) -> dict[str, Any]:
    from planmodel.formats.plain_data import element_tree

    element = plan[id]
    pointing = [
        {"id": holder.id, "kind": getattr(holder, "kind", "plan"), "relation": relation.name}
        for holder, relation, _, link in plan.links()
        if link.to == id
    ]
    explained = plan.explain(id, depth=depth).to_record()
    return {"kind": element.kind, **element_tree(element), "pointed_at_by": pointing, **explained}
