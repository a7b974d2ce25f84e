"""A plan on one screen, as text and as HTML, both from the same rows."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

import attrs

from planmodel.graph.hierarchy import Hierarchy
from planmodel.model.element import Element
from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.model.vocabulary import VOCABULARY
from planmodel.text import Text, cut, display_width, one_line
from planmodel.views.element import element_text, in_words
from planmodel.views.spoken import check_language

__all__ = ["Branch", "Row", "Summary", "element_text", "summarize", "summary_html", "summary_text", "tree_rows"]

_TREES = ("goal", "task", "project")
_NAMED = 3
_WRAPPED = frozenset({"elements", "evidence", "links"})
"""Facts that are wrapped rather than cut."""
_HTML_ROWS = 200


@attrs.frozen(kw_only=True)
class Row:
    """One line of a tree: an element, how deep it stands, and the language to name it in."""

    depth: int
    element: Element
    language: str | None = None

    @property
    def id(self) -> str:
        """The element's id."""
        return self.element.id

    @property
    def name(self) -> str:
        """The element's name on one line."""
        return in_words(self.element.name, self.language)

    @property
    def mark(self) -> str:
        """The element's evidence, unless stated."""
        return "" if self.element.evidence == "stated" else self.element.evidence


@attrs.frozen(kw_only=True)
class Branch:
    """The elements of one kind as the rows of a tree."""

    title: str
    rows: tuple[Row, ...]


@attrs.frozen(kw_only=True)
class Summary:
    """What a plan's summary says: its titles, facts as (label, text), and trees."""

    titles: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    branches: tuple[Branch, ...]


def summarize(plan: Plan, language: str | None = None) -> Summary:
    """Return what a summary of ``plan`` says.

    Parameters:
        plan: any plan.
        language: the language of names; without one, the first of each, with English beside it.

    Raises:
        ModelError: nothing of the plan is in that language.
    """
    check_language(plan, language)
    shown = [*_TREES, *(cls.kind for cls in plan.vocabulary.kinds if cls not in VOCABULARY.kinds)]
    branches = []
    for kind in shown:
        cls = plan.vocabulary.by_kind.get(kind)
        elements = plan.of(cls) if cls else ()
        if cls and elements:
            rows = tuple(tree_rows(plan, elements, language))
            branches.append(Branch(title=f"{cls.plural} ({len(rows):,})", rows=rows))
    facts = tuple((label, text) for label, text in _facts(plan, language) if text)
    return Summary(titles=_titles(plan.title, language), facts=facts, branches=tuple(branches))


def summary_text(
    plan: Plan,
    *,
    language: str | None = None,
    lines: int | None = 30,
    width: int | None = 100,
    depth: int | None = None,
) -> str:
    """Return a plan's summary as text.

    Parameters:
        plan: any plan.
        language: the language of names; without one, the first of each, with English beside it.
        lines: how many lines it may take; ``None`` for all of them.
        width: how many terminal cells a line may take; ``None`` for all of it.
        depth: how many levels of the trees to show; ``None`` for all.

    Example:
        >>> from planmodel.model.kinds import Goal
        >>> print(summary_text(Plan(id="p", title="Plan", elements=[Goal(id="g", name="Clean air")])))
        Plan
          id        p
          elements  1 goal
          evidence  1 stated
        goals (1)
          g  Clean air
    """
    summary = summarize(plan, language)
    label_width = max(display_width(label) for label, _ in summary.facts)
    written = [("", title) for title in summary.titles]
    for label, text in summary.facts:
        room = None if width is None or label not in _WRAPPED else max(width - label_width - 4, 20)
        for number, line in enumerate([text] if room is None else _wrapped(text, room)):
            written.append((f"  {'' if number else label:<{label_width}}  ", line))
    branches = [_to_depth(branch.rows, depth) for branch in summary.branches]
    sizes = [len(rows) + bool(hidden) for rows, hidden in branches]
    rooms = sizes if lines is None else _share(lines - len(written) - len(sizes), sizes)
    for branch, (rows, hidden), room in zip(summary.branches, branches, rooms, strict=False):
        kept, cut_off = _fit(rows, room, hidden)
        written.append(("", branch.title))
        written += [(f"{'  ' * (row.depth + 1)}{row.id}  ", _row_text(row)) for row in kept]
        if cut_off:
            written.append(("  ", f"… and {cut_off:,} more"))
    return "\n".join(
        before + (text if width is None else cut(text, max(width - len(before), 20))) for before, text in written
    )


def summary_html(plan: Plan, *, language: str | None = None) -> str:
    """Return a plan's summary as HTML that an untrusted notebook shows: no style sheet, no script, all escaped.

    Parameters:
        plan: any plan.
        language: the language of names; without one, the first of each, with English beside it.
    """
    summary = summarize(plan, language)
    head, *others = summary.titles
    parts = [f'<div><div style="font-weight:bold;font-size:1.1em">{escape(head)}</div>']
    parts += [f'<div style="font-style:italic">{escape(other)}</div>' for other in others]
    parts.append('<table style="margin:0.5em 0">')
    parts += [_html_row(label, text) for label, text in summary.facts]
    parts.append("</table>")
    for branch in summary.branches:
        rows, hidden = _fit(branch.rows, _HTML_ROWS, 0)
        opened = " open" if len(rows) <= _NAMED * 4 else ""
        parts.append(f"<details{opened}><summary>{escape(branch.title)}</summary><table>")
        parts += [_html_tree_row(row) for row in rows]
        parts.append(f"</table>{f'<div>… and {hidden:,} more</div>' if hidden else ''}</details>")
    return "".join([*parts, "</div>"])


def _wrapped(text: str, width: int) -> list[str]:
    """Return ``14 documents, 1 organization, …`` in lines that end after a comma."""
    kept_together = re.sub(r"(?<!,) ", "\N{NO-BREAK SPACE}", text)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in textwrap.wrap(kept_together, width)]


# --- facts ---


def _titles(title: Text, language: str | None) -> tuple[str, ...]:
    if language is None and isinstance(title, Mapping) and "en" in title and str(title) != title["en"]:
        return one_line(str(title)), one_line(title["en"])
    return (in_words(title, language),)


def _facts(plan: Plan, language: str | None) -> Iterator[tuple[str, str]]:
    yield "id", plan.id
    yield "jurisdiction", _jurisdiction(plan, language)
    base = f"from {plan.base_year}" if plan.base_year else ""
    yield "period", ", ".join(part for part in (str(plan.period or ""), base) if part)
    status = (plan.status or "").replace("_", " ")
    issued = f"issued {plan.issued}" if plan.issued else ""
    yield "status", ", ".join(one_line(part) for part in (status, plan.number or "", issued) if part)
    yield "drafted by", _named(plan, plan.drafted_by, language)
    yield "approved by", _named(plan, plan.approved_by, language)
    yield "issued by", _named(plan, plan.issued_by, language)
    yield "follows", _named(plan, plan.follows, language)
    yield "declares", _declared(plan)
    yield "units of its own", ", ".join(one_line(plan.own_units.definition(one.name)) for one in plan.units)
    kinds = Counter(element.kind for element in plan.elements)
    names = {cls.kind: cls for cls in plan.vocabulary.kinds}
    counts = [_count(kinds[kind], kind, cls.plural) for kind, cls in names.items() if kinds[kind]]
    yield "elements", ", ".join(counts) or "none"
    yield "evidence", _evidence(Counter(element.evidence for element in plan.elements))
    links = Counter(link.evidence or getattr(holder, "evidence", "stated") for holder, _, _, link in plan.links())
    yield "links", _evidence(links)
    yield "read from", ", ".join(one_line(file.path) for file in plan.origin.files) if plan.origin else ""


def _jurisdiction(plan: Plan, language: str | None) -> str:
    area = plan.jurisdiction
    if area is None:
        return ""
    parent = f"in {in_words(area.parent, language)}" if area.parent else ""
    parts = (in_words(area.name, language), area.level or "", one_line(area.code or ""), parent)
    return ", ".join(part for part in parts if part)


def _named(plan: Plan, links: Sequence[Link], language: str | None) -> str:
    names = []
    for link in links[:_NAMED]:
        element: Element | None = plan.get(link.to)
        names.append(in_words(element.name, language) if element else link.to)
    more = f" and {len(links) - _NAMED:,} more" if len(links) > _NAMED else ""
    return "; ".join(names) + more


def _declared(plan: Plan) -> str:
    if not plan.declares:
        return ""
    listed = Counter(plan[id].kind for id in plan.graph.hierarchy.tops)
    parts = []
    for declared in plan.declares:
        cls = plan.vocabulary.by_kind.get(declared.kind)
        plural = cls.plural if cls else declared.kind
        differs = "" if listed[declared.kind] == declared.count else f" (listed: {listed[declared.kind]:,})"
        parts.append(_count(declared.count, declared.kind, plural) + differs)
    return ", ".join(parts)


def _count(number: int, singular: str, plural: str) -> str:
    return one_line(f"{number:,} {singular if number == 1 else plural}")


def _evidence(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[name]:,} {name}" for name in ("stated", "inferred", "assumed") if counts.get(name))


# --- trees ---


def tree_rows(plan: Plan, elements: Iterable[Element], language: str | None = None) -> Iterator[Row]:
    """Yield some elements of a plan as rows, wholes before their parts, by what the plan's hierarchy counts."""
    by_id = {element.id: element for element in elements}
    for id, depth in Hierarchy(by_id, plan.graph.hierarchy.whole).walk():
        yield Row(depth=depth, element=by_id[id], language=language)


def _to_depth(rows: Sequence[Row], depth: int | None) -> tuple[Sequence[Row], int]:
    kept = rows if depth is None else [row for row in rows if row.depth < depth]
    return kept, len(rows) - len(kept)


def _share(room: int, sizes: Sequence[int]) -> list[int]:
    """Return how many of ``room`` lines each branch gets: what it needs, or an equal share of what is left."""
    shares = [0] * len(sizes)
    left, waiting = max(room, 0), sorted(range(len(sizes)), key=lambda number: sizes[number])
    for position, number in enumerate(waiting):
        shares[number] = min(sizes[number], left // (len(waiting) - position))
        left -= shares[number]
    return shares


def _fit(rows: Sequence[Row], room: int, hidden: int) -> tuple[Sequence[Row], int]:
    """Return the rows to show, whole levels from the top and a part of the next, and how many are left out."""
    if len(rows) + bool(hidden) <= room:
        return rows, hidden
    total, space = len(rows) + hidden, max(room - 1, 0)
    levels = Counter(row.depth for row in rows)
    depth, rest = 0, space
    while levels[depth] and levels[depth] <= rest:
        rest -= levels[depth]
        depth += 1
    kept = []
    for row in rows:
        if row.depth < depth or (row.depth == depth and rest > 0):
            kept.append(row)
            rest -= row.depth == depth
    return kept, total - len(kept)


def _row_text(row: Row) -> str:
    return f"{row.name} ({row.mark})" if row.mark else row.name


def _html_row(label: str, text: str) -> str:
    left = '<td style="text-align:left;vertical-align:top'
    return f'<tr>{left};font-weight:bold">{escape(label)}</td>{left}">{escape(text)}</td></tr>'


def _html_tree_row(row: Row) -> str:
    indent = f"padding-left:{0.5 + 1.5 * min(row.depth, 10):g}em"
    mark = f" <i>({escape(row.mark)})</i>" if row.mark else ""
    name = f'<td style="text-align:left;{indent}">{escape(row.name)}{mark}</td>'
    return f'<tr><td style="text-align:left"><code>{escape(row.id)}</code></td>{name}</tr>'
